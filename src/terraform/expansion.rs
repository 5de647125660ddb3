//! `count` and `for_each`: which instances a block stands for.

use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::instance::ModuleInstance;
use crate::model::{InstanceKey, Mode};
use crate::schema::Reading;
use crate::syntax::ast::{Block, Expression, ExpressionKind, StepKind};
use crate::value::{
    Cause, Causes, Content, Data, Expansion, Marks, PathStep, Presence, Refinement, Symbol, Type, Unknown, Value,
    convert,
};
use crate::workspace::Span;

/// What `each` and `count` mean in one instance.
#[derive(Clone, Debug, Default)]
pub(super) enum Repetition {
    /// Neither is set.
    #[default]
    None,
    /// `count.index`.
    Count(Value),
    /// `each.key` and `each.value`.
    Each {
        /// The key.
        key: Value,
        /// The value.
        value: Value,
    },
}

/// One instance of a block.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its key; `None` without `count` and `for_each`.
    pub(super) key: Option<InstanceKey>,
    /// What `each` and `count` mean in it.
    pub(super) repetition: Repetition,
    /// Set where it may not exist.
    pub(super) possible: Option<Causes>,
}

/// How a block is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not at all.
    Single,
    /// By `count`.
    Count,
    /// By `for_each`.
    ForEach,
}

/// The instances of a block.
#[derive(Clone, Debug)]
pub(super) struct Expanded {
    /// How it is repeated.
    pub(super) kind: Kind,
    /// The instances, in order of their keys.
    pub(super) keys: Vec<Entry>,
    /// What the instances are made of, where they are not known: then there is one representative.
    pub(super) unknown: Option<Arc<Expansion>>,
    /// Why they are not known.
    pub(super) causes: Causes,
    /// Whether there is certainly at most one instance.
    pub(super) at_most_one: bool,
}

impl Expanded {
    fn single(possible: Option<Causes>) -> Self {
        let entry = Entry { key: None, repetition: Repetition::None, possible };
        Self { kind: Kind::Single, keys: vec![entry], unknown: None, causes: Causes::default(), at_most_one: true }
    }

    fn none(kind: Kind) -> Self {
        Self { kind, keys: Vec::new(), unknown: None, causes: Causes::default(), at_most_one: true }
    }
}

/// The instances of a resource, data or module block.
pub(super) fn expand(instance: &Rc<ModuleInstance>, block: &Block, address: &str) -> Expanded {
    if let Some(count) = block.body.attribute("count") {
        return by_count(instance, &count.expression, address);
    }
    if let Some(for_each) = block.body.attribute("for_each") {
        return by_for_each(instance, &for_each.expression, address);
    }
    // OpenTofu 1.11: `lifecycle { enabled = … }` makes none or one.
    let enabled = block.body.blocks_of("lifecycle").find_map(|lifecycle| lifecycle.body.attribute("enabled"));
    match enabled.map(|attribute| instance.evaluate(&attribute.expression, &Repetition::None)) {
        Some(value) => match convert(&value, &Type::Bool).ok().and_then(|value| value.as_bool()) {
            Some(true) => Expanded::single(None),
            Some(false) => Expanded::none(Kind::Single),
            None => Expanded::single(Some(value.causes())),
        },
        None => Expanded::single(None),
    }
}

/// What identifies the instances of an unknown `count` or `for_each`: its value's own symbol, or else its text in this module
/// instance, since the same text means the same value there.
fn identity(instance: &ModuleInstance, expression: &Expression, value: &Value) -> Arc<Expansion> {
    Arc::new(match &value.symbol {
        Some(symbol) => Expansion::Of(Arc::clone(symbol)),
        None => {
            let text = instance.run.configuration.sources().text(expression.span);
            Expansion::Block(smol_str::format_smolstr!("{}:{}", instance.address, text))
        }
    })
}

