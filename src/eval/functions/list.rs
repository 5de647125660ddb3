//! Lists: `chunklist`, `compact`, `distinct`, `list`, `matchkeys`, `reverse`, `slice`, `sort`.
//!
//! Elements keep what they are. Where unknown elements leave open which elements the result has, it is an unknown list
//! that knows its possible members.

use std::collections::HashSet;

use super::arguments::{elements, whole};
use super::call::{causes_of, unknown_of};
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{
    Causes, Content, Data, Equality, Member, Presence, Refinement, Type, Unknown, Value, equality, to_json, unify,
};

/// Pairs of elements that are compared where some are unknown.
const MAX_PAIRS: usize = 100_000;

pub(super) const FUNCTIONS: &[Function] = &[
    // chunklist(list, size): lists of at most so many elements; size 0 gives one chunk.
    Function::new(
        "chunklist",
        &[Parameter::new("list", Kind::AnyList).marked(), Parameter::number("size")],
        Returns::Of(|args| Ok(Type::list(args.first().map(Value::ty).unwrap_or_default()))),
        chunklist,
    ),
    // compact(list): without null and empty strings. Unknown elements that can't be either stay.
    Function::new("compact", &[Parameter::new("list", Kind::StringList)], Returns::Is(Kind::StringList), compact),
    // distinct(list): every element once, the first of equal ones.
    Function::new("distinct", &[Parameter::new("list", Kind::AnyList).or_unknown()], Returns::Of(same_type), distinct),
    // list(...): gone since Terraform 0.12.
    Function::new("list", &[], Returns::Is(Kind::Any), |_, _| {
        Err(FunctionError::new("the `list` function is no longer available; write `tolist([ ... ])`"))
    })
    .variadic(Parameter::any("vals").or_null().or_unknown()),
    // matchkeys(values, keys, searchset): the values whose key is in the search set.
    Function::new(
        "matchkeys",
        &[
            Parameter::new("values", Kind::AnyList),
            Parameter::new("keys", Kind::AnyList),
            Parameter::new("searchset", Kind::AnyList),
        ],
        Returns::Of(matchkeys_type),
        matchkeys,
    ),
    // reverse(list): of a list, set (as a list) or tuple.
    Function::new("reverse", &[Parameter::any("list").marked()], Returns::Of(reverse_type), reverse),
    // slice(list, start_index, end_index): from start up to before end; indices outside are errors.
    Function::new(
        "slice",
        &[Parameter::any("list").marked(), Parameter::number("start_index"), Parameter::number("end_index")],
        Returns::Of(slice_type),
        slice,
    ),
    // sort(list): by code point; a null element is an error. Unknown elements leave the order open.
    Function::new("sort", &[Parameter::new("list", Kind::StringList)], Returns::Is(Kind::StringList), sort),
];

fn same_type(args: &[Value]) -> Result<Type, FunctionError> {
    Ok(args.first().map(Value::ty).unwrap_or_default())
}

/// A list of which the order, or which elements it has, is not known.
fn unknown_list(element: Type, members: Vec<Member>, bounds: (u64, u64)) -> Value {
    let causes = members.iter().fold(Causes::default(), |causes, member| {
        let causes = causes.union(&member.value.causes());
        match &member.presence {
            Presence::Certain => causes,
            Presence::Possible(more) => causes.union(more),
        }
    });
    Value::unknown_with(Unknown {
        ty: Type::list(element),
        causes,
        refinement: Refinement::length(bounds.0, Some(bounds.1)),
        content: Some(Content::Members(members.into())),
    })
}

fn certain(value: &Value) -> Member {
    Member { value: value.clone(), presence: Presence::Certain }
}

fn possible(value: &Value) -> Member {
    Member { value: value.clone(), presence: Presence::Possible(value.causes()) }
}

fn chunklist(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(list) = args.first() else { return Ok(unknown_of(Type::Dynamic, args)) };
    let size = usize::try_from(whole(args, 1)?)
        .map_err(|_| FunctionError::argument(1, "the size argument must be positive"))?;
    let ty = list.ty();
    let element = ty.element().cloned().unwrap_or_default();
    let elements = elements(args, 0);
    let chunks = match size {
        _ if elements.is_empty() => Vec::new(),
        0 => vec![Value::list(element, elements.to_vec())],
        size => elements.chunks(size).map(|chunk| Value::list(element.clone(), chunk.to_vec())).collect(),
    };
    Ok(Value::list(ty, chunks).marked(list.marks))
}

