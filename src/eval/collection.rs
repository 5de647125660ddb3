//! `for` expressions and splats.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::cost::STEPS_PER_ELEMENT;
use super::evaluator::is_sequence;
use super::{Binding, EvalError, EvalResult, Evaluator};
use crate::syntax::ast::{Expression, For, ForResult, Identifier};
use crate::value::{Causes, Content, Data, Limit, Marks, Member, Presence, Refinement, Type, Unknown, Value, convert};
use crate::workspace::Span;

/// What a collection yields to an iteration.
struct Item {
    key: Value,
    value: Value,
    presence: Presence,
}

/// The elements of a collection in Terraform's order; `None` if they are not known. The error is the message alone.
fn items(collection: &Value) -> Result<Option<Vec<Item>>, &'static str> {
    let certain = |key: Value, value: &Value| Item { key, value: value.clone(), presence: Presence::Certain };
    let number = |index: usize| Value::number(i64::try_from(index).unwrap_or(i64::MAX));
    Ok(Some(match &collection.data {
        Data::List(sequence) => {
            sequence.elements.iter().enumerate().map(|(index, value)| certain(number(index), value)).collect()
        }
        Data::Tuple(elements) => {
            elements.iter().enumerate().map(|(index, value)| certain(number(index), value)).collect()
        }
        Data::Set(sequence) => sequence.elements.iter().map(|value| certain(value.clone(), value)).collect(),
        Data::Map(map) => map.entries.iter().map(|(key, value)| certain(Value::string(key), value)).collect(),
        Data::Object(attributes) => attributes.iter().map(|(key, value)| certain(Value::string(key), value)).collect(),
        Data::Null(_) => return Err("a `for` expression can't iterate over null"),
        Data::Unknown(unknown) => match &unknown.content {
            Some(Content::Members(members)) => members
                .iter()
                .map(|member| {
                    let key = Value::unknown(Type::Dynamic, unknown.causes.clone());
                    Item { key, value: member.value.clone(), presence: member.presence.clone() }
                })
                .collect(),
            _ => return Ok(None),
        },
        Data::Bool(_) | Data::Number(_) | Data::String(_) => return Err("a `for` expression needs a collection"),
    }))
}

/// Runs `body` with the variables of a `for` bound.
pub(super) fn with_bindings<R>(
    key_variable: Option<&Identifier>,
    value_variable: &Identifier,
    (key, value): (&Value, &Value),
    outer: Option<&Binding<'_>>,
    body: impl FnOnce(Option<&Binding<'_>>) -> R,
) -> R {
    let key_binding = key_variable.map(|variable| Binding { name: &variable.name, value: key, outer });
    let outer = key_binding.as_ref().or(outer);
    body(Some(&Binding { name: &value_variable.name, value, outer }))
}

/// Iterates for a template directive: known elements only; `Ok(None)` when they are not all known.
pub(super) fn known_items(collection: &Value) -> Result<Option<Vec<(Value, Value)>>, &'static str> {
    if collection.as_unknown().is_some() {
        return Ok(None);
    }
    Ok(items(collection)?.map(|items| items.into_iter().map(|item| (item.key, item.value)).collect()))
}

/// The value of a `for` expression.
pub(super) fn evaluate_for(
    evaluator: &Evaluator<'_>,
    expression: &For,
    span: Span,
    bindings: Option<&Binding<'_>>,
) -> EvalResult {
    let collection = evaluator.evaluate(&expression.collection, bindings)?;
    let Some(items) = items(&collection).map_err(|message| EvalError::new(expression.collection.span, message))? else {
        return Ok(Value::unknown(Type::Dynamic, collection.causes()).marked(collection.marks));
    };
    if items.len() > evaluator.context.budget().elements {
        return Ok(evaluator.context.exhaust(Limit::CollectionSize, span));
    }
    let mut state = Collected { marks: collection.marks, ..Collected::default() };
    if let Some(unknown) = collection.as_unknown() {
        // Elements of a set may turn out to be one, and so may those without a place; of other collections only those that are
        // kept can be in doubt.
        let may_coincide = match &unknown.content {
            Some(Content::Members(members)) => matches!(unknown.ty, Type::Set(_)) || Member::are_unordered(members),
            _ => false,
        };
        state.may_coincide = may_coincide.then(|| unknown.causes.clone());
    }
    let run = Iteration { evaluator, expression };
    for item in items {
        if let Some(unknown) = evaluator.context.spend(1 + STEPS_PER_ELEMENT, span) {
            return Ok(unknown);
        }
        let (key_variable, value_variable) = (expression.key_variable.as_ref(), &expression.value_variable);
        with_bindings(key_variable, value_variable, (&item.key, &item.value), bindings, |bindings| {
            run.one(&item.presence, bindings, &mut state)
        })?;
    }
    Ok(state.finish(&expression.result))
}

