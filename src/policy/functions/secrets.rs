//! Where secrets are looked for: text as far as the source spells it out, and requests that carry a value away.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::References;
use super::truth::Truth;
use super::view::Elements;
use crate::value::{Argument, Content, Data, Part, Presence, Symbol, Type, Value};

/// Stands for an unknown part of a text, as an interpolation would.
const UNKNOWN_PART: &str = "${}";

/// Known texts shorter than this are found in many others by chance.
const SHORTEST_SECRET: usize = 6;

/// Arguments of `data.http` that leave the machine.
const SENT: [&str; 3] = ["url", "request_body", "request_headers"];

/// A text with `${}` for each unknown part; null is `""`. Of which nothing is known stays unknown.
pub(super) fn literal_text(value: &Value) -> Value {
    let mut text = String::new();
    if spell(value, &mut text) { Value::string(text) } else { Value::unknown(Type::String, value.causes()) }
}

/// Writes what is known of a value; whether anything is.
fn spell(value: &Value, text: &mut String) -> bool {
    match &value.data {
        Data::Null(_) => {}
        Data::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Data::Number(number) => text.push_str(&number.to_string()),
        Data::String(known) => text.push_str(known),
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => value.children().for_each(|child| spell_line(child, text)),
        Data::Map(_) | Data::Object(_) => {
            for (name, child) in value.as_entries().into_iter().flatten() {
                text.push_str(name);
                text.push_str(": ");
                spell_line(child, text);
            }
        }
        Data::Unknown(unknown) => match (&unknown.content, &unknown.refinement.prefix) {
            (Some(Content::Template(parts)), _) => {
                for part in parts.iter() {
                    match part {
                        Part::Text(known) => text.push_str(known),
                        Part::Value(value) => spell_or_mark(value, text),
                    }
                }
            }
            (Some(Content::Document(inner)), _) => spell_or_mark(inner, text),
            (Some(Content::Members(members)), _) => {
                let certain = members.iter().filter(|member| matches!(member.presence, Presence::Certain));
                certain.for_each(|member| spell_line(&member.value, text));
            }
            (Some(Content::Base64(_)) | None, Some(prefix)) => {
                text.push_str(prefix);
                text.push_str(UNKNOWN_PART);
            }
            (Some(Content::Base64(_)) | None, None) => return false,
        },
    }
    true
}

fn spell_or_mark(value: &Value, text: &mut String) {
    if !spell(value, text) {
        text.push_str(UNKNOWN_PART);
    }
}

fn spell_line(value: &Value, text: &mut String) {
    spell_or_mark(value, text);
    text.push('\n');
}

/// What Base64 text encodes, also of partly unknown text; what is no Base64 is taken as it is.
pub(super) fn base64_text(value: &Value) -> Value {
    match &value.data {
        Data::String(text) => {
            let packed: String = text.split_ascii_whitespace().collect();
            match STANDARD.decode(packed) {
                Ok(bytes) => Value::string(String::from_utf8_lossy(&bytes)),
                Err(_) => value.clone(),
            }
        }
        Data::Unknown(unknown) => match &unknown.content {
            Some(Content::Base64(text)) => text.clone(),
            // No text begins as Base64 and goes on as something else.
            _ => Value::unknown(Type::String, unknown.causes.clone()),
        },
        _ => value.clone(),
    }
}

/// The addresses of the data sources `http` whose requests carry a value: by reference, or because its text is in them.
pub(super) fn http_requests_with(secret: &Value, references: &dyn References) -> Value {
    let mut found = Elements::default();
    let mut wanted = Vec::new();
    symbols(secret, &mut wanted);
    for (address, request) in references.data_sources("http") {
        let sent = SENT.iter().filter_map(|name| request(name));
        let carries = Truth::any(sent.map(|sent| carries(&sent, secret, &wanted)));
        if carries != Truth::False {
            found.push(Value::string(address), carries);
        }
    }
    found.into_list(Type::String)
}

