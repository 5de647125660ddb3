//! JSON text: read with exact numbers, and written as Terraform writes it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Data, Value, normalized};

/// Nesting of objects and arrays that is read; deeper text is refused.
const MAX_DEPTH: usize = 512;

/// Why text is not JSON, or a value can't be written as JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// The text breaks JSON's grammar at this byte.
    #[error("invalid JSON at byte {offset}: expected {expected}")]
    Syntax {
        /// Bytes from the start of the text.
        offset: usize,
        /// What should be there.
        expected: &'static str,
    },
    /// Something follows the value.
    #[error("extraneous data after JSON object")]
    Trailing {
        /// Bytes from the start of the text.
        offset: usize,
    },
    /// Objects and arrays are nested too deep.
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// A number is too large.
    #[error("number is too large")]
    NumberTooLarge,
    /// JSON has no infinity.
    #[error("cannot serialize infinity as JSON")]
    Infinity,
    /// An unknown value has no text.
    #[error("value is not known")]
    Unknown,
}

/// The value of a JSON text: objects and tuples, exact numbers; of a repeated key the last.
///
/// # Errors
/// Where the text is not JSON by RFC 8259, and beyond our limits of nesting and number size.
pub fn from_json(text: &str) -> Result<Value, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.skip_space();
    if reader.at == text.len() { Ok(value) } else { Err(JsonError::Trailing { offset: reader.at }) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn expected<T>(&self, expected: &'static str) -> Result<T, JsonError> {
        Err(JsonError::Syntax { offset: self.at, expected })
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        if depth > MAX_DEPTH {
            return Err(JsonError::TooDeep);
        }
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Ok(Value::string(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                let rest = &self.text[self.at..];
                let words = [("null", Value::null()), ("true", Value::bool(true)), ("false", Value::bool(false))];
                for (word, value) in words {
                    if rest.starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                self.expected("a value")
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut attributes = BTreeMap::new();
        self.skip_space();
        if self.take(b'}') {
            return Ok(Data::Object(Arc::new(attributes.into())).into());
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return self.expected("a key in quotes");
            }
            let name = normalized(&self.string()?);
            self.skip_space();
            if !self.take(b':') {
                return self.expected("`:` after the key");
            }
            let value = self.value(depth + 1)?;
            attributes.insert(name, value);
            self.skip_space();
            if self.take(b'}') {
                return Ok(Data::Object(Arc::new(attributes.into())).into());
            }
            if !self.take(b',') {
                return self.expected("`,` or `}`");
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut elements = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Ok(Value::tuple(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Value::tuple(elements));
            }
            if !self.take(b',') {
                return self.expected("`,` or `]`");
            }
        }
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let number = self.text[start..self.at].parse().map_err(|_| JsonError::NumberTooLarge)?;
        Ok(Data::Number(number).into())
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return self.expected("a digit");
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)).count();
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let escape = self.peek();
                    self.at += 1;
                    text.push(match escape {
                        Some(b'"') => '"',
                        Some(b'\\') => '\\',
                        Some(b'/') => '/',
                        Some(b'b') => '\u{8}',
                        Some(b'f') => '\u{c}',
                        Some(b'n') => '\n',
                        Some(b'r') => '\r',
                        Some(b't') => '\t',
                        Some(b'u') => self.code_point()?,
                        _ => {
                            self.at -= 1;
                            return self.expected("an escape");
                        }
                    });
                }
                _ => return self.expected("a closing quote"),
            }
        }
    }

    /// What follows `\u`; a lone surrogate becomes the replacement character, as in Go.
    fn code_point(&mut self) -> Result<char, JsonError> {
        let first = self.hex()?;
        if (0xD800..0xDC00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.hex()?;
            if (0xDC00..0xE000).contains(&second) {
                let combined = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(combined).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Result<u32, JsonError> {
        let digits = self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => self.expected("four hexadecimal digits"),
        }
    }
}

/// The value as JSON text, as `jsonencode` writes it: keys in order, no spaces, `<`, `>` and `&` escaped.
///
/// # Errors
/// [`JsonError::Unknown`] if anything in it is unknown, [`JsonError::Infinity`] for an infinite number.
pub fn to_json(value: &Value) -> Result<String, JsonError> {
    let mut text = String::new();
    write_value(value, &mut text)?;
    Ok(text)
}

fn write_value(value: &Value, out: &mut String) -> Result<(), JsonError> {
    match &value.data {
        Data::Null(_) => out.push_str("null"),
        Data::Bool(known) => out.push_str(if *known { "true" } else { "false" }),
        Data::Number(number) if number.is_infinite() => return Err(JsonError::Infinity),
        Data::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Data::String(text) => write_string(text, out),
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => {
            out.push('[');
            for (index, element) in value.children().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write_value(element, out)?;
            }
            out.push(']');
        }
        Data::Map(map) => write_entries(&map.entries, out)?,
        Data::Object(attributes) => write_entries(attributes, out)?,
        Data::Unknown(_) => return Err(JsonError::Unknown),
    }
    Ok(())
}

fn write_entries(entries: &BTreeMap<SmolStr, Value>, out: &mut String) -> Result<(), JsonError> {
    out.push('{');
    for (index, (name, value)) in entries.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { "," });
        write_string(name, out);
        out.push(':');
        write_value(value, out)?;
    }
    out.push('}');
    Ok(())
}

/// A string as Go's `encoding/json` writes it by default, safe to put into HTML.
pub(super) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{from_json, to_json};
    use crate::value::Value;

    #[test]
    fn reads_and_writes_back() {
        for (text, written) in [
            ("null", "null"),
            (" [1, 2.50,-3e2] ", "[1,2.5,-300]"),
            (r#"{"b":1,"a":[],"b":{}}"#, r#"{"a":[],"b":{}}"#),
            (r#""é\u00e9\ud83d\ude00\/<>&""#, r#""éé😀/\u003c\u003e\u0026""#),
            (r#""\ud800""#, "\"\u{fffd}\""),
            ("12345678901234567890.123456789", "12345678901234567890.123456789"),
        ] {
            assert_eq!(to_json(&from_json(text).unwrap()).unwrap(), written, "{text}");
        }
        assert_eq!(to_json(&Value::string("a\u{8}\u{1}\u{2028}")).unwrap(), r#""a\b\u0001\u2028""#);
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in [
            "",
            "[1,]",
            "{a:1}",
            "'a'",
            "01",
            "1.",
            "1e",
            "nul",
            "\"\n\"",
            "\"\\x\"",
            "\"\\u12\"",
            "1 2",
            "{\"a\"}",
            "[",
            "\"",
            "+1",
        ] {
            assert!(from_json(text).is_err(), "{text}");
        }
        assert!(from_json(&"[".repeat(100_000)).is_err());
    }
}
