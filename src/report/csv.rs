//! `--format csv`: an auditor's table, one row for every result and resource instance that it concerns.
//!
//! Everything that was judged has its row, so that the population is complete: what is violated, kept, undetermined, excepted,
//! resolved, and what was not analysed; then what the settings leave out, and the ledger of exceptions.

use std::io::{self, Write};

use camino::Utf8PathBuf;
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::escape::visible_line;
use super::item::criteria;
use super::place::Places;
use super::words;
use crate::lint::{Exception, Report, Status};
use crate::policy::{Metadata, RULES_VERSION};
use crate::workspace::{SourceMap, Span};

const HEADER: [&str; 19] = [
    "result",
    "state",
    "severity",
    "rule",
    "title",
    "criteria",
    "resource",
    "path",
    "line",
    "column",
    "message",
    "environments",
    "reason",
    "until",
    "ticket",
    "approved_by",
    "fingerprint",
    "soc2lint",
    "root_modules",
];

/// A row: what is not said of it stays empty.
#[derive(Clone, Default)]
struct Row {
    result: &'static str,
    state: &'static str,
    severity: &'static str,
    rule: String,
    title: String,
    criteria: String,
    resource: String,
    path: String,
    line: Option<u32>,
    column: Option<u32>,
    message: String,
    environments: String,
    reason: String,
    until: String,
    ticket: String,
    approved_by: String,
    fingerprint: String,
    root_modules: String,
}

pub(super) fn write(report: &Report, sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table { places: Places::new(sources), writer: writer(out) };
    table.writer.write_record(HEADER)?;
    findings(&mut table, report)?;
    for entry in &report.undetermined {
        let causes = entry.causes.iter().map(ToString::to_string).chain(entry.error.clone());
        let message = causes.collect::<Vec<_>>().join("; ");
        let environments = entry.environments.join(", ");
        let root_modules = list(&entry.root_modules);
        let row = Row { result: "undetermined", message, environments, root_modules, ..Row::of_rule(&entry.rule) };
        let row = match &entry.status {
            Status::Open => row,
            Status::Excepted(exception) => Row { state: "excepted", ..row.excepted(exception) },
        };
        table.write_at(row, Some(entry.location), &entry.resources)?;
    }
    for pass in &report.passes {
        table.write_at(Row { result: "pass", ..Row::of_rule(&pass.rule) }, Some(pass.location), &pass.resources)?;
    }
    for entry in &report.not_seen {
        let message = "no root module of this run was named an account baseline".to_owned();
        table.write_at(Row { result: "not-seen", message, ..Row::of_rule(entry.rule.metadata()) }, None, &[])?;
    }
    for diagnostic in &report.diagnostics {
        let state = words::level_name(diagnostic.level);
        let row = Row { result: "diagnostic", state, message: diagnostic.message.clone(), ..Row::default() };
        table.write_at(row, diagnostic.span, &[])?;
    }
    for gap in &report.gaps {
        let (state, message) = (gap.kind.name(), gap.why.clone());
        let row = Row { result: "not-analysed", state, message, resource: gap.what.clone(), ..Row::default() };
        table.write_at(row, gap.span, &[])?;
    }
    for narrowing in report.settings.iter().flat_map(|settings| &settings.narrowings) {
        let (state, message) = (narrowing.setting, narrowing.what.clone());
        table.write_at(Row { result: "settings", state, message, ..Row::default() }, Some(narrowing.span), &[])?;
    }
    for record in &report.exceptions {
        let exception = record.exception.as_ref();
        let row = Row {
            result: "exception",
            state: words::exception_state(record.state),
            rule: exception.rules.join(", "),
            message: format!(
                "findings: {}, undetermined: {}, instances: {}",
                record.findings, record.undetermined, record.instances
            ),
            ..Row::default()
        };
        table.write_at(row.excepted(exception), Some(exception.location), &[])?;
    }
    table.writer.flush()
}

fn findings(table: &mut Table<'_, impl Write>, report: &Report) -> io::Result<()> {
    for finding in &report.findings {
        let row = Row {
            result: "violation",
            state: finding.baseline.map(words::baseline_state).unwrap_or_default(),
            message: finding.message.clone(),
            environments: finding.environments.join(", "),
            fingerprint: finding.fingerprint.clone(),
            root_modules: list(&finding.root_modules),
            ..Row::of_rule(&finding.rule)
        };
        let row = match &finding.status {
            Status::Open => row,
            Status::Excepted(exception) => Row { result: "excepted", ..row.excepted(exception) },
        };
        table.write_at(row, Some(finding.location), &finding.resources)?;
    }
    for resolved in &report.resolved {
        let row = Row {
            result: "resolved",
            rule: resolved.rule.0.to_string(),
            path: resolved.path.clone(),
            line: Some(resolved.line),
            message: resolved.message.clone(),
            fingerprint: resolved.fingerprint.clone(),
            ..Row::default()
        };
        table.write_at(row, None, &resolved.resources)?;
    }
    Ok(())
}

impl Row {
    fn of_rule(rule: &Metadata) -> Self {
        Self {
            severity: rule.severity.name(),
            rule: rule.id.0.to_string(),
            title: rule.title.clone(),
            criteria: criteria(rule),
            ..Self::default()
        }
    }

    fn excepted(self, exception: &Exception) -> Self {
        Self {
            reason: words::justification(exception).unwrap_or_default().into_owned(),
            until: exception.until.map(|until| until.to_string()).unwrap_or_default(),
            ticket: exception.ticket.clone().unwrap_or_default(),
            approved_by: exception.approved_by.clone().unwrap_or_default(),
            ..self
        }
    }
}

struct Table<'a, W: Write> {
    places: Places<'a>,
    writer: Writer<W>,
}

impl<W: Write> Table<'_, W> {
    /// Writes a row for each resource instance; one where there is none.
    fn write_at(&mut self, mut row: Row, span: Option<Span>, resources: &[String]) -> io::Result<()> {
        if let Some(place) = span.map(|span| self.places.of(span)) {
            row.path = place.path().to_owned();
            (row.line, row.column) = (Some(place.start.line), Some(place.start.character));
        }
        if resources.is_empty() {
            return self.write(&row);
        }
        for resource in resources {
            row.resource.clone_from(resource);
            self.write(&row)?;
        }
        Ok(())
    }

    fn write(&mut self, row: &Row) -> io::Result<()> {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let version = format!("{} (rules {RULES_VERSION})", words::VERSION);
        let (line, column) = (number(row.line), number(row.column));
        let cells: [&str; HEADER.len()] = [
            row.result,
            row.state,
            row.severity,
            &row.rule,
            &row.title,
            &row.criteria,
            &row.resource,
            &row.path,
            &line,
            &column,
            &row.message,
            &row.environments,
            &row.reason,
            &row.until,
            &row.ticket,
            &row.approved_by,
            &row.fingerprint,
            &version,
            &row.root_modules,
        ];
        self.writer.write_record(cells.map(cell))?;
        Ok(())
    }
}

fn list(paths: &[Utf8PathBuf]) -> String {
    paths.iter().map(|path| path.as_str()).collect::<Vec<_>>().join(", ")
}

/// RFC 4180. Every cell is quoted, because a spreadsheet may take other characters than a comma for the end of one.
fn writer<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(out)
}

/// Text that a spreadsheet shows and does not compute: a formula starts with one of these characters.
fn cell(text: &str) -> String {
    let shown = visible_line(text);
    match shown.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        true => format!("'{shown}"),
        false => shown.into_owned(),
    }
}
