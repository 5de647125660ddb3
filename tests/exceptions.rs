//! Documented exceptions as users meet them: comments in files, what they cover, what is told of them, and exit statuses.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use support::repository;

fn soc2lint(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(arguments).current_dir(directory).env_clear().output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The rules that the tests are about.
const RULES: &str = "aws-kms-key-rotation,aws-kms-key-deletion-window,aws-vpc-sg-no-public-ssh,\
    aws-secrets-no-access-key-literal,suppression-expired,suppression-forbidden,suppression-incomplete,\
    suppression-malformed,suppression-too-long,suppression-unknown-rule,suppression-unused";

/// What a run said, on the day that all tests run on.
struct Run {
    status: Option<i32>,
    report: Value,
}

impl Run {
    fn new(directory: &Path, more: &[&str]) -> Self {
        let only = if more.contains(&"--only") { None } else { Some(["--only", RULES]) };
        let arguments = ["check", "--format", "json", "--today", "2026-06-01"];
        let arguments: Vec<&str> =
            arguments.into_iter().chain(only.into_iter().flatten()).chain(more.iter().copied()).collect();
        let output = soc2lint(directory, &arguments);
        let report = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
        Self { status: output.status.code(), report }
    }

    fn of(text: &str) -> Self {
        Self::new(repository(&[("main.tf", text)]).path(), &[])
    }

    /// Findings as `path:line rule status resources`.
    fn findings(&self) -> Vec<String> {
        self.entries("findings")
    }

    /// What could not be decided, in the same form.
    fn undetermined(&self) -> Vec<String> {
        self.entries("undetermined")
    }

    fn entries(&self, list: &str) -> Vec<String> {
        let findings = self.report[list].as_array().unwrap().iter();
        findings
            .map(|finding| {
                let text = |name: &str| finding[name].as_str().unwrap();
                let location = &finding["location"];
                let resources: Vec<&str> =
                    finding["resources"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
                let place = format!("{}:{}", location["path"].as_str().unwrap(), location["start"]["line"]);
                format!("{place} {} {} {}", text("rule"), text("status"), resources.join(" "))
            })
            .collect()
    }

    fn messages(&self, rule: &str) -> Vec<&str> {
        let findings = self.report["findings"].as_array().unwrap().iter();
        findings.filter(|finding| finding["rule"] == rule).map(|finding| finding["message"].as_str().unwrap()).collect()
    }
}

const GOOD: &str = "reason=\"imported key material, risk R-7\" until=2026-12-31";

/// A key that does not rotate, with a comment above the block and one above the attribute.
fn key(above: &str, inside: &str) -> String {
    format!("{above}\nresource \"aws_kms_key\" \"k\" {{\n{inside}\n  enable_key_rotation = false\n}}\n")
}

fn comment(more: &str) -> String {
    format!("# soc2lint: ignore[aws-kms-key-rotation] {more}")
}

#[test]
fn a_comment_excepts_what_it_stands_on() {
    let good = comment(GOOD);
    let texts = [
        key(&good, ""),
        key("", &format!("  {good}")),
        key(&good.replace('#', "//"), ""),
        key(&format!("/*\n{}\n*/", good.trim_start_matches('#')), ""),
        key(&format!("{good}\n# another comment"), ""),
        key("", "").replace("= false", &format!("= false {good}")),
        key("", "").replace("\" {", &format!("\" {{ {good}")),
        format!("{} {good}\n", key("", "").trim_end()),
        key("", &format!("  {good}\n\n")),
        key("", &format!("  {}\n\n\n", good.replace("ignore", "ignore-next"))),
        format!("{}\n\n{}", good.replace("ignore", "ignore-file"), key("", "")),
        key(&good.replace("aws-kms-key-rotation", "aws-kms-key-r*"), ""),
        key(&good.replace('\n', "\r\n"), "").replace('\n', "\r\n"),
    ];
    let files: Vec<(String, &str)> =
        texts.iter().enumerate().map(|(number, text)| (format!("{number:02}/main.tf"), text.as_str())).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let repository = repository(&files);
    let run = Run::new(repository.path(), &[]);
    assert_eq!(run.status, Some(0));
    let found = run.findings();
    assert_eq!(found.len(), texts.len(), "{found:#?}");
    for (number, found) in found.iter().enumerate() {
        let is_right = found.starts_with(&format!("{number:02}/"))
            && found.ends_with(" aws-kms-key-rotation excepted aws_kms_key.k");
        assert!(is_right, "{found}\n{}", texts[number]);
    }
    for finding in run.report["findings"].as_array().unwrap() {
        assert_eq!(finding["exception"]["reason"], "imported key material, risk R-7");
        assert_eq!(finding["exception"]["until"], "2026-12-31");
    }
    let shown = Run::new(repository.path(), &["--no-suppressions"]);
    assert_eq!(shown.status, Some(1));
    assert!(
        shown.findings().iter().all(|found| found.contains("aws-kms-key-rotation open")),
        "{:#?}",
        shown.findings()
    );
    assert_eq!(shown.findings().len(), texts.len());
}

#[test]
fn a_comment_excepts_nothing_else() {
    let good = comment(GOOD);
    for (text, expected) in [
        (format!("{good}\n{}", key("", "")), "main.tf:1 suppression-malformed open aws_kms_key.k"),
        (key("", &format!("{good}\n  description = \"x\"\n")), "main.tf:3 suppression-unused open aws_kms_key.k"),
        (key("", &format!("  description = \"{}\"", good.replace('"', "'"))), ""),
        (key("", &format!("  description = <<-EOT\n{good}\nEOT\n")), ""),
        (
            key("", &format!("  description = \"${{1 /* {} */}}\"\n", good.trim_start_matches('#'))),
            "main.tf:3 suppression-unused open aws_kms_key.k",
        ),
        (key(&good.replace("# ", "# see "), ""), "main.tf:1 suppression-malformed open aws_kms_key.k"),
    ] {
        let run = Run::of(&text);
        let found = run.findings();
        assert!(
            found.iter().any(|found| found.ends_with("aws-kms-key-rotation open aws_kms_key.k")),
            "{found:?}\n{text}"
        );
        let faults: Vec<&String> = found.iter().filter(|found| found.contains("suppression-")).collect();
        match expected {
            "" => assert_eq!(faults, Vec::<&String>::new(), "{text}"),
            expected => assert_eq!(faults, [expected], "{text}"),
        }
        assert_eq!(run.status, Some(1));
    }
    let hint = Run::of(&key("", &format!("{good}\n  description = \"x\"\n")));
    let message = hint.messages("suppression-unused")[0];
    assert!(message.contains("put the comment above the block"), "{message}");
}

#[test]
fn what_is_wrong_with_an_exception_is_told() {
    let cases = [
        (
            "reason=\"imported key material\" until=2026-05-31",
            "suppression-expired",
            "ended on 2026-05-31; what it covered counts again",
        ),
        ("until=2026-12-31", "suppression-incomplete", "it has no reason"),
        ("reason=\"imported key material\"", "suppression-incomplete", "it has no last day"),
        ("reason=\"because\" until=2026-12-31", "suppression-incomplete", "fewer than 10 characters"),
        ("", "suppression-incomplete", "it has no reason; write `reason=\"…\"`, and it has no last day"),
        ("reason=\"imported key material\" until=9999-12-31", "suppression-too-long", "2027-06-01 is the last day"),
        ("reason=\"imported key material\" until=2027-06-02", "suppression-too-long", "more than 365 days"),
        ("reason=\"imported key material\" until=soon", "suppression-malformed", "`soon` is no day"),
        ("reason=\"imported key material", "suppression-malformed", "never closed"),
    ];
    let texts: Vec<String> = cases.iter().map(|(more, ..)| key(&comment(more), "")).collect();
    let paths: Vec<String> = (0..cases.len()).map(|number| format!("{number}/main.tf")).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let repository = repository(&files);
    let run = Run::new(repository.path(), &[]);
    assert_eq!(run.status, Some(1));
    let findings = run.report["findings"].as_array().unwrap();
    for (path, (more, rule, message)) in paths.iter().zip(&cases) {
        let here: Vec<&Value> =
            findings.iter().filter(|finding| finding["location"]["path"] == path.as_str()).collect();
        assert_eq!(here.len(), 2, "{more}: {here:?}");
        assert_eq!(
            (&here[0]["rule"], &here[0]["location"]["start"]["line"]),
            (&Value::from(*rule), &Value::from(1)),
            "{more}"
        );
        assert!(here[0]["message"].as_str().unwrap().contains(message), "{more}: {}", here[0]["message"]);
        assert_eq!(here[1]["status"], "open", "{more}: what does not count hides nothing");
    }
    // The last valid day is a valid day.
    for until in ["2026-06-01", "2027-06-01"] {
        let text = key(&comment(&format!("reason=\"imported key material\" until={until}")), "");
        assert_eq!(Run::of(&text).findings(), ["main.tf:4 aws-kms-key-rotation excepted aws_kms_key.k"], "{until}");
    }
}

#[test]
fn rules_that_do_not_exist_get_their_neighbour() {
    let text = key(&format!("# soc2lint: ignore[aws-kms-rotation, aws-kms-key-rotation] {GOOD}"), "");
    let run = Run::of(&text);
    let expected = [
        "main.tf:1 suppression-unknown-rule open aws_kms_key.k",
        "main.tf:4 aws-kms-key-rotation excepted aws_kms_key.k",
    ];
    assert_eq!(run.findings(), expected);
    assert_eq!(
        run.messages("suppression-unknown-rule"),
        ["There is no rule `aws-kms-rotation`; did you mean `aws-kms-key-rotation`?"]
    );
    let column = &run.report["findings"][0]["location"]["start"]["column"];
    assert_eq!(column, 20, "the name itself is the place");
    for wide in ["aws-*", "a*", "aws-k*"] {
        let run = Run::of(&key(&format!("# soc2lint: ignore[{wide}] {GOOD}"), ""));
        assert!(run.messages("suppression-malformed")[0].contains("would except"), "{wide}");
    }
    let none = Run::of(&key(&format!("# soc2lint: ignore[aws-kms-zzz*] {GOOD}"), ""));
    assert_eq!(none.messages("suppression-unknown-rule").len(), 1);
}

#[test]
fn what_is_left_over_is_told() {
    let right = key(&comment(GOOD), "").replace("false", "true");
    let run = Run::of(&right);
    assert_eq!(run.findings(), ["main.tf:1 suppression-unused open aws_kms_key.k"]);
    assert_eq!(run.status, Some(1));
    // Of several rules, those that are left over.
    let both = "aws-kms-key-deletion-window, aws-kms-key-rotation";
    let run = Run::of(&key(&comment(GOOD).replace("aws-kms-key-rotation", both), ""));
    assert_eq!(
        run.messages("suppression-unused"),
        ["No violation of `aws-kms-key-deletion-window` is left here; remove it from the exception."]
    );
    assert_eq!(run.findings().len(), 2);
    // A rule that did not run may be violated.
    let repository = repository(&[("main.tf", &right)]);
    let run = Run::new(repository.path(), &["--only", "aws-kms-key-deletion-window,suppression-unused"]);
    assert_eq!(run.findings(), Vec::<String>::new());
    // So may one that can't be decided, in a block that is not there for these variables, or in a module that is missing.
    for (declared, text) in [
        ("variable \"x\" {\n  type = bool\n}\n", right.replace("true", "var.x")),
        ("", right.replace("\" {\n", "\" {\n  count = 0\n")),
    ] {
        assert_eq!(Run::of(&format!("{declared}{text}")).findings(), Vec::<String>::new(), "{text}");
    }
    let missing = format!("{}\nmodule \"m\" {{\n  source = \"a/b/aws\"\n}}\n", comment(GOOD));
    assert_eq!(Run::of(&missing).findings(), Vec::<String>::new());
    let broken = format!("{}\nresource \"aws_kms_key\" \"k\" {{\n  enable_key_rotation = = false\n}}\n", comment(GOOD));
    assert_eq!(Run::of(&broken).findings(), Vec::<String>::new());
}

#[test]
fn a_module_call_covers_what_is_inside_that_call() {
    let module = "variable \"rotate\" {\n  type    = bool\n  default = false\n}\n\nresource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = var.rotate\n}\n";
    let call = |name: &str, more: &str| format!("module \"{name}\" {{\n  source = \"./m\"\n{more}}}\n\n");
    let root = format!("{}\n{}{}", comment(GOOD), call("a", ""), call("b", ""));
    let split = repository(&[("main.tf", &root), ("m/main.tf", module)]);
    let run = Run::new(split.path(), &[]);
    let expected = [
        "m/main.tf:7 aws-kms-key-rotation open module.b.aws_kms_key.k",
        "m/main.tf:7 aws-kms-key-rotation excepted module.a.aws_kms_key.k",
    ];
    assert_eq!(run.findings(), expected);
    assert_eq!(run.status, Some(1));
    let prints = |run: &Run| -> Vec<String> {
        let findings = run.report["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    // What is open is still the same mistake.
    let all = Run::new(split.path(), &["--no-suppressions"]);
    assert_eq!(prints(&all), [prints(&run)[0].as_str()]);
    assert_ne!(prints(&run)[0], prints(&run)[1]);

    // On an argument it covers what that argument decides.
    let argument = |name: &str, comment: &str| call(name, &format!("  {comment}\n  rotate = false\n"));
    let root = format!("{}{}", argument("a", &comment(GOOD)), argument("b", "#"));
    let run = Run::new(repository(&[("main.tf", &root), ("m/main.tf", module)]).path(), &[]);
    assert_eq!(run.findings(), expected);
    // Whatever it turns out to be, in a comment or in the settings.
    let given = |name: &str, comment: &str| call(name, &format!("  {comment}\n  rotate = var.given\n"));
    let variable = "variable \"given\" {\n  type = bool\n}\n";
    let root = format!("{variable}{}{}", given("a", &comment(GOOD)), given("b", "#"));
    let run = Run::new(repository(&[("main.tf", &root), ("m/main.tf", module)]).path(), &[]);
    assert_eq!(run.findings(), Vec::<String>::new());
    let expected = [
        "m/main.tf:7 aws-kms-key-rotation open module.b.aws_kms_key.k",
        "m/main.tf:7 aws-kms-key-rotation excepted module.a.aws_kms_key.k",
    ];
    assert_eq!(run.undetermined(), expected);
    let settings = "exception {\n  rules = [\"aws-kms-key-rotation\"]\n  module_call = \"module.a\"\n  reason = \"imported key material, risk R-7\"\n  until = \"2026-12-31\"\n}\n";
    let root = format!("{variable}{}{}", given("a", "#"), given("b", "#"));
    let run =
        Run::new(repository(&[("main.tf", &root), ("m/main.tf", module), (".soc2lint.hcl", settings)]).path(), &[]);
    assert_eq!((run.findings(), run.undetermined()), (Vec::new(), expected.map(str::to_owned).to_vec()));
    // In the module it covers every call.
    let inside = module.replace("  enable", &format!("  {}\n  enable", comment(GOOD)));
    let root = format!("{}{}", call("a", ""), call("b", ""));
    let run = Run::new(repository(&[("main.tf", &root), ("m/main.tf", &inside)]).path(), &[]);
    assert_eq!(
        run.findings(),
        ["m/main.tf:8 aws-kms-key-rotation excepted module.a.aws_kms_key.k module.b.aws_kms_key.k"]
    );
    // One of a module's instances, and a key that there is not.
    let many = call("a", "  for_each = toset([\"x\", \"y\"])\n");
    let instance = comment(GOOD).replace("ignore", "ignore-instance(\"y\")");
    let run = Run::new(repository(&[("main.tf", &format!("{instance}\n{many}")), ("m/main.tf", module)]).path(), &[]);
    let expected = [
        "m/main.tf:7 aws-kms-key-rotation open module.a[\"x\"].aws_kms_key.k",
        "m/main.tf:7 aws-kms-key-rotation excepted module.a[\"y\"].aws_kms_key.k",
    ];
    assert_eq!(run.findings(), expected);
    let gone = instance.replace("\"y\"", "\"z\"");
    let run = Run::new(repository(&[("main.tf", &format!("{gone}\n{many}")), ("m/main.tf", module)]).path(), &[]);
    assert!(
        run.messages("suppression-unused")[0].contains("instance [\"z\"]"),
        "{:?}",
        run.messages("suppression-unused")
    );
}

#[test]
fn one_instance_of_a_resource() {
    let text = key(&comment(GOOD).replace("ignore", "ignore-instance(1)"), "  count = 2");
    let expected = [
        "main.tf:4 aws-kms-key-rotation open aws_kms_key.k[0]",
        "main.tf:4 aws-kms-key-rotation excepted aws_kms_key.k[1]",
    ];
    assert_eq!(Run::of(&text).findings(), expected);
}

#[test]
fn comments_of_downloaded_modules_do_not_count() {
    let manifest = r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"m","Source":"registry.terraform.io/a/b/aws","Version":"1.0.0","Dir":".terraform/modules/m"}]}"#;
    let module = key(&comment(GOOD), "");
    let root = "module \"m\" {\n  source = \"a/b/aws\"\n}\n";
    let files = [
        ("main.tf", root),
        (".terraform/modules/modules.json", manifest),
        (".terraform/modules/m/main.tf", module.as_str()),
    ];
    let run = Run::new(repository(&files).path(), &[]);
    assert_eq!(run.findings(), ["main.tf:1 aws-kms-key-rotation open module.m.aws_kms_key.k"]);
    let own = format!("{}\n{root}", comment(GOOD));
    let files = [("main.tf", own.as_str()), files[1], files[2]];
    let run = Run::new(repository(&files).path(), &[]);
    assert_eq!(run.findings(), ["main.tf:2 aws-kms-key-rotation excepted module.m.aws_kms_key.k"]);
}

#[test]
fn json_syntax_has_its_own_form() {
    let entry =
        r#"{"rule": "aws-kms-key-rotation", "reason": "imported key material", "until": "2026-12-31", "by": "alice"}"#;
    let text = |comment: &str| {
        format!(
            "{{\n\"resource\": {{\"aws_kms_key\": {{\"k\": {{\n\"//\": {comment},\n\"enable_key_rotation\": false}}}}}}}}\n"
        )
    };
    for comment in [
        format!("{{\"soc2lint\": {{\"ignore\": [{entry}]}}}}"),
        format!("{{\"soc2lint\" : {{\"ignore\": {entry}}}, \"metadata\": {{\"path\": \"x\"}}}}"),
        format!(
            "{{\"soc2lint\": {{\"ignore\": [{}]}}}}",
            entry.replace("\"aws-kms-key-rotation\"", "[\"aws-kms-key-rotation\"]")
        ),
        format!("\"soc2lint: ignore[aws-kms-key-rotation] {}\"", GOOD.replace('"', "\\\"")),
    ] {
        let run = Run::new(repository(&[("main.tf.json", &text(&comment))]).path(), &[]);
        assert_eq!(run.findings(), ["main.tf.json:4 aws-kms-key-rotation excepted aws_kms_key.k"], "{comment}");
    }
    for (comment, expected) in [
        ("{\"soc2lint\": {\"skip\": []}}", "write `{ \"ignore\""),
        ("{\"soc2lint\": {\"ignore\": [1]}}", "an object is expected"),
        ("{\"soc2lint\": {\"ignore\": [{\"reason\": \"imported key material\"}]}}", "no rule is named"),
        ("{\"soc2lint\": {\"ignore\": [{\"rule\": \"*\"}]}}", "would except everything"),
        ("{\"soc2lint\": {\"ignore\": [{\"rule\": \"x\", \"why\": \"y\"}]}}", "a property here is none of"),
        ("{\"soc2lint\": {\"ignore\": [{\"rule\": \"x\", \"until\": 2027}]}}", "`until` has to be a string"),
    ] {
        let run = Run::new(repository(&[("main.tf.json", &text(comment))]).path(), &[]);
        let messages = run.messages("suppression-malformed");
        assert!(messages.len() == 1 && messages[0].contains(expected), "{comment}: {messages:?}");
    }
    // At the top it is about the file.
    let whole = format!(
        "{{\"//\": {{\"soc2lint\": {{\"ignore\": [{entry}]}}}}, \"resource\": {{\"aws_kms_key\": {{\"k\": {{\"enable_key_rotation\": false}}}}}}}}"
    );
    let run = Run::new(repository(&[("main.tf.json", &whole)]).path(), &[]);
    assert_eq!(run.findings(), ["main.tf.json:1 aws-kms-key-rotation excepted aws_kms_key.k"]);
}

#[test]
fn rules_may_forbid_exceptions() {
    let policy = |more: &str| {
        format!(
            "locals {{\n  soc2_own_rule = {{\n    title = \"Keys rotate\"\n    severity = \"high\"\n    criteria = [{{ id = \"CC6.1\", \
             not_shown = \"x\" }}]\n{more}  }}\n}}\n\nresource_policy \"aws_kms_key\" \"own_rule\" {{\n  enforce {{\n    \
             condition     = core::try(attrs.enable_key_rotation, false)\n    error_message = \"no\"\n  }}\n}}\n"
        )
    };
    let text = key(&comment(GOOD).replace("aws-kms-key-rotation", "own-rule"), "");
    for (more, expected) in [
        ("", vec!["main.tf:4 own-rule excepted aws_kms_key.k"]),
        (
            "    suppressible = false\n",
            vec!["main.tf:1 suppression-forbidden open aws_kms_key.k", "main.tf:4 own-rule open aws_kms_key.k"],
        ),
    ] {
        let repository = repository(&[("main.tf", &text), ("rules/own-rule.policy.hcl", &policy(more))]);
        let run = Run::new(repository.path(), &["--policies", "rules", "--only", "own-rule,suppression-forbidden"]);
        assert_eq!(run.findings(), expected, "{}", run.report);
    }
    let own = Run::of(&key(&comment(GOOD).replace("aws-kms-key-rotation", "suppression-unused"), ""));
    assert_eq!(own.messages("suppression-forbidden").len(), 1);
}

#[test]
fn the_summary_counts_what_is_excepted() {
    let texts = [
        ("a/main.tf", key(&comment(GOOD), "")),
        ("b/main.tf", key(&comment("reason=\"imported key material\" until=2025-01-01"), "")),
        ("c/main.tf", key(&comment(GOOD), "").replace("false", "true")),
    ];
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let repository = repository(&files);
    for quiet in [&[][..], &["--quiet"]] {
        let arguments = [&["check", "--today", "2026-06-01", "--only", RULES][..], quiet].concat();
        let text = stdout(&soc2lint(repository.path(), &arguments));
        let line = text.lines().find(|line| line.contains(" undetermined, ")).unwrap();
        assert!(line.contains(", 1 excepted, 1 exception expired, 1 exception unused,"), "{line}");
    }
}

#[test]
fn rules_about_exceptions_are_rules() {
    let anywhere = repository(&[]);
    let text = stdout(&soc2lint(anywhere.path(), &["explain", "suppression-expired"]));
    assert!(text.contains("suppression-expired: ") && text.contains("Before") && text.contains("After"), "{text}");
    assert!(stdout(&soc2lint(anywhere.path(), &["rules"])).contains("suppression-unused"));
    // They are asked for with criteria too, and in SARIF they have descriptors.
    let repository = repository(&[("main.tf", &key(&comment(""), ""))]);
    let run = Run::new(repository.path(), &["--only", RULES, "--criteria", "CC6.1"]);
    assert_eq!(run.messages("suppression-incomplete").len(), 1);
    let sarif = soc2lint(repository.path(), &["check", "--only", RULES, "--format", "sarif"]);
    let sarif: Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == "suppression-incomplete"), "{rules:?}");
}

