//! What an attribute or block is that nobody has written, and what its value has besides what is written.
//!
//! Source and plans tell in different ways what is written; what follows from that is decided here, once for both.

use std::sync::Arc;

use smol_str::SmolStr;

use super::block::{AttributeSchema, BlockSchema, NestedBlock, Nesting, Presence};
use super::condition::{Condition, condition_of_default, is_none_unless_written};
use super::defaults::DefaultValue;
use super::identity::{SameAs, TemplatePart};
use crate::value::{Content, Instance, Marks, Part, PathStep, Refinement, Symbol, Type, Unknown, Value, convert};

/// For whom a value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// For other expressions of the configuration: what a plan would show.
    Planned,
    /// For a rule: what is certain to be deployed, documented defaults of the service included.
    Judged,
}

/// The rest of a resource, on which the value of an unwritten attribute may depend.
pub trait Surroundings {
    /// The resource's type; empty for what is no resource.
    fn resource_type(&self) -> &str;
    /// Whether there is a block of this type.
    fn has_block(&self, block_type: &str) -> bool;
    /// The text that an argument is set to; `None` where it is left out, null, no text or not known.
    fn text(&self, argument: &str) -> Option<SmolStr>;
    /// The value of another attribute at the top level, of which this is the schema.
    fn other(&self, attribute: &AttributeSchema, name: &SmolStr) -> Value;
    /// The partition of the resource's provider configuration.
    fn partition(&self) -> Value;
    /// The region of the resource's provider configuration.
    fn region(&self) -> Value;
    /// The domain of the endpoints in that region.
    fn dns_suffix(&self) -> Value;
}

/// What a block is that the provider fills in where nobody writes one.
#[derive(Clone, Debug)]
pub enum Unwritten {
    /// There is none.
    Nothing,
    /// What the service is documented to do.
    Value(Value),
    /// Only the provider knows.
    Computed,
}

impl AttributeSchema {
    /// The default that stands for an argument which is not written; null where it holds for other forms of the resource only.
    ///
    /// Where a plan shows the argument (`is_shown`), as null or as unknown, the provider has had its say, and only what the service is
    /// documented to do is left.
    #[must_use]
    pub fn default_value(
        &self,
        reading: Reading,
        is_shown: bool,
        path: &[PathStep],
        around: &dyn Surroundings,
    ) -> Option<Value> {
        let literal = match (&self.default, reading) {
            (Some(DefaultValue::Provider(literal)), _) if !is_shown => literal,
            (Some(DefaultValue::Assumed(literal)), Reading::Judged) => literal,
            (Some(_), _) | (None, _) => return None,
        };
        let value = literal.to_value(&self.ty)?;
        Some(if is_in_force(path, around) { value } else { Value::null_of(self.ty.clone()) })
    }

    /// What a rule reads of an attribute that is written like blocks and is not written: nothing. What the service or another tool adds
    /// is not this configuration's. `None` for every other attribute, and for who reads what a plan would show.
    #[must_use]
    pub fn nothing_declared(&self, reading: Reading) -> Option<Value> {
        let is_judged = reading == Reading::Judged && self.presence == Presence::OptionalComputed;
        let element = self.ty.element().filter(|element| is_judged && matches!(element, Type::Object(_)))?;
        let nesting = if matches!(self.ty, Type::Set(_)) { Nesting::Set } else { Nesting::List };
        Some(nesting.collect(element.clone(), Vec::new()))
    }

