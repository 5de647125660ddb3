//! Formats that annotate source lines: GitHub, Azure, GitLab, reviewdog.

use std::collections::BTreeMap;

use serde_json::Value;

use super::keeps_to;
use crate::report::Format;
use crate::report::samples::{compared, crowded, everyday, hostile, small_with};

/// A command that a runner would obey.
#[derive(Debug, PartialEq)]
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    data: String,
}

fn unescape(text: &str, codes: &[(&str, &str)]) -> String {
    codes.iter().fold(text.to_owned(), |text, (code, character)| text.replace(code, character))
}

/// What GitHub's runner would obey in these lines, and the lines that it would show; from the rules of the runner and of the
/// toolkit's `command.ts`.
fn github_commands(output: &str) -> (Vec<Command>, Vec<&str>) {
    const DATA: [(&str, &str); 3] = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];
    const PROPERTY: [(&str, &str); 5] = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    let (mut commands, mut shown, mut token) = (Vec::new(), Vec::new(), None);
    for line in output.split('\n') {
        let second = line.trim_start().strip_prefix("::").and_then(|rest| rest.split_once("::"));
        let (head, data) = match (second, line.split_once("##[").and_then(|(_, rest)| rest.split_once(']'))) {
            (Some(command), _) | (None, Some(command)) => command,
            (None, None) => {
                shown.push(line);
                continue;
            }
        };
        if token.is_some() {
            if token.as_deref() == Some(head) {
                token = None;
            } else {
                shown.push(line);
            }
            continue;
        }
        if head == "stop-commands" {
            token = Some(data.to_owned());
            continue;
        }
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
        commands.push(Command {
            name: name.to_owned(),
            properties: pairs.map(|(key, value)| (key.to_owned(), unescape(value, &PROPERTY))).collect(),
            data: unescape(data, &DATA),
        });
    }
    assert_eq!(token, None, "commands are on again at the end");
    (commands, shown)
}

#[test]
fn columns_behind_other_scripts() {
    let sample = small_with("# größe 日本 𝒳 acl\n", "acl");
    assert!(sample.render(Format::Concise).starts_with("other.tf:1:14: "), "code points");
    let annotation = sample.render(Format::Github);
    assert!(annotation.contains("file=other.tf,line=1,endLine=1,col=14,endColumn=17,"), "{annotation}");
    let parsed: Value = serde_json::from_str(&sample.render(Format::Rdjson)).unwrap();
    assert_eq!(parsed["diagnostics"][0]["location"]["range"]["start"]["column"], 23, "bytes");
}

#[test]
fn github_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::Github));
}

#[test]
fn github_obeys_our_commands_only() {
    let output = hostile().render(Format::Github);
    let (commands, shown) = github_commands(&output);
    let names: Vec<&str> = commands.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(names, ["error", "error", "error"], "{commands:#?}");
    let finding = &commands[0];
    assert_eq!(finding.properties["file"], "::error file=a b/größe#1.tf".replace("::", "\\::"));
    assert_eq!(finding.properties["title"], "aws-s3-nasty: Nasty ␛[31m title ::error::x");
    assert_eq!((finding.properties["line"].as_str(), finding.properties["col"].as_str()), ("3", "2"));
    assert!(finding.data.contains("public\n\\::error file=x::injected ##\\[group]y\nin: aws_s3_bucket"));
    assert!(shown.iter().any(|line| line.starts_with("high[aws-s3-nasty]")), "{shown:#?}");
    assert!(output.chars().all(|character| !character.is_control() || character == '\n'));
    insta::assert_snapshot!(output);
}

#[test]
fn github_gets_the_worst_ten_of_each_kind() {
    let (commands, shown) = github_commands(&crowded(12).render(Format::Github)[..].to_owned().leak()[..]);
    for name in ["error", "warning", "notice"] {
        assert_eq!(commands.iter().filter(|command| command.name == name).count(), 10);
    }
    let left = "2 more errors, 2 more warnings, 2 more notices in the report above; GitHub shows 10 of a kind";
    assert!(shown.contains(&left), "{shown:#?}");
    let (commands, shown) = github_commands(&crowded(10).render(Format::Github)[..].to_owned().leak()[..]);
    assert!(commands.len() == 30 && !shown.iter().any(|line| line.contains("in the report above")));
}

