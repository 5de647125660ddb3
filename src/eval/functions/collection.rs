//! Collections as a whole: `alltrue`, `anytrue`, `coalesce`, `coalescelist`, `contains`, `element`, `index`, `length`,
//! `one`.
//!
//! Elements keep what they are: an unknown element that is picked out still has its symbol. Where some elements are
//! unknown, the others decide if they can.

use unicode_segmentation::UnicodeSegmentation;

use super::arguments::{elements, whole};
use super::call::{causes_of, unknown_bool, unknown_of};
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{
    Causes, Content, Data, Equality, Member, PathStep, Presence, Refinement, Type, Unknown, Value, convert, equality,
    unify,
};

pub(super) const FUNCTIONS: &[Function] = &[
    // alltrue(list), anytrue(list): of a list(bool). Null counts as false, no elements give true and false. One false
    // (one true) decides, whatever is unknown.
    Function::new("alltrue", &[Parameter::new("list", Kind::BoolList)], Returns::Is(Kind::Bool), |_, args| {
        Ok(decided_by(args, false))
    }),
    Function::new("anytrue", &[Parameter::new("list", Kind::BoolList)], Returns::Is(Kind::Bool), |_, args| {
        Ok(decided_by(args, true))
    }),
    // coalesce(vals...): the first that is neither null nor an empty string; none is an error.
    Function::new("coalesce", &[], Returns::Of(coalesce_type), coalesce)
        .variadic(Parameter::any("vals").or_null().or_unknown().marked()),
    // coalescelist(vals...): the first list or tuple with any elements; none is an error.
    Function::new("coalescelist", &[], Returns::Is(Kind::Any), coalescelist)
        .variadic(Parameter::any("vals").or_null().or_unknown()),
    // contains(list, value): whether `==` holds for any element; null can be asked for.
    Function::new(
        "contains",
        &[Parameter::any("list").or_unknown(), Parameter::any("value").or_null().or_unknown()],
        Returns::Is(Kind::Bool),
        contains,
    ),
    // element(list, index): counts round, also backwards from a negative index; an empty list is an error.
    Function::new(
        "element",
        &[Parameter::any("list").or_unknown().marked(), Parameter::number("index")],
        Returns::Of(element_type),
        element,
    )
    .may_return_null(),
    // index(list, value): where the value is in a list or tuple; nowhere is an error.
    Function::new(
        "index",
        &[Parameter::any("list"), Parameter::any("value").or_unknown()],
        Returns::Is(Kind::Number),
        index,
    ),
    // length(value): of a collection, or grapheme clusters of a string. Known for unknown tuples and objects; a set with
    // unknown elements has bounds.
    Function::new("length", &[Parameter::any("value").or_unknown().marked()], Returns::Is(Kind::Number), length),
    // one(list): the only element, null if there is none; more are an error.
    Function::new("one", &[Parameter::any("list").or_unknown().marked()], Returns::Is(Kind::Any), one)
        .may_return_null(),
];

fn decided_by(args: &[Value], deciding: bool) -> Value {
    let mut unknown = false;
    for value in elements(args, 0) {
        match value.as_bool() {
            Some(known) if known == deciding => return Value::bool(deciding),
            Some(_) => {}
            None if value.is_null() && !deciding => return Value::bool(false),
            None => unknown |= !value.is_known(),
        }
    }
    if unknown { unknown_bool(args) } else { Value::bool(!deciding) }
}

fn coalesce_type(args: &[Value]) -> Result<Type, FunctionError> {
    let types: Vec<_> = args.iter().map(Value::ty).collect();
    unify(&types).ok_or_else(|| FunctionError::new("all arguments must have the same type"))
}

