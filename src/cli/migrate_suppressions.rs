//! `soc2lint migrate-suppressions`: comments for other tools become exceptions.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use jiff::civil::Date;
use similar::TextDiff;

use super::output::{to_file, to_stdout};
use super::settings::{SettingsChoice, repository};
use super::terminal::complain;
use super::{CliError, day};
use crate::config::Settings;
use crate::lint::{self, ExceptionPolicy, ExitStatus, Migrated, Migration, Supplied, day_of};
use crate::report::visible;
use crate::workspace::{BYTE_ORDER_MARK, FindOptions, Found, SourceFile, SourceMap, SyntaxForm, find_in, read_file};

/// Rewrite comments for checkov, trivy and tfsec as exceptions
///
/// Shows on standard output what would change; with `--write` it is written. What can't be rewritten stays as it is, and is listed on
/// standard error, as is what somebody has to fill in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  soc2lint migrate-suppressions
  soc2lint migrate-suppressions --reason 'accepted before SOC 2, risk R-12' --until 2027-03-31 --write")]
pub(super) struct Arguments {
    /// Directories and files to look at; the working directory where none is given
    #[arg(value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,
    /// Write the files
    #[arg(long)]
    write: bool,
    /// The reason of those that have none
    #[arg(long, value_name = "TEXT", value_parser = text)]
    reason: Option<String>,
    /// The last day of those that have none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    until: Option<Date>,
    /// Where it was decided, for all
    #[arg(long, value_name = "TEXT", value_parser = text)]
    ticket: Option<String>,
    /// Who decided it, for all
    #[arg(long, value_name = "NAME", value_parser = text)]
    by: Option<String>,
    /// Leave out paths that match; may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    #[command(flatten)]
    settings: SettingsChoice,
}

