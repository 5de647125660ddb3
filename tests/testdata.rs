//! The little repositories under `testdata/`, and what the program says about them.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program at the project's root, in an environment that says nothing.
fn soc2lint(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().output().unwrap()
}

fn check(arguments: &[&str]) -> String {
    let arguments: Vec<&str> = ["check"].into_iter().chain(arguments.iter().copied()).collect();
    let output = soc2lint(&arguments);
    let status = output.status.code().unwrap();
    format!("{}exit status {status}\n", String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_shop() {
    insta::assert_snapshot!(check(&["testdata/webshop"]));
}

#[test]
fn the_shop_with_every_rule() {
    insta::assert_snapshot!(check(&["testdata/webshop", "--preset", "strict", "--format", "concise"]));
}

#[test]
fn the_shop_as_an_account_baseline() {
    let baseline = ["testdata/webshop", "--format", "concise", "--account-baseline", "testdata/webshop/envs/prod"];
    let with: Vec<String> = check(&baseline).lines().map(str::to_owned).collect();
    let without = check(&["testdata/webshop", "--format", "concise"]);
    let added: Vec<&String> = with.iter().filter(|line| !without.contains(line.as_str())).collect();
    insta::assert_debug_snapshot!(added);
}

#[test]
fn what_can_not_be_analysed() {
    insta::assert_snapshot!(check(&["testdata/incomplete"]));
}

/// Every report of the shop keeps to its schema, as the hand-made ones in the unit tests do.
#[test]
fn reports_keep_to_their_schemas() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (format, schema) in [
        ("json", "schemas/report-v1.schema.json"),
        ("sarif", "tests/data/sarif-2.1.0.schema.json"),
        ("sarif-full", "tests/data/sarif-2.1.0.schema.json"),
    ] {
        let schema: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(directory.join(schema)).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let output = soc2lint(&["check", "testdata", "--preset", "strict", "--format", format]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&report).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{format}: {errors:#?}");
    }
}

/// The screen in the README is what the program says.
#[test]
fn the_readme_shows_a_real_screen() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let block = readme.split("```console\n$ soc2lint ").nth(1).unwrap().split("\n```").next().unwrap();
    let (arguments, screen) = block.split_once('\n').unwrap();
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let output = String::from_utf8(soc2lint(&arguments).stdout).unwrap();
    assert_eq!(screen.trim_end(), output.trim_end());
}