fn coalesce(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    if args.is_empty() {
        return Err(FunctionError::new("at least one argument is required"));
    }
    let ty = coalesce_type(args)?;
    for (position, arg) in args.iter().enumerate() {
        let value = convert(arg, &ty).map_err(|error| FunctionError::argument(position, error.to_string()))?;
        match &value.data {
            Data::Null(_) => {}
            // It is left out only where all of them are strings.
            Data::String(text) if text.is_empty() && ty == Type::String => {}
            Data::Unknown(unknown) => {
                let certain = unknown.refinement.not_null
                    && match unknown.ty {
                        Type::String => unknown.refinement.prefix.is_some(),
                        Type::Dynamic => false,
                        _ => true,
                    };
                // The last one is the result where there is one at all.
                if certain || position + 1 == args.len() {
                    return Ok(refined_not_null(&value));
                }
                return Ok(unknown_of(ty, args.get(position..).unwrap_or_default()).marked(value.marks));
            }
            _ => return Ok(value),
        }
    }
    Err(FunctionError::new("no non-null, non-empty-string arguments"))
}

/// The same unknown, which is not null because that would have been an error.
fn refined_not_null(value: &Value) -> Value {
    let Some(unknown) = value.as_unknown().filter(|unknown| unknown.ty != Type::Dynamic) else { return value.clone() };
    let mut unknown = unknown.clone();
    unknown.refinement.not_null = true;
    Value::unknown_with(unknown).with_symbol(value.symbol.clone()).marked(value.marks)
}

fn coalescelist(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    if args.is_empty() {
        return Err(FunctionError::new("at least one argument is required"));
    }
    for (position, arg) in args.iter().enumerate().take_while(|(_, arg)| arg.is_known()) {
        if !matches!(arg.data, Data::Null(_) | Data::List(_) | Data::Tuple(_)) {
            return Err(FunctionError::argument(position, "coalescelist arguments must be lists or tuples"));
        }
    }
    for (position, arg) in args.iter().enumerate() {
        match &arg.data {
            Data::Unknown(_) if position + 1 == args.len() => return Ok(arg.clone()),
            Data::Unknown(_) => {
                return Ok(unknown_of(Type::Dynamic, args.get(position..).unwrap_or_default()));
            }
            _ if arg.as_elements().is_some_and(|elements| !elements.is_empty()) => return Ok(arg.clone()),
            _ => {}
        }
    }
    Err(FunctionError::new("no non-null arguments"))
}

fn contains(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let [list, wanted] = args else { return Ok(unknown_bool(args)) };
    let members = match &list.data {
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => None,
        Data::Unknown(unknown) => match (&unknown.ty, &unknown.content) {
            (Type::List(_) | Type::Set(_) | Type::Dynamic, Some(Content::Members(members))) => Some(members),
            (Type::List(_) | Type::Set(_) | Type::Tuple(_) | Type::Dynamic, _) => return Ok(unknown_bool(args)),
            _ => return Err(FunctionError::argument(0, "argument must be list, tuple, or set")),
        },
        _ => return Err(FunctionError::argument(0, "argument must be list, tuple, or set")),
    };
    let mut doubt = Causes::default();
    let mut is_open = false;
    let mut look = |element: &Value, presence: &Presence| {
        let open = match (equality(wanted, element), presence) {
            (Equality::Equal, Presence::Certain) => return true,
            (Equality::Different, _) => return false,
            (Equality::Equal, Presence::Possible(causes)) => causes.clone(),
            (Equality::Unknown(causes), _) => causes,
        };
        doubt = doubt.union(&open);
        is_open = true;
        false
    };
    let found = match members {
        Some(members) => members.iter().any(|member| look(&member.value, &member.presence)),
        None => elements(args, 0).iter().any(|element| look(element, &Presence::Certain)),
    };
    Ok(match (found, is_open) {
        (true, _) => Value::bool(true),
        (false, false) => Value::bool(false),
        (false, true) => Value::unknown_with(Unknown {
            ty: Type::Bool,
            causes: doubt,
            refinement: Refinement::not_null(),
            content: None,
        }),
    })
}

/// An index counted round a length.
fn wrapped(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok().filter(|length| *length > 0)?;
    usize::try_from(index.rem_euclid(length)).ok()
}

