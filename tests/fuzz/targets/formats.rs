//! What every output keeps to, whatever the input was.

use std::collections::BTreeSet;

use serde_json::Value;
use soc2lint::lint::{ExitPolicy, Outcome, exit_status};
use soc2lint::report::{self, Format};

/// The run in a format.
pub(super) fn write(outcome: &Outcome, format: Format) -> String {
    let exit = exit_status(&outcome.report, &ExitPolicy::default());
    let mut bytes = Vec::new();
    let options = report::Options::new(exit);
    report::write(format, &outcome.report, &outcome.sources, &options, &mut bytes).expect("memory takes it");
    String::from_utf8(bytes).expect("reports are UTF-8")
}

/// Writes the run in every format and holds each against its rules.
pub(super) fn assert_valid(outcome: &Outcome) {
    for format in Format::ALL {
        let text = &write(outcome, format);
        let name = format.name();
        let speaks = |character: char| {
            (character.is_control() && !matches!(character, '\n' | '\r' | '\t')) || is_bidirectional_control(character)
        };
        assert!(!text.contains(speaks), "{name} holds a character that acts on a terminal");
        match format {
            Format::Sarif | Format::SarifFull => assert_sarif(&parsed(name, text)),
            Format::Json | Format::Gitlab | Format::Rdjson => assert_json(name, &parsed(name, text), outcome),
            Format::Junit => assert_junit(text),
            Format::Csv => assert_csv(text),
            Format::Markdown => assert!(text.len() < 64 * 1024),
            Format::Github => assert_commands(text, "::"),
            Format::Azure => assert_commands(text, "##vso["),
            Format::GithubOutput => {
                let is_word = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
                let is_output =
                    |line: &str| line.split_once('=').is_some_and(|(name, value)| is_word(name) && is_word(value));
                assert!(text.lines().all(is_output), "{text}");
            }
            Format::Text | Format::Concise => {
                assert!(
                    !text.lines().any(|line| line.trim_start().starts_with("::") || line.contains("##[")),
                    "{text}"
                );
            }
        }
    }
}

/// Characters that turn text round (Unicode Standard Annex 9).
fn is_bidirectional_control(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn parsed(name: &str, text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{name} is no JSON: {error}"))
}

fn assert_json(name: &str, value: &Value, outcome: &Outcome) {
    let counted = match name {
        "json" => value["findings"].as_array(),
        "rdjson" => value["diagnostics"].as_array(),
        _ => value.as_array(),
    };
    let findings = outcome.report.findings.len();
    assert!(counted.is_some_and(|list| name != "json" || list.len() == findings), "{name} lists what was found");
}

/// Every object and array below a value, with the key it stands under.
fn walk<'a>(key: &'a str, value: &'a Value, visit: &mut dyn FnMut(&'a str, &'a Value)) {
    visit(key, value);
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| walk(key, value, visit)),
        Value::Array(elements) => elements.iter().for_each(|element| walk("", element, visit)),
        _ => {}
    }
}

/// What GitHub and the standard ask of a log beyond being JSON.
fn assert_sarif(log: &Value) {
    const UNIQUE: [&str; 8] =
        ["rules", "taxa", "taxonomies", "relatedLocations", "suppressions", "relationships", "tags", "notifications"];
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("the rules are listed");
    for result in run["results"].as_array().expect("the results are listed") {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
        assert_eq!(result["kind"] == "fail", result["level"] != "none", "{result}");
        let rule = result["ruleIndex"].as_u64().and_then(|index| rules.get(usize::try_from(index).ok()?));
        assert_eq!(rule.map(|rule| &rule["id"]), Some(&result["ruleId"]));
        assert!(result["locations"].as_array().is_some_and(|places| !places.is_empty()) || result["kind"] != "fail");
    }
    walk("", log, &mut |key, value| match (key, value) {
        ("artifactLocation", _) => {
            let uri = value["uri"].as_str().expect("a place has a path");
            // A plan may be elsewhere than what is checked.
            let path = uri.strip_prefix("file:///").unwrap_or(uri);
            assert!(!path.starts_with('/') && !path.contains("..") && !path.contains([' ', ':']), "{uri}");
        }
        ("region", _) if value.get("startColumn").is_some() => {
            let at = |name: &str| value[name].as_u64().expect("a region has four numbers");
            assert!(at("startLine") >= 1 && at("startColumn") >= 1);
            assert!((at("endLine"), at("endColumn")) >= (at("startLine"), at("startColumn")), "{value}");
        }
        (_, Value::Array(elements)) if UNIQUE.contains(&key) => {
            let texts: BTreeSet<String> = elements.iter().map(ToString::to_string).collect();
            assert_eq!(texts.len(), elements.len(), "{key}");
        }
        _ => {}
    });
}

fn assert_junit(text: &str) {
    let document = roxmltree::Document::parse(text).expect("JUnit is well-formed XML");
    let root = document.root_element();
    let cases: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    let with = |name: &str| cases.iter().filter(|case| case.children().any(|child| child.has_tag_name(name))).count();
    for (name, count) in [("tests", cases.len()), ("failures", with("failure")), ("errors", with("error"))] {
        assert_eq!(root.attribute(name).and_then(|number| number.parse().ok()), Some(count), "{name}");
    }
}

fn assert_csv(text: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        for field in &record.expect("all rows have the same columns") {
            assert!(!field.starts_with(['=', '+', '-', '@']), "{field:?} is a formula to a spreadsheet");
        }
    }
}

/// Lines that a runner would obey are ours.
fn assert_commands(text: &str, mark: &str) {
    const OURS: [&str; 8] =
        ["error", "warning", "notice", "stop-commands", "task.logissue", "task.complete", "group", "endgroup"];
    let mut token: Option<&str> = None;
    for line in text.lines() {
        let Some(command) = line.trim_start().strip_prefix(mark) else { continue };
        let name = command.split([' ', ':', ']']).next().unwrap_or_default();
        match token {
            Some(open) if name == open => token = None,
            Some(_) => {}
            None if name == "stop-commands" => token = command.split("::").nth(1),
            None => assert!(OURS.contains(&name), "{line}"),
        }
    }
    assert_eq!(token, None, "commands are on again at the end");
}
