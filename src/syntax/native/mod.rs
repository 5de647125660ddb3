//! Native syntax. What is plain is read [directly](mod@direct); all else hcl-edit parses, and its tree is lowered to ours.
//!
//! A text for hcl-edit goes through [`mod@normalize`], hcl-edit, and then [`mod@body`], [`mod@expression`] and [`mod@template`].

mod body;
mod direct;
mod expression;
mod normalize;
mod row;
#[cfg(test)]
pub(super) mod show;
mod template;
#[cfg(test)]
mod tests;

use std::ops::Range;

use hcl_edit::parser;
use smol_str::SmolStr;

use self::normalize::{Extras, normalize};
use super::ast::{Attribute, Block, Body, Expression, Identifier, Syntax};
use super::error::{SyntaxError, shown};
use super::lexer::{Lexer, TokenKind};
use super::outline::{AttributeItem, BlockItem, Content, Item, outline};
use super::place::{Place, span};
use crate::workspace::{FileId, Span};

/// Stack that parsing and lowering may take beyond what a thread has left. The nesting limit keeps both far below it.
const STACK: usize = 16 * 1024 * 1024;
/// Nesting that any thread's stack is good for.
const SHALLOW: usize = 8;

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Body,
    Expression,
    Template,
}

/// Parses the block that an item stands for; `text` is the text of the whole file.
///
/// # Errors
/// The first thing that is wrong in the block.
pub fn parse_block(text: &str, item: &BlockItem) -> Result<Block, SyntaxError> {
    match &item.content {
        Content::Parsed(block) => Ok(block.as_ref().clone()),
        Content::Broken(error) => Err(error.clone()),
        Content::Native => {
            let body = body_at(text, item.span)?;
            body.blocks.into_iter().next().ok_or_else(|| SyntaxError::new(item.header, "a block is expected"))
        }
    }
}

/// Parses a block in native syntax as [`parse_block`] does, but always by way of hcl-edit: what the direct reading is held against.
///
/// # Errors
/// The first thing that is wrong in the block.
pub fn parse_block_by_hcl_edit(text: &str, item: &BlockItem) -> Result<Block, SyntaxError> {
    let source = text.get(item.span.range()).unwrap_or_default();
    let body = parsed_body(source, Place::At(item.span.file, item.span.start as usize))?;
    body.blocks.into_iter().next().ok_or_else(|| SyntaxError::new(item.header, "a block is expected"))
}

/// Parses the attribute that an item stands for; `text` is the text of the whole file.
///
/// # Errors
/// The first thing that is wrong in the attribute.
pub fn parse_attribute(text: &str, item: &AttributeItem) -> Result<Attribute, SyntaxError> {
    match &item.content {
        Content::Parsed(attribute) => Ok(attribute.as_ref().clone()),
        Content::Broken(error) => Err(error.clone()),
        Content::Native => {
            let body = body_at(text, item.span)?;
            body.attributes.into_iter().next().ok_or_else(|| SyntaxError::new(item.span, "an attribute is expected"))
        }
    }
}

/// Parses a whole file: settings, policies, tfvars. What can't be parsed is left out of the body and listed.
#[must_use]
pub fn parse_body(file: FileId, text: &str) -> (Body, Vec<SyntaxError>) {
    let outline = outline(file, text);
    let mut errors = outline.errors;
    let mut body =
        Body { syntax: Syntax::Native, attributes: Vec::new(), blocks: Vec::new(), span: span(file, 0, text.len()) };
    for item in &outline.items {
        match item {
            Item::Block(item) => match parse_block(text, item) {
                Ok(block) => body.blocks.push(block),
                Err(error) => errors.push(error),
            },
            Item::Attribute(item) => match parse_attribute(text, item) {
                Ok(attribute) if body.attribute(&attribute.name.name).is_some() => {
                    errors.push(set_twice(attribute.name.span, &attribute.name.name));
                }
                Ok(attribute) => body.attributes.push(attribute),
                Err(error) => errors.push(error),
            },
        }
    }
    errors.sort_by_key(|error| error.span);
    (body, errors)
}

/// Parses the expression in `range` of a file's text.
///
/// # Errors
/// The first thing that is wrong in the expression.
pub fn parse_expression(file: FileId, text: &str, range: Range<usize>) -> Result<Expression, SyntaxError> {
    let Some(source) = text.get(range.clone()) else {
        return Err(SyntaxError::new(span(file, 0, 0), "the place is not in the file"));
    };
    expression(source, Place::At(file, range.start))
}

/// Parses a file that is a template as a whole, as `templatefile` reads it.
///
/// # Errors
/// The first thing that is wrong in the template.
pub fn parse_template(file: FileId, text: &str) -> Result<Expression, SyntaxError> {
    bare_template(text, Place::At(file, 0))
}

pub(super) fn expression(source: &str, place: Place) -> Result<Expression, SyntaxError> {
    // hcl-edit wants the expression without the space and the comments around it.
    let range = significant(source);
    let source = &source[range.clone()];
    let place = place.moved(range.start);
    if source.is_empty() {
        return Err(SyntaxError::new(place.span(0..0), "an expression is expected"));
    }
    match direct::expression(source, place) {
        Some(expression) => Ok(expression),
        None => parsed_expression(source, place),
    }
}

