//! Strings: case, trimming, splitting, joining.
//!
//! Results are never null. An unknown string gives an unknown one; where its known parts stay recognisable, they are
//! kept: `join` and `trimprefix` of partly known strings are partly known.

use unicode_segmentation::UnicodeSegmentation;

use super::arguments::{elements, text, whole};
use super::call::unknown_of;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Part, Type, Value};

const STRING: Returns = Returns::Is(Kind::String);

pub(super) const FUNCTIONS: &[Function] = &[
    // chomp(str): without newlines at the end.
    Function::new("chomp", &[Parameter::string("str")], STRING, |_, args| {
        Ok(Value::string(text(args, 0).trim_end_matches(['\n', '\r'])))
    }),
    // indent(spaces, str): so many spaces before every line but the first.
    Function::new("indent", &[Parameter::number("spaces"), Parameter::string("str")], STRING, indent),
    // join(separator, lists...): the strings of all lists in one; a null element is an error.
    Function::new("join", &[Parameter::string("separator").or_unknown()], STRING, join)
        .variadic(Parameter::new("lists", Kind::StringList)),
    // lower(str), upper(str): letter by letter, as Unicode's simple mappings have it.
    Function::new("lower", &[Parameter::string("str")], STRING, |_, args| Ok(Value::string(lower(text(args, 0))))),
    Function::new("upper", &[Parameter::string("str")], STRING, |_, args| Ok(Value::string(upper(text(args, 0))))),
    // split(separator, str): list(string); an empty string gives one empty element, an empty separator the characters.
    Function::new(
        "split",
        &[Parameter::string("separator"), Parameter::string("str")],
        Returns::Is(Kind::StringList),
        split,
    ),
    // strrev(str): by grapheme cluster.
    Function::new("strrev", &[Parameter::string("str")], STRING, |_, args| {
        Ok(Value::string(text(args, 0).graphemes(true).rev().collect::<String>()))
    }),
    // substr(str, offset, length): by grapheme cluster; a negative offset counts from the end, length -1 is the rest.
    Function::new(
        "substr",
        &[Parameter::string("str"), Parameter::number("offset"), Parameter::number("length")],
        STRING,
        substr,
    ),
    // title(str): the first letter of every word in upper case.
    Function::new("title", &[Parameter::string("str")], STRING, |_, args| Ok(Value::string(title(text(args, 0))))),
    // trim(str, cutset): without any of these characters at both ends.
    Function::new("trim", &[Parameter::string("str"), Parameter::string("cutset")], STRING, |_, args| {
        let cutset = text(args, 1);
        Ok(Value::string(text(args, 0).trim_matches(|character| cutset.contains(character))))
    }),
    // trimprefix(str, prefix), trimsuffix(str, suffix): without that beginning or end, once.
    Function::new(
        "trimprefix",
        &[Parameter::string("str").or_unknown(), Parameter::string("prefix")],
        STRING,
        |_, args| Ok(trim_end(args, End::Prefix)),
    ),
    Function::new(
        "trimsuffix",
        &[Parameter::string("str").or_unknown(), Parameter::string("suffix")],
        STRING,
        |_, args| Ok(trim_end(args, End::Suffix)),
    ),
    // trimspace(str): without white space at both ends.
    Function::new("trimspace", &[Parameter::string("str")], STRING, |_, args| Ok(Value::string(text(args, 0).trim()))),
];

/// Go maps one character to one; where Unicode's full mapping gives more, the simple one is the first of them
/// (`İ` to `i`).
fn lower(text: &str) -> String {
    text.chars().filter_map(|character| character.to_lowercase().next()).collect()
}

/// Where Unicode's full mapping gives several characters, there is no simple one (`ß` stays).
fn upper(text: &str) -> String {
    text.chars()
        .map(|character| {
            let mut mapped = character.to_uppercase();
            if mapped.len() == 1 { mapped.next().unwrap_or(character) } else { character }
        })
        .collect()
}

fn title(text: &str) -> String {
    let is_separator = |character: char| match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => false,
        '\0'..='\u{7f}' => true,
        other => !other.is_alphanumeric() && other.is_whitespace(),
    };
    let mut previous = ' ';
    text.chars()
        .map(|character| {
            let starts_word = is_separator(previous);
            previous = character;
            let mut mapped = character.to_uppercase();
            if starts_word && mapped.len() == 1 { mapped.next().unwrap_or(character) } else { character }
        })
        .collect()
}

