//! `soc2lint test` as users run it on their own policies.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use support::repository;

/// The exit status, standard output and standard error of `soc2lint test`.
fn test(directory: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.arg("test").args(arguments).current_dir(directory).env_clear().envs(environment.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const POLICY: &str = "resource_policy \"t_x\" \"one\" {\n  enforce {\n    condition     = attrs.a == 1\n    error_message = \"not one\"\n  }\n}\n";
const PASSES: &str = "resource \"t_x\" \"good\" {\n  attrs = { a = 1 }\n}\n";

#[test]
fn a_broken_policy_is_not_clean() {
    let files = repository(&[
        ("good.policy.hcl", POLICY),
        ("bad.policy.hcl", "resource_policy \"t_x\" \"two\" {\n  enforce {\n    condition = var.x\n  }\n}\n"),
        ("good.policytest.hcl", PASSES),
    ]);
    let (status, out, _) = test(files.path(), &[], &[]);
    assert_eq!(status, 1, "{out}");
    assert!(out.contains("Error: bad.policy.hcl:3:17: the root of a traversal must be one of"), "{out}");
    assert!(out.contains("# resource.t_x.good... pass\n1 passed, 1 failed"), "{out}");
    // Nobody tests it: it is told all the same.
    fs::write(
        files.path().join("good.policytest.hcl"),
        format!("policytest {{\n  targets = [\"good.policy.hcl\"]\n}}\n{PASSES}"),
    )
    .unwrap();
    let (status, out, told) = test(files.path(), &[], &[]);
    assert!(
        status == 1 && out.contains("1 passed, 0 failed") && told.contains("the root of a traversal"),
        "{out}{told}"
    );
}

#[test]
fn a_test_without_policies_is_not_clean() {
    let files =
        repository(&[("a/x.policytest.hcl", PASSES), ("b/x.policy.hcl", POLICY), ("b/x.policytest.hcl", PASSES)]);
    let (status, out, _) = test(files.path(), &[], &[]);
    assert_eq!(status, 1, "{out}");
    assert!(out.contains("nothing is tested: there is no policy in `a`; put this file beside its policies"), "{out}");
    assert!(out.ends_with("1 passed, 1 failed, 0 skipped\n"), "{out}");
}

#[test]
fn what_cannot_be_read_costs_only_itself() {
    let files = repository(&[
        ("a/x.policy.hcl", POLICY),
        ("a/x.policytest.hcl", PASSES),
        ("b/y.policy.hcl", POLICY),
        ("b/y.policytest.hcl", PASSES),
    ]);
    fs::write(files.path().join("a/latin.policytest.hcl"), b"# caf\xe9\n").unwrap();
    fs::write(files.path().join("b/latin.policy.hcl"), b"# caf\xe9\n").unwrap();
    fs::write(files.path().join("b/other.policytest.hcl"), "policytest {\n  targets = [\"latin.policy.hcl\"]\n}\n")
        .unwrap();
    let (status, out, told) = test(files.path(), &[], &[]);
    assert_eq!(status, 2, "{out}{told}");
    assert!(
        out.contains("# a/latin.policytest.hcl... running\n  Error: `a/latin.policytest.hcl` is not UTF-8 at byte 5"),
        "{out}"
    );
    assert!(out.contains("# a/x.policytest.hcl... running\n  # resource.t_x.good... pass"), "{out}");
    assert!(
        out.contains(
            "Error: `b/latin.policy.hcl` is not UTF-8 at byte 5; save it as UTF-8\n  # resource.t_x.good... pass"
        ),
        "{out}"
    );
    assert!(out.contains("`latin.policy.hcl` has errors"), "{out}");
    assert!(out.ends_with("2 passed, 3 failed, 0 skipped\n") && told.is_empty(), "{out}{told}");

    let files =
        repository(&[("a/x.policy.hcl", POLICY), ("a/x.policytest.hcl", PASSES), ("locked/y.policytest.hcl", PASSES)]);
    let locked = files.path().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read everything.
    let is_locked = fs::read_dir(&locked).is_err();
    let (status, out, told) = test(files.path(), &[], &[]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    if is_locked {
        assert_eq!(status, 2, "{out}{told}");
        assert!(told.contains("`locked` may not be read; check its permissions"), "{told}");
        assert!(out.ends_with("1 passed, 0 failed, 0 skipped\n"), "{out}");
    }
}

#[test]
fn links_to_files_are_read_and_copies_are_not() {
    let files = repository(&[
        ("policies/x.policy.hcl", POLICY),
        ("shared/x.policytest.hcl", PASSES),
        (".terraform/modules/m/x.policytest.hcl", PASSES),
        ("node_modules/m/x.policytest.hcl", PASSES),
    ]);
    fs::create_dir(files.path().join("run")).unwrap();
    symlink("../policies/x.policy.hcl", files.path().join("run/linked.policy.hcl")).unwrap();
    symlink("../shared/x.policytest.hcl", files.path().join("run/linked.policytest.hcl")).unwrap();
    symlink("nowhere", files.path().join("run/broken.policytest.hcl")).unwrap();
    let (status, out, told) = test(files.path(), &["run"], &[]);
    assert_eq!(status, 2, "{out}{told}");
    assert!(out.contains("# run/linked.policytest.hcl... running\n  # resource.t_x.good... pass"), "{out}");
    assert!(out.contains("`run/broken.policytest.hcl` does not exist"), "{out}");
    fs::remove_file(files.path().join("run/broken.policytest.hcl")).unwrap();
    fs::remove_dir_all(files.path().join("shared")).unwrap();
    fs::write(files.path().join("policies/x.policytest.hcl"), PASSES).unwrap();
    fs::remove_file(files.path().join("run/linked.policytest.hcl")).unwrap();
    let (status, out, told) = test(files.path(), &[], &[]);
    assert_eq!(status, 0, "{out}{told}");
    assert!(out.ends_with("1 passed, 0 failed, 0 skipped\n"), "copies are not the user's own: {out}");
    assert!(
        test(files.path(), &["node_modules"], &[]).1.contains("node_modules/m/x.policytest.hcl"),
        "but for one who asks"
    );
}

#[test]
fn inputs_come_from_options_files_and_the_environment() {
    let policy = "input \"version\" {\n  type = string\n}\nresource_policy \"t_x\" \"one\" {\n  enforce {\n    condition     = attrs.a == input.version\n    error_message = \"got ${input.version}\"\n  }\n}\n";
    let files = repository(&[
        ("a/x.policy.hcl", policy),
        ("a/x.policytest.hcl", "resource \"t_x\" \"good\" {\n  attrs = { a = \"1.10\" }\n}\n"),
        ("b/x.policy.hcl", POLICY),
        ("b/x.policytest.hcl", PASSES),
        ("one.tfvars", "version = \"1.10\"\n"),
        ("one.tfvars.json", "{ \"version\": \"1.10\" }"),
        ("two.tfvars", "version = \"2\"\n"),
        ("typo.tfvars", "versoin = \"2\"\n"),
        ("broken.tfvars", "version = \"${var.x}\"\nblock {\n}\n"),
    ]);
    let run = |arguments: &[&str], environment: &[(&str, &str)]| test(files.path(), arguments, environment);
    let (status, out, _) = run(&[], &[]);
    assert!(
        status == 1 && out.contains("Message: a/x.policy.hcl:1:1: input `version` has no value and no default"),
        "{out}"
    );
    assert_eq!(run(&["--input", "version=1.10"], &[]).0, 0, "a text, not the number 1.1; `b` need not declare it");
    assert_eq!(run(&[], &[("TFPOLICY_INPUT_version", "1.10")]).0, 0);
    assert_eq!(run(&[], &[("version", "1.10")]).0, 1, "no other variable of the environment is meant");
    assert_eq!(run(&["--input-file", "one.tfvars"], &[]).0, 0);
    assert_eq!(run(&["--input-file", "one.tfvars.json"], &[]).0, 0);
    assert_eq!(run(&["--input-file", "two.tfvars", "--input-file", "one.tfvars"], &[]).0, 0, "the last one wins");
    let (_, out, _) = run(&["--input-file", "one.tfvars"], &[("TFPOLICY_INPUT_version", "3")]);
    assert!(out.contains("got 3"), "the environment is stronger: {out}");
    let (_, out, _) = run(&["--input-file", "one.tfvars", "--input", "version=4"], &[("TFPOLICY_INPUT_version", "3")]);
    assert!(out.contains("got 4"), "the option is stronger: {out}");

    let given = ["--input", "version=1.10"];
    for (more, name) in [(["--input", "nope=1"], "nope"), (["--input-file", "typo.tfvars"], "versoin")] {
        let (status, out, told) = run(&[given, more].concat(), &[]);
        assert_eq!(status, 2, "{out}{told}");
        assert!(told.contains(&format!("no policy has an input named `{name}`")), "{told}");
    }
    let (status, _, told) = run(&["--input-file", "broken.tfvars"], &[]);
    assert!(status == 2 && told.contains("broken.tfvars:1:") && told.contains("broken.tfvars:2:"), "{told}");
    let (status, _, told) = run(&["--input-file", "none.tfvars"], &[]);
    assert!(status == 2 && told.contains("`none.tfvars` does not exist"), "{told}");
    assert_eq!(run(&["--input", "version"], &[]).0, 2);
}

#[test]
fn warnings_of_policies_are_told_once_and_fail_nothing() {
    let policy = format!(
        "{POLICY}resource_policy \"t_y\" \"none\" {{\n}}\nresource_policy \"t_z\" \"typo\" {{\n  enforce {{\n    condition = true ? true : core::contain(attrs.a)\n  }}\n}}\n"
    );
    let files = repository(&[("x.policy.hcl", &policy), ("1.policytest.hcl", PASSES), ("2.policytest.hcl", PASSES)]);
    let (status, out, told) = test(files.path(), &[], &[]);
    assert_eq!(status, 0, "{out}{told}");
    assert_eq!(told.matches("there is no function `core::contain`").count(), 1, "{told}");
    assert_eq!(told.matches("this policy has no `enforce` block").count(), 1, "{told}");
    assert!(told.contains("x.policy.hcl:11:") && !out.contains("core::contain"), "{told}{out}");
}

#[test]
fn messages_give_a_terminal_nothing_to_obey() {
    let policy = "resource_policy \"t_x\" \"m\" {\n  enforce {\n    condition     = attrs.a == 1\n    error_message = \"is ${attrs.b}\"\n  }\n}\n";
    let hostile = "resource \"t_x\" \"bad\" {\n  attrs = { a = 2, b = \"\\u001b[2J\\n::error::boo\" }\n}\n";
    let files = repository(&[("x.policy.hcl", policy), ("x.policytest.hcl", hostile)]);
    let (status, out, _) = test(files.path(), &[], &[]);
    assert_eq!(status, 1);
    assert!(out.contains("Message: is ␛[2J\n        \\::error::boo\n"), "{out}");
}
