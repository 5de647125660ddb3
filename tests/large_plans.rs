//! Large plans: each part of them has the verdicts that it has alone, and none costs more for those beside it.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../benches/plan/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use generate::Size;
use serde_json::Value;

fn plan(size: Size) -> Vec<u8> {
    let mut text = Vec::new();
    generate::write(size, &mut text).unwrap();
    text
}

fn check(directory: &Path, name: &str) -> (Option<i32>, Value) {
    run(directory, &["--plan", name])
}

fn run(directory: &Path, arguments: &[&str]) -> (Option<i32>, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command
        .args(["check", "--format", "json", "--preset", "strict"])
        .args(arguments)
        .current_dir(directory)
        .env_clear();
    let output = command.output().unwrap();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

/// How many resources a rule finds, and how many it leaves undecided.
fn counts(report: &Value) -> BTreeMap<String, [usize; 2]> {
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for (at, list) in ["findings", "undetermined"].into_iter().enumerate() {
        for entry in report[list].as_array().unwrap() {
            let count = counts.entry(entry["rule"].to_string()).or_default();
            count[at] += entry["resources"].as_array().unwrap().len();
        }
    }
    counts
}

fn of(size: Size) -> (BTreeMap<String, [usize; 2]>, Value) {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("plan.json"), plan(size)).unwrap();
    let (_, report) = check(directory.path(), "plan.json");
    assert_eq!(report["gaps"], Value::Array(Vec::new()));
    (counts(&report), report)
}

#[test]
fn a_generated_plan_is_as_large_as_was_asked_and_the_same_each_time() {
    let size = Size::of_resources(400, 20, 20, 10);
    let text = plan(size);
    assert_eq!(text, plan(size));
    let plan: Value = serde_json::from_slice(&text).unwrap();
    let changes = plan["resource_changes"].as_array().unwrap();
    let managed = changes.iter().filter(|change| change["mode"] == "managed").count();
    assert_eq!(managed, size.resources());
    let mut addresses: Vec<&str> = changes.iter().map(|change| change["address"].as_str().unwrap()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), changes.len());
}

#[test]
fn verdicts_do_not_hang_on_how_much_stands_beside() {
    let kinds = [
        Size { blocks: 1, ..Size::default() },
        Size { instances: 1, ..Size::default() },
        Size { modules: 1, ..Size::default() },
        Size { unresolved: 1, ..Size::default() },
    ];
    for size in kinds {
        let (one, _) = of(size);
        let many = Size {
            blocks: size.blocks * 7,
            instances: size.instances * 7,
            modules: size.modules * 7,
            unresolved: size.unresolved * 7,
        };
        let (many, report) = of(many);
        assert_eq!(report["summary"]["resources"].as_u64().map(|count| count as usize % 7), Some(0));
        // With an unresolved reference that only one thing can be meant by, two are in doubt; none is lost.
        if size.unresolved == 0 {
            let sevenfold: BTreeMap<_, _> = one.into_iter().map(|(rule, [a, b])| (rule, [a * 7, b * 7])).collect();
            assert_eq!(many, sevenfold);
        } else {
            assert!(many.values().any(|[_, undecided]| *undecided > 0), "{many:?}");
        }
    }
}

