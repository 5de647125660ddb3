//! Looking something up in a value: `.attribute` and `[index]`.

use super::scope::StepKey;
use crate::value::{
    Causes, Content, Data, Member, Number, PathStep, Presence, Refinement, Type, Unknown, Value, convert,
};
use crate::workspace::did_you_mean;

/// One lookup; the error is the message alone.
pub(super) fn step(value: &Value, key: &StepKey) -> Result<Value, String> {
    match key {
        StepKey::Attribute(name) => get_attribute(value, name),
        StepKey::Index(index) => get_index(value, index),
    }
}

/// `value.name`.
///
/// # Errors
/// The message, when there is no such attribute or key, or the value has none at all.
pub fn get_attribute(value: &Value, name: &str) -> Result<Value, String> {
    let found = match &value.data {
        Data::Null(_) => return Err(format!("there is no attribute `{name}` in a null value")),
        Data::Object(attributes) => attributes.get(name).cloned().ok_or_else(|| {
            format!(
                "this object has no attribute `{name}`{}",
                did_you_mean(name, attributes.keys().map(|key| key.as_str()))
            )
        })?,
        Data::Map(map) => {
            map.entries.get(name).cloned().ok_or_else(|| format!("this map has no element with the key `{name}`"))?
        }
        Data::Unknown(unknown) => {
            let ty = match &unknown.ty {
                Type::Dynamic => Type::Dynamic,
                Type::Map(element) => element.as_ref().clone(),
                Type::Object(object) => object.attributes.get(name).cloned().ok_or_else(|| {
                    format!(
                        "this object has no attribute `{name}`{}",
                        did_you_mean(name, object.attributes.keys().map(|key| key.as_str()))
                    )
                })?,
                other => return Err(no_attributes(other, name)),
            };
            part_of(value, unknown, ty, PathStep::Attribute(name.into()))
        }
        Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::List(_) | Data::Set(_) | Data::Tuple(_) => {
            return Err(no_attributes(&value.ty(), name));
        }
    };
    Ok(found.marked(value.marks))
}

fn no_attributes(ty: &Type, name: &str) -> String {
    match ty {
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => {
            format!(
                "a {} has no attribute `{name}`; did you mean `[*].{name}` or one element by its index",
                ty.friendly_name()
            )
        }
        other => format!("a {} has no attribute `{name}`", other.friendly_name()),
    }
}

/// `value[index]`.
///
/// # Errors
/// The message, when there is no such element, or the value can't be indexed.
pub fn get_index(value: &Value, index: &Value) -> Result<Value, String> {
    let marks = value.marks.union(index.marks);
    let found = match &value.data {
        Data::Null(_) => return Err("a null value has no elements".to_owned()),
        Data::List(sequence) => element_at(&sequence.elements, index, &sequence.element)?,
        Data::Tuple(elements) => element_at(elements, index, &Type::Dynamic)?,
        Data::Map(map) => match string_key(index)? {
            Some(key) => map
                .entries
                .get(key.as_str())
                .cloned()
                .ok_or_else(|| format!("this map has no element with the key `{key}`"))?,
            None => Value::unknown(map.element.clone(), index.causes()),
        },
        Data::Object(attributes) => match string_key(index)? {
            Some(key) => {
                attributes.get(key.as_str()).cloned().ok_or_else(|| format!("this object has no attribute `{key}`"))?
            }
            None => Value::unknown(Type::Dynamic, index.causes()),
        },
        Data::Set(_) => {
            return Err("the elements of a set have no index; use `tolist`, `one` or a `for` expression".to_owned());
        }
        Data::Unknown(unknown) => index_unknown(value, unknown, index)?,
        Data::Bool(_) | Data::Number(_) | Data::String(_) => {
            return Err(format!("a {} has no elements", value.ty().friendly_name()));
        }
    };
    Ok(found.marked(marks))
}

fn index_unknown(value: &Value, unknown: &Unknown, index: &Value) -> Result<Value, String> {
    let position = || number_key(index);
    match &unknown.ty {
        Type::Dynamic => {
            if let (Some(Content::Members(members)), Some(_)) = (&unknown.content, index.as_number()) {
                return member_at(unknown, members, position()?);
            }
            Ok(match (index.as_str(), index.as_number().and_then(Number::to_i64)) {
                (Some(name), _) => part_of(value, unknown, Type::Dynamic, PathStep::Attribute(name.into())),
                (None, Some(number)) => part_of(value, unknown, Type::Dynamic, PathStep::Index(number)),
                (None, None) => Value::unknown(Type::Dynamic, unknown.causes.union(&index.causes())),
            })
        }
        Type::List(element) => {
            let at = position()?;
            if let Some(Content::Members(members)) = &unknown.content {
                return member_at(unknown, members, at);
            }
            Ok(match at {
                Some(number) => part_of(value, unknown, element.as_ref().clone(), PathStep::Index(number)),
                None => Value::unknown(element.as_ref().clone(), unknown.causes.union(&index.causes())),
            })
        }
        Type::Tuple(elements) => match position()? {
            Some(number) => {
                let ty = usize::try_from(number)
                    .ok()
                    .and_then(|number| elements.get(number))
                    .ok_or_else(|| out_of_range(number, elements.len()))?;
                Ok(part_of(value, unknown, ty.clone(), PathStep::Index(number)))
            }
            None => Ok(Value::unknown(Type::Dynamic, unknown.causes.union(&index.causes()))),
        },
        Type::Map(element) => Ok(match string_key(index)? {
            Some(key) => part_of(value, unknown, element.as_ref().clone(), PathStep::Attribute(key)),
            None => Value::unknown(element.as_ref().clone(), unknown.causes.union(&index.causes())),
        }),
        Type::Object(object) => match string_key(index)? {
            Some(key) => {
                let ty = object.attributes.get(&key).ok_or_else(|| format!("this object has no attribute `{key}`"))?;
                Ok(part_of(value, unknown, ty.clone(), PathStep::Attribute(key)))
            }
            None => Ok(Value::unknown(Type::Dynamic, unknown.causes.union(&index.causes()))),
        },
        Type::Set(_) => {
            Err("the elements of a set have no index; use `tolist`, `one` or a `for` expression".to_owned())
        }
        Type::Bool | Type::Number | Type::String => Err(format!("a {} has no elements", unknown.ty.friendly_name())),
    }
}

