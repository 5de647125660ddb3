//! `yamlencode`: YAML as go-cty-yaml writes it, byte by byte.
//!
//! Strings are in double quotes, or literal blocks if they have several lines and only characters which a block can
//! hold. Sequences in mappings are not indented. A plain scalar as the whole document is ended by `...`.

use std::fmt::Write;

use crate::value::{Data, Value};

/// Keys of up to this many bytes are written before a colon; longer ones after a question mark.
const MAX_SIMPLE_KEY: usize = 128;

/// Columns after which a string in quotes goes on in the next line.
const WIDTH: usize = 80;

/// The YAML text of a wholly known value.
pub(super) fn to_yaml(value: &Value) -> String {
    let mut out = String::new();
    match &value.data {
        Data::String(text) => write_string(text, 2, &mut out),
        Data::Null(_) | Data::Bool(_) | Data::Number(_) => {
            write_plain(value, &mut out);
            out.push_str("...\n");
        }
        _ => write_node(value, 0, Place::LineStart, &mut out),
    }
    out
}

/// Where a node starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a line, or right after `- `, `? ` or `: ` of a complex key, where blocks can begin.
    LineStart,
    /// After the colon of a simple key.
    AfterKey,
}

/// Writes a node and the line break after it. Blocks are indented by `indent`.
fn write_node(value: &Value, indent: usize, place: Place, out: &mut String) {
    let is_empty = value.children().next().is_none();
    let space = if place == Place::AfterKey { " " } else { "" };
    match &value.data {
        Data::List(_) | Data::Set(_) | Data::Tuple(_) if is_empty => {
            let _ = writeln!(out, "{space}[]");
        }
        Data::Map(_) | Data::Object(_) if is_empty => {
            let _ = writeln!(out, "{space}{{}}");
        }
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => {
            if place == Place::AfterKey {
                out.push('\n');
            }
            for (index, element) in value.children().enumerate() {
                if index > 0 || place == Place::AfterKey {
                    out.extend(std::iter::repeat_n(' ', indent));
                }
                out.push_str("- ");
                write_node(element, indent + 2, Place::LineStart, out);
            }
        }
        Data::Map(_) | Data::Object(_) => {
            let indent = if place == Place::AfterKey { indent + 2 } else { indent };
            if place == Place::AfterKey {
                out.push('\n');
            }
            for (index, (key, element)) in value.as_entries().into_iter().flatten().enumerate() {
                if index > 0 || place == Place::AfterKey {
                    out.extend(std::iter::repeat_n(' ', indent));
                }
                write_entry(key, element, indent, out);
            }
        }
        Data::String(text) => {
            out.push_str(space);
            write_string(text, if place == Place::AfterKey { indent + 2 } else { indent }, out);
        }
        Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::Unknown(_) => {
            out.push_str(space);
            write_plain(value, out);
        }
    }
}

fn write_entry(key: &str, element: &Value, indent: usize, out: &mut String) {
    let has_break = key.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
    if key.len() <= MAX_SIMPLE_KEY && !has_break {
        write_quoted(key, None, out);
        out.push(':');
        write_node(element, indent, Place::AfterKey, out);
        return;
    }
    out.push_str("? ");
    write_string(key, indent + 2, out);
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str(": ");
    write_node(element, indent + 2, Place::LineStart, out);
}

fn write_plain(value: &Value, out: &mut String) {
    let _ = match &value.data {
        Data::Bool(known) => writeln!(out, "{known}"),
        Data::Number(number) => writeln!(out, "{number}"),
        _ => writeln!(out, "null"),
    };
}

/// Writes a string and the line break after it.
fn write_string(text: &str, indent: usize, out: &mut String) {
    if !text.contains('\n') || !fits_block(text) {
        write_quoted(text, Some(indent), out);
        out.push('\n');
        return;
    }
    out.push('|');
    if text.starts_with([' ', '\n']) {
        out.push('2');
    }
    if !text.ends_with('\n') {
        out.push('-');
    } else if text.ends_with("\n\n") || text == "\n" {
        out.push('+');
    }
    out.push('\n');
    let body = text.strip_suffix('\n').unwrap_or(text);
    for line in body.split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Whether a literal block can hold the text: printable characters only, no space before a line break or at the end.
fn fits_block(text: &str) -> bool {
    let is_plain = |character: char| {
        character == '\n'
            || (is_printable(character) && !matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'))
    };
    text.chars().all(is_plain) && !text.contains(" \n") && !text.ends_with(' ')
}

/// What the emitter writes as it is; characters beyond the basic plane are not among it.
fn is_printable(character: char) -> bool {
    matches!(character, '\n' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
}

/// Writes text in double quotes. Given an indentation, lines are broken at the first space beyond [`WIDTH`].
fn write_quoted(text: &str, indent: Option<usize>, out: &mut String) {
    let line_start = out.rfind('\n').map_or(0, |newline| newline + 1);
    let mut column = out[line_start..].chars().count() + 1;
    out.push('"');
    let mut after_space = false;
    let mut characters = text.chars().peekable();
    let mut is_first = true;
    while let Some(character) = characters.next() {
        if character == ' ' {
            match indent.filter(|_| !after_space && column > WIDTH && !is_first && characters.peek().is_some()) {
                Some(indent) => {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', indent));
                    column = indent;
                    // The break stands for one space; a backslash keeps the next one.
                    if characters.peek() == Some(&' ') {
                        out.push('\\');
                        column += 1;
                    }
                }
                None => {
                    out.push(' ');
                    column += 1;
                }
            }
            after_space = true;
        } else {
            let before = out.len();
            write_escaped(character, out);
            column += out[before..].chars().count();
            after_space = false;
        }
        is_first = false;
    }
    out.push('"');
}

fn write_escaped(character: char, out: &mut String) {
    let escaped = match character {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\0' => "\\0",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\u{b}' => "\\v",
        '\u{c}' => "\\f",
        '\r' => "\\r",
        '\u{1b}' => "\\e",
        '\u{85}' => "\\N",
        '\u{2028}' => "\\L",
        '\u{2029}' => "\\P",
        other => {
            let code = u32::from(other);
            let _ = match code {
                _ if is_printable(other) && other != '\u{feff}' => write!(out, "{other}"),
                0..=0xff => write!(out, "\\x{code:02X}"),
                0x100..=0xffff => write!(out, "\\u{code:04X}"),
                _ => write!(out, "\\U{code:08X}"),
            };
            return;
        }
    };
    out.push_str(escaped);
}
