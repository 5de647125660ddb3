//! The settings file, as users of the program meet it: found, read, in effect, and told where it is wrong.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Runs the program in a directory, in an environment that says nothing.
fn soc2lint(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(arguments).current_dir(directory).env_clear().output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A repository of these files.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let directory = TempDir::new().unwrap();
    fs::create_dir(directory.path().join(".git")).unwrap();
    write(directory.path(), files);
    directory
}

fn write(directory: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The exit status and the report of a check.
fn check(directory: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let arguments: Vec<&str> = ["check", "--format", "json"].into_iter().chain(more.iter().copied()).collect();
    let output = soc2lint(directory, &arguments);
    let report = serde_json::from_slice(&output.stdout);
    (output.status.code(), report.unwrap_or_else(|error| panic!("{error}: {}{}", stdout(&output), stderr(&output))))
}

/// The findings as `path rule severity`.
fn findings(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let line = |finding: &Value| {
        let path = text(&finding["location"]["path"]);
        format!("{path} {} {}", text(&finding["rule"]), text(&finding["severity"]))
    };
    report["findings"].as_array().unwrap().iter().map(line).collect()
}

fn narrows(report: &Value) -> Vec<String> {
    let list = report["settings"]["narrows"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list.iter().map(|entry| format!("{}: {}", text(&entry["setting"]), text(&entry["what"]))).collect()
}

const ROTATION_OFF: &str = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n}\n";
/// Settings under which nothing but key rotation is looked at.
const ONLY_ROTATION: &str =
    "rule \"*\" {\n  enabled = false\n}\nrule \"aws-kms-key-rotation\" {\n  enabled = true\n}\n";

fn settings(more: &str) -> String {
    format!("{ONLY_ROTATION}{more}\n")
}

#[test]
fn the_file_is_found_upwards_and_applies() {
    let repository = repository(&[
        ("a/main.tf", ROTATION_OFF),
        ("vendor/main.tf", ROTATION_OFF),
        (".soc2lint.hcl", &settings("exclude = [\"vendor\"]\nfail_on = \"high\"")),
    ]);
    for (directory, paths) in [("", &[][..]), ("", &["a"]), ("", &["a/main.tf"]), ("a", &[])] {
        let (status, report) = check(&repository.path().join(directory), paths);
        assert_eq!(findings(&report), ["a/main.tf aws-kms-key-rotation medium"], "{directory} {paths:?}");
        assert_eq!(status, Some(0), "a medium finding does not fail");
        assert_eq!(report["settings"]["path"], ".soc2lint.hcl");
    }
    let (status, report) = check(repository.path(), &["--only", "aws-kms-key-rotation", "--isolated"]);
    assert_eq!((status, findings(&report).len()), (Some(1), 2));
    assert!(report["settings"].is_null());
}

#[test]
fn what_the_file_leaves_out_is_told() {
    let text = "exclude = [\"vendor\"]\nfail_on = \"never\"\nrule \"aws-kms-key-deletion-window\" {\n  severity = \"info\"\n  inputs = { days = 7 }\n}";
    let repository =
        repository(&[("main.tf", ROTATION_OFF), ("vendor/main.tf", ROTATION_OFF), (".soc2lint.hcl", text)]);
    let (_, report) = check(repository.path(), &[]);
    let expected = [
        "exclude: leaves out vendor",
        "fail_on: no finding fails the run",
        "rule: aws-kms-key-deletion-window has severity info",
        "rule: aws-kms-key-deletion-window has its own days",
    ];
    assert_eq!(narrows(&report), expected);
    for verbosity in [&[][..], &["--quiet"], &["--verbose"]] {
        let arguments: Vec<&str> = ["check"].into_iter().chain(verbosity.iter().copied()).collect();
        let text = stdout(&soc2lint(repository.path(), &arguments));
        assert!(text.contains(".soc2lint.hcl narrows this run:\n  exclude: leaves out vendor\n"), "{text}");
    }
    let (_, report) = check(repository.path(), &["--fail-on", "low"]);
    assert!(!narrows(&report).iter().any(|line| line.starts_with("fail_on")), "the command line overrules it");
}

#[test]
fn all_mistakes_are_told_at_their_places() {
    let text = "presett = \"strict\"\nfail_on = 3\nrule \"aws-kms-key-rotatoin\" {}\n";
    let repository = repository(&[("main.tf", ROTATION_OFF), (".soc2lint.hcl", text)]);
    let output = soc2lint(repository.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "", "nothing is half applied");
    insta::assert_snapshot!(stderr(&output), @r#"
    error: there is no setting `presett`; did you mean `preset`?
      ┌─ .soc2lint.hcl:1:1
      │
    1 │ presett = "strict"
      │ ^^^^^^^

    error: a string is required here, not a number
      ┌─ .soc2lint.hcl:2:11
      │
    2 │ fail_on = 3
      │           ^

    error: there is no rule `aws-kms-key-rotatoin`; did you mean `aws-kms-key-rotation`?
      ┌─ .soc2lint.hcl:3:6
      │
    3 │ rule "aws-kms-key-rotatoin" {}
      │      ^^^^^^^^^^^^^^^^^^^^^^

    soc2lint: the settings file has 3 mistakes, so nothing was done
    "#);
}
