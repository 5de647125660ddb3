//! The program as users run it: arguments, what goes where, and exit statuses.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use soc2lint::report::Format;
use support::repository;

/// Runs the program in a directory, in an environment that says nothing.
fn soc2lint(directory: &Path, arguments: &[&str]) -> Output {
    command(directory, arguments).output().unwrap()
}

fn command(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(arguments).current_dir(directory).env_clear();
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const CLEAN: &str = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = true\n}\n";
const ROTATION_OFF: &str = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n}\n";
const ONLY_ROTATION: [&str; 2] = ["--only", "aws-kms-key-rotation"];

fn check(directory: &Path, more: &[&str]) -> Output {
    let arguments: Vec<&str> = ["check"].into_iter().chain(ONLY_ROTATION).chain(more.iter().copied()).collect();
    soc2lint(directory, &arguments)
}

#[test]
fn exit_statuses_tell_how_it_went() {
    let clean = repository(&[("main.tf", CLEAN)]);
    assert_eq!(check(clean.path(), &[]).status.code(), Some(0));
    let wrong = repository(&[("main.tf", ROTATION_OFF)]);
    assert_eq!(check(wrong.path(), &[]).status.code(), Some(1));
    assert_eq!(check(wrong.path(), &["--fail-on", "critical"]).status.code(), Some(0));
    assert_eq!(check(wrong.path(), &["--fail-on", "never"]).status.code(), Some(0));
    let empty = repository(&[("README.md", "nothing")]);
    let output = check(empty.path(), &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stdout(&output).contains("no Terraform found"));
}

#[test]
fn what_does_not_parse_is_never_green() {
    let broken =
        repository(&[("main.tf", &format!("{CLEAN}resource \"aws_kms_key\" \"x\" {{\n  description = \n}}\n"))]);
    let output = check(broken.path(), &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stdout(&output).contains("main.tf:"), "{}", stdout(&output));
    assert_eq!(check(broken.path(), &["--allow-incomplete"]).status.code(), Some(0));
    let both = repository(&[("main.tf", &format!("{ROTATION_OFF}resource \"aws_kms_key\" \"x\" {{\n"))]);
    let output = check(both.path(), &[]);
    assert_eq!(output.status.code(), Some(2), "2 wins over 1");
    assert!(stdout(&output).contains("aws-kms-key-rotation"), "the rest is still analysed\n{}", stdout(&output));
    assert_eq!(check(both.path(), &["--allow-incomplete"]).status.code(), Some(1));
}

#[test]
fn a_missing_module_is_told() {
    let local = repository(&[("main.tf", &format!("{CLEAN}module \"m\" {{\n  source = \"./gone\"\n}}\n"))]);
    let output = check(local.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("gone"));
    let remote = repository(&[("main.tf", &format!("{CLEAN}module \"m\" {{\n  source = \"a/b/aws\"\n}}\n"))]);
    let output = check(remote.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("module.m"), "{}", stdout(&output));
    assert_eq!(check(remote.path(), &["--fail-on-gaps"]).status.code(), Some(2));
}

