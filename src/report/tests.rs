//! What the formats look like, on hand-made reports.

mod annotations;
mod documented;
mod markdown;
mod tables;

use super::samples::{compared, crowded, everyday, hostile};
use super::{Format, Options, Verbosity};
use crate::lint::{ExitStatus, Report};
use crate::workspace::SourceMap;

#[test]
fn text_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::Text));
}

#[test]
fn text_of_a_compared_run() {
    insta::assert_snapshot!(compared().render(Format::Text));
    let verbose = Options { verbosity: Verbosity::Verbose, ..Options::new(ExitStatus::Findings) };
    let verbose = compared().render_with(Format::Text, &verbose);
    assert!(verbose.contains("S3 buckets block public access (unchanged)"), "{verbose}");
    assert!(verbose.contains("2 exceptions") && verbose.contains("SEC-12"), "{verbose}");
}

#[test]
fn concise_tells_what_counts() {
    let concise = compared().render(Format::Concise);
    assert!(concise.contains("[aws-cloudtrail-log-file-validation]"), "{concise}");
    assert!(!concise.contains("[aws-s3-public-access-block]"), "it was there before\n{concise}");
}

#[test]
fn text_on_a_narrow_terminal() {
    let options = Options { width: 60, ..Options::new(ExitStatus::Findings) };
    insta::assert_snapshot!(everyday().render_with(Format::Text, &options));
}

#[test]
fn text_with_everything_and_with_little() {
    let verbose = Options { verbosity: Verbosity::Verbose, ..Options::new(ExitStatus::Findings) };
    let quiet = Options { verbosity: Verbosity::Quiet, ..verbose.clone() };
    let verbose = everyday().render_with(Format::Text, &verbose);
    let quiet = everyday().render_with(Format::Text, &quiet);
    assert!(
        verbose.contains(r#", ["e"]"#) && verbose.contains("main.tf:3:12 [aws-s3-public-access-block]"),
        "{verbose}"
    );
    assert!(!quiet.contains("undetermined before") && !quiet.contains("why:"), "{quiet}");
    assert!(quiet.contains("module.vpc"), "what was not analysed is always told\n{quiet}");
}

#[test]
fn colour_is_only_colour() {
    let options = Options { color: true, ..Options::new(ExitStatus::Findings) };
    let colored = everyday().render_with(Format::Text, &options);
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_eq!(plain, everyday().render(Format::Text));
}

#[test]
fn hostile_text_is_escaped() {
    let text = hostile().render(Format::Text);
    insta::assert_snapshot!(text);
    let concise = hostile().render(Format::Concise);
    insta::assert_snapshot!(concise);
    for output in [text, concise] {
        assert!(output.chars().all(|character| !character.is_control() || character == '\n'));
        assert!(!output.contains('\u{202e}') && !output.contains("##["));
        assert!(output.lines().all(|line| !line.trim_start().starts_with("::")));
    }
}

#[test]
fn concise_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::Concise));
}

#[test]
fn json_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::Json));
}

#[test]
fn json_of_a_compared_run() {
    let report: serde_json::Value = serde_json::from_str(&compared().render(Format::Json)).unwrap();
    assert_eq!(report["comparison"], serde_json::json!({ "kind": "revision", "name": "main" }));
    assert_eq!([&report["summary"]["new"], &report["summary"]["unchanged"], &report["summary"]["resolved"]], [1, 1, 1]);
    assert_eq!(report["findings"][0]["baseline"], "unchanged");
    assert_eq!(report["findings"][0]["environments"], serde_json::json!(["production", "staging"]));
    let (resolved, exceptions) = (report["resolved"].to_string(), report["exceptions"].to_string());
    insta::assert_snapshot!(format!("{resolved}\n{exceptions}"));
}

#[test]
fn json_keeps_to_its_schema() {
    keeps_to(include_str!("../../schemas/report-v1.schema.json"), Format::Json);
}

/// Holds every sample in a format against a JSON schema.
fn keeps_to(schema: &str, format: Format) {
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for sample in [everyday(), compared(), hostile(), crowded(1)] {
        let report: serde_json::Value = serde_json::from_str(&sample.render(format)).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&report).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn nothing_found_and_nothing_wrong() {
    let empty = |exit| {
        let mut bytes = Vec::new();
        let options = Options::new(exit);
        super::write(Format::Text, &Report::default(), &SourceMap::default(), &options, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    insta::assert_snapshot!(empty(ExitStatus::Clean), @"no findings, 0 undetermined, 0 not analysed; 0 rules on 0 resources in 0 files");
    insta::assert_snapshot!(empty(ExitStatus::NothingFound), @"no Terraform found, 0 undetermined, 0 not analysed; 0 rules on 0 resources in 0 files");
}

#[test]
fn every_format_for_readers_tells_what_the_settings_leave_out() {
    for format in Format::ALL.into_iter().filter(|format| *format != Format::GithubOutput) {
        let told = compared().render(format).replace('`', "");
        assert!(told.contains("leaves out old/**") && told.contains("aws-kms-rotation is off"), "{format}\n{told}");
        assert!(!everyday().render(format).contains("narrow"), "{format}");
    }
}

#[test]
fn every_format_has_a_name() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert!("xml".parse::<Format>().unwrap_err().contains("sarif-full"));
}
