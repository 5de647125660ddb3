//! `--format concise`: `path:line:col: error: message [rule-id]`, one line a finding, for editors and matchers.
//!
//! What was not analysed has lines of its own, so that an empty output means a clean run and nothing else.

use std::io::{self, Write};

use super::escape::visible_line;
use super::item::items;
use super::place::Places;
use super::words::level_name;
use crate::lint::{Finding, Report};
use crate::workspace::{SourceMap, Span};

pub(super) fn write(report: &Report, sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    for item in items(report, Finding::counts) {
        let place = place(&mut places, item.span);
        let (level, message) = (level_name(item.level), visible_line(&item.message));
        writeln!(out, "{place}: {level}: {message} [{}]", visible_line(&item.code))?;
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
