//! Comments for checkov, trivy, tfsec and KICS as users meet them: where they hold, what is told of them, and what they are worth.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use support::repository;

const ROTATION: &str = "aws-kms-key-rotation";
const RULES: &str =
    "aws-kms-key-rotation,aws-kms-key-deletion-window,aws-vpc-sg-no-public-ssh,aws-vpc-sg-no-public-rdp";

fn soc2lint(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(arguments).current_dir(directory).env_clear().output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a run says in a format.
fn run(directory: &Path, format: &str, more: &[&str]) -> Output {
    let arguments = ["check", "--today", "2026-06-01", "--only", RULES, "--format", format];
    soc2lint(directory, &[&arguments[..], more].concat())
}

fn report(directory: &Path, more: &[&str]) -> Value {
    let output = run(directory, "json", more);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// What a run that honours them says of the findings: `line rule status`.
fn honoured(text: &str) -> Vec<String> {
    statuses(&report(repository(&[("main.tf", text)]).path(), &["--foreign-suppressions", "honour"]))
}

fn statuses(report: &Value) -> Vec<String> {
    let line = |finding: &Value| {
        let (line, rule) = (&finding["location"]["start"]["line"], finding["rule"].as_str().unwrap());
        format!("{line} {rule} {}", finding["status"].as_str().unwrap())
    };
    report["findings"].as_array().unwrap().iter().map(line).collect()
}

fn notes(report: &Value) -> Vec<String> {
    let note = |entry: &Value| {
        assert_eq!(entry["level"], "note");
        let line = entry["location"]["start"]["line"].as_u64().map_or("-".to_owned(), |line| line.to_string());
        format!("{line}: {}", entry["message"].as_str().unwrap())
    };
    report["diagnostics"].as_array().unwrap().iter().map(note).collect()
}

/// A key that does not rotate, said at line 4, with something above the block, in it, and behind it.
fn key(above: &str, inside: &str, behind: &str) -> String {
    format!("{above}\nresource \"aws_kms_key\" \"k\" {{\n{inside}\n  enable_key_rotation = false{behind}\n}}\n")
}

#[test]
fn checkov_means_the_block_in_which_it_stands() {
    let skip = "#checkov:skip=CKV_AWS_7:imported by hand";
    for (text, status) in [
        (key("", skip, ""), "excepted"),
        (key("", &format!("{}\n", skip.replace('#', "  // ")).replace('\n', " "), ""), "excepted"),
        (key("", &format!("  description = \"x\" {skip}"), ""), "excepted"),
        (key("", "", &format!(" {skip}")), "excepted"),
        (key("", "", "").replace("\" {", &format!("\" {{ {skip}")), "excepted"),
        (format!("{} {skip}\n", key("", "", "").trim_end()), "excepted"),
        (key("", "  # bridgecrew:skip=CKV_AWS_7", ""), "excepted"),
        (key("", "  # cortex:skip=CKV_AWS_300,CKV_AWS_7:why", ""), "excepted"),
        (key("", "  /* checkov:skip=CKV_AWS_7 */", ""), "excepted"),
        // As checkov has it, above the block is outside of it.
        (key(skip, "", ""), "open"),
        (key("", "  # checkov:skip=CKV_AWS_300", ""), "open"),
        (key("", "  # checkov:skip=CKV_AWS_*", ""), "open"),
        (key("", "  description = \"#checkov:skip=CKV_AWS_7\"", ""), "open"),
    ] {
        assert_eq!(honoured(&text), [format!("4 {ROTATION} {status}")], "{text}");
    }
    // On a module call: what is inside that call.
    let call = |name: &str, inside: &str| format!("module \"{name}\" {{\n  source = \"./m\"\n{inside}}}\n");
    let root = format!("{}{}", call("a", &format!("  {skip}\n")), call("b", ""));
    let module = key("", "", "");
    let repository = repository(&[("main.tf", &root), ("m/main.tf", &module)]);
    let report = report(repository.path(), &["--foreign-suppressions", "honour"]);
    let of = |index: usize| report["findings"][index]["resources"].to_string();
    assert_eq!(statuses(&report), [format!("4 {ROTATION} open"), format!("4 {ROTATION} excepted")]);
    assert!(of(0).contains("module.b") && of(1).contains("module.a"));
}

#[test]
fn trivy_and_tfsec_mean_what_is_below_or_around_them() {
    let ignore = "#trivy:ignore:AWS-0065";
    for (text, status) in [
        (key(ignore, "", ""), "excepted"),
        (key("", ignore, ""), "excepted"),
        (key("", "", &format!(" {ignore}")), "excepted"),
        (key("#trivy:ignore:AVD-AWS-0065", "", ""), "excepted"),
        (key("# tfsec:ignore:AVD-AWS-0065 imported by hand", "", ""), "excepted"),
        (key("#trivy:ignore:AWS-00*", "", ""), "excepted"),
        (key("#trivy:ignore:*", "", ""), "excepted"),
        (key("#trivy:ignore:aws-0065:exp:2026-06-01", "", ""), "excepted"),
        (key("#trivy:ignore:AWS-0065:exp:2026-05-31", "", ""), "open"),
        (key("#trivy:ignore:AWS-0065:exp:never", "", ""), "open"),
        (key("#trivy:ignore:AWS-0066", "", ""), "open"),
        (key("", &format!("  {ignore}\n  description = \"x\"").replace('\n', " "), ""), "excepted"),
        (key("#trivy:ignore:AWS-0065[description=x]", "  description = \"x\"", ""), "excepted"),
        (key("#trivy:ignore:AWS-0065[deletion_window_in_days=30]", "  deletion_window_in_days = 30", ""), "excepted"),
        (key("#trivy:ignore:AWS-0065[is_enabled=true,description=x]", "  description = \"x\"", ""), "open"),
        (key("#trivy:ignore:AWS-0065[description=y]", "  description = \"x\"", ""), "open"),
        (key("#trivy:ignore:AWS-0065[description=x]", "  description = var.x", ""), "open"),
        (key("#trivy:ignore:AWS-0065[timeouts.create=5m]", "  timeouts { create = \"5m\" }", ""), "excepted"),
        (key("#trivy:ignore:AWS-0065:ws:prod", "", ""), "open"),
    ] {
        assert_eq!(honoured(&text), [format!("4 {ROTATION} {status}")], "{text}");
    }
    let elsewhere = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n  #trivy:ignore:AWS-0065\n  description = \"x\"\n}\n";
    assert_eq!(honoured(elsewhere), [format!("2 {ROTATION} open")], "it stands on the description");
    // One check of theirs may be two of ours.
    let group = "#tfsec:ignore:AWS-0107\nresource \"aws_vpc_security_group_ingress_rule\" \"r\" {\n  cidr_ipv4   = \"0.0.0.0/0\"\n  from_port   = 22\n  to_port     = 3389\n  ip_protocol = \"tcp\"\n  security_group_id = \"sg-1\"\n}\n";
    let found = honoured(group);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|found| found.ends_with(" excepted")), "{found:?}");
}

