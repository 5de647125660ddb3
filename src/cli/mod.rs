//! The command line: one subcommand, one file. Results go to standard output, everything else to standard error.

mod check;
mod completions;
mod eval;
mod explain;
mod init;
mod inputs;
mod lsp;
mod man;
mod migrate_suppressions;
mod output;
mod progress;
mod resources;
mod root;
mod rules;
mod settings;
mod terminal;
mod test;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use jiff::Timestamp;

use crate::lint::ExitStatus;
use crate::workspace::{Diagnostic, SourceMap};

/// What `--version` tells.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (rules ", env!("SOC2LINT_RULES_VERSION"), ")");

/// Told at the end of `--help`.
const EXIT_STATUSES: &str = "\
Exit status:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the whole job could not be done: a bad option, a path that can't be read, a file or block that
     does not parse, a local module that is missing (unless --allow-incomplete); wins over 1
  3  no Terraform found";

/// Lints Terraform for AWS against SOC 2's Trust Services Criteria, before anything is deployed.
#[derive(Debug, Parser)]
#[command(name = "soc2lint", version = VERSION, after_help = EXIT_STATUSES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look for violations
    Check(Box<check::Arguments>),
    /// List the rules
    Rules(rules::Arguments),
    /// Tell all about a rule or a criterion
    Explain(explain::Arguments),
    /// Run the tests of rules
    Test(test::Arguments),
    /// Evaluate an expression in a module
    Eval(eval::Arguments),
    /// Write a settings file to begin with
    Init(init::Arguments),
    /// Rewrite comments for checkov, trivy and tfsec as exceptions
    MigrateSuppressions(migrate_suppressions::Arguments),
    /// Show what would be deployed, as far as source knows
    Resources(resources::Arguments),
    /// Speak the language server protocol over standard input and output, for editors
    Lsp,
    /// Write the completions for a shell
    Completions(completions::Arguments),
    /// Write the manual pages
    Man(man::Arguments),
}

/// Why a command could not do its job, in words for the user; the exit status is 2.
#[derive(Debug, thiserror::Error)]
enum CliError {
    /// Something the user wrote or named is wrong.
    #[error("{0}")]
    Usage(String),
    /// The settings file has mistakes.
    #[error("{}", match .mistakes.len() {
        1 => "the settings file has a mistake, so nothing was done".to_owned(),
        count => format!("the settings file has {count} mistakes, so nothing was done"),
    })]
    Settings {
        /// All of them.
        mistakes: Vec<Diagnostic>,
        /// The file's text.
        sources: Arc<SourceMap>,
    },
    /// A file could not be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl CliError {
    /// Tells it on standard error, with the places where it has some.
    fn tell(&self) {
        if let Self::Settings { mistakes, sources } = self {
            terminal::show(mistakes, sources);
        }
        terminal::complain(&self.to_string());
    }
}

/// Runs the command line with these arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    terminal::tell_of_panics();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are results too; a pipe that is closed on them is nobody's mistake.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(ExitStatus::Incomplete.code()));
        }
    };
    let result = match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::MigrateSuppressions(arguments) => migrate_suppressions::run(&arguments),
        Command::Resources(arguments) => resources::run(&arguments),
        Command::Lsp => lsp::run(),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    };
    match result {
        Ok(status) => ExitCode::from(status.code()),
        Err(error) => {
            error.tell();
            ExitCode::from(ExitStatus::Incomplete.code())
        }
    }
}

/// A day of an option.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = is_plain.then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| "write a day as YYYY-MM-DD".to_owned())
}

/// What the time is: what SOURCE_DATE_EPOCH says, so that runs can be repeated, or the clock.
fn now() -> Timestamp {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now)
}

/// `TF_VAR_name` of the environment, by name.
fn environment_variables() -> std::collections::BTreeMap<smol_str::SmolStr, String> {
    let named = |(name, value): (OsString, OsString)| {
        let name = name.to_str()?.strip_prefix("TF_VAR_")?.into();
        Some((name, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(named).collect()
}
