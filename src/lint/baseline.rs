//! Baseline files: the findings that a team starts from, so that a run fails on what is new.
//!
//! The file is JSON with one finding per line, in order of path, rule and fingerprint, so that its own differences are readable.

use std::collections::BTreeSet;
use std::io::{self, Write};

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::comparison::Known;
use super::fingerprint::without_keys;
use super::{Report, Resolved, Status};
use crate::policy::RuleId;
use crate::workspace::{Found, GapKind, Problem, SourceMap, read_bytes};

/// What a baseline file says that it is.
const SCHEMA: &str = "soc2lint/baseline/v1";

/// Findings of an earlier run, and what that run looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// What was looked at.
    pub scope: Scope,
    /// The findings that were not excepted. Their addresses are without instance keys.
    pub findings: Vec<Known>,
}

/// What a run looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The directories that were searched, as they are shown.
    pub paths: BTreeSet<String>,
    /// The globs of what was left out.
    pub exclude: BTreeSet<String>,
}

/// Why a baseline can't be used.
#[derive(Debug, thiserror::Error)]
#[error("the baseline `{path}` {problem}")]
pub struct BaselineError {
    /// The path that was given.
    pub path: Utf8PathBuf,
    /// What is wrong with it.
    pub problem: BaselineProblem,
}

/// What is wrong with a baseline file.
#[derive(Debug, thiserror::Error)]
pub enum BaselineProblem {
    /// There is none.
    #[error("does not exist; write it with `--write-baseline`")]
    Missing,
    /// It can't be read.
    #[error("{0}")]
    Unreadable(Problem),
    /// It is no JSON, or cut off.
    #[error("is damaged at line {line}, column {column}; restore it, or write it anew with `--write-baseline`")]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON of another kind.
    #[error("is no baseline of soc2lint: its `schema` is not `{SCHEMA}`; write one with `--write-baseline`")]
    Foreign,
    /// It is a baseline of a later version.
    #[error(
        "is `{0}`, which this version does not know; use the version that wrote it, or write it anew with `--write-baseline`"
    )]
    Newer(String),
    /// An entry lacks something.
    #[error("has an entry that is not valid ({0}); restore it, or write it anew with `--write-baseline`")]
    Entry(String),
}

#[derive(Serialize, Deserialize)]
struct Entry {
    rule: String,
    path: String,
    line: u32,
    resources: Vec<String>,
    message: String,
    fingerprint: String,
    check: String,
}

#[derive(Deserialize)]
struct Document {
    #[serde(flatten)]
    scope: Scope,
    findings: Vec<Entry>,
}

impl Baseline {
    /// The open findings of a report, and those of an earlier baseline that the run did not look at.
    pub(super) fn of(report: &Report, scope: Scope, sources: &SourceMap, kept: &[Known]) -> Self {
        let open = report.findings.iter().filter(|finding| finding.status == Status::Open);
        let open = open.map(|finding| {
            let mut known = Known::of(finding, sources);
            // Further instances are no reason to change a line of the file.
            let addresses: BTreeSet<String> =
                known.finding.resources.iter().map(|address| without_keys(address)).collect();
            known.finding.resources = addresses.into_iter().collect();
            known
        });
        let mut findings: Vec<Known> = open.chain(kept.iter().cloned()).collect();
        let key = |known: &Known| {
            let Resolved { path, rule, fingerprint, .. } = &known.finding;
            (path.clone(), rule.clone(), fingerprint.clone())
        };
        findings.sort_by_cached_key(key);
        Self { scope, findings }
    }

    /// Reads a baseline file.
    ///
    /// # Errors
    /// When it is not there, can't be read, or is something else.
    pub fn read(path: &Utf8Path) -> Result<Self, BaselineError> {
        let failed = |problem| BaselineError { path: path.to_owned(), problem };
        let bytes = read_bytes(path).map_err(|problem| match problem {
            Problem::Missing => failed(BaselineProblem::Missing),
            other => failed(BaselineProblem::Unreadable(other)),
        })?;
        parse(&bytes).map_err(failed)
    }