#[test]
fn kics_means_lines_blocks_and_files() {
    let line = "  # kics-scan ignore-line";
    for (text, status) in [
        (key("", line, ""), "excepted"),
        (key("# kics-scan ignore-block", "", ""), "excepted"),
        (key("", "  # kics-scan ignore-block", ""), "excepted"),
        (key("// kics-scan ignore", "", ""), "excepted"),
        (key("# kics-scan ignore\n", "", "").replacen('\n', "", 1), "excepted"),
        // What is not told on the line is not meant.
        (key("# kics-scan ignore-line", "", ""), "open"),
        (key("", "  # kics-scan ignore", ""), "open"),
        (key("# kics-scan disable=b03a748a-542d-44f4-bb86-9199ab4fd2d5", "", ""), "open"),
    ] {
        assert_eq!(honoured(&text), [format!("4 {ROTATION} {status}")], "{text}");
    }
    let nothing = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n  # kics-scan ignore-block\n}\n";
    assert_eq!(honoured(nothing), [format!("2 {ROTATION} open")], "no block is below");
    let missing = "# kics-scan ignore-line\nresource \"aws_kms_key\" \"k\" {\n  description = \"x\"\n}\n";
    assert_eq!(honoured(missing), [format!("2 {ROTATION} excepted")], "what is missing is told at the header");
}

#[test]
fn by_default_it_is_told_what_they_would_except() {
    let text = key("", "  # checkov:skip=CKV_AWS_7:imported by hand", "");
    let unconcerned = "\nresource \"aws_sqs_queue\" \"q\" {\n  # checkov:skip=CKV_AWS_27\n}\n";
    let text = format!("{text}{unconcerned}");
    let repository = repository(&[("main.tf", &text), ("b/main.tf", &key("", "", ""))]);
    for more in [&[][..], &["--foreign-suppressions", "warn"]] {
        let output = run(repository.path(), "json", more);
        assert_eq!(output.status.code(), Some(1));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(statuses(&report).iter().all(|found| found.ends_with(" open")));
        let told = notes(&report);
        let expected = [
            "-: a comment for another tool would except findings: `soc2lint migrate-suppressions` rewrites it, \
             `--foreign-suppressions=honour` lets it count",
            "3: this comment for checkov does not count here; it would except a finding of aws-kms-key-rotation",
        ];
        assert_eq!(told, expected);
        assert_eq!(report["exceptions"].as_array().unwrap().len(), 0);
    }
    let text = stdout(&run(repository.path(), "text", &[]));
    assert!(text.contains("note: this comment for checkov does not count here; it would except a finding"), "{text}");
    assert!(text.contains("# checkov:skip=CKV_AWS_7:imported by hand"), "{text}");
    for quiet in [&["--foreign-suppressions=off"][..], &["--no-suppressions"]] {
        let report = report(repository.path(), quiet);
        assert_eq!(notes(&report), [""; 0]);
        assert!(statuses(&report).iter().all(|found| found.ends_with(" open")));
    }
    // A hook for one file is not told of another.
    assert_eq!(notes(&report(repository.path(), &["b/main.tf"])), [""; 0]);
    assert_eq!(notes(&report(repository.path(), &["main.tf"])).len(), 2);
}