fn parsed_expression(source: &str, place: Place) -> Result<Expression, SyntaxError> {
    parse(source, Form::Expression, place, parser::parse_expr, |lowering, tree| lowering.expression(&tree))
}

/// From the first token that is no space and no comment to the last.
fn significant(source: &str) -> Range<usize> {
    let mut lexer = Lexer::new(source);
    let mut range: Option<Range<usize>> = None;
    loop {
        let token = lexer.next();
        match token.kind {
            TokenKind::End => return range.unwrap_or_default(),
            TokenKind::Newline | TokenKind::LineComment | TokenKind::BlockComment => {}
            _ => range.get_or_insert(token.start..token.end).end = token.end,
        }
        if matches!(token.kind, TokenKind::Error(_)) && token.end == source.len() {
            return range.unwrap_or_default();
        }
    }
}

pub(super) fn bare_template(source: &str, place: Place) -> Result<Expression, SyntaxError> {
    match direct::bare_template(source, place) {
        Some(template) => Ok(template),
        None => parsed_template(source, place),
    }
}

fn parsed_template(source: &str, place: Place) -> Result<Expression, SyntaxError> {
    parse(source, Form::Template, place, parser::parse_template, |lowering, tree| {
        lowering.bare_template(&tree, 0..source.len())
    })
}

fn body_at(text: &str, place: Span) -> Result<Body, SyntaxError> {
    let source = text.get(place.range()).unwrap_or_default();
    let place = Place::At(place.file, place.start as usize);
    match direct::body(source, place) {
        Some(body) => Ok(body),
        None => parsed_body(source, place),
    }
}

fn parsed_body(source: &str, place: Place) -> Result<Body, SyntaxError> {
    parse(source, Form::Body, place, parser::parse_body, |lowering, tree| lowering.body(&tree, 0..source.len()))
}

/// Normalizes, parses and lowers.
fn parse<Tree, Lowered>(
    source: &str,
    form: Form,
    place: Place,
    read: impl FnOnce(&str) -> Result<Tree, parser::Error>,
    lower: impl FnOnce(&Lowering<'_>, Tree) -> Result<Lowered, SyntaxError>,
) -> Result<Lowered, SyntaxError> {
    let normalized = normalize(source, form, place)?;
    let run = || {
        let tree = read(&normalized.text).map_err(|error| translate(&error, source, place))?;
        lower(&Lowering { source, place, extras: &normalized.extras }, tree)
    };
    if normalized.depth <= SHALLOW { run() } else { stacker::maybe_grow(STACK / 4, STACK, run) }
}

/// Turns hcl-edit's tree into ours.
struct Lowering<'a> {
    /// The text before it was normalized.
    source: &'a str,
    place: Place,
    extras: &'a Extras,
}

impl Lowering<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        self.place.span(range)
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.source.get(range).unwrap_or_default()
    }

    fn identifier(&self, name: &hcl_edit::Decorated<hcl_edit::Ident>) -> Identifier {
        Identifier { name: SmolStr::new(name.as_str()), span: self.span(range_of(name)) }
    }
}

/// Where something stands of which hcl-edit keeps the place.
fn range_of(tree: &impl hcl_edit::Span) -> Range<usize> {
    tree.span().unwrap_or_default()
}

fn set_twice(place: Span, name: &str) -> SyntaxError {
    SyntaxError::new(place, format!("`{name}` is set twice; remove one of the two"))
}

/// Where an error is. hcl-edit names the last byte where it means the end of the text, but counts the column right.
fn offset(location: &parser::Location, source: &str) -> usize {
    let mut at = location.offset().min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let line = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let column = source[line..at].chars().count() + 1;
    if location.offset() + 1 == source.len() && location.column() > column { source.len() } else { at }
}

/// hcl-edit's error at its place, in words like ours.
fn translate(error: &parser::Error, source: &str, place: Place) -> SyntaxError {
    let at = offset(error.location(), source);
    let mut lexer = Lexer::new(&source[at..]);
    let token = lexer.next();
    let range = at + token.start..at + token.end.max(token.start);
    let found = shown(&source[range.clone()]);
    let place = place.span(range.clone());
    let message = error.message();
    let words = if message.contains("unique attribute key") {
        return set_twice(place, &source[range]);
    } else if message.starts_with("invalid nesting depth") {
        "nested more than 64 levels deep; move inner parts to local values".to_owned()
    } else if message.starts_with("invalid binary operation") {
        "more than 128 operators in one expression; move parts of it to local values".to_owned()
    } else if message == "unexpected token" {
        format!("unexpected {found}")
    } else if message.starts_with("invalid expression") {
        format!("unexpected {found}; a value is expected here")
    } else if let Some((label, expected)) = message.strip_prefix("invalid ").and_then(|rest| rest.split_once("; ")) {
        format!("unexpected {found} in {label}; {}", expected.escape_debug())
    } else {
        format!("unexpected {found}; {}", message.escape_debug())
    };
    SyntaxError::new(place, words)
}