#[test]
fn a_path_that_does_not_exist_is_named() {
    let clean = repository(&[("main.tf", CLEAN)]);
    let output = check(clean.path(), &["nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("nowhere"), "{}{}", stdout(&output), stderr(&output));
}

#[test]
fn an_unknown_rule_gets_its_neighbour() {
    let clean = repository(&[("main.tf", CLEAN)]);
    let output = soc2lint(clean.path(), &["check", "--only", "aws-kms-key-rotatoin"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean `aws-kms-key-rotation`?"), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn bad_options_are_refused() {
    let clean = repository(&[("main.tf", CLEAN)]);
    for arguments in [
        &["check", "--format", "xml"][..],
        &["check", "--output", "sarif"],
        &["check", "--criteria", "P1.8"],
        &["check", "--fail-on", "bad"],
        &["check", "--fail-on-gaps", "--allow-incomplete"],
        &["check", "--policies", "nowhere"],
        &["check", "--account-baseline", "nowhere"],
        &["nothing"],
    ] {
        let output = soc2lint(clean.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", stderr(&output));
    }
}

#[test]
fn machine_formats_are_alone_on_standard_output() {
    let wrong = repository(&[("main.tf", ROTATION_OFF)]);
    for format in ["json", "sarif", "sarif-full"] {
        let output = check(wrong.path(), &["--format", format, "--timings"]);
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(document.is_object());
        assert!(stderr(&output).contains("ms"), "timings go to standard error");
    }
    let output = check(wrong.path(), &["--format", "concise"]);
    let line = stdout(&output);
    assert!(line.starts_with("main.tf:2:3: ") && line.ends_with("[aws-kms-key-rotation]\n"), "{line}");
}

#[test]
fn reports_are_written_to_files_too() {
    let wrong = repository(&[("main.tf", ROTATION_OFF)]);
    let output = check(wrong.path(), &["--output", "sarif=a.sarif", "--output", "json=b.json", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(1));
    for name in ["a.sarif", "b.json"] {
        let text = fs::read_to_string(wrong.path().join(name)).unwrap();
        let _: serde_json::Value = serde_json::from_str(&text).unwrap();
    }
    assert_eq!(fs::read_dir(wrong.path()).unwrap().count(), 4, "nothing is left beside them");
    let output = check(wrong.path(), &["--output", "sarif=no/such/directory.sarif"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no/such/directory.sarif") && stderr(&output).contains("make it first"));
    assert!(output.stdout.is_empty(), "it is told before the work is done");
    fs::create_dir(wrong.path().join("reports")).unwrap();
    let output = check(wrong.path(), &["--output", "sarif=reports"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`reports`: it is a directory"), "{}", stderr(&output));
    // No file is written over by another report, however it is spelled.
    for (arguments, message) in [
        (
            &["--output", "sarif=a.sarif", "--output", "json=./a.sarif"][..],
            "`--output ./a.sarif` is the file of `--output a.sarif` too",
        ),
        (
            &["--output", "sarif=new.json", "--write-baseline", "reports/../new.json"],
            "`--write-baseline reports/../new.json` is the file of `--output new.json` too",
        ),
        (
            &["--baseline", "b.json", "--output", "json=b.json"],
            "`--output b.json` is the file of `--baseline b.json` too",
        ),
        (&["--output", "json=-"], "`-`: it is no name of a file"),
    ] {
        let output = check(wrong.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    assert!(!wrong.path().join("new.json").exists());
}

#[test]
fn every_format_is_written_in_one_run_and_is_in_the_help() {
    let wrong = repository(&[("main.tf", ROTATION_OFF)]);
    let files = Format::ALL.map(|format| format!("{format}=report.{format}"));
    let arguments = files.iter().flat_map(|file| ["--output", file.as_str()]);
    let output = check(wrong.path(), &arguments.collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let help = stdout(&soc2lint(wrong.path(), &["check", "--help"])).split_whitespace().collect::<Vec<_>>().join(" ");
    let names = Format::ALL.map(|format| format.name()).join(", ");
    assert!(help.contains(&format!("How to write to standard output: {names}")), "{help}");
    for format in Format::ALL {
        let written = fs::read_to_string(wrong.path().join(format!("report.{format}"))).unwrap();
        assert!(written.contains("aws-kms-key-rotation") || format == Format::GithubOutput, "{format}: {written}");
        assert_eq!(stdout(&check(wrong.path(), &["--format", format.name()])), written, "{format}");
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/webshop");
    let run = |threads: &str| {
        let output = soc2lint(&shop, &["check", "--preset", "strict", "--format", "json", "--threads", threads]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        stdout(&output)
    };
    let one = run("1");
    assert_eq!(one, run("4"));
    assert_eq!(one, run("2"));
}

#[test]
fn paths_are_relative_to_the_repository() {
    let nested = repository(&[("infra/prod/main.tf", ROTATION_OFF)]);
    let infra = nested.path().join("infra");
    let at_root = stdout(&check(nested.path(), &["--format", "gitlab"]));
    assert!(at_root.contains("\"path\": \"infra/prod/main.tf\""), "{at_root}");
    assert_eq!(stdout(&check(&infra, &["--format", "gitlab"])), at_root);
    assert_eq!(stdout(&check(&infra, &["--format", "gitlab", "prod/main.tf"])), at_root);
    // An editor opens what it reads from where it is.
    for (directory, arguments, path) in [
        (nested.path().to_owned(), &[][..], "infra/prod/main.tf"),
        (infra.clone(), &[], "prod/main.tf"),
        (infra.join("prod"), &["main.tf"], "main.tf"),
        (nested.path().join("other"), &[".."], "../infra/prod/main.tf"),
    ] {
        fs::create_dir_all(&directory).unwrap();
        let concise = stdout(&check(&directory, &[&["--format", "concise"], arguments].concat()));
        assert!(concise.starts_with(&format!("{path}:2:3: ")), "{path}\n{concise}");
    }
}

#[test]
fn a_file_as_path_limits_what_is_reported() {
    let two = repository(&[("a.tf", ROTATION_OFF), ("b.tf", &ROTATION_OFF.replace("\"k\"", "\"l\""))]);
    let output = stdout(&check(two.path(), &["--format", "concise", "b.tf"]));
    assert!(output.starts_with("b.tf:") && output.lines().count() == 1, "{output}");
}

#[test]
fn no_colour_unless_somebody_wants_it() {
    let wrong = repository(&[("main.tf", ROTATION_OFF)]);
    assert!(!stdout(&check(wrong.path(), &[])).contains('\u{1b}'));
    assert!(stdout(&check(wrong.path(), &["--color", "always"])).contains('\u{1b}'));
    let mut forced = command(wrong.path(), &["check"]);
    forced.env("CLICOLOR_FORCE", "1");
    assert!(stdout(&forced.output().unwrap()).contains('\u{1b}'));
    forced.env("NO_COLOR", "1");
    assert!(!stdout(&forced.output().unwrap()).contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/webshop");
    let mut child = command(&shop, &["check", "--format", "sarif-full", "--preset", "strict"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn variables_come_from_options_and_environment() {
    let text = "variable \"rotate\" {\n  type = bool\n}\nresource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = var.rotate\n}\n";
    let repository = repository(&[("main.tf", text), ("x.tfvars", "rotate = false\n")]);
    let output = check(repository.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("set `var.rotate` to decide 1 result"), "{}", stdout(&output));
    assert_eq!(check(repository.path(), &["--fail-on-undetermined"]).status.code(), Some(1));
    assert_eq!(check(repository.path(), &["--var", "rotate=false"]).status.code(), Some(1));
    assert_eq!(check(repository.path(), &["--var-file", "x.tfvars"]).status.code(), Some(1));
    let mut environment = command(repository.path(), &["check", "--only", "aws-kms-key-rotation"]);
    environment.env("TF_VAR_rotate", "false");
    assert_eq!(environment.output().unwrap().status.code(), Some(1));
}

#[test]
fn rules_are_listed_and_explained() {
    let anywhere = repository(&[]);
    let list = stdout(&soc2lint(anywhere.path(), &["rules"]));
    assert!(list.contains("aws-kms-key-rotation") && list.contains("CC6.1"), "{list}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&soc2lint(anywhere.path(), &["rules", "--format", "json"]))).unwrap();
    assert!(json.as_array().unwrap().len() > 50);
    assert!(stdout(&soc2lint(anywhere.path(), &["rules", "--format", "markdown"])).starts_with("| rule |"));

    let rule = stdout(&soc2lint(anywhere.path(), &["explain", "aws-kms-key-rotation"]));
    for part in ["What to write", "Before", "After", "Criteria", "Not shown", "References"] {
        assert!(rule.contains(part), "{part}\n{rule}");
    }
    let criterion = stdout(&soc2lint(anywhere.path(), &["explain", "cc6.1"]));
    assert!(criterion.contains("logical and physical access") || criterion.contains("Logical and physical access"));
    assert!(criterion.contains("aws-kms-key-rotation"), "{criterion}");
    let unknown = soc2lint(anywhere.path(), &["explain", "CC6.11"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("did you mean `CC6.1`?"), "{}", stderr(&unknown));
}

#[test]
fn help_and_version_are_results() {
    let anywhere = repository(&[]);
    let help = soc2lint(anywhere.path(), &["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(stdout(&help).contains("Exit status:"));
    assert!(stdout(&soc2lint(anywhere.path(), &["check", "--help"])).contains("Exit status:"));
    let version = format!("soc2lint {} (rules {})\n", env!("CARGO_PKG_VERSION"), soc2lint::policy::RULES_VERSION);
    assert_eq!(stdout(&soc2lint(anywhere.path(), &["--version"])), version);
}

#[test]
fn tests_of_policies_may_begin_with_a_byte_order_mark() {
    let policy =
        "\u{feff}resource_policy \"aws_x\" \"on\" {\r\n  enforce {\r\n    condition = attrs.on\r\n  }\r\n}\r\n";
    let test = "\u{feff}policytest {\r\n  targets = [\"on.policy.hcl\"]\r\n}\r\nresource \"aws_x\" \"off\" {\r\n  expect_failure = true\r\n  attrs          = { on = false }\r\n}\r\n";
    let files = repository(&[("on.policy.hcl", policy), ("on.policytest.hcl", test)]);
    let output = soc2lint(files.path(), &["test"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).contains("1 passed, 0 failed"), "{}", stdout(&output));
}
