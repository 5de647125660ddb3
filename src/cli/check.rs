//! `soc2lint check`: the main job.

use std::env;
use std::io::{self, Write};
use std::str::FromStr;

use camino::Utf8PathBuf;
use clap::{ArgAction, Args};

use super::CliError;
use super::output::{to_file, to_stdout};
use super::rules::PresetChoice;
use super::terminal::{self, ColorChoice};
use crate::criteria::{self, CriterionId};
use crate::eval::{Budget, BudgetError};
use crate::lint::{self, ExitPolicy, ExitStatus, Selection, Timings};
use crate::policy::Severity;
use crate::report::{self, Format, Verbosity};
use crate::terraform;

/// Arguments of `soc2lint check`.
#[derive(Debug, Args)]
#[command(after_help = super::EXIT_STATUSES)]
pub(super) struct Arguments {
    /// Directories and files to look at; of a file's module only what concerns the file is reported
    ///
    /// A plan or state (`terraform show -json`) is recognised by what is in it. The working directory where no path and no plan is given.
    #[arg(value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,
    /// A plan or state in JSON, as `terraform show -json` writes it; `-` for standard input; may be repeated
    #[arg(long, value_name = "FILE")]
    plan: Vec<Utf8PathBuf>,
    /// The root module that the plans were made of, so that findings are at its lines; by default it is looked for beside the plan
    /// and in the working directory
    #[arg(long, value_name = "DIR")]
    source: Option<Utf8PathBuf>,

    /// How to write to standard output: text, concise, json, sarif, sarif-full
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Write a report to a file too; may be repeated
    #[arg(long, value_name = "FORMAT=FILE")]
    output: Vec<Output>,
    /// SARIF: the category in code scanning
    #[arg(long, value_name = "ID")]
    sarif_category: Option<String>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: ColorChoice,
    /// Tell less
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Tell all: long lists are not cut
    #[arg(long, short)]
    verbose: bool,

    /// Only these rules, whatever their preset
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', help_heading = "Rules")]
    only: Vec<String>,
    /// Which rules: what the common checklists ask, or every rule
    #[arg(long, value_enum, default_value = "default", help_heading = "Rules")]
    preset: PresetChoice,
    /// Only rules that speak for these criteria
    #[arg(long, value_name = "CRITERION,…", value_delimiter = ',', value_parser = known_criterion, help_heading = "Rules")]
    criteria: Vec<CriterionId>,
    /// Further rules: a directory with `*.policy.hcl` files; may be repeated
    #[arg(long, value_name = "DIR", help_heading = "Rules")]
    policies: Vec<Utf8PathBuf>,
    /// The root module that is the baseline of an account, where account-wide controls have to be declared; may be repeated
    #[arg(long, value_name = "PATH", help_heading = "Rules")]
    account_baseline: Vec<Utf8PathBuf>,

    /// Fail on findings of this severity and worse: critical, high, medium, low, info, never
    #[arg(long, value_name = "SEVERITY", default_value = "low", help_heading = "Exit status")]
    fail_on: FailOn,
    /// Fail on what could not be decided, as on findings
    #[arg(long, help_heading = "Exit status")]
    fail_on_undetermined: bool,
    /// Fail on everything that was not analysed, missing remote modules included
    #[arg(long, conflicts_with = "allow_incomplete", help_heading = "Exit status")]
    fail_on_gaps: bool,
    /// Do not fail on what could not be read or parsed
    #[arg(long, help_heading = "Exit status")]
    allow_incomplete: bool,

    /// Leave out paths that match; may be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Configuration")]
    exclude: Vec<String>,
    /// Set a variable of the root modules; may be repeated
    #[arg(long, value_name = "NAME=VALUE", help_heading = "Configuration")]
    var: Vec<Pair>,
    /// Read variables of the root modules from a file; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    var_file: Vec<Utf8PathBuf>,
    /// Where the module of a remote source is on disk; may be repeated
    #[arg(long, value_name = "SOURCE=PATH", help_heading = "Configuration")]
    module_dir: Vec<Pair>,

    /// Raise or lower a limit of the evaluation (steps, depth, elements, string-bytes, expansion, instances, module-depth);
    /// may be repeated
    #[arg(long, value_name = "NAME=NUMBER", value_parser = limit, help_heading = "Configuration")]
    budget: Vec<String>,

    /// How many threads; as many as there are processors where it is left out
    #[arg(long, value_name = "NUMBER")]
    threads: Option<usize>,
    /// Tell on standard error how long each stage took
    #[arg(long, action = ArgAction::SetTrue)]
    timings: bool,
}

