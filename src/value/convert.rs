//! Conversion of values between types, by cty's rules.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use super::unify::{Safety, is_convertible, unify};
use super::{
    Content, Data, MapValue, Member, ObjectType, PathStep, Presence, Refinement, Sequence, Type, Unknown, Value,
};

/// Why a value can't be converted, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    /// Where in the value; empty for the value as a whole.
    pub path: Vec<PathStep>,
    /// What is wrong there, in cty's words: `a number is required`.
    pub message: String,
}

impl std::error::Error for ConversionError {}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.path {
            write!(f, "{step}")?;
        }
        if !self.path.is_empty() {
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

impl ConversionError {
    fn new(message: impl Into<String>) -> Self {
        Self { path: Vec::new(), message: message.into() }
    }

    fn at(mut self, step: PathStep) -> Self {
        self.path.insert(0, step);
        self
    }
}

/// The value as one of another type, as Terraform converts where a type is asked for.
///
/// Optional attributes that an object leaves out become null. Null and unknown stay what they are, of the new type, with
/// symbol and refinements; a value that already has the type is returned as it is.
///
/// # Errors
/// Where cty has no conversion between the types, or this value has none: a string that is no number.
pub fn convert(value: &Value, to: &Type) -> Result<Value, ConversionError> {
    match (&value.data, to) {
        (_, Type::Dynamic)
        | (Data::Bool(_), Type::Bool)
        | (Data::Number(_), Type::Number)
        | (Data::String(_), Type::String) => return Ok(value.clone()),
        _ => {}
    }
    let from = value.ty();
    let to_plain = to.without_optional();
    if from == to_plain {
        return Ok(value.clone());
    }
    if !is_convertible(&from, to, Safety::Unsafe) {
        return Err(ConversionError::new(mismatch(&from, to)));
    }
    apply(value, &from, to)
}

/// Converts where [`is_convertible`] has said yes for the types.
fn apply(value: &Value, from: &Type, to: &Type) -> Result<Value, ConversionError> {
    if *to == Type::Dynamic {
        return Ok(value.clone());
    }
    let keep = |data: Data| Value { data, marks: value.marks, symbol: None };
    Ok(match (&value.data, to) {
        (Data::Unknown(unknown), _) => apply_unknown(value, unknown, from, to)?,
        (Data::Null(_), _) => {
            keep(Data::Null(fill_dynamic(from, &to.without_optional()))).with_symbol(value.symbol.clone())
        }
        (Data::Bool(_), Type::Bool) | (Data::Number(_), Type::Number) | (Data::String(_), Type::String) => {
            value.clone()
        }
        (Data::Bool(known), Type::String) => {
            keep(Data::String(SmolStr::new_static(if *known { "true" } else { "false" })))
        }
        (Data::Number(number), Type::String) => keep(Data::String(SmolStr::new(number.to_string()))),
        (Data::String(text), Type::Number) => keep(Data::Number(text.parse().map_err(|error| {
            ConversionError::new(match error {
                super::NumberError::TooLarge => "the number is too large",
                _ => "a number is required",
            })
        })?)),
        (Data::String(text), Type::Bool) => keep(Data::Bool(match text.as_str() {
            "true" | "1" => true,
            "false" | "0" => false,
            other => {
                let hint = ["true", "false"].into_iter().find(|word| other.eq_ignore_ascii_case(word));
                return Err(ConversionError::new(match hint {
                    Some(word) => format!("a bool is required; to convert from string, use lowercase \"{word}\""),
                    None => "a bool is required".to_owned(),
                }));
            }
        })),
        (Data::Object(attributes), Type::Object(wanted)) => keep(object_to_object(attributes, wanted)?),
        (Data::Map(map), Type::Object(wanted)) => keep(map_to_object(map, wanted)?),
        (Data::Tuple(elements), Type::Tuple(wanted)) => {
            let each = |(index, (element, to)): (usize, (&Value, &Type))| {
                apply(element, &element.ty(), to).map_err(|error| error.at(PathStep::Index(index as i64)))
            };
            let converted: Result<Vec<_>, _> = elements.iter().zip(wanted.iter()).enumerate().map(each).collect();
            keep(Data::Tuple(Arc::new(converted?.into())))
        }
        (Data::List(sequence), Type::List(element)) => {
            let (element, elements) = elements_of(&sequence.elements, Some(&sequence.element), element)?;
            keep(Data::List(Arc::new(Sequence { element, elements: elements.into() })))
        }
        (Data::Tuple(elements), Type::List(element)) => {
            let (element, elements) = elements_of(elements, None, element)?;
            keep(Data::List(Arc::new(Sequence { element, elements: elements.into() })))
        }
        (Data::Set(sequence), Type::List(element)) => {
            let (element, elements) = elements_of(&sequence.elements, Some(&sequence.element), element)?;
            if elements.iter().all(Value::is_wholly_known) {
                keep(Data::List(Arc::new(Sequence { element, elements: elements.into() })))
            } else {
                // Unknown elements may turn out equal, so that neither length nor order is known.
                let mut members = unknown_collection(Type::list(element), elements);
                members.marks = value.marks;
                members
            }
        }
        (Data::List(sequence) | Data::Set(sequence), Type::Set(element)) => {
            let (element, elements) = elements_of(&sequence.elements, Some(&sequence.element), element)?;
            Value::set(element, elements).marked(value.marks)
        }
        (Data::Tuple(elements), Type::Set(element)) => {
            let (element, elements) = elements_of(elements, None, element)?;
            Value::set(element, elements).marked(value.marks)
        }
        (Data::Map(map), Type::Map(element)) => {
            let (element, entries) = entries_of(&map.entries, Some(&map.element), element)?;
            keep(Data::Map(Arc::new(MapValue { element, entries: entries.into() })))
        }
        (Data::Object(attributes), Type::Map(element)) => {
            let (element, entries) = entries_of(attributes, None, element)?;
            keep(Data::Map(Arc::new(MapValue { element, entries: entries.into() })))
        }
        _ => return Err(ConversionError::new(mismatch(from, to))),
    })
}

/// A collection of which the elements are certain but not how many of them are equal.
pub(super) fn unknown_collection(ty: Type, elements: Vec<Value>) -> Value {
    let causes = elements.iter().fold(super::Causes::default(), |causes, element| causes.union(&element.causes()));
    let known = elements.iter().filter(|element| element.is_wholly_known()).count().max(1);
    let refinement = Refinement::length(known as u64, Some(elements.len() as u64));
    let members = elements.into_iter().map(|value| Member { value, presence: Presence::Certain }).collect();
    Value::unknown_with(Unknown { ty, causes, refinement, content: Some(Content::Members(members)) })
}

/// Elements converted to an element type, and that type without its open parts.
fn elements_of(elements: &[Value], have: Option<&Type>, wanted: &Type) -> Result<(Type, Vec<Value>), ConversionError> {
    if elements.is_empty() {
        // A type that is known is better than one that is not.
        let element = match (wanted, have) {
            (Type::Dynamic, Some(have)) => have.clone(),
            _ => wanted.without_optional(),
        };
        return Ok((element, Vec::new()));
    }
    let unified;
    let target = match (wanted, have) {
        (Type::Dynamic, Some(have)) => have,
        (Type::Dynamic, None) => {
            let types: Vec<_> = elements.iter().map(Value::ty).collect();
            unified = unify(&types).ok_or_else(|| ConversionError::new("all list elements must have the same type"))?;
            &unified
        }
        _ => wanted,
    };
    let mut converted = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        let value = apply(element, &element.ty(), target).map_err(|error| error.at(PathStep::Index(index as i64)))?;
        converted.push(value);
    }
    if !target.has_dynamic() {
        return Ok((target.without_optional(), converted));
    }
    let types: Vec<_> = converted.iter().map(Value::ty).collect();
    let mut element =
        unify(&types).ok_or_else(|| ConversionError::new("cannot find a common base type for all elements"))?;
    let as_element = |converted: &mut Vec<Value>, element: &Type| {
        for (index, value) in converted.iter_mut().enumerate() {
            *value = convert(value, element).map_err(|error| error.at(PathStep::Index(index as i64)))?;
        }
        Ok(())
    };
    as_element(&mut converted, &element)?;
    // What is not known may have any type yet. A bare null has that of the others, which must all have the same.
    if element.has_dynamic() && converted.iter().all(Value::is_wholly_known) {
        let mut types = converted.iter().map(Value::ty).filter(|ty| *ty != Type::Dynamic);
        if let Some(first) = types.next() {
            if types.any(|ty| ty != first) {
                return Err(ConversionError::new("the types of all elements must match"));
            }
            as_element(&mut converted, &first)?;
            element = first;
        }
    }
    Ok((element, converted))
}

