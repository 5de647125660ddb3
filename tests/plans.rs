//! Plans: the same findings as from source, at the same lines; and nothing told that must not be.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

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

const CASES: [&str; 3] = ["storage", "modules", "secrets"];

#[test]
fn a_plan_has_the_findings_of_its_source_at_the_lines_of_its_source() {
    for case in CASES {
        let directory = format!("testdata/plans/{case}");
        let plan = format!("{directory}/plan.json");
        let source = report(project(), &[&directory]);
        // The configuration is found beside the plan, and wherever it is named.
        let elsewhere = tempfile::tempdir().unwrap();
        let copied = elsewhere.path().join("p.json");
        std::fs::copy(project().join(&plan), &copied).unwrap();
        for arguments in [vec![plan.as_str()], vec!["--plan", copied.to_str().unwrap(), "--source", &directory]] {
            let planned = report(project(), &arguments);
            assert_eq!(failures(&planned), failures(&source), "{case}");
            assert_eq!(places(&planned), places(&source), "{case}");
            assert!(planned["gaps"].as_array().unwrap().is_empty());
        }
    }
}

#[test]
fn a_plan_alone_loses_only_what_it_does_not_hold() {
    for case in CASES {
        let source = failures(&report(project(), &[&format!("testdata/plans/{case}")]));
        let elsewhere = tempfile::tempdir().unwrap();
        let plan = project().join(format!("testdata/plans/{case}/plan.json"));
        std::fs::copy(plan, elsewhere.path().join("plan.json")).unwrap();
        let planned = report(elsewhere.path(), &["plan.json"]);
        let only_planned: Vec<_> = failures(&planned).difference(&source).cloned().collect();
        assert!(only_planned.is_empty(), "{only_planned:?}");
        // A plan shows nothing of a text that `jsonencode` makes of anything unknown, and only a digest of user data.
        let lost: Vec<_> = source.difference(&failures(&planned)).cloned().collect();
        assert_eq!(lost.is_empty(), case == "modules", "{lost:?}");
        for (rule, address) in lost {
            assert!(address.contains("forgotten") || rule.contains("user-data"), "{rule} {address}");
            assert!(undetermined(&planned).contains(&(rule, address)));
        }
        let text = std::fs::read_to_string(elsewhere.path().join("plan.json")).unwrap();
        for finding in planned["findings"].as_array().unwrap() {
            let location = &finding["location"];
            assert_eq!(location["path"], "plan.json");
            let line = location["start"]["line"].as_u64().unwrap() as usize;
            let column = location["start"]["column"].as_u64().unwrap() as usize;
            let at = text.lines().nth(line - 1).unwrap().get(column - 1..).unwrap();
            assert!(at.starts_with('"') || at.starts_with('{'), "{at}");
        }
    }
}

#[test]
fn secrets_are_never_told() {
    for format in ["text", "concise", "json", "sarif", "sarif-full"] {
        for arguments in [
            vec!["testdata/plans/secrets"],
            vec!["testdata/plans/secrets/plan.json"],
            vec!["--plan", "testdata/plans/secrets/plan.json", "--source", "testdata/plans/secrets"],
        ] {
            let all = [arguments.clone(), vec!["--preset", "strict", "--verbose", "--format", format]].concat();
            let output = run(project(), &all, b"");
            let told =
                format!("{}{}", String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
            assert!(told.contains("aws-s3-no-public-acl"), "{told}");
            // Source is quoted as it is written; what a plan holds is not.
            if arguments != ["testdata/plans/secrets"] {
                assert!(!told.contains("sesame"), "{format}: {told}");
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
