//! `soc2lint explain`: a rule or a criterion at length.

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;

use super::output::to_stdout;
use super::{CliError, terminal};
use crate::criteria::{self, Checkable, Criterion, CriterionId};
use crate::lint::{ExitStatus, RuleSet};
use crate::policy::{Metadata, Preset, Strength};
use crate::report::wrap;
use crate::workspace::nearest;

/// Arguments of `soc2lint explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  soc2lint explain aws-s3-public-access-block\n  soc2lint explain CC6.1")]
pub(super) struct Arguments {
    /// A rule's id (`aws-s3-public-access-block`) or a criterion's (`CC6.1`)
    #[arg(value_name = "RULE|CRITERION")]
    id: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let set = RuleSet::embedded();
    let rules = set.metadata();
    let width = terminal::width();
    if let Some(rule) = find_rule(&rules, &arguments.id) {
        to_stdout(|out| explain_rule(rule, width, out))?;
        return Ok(ExitStatus::Clean);
    }
    let id: Option<CriterionId> = arguments.id.to_ascii_uppercase().parse().ok();
    if let Some(criterion) = id.as_ref().and_then(criteria::find) {
        to_stdout(|out| explain_criterion(criterion, &rules, width, out))?;
        return Ok(ExitStatus::Clean);
    }
    let rule_ids = rules.iter().map(|rule| rule.id.0.as_str());
    let known = rule_ids.chain(criteria::CRITERIA.iter().map(|criterion| criterion.id));
    let hint = nearest(&arguments.id, known).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    Err(CliError::Usage(format!("`{}` is neither a rule nor a criterion{hint}", arguments.id)))
}

/// The rule with that id, or that had it once.
fn find_rule<'a>(rules: &'a [Arc<Metadata>], id: &str) -> Option<&'a Metadata> {
    let is = |rule: &&Arc<Metadata>| rule.id.0 == id || rule.deprecated_ids.iter().any(|former| former.0 == id);
    rules.iter().find(is).map(Arc::as_ref)
}

fn explain_rule(rule: &Metadata, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}\n", rule.id, rule.title)?;
    let preset = match rule.preset {
        Preset::Default => "runs by default",
        Preset::Strict => "runs with `--preset strict`",
    };
    writeln!(out, "severity {}, {preset}, since {}\n", rule.severity, rule.since)?;
    paragraph(out, width, "", &rule.description)?;
    if !rule.account_baseline.is_empty() {
        let types: Vec<String> = rule.account_baseline.iter().map(|name| format!("`{name}`")).collect();
        let text = format!(
            "It is about the account: with `--account-baseline PATH` the root module at PATH has to declare {} that keeps it.",
            types.join(" or "),
        );
        writeln!(out)?;
        paragraph(out, width, "", &text)?;
    }
    if !rule.criteria.is_empty() {
        writeln!(out, "\nCriteria")?;
    }
    for mapping in &rule.criteria {
        let text = criteria::find(&mapping.id).map_or("", |criterion| criterion.text);
        let strength = match mapping.strength {
            Strength::Supports => "supports",
            Strength::Partial => "supports a part of",
        };
        paragraph(out, width, "  ", &format!("{strength} {}: {text}", mapping.id))?;
        paragraph(out, width, "    ", &format!("Not shown: {}", mapping.not_shown))?;
    }
    writeln!(out, "\nWhat to write")?;
    paragraph(out, width, "  ", &rule.remediation.text)?;
    for (heading, code) in [("Before", &rule.remediation.before), ("After", &rule.remediation.after)] {
        if let Some(code) = code {
            writeln!(out, "\n{heading}")?;
            for line in code.trim_end().lines() {
                writeln!(out, "  {line}")?;
            }
        }
    }
    if !rule.references.is_empty() {
        writeln!(out, "\nReferences")?;
        for reference in &rule.references {
            writeln!(out, "  {reference}")?;
        }
    }
    Ok(())
}

fn explain_criterion(
    criterion: &Criterion,
    rules: &[Arc<Metadata>],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{} ({}: {})\n", criterion.id, criterion.category, criterion.group)?;
    paragraph(out, width, "", criterion.text)?;
    let what = match criterion.checkable {
        Checkable::Yes => "Terraform is a main source of evidence for it.",
        Checkable::Partly => "Terraform shows a part of it; the rest is with people and procedures.",
        Checkable::No => "Terraform says nothing about it: people and procedures do.",
    };
    writeln!(out)?;
    paragraph(out, width, "", what)?;
    let serving: Vec<&Arc<Metadata>> = rules
        .iter()
        .filter(|rule| rule.criteria.iter().any(|mapping| mapping.id.to_string() == criterion.id))
        .collect();
    if !serving.is_empty() {
        writeln!(out, "\nRules")?;
        let longest = serving.iter().map(|rule| rule.id.0.len()).max().unwrap_or(0);
        for rule in serving {
            writeln!(out, "  {:longest$}  {}", rule.id.0.as_str(), rule.title)?;
        }
    }
    Ok(())
}

fn paragraph(out: &mut dyn Write, width: usize, indent: &str, text: &str) -> io::Result<()> {
    for line in wrap(text, width.saturating_sub(indent.len()).max(40)) {
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}