/// As [`elements_of`], for the elements of a map or the attributes of an object.
fn entries_of(
    entries: &BTreeMap<SmolStr, Value>,
    have: Option<&Type>,
    wanted: &Type,
) -> Result<(Type, BTreeMap<SmolStr, Value>), ConversionError> {
    let values: Vec<_> = entries.values().cloned().collect();
    let (element, values) = elements_of(&values, have, wanted).map_err(|mut error| {
        if let Some(PathStep::Index(index)) = error.path.first()
            && let Some(name) = usize::try_from(*index).ok().and_then(|index| entries.keys().nth(index))
            && let Some(step) = error.path.first_mut()
        {
            *step = PathStep::Attribute(name.clone());
        }
        error
    })?;
    Ok((element, entries.keys().cloned().zip(values).collect()))
}

fn object_to_object(attributes: &BTreeMap<SmolStr, Value>, wanted: &ObjectType) -> Result<Data, ConversionError> {
    let mut converted = BTreeMap::new();
    for (name, ty) in &wanted.attributes {
        let value = match attributes.get(name) {
            Some(value) => {
                apply(value, &value.ty(), ty).map_err(|error| error.at(PathStep::Attribute(name.clone())))?
            }
            None => Value::null_of(ty.without_optional()),
        };
        converted.insert(name.clone(), value);
    }
    Ok(Data::Object(Arc::new(converted.into())))
}

