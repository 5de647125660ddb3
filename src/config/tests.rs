//! What a settings file may say, and what is told of one that says something else.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::init::{template, uncommented};
use super::parse::parse;
use super::{SETTINGS, Section, Settings, Trust};
use crate::eval::Budget;
use crate::workspace::SourceMap;

/// What a text says, and the mistakes in it as `line:column message`.
fn read(text: &str, trust: Trust) -> (Settings, Vec<String>) {
    let sources = SourceMap::default();
    let path = Utf8Path::new(".soc2lint.hcl");
    let file = sources.file(sources.add(path, path, text));
    let (settings, mistakes) = parse(&file, Utf8Path::new("/repository"), Utf8Path::new(""), trust);
    let line = |mistake: &crate::workspace::Diagnostic| {
        let position = file.position(mistake.span.expect("every mistake has its place").start);
        format!("{}:{} {}", position.line, position.character, mistake.message)
    };
    let mistakes = mistakes.iter().map(line).collect();
    (settings, mistakes)
}

fn mistakes(text: &str) -> Vec<String> {
    read(text, Trust::Repository).1
}

/// The names under which settings stand, by section.
type Names = BTreeMap<&'static str, BTreeSet<String>>;

fn known() -> Names {
    let mut names = Names::new();
    for setting in SETTINGS {
        names.entry(setting.section.name()).or_default().insert(setting.name.to_owned());
    }
    names
}

