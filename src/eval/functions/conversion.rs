//! Types and marks: `tostring`, `tonumber`, `tobool`, `tolist`, `toset`, `tomap`, `sensitive`, `nonsensitive`,
//! `issensitive`, `ephemeralasnull`, and OpenTofu's `assume…`.
//!
//! Conversions keep null, unknown, symbols and marks. (`type` exists only in the console, `convert` takes a type and is
//! the evaluator's.)

use super::call::unknown_bool;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Data, Equality, Marks, Refinement, Type, Value, convert, equality, mismatch};

const ANY: Parameter = Parameter::any("v").or_null().or_unknown().marked();
const MIN: Parameter = Parameter::number("min");
const MAX: Parameter = Parameter::number("max");
const LIST: Parameter = Parameter::new("list", Kind::AnyList).or_unknown().marked();
const SET: Parameter = Parameter::new("set", Kind::AnySet).or_unknown().marked();
const MAP: Parameter = Parameter::any("map").or_unknown().marked();
const OPEN: Returns = Returns::Is(Kind::Any);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("tobool", &[ANY], OPEN, |_, args| converted(args, &Type::Bool)).may_return_null(),
    Function::new("tonumber", &[ANY], OPEN, |_, args| converted(args, &Type::Number)).may_return_null(),
    Function::new("tostring", &[ANY], OPEN, |_, args| converted(args, &Type::String)).may_return_null(),
    Function::new("tolist", &[ANY], OPEN, |_, args| converted(args, &Type::list(Type::Dynamic))).may_return_null(),
    Function::new("toset", &[ANY], OPEN, |_, args| converted(args, &Type::set(Type::Dynamic))).may_return_null(),
    Function::new("tomap", &[ANY], OPEN, |_, args| converted(args, &Type::map(Type::Dynamic))).may_return_null(),
    // sensitive(value), nonsensitive(value): with and without the mark; elements of collections keep theirs.
    Function::new("sensitive", &[ANY], OPEN, |_, args| Ok(first(args).marked(Marks::SENSITIVE))).may_return_null(),
    Function::new("nonsensitive", &[ANY], OPEN, |_, args| {
        let mut value = first(args);
        value.marks = value.marks.without(Marks::SENSITIVE);
        Ok(value)
    })
    .may_return_null(),
    // issensitive(value): unknown for an unknown value, which can still turn out to be sensitive.
    Function::new("issensitive", &[ANY], Returns::Is(Kind::Bool), |_, args| {
        let value = first(args);
        let answer =
            if value.is_known() { Value::bool(value.marks.contains(Marks::SENSITIVE)) } else { unknown_bool(args) };
        Ok(answer.marked(Marks::NONE))
    }),
    // ephemeralasnull(value): null in place of every ephemeral value, at any depth.
    Function::new("ephemeralasnull", &[ANY], OPEN, |_, args| Ok(without_ephemeral(&first(args)))).may_return_null(),
    // assumeequal(value, assumed): the second, where nothing says that the first differs.
    Function::new("assumeequal", &[ANY, ANY], OPEN, assume_equal).may_return_null(),
    // assumenotnull(value): the value; null is an error.
    Function::new("assumenotnull", &[ANY], OPEN, |_, args| {
        let value = first(args);
        if value.is_null() {
            return Err(FunctionError::argument(0, "value must not be null"));
        }
        Ok(refine(&value, |_| {}))
    }),
    // assumestringprefix(str, prefix): the string, which begins so.
    Function::new(
        "assumestringprefix",
        &[Parameter::string("str").or_null().or_unknown(), Parameter::string("prefix")],
        Returns::Is(Kind::String),
        assume_prefix,
    )
    .may_return_null(),
    // assume…length(collection, bounds): the collection, which has at least or at most so many elements.
    Function::new("assumelistlength", &[LIST, MIN, MAX], OPEN, |_, args| assume_length(args, Some(1), Some(2))),
    Function::new("assumelistlengthmin", &[LIST, MIN], OPEN, |_, args| assume_length(args, Some(1), None)),
    Function::new("assumelistlengthmax", &[LIST, MAX], OPEN, |_, args| assume_length(args, None, Some(1))),
    Function::new("assumesetlength", &[SET, MIN, MAX], OPEN, |_, args| assume_length(args, Some(1), Some(2))),
    Function::new("assumesetlengthmin", &[SET, MIN], OPEN, |_, args| assume_length(args, Some(1), None)),
    Function::new("assumesetlengthmax", &[SET, MAX], OPEN, |_, args| assume_length(args, None, Some(1))),
    Function::new("assumemaplength", &[MAP, MIN, MAX], OPEN, |_, args| assume_length(&as_map(args)?, Some(1), Some(2))),
    Function::new("assumemaplengthmin", &[MAP, MIN], OPEN, |_, args| assume_length(&as_map(args)?, Some(1), None)),
    Function::new("assumemaplengthmax", &[MAP, MAX], OPEN, |_, args| assume_length(&as_map(args)?, None, Some(1))),
];

fn first(args: &[Value]) -> Value {
    args.first().cloned().unwrap_or_else(Value::null)
}

