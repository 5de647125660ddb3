//! The pages made from the rules: one a rule, one a service, one for all criteria.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use soc2lint::criteria::{CRITERIA, Category, Checkable, Criterion};
use soc2lint::lint::RuleSet;
use soc2lint::policy::{Metadata, Preset, Strength};

/// Every page by its path below `docs/`.
pub(crate) fn pages() -> BTreeMap<String, String> {
    let rules = RuleSet::embedded().metadata();
    let mut pages = BTreeMap::new();
    let mut services: BTreeMap<&str, Vec<&Arc<Metadata>>> = BTreeMap::new();
    for rule in &rules {
        pages.insert(format!("rules/{}.md", rule.id), rule_page(rule));
        services.entry(service(rule)).or_default().push(rule);
    }
    for (service, rules) in &services {
        pages.insert(format!("rules/service-{service}.md"), service_page(service, rules));
    }
    pages.insert("rules/README.md".to_owned(), index_page(&services));
    pages.insert("criteria.md".to_owned(), criteria_page(&rules));
    pages
}

/// The second word of a rule's id; those about exceptions are one group.
fn service(rule: &Metadata) -> &str {
    match rule.id.0.split_once('-') {
        Some(("suppression", _)) => "exceptions",
        Some((_, rest)) => rest.split('-').next().unwrap_or_default(),
        None => "",
    }
}

fn preset(rule: &Metadata) -> &'static str {
    match rule.preset {
        Preset::Default => "default",
        Preset::Strict => "strict",
    }
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Supports => "supports",
        Strength::Partial => "partial",
    }
}

/// A code block that nothing in its content can end.
fn code(out: &mut String, language: &str, text: &str) {
    let fence = if text.contains("```") { "````" } else { "```" };
    let _ = write!(out, "{fence}{language}\n{}\n{fence}\n\n", text.trim_end());
}

fn rule_page(rule: &Metadata) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "# {}\n\n{}\n\nSeverity {}, preset {}, since {}. [All rules of this service](service-{}.md)\n\n{}\n\n",
        rule.id,
        rule.title,
        rule.severity,
        preset(rule),
        rule.since,
        service(rule),
        rule.description.trim()
    );
    if !rule.criteria.is_empty() {
        out.push_str("## Criteria\n\n| criterion | strength | what the rule does not show |\n| --- | --- | --- |\n");
    }
    for mapping in &rule.criteria {
        let not_shown = mapping.not_shown.replace('|', "\\|");
        let _ = writeln!(
            out,
            "| [{0}](../criteria.md#{1}) | {2} | {not_shown} |",
            mapping.id,
            anchor(&mapping.id.to_string()),
            strength(mapping.strength)
        );
    }
    let _ = write!(
        out,
        "{}## What to write\n\n{}\n\n",
        if rule.criteria.is_empty() { "" } else { "\n" },
        rule.remediation.text.trim()
    );
    for (title, example) in [("Before", &rule.remediation.before), ("After", &rule.remediation.after)] {
        if let Some(example) = example {
            let _ = write!(out, "{title}:\n\n");
            code(&mut out, "hcl", example);
        }
    }
    if !rule.account_baseline.is_empty() {
        let types: Vec<String> = rule.account_baseline.iter().map(|name| format!("`{name}`")).collect();
        let _ = write!(
            out,
            "What is declared is judged wherever it stands. That nothing is declared ({}) is judged where a run names the account's root module: `--account-baseline PATH`.\n\n",
            types.join(", ")
        );
    }
    if !rule.references.is_empty() {
        out.push_str("## References\n\n");
        for reference in &rule.references {
            let _ = writeln!(out, "- <{reference}>");
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn table(out: &mut String, rules: &[&Arc<Metadata>]) {
    out.push_str("| rule | severity | preset | criteria | what it asks |\n| --- | --- | --- | --- | --- |\n");
    for rule in rules {
        let criteria: Vec<String> = rule.criteria.iter().map(|mapping| mapping.id.to_string()).collect();
        let title = rule.title.replace('|', "\\|");
        let _ = writeln!(
            out,
            "| [{0}]({0}.md) | {1} | {2} | {3} | {title} |",
            rule.id,
            rule.severity,
            preset(rule),
            criteria.join(" ")
        );
    }
}

fn service_page(service: &str, rules: &[&Arc<Metadata>]) -> String {
    let mut out = format!("# Rules for {service}\n\n");
    table(&mut out, rules);
    out
}

fn index_page(services: &BTreeMap<&str, Vec<&Arc<Metadata>>>) -> String {
    let count: usize = services.values().map(Vec::len).sum();
    let mut out =
        format!("# Rules\n\n{count} rules in {} groups, made from the files under `rules/`.\n", services.len());
    for (service, rules) in services {
        let _ = write!(out, "\n## [{service}](service-{service}.md)\n\n");
        table(&mut out, rules);
    }
    out
}

fn anchor(id: &str) -> String {
    id.to_lowercase().replace('.', "")
}

fn category(category: Category) -> &'static str {
    match category {
        Category::Security => "Security",
        Category::Availability => "Availability",
        Category::ProcessingIntegrity => "Processing integrity",
        Category::Confidentiality => "Confidentiality",
        Category::Privacy => "Privacy",
    }
}

fn criteria_page(rules: &[Arc<Metadata>]) -> String {
    let mut out = String::from(
        "# Criteria\n\nThe Trust Services Criteria by their official ids, in our own words, and the rules that speak for each. What a rule does not show stands on its page.\n",
    );
    let mut series = None;
    for criterion in CRITERIA {
        if series != Some((criterion.category, criterion.group)) {
            series = Some((criterion.category, criterion.group));
            let _ = write!(out, "\n## {}: {}\n", category(criterion.category), criterion.group);
        }
        out.push_str(&criterion_section(criterion, rules));
    }
    out
}

fn criterion_section(criterion: &Criterion, rules: &[Arc<Metadata>]) -> String {
    let checkable = match criterion.checkable {
        Checkable::Yes => "Terraform is a main source of evidence for it.",
        Checkable::Partly => "Terraform shows a part of it.",
        Checkable::No => "Terraform says nothing about it: people and procedures do.",
    };
    let mut out = format!("\n### {}\n\n{} {checkable}\n", criterion.id, criterion.text);
    let mut speaking = rules
        .iter()
        .filter_map(|rule| {
            let mapping = rule.criteria.iter().find(|mapping| mapping.id.to_string() == criterion.id)?;
            Some((rule, mapping))
        })
        .peekable();
    if speaking.peek().is_some() {
        out.push('\n');
    }
    for (rule, mapping) in speaking {
        let _ = writeln!(out, "- [{0}](rules/{0}.md) ({1}): {2}", rule.id, strength(mapping.strength), rule.title);
    }
    out
}
