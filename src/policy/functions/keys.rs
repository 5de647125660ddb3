//! Questions about a single value: whether it is set, spelt out, or a key of one's own.

use super::References;
use super::truth::Truth;
use super::view::{self, last_attribute, masked};
use crate::value::{Content, Data, Part, Presence, Symbol, Type, Value};

/// Data sources that name a data source are followed this far; a longer chain is a cycle in practice.
const MAX_CHAIN: u32 = 8;

/// Whether a value is set: not null, not `""`, no empty collection.
pub(super) fn is_set(value: &Value) -> Truth {
    match &value.data {
        Data::Null(_) => Truth::False,
        Data::Bool(_) | Data::Number(_) => Truth::True,
        Data::String(text) => (!text.is_empty()).into(),
        Data::List(_) | Data::Set(_) | Data::Tuple(_) | Data::Map(_) | Data::Object(_) => {
            value.children().next().is_some().into()
        }
        Data::Unknown(unknown) => {
            let has_content = match &unknown.content {
                Some(Content::Document(_)) => true,
                Some(Content::Base64(text)) => is_set(text) == Truth::True,
                Some(Content::Template(parts)) => {
                    parts.iter().any(|part| matches!(part, Part::Text(text) if !text.is_empty()))
                }
                Some(Content::Members(members)) => {
                    members.iter().any(|member| matches!(member.presence, Presence::Certain))
                }
                None => false,
            };
            let refinement = &unknown.refinement;
            let is_set = has_content
                || refinement.prefix.as_ref().is_some_and(|prefix| !prefix.is_empty())
                || refinement.minimum_length.is_some_and(|length| length > 0)
                || (refinement.not_null && matches!(unknown.ty, Type::Bool | Type::Number))
                || matches!(value.symbol.as_deref(), Some(Symbol::Attribute { identity: true, .. }));
            if is_set { Truth::True } else { Truth::unknown_as(value) }
        }
    }
}

/// Whether a value is an argument of the judged resource that nobody has set: null, or what the provider computes then.
pub(super) fn is_left_out(value: &Value, references: &dyn References) -> Truth {
    (value.is_null() || view::is_left_out(value, references)).into()
}

/// Whether a value is an attribute of a data source of the type, or a text with one.
pub(super) fn is_read_from(value: &Value, data_type: &Value) -> Truth {
    let is_it = match value.symbol.as_deref() {
        Some(Symbol::Attribute { instance, .. }) => {
            instance.is_data && data_type.as_str() == Some(instance.resource_type.as_str())
        }
        _ => false,
    };
    if is_it {
        return Truth::True;
    }
    match value.as_unknown().and_then(|unknown| unknown.content.as_ref()) {
        Some(Content::Template(parts)) => Truth::any(parts.iter().map(|part| match part {
            Part::Value(value) => is_read_from(value, data_type),
            Part::Text(_) => Truth::False,
        })),
        _ => Truth::False,
    }
}

/// Whether a value is a non-empty string that the source spells out.
pub(super) fn is_literal(value: &Value) -> Truth {
    value.as_str().is_some_and(|text| !text.is_empty()).into()
}

/// The strings and numbers within a value, each once, joined by `, `; what is null, unknown or only possible is left out.
pub(super) fn listed(value: &Value) -> Value {
    let mut texts: Vec<String> = Vec::new();
    collect_texts(value, &mut texts);
    Value::string(texts.join(", "))
}

fn collect_texts(value: &Value, texts: &mut Vec<String>) {
    let mut add = |text: String| {
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    };
    match &value.data {
        Data::String(text) => add(text.to_string()),
        Data::Number(number) => add(number.to_string()),
        Data::List(_) | Data::Set(_) | Data::Tuple(_) | Data::Map(_) | Data::Object(_) => {
            value.children().for_each(|child| collect_texts(child, texts));
        }
        Data::Unknown(unknown) => {
            if let Some(Content::Members(members)) = &unknown.content {
                let certain = members.iter().filter(|member| matches!(member.presence, Presence::Certain));
                certain.for_each(|member| collect_texts(&member.value, texts));
            }
        }
        Data::Null(_) | Data::Bool(_) => {}
    }
}

/// Whether a KMS key argument names a key of one's own.
///
/// A reference counts whether or not its value is known, unless it is to a data source that looks up an `alias/aws/…` key,
/// or to an argument that nobody has set, which the provider computes.
pub(super) fn is_customer_key(key: &Value, references: &dyn References) -> Truth {
    customer_key(key, references, 0)
}

fn customer_key(key: &Value, references: &dyn References, depth: u32) -> Truth {
    match &key.data {
        Data::String(text) if text.is_empty() => Truth::False,
        Data::String(text) if is_aws_alias(text) => Truth::False,
        Data::String(_) => by_symbol(key, references, depth).unwrap_or(Truth::True),
        Data::Unknown(_) => {
            if masked(key).is_some_and(|text| is_aws_alias(&text)) {
                return Truth::False;
            }
            by_symbol(key, references, depth).unwrap_or(Truth::True)
        }
        _ => Truth::False,
    }
}

/// `alias/aws/s3`, also at the end of an ARN: the keys that AWS manages.
fn is_aws_alias(text: &str) -> bool {
    text.starts_with("alias/aws/") || text.contains(":alias/aws/")
}

fn by_symbol(key: &Value, references: &dyn References, depth: u32) -> Option<Truth> {
    let Some(Symbol::Attribute { instance, path, .. }) = key.symbol.as_deref() else { return None };
    let unknown = || Some(Truth::unknown_as(key));
    if instance.is_data {
        let argument = match instance.resource_type.as_str() {
            "aws_kms_alias" => "name",
            "aws_kms_key" => "key_id",
            "aws_ebs_default_kms_key" => return unknown(),
            _ => return None,
        };
        if depth >= MAX_CHAIN {
            return unknown();
        }
        let argument = references.data_attribute(&instance.address, argument)?;
        return Some(match customer_key(&argument, references, depth + 1) {
            Truth::True if !argument.is_known() && argument.symbol.is_none() => Truth::unknown_as(&argument),
            truth => truth,
        });
    }
    if key.is_known() || instance.resource_type.starts_with("aws_kms_") {
        return None;
    }
    // Someone else's key argument: the provider computes it where it is not set.
    if last_attribute(path).is_some_and(|name| name.contains("kms")) {
        return if references.is_target(&instance.address) { Some(Truth::False) } else { unknown() };
    }
    None
}
