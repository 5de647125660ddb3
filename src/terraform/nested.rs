//! Nested blocks: written ones, those that `dynamic` blocks make, and the objects that stand for them: in JSON syntax always, in
//! native syntax where a block is written as an argument.
//!
//! Terraform 0.11 took `cluster_config = { instance_count = 2 }` for a block; since 0.12 it is an error. What is meant is plain all the
//! same, and it is not that the block is left out: objects that are written out are read as blocks, every other expression
//! ([`unreadable`]) makes the block unknown, and both are reported.

use std::sync::Arc;

use smol_str::SmolStr;

use super::body::Decoder;
use crate::eval::Binding;
use crate::syntax::ast::{Attribute, Body, ExpressionKind, Syntax};
use crate::syntax::json_blocks;
use crate::value::{Content as ValueContent, Data, PathStep, Presence, Refinement, Symbol, Type, Unknown, Value};
use crate::workspace::Span;

/// The body of one nested block, and the variables that a `dynamic` block gives it.
pub(super) struct Content<'a> {
    body: Holder<'a>,
    /// The iterator's name and value of each `dynamic` block around it, outermost first.
    iterator: Option<(SmolStr, Value)>,
    /// The first label, for blocks that are collected in a map.
    pub(super) label: Option<SmolStr>,
    /// Whether it is certainly there.
    pub(super) presence: Presence,
    /// The block's header, for places.
    pub(super) header: Span,
}

enum Holder<'a> {
    Written(&'a Body),
    Made(Arc<Body>),
}

impl Content<'_> {
    /// The body.
    pub(super) fn body(&self) -> &Body {
        match &self.body {
            Holder::Written(body) => body,
            Holder::Made(body) => body,
        }
    }

    /// Runs `read` with the body and the variables in force in it.
    pub(super) fn with_bindings<R>(
        &self,
        outer: Option<&Binding<'_>>,
        read: impl FnOnce(&Body, Option<&Binding<'_>>) -> R,
    ) -> R {
        match &self.iterator {
            Some((name, value)) => read(self.body(), Some(&Binding { name, value, outer })),
            None => read(self.body(), outer),
        }
    }
}

/// The blocks of a type in a body, in source order, `dynamic` ones expanded.
pub(super) fn contents<'a>(
    decoder: &Decoder<'_>,
    body: &'a Body,
    block_type: &str,
    bindings: Option<&Binding<'_>>,
) -> Vec<Content<'a>> {
    let mut found = Vec::new();
    for block in &body.blocks {
        if block.block_type.name == block_type {
            let label = block.labels.first().map(|label| label.name.clone());
            let body = Holder::Written(&block.body);
            found.push(Content { body, iterator: None, label, presence: Presence::Certain, header: block.header });
        } else if block.block_type.name == "dynamic"
            && block.labels.first().is_some_and(|label| label.name == block_type)
        {
            let Some(content) = block.body.blocks_of("content").next() else {
                decoder.module.run.report(block.header, "a `dynamic` block needs a `content` block");
                continue;
            };
            let dynamic = Dynamic { body: &block.body, header: block.header, block_type };
            found.extend(dynamic.expand(decoder, bindings).into_iter().map(|(iterator, label, presence)| Content {
                body: Holder::Written(&content.body),
                iterator: Some(iterator),
                label,
                presence,
                header: block.header,
            }));
        }
    }
    if let Some(attribute) = body.attribute(block_type)
        && body.syntax == Syntax::Native
    {
        let message = format!("`{block_type}` is a block and no argument; write `{block_type} {{ … }}`");
        decoder.module.run.report(attribute.span, message);
    }
    let arguments = body.attributes.iter().filter(|attribute| attribute.name.name == block_type);
    found.extend(arguments.flat_map(|attribute| {
        let header = attribute.name.span;
        let (blocks, _) = json_blocks(&attribute.name, &attribute.expression, 0);
        blocks.into_iter().map(move |block| {
            let body = Holder::Made(Arc::new(block.body));
            Content { body, iterator: None, label: None, presence: Presence::Certain, header }
        })
    }));
    if body.syntax == Syntax::Json {
        json_dynamics(decoder, body, block_type, bindings, &mut found);
    }
    found
}

/// An argument that stands for a nested block and is nothing that can be read as blocks, with what is wrong with it.
pub(super) fn unreadable<'a>(body: &'a Body, block_type: &str) -> Option<(&'a Attribute, String)> {
    body.attributes.iter().filter(|attribute| attribute.name.name == block_type).find_map(|attribute| {
        let (_, errors) = json_blocks(&attribute.name, &attribute.expression, 0);
        let wrong = errors.into_iter().next()?;
        let what = match body.syntax {
            Syntax::Native => "it is a block and no argument, and what it is set to does not tell the block".to_owned(),
            Syntax::Json => wrong.message,
        };
        Some((attribute, what))
    })
}

/// A `dynamic` block.
struct Dynamic<'a> {
    body: &'a Body,
    header: Span,
    block_type: &'a str,
}

type Expanded = ((SmolStr, Value), Option<SmolStr>, Presence);

