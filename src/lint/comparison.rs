//! What is new, what was there before, and what holds no longer: one classification for baselines, revisions and plans.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use sha2::{Digest, Sha256};

use super::fingerprint::{family, in_module, without_keys};
use super::{BaselineState, Comparison, Finding, Report, Resolved, Status};
use crate::workspace::{SourceMap, Span};

/// A finding of what a run compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What was found, as it is told if it holds no longer.
    pub finding: Resolved,
    /// A short hash of the text at its place, without white space. It tells mistakes with one fingerprint apart, two strings
    /// of a list say, and is too short to guess the text from: see [`check`].
    pub check: String,
    /// Whether a documented exception covered it.
    pub is_excepted: bool,
}

impl Known {
    /// A finding of another report, as something to compare with.
    #[must_use]
    pub fn of(finding: &Finding, sources: &SourceMap) -> Self {
        Self {
            finding: Resolved::of(finding, sources),
            check: check(finding.location, sources),
            is_excepted: finding.status != Status::Open,
        }
    }
}

/// Four hexadecimal digits of the text at a place, whatever its layout. The text may be a secret: so few digits fit so many texts
/// that nothing is told about it.
pub(super) fn check(location: Span, sources: &SourceMap) -> String {
    let text = sources.text(location);
    let mut hash = Sha256::new();
    for word in text.split_whitespace() {
        hash.update(word.as_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest.iter().take(2).map(|byte| format!("{byte:02x}")).collect()
}

/// Tells of every finding whether it is among the known ones, and of every known one that is not found whether it is resolved.
/// `was_analysed` is asked whether the run would have found a known one if it still held; those that it says no to are returned.
///
/// A finding that an exception covered before and that none covers now is new: somebody took the exception away.
pub(super) fn compare(
    report: &mut Report,
    with: Comparison,
    known: Vec<Known>,
    sources: &SourceMap,
    was_analysed: impl Fn(&Known) -> bool,
) -> Vec<Known> {
    let mut families: BTreeMap<String, Vec<Option<Known>>> = BTreeMap::new();
    for entry in known {
        families.entry(family(&entry.finding.fingerprint).to_owned()).or_default().push(Some(entry));
    }
    report.findings.iter_mut().for_each(|finding| finding.baseline = Some(BaselineState::New));
    // The same text first, then whatever is left: a value that was wrong and is wrong in another way was there before.
    for same_text in [true, false] {
        for finding in report.findings.iter_mut().filter(|finding| finding.baseline == Some(BaselineState::New)) {
            let Some(family) = families.get_mut(family(&finding.fingerprint)) else { continue };
            let text = same_text.then(|| check(finding.location, sources));
            let fits = |entry: &Known| {
                entry.finding.rule == finding.rule.id
                    && text.as_ref().is_none_or(|text| *text == entry.check)
                    && (!entry.is_excepted || finding.status != Status::Open)
            };
            if let Some(entry) = family.iter_mut().find(|entry| entry.as_ref().is_some_and(fits)) {
                *entry = None;
                finding.baseline = Some(BaselineState::Unchanged);
            }
        }
    }
    let gone = families.into_values().flatten().flatten().filter(|entry| !entry.is_excepted);
    let undecided = Undecided::new(report, sources);
    let (resolved, rest): (Vec<Known>, Vec<Known>) =
        gone.partition(|entry| !undecided.may_hold(entry) && was_analysed(entry));
    report.resolved = resolved.into_iter().map(|entry| entry.finding).collect();
    report.resolved.sort_by(|left, right| order(left).cmp(&order(right)));
    report.comparison = Some(with);
    rest
}

/// By path, line and rule.
pub(super) fn order(finding: &Resolved) -> impl Ord {
    (finding.path.clone(), finding.line, finding.rule.clone(), finding.fingerprint.clone())
}

/// What the run could not decide: a known finding may still hold there.
struct Undecided {
    /// Rule, directory, and the block's address in its module.
    places: BTreeSet<(String, String, String)>,
}

impl Undecided {
    fn new(report: &Report, sources: &SourceMap) -> Self {
        let mut places = BTreeSet::new();
        for entry in &report.undetermined {
            let path = sources.file(entry.location.file).display_path.clone();
            for address in &entry.resources {
                places.insert(place(entry.rule.id.0.as_str(), &path, address));
            }
        }
        Self { places }
    }

    fn may_hold(&self, known: &Known) -> bool {
        let Resolved { rule, path, resources, .. } = &known.finding;
        resources.iter().any(|address| self.places.contains(&place(rule.0.as_str(), Utf8Path::new(path), address)))
    }
}

fn place(rule: &str, path: &Utf8Path, address: &str) -> (String, String, String) {
    let directory = path.parent().map(Utf8Path::to_string).unwrap_or_default();
    (rule.to_owned(), directory, without_keys(in_module(address)))
}
