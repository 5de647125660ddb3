//! Results: violations, and in the full profile everything else that was judged.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use camino::Utf8PathBuf;
use serde_json::{Value, json};
use serde_sarif::sarif;
use smol_str::SmolStr;

use super::descriptor::{level, unique_criteria};
use super::location::{Locations, earlier_line};
use super::log::Profile;
use super::suppression::suppressions;
use super::taxonomy::Taxonomy;
use crate::lint::{Finding, Report, Resolved, Status, Undetermined};
use crate::model::TraceStep;
use crate::policy::{Metadata, RuleId};
use crate::report::words;

/// GitHub refuses a file with more results in a run.
const MAX_RESULTS: usize = 25_000;
/// GitHub refuses a result with more locations; we keep the lists of one within it.
const MAX_LOCATIONS: usize = 1_000;

/// Related places that the message itself leads to; the others are listed below it.
const MAX_LINKS: usize = 5;

/// The rules that a report describes, in order of their ids.
pub(super) struct Rules<'a> {
    rules: Vec<&'a Metadata>,
    indices: HashMap<&'a RuleId, usize>,
}

impl<'a> Rules<'a> {
    fn new(rules: impl IntoIterator<Item = &'a Arc<Metadata>>) -> Self {
        let by_id: BTreeMap<&RuleId, &Metadata> = rules.into_iter().map(|rule| (&rule.id, rule.as_ref())).collect();
        let indices = by_id.keys().enumerate().map(|(index, id)| (*id, index)).collect();
        Self { rules: by_id.into_values().collect(), indices }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Metadata> {
        self.rules.iter().copied()
    }

    fn index(&self, id: &RuleId) -> i64 {
        self.indices.get(id).and_then(|index| i64::try_from(*index).ok()).unwrap_or(-1)
    }
}

/// A result that misses only its references to the taxonomy.
pub(super) struct Entry<'a> {
    /// `None` for what an earlier run found with a rule that this one does not have.
    rule: Option<&'a Metadata>,
    result: sarif::Result,
}

impl Entry<'_> {
    /// The finished result.
    pub(super) fn into_sarif(self, profile: Profile, taxonomy: &Taxonomy) -> sarif::Result {
        let mut result = self.result;
        if profile == Profile::Full {
            let criteria = self.rule.into_iter().flat_map(unique_criteria);
            let taxa: Vec<_> = criteria.filter_map(|criterion| taxonomy.taxon(&criterion.id)).collect();
            result.taxa = (!taxa.is_empty()).then_some(taxa);
        }
        result
    }
}

/// The results of a report, and the rules that they refer to.
pub(super) fn results<'a>(
    profile: Profile,
    report: &'a Report,
    locations: &mut Locations<'_>,
) -> (Rules<'a>, Vec<Entry<'a>>) {
    match profile {
        Profile::Github => {
            let findings = within_limit(report);
            let rules = Rules::new(findings.iter().map(|finding| &finding.rule));
            let entries = findings.iter().map(|finding| violation(profile, finding, &rules, locations)).collect();
            (rules, entries)
        }
        Profile::Full => {
            let judged = report.findings.iter().map(|finding| &finding.rule);
            let judged = judged.chain(report.undetermined.iter().map(|entry| &entry.rule));
            let judged = judged.chain(report.passes.iter().map(|pass| &pass.rule));
            let judged = judged.chain(report.not_seen.iter().map(|entry| entry.rule.metadata()));
            let rules = Rules::new(report.metadata().into_iter().chain(judged));
            let entries = everything(report, &rules, locations);
            (rules, entries)
        }
    }
}

/// The findings that count; where they are too many, the worst ones.
fn within_limit(report: &Report) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = report.findings.iter().filter(|finding| finding.status == Status::Open).collect();
    if findings.len() > MAX_RESULTS {
        let mut order: Vec<(usize, &Finding)> = findings.into_iter().enumerate().collect();
        order.sort_by_key(|(index, finding)| (std::cmp::Reverse(finding.rule.severity), *index));
        order.truncate(MAX_RESULTS);
        order.sort_by_key(|(index, _)| *index);
        findings = order.into_iter().map(|(_, finding)| finding).collect();
    }
    findings
}