fn element_type(args: &[Value]) -> Result<Type, FunctionError> {
    match args.first().map(Value::ty) {
        Some(Type::List(element)) => Ok(element.as_ref().clone()),
        Some(Type::Tuple(types)) => match args.get(1) {
            Some(index) if index.is_known() => {
                let index = wrapped(whole(args, 1)?, types.len()).ok_or_else(empty_list)?;
                Ok(types.get(index).cloned().unwrap_or_default())
            }
            _ => Ok(Type::Dynamic),
        },
        Some(Type::Dynamic) | None => Ok(Type::Dynamic),
        Some(other) => Err(FunctionError::argument(0, format!("cannot read elements from {}", other.friendly_name()))),
    }
}

fn empty_list() -> FunctionError {
    FunctionError::argument(0, "cannot use element function with an empty list")
}

fn element(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = element_type(args)?;
    let index = whole(args, 1)?;
    let Some(list) = args.first() else { return Ok(unknown_of(ty, args)) };
    if let Some(elements) = list.as_elements() {
        let position = wrapped(index, elements.len()).ok_or_else(empty_list)?;
        let found = elements.get(position).cloned().ok_or_else(empty_list)?;
        return Ok(found.marked(list.marks));
    }
    // The first element is the first one however many there are.
    let step = match list.ty() {
        Type::Tuple(types) => wrapped(index, types.len()),
        _ => (index == 0).then_some(0),
    };
    let symbol = step.and_then(|step| list.symbol.as_ref()?.at(PathStep::Index(step as i64)));
    Ok(Value::unknown(ty, list.causes()).with_symbol(symbol.map(Into::into)).marked(list.marks))
}

fn index(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let [list, wanted] = args else { return Ok(unknown_of(Type::Number, args)) };
    if !matches!(list.data, Data::List(_) | Data::Tuple(_)) {
        return Err(FunctionError::argument(0, "argument must be a list or tuple"));
    }
    let elements = elements(args, 0);
    if elements.is_empty() {
        return Err(FunctionError::argument(0, "cannot search an empty list"));
    }
    for (position, element) in elements.iter().enumerate() {
        match equality(element, wanted) {
            Equality::Equal => return Ok(Value::number(position)),
            Equality::Different => {}
            Equality::Unknown(_) => return Ok(unknown_of(Type::Number, args)),
        }
    }
    Err(FunctionError::argument(1, "item not found"))
}

fn length(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(value) = args.first() else { return Ok(unknown_of(Type::Number, args)) };
    let bounds = |minimum: usize, maximum: Option<usize>| {
        Value::refined(Unknown {
            ty: Type::Number,
            causes: value.causes(),
            refinement: Refinement::between(minimum as u64, maximum.map(|maximum| maximum as u64)),
            content: None,
        })
    };
    let known = match &value.data {
        Data::String(text) => Value::number(text.graphemes(true).count()),
        Data::List(list) => Value::number(list.elements.len()),
        Data::Tuple(elements) => Value::number(elements.len()),
        Data::Map(map) => Value::number(map.entries.len()),
        Data::Object(attributes) => Value::number(attributes.len()),
        Data::Set(set) => {
            let certain = set.elements.iter().filter(|element| element.is_wholly_known()).count();
            // A single unknown element can't coincide with another.
            let unknown = set.elements.len() - certain;
            let minimum = if set.elements.len() > 1 { certain.max(1) } else { set.elements.len() };
            if unknown == 0 { Value::number(set.elements.len()) } else { bounds(minimum, Some(set.elements.len())) }
        }
        Data::Unknown(unknown) => match &unknown.ty {
            Type::Tuple(types) => Value::number(types.len()),
            Type::Object(object) => Value::number(object.attributes.len()),
            Type::List(_) | Type::Set(_) | Type::Map(_) => {
                let refinement = &unknown.refinement;
                let certain = match &unknown.content {
                    Some(Content::Members(members)) => certain_count(members, matches!(unknown.ty, Type::Set(_))),
                    _ => 0,
                };
                let minimum = refinement.minimum_length.unwrap_or(0).max(certain);
                bounds(minimum as usize, refinement.maximum_length.map(|maximum| maximum as usize))
            }
            Type::String => bounds(0, None),
            Type::Dynamic => match &unknown.content {
                Some(Content::Members(members)) => bounds(certain_count(members, false) as usize, None),
                _ => unknown_of(Type::Number, args),
            },
            Type::Bool | Type::Number => return Err(no_length()),
        },
        Data::Null(_) | Data::Bool(_) | Data::Number(_) => return Err(no_length()),
    };
    Ok(known.marked(value.marks))
}