#[test]
fn the_day_comes_from_the_environment_or_the_clock() {
    let text = key(&comment("reason=\"imported key material\" until=2020-01-31"), "");
    let repository = repository(&[("main.tf", &text)]);
    let run = |epoch: Option<&str>, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
        command
            .args(["check", "--only", RULES, "--format", "concise"])
            .args(more)
            .current_dir(repository.path())
            .env_clear();
        epoch.map(|epoch| command.env("SOURCE_DATE_EPOCH", epoch));
        command.output().unwrap()
    };
    assert!(stdout(&run(None, &[])).contains("[suppression-expired]"));
    // 2020-01-31T23:59:59Z and a second later.
    assert_eq!(stdout(&run(Some("1580515199"), &[])), "");
    assert!(stdout(&run(Some("1580515200"), &[])).contains("[suppression-expired]"));
    assert_eq!(stdout(&run(Some("1580515200"), &["--today", "2020-01-31"])), "");
    let bad = run(None, &["--today", "31.1.2020"]);
    assert_eq!(bad.status.code(), Some(2));
}

#[test]
fn blocks_of_the_settings_except_by_address_file_call_and_instance() {
    let block = |place: &str| {
        format!(
            "exception {{\n  rules  = [\"aws-kms-key-rotation\"]\n  reason = \"imported key material\"\n  until  = \"2026-12-31\"\n{place}}}\n"
        )
    };
    let module = "resource \"aws_kms_key\" \"k\" {\n  for_each            = toset([\"x\", \"y\"])\n  enable_key_rotation = false\n}\n";
    let root = "module \"a\" {\n  source = \"./m\"\n}\n\nmodule \"b\" {\n  source = \"./m\"\n}\n";
    let files = |settings: &str| repository(&[("main.tf", root), ("m/main.tf", module), (".soc2lint.hcl", settings)]);
    let (ax, ay) = ("module.a.aws_kms_key.k[\"x\"]", "module.a.aws_kms_key.k[\"y\"]");
    let (bx, by) = ("module.b.aws_kms_key.k[\"x\"]", "module.b.aws_kms_key.k[\"y\"]");
    for (place, covered) in [
        ("", vec![ax, ay, bx, by]),
        ("  address = \"module.a.*\"\n", vec![ax, ay]),
        ("  address = \"module.*.aws_kms_key.k\"\n", vec![ax, ay, bx, by]),
        ("  address = \"module.b.aws_kms_key.k[\\\"y\\\"]\"\n", vec![by]),
        ("  module_call = \"module.b\"\n", vec![bx, by]),
        ("  module_call = \"module.b\"\n  instance = \"x\"\n", vec![bx]),
        ("  path = \"m\"\n", vec![ax, ay, bx, by]),
        ("  path = \"other\"\n", vec![]),
    ] {
        let run = Run::new(files(&block(place)).path(), &[]);
        let found = run.findings();
        let excepted: Vec<&String> = found.iter().filter(|found| found.contains(" excepted ")).collect();
        match covered.is_empty() {
            true => assert_eq!(excepted, Vec::<&String>::new(), "{place}"),
            false => {
                assert_eq!(
                    excepted,
                    [&format!("m/main.tf:3 aws-kms-key-rotation excepted {}", covered.join(" "))],
                    "{place}"
                );
            }
        }
        assert_eq!(run.status, Some(i32::from(covered.len() < 4)), "{place}");
        assert_eq!(run.report["exceptions"][0]["instances"], covered.len(), "{place}");
    }
    // What is wrong with one is told at it, and one that is left over where it is right by now.
    let run = Run::new(files(&block("").replace("2026", "2025")).path(), &[]);
    assert!(run.findings()[0].starts_with(".soc2lint.hcl:1 suppression-expired open"), "{:?}", run.findings());
    let right = module.replace("false", "true");
    let directory = repository(&[("main.tf", root), ("m/main.tf", &right), (".soc2lint.hcl", &block(""))]);
    assert_eq!(Run::new(directory.path(), &[]).findings(), [".soc2lint.hcl:2 suppression-unused open "]);
}

