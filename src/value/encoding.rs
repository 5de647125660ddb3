//! Values as JSON that keeps what plain JSON can't say: unknowns with their refinements, sets, exact numbers, marks.
//!
//! | value | encoding |
//! | --- | --- |
//! | string, bool, null, list, tuple, map, object | as in JSON |
//! | number | a JSON number if that is exact; otherwise `{"$number": "<decimal text>"}`, also `inf` and `-inf` |
//! | set | `{"$set": […]}` |
//! | map or object with a key that begins with `$` | `{"$object": {…}}` |
//! | unknown | `{"$unknown": true, "refine": {…}}` |
//! | marked | `{"$marks": ["sensitive", "ephemeral"], "value": …}` |
//!
//! The type stands beside it, in the words of a `type` argument; [`decode`] needs it.

use serde_json::{Map, Value as Json, json};

use super::{Data, Marks, Number, ObjectType, Refinement, Type, Unknown, Value};

/// Whole numbers up to this size are exact in every reader of JSON.
const MAX_SAFE_INTEGER: u64 = 1 << 53;

/// Nesting of types and values that is read.
const MAX_DEPTH: usize = 128;

/// Why an encoded value or a type can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EncodingError(String);

fn fail<T>(message: impl Into<String>) -> Result<T, EncodingError> {
    Err(EncodingError(message.into()))
}

/// The value as JSON; its type is lost.
#[must_use]
pub fn encode(value: &Value) -> Json {
    let mut names = Vec::new();
    if value.marks.contains(Marks::SENSITIVE) {
        names.push("sensitive");
    }
    if value.marks.contains(Marks::EPHEMERAL) {
        names.push("ephemeral");
    }
    let encoded = match &value.data {
        Data::Null(_) => Json::Null,
        Data::Bool(known) => Json::Bool(*known),
        Data::Number(number) => encode_number(number),
        Data::String(text) => Json::String(text.to_string()),
        Data::List(_) | Data::Tuple(_) => Json::Array(value.children().map(encode).collect()),
        Data::Set(_) => json!({ "$set": value.children().map(encode).collect::<Vec<_>>() }),
        Data::Map(_) | Data::Object(_) => {
            let entries = value.as_entries().into_iter().flatten();
            let entries: Map<_, _> = entries.map(|(name, value)| (name.to_string(), encode(value))).collect();
            let ambiguous = entries.keys().any(|name| name.starts_with('$'));
            if ambiguous { json!({ "$object": entries }) } else { Json::Object(entries) }
        }
        Data::Unknown(unknown) => match encode_refinement(&unknown.refinement) {
            refine if refine.is_empty() => json!({ "$unknown": true }),
            refine => json!({ "$unknown": true, "refine": refine }),
        },
    };
    if names.is_empty() { encoded } else { json!({ "$marks": names, "value": encoded }) }
}

fn encode_number(number: &Number) -> Json {
    if let Some(whole) = number.to_i64()
        && whole.unsigned_abs() <= MAX_SAFE_INTEGER
    {
        return whole.into();
    }
    let float = number.to_f64();
    if !number.is_infinite()
        && let Some(same) = Number::from_f64(float)
        && same == *number
        && !number.is_whole()
        && let Some(json) = serde_json::Number::from_f64(float)
    {
        return Json::Number(json);
    }
    let text = match (number.is_infinite(), number.is_negative()) {
        (true, true) => "-inf".to_owned(),
        (true, false) => "inf".to_owned(),
        (false, _) => number.to_string(),
    };
    json!({ "$number": text })
}

fn encode_refinement(refinement: &Refinement) -> Map<String, Json> {
    let mut facts = Map::new();
    if refinement.not_null {
        facts.insert("not_null".to_owned(), true.into());
    }
    if let Some(prefix) = &refinement.prefix {
        facts.insert("prefix".to_owned(), prefix.as_str().into());
    }
    for (name, bound) in [("min", &refinement.minimum), ("max", &refinement.maximum)] {
        if let Some((number, possible)) = bound {
            facts.insert(name.to_owned(), json!([encode_number(number), possible]));
        }
    }
    for (name, bound) in [("len_min", refinement.minimum_length), ("len_max", refinement.maximum_length)] {
        if let Some(length) = bound {
            facts.insert(name.to_owned(), length.into());
        }
    }
    facts
}

