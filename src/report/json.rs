//! `--format json`: everything a run found, versioned. The schema is `schemas/report-v1.schema.json`.
//!
//! Within version 1 fields are added, never changed or removed.

use std::io::{self, Write};

use serde::Serialize;

use super::format::Options;
use super::json_text;
use super::place::Places;
use super::tally::Tally;
use super::words;
use crate::config::AppliedSettings;
use crate::lint::{
    Comparison, Counts, Exception, ExceptionRecord, Finding, Pass, Report, Resolved, Status, Undetermined,
};
use crate::model::TraceStep;
use crate::policy::{Metadata, Preset, RULES_VERSION, Severity, Strength};
use crate::value::Cause;
use crate::workspace::{Diagnostic, Gap, Position, SourceMap, Span};

/// The name and version of the format.
const SCHEMA: &str = "soc2lint/report/v1";

pub(super) fn write(report: &Report, sources: &SourceMap, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    let document = Document {
        schema: SCHEMA,
        tool: Tool { name: "soc2lint", version: words::VERSION, rules_version: RULES_VERSION },
        status: RunStatus { exit_code: options.exit.code(), complete: report.gaps.is_empty() },
        comparison: report.comparison.as_ref().map(comparison_entry),
        settings: report.settings.as_ref().map(|settings| settings_entry(settings, &mut places)),
        summary: summary(report),
        rules: report.metadata().into_iter().map(|rule| rule_entry(rule, report)).collect(),
        findings: report.findings.iter().map(|finding| finding_entry(finding, &mut places)).collect(),
        resolved: report.resolved.iter().map(resolved_entry).collect(),
        exceptions: report.exceptions.iter().map(|record| record_entry(record, &mut places)).collect(),
        undetermined: report.undetermined.iter().map(|entry| undetermined_entry(entry, &mut places)).collect(),
        passes: report.passes.iter().map(|pass| pass_entry(pass, &mut places)).collect(),
        not_seen: report.not_seen.iter().map(|entry| entry.rule.id()).collect(),
        diagnostics: report.diagnostics.iter().map(|entry| diagnostic_entry(entry, &mut places)).collect(),
        gaps: report.gaps.iter().map(|gap| gap_entry(gap, &mut places)).collect(),
    };
    json_text::write(out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    tool: Tool,
    status: RunStatus,
    comparison: Option<ComparisonEntry<'a>>,
    settings: Option<SettingsEntry<'a>>,
    summary: Summary,
    rules: Vec<RuleEntry<'a>>,
    findings: Vec<FindingEntry<'a>>,
    resolved: Vec<ResolvedEntry<'a>>,
    exceptions: Vec<RecordEntry<'a>>,
    undetermined: Vec<UndeterminedEntry<'a>>,
    passes: Vec<PassEntry<'a>>,
    not_seen: Vec<&'a str>,
    diagnostics: Vec<DiagnosticEntry<'a>>,
    gaps: Vec<GapEntry<'a>>,
}

#[derive(Serialize)]
struct SettingsEntry<'a> {
    path: &'a str,
    narrows: Vec<NarrowingEntry<'a>>,
}

#[derive(Serialize)]
struct NarrowingEntry<'a> {
    setting: &'static str,
    what: &'a str,
    location: LocationEntry,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
    rules_version: &'static str,
}

#[derive(Serialize)]
struct RunStatus {
    exit_code: u8,
    complete: bool,
}

#[derive(Serialize)]
struct ComparisonEntry<'a> {
    kind: &'static str,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    findings: usize,
    by_severity: BySeverity,
    new: Option<usize>,
    unchanged: Option<usize>,
    resolved: Option<usize>,
    excepted: usize,
    undetermined: usize,
    passes: usize,
    not_seen: usize,
    gaps: usize,
    files: u64,
    bytes: u64,
    root_modules: u64,
    module_instances: u64,
    resources: u64,
}

#[derive(Serialize)]
struct BySeverity {
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
    info: usize,
}

#[derive(Serialize)]
struct RuleEntry<'a> {
    id: &'a str,
    title: &'a str,
    severity: &'static str,
    preset: &'static str,
    since: &'a str,
    criteria: Vec<CriterionEntry<'a>>,
    description: &'a str,
    remediation: RemediationEntry<'a>,
    references: &'a [String],
    verdicts: VerdictEntry,
}

#[derive(Serialize)]
struct CriterionEntry<'a> {
    id: String,
    strength: &'static str,
    not_shown: &'a str,
}

#[derive(Serialize)]
struct RemediationEntry<'a> {
    text: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct VerdictEntry {
    pass: u64,
    fail: u64,
    undetermined: u64,
    not_applicable: u64,
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    rule: &'a str,
    severity: &'static str,
    baseline: Option<&'static str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exception: Option<ExceptionEntry<'a>>,
    message: &'a str,
    resources: &'a [String],
    environments: Vec<&'a str>,
    root_modules: Vec<&'a str>,
    attribute: Option<&'a str>,
    location: LocationEntry,
    block: LocationEntry,
    trace: Vec<StepEntry<'a>>,
    related: Vec<StepEntry<'a>>,
    assumed: bool,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct ExceptionEntry<'a> {
    rules: &'a [String],
    origin: &'static str,
    tool: Option<&'static str>,
    location: LocationEntry,
    reason: Option<&'a str>,
    until: Option<String>,
    ticket: Option<&'a str>,
    approved_by: Option<&'a str>,
}