#[test]
fn honoured_ones_are_listed_with_their_tool_and_reason() {
    let text = format!(
        "{}\n{}",
        key("", "  # checkov:skip=CKV_AWS_7:imported by hand", ""),
        key("#trivy:ignore:AWS-0065:exp:2020-01-01", "", "").replace("\"k\"", "\"l\"")
    );
    let repository = repository(&[("main.tf", &text)]);
    let honour = ["--foreign-suppressions=honour"];
    let found = report(repository.path(), &honour);
    assert_eq!(statuses(&found), [format!("4 {ROTATION} excepted"), format!("10 {ROTATION} open")]);
    let exception = &found["findings"][0]["exception"];
    assert_eq!((&exception["origin"], &exception["tool"]), (&Value::from("foreign"), &Value::from("checkov")));
    assert_eq!(exception["reason"], "imported by hand");
    assert_eq!(exception["until"], Value::Null);
    let states: Vec<String> = found["exceptions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| format!("{} {} {} {}", entry["tool"], entry["state"], entry["rules"], entry["findings"]))
        .collect();
    let expected =
        ["\"checkov\" \"active\" [\"aws-kms-key-rotation\"] 1", "\"trivy\" \"expired\" [\"aws-kms-key-rotation\"] 1"];
    assert_eq!(states, expected);
    assert!(!found["findings"].to_string().contains("suppression-"), "what they lack is their tools' business");
    let sarif: Value = serde_json::from_slice(&run(repository.path(), "sarif-full", &honour).stdout).unwrap();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((&suppression["kind"], &suppression["status"]), (&Value::from("inSource"), &Value::from("accepted")));
    assert_eq!(suppression["justification"], "imported by hand");
    assert_eq!(suppression["properties"]["tool"], "checkov");
    assert_eq!(sarif["runs"][0]["properties"]["soc2lint/exceptions"][1]["tool"], "trivy");
    let told = "comment for checkov: imported by hand";
    for format in ["markdown", "csv"] {
        let text = stdout(&run(repository.path(), format, &honour));
        assert!(text.contains(told), "{format}: {text}");
    }
    let text = stdout(&run(repository.path(), "text", &[honour[0], "--verbose"]));
    let flat = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(flat.contains(told) && flat.contains("comment for trivy: no reason is given"), "{text}");
    assert!(text.contains(", 1 excepted, 1 exception expired"), "{text}");
}

#[test]
fn ours_come_first_and_some_rules_stay() {
    let ours = "# soc2lint: ignore[aws-kms-key-rotation] reason=\"imported key material\" until=2026-12-31";
    let text = key(ours, "  # checkov:skip=CKV_AWS_7:imported by hand", "");
    let repository = repository(&[("main.tf", &text)]);
    for more in ["--foreign-suppressions=honour", "--foreign-suppressions=warn"] {
        let report = report(repository.path(), &[more]);
        assert_eq!(report["findings"][0]["exception"]["origin"], "comment");
        assert_eq!(notes(&report), [""; 0]);
    }
    // What must not be excepted stays, and is not told of as if it could be.
    let policy = "locals {\n  soc2_own_rule = {\n    title = \"Keys rotate\"\n    severity = \"high\"\n    criteria = [{ id = \"CC6.1\", not_shown = \"x\" }]\n    suppressible = false\n  }\n}\n\nresource_policy \"aws_kms_key\" \"own_rule\" {\n  enforce {\n    condition     = core::try(attrs.enable_key_rotation, false)\n    error_message = \"no\"\n  }\n}\n";
    let text = key("# kics-scan ignore-block", "", "");
    let repository = self::repository(&[("main.tf", &text), ("rules/own-rule.policy.hcl", policy)]);
    for policy in ["honour", "warn"] {
        let arguments = ["check", "--format", "json", "--policies", "rules", "--only", "own-rule"];
        let output = soc2lint(repository.path(), &[&arguments[..], &["--foreign-suppressions", policy]].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(statuses(&report), ["4 own-rule open"]);
        assert_eq!(notes(&report), [""; 0]);
    }
}

#[test]
fn the_setting_says_it_too_and_is_told_where_it_narrows() {
    let text = key("", "  # checkov:skip=CKV_AWS_7:imported by hand", "");
    let of = |setting: &str| repository(&[("main.tf", &text), (".soc2lint.hcl", setting)]);
    let honouring = of("foreign_suppressions = \"honour\"\n");
    let found = report(honouring.path(), &[]);
    assert_eq!(statuses(&found), [format!("4 {ROTATION} excepted")]);
    let narrows = &found["settings"]["narrows"];
    assert_eq!(narrows[0]["setting"], "foreign_suppressions");
    assert_eq!(narrows[0]["what"], "comments for other tools are exceptions");
    // The command line wins, and then nothing is narrowed.
    let found = report(honouring.path(), &["--foreign-suppressions", "off"]);
    assert_eq!((statuses(&found), notes(&found).len()), (vec![format!("4 {ROTATION} open")], 0));
    assert_eq!(found["settings"]["narrows"].as_array().unwrap().len(), 0);
    let off = of("foreign_suppressions = \"off\"\n");
    assert_eq!(notes(&report(off.path(), &[])), [""; 0]);
    let shown = stdout(&soc2lint(off.path(), &["check", "--show-settings"]));
    assert!(shown.contains("foreign_suppressions = \"off\" # .soc2lint.hcl:1"), "{shown}");
    let shown = stdout(&soc2lint(off.path(), &["check", "--show-settings", "--foreign-suppressions=warn"]));
    assert!(shown.contains("foreign_suppressions = \"warn\" # command line"), "{shown}");
    for wrong in [
        run(of("foreign_suppressions = \"yes\"\n").path(), "json", &[]),
        run(off.path(), "json", &["--foreign-suppressions=yes"]),
    ] {
        assert_eq!(wrong.status.code(), Some(2));
        let told = String::from_utf8(wrong.stderr).unwrap();
        assert!(told.contains("`yes` is none of warn, honour and off"), "{told}");
    }
}

#[test]
fn downloaded_modules_and_json_have_none() {
    let manifest = r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"m","Source":"registry.terraform.io/a/b/aws","Version":"1.0.0","Dir":".terraform/modules/m"}]}"#;
    let module = key("", "  # checkov:skip=CKV_AWS_7:imported by hand", "");
    let root = "module \"m\" {\n  source = \"a/b/aws\"\n}\n";
    let json = "{\"//\": \"checkov:skip=CKV_AWS_7:x\", \"resource\": {\"aws_kms_key\": {\"k\": {\"//\": \"checkov:skip=CKV_AWS_7:x\", \"enable_key_rotation\": false}}}}";
    let files = [
        ("main.tf", root),
        (".terraform/modules/modules.json", manifest),
        (".terraform/modules/m/main.tf", module.as_str()),
        ("json/main.tf.json", json),
    ];
    let repository = repository(&files);
    let report = report(repository.path(), &["--foreign-suppressions=honour"]);
    assert_eq!(statuses(&report), [format!("1 {ROTATION} open"), format!("1 {ROTATION} open")]);
}

