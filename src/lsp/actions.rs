//! What the client offers to do about a finding: for now, to write the exception that accepts it.

use std::collections::HashMap;

use camino::Utf8Path;
use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionResponse, Range, TextEdit, WorkspaceEdit};
use jiff::civil::Date;
use jiff::{Span as Period, Zoned};

use super::document::uri_of;
use super::position::Encoding;
use crate::lint::{Finding, Outcome};
use crate::workspace::SourceFile;

/// Days until a new exception ends, unless its author says otherwise.
const DAYS: i64 = 90;

/// The actions for what is found in a range of a document.
pub(super) fn of(
    outcome: &Outcome,
    path: &Utf8Path,
    range: Range,
    encoding: Encoding,
    today: Date,
) -> Vec<CodeActionResponse> {
    let Some(file) = outcome.sources.find(path) else { return Vec::new() };
    // JSON has no comments.
    if path.as_str().ends_with(".json") {
        return Vec::new();
    }
    let (start, end) = (encoding.offset(&file, range.start), encoding.offset(&file, range.end));
    let is_meant = |finding: &&Finding| {
        let place = finding.location.range();
        finding.counts() && finding.location.file == file.id && place.start <= end && start <= place.end
    };
    outcome.report.findings.iter().filter(is_meant).map(|finding| except(finding, &file, encoding, today)).collect()
}

/// Writes an exception above the line that the finding is at. Without a reason it does not count, so its author has to write one.
fn except(finding: &Finding, file: &SourceFile, encoding: Encoding, today: Date) -> CodeActionResponse {
    let line = file.line_range(file.line_index(finding.location.start as usize)).unwrap_or_default();
    let text = file.text().get(line.clone()).unwrap_or_default();
    let indentation: String = text.chars().take_while(|character| matches!(character, ' ' | '\t')).collect();
    let rule = finding.rule.id.0.as_str();
    let until = today.checked_add(Period::new().days(DAYS)).unwrap_or(today);
    let line_break = if text.ends_with("\r\n") { "\r\n" } else { "\n" };
    let new_text = format!("{indentation}# soc2lint: ignore[{rule}] reason=\"\" until={until}{line_break}");
    let at = encoding.position(file, line.start);
    let edit = TextEdit { range: Range { start: at, end: at }, new_text };
    CodeActionResponse::CodeAction(CodeAction {
        title: format!("Accept this with a reason: an exception from {rule} until {until}"),
        kind: Some(CodeActionKind::QuickFix),
        edit: Some(WorkspaceEdit {
            changes: Some(HashMap::from([(uri_of(&file.path), vec![edit])])),
            ..WorkspaceEdit::default()
        }),
        ..CodeAction::default()
    })
}

/// Today, UTC.
pub(super) fn today() -> Date {
    Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).date()
}
