//! The examples of every rule, judged by it: `before` breaks the rule, `after` does not.

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use soc2lint::lint::{Options, Selection, check};
use soc2lint::policy::{Metadata, embedded_rules};

/// What a rule says of a little configuration: how many findings, and how many results that are not decided.
fn judge(metadata: &Metadata, code: &str) -> (usize, usize) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = Utf8PathBuf::from_path_buf(directory.path().to_path_buf()).expect("UTF-8 names");
    std::fs::write(path.join("main.tf"), code).expect("it can be written");
    let is_baseline = !metadata.account_baseline.is_empty();
    let options = Options {
        paths: vec![path.clone()],
        selection: Selection { only: vec![metadata.id.to_string()], ..Selection::default() },
        account_baselines: if is_baseline { vec![path] } else { Vec::new() },
        ..Options::default()
    };
    let report = check(&options).unwrap_or_else(|error| panic!("{}: {error}", metadata.id)).report;
    let told: Vec<_> = report.diagnostics.iter().map(|told| told.message.clone()).collect();
    assert!(told.is_empty(), "{}: {told:?}", metadata.id);
    (report.findings.len(), report.undetermined.len())
}

#[test]
fn the_examples_show_what_the_rule_asks() {
    for rule in embedded_rules() {
        let metadata = rule.metadata();
        if let Some(before) = &metadata.remediation.before {
            let (findings, _) = judge(metadata, before);
            assert!(findings > 0, "{}: `before` breaks no rule:\n{before}", rule.id);
        }
        if let Some(after) = &metadata.remediation.after {
            assert_eq!(judge(metadata, after), (0, 0), "{}: `after` is not clean:\n{after}", rule.id);
        }
    }
}

#[test]
fn every_rule_says_what_a_reader_needs() {
    let mut titles = BTreeSet::new();
    for rule in embedded_rules() {
        let metadata = rule.metadata();
        assert!(
            metadata.remediation.before.is_some() && metadata.remediation.after.is_some(),
            "{}: no example",
            rule.id
        );
        assert!(!metadata.since.is_empty(), "{}: no `since`", rule.id);
        assert!(!metadata.references.is_empty(), "{}: no references", rule.id);
        assert!(titles.insert(metadata.title.clone()), "{}: another rule has its title", rule.id);
    }
}
