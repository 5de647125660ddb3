//! Comments that switch off checks of other tools. What they are worth here is the user's choice: see [`ForeignPolicy`].
//!
//! Read [`grammar`] for what they say, and [`table`] for which of our rules that concerns; [`mod@migrate`] makes exceptions of them.

mod grammar;
mod migrate;
mod table;

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;

use super::place::Reach;
use super::read::is_json;
use crate::syntax::ast::{Block, Body, Expression, ExpressionKind};
use crate::syntax::{Comment, RootElement, comments, parse_body};
use crate::value::{Data, Value};
use crate::workspace::{SourceFile, Span};

use self::grammar::{Checks, Directive, Line, MARKS, Scope};

pub use self::migrate::{Migrated, Migration, Supplied, migrate};

/// More comments for other tools than this are not read in one file.
const MAX_COMMENTS: usize = 10_000;

/// How a run takes comments for other tools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForeignPolicy {
    /// They except nothing; what they would except is told.
    #[default]
    Warn,
    /// They are exceptions, with the reason that they have, if any.
    Honour,
    /// Nothing of them is read.
    Off,
}

impl ForeignPolicy {
    /// As it is written in settings and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Honour => "honour",
            Self::Off => "off",
        }
    }
}

impl FromStr for ForeignPolicy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::Warn, Self::Honour, Self::Off];
        let found = all.into_iter().find(|policy| policy.name() == text);
        found.ok_or_else(|| format!("`{text}` is none of warn, honour and off"))
    }
}

/// What a comment for another tool would except here.
#[derive(Debug)]
pub(super) struct Foreign {
    /// The tool's name.
    pub(super) tool: &'static str,
    /// The part of the comment that says it.
    pub(super) location: Span,
    /// The block at the top level that it is in or above.
    pub(super) root: Option<Arc<RootElement>>,
    /// Where it holds.
    pub(super) reach: Reach,
    /// Our rules; `None` where it means everything at its place.
    pub(super) rules: Option<Vec<&'static str>>,
    /// Why.
    pub(super) reason: Option<String>,
    /// The last day.
    pub(super) until: Option<Date>,
}

/// The comments for other tools that concern rules of ours, and hold where they stand. In JSON syntax no tool reads any.
pub(super) fn read(file: &SourceFile) -> Vec<Foreign> {
    let mut found = Vec::new();
    let mut bodies = HashMap::new();
    for (comment, start, line) in lines(file) {
        let Line { directives, reason } = line;
        for directive in directives {
            let rules = match &directive.checks {
                Checks::All => None,
                Checks::Named(ids) => Some(rules_of(&directive, ids)).filter(|rules| !rules.is_empty()),
            };
            if rules.is_none() && directive.checks != Checks::All {
                continue;
            }
            let Some(reach) = reach(file, &comment, &directive) else { continue };
            if !holds(file, &comment, &directive, &mut bodies) {
                continue;
            }
            let element = comment.element.as_ref().or(comment.next.as_ref());
            found.push(Foreign {
                tool: directive.tool.name(),
                location: part(file, start + directive.range.start..start + directive.range.end),
                root: element.map(|element| Arc::clone(&element.root)),
                reach,
                rules,
                reason: reason.clone(),
                until: directive.until,
            });
        }
    }
    found
}

/// Our rules for the ids of a directive, each once.
fn rules_of(directive: &Directive, ids: &[String]) -> Vec<&'static str> {
    let mut rules: Vec<&str> = ids.iter().flat_map(|id| table::rules_of(directive.tool, id)).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// The lines of comments that say something to another tool, each with its comment, and where in the file it begins.
fn lines(file: &SourceFile) -> Vec<(Arc<Comment>, usize, Line)> {
    let text = file.text();
    let is_marked =
        |text: &str| MARKS.iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some());
    if is_json(file) != Some(false) || !is_marked(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for comment in comments(file.id, text, is_marked) {
        let comment = Arc::new(comment);
        let mut start = comment.span.range().start;
        for line in text.get(comment.span.range()).unwrap_or_default().split_inclusive('\n') {
            let said = grammar::read(line.trim_end());
            if !said.directives.is_empty() {
                found.push((Arc::clone(&comment), start, said));
            }
            if found.len() == MAX_COMMENTS {
                return found;
            }
            start += line.len();
        }
    }
    found
}

fn part(file: &SourceFile, range: std::ops::Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file.id, offset(range.start), offset(range.end))
}

/// Where a directive holds; `None` where it stands on nothing.
fn reach(file: &SourceFile, comment: &Comment, directive: &Directive) -> Option<Reach> {
    let on = |span: Span| Reach::Element { span, key: None };
    match directive.scope {
        Scope::TopLevelBlock => comment.block.as_ref().map(|block| on(block.span)),
        Scope::Here => comment.element.as_ref().map(|element| on(element.span)),
        Scope::Below => {
            let below = comment.element.as_ref().filter(|element| element.span.start >= comment.span.end);
            below.map(|element| on(element.span))
        }
        Scope::Line => {
            let line = file.line_index(comment.span.range().start);
            let start = file.line_range(line)?.start;
            let end = file.line_range(line + 1).or_else(|| file.line_range(line))?.end;
            Some(Reach::Lines(part(file, start..end)))
        }
        Scope::File => comment.is_at_start.then_some(Reach::File(file.id)),
    }
}

/// Whether the conditions of a directive are met, as far as the text of its block says so by constants. Which workspace is meant is
/// for the tool's own command line to say.
fn holds(file: &SourceFile, comment: &Comment, directive: &Directive, bodies: &mut HashMap<Span, Body>) -> bool {
    if directive.workspace.is_some() {
        return false;
    }
    if directive.attributes.is_empty() {
        return true;
    }
    let Some(element) = &comment.element else { return false };
    let span = element.root.span;
    let parsed = || parse_body(file.id, file.text().get(span.range()).unwrap_or_default()).0;
    let Some(block) = bodies.entry(span).or_insert_with(parsed).blocks.first() else { return false };
    directive.attributes.iter().all(|(path, expected)| {
        let path: Vec<&str> = path.split('.').collect();
        has_constant(&block.body, &path, expected)
    })
}

/// Whether an attribute, perhaps of nested blocks, is written as a constant that reads so.
fn has_constant(body: &Body, path: &[&str], expected: &str) -> bool {
    match path {
        [] => false,
        [name] => {
            let attribute = body.attributes.iter().find(|attribute| attribute.name.name == *name);
            attribute.and_then(|attribute| constant(&attribute.expression)).is_some_and(|text| text == expected)
        }
        [name, rest @ ..] => {
            let blocks = body.blocks.iter().filter(|block: &&Block| block.block_type.name == *name);
            blocks.into_iter().any(|block| has_constant(&block.body, rest, expected))
        }
    }
}

fn constant(expression: &Expression) -> Option<String> {
    let ExpressionKind::Literal(Value { data, .. }) = &expression.kind else { return None };
    match data {
        Data::String(text) => Some(text.to_string()),
        Data::Number(number) => Some(number.to_string()),
        Data::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