/// `NAME=VALUE`.
#[derive(Clone, Debug)]
struct Pair {
    name: String,
    value: String,
}

impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((name, value)) if !name.is_empty() => Ok(Self { name: name.to_owned(), value: value.to_owned() }),
            _ => Err("write it as `name=value`".to_owned()),
        }
    }
}

/// `FORMAT=FILE`.
#[derive(Clone, Debug)]
struct Output {
    format: Format,
    path: Utf8PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Pair { name, value } = text.parse().map_err(|_| "write it as `FORMAT=FILE`".to_owned())?;
        if value.is_empty() {
            return Err("write it as `FORMAT=FILE`".to_owned());
        }
        Ok(Self { format: name.parse()?, path: value.into() })
    }
}

/// A severity, or never.
#[derive(Clone, Copy, Debug)]
struct FailOn(Option<Severity>);

impl FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "never" { Ok(Self(None)) } else { text.parse().map(|severity| Self(Some(severity))) }
    }
}

/// A limit that [`Budget::set`] takes.
fn limit(text: &str) -> Result<String, BudgetError> {
    Budget::default().set(text).map(|()| text.to_owned())
}

fn known_criterion(text: &str) -> Result<CriterionId, String> {
    let id: CriterionId = text.parse().map_err(|error: criteria::CriterionIdError| error.to_string())?;
    if criteria::find(&id).is_some() { Ok(id) } else { Err(format!("there is no criterion `{id}`")) }
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let options = options(arguments);
    let outcome = match arguments.threads {
        None => lint::check(&options),
        Some(threads) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.map_err(|error| CliError::Usage(format!("cannot start {threads} threads: {error}")))?
                .install(|| lint::check(&options))
        }
    };
    let outcome = outcome.map_err(|error| CliError::Usage(error.to_string()))?;
    let exit = lint::exit_status(&outcome.report, &exit_policy(arguments));
    let options = report::Options {
        exit,
        color: arguments.color.on_stdout(),
        width: terminal::width(),
        verbosity: match (arguments.quiet, arguments.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        },
        sarif_category: arguments.sarif_category.clone(),
        time: env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok()),
    };
    for output in &arguments.output {
        let options = report::Options { color: false, ..options.clone() };
        let write =
            |out: &mut dyn Write| report::write(output.format, &outcome.report, &outcome.sources, &options, out);
        to_file(&output.path, write)?;
    }
    to_stdout(|out| report::write(arguments.format, &outcome.report, &outcome.sources, &options, out))?;
    if arguments.timings {
        // Timings are a courtesy: with standard error closed there is nobody to read them.
        let _ = write_timings(&outcome.timings);
    }
    Ok(exit)
}

fn options(arguments: &Arguments) -> lint::Options {
    lint::Options {
        paths: match arguments.paths.is_empty() && arguments.plan.is_empty() {
            true => vec![Utf8PathBuf::from(".")],
            false => arguments.paths.clone(),
        },
        plans: arguments.plan.clone(),
        source: arguments.source.clone(),
        exclude: arguments.exclude.clone(),
        selection: Selection {
            only: arguments.only.clone(),
            preset: arguments.preset.into(),
            criteria: arguments.criteria.clone(),
        },
        policies: arguments.policies.clone(),
        account_baselines: arguments.account_baseline.clone(),
        terraform: terraform::Options {
            variables: arguments.var.iter().map(|pair| (pair.name.as_str().into(), pair.value.clone())).collect(),
            variable_files: arguments.var_file.clone(),
            environment: super::environment_variables(),
            module_directories: arguments
                .module_dir
                .iter()
                .map(|pair| (pair.name.as_str().into(), Utf8PathBuf::from(&pair.value)))
                .collect(),
            budget: arguments.budget.iter().fold(Budget::default(), |mut budget, text| {
                // Each was checked when it was read from the command line.
                let _ = budget.set(text);
                budget
            }),
        },
    }
}

fn exit_policy(arguments: &Arguments) -> ExitPolicy {
    ExitPolicy {
        fail_on: arguments.fail_on.0,
        fail_on_undetermined: arguments.fail_on_undetermined,
        fail_on_gaps: arguments.fail_on_gaps,
        allow_incomplete: arguments.allow_incomplete,
    }
}

fn write_timings(timings: &Timings) -> io::Result<()> {
    let mut out = io::stderr().lock();
    for (stage, time) in timings.stages() {
        writeln!(out, "{stage:10} {:8.1} ms", time.as_secs_f64() * 1000.0)?;
    }
    Ok(())
}
