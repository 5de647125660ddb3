//! `--format gitlab`: the code quality report of GitLab, a JSON array of issues.
//!
//! GitLab compares the report of a merge request with that of its target branch by itself, so all open findings are in it.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::escape::visible_line;
use super::item::{Item, items, narrowings};
use super::json_text;
use super::place::Places;
use crate::lint::{Report, Status};
use crate::policy::Severity;
use crate::workspace::SourceMap;

pub(super) fn write(report: &Report, sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    let items = items(report, |finding| finding.status == Status::Open);
    // A merge request that switches a rule off shows it as an issue of its own.
    let items: Vec<Item<'_>> = items.into_iter().chain(narrowings(report)).collect();
    let issues: Vec<Issue<'_>> = items.iter().map(|item| issue(item, &mut places)).collect();
    json_text::write(out, &issues)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: Cow<'a, str>,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

fn issue<'a>(item: &'a Item<'_>, places: &mut Places<'_>) -> Issue<'a> {
    // An issue without a place is refused: what has none is about the whole repository.
    let (path, begin) = match item.span.map(|span| places.of(span)) {
        Some(place) => (place.path().to_owned(), place.start.line),
        None => (".".to_owned(), 1),
    };
    let fingerprint = match item.finding {
        Some(finding) => Cow::Borrowed(finding.fingerprint.as_str()),
        None => Cow::Owned(fingerprint(&[&item.code, &path, &item.message])),
    };
    Issue {
        description: visible_line(&item.message).into_owned(),
        check_name: &item.code,
        fingerprint,
        severity: severity(item.severity),
        location: Location { path, lines: Lines { begin } },
    }
}

/// GitLab has as many severities as we have.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}

/// An identity for what has none of its own.
fn fingerprint(parts: &[&str]) -> String {
    let digest: [u8; 32] = Sha256::digest(parts.join("\0")).into();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
