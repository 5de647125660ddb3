//! Strings held against others: `startswith`, `endswith`, `strcontains`.
//!
//! Partly known strings decide where their known parts do: `startswith("arn:${var.x}", "arn:")` is true.

use std::collections::VecDeque;

use super::arguments::text;
use super::call::unknown_bool;
use super::{Function, Kind, Parameter, Returns};
use crate::value::{Equality, Part, Refinement, Value, equality};

const BOOL: Returns = Returns::Is(Kind::Bool);

pub(super) const FUNCTIONS: &[Function] = &[
    // startswith(str, prefix): bool.
    Function::new(
        "startswith",
        &[Parameter::string("str").or_unknown(), Parameter::string("prefix").or_unknown()],
        BOOL,
        |_, args| {
            let (Some(source), Some(prefix)) = (args.first(), args.get(1)) else { return Ok(unknown_bool(args)) };
            Ok(match (source.as_str(), prefix.as_str()) {
                (Some(source), Some(prefix)) => Value::bool(source.starts_with(prefix)),
                (None, Some(wanted)) => decide(
                    args,
                    |text| text.starts_with(wanted),
                    |known, _| match () {
                        () if known.starts_with(wanted) => Some(true),
                        () if !wanted.starts_with(known) => Some(false),
                        () => None,
                    },
                ),
                (_, None) => {
                    starts_with_parts(source.parts(), prefix.parts()).map_or_else(|| unknown_bool(args), Value::bool)
                }
            })
        },
    ),
    // endswith(str, suffix): bool.
    Function::new(
        "endswith",
        &[Parameter::string("str").or_unknown(), Parameter::string("suffix")],
        BOOL,
        |_, args| {
            let wanted = text(args, 1);
            Ok(decide(
                args,
                |text| text.ends_with(wanted),
                |_, parts| match parts.last() {
                    _ if wanted.is_empty() => Some(true),
                    Some(Part::Text(known)) if known.ends_with(wanted) => Some(true),
                    Some(Part::Text(known)) if !wanted.ends_with(known.as_str()) => Some(false),
                    _ => None,
                },
            ))
        },
    ),
    // strcontains(str, substr): bool.
    Function::new(
        "strcontains",
        &[Parameter::string("str").or_unknown(), Parameter::string("substr")],
        BOOL,
        |_, args| {
            let wanted = text(args, 1);
            Ok(decide(
                args,
                |text| text.contains(wanted),
                |prefix, parts| {
                    let found = prefix.contains(wanted)
                        || parts.iter().any(|part| matches!(part, Part::Text(known) if known.contains(wanted)));
                    found.then_some(true)
                },
            ))
        },
    ),
];

/// The answer for a known string, or for a partly known one: from its known prefix and its parts.
fn decide(args: &[Value], known: impl Fn(&str) -> bool, partly: impl Fn(&str, &[Part]) -> Option<bool>) -> Value {
    let Some(source) = args.first() else { return unknown_bool(args) };
    if let Some(text) = source.as_str() {
        return Value::bool(known(text));
    }
    let refinement = source.as_unknown().map_or_else(Refinement::default, |unknown| unknown.refinement.clone());
    // A null string would be an error, so whatever is known of the text holds.
    let prefix = refinement.prefix.unwrap_or_default();
    partly(&prefix, &source.parts()).map_or_else(|| unknown_bool(args), Value::bool)
}

/// Whether a partly known string begins with another: both are compared piece by piece as long as their pieces are equal,
/// whatever these hold.
fn starts_with_parts(source: Vec<Part>, prefix: Vec<Part>) -> Option<bool> {
    let has_content = |part: &Part| !matches!(part, Part::Text(text) if text.is_empty());
    let mut source: VecDeque<Part> = source.into_iter().filter(has_content).collect();
    let mut prefix: VecDeque<Part> = prefix.into_iter().filter(has_content).collect();
    loop {
        match (source.pop_front(), prefix.pop_front()) {
            (_, None) => return Some(true),
            (None, Some(Part::Text(_))) => return Some(false),
            (Some(Part::Text(text)), Some(Part::Text(wanted))) => {
                if let Some(rest) = text.strip_prefix(wanted.as_str()) {
                    if !rest.is_empty() {
                        source.push_front(Part::Text(rest.into()));
                    }
                } else if let Some(rest) = wanted.strip_prefix(text.as_str()) {
                    prefix.push_front(Part::Text(rest.into()));
                } else {
                    return Some(false);
                }
            }
            (Some(Part::Value(left)), Some(Part::Value(right))) => match equality(&left, &right) {
                Equality::Equal => {}
                Equality::Different | Equality::Unknown(_) => return None,
            },
            (Some(_) | None, Some(_)) => return None,
        }
    }
}