fn map_to_object(map: &MapValue, wanted: &ObjectType) -> Result<Data, ConversionError> {
    let mut converted = BTreeMap::new();
    for (name, ty) in &wanted.attributes {
        let value = match map.entries.get(name) {
            Some(_) if !is_convertible(&map.element, ty, Safety::Unsafe) => {
                return Err(ConversionError::new(format!(
                    "map element type is incompatible with attribute {name:?}: {}",
                    mismatch(&map.element, ty)
                )));
            }
            Some(value) => {
                apply(value, &value.ty(), ty).map_err(|error| error.at(PathStep::Attribute(name.clone())))?
            }
            None if wanted.optional.contains(name) => Value::null_of(ty.without_optional()),
            None => return Err(ConversionError::new(format!("map has no element for required attribute {name:?}"))),
        };
        converted.insert(name.clone(), value);
    }
    Ok(Data::Object(Arc::new(converted.into())))
}

fn apply_unknown(value: &Value, unknown: &Unknown, from: &Type, to: &Type) -> Result<Value, ConversionError> {
    let ty = fill_dynamic(from, &to.without_optional());
    if ty == *from {
        return Ok(value.clone());
    }
    let given = &unknown.refinement;
    let mut refinement = Refinement { not_null: given.not_null, ..Refinement::default() };
    let mut bound = |minimum: usize, maximum: usize| {
        refinement.minimum_length = (minimum > 0).then_some(minimum as u64);
        refinement.maximum_length = Some(maximum as u64);
    };
    match (from, &ty) {
        (Type::Object(object), Type::Map(_)) => bound(object.attributes.len(), object.attributes.len()),
        (Type::Tuple(elements), Type::List(_)) => bound(elements.len(), elements.len()),
        (Type::Tuple(elements), Type::Set(_)) => bound(elements.len().min(1), elements.len()),
        (from, Type::Set(_)) if from.is_collection() => {
            refinement.minimum_length = given.minimum_length.map(|minimum| minimum.min(1));
            refinement.maximum_length = given.maximum_length;
        }
        (from, to) if from.is_collection() && to.is_collection() => {
            refinement.minimum_length = given.minimum_length;
            refinement.maximum_length = given.maximum_length;
        }
        _ => {}
    }
    let content = match (&unknown.content, ty.element()) {
        (Some(Content::Members(members)), Some(element)) if matches!(ty, Type::List(_) | Type::Set(_)) => {
            convert_members(members, element)?
        }
        _ => None,
    };
    let converted = Unknown { ty, causes: unknown.causes.clone(), refinement, content };
    Ok(Value::refined_as(converted, value.symbol.clone()).marked(value.marks))
}