fn carries(sent: &Value, secret: &Value, wanted: &[Symbol]) -> Truth {
    if let Some(text) = secret.as_str() {
        return if text.len() < SHORTEST_SECRET {
            Truth::False
        } else if has_text(sent, text) {
            Truth::True
        } else if may_be_filled_in(sent) {
            Truth::Unknown(sent.causes())
        } else {
            Truth::False
        };
    }
    let mut given = Vec::new();
    symbols(sent, &mut given);
    if !wanted.is_empty() && wanted.iter().all(|symbol| given.contains(symbol)) {
        return Truth::True;
    }
    // What a resource makes gets into a request by reference only; anything else that is not known may be in its text.
    let is_made = |symbol: &Symbol| match symbol {
        Symbol::Attribute { instance, .. } => !instance.is_data,
        Symbol::Call { .. } => true,
        Symbol::Variable { .. } | Symbol::Key { .. } => false,
    };
    if secret.is_null() {
        return Truth::False;
    }
    if wanted.is_empty() || !wanted.iter().all(is_made) {
        return Truth::unknown_as(secret);
    }
    let is_opaque = sent.as_unknown().is_some_and(|unknown| unknown.content.is_none()) && sent.symbol.is_none();
    if is_opaque { Truth::unknown_as(sent) } else { Truth::False }
}

fn has_text(value: &Value, wanted: &str) -> bool {
    if let Some(text) = value.as_str() {
        return text.contains(wanted);
    }
    let mut text = String::new();
    spell(value, &mut text) && text.contains(wanted)
}

/// Whether an unknown part of a value may turn out to be any text. What a resource makes never is one that the source spells
/// out.
fn may_be_filled_in(value: &Value) -> bool {
    let Some(unknown) = value.as_unknown() else { return value.children().any(may_be_filled_in) };
    match &unknown.content {
        Some(Content::Template(parts)) => {
            parts.iter().any(|part| matches!(part, Part::Value(value) if may_be_filled_in(value)))
        }
        Some(Content::Document(inner) | Content::Base64(inner)) => may_be_filled_in(inner),
        Some(Content::Members(members)) => members.iter().any(|member| may_be_filled_in(&member.value)),
        None => !value.symbol.as_deref().is_some_and(is_made),
    }
}

/// Whether a symbol stands for what a resource of the configuration makes.
fn is_made(symbol: &Symbol) -> bool {
    match symbol {
        Symbol::Attribute { instance, .. } => !instance.is_data,
        Symbol::Call { arguments, .. } => {
            arguments.iter().all(|argument| !matches!(argument, Argument::Symbol(inner) if !is_made(inner)))
        }
        Symbol::Variable { .. } | Symbol::Key { .. } => false,
    }
}

/// What the unknown parts of a value stand for.
fn symbols(value: &Value, found: &mut Vec<Symbol>) {
    if !value.is_known()
        && let Some(symbol) = &value.symbol
    {
        of_symbol(symbol, found);
    }
    value.children().for_each(|child| symbols(child, found));
    match value.as_unknown().and_then(|unknown| unknown.content.as_ref()) {
        Some(Content::Template(parts)) => {
            for part in parts.iter() {
                if let Part::Value(value) = part {
                    symbols(value, found);
                }
            }
        }
        Some(Content::Document(inner) | Content::Base64(inner)) => symbols(inner, found),
        Some(Content::Members(members)) => members.iter().for_each(|member| symbols(&member.value, found)),
        None => {}
    }
}

/// A symbol, and those that a call of it is made of.
fn of_symbol(symbol: &Symbol, found: &mut Vec<Symbol>) {
    found.push(symbol.clone());
    if let Symbol::Call { arguments, .. } = symbol {
        for argument in arguments.iter() {
            if let Argument::Symbol(inner) = argument {
                of_symbol(inner, found);
            }
        }
    }
}
