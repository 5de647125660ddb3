//! `policy_statements`: an IAM policy document as a list of uniform statements.

use std::sync::LazyLock;

use smol_str::SmolStr;

use super::References;
use super::truth::Truth;
use super::view::{Elements, elements, is_left_out, texts, to_text};
use crate::value::{Causes, Data, Type, Value};

static PRINCIPAL: LazyLock<Type> = LazyLock::new(|| strings(&["type", "identifier"], &[]));
static CONDITION: LazyLock<Type> = LazyLock::new(|| strings(&["operator", "key"], &["values"]));
static STATEMENT: LazyLock<Type> = LazyLock::new(|| {
    let lists = ["actions", "not_actions", "resources", "not_resources"];
    let Type::Object(object) = strings(&["sid", "effect"], &lists) else { return Type::Dynamic };
    let nested = [
        (SmolStr::new_static("principals"), Type::list(PRINCIPAL.clone())),
        (SmolStr::new_static("not_principals"), Type::list(PRINCIPAL.clone())),
        (SmolStr::new_static("conditions"), Type::list(CONDITION.clone())),
    ];
    Type::object(object.attributes.clone().into_iter().chain(nested))
});

fn strings(scalars: &[&str], lists: &[&str]) -> Type {
    let scalars = scalars.iter().map(|name| (SmolStr::new(name), Type::String));
    Type::object(scalars.chain(lists.iter().map(|name| (SmolStr::new(name), Type::list(Type::String)))))
}

/// The statements of a policy document: JSON text, also partly known, or the decoded object.
///
/// Null, `""` and a wholly known text that is no JSON have none; a list of documents, or of blocks with a
/// `policy`, has those of all.
pub(super) fn policy_statements(document: &Value, references: &dyn References) -> Value {
    let none = || Value::list(STATEMENT.clone(), Vec::new());
    let unknown = |causes: Causes| Value::unknown(Type::list(STATEMENT.clone()), causes);
    match &document.data {
        Data::Null(_) => none(),
        Data::Map(_) | Data::Object(_) => match document.get("policy") {
            Some(policy) => policy_statements(policy, references),
            None => statements_of(document),
        },
        Data::Unknown(list) if matches!(list.ty, Type::List(_) | Type::Set(_) | Type::Tuple(_)) => {
            statements_of_all(document, references)
        }
        Data::String(_) | Data::Unknown(_) => match content_of(document) {
            Some(content) if content.is_known() => statements_of(&content),
            Some(content) => unknown(content.causes()),
            None if document.is_known() => none(),
            None => unknown(document.causes()),
        },
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => statements_of_all(document, references),
        Data::Bool(_) | Data::Number(_) => none(),
    }
}

fn statements_of_all(documents: &Value, references: &dyn References) -> Value {
    if is_left_out(documents, references) {
        return Value::list(STATEMENT.clone(), Vec::new());
    }
    let Elements { members, more } = elements(documents);
    let mut all = Elements { members: Vec::new(), more };
    for (document, presence) in members {
        let Elements { members, more } = elements(&policy_statements(&document, references));
        for (statement, inside) in members {
            all.push(statement, presence.clone().and(inside));
        }
        more.into_iter().for_each(|causes| all.push_more(causes));
    }
    all.into_list(STATEMENT.clone())
}

/// What a document's text holds. AWS refuses one with a trailing comma, but what its author means is plain, and worth judging.
fn content_of(document: &Value) -> Option<Value> {
    match (document.json_content(), document.as_str()) {
        (Ok(content), _) => content,
        (Err(_), Some(text)) => Value::string(without_trailing_commas(text)).json_content().ok().flatten(),
        (Err(_), None) => None,
    }
}

fn without_trailing_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_string = false;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        let after = &text[at + character.len_utf8()..];
        if character == ',' && !in_string && after.trim_start().starts_with([']', '}']) {
            continue;
        }
        kept.push(character);
        match character {
            '"' => in_string = !in_string,
            '\\' if in_string => kept.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => {}
        }
    }
    kept
}

