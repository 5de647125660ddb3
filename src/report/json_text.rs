//! JSON whose bytes do nothing to a terminal or a log that they are shown in. What a string says stays the same.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::escape::acts;

/// Writes a value with indentation. Characters that act are written as JSON's escapes, which JSON itself asks of some only.
pub(super) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Escaping(PrettyFormatter::new()))).map_err(io::Error::from)
}

struct Escaping(PrettyFormatter<'static>);

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        // Nearly all text is ASCII, in which JSON escapes everything else itself.
        if rest.is_ascii() && !rest.contains('\u{7f}') {
            return out.write_all(rest.as_bytes());
        }
        while let Some((offset, character)) = rest.char_indices().find(|(_, character)| acts(*character)) {
            out.write_all(&rest.as_bytes()[..offset])?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[offset + character.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_means_the_same() {
        let text = "größe \u{1b}[31m \u{9b}31m \u{7f} \u{202e}x \u{e0041} \" \\ 😀";
        let mut written = Vec::new();
        write(&mut written, &[text]).unwrap();
        let written = String::from_utf8(written).unwrap();
        let expected = "[\n  \"größe \\u001b[31m \\u009b31m \\u007f \\u202ex \\udb40\\udc41 \\\" \\\\ 😀\"\n]";
        assert_eq!(written, expected);
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [text]);
    }
}