#[derive(Serialize)]
struct RecordEntry<'a> {
    #[serde(flatten)]
    exception: ExceptionEntry<'a>,
    state: &'static str,
    findings: u64,
    undetermined: u64,
    instances: u64,
}

#[derive(Serialize)]
struct ResolvedEntry<'a> {
    rule: &'a str,
    message: &'a str,
    resources: &'a [String],
    path: &'a str,
    line: u32,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct LocationEntry {
    path: String,
    start: PositionEntry,
    end: PositionEntry,
}

#[derive(Serialize)]
struct PositionEntry {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct StepEntry<'a> {
    message: &'a str,
    location: LocationEntry,
}

#[derive(Serialize)]
struct UndeterminedEntry<'a> {
    rule: &'a str,
    resources: &'a [String],
    location: LocationEntry,
    causes: Vec<CauseEntry>,
    trace: Vec<StepEntry<'a>>,
    error: Option<&'a str>,
    environments: Vec<&'a str>,
    root_modules: Vec<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exception: Option<ExceptionEntry<'a>>,
}

#[derive(Serialize)]
struct CauseEntry {
    kind: &'static str,
    name: String,
    message: String,
}

#[derive(Serialize)]
struct PassEntry<'a> {
    rule: &'a str,
    resources: &'a [String],
    location: LocationEntry,
}

#[derive(Serialize)]
struct DiagnosticEntry<'a> {
    level: &'static str,
    message: &'a str,
    location: Option<LocationEntry>,
}

#[derive(Serialize)]
struct GapEntry<'a> {
    kind: &'static str,
    what: &'a str,
    why: &'a str,
    location: Option<LocationEntry>,
}

fn comparison_entry(comparison: &Comparison) -> ComparisonEntry<'_> {
    let (kind, name) = words::comparison(comparison);
    ComparisonEntry { kind, name }
}

fn summary(report: &Report) -> Summary {
    let tally = Tally::of(report);
    let statistics = report.statistics;
    Summary {
        findings: tally.open,
        by_severity: BySeverity {
            critical: tally.of_severity(Severity::Critical),
            high: tally.of_severity(Severity::High),
            medium: tally.of_severity(Severity::Medium),
            low: tally.of_severity(Severity::Low),
            info: tally.of_severity(Severity::Info),
        },
        new: tally.compared.map(|compared| compared.new),
        unchanged: tally.compared.map(|compared| compared.unchanged),
        resolved: tally.compared.map(|compared| compared.resolved),
        excepted: tally.excepted,
        undetermined: report.undecided().count(),
        passes: report.passes.len(),
        not_seen: report.not_seen.len(),
        gaps: report.gaps.len(),
        files: statistics.files,
        bytes: statistics.bytes,
        root_modules: statistics.root_modules,
        module_instances: statistics.module_instances,
        resources: statistics.resources,
    }
}

fn rule_entry<'a>(rule: &'a Metadata, report: &Report) -> RuleEntry<'a> {
    let counts = report.judged.get(&rule.id).copied().unwrap_or_default();
    let Counts { pass, fail, undetermined, not_applicable } = counts;
    RuleEntry {
        id: &rule.id.0,
        title: &rule.title,
        severity: rule.severity.name(),
        preset: match rule.preset {
            Preset::Default => "default",
            Preset::Strict => "strict",
        },
        since: &rule.since,
        criteria: rule
            .criteria
            .iter()
            .map(|criterion| CriterionEntry {
                id: criterion.id.to_string(),
                strength: match criterion.strength {
                    Strength::Supports => "supports",
                    Strength::Partial => "partial",
                },
                not_shown: &criterion.not_shown,
            })
            .collect(),
        description: &rule.description,
        remediation: RemediationEntry {
            text: &rule.remediation.text,
            before: rule.remediation.before.as_deref(),
            after: rule.remediation.after.as_deref(),
        },
        references: &rule.references,
        verdicts: VerdictEntry { pass, fail, undetermined, not_applicable },
    }
}

fn finding_entry<'a>(finding: &'a Finding, places: &mut Places<'_>) -> FindingEntry<'a> {
    let (status, exception) = status_entry(&finding.status, places);
    FindingEntry {
        rule: &finding.rule.id.0,
        severity: finding.rule.severity.name(),
        baseline: finding.baseline.map(words::baseline_state),
        status,
        exception,
        message: &finding.message,
        resources: &finding.resources,
        environments: finding.environments.iter().map(|name| name.as_str()).collect(),
        root_modules: finding.root_modules.iter().map(|path| path.as_str()).collect(),
        attribute: finding.attribute.as_deref(),
        location: location(finding.location, places),
        block: location(finding.block, places),
        trace: steps(&finding.trace, places),
        related: steps(&finding.related, places),
        assumed: finding.assumed,
        fingerprint: &finding.fingerprint,
    }
}