fn no_length() -> FunctionError {
    FunctionError::argument(0, "argument must be a string, a collection type, or a structural type")
}

/// How many elements there are at least; those of a set may turn out equal unless they are known.
fn certain_count(members: &[Member], is_set: bool) -> u64 {
    if !is_set {
        return Member::at_least(members);
    }
    let certain = members.iter().filter(|member| matches!(member.presence, Presence::Certain));
    let count = certain.clone().count();
    let known = certain.filter(|member| member.value.is_wholly_known()).count();
    known.max(count.min(1)) as u64
}

fn one(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(list) = args.first() else { return Ok(unknown_of(Type::Dynamic, args)) };
    let error = || FunctionError::argument(0, "must be a list, set, or tuple value with either zero or one elements");
    let found = match &list.data {
        Data::List(sequence) | Data::Set(sequence) => match sequence.elements.as_slice() {
            [] => Value::null_of(sequence.element.clone()),
            [only] => only.clone(),
            // Elements of a set may turn out equal.
            several
                if several.iter().any(|element| !element.is_wholly_known()) && matches!(list.data, Data::Set(_)) =>
            {
                Value::unknown(sequence.element.clone(), causes_of(several))
            }
            _ => return Err(error()),
        },
        Data::Tuple(elements) => match elements.as_slice() {
            [] => Value::null(),
            [only] => only.clone(),
            _ => return Err(error()),
        },
        Data::Unknown(unknown) => one_unknown(list, unknown, error)?,
        _ => return Err(error()),
    };
    Ok(found.marked(list.marks))
}

fn one_unknown(list: &Value, unknown: &Unknown, error: impl Fn() -> FunctionError) -> Result<Value, FunctionError> {
    if unknown.refinement.minimum_length.is_some_and(|minimum| minimum > 1) && !matches!(unknown.ty, Type::Map(_)) {
        return Err(error());
    }
    match &unknown.ty {
        Type::Tuple(types) => match types.as_ref() {
            // Null would be an error, so even this is not certain.
            [] => Ok(Value::unknown(Type::Dynamic, unknown.causes.clone())),
            [only] => {
                let symbol = list.symbol.as_ref().and_then(|symbol| symbol.at(PathStep::Index(0)));
                Ok(Value::unknown(only.clone(), unknown.causes.clone()).with_symbol(symbol.map(Into::into)))
            }
            _ => Err(error()),
        },
        Type::List(element) | Type::Set(element) => {
            // The only member that is possible is the result wherever there is one.
            if let Some(Content::Members(members)) = &unknown.content
                && let [only] = members.as_ref()
            {
                return Ok(match (&only.presence, only.value.as_unknown()) {
                    (Presence::Certain, _) => only.value.clone(),
                    (Presence::Possible(causes), Some(inner)) => {
                        let mut inner = inner.clone();
                        inner.refinement = Refinement::default();
                        inner.causes = inner.causes.union(causes);
                        Value::unknown_with(inner).with_symbol(only.value.symbol.clone()).marked(only.value.marks)
                    }
                    (Presence::Possible(causes), None) => {
                        Value::unknown(element.as_ref().clone(), causes.clone()).marked(only.value.marks)
                    }
                });
            }
            Ok(Value::unknown(element.as_ref().clone(), unknown.causes.clone()))
        }
        Type::Dynamic => Ok(Value::unknown(Type::Dynamic, unknown.causes.clone())),
        _ => Err(error()),
    }
}
