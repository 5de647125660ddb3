//! What could not be decided or read, and one line that sums the run up.

use std::io;

use codespan_reporting::term::termcolor::{Color, WriteColor};

use super::shown::ShownFiles;
use super::{bold, styled};
use crate::lint::{ExceptionState, ExitStatus, Finding, Report, Status};
use crate::report::escape::{visible_line, wrap};
use crate::report::format::{Options, Verbosity};
use crate::report::tally::Tally;
use crate::report::undecided::by_cause;
use crate::report::words::{compared_with, counted, exception_state, extent, justification};

/// More resolved findings than this are counted, not listed.
const MAX_RESOLVED: usize = 10;
/// More causes than this are counted, not listed.
const MAX_CAUSES: usize = 10;
/// More settings that narrow the run are counted, not listed.
const MAX_NARROWINGS: usize = 20;
/// More unseen account rules than this are counted, not listed.
const MAX_NOT_SEEN: usize = 8;

pub(super) fn write(
    out: &mut dyn WriteColor,
    report: &Report,
    files: &ShownFiles<'_>,
    options: &Options,
) -> io::Result<()> {
    if options.verbosity != Verbosity::Quiet {
        write_resolved(out, report, options)?;
        write_exceptions(out, report, files, options)?;
        write_undetermined(out, report, files, options)?;
        write_not_seen(out, report, options)?;
    }
    write_settings(out, report, options)?;
    write_gaps(out, report, files, options)?;
    write_line(out, report, options)
}

/// What holds no longer.
fn write_resolved(out: &mut dyn WriteColor, report: &Report, options: &Options) -> io::Result<()> {
    if report.resolved.is_empty() {
        return Ok(());
    }
    styled(out, &bold(Some(Color::Green)), &format!("{} resolved", report.resolved.len()))?;
    let comparison = report.comparison.as_ref().map(compared_with);
    let against = comparison.map(|name| format!(" against {}", visible_line(&name))).unwrap_or_default();
    writeln!(out, "{against}:")?;
    let most = if options.verbosity == Verbosity::Verbose { usize::MAX } else { MAX_RESOLVED };
    for resolved in report.resolved.iter().take(most) {
        let resources = resolved.resources.join(", ");
        item(out, options, &format!("{}:{}: {resources} [{}]", resolved.path, resolved.line, resolved.rule))?;
    }
    if report.resolved.len() > most {
        item(out, options, &format!("{} more", report.resolved.len() - most))?;
    }
    writeln!(out)
}

/// The exceptions that do not count, which somebody may rely on; all of them for who wants to read everything.
fn write_exceptions(
    out: &mut dyn WriteColor,
    report: &Report,
    files: &ShownFiles<'_>,
    options: &Options,
) -> io::Result<()> {
    let all = options.verbosity == Verbosity::Verbose;
    let counts = |state| matches!(state, ExceptionState::Active | ExceptionState::Unused);
    let records: Vec<_> = report.exceptions.iter().filter(|record| all || !counts(record.state)).collect();
    if records.is_empty() {
        return Ok(());
    }
    let heading = match all {
        true => counted(records.len(), "exception", "exceptions"),
        false => counted(records.len(), "exception does not count", "exceptions do not count"),
    };
    styled(out, &bold(Some(Color::Yellow)), &heading)?;
    writeln!(out, ":")?;
    for record in records {
        let exception = &record.exception;
        let place = files.place(exception.location);
        let mut text = format!("{place}: {}: {}", exception_state(record.state), exception.rules.join(", "));
        if let Some(until) = exception.until {
            text.push_str(&format!(", until {until}"));
        }
        let reason = justification(exception);
        let told = [
            ("ticket ", exception.ticket.as_deref()),
            ("approved by ", exception.approved_by.as_deref()),
            ("", reason.as_deref()),
        ];
        for (name, value) in told {
            if let Some(value) = value {
                text.push_str(&format!(", {name}{value}"));
            }
        }
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let mut covered = counted(count(record.findings), "finding", "findings");
        if record.undetermined > 0 {
            covered.push_str(&format!(", {} undetermined", record.undetermined));
        }
        text.push_str(&format!(" ({covered})"));
        item(out, options, &text)?;
    }
    writeln!(out)
}

/// What could not be decided, by what would decide it.
fn write_undetermined(
    out: &mut dyn WriteColor,
    report: &Report,
    files: &ShownFiles<'_>,
    options: &Options,
) -> io::Result<()> {
    let count = report.undecided().count();
    if count == 0 {
        return Ok(());
    }
    let heading = counted(count, "result is undetermined", "results are undetermined");
    styled(out, &bold(Some(Color::Blue)), &heading)?;
    writeln!(out, " before deployment:")?;
    let groups = by_cause(report);
    let most = if options.verbosity == Verbosity::Verbose { usize::MAX } else { MAX_CAUSES };
    for (what, _) in groups.iter().take(most) {
        item(out, options, what)?;
    }
    if groups.len() > most {
        let rest: usize = groups.iter().skip(most).map(|(_, count)| count).sum();
        item(out, options, &format!("{} more causes of {}", groups.len() - most, counted(rest, "result", "results")))?;
    }
    if options.verbosity == Verbosity::Verbose {
        for entry in report.undecided() {
            let reason = entry.error.as_deref().map(|error| format!(": {error}")).unwrap_or_default();
            let resources = entry.resources.join(", ");
            item(out, options, &format!("{} [{}] {resources}{reason}", files.place(entry.location), entry.rule.id))?;
        }
    }
    writeln!(out)
}

