//! `--format concise`: `path:line:col: error: message [rule-id]`, one line a finding, for editors and matchers.
//!
//! What was not analysed has lines of its own, so that an empty output means a clean run and nothing else.

use std::io::{self, Write};

use super::escape::visible_line;
use super::place::Places;
use super::words::{level, level_name};
use crate::lint::Report;
use crate::workspace::{SourceMap, Span};

pub(super) fn write(report: &Report, sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    for finding in report.findings.iter().filter(|finding| finding.counts()) {
        let place = place(&mut places, Some(finding.location));
        let level = level_name(level(finding.rule.severity));
        let message = visible_line(&finding.message);
        writeln!(out, "{place}: {level}: {message} [{}]", visible_line(&finding.rule.id.0))?;
    }
    for diagnostic in &report.diagnostics {
        let place = place(&mut places, diagnostic.span);
        let level = level_name(diagnostic.level);
        writeln!(out, "{place}: {level}: {} [diagnostic]", visible_line(&diagnostic.message))?;
    }
    for gap in &report.gaps {
        let place = place(&mut places, gap.span);
        let level = if gap.kind.is_failure() { "error" } else { "warning" };
        let (what, why) = (visible_line(&gap.what), visible_line(&gap.why));
        writeln!(out, "{place}: {level}: not analysed: {what}: {why} [gap/{}]", gap.kind.name())?;
    }
    Ok(())
}

/// `path:line:column`, or the program's name where there is no place. A path that starts with `:` gets `./`, because a
/// line that starts with `::` is a command to GitHub's runner.
fn place(places: &mut Places<'_>, span: Option<Span>) -> String {
    let Some(span) = span else { return "soc2lint".to_owned() };
    let place = places.of(span);
    let path = place.path();
    let dot = if path.trim_start().starts_with(':') { "./" } else { "" };
    format!("{dot}{}:{}:{}", visible_line(path.trim_start()), place.start.line, place.start.character)
}