#[test]
fn the_guide_is_right() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exceptions.md")).unwrap();
    let examples = |language: &str| -> Vec<String> {
        let fence = format!("```{language}\n");
        let parts = guide.split(fence.as_str()).skip(1);
        parts.map(|part| part.split("```").next().unwrap().to_owned()).collect()
    };
    let mut files: Vec<(String, String)> =
        examples("hcl").into_iter().enumerate().map(|(number, text)| (format!("{number}/main.tf"), text)).collect();
    files.extend(examples("json").into_iter().map(|text| ("json/main.tf.json".to_owned(), text)));
    let vendor = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n}\n";
    files.push(("vendor/main.tf".to_owned(), "module \"vendor\" {\n  source = \"./m\"\n}\n".to_owned()));
    files.push(("vendor/m/main.tf".to_owned(), vendor.to_owned()));
    files.extend(examples("settings").into_iter().map(|text| (".soc2lint.hcl".to_owned(), text)));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let repository = repository(&files);
    let run = Run::new(repository.path(), &[]);
    let expected = [
        "0/main.tf:3 aws-kms-key-rotation excepted aws_kms_key.imported",
        "1/main.tf:5 aws-kms-key-rotation open aws_kms_key.regional[\"eu\"]",
        "1/main.tf:5 aws-kms-key-rotation excepted aws_kms_key.regional[\"us\"]",
        "json/main.tf.json:12 aws-kms-key-rotation excepted aws_kms_key.imported",
        "vendor/m/main.tf:2 aws-kms-key-rotation excepted module.vendor.aws_kms_key.k",
    ];
    assert_eq!(run.findings(), expected);
    let commands = examples("console").concat();
    let commands: Vec<&str> = commands.lines().filter_map(|line| line.strip_prefix("$ soc2lint ")).collect();
    assert_eq!(commands.len(), 5);
    for command in commands {
        let arguments: Vec<&str> = command.split(' ').collect();
        let output = soc2lint(repository.path(), &arguments);
        let expected = if arguments[0] == "check" { 1 } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn ten_thousand_comments_above_one_block_are_read() {
    let many = format!("{}\n", comment("reason=\"imported key material\" until=2026-12-31")).repeat(10_000);
    let run = Run::of(&key(many.trim_end(), ""));
    let found = run.findings();
    assert!(found == ["main.tf:10003 aws-kms-key-rotation excepted aws_kms_key.k"], "{:?}", found.first());
    assert_eq!(run.report["exceptions"].as_array().unwrap().len(), 10_000);
}

#[test]
fn what_is_undetermined_can_be_excepted() {
    let variable = "variable \"rotate\" {\n  type = bool\n}\n";
    let key = |comment: &str| key(comment, "").replace("= false", "= var.rotate");
    let text = format!("{variable}{}{}", key(&comment(GOOD)), key("").replace("\"k\"", "\"open\""));
    let settings = "environment \"prod\" {\n  root = \".\"\n}\nenvironment \"test\" {\n  root = \".\"\n}\nenvironment \"fixed\" {\n  root = \".\"\n  variables = { rotate = true }\n}\n";
    let repository = repository(&[("main.tf", &text), (".soc2lint.hcl", settings)]);
    let run = Run::new(repository.path(), &[]);
    assert_eq!(run.status, Some(0));
    assert_eq!(run.findings(), Vec::<String>::new(), "an exception that meets only what is undetermined is used");
    let undetermined = run.report["undetermined"].as_array().unwrap();
    let told: Vec<String> = undetermined
        .iter()
        .map(|entry| {
            format!(
                "{} {} {} {}",
                entry["resources"], entry["status"], entry["environments"], entry["exception"]["reason"]
            )
        })
        .collect();
    let expected = [
        "[\"aws_kms_key.k\"] \"excepted\" [\"prod\",\"test\"] \"imported key material, risk R-7\"",
        "[\"aws_kms_key.open\"] \"open\" [\"prod\",\"test\"] null",
    ];
    assert_eq!(told, expected);
    assert_eq!(run.report["summary"]["undetermined"], 1);
    let record = &run.report["exceptions"][0];
    assert_eq!(
        (&record["state"], &record["findings"], &record["undetermined"]),
        (&"active".into(), &0.into(), &1.into())
    );
    // It fails nothing then, in no format that says so.
    let failing =
        |directory: &Path, more: &[&str]| Run::new(directory, &[&["--fail-on-undetermined"], more].concat()).status;
    assert_eq!(failing(repository.path(), &[]), Some(1), "one is open");
    let alone = self::repository(&[("main.tf", &format!("{variable}{}", key(&comment(GOOD))))]);
    assert_eq!(failing(alone.path(), &[]), Some(0));
    assert_eq!(failing(alone.path(), &["--no-suppressions"]), Some(1));
    let of = |format: &str| {
        stdout(&soc2lint(
            alone.path(),
            &["check", "--today", "2026-06-01", "--only", RULES, "--format", format, "--verbose"],
        ))
    };
    let text = of("text").split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(text.contains("(0 findings, 1 undetermined)") && text.contains(", 0 undetermined, "), "{text}");
    assert!(of("csv").contains("\"undetermined\",\"excepted\""), "{}", of("csv"));
    assert!(of("junit").contains("excepted until 2026-12-31: imported key material, risk R-7"), "{}", of("junit"));
    let sarif: Value = serde_json::from_str(&of("sarif-full")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let open = results.iter().find(|result| result["ruleId"] == "aws-kms-key-rotation").unwrap();
    assert_eq!((&open["kind"], &open["suppressions"][0]["status"]), (&"open".into(), &"accepted".into()));
    // Over, it covers nothing and says so.
    let over = self::repository(&[(
        "main.tf",
        &format!("{variable}{}", key(&comment("reason=\"imported key material\" until=2026-01-31"))),
    )]);
    let run = Run::new(over.path(), &["--fail-on-undetermined"]);
    assert_eq!((run.status, &run.report["undetermined"][0]["status"]), (Some(1), &"open".into()));
    assert!(
        run.messages("suppression-expired")[0].contains("may be a violation"),
        "{:?}",
        run.messages("suppression-expired")
    );
}

#[test]
fn blocks_of_the_settings_that_meet_nothing_are_told() {
    let block = |place: &str| {
        format!(
            "exception {{\n  rules  = [\"aws-kms-key-rotation\"]\n  reason = \"imported key material\"\n  until  = \"2026-12-31\"\n{place}}}\n"
        )
    };
    let gone = block("  address = \"module.old.aws_kms_key.gone[*]\"\n");
    let wrong = key("", "");
    let files =
        |settings: &str, text: &str| repository(&[("a/main.tf", text), ("b/main.tf", ""), (".soc2lint.hcl", settings)]);
    let unused = |directory: &Path, more: &[&str]| {
        let run = Run::new(directory, more);
        run.findings().iter().filter(|found| found.contains("suppression-unused")).count()
    };
    let plain = files(&gone, &wrong);
    assert_eq!(unused(plain.path(), &[]), 1);
    assert_eq!(Run::new(plain.path(), &[]).findings()[0], ".soc2lint.hcl:2 suppression-unused open ");
    // A run that looks at a part can't say.
    for part in [&["a"][..], &["a/main.tf"], &["--exclude", "b"]] {
        assert_eq!(unused(plain.path(), part), 0, "{part:?}");
    }
    assert_eq!(unused(&plain.path().join("a"), &[]), 0, "the working directory is a part too");
    assert_eq!(unused(&plain.path().join("a"), &[".."]), 1);
    // The settings themselves may say what there is to look at.
    let paths = files(&format!("paths = [\"a\"]\nexclude = [\"b\"]\n{gone}"), &wrong);
    assert_eq!(unused(paths.path(), &[]), 1);
    // What it may be about has no instances now, could not be read, or is what it is about.
    let idle = wrong.replace("\"k\" {", "\"gone\" {\n  count = 0");
    let missing = format!("{wrong}module \"old\" {{\n  source = \"a/b/aws\"\n}}\n");
    for text in [
        idle.as_str(),
        &missing,
        &format!("{wrong}resource \"aws_kms_key\" \"broken\" {{\n  enable_key_rotation = = false\n}}\n"),
    ] {
        assert_eq!(unused(files(&gone, text).path(), &[]), 0, "{text}");
    }
    for place in ["", "  path = \"a/**\"\n", "  address = \"*\"\n"] {
        assert_eq!(unused(files(&block(place), &wrong).path(), &[]), 0, "{place}");
    }
    assert_eq!(unused(files(&block("  path = \"nowhere/**\"\n"), &wrong).path(), &[]), 1);
    assert_eq!(unused(files(&block("  module_call = \"module.gone\"\n"), &wrong).path(), &[]), 1);
    // A rule that does not run says nothing.
    assert_eq!(unused(plain.path(), &["--only", "aws-kms-key-deletion-window,suppression-unused"]), 0);
}

#[test]
fn sarif_shows_what_does_not_count_at_the_result_that_it_was_meant_for() {
    let cases = [
        ("reason=\"imported key material\" until=2026-05-31", "expired"),
        ("until=2026-12-31", "incomplete"),
        ("reason=\"imported key material\" until=9999-12-31", "too-long"),
    ];
    for (more, state) in cases {
        let repository = repository(&[("main.tf", &key(&comment(more), ""))]);
        let arguments = ["check", "--today", "2026-06-01", "--only", RULES, "--format"];
        let output = soc2lint(repository.path(), &[&arguments[..], &["sarif-full"]].concat());
        assert_eq!(output.status.code(), Some(1), "{more}");
        let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        let result = results.iter().find(|result| result["ruleId"] == "aws-kms-key-rotation").unwrap();
        let suppressions = result["suppressions"].as_array().unwrap();
        assert_eq!(suppressions.len(), 1, "{more}");
        let suppression = &suppressions[0];
        assert_eq!((&suppression["status"], &suppression["kind"]), (&"rejected".into(), &"inSource".into()));
        assert_eq!(suppression["properties"]["state"], state);
        let region = &suppression["location"]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], 1, "{region}");
        // GitHub makes an alert of every result, and closes one that is suppressed in any way.
        let github = soc2lint(repository.path(), &[&arguments[..], &["sarif"]].concat());
        assert!(!stdout(&github).contains("suppressions"));
    }
    // With another that counts, that one is all there is to say.
    let both = format!("{}\n{}", comment("until=2026-12-31"), comment(GOOD));
    let repository = repository(&[("main.tf", &key(&both, ""))]);
    let output =
        soc2lint(repository.path(), &["check", "--today", "2026-06-01", "--only", RULES, "--format", "sarif-full"]);
    let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == "aws-kms-key-rotation").unwrap();
    assert_eq!(result["suppressions"].as_array().unwrap().len(), 1);
    assert_eq!(result["suppressions"][0]["status"], "accepted");
    // From the settings, for a rule that must not be excepted, and of another tool.
    let policy = "locals {\n  soc2_own_rule = {\n    title = \"Keys rotate\"\n    severity = \"high\"\n    criteria = [{ id = \"CC6.1\", not_shown = \"x\" }]\n    suppressible = false\n  }\n}\n\nresource_policy \"aws_kms_key\" \"own_rule\" {\n  enforce {\n    condition     = core::try(attrs.enable_key_rotation, false)\n    error_message = \"no\"\n  }\n}\n";
    let settings =
        "exception {\n  rules  = [\"own-rule\"]\n  reason = \"imported key material\"\n  until  = \"2026-12-31\"\n}\n";
    let text = key("#trivy:ignore:*:exp:2020-01-01", "");
    let repository =
        self::repository(&[("main.tf", &text), (".soc2lint.hcl", settings), ("rules/own-rule.policy.hcl", policy)]);
    let arguments = [
        "check",
        "--today",
        "2026-06-01",
        "--policies",
        "rules",
        "--only",
        "own-rule",
        "--format",
        "sarif-full",
        "--foreign-suppressions=honour",
    ];
    let sarif: Value = serde_json::from_slice(&soc2lint(repository.path(), &arguments).stdout).unwrap();
    let suppressions = sarif["runs"][0]["results"][0]["suppressions"].as_array().unwrap();
    let told: Vec<String> = suppressions
        .iter()
        .map(|one| format!("{} {} {}", one["kind"], one["status"], one["properties"]["state"]))
        .collect();
    assert_eq!(told, ["\"external\" \"rejected\" \"forbidden\"", "\"inSource\" \"rejected\" \"expired\""]);
}

