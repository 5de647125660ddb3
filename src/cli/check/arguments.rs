//! The options of `soc2lint check`, as the command line has them.

use std::str::FromStr;

use camino::Utf8PathBuf;
use clap::{ArgAction, Args};
use jiff::civil::Date;

use crate::cli::day;
use crate::cli::inputs::{Inputs, Pair};
use crate::cli::rules::PresetChoice;
use crate::cli::terminal::ColorChoice;
use crate::criteria::{self, Category, CriterionId};
use crate::lint::ForeignPolicy;
use crate::policy::Severity;
use crate::report::Format;

/// Told at the end of `soc2lint check --help`.
const EXAMPLES: &str = "\
Examples:
  soc2lint check
  soc2lint check infrastructure --fail-on high
  soc2lint check --output sarif=soc2lint.sarif
  soc2lint check --write-baseline baseline.json
  soc2lint check --baseline baseline.json
  soc2lint check --watch modules/network/main.tf
  soc2lint check --plan plan.json --preset strict";

/// Arguments of `soc2lint check`.
#[derive(Debug, Args)]
#[command(after_help = format!("{EXAMPLES}\n\n{}", crate::cli::EXIT_STATUSES))]
pub(in crate::cli) struct Arguments {
    /// Directories and files to look at
    ///
    /// A file limits what is reported, not what is evaluated: the root modules that reach it through calls, variables or functions
    /// are evaluated whole, and what stands in the file, comes from it or is about a resource in it is reported.
    ///
    /// A plan or state (`terraform show -json`) is recognised by what is in it; in a directory only where it holds no configuration,
    /// because the plan of a configuration has the same findings. The working directory where no path and no plan is given.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<Utf8PathBuf>,
    /// A plan or state in JSON, as `terraform show -json` writes it; `-` for standard input; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) plan: Vec<Utf8PathBuf>,
    /// The root module that the plans were made of, so that findings are at its lines; by default it is looked for beside the plan
    /// and in the working directory
    #[arg(long, value_name = "DIR")]
    pub(super) source: Option<Utf8PathBuf>,
    /// Of plans, report only what they introduce, and what is about resources that they change
    #[arg(long)]
    pub(super) only_changed: bool,

    /// How to write to standard output: text, concise, json, sarif, sarif-full, github, gitlab, junit, azure, rdjson, markdown, csv, github-output
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub(super) format: Format,
    /// Write a report to a file too; may be repeated
    #[arg(long, value_name = "FORMAT=FILE")]
    pub(super) output: Vec<Output>,
    /// SARIF: the category in code scanning
    #[arg(long, value_name = "ID")]
    pub(super) sarif_category: Option<String>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: ColorChoice,
    /// Check again whenever a file changes, until interrupted
    ///
    /// Each run writes the line `soc2lint: check started`, the report, and the line `soc2lint: check finished, waiting for changes`.
    #[arg(long, conflicts_with = "plan")]
    pub(super) watch: bool,
    /// Tell less
    #[arg(long, short, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Tell all: long lists are not cut
    #[arg(long, short)]
    pub(super) verbose: bool,

    /// Only these rules, whatever their preset
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', help_heading = "Rules")]
    pub(super) only: Vec<String>,
    /// Leave out these rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', help_heading = "Rules")]
    pub(super) ignore: Vec<String>,
    /// Which rules: what the common checklists ask, or every rule [default: default]
    #[arg(long, value_enum, help_heading = "Rules")]
    pub(super) preset: Option<PresetChoice>,
    /// Only rules for these categories: security, availability, processing_integrity, confidentiality, privacy
    #[arg(long, value_name = "CATEGORY,…", value_delimiter = ',', help_heading = "Rules")]
    pub(super) category: Vec<Category>,
    /// Only rules that speak for these criteria, besides those for `--category`
    #[arg(long, value_name = "CRITERION,…", value_delimiter = ',', value_parser = criteria::parse, help_heading = "Rules")]
    pub(super) criteria: Vec<CriterionId>,
    /// Further rules: a directory with `*.policy.hcl` files; may be repeated
    #[arg(long, value_name = "DIR", help_heading = "Rules")]
    pub(super) policies: Vec<Utf8PathBuf>,
    /// The root module that is the baseline of an account, where account-wide controls have to be declared; may be repeated
    #[arg(long, value_name = "PATH", help_heading = "Rules")]
    pub(super) account_baseline: Vec<Utf8PathBuf>,

