//! `soc2lint check --watch`: one run after another, each when a file has changed.
//!
//! Files are looked at again and again rather than watched by the system: that works the same on every system, in containers and on
//! network shares, and needs no dependency. It costs one call of the system per Terraform file and round; the pause between two
//! rounds grows with what a round takes.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::thread;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::Arguments;
use crate::cli::CliError;
use crate::lint::ExitStatus;
use crate::report::Format;
use crate::workspace::{Repository, Snapshot};

/// Written before each run. Editors look for exactly this line.
const BEGIN: &str = "soc2lint: check started";
/// Written after each run. Editors look for exactly this line.
const END: &str = "soc2lint: check finished, waiting for changes";

/// The shortest pause between two looks.
const PAUSE: Duration = Duration::from_millis(150);
/// A look costs at most this part of the time.
const SHARE: u32 = 20;
/// Looks that see changes, one after the other, before the run is not put off any more.
const MAX_UNQUIET: usize = 20;

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    if !matches!(arguments.format, Format::Text | Format::Concise) {
        let message = format!(
            "`--watch` writes many reports, which `--format {}` can't hold; use text or concise",
            arguments.format
        );
        return Err(CliError::Usage(message));
    }
    let repository = Repository::of(&arguments.paths)
        .map_err(|error| CliError::Usage(format!("the working directory can't be read: {error}")))?;
    let mut exit = None;
    let mut read = BTreeSet::new();
    loop {
        // What changes during the run, or right after it, is a change too.
        let before = Snapshot::take(repository.root(), &read);
        if !tell(BEGIN)? {
            return Ok(exit.unwrap_or(ExitStatus::Clean));
        }
        match super::once(arguments) {
            Ok((status, files)) => {
                exit = Some(status);
                read = files;
            }
            // What is wrong from the start will not come right by waiting.
            Err(error) if exit.is_none() => return Err(error),
            Err(error) => error.tell(),
        }
        let before = before.naming(&read);
        if !tell(END)? {
            return Ok(exit.unwrap_or(ExitStatus::Clean));
        }
        wait(repository.root(), before, &read);
    }
}

/// Writes a line; whether anybody reads on.
fn tell(line: &str) -> Result<bool, CliError> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(source) => Err(CliError::Write { path: "standard output".to_owned(), source }),
    }
}

/// Returns when something is not as it was before, and has settled: an editor that saves ten files causes one run.
fn wait(root: &Utf8Path, before: Snapshot, read: &BTreeSet<Utf8PathBuf>) {
    let mut last = before;
    let mut unquiet = 0;
    loop {
        let start = Instant::now();
        let now = Snapshot::take(root, read);
        let is_quiet = now == last;
        if (is_quiet && unquiet > 0) || unquiet >= MAX_UNQUIET {
            return;
        }
        unquiet += usize::from(!is_quiet);
        last = now;
        thread::sleep(PAUSE.max(start.elapsed() * SHARE));
    }
}