fn indent(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let spaces = usize::try_from(whole(args, 0)?)
        .map_err(|_| FunctionError::argument(0, "the number of spaces must not be negative"))?;
    let source = text(args, 1);
    let lines = source.matches('\n').count();
    if let Some(spent) = context.string_of(lines.saturating_mul(spaces).saturating_add(source.len())) {
        return Ok(spent);
    }
    Ok(Value::string(source.replace('\n', &format!("\n{}", " ".repeat(spaces)))))
}

fn join(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some((separator, lists)) = args.split_first() else {
        return Err(FunctionError::new("a separator is required"));
    };
    if lists.is_empty() {
        return Err(FunctionError::new("at least one list is required"));
    }
    let mut parts = Vec::new();
    let mut bytes = 0usize;
    for (number, list) in lists.iter().enumerate() {
        for (index, element) in elements(lists, number).iter().enumerate() {
            if element.is_null() {
                let message = if lists.len() == 1 {
                    format!("element {index} is null; cannot concatenate null values")
                } else {
                    format!("element {index} of list {number} is null; cannot concatenate null values")
                };
                return Err(FunctionError::argument(number + 1, message));
            }
            if !parts.is_empty() {
                parts.push(separator.clone());
            }
            bytes += element.as_str().map_or(0, str::len) + separator.as_str().map_or(0, str::len);
            parts.push(element.clone());
        }
        // The order of a set with unknown elements is not known; lists made of one never get here.
        debug_assert!(list.is_known(), "unknown lists are answered before");
    }
    if let Some(spent) = context.string_of(bytes) {
        return Ok(spent);
    }
    if parts.len() == 1
        && let Some(only) = parts.first()
        && !only.is_known()
        && !only.is_never_null()
    {
        // A null element would be an error, so the result is the element where there is one.
        return Ok(never_null(only));
    }
    Ok(Value::template(parts))
}

/// The same unknown, which can't be null because that would have been an error.
fn never_null(value: &Value) -> Value {
    let Some(unknown) = value.as_unknown() else { return value.clone() };
    let mut unknown = unknown.clone();
    unknown.refinement.not_null = true;
    Value::unknown_with(unknown).with_symbol(value.symbol.clone()).marked(value.marks)
}

fn split(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let (separator, source) = (text(args, 0), text(args, 1));
    if let Some(spent) =
        context.collection_of(if separator.is_empty() { source.len() } else { source.matches(separator).count() })
    {
        return Ok(spent);
    }
    if separator.is_empty() {
        return Ok(Value::string_list(source.chars().map(String::from)));
    }
    Ok(Value::string_list(source.split(separator)))
}

fn substr(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let (source, mut offset, length) = (text(args, 0), whole(args, 1)?, whole(args, 2)?);
    if offset < 0 {
        offset = offset.saturating_add(source.graphemes(true).count() as i64);
    } else if length == 0 {
        return Ok(Value::string(""));
    }
    // With a negative offset, a length of zero is the rest. An offset before the beginning is the beginning.
    let rest = source.graphemes(true).skip(usize::try_from(offset).unwrap_or(0));
    Ok(Value::string(match usize::try_from(length) {
        Ok(length @ 1..) => rest.take(length).collect::<String>(),
        _ => rest.collect(),
    }))
}

#[derive(Clone, Copy)]
enum End {
    Prefix,
    Suffix,
}

/// Takes a known beginning or end off a string of which at least that end is known.
fn trim_end(args: &[Value], end: End) -> Value {
    let [source, cut] = args else { return unknown_of(Type::String, args) };
    let cut = cut.as_str().unwrap_or("");
    let trimmed = |text: &str| match end {
        End::Prefix => text.strip_prefix(cut).unwrap_or(text).to_owned(),
        End::Suffix => text.strip_suffix(cut).unwrap_or(text).to_owned(),
    };
    if let Some(text) = source.as_str() {
        return Value::string(trimmed(text));
    }
    let mut parts = source.parts();
    let edge = match end {
        End::Prefix => parts.first_mut(),
        End::Suffix => parts.last_mut(),
    };
    match edge {
        // Shorter than what is cut: the rest decides whether it is cut at all.
        Some(Part::Text(text)) if text.len() >= cut.len() => {
            *text = trimmed(text).into();
            Value::template(parts.into_iter().map(|part| match part {
                Part::Text(text) => Value::string(text),
                Part::Value(value) => value,
            }))
        }
        _ => unknown_of(Type::String, std::slice::from_ref(source)),
    }
}