/// The value that was encoded, as one of a type.
///
/// # Errors
/// If the JSON is not an encoding of a value of that type.
pub fn decode(json: &Json, ty: &Type) -> Result<Value, EncodingError> {
    decode_at(json, ty, 0)
}

fn decode_at(json: &Json, ty: &Type, depth: usize) -> Result<Value, EncodingError> {
    if depth > MAX_DEPTH {
        return fail("the value is nested too deep");
    }
    if let Json::Object(object) = json {
        if let (Some(Json::Array(names)), Some(value)) = (object.get("$marks"), object.get("value")) {
            // Names that are not ours stand for some restriction, of which sensitivity is the general one.
            let marks = names.iter().fold(Marks::NONE, |marks, name| {
                marks.union(if name == "ephemeral" { Marks::EPHEMERAL } else { Marks::SENSITIVE })
            });
            return Ok(decode_at(value, ty, depth + 1)?.marked(marks));
        }
        if object.get("$unknown") == Some(&Json::Bool(true)) {
            let refinement = object.get("refine").map_or(Ok(Refinement::default()), decode_refinement)?;
            return Ok(Value::refined(Unknown { ty: ty.clone(), refinement, ..Unknown::default() }));
        }
    }
    let entries = |json: &Json| -> Option<Map<String, Json>> {
        let object = json.as_object()?;
        Some(object.get("$object").and_then(Json::as_object).unwrap_or(object).clone())
    };
    match (ty, json) {
        (ty, Json::Null) => Ok(Value::null_of(ty.clone())),
        (Type::Bool | Type::Dynamic, Json::Bool(known)) => Ok(Value::bool(*known)),
        (Type::String | Type::Dynamic, Json::String(text)) => Ok(Value::string(text)),
        (Type::Number | Type::Dynamic, Json::Number(_)) => Ok(Data::Number(decode_number(json)?).into()),
        (Type::Number, Json::Object(_)) => Ok(Data::Number(decode_number(json)?).into()),
        (Type::List(element), Json::Array(elements)) => {
            let elements: Result<_, _> = elements.iter().map(|json| decode_at(json, element, depth + 1)).collect();
            Ok(Value::list(element.as_ref().clone(), elements?))
        }
        (Type::Set(element), Json::Object(object)) => {
            let Some(Json::Array(elements)) = object.get("$set") else { return fail("a set is `{\"$set\": […]}`") };
            let elements: Result<_, _> = elements.iter().map(|json| decode_at(json, element, depth + 1)).collect();
            Ok(Value::set(element.as_ref().clone(), elements?))
        }
        (Type::Tuple(types), Json::Array(elements)) if types.len() == elements.len() => {
            let elements = types.iter().zip(elements).map(|(ty, json)| decode_at(json, ty, depth + 1));
            Ok(Value::tuple(elements.collect::<Result<_, _>>()?))
        }
        (Type::Map(element), json) => {
            let Some(entries) = entries(json) else { return fail("a map is an object") };
            let entries = entries
                .iter()
                .map(|(name, json)| Ok((super::normalized(name), decode_at(json, element, depth + 1)?)))
                .collect::<Result<_, EncodingError>>()?;
            Ok(Value::map(element.as_ref().clone(), entries))
        }
        (Type::Object(object), json) => {
            let Some(entries) = entries(json) else { return fail("an object is an object") };
            let attributes = object.attributes.iter().map(|(name, ty)| {
                let json = entries.get(name.as_str()).unwrap_or(&Json::Null);
                Ok((name.clone(), decode_at(json, ty, depth + 1)?))
            });
            Ok(Value::object(attributes.collect::<Result<Vec<_>, EncodingError>>()?))
        }
        (ty, _) => fail(format!("this is no encoding of a {ty}")),
    }
}

