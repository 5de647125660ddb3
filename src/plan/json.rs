//! JSON by place: a value is the range of the text that it stands in, and is looked into when somebody asks.
//!
//! A plan is large and rules read little of it; so nothing is built of it but what is read, and every value has its place in the file.
//! The text has been validated as a whole before, so the scanner trusts it and only never runs past its end.

use std::borrow::Cow;

use smol_str::SmolStr;

use crate::value::{Value, from_json};
use crate::workspace::{FileId, Span};

/// Where a value stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// The first byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

impl Range {
    /// The same in a file.
    pub(super) fn span(self, file: FileId) -> Span {
        Span::new(file, self.start, self.end)
    }
}

/// A JSON value in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    text: &'a str,
    range: Range,
}

/// A member of an object: its key as written, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    /// The key with its quotes.
    pub(super) key: Node<'a>,
    /// The value.
    pub(super) value: Node<'a>,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).copied().is_some_and(is_space) {
        at += 1;
    }
    at
}

/// One past the closing quote of the string at `at`.
fn skip_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    loop {
        match bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
            Some(found) if bytes.get(at + found) == Some(&b'"') => return at + found + 1,
            Some(found) => at += found + 2,
            None => return bytes.len(),
        }
    }
}

/// One past the value at `at`.
fn skip_value(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'"') => skip_string(bytes, at),
        Some(b'{' | b'[') => {
            let mut depth = 0_usize;
            let mut at = at;
            while let Some(byte) = bytes.get(at) {
                match byte {
                    b'"' => {
                        at = skip_string(bytes, at);
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            return at + 1;
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
            bytes.len()
        }
        Some(_) => {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest.iter().position(|byte| is_space(*byte) || matches!(byte, b',' | b'}' | b']'));
            at + length.unwrap_or(rest.len()).max(1)
        }
        None => bytes.len(),
    }
}

/// Whether a text, which need not be valid, nests objects and arrays deeper than `limit`.
pub(super) fn is_deeper(text: &str, limit: usize) -> bool {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = skip_string(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return true;
        }
        at += 1;
    }
    false
}

impl<'a> Node<'a> {
    /// The value that a validated text is.
    pub(super) fn root(text: &'a str) -> Self {
        let start = skip_space(text.as_bytes(), 0);
        let end = skip_value(text.as_bytes(), start);
        Self::at(text, start, end)
    }

    /// The value at a place that was taken from the same text.
    pub(super) fn of(text: &'a str, range: Range) -> Self {
        Self { text, range }
    }

    fn at(text: &'a str, start: usize, end: usize) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { text, range: Range { start: offset(start), end: offset(end) } }
    }

    /// Another value of the same text.
    pub(super) fn sibling(self, range: Range) -> Self {
        Self { range, ..self }
    }

    /// Where it stands.
    pub(super) fn range(self) -> Range {
        self.range
    }

