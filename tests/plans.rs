//! Plans: the same findings as from source, at the same lines; and nothing told that must not be.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn run(directory: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.arg("check").args(arguments).current_dir(directory).env_clear();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that has seen enough closes its standard input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn report(directory: &Path, arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--preset", "strict", "--format", "json"]).collect();
    let output = run(directory, &arguments, b"");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Every finding as rule and address.
fn failures(report: &Value) -> BTreeSet<(String, String)> {
    pairs(&report["findings"])
}

/// Everything that is not decided as rule and address.
fn undetermined(report: &Value) -> BTreeSet<(String, String)> {
    pairs(&report["undetermined"])
}

fn pairs(entries: &Value) -> BTreeSet<(String, String)> {
    let each = entries.as_array().unwrap().iter().flat_map(|finding| {
        let rule = finding["rule"].to_string();
        let resources = finding["resources"].as_array().unwrap();
        resources.iter().map(move |resource| (rule.clone(), resource.to_string())).collect::<Vec<_>>()
    });
    each.collect()
}

/// Every finding with its place.
fn places(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| format!("{} {}", finding["rule"], finding["location"])).collect()
}

/// A configuration with the plan that Terraform made of it.
struct Pair {
    name: &'static str,
    /// The values that it was planned with, where they stand in no file that Terraform reads by itself.
    variables: &'static [&'static str],
    /// What only source decides: the rule and the resource.
    lost: &'static [(&'static str, &'static str)],
}

