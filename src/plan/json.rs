//! JSON by place: a value is the range of the text that it stands in, and is looked into when somebody asks.
//!
//! A plan is large and rules read little of it; so nothing is built of it but what is read, and every value has its place in the file.
//! The text has been looked over as a whole ([`super::outline`]); here it is trusted, and only never read past its end.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::grammar::{skip_space, skip_string};
use super::outline::SMALL;
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
    json: Json<'a>,
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

/// A text with what was kept of its outline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its larger objects and arrays, by where they begin; those of interest, where they are known to be within a part of it.
    pub(super) large: &'a [Range],
}

impl<'a> Json<'a> {
    fn bytes(self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// The value that the text is.
    pub(super) fn root(self) -> Node<'a> {
        self.value(skip_space(self.bytes(), 0))
    }

    /// The same with only those large ones that begin at `at` or behind it. As a rule they are near.
    fn from(self, at: usize) -> Self {
        let is_before = |range: &Range| (range.start as usize) < at;
        let mut reach = 1;
        while self.large.get(reach).is_some_and(is_before) {
            reach *= 2;
        }
        let near = self.large.get(..reach).unwrap_or(self.large);
        let passed = near.partition_point(is_before);
        Self { large: self.large.get(passed..).unwrap_or_default(), ..self }
    }

    /// The value at `at`; large ones that begin before it are left out of this.
    fn value(self, at: usize) -> Node<'a> {
        let bytes = self.bytes();
        let end = match bytes.get(at) {
            Some(b'"') => skip_string(bytes, at),
            Some(b'{' | b'[') => match self.large.first() {
                Some(known) if known.start as usize == at => known.end as usize,
                _ => skip_nested(bytes, at),
            },
            Some(_) => {
                let rest = bytes.get(at..).unwrap_or_default();
                let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r');
                at + rest.iter().position(ends).unwrap_or(rest.len()).max(1)
            }
            None => bytes.len(),
        };
        Node::at(self, at, end)
    }
}

/// One past the object or array at `start`.
fn skip_nested(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
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

/// The outermost object of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'a> {
    /// The text.
    pub(super) json: Json<'a>,
    /// Where the members of the outermost object stand, by name.
    pub(super) members: &'a [(SmolStr, Range)],
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
        Node { json: self.json, range }
    }
}

impl<'a> Node<'a> {
    /// The value that a validated text is.
    #[cfg(test)]
    pub(super) fn root(text: &'a str) -> Self {
        Json { text, large: &[] }.root()
    }

    fn at(json: Json<'a>, start: usize, end: usize) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { json, range: Range { start: offset(start), end: offset(end) } }
    }

    /// Where it stands.
    pub(super) fn range(self) -> Range {
        self.range
    }

    /// The text as it is written.
    pub(super) fn written(self) -> &'a str {
        self.json.text.get(self.range.start as usize..self.range.end as usize).unwrap_or_default()
    }

    fn first(self) -> Option<u8> {
        self.json.bytes().get(self.range.start as usize).copied()
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
        Members { inside: self.inside(b'{') }
    }

    /// The elements of an array; none of anything else.
    pub(super) fn elements(self) -> Elements<'a> {
        Elements { inside: self.inside(b'[') }
    }

    /// What stands behind the mark that it begins with.
    fn inside(self, mark: u8) -> Inside<'a> {
        let (start, end) = (self.range.start as usize, self.range.end as usize);
        let json = match end - start {
            // What is small holds nothing large.
            ..=SMALL => Json { large: &[], ..self.json },
            _ => self.json.from(start + 1),
        };
        let at = if self.first() == Some(mark) { start + 1 } else { usize::MAX };
        Inside { json, at, end }
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

/// The rest of an object or array.
struct Inside<'a> {
    json: Json<'a>,
    at: usize,
    end: usize,
}

impl<'a> Inside<'a> {
    /// The key or element that begins next; `None` at the end.
    fn next(&mut self) -> Option<usize> {
        if self.at >= self.end {
            return None;
        }
        let start = skip_space(self.json.bytes(), self.at);
        let is_last = start >= self.end || matches!(self.json.bytes().get(start), Some(b']' | b'}'));
        (!is_last).then_some(start)
    }

    /// The value at `start`, which is gone past.
    fn take(&mut self, start: usize) -> Node<'a> {
        let bytes = self.json.bytes();
        if let Some(b'{' | b'[') = bytes.get(start) {
            self.json = self.json.from(start);
        }
        let value = self.json.value(start);
        self.at = skip_space(bytes, value.range.end as usize) + 1;
        value
    }
}

/// Members of an object, in order.
pub(super) struct Members<'a> {
    inside: Inside<'a>,
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.inside.next()?;
        let json = self.inside.json;
        if json.bytes().get(key) != Some(&b'"') {
            self.inside.at = usize::MAX;
            return None;
        }
        let key_end = skip_string(json.bytes(), key);
        let colon = skip_space(json.bytes(), key_end);
        let value = self.inside.take(skip_space(json.bytes(), colon + 1));
        Some(Member { key: Node::at(json, key, key_end), value })
    }
}

/// Elements of an array, in order.
pub(super) struct Elements<'a> {
    inside: Inside<'a>,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.inside.next()?;
        Some(self.inside.take(start))
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

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
