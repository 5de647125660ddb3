//! The functions that only the policy language has.

use crate::eval::Evaluator;
use crate::eval::functions::{Files, FunctionError, call_terraform};
use crate::syntax::ast::{Call, Identifier};
use crate::value::{Causes, Data, Refinement, Type, Unknown, Value, convert};

/// Policies read no files.
pub(in crate::policy) struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Result<Vec<u8>, String> {
        Err("a policy can't read files".to_owned())
    }

    fn exists(&self, _path: &str) -> Result<bool, String> {
        Err("a policy can't read files".to_owned())
    }

    fn list(&self, _directory: &str) -> Result<Vec<String>, String> {
        Err("a policy can't read files".to_owned())
    }
}

/// Calls a function of `core::` that needs nothing but its arguments.
///
/// # Errors
/// When there is no such function, or it does not take these arguments.
pub(in crate::policy) fn call_core(
    call: &Call,
    name: &str,
    arguments: &[Value],
    evaluator: &Evaluator<'_>,
) -> Result<Value, FunctionError> {
    // Terraform's functions of the same meaning do the work, under their names and orders of arguments.
    let as_terraform = |name: &'static str, arguments: &[Value]| {
        let span = call.name_span().unwrap_or_else(|| call.name[0].span);
        let call =
            Call { name: vec![Identifier { name: name.into(), span }], arguments: Vec::new(), expands_last: false };
        call_terraform(&call, arguments, &NoFiles, evaluator)
    };
    match (name, arguments) {
        ("contains_substring", [_, _]) => as_terraform("strcontains", arguments),
        ("regex_match", [text, pattern]) => {
            let found = as_terraform("regexall", &[pattern.clone(), text.clone()]).map_err(|error| FunctionError {
                argument: error.argument.map(|index| 1 - index.min(1)),
                message: error.message,
            })?;
            Ok(match found.as_elements() {
                Some(matches) => Value::bool(!matches.is_empty()).marked(found.marks),
                None => unknown(Type::Bool, found.causes()).marked(found.marks),
            })
        }
        ("semvercmp", [left, right]) => {
            let texts = (text(left, 0)?, text(right, 1)?);
            let (Some(left_text), Some(right_text)) = texts else {
                return Ok(unknown(Type::Number, left.causes().union(&right.causes())));
            };
            let order = version(&left_text, 0)?.cmp_precedence(&version(&right_text, 1)?);
            Ok(Value::number(order as i64))
        }
        ("semverconstraint", [left, right]) => {
            let (Some(version_text), Some(constraint)) = (text(left, 0)?, text(right, 1)?) else {
                return Ok(unknown(Type::Bool, left.causes().union(&right.causes())));
            };
            satisfies(&version(&version_text, 0)?, &constraint).map(Value::bool)
        }
        ("valuetostring", [value]) => Ok(Value::string(written(value)).marked(value.deep_marks())),
        ("type", [value]) => Ok(Value::string(value.ty().to_string())),
        ("contains_substring" | "regex_match" | "semvercmp" | "semverconstraint", _) => {
            Err(FunctionError::new(format!("2 arguments are required, not {}", arguments.len())))
        }
        ("type" | "valuetostring", _) => {
            Err(FunctionError::new(format!("1 argument is required, not {}", arguments.len())))
        }
        _ => call_terraform(call, arguments, &NoFiles, evaluator),
    }
}

fn unknown(ty: Type, causes: Causes) -> Value {
    let refinement = Refinement { not_null: true, ..Refinement::default() };
    Value::unknown_with(Unknown { ty, causes, refinement, content: None })
}

/// A string argument; `None` where it is unknown.
fn text(value: &Value, index: usize) -> Result<Option<String>, FunctionError> {
    if value.is_null() {
        return Err(FunctionError::argument(index, "argument must not be null"));
    }
    let value = convert(value, &Type::String).map_err(|_| FunctionError::argument(index, "a string is required"))?;
    Ok(value.as_str().map(str::to_owned))
}

/// Reads a version, of which minor and patch may be left out.
fn parse_version(text: &str) -> Option<semver::Version> {
    let text = text.trim();
    let text = text.strip_prefix('v').unwrap_or(text);
    let numbers = text.find(['-', '+']).unwrap_or(text.len());
    let (numbers, rest) = text.split_at(numbers);
    let missing = 3usize.checked_sub(numbers.split('.').count())?;
    semver::Version::parse(&format!("{numbers}{}{rest}", ".0".repeat(missing))).ok()
}