const PAIRS: [Pair; 7] = [
    Pair {
        name: "storage",
        variables: &[],
        // A plan shows nothing of a text that `jsonencode` makes of anything unknown.
        lost: &[
            ("aws-s3-deny-unencrypted-uploads", "aws_s3_bucket.forgotten"),
            ("aws-s3-kms-encryption", "aws_s3_bucket.forgotten"),
            ("aws-s3-no-public-policy", "aws_s3_bucket_policy.forgotten"),
        ],
    },
    Pair { name: "modules", variables: &[], lost: &[] },
    // Of user data a plan of provider 5 has only a digest.
    Pair { name: "secrets", variables: &[], lost: &[("aws-ec2-user-data-no-secrets", "aws_instance.web")] },
    // `var.encrypt ? true : null` is planned as something that the provider decides.
    Pair { name: "constructs", variables: &[], lost: &[("aws-ebs-volume-encrypted", "aws_ebs_volume.west")] },
    Pair { name: "sensitive", variables: &["--var-file", "testdata/plans/sensitive/secret.tfvars"], lost: &[] },
    Pair { name: "evaluator", variables: &[], lost: &[] },
    Pair {
        name: "partial",
        variables: &[],
        // One id that is not known yet makes a whole document unknown.
        lost: &[
            ("aws-ecs-task-no-privileged", "aws_ecs_task_definition.worker"),
            ("aws-iam-policy-assume-role-restricted", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-broad-kms", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-credentials-exposure", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-data-exfiltration", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-full-admin", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-full-iam", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-privilege-escalation", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-star-action", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-star-resource", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-no-unconstrained-permissions-management", "aws_iam_policy.heredoc"),
            ("aws-iam-policy-passrole-restricted", "aws_iam_policy.heredoc"),
            ("aws-sns-policy-not-public", "module.queues[\"partner\"].aws_sns_topic.this"),
            ("aws-sqs-policy-not-public", "aws_sqs_queue.public"),
        ],
    },
];

#[test]
fn a_plan_has_the_findings_of_its_source_at_the_lines_of_its_source() {
    std::thread::scope(|threads| PAIRS.iter().for_each(|pair| drop(threads.spawn(|| agrees(pair)))));
}

/// Whether a plan with its source has the findings of the source, and the plan alone all but those that it can't tell.
fn agrees(pair: &Pair) {
    let directory = format!("testdata/plans/{}", pair.name);
    let plan = format!("{directory}/plan.json");
    let source = report(project(), &[&[directory.as_str()], pair.variables].concat());
    let (expected, open) = (failures(&source), undetermined(&source));
    // The configuration is found beside the plan, and wherever it is named.
    let elsewhere = tempfile::tempdir().unwrap();
    let copied = elsewhere.path().join("plan.json");
    std::fs::copy(project().join(&plan), &copied).unwrap();
    for arguments in [vec![plan.as_str()], vec!["--plan", copied.to_str().unwrap(), "--source", &directory]] {
        let planned = report(project(), &arguments);
        let found = failures(&planned);
        assert!(found.is_superset(&expected), "{}", pair.name);
        // What a plan has more is what source could not decide.
        let more: BTreeSet<_> = found.difference(&expected).cloned().collect();
        assert!(more.is_subset(&open), "{}: {more:?}", pair.name);
        let places: Vec<String> = places(&planned)
            .into_iter()
            .filter(|place| !more.iter().any(|(rule, _)| place.starts_with(rule)))
            .collect();
        assert_eq!(places, self::places(&source), "{}", pair.name);
        assert!(planned["gaps"].as_array().unwrap().is_empty());
    }
    let alone = report(elsewhere.path(), &["plan.json"]);
    loses_only(pair, &alone, &expected, &open);
    at_places_of_the_plan(&alone, &std::fs::read_to_string(&copied).unwrap());
}

/// Whether a plan alone has the findings of its source but for those that only source decides.
fn loses_only(pair: &Pair, alone: &Value, expected: &BTreeSet<(String, String)>, open: &BTreeSet<(String, String)>) {
    let found = failures(alone);
    let more: Vec<_> = found.difference(expected).filter(|pair| !open.contains(pair)).collect();
    assert!(more.is_empty(), "{}: {more:?}", pair.name);
    let lost: BTreeSet<_> = expected.difference(&found).cloned().collect();
    let quoted = |(rule, address): &(&str, &str)| (Value::from(*rule).to_string(), Value::from(*address).to_string());
    assert_eq!(lost, pair.lost.iter().map(quoted).collect(), "{}", pair.name);
    assert!(lost.is_subset(&undetermined(alone)), "{}", pair.name);
}

fn at_places_of_the_plan(report: &Value, text: &str) {
    for finding in report["findings"].as_array().unwrap() {
        let location = &finding["location"];
        assert_eq!(location["path"], "plan.json");
        let line = location["start"]["line"].as_u64().unwrap() as usize;
        let column = location["start"]["column"].as_u64().unwrap() as usize;
        let at = text.lines().nth(line - 1).unwrap().get(column - 1..).unwrap();
        assert!(at.starts_with('"') || at.starts_with('{'), "{at}");
    }
}

#[test]
fn source_that_evidently_differs_from_the_plan_refines_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let (from, root) = (project().join("testdata/plans/partial"), directory.path());
    std::fs::create_dir_all(root.join("modules/queue")).unwrap();
    for file in ["main.tf", "plan.json", "modules/queue/main.tf"] {
        std::fs::copy(from.join(file), root.join(file)).unwrap();
    }
    let same = report(root, &["plan.json"]);
    // The queue has another name than in the plan, so whether its policy is still the one of the plan can't be told.
    let text = std::fs::read_to_string(root.join("main.tf")).unwrap();
    let changed = text.replace("name = \"public\"", "name = \"renamed\"");
    assert_ne!(changed, text);
    std::fs::write(root.join("main.tf"), &changed).unwrap();
    let other = report(root, &["plan.json"]);
    let lost: Vec<_> = failures(&same).difference(&failures(&other)).cloned().collect();
    let public = ("\"aws-sqs-policy-not-public\"".to_owned(), "\"aws_sqs_queue.public\"".to_owned());
    assert_eq!(lost, std::slice::from_ref(&public));
    assert!(undetermined(&other).contains(&public));
    assert!(failures(&other).is_subset(&failures(&same)));
    // What the plan knows is what counts, whatever source says of it.
    std::fs::write(root.join("main.tf"), text.replace("[22, 443]", "[80, 443]")).unwrap();
    let ssh = ("\"aws-vpc-sg-no-public-ssh\"".to_owned(), "\"aws_security_group.doors\"".to_owned());
    assert!(failures(&report(root, &["plan.json"])).contains(&ssh));
}