fn compact(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let mut members = Vec::new();
    for element in elements(args, 0) {
        match &element.data {
            Data::Null(_) => {}
            Data::String(text) if text.is_empty() => {}
            Data::Unknown(unknown) => {
                let stays = unknown.refinement.not_null && unknown.refinement.prefix.is_some();
                members.push(if stays { certain(element) } else { possible(element) });
            }
            _ => members.push(certain(element)),
        }
    }
    let count = members.iter().filter(|member| matches!(member.presence, Presence::Certain)).count();
    if count == members.len() {
        return Ok(Value::list(Type::String, members.into_iter().map(|member| member.value).collect()));
    }
    let bounds = (count as u64, members.len() as u64);
    Ok(unknown_list(Type::String, members, bounds))
}

fn distinct(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(list) = args.first() else { return Ok(unknown_of(Type::Dynamic, args)) };
    let element = list.ty().element().cloned().unwrap_or_default();
    let Data::List(sequence) = &list.data else {
        // Members say which elements there can be, not how often.
        let Some(unknown) = list.as_unknown() else { return Ok(list.clone()) };
        let mut unknown = unknown.clone();
        unknown.refinement = Refinement {
            not_null: true,
            minimum_length: unknown.refinement.minimum_length.map(|length| length.min(1)),
            maximum_length: unknown.refinement.maximum_length,
            ..Refinement::default()
        };
        return Ok(Value::unknown_with(unknown));
    };
    if list.is_wholly_known() {
        let mut seen = HashSet::new();
        let mut kept = Vec::new();
        for value in &sequence.elements {
            // All elements have one type, so equal text means equal values.
            let key = to_json(value).map_err(|error| FunctionError::argument(0, error.to_string()))?;
            if seen.insert(key) {
                kept.push(value.clone());
            }
        }
        return Ok(Value::list(element, kept));
    }
    if sequence.elements.len().saturating_mul(sequence.elements.len()) > MAX_PAIRS {
        return Ok(unknown_of(list.ty(), args));
    }
    let mut kept: Vec<Value> = Vec::new();
    let mut is_open = false;
    for value in &sequence.elements {
        let mut is_new = true;
        for other in &kept {
            match equality(value, other) {
                Equality::Equal => is_new = false,
                Equality::Different => {}
                Equality::Unknown(_) => is_open = true,
            }
        }
        if is_new {
            kept.push(value.clone());
        }
    }
    if !is_open {
        return Ok(Value::list(element, kept));
    }
    let known = kept.iter().filter(|value| value.is_wholly_known()).count().max(1);
    let bounds = (known as u64, kept.len() as u64);
    Ok(unknown_list(element, kept.iter().map(certain).collect(), bounds))
}

fn matchkeys_type(args: &[Value]) -> Result<Type, FunctionError> {
    let types: Vec<_> = args.iter().skip(1).map(Value::ty).collect();
    if unify(&types).is_none() {
        return Err(FunctionError::argument(1, "keys and searchset must be of the same type"));
    }
    same_type(args)
}

fn matchkeys(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = matchkeys_type(args)?;
    let (values, keys) = (elements(args, 0), elements(args, 1));
    if values.len() != keys.len() {
        return Err(FunctionError::new("length of keys and values should be equal"));
    }
    let common = unify(&args.iter().skip(1).map(Value::ty).collect::<Vec<_>>()).unwrap_or_default();
    let converted = |index: usize| {
        let list = args.get(index).cloned().unwrap_or_else(Value::null);
        crate::value::convert(&list, &common).map_err(|error| FunctionError::argument(index, error.to_string()))
    };
    let (keys, wanted) = (converted(1)?, converted(2)?);
    let (keys, wanted) = (keys.as_elements().unwrap_or_default(), wanted.as_elements().unwrap_or_default());
    let known: Option<HashSet<String>> = wanted.iter().map(|value| to_json(value).ok()).collect();
    let mut found = Vec::new();
    for (key, value) in keys.iter().zip(values) {
        let is_wanted = match (&known, to_json(key)) {
            (Some(known), Ok(text)) => known.contains(&text),
            _ => {
                let mut decided = false;
                for candidate in wanted {
                    match equality(key, candidate) {
                        Equality::Equal => {
                            decided = true;
                            break;
                        }
                        Equality::Different => {}
                        Equality::Unknown(_) => return Ok(unknown_of(ty, args)),
                    }
                }
                decided
            }
        };
        if is_wanted {
            found.push(value.clone());
        }
    }
    Ok(Value::list(ty.element().cloned().unwrap_or_default(), found))
}