/// A plan with a security group of a thousand rules, of which the last may be open to the world, thousands of tags, and references.
fn wide(last_source: &str) -> String {
    let many = |count: usize, each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<Vec<_>>().join(",");
    let rule = |port: usize, source: &str| {
        format!(r#"{{"from_port":{port},"to_port":{port},"protocol":"tcp","cidr_blocks":["{source}"],"self":false}}"#)
    };
    let rules = many(1_000, &|at| rule(8_000 + at, "10.0.0.0/8"));
    let last = rule(22, last_source);
    let tags = many(5_000, &|tag| format!(r#""t{tag}":"v""#));
    let references = many(5_000, &|at| format!(r#""aws_kms_key.k{at}.arn","aws_kms_key.k{at}""#));
    let keys = many(5_000, &|at| format!(r#""k{at}":{{"a":1}}"#));
    format!(
        r#"{{"format_version":"1.2","resource_changes":[
        {{"address":"aws_security_group.g","mode":"managed","type":"aws_security_group","name":"g","change":{{
        "actions":["create"],"after":{{"ingress":[{rules},{last}],"tags":{{{tags}}}}},"after_unknown":{{"id":true}}}}}},
        {{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","change":{{
        "actions":["create"],"after":{{}},"after_unknown":{{"id":true,"bucket":true}}}}}}],
        "configuration":{{"root_module":{{"resources":[
        {{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b",
        "expressions":{{"bucket":{{"references":[{references}]}}}},
        "for_each_expression":{{"constant_value":{{{keys}}}}}}}]}}}}}}"#
    )
}

#[test]
fn what_is_wide_is_read_to_its_end() {
    let directory = tempfile::tempdir().unwrap();
    let found = |last_source: &str| {
        std::fs::write(directory.path().join("plan.json"), wide(last_source)).unwrap();
        let (_, report) = check(directory.path(), "plan.json");
        assert_eq!(report["gaps"], Value::Array(Vec::new()));
        assert_eq!(report["summary"]["resources"], 2);
        let findings = report["findings"].as_array().unwrap().iter();
        let of_group = findings.filter(|finding| finding["resources"].to_string().contains("aws_security_group.g"));
        of_group.map(|finding| finding["rule"].to_string()).collect::<Vec<_>>()
    };
    assert!(found("0.0.0.0/0").len() > found("10.0.0.0/8").len());
}

#[test]
fn references_that_nobody_can_resolve_do_not_cost_more_the_more_there_are() {
    // So many that each is not looked at beside each other one.
    let (few, _) = of(Size { unresolved: 10, ..Size::default() });
    let (many, report) = of(Size { unresolved: 100, blocks: 1, ..Size::default() });
    let (alone, _) = of(Size { blocks: 1, ..Size::default() });
    let mut expected: BTreeMap<String, [usize; 2]> =
        few.iter().map(|(rule, [a, b])| (rule.clone(), [a * 10, b * 10])).collect();
    for (rule, [found, undecided]) in alone {
        let count = expected.entry(rule).or_default();
        count[0] += found;
        count[1] += undecided;
    }
    // What is open to the world and may belong to any group may belong to the one that is no part of it.
    for (rule, count) in &many {
        assert!(count[0] <= expected.get(rule).map_or(0, |expected| expected[0]), "{rule}: {count:?}");
    }
    assert_eq!(report["gaps"], Value::Array(Vec::new()));
    let passes = |report: &Value| report["summary"]["passes"].as_u64().unwrap();
    assert!(passes(&report) > 0);
    assert!(many.values().any(|[_, undecided]| *undecided >= 100), "{many:?}");
}

#[test]
fn places_in_one_long_line_are_counted_in_characters() {
    let directory = tempfile::tempdir().unwrap();
    let text = String::from_utf8(plan(Size { blocks: 40, ..Size::default() })).unwrap();
    let columns = |text: &str| {
        std::fs::write(directory.path().join("plan.json"), text).unwrap();
        let (_, report) = check(directory.path(), "plan.json");
        let findings = report["findings"].as_array().unwrap().clone();
        findings.iter().map(|finding| finding["location"]["start"]["column"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let ascii = columns(&text);
    assert!(ascii.len() > 20 && ascii.iter().any(|column| *column > 10_000));
    // A character of one column and four bytes.
    let other = columns(&text.replace("4711", "47\u{1f512}1"));
    assert_eq!(ascii, other);
}

#[test]
fn a_plan_may_be_larger_than_any_file_of_a_configuration() {
    let directory = tempfile::tempdir().unwrap();
    let mut text = plan(Size { blocks: 1, ..Size::default() });
    std::fs::write(directory.path().join("small.json"), &text).unwrap();
    let expected = counts(&check(directory.path(), "small.json").1);
    assert!(!expected.is_empty());
    text.resize(70 * 1024 * 1024, b' ');
    std::fs::write(directory.path().join("large.json"), &text).unwrap();
    let (_, report) = check(directory.path(), "large.json");
    assert_eq!(counts(&report), expected);
    assert_eq!(report["gaps"], Value::Array(Vec::new()));
    // The same where nobody names it.
    let below = directory.path().join("below");
    std::fs::create_dir(&below).unwrap();
    std::fs::rename(directory.path().join("large.json"), below.join("large.json")).unwrap();
    let (_, report) = run(directory.path(), &["below"]);
    assert_eq!(counts(&report), expected);
    assert_eq!(report["gaps"], Value::Array(Vec::new()));
}

#[test]
fn a_resource_that_is_wrong_inside_costs_only_itself() {
    let directory = tempfile::tempdir().unwrap();
    let good: Value = serde_json::from_slice(&plan(Size { blocks: 1, ..Size::default() })).unwrap();
    let write = |name: &str, plan: &Value| std::fs::write(directory.path().join(name), plan.to_string()).unwrap();
    write("good.json", &good);
    let (status, report) = check(directory.path(), "good.json");
    assert_eq!(status, Some(1));
    let expected = counts(&report);
    let cases = [
        ("change", Value::from("x"), "no readable `change`"),
        ("change", serde_json::json!({"actions": ["create"], "after": []}), "is no object"),
        ("change", serde_json::json!({"actions": ["explode"]}), "actions that are not known"),
        ("mode", Value::from("ephemeral-x"), "is not known"),
        ("type", Value::from(7), "no readable `type`"),
        ("name", Value::Null, "no readable `name`"),
        ("module_address", Value::from("nothing.like.it"), "no readable module address"),
        ("index", Value::from(-1.5), "no readable `index`"),
    ];
    for (member, wrong, message) in cases {
        let mut plan = good.clone();
        let mut entry = plan["resource_changes"][0].clone();
        entry[member] = wrong;
        plan["resource_changes"].as_array_mut().unwrap().push(entry);
        write("wrong.json", &plan);
        let (status, report) = check(directory.path(), "wrong.json");
        assert_eq!(status, Some(2), "{message}");
        assert!(report["gaps"].to_string().contains(message), "{message}: {}", report["gaps"]);
        assert_eq!(counts(&report), expected, "{message}");
    }
    // An address that is listed twice is judged once.
    let mut plan = good.clone();
    let again = plan["resource_changes"][1].clone();
    plan["resource_changes"].as_array_mut().unwrap().push(again);
    write("twice.json", &plan);
    let (status, report) = check(directory.path(), "twice.json");
    assert_eq!(status, Some(2));
    assert!(report["gaps"].to_string().contains("is listed twice"));
    assert_eq!(counts(&report), expected);
}