fn status_entry<'a>(status: &'a Status, places: &mut Places<'_>) -> (&'static str, Option<ExceptionEntry<'a>>) {
    match status {
        Status::Open => ("open", None),
        Status::Excepted(exception) => ("excepted", Some(exception_entry(exception, places))),
    }
}

fn exception_entry<'a>(exception: &'a Exception, places: &mut Places<'_>) -> ExceptionEntry<'a> {
    let (origin, tool) = words::origin(exception.origin);
    ExceptionEntry {
        rules: &exception.rules,
        origin,
        tool,
        location: location(exception.location, places),
        reason: exception.reason.as_deref(),
        until: exception.until.map(|until| until.to_string()),
        ticket: exception.ticket.as_deref(),
        approved_by: exception.approved_by.as_deref(),
    }
}

fn record_entry<'a>(record: &'a ExceptionRecord, places: &mut Places<'_>) -> RecordEntry<'a> {
    RecordEntry {
        exception: exception_entry(&record.exception, places),
        state: words::exception_state(record.state),
        findings: record.findings,
        undetermined: record.undetermined,
        instances: record.instances,
    }
}

fn resolved_entry(resolved: &Resolved) -> ResolvedEntry<'_> {
    ResolvedEntry {
        rule: &resolved.rule.0,
        message: &resolved.message,
        resources: &resolved.resources,
        path: &resolved.path,
        line: resolved.line,
        fingerprint: &resolved.fingerprint,
    }
}

fn undetermined_entry<'a>(entry: &'a Undetermined, places: &mut Places<'_>) -> UndeterminedEntry<'a> {
    let (status, exception) = status_entry(&entry.status, places);
    UndeterminedEntry {
        rule: &entry.rule.id.0,
        resources: &entry.resources,
        location: location(entry.location, places),
        causes: entry.causes.iter().map(cause_entry).collect(),
        trace: steps(&entry.trace, places),
        error: entry.error.as_deref(),
        environments: entry.environments.iter().map(|name| name.as_str()).collect(),
        root_modules: entry.root_modules.iter().map(|path| path.as_str()).collect(),
        status,
        exception,
    }
}

fn cause_entry(cause: &Cause) -> CauseEntry {
    let (kind, name) = match cause {
        Cause::Variable(name) => ("variable", name.to_string()),
        Cause::DataSource(name) => ("data-source", name.to_string()),
        Cause::Computed(name) => ("computed", name.to_string()),
        Cause::Function(name) => ("function", name.to_string()),
        Cause::Module(name) => ("module", name.to_string()),
        Cause::Expansion(name) => ("expansion", name.to_string()),
        Cause::Schema(name) => ("schema", name.to_string()),
        Cause::Undocumented(what) => ("undocumented", what.to_string()),
        Cause::Budget(limit) => ("budget", limit.to_string()),
        Cause::Error(name) => ("error", name.to_string()),
        Cause::Gap(name) => ("gap", name.to_string()),
    };
    CauseEntry { kind, name, message: cause.to_string() }
}

fn pass_entry<'a>(pass: &'a Pass, places: &mut Places<'_>) -> PassEntry<'a> {
    PassEntry { rule: &pass.rule.id.0, resources: &pass.resources, location: location(pass.location, places) }
}

fn settings_entry<'a>(settings: &'a AppliedSettings, places: &mut Places<'_>) -> SettingsEntry<'a> {
    let narrowings = settings.narrowings.iter().map(|narrowing| NarrowingEntry {
        setting: narrowing.setting,
        what: &narrowing.what,
        location: location(narrowing.span, places),
    });
    SettingsEntry { path: settings.path.as_str(), narrows: narrowings.collect() }
}

fn diagnostic_entry<'a>(diagnostic: &'a Diagnostic, places: &mut Places<'_>) -> DiagnosticEntry<'a> {
    DiagnosticEntry {
        level: words::level_name(diagnostic.level),
        message: &diagnostic.message,
        location: diagnostic.span.map(|span| location(span, places)),
    }
}

fn gap_entry<'a>(gap: &'a Gap, places: &mut Places<'_>) -> GapEntry<'a> {
    GapEntry {
        kind: gap.kind.name(),
        what: &gap.what,
        why: &gap.why,
        location: gap.span.map(|span| location(span, places)),
    }
}

fn steps<'a>(steps: &'a [TraceStep], places: &mut Places<'_>) -> Vec<StepEntry<'a>> {
    steps.iter().map(|step| StepEntry { message: &step.message, location: location(step.span, places) }).collect()
}

fn location(span: Span, places: &mut Places<'_>) -> LocationEntry {
    let place = places.of(span);
    LocationEntry { path: place.path().to_owned(), start: position(place.start), end: position(place.end) }
}

fn position(position: Position) -> PositionEntry {
    PositionEntry { line: position.line, column: position.character }
}
