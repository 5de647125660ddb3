//! JSON by place: a value is the range of the text that it stands in, and is looked into when somebody asks.
//!
//! A plan is large and rules read little of it; so nothing is built of it but what is read, and every value has its place in the file.
//! The text has been validated as a whole before, so the scanner trusts it and only never runs past its end.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
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

/// Bytes of a string that are looked at one by one: most strings of a plan are shorter than what a faster search takes to begin.
const SHORT: usize = 24;

/// One past the closing quote of the string at `at`.
fn skip_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    let ends = |byte: &u8| matches!(byte, b'"' | b'\\');
    match bytes.get(at..).map(|rest| rest.iter().take(SHORT).position(ends)) {
        Some(Some(found)) if bytes.get(at + found) == Some(&b'"') => return at + found + 1,
        Some(Some(found)) => at += found,
        Some(None) | None => at += SHORT,
    }
    loop {
        match bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
            Some(found) if bytes.get(at + found) == Some(&b'"') => return at + found + 1,
            Some(found) => at += found + 2,
            None => return bytes.len(),
        }
    }
}

/// Which bytes open or close something.
const STRUCTURE: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'{' as usize] = true;
    table[b'}' as usize] = true;
    table[b'[' as usize] = true;
    table[b']' as usize] = true;
    table
};

/// The place of the next byte that opens or closes something, and the byte.
fn next_structure(bytes: &[u8], at: usize) -> Option<(usize, u8)> {
    let rest = bytes.get(at..)?;
    let found = rest.iter().position(|byte| STRUCTURE[usize::from(*byte)])?;
    Some((at + found, *rest.get(found)?))
}

/// One past the value at `at`.
fn skip_value(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'"') => skip_string(bytes, at),
        Some(b'{' | b'[') => {
            let mut depth = 0_usize;
            let mut at = at;
            while let Some((found, byte)) = next_structure(bytes, at) {
                at = found + 1;
                match byte {
                    b'"' => at = skip_string(bytes, found),
                    b'{' | b'[' => depth += 1,
                    _ => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            return at;
                        }
                    }
                }
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
    while let Some((found, byte)) = next_structure(bytes, at) {
        at = found + 1;
        match byte {
            b'"' => at = skip_string(bytes, found),
            b'{' | b'[' => depth += 1,
            _ => depth = depth.saturating_sub(1),
        }
        if depth > limit {
            return true;
        }
    }
    false
}

/// Where the members of the outermost object of a document stand: a document of a hundred megabytes is not to be searched for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TopLevel(Vec<(SmolStr, Range)>);

impl TopLevel {
    /// The members of the object that a text is, validated in the same pass; `None` where it is no object, or no JSON.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        // The value at a place, read by somebody who knows JSON, and where it ends.
        fn read<'t, T: Deserialize<'t>>(text: &'t str, at: usize) -> Option<(T, usize)> {
            let mut values = serde_json::Deserializer::from_str(text.get(at..)?).into_iter::<T>();
            let value = values.next()?.ok()?;
            Some((value, at + values.byte_offset()))
        }
        let mut members = Vec::new();
        let mut at = skip_space(bytes, 0);
        if bytes.get(at) != Some(&b'{') {
            return None;
        }
        let mut closing = skip_space(bytes, at + 1);
        if bytes.get(closing) != Some(&b'}') {
            loop {
                let (name, end) = read::<String>(text, skip_space(bytes, at + 1))?;
                let colon = skip_space(bytes, end);
                if bytes.get(colon) != Some(&b':') {
                    return None;
                }
                let start = skip_space(bytes, colon + 1);
                let (_, end) = read::<IgnoredAny>(text, start)?;
                let range = Range { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? };
                members.push((SmolStr::new(name), range));
                at = skip_space(bytes, end);
                match bytes.get(at) {
                    Some(b',') => {}
                    Some(b'}') => break,
                    _ => return None,
                }
            }
            closing = at;
        }
        (skip_space(bytes, closing + 1) == bytes.len()).then_some(Self(members))
    }

    /// With the text that it was read from.
    pub(super) fn in_text<'a>(&'a self, text: &'a str) -> Document<'a> {
        Document { text, members: &self.0 }
    }
}

/// The outermost object of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'a> {
    text: &'a str,
    members: &'a [(SmolStr, Range)],
}

impl<'a> Document<'a> {
    /// The member of that name.
    pub(super) fn get(self, name: &str) -> Option<Node<'a>> {
        let (_, range) = self.members.iter().find(|(known, _)| known == name)?;
        Some(self.node(*range))
    }

    /// The names of its members, in order.
    pub(super) fn names(self) -> impl Iterator<Item = &'a str> {
        self.members.iter().map(|(name, _)| name.as_str())
    }

    /// The string at that name.
    pub(super) fn name(self, name: &str) -> Option<SmolStr> {
        self.get(name)?.as_name()
    }

    /// The value at a place of the document.
    pub(super) fn node(self, range: Range) -> Node<'a> {
        Node::of(self.text, range)
    }
}

impl<'a> Node<'a> {
    /// The value that a validated text is.
    #[cfg(test)]
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

    /// The members of these names, in one pass.
    pub(super) fn pick<const N: usize>(self, names: [&str; N]) -> [Option<Node<'a>>; N] {
        let mut picked = [None; N];
        for member in self.members() {
            let Some(key) = member.key.as_str() else { continue };
            if let Some(at) = names.iter().position(|name| *name == key)
                && let Some(place @ None) = picked.get_mut(at)
            {
                *place = Some(member.value);
            }
        }
        picked
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
    use super::{Node, TopLevel};

    #[test]
    fn the_outermost_object_is_validated_while_its_members_are_found() {
        let text = " {\"a\" : [1, {\"b\": null}] , \"c\\u0064\":-1.5e3,\"a\":2}\n";
        let top = TopLevel::of(text).unwrap();
        let document = top.in_text(text);
        assert_eq!(document.get("a").unwrap().written(), "[1, {\"b\": null}]");
        assert_eq!(document.get("cd").unwrap().written(), "-1.5e3");
        assert!(document.get("b").is_none());
        assert_eq!(TopLevel::of("{ }"), Some(TopLevel::default()));
        for broken in [
            "",
            "[]",
            "1",
            "{",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\":1}}",
            "{\"a\":1 2}",
            "{\"a\":[1}",
            "{a:1}",
            "{\"a\":01}",
        ] {
            assert_eq!(TopLevel::of(broken), None, "{broken}");
        }
    }

    #[test]
    fn members_are_picked_in_one_pass() {
        let [b, none, a] = Node::root(r#"{"a":1,"b":{"a":2},"a":3}"#).pick(["b", "c", "a"]);
        assert_eq!(b.map(Node::written), Some("{\"a\":2}"));
        assert_eq!(a.map(Node::written), Some("1"));
        assert!(none.is_none());
    }

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