fn everything<'a>(report: &'a Report, rules: &Rules<'a>, locations: &mut Locations<'_>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for finding in &report.findings {
        entries.push(violation(Profile::Full, finding, rules, locations));
    }
    entries.extend(report.resolved.iter().map(|resolved| absent(resolved, rules)));
    for undetermined in &report.undetermined {
        let location = with_resources(locations.whole(undetermined.location), &undetermined.resources, usize::MAX);
        let message = undetermined_message(undetermined);
        let mut entry = other(&undetermined.rule, sarif::ResultKind::Open, &message, Some(location), rules);
        entry.result.suppressions = Some(suppressions(&undetermined.status, &[], locations));
        let properties = environments(&undetermined.environments);
        let properties = properties.into_iter().chain(root_modules(&undetermined.root_modules, usize::MAX));
        entry.result.properties = bag(properties.collect());
        entries.push(entry);
    }
    for pass in &report.passes {
        let location = with_resources(locations.whole(pass.location), &pass.resources, usize::MAX);
        let message = format!("Kept: {}.", pass.rule.title);
        entries.push(other(&pass.rule, sarif::ResultKind::Pass, &message, Some(location), rules));
    }
    for not_seen in &report.not_seen {
        let message = "Not seen: no root module of this run was named an account baseline.";
        entries.push(other(not_seen.rule.metadata(), sarif::ResultKind::Open, message, None, rules));
    }
    let with_result: BTreeSet<&RuleId> = entries.iter().filter_map(|entry| Some(&entry.rule?.id)).collect();
    let idle: Vec<&Arc<Metadata>> =
        report.metadata().into_iter().filter(|rule| !with_result.contains(&rule.id)).collect();
    for rule in idle {
        let message = "Nothing in the configuration is of a kind that the rule is about.";
        entries.push(other(rule, sarif::ResultKind::NotApplicable, message, None, rules));
    }
    entries
}

/// A violation.
fn violation<'a>(
    profile: Profile,
    finding: &'a Finding,
    rules: &Rules<'_>,
    locations: &mut Locations<'_>,
) -> Entry<'a> {
    let (primary, most) = match profile {
        Profile::Github => (locations.first_line(finding.location), MAX_LOCATIONS),
        Profile::Full => (locations.whole(finding.location), usize::MAX),
    };
    let primary = with_resources(primary, &finding.resources, most);
    let mut fingerprints = BTreeMap::from([("soc2lint/v1".to_owned(), finding.fingerprint.clone())]);
    if let Some(hash) = locations.line_hash(finding.location) {
        fingerprints.insert("primaryLocationLineHash".to_owned(), hash);
    }
    let related = related(finding, locations);
    let mut result = sarif::Result::builder()
        .rule_id(finding.rule.id.0.as_str())
        .rule_index(rules.index(&finding.rule.id))
        .kind(sarif::ResultKind::Fail)
        .level(level(finding.rule.severity))
        .message(sarif::Message::from(&message(finding)))
        .partial_fingerprints(fingerprints)
        .build();
    if !finding.trace.is_empty() {
        result.code_flows = Some(vec![code_flow(finding, &primary, locations)]);
    }
    result.locations = Some(vec![primary]);
    if !related.is_empty() {
        result.related_locations = Some(related);
    }
    let mut properties = BTreeMap::new();
    if let Some(attribute) = &finding.attribute {
        properties.insert("attribute".to_owned(), json!(attribute));
    }
    if finding.assumed {
        properties.insert("assumesServiceDefault".to_owned(), json!(true));
    }
    properties.extend(environments(&finding.environments));
    properties.extend(root_modules(&finding.root_modules, most));
    result.properties = bag(properties);
    if profile == Profile::Full {
        result.suppressions = Some(suppressions(&finding.status, &finding.rejected, locations));
    }
    result.baseline_state = finding.baseline.map(|state| json!(words::baseline_state(state)));
    Entry { rule: Some(&finding.rule), result }
}

/// The environments that something holds in, as a property.
fn environments(names: &[SmolStr]) -> Option<(String, Value)> {
    let names: Vec<&str> = names.iter().map(SmolStr::as_str).collect();
    (!names.is_empty()).then(|| ("environments".to_owned(), json!(names)))
}

/// The root modules that something holds in, as a property.
fn root_modules(paths: &[Utf8PathBuf], most: usize) -> Option<(String, Value)> {
    let paths: Vec<&str> = paths.iter().take(most).map(|path| path.as_str()).collect();
    (!paths.is_empty()).then(|| ("rootModules".to_owned(), json!(paths)))
}

fn bag(properties: BTreeMap<String, Value>) -> Option<sarif::PropertyBag> {
    let has_some = !properties.is_empty();
    has_some.then(|| sarif::PropertyBag::builder().additional_properties(properties).build())
}

/// A violation that the run's comparison has and that holds no longer. Its line is that of the earlier run.
fn absent<'a>(resolved: &Resolved, rules: &Rules<'a>) -> Entry<'a> {
    let index = rules.indices.get(&resolved.rule).copied();
    let rule = index.and_then(|index| rules.rules.get(index).copied());
    let mut result = sarif::Result::builder()
        .rule_id(resolved.rule.0.as_str())
        .kind(sarif::ResultKind::Fail)
        .level(rule.map_or(sarif::ResultLevel::Warning, |rule| level(rule.severity)))
        .message(sarif::Message::from(&without_links(&resolved.message)))
        .locations(vec![with_resources(earlier_line(&resolved.path, resolved.line), &resolved.resources, usize::MAX)])
        .partial_fingerprints(BTreeMap::from([("soc2lint/v1".to_owned(), resolved.fingerprint.clone())]))
        .suppressions(Vec::new())
        .baseline_state(json!("absent"))
        .build();
    result.rule_index = index.and_then(|index| i64::try_from(index).ok());
    Entry { rule, result }
}

