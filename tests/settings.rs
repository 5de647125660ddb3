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

const PUBLIC: &str = "variable \"rotate\" {\n  type = bool\n}\nresource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = var.rotate\n}\n";

fn environments(report: &Value) -> Vec<(String, Vec<String>)> {
    let texts = |value: &Value| value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect();
    let findings = report["findings"].as_array().unwrap();
    let path = |finding: &Value| finding["location"]["path"].as_str().unwrap().to_owned();
    findings.iter().map(|finding| (path(finding), texts(&finding["environments"]))).collect()
}

#[test]
fn a_root_is_judged_in_each_of_its_environments() {
    let text = settings(
        "environment \"prod\" {\n  root = \"app\"\n  variables = { rotate = false }\n}\n\
         environment \"dev\" {\n  root = \"app\"\n  variable_files = [\"dev.tfvars\"]\n}\n\
         environment \"safe\" {\n  root = \"app\"\n  variables = { rotate = true }\n}",
    );
    let repository = repository(&[
        ("app/main.tf", PUBLIC),
        ("dev.tfvars", "rotate = false\n"),
        ("other/main.tf", ROTATION_OFF),
        (".soc2lint.hcl", &text),
    ]);
    let (status, report) = check(repository.path(), &[]);
    let expected = [
        ("app/main.tf".to_owned(), vec!["dev".to_owned(), "prod".to_owned()]),
        ("other/main.tf".to_owned(), Vec::new()),
    ];
    assert_eq!((status, environments(&report)), (Some(1), expected.to_vec()), "one finding with its environments");
    let trace = report["findings"][0]["trace"].to_string();
    assert!(trace.contains("dev.tfvars") && !trace.contains(".soc2lint.hcl"), "the first environment tells: {trace}");
    assert_eq!(report["summary"]["root_modules"], 4);
    let (_, report) = check(repository.path(), &["other"]);
    assert_eq!(report["summary"]["root_modules"], 1, "environments elsewhere are no part of the run");
    let (_, report) = check(repository.path(), &["--var", "rotate=true", "app"]);
    assert_eq!(findings(&report), Vec::<String>::new(), "the command line wins");
    let one = soc2lint(repository.path(), &["check", "--threads", "1", "--format", "json"]);
    let many = soc2lint(repository.path(), &["check", "--threads", "4", "--format", "json"]);
    assert_eq!(stdout(&one), stdout(&many));
}

#[test]
fn a_workspace_has_its_name() {
    let module = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = terraform.workspace == \"prod\"\n}\n";
    let text = settings(
        "environment \"prod\" {\n  root = \".\"\n  workspace = \"prod\"\n}\nenvironment \"test\" {\n  root = \".\"\n  workspace = \"test\"\n}",
    );
    let repository = repository(&[("main.tf", module), (".soc2lint.hcl", &text)]);
    let (_, report) = check(repository.path(), &[]);
    assert_eq!(environments(&report), [("main.tf".to_owned(), vec!["test".to_owned()])]);
}

