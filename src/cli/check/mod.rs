//! `soc2lint check`: the main job. A new option: a field in [`arguments`], and what it does in [`options`].

mod arguments;
mod options;
mod show;
mod watch;

use std::collections::BTreeSet;
use std::env;
use std::io::{self, Write};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Parser;

pub(super) use self::arguments::Arguments;
use super::output::{check_target, is_same_target, to_file, to_stdout};
use super::progress::Progress;
use super::settings::repository;
use super::{CliError, terminal};
use crate::lint::{self, CheckError, ExitStatus, Outcome, Timings};
use crate::report::{self, Verbosity};
use crate::workspace::SourceMap;

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    check_outputs(arguments)?;
    if arguments.watch { watch::run(arguments) } else { once(arguments).map(|(exit, _)| exit) }
}

/// One run; how it ended, and the files that it read.
fn once(arguments: &Arguments) -> Result<(ExitStatus, BTreeSet<Utf8PathBuf>), CliError> {
    let sources = Arc::new(SourceMap::default());
    let settings = arguments.inputs.settings.load(&arguments.places(), &sources)?;
    if arguments.show_settings {
        let root = repository(&arguments.places())?.root().to_owned();
        let text = show::text(arguments, settings.as_ref(), &root, &sources);
        to_stdout(|out| write!(out, "{}", report::visible(&text)))?;
        return Ok((ExitStatus::Clean, BTreeSet::new()));
    }
    let exit_policy = options::exit_policy(arguments, settings.as_ref());
    let options = options::options(arguments, settings.as_ref(), &sources);
    let progress = Progress::start("checking", !arguments.quiet);
    let outcome = match arguments.threads {
        None => lint::check(&options),
        Some(threads) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.map_err(|error| CliError::Usage(format!("cannot start {threads} threads: {error}")))?
                .install(|| lint::check(&options))
        }
    };
    drop(progress);
    let outcome = outcome.map_err(|error| match error {
        CheckError::Settings(mistakes) => CliError::Settings { mistakes, sources },
        other => CliError::Usage(other.to_string()),
    })?;
    let mut exit = lint::exit_status(&outcome.report, &exit_policy);
    if arguments.write_baseline.is_some() && exit == ExitStatus::Findings {
        exit = ExitStatus::Clean;
    }
    let options = report::Options {
        exit,
        color: arguments.color.on_stdout(),
        width: terminal::width(),
        verbosity: match (arguments.quiet, arguments.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        },
        directory: Utf8Path::new(".").canonicalize_utf8().ok(),
        sarif_category: arguments.sarif_category.clone(),
        time: env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok()),
    };
    let write = |format, options: &report::Options, out: &mut dyn Write| {
        report::write(format, &outcome.report, &outcome.sources, options, out)
    };
    let in_files = report::Options { color: false, ..options.clone() };
    // One file that can't be written costs none of the other reports.
    let files = arguments.output.iter().map(|file| to_file(&file.path, |out| write(file.format, &in_files, out)));
    let files: Vec<Result<(), CliError>> = files.collect();
    to_stdout(|out| write(arguments.format, &options, out))?;
    files.into_iter().collect::<Result<(), CliError>>()?;
    if let Some(path) = &arguments.write_baseline {
        write_baseline(path, &outcome, exit)?;
    }
    if arguments.timings {
        // Timings are a courtesy: with standard error closed there is nobody to read them.
        let _ = write_timings(&outcome.timings);
    }
    let files = outcome.sources.files();
    let read = files.iter().map(|file| file.path.clone()).filter(|path| path.is_absolute());
    Ok((exit, read.chain(outcome.files_read).collect()))
}

/// The arguments as a command line of their own, which gives everything its default.
#[derive(Parser)]
struct Alone {
    #[command(flatten)]
    arguments: Arguments,
}

/// The options that `check DIRECTORY` would have, with the settings file of its repository; without it where that is wrong, and
/// then also what is wrong.
pub(super) fn options_of(directory: &Utf8Path, sources: &Arc<SourceMap>) -> (lint::Options, Option<String>) {
    let arguments = match Alone::try_parse_from(["soc2lint", "--", directory.as_str()]) {
        Ok(Alone { arguments }) => arguments,
        Err(error) => {
            let options = lint::Options { paths: vec![directory.to_owned()], ..lint::Options::default() };
            return (options, Some(error.to_string()));
        }
    };
    let (settings, problem) = match arguments.inputs.settings.load(&arguments.places(), sources) {
        Ok(settings) => (settings, None),
        Err(error) => (None, Some(error.to_string())),
    };
    (options::options(&arguments, settings.as_ref(), sources), problem)
}

/// What can be known to go wrong with files is told before the work is done.
fn check_outputs(arguments: &Arguments) -> Result<(), CliError> {
    let outputs = arguments.output.iter().map(|output| ("--output", &output.path));
    let written: Vec<(&str, &Utf8PathBuf)> =
        outputs.chain(arguments.write_baseline.iter().map(|path| ("--write-baseline", path))).collect();
    for (index, (option, path)) in written.iter().enumerate() {
        check_target(path)?;
        let twice = |other: &str| Err(CliError::Usage(format!("`{option} {path}` is the file of `{other}` too")));
        let earlier = written.iter().take(index).find(|(_, earlier)| is_same_target(earlier, path));
        if let Some((other, earlier)) = earlier {
            return twice(&format!("{other} {earlier}"));
        }
        // A baseline that is compared with may be written anew, by nothing else.
        if let Some(baseline) = arguments.baseline.as_ref().filter(|baseline| is_same_target(baseline, path))
            && *option == "--output"
        {
            return twice(&format!("--baseline {baseline}"));
        }
    }
    Ok(())
}

/// Writes the baseline, unless it would lack what could not be analysed.
fn write_baseline(path: &Utf8Path, outcome: &Outcome, exit: ExitStatus) -> Result<(), CliError> {
    let why = match exit {
        ExitStatus::Clean | ExitStatus::Findings => return to_file(path, |out| outcome.baseline.write(out)),
        ExitStatus::Incomplete => {
            "because not everything was analysed; mend what the report lists, or pass `--allow-incomplete`"
        }
        ExitStatus::NothingFound => "because no Terraform was found; check the path",
    };
    Err(CliError::Usage(format!("the baseline `{path}` is not written, {why}")))
}

fn write_timings(timings: &Timings) -> io::Result<()> {
    let mut out = io::stderr().lock();
    for (stage, time) in timings.stages() {
        writeln!(out, "{stage:10} {:8.1} ms", time.as_secs_f64() * 1000.0)?;
    }
    Ok(())
}