/// The element at a position of a collection with possible members: known only where every outcome agrees.
fn member_at(unknown: &Unknown, members: &[Member], at: Option<i64>) -> Result<Value, String> {
    let all_before_certain =
        |position: usize| members.iter().take(position + 1).all(|member| matches!(member.presence, Presence::Certain));
    let element = unknown.ty.element().cloned().unwrap_or_default();
    Ok(match at.and_then(|at| usize::try_from(at).ok()) {
        Some(position)
            if position < members.len() && all_before_certain(position) && !Member::are_unordered(members) =>
        {
            members[position].value.clone()
        }
        _ => Value::unknown(element, unknown.causes.clone()),
    })
}

fn element_at(elements: &[Value], index: &Value, element: &Type) -> Result<Value, String> {
    match number_key(index)? {
        Some(number) => usize::try_from(number)
            .ok()
            .and_then(|number| elements.get(number))
            .cloned()
            .ok_or_else(|| out_of_range(number, elements.len())),
        None => Ok(Value::unknown(element.clone(), index.causes())),
    }
}

fn out_of_range(index: i64, length: usize) -> String {
    match (index, length) {
        (_, 0) => "the collection has no elements".to_owned(),
        (index, _) if index < 0 => format!("the index must not be negative, it is {index}"),
        (index, length) => format!("there is no element {index}: the collection has {length}, counted from 0"),
    }
}

/// The index as a whole number; `None` if it is unknown.
fn number_key(index: &Value) -> Result<Option<i64>, String> {
    if index.is_null() {
        return Err("an index must not be null".to_owned());
    }
    let number = convert(index, &Type::Number).map_err(|_| "an index into a list must be a number".to_owned())?;
    match &number.data {
        Data::Number(number) => {
            number.to_i64().map(Some).ok_or_else(|| format!("an index must be a whole number, it is {number}"))
        }
        _ => Ok(None),
    }
}

/// The index as a key; `None` if it is unknown.
fn string_key(index: &Value) -> Result<Option<smol_str::SmolStr>, String> {
    if index.is_null() {
        return Err("a key must not be null".to_owned());
    }
    let key = convert(index, &Type::String).map_err(|_| "a key must be a string".to_owned())?;
    Ok(key.as_str().map(smol_str::SmolStr::new))
}

/// A part of an unknown value: unknown too, with a symbol if the whole has one.
fn part_of(value: &Value, unknown: &Unknown, ty: Type, step: PathStep) -> Value {
    let symbol = value.symbol.as_ref().and_then(|symbol| symbol.at(step)).map(std::sync::Arc::new);
    Value::unknown(ty, unknown.causes.clone()).with_symbol(symbol)
}

/// What is known of a value as a refinement: all bounds of a known one, the recorded ones of an unknown one.
pub(super) fn refinement(value: &Value) -> Refinement {
    let length = |length: usize| Some(length as u64);
    match &value.data {
        Data::Null(_) => Refinement::default(),
        Data::Unknown(unknown) => {
            let mut refinement = unknown.refinement.clone();
            if let Some(Content::Members(members)) = &unknown.content {
                let is_set = matches!(unknown.ty, Type::Set(_));
                let least = Member::at_least(members).min(if is_set { 1 } else { u64::MAX });
                refinement.minimum_length = refinement.minimum_length.max(Some(least));
                refinement.not_null = true;
            }
            refinement
        }
        Data::Bool(_) | Data::Object(_) => Refinement { not_null: true, ..Refinement::default() },
        Data::Number(number) => Refinement {
            not_null: true,
            minimum: Some((number.clone(), true)),
            maximum: Some((number.clone(), true)),
            ..Refinement::default()
        },
        Data::String(text) => Refinement { not_null: true, prefix: Some(text.clone()), ..Refinement::default() },
        Data::List(sequence) => Refinement {
            not_null: true,
            minimum_length: length(sequence.elements.len()),
            maximum_length: length(sequence.elements.len()),
            ..Refinement::default()
        },
        Data::Set(sequence) => Refinement {
            not_null: true,
            minimum_length: length(usize::from(!sequence.elements.is_empty())),
            maximum_length: length(sequence.elements.len()),
            ..Refinement::default()
        },
        Data::Tuple(elements) => Refinement {
            not_null: true,
            minimum_length: length(elements.len()),
            maximum_length: length(elements.len()),
            ..Refinement::default()
        },
        Data::Map(map) => Refinement {
            not_null: true,
            minimum_length: length(map.entries.len()),
            maximum_length: length(map.entries.len()),
            ..Refinement::default()
        },
    }
}

/// Causes of several values together.
pub(super) fn causes_of<'a>(values: impl IntoIterator<Item = &'a Value>) -> Causes {
    values.into_iter().fold(Causes::default(), |causes, value| causes.union(&value.causes()))
}
