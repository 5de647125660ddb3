//! JSON texts, also such as have unknown parts: `jsonencode(…)`, a heredoc with interpolations.

use smol_str::SmolStr;

use crate::value::{Causes, Content, Data, Part, Refinement, Type, Unknown, Value};

/// What a JSON text holds.
pub(crate) enum Decoded {
    /// This, perhaps with unknown parts.
    Value(Value),
    /// The text is wholly known and no JSON.
    Invalid,
    /// Nothing is known of it.
    Unknown(Causes),
}

// Around the number of an interpolation. Private use characters: they don't occur in real documents, and a text that
// has them anyway is not looked into.
const START: char = '\u{E001}';
const END: char = '\u{E002}';

/// Decodes a string value.
///
/// An interpolation inside a JSON string is taken not to end that string; one outside of strings stands for a whole JSON value.
pub(crate) fn decode(text: &Value) -> Decoded {
    match &text.data {
        Data::String(text) => match serde_json::from_str(text) {
            Ok(json) => Decoded::Value(to_value(&json, &[])),
            Err(_) => Decoded::Invalid,
        },
        Data::Unknown(unknown) => match &unknown.content {
            Some(Content::Document(content)) => Decoded::Value(content.clone()),
            Some(Content::Template(parts)) => decode_template(parts, &unknown.causes),
            Some(Content::Members(_)) | None => Decoded::Unknown(unknown.causes.clone()),
        },
        _ => Decoded::Invalid,
    }
}

fn decode_template(parts: &[Part], causes: &Causes) -> Decoded {
    let unknown = || Decoded::Unknown(causes.clone());
    let mut text = String::new();
    let mut values = Vec::new();
    let mut in_string = false;
    for part in parts {
        match part {
            Part::Text(literal) if literal.contains([START, END]) => return unknown(),
            Part::Text(literal) => {
                in_string = ends_in_string(literal, in_string);
                text.push_str(literal);
            }
            Part::Value(value) => {
                let quote = if in_string { "" } else { "\"" };
                text.push_str(&format!("{quote}{START}{}{END}{quote}", values.len()));
                values.push((value, in_string));
            }
        }
    }
    match serde_json::from_str(&text) {
        Ok(json) => Decoded::Value(to_value(&json, &values)),
        Err(_) => unknown(),
    }
}

/// Whether the end of `text` lies inside a JSON string, if its start does or does not.
fn ends_in_string(text: &str, mut in_string: bool) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                characters.next();
            }
            _ => {}
        }
    }
    in_string
}

fn to_value(json: &serde_json::Value, values: &[(&Value, bool)]) -> Value {
    match json {
        serde_json::Value::Null => Value::null(),
        serde_json::Value::Bool(flag) => Value::bool(*flag),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map(Value::number)
            .or_else(|| number.to_string().parse::<crate::value::Number>().ok().map(Value::number))
            .unwrap_or_else(|| Value::string(number.to_string())),
        serde_json::Value::String(text) => string(text, values),
        serde_json::Value::Array(elements) => {
            Value::tuple(elements.iter().map(|element| to_value(element, values)).collect())
        }
        // A key with an unknown part keeps its marker: it equals no name that anybody asks for.
        serde_json::Value::Object(attributes) => {
            Value::object(attributes.iter().map(|(name, json)| (SmolStr::new(name), to_value(json, values))))
        }
    }
}

/// A JSON string in which markers stand for values.
fn string(text: &str, values: &[(&Value, bool)]) -> Value {
    if values.is_empty() || !text.contains(START) {
        return Value::string(text);
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(START) {
        let Some((index, after)) = after.split_once(END) else { return Value::string(text) };
        let Some((value, in_string)) = index.parse::<usize>().ok().and_then(|index| values.get(index)) else {
            return Value::string(text);
        };
        if !in_string {
            return outside_of_strings(value);
        }
        if !before.is_empty() {
            parts.push(Part::Text(SmolStr::new(before)));
        }
        parts.push(Part::Value((*value).clone()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(SmolStr::new(rest)));
    }
    if let [Part::Value(value)] = parts.as_slice()
        && value.ty() == Type::String
    {
        return value.clone();
    }
    let causes = parts.iter().fold(Causes::default(), |causes, part| match part {
        Part::Value(value) => causes.union(&value.causes()),
        Part::Text(_) => causes,
    });
    let prefix = match parts.first() {
        Some(Part::Text(text)) => Some(text.clone()),
        _ => None,
    };
    Value::unknown_with(Unknown {
        ty: Type::String,
        causes,
        refinement: Refinement { not_null: true, prefix, ..Refinement::default() },
        content: Some(Content::Template(parts.into())),
    })
}

/// The JSON value that is written as the text `value`.
fn outside_of_strings(value: &Value) -> Value {
    match decode(value) {
        Decoded::Value(value) => value,
        Decoded::Invalid => match value.ty() {
            Type::Number | Type::Bool => value.clone(),
            _ => Value::unknown(Type::Dynamic, value.causes()),
        },
        Decoded::Unknown(causes) => match value.ty() {
            Type::Number | Type::Bool => value.clone(),
            _ => Value::unknown(Type::Dynamic, causes),
        },
    }
}