    /// Writes it as a file.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{{")?;
        writeln!(out, "  \"schema\": {},", serde_json::to_string(SCHEMA)?)?;
        writeln!(out, "  \"paths\": {},", serde_json::to_string(&self.scope.paths)?)?;
        writeln!(out, "  \"exclude\": {},", serde_json::to_string(&self.scope.exclude)?)?;
        write!(out, "  \"findings\": [")?;
        for (index, known) in self.findings.iter().enumerate() {
            let separator = if index == 0 { "" } else { "," };
            let Resolved { rule, resources, message, path, line, fingerprint } = known.finding.clone();
            let check = known.check.clone();
            let entry = Entry { rule: rule.to_string(), path, line, resources, message, fingerprint, check };
            write!(out, "{separator}\n    {}", serde_json::to_string(&entry)?)?;
        }
        writeln!(out, "{}]", if self.findings.is_empty() { "" } else { "\n  " })?;
        writeln!(out, "}}")
    }
}

fn parse(bytes: &[u8]) -> Result<Baseline, BaselineProblem> {
    let damaged =
        |error: serde_json::Error| BaselineProblem::Damaged { line: error.line(), column: error.column().max(1) };
    let document: serde_json::Value = serde_json::from_slice(bytes).map_err(damaged)?;
    match document.get("schema").and_then(serde_json::Value::as_str) {
        Some(SCHEMA) => {}
        Some(other) if other.starts_with("soc2lint/baseline/") => {
            return Err(BaselineProblem::Newer(other.to_owned()));
        }
        _ => return Err(BaselineProblem::Foreign),
    }
    let document: Document =
        serde_json::from_value(document).map_err(|error| BaselineProblem::Entry(error.to_string()))?;
    let findings = document.findings.into_iter().map(|entry| {
        let Entry { rule, path, line, resources, message, fingerprint, check } = entry;
        let rule = RuleId(rule.into());
        let finding = Resolved { rule, resources, message, path, line, fingerprint };
        Known { finding, check, is_excepted: false }
    });
    Ok(Baseline { scope: document.scope, findings: findings.collect() })
}

/// Tells whether a run would have found what a baseline holds.
pub(super) struct Analysed<'a> {
    found: &'a Found,
    rules: BTreeSet<String>,
    /// The directories in which something was not analysed.
    gaps: BTreeSet<Utf8PathBuf>,
    /// Whether something was not analysed that could be anywhere.
    has_gap_anywhere: bool,
    /// Whether something was not analysed that others may be called from.
    has_gap_in_calls: bool,
    /// Whether all that the earlier run looked at was looked at again.
    is_whole: bool,
}

impl<'a> Analysed<'a> {
    pub(super) fn new(report: &Report, found: &'a Found, now: &Scope, before: &Scope, sources: &SourceMap) -> Self {
        let mut gaps = BTreeSet::new();
        let (mut has_gap_anywhere, mut has_gap_in_calls) = (false, false);
        for gap in &report.gaps {
            // What a missing remote module leaves open is undetermined, or told at its call.
            has_gap_in_calls |= gap.kind != GapKind::RemoteModule;
            match gap.span {
                Some(span) => {
                    gaps.extend(sources.file(span.file).display_path.parent().map(Utf8Path::to_owned));
                }
                // A plan or rule that can't be read says nothing of what else was read.
                None => has_gap_anywhere |= !matches!(gap.kind, GapKind::Plan | GapKind::Policy),
            }
        }
        let root = found.repository.root();
        let is_searched = |path: &String| found.searched.iter().any(|searched| root.join(path).starts_with(searched));
        Self {
            found,
            rules: report.rules.iter().map(|rule| rule.id().to_owned()).collect(),
            gaps,
            has_gap_anywhere,
            has_gap_in_calls,
            is_whole: before.paths.iter().all(is_searched) && now.exclude.is_subset(&before.exclude),
        }
    }

    /// Whether the run would have found this if it still held: its rule ran, its file was looked at or is gone, and the root module
    /// that leads to it was among those that were evaluated.
    pub(super) fn includes(&self, known: &Known) -> bool {
        let Resolved { rule, path, resources, .. } = &known.finding;
        let path = Utf8Path::new(path);
        let canonical = self.found.repository.root().join(path);
        // What stands in a root module is found wherever that is looked at; what is called may need its callers, which are
        // looked for where a file is given.
        let is_in_root = !resources.iter().all(|address| address.starts_with("module."));
        let has_callers = (self.is_whole || self.found.is_named(&canonical)) && !self.has_gap_in_calls;
        self.rules.contains(rule.0.as_str())
            && self.found.covers(&canonical)
            && (is_in_root || has_callers)
            && !self.has_gap_anywhere
            && !path.parent().is_some_and(|directory| self.gaps.contains(directory))
    }
}
