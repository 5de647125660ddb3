//! What a plan introduces, leaves and resolves, and what of a plan is not judged.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn run(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.arg("check").args(arguments).current_dir(directory).env_clear().output().unwrap()
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What is said of each finding, and what is resolved: of keys and security groups and of what protects buckets from the public.
fn changes(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, state) in [("findings", None), ("resolved", Some("resolved"))] {
        for finding in report[name].as_array().unwrap() {
            let state = state.unwrap_or_else(|| finding["baseline"].as_str().unwrap());
            let resources: Vec<&str> =
                finding["resources"].as_array().unwrap().iter().map(|address| address.as_str().unwrap()).collect();
            lines.push(format!("{state} {} {}", finding["rule"].as_str().unwrap(), resources.join(" ")));
        }
    }
    lines
}

const RULES: &str = "aws-kms-key-rotation,aws-s3-public-access-block,aws-vpc-sg-no-public-ssh,aws-vpc-sg-no-public-rdp";
const PLAN: [&str; 4] = ["--plan", "testdata/plans/change/plan.json", "--only", RULES];

#[test]
fn a_plan_says_what_it_introduces_leaves_and_resolves() {
    let output = run(project(), &[&PLAN[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(1));
    let all = report(&output);
    // Of `many`, the second instance is new; the key that was renamed is not; a bucket that the plan leaves loses its protection.
    let expected = [
        "unchanged aws-kms-key-rotation aws_kms_key.kept",
        "new aws-kms-key-rotation aws_kms_key.weakened",
        "unchanged aws-kms-key-rotation aws_kms_key.new_name",
        "new aws-s3-public-access-block aws_s3_bucket.bared",
        "new aws-kms-key-rotation aws_kms_key.many[0] aws_kms_key.many[1]",
        "unchanged aws-vpc-sg-no-public-ssh aws_security_group.doors",
        "new aws-vpc-sg-no-public-rdp aws_security_group.doors",
        "resolved aws-kms-key-rotation aws_kms_key.mended",
        "resolved aws-kms-key-rotation aws_kms_key.dropped",
    ];
    assert_eq!(changes(&all), expected);
    assert_eq!(all["comparison"]["kind"], "prior-state");
    let summary = &all["summary"];
    assert_eq!([&summary["new"], &summary["unchanged"], &summary["resolved"]], [4, 3, 2]);

    let output = run(project(), &[&PLAN[..], &["--only-changed", "--format", "json"]].concat());
    let expected = [
        "new aws-kms-key-rotation aws_kms_key.weakened",
        "new aws-s3-public-access-block aws_s3_bucket.bared",
        "new aws-kms-key-rotation aws_kms_key.many[1]",
        // It was open before, and the plan changes it.
        "unchanged aws-vpc-sg-no-public-ssh aws_security_group.doors",
        "new aws-vpc-sg-no-public-rdp aws_security_group.doors",
        "resolved aws-kms-key-rotation aws_kms_key.mended",
        "resolved aws-kms-key-rotation aws_kms_key.dropped",
    ];
    assert_eq!(changes(&report(&output)), expected);

    let text = String::from_utf8(run(project(), &PLAN).stdout).unwrap();
    assert!(text.contains("4 introduced, 3 existing, 2 resolved"), "{text}");
    // What was there before counts too, and is told.
    assert!(text.contains("in: aws_kms_key.kept"), "{text}");
}

#[test]
fn only_what_is_changed_is_a_question_about_plans() {
    for arguments in [vec!["testdata/plans/change"], vec!["testdata/plans/change", "--plan", PLAN[1]]] {
        let output = run(project(), &[&arguments[..], &["--only-changed"]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains("about plans alone"));
    }
}

fn key(name: &str, change: Value) -> Value {
    json!({
        "address": format!("aws_kms_key.{name}"), "mode": "managed", "type": "aws_kms_key", "name": name,
        "provider_name": "registry.terraform.io/hashicorp/aws", "change": change,
    })
}

fn write(path: &Path, value: &Value) {
    std::fs::write(path, value.to_string()).unwrap();
}

#[test]
fn what_a_plan_does_not_change_is_not_compared_twice() {
    let directory = tempfile::tempdir().unwrap();
    let off = json!({"id": "1", "enable_key_rotation": false});
    let same = key("same", json!({"actions": ["no-op"], "before": off, "after": off, "after_unknown": {}}));
    write(&directory.path().join("same.json"), &json!({"format_version": "1.2", "resource_changes": [same]}));
    let created =
        key("made", json!({"actions": ["create"], "before": null, "after": off, "after_unknown": {"id": true}}));
    write(&directory.path().join("made.json"), &json!({"format_version": "1.2", "resource_changes": [created]}));
    let deployed = json!({
        "address": "aws_kms_key.there", "mode": "managed", "type": "aws_kms_key", "name": "there", "values": off,
        "provider_name": "registry.terraform.io/hashicorp/aws",
    });
    let values = json!({"root_module": {"resources": [deployed]}});
    write(&directory.path().join("state.json"), &json!({"format_version": "1.0", "values": values}));
    for (plan, state) in [("same.json", json!("unchanged")), ("made.json", json!("new")), ("state.json", Value::Null)] {
        let output = run(directory.path(), &[plan, "--only", RULES, "--format", "json"]);
        assert_eq!(output.status.code(), Some(1), "{plan}");
        let report = report(&output);
        assert_eq!(report["findings"][0]["baseline"], state, "{plan}");
        assert_eq!(report["comparison"].is_null(), plan == "state.json");
    }
    let output = run(directory.path(), &["same.json", "--only", RULES, "--only-changed"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_commands_of_the_guide_run() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["main.tf", "plan.json"] {
        std::fs::copy(project().join("testdata/plans/change").join(name), directory.path().join(name)).unwrap();
    }
    let guide = std::fs::read_to_string(project().join("docs/plans.md")).unwrap();
    let commands: Vec<&str> =
        guide.lines().filter(|line| line.starts_with("soc2lint ") || line.contains("| soc2lint ")).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let own = command.rsplit("| ").next().unwrap();
        let plan = std::fs::File::open(directory.path().join("plan.json")).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
            .args(own.split_whitespace().skip(1))
            .args(["--only", RULES, "--format", "json"])
            .current_dir(directory.path())
            .env_clear()
            .stdin(plan)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(report(&output)["summary"]["resolved"], 2, "{command}");
    }
}

const ON_DELETE: &str = r#"
locals {
  soc2_x_no_delete = {
    title       = "Keys are not deleted"
    severity    = "high"
    preset      = "default"
    since       = "0.1.0"
    criteria    = [{ id = "CC6.1", strength = "partial", not_shown = "Anything else." }]
    description = "What a deleted key has encrypted is lost."
    remediation = { text = "Keep it." }
    references  = []
  }
}

policy {}

resource_policy "aws_kms_key" "no_delete" {
  operations = ["delete"]

  enforce {
    condition     = prior_attrs.multi_region == true
    error_message = "This key is deleted."
  }
}
"#;

#[test]
fn what_goes_what_drifted_and_what_is_left_over_is_not_judged_as_deployed() {
    let directory = tempfile::tempdir().unwrap();
    let off = json!({"id": "1", "enable_key_rotation": false, "multi_region": false});
    let on = json!({"id": "1", "enable_key_rotation": true, "multi_region": false});
    let gone = key("gone", json!({"actions": ["delete"], "before": off, "after": null, "after_unknown": false}));
    let kept = key("kept", json!({"actions": ["no-op"], "before": on, "after": on, "after_unknown": {}}));
    let mut deposed = key("kept", json!({"actions": ["delete"], "before": off, "after": null, "after_unknown": false}));
    deposed["deposed"] = json!("12345678");
    let drifted = key("kept", json!({"actions": ["update"], "before": on, "after": off, "after_unknown": {}}));
    let forgotten =
        key("forgotten", json!({"actions": ["forget"], "before": off, "after": null, "after_unknown": false}));
    let check = json!({"address": {"kind": "check", "name": "a"}, "status": "fail", "instances": []});
    let plan = json!({
        "format_version": "1.99", "resource_changes": [gone, kept, deposed, forgotten], "resource_drift": [drifted],
        "checks": [check],
    });
    write(&directory.path().join("plan.json"), &plan);
    std::fs::create_dir(directory.path().join("rules")).unwrap();
    std::fs::write(directory.path().join("rules/x-no-delete.policy.hcl"), ON_DELETE).unwrap();
    let rules = format!("{RULES},x-no-delete");
    let arguments = ["plan.json", "--only", &rules, "--policies", "rules", "--format", "json"];
    let report = report(&run(directory.path(), &arguments));
    assert_eq!(
        changes(&report),
        ["new x-no-delete aws_kms_key.gone", "resolved aws-kms-key-rotation aws_kms_key.gone"],
        "{report:#}"
    );
    let diagnostics = report["diagnostics"].to_string();
    assert!(diagnostics.contains("format version 1.99 is newer"), "{diagnostics}");
    assert!(diagnostics.contains("1 check of the configuration fails"), "{diagnostics}");
    assert!(report["gaps"].as_array().unwrap().is_empty(), "{}", report["gaps"]);
}