/// A result that is no violation: its level is `none`, as the specification wants for every kind but `fail`.
fn other<'a>(
    rule: &'a Arc<Metadata>,
    kind: sarif::ResultKind,
    message: &str,
    location: Option<sarif::Location>,
    rules: &Rules<'_>,
) -> Entry<'a> {
    let mut result = sarif::Result::builder()
        .rule_id(rule.id.0.as_str())
        .rule_index(rules.index(&rule.id))
        .kind(kind)
        .level(sarif::ResultLevel::None)
        .message(sarif::Message::from(message))
        .build();
    result.locations = location.map(|location| vec![location]);
    Entry { rule: Some(rule), result }
}

/// The message with, after its own sentence, what else a reader of an alert wants to know.
fn message(finding: &Finding) -> String {
    let mut parts = vec![without_links(words::non_empty(&finding.message, &finding.rule.title))];
    if finding.resources.len() > 1 {
        parts.push(format!("Reached through {} instances.", finding.resources.len()));
    }
    if finding.root_modules.len() > 1 {
        parts.push(format!("It holds in {} root modules.", finding.root_modules.len()));
    }
    if finding.assumed {
        parts.push("It rests on a documented default of the service.".to_owned());
    }
    for (index, step) in unique_steps(&finding.related).into_iter().take(MAX_LINKS).enumerate() {
        let text = step.message.replace(['[', ']'], "");
        parts.push(format!("See [{text}]({}).", index + 1));
    }
    parts.join("\n")
}

fn undetermined_message(undetermined: &Undetermined) -> String {
    let causes: Vec<String> = undetermined.causes.iter().map(ToString::to_string).collect();
    let error = undetermined.error.iter().map(|error| format!("the rule failed: {error}"));
    let reasons: Vec<String> = causes.into_iter().chain(error).collect();
    if reasons.is_empty() {
        "Not decided before deployment.".to_owned()
    } else {
        without_links(&format!("Not decided before deployment: {}.", reasons.join("; ")))
    }
}

/// A viewer makes links of `[text](1)` and `[text](https://…)`; text from the input must not become one.
fn without_links(text: &str) -> String {
    text.replace("](", "] (")
}

fn with_resources(mut location: sarif::Location, resources: &[String], most: usize) -> sarif::Location {
    let logical: Vec<sarif::LogicalLocation> = resources
        .iter()
        .take(most)
        .map(|address| sarif::LogicalLocation::builder().fully_qualified_name(address).kind("resource").build())
        .collect();
    location.logical_locations = (!logical.is_empty()).then_some(logical);
    location
}

/// From the literal that decided to the place that is reported, as a reader follows a value.
fn code_flow(finding: &Finding, primary: &sarif::Location, locations: &mut Locations<'_>) -> sarif::CodeFlow {
    let mut steps: Vec<sarif::ThreadFlowLocation> = finding
        .trace
        .iter()
        .take(MAX_LOCATIONS)
        .rev()
        .map(|step| {
            let mut location = locations.whole(step.span);
            location.message = Some(sarif::Message::from(&without_links(&step.message)));
            sarif::ThreadFlowLocation::builder().location(location).build()
        })
        .collect();
    let mut last = primary.clone();
    last.message = Some(sarif::Message::from(&without_links(&finding.message)));
    steps.push(sarif::ThreadFlowLocation::builder().location(last).build());
    let flow = sarif::ThreadFlow::builder().locations(steps).build();
    sarif::CodeFlow::builder().thread_flows(vec![flow]).build()
}

fn related(finding: &Finding, locations: &mut Locations<'_>) -> Vec<sarif::Location> {
    let steps = unique_steps(&finding.related);
    let numbered = steps.into_iter().enumerate();
    numbered
        .map(|(index, step)| {
            let mut location = locations.whole(step.span);
            location.id = i64::try_from(index + 1).ok();
            location.message = Some(sarif::Message::from(&without_links(&step.message)));
            location
        })
        .collect()
}

/// Each step once, at most as many as GitHub takes.
fn unique_steps(steps: &[TraceStep]) -> Vec<&TraceStep> {
    let mut seen = BTreeSet::new();
    steps.iter().filter(|step| seen.insert(*step)).take(MAX_LOCATIONS).collect()
}
