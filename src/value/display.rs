//! Values as `terraform console` prints them.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use smol_str::SmolStr;

use super::{Content, Data, Marks, Part, Type, Value};

/// The value as a person would write it in Terraform, over several lines where it has several elements.
///
/// Sensitive values stay hidden. Unknown ones say what they are or why they are unknown; templates show their text.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        write_value(self, 0, &mut out);
        f.write_str(&out)
    }
}

fn write_value(value: &Value, indent: usize, out: &mut String) {
    if value.marks.contains(Marks::SENSITIVE) {
        out.push_str("(sensitive value)");
        return;
    }
    if value.marks.contains(Marks::EPHEMERAL) {
        out.push_str("(ephemeral value)");
        return;
    }
    match &value.data {
        Data::Null(ty) => write_null(ty, out),
        Data::Bool(known) => out.push_str(if *known { "true" } else { "false" }),
        Data::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Data::String(text) => write_text(text, indent, out),
        Data::Tuple(elements) => write_elements("", elements, indent, "", out),
        Data::List(list) => write_elements("tolist(", &list.elements, indent, ")", out),
        Data::Set(set) => write_elements("toset(", &set.elements, indent, ")", out),
        Data::Map(map) => write_entries("tomap(", &map.entries, indent, ")", out),
        Data::Object(attributes) => write_entries("", attributes, indent, "", out),
        Data::Unknown(_) => write_unknown(value, out),
    }
}

fn write_null(ty: &Type, out: &mut String) {
    let _ = match ty {
        Type::Dynamic => write!(out, "null"),
        Type::Bool | Type::Number | Type::String => write!(out, "to{ty}(null)"),
        Type::List(element) => write!(out, "tolist(null) /* of {} */", element.friendly_name()),
        Type::Set(element) => write!(out, "toset(null) /* of {} */", element.friendly_name()),
        Type::Map(element) => write!(out, "tomap(null) /* of {} */", element.friendly_name()),
        Type::Tuple(_) | Type::Object(_) => write!(out, "null /* {} */", ty.friendly_name()),
    };
}

fn write_unknown(value: &Value, out: &mut String) {
    let Some(unknown) = value.as_unknown() else { return };
    if let Some(Content::Template(parts)) = &unknown.content {
        out.push('"');
        for part in parts.iter() {
            match part {
                Part::Text(text) => write_escaped(text, out),
                Part::Value(value) => {
                    out.push_str("${");
                    write_value(value, 0, out);
                    out.push('}');
                }
            }
        }
        out.push('"');
        return;
    }
    out.push_str("(known after apply");
    if let Some(symbol) = &value.symbol {
        let _ = write!(out, ": {symbol}");
    } else {
        for (index, cause) in unknown.causes.iter().enumerate() {
            let _ = write!(out, "{}{cause}", if index == 0 { ": " } else { ", " });
        }
    }
    out.push(')');
}

fn start_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

fn write_elements(open: &str, elements: &[Value], indent: usize, close: &str, out: &mut String) {
    let _ = write!(out, "{open}[");
    for element in elements {
        start_line(indent + 2, out);
        write_value(element, indent + 2, out);
        out.push(',');
    }
    if !elements.is_empty() {
        start_line(indent, out);
    }
    let _ = write!(out, "]{close}");
}

fn write_entries(open: &str, entries: &BTreeMap<SmolStr, Value>, indent: usize, close: &str, out: &mut String) {
    let _ = write!(out, "{open}{{");
    for (name, value) in entries {
        start_line(indent + 2, out);
        out.push('"');
        write_escaped(name, out);
        out.push_str("\" = ");
        write_value(value, indent + 2, out);
    }
    if !entries.is_empty() {
        start_line(indent, out);
    }
    let _ = write!(out, "}}{close}");
}

/// Text in quotes, or as a heredoc if it has several lines.
fn write_text(text: &str, indent: usize, out: &mut String) {
    let printable = |character: char| character == '\n' || character == '\t' || !character.is_control();
    if !text.contains('\n') || !text.chars().all(printable) {
        out.push('"');
        write_escaped(text, out);
        out.push('"');
        return;
    }
    let mut marker = "EOT".to_owned();
    while text.lines().any(|line| line.trim() == marker) {
        marker.push('_');
    }
    let _ = write!(out, "{}{marker}", if indent == 0 { "<<" } else { "<<-" });
    for line in text.split('\n') {
        start_line(indent, out);
        out.push_str(line);
    }
    start_line(indent, out);
    out.push_str(&marker);
}

/// A text as a constant on one line of HCL.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    write_escaped(text, &mut out);
    out.push('"');
    out
}

/// Text as it stands between quotes in HCL; whatever could move a terminal's cursor is escaped.
fn write_escaped(text: &str, out: &mut String) {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if characters.peek() == Some(&'{') => {
                out.push(character);
                out.push(character);
            }
            other if other.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(other));
            }
            other => out.push(other),
        }
    }
}