fn reverse_type(args: &[Value]) -> Result<Type, FunctionError> {
    match args.first().map(Value::ty) {
        Some(Type::Tuple(types)) => Ok(Type::tuple(types.iter().rev().cloned())),
        Some(Type::List(element) | Type::Set(element)) => Ok(Type::list(element.as_ref().clone())),
        Some(Type::Dynamic) | None => Ok(Type::Dynamic),
        Some(other) => {
            let message = format!("can only reverse list or tuple values, not {}", other.friendly_name());
            Err(FunctionError::argument(0, message))
        }
    }
}

fn reverse(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = reverse_type(args)?;
    let Some(list) = args.first() else { return Ok(unknown_of(ty, args)) };
    let reversed: Vec<_> = elements(args, 0).iter().rev().cloned().collect();
    let value = match &list.data {
        Data::Tuple(_) => Value::tuple(reversed),
        Data::Set(set) if !list.is_wholly_known() => {
            let bounds = (1, set.elements.len() as u64);
            unknown_list(set.element.clone(), set.elements.iter().map(certain).collect(), bounds)
        }
        _ => Value::list(ty.element().cloned().unwrap_or_default(), reversed),
    };
    Ok(value.marked(list.marks))
}

/// Start and end, as far as they are known and make sense for the list.
fn slice_range(args: &[Value]) -> Result<(Option<usize>, Option<usize>), FunctionError> {
    let length = args.first().and_then(|list| match (&list.data, list.ty()) {
        (Data::List(list), _) => Some(list.elements.len()),
        (_, Type::Tuple(types)) => Some(types.len()),
        _ => None,
    });
    let read = |index: usize, name: &str| -> Result<Option<usize>, FunctionError> {
        if args.get(index).is_none_or(|value| !value.is_known()) {
            return Ok(None);
        }
        let position = usize::try_from(whole(args, index)?)
            .map_err(|_| FunctionError::argument(index, format!("{name} index must not be less than zero")))?;
        if length.is_some_and(|length| position > length) {
            let message = format!("{name} index must not be greater than the length of the list");
            return Err(FunctionError::argument(index, message));
        }
        Ok(Some(position))
    };
    let range = (read(1, "start")?, read(2, "end")?);
    if let (Some(start), Some(end)) = range
        && start > end
    {
        return Err(FunctionError::argument(1, "start index must not be greater than end index"));
    }
    Ok(range)
}

fn slice_type(args: &[Value]) -> Result<Type, FunctionError> {
    match args.first().map(Value::ty) {
        Some(ty @ Type::List(_)) => slice_range(args).map(|_| ty),
        Some(Type::Tuple(types)) => Ok(match slice_range(args)? {
            (Some(start), Some(end)) => Type::tuple(types.get(start..end).unwrap_or_default().iter().cloned()),
            _ => Type::Dynamic,
        }),
        Some(Type::Set(_)) => Err(FunctionError::argument(
            0,
            "cannot slice a set, because its elements do not have indices; convert it to a list",
        )),
        Some(Type::Dynamic) | None => Ok(Type::Dynamic),
        Some(_) => Err(FunctionError::argument(0, "must be a list or tuple value")),
    }
}

fn slice(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = slice_type(args)?;
    let (Some(list), (Some(start), Some(end))) = (args.first(), slice_range(args)?) else {
        return Ok(unknown_of(ty, args));
    };
    let part = elements(args, 0).get(start..end).unwrap_or_default().to_vec();
    let value = match &list.data {
        Data::Tuple(_) => Value::tuple(part),
        _ => Value::list(ty.element().cloned().unwrap_or_default(), part),
    };
    Ok(value.marked(list.marks))
}

fn sort(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let elements = elements(args, 0);
    if let Some(index) = elements.iter().position(Value::is_null) {
        let message = format!("given list element {index} is null; a null string cannot be sorted");
        return Err(FunctionError::argument(0, message));
    }
    if elements.iter().any(|element| !element.is_known()) {
        let length = elements.len() as u64;
        if let [_] = elements {
            return Ok(Value::list(Type::String, elements.to_vec()));
        }
        let mut list = unknown_list(Type::String, elements.iter().map(certain).collect(), (length, length));
        if let Data::Unknown(unknown) = &list.data
            && unknown.causes.is_empty()
        {
            list = Value::unknown_with(Unknown { causes: causes_of(args), ..unknown.as_ref().clone() });
        }
        return Ok(list);
    }
    let mut sorted = elements.to_vec();
    sorted.sort_by(|left, right| left.as_str().cmp(&right.as_str()));
    Ok(Value::list(Type::String, sorted))
}