/// Every format that a report can be written in.
fn formats() -> Vec<String> {
    let output = run(project(), &["--format", "none"], b"");
    let message = String::from_utf8(output.stderr).unwrap();
    let list = message.split("write one of ").nth(1).unwrap().lines().next().unwrap();
    list.split(", ").map(str::to_owned).collect()
}

#[test]
fn secrets_of_a_plan_are_never_told() {
    let formats = formats();
    assert!(formats.len() > 5 && formats.contains(&"sarif-full".to_owned()), "{formats:?}");
    let directory = tempfile::tempdir().unwrap();
    for (name, rule) in [("secrets", "aws-s3-no-public-acl"), ("sensitive", "aws-vpc-sg-no-public-ssh")] {
        let source = format!("testdata/plans/{name}");
        let plan = format!("{source}/plan.json");
        assert!(std::fs::read_to_string(project().join(&plan)).unwrap().contains("sesame"));
        let alone = directory.path().join(format!("{name}.json"));
        std::fs::copy(project().join(&plan), &alone).unwrap();
        for arguments in [vec!["--plan", alone.to_str().unwrap()], vec!["--plan", &plan, "--source", &source]] {
            let path = |format: &String| directory.path().join(format!("report.{format}"));
            let outputs: Vec<String> = formats
                .iter()
                .flat_map(|format| ["--output".to_owned(), format!("{format}={}", path(format).display())])
                .collect();
            let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
            let output =
                run(project(), &[&arguments, &["--preset", "strict", "--verbose"][..], &outputs].concat(), b"");
            let told = |bytes: Vec<u8>, what: &str| {
                let text = String::from_utf8(bytes).unwrap();
                assert!(!text.contains("sesame"), "{what}: {text}");
                text
            };
            assert!(told(output.stdout, "standard output").contains(rule));
            told(output.stderr, "standard error");
            for format in &formats {
                // One of them is counts for the steps of a workflow, and names no rule.
                let names_rules = format != "github-output";
                let text = told(std::fs::read(path(format)).unwrap(), format);
                assert!(!names_rules || text.contains(rule), "{format}");
            }
        }
    }
}

