//! `soc2lint rules`: what there is.

use std::io::{self, Write};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::CliError;
use super::output::to_stdout;
use crate::lint::{ExitStatus, RuleSet};
use crate::policy::{Metadata, Preset};

/// Arguments of `soc2lint rules`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  soc2lint rules\n  soc2lint rules --preset default --format markdown")]
pub(super) struct Arguments {
    /// How to list them
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
    /// Only the rules of this preset
    #[arg(long, value_enum)]
    preset: Option<PresetChoice>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A table for people
    #[default]
    Text,
    /// For programs
    Json,
    /// A table for documents
    Markdown,
}

/// A preset, as options name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PresetChoice {
    /// What the common SOC 2 checklists ask
    Default,
    /// Every rule
    Strict,
}

impl PresetChoice {
    /// The name that settings use.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Strict => "strict",
        }
    }
}

impl From<PresetChoice> for Preset {
    fn from(choice: PresetChoice) -> Self {
        match choice {
            PresetChoice::Default => Self::Default,
            PresetChoice::Strict => Self::Strict,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let set = RuleSet::embedded();
    let wanted = |rule: &Metadata| arguments.preset.is_none_or(|preset| rule.preset <= preset.into());
    let rules: Vec<Arc<Metadata>> = set.metadata().into_iter().filter(|rule| wanted(rule)).collect();
    to_stdout(|out| match arguments.format {
        ListFormat::Text => text(&rules, out),
        ListFormat::Json => as_json(&rules, out),
        ListFormat::Markdown => markdown(&rules, out),
    })?;
    Ok(ExitStatus::Clean)
}

/// The criteria in one line.
fn criteria(rule: &Metadata) -> String {
    let ids: Vec<String> = rule.criteria.iter().map(|criterion| criterion.id.to_string()).collect();
    ids.join(" ")
}

fn preset(rule: &Metadata) -> &'static str {
    match rule.preset {
        Preset::Default => "default",
        Preset::Strict => "strict",
    }
}

fn text(rules: &[Arc<Metadata>], out: &mut dyn Write) -> io::Result<()> {
    let longest = rules.iter().map(|rule| rule.id.0.len()).max().unwrap_or(0);
    for rule in rules {
        let (id, severity) = (rule.id.0.as_str(), rule.severity.name());
        writeln!(out, "{id:longest$}  {severity:8}  {:7}  {}  [{}]", preset(rule), rule.title, criteria(rule))?;
    }
    writeln!(out, "{} rules; `soc2lint explain RULE` tells more of one", rules.len())
}

fn as_json(rules: &[Arc<Metadata>], out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<serde_json::Value> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id.0.as_str(),
                "title": rule.title,
                "severity": rule.severity.name(),
                "preset": preset(rule),
                "criteria": rule.criteria.iter().map(|criterion| criterion.id.to_string()).collect::<Vec<_>>(),
                "account_baseline": rule.account_baseline.iter().map(|of| of.as_str()).collect::<Vec<_>>(),
                "since": rule.since,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &entries)?;
    writeln!(out)
}

fn markdown(rules: &[Arc<Metadata>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| rule | severity | preset | criteria | what it asks |\n| --- | --- | --- | --- | --- |")?;
    for rule in rules {
        let title = rule.title.replace('|', "\\|");
        writeln!(out, "| `{}` | {} | {} | {} | {title} |", rule.id, rule.severity, preset(rule), criteria(rule))?;
    }
    Ok(())
}
