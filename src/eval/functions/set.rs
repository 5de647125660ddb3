//! Sets: `setintersection`, `setproduct`, `setsubtract`, `setunion`.
//!
//! A union keeps unknown elements. The other operations are known where every comparison between elements is decided,
//! if need be by symbols.

use std::collections::HashSet;

use super::call::unknown_of;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Data, Equality, Marks, Refinement, Type, Unknown, Value, convert, equality, to_json, unify};

/// Pairs of elements that are compared where some are unknown.
const MAX_PAIRS: usize = 100_000;

/// Lengths up to which the bounds of an unknown product are told; Terraform's own limit.
const MAX_TOLD_LENGTH: u64 = 2048;

const FIRST: &[Parameter] = &[Parameter::new("first_set", Kind::AnySet)];
const OTHERS: Parameter = Parameter::new("other_sets", Kind::AnySet);

pub(super) const FUNCTIONS: &[Function] = &[
    // setintersection(first_set, other_sets...): the elements that are in all.
    Function::new("setintersection", FIRST, Returns::Of(common_type), |_, args| {
        combine(args, |set, other| keep(set, other, true))
    })
    .variadic(OTHERS),
    // setproduct(sets...): tuples of all combinations; a list if all arguments are lists or tuples, else a set.
    Function::new("setproduct", &[], Returns::Of(product_type), product)
        .variadic(Parameter::any("sets").or_unknown().marked()),
    // setsubtract(a, b): the elements of a that are not in b.
    Function::new(
        "setsubtract",
        &[Parameter::new("a", Kind::AnySet), Parameter::new("b", Kind::AnySet)],
        Returns::Of(common_type),
        |_, args| combine(args, |set, other| keep(set, other, false)),
    ),
    // setunion(first_set, other_sets...): the elements that are in any.
    Function::new("setunion", FIRST, Returns::Of(common_type), |_, args| {
        combine(args, |set, other| Some(set.iter().chain(other).cloned().collect()))
    })
    .variadic(OTHERS),
];

fn common_type(args: &[Value]) -> Result<Type, FunctionError> {
    let mut types = Vec::new();
    for arg in args {
        let element = arg.ty().element().cloned().unwrap_or_default();
        let is_empty = arg.as_elements().is_some_and(<[Value]>::is_empty);
        // Empty collections of no particular type fit any.
        if !(is_empty && element == Type::Dynamic) {
            types.push(element);
        }
    }
    if types.is_empty() {
        return Ok(Type::set(Type::Dynamic));
    }
    unify(&types).map(Type::set).ok_or_else(|| FunctionError::new("given sets must all have compatible element types"))
}

fn combine(
    args: &[Value],
    operation: impl Fn(&[Value], &[Value]) -> Option<Vec<Value>>,
) -> Result<Value, FunctionError> {
    let ty = common_type(args)?;
    let element = ty.element().cloned().unwrap_or_default();
    let mut result: Option<Value> = None;
    for (index, arg) in args.iter().enumerate() {
        let next = convert(arg, &ty).map_err(|error| FunctionError::argument(index, error.to_string()))?;
        result = Some(match result {
            None => next,
            Some(so_far) => {
                let (left, right) = (so_far.as_elements().unwrap_or_default(), next.as_elements().unwrap_or_default());
                match operation(left, right) {
                    Some(elements) => Value::set(element.clone(), elements),
                    None => return Ok(unknown_of(ty, args)),
                }
            }
        });
    }
    result.ok_or_else(|| FunctionError::new("at least one set is required"))
}

/// The elements that are in the other set (or that are not); `None` where that is not decided for each.
fn keep(set: &[Value], other: &[Value], wanted: bool) -> Option<Vec<Value>> {
    let known: Option<HashSet<String>> = other.iter().map(|value| to_json(value).ok()).collect();
    let mut kept = Vec::new();
    for value in set {
        let is_in = match (&known, to_json(value)) {
            (Some(known), Ok(text)) => known.contains(&text),
            _ if set.len().saturating_mul(other.len()) > MAX_PAIRS => return None,
            _ => {
                let mut is_in = false;
                for candidate in other {
                    match equality(value, candidate) {
                        Equality::Equal => {
                            is_in = true;
                            break;
                        }
                        Equality::Different => {}
                        Equality::Unknown(_) => return None,
                    }
                }
                is_in
            }
        };
        if is_in == wanted {
            kept.push(value.clone());
        }
    }
    Some(kept)
}