fn decode_number(json: &Json) -> Result<Number, EncodingError> {
    let text = match json {
        Json::Number(number) => number.to_string(),
        Json::Object(object) => match object.get("$number") {
            Some(Json::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => return fail("a number is required"),
        },
        _ => return fail("a number is required"),
    };
    text.parse().or_else(|error| fail(format!("{text}: {error}")))
}

fn decode_refinement(json: &Json) -> Result<Refinement, EncodingError> {
    let bound = |name: &str| match json.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Array(pair)) if pair.len() == 2 => {
            let number = pair.first().map_or(fail("a bound has a number"), decode_number)?;
            Ok(Some((number, pair.get(1) == Some(&Json::Bool(true)))))
        }
        Some(_) => fail("a bound is a number and whether it is included"),
    };
    Ok(Refinement {
        not_null: json.get("not_null") == Some(&Json::Bool(true)),
        prefix: json.get("prefix").and_then(Json::as_str).map(Into::into),
        minimum: bound("min")?,
        maximum: bound("max")?,
        minimum_length: json.get("len_min").and_then(Json::as_u64),
        maximum_length: json.get("len_max").and_then(Json::as_u64),
    })
}

impl Type {
    /// Reads a type as [`Type`] prints it: `object({a=string,"b c"=optional(list(any))})`; spaces don't matter.
    ///
    /// # Errors
    /// If the text is not such a type, or nested too deep.
    pub fn parse(text: &str) -> Result<Self, EncodingError> {
        let mut reader = TypeReader { text, at: 0, depth: 0 };
        let ty = reader.ty()?;
        reader.skip_space();
        if reader.at == text.len() { Ok(ty) } else { fail(format!("unexpected text in type at byte {}", reader.at)) }
    }
}

struct TypeReader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> TypeReader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, mark: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len_utf8() } else { 0 };
        found
    }

    fn expect(&mut self, mark: char) -> Result<(), EncodingError> {
        if self.take(mark) { Ok(()) } else { fail(format!("expected `{mark}` in type at byte {}", self.at)) }
    }

    fn word(&mut self) -> &'a str {
        self.skip_space();
        let rest = self.rest();
        let end = rest.find(|character: char| !(character.is_alphanumeric() || "_-".contains(character)));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn ty(&mut self) -> Result<Type, EncodingError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return fail("the type is nested too deep");
        }
        let ty = match self.word() {
            "any" | "dynamic" => Type::Dynamic,
            "bool" => Type::Bool,
            "number" => Type::Number,
            "string" => Type::String,
            kind @ ("list" | "set" | "map") => {
                self.expect('(')?;
                let element = self.ty()?;
                self.expect(')')?;
                match kind {
                    "list" => Type::list(element),
                    "set" => Type::set(element),
                    _ => Type::map(element),
                }
            }
            "tuple" => {
                self.expect('(')?;
                self.expect('[')?;
                let mut elements = Vec::new();
                while !self.take(']') {
                    elements.push(self.ty()?);
                    self.take(',');
                }
                self.expect(')')?;
                Type::tuple(elements)
            }
            "object" => {
                self.expect('(')?;
                self.expect('{')?;
                let object = self.attributes()?;
                self.expect(')')?;
                Type::Object(std::sync::Arc::new(object))
            }
            other => return fail(format!("unknown type `{other}`")),
        };
        self.depth -= 1;
        Ok(ty)
    }

    fn attributes(&mut self) -> Result<ObjectType, EncodingError> {
        let mut object = ObjectType::default();
        while !self.take('}') {
            self.skip_space();
            let name = if self.rest().starts_with('"') {
                let mut stream = serde_json::Deserializer::from_str(self.rest()).into_iter::<String>();
                let name = stream.next().and_then(Result::ok);
                self.at += stream.byte_offset();
                name.map_or_else(|| fail("a quoted attribute name is a JSON string"), Ok)?
            } else {
                self.word().to_owned()
            };
            if name.is_empty() {
                return fail(format!("expected an attribute name in type at byte {}", self.at));
            }
            let name = super::normalized(&name);
            self.expect('=')?;
            self.skip_space();
            let is_optional =
                self.rest().strip_prefix("optional").is_some_and(|rest| rest.trim_start().starts_with('('));
            let ty = if is_optional {
                self.at += "optional".len();
                self.expect('(')?;
                let ty = self.ty()?;
                self.expect(')')?;
                object.optional.insert(name.clone());
                ty
            } else {
                self.ty()?
            };
            object.attributes.insert(name, ty);
            self.take(',');
        }
        Ok(object)
    }
}