#[test]
fn annotations_are_about_what_is_new() {
    let (commands, _) = github_commands(compared().render(Format::Github).leak());
    let titles: Vec<&str> = commands.iter().map(|command| command.properties["title"].as_str()).collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles[0].starts_with("aws-cloudtrail-log-file-validation") && titles[1].starts_with("gap/"), "{titles:?}");
    assert!(!compared().render(Format::Rdjson).contains("\"aws-s3-public-access-block\""));
    let azure = compared().render(Format::Azure);
    assert_eq!(azure_commands(&azure).len(), 2, "{azure}");
    assert!(compared().render(Format::Gitlab).contains("\"aws-s3-public-access-block\""), "GitLab compares by itself");
}

/// What the agent of Azure Pipelines would obey: `##vso[area.event key=value;…]data` anywhere in a line.
fn azure_commands(output: &str) -> Vec<Command> {
    const DATA: [(&str, &str); 3] = [("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")];
    const PROPERTY: [(&str, &str); 5] = [("%3B", ";"), ("%5D", "]"), ("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")];
    let parse = |line: &str| {
        let (_, rest) = line.split_once("##vso[")?;
        let (head, data) = rest.split_once(']')?;
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        let pairs = properties.split(';').filter_map(|pair| pair.split_once('='));
        Some(Command {
            name: name.to_owned(),
            properties: pairs.map(|(key, value)| (key.to_owned(), unescape(value, &PROPERTY))).collect(),
            data: unescape(data, &DATA),
        })
    };
    output.lines().filter_map(parse).collect()
}

#[test]
fn azure_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::Azure));
}

#[test]
fn azure_obeys_our_commands_only() {
    let output = hostile().render(Format::Azure);
    let commands = azure_commands(&output);
    assert_eq!(commands.len(), 3, "{commands:#?}");
    assert!(commands.iter().all(|command| command.name == "task.logissue"));
    assert_eq!(commands[0].properties["code"], "aws-s3-nasty");
    assert_eq!(commands[0].properties["type"], "error");
    assert!(commands[0].properties["sourcepath"].ends_with("a b/größe#1.tf"));
    assert!(output.chars().all(|character| !character.is_control() || character == '\n'));
    assert!(!output.contains("##vso[task.complete]") && !output.contains("##["));
    insta::assert_snapshot!(output);
    assert_eq!(azure_commands(&crowded(12).render(Format::Azure)).len(), 36, "nothing is left out");
}

#[test]
fn gitlab_keeps_to_what_gitlab_reads() {
    keeps_to(include_str!("../../../tests/data/gitlab-code-quality.schema.json"), Format::Gitlab);
    insta::assert_snapshot!(everyday().render(Format::Gitlab));
    insta::assert_snapshot!(hostile().render(Format::Gitlab));
    let issues: Value = serde_json::from_str(&everyday().render(Format::Gitlab)).unwrap();
    assert_eq!(issues[0]["fingerprint"], "0123456789abcdef", "it is the finding's own");
}

#[test]
fn reviewdog_counts_bytes() {
    keeps_to(include_str!("../../../tests/data/rdjson.schema.json"), Format::Rdjson);
    insta::assert_snapshot!(everyday().render(Format::Rdjson));
    let hostile = hostile().render(Format::Rdjson);
    let parsed: Value = serde_json::from_str(&hostile).unwrap();
    // A tab, then `acl = "`, a control character of two bytes, and `31mpublic`, a control character, a quote.
    let range = &parsed["diagnostics"][0]["location"]["range"];
    assert_eq!((&range["start"]["column"], &range["end"]["column"]), (&Value::from(2), &Value::from(22)));
    insta::assert_snapshot!(hostile);
}