/// The members converted one by one. If a possible one can't be converted, nothing is said about the members: whether
/// that is an error depends on what is not known.
fn convert_members(members: &[Member], element: &Type) -> Result<Option<Content>, ConversionError> {
    let mut converted = Vec::with_capacity(members.len());
    for member in members {
        match (convert(&member.value, element), &member.presence) {
            (Ok(value), presence) => converted.push(Member { value, presence: presence.clone() }),
            (Err(error), Presence::Certain) => return Err(error),
            (Err(_), Presence::Possible(_)) => return Ok(None),
        }
    }
    Ok(Some(Content::Members(converted.into())))
}

/// The target type with its open parts replaced by what the source type says about them.
fn fill_dynamic(from: &Type, to: &Type) -> Type {
    let unified = |types: Vec<Type>| unify(&types).unwrap_or(Type::Dynamic);
    match (from, to) {
        (Type::Dynamic, _) => to.clone(),
        (_, Type::Dynamic) => from.clone(),
        (Type::Map(from), Type::Map(to)) => Type::map(fill_dynamic(from, to)),
        (Type::Object(from), Type::Map(to)) if to.has_dynamic() => {
            Type::map(fill_dynamic(&unified(from.attributes.values().cloned().collect()), to))
        }
        (Type::Map(from), Type::Object(to)) => {
            Type::object(to.attributes.iter().map(|(name, ty)| (name.clone(), fill_dynamic(from, ty))))
        }
        (Type::Object(from), Type::Object(to)) => Type::object(to.attributes.iter().map(|(name, ty)| {
            (name.clone(), from.attributes.get(name).map_or_else(|| ty.clone(), |from| fill_dynamic(from, ty)))
        })),
        (Type::List(from) | Type::Set(from), Type::List(to)) => Type::list(fill_dynamic(from, to)),
        (Type::List(from) | Type::Set(from), Type::Set(to)) => Type::set(fill_dynamic(from, to)),
        (Type::Tuple(from), Type::List(to)) if to.has_dynamic() => {
            Type::list(fill_dynamic(&unified(from.to_vec()), to))
        }
        (Type::Tuple(from), Type::Set(to)) if to.has_dynamic() => Type::set(fill_dynamic(&unified(from.to_vec()), to)),
        (Type::Tuple(from), Type::Tuple(to)) => {
            Type::tuple(from.iter().zip(to.iter()).map(|(from, to)| fill_dynamic(from, to)))
        }
        _ => to.clone(),
    }
}