impl Dynamic<'_> {
    fn expand(&self, decoder: &Decoder<'_>, bindings: Option<&Binding<'_>>) -> Vec<Expanded> {
        let Some(for_each) = self.body.attribute("for_each") else {
            decoder.module.run.report(self.header, "a `dynamic` block needs `for_each`");
            return Vec::new();
        };
        let iterator = self.body.attribute("iterator").and_then(|attribute| match &attribute.expression.kind {
            ExpressionKind::Traversal(traversal) if traversal.steps.is_empty() => Some(traversal.root.name.clone()),
            ExpressionKind::Literal(value) => value.as_str().map(SmolStr::new),
            _ => None,
        });
        let iterator = iterator.unwrap_or_else(|| SmolStr::new(self.block_type));
        let collection = decoder.evaluate(&for_each.expression, bindings);
        let marks = collection.marks;
        let one = |key: Value, value: Value, presence: Presence| {
            let value = value.marked(marks);
            let object = Value::object([(SmolStr::new("key"), key), (SmolStr::new("value"), value)]);
            let label = self.label(decoder, (&iterator, &object), bindings);
            ((iterator.clone(), object), label, presence)
        };
        let number = |index: usize| Value::number(i64::try_from(index).unwrap_or(i64::MAX));
        match &collection.data {
            Data::List(_) | Data::Tuple(_) => {
                let elements = collection.as_elements().unwrap_or_default();
                elements
                    .iter()
                    .enumerate()
                    .map(|(index, value)| one(number(index), value.clone(), Presence::Certain))
                    .collect()
            }
            Data::Set(set) => {
                set.elements.iter().map(|value| one(value.clone(), value.clone(), Presence::Certain)).collect()
            }
            Data::Map(_) | Data::Object(_) => {
                let entries = collection.as_entries().into_iter().flatten();
                entries.map(|(key, value)| one(Value::string(key), value.clone(), Presence::Certain)).collect()
            }
            Data::Unknown(unknown) => self.unknown(unknown, &collection, one),
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) => {
                let what = if collection.is_null() {
                    "null".to_owned()
                } else {
                    format!("a {}", collection.ty().friendly_name())
                };
                let message = format!("`for_each` of a `dynamic` block must be a collection; it is {what}");
                decoder.module.run.report(for_each.span, message);
                Vec::new()
            }
        }
    }

    /// The possible blocks of a collection that is not known: its possible members, or one that stands for any number.
    fn unknown(
        &self,
        unknown: &Unknown,
        collection: &Value,
        one: impl Fn(Value, Value, Presence) -> Expanded,
    ) -> Vec<Expanded> {
        let causes = &unknown.causes;
        if let Some(ValueContent::Members(members)) = &unknown.content {
            let key = || Value::unknown(Type::Dynamic, causes.clone());
            return members.iter().map(|member| one(key(), member.value.clone(), member.presence.clone())).collect();
        }
        if unknown.refinement.maximum_length == Some(0) {
            return Vec::new();
        }
        let element = unknown.ty.element().cloned().unwrap_or_default();
        let symbol = |name: &str| {
            let step = PathStep::Attribute(SmolStr::new(name));
            collection.symbol.as_ref().and_then(|symbol: &Arc<Symbol>| symbol.at(step)).map(Arc::new)
        };
        let refinement = Refinement { not_null: true, ..Refinement::default() };
        let key = Unknown { ty: Type::Dynamic, causes: causes.clone(), refinement, content: None };
        let value = Value::unknown(element, causes.clone()).with_symbol(symbol("*"));
        vec![one(Value::unknown_with(key), value, Presence::Possible(causes.clone()))]
    }

    fn label(
        &self,
        decoder: &Decoder<'_>,
        (iterator, value): (&SmolStr, &Value),
        bindings: Option<&Binding<'_>>,
    ) -> Option<SmolStr> {
        let labels = self.body.attribute("labels")?;
        let binding = Binding { name: iterator, value, outer: bindings };
        let labels = decoder.evaluate(&labels.expression, Some(&binding));
        labels.as_elements()?.first()?.as_str().map(SmolStr::new)
    }
}

/// In JSON syntax `dynamic` is a property.
fn json_dynamics<'a>(
    decoder: &Decoder<'_>,
    body: &'a Body,
    block_type: &str,
    bindings: Option<&Binding<'_>>,
    found: &mut Vec<Content<'a>>,
) {
    let blocks_of = |attribute: &Attribute, labels: usize| {
        let (blocks, errors) = json_blocks(&attribute.name, &attribute.expression, labels);
        for error in errors {
            decoder.module.run.report(error.span, error.message);
        }
        blocks
    };
    for attribute in body.attributes.iter().filter(|attribute| attribute.name.name == "dynamic") {
        let dynamics = blocks_of(attribute, 1);
        let dynamics =
            dynamics.iter().filter(|block| block.labels.first().is_some_and(|label| label.name == block_type));
        for dynamic in dynamics {
            let content = dynamic.body.attribute("content").and_then(|content| blocks_of(content, 0).pop());
            let Some(content) = content.map(|content| Arc::new(content.body)) else {
                decoder.module.run.report(dynamic.header, "a `dynamic` block needs a `content` block");
                continue;
            };
            let header = dynamic.header;
            let expanded = Dynamic { body: &dynamic.body, header, block_type }.expand(decoder, bindings);
            found.extend(expanded.into_iter().map(|(iterator, label, presence)| Content {
                body: Holder::Made(Arc::clone(&content)),
                iterator: Some(iterator),
                label,
                presence,
                header,
            }));
        }
    }
}