    /// What an exported attribute at the top level of a resource equals: another attribute, or a text made of others.
    #[must_use]
    pub fn equal_value(&self, schema: &BlockSchema, path: &[PathStep], around: &dyn Surroundings) -> Option<Value> {
        let same_as = self.same_as.as_ref().filter(|_| path.len() == 1)?;
        let other = |name: &SmolStr| {
            // A chain of equalities is one step long in the tables; a second one would be a circle.
            let argument = Self { same_as: None, ..schema.attribute(name)?.clone() };
            Some(around.other(&argument, name)).filter(|value| !value.is_null())
        };
        match same_as {
            SameAs::Attribute(name) => convert(&other(name)?, &self.ty).ok(),
            SameAs::Template(parts) => {
                let parts = parts.iter().map(|part| {
                    Some(match part {
                        TemplatePart::Literal(literal) => Value::string(literal),
                        TemplatePart::Attribute(name) => convert(&other(name)?, &Type::String).ok()?,
                        TemplatePart::Partition => around.partition(),
                        TemplatePart::Region => around.region(),
                        TemplatePart::AccountId => super::environment::account_id(),
                        TemplatePart::DnsSuffix => around.dns_suffix(),
                    })
                });
                Some(Value::template(parts.collect::<Option<Vec<_>>>()?))
            }
        }
    }

    /// A value of the attribute with what the schema says of all of them: that it is never null, whose identity it is, that it is a
    /// secret. `instance` is the resource that it is of, if it is one.
    #[must_use]
    pub fn completed(&self, value: Value, instance: Option<&Arc<Instance>>, path: &[PathStep]) -> Value {
        let value = if self.presence == Presence::Required { value.never_null() } else { value };
        let value = match instance {
            Some(instance) if self.identity.is_some() && path.len() == 1 && !value.is_null() => {
                self.identified(value, instance, path)
            }
            _ => value,
        };
        if self.sensitive { value.marked(Marks::SENSITIVE) } else { value }
    }

    /// Gives the value of an identity attribute its symbol.
    fn identified(&self, value: Value, instance: &Arc<Instance>, path: &[PathStep]) -> Value {
        let symbol = || Symbol::Attribute { instance: Arc::clone(instance), path: path.into(), identity: true };
        let is_own = match value.symbol.as_deref() {
            Some(Symbol::Attribute { instance: of, identity, .. }) if of == instance => {
                if *identity && value.as_unknown().is_some() {
                    return value;
                }
                true
            }
            _ => false,
        };
        match value.as_unknown() {
            None if value.symbol.is_some() => value,
            None => value.with_symbol(Some(Arc::new(symbol()))),
            Some(unknown) => {
                let content = match &unknown.content {
                    // What it is set to stays visible beside what it is, so that `bucket = var.name` joins by either.
                    None if !is_own && value.symbol.is_some() && self.ty == Type::String => {
                        Some(Content::Template(Arc::new([Part::Value(value.clone().never_null())])))
                    }
                    content => content.clone(),
                };
                let refinement = Refinement { not_null: true, ..unknown.refinement.clone() };
                let causes = unknown.causes.clone();
                Value::unknown_with(Unknown { ty: self.ty.clone(), causes, refinement, content })
                    .marked(value.marks)
                    .with_symbol(Some(Arc::new(symbol())))
            }
        }
    }
}

impl NestedBlock {
    /// What a block of this name is where nobody writes one and the provider fills it in (see [`NestedBlock::computed`]).
    #[must_use]
    pub fn unwritten(&self, resource_type: &str, name: &str, reading: Reading) -> Unwritten {
        match reading {
            Reading::Planned => Unwritten::Computed,
            Reading::Judged if is_none_unless_written(resource_type, name) => Unwritten::Nothing,
            Reading::Judged => self.value_when_absent().map_or(Unwritten::Computed, Unwritten::Value),
        }
    }
}

/// Whether the default of a top-level argument holds for this form of the resource.
fn is_in_force(path: &[PathStep], around: &dyn Surroundings) -> bool {
    let [PathStep::Attribute(name)] = path else { return true };
    match condition_of_default(around.resource_type(), name) {
        None => true,
        Some(Condition::Without(block)) => !around.has_block(block),
        Some(Condition::Is(argument, wanted)) => around.text(argument).is_none_or(|text| text == wanted),
    }
}
