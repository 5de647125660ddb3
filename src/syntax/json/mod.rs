//! JSON syntax: a file becomes the same outline and the same tree as in native syntax.
//!
//! JSON does not say what is a block and what is an argument. At the top level Terraform's block types tell, and [`outline_json`]
//! makes blocks of them. Deeper down only the schema can tell: bodies hold attributes alone, and a reader that knows an attribute to be
//! a block makes blocks of it with [`json_blocks`]. Strings are templates, except in tfvars files and where Terraform evaluates
//! nothing: the default and the description of a variable, the description of an output.

mod lower;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::lower::Strings;
use self::lower::lower;
use super::ast::{Attribute, Block, Body, Expression, ExpressionKind, Identifier, Syntax};
use super::error::SyntaxError;
use super::native;
use super::outline::{AttributeItem, BlockItem, Content, Item, Outline};
use super::place::{Place, span};
use crate::value::Value;
use crate::workspace::{FileId, Span};

/// Property that is a comment wherever a body is expected.
pub(super) const COMMENT: &str = "//";

/// How many labels Terraform's top-level block types have; `None` for what is no block type.
pub(super) fn label_count(block_type: &str) -> Option<usize> {
    match block_type {
        "resource" | "data" | "ephemeral" | "action" | "list" => Some(2),
        "module" | "variable" | "output" | "provider" | "check" => Some(1),
        "locals" | "terraform" | "moved" | "import" | "removed" | "language" => Some(0),
        _ => None,
    }
}

/// The top-level blocks of a `.tf.json` file. A syntax error in the JSON costs the whole file, one in a string's template its block.
#[must_use]
pub fn outline_json(file: FileId, text: &str) -> Outline {
    let (properties, wrong) = match root(file, text, Strings::Templates) {
        Ok(root) => root,
        Err(error) => return Outline { items: Vec::new(), errors: vec![error] },
    };
    let mut wrong: BTreeMap<u32, SyntaxError> = wrong.into_iter().map(|error| (error.span.start, error)).collect();
    let mut outline = Outline::default();
    for property in properties {
        match label_count(&property.name.name) {
            Some(labels) => {
                let (blocks, errors) = json_blocks(&property.name, &property.expression, labels);
                outline.errors.extend(errors);
                outline.items.extend(blocks.into_iter().map(|block| {
                    let broken = take_within(&mut wrong, block.span);
                    Item::Block(BlockItem {
                        block_type: block.block_type.clone(),
                        labels: block.labels.clone(),
                        header: block.header,
                        span: block.span,
                        content: broken.map_or_else(|| Content::Parsed(Arc::new(block)), Content::Broken),
                    })
                }));
            }
            None => {
                let broken = take_within(&mut wrong, property.span);
                outline.items.push(Item::Attribute(AttributeItem {
                    name: property.name.clone(),
                    span: property.span,
                    content: broken.map_or_else(|| Content::Parsed(Arc::new(property)), Content::Broken),
                }));
            }
        }
    }
    outline.errors.extend(wrong.into_values());
    outline
}

/// A whole JSON file as one body: `.tfvars.json`, where strings are only strings.
#[must_use]
pub fn parse_json_body(file: FileId, text: &str, strings: Strings) -> (Body, Vec<SyntaxError>) {
    let (attributes, errors) = root(file, text, strings).unwrap_or_else(|error| (Vec::new(), vec![error]));
    let span = span(file, 0, text.len());
    (Body { syntax: Syntax::Json, attributes, blocks: Vec::new(), span }, errors)
}

/// A whole JSON file as one expression, in which strings are only strings.
///
/// # Errors
/// When the text is not JSON.
pub(super) fn lower_literally(file: FileId, text: &str) -> Result<Expression, SyntaxError> {
    lower(file, text, Strings::Literal).map(|(expression, _)| expression)
}

/// The attributes of a body written as a JSON object, or as an array of objects, which HCL reads as one; comments are dropped.
/// `None` for every other expression.
#[must_use]
pub fn json_body(expression: &Expression) -> Option<Body> {
    let attributes = properties(expression).ok()?;
    Some(Body { syntax: Syntax::Json, attributes, blocks: Vec::new(), span: expression.span })
}

/// The blocks that an attribute of a JSON body stands for, when the schema says that `block_type` is a block with that many labels.
///
/// Each label is a level of objects; below, an object is one block, an array several, and null none.
/// What can't be a block is left out and listed.
#[must_use]
pub fn json_blocks(block_type: &Identifier, expression: &Expression, labels: usize) -> (Vec<Block>, Vec<SyntaxError>) {
    let mut unpacking = Unpacking { block_type, blocks: Vec::new(), errors: Vec::new() };
    unpacking.unpack(expression, labels, &mut Vec::new());
    (unpacking.blocks, unpacking.errors)
}