fn write_not_seen(out: &mut dyn WriteColor, report: &Report, options: &Options) -> io::Result<()> {
    if report.not_seen.is_empty() {
        return Ok(());
    }
    let heading = counted(report.not_seen.len(), "account rule was not seen", "account rules were not seen");
    styled(out, &bold(Some(Color::Blue)), &heading)?;
    writeln!(out, "; name the account's root module with `--account-baseline PATH`:")?;
    let most = if options.verbosity == Verbosity::Verbose { usize::MAX } else { MAX_NOT_SEEN };
    let mut names: Vec<&str> = report.not_seen.iter().take(most).map(|entry| entry.rule.id()).collect();
    let rest = format!("{} more", report.not_seen.len().saturating_sub(most));
    if report.not_seen.len() > most {
        names.push(&rest);
    }
    item(out, options, &names.join(", "))?;
    writeln!(out)
}

/// What the settings file leaves out or makes milder: a run that is green because of it says so.
fn write_settings(out: &mut dyn WriteColor, report: &Report, options: &Options) -> io::Result<()> {
    let Some(settings) = report.settings.as_ref().filter(|settings| !settings.narrowings.is_empty()) else {
        return Ok(());
    };
    styled(out, &bold(Some(Color::Blue)), &visible_line(settings.path.as_str()))?;
    writeln!(out, " narrows this run:")?;
    let most = if options.verbosity == Verbosity::Verbose { usize::MAX } else { MAX_NARROWINGS };
    for narrowing in settings.narrowings.iter().take(most) {
        item(out, options, &format!("{}: {}", narrowing.setting, narrowing.what))?;
    }
    if settings.narrowings.len() > most {
        item(out, options, &format!("{} more", settings.narrowings.len() - most))?;
    }
    writeln!(out)
}

fn write_gaps(out: &mut dyn WriteColor, report: &Report, files: &ShownFiles<'_>, options: &Options) -> io::Result<()> {
    if report.gaps.is_empty() {
        return Ok(());
    }
    let color = if options.exit == ExitStatus::Incomplete { Color::Red } else { Color::Yellow };
    styled(out, &bold(Some(color)), "not analysed")?;
    writeln!(out, ":")?;
    for gap in &report.gaps {
        let place = gap.span.map(|span| format!("{}: ", files.place(span))).unwrap_or_default();
        item(out, options, &format!("{place}{}: {}", gap.what, gap.why))?;
    }
    writeln!(out)
}

/// Counts by severity, what is undetermined, what was not analysed, and how much was looked at.
fn write_line(out: &mut dyn WriteColor, report: &Report, options: &Options) -> io::Result<()> {
    let tally = Tally::of(report);
    let (color, head) = match (tally.open == 0, options.exit) {
        (true, ExitStatus::NothingFound) => (Color::Yellow, "no Terraform found".to_owned()),
        (true, ExitStatus::Incomplete) => (Color::Red, "incomplete, no findings in what was read".to_owned()),
        (true, ExitStatus::Clean | ExitStatus::Findings) => (Color::Green, "no findings".to_owned()),
        (false, _) => (Color::Red, counted(tally.open, "finding", "findings")),
    };
    styled(out, &bold(Some(color)), &head)?;
    if tally.open > 0 {
        write!(out, " ({})", tally.severities())?;
    }
    if let Some(compared) = tally.compared {
        write!(out, ", {}", compared.words(report.comparison.as_ref()))?;
    }
    if tally.excepted > 0 {
        write!(out, ", {} excepted", tally.excepted)?;
    }
    let exceptions = |state| report.exceptions.iter().filter(|record| record.state == state).count();
    let (expired, unused) = (exceptions(ExceptionState::Expired), exceptions(ExceptionState::Unused));
    for (count, what) in [(expired, "expired"), (unused, "unused")] {
        if count > 0 {
            write!(out, ", {} {what}", counted(count, "exception", "exceptions"))?;
        }
    }
    write!(out, ", {} undetermined, {} not analysed", report.undecided().count(), report.gaps.len())?;
    writeln!(out, "; {}", extent(report))?;
    if options.verbosity != Verbosity::Quiet {
        let is_told = |finding: &&Finding| finding.status == Status::Open && !finding.counts();
        let unchanged = report.findings.iter().filter(is_told).count();
        if unchanged > 0 && options.verbosity == Verbosity::Normal {
            writeln!(out, "`--verbose` shows what is unchanged too")?;
        }
        if tally.open > unchanged {
            writeln!(out, "`soc2lint explain RULE` tells more of a rule")?;
        }
    }
    Ok(())
}

/// An indented, wrapped line of a list.
fn item(out: &mut dyn WriteColor, options: &Options, text: &str) -> io::Result<()> {
    let lines = wrap(&visible_line(text), options.width.saturating_sub(4).max(40));
    for (index, line) in lines.iter().enumerate() {
        writeln!(out, "  {}{line}", if index == 0 { "" } else { "  " })?;
    }
    Ok(())
}
