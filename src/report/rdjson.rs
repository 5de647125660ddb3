//! `--format rdjson`: the diagnostic format of reviewdog, which comments on changes at every forge.

use std::io::{self, Write};

use serde::Serialize;

use super::escape::visible;
use super::item::{Item, items, narrowings};
use super::json_text;
use super::place::{Place, Places};
use super::words;
use crate::lint::{Finding, Report};
use crate::workspace::{Level, SourceMap};

pub(super) fn write(report: &Report, sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    let items: Vec<Item<'_>> = items(report, Finding::counts).into_iter().chain(narrowings(report)).collect();
    let diagnostics = items.iter().map(|item| diagnostic(item, &mut places)).collect();
    let result = DiagnosticResult { source: Source { name: "soc2lint" }, diagnostics };
    json_text::write(out, &result)?;
    writeln!(out)
}

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct RelatedLocation {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Columns count the bytes of UTF-8, from 1.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

fn diagnostic<'a>(item: &'a Item<'_>, places: &mut Places<'_>) -> Diagnostic<'a> {
    let steps = item.finding.iter().flat_map(|finding| finding.trace.iter().chain(&finding.related));
    let related_locations = steps
        .map(|step| RelatedLocation {
            message: visible(&step.message).into_owned(),
            location: location(&places.of(step.span)),
        })
        .collect();
    Diagnostic {
        message: visible(&item.details()).into_owned(),
        location: match item.span {
            Some(span) => location(&places.first_line(span)),
            None => Location { path: ".".to_owned(), range: None },
        },
        severity: match item.level {
            Level::Error => "ERROR",
            Level::Warning => "WARNING",
            Level::Note => "INFO",
        },
        code: Code { value: &item.code, url: item.finding.and_then(|finding| words::help_uri(&finding.rule)) },
        related_locations,
    }
}

fn location(place: &Place) -> Location {
    let start = Position { line: place.start.line, column: place.bytes.0 };
    let end = Position { line: place.end.line, column: place.bytes.1 };
    Location { path: place.path().to_owned(), range: Some(Range { start, end }) }
}