#[test]
fn a_rule_takes_its_parameters_and_severity() {
    let module = "resource \"aws_kms_key\" \"k\" {\n  deletion_window_in_days = 10\n}\n";
    let text = |inside: &str| {
        format!(
            "rule \"*\" {{\n  enabled = false\n}}\nrule \"aws-kms-key-deletion-window\" {{\n  enabled = true\n  {inside}\n}}"
        )
    };
    let with = |inside: &str| {
        let repository = repository(&[("main.tf", module), (".soc2lint.hcl", &text(inside))]);
        soc2lint(repository.path(), &["check", "--format", "json"])
    };
    let found = |inside: &str| findings(&serde_json::from_slice(&with(inside).stdout).unwrap());
    assert_eq!(found("severity = \"critical\""), ["main.tf aws-kms-key-deletion-window critical"]);
    assert_eq!(found("inputs = { days = 9 }"), Vec::<String>::new());
    for (inside, expected) in [
        ("inputs = { day = 9 }", "has no input `day`; did you mean `days`?"),
        ("inputs = { days = [] }", "the value for input `aws-kms-key-deletion-window-days` does not fit its type"),
    ] {
        let output = with(inside);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stderr(&output).contains(expected) && stderr(&output).contains(".soc2lint.hcl:6:"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn a_hostile_file_reaches_nothing_outside() {
    let outside =
        repository(&[("secret.tfvars", "rotate = true\n"), ("p/x.policy.hcl", ""), ("main.tf", ROTATION_OFF)]);
    let secret = outside.path().join("secret.tfvars");
    for (setting, is_outside) in [
        (format!("variable_files = [\"{}\"]", secret.display()), true),
        ("variable_files = [\"../../../../../../../../etc/passwd\"]".to_owned(), true),
        ("variable_files = [\"link.tfvars\"]".to_owned(), true),
        (format!("policies = [\"{}/p\"]", outside.path().display()), true),
        ("policies = [\"/nowhere/at/all\"]".to_owned(), true),
        (format!("module_directories = {{ x = \"{}\" }}", outside.path().display()), true),
        (format!("paths = [\"{}\"]", outside.path().display()), true),
        (format!("environment \"a\" {{\n  root = \"{}\"\n}}", outside.path().display()), true),
        (format!("account_baselines = [\"{}\"]", outside.path().display()), true),
        ("variable_files = [\"gone.tfvars\"]".to_owned(), false),
    ] {
        let repository = repository(&[("main.tf", PUBLIC), (".soc2lint.hcl", &setting)]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(&secret, repository.path().join("link.tfvars")).unwrap();
        let output = soc2lint(repository.path(), &["check"]);
        assert_eq!(output.status.code(), Some(2), "{setting}");
        let told = stderr(&output);
        assert!(told.contains(".soc2lint.hcl:"), "{told}");
        assert_eq!(told.contains("outside the repository"), is_outside, "{setting}: {told}");
        assert!(!told.contains("rotate = true"), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_as_settings_file_shows_no_lines_of_another() {
    let outside = repository(&[("secret", "password-of-somebody\n")]);
    let repository = repository(&[("main.tf", ROTATION_OFF)]);
    std::os::unix::fs::symlink(outside.path().join("secret"), repository.path().join(".soc2lint.hcl")).unwrap();
    let output = soc2lint(repository.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("outside") && !stderr(&output).contains("password"), "{}", stderr(&output));
}

#[test]
fn policies_of_the_repository_see_no_environment() {
    let policy = "input \"SECRET\" {\n  type = string\n  default = \"nothing\"\n}\nresource_policy \"aws_kms_key\" \"x\" {\n  enforce {\n    condition = attrs.enable_key_rotation == null\n    error_message = \"told ${input.SECRET}\"\n  }\n}\n";
    let repository = repository(&[
        ("main.tf", ROTATION_OFF),
        ("policies/own.policy.hcl", policy),
        (".soc2lint.hcl", "policies = [\"policies\"]\n"),
    ]);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
        let command = command.args(arguments).current_dir(repository.path()).env_clear();
        stdout(&command.env("SECRET", "hunter2").env("TFPOLICY_INPUT_SECRET", "hunter2").output().unwrap())
    };
    let found = run(&["check", "--only", "own"]);
    assert!(found.contains("told nothing") && !found.contains("hunter2"), "{found}");
    let named = run(&["check", "--isolated", "--policies", "policies", "--only", "own"]);
    assert!(named.contains("told hunter2"), "the user's own may: {named}");
}

/// Several policies of one file are one rule; what each has to say of a resource is told.
#[test]
fn policies_of_one_rule_all_have_their_say() {
    let policy = |label: &str, message: &str| {
        format!(
            "resource_policy \"aws_s3_bucket\" \"{label}\" {{\n  enforce {{\n    condition     = attrs.force_destroy\n    error_message = \"{message}\"\n  }}\n}}\n"
        )
    };
    let policies = [policy("a", "First."), policy("b", "Second of ${attrs.bucket}."), policy("c", "First.")].concat();
    let buckets = "resource \"aws_s3_bucket\" \"b\" {\n  for_each      = toset([\"x\", \"y\"])\n  bucket        = each.key\n  force_destroy = false\n}\n";
    let repository = repository(&[("main.tf", buckets), ("p/own.policy.hcl", &policies)]);
    let (status, report) = check(repository.path(), &["--policies", "p", "--only", "own"]);
    let findings = report["findings"].as_array().unwrap();
    assert_eq!((status, findings.len()), (Some(1), 1));
    assert_eq!(findings[0]["message"], "First.\nSecond of x.");
}

#[test]
fn a_named_file_is_the_users_own() {
    let repository = repository(&[("main.tf", ROTATION_OFF), (".soc2lint.hcl", "fail_on = \"never\"\n")]);
    let central = TempDir::new().unwrap();
    write(central.path(), &[("central.hcl", &settings("budget {\n  steps = 100000000\n}"))]);
    let path = central.path().join("central.hcl");
    let (status, report) = check(repository.path(), &["--config", path.to_str().unwrap()]);
    assert_eq!((status, findings(&report).len()), (Some(1), 1));
    let missing = soc2lint(repository.path(), &["check", "--config", "gone.hcl"]);
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(stderr(&missing), "soc2lint: settings file `gone.hcl`: it does not exist; check the path\n");
    assert_eq!(soc2lint(repository.path(), &["check", "--config", "x", "--isolated"]).status.code(), Some(2));
}

/// The resource has no expression of its own that takes a hundred steps; the rule does.
#[test]
fn the_budget_binds_rules_too() {
    let policy = r#"resource_policy "aws_s3_bucket" "long" {
  enforce {
    condition     = core::length([for i in core::range(0, 200) : i if i >= 0]) == 0
    error_message = "no"
  }
}
"#;
    let repository = repository(&[("main.tf", "resource \"aws_s3_bucket\" \"b\" {}\n"), ("p/own.policy.hcl", policy)]);
    let run = |more: &[&str]| {
        let (status, report) = check(repository.path(), &[&["--policies", "p", "--only", "own"], more].concat());
        let gaps = report["gaps"].as_array().unwrap().iter().map(|gap| gap["why"].as_str().unwrap().to_owned());
        (status, findings(&report).len(), gaps.collect::<Vec<_>>())
    };
    assert_eq!(run(&[]), (Some(1), 1, vec![]));
    let spent = "the budget for evaluation steps is spent".to_owned();
    assert_eq!(run(&["--budget", "steps=100"]), (Some(2), 0, vec![spent]));
}

#[test]
fn what_is_no_readable_text_is_told() {
    let repository = repository(&[("main.tf", ROTATION_OFF)]);
    let path = repository.path().join(".soc2lint.hcl");
    fs::create_dir(&path).unwrap();
    let told = |expected: &str| {
        let output = soc2lint(repository.path(), &["check"]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
        assert!(stderr(&output).contains(".soc2lint.hcl") && stderr(&output).contains(expected), "{}", stderr(&output));
    };
    told("is not a regular file");
    fs::remove_dir(&path).unwrap();
    fs::write(&path, b"preset = \"\xff\"\n").unwrap();
    told("is not UTF-8 at byte 10");
    fs::write(&path, "preset = \"strict\n").unwrap();
    told(".soc2lint.hcl:1:10");
    fs::write(&path, format!("# {}\n", "x".repeat(3 * 1024 * 1024))).unwrap();
    told("the limit is");
}

#[test]
fn one_run_has_one_settings_file() {
    let repository = repository(&[
        ("a/main.tf", ROTATION_OFF),
        ("b/main.tf", ROTATION_OFF),
        ("a/.soc2lint.hcl", "preset = \"strict\"\n"),
        (".soc2lint.hcl", &settings("exclude = [\"x\"]")),
    ]);
    let (_, report) = check(repository.path(), &["a"]);
    assert_eq!(report["settings"]["path"], "a/.soc2lint.hcl", "the nearest wins, nothing is merged");
    let output = soc2lint(repository.path(), &["check", "a", "b"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`a` to `a/.soc2lint.hcl`, `b` to `.soc2lint.hcl`"), "{}", stderr(&output));
    let (_, report) = check(repository.path(), &["a", "b", "--config", ".soc2lint.hcl"]);
    assert_eq!(findings(&report).len(), 2);
}

#[test]
fn globs_and_paths_are_relative_to_the_file() {
    let repository = repository(&[
        ("team/infra/main.tf", ROTATION_OFF),
        ("team/old/main.tf", ROTATION_OFF),
        ("old/main.tf", ROTATION_OFF),
        ("team/.soc2lint.hcl", &settings("paths = [\"infra\", \"old\", \"../old\"]\nexclude = [\"old/**\"]")),
    ]);
    let (_, report) = check(&repository.path().join("team/infra"), &[]);
    let expected = ["old/main.tf aws-kms-key-rotation medium", "team/infra/main.tf aws-kms-key-rotation medium"];
    assert_eq!(findings(&report), expected);
}

#[test]
fn the_settings_in_effect_are_a_settings_file() {
    let text = settings(
        "exclude = [\"vendor\"]\nvariables = {\n  a = [\"$${x}\"]\n}\nenvironment \"p\" {\n  root = \"app\"\n}\nexception {\n  rules = [\"aws-s3-*\"]\n  reason = <<-EOT\n    why\n  EOT\n}",
    );
    let repository = repository(&[("app/main.tf", PUBLIC), (".soc2lint.hcl", &text)]);
    let options = [
        "--exclude",
        "a\"b${c}",
        "--fail-on",
        "high",
        "--budget",
        "steps=7",
        "--var",
        "b=x",
        "--ignore",
        "aws-kms-key-rotation",
    ];
    let arguments: Vec<&str> = ["check", "--show-settings"].into_iter().chain(options).collect();
    let output = soc2lint(repository.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let shown = stdout(&output);
    for line in [
        "preset = \"default\" # default",
        "exclude = [\"vendor\", \"a\\\"b$${c}\"] # .soc2lint.hcl:7, command line",
        "fail_on = \"high\" # command line",
        "  steps = 7 # command line",
        "# .soc2lint.hcl:11\nenvironment \"p\" {",
        "  \"a\" = [\"$${x}\"]\n  \"b\" = \"x\"\n",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    fs::write(repository.path().join(".soc2lint.hcl"), &shown).unwrap();
    let again = soc2lint(repository.path(), &["check", "--show-settings"]);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    let without_origins = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split(" # ").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(without_origins(&stdout(&again)), without_origins(&shown));
    let (_, report) = check(repository.path(), &[]);
    assert_eq!(findings(&report), Vec::<String>::new());
}

#[test]
fn init_writes_a_file_that_changes_nothing_and_overwrites_none() {
    let repository = repository(&[("main.tf", ROTATION_OFF)]);
    let output = soc2lint(repository.path(), &["init"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    assert!(stdout(&output).contains("`.soc2lint.hcl`"), "{}", stdout(&output));
    let (with, report) = check(repository.path(), &[]);
    let (without, isolated) = check(repository.path(), &["--isolated"]);
    assert_eq!((with, findings(&report)), (without, findings(&isolated)));
    assert_eq!(narrows(&report), Vec::<String>::new());
    fs::write(repository.path().join(".soc2lint.hcl"), "# mine\n").unwrap();
    let again = soc2lint(repository.path(), &["init"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("already there"), "{}", stderr(&again));
    assert_eq!(fs::read_to_string(repository.path().join(".soc2lint.hcl")).unwrap(), "# mine\n");
    assert_eq!(soc2lint(repository.path(), &["init", "nowhere"]).status.code(), Some(2));
}

#[test]
fn scope_and_rules_are_chosen_on_the_command_line_too() {
    let repository = repository(&[("main.tf", ROTATION_OFF), (".soc2lint.hcl", "categories = [\"availability\"]\n")]);
    let rules = |more: &[&str]| -> Vec<String> {
        let (_, report) = check(repository.path(), more);
        let ids = report["rules"].as_array().unwrap().iter();
        ids.map(|rule| rule["id"].as_str().unwrap().to_owned()).collect()
    };
    let rotation = "aws-kms-key-rotation".to_owned();
    let (availability, security) = (rules(&[]), rules(&["--category", "security"]));
    assert!(!availability.contains(&rotation) && security.contains(&rotation));
    assert!(!rules(&["--category", "security", "--ignore", "aws-kms-key-rotation"]).contains(&rotation));
    let both = rules(&["--category", "security,availability"]);
    assert!(availability.iter().chain(&security).all(|rule| both.contains(rule)));
    let wrong = soc2lint(repository.path(), &["check", "--ignore", "aws-kms-key-rotatoin"]);
    assert!(stderr(&wrong).contains("did you mean `aws-kms-key-rotation`?"), "{}", stderr(&wrong));
    assert_eq!(soc2lint(repository.path(), &["check", "--category", "safety"]).status.code(), Some(2));
}

#[test]
fn commands_that_look_into_a_root_module_go_by_it_too() {
    let root = "variable \"name\" {\n  default = \"default\"\n}\nvariable \"zone\" {\n  default = \"default\"\n}\nmodule \"m\" {\n  source = \"a/b/aws\"\n}\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"${var.name}-${module.m.out}\"\n}\n";
    let module = "output \"out\" {\n  value = \"vendored\"\n}\n";
    let text = "variable_files = [\"common.tfvars\"]\nvariables = { zone = \"set\" }\nmodule_directories = { \"a/b/aws\" = \"vendor/m\" }\n";
    let repository = repository(&[
        ("app/main.tf", root),
        ("vendor/m/main.tf", module),
        ("common.tfvars", "name = \"common\"\nzone = \"file\"\n"),
        (".soc2lint.hcl", text),
        ("other.hcl", "variables = { name = \"other\" }\n"),
    ]);
    let eval = |directory: &str, more: &[&str]| {
        let expression = "\"${var.name} ${var.zone} ${try(module.m.out, \"missing\")}\"";
        let arguments = [&["eval", expression][..], more].concat();
        let output = soc2lint(&repository.path().join(directory), &arguments);
        (output.status.code(), stdout(&output).trim().to_owned())
    };
    assert_eq!(eval("app", &[]), (Some(0), "\"common set vendored\"".to_owned()));
    assert_eq!(eval("", &["-C", "app"]).1, "\"common set vendored\"");
    assert_eq!(eval("app", &["--var", "zone=given"]).1, "\"common given vendored\"");
    let isolated = eval("app", &["--isolated"]).1;
    assert!(!isolated.contains("common") && !isolated.contains("vendored"), "{isolated}");
    let other = eval("app", &["--config", "../other.hcl"]).1;
    assert!(!other.contains("common") && !other.contains("vendored"), "{other}");
    let resources = |more: &[&str]| stdout(&soc2lint(repository.path(), &[&["resources", "app"][..], more].concat()));
    assert!(resources(&[]).contains("\"common-vendored\""), "{}", resources(&[]));
    assert!(!resources(&["--isolated"]).contains("common"));
    assert!(resources(&["--format", "json"]).contains("\"common-vendored\""));
    for command in [&["eval", "1"][..], &["resources"]] {
        for (more, why) in [
            (&["--config", "nowhere.hcl"][..], "nowhere.hcl"),
            (&["--config", "other.hcl", "--isolated"], "--isolated"),
            (&["--var", "x"], "name=value"),
            (&["--var-file", "nowhere.tfvars"], "nowhere.tfvars"),
            (&["--budget", "steps=many"], "steps"),
        ] {
            let output = soc2lint(&repository.path().join("app"), &[command, more].concat());
            assert_eq!(output.status.code(), Some(2), "{command:?} {more:?}");
            assert!(stderr(&output).contains(why), "{command:?} {more:?}: {}", stderr(&output));
        }
    }
    // Mistakes are told at their places; what leads out of the repository is one.
    write(repository.path(), &[(".soc2lint.hcl", "variable_files = [\"../outside.tfvars\"]\nvariabels = {}\n")]);
    let output = soc2lint(&repository.path().join("app"), &["resources"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains(".soc2lint.hcl:2") && stderr(&output).contains("variables"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn one_environment_can_be_looked_into() {
    let block = |name: &str, size: u32| {
        format!(
            "environment \"{name}\" {{\n  root = \"app\"\n  variable_files = [\"{name}.tfvars\"]\n  variables = {{ size = {size} }}\n  workspace = \"{name}\"\n}}\n"
        )
    };
    let settings = format!("{}{}", block("prod", 3), block("test", 1));
    let app = "variable \"size\" {}\nvariable \"zone\" {}\nresource \"aws_ebs_volume\" \"v\" {\n  availability_zone = var.zone\n  size = var.size\n}\n";
    let files = [
        (".soc2lint.hcl", settings.as_str()),
        ("app/main.tf", app),
        ("prod.tfvars", "zone = \"p\"\n"),
        ("test.tfvars", "zone = \"t\"\n"),
        ("other/main.tf", "locals {}\n"),
    ];
    let directory = repository(&files);
    let of = |arguments: &[&str]| {
        let output = soc2lint(directory.path(), arguments);
        (output.status.code(), stdout(&output), stderr(&output))
    };
    let expression = "\"${var.size}${var.zone}${terraform.workspace}\"";
    assert_eq!(of(&["eval", "--environment", "prod", expression]).1, "\"3pprod\"\n");
    assert_eq!(of(&["eval", "-C", "app", "--environment", "test", expression]).1, "\"1ttest\"\n");
    // The command line is stronger than the settings, as it is for a check.
    assert_eq!(of(&["eval", "--environment", "prod", "--var", "size=7", "var.size"]).1, "\"7\"\n");
    assert!(of(&["resources", "--environment", "test"]).1.contains("\"availability_zone\" = \"t\""));
    // Without it the root module is evaluated by itself, and it is said that the settings do otherwise.
    let (status, out, told) = of(&["eval", "-C", "app", "var.zone"]);
    assert!(
        status == Some(0) && out.contains("known after") && told.contains("`--environment` chooses one: prod, test"),
        "{out}{told}"
    );
    for (arguments, message) in [
        (&["eval", "--environment", "prodd", "1"][..], "no environment `prodd`; did you mean `prod`?"),
        (&["resources", "other", "--environment", "prod"], "`prod` is of the root module `app`"),
        (&["eval", "--isolated", "--environment", "prod", "1"], "no environment `prod`; they name none"),
    ] {
        let (status, _, told) = of(arguments);
        assert!(status == Some(2) && told.contains(message), "{told}");
    }
}