/// A finding stands at the block that it is about, however sets are ordered: an exception on another block hides nothing.
#[test]
fn an_exception_on_another_block_of_a_set_hides_nothing() {
    let cases = [
        (
            "aws-ebs-launch-volumes-encrypted",
            r#"resource "aws_instance" "i" {
  root_block_device {
    encrypted = true
  }
  # harmless
  ebs_block_device {
    device_name = "/dev/z"
    encrypted   = true
  }
  # violation
  ebs_block_device {
    device_name = "/dev/a"
    encrypted   = false
  }
}
"#,
        ),
        (
            "aws-s3-no-public-acl",
            r#"resource "aws_s3_bucket_acl" "a" {
  bucket = "b"
  access_control_policy {
    # harmless
    grant {
      permission = "READ"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
    }
    # violation
    grant {
      permission = "READ"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
    }
    owner {
      id = "x"
    }
  }
}
"#,
        ),
        (
            "aws-codebuild-no-plaintext-credentials",
            r#"resource "aws_codebuild_project" "p" {
  name         = "p"
  service_role = "r"
  artifacts {
    type = "NO_ARTIFACTS"
  }
  source {
    type = "NO_SOURCE"
  }
  dynamic "environment" {
    for_each = [{ names = { A = "x", B = "y" } }]
    content {
      compute_type = "c"
      image        = "i"
      type         = "t"
      dynamic "environment_variable" {
        for_each = environment.value.names
        content {
          name  = environment_variable.key
          value = environment_variable.value
        }
      }
      # violation
      environment_variable {
        name  = "DB_PASSWORD"
        value = "hunter2hunter2"
      }
      # harmless
      environment_variable {
        name  = "FINE"
        value = "z"
      }
    }
  }
}
"#,
        ),
    ];
    for (rule, text) in cases {
        let exception = format!("# soc2lint: ignore[{rule}] {GOOD}");
        for (excepted, status) in [("# harmless", "open"), ("# violation", "excepted")] {
            let text = text.replace(excepted, &exception);
            let run = Run::new(repository(&[("main.tf", &text)]).path(), &["--only", rule]);
            let found = run.findings();
            assert_eq!(found.len(), 1, "{found:#?}");
            assert!(found[0].contains(&format!(" {rule} {status} ")), "{excepted}: {found:#?}");
        }
    }
}