    /// Fail on findings of this severity and worse: critical, high, medium, low, info, never [default: low]
    #[arg(long, value_name = "SEVERITY", help_heading = "Exit status")]
    pub(super) fail_on: Option<FailOn>,
    /// Fail on what could not be decided, as on findings
    #[arg(long, help_heading = "Exit status")]
    pub(super) fail_on_undetermined: bool,
    /// Fail on everything that was not analysed, missing remote modules included
    #[arg(long, conflicts_with = "allow_incomplete", help_heading = "Exit status")]
    pub(super) fail_on_gaps: bool,
    /// Do not fail on what could not be read or parsed
    #[arg(long, help_heading = "Exit status")]
    pub(super) allow_incomplete: bool,

    /// Compare with a baseline file: only findings that are not in it fail the run
    #[arg(long, value_name = "FILE", help_heading = "Comparison")]
    pub(super) baseline: Option<Utf8PathBuf>,
    /// Compare with a revision of the git repository, such as `origin/main`: only findings that it has not fail the run
    ///
    /// Both trees are evaluated whole; that of the revision is read from git's objects. `REV...` is where this branch left REV.
    #[arg(
        long,
        value_name = "REV",
        conflicts_with = "baseline",
        allow_hyphen_values = true,
        help_heading = "Comparison"
    )]
    pub(super) since: Option<String>,
    /// Write the open findings to a baseline file; they do not fail this run
    ///
    /// With `--baseline`, what that holds and this run did not look at is kept.
    #[arg(long, value_name = "FILE", help_heading = "Comparison")]
    pub(super) write_baseline: Option<Utf8PathBuf>,

    /// Show everything: exceptions cover nothing, and nothing is told of them
    #[arg(long, help_heading = "Exceptions")]
    pub(super) no_suppressions: bool,
    /// How to take comments for checkov, trivy, tfsec and KICS: warn (tell what they would except), honour (they are exceptions), off
    /// [default: warn]
    #[arg(long, value_name = "HOW", help_heading = "Exceptions")]
    pub(super) foreign_suppressions: Option<ForeignPolicy>,
    /// The day to hold the last days of exceptions against, in UTC; that of SOURCE_DATE_EPOCH or the clock where it is left out
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Exceptions")]
    pub(super) today: Option<Date>,

    #[command(flatten, next_help_heading = "Configuration")]
    pub(super) inputs: Inputs,
    /// Show the settings in effect and where each comes from, and check nothing
    #[arg(long, help_heading = "Configuration")]
    pub(super) show_settings: bool,
    /// Leave out paths that match; may be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Configuration")]
    pub(super) exclude: Vec<String>,

    /// How many threads; as many as there are processors where it is left out
    #[arg(long, value_name = "NUMBER")]
    pub(super) threads: Option<usize>,
    /// Tell on standard error how long each stage took
    #[arg(long, action = ArgAction::SetTrue)]
    pub(super) timings: bool,
}

/// `FORMAT=FILE`.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) path: Utf8PathBuf,
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
pub(super) struct FailOn(pub(super) Option<Severity>);

impl FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "never" { Ok(Self(None)) } else { text.parse().map(|severity| Self(Some(severity))) }
    }
}

impl Arguments {
    /// Where a settings file is looked for.
    pub(super) fn places(&self) -> Vec<Utf8PathBuf> {
        let given = self.paths.iter().chain(&self.plan).filter(|path| path.as_str() != "-");
        let given: Vec<Utf8PathBuf> = given.cloned().collect();
        if given.is_empty() { vec![Utf8PathBuf::from(".")] } else { given }
    }
}