#[test]
fn each_mistake_is_told_at_its_place() {
    let cases = [
        ("presett = \"strict\"", "1:1 there is no setting `presett`; did you mean `preset`?"),
        ("preset = \"strictly\"", "1:10 `strictly` is no preset; write default or strict"),
        ("preset = null", "1:10 a string is required here, not null"),
        ("preset = \"\"", "1:10 this must not be empty"),
        ("preset = var.x", "1:10 no references are possible here; write a literal value"),
        ("preset = file(\"/etc/passwd\")", "1:10 call to `file`: `file` can't be called here; write a literal value"),
        ("exclude = \"vendor\"", "1:11 a list `[…]` is required here, not a string"),
        ("exclude = [\"a[\"]", "1:12 `a[` is no valid glob: unclosed character class; missing ']'"),
        ("paths = []", "1:9 a run without any path looks at nothing; name one, or leave `paths` out"),
        ("criteria = [\"CC66\"]", "1:13 `CC66` is no criterion id; write one like `CC6.1`"),
        ("criteria = [\"P1.8\"]", "1:13 there is no criterion `P1.8`"),
        ("fail_on = \"all\"", "1:11 `all` is no severity; write critical, high, medium, low, info or never"),
        ("max_suppression_days = -1", "1:24 a whole number from 0 is required here, not a number"),
        ("variables = [1]", "1:13 an object `{ name = value }` is required here, not a list"),
        ("variables = { a = 1, a = 2 }", "1:22 `a` is set twice"),
        ("exclude = []\nexclude = []", "2:1 `exclude` is set twice; remove one of the two"),
        ("rule = {}", "1:1 `rule` is a block; write `rule { … }` without `=`"),
        ("exclude {}", "1:1 `exclude` is no block; write `exclude = …`"),
        ("rules \"a\" {}", "1:1 there is no block `rules`; did you mean `rule`?"),
        ("rule {}", "1:1 `rule` needs one label, a rule's id; write `rule \"aws-kms-key-deletion-window\" { … }`"),
        ("budget \"x\" {}", "1:1 `budget` has no label; write `budget { … }`"),
        ("rule \"a\" {\n  enable = true\n}", "2:3 there is no setting `enable` in `rule`; did you mean `enabled`?"),
        ("rule \"a\" {\n  inputs {}\n}", "2:3 `inputs` is no block; write `inputs = …`"),
        ("rule \"a\" {\n  enabled = \"yes\"\n}", "2:13 true or false is required here, not a string"),
        ("environment \"a\" {}", "1:1 `root` is missing; write the directory of the root module"),
        (
            "environment \"a b\" {\n  root = \".\"\n}",
            "1:13 an environment's name has letters, digits, `-`, `_`, `.` and `/`",
        ),
        (
            "environment \"a\" {\n  root = \".\"\n}\nenvironment \"a\" {\n  root = \".\"\n}",
            "4:13 there is already an environment `a`; give this one another name",
        ),
        ("exception {}", "1:1 `rules` is missing; write the ids of the rules that it covers"),
        ("exception {\n  rules = []\n}", "2:11 an exception covers at least one rule"),
        ("exception {\n  rules = [\"*\"]\n}", "2:12 an exception names its rules; `*` alone is all of them"),
        ("exception {\n  rules = [\"a*b\"]\n}", "2:12 `a*b` has a `*` that is not at its end"),
        (
            "exception {\n  rules = [\"a\"]\n  until = \"31.3.2027\"\n}",
            "3:11 `31.3.2027` is no day; write year, month and day like 2027-03-31",
        ),
        (
            "exception {\n  rules = [\"a\"]\n  until = \"2027-02-30\"\n}",
            "3:11 `2027-02-30` is no day; write year, month and day like 2027-03-31",
        ),
        (
            "exception {\n  rules = [\"a\"]\n  module_call = \"site\"\n}",
            "3:17 `site` is no module call; write it without instance keys, like `module.site`",
        ),
        (
            "exception {\n  rules = [\"a\"]\n  instance = true\n}",
            "3:14 an instance key is required here: a string of `for_each` or a number of `count`",
        ),
        (
            "budget {\n  string-bytes = 1\n}",
            "2:3 there is no setting `string-bytes` in `budget`; did you mean `string_bytes`?",
        ),
        ("budget {\n  depth = 4294967296\n}", "2:11 4294967296 is too large"),
    ];
    let told: Vec<(&str, Vec<String>)> = cases.iter().map(|(text, _)| (*text, mistakes(text))).collect();
    let expected: Vec<(&str, Vec<String>)> =
        cases.iter().map(|(text, mistake)| (*text, vec![(*mistake).to_owned()])).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_mistake_hides_no_other() {
    let text = "preset = 1\nexclude = [2, 3]\nrule {}\nbudget {\n  step = 1\n}\nexclude {\n  x =\n}\n";
    assert_eq!(mistakes(text).len(), 6, "{:#?}", mistakes(text));
}

#[test]
fn a_file_in_the_repository_raises_no_budget() {
    for name in Budget::NAMES {
        let usual = Budget::default().get(name);
        let with = |limit: u64| format!("budget {{\n  {} = {limit}\n}}", name.replace('-', "_"));
        assert_eq!(mistakes(&with(usual)), Vec::<String>::new());
        let told = mistakes(&with(usual + 1));
        assert!(matches!(told.as_slice(), [one] if one.contains("may lower this limit")), "{told:?}");
        let (settings, told) = read(&with(usual + 1), Trust::User);
        assert_eq!(
            (told.len(), settings.budget.first().map(|(name, limit)| (*name, limit.value))),
            (0, Some((name, usual + 1)))
        );
    }
}

#[test]
fn deep_and_large_constants_end_in_a_mistake() {
    for text in [
        format!("exclude = {}1{}", "[".repeat(5_000), "]".repeat(5_000)),
        format!("preset = {}1{}", "(".repeat(5_000), ")".repeat(5_000)),
        "preset = [for a in [1, 2, 3] : [for b in [1, 2, 3] : \"${a}${b}\"]]".to_owned(),
    ] {
        assert_eq!(mistakes(&text).len(), 1, "{:?}", mistakes(&text));
    }
    let doubling = "\"${[for a in [1,2,3,4,5,6,7,8,9] : [for b in [1,2,3,4,5,6,7,8,9] : [for c in [1,2,3,4,5,6,7,8,9] : [for d in [1,2,3,4,5,6,7,8,9] : [for e in [1,2,3,4,5,6,7,8,9] : [for f in [1,2,3,4,5,6,7,8,9] : f]]]]]]}\"";
    assert!(!mistakes(&format!("preset = {doubling}")).is_empty());
}

#[test]
fn what_init_writes_is_every_setting_commented_out() {
    let text = template();
    let (settings, told) = read(&text, Trust::Repository);
    assert_eq!(told, Vec::<String>::new());
    assert!(settings.preset.is_none() && settings.rules.is_empty() && settings.exceptions.is_empty());
    let all = uncommented(&text);
    let (settings, told) = read(&all, Trust::Repository);
    assert_eq!(told, Vec::<String>::new(), "{all}");
    assert_eq!(written(&all), known());
    assert_eq!(settings.narrowings(&BTreeSet::new()).iter().filter(|one| one.setting == "exclude").count(), 0);
    for setting in SETTINGS.iter().filter(|setting| setting.section == Section::Budget) {
        let usual = Budget::default().get(&setting.name.replace('_', "-"));
        assert_eq!(setting.value, usual.to_string(), "{}", setting.name);
    }
}

/// The names of the settings in a text, by section.
fn written(text: &str) -> Names {
    let sources = SourceMap::default();
    let path = Utf8Path::new(".soc2lint.hcl");
    let (body, errors) = crate::syntax::parse_body(sources.add(path, path, text), text);
    assert!(errors.is_empty(), "{errors:?}");
    let names = |body: &crate::syntax::ast::Body| body.attributes.iter().map(|one| one.name.name.to_string()).collect();
    let mut all = Names::from([("", names(&body))]);
    for block in &body.blocks {
        let section = Section::BLOCKS.into_iter().find(|section| section.name() == block.block_type.name);
        let section = section.expect("only known blocks are written");
        let own: BTreeSet<String> = names(&block.body);
        all.entry(section.name()).or_default().extend(own);
    }
    all
}

#[test]
fn every_setting_is_read() {
    for setting in SETTINGS {
        let wrong = match setting.section {
            Section::Top => format!("{} = null", setting.name),
            Section::Rule => format!("rule \"a\" {{\n  {} = null\n}}", setting.name),
            Section::Environment if setting.name == "root" => "environment \"a\" {\n  root = null\n}".to_owned(),
            Section::Environment => format!("environment \"a\" {{\n  root = \"b\"\n  {} = null\n}}", setting.name),
            Section::Exception if setting.name == "rules" => "exception {\n  rules = null\n}".to_owned(),
            Section::Exception => format!("exception {{\n  rules = [\"a\"]\n  {} = null\n}}", setting.name),
            Section::Budget => format!("budget {{\n  {} = null\n}}", setting.name),
        };
        let told = mistakes(&wrong);
        assert!(matches!(told.as_slice(), [one] if one.contains("is required here")), "{} {told:?}", setting.name);
    }
}

#[test]
fn the_documentation_has_every_setting_with_an_example() {
    let text = include_str!("../../docs/settings.md");
    let mut documented = Names::new();
    let (mut section, mut name, mut example) = ("", None::<&str>, None::<String>);
    for line in text.lines() {
        match (&mut example, line) {
            (None, "```hcl") => example = Some(String::new()),
            (Some(code), "```") => {
                assert_eq!(mistakes(code), Vec::<String>::new(), "{code}");
                if let Some(name) = name.take() {
                    assert!(written(code).get(section).is_some_and(|names| names.contains(name)), "`{name}`: {code}");
                    documented.entry(known_section(section)).or_default().insert(name.to_owned());
                }
                example = None;
            }
            (Some(code), line) => code.extend([line, "\n"]),
            (None, line) => {
                if let Some(heading) = line.strip_prefix("## ") {
                    section = heading.strip_prefix('`').and_then(|name| name.strip_suffix('`')).unwrap_or_default();
                } else if let Some(heading) = line.strip_prefix("### `") {
                    assert_eq!(name, None, "each has an example");
                    name = heading.strip_suffix('`');
                }
            }
        }
    }
    assert_eq!(documented, known());
    for setting in SETTINGS.iter().filter(|setting| setting.section == Section::Budget) {
        assert!(text.contains(&format!("Default: {}.", setting.value)), "{}", setting.name);
    }
}

fn known_section(name: &str) -> &'static str {
    Section::BLOCKS.iter().map(|section| section.name()).find(|known| *known == name).unwrap_or_default()
}
