//! Judges the configurations under `testdata/rules/<rule id>/` by their rule: a comment `# expect: <verdict>, <why>` above a
//! block says what the rule says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use soc2lint::eval::Budget;
use soc2lint::policy::{InputSources, Judge, RuleId, Verdict, embedded_rule};
use soc2lint::terraform::{Configuration, Options, evaluate};
use soc2lint::workspace::{Repository, SourceMap, read_module_directory};

const VERDICTS: [(&str, &str); 5] = [
    ("pass", "pass"),
    ("fail", "fail"),
    ("undetermined", "undetermined"),
    ("not applicable", "not applicable"),
    ("notApplicable", "not applicable"),
];

/// Blocks that are undetermined where more could be known: the schema does not tell yet that the id which an adopted default
/// network ACL is given is its identity, which no `aws_network_acl` has.
const KNOWN_GAPS: [(&str, &str); 2] = [
    ("aws-vpc-nacl-no-public-admin-ports", "aws_default_network_acl.default"),
    ("aws-vpc-nacl-no-public-all-ports", "aws_default_network_acl.default"),
];

/// The verdict words of a comment: the first, and those that follow for other instances (`…, fail for ["ssh"]`).
fn expected(comment: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for (index, piece) in comment.split(", ").flat_map(|piece| piece.split(" or ")).enumerate() {
        for (word, verdict) in VERDICTS {
            let rest = piece.trim().strip_prefix(word);
            let is_for =
                rest.is_some_and(|rest| rest.trim_start().starts_with("for ") || index == 0 || rest.is_empty());
            if is_for {
                found.insert(verdict);
            }
        }
    }
    found
}

/// The addresses of the commented blocks of a root module with what is expected of them.
fn expectations(text: &str) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut result = BTreeMap::new();
    let mut pending = None;
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("# expect: ") {
            pending = Some(expected(comment));
        } else if let Some(rest) = line.strip_prefix("resource ")
            && let Some(verdicts) = pending.take()
        {
            let labels: Vec<&str> = rest.split('"').collect();
            result.insert(format!("{}.{}", labels[1], labels[3]), verdicts);
        } else if !line.starts_with('#') {
            pending = None;
        }
    }
    result
}

fn worst(verdicts: &BTreeSet<&'static str>) -> &'static str {
    ["fail", "undetermined", "pass"].into_iter().find(|verdict| verdicts.contains(verdict)).unwrap_or("not applicable")
}

fn check(directory: &Utf8Path, told: &mut Vec<String>) -> usize {
    let rule = embedded_rule(&RuleId(directory.file_name().expect("a name").into())).expect("a rule of that id");
    if rule.has_literals {
        // String constants are searched by the linter, not judged by policies.
        return 0;
    }
    let directory = directory.canonicalize_utf8().expect("it exists");
    let repository = Repository::new(directory.clone(), Vec::new());
    let directories = walkdir::WalkDir::new(&directory)
        .into_iter()
        .map(|entry| Utf8PathBuf::from_path_buf(entry.expect("readable").into_path()).expect("UTF-8 names"))
        .filter(|path| path.is_dir())
        .map(|path| {
            let files = read_module_directory(&repository, &path).expect("it can be listed");
            (path, files)
        })
        .filter(|(_, files)| !files.is_empty())
        .collect();
    let sources = Arc::new(SourceMap::default());
    let configuration =
        Arc::new(Configuration::load(Arc::clone(&sources), repository, directories, Options::default()));
    let module = configuration.module(&directory).expect("there is a root module");
    let evaluation = evaluate(&configuration, &module);
    let set = rule.parsed();
    let inputs = set.input_values(&InputSources::none()).expect("inputs have defaults");
    let judge = Judge::new(&evaluation.resources, Budget::default());
    let run = judge.run(set, &inputs);
    let mut found: BTreeMap<String, BTreeMap<String, BTreeSet<&'static str>>> = BTreeMap::new();
    let mut details: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, policy) in set.policies() {
        for judgement in run.judge(policy) {
            let block = judgement.address.split('[').next().unwrap_or_default().to_owned();
            let verdict = match &judgement.verdict {
                Verdict::Pass => "pass",
                Verdict::Fail => "fail",
                Verdict::Undetermined { .. } => "undetermined",
                Verdict::NotApplicable => "not applicable",
            };
            details.entry(block.clone()).or_default().push(format!(
                "{:?} {:?} {:?}",
                judgement.verdict,
                judgement.error.as_ref().map(|error| &error.message),
                judgement.messages
            ));
            found.entry(block).or_default().entry(judgement.address).or_default().insert(verdict);
        }
    }
    let text = std::fs::read_to_string(directory.join("main.tf")).expect("a main.tf");
    let expectations = expectations(&text);
    for (address, expected) in &expectations {
        let instances = found.get(address).cloned().unwrap_or_default();
        let mut verdicts: BTreeSet<&str> = instances.values().map(worst).collect();
        if verdicts.is_empty() {
            verdicts.insert("not applicable");
        }
        if KNOWN_GAPS.contains(&(rule.id, address.as_str())) {
            assert_eq!(verdicts, BTreeSet::from(["undetermined"]), "{address} is no gap any more");
        } else if !expected.is_empty() && !verdicts.is_subset(expected) {
            let details = details.remove(address).unwrap_or_default().join("\n      ");
            told.push(format!("{}: {address}: expected {expected:?}, found {verdicts:?}\n      {details}", rule.id));
        }
    }
    expectations.len()
}

#[test]
fn verdicts_on_source_are_as_expected() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/rules");
    let mut directories: Vec<Utf8PathBuf> = root
        .read_dir_utf8()
        .expect("it can be listed")
        .map(|entry| entry.expect("readable").into_path())
        .filter(|path| path.is_dir())
        .collect();
    directories.sort();
    let mut told = Vec::new();
    let count: usize = directories.iter().map(|directory| check(directory, &mut told)).sum();
    assert!(count > 0);
    assert!(told.is_empty(), "{} of {count}:\n{}", told.len(), told.join("\n"));
}