#[test]
fn standard_input_packed_and_wide_plans_are_read() {
    let directory = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(project().join("testdata/plans/storage/plan.json")).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    std::fs::write(directory.path().join("a.json.gz"), gzip.finish().unwrap()).unwrap();
    let wide: Vec<u8> = [0xfeff_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    std::fs::write(directory.path().join("b.json"), wide).unwrap();
    std::fs::write(directory.path().join("c.json"), &text).unwrap();
    let expected = failures(&report(directory.path(), &["c.json"]));
    assert!(!expected.is_empty());
    for path in ["a.json.gz", "b.json"] {
        assert_eq!(failures(&report(directory.path(), &[path])), expected);
        assert_eq!(failures(&report(directory.path(), &["--plan", path])), expected);
    }
    let output = run(directory.path(), &["-", "--preset", "strict", "--format", "json"], text.as_bytes());
    assert_eq!(failures(&serde_json::from_slice(&output.stdout).unwrap()), expected);
}

#[test]
fn what_is_no_plan_is_told_and_costs_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let good = std::fs::read_to_string(project().join("testdata/plans/storage/plan.json")).unwrap();
    std::fs::write(directory.path().join("good.json"), &good).unwrap();
    std::fs::create_dir(directory.path().join("directory.json")).unwrap();
    let deep = "[".repeat(100_000);
    let cases: [(&str, &[u8], &str); 9] = [
        ("cut.json", &good.as_bytes()[..good.len() / 2], "no complete JSON"),
        ("other.json", br#"{"Resources":{}}"#, "is no plan"),
        ("deep.json", deep.as_bytes(), "nested deeper"),
        ("binary", b"PK\x03\x04rest", "terraform show -json"),
        ("future.json", br#"{"format_version":"3.0","resource_changes":[]}"#, "format version 3.0"),
        ("state.tfstate", br#"{"version":4,"lineage":"x","serial":1}"#, "is a state file"),
        ("wrong.json", br#"{"format_version":"1.2","resource_changes":"x"}"#, "wrong type"),
        ("inner.json", br#"{"format_version":"1.2","resource_changes":[{"mode":1}]}"#, "no readable"),
        ("directory.json", b"", "not a regular file"),
    ];
    let expected = failures(&report(directory.path(), &["good.json"]));
    for (name, bytes, message) in cases {
        if name != "directory.json" {
            std::fs::write(directory.path().join(name), bytes).unwrap();
        }
        let arguments = ["--plan", name, "good.json", "--preset", "strict", "--format", "json"];
        let output = run(directory.path(), &arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{name}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(report["gaps"].to_string().contains(message), "{name}: {}", report["gaps"]);
        assert_eq!(failures(&report), expected, "{name}");
    }
    let output = run(directory.path(), &["gone.json"], b"");
    assert_eq!(output.status.code(), Some(2));
}

/// A configuration that hangs on data sources.
const WITH_DATA: &str = r#"
data "terraform_remote_state" "partner" {
  backend = "local"
}

data "aws_availability_zones" "all" {}

resource "aws_sqs_queue" "this" {
  for_each = toset(data.aws_availability_zones.all.names)
  name     = "orders-${each.key}"
}

resource "aws_sqs_queue_policy" "this" {
  queue_url = aws_sqs_queue.this["eu-central-1a"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = data.terraform_remote_state.partner.outputs.principal
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.this["eu-central-1a"].arn
    }]
  })
}
"#;

/// A plan of it, with the values that the remote state was read as, what of them is sensitive, and what is unknown.
fn plan_with_data(outputs: &Value, sensitive: &Value, is_read_later: bool) -> Value {
    let resource = |address: &str, mode: &str, kind: &str, name: &str, rest: Value| {
        let mut all = json!({ "address": address, "mode": mode, "type": kind, "name": name, "provider_name": "registry.terraform.io/hashicorp/aws" });
        all.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        all
    };
    let create = |after: Value, unknown: Value| json!({ "change": { "actions": ["create"], "before": null, "after": after, "after_unknown": unknown, "after_sensitive": {} } });
    let mut queue = create(
        json!({ "name": "orders-eu-central-1a" }),
        json!({ "id": true, "arn": true, "url": true, "policy": true }),
    );
    queue["index"] = json!("eu-central-1a");
    let mut changes = vec![
        resource("aws_sqs_queue.this[\"eu-central-1a\"]", "managed", "aws_sqs_queue", "this", queue),
        resource(
            "aws_sqs_queue_policy.this",
            "managed",
            "aws_sqs_queue_policy",
            "this",
            create(json!({}), json!({ "id": true, "policy": true, "queue_url": true })),
        ),
    ];
    let remote = |rest: Value| {
        resource("data.terraform_remote_state.partner", "data", "terraform_remote_state", "partner", rest)
    };
    let zones = json!({ "values": { "names": ["eu-central-1a"] }, "sensitive_values": { "names": [false] } });
    let mut read = vec![resource("data.aws_availability_zones.all", "data", "aws_availability_zones", "all", zones)];
    match is_read_later {
        true => changes.push(remote(json!({ "change": {
            "actions": ["read"], "before": null, "after": { "backend": "local" }, "after_unknown": { "outputs": true }, "after_sensitive": {}
        } }))),
        false => read.push(remote(json!({ "values": { "backend": "local", "outputs": outputs }, "sensitive_values": { "outputs": sensitive } }))),
    }
    let block = |mode: &str, kind: &str, name: &str, expressions: Value| json!({ "mode": mode, "type": kind, "name": name, "expressions": expressions });
    json!({
        "format_version": "1.2",
        "resource_changes": changes,
        "prior_state": { "format_version": "1.0", "values": { "root_module": { "resources": read } } },
        "configuration": { "root_module": { "resources": [
            block("managed", "aws_sqs_queue", "this", json!({ "name": { "references": ["each.key"] } })),
            block("managed", "aws_sqs_queue_policy", "this", json!({
                "policy": { "references": ["data.terraform_remote_state.partner.outputs.principal", "aws_sqs_queue.this"] },
                "queue_url": { "references": ["aws_sqs_queue.this"] },
            })),
            block("data", "terraform_remote_state", "partner", json!({ "backend": { "constant_value": "local" } })),
            block("data", "aws_availability_zones", "all", json!({})),
        ] } },
    })
}

#[test]
fn source_beside_a_plan_knows_what_its_data_sources_were_read_as() {
    let rule = "aws-sqs-policy-not-public";
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("main.tf"), WITH_DATA).unwrap();
    let checked = |plan: &Value| {
        std::fs::write(directory.path().join("plan.json"), plan.to_string()).unwrap();
        report(directory.path(), &["plan.json", "--only", rule])
    };
    let of_rule = |found: BTreeSet<(String, String)>| found.into_iter().map(|(_, address)| address).collect::<Vec<_>>();
    let named = ["\"aws_sqs_queue_policy.this\"".to_owned()];
    let open = json!({ "principal": "*" });
    let everyone = checked(&plan_with_data(&open, &json!({}), false));
    assert_eq!(of_rule(failures(&everyone)), named);
    assert!(places(&everyone).iter().all(|place| place.contains("main.tf")), "{:?}", places(&everyone));
    let one = json!({ "principal": { "AWS": "arn:aws:iam::123456789012:role/partner" } });
    let decided = checked(&plan_with_data(&one, &json!({}), false));
    assert!(failures(&decided).is_empty() && undetermined(&decided).is_empty(), "{decided}");
    // What is read only while the plan is applied is not known yet.
    let later = checked(&plan_with_data(&open, &json!({}), true));
    assert!(failures(&later).is_empty());
    assert_eq!(of_rule(undetermined(&later)), named);
    // What is sensitive in the plan is so in source.
    let secret = json!({ "principal": { "AWS": "nobody-may-read-this" } });
    let told = checked(&plan_with_data(&secret, &json!({ "principal": true }), false)).to_string();
    assert!(!told.contains("nobody-may-read-this"), "{told}");
    // Without the plan nobody knows.
    let alone = report(directory.path(), &["main.tf", "--only", rule]);
    assert!(failures(&alone).is_empty() && !undetermined(&alone).is_empty(), "{alone}");
}

#[test]
fn a_found_plan_that_is_too_large_is_told() {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [("plan.json", r#"{"format_version":"1.2","#), ("other.json", r#"{"name":"web","#)] {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_len((512 << 20) + 1).unwrap();
    }
    let output = run(directory.path(), &[".", "--format", "json"], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let gaps = report["gaps"].as_array().unwrap();
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert!(gaps[0].to_string().contains("plan.json") && gaps[0].to_string().contains("larger than"), "{gaps:?}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_directory_without_configuration_is_searched_for_plans() {
    let directory = tempfile::tempdir().unwrap();
    let plan = std::fs::read(project().join("testdata/plans/storage/plan.json")).unwrap();
    std::fs::create_dir(directory.path().join("out")).unwrap();
    std::fs::write(directory.path().join("out/tfplan.json"), &plan).unwrap();
    std::fs::write(directory.path().join("package.json"), r#"{"name":"web"}"#).unwrap();
    std::fs::write(directory.path().join("validate.json"), r#"{"format_version":"1.0","valid":true}"#).unwrap();
    let named = report(directory.path(), &["out/tfplan.json"]);
    let found = report(directory.path(), &["."]);
    assert!(!failures(&named).is_empty());
    assert_eq!(failures(&found), failures(&named));
    assert_eq!(places(&found), places(&named));
    // What was meant to be one is not passed over.
    std::fs::write(directory.path().join("cut.json"), &plan[..plan.len() / 2]).unwrap();
    let cut = report(directory.path(), &["."]);
    assert!(cut["gaps"].to_string().contains("no complete JSON"), "{}", cut["gaps"]);
    assert_eq!(failures(&cut), failures(&named));
    // Beside configuration, a plan is judged on request only.
    std::fs::remove_file(directory.path().join("cut.json")).unwrap();
    std::fs::write(directory.path().join("main.tf"), "").unwrap();
    assert!(failures(&report(directory.path(), &["."])).is_empty());
    assert_eq!(failures(&report(directory.path(), &[".", "--plan", "out/tfplan.json"])), failures(&named));
    assert_eq!(failures(&report(directory.path(), &["out"])), failures(&named));
}
