//! What has to exist once in an account: a declared resource that is about something else does not stand for it.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const RULES: [&str; 11] = [
    "aws-cloudwatch-alarm-console-login-without-mfa",
    "aws-cloudwatch-alarm-root-usage",
    "aws-config-rule-access-keys-rotated",
    "aws-config-rule-iam-user-mfa-enabled",
    "aws-config-rule-mfa-console-access",
    "aws-config-rule-root-access-key-check",
    "aws-config-rule-root-mfa",
    "aws-config-rule-unused-credentials",
    "aws-organizations-scp-deny-leave-organization",
    "aws-organizations-scp-protect-audit-services",
    "aws-organizations-scp-restrict-root-user",
];

/// Resources of the types that these rules want, all about something else.
const OTHERS: &str = r#"
resource "aws_organizations_policy" "tags" {
  name    = "tags"
  type    = "TAG_POLICY"
  content = "{}"
}

resource "aws_organizations_policy" "storage" {
  name    = "storage"
  content = jsonencode({ Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })
}

resource "aws_organizations_policy_attachment" "storage" {
  policy_id = aws_organizations_policy.storage.id
  target_id = "r-abcd"
}

resource "aws_config_conformance_pack" "empty" {
  name          = "empty"
  template_body = "Resources: {}"
}

resource "aws_config_config_rule" "versioning" {
  name = "versioning"

  source {
    owner             = "AWS"
    source_identifier = "S3_BUCKET_VERSIONING_ENABLED"
  }
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  pattern        = "ERROR"
  log_group_name = "app"

  metric_transformation {
    name      = "errors"
    namespace = "app"
    value     = "1"
  }
}
"#;

const LEAVING: &str = r#"
resource "aws_organizations_policy" "stay" {
  name    = "stay"
  content = jsonencode({ Statement = [{ Effect = "Deny", Action = "organizations:LeaveOrganization", Resource = "*" }] })
}
"#;

fn check(text: &str, arguments: &[&str]) -> Value {
    let directory = TempDir::new().unwrap();
    fs::create_dir(directory.path().join(".git")).unwrap();
    fs::write(directory.path().join("main.tf"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
        .args(["check", "--format", "json", "--only", &RULES.join(",")])
        .args(arguments)
        .current_dir(directory.path())
        .env_clear()
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The messages by rule; each rule has one.
fn messages(report: &Value) -> BTreeMap<&str, &str> {
    let findings = report["findings"].as_array().unwrap();
    let messages: BTreeMap<&str, &str> = findings
        .iter()
        .map(|finding| (finding["rule"].as_str().unwrap(), finding["message"].as_str().unwrap()))
        .collect();
    assert_eq!(messages.len(), findings.len(), "{report:#}");
    messages
}

#[test]
fn what_is_about_something_else_does_not_hide_what_is_missing() {
    let report = check(OTHERS, &["--account-baseline", "."]);
    let messages = messages(&report);
    assert_eq!(messages.keys().copied().collect::<Vec<_>>(), RULES);
    assert_eq!(
        messages["aws-config-rule-root-mfa"],
        "The account's baseline declares `aws_config_config_rule`, `aws_config_conformance_pack`, but none that stands for \
         \"A Config rule watches MFA on the root user\"."
    );
}

#[test]
fn without_a_baseline_it_is_not_seen() {
    let report = check(OTHERS, &[]);
    assert!(messages(&report).is_empty());
    let not_seen: Vec<&str> = report["not_seen"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(not_seen, RULES);
}

#[test]
fn what_is_declared_and_bad_is_one_finding() {
    let report = check(&format!("{OTHERS}{LEAVING}"), &["--account-baseline", "."]);
    let message = messages(&report)["aws-organizations-scp-deny-leave-organization"];
    assert!(message.starts_with("This service control policy is attached to nothing"), "{message}");
}
