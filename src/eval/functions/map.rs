//! Maps and objects: `keys`, `lookup`, `map`, `merge`, `transpose`, `values`, `zipmap`.
//!
//! Elements keep what they are. Which keys there are must be known; the elements themselves need not be.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::arguments::{elements, text};
use super::call::unknown_of;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Data, Marks, PathStep, Type, Value, convert};

pub(super) const FUNCTIONS: &[Function] = &[
    // keys(inputMap): in order; a list for a map, a tuple for an object. Known for unknown objects.
    Function::new("keys", &[Parameter::any("inputMap").or_unknown().marked()], Returns::Is(Kind::Any), keys),
    // lookup(inputMap, key, default): the element or attribute, else the default; without one that is an error.
    Function::new(
        "lookup",
        &[Parameter::any("inputMap").or_unknown().marked(), Parameter::string("key").marked()],
        Returns::Of(lookup_type),
        lookup,
    )
    .variadic(Parameter::any("default").or_null().or_unknown().marked())
    .may_return_null(),
    // map(...): gone since Terraform 0.12.
    Function::new("map", &[], Returns::Is(Kind::Any), |_, _| {
        Err(FunctionError::new("the `map` function is no longer available; write `tomap({ ... })`"))
    })
    .variadic(Parameter::any("vals").or_null().or_unknown()),
    // merge(maps...): later ones win; null arguments count as empty. Maps of one type give a map, else an object.
    Function::new("merge", &[], Returns::Of(merge_type), merge).variadic(Parameter::any("maps").or_null().marked()),
    // transpose(values): from key to list of strings, to string to list of keys.
    Function::new(
        "transpose",
        &[Parameter::new("values", Kind::StringListMap)],
        Returns::Of(|_| Ok(Type::map(Type::list(Type::String)))),
        transpose,
    ),
    // values(mapping): in order of the keys; a list for a map, a tuple for an object.
    Function::new("values", &[Parameter::any("mapping").or_unknown().marked()], Returns::Is(Kind::Any), values),
    // zipmap(keys, values): a map for a list of values, an object for a tuple; as many keys as values.
    Function::new(
        "zipmap",
        &[Parameter::new("keys", Kind::StringList).marked(), Parameter::any("values").marked()],
        Returns::Of(zipmap_type),
        zipmap,
    ),
];

fn keys(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(source) = args.first() else { return Ok(unknown_of(Type::Dynamic, args)) };
    let value = match (&source.data, source.ty()) {
        (Data::Map(map), _) => Value::string_list(map.entries.keys()),
        (_, Type::Object(object)) => Value::tuple(object.attributes.keys().map(Value::string).collect()),
        (Data::Unknown(_), Type::Map(_)) => unknown_of(Type::list(Type::String), args),
        (Data::Unknown(_), Type::Dynamic) => unknown_of(Type::Dynamic, args),
        _ => return Err(FunctionError::argument(0, "must have map or object type")),
    };
    Ok(value.marked(source.marks))
}

fn values(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(source) = args.first() else { return Ok(unknown_of(Type::Dynamic, args)) };
    let value = match (&source.data, source.ty()) {
        (Data::Map(map), _) => Value::list(map.element.clone(), map.entries.values().cloned().collect()),
        (Data::Object(attributes), _) => Value::tuple(attributes.values().cloned().collect()),
        (Data::Unknown(_), Type::Map(element)) => unknown_of(Type::list(element.as_ref().clone()), args),
        (Data::Unknown(_), Type::Object(object)) => unknown_of(Type::tuple(object.attributes.values().cloned()), args),
        (Data::Unknown(_), Type::Dynamic) => unknown_of(Type::Dynamic, args),
        _ => return Err(FunctionError::argument(0, "values() requires a map as the first argument")),
    };
    Ok(value.marked(source.marks))
}

fn lookup_type(args: &[Value]) -> Result<Type, FunctionError> {
    if args.len() > 3 {
        return Err(FunctionError::new(format!("takes two or three arguments, not {}", args.len())));
    }
    let default = args.get(2);
    match args.first().map(Value::ty) {
        Some(Type::Object(object)) => {
            let Some(key) = args.get(1).and_then(Value::as_str) else { return Ok(Type::Dynamic) };
            match (object.attributes.get(key), default) {
                (Some(ty), _) => Ok(ty.clone()),
                (None, Some(default)) => Ok(default.ty()),
                (None, None) => Err(FunctionError::argument(0, format!("the given object has no attribute {key:?}"))),
            }
        }
        Some(Type::Map(element)) => {
            if let Some(default) = default
                && convert(default, &element).is_err()
            {
                return Err(FunctionError::argument(
                    2,
                    "the default value must have the same type as the map elements",
                ));
            }
            Ok(element.as_ref().clone())
        }
        Some(Type::Dynamic) | None => Ok(Type::Dynamic),
        Some(_) => Err(FunctionError::argument(0, "lookup() requires a map as the first argument")),
    }
}