#[test]
fn hostile_comments_are_escaped_and_bounded() {
    let reason = "\u{1b}[31mred ::error:: ##vso[x] | <script> ](http://x) \u{202e}";
    let text = key("", &format!("  # checkov:skip=CKV_AWS_7:{reason}"), "");
    let repository = repository(&[("main.tf", &text)]);
    for format in ["text", "concise", "markdown", "github", "azure", "csv", "junit", "gitlab", "rdjson"] {
        for policy in ["honour", "warn"] {
            let output = run(repository.path(), format, &["--verbose", "--foreign-suppressions", policy]);
            let text = stdout(&output);
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{format} {policy}: {text}");
        }
    }
    // More comments than are told one by one, more than are read, and blocks that would be parsed again and again.
    let many: String = (0..60)
        .map(|index| key("", "  # checkov:skip=CKV_AWS_7", "").replace("\"k\"", &format!("\"k{index}\"")))
        .collect();
    let repository = self::repository(&[("main.tf", &many)]);
    let told = notes(&report(repository.path(), &[]));
    assert_eq!(told.len(), 11);
    assert!(told[0].starts_with("-: 60 comments for other tools would except findings: "), "{}", told[0]);
    let inside = "  #trivy:ignore:*[description=x]\n  # checkov:skip=CKV_AWS_7 kics-scan\n".repeat(20_000);
    let repository = self::repository(&[("main.tf", &key("", &inside, ""))]);
    let report = report(repository.path(), &["--foreign-suppressions=honour"]);
    assert!(statuses(&report)[0].ends_with("aws-kms-key-rotation excepted"), "{:?}", statuses(&report));
}