struct Iteration<'a> {
    evaluator: &'a Evaluator<'a>,
    expression: &'a For,
}

#[derive(Default)]
struct Collected {
    marks: Marks,
    elements: Vec<Member>,
    attributes: BTreeMap<SmolStr, Vec<Value>>,
    /// Whether some element that was kept is only possible.
    is_partial: bool,
    partial_causes: Causes,
    /// Set where elements may turn out to be the same one, and why.
    may_coincide: Option<Causes>,
    /// Set where the result as a whole is unknown: a key, or the condition of an object's element.
    unknown: Option<Causes>,
}

impl Iteration<'_> {
    fn one(
        &self,
        presence: &Presence,
        bindings: Option<&Binding<'_>>,
        state: &mut Collected,
    ) -> Result<(), Box<EvalError>> {
        let mut presence = presence.clone();
        if let Some(condition) = &self.expression.condition {
            match self.condition(condition, bindings, state)? {
                Ok(false) => return Ok(()),
                Ok(true) => {}
                Err(causes) => {
                    presence = match presence {
                        Presence::Certain => Presence::Possible(causes),
                        Presence::Possible(other) => Presence::Possible(other.union(&causes)),
                    };
                }
            }
        }
        if let Presence::Possible(causes) = &presence {
            state.is_partial = true;
            state.partial_causes = state.partial_causes.union(causes);
        }
        match &self.expression.result {
            ForResult::Tuple(result) => {
                let value = match self.evaluator.evaluate(result, bindings) {
                    Ok(value) => value,
                    // An element that may not exist must not fail the whole.
                    Err(_) if matches!(presence, Presence::Possible(_)) => {
                        Value::unknown(Type::Dynamic, state.partial_causes.clone())
                    }
                    Err(error) => return Err(error),
                };
                state.elements.push(Member { value, presence });
            }
            ForResult::Object { key, value, grouped } => {
                if let Presence::Possible(causes) = presence {
                    state.unknown = Some(state.unknown.take().unwrap_or_default().union(&causes));
                }
                self.attribute((key, value, *grouped), bindings, state)?;
            }
        }
        Ok(())
    }

    /// Whether the element is taken; the causes if that is not known.
    fn condition(
        &self,
        condition: &Expression,
        bindings: Option<&Binding<'_>>,
        state: &mut Collected,
    ) -> Result<Result<bool, Causes>, Box<EvalError>> {
        let value = self.evaluator.evaluate(condition, bindings)?;
        if value.is_null() {
            return Err(EvalError::new(condition.span, "the `if` of a `for` expression must not be null"));
        }
        let value = convert(&value, &Type::Bool)
            .map_err(|_| EvalError::new(condition.span, "the `if` of a `for` expression must be a bool"))?;
        state.marks = state.marks.union(value.marks);
        Ok(value.as_bool().ok_or_else(|| value.causes()))
    }

    fn attribute(
        &self,
        (key, value, grouped): (&Expression, &Expression, bool),
        bindings: Option<&Binding<'_>>,
        state: &mut Collected,
    ) -> Result<(), Box<EvalError>> {
        let name = self.evaluator.evaluate(key, bindings)?;
        if name.is_null() {
            return Err(EvalError::new(key.span, "a key of a `for` expression must not be null"));
        }
        let name = convert(&name, &Type::String)
            .map_err(|_| EvalError::new(key.span, "a key of a `for` expression must be a string"))?;
        state.marks = state.marks.union(name.marks);
        let result = self.evaluator.evaluate(value, bindings)?;
        let Some(text) = name.as_str() else {
            state.unknown = Some(state.unknown.take().unwrap_or_default().union(&name.causes()));
            return Ok(());
        };
        let values = state.attributes.entry(SmolStr::new(text)).or_default();
        if !values.is_empty() && !grouped {
            return Err(EvalError::new(
                key.span,
                format!("two elements give the key `{text}`; write `...` after the value to collect them"),
            ));
        }
        values.push(result);
        Ok(())
    }
}