fn statements_of(document: &Value) -> Value {
    let statements = element(document, "Statement").map(|value| elements(&value)).unwrap_or_default();
    statements.map(|value| statement(&value)).into_list(STATEMENT.clone())
}

/// An element of a policy by its name, of which AWS ignores the case.
fn element(object: &Value, name: &str) -> Option<Value> {
    let entries = object.as_entries()?;
    let value = entries
        .get(name)
        .or_else(|| entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))?;
    (!value.is_null()).then(|| value.clone())
}

fn statement(value: &Value) -> Option<Value> {
    if let Data::Unknown(unknown) = &value.data {
        return Some(Value::unknown(STATEMENT.clone(), unknown.causes.clone()).marked(value.marks));
    }
    value.as_entries()?;
    let text = |name| element(value, name).and_then(|text| to_text(&text)).unwrap_or_else(|| Value::string(""));
    let list = |name| texts(element(value, name).as_ref()).into_list(Type::String);
    let attributes = [
        ("sid", text("Sid")),
        ("effect", text("Effect")),
        ("actions", list("Action")),
        ("not_actions", list("NotAction")),
        ("resources", list("Resource")),
        ("not_resources", list("NotResource")),
        ("principals", principals(element(value, "Principal")).into_list(PRINCIPAL.clone())),
        ("not_principals", principals(element(value, "NotPrincipal")).into_list(PRINCIPAL.clone())),
        ("conditions", conditions(element(value, "Condition")).into_list(CONDITION.clone())),
    ];
    Some(Value::object(attributes.map(|(name, value)| (SmolStr::new_static(name), value))))
}

fn principal(kind: Value, identifier: Value) -> Value {
    Value::object([(SmolStr::new_static("type"), kind), (SmolStr::new_static("identifier"), identifier)])
}

fn principals(value: Option<Value>) -> Elements {
    let mut result = Elements::default();
    let Some(value) = value else { return result };
    match &value.data {
        Data::Map(_) | Data::Object(_) => {
            for (kind, identifiers) in value.as_entries().into_iter().flatten() {
                let identifiers = texts(Some(identifiers));
                for (identifier, presence) in identifiers.members {
                    result.push(principal(Value::string(kind), identifier), presence);
                }
                if let Some(causes) = identifiers.more {
                    let identifier = Value::unknown(Type::String, causes.clone());
                    result.push(principal(Value::string(kind), identifier), Truth::Unknown(causes));
                }
            }
        }
        Data::Unknown(unknown) if unknown.ty != Type::String => result.push_more(unknown.causes.clone()),
        _ => {
            let identifiers = texts(Some(&value));
            for (identifier, presence) in identifiers.members {
                let kind = match identifier.as_str() {
                    Some("*") => Value::string("*"),
                    Some(_) => Value::string("AWS"),
                    None => Value::unknown(Type::String, identifier.causes()),
                };
                result.push(principal(kind, identifier), presence);
            }
            result.extend(Elements { members: Vec::new(), more: identifiers.more });
        }
    }
    result
}

fn condition(operator: &str, key: Value, values: Value) -> Value {
    Value::object([
        (SmolStr::new_static("operator"), Value::string(operator)),
        (SmolStr::new_static("key"), key),
        (SmolStr::new_static("values"), values),
    ])
}

fn conditions(value: Option<Value>) -> Elements {
    let mut result = Elements::default();
    let Some(value) = value else { return result };
    if !value.is_known() {
        result.push_more(value.causes());
    }
    for (operator, keys) in value.as_entries().into_iter().flatten() {
        if !keys.is_known() {
            let causes = keys.causes();
            let key = Value::unknown(Type::String, causes.clone());
            let values = Value::unknown(Type::list(Type::String), causes.clone());
            result.push(condition(operator, key, values), Truth::Unknown(causes));
        }
        for (key, values) in keys.as_entries().into_iter().flatten() {
            let values = texts(Some(values)).into_list(Type::String);
            result.push(condition(operator, Value::string(key), values), Truth::True);
        }
    }
    result
}