fn symbol(expansion: &Arc<Expansion>, name: &str) -> Option<Arc<Symbol>> {
    let path = Arc::new([PathStep::Attribute(SmolStr::new(name))]);
    Some(Arc::new(Symbol::Key { expansion: Arc::clone(expansion), path }))
}

fn not_null(ty: Type, causes: &Causes) -> Value {
    let refinement = Refinement { not_null: true, ..Refinement::default() };
    Value::unknown_with(Unknown { ty, causes: causes.clone(), refinement, content: None })
}

fn by_count(instance: &Rc<ModuleInstance>, expression: &Expression, address: &str) -> Expanded {
    let value = instance.evaluate(expression, &Repetition::None);
    let value = value.map_marks(&|_| crate::value::Marks::NONE);
    let span = expression.span;
    let number = match convert(&value, &Type::Number) {
        Ok(number) if !number.is_null() => number,
        _ => {
            instance.run.report(span, "`count` must be a whole number, zero or more");
            Value::unknown(Type::Number, instance.run.error_at(span))
        }
    };
    let mut causes = number.causes();
    if let Some(known) = number.as_number() {
        match known.to_i64().and_then(|count| u64::try_from(count).ok()) {
            Some(count) if instance.run.take_instances(count) => {
                let entry = |index: u64| Entry {
                    key: Some(InstanceKey::Index(index)),
                    repetition: Repetition::Count(Value::number(i64::try_from(index).unwrap_or(i64::MAX))),
                    possible: None,
                };
                let keys: Vec<Entry> = (0..count).map(entry).collect();
                return Expanded { kind: Kind::Count, keys, unknown: None, causes, at_most_one: count <= 1 };
            }
            Some(_) => {
                instance.run.too_many(span, address);
                causes = Cause::Budget(crate::value::Limit::Instances).into();
            }
            None => {
                instance.run.report(span, format!("`count` must be a whole number, zero or more; it is {known}"));
                causes = instance.run.error_at(span);
            }
        }
    }
    let expansion = identity(instance, expression, &value);
    let maximum = number.as_unknown().and_then(|unknown| unknown.refinement.maximum.as_ref());
    let at_most_one = maximum.is_some_and(|(bound, _)| bound.to_i64().is_some_and(|bound| bound <= 1));
    let index = if at_most_one {
        Value::number(0)
    } else {
        not_null(Type::Number, &causes).with_symbol(symbol(&expansion, "index"))
    };
    let entry =
        Entry { key: Some(InstanceKey::Unknown), repetition: Repetition::Count(index), possible: Some(causes.clone()) };
    Expanded { kind: Kind::Count, keys: vec![entry], unknown: Some(expansion), causes, at_most_one }
}

