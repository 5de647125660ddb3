//! `--format text`: what a person reads. Every finding with the source it is about, then what could not be decided or
//! read, then one line that sums it all up.
//!
//! Read [`finding`] first; how source text is made safe to show is in [`shown`].

mod finding;
mod shown;
mod summary;

use std::io::{self, Write};

use codespan_reporting::term::termcolor::{Ansi, Color, ColorSpec, NoColor, WriteColor};

use self::shown::ShownFiles;
use super::format::Options;
use crate::lint::Report;
use crate::workspace::{Diagnostic, SourceMap};

pub(super) fn write(report: &Report, sources: &SourceMap, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if options.color {
        write_to(&mut Ansi::new(out), report, sources, options)
    } else {
        write_to(&mut NoColor::new(out), report, sources, options)
    }
}

/// Writes mistakes in the user's files as `--format text` does.
///
/// # Errors
/// When `out` can't be written to.
pub fn write_diagnostics(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let files = ShownFiles::new(sources);
    if options.color {
        finding::write_diagnostics(&mut Ansi::new(out), diagnostics, &files, options)
    } else {
        finding::write_diagnostics(&mut NoColor::new(out), diagnostics, &files, options)
    }
}

fn write_to(out: &mut dyn WriteColor, report: &Report, sources: &SourceMap, options: &Options) -> io::Result<()> {
    let files = ShownFiles::new(sources);
    finding::write_findings(out, report, &files, options)?;
    finding::write_diagnostics(out, &report.diagnostics, &files, options)?;
    summary::write(out, report, &files, options)
}

/// Bold, in a colour if there is one.
fn bold(color: Option<Color>) -> ColorSpec {
    let mut spec = ColorSpec::new();
    spec.set_bold(true).set_fg(color);
    spec
}

/// Writes text in a style.
fn styled(out: &mut dyn WriteColor, spec: &ColorSpec, text: &str) -> io::Result<()> {
    out.set_color(spec)?;
    write!(out, "{text}")?;
    out.reset()
}