fn lookup(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = lookup_type(args)?;
    let (Some(source), Some(key)) = (args.first(), args.get(1)) else { return Ok(unknown_of(ty, args)) };
    let marks = source.marks.union(key.marks);
    let name = text(args, 1);
    if !source.is_known() {
        let has_it = matches!(source.ty(), Type::Object(object) if object.attributes.contains_key(name));
        // Without a default, what is looked up is there or the call is an error.
        let symbol =
            (has_it || args.len() == 2).then(|| source.symbol.as_ref()?.at(PathStep::Attribute(name.into()))).flatten();
        let causes = if has_it || args.len() == 2 { source.causes() } else { super::call::causes_of(args) };
        return Ok(Value::unknown(ty, causes).with_symbol(symbol.map(Into::into)).marked(marks));
    }
    if let Some(found) = source.get(name) {
        return Ok(found.clone().marked(marks));
    }
    match args.get(2) {
        Some(default) => convert(default, &ty)
            .map(|default| default.marked(marks))
            .map_err(|error| FunctionError::argument(2, error.to_string())),
        None if key.marks.union(source.marks).contains(Marks::SENSITIVE) => {
            Err(FunctionError::new("lookup failed to find key (sensitive value)"))
        }
        None => Err(FunctionError::new(format!("lookup failed to find key {name:?}"))),
    }
}

fn merge_type(args: &[Value]) -> Result<Type, FunctionError> {
    let empty = || Type::object([]);
    let mut attributes = BTreeMap::new();
    let mut first: Option<Type> = None;
    let mut same = true;
    let mut keys_known = true;
    let mut untyped = false;
    for (index, arg) in args.iter().enumerate() {
        let ty = match arg.ty() {
            Type::Dynamic if arg.is_null() => empty(),
            Type::Dynamic => {
                untyped = true;
                continue;
            }
            Type::Object(_) if arg.is_null() => empty(),
            ty => ty,
        };
        match &ty {
            Type::Object(object) => attributes.extend(object.attributes.clone()),
            Type::Map(element) => match arg.as_entries() {
                Some(entries) => attributes.extend(entries.keys().map(|key| (key.clone(), element.as_ref().clone()))),
                None => keys_known &= arg.is_null(),
            },
            other => {
                let message = format!("arguments must be maps or objects, got {:?}", other.friendly_name());
                return Err(FunctionError::argument(index, message));
            }
        }
        match &first {
            None => first = Some(ty),
            Some(first) => same &= *first == ty,
        }
    }
    Ok(match first {
        _ if untyped => Type::Dynamic,
        None => empty(),
        Some(first) if same => first,
        Some(_) if !keys_known => Type::Dynamic,
        Some(_) => Type::object(attributes),
    })
}

fn merge(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = merge_type(args)?;
    let marks = args.iter().fold(Marks::NONE, |marks, arg| marks.union(arg.marks));
    let mut merged: BTreeMap<SmolStr, Value> = BTreeMap::new();
    for arg in args {
        merged.extend(arg.as_entries().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
    }
    let value = match ty {
        Type::Map(element) => Value::map(element.as_ref().clone(), merged),
        _ => Value::object(merged),
    };
    Ok(value.marked(marks))
}

fn transpose(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let strings = Type::list(Type::String);
    let Some(source) = args.first().filter(|source| source.is_wholly_known()) else {
        return Ok(unknown_of(Type::map(strings), args));
    };
    let mut lists: BTreeMap<SmolStr, Vec<Value>> = BTreeMap::new();
    for (key, list) in source.as_entries().into_iter().flatten() {
        if list.is_null() {
            return Err(FunctionError::argument(0, "input must not contain null list"));
        }
        for element in list.as_elements().unwrap_or_default() {
            let Some(text) = element.as_str() else {
                return Err(FunctionError::argument(0, "input list must not contain null string"));
            };
            lists.entry(text.into()).or_default().push(Value::string(key));
        }
    }
    // Keys come in order, so the lists are sorted already.
    let entries = lists.into_iter().map(|(key, keys)| (key, Value::list(Type::String, keys))).collect();
    Ok(Value::map(strings, entries))
}

fn zipmap_type(args: &[Value]) -> Result<Type, FunctionError> {
    match args.get(1).map(Value::ty) {
        Some(Type::List(element)) => Ok(Type::map(element.as_ref().clone())),
        Some(Type::Tuple(types)) => {
            let Some(keys) = args.first().filter(|keys| keys.is_wholly_known()) else { return Ok(Type::Dynamic) };
            let keys = keys.as_elements().unwrap_or_default();
            check_zipped(keys.len(), types.len())?;
            let names = keys.iter().filter_map(Value::as_str).map(SmolStr::new);
            Ok(Type::object(names.zip(types.iter().cloned())))
        }
        Some(Type::Dynamic) | None => Ok(Type::Dynamic),
        Some(_) => Err(FunctionError::argument(1, "values argument must be a list or tuple value")),
    }
}

fn check_zipped(keys: usize, values: usize) -> Result<(), FunctionError> {
    if keys == values {
        return Ok(());
    }
    Err(FunctionError::new(format!("number of keys ({keys}) does not match number of values ({values})")))
}

fn zipmap(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = zipmap_type(args)?;
    let mut marks = args.iter().fold(Marks::NONE, |marks, arg| marks.union(arg.marks));
    if args.first().is_some_and(|keys| !keys.is_wholly_known()) {
        return Ok(unknown_of(ty, args).marked(marks));
    }
    let (keys, values) = (elements(args, 0), elements(args, 1));
    check_zipped(keys.len(), values.len())?;
    let mut zipped = BTreeMap::new();
    for (key, value) in keys.iter().zip(values) {
        let Some(name) = key.as_str() else {
            return Err(FunctionError::argument(0, "a key must not be null"));
        };
        marks = marks.union(key.marks);
        zipped.insert(SmolStr::new(name), value.clone());
    }
    let value = match ty {
        Type::Map(element) => Value::map(element.as_ref().clone(), zipped),
        _ => Value::object(zipped),
    };
    Ok(value.marked(marks))
}