fn by_for_each(instance: &Rc<ModuleInstance>, expression: &Expression, address: &str) -> Expanded {
    let value = instance.evaluate(expression, &Repetition::None);
    let marks = value.marks;
    let span = expression.span;
    let certain = |key: &SmolStr, value: &Value| Entry {
        key: Some(InstanceKey::Key(key.clone())),
        repetition: Repetition::Each { key: Value::string(key), value: value.clone().marked(marks) },
        possible: None,
    };
    let entries: Option<Vec<Entry>> = match &value.data {
        // Keys are in addresses, which everybody reads.
        _ if has_sensitive_keys(&value) => {
            instance.run.report(span, "`for_each` must not be sensitive, because addresses tell its keys");
            None
        }
        Data::Map(_) | Data::Object(_) => {
            value.as_entries().map(|entries| entries.iter().map(|(key, value)| certain(key, value)).collect())
        }
        Data::Set(set) if set.elements.iter().all(|element| element.as_str().is_some()) => {
            let keys = set.elements.iter().filter_map(|element| Some((element.as_str()?, element)));
            Some(keys.map(|(key, element)| certain(&SmolStr::new(key), element)).collect())
        }
        Data::Unknown(unknown) if matches!(unknown.ty, Type::Set(_)) => known_members(unknown),
        Data::Unknown(_) => None,
        Data::Set(set) if set.elements.iter().all(|element| element.as_str().is_some() || !element.is_known()) => None,
        Data::Null(_)
        | Data::Bool(_)
        | Data::Number(_)
        | Data::String(_)
        | Data::List(_)
        | Data::Set(_)
        | Data::Tuple(_) => {
            report_unsuitable(instance, &value, span);
            None
        }
    };
    let mut causes = value.causes();
    if let Some(keys) = entries {
        if instance.run.take_instances(keys.len() as u64) {
            let at_most_one = keys.len() <= 1;
            return Expanded { kind: Kind::ForEach, keys, unknown: None, causes: Causes::default(), at_most_one };
        }
        instance.run.too_many(span, address);
        causes = Cause::Budget(crate::value::Limit::Instances).into();
    } else if value.is_known() && causes.is_empty() {
        causes = instance.run.error_at(span);
    }
    let chained = chained_to(instance, expression);
    let expansion = match &chained {
        Some((expansion, _)) => Arc::clone(expansion),
        None => identity(instance, expression, &value),
    };
    let element = match value.ty() {
        Type::Map(element) => element.as_ref().clone(),
        Type::Set(_) => Type::String,
        _ => Type::Dynamic,
    };
    let key = not_null(Type::String, &causes).with_symbol(symbol(&expansion, "key"));
    let each_value = match (chained, value.ty()) {
        (Some((_, representative)), _) => representative,
        (None, Type::Set(_)) => key.clone(),
        (None, _) => Value::unknown(element, causes.clone()).with_symbol(symbol(&expansion, "value")),
    };
    let entry = Entry {
        key: Some(InstanceKey::Unknown),
        repetition: Repetition::Each { key, value: each_value },
        possible: Some(causes.clone()),
    };
    Expanded { kind: Kind::ForEach, keys: vec![entry], unknown: Some(expansion), causes, at_most_one: false }
}

/// What `for_each = aws_s3_bucket.b` iterates where the instances of that resource are not known: it has the same keys, and each value
/// is what stands for its instances.
fn chained_to(instance: &Rc<ModuleInstance>, expression: &Expression) -> Option<(Arc<Expansion>, Value)> {
    let ExpressionKind::Traversal(traversal) = &expression.kind else { return None };
    let [step] = traversal.steps.as_slice() else { return None };
    let StepKind::Attribute(name) = &step.kind else { return None };
    let block = instance.resource(&(Mode::Managed, traversal.root.name.clone(), name.clone()))?;
    let expansion = block.expanded.unknown.as_ref().filter(|_| block.expanded.kind == Kind::ForEach)?;
    let representative = block.instances(instance).first()?.whole(Reading::Planned);
    Some((Arc::clone(expansion), representative))
}

/// The instances of a partly known set whose possible members are all known strings.
fn known_members(unknown: &Unknown) -> Option<Vec<Entry>> {
    let Some(Content::Members(members)) = &unknown.content else { return None };
    members
        .iter()
        .map(|member| {
            let key = SmolStr::new(member.value.as_str()?);
            Some(Entry {
                key: Some(InstanceKey::Key(key.clone())),
                repetition: Repetition::Each { key: Value::string(&key), value: member.value.clone() },
                possible: match &member.presence {
                    Presence::Certain => None,
                    Presence::Possible(causes) => Some(causes.clone()),
                },
            })
        })
        .collect()
}

/// Whether the keys of instances would tell something sensitive: the values of a map may be, the map itself and the members of a
/// set may not.
fn has_sensitive_keys(value: &Value) -> bool {
    let marks = match &value.data {
        Data::Map(_) | Data::Object(_) => value.marks,
        _ => value.deep_marks(),
    };
    marks.contains(Marks::SENSITIVE)
}

fn report_unsuitable(instance: &Rc<ModuleInstance>, value: &Value, span: Span) {
    let what = if value.is_null() { "null".to_owned() } else { format!("a {}", value.ty().friendly_name()) };
    instance.run.report(span, format!("`for_each` must be a map, or a set of strings; it is {what}"));
}
