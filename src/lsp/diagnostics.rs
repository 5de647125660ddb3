//! Findings as diagnostics of documents.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Uri,
};
use serde_json::json;

use super::document::uri_of;
use super::position::Encoding;
use crate::lint::{Finding, Outcome};
use crate::model::TraceStep;
use crate::policy::Severity;
use crate::workspace::{Gap, GapKind, Level, SourceMap, Span};

/// What the client shows as the diagnostics' origin.
const SOURCE: &str = "soc2lint";

/// Places shown with one finding at most.
const MAX_RELATED: usize = 20;

/// The diagnostics of every file that has some, by canonical path.
pub(super) fn of(outcome: &Outcome, encoding: Encoding) -> BTreeMap<Utf8PathBuf, Vec<Diagnostic>> {
    let sources = &outcome.sources;
    let mut all: BTreeMap<Utf8PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    let mut add = |span: Span, diagnostic: Diagnostic| {
        let file = sources.file(span.file);
        if file.is_shown() {
            all.entry(file.path.clone()).or_default().push(diagnostic);
        }
    };
    for finding in outcome.report.findings.iter().filter(|finding| finding.counts()) {
        add(finding.location, of_finding(finding, sources, encoding));
    }
    for gap in &outcome.report.gaps {
        if let Some(span) = gap.span {
            add(span, of_gap(gap, span, sources, encoding));
        }
    }
    for diagnostic in &outcome.report.diagnostics {
        if let Some(span) = diagnostic.span {
            let severity = match diagnostic.level {
                Level::Error => DiagnosticSeverity::Error,
                Level::Warning => DiagnosticSeverity::Warning,
                Level::Note => DiagnosticSeverity::Information,
            };
            add(span, plain(diagnostic.message.clone(), severity, None, span, sources, encoding));
        }
    }
    all
}

fn of_finding(finding: &Finding, sources: &SourceMap, encoding: Encoding) -> Diagnostic {
    let rule = &finding.rule;
    let severity = match rule.severity {
        Severity::Critical | Severity::High => DiagnosticSeverity::Error,
        Severity::Medium => DiagnosticSeverity::Warning,
        Severity::Low | Severity::Info => DiagnosticSeverity::Information,
    };
    let criteria: Vec<String> = rule.criteria.iter().map(|mapping| mapping.id.to_string()).collect();
    let message = format!("{}\n{} ({})", finding.message, rule.title, criteria.join(", "));
    let related = finding.trace.iter().chain(&finding.related).take(MAX_RELATED);
    Diagnostic {
        code_description: rule.references.first().map(|link| CodeDescription { href: Uri(link.clone()) }),
        related_information: Some(related.map(|step| related_place(step, sources, encoding)).collect()),
        data: Some(json!({ "rule": rule.id.0.as_str(), "fingerprint": finding.fingerprint })),
        ..plain(message, severity, Some(rule.id.0.as_str()), finding.location, sources, encoding)
    }
}

fn related_place(step: &TraceStep, sources: &SourceMap, encoding: Encoding) -> DiagnosticRelatedInformation {
    let file = sources.file(step.span.file);
    let location = Location { uri: uri_of(&file.path), range: encoding.range(&file, step.span) };
    DiagnosticRelatedInformation { location, message: step.message.clone() }
}

fn of_gap(gap: &Gap, span: Span, sources: &SourceMap, encoding: Encoding) -> Diagnostic {
    let severity = match gap.kind {
        GapKind::RemoteModule => DiagnosticSeverity::Hint,
        kind if kind.is_failure() => DiagnosticSeverity::Error,
        _ => DiagnosticSeverity::Warning,
    };
    let message = format!("not analysed: {}: {}", gap.what, gap.why);
    plain(message, severity, Some(gap.kind.name()), span, sources, encoding)
}

fn plain(
    message: String,
    severity: DiagnosticSeverity,
    code: Option<&str>,
    span: Span,
    sources: &SourceMap,
    encoding: Encoding,
) -> Diagnostic {
    Diagnostic {
        range: encoding.range(&sources.file(span.file), span),
        severity: Some(severity),
        code: code.map(|code| Code::String(code.to_owned())),
        code_description: None,
        source: Some(SOURCE.to_owned()),
        message: Message::String(message),
        tags: None,
        related_information: None,
        data: None,
    }
}