    /// The text as it is written.
    pub(super) fn written(self) -> &'a str {
        self.text.get(self.range.start as usize..self.range.end as usize).unwrap_or_default()
    }

    fn first(self) -> Option<u8> {
        self.text.as_bytes().get(self.range.start as usize).copied()
    }

    /// Whether it is `null`.
    pub(super) fn is_null(self) -> bool {
        self.first() == Some(b'n')
    }

    /// Whether it is `true`.
    pub(super) fn is_true(self) -> bool {
        self.first() == Some(b't')
    }

    /// Whether it is an object.
    pub(super) fn is_object(self) -> bool {
        self.first() == Some(b'{')
    }

    /// Whether it is an array.
    pub(super) fn is_array(self) -> bool {
        self.first() == Some(b'[')
    }

    /// The string, if it is one.
    pub(super) fn as_str(self) -> Option<Cow<'a, str>> {
        let inner = self.written().strip_prefix('"')?.strip_suffix('"')?;
        if !inner.contains('\\') {
            return Some(Cow::Borrowed(inner));
        }
        let value = from_json(self.written()).ok()?;
        value.as_str().map(|text| Cow::Owned(text.to_owned()))
    }

    /// The string as a short one.
    pub(super) fn as_name(self) -> Option<SmolStr> {
        self.as_str().map(SmolStr::new)
    }

    /// The whole number, if it is one.
    pub(super) fn as_u64(self) -> Option<u64> {
        self.written().parse().ok()
    }

    /// The value without a type: objects and tuples.
    pub(super) fn value(self) -> Option<Value> {
        from_json(self.written()).ok()
    }

    /// The members of an object; none of anything else.
    pub(super) fn members(self) -> Members<'a> {
        let at = if self.is_object() { self.range.start as usize + 1 } else { usize::MAX };
        Members { text: self.text, at, end: self.range.end as usize }
    }

    /// The elements of an array; none of anything else.
    pub(super) fn elements(self) -> Elements<'a> {
        let at = if self.is_array() { self.range.start as usize + 1 } else { usize::MAX };
        Elements { text: self.text, at, end: self.range.end as usize }
    }

    /// The member of that name with its key.
    pub(super) fn member(self, name: &str) -> Option<Member<'a>> {
        self.members().find(|member| {
            let written = member.key.written();
            let plain = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
            plain == name || (plain.contains('\\') && member.key.as_str().as_deref() == Some(name))
        })
    }

    /// The member of that name.
    pub(super) fn get(self, name: &str) -> Option<Node<'a>> {
        self.member(name).map(|member| member.value)
    }

    /// The string at that name.
    pub(super) fn name(self, name: &str) -> Option<SmolStr> {
        self.get(name)?.as_name()
    }
}

/// Members of an object, in order.
pub(super) struct Members<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let bytes = self.text.as_bytes();
        let key = skip_space(bytes, self.at);
        if bytes.get(key) != Some(&b'"') {
            self.at = usize::MAX;
            return None;
        }
        let key_end = skip_string(bytes, key);
        let colon = skip_space(bytes, key_end);
        let value = skip_space(bytes, colon + 1);
        let value_end = skip_value(bytes, value);
        self.at = skip_space(bytes, value_end) + 1;
        Some(Member { key: Node::at(self.text, key, key_end), value: Node::at(self.text, value, value_end) })
    }
}

/// Elements of an array, in order.
pub(super) struct Elements<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let bytes = self.text.as_bytes();
        let start = skip_space(bytes, self.at);
        if start >= self.end || bytes.get(start) == Some(&b']') {
            self.at = usize::MAX;
            return None;
        }
        let end = skip_value(bytes, start);
        self.at = skip_space(bytes, end) + 1;
        Some(Node::at(self.text, start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn values_are_found_where_they_stand() {
        let text = r#" { "a" : [ 1, "x\"]", {"b":null} , true ], "c\u0064": {"e": []}, "f":{} } "#;
        let root = Node::root(text);
        assert_eq!(root.members().count(), 3);
        let a = root.get("a").unwrap();
        let written: Vec<&str> = a.elements().map(Node::written).collect();
        assert_eq!(written, ["1", r#""x\"]""#, r#"{"b":null}"#, "true"]);
        assert_eq!(a.elements().nth(1).unwrap().as_str().unwrap(), "x\"]");
        assert!(a.elements().nth(2).unwrap().get("b").unwrap().is_null());
        assert_eq!(root.get("cd").unwrap().get("e").unwrap().elements().count(), 0);
        assert_eq!(root.get("f").unwrap().members().count(), 0);
        assert!(root.get("g").is_none());
    }

    #[test]
    fn broken_text_ends_somewhere() {
        for text in ["", "{", "[", "{\"a", "{\"a\":", "[1,", "[[[", "{\"a\":\"\\", "nul", "]", "{]"] {
            let root = Node::root(text);
            assert!(root.members().count() + root.elements().count() < 10);
        }
    }
}