/// The expression in a string where Terraform takes a string for one: `"depends_on": ["aws_s3_bucket.logs"]`, `"type": "list(string)"`,
/// and in native syntax of old configurations `"${aws_s3_bucket.logs}"`. Everything else is returned as it is.
///
/// `text` is the text of the whole file.
///
/// # Errors
/// When the string is no expression.
pub fn expression_of_string(text: &str, expression: &Expression) -> Result<Expression, SyntaxError> {
    match &expression.kind {
        ExpressionKind::Literal(value) => match value.as_str() {
            Some(string) => native::expression(string, place_in_quotes(text, expression.span, string)),
            None => Ok(expression.clone()),
        },
        ExpressionKind::TemplateWrap(inner) => Ok(inner.as_ref().clone()),
        _ => Ok(expression.clone()),
    }
}

/// Where the content of a quoted string stands: byte for byte, if it is written without escapes, else all of it at the string's place.
fn place_in_quotes(text: &str, string: Span, content: &str) -> Place {
    let start = string.start as usize + 1;
    if text.get(start..).is_some_and(|rest| rest.starts_with(content)) && start + content.len() < string.end as usize {
        Place::At(string.file, start)
    } else {
        Place::Within(string)
    }
}

/// The properties of the root object, and what is wrong in their templates.
fn root(file: FileId, text: &str, strings: Strings) -> Result<(Vec<Attribute>, Vec<SyntaxError>), SyntaxError> {
    let (expression, errors) = lower(file, text, strings)?;
    Ok((properties(&expression)?, errors))
}

/// The properties of an object or of an array of objects, without comments.
fn properties(expression: &Expression) -> Result<Vec<Attribute>, SyntaxError> {
    let mut attributes = Vec::new();
    collect_properties(expression, &mut attributes)?;
    Ok(attributes)
}

fn collect_properties(expression: &Expression, attributes: &mut Vec<Attribute>) -> Result<(), SyntaxError> {
    match &expression.kind {
        ExpressionKind::Object(items) => {
            for item in items {
                let ExpressionKind::Literal(Value { data: crate::value::Data::String(name), .. }) = &item.key.kind
                else {
                    return Err(SyntaxError::new(
                        item.key.span,
                        "a name is expected here, which can't hold a template",
                    ));
                };
                if name != COMMENT {
                    attributes.push(Attribute {
                        name: Identifier { name: name.clone(), span: item.key.span },
                        expression: Arc::new(item.value.clone()),
                        span: item.key.span.to(item.value.span),
                    });
                }
            }
            Ok(())
        }
        ExpressionKind::Tuple(elements) => {
            elements.iter().try_for_each(|element| collect_properties(element, attributes))
        }
        _ => Err(SyntaxError::new(expression.span, "a JSON object or an array of objects is expected here")),
    }
}

struct Unpacking<'a> {
    block_type: &'a Identifier,
    blocks: Vec<Block>,
    errors: Vec<SyntaxError>,
}

impl Unpacking<'_> {
    fn unpack(&mut self, expression: &Expression, labels_left: usize, labels: &mut Vec<Identifier>) {
        if labels_left > 0 {
            match properties(expression) {
                Ok(attributes) => {
                    for attribute in attributes {
                        labels.push(attribute.name);
                        self.unpack(&attribute.expression, labels_left - 1, labels);
                        labels.pop();
                    }
                }
                Err(error) => self.errors.push(error),
            }
            return;
        }
        match &expression.kind {
            ExpressionKind::Literal(value) if value.is_null() => {}
            ExpressionKind::Tuple(elements) => {
                for element in elements {
                    self.block(element, element.span, labels);
                }
            }
            _ => {
                let name = labels.last().unwrap_or(self.block_type);
                self.block(expression, name.span.to(expression.span), labels);
            }
        }
    }

    fn block(&mut self, expression: &Expression, span: Span, labels: &[Identifier]) {
        match properties(expression) {
            Ok(attributes) => self.blocks.push(Block {
                block_type: self.block_type.clone(),
                labels: labels.to_vec(),
                body: Body { syntax: Syntax::Json, attributes, blocks: Vec::new(), span: expression.span },
                header: labels.last().unwrap_or(self.block_type).span,
                span,
            }),
            Err(error) => self.errors.push(error),
        }
    }
}

/// Takes the errors within a span from the list, and returns the first. Errors are listed by where they begin.
fn take_within(errors: &mut BTreeMap<u32, SyntaxError>, place: Span) -> Option<SyntaxError> {
    let mut first = None;
    while let Some((start, error)) = errors.range(place.start..place.end).next() {
        let start = *start;
        first.get_or_insert_with(|| error.clone());
        errors.remove(&start);
    }
    first
}