fn version(text: &str, index: usize) -> Result<semver::Version, FunctionError> {
    parse_version(text).ok_or_else(|| FunctionError::argument(index, format!("`{text}` is no version")))
}

/// Whether a version satisfies a constraint in Terraform's syntax: `>= 1.2, < 2.0`, `~> 1.4`.
fn satisfies(version: &semver::Version, constraint: &str) -> Result<bool, FunctionError> {
    let invalid = || FunctionError::argument(1, format!("`{constraint}` is no version constraint"));
    let mut result = true;
    for part in constraint.split(',') {
        let part = part.trim();
        let operator_end = part.find(|c: char| !matches!(c, '=' | '!' | '<' | '>' | '~')).ok_or_else(invalid)?;
        let (operator, wanted_text) = part.split_at(operator_end);
        let wanted = parse_version(wanted_text).ok_or_else(invalid)?;
        let order = version.cmp_precedence(&wanted);
        // A prerelease is only meant where it is named.
        let is_named = matches!(operator, "" | "=") && order.is_eq();
        if !version.pre.is_empty() && !is_named && operator != "!=" {
            result = false;
            continue;
        }
        result &= match operator {
            "" | "=" => order.is_eq(),
            "!=" => order.is_ne(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            // `~> 1.2` is anything up to 2, `~> 1.2.3` anything up to 1.3: the last number written may grow.
            "~>" => {
                let parts = wanted_text.trim().split('.').count();
                let same_major = parts < 2 || version.major == wanted.major;
                let same_minor = parts < 3 || version.minor == wanted.minor;
                order.is_ge() && same_major && same_minor
            }
            _ => return Err(invalid()),
        };
    }
    Ok(result)
}

/// Deeper values are cut off: no message needs them.
const MAX_DEPTH: usize = 32;

/// A value as text: primitives as they are, collections as indented JSON.
pub(super) fn written(value: &Value) -> String {
    written_at(value, 0)
}

fn written_at(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth + 1);
    let end = "  ".repeat(depth);
    let nested = |value: &Value| match (&value.data, depth < MAX_DEPTH) {
        (_, false) => "…".to_owned(),
        (Data::String(text), true) => serde_json::Value::from(text.as_str()).to_string(),
        (_, true) => written_at(value, depth + 1),
    };
    match &value.data {
        Data::Null(_) => "(null)".to_owned(),
        Data::Unknown(_) => "(unknown)".to_owned(),
        Data::Bool(flag) => flag.to_string(),
        Data::Number(number) => number.to_string(),
        Data::String(text) => text.to_string(),
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => {
            let lines: Vec<String> = value.children().map(|element| format!("{indent}{}", nested(element))).collect();
            if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n{end}]", lines.join(",\n")) }
        }
        Data::Map(_) | Data::Object(_) => {
            let entries = value.as_entries().into_iter().flatten();
            let lines: Vec<String> = entries
                .map(|(name, value)| format!("{indent}{}: {}", serde_json::Value::from(name.as_str()), nested(value)))
                .collect();
            if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{}\n{end}}}", lines.join(",\n")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_terraforms() {
        for (version, constraint, expected) in [
            ("1.2.3", ">= 1.2, < 2.0", true),
            ("2.0.0", ">= 1.2, < 2.0", false),
            ("1.9.0", "~> 1.2", true),
            ("2.0.0", "~> 1.2", false),
            ("1.2.9", "~> 1.2.3", true),
            ("1.3.0", "~> 1.2.3", false),
            ("1.2.2", "~> 1.2.3", false),
            ("1.2", "1.2.0", true),
            ("v1.2.0", "= 1.2.0", true),
            ("1.2.0", "!= 1.2.0", false),
            ("1.3.0-beta1", ">= 1.2.0", false),
            ("1.3.0-beta1", "1.3.0-beta1", true),
        ] {
            let parsed = parse_version(version).unwrap();
            assert_eq!(satisfies(&parsed, constraint).unwrap(), expected, "{version} {constraint}");
        }
        for wrong in ["", "x", ">> 1", "1.2.3.4", "=> 1.0"] {
            assert!(satisfies(&parse_version("1.0.0").unwrap(), wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn values_are_written_for_messages() {
        let value = Value::object([
            ("a".into(), Value::tuple(vec![Value::string("x\""), Value::null(), Value::number(1)])),
            ("b".into(), Value::unknown(Type::String, Causes::default())),
        ]);
        assert_eq!(written(&value), "{\n  \"a\": [\n    \"x\\\"\",\n    (null),\n    1\n  ],\n  \"b\": (unknown)\n}");
        assert_eq!(written(&Value::string("plain")), "plain");
    }
}
