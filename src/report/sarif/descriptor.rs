//! Rules as SARIF describes them.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;
use serde_sarif::sarif;

use super::taxonomy::Taxonomy;
use crate::policy::{CriterionMapping, Metadata, Severity, Strength};
use crate::report::words::{self, non_empty};
use crate::workspace::Level;

/// GitHub shows ten of at most twenty.
const MAX_TAGS: usize = 10;
/// GitHub's limit for a rule's name and descriptions, in characters.
const MAX_TEXT: usize = 1024;

/// A text without Markdown.
pub(super) fn text(text: &str) -> sarif::MultiformatMessageString {
    sarif::MultiformatMessageString::builder().text(text).build()
}

/// A SARIF level of a violation.
pub(super) fn level(severity: Severity) -> sarif::ResultLevel {
    match words::level(severity) {
        Level::Error => sarif::ResultLevel::Error,
        Level::Warning => sarif::ResultLevel::Warning,
        Level::Note => sarif::ResultLevel::Note,
    }
}

/// GitHub makes critical, high, medium and low of this number, which has to be a string.
fn security_severity(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Critical => Some("9.5"),
        Severity::High => Some("8.0"),
        Severity::Medium => Some("5.5"),
        Severity::Low => Some("2.0"),
        Severity::Info => None,
    }
}

/// A rule with everything a reader of an alert needs.
pub(super) fn rule(rule: &Metadata, taxonomy: &Taxonomy) -> sarif::ReportingDescriptor {
    let mut properties = BTreeMap::from([("precision".to_owned(), json!("high"))]);
    if let Some(number) = security_severity(rule.severity) {
        properties.insert("security-severity".to_owned(), json!(number));
    }
    let bag = sarif::PropertyBag::builder().tags(tags(rule)).additional_properties(properties).build();
    let title = limited(non_empty(&rule.title, &rule.id.0));
    let mut descriptor = sarif::ReportingDescriptor::builder()
        .id(rule.id.0.as_str())
        .name(name(&rule.id.0))
        .short_description(text(&title))
        .full_description(text(&limited(non_empty(&rule.description, &title))))
        .default_configuration(sarif::ReportingConfiguration::builder().level(json!(level(rule.severity))).build())
        .help(help(rule))
        .properties(bag)
        .build();
    descriptor.help_uri = words::help_uri(rule).map(str::to_owned);
    let relationships: Vec<_> =
        unique_criteria(rule).filter_map(|criterion| relationship(criterion, taxonomy)).collect();
    if !relationships.is_empty() {
        descriptor.relationships = Some(relationships);
    }
    if !rule.deprecated_ids.is_empty() {
        descriptor.deprecated_ids = Some(rule.deprecated_ids.iter().map(|id| id.0.to_string()).collect());
    }
    descriptor
}

/// A rule's criteria, each once.
pub(super) fn unique_criteria(rule: &Metadata) -> impl Iterator<Item = &CriterionMapping> {
    rule.criteria
        .iter()
        .enumerate()
        .filter(|(index, criterion)| rule.criteria.iter().take(*index).all(|earlier| earlier.id != criterion.id))
        .map(|(_, criterion)| criterion)
}

fn relationship(criterion: &CriterionMapping, taxonomy: &Taxonomy) -> Option<sarif::ReportingDescriptorRelationship> {
    Some(
        sarif::ReportingDescriptorRelationship::builder()
            .target(taxonomy.taxon(&criterion.id)?)
            .kinds(vec!["relevant".to_owned()])
            .build(),
    )
}

/// `security`, `soc2`, the service, then the criteria, strongest first.
fn tags(rule: &Metadata) -> Vec<String> {
    let mut tags = vec!["security".to_owned(), "soc2".to_owned()];
    let mut push = |tag: String| {
        if tags.len() < MAX_TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    };
    if let Some(service) = rule.id.0.strip_prefix("aws-").and_then(|rest| rest.split('-').next()) {
        push(service.to_owned());
    }
    for strength in [Strength::Supports, Strength::Partial] {
        for criterion in rule.criteria.iter().filter(|criterion| criterion.strength == strength) {
            push(format!("soc2/{}", criterion.id));
        }
    }
    tags
}

/// `aws-s3-public-access-block` as `AwsS3PublicAccessBlock`.
fn name(id: &str) -> String {
    let words = id.split(['-', '_']).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let mut characters = word.chars();
            characters.next().map(char::to_uppercase).into_iter().flatten().chain(characters).collect::<String>()
        })
        .collect()
}

fn help(rule: &Metadata) -> sarif::MultiformatMessageString {
    sarif::MultiformatMessageString::builder().text(help_text(rule)).markdown(help_markdown(rule)).build()
}

fn help_text(rule: &Metadata) -> String {
    let mut parts = vec![non_empty(&rule.description, &rule.title).to_owned()];
    if !rule.remediation.text.is_empty() {
        parts.push(format!("What to write: {}", rule.remediation.text));
    }
    if let Some(after) = &rule.remediation.after {
        parts.push(after.trim_end().to_owned());
    }
    if !rule.criteria.is_empty() {
        let ids: Vec<String> = unique_criteria(rule).map(|criterion| criterion.id.to_string()).collect();
        parts.push(format!("Criteria: {}", ids.join(", ")));
    }
    parts.join("\n\n")
}

fn help_markdown(rule: &Metadata) -> String {
    let mut page = String::new();
    let mut push = |part: &str| {
        page.push_str(part);
        page.push_str("\n\n");
    };
    push(non_empty(&rule.description, &rule.title));
    if !rule.remediation.text.is_empty() {
        push("## What to write");
        push(&rule.remediation.text);
    }
    if let Some(before) = &rule.remediation.before {
        push(&format!("Before:\n\n{}", fenced(before)));
    }
    if let Some(after) = &rule.remediation.after {
        push(&format!("After:\n\n{}", fenced(after)));
    }
    if !rule.criteria.is_empty() {
        push("## Criteria");
        let mut lines = String::new();
        for criterion in unique_criteria(rule) {
            write!(lines, "- {}", criterion.id).expect("writing to a string does not fail");
            if !criterion.not_shown.is_empty() {
                write!(lines, ". Not shown: {}", criterion.not_shown).expect("writing to a string does not fail");
            }
            lines.push('\n');
        }
        push(lines.trim_end());
    }
    if !rule.references.is_empty() {
        push("## References");
        let lines: Vec<String> = rule.references.iter().map(|reference| format!("- <{reference}>")).collect();
        push(&lines.join("\n"));
    }
    page.truncate(page.trim_end().len());
    page
}

/// A code block whose fence is longer than any in the code.
fn fenced(code: &str) -> String {
    let longest = code.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}hcl\n{}\n{fence}", code.trim_end())
}

fn limited(text: &str) -> String {
    if text.chars().count() <= MAX_TEXT {
        return text.to_owned();
    }
    text.chars().take(MAX_TEXT - 1).chain(['…']).collect()
}
