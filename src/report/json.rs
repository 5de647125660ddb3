//! `--format json`: everything a run found, versioned. The schema is `schemas/report-v1.schema.json`.
//!
//! Within version 1 fields are added, never changed or removed.

use std::io::{self, Write};

use serde::Serialize;

use super::format::Options;
use super::place::Places;
use crate::lint::{Counts, Finding, Pass, Report, Status, Undetermined};
use crate::model::TraceStep;
use crate::policy::{Metadata, Preset, Severity, Strength};
use crate::value::Cause;
use crate::workspace::{Diagnostic, Gap, Level, Position, SourceMap, Span};

/// The name and version of the format.
const SCHEMA: &str = "soc2lint/report/v1";

pub(super) fn write(report: &Report, sources: &SourceMap, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    let document = Document {
        schema: SCHEMA,
        tool: Tool { name: "soc2lint", version: env!("CARGO_PKG_VERSION") },
        status: RunStatus { exit_code: options.exit.code(), complete: report.gaps.is_empty() },
        summary: summary(report),
        rules: report.metadata().into_iter().map(|rule| rule_entry(rule, report)).collect(),
        findings: report.findings.iter().map(|finding| finding_entry(finding, &mut places)).collect(),
        undetermined: report.undetermined.iter().map(|entry| undetermined_entry(entry, &mut places)).collect(),
        passes: report.passes.iter().map(|pass| pass_entry(pass, &mut places)).collect(),
        not_seen: report.not_seen.iter().map(|entry| entry.rule.id()).collect(),
        diagnostics: report.diagnostics.iter().map(|entry| diagnostic_entry(entry, &mut places)).collect(),
        gaps: report.gaps.iter().map(|gap| gap_entry(gap, &mut places)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    tool: Tool,
    status: RunStatus,
    summary: Summary,
    rules: Vec<RuleEntry<'a>>,
    findings: Vec<FindingEntry<'a>>,
    undetermined: Vec<UndeterminedEntry<'a>>,
    passes: Vec<PassEntry<'a>>,
    not_seen: Vec<&'a str>,
    diagnostics: Vec<DiagnosticEntry<'a>>,
    gaps: Vec<GapEntry<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct RunStatus {
    exit_code: u8,
    complete: bool,
}

#[derive(Serialize)]
struct Summary {
    findings: usize,
    by_severity: BySeverity,
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
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exception: Option<ExceptionEntry<'a>>,
    message: &'a str,
    resources: &'a [String],
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
    reason: &'a str,
    until: Option<String>,
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
    error: Option<&'a str>,
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

fn summary(report: &Report) -> Summary {
    let open = || report.findings.iter().filter(|finding| finding.status == Status::Open);
    let of = |severity: Severity| open().filter(|finding| finding.rule.severity == severity).count();
    let statistics = report.statistics;
    Summary {
        findings: open().count(),
        by_severity: BySeverity {
            critical: of(Severity::Critical),
            high: of(Severity::High),
            medium: of(Severity::Medium),
            low: of(Severity::Low),
            info: of(Severity::Info),
        },
        excepted: report.findings.len() - open().count(),
        undetermined: report.undetermined.len(),
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
    let (status, exception) = match &finding.status {
        Status::Open => ("open", None),
        Status::Excepted(exception) => {
            let entry = ExceptionEntry {
                reason: exception.reason.as_deref().unwrap_or_default(),
                until: exception.until.map(|until| until.to_string()),
            };
            ("excepted", Some(entry))
        }
    };
    FindingEntry {
        rule: &finding.rule.id.0,
        severity: finding.rule.severity.name(),
        status,
        exception,
        message: &finding.message,
        resources: &finding.resources,
        attribute: finding.attribute.as_deref(),
        location: location(finding.location, places),
        block: location(finding.block, places),
        trace: steps(&finding.trace, places),
        related: steps(&finding.related, places),
        assumed: finding.assumed,
        fingerprint: &finding.fingerprint,
    }
}

fn undetermined_entry<'a>(entry: &'a Undetermined, places: &mut Places<'_>) -> UndeterminedEntry<'a> {
    UndeterminedEntry {
        rule: &entry.rule.id.0,
        resources: &entry.resources,
        location: location(entry.location, places),
        causes: entry.causes.iter().map(cause_entry).collect(),
        error: entry.error.as_deref(),
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
        Cause::Budget(limit) => ("budget", limit.to_string()),
        Cause::Error(name) => ("error", name.to_string()),
        Cause::Gap(name) => ("gap", name.to_string()),
    };
    CauseEntry { kind, name, message: cause.to_string() }
}

fn pass_entry<'a>(pass: &'a Pass, places: &mut Places<'_>) -> PassEntry<'a> {
    PassEntry { rule: &pass.rule.id.0, resources: &pass.resources, location: location(pass.location, places) }
}

fn diagnostic_entry<'a>(diagnostic: &'a Diagnostic, places: &mut Places<'_>) -> DiagnosticEntry<'a> {
    DiagnosticEntry {
        level: match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        },
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
