//! The formats by name.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use camino::Utf8PathBuf;

use super::{azure, concise, csv, github, github_output, gitlab, json, junit, markdown, rdjson, sarif, text};
use crate::lint::{ExitStatus, Report};
use crate::workspace::SourceMap;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// For people: every finding with the source it is about.
    Text,
    /// One line a finding, for editors and matchers.
    Concise,
    /// Everything, for programs: `schemas/report-v1.schema.json`.
    Json,
    /// SARIF 2.1.0 as GitHub code scanning reads it: violations only.
    Sarif,
    /// SARIF 2.1.0 with everything that was judged.
    SarifFull,
    /// Text, and annotations as GitHub's workflow commands.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Text, and issues as Azure Pipelines' logging commands.
    Azure,
    /// reviewdog's diagnostic format.
    Rdjson,
    /// A job summary of less than 64 KiB.
    Markdown,
    /// A table of everything that was judged, one row a resource instance.
    Csv,
    /// Counts for later steps of a GitHub workflow: lines for `$GITHUB_OUTPUT`.
    GithubOutput,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Concise,
        Self::Json,
        Self::Sarif,
        Self::SarifFull,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Azure,
        Self::Rdjson,
        Self::Markdown,
        Self::Csv,
        Self::GithubOutput,
    ];

    /// The name that options use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::SarifFull => "sarif-full",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Azure => "azure",
            Self::Rdjson => "rdjson",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::GithubOutput => "github-output",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.name() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("`{text}` is no format; write one of {}", names.join(", "))
        })
    }
}

/// How much a person wants to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// The findings and one line of summary.
    Quiet,
    /// Long lists are cut.
    #[default]
    Normal,
    /// Everything is listed.
    Verbose,
}

/// What a report is told besides the run's results.
#[derive(Clone, Debug)]
pub struct Options {
    /// How the run ends.
    pub exit: ExitStatus,
    /// Whether text may be coloured.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// How much a person wants to read.
    pub verbosity: Verbosity,
    /// `concise`: the canonical working directory, from which an editor opens its paths; where there is none, they are those of the
    /// other formats.
    pub directory: Option<Utf8PathBuf>,
    /// SARIF: `automationDetails.id`, up to its last `/` the category in code scanning.
    pub sarif_category: Option<String>,
    /// SARIF: the time of the run in seconds since 1970, where the output is to have one (`SOURCE_DATE_EPOCH`).
    pub time: Option<i64>,
}

impl Options {
    /// Options for a run that ends so: no colour, 100 columns.
    #[must_use]
    pub fn new(exit: ExitStatus) -> Self {
        let verbosity = Verbosity::Normal;
        Self { exit, color: false, width: 100, verbosity, directory: None, sarif_category: None, time: None }
    }
}

/// Writes a report.
///
/// # Errors
/// When `out` can't be written to.
pub fn write(
    format: Format,
    report: &Report,
    sources: &SourceMap,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(report, sources, options, out),
        Format::Concise => concise::write(report, sources, options, out),
        Format::Json => json::write(report, sources, options, out),
        Format::Sarif => sarif::write(sarif::Profile::Github, report, sources, options, out),
        Format::SarifFull => sarif::write(sarif::Profile::Full, report, sources, options, out),
        Format::Github => github::write(report, sources, options, out),
        Format::Gitlab => gitlab::write(report, sources, out),
        Format::Junit => junit::write(report, sources, out),
        Format::Azure => azure::write(report, sources, options, out),
        Format::Rdjson => rdjson::write(report, sources, out),
        Format::Markdown => markdown::write(report, sources, options, out),
        Format::Csv => csv::write(report, sources, out),
        Format::GithubOutput => github_output::write(report, out),
    }
}
