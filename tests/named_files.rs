//! Files as paths: the root modules that reach them are evaluated whole, and only what concerns them is reported.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const RULES: &str = "aws-kms-key-rotation,aws-iam-policy-no-full-admin";

/// Runs a check of these paths, one line a finding.
fn check(directory: &Path, paths: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_soc2lint"))
        .args(["check", "--only", RULES, "--format", "concise"])
        .args(paths)
        .current_dir(directory)
        .env_clear()
        .output()
        .unwrap()
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout).lines().map(ToOwned::to_owned).collect()
}

fn findings(directory: &Path, paths: &[&str]) -> Vec<String> {
    lines(&check(directory, paths))
}

fn write(directory: &Path, path: &str, text: &str) {
    let path = directory.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Two environments that call one module, which calls another; a module that nobody calls; a policy in a file.
fn repository() -> TempDir {
    let repository = TempDir::new().unwrap();
    let root = repository.path();
    fs::create_dir(root.join(".git")).unwrap();
    let key = "variable \"rotate\" {\n  type = bool\n}\nresource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = var.rotate\n}\n";
    write(root, "modules/key/main.tf", key);
    write(root, "modules/key/outputs.tf", "output \"arn\" {\n  value = aws_kms_key.k.arn\n}\n");
    let keys =
        "variable \"rotate\" {\n  type = bool\n}\nmodule \"key\" {\n  source = \"../key\"\n  rotate = var.rotate\n}\n";
    write(root, "modules/keys/main.tf", keys);
    let environment = "variable \"rotate\" {\n  type = bool\n}\nmodule \"keys\" {\n  source = \"../../modules/keys\"\n  rotate = var.rotate\n}\n";
    write(root, "envs/prod/main.tf", environment);
    write(root, "envs/prod/terraform.tfvars", "rotate = true\n");
    write(root, "envs/test/main.tf", environment);
    write(root, "envs/test/terraform.tfvars", "rotate = false\n");
    write(root, "alone/main.tf", "resource \"aws_kms_key\" \"alone\" {\n  enable_key_rotation = false\n}\n");
    let policy = "resource \"aws_iam_policy\" \"admin\" {\n  policy = file(\"${path.module}/admin.json\")\n}\n";
    write(root, "access/main.tf", policy);
    let statement = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#;
    write(root, "access/admin.json", statement);
    write(root, "README.md", "# Keys\n");
    repository
}

#[test]
fn a_file_of_a_module_is_judged_with_its_callers_values() {
    let repository = repository();
    let output = findings(repository.path(), &["modules/key/main.tf"]);
    assert_eq!(output.len(), 1, "{output:?}");
    assert!(output[0].starts_with("modules/key/main.tf:5:3: "), "{output:?}");
    // Only the environment that sets it wrong is a cause.
    let json = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
        .args(["check", "--only", RULES, "--format", "json", "modules/key/main.tf"])
        .current_dir(repository.path())
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let trace = report["findings"][0]["trace"].to_string();
    assert!(trace.contains("envs/test/terraform.tfvars") && !trace.contains("envs/prod"), "{trace}");
    // With the callers' values repaired the same file is clean: it is not judged on its own.
    write(repository.path(), "envs/test/terraform.tfvars", "rotate = true\n");
    let output = check(repository.path(), &["modules/key/main.tf"]);
    assert_eq!((output.status.code(), lines(&output)), (Some(0), Vec::new()));
}

#[test]
fn where_a_value_comes_from_is_reported_on_too() {
    let repository = repository();
    for cause in ["envs/test/terraform.tfvars", "envs/test/main.tf", "modules/keys/main.tf"] {
        let output = findings(repository.path(), &[cause]);
        assert_eq!(output.len(), 1, "{cause}: {output:?}");
        assert!(output[0].starts_with("modules/key/main.tf:5:3: "), "{cause}: {output:?}");
    }
    for other in ["envs/prod/terraform.tfvars", "envs/prod/main.tf", "modules/key/outputs.tf"] {
        let output = check(repository.path(), &[other]);
        assert_eq!((output.status.code(), lines(&output)), (Some(0), Vec::new()), "{other}");
    }
    // From another directory, by another way of writing the path.
    let inside = repository.path().join("envs/test");
    assert_eq!(findings(&inside, &["../../modules/./key/main.tf"]).len(), 1);
}

#[test]
fn a_module_that_nobody_calls_is_judged_on_its_own() {
    let repository = repository();
    let output = findings(repository.path(), &["alone/main.tf"]);
    assert!(output.len() == 1 && output[0].starts_with("alone/main.tf:2:3: "), "{output:?}");
}

#[test]
fn a_file_that_a_function_reads_is_a_cause() {
    let repository = repository();
    let output = findings(repository.path(), &["access/admin.json"]);
    assert!(output.len() == 1 && output[0].starts_with("access/main.tf:2:3: "), "{output:?}");
    write(repository.path(), "access/other.json", "{}");
    for unused in ["README.md", "access/other.json"] {
        let output = check(repository.path(), &[unused]);
        assert_eq!(output.status.code(), Some(2), "{unused}");
        assert!(lines(&output)[0].contains("no module reads it"), "{:?}", lines(&output));
    }
}

#[test]
fn leftovers_are_nothing_to_do() {
    let repository = repository();
    write(repository.path(), "elsewhere/x.tfvars", "rotate = true\n");
    write(repository.path(), "policies/own.policy.hcl", "");
    write(repository.path(), "envs/prod/.terraform.lock.hcl", "");
    for path in ["elsewhere/x.tfvars", "policies/own.policy.hcl", "envs/prod/.terraform.lock.hcl"] {
        let output = check(repository.path(), &[path]);
        assert_eq!((output.status.code(), lines(&output)), (Some(0), Vec::new()), "{path}");
    }
    let excluded = check(repository.path(), &["--exclude", "alone", "alone/main.tf"]);
    assert_eq!((excluded.status.code(), lines(&excluded)), (Some(0), Vec::new()));
}

#[test]
fn variables_of_the_command_line_concern_every_root_module() {
    let repository = repository();
    let root = repository.path();
    fs::remove_file(root.join("envs/prod/terraform.tfvars")).unwrap();
    fs::remove_file(root.join("envs/test/terraform.tfvars")).unwrap();
    write(root, "shared.tfvars", "rotate = false\n");
    let output = findings(root, &["--var-file", "shared.tfvars", "shared.tfvars"]);
    assert!(output.len() == 1 && output[0].starts_with("modules/key/main.tf:5:3: "), "{output:?}");
}

#[test]
fn two_runs_give_the_union_of_one() {
    let repository = repository();
    let files = [
        "modules/key/main.tf",
        "modules/keys/main.tf",
        "envs/prod/main.tf",
        "envs/prod/terraform.tfvars",
        "envs/test/main.tf",
        "envs/test/terraform.tfvars",
        "alone/main.tf",
        "access/main.tf",
        "access/admin.json",
    ];
    let all: BTreeSet<String> = findings(repository.path(), &files).into_iter().collect();
    assert_eq!(all, findings(repository.path(), &["."]).into_iter().collect());
    assert_eq!(all.len(), 3, "{all:?}");
    for split in 1..files.len() {
        let (left, right) = files.split_at(split);
        let mut union: BTreeSet<String> = findings(repository.path(), left).into_iter().collect();
        union.extend(findings(repository.path(), right));
        assert_eq!(union, all, "split at {split}");
    }
}

#[test]
fn an_accounts_baseline_is_judged_whole_or_not_at_all() {
    let repository = TempDir::new().unwrap();
    let root = repository.path();
    fs::create_dir(root.join(".git")).unwrap();
    write(
        root,
        "trail/main.tf",
        "resource \"aws_cloudtrail\" \"t\" {\n  name = \"t\"\n  s3_bucket_name = \"b\"\n  is_multi_region_trail = true\n}\n",
    );
    write(root, "logs/main.tf", "resource \"aws_kms_key\" \"k\" {\n}\n");
    write(root, "app/main.tf", "resource \"aws_kms_key\" \"k\" {\n}\n");
    let check = |file: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
            .args(["check", "--only", "aws-cloudtrail-present", "--format", "concise"])
            .args(["--account-baseline", "trail", "--account-baseline", "logs", file])
            .current_dir(root)
            .output()
            .unwrap();
        (output.status.code(), lines(&output), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    // The trail is declared in the baseline's other half.
    assert_eq!(check("logs/main.tf"), (Some(0), Vec::new(), String::new()));
    assert_eq!(check("app/main.tf"), (Some(0), Vec::new(), String::new()));
}

#[cfg(unix)]
#[test]
fn a_link_stands_for_the_file_that_it_leads_to() {
    let repository = TempDir::new().unwrap();
    let root = repository.path();
    fs::create_dir(root.join(".git")).unwrap();
    write(root, "shared/key.txt", "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n}\n");
    fs::create_dir(root.join("app")).unwrap();
    std::os::unix::fs::symlink("../shared/key.txt", root.join("app/key.tf")).unwrap();
    for path in ["app/key.tf", "shared/key.txt"] {
        let output = findings(root, &[path]);
        assert!(output.len() == 1 && output[0].starts_with("shared/key.txt:2:3: "), "{path}: {output:?}");
    }
}
