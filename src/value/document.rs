//! JSON behind a string: known text, what `jsonencode` remembers, or text with unknown parts.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{Content, Data, JsonError, Part, Refinement, Type, Value, from_json};

// Around the number of an unknown part. Private use characters, which don't occur in real documents; a text that has
// them anyway is not looked into.
const START: char = '\u{e001}';
const END: char = '\u{e002}';

impl Value {
    /// The value whose JSON text this string is; `None` where the string is unknown and its parts don't tell.
    ///
    /// Of text with unknown parts, an unknown inside a JSON string is taken to be a part of that string, one outside of
    /// strings to be a whole JSON value. The result has a decoder's types: objects, tuples, and null of no particular
    /// type. Marks of the string are marks of the result.
    ///
    /// # Errors
    /// When the text is known and no JSON.
    pub fn json_content(&self) -> Result<Option<Value>, JsonError> {
        let content = match &self.data {
            Data::String(text) => Some(from_json(text)?),
            Data::Unknown(unknown) => match &unknown.content {
                Some(Content::Document(value)) => Some(decoded(value)),
                Some(Content::Template(parts)) => of_parts(parts),
                Some(Content::Base64(_) | Content::Members(_)) | None => None,
            },
            _ => None,
        };
        Ok(content.map(|content| content.marked(self.marks)))
    }
}

/// What a decoder makes of an encoded value.
fn decoded(value: &Value) -> Value {
    let plain: Value = match &value.data {
        Data::Set(_) if !value.is_wholly_known() => {
            // The order of unknown elements is not known, so neither is the tuple.
            Value::unknown(Type::Dynamic, value.causes())
        }
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => Value::tuple(value.children().map(decoded).collect()),
        Data::Map(map) => Value::object(map.entries.iter().map(|(key, value)| (key.clone(), decoded(value)))),
        Data::Object(attributes) => {
            Value::object(attributes.iter().map(|(name, value)| (name.clone(), decoded(value))))
        }
        Data::Null(_) => Value::null(),
        Data::Unknown(unknown) if !unknown.ty.is_primitive() => {
            let mut unknown = unknown.as_ref().clone();
            unknown.ty = Type::Dynamic;
            unknown.refinement = Refinement { not_null: unknown.refinement.not_null, ..Refinement::default() };
            Value::unknown_with(unknown).with_symbol(value.symbol.clone())
        }
        _ => Value { data: value.data.clone(), marks: value.marks, symbol: value.symbol.clone() },
    };
    plain.marked(value.marks)
}

fn of_parts(parts: &[Part]) -> Option<Value> {
    let mut text = String::new();
    let mut values: Vec<(&Value, bool)> = Vec::new();
    let mut in_string = false;
    for part in parts {
        match part {
            Part::Text(known) if known.contains([START, END]) => return None,
            Part::Text(known) => {
                in_string = ends_in_string(known, in_string);
                text.push_str(known);
            }
            Part::Value(value) => {
                let quote = if in_string { "" } else { "\"" };
                text.push_str(&format!("{quote}{START}{}{END}{quote}", values.len()));
                values.push((value, in_string));
            }
        }
    }
    Some(put_back(&from_json(&text).ok()?, &values))
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

/// The decoded value with the unknown parts in place of their numbers.
fn put_back(value: &Value, parts: &[(&Value, bool)]) -> Value {
    match &value.data {
        Data::String(text) => string_of(text, parts),
        Data::Tuple(elements) => Value::tuple(elements.iter().map(|element| put_back(element, parts)).collect()),
        Data::Object(attributes) => {
            let mut known: BTreeMap<SmolStr, Value> = BTreeMap::new();
            for (name, value) in attributes.iter() {
                // A key that is not known could be any other one.
                if name.contains(START) {
                    let causes =
                        parts.iter().fold(super::Causes::default(), |causes, (part, _)| causes.union(&part.causes()));
                    return Value::unknown(Type::Dynamic, causes);
                }
                known.insert(name.clone(), put_back(value, parts));
            }
            Value::object(known)
        }
        _ => value.clone(),
    }
}

fn string_of(text: &str, parts: &[(&Value, bool)]) -> Value {
    if !text.contains(START) {
        return Value::string(text);
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(START) {
        pieces.push(Value::string(before));
        let (number, after) = after.split_once(END).unwrap_or((after, ""));
        rest = after;
        match number.parse::<usize>().ok().and_then(|number| parts.get(number)) {
            Some((value, true)) => pieces.push((*value).clone()),
            // Outside of quotes the part was JSON text itself: the number or bool, or what the string holds.
            Some((value, false)) => {
                return match value.json_content() {
                    _ if matches!(value.ty(), Type::Number | Type::Bool) => (*value).clone(),
                    Ok(Some(content)) => content,
                    _ => Value::unknown(Type::Dynamic, value.causes()).marked(value.marks),
                };
            }
            None => {}
        }
    }
    pieces.push(Value::string(rest));
    Value::template(pieces)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::value::{Cause, Symbol, Type, Value, encode};

    fn variable(name: &str, ty: Type) -> Value {
        let symbol = Symbol::Variable { address: name.into(), path: Arc::from([]) };
        Value::unknown(ty, Cause::Variable(name.into())).with_symbol(Some(Arc::new(symbol)))
    }

    #[test]
    fn text_with_unknown_parts_is_a_document() {
        let text = Value::template([
            Value::string(r#"{"a": ["x-"#),
            variable("var.name", Type::String),
            Value::string(r#"", "\""], "n": "#),
            variable("var.count", Type::Number),
            Value::string(r#", "d": "#),
            Value::document(Value::object([("k".into(), variable("var.key", Type::String))])),
            Value::string("}"),
        ]);
        let content = text.json_content().unwrap().unwrap();
        assert_eq!(
            content.get("a").unwrap().as_elements().unwrap()[0].to_string(),
            r#""x-${(known after apply: var.name)}""#
        );
        assert_eq!(content.get("n").unwrap().to_string(), "(known after apply: var.count)");
        assert_eq!(content.get("d").unwrap().get("k").unwrap().to_string(), "(known after apply: var.key)");
    }

    #[test]
    fn what_can_not_be_told_is_not_told() {
        assert!(Value::string("{").json_content().is_err());
        assert!(variable("var.a", Type::String).json_content().unwrap().is_none());
        let broken = Value::template([Value::string("{\"a\": "), variable("var.a", Type::String)]);
        assert!(broken.json_content().unwrap().is_none());
        let key = Value::template([Value::string("{\""), variable("var.a", Type::String), Value::string("\": 1}")]);
        assert_eq!(encode(&key.json_content().unwrap().unwrap()).to_string(), r#"{"$unknown":true}"#);
    }
}