fn converted(args: &[Value], ty: &Type) -> Result<Value, FunctionError> {
    let value = first(args);
    convert(&value, ty).map_err(|error| {
        let wanted = match ty {
            Type::List(_) => "list of any single type".to_owned(),
            Type::Set(_) => "set of any single type".to_owned(),
            Type::Map(_) => "map of any single type".to_owned(),
            other => other.friendly_name(),
        };
        let shown = |text: &str| {
            if value.marks.contains(Marks::SENSITIVE) { "(sensitive value)".to_owned() } else { format!("{text:?}") }
        };
        let message = match (&value.data, ty) {
            (Data::String(text), Type::Bool) => {
                format!("cannot convert {} to bool; only the strings \"true\" or \"false\" are allowed", shown(text))
            }
            (Data::String(text), Type::Number) => format!(
                "cannot convert {} to number; given string must be a decimal representation of a number",
                shown(text)
            ),
            _ => format!("cannot convert {} to {wanted}: {error}", value.ty().friendly_name()),
        };
        FunctionError::argument(0, message)
    })
}

fn without_ephemeral(value: &Value) -> Value {
    let marks = value.marks.without(Marks::EPHEMERAL);
    if value.marks.contains(Marks::EPHEMERAL) {
        // What is not known yet may turn out not to be ephemeral.
        let plain = match &value.data {
            Data::Unknown(unknown) => Value::unknown(unknown.ty.clone(), unknown.causes.clone()),
            _ => Value::null_of(value.ty()),
        };
        return plain.marked(marks);
    }
    if !value.deep_marks().contains(Marks::EPHEMERAL) {
        return value.clone();
    }
    let each = |values: &[Value]| values.iter().map(without_ephemeral).collect::<Vec<_>>();
    let plain: Value = match &value.data {
        Data::List(list) => Value::list(list.element.clone(), each(&list.elements)),
        Data::Set(set) => Value::set(set.element.clone(), each(&set.elements)),
        Data::Tuple(elements) => Value::tuple(each(elements)),
        Data::Map(map) => Value::map(
            map.element.clone(),
            map.entries.iter().map(|(key, value)| (key.clone(), without_ephemeral(value))).collect(),
        ),
        Data::Object(attributes) => {
            Value::object(attributes.iter().map(|(name, value)| (name.clone(), without_ephemeral(value))))
        }
        Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Unknown(_) => value.clone(),
    };
    plain.marked(marks)
}

fn assume_equal(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let [value, assumed] = args else { return Ok(first(args)) };
    let ty = assumed.ty();
    let value = convert(value, &ty).map_err(|_| FunctionError::argument(0, mismatch(&value.ty(), &ty)))?;
    match equality(&value, assumed) {
        Equality::Different => Err(FunctionError::argument(0, "value differs from what is assumed")),
        Equality::Equal | Equality::Unknown(_) => Ok(assumed.clone()),
    }
}

/// An unknown that is not null and about which something more is known; other values as they are.
fn refine(value: &Value, add: impl FnOnce(&mut Refinement)) -> Value {
    let Data::Unknown(unknown) = &value.data else { return value.clone() };
    if unknown.ty == Type::Dynamic {
        return value.clone();
    }
    let mut unknown = unknown.as_ref().clone();
    unknown.refinement.not_null = true;
    add(&mut unknown.refinement);
    Value::refined_as(unknown, value.symbol.clone()).marked(value.marks)
}

fn assume_prefix(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let value = first(args);
    let prefix = args.get(1).and_then(Value::as_str).unwrap_or("");
    if let Some(text) = value.as_str() {
        return if text.starts_with(prefix) {
            Ok(value)
        } else {
            Err(FunctionError::argument(0, format!("string does not begin with {prefix:?}")))
        };
    }
    let Data::Unknown(unknown) = &value.data else { return Ok(value) };
    let mut unknown = unknown.as_ref().clone();
    let longer = unknown.refinement.prefix.as_ref().is_none_or(|known| prefix.starts_with(known.as_str()));
    if longer && !prefix.is_empty() {
        unknown.refinement.prefix = Some(prefix.into());
    }
    Ok(Value::unknown_with(unknown).with_symbol(value.symbol.clone()).marked(value.marks))
}

fn as_map(args: &[Value]) -> Result<Vec<Value>, FunctionError> {
    let mut args = args.to_vec();
    if let Some(value) = args.first_mut() {
        *value =
            convert(value, &Type::map(Type::Dynamic)).map_err(|error| FunctionError::argument(0, error.to_string()))?;
    }
    Ok(args)
}

fn assume_length(args: &[Value], minimum: Option<usize>, maximum: Option<usize>) -> Result<Value, FunctionError> {
    let bound = |index: Option<usize>| -> Result<Option<u64>, FunctionError> {
        let Some(index) = index else { return Ok(None) };
        let bound = super::arguments::whole(args, index)?;
        u64::try_from(bound).map(Some).map_err(|_| FunctionError::argument(index, "must not be negative"))
    };
    let (minimum, maximum) = (bound(minimum)?, bound(maximum)?);
    let value = first(args);
    if value.is_known() {
        let length = value.children().count() as u64;
        let fits = minimum.is_none_or(|minimum| length >= minimum) && maximum.is_none_or(|maximum| length <= maximum);
        // Elements of a set that are not known may be equal.
        if !fits && (value.is_wholly_known() || !matches!(value.data, Data::Set(_))) {
            return Err(FunctionError::argument(0, format!("the collection has {length} elements")));
        }
        return Ok(value);
    }
    Ok(refine(&value, |refinement| {
        refinement.minimum_length = refinement.minimum_length.max(minimum);
        refinement.maximum_length = match (refinement.maximum_length, maximum) {
            (Some(known), Some(maximum)) => Some(known.min(maximum)),
            (known, maximum) => known.or(maximum),
        };
    }))
}