/// Why values of one type can't be converted to another, in cty's words.
#[must_use]
pub fn mismatch(have: &Type, wanted: &Type) -> String {
    let required = || format!("{} required", constraint_name(wanted));
    let kinds_fit = matches!(
        (have, wanted),
        (Type::Tuple(_) | Type::List(_) | Type::Set(_), Type::List(_) | Type::Set(_))
            | (Type::Object(_) | Type::Map(_), Type::Map(_))
    );
    match (have, wanted) {
        (Type::Object(have), Type::Object(wanted)) => mismatched_objects(have, wanted),
        (Type::Tuple(_), Type::List(element)) if **element == Type::Dynamic => {
            "all list elements must have the same type".to_owned()
        }
        (Type::Tuple(_), Type::Set(element)) if **element == Type::Dynamic => {
            "all set elements must have the same type".to_owned()
        }
        (Type::Object(_), Type::Map(element)) if **element == Type::Dynamic => {
            "all map elements must have the same type".to_owned()
        }
        (Type::Tuple(elements), Type::List(element) | Type::Set(element)) => elements
            .iter()
            .enumerate()
            .find(|(_, have)| !is_convertible(have, element, Safety::Unsafe))
            .map_or_else(required, |(index, have)| format!("element {index}: {}", mismatch(have, element))),
        (Type::Object(object), Type::Map(element)) => object
            .attributes
            .iter()
            .find(|(_, have)| !is_convertible(have, element, Safety::Unsafe))
            .map_or_else(required, |(name, have)| format!("element {name:?}: {}", mismatch(have, element))),
        (Type::List(have) | Type::Set(have) | Type::Map(have), Type::List(element)) if kinds_fit => {
            format!("incorrect list element type: {}", mismatch(have, element))
        }
        (Type::List(have) | Type::Set(have) | Type::Map(have), Type::Set(element)) if kinds_fit => {
            format!("incorrect set element type: {}", mismatch(have, element))
        }
        (Type::List(have) | Type::Set(have) | Type::Map(have), Type::Map(element)) if kinds_fit => {
            format!("incorrect map element type: {}", mismatch(have, element))
        }
        (have, wanted)
            if (have.is_collection() || matches!(have, Type::Tuple(_) | Type::Object(_))) && wanted.is_collection() =>
        {
            required()
        }
        // Where both names say something, both are told; "number required, but have string" would misguide.
        (have, wanted)
            if have.is_primitive() != wanted.is_primitive()
                || matches!(
                    (have, wanted),
                    (_, Type::String)
                        | (Type::Bool, Type::Number)
                        | (Type::Number, Type::Bool)
                        | (Type::Tuple(_), Type::Object(_))
                ) =>
        {
            format!("{} required, but have {}", wanted.friendly_name(), have.friendly_name())
        }
        _ => required(),
    }
}

fn mismatched_objects(have: &ObjectType, wanted: &ObjectType) -> String {
    let missing: Vec<_> = wanted
        .attributes
        .keys()
        .filter(|name| !have.attributes.contains_key(*name) && !wanted.optional.contains(*name))
        .map(|name| format!("{name:?}"))
        .collect();
    match &missing[..] {
        [] => {}
        [name] => return format!("attribute {name} is required"),
        [left, right] => return format!("attributes {left} and {right} are required"),
        [names @ .., last] => return format!("attributes {}, and {last} are required", names.join(", ")),
    }
    wanted
        .attributes
        .iter()
        .filter_map(|(name, wanted)| Some((name, have.attributes.get(name)?, wanted)))
        .find(|(_, have, wanted)| !is_convertible(have, wanted, Safety::Unsafe))
        .map_or_else(
            || "incorrect object attributes".to_owned(),
            |(name, have, wanted)| format!("attribute {name:?}: {}", mismatch(have, wanted)),
        )
}

/// The name of a type where one is asked for: `list of any single type`.
fn constraint_name(ty: &Type) -> String {
    let of = |kind: &str, element: &Type| match element {
        Type::Dynamic => format!("{kind} of any single type"),
        _ => format!("{kind} of {}", constraint_name(element)),
    };
    match ty {
        Type::Dynamic => "any type".to_owned(),
        Type::List(element) => of("list", element),
        Type::Set(element) => of("set", element),
        Type::Map(element) => of("map", element),
        Type::Bool | Type::Number | Type::String | Type::Tuple(_) | Type::Object(_) => ty.friendly_name(),
    }
}