impl Collected {
    fn finish(mut self, result: &ForResult) -> Value {
        if let Some(causes) = self.may_coincide.take()
            && self.elements.len() + self.attributes.len() > 1
        {
            // Which members keep their places is not known either, if some may not be there.
            if self.is_partial {
                for member in &mut self.elements {
                    member.presence = Presence::Possible(causes.clone());
                }
            }
            self.is_partial = true;
            self.partial_causes = self.partial_causes.union(&causes);
        }
        let value = match (result, self.unknown) {
            (_, Some(causes)) => Value::unknown(Type::Dynamic, causes.union(&self.partial_causes)),
            (ForResult::Tuple(_), None) if self.is_partial => {
                members(Type::Dynamic, self.elements, self.partial_causes)
            }
            (ForResult::Tuple(_), None) => Value::tuple(self.elements.into_iter().map(|member| member.value).collect()),
            (ForResult::Object { .. }, None) if self.is_partial => Value::unknown(Type::Dynamic, self.partial_causes),
            (ForResult::Object { grouped, .. }, None) => {
                Value::object(self.attributes.into_iter().filter_map(|(name, mut values)| {
                    let value = if *grouped { Some(Value::tuple(values)) } else { values.pop() };
                    Some((name, value?))
                }))
            }
        };
        value.marked(self.marks)
    }
}

/// A collection of which some members are only possible.
pub(crate) fn members(ty: Type, members: Vec<Member>, causes: Causes) -> Value {
    let refinement = Refinement { not_null: true, ..Refinement::default() };
    Value::unknown_with(Unknown { ty, causes, refinement, content: Some(Content::Members(members.into())) })
}

/// A splat over `source`; `None` as the error stands for one without a message of its own.
pub(super) fn splat(source: &Value, each: impl Fn(&Value) -> EvalResult) -> Result<Value, Option<Box<EvalError>>> {
    if source.is_null() {
        return match &source.data {
            Data::Null(Type::List(_) | Type::Set(_) | Type::Tuple(_)) => Err(None),
            _ => Ok(Value::tuple(Vec::new()).marked(source.marks)),
        };
    }
    if is_sequence(&source.data) {
        let elements = source.as_elements().unwrap_or_default();
        let values: Result<Vec<Value>, _> = elements.iter().map(&each).collect();
        let values = values.map_err(Some)?;
        let result = match &source.data {
            Data::List(sequence) | Data::Set(sequence) if values.is_empty() => {
                // There is no element, but what is looked up in one must exist, and has a type.
                let sample = Value::unknown(sequence.element.clone(), Causes::default());
                Value::list(each(&sample).map_err(Some)?.ty(), values)
            }
            Data::List(_) | Data::Set(_) => as_list(values),
            _ => Value::tuple(values),
        };
        return Ok(result.marked(source.marks));
    }
    let Some(unknown) = source.as_unknown() else {
        return Ok(Value::tuple(vec![each(source).map_err(Some)?]).marked(source.marks));
    };
    if let Some(Content::Members(found)) = &unknown.content {
        let mapped: Result<Vec<Member>, _> = found
            .iter()
            .map(|member| Ok(Member { value: each(&member.value)?, presence: member.presence.clone() }))
            .collect();
        let ty = if let Type::List(_) | Type::Set(_) = unknown.ty { Type::list(Type::Dynamic) } else { Type::Dynamic };
        return Ok(members(ty, mapped.map_err(Some)?, unknown.causes.clone()).marked(source.marks));
    }
    let result = match &unknown.ty {
        Type::List(element) | Type::Set(element) => {
            let sample = Value::unknown(element.as_ref().clone(), unknown.causes.clone());
            let refinement = Refinement {
                not_null: unknown.refinement.not_null,
                minimum_length: unknown.refinement.minimum_length,
                maximum_length: unknown.refinement.maximum_length,
                ..Refinement::default()
            };
            let ty = Type::list(each(&sample).map_err(Some)?.ty());
            Value::unknown_with(Unknown { ty, causes: unknown.causes.clone(), refinement, content: None })
        }
        Type::Tuple(elements) => {
            let samples: Result<Vec<Value>, _> =
                elements.iter().map(|ty| each(&Value::unknown(ty.clone(), unknown.causes.clone()))).collect();
            Value::tuple(samples.map_err(Some)?)
        }
        Type::Dynamic => Value::unknown(Type::Dynamic, unknown.causes.clone()),
        // Whether it is null decides between no element and one.
        _ => {
            let only = each(source).map_err(Some)?;
            if unknown.refinement.not_null {
                Value::tuple(vec![only])
            } else {
                Value::unknown(Type::Dynamic, unknown.causes.clone())
            }
        }
    };
    Ok(result.marked(source.marks))
}

/// A list of values that have one type; a tuple where they have not.
fn as_list(values: Vec<Value>) -> Value {
    let mut types = values.iter().map(Value::ty);
    match types.next() {
        Some(first) if types.all(|ty| ty == first) => Value::list(first, values),
        _ => Value::tuple(values),
    }
}