fn product_type(args: &[Value]) -> Result<Type, FunctionError> {
    if args.len() < 2 {
        return Err(FunctionError::new("at least two arguments are required"));
    }
    let mut elements = Vec::with_capacity(args.len());
    let mut are_lists = true;
    for (index, arg) in args.iter().enumerate() {
        elements.push(match arg.ty() {
            Type::Set(element) => {
                are_lists = false;
                element.as_ref().clone()
            }
            Type::List(element) => element.as_ref().clone(),
            Type::Tuple(types) if types.is_empty() => Type::Dynamic,
            Type::Tuple(types) => {
                unify(&types).ok_or_else(|| FunctionError::argument(index, "all elements must be of the same type"))?
            }
            Type::Dynamic => return Ok(Type::Dynamic),
            _ => return Err(FunctionError::argument(index, "a set or a list is required")),
        });
    }
    let tuple = Type::tuple(elements);
    Ok(if are_lists { Type::list(tuple) } else { Type::set(tuple) })
}

fn product(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let ty = product_type(args)?;
    let marks = args.iter().fold(Marks::NONE, |marks, arg| marks.union(arg.marks));
    if ty == Type::Dynamic {
        return Ok(unknown_of(ty, args).marked(marks));
    }
    let is_counted = |arg: &Value| match &arg.data {
        Data::Set(_) => arg.is_wholly_known(),
        _ => arg.is_known(),
    };
    if !args.iter().all(is_counted) {
        return Ok(unknown_product(ty, args).marked(marks));
    }
    let tuple = ty.element().cloned().unwrap_or_default();
    let Type::Tuple(types) = &tuple else { return Ok(unknown_of(ty, args)) };
    let mut total = 1usize;
    let mut columns = Vec::with_capacity(args.len());
    for (index, (arg, element)) in args.iter().zip(types.iter()).enumerate() {
        let values = arg.as_elements().unwrap_or_default();
        total = total.saturating_mul(values.len());
        let converted: Result<Vec<_>, _> = values.iter().map(|value| convert(value, element)).collect();
        columns.push(converted.map_err(|error| FunctionError::argument(index, error.to_string()))?);
    }
    if let Some(spent) = context.collection_of(total.saturating_mul(args.len())) {
        return Ok(spent.marked(marks));
    }
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for column in &columns {
        rows = rows
            .iter()
            .flat_map(|row| {
                column.iter().map(|value| {
                    let mut longer = Vec::with_capacity(columns.len());
                    longer.extend_from_slice(row);
                    longer.push(value.clone());
                    longer
                })
            })
            .collect();
    }
    let rows: Vec<_> = rows.into_iter().map(Value::tuple).collect();
    let value = if matches!(ty, Type::List(_)) { Value::list(tuple, rows) } else { Value::set(tuple, rows) };
    Ok(value.marked(marks))
}

/// A product of which a factor's length is not known: its length has bounds if those of all factors do.
fn unknown_product(ty: Type, args: &[Value]) -> Value {
    let longest = |arg: &Value| match (&arg.data, arg.ty()) {
        (_, Type::Tuple(types)) => Some(types.len() as u64),
        (Data::Unknown(unknown), _) => unknown.refinement.maximum_length,
        _ => arg.as_elements().map(|elements| elements.len() as u64),
    };
    let shortest = |arg: &Value| match &arg.data {
        Data::Unknown(unknown) => unknown.refinement.minimum_length.unwrap_or(0),
        _ => arg.as_elements().map_or(0, |elements| elements.len().min(1) as u64),
    };
    let maximum = args
        .iter()
        .try_fold(1u64, |total, arg| total.checked_mul(longest(arg)?))
        .filter(|maximum| *maximum <= MAX_TOLD_LENGTH);
    let minimum = u64::from(args.iter().all(|arg| shortest(arg) > 0));
    let refinement = match maximum {
        Some(maximum) => Refinement::length(minimum.min(maximum), Some(maximum)),
        None => Refinement::length(minimum, None),
    };
    Value::refined(Unknown { ty, causes: super::call::causes_of(args), refinement, content: None })
}