/// What can stand between quotes in any comment.
fn text(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("write some text".to_owned()),
        text if text.contains(|letter: char| letter.is_control()) => Err("write it on one line".to_owned()),
        text if text.contains("*/") => Err("`*/` would end a comment; write something else".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// How many comments were rewritten, and how many were not.
#[derive(Default)]
struct Tally {
    rewritten: usize,
    files: usize,
    left: usize,
    unfinished: usize,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let sources = Arc::new(SourceMap::default());
    let here = [Utf8PathBuf::from(".")];
    let places = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let settings = arguments.settings.load(places, &sources)?;
    // A link is in the repository that it stands in, not in that of what it leads to.
    let directory = |path: &Utf8PathBuf| match path.parent().filter(|_| path.is_file()) {
        Some(parent) if parent.as_str().is_empty() => Utf8PathBuf::from("."),
        Some(parent) => parent.to_owned(),
        None => path.clone(),
    };
    let repository = repository(&places.iter().map(directory).collect::<Vec<Utf8PathBuf>>())?;
    let found =
        find_in(&FindOptions { paths: places.to_vec(), excludes: excludes(arguments, settings.as_ref()) }, repository);
    let mut exit = ExitStatus::Clean;
    for error in &found.errors {
        let gap = error.gap();
        complain(&format!("{} is not looked at: {}", gap.what, gap.why));
        exit = ExitStatus::Incomplete;
    }
    let supplied = Supplied {
        reason: arguments.reason.clone(),
        until: arguments.until,
        ticket: arguments.ticket.clone(),
        approved_by: arguments.by.clone(),
    };
    let days = settings.as_ref().and_then(|settings| settings.max_suppression_days).map(|days| days.value);
    let default = ExceptionPolicy::default();
    let policy = ExceptionPolicy {
        today: day_of(super::now()),
        max_days: days.map_or(default.max_days, |days| u32::try_from(days).unwrap_or(u32::MAX)),
        ..default
    };
    let mut tally = Tally::default();
    for path in files(&found) {
        let file = match read_file(&sources, &found.repository, &path) {
            Ok(file) => file,
            Err(gap) => {
                complain(&format!("{} is not looked at: {}", gap.what, gap.why));
                exit = ExitStatus::Incomplete;
                continue;
            }
        };
        if file.is_downloaded() {
            continue;
        }
        let migration = lint::migrate(&file, &supplied, &policy);
        tell(&file, &migration, &mut tally);
        if migration.edits.is_empty() {
            continue;
        }
        tally.files += 1;
        let text = migration.apply(file.text());
        if !arguments.write {
            to_stdout(|out| write!(out, "{}", visible(&difference(&file, &text))))?;
        } else if let Err(error) = rewrite(&file, &text, found.repository.root()) {
            // One file that can't be written costs none of the others.
            error.tell();
            exit = ExitStatus::Incomplete;
        } else {
            to_stdout(|out| writeln!(out, "{}", visible(&format!("wrote `{}`", file.display_path))))?;
        }
    }
    complain(&tally.words(arguments.write));
    Ok(exit)
}

fn excludes(arguments: &Arguments, settings: Option<&Settings>) -> Vec<String> {
    let set = settings.and_then(|settings| settings.exclude.as_ref()).into_iter().flat_map(|list| &list.value);
    set.map(|glob| glob.value.pattern().to_owned()).chain(arguments.exclude.iter().cloned()).collect()
}

/// Canonical paths of the files in native syntax that may have such comments, each once.
fn files(found: &Found) -> BTreeSet<Utf8PathBuf> {
    let configuration = found.directories.iter().flat_map(|directory| &directory.configuration);
    let native = configuration.filter(|file| file.syntax == SyntaxForm::Native).map(|file| &file.path);
    let variables = found.directories.iter().flat_map(|directory| &directory.variables).map(|file| &file.path);
    let named = found.files.iter().flat_map(|named| &named.files);
    native.chain(variables).chain(named).cloned().collect()
}

/// Tells what stays, and what has to be filled in.
fn tell(file: &SourceFile, migration: &Migration, tally: &mut Tally) {
    for (span, becomes) in &migration.comments {
        let place = file.position(span.start);
        let place = format!("{}:{}:{}", file.display_path, place.line, place.character);
        match becomes {
            Migrated::Left(why) => {
                tally.left += 1;
                complain(&format!("{place}: left as it is: {why}"));
            }
            Migrated::Rewritten { missing, left } => {
                tally.rewritten += 1;
                if !left.is_empty() {
                    let ids: Vec<String> = left.iter().map(|id| format!("`{id}`")).collect();
                    complain(&format!("{place}: there is no rule for {}, which stays as it is", ids.join(", ")));
                }
                if !missing.is_empty() {
                    tally.unfinished += 1;
                    complain(&format!("{place}: does not count before somebody writes {}", missing.join(" and ")));
                }
            }
        }
    }
}

impl Tally {
    fn words(&self, is_written: bool) -> String {
        let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let verb = if is_written { "rewrote" } else { "would rewrite" };
        let mut text = format!("{verb} {} in {}", counted(self.rewritten, "comment"), counted(self.files, "file"));
        if self.unfinished > 0 {
            text.push_str(&format!(
                ", of which {} to be filled in",
                if self.unfinished == 1 { "1 has".to_owned() } else { format!("{} have", self.unfinished) }
            ));
        }
        text.push_str(&format!("; {} left", self.left));
        if !is_written && self.rewritten > 0 {
            text.push_str("; `--write` does it");
        }
        text
    }
}

/// What changes, as a unified difference to be read.
fn difference(file: &SourceFile, text: &str) -> String {
    // A line break that is two characters is none of what changes.
    let (before, after) = (file.text().replace("\r\n", "\n"), text.replace("\r\n", "\n"));
    let path = &file.display_path;
    TextDiff::from_lines(&before, &after).unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}

/// Writes a file that nobody changed in the meantime.
fn rewrite(file: &SourceFile, text: &str, root: &Utf8Path) -> Result<(), CliError> {
    let refused = |why: &str| CliError::Usage(format!("`{}` stays as it is: {why}", file.display_path));
    if !file.path.starts_with(root) {
        return Err(refused("it is outside of the repository"));
    }
    let bytes = fs::read(&file.path).map_err(|error| refused(&error.to_string()))?;
    let mark = if bytes.starts_with(BYTE_ORDER_MARK.as_bytes()) { BYTE_ORDER_MARK } else { "" };
    if bytes.get(mark.len()..) != Some(file.text().as_bytes()) {
        return Err(refused("somebody else has changed it in the meantime"));
    }
    to_file(&file.path, |out| write!(out, "{mark}{text}"))
}
