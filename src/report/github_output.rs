//! `--output github-output=FILE`: what a later step of a workflow may want to know, as lines for `$GITHUB_OUTPUT`.
//!
//! Names and numbers only: nothing of the scanned files can become an output of its own.

use std::io::{self, Write};

use crate::lint::{Finding, Report, Status};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let open = report.findings.iter().filter(|finding| finding.status == Status::Open).count();
    let new = report.findings.iter().filter(|finding| Finding::counts(finding)).count();
    writeln!(out, "findings={open}")?;
    writeln!(out, "new-findings={new}")?;
    writeln!(out, "coverage={}", if report.gaps.is_empty() { "complete" } else { "incomplete" })
}
