//! What an attribute is, where its value comes from, and which criteria it matters for.

use std::fmt::Write as _;

use camino::Utf8Path;
use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};
use smol_str::SmolStr;

use super::position::Encoding;
use crate::lint::{Finding, Memory, Options, Outcome, configuration};
use crate::model::{Resource, TraceStep};
use crate::syntax::ast::{Attribute, Body};
use crate::syntax::parse_body;
use crate::terraform::evaluate;
use crate::value::{PathStep, Value};
use crate::workspace::{SourceFile, SourceMap, Span};

/// Instances and steps listed at most.
const MAX_LISTED: usize = 6;

/// Between the value and what is found.
const RULE_OFF: &str = "\n\n---\n\n";

/// Characters of a value that are shown.
const MAX_VALUE: usize = 400;

/// What to show at a position; `None` where there is no attribute of a block and no finding.
pub(super) fn at(
    (outcome, memory, options): (&Outcome, &Memory, &Options),
    path: &Utf8Path,
    position: Position,
    encoding: Encoding,
) -> Option<Hover> {
    let file = outcome.sources.find(path)?;
    let offset = encoding.offset(&file, position);
    let written = written_at(&file, offset);
    let mut text = String::new();
    if let Some(written) = &written {
        text.push_str(&values(memory, options, path, written, &outcome.sources)?);
    }
    let place = written.as_ref().map(|written| written.attribute.span);
    for finding in findings_at(outcome, &file, offset) {
        let criteria: Vec<String> = finding.rule.criteria.iter().map(|mapping| mapping.id.to_string()).collect();
        let _ = write!(
            text,
            "{RULE_OFF}**{}** ({}, {})\n\n{}\n\n{}",
            markdown(&finding.rule.title),
            finding.rule.severity.name(),
            criteria.join(", "),
            markdown(&finding.message),
            markdown(&finding.rule.remediation.text),
        );
    }
    if text.is_empty() {
        return None;
    }
    let range = place.map(|span| encoding.range(&file, span));
    let value = text.strip_prefix(RULE_OFF).unwrap_or(&text).to_owned();
    Some(Hover { contents: Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }), range })
}

fn findings_at<'a>(outcome: &'a Outcome, file: &'a SourceFile, offset: usize) -> impl Iterator<Item = &'a Finding> {
    outcome.report.findings.iter().filter(move |finding| {
        let place = finding.location.range();
        finding.counts() && finding.location.file == file.id && place.start <= offset && offset <= place.end
    })
}

/// An attribute as it is written, and the way to it.
struct Written {
    /// The top-level block that it belongs to.
    block: Span,
    /// From the block to the attribute.
    path: Vec<PathStep>,
    attribute: Attribute,
}

fn written_at(file: &SourceFile, offset: usize) -> Option<Written> {
    let (body, _) = parse_body(file.id, file.text());
    let holds = |span: Span| span.range().start <= offset && offset <= span.range().end;
    let block = body.blocks.into_iter().find(|block| holds(block.span))?;
    let mut path = Vec::new();
    let attribute = find_attribute(&block.body, &holds, &mut path)?;
    Some(Written { block: block.span, path, attribute })
}

fn find_attribute(body: &Body, holds: &dyn Fn(Span) -> bool, path: &mut Vec<PathStep>) -> Option<Attribute> {
    if let Some(attribute) = body.attributes.iter().find(|attribute| holds(attribute.span)) {
        path.push(PathStep::Attribute(attribute.name.name.clone()));
        return Some(attribute.clone());
    }
    let nested = body.blocks.iter().find(|block| holds(block.span))?;
    let name: SmolStr = nested.block_type.name.clone();
    let index = body.blocks_of(&name).take_while(|block| block.span != nested.span).count();
    path.push(PathStep::Attribute(name));
    path.push(PathStep::Index(i64::try_from(index).unwrap_or_default()));
    find_attribute(&nested.body, holds, path)
}

/// What the attribute is in every instance of its block, and where that comes from; empty where the block is no resource.
fn values(
    memory: &Memory,
    options: &Options,
    path: &Utf8Path,
    written: &Written,
    sources: &SourceMap,
) -> Option<String> {
    let configuration = configuration(options, memory).ok()?;
    let directory = path.parent()?;
    let mut lines = Vec::new();
    let mut trace = Vec::new();
    let mut count = 0usize;
    for root in configuration.root_modules() {
        if !configuration.reachable(&root).iter().any(|module| module.directory == directory) {
            continue;
        }
        let evaluation = evaluate(&configuration, &root);
        let sets = [&evaluation.resources.managed, &evaluation.resources.data];
        for resource in sets.into_iter().flat_map(|set| set.values().flatten()) {
            if !is_block(resource, written.block) {
                continue;
            }
            count += 1;
            if lines.len() < MAX_LISTED
                && let Some(value) = value_of(resource, &written.path)
            {
                lines.push(format!("- `{}`: {}", resource.address, code(&value.to_string())));
            }
            if trace.is_empty() {
                trace = resource.attributes.trace(&written.path);
            }
        }
    }
    let mut text = lines.join("\n");
    if count > lines.len() && !lines.is_empty() {
        let _ = write!(text, "\n- … {} more", count - lines.len());
    }
    if !trace.is_empty() {
        text.push_str("\n\nfrom:\n");
        text.extend(trace.iter().take(MAX_LISTED).map(|step| step_line(step, sources)));
    }
    Some(text)
}

fn is_block(resource: &Resource, block: Span) -> bool {
    resource.place.block == block
}

fn value_of(resource: &Resource, path: &[PathStep]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    let PathStep::Attribute(name) = first else { return None };
    let mut value = resource.attributes.get(name)?;
    for step in rest {
        value = match step {
            PathStep::Attribute(name) => value.get(name)?.clone(),
            PathStep::Index(index) => value.as_elements()?.get(usize::try_from(*index).ok()?)?.clone(),
        };
    }
    Some(value)
}

fn step_line(step: &TraceStep, sources: &SourceMap) -> String {
    format!("- {} ({})\n", markdown(&step.message), code(&sources.place(step.span)))
}

/// Text as a code span, on one line, cut where it is long.
fn code(text: &str) -> String {
    let line: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let cut: String = line.chars().take(MAX_VALUE).collect();
    let more = if cut.len() < line.len() { "…" } else { "" };
    // A fence longer than any run of backticks inside.
    let longest = cut.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if longest == 0 { "" } else { " " };
    format!("{fence}{pad}{cut}{more}{pad}{fence}")
}

/// Text in which nothing but code spans means anything to Markdown: messages name attributes so.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    // In a code span nothing means anything, not even a backslash; one that is not closed is none.
    let mut left = text.matches('`').count() / 2 * 2;
    let mut is_code = false;
    for character in text.chars() {
        if character == '`' && left > 0 {
            left -= 1;
            is_code = !is_code;
        } else if !is_code && matches!(character, '`' | '<' | '>' | '[' | ']' | '*' | '_' | '#' | '!' | '\\' | '|') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
