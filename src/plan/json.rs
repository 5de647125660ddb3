//! JSON by place: a value is the range of the text that it stands in, and is looked into when somebody asks.
//!
//! A plan is large and rules read little of it; so nothing is built of it but what is read, and every value has its place in the file.
//! The text is validated as a whole and outlined once; behind that, the scanner trusts it and only never runs past its end.

use std::borrow::Cow;

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

/// A text with what was kept of its outline.
#[derive(Clone, Copy, Debug)]
struct Json<'a> {
    text: &'a str,
    large: &'a [Range],
}

impl<'a> Json<'a> {
    fn bytes(self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// One past the value at `at`.
    fn skip_value(self, at: usize) -> usize {
        let bytes = self.bytes();
        match bytes.get(at) {
            Some(b'"') => skip_string(bytes, at),
            Some(b'{' | b'[') => self.skip_nested(at),
            Some(_) => {
                let rest = bytes.get(at..).unwrap_or_default();
                let length = rest.iter().position(|byte| is_space(*byte) || matches!(byte, b',' | b'}' | b']'));
                at + length.unwrap_or(rest.len()).max(1)
            }
            None => bytes.len(),
        }
    }

    /// One past the object or array at `start`.
    fn skip_nested(self, start: usize) -> usize {
        let bytes = self.bytes();
        let (mut at, mut depth) = (start, 0_usize);
        let mut is_looked_up = false;
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
            if at - start > SMALL && !is_looked_up {
                is_looked_up = true;
                let known = self.large.binary_search_by_key(&start, |range| range.start as usize);
                if let Some(range) = known.ok().and_then(|index| self.large.get(index)) {
                    return range.end as usize;
                }
            }
        }
        bytes.len()
    }
}

/// Bytes of an object or array of which the end is looked for each time; of every larger one it is kept.
const SMALL: usize = 128;

/// What is known of a text once it has been looked over: that it is JSON, where its larger objects and arrays end, and where the
/// members of the outermost object stand. What nobody asks for is passed over in one step then, however large it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// The objects and arrays of more than [`SMALL`] bytes, by where they begin.
    large: Vec<Range>,
    members: Vec<(SmolStr, Range)>,
}

/// Why a text has no outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoOutline {
    /// Its objects and arrays are nested deeper than is allowed; it need not be JSON.
    TooDeep,
    /// It is no object, or no JSON.
    NotAnObject,
}

impl Outline {
    /// Looks over a text that nests objects and arrays no deeper than `max_depth`.
    ///
    /// # Errors
    /// Where it is something else than an object in JSON.
    pub(super) fn of(text: &str, max_depth: usize) -> Result<Self, NoOutline> {
        let large = large(text.as_bytes(), max_depth).ok_or(NoOutline::TooDeep)?;
        let start = skip_space(text.as_bytes(), 0);
        // Whether it is JSON is left to somebody who knows JSON.
        if text.as_bytes().get(start) != Some(&b'{') || serde_json::from_str::<IgnoredAny>(text).is_err() {
            return Err(NoOutline::NotAnObject);
        }
        let json = Json { text, large: &large };
        let root = Node::at(json, start, json.skip_value(start));
        let members = root.members().filter_map(|member| Some((member.key.as_name()?, member.value.range)));
        let members = members.collect();
        Ok(Self { large, members })
    }

    /// With the text that it is of.
    pub(super) fn in_text<'a>(&'a self, text: &'a str) -> Document<'a> {
        Document { json: Json { text, large: &self.large }, members: &self.members }
    }
}

/// The objects and arrays of more than [`SMALL`] bytes, by where they begin; `None` where any are nested deeper than `max_depth`.
fn large(bytes: &[u8], max_depth: usize) -> Option<Vec<Range>> {
    let mut large: Vec<Range> = Vec::new();
    // Which of them are open.
    let mut open: Vec<usize> = Vec::with_capacity(max_depth.min(1_024));
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut at = 0;
    while let Some((found, byte)) = next_structure(bytes, at) {
        at = found + 1;
        match byte {
            b'"' => at = skip_string(bytes, found),
            b'{' | b'[' => {
                if open.len() >= max_depth {
                    return None;
                }
                // A text made to have very many is not worth more memory; of what is not kept the end is looked for.
                let is_kept = large.len() <= bytes.len() / SMALL;
                open.push(if is_kept { large.len() } else { usize::MAX });
                if is_kept {
                    large.push(Range { start: offset(found), end: offset(bytes.len()) });
                }
            }
            _ => {
                let Some(index) = open.pop() else { continue };
                let is_last = index.checked_add(1) == Some(large.len());
                let Some(range) = large.get_mut(index) else { continue };
                range.end = offset(at);
                // What stands in a small one is smaller, and gone already.
                if is_last && (range.end - range.start) as usize <= SMALL {
                    large.pop();
                }
            }
        }
    }
    Some(large)
}

/// The outermost object of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'a> {
    json: Json<'a>,
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
        Node { json: self.json, range }
    }
}

impl<'a> Node<'a> {
    /// The value that a validated text is.
    #[cfg(test)]
    pub(super) fn root(text: &'a str) -> Self {
        let json = Json { text, large: &[] };
        let start = skip_space(text.as_bytes(), 0);
        Self::at(json, start, json.skip_value(start))
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
        let at = if self.is_object() { self.range.start as usize + 1 } else { usize::MAX };
        Members { json: self.json, at, end: self.range.end as usize }
    }

    /// The elements of an array; none of anything else.
    pub(super) fn elements(self) -> Elements<'a> {
        let at = if self.is_array() { self.range.start as usize + 1 } else { usize::MAX };
        Elements { json: self.json, at, end: self.range.end as usize }
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
    json: Json<'a>,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let bytes = self.json.bytes();
        let key = skip_space(bytes, self.at);
        if bytes.get(key) != Some(&b'"') {
            self.at = usize::MAX;
            return None;
        }
        let key_end = skip_string(bytes, key);
        let colon = skip_space(bytes, key_end);
        let value = skip_space(bytes, colon + 1);
        let value_end = self.json.skip_value(value);
        self.at = skip_space(bytes, value_end) + 1;
        Some(Member { key: Node::at(self.json, key, key_end), value: Node::at(self.json, value, value_end) })
    }
}

/// Elements of an array, in order.
pub(super) struct Elements<'a> {
    json: Json<'a>,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let bytes = self.json.bytes();
        let start = skip_space(bytes, self.at);
        if start >= self.end || bytes.get(start) == Some(&b']') {
            self.at = usize::MAX;
            return None;
        }
        let end = self.json.skip_value(start);
        self.at = skip_space(bytes, end) + 1;
        Some(Node::at(self.json, start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::{NoOutline, Node, Outline, SMALL};

    #[test]
    fn the_outermost_object_is_validated_and_its_members_are_found() {
        let text = " {\"a\" : [1, {\"b\": null}] , \"c\\u0064\":-1.5e3,\"a\":2}\n";
        let outline = Outline::of(text, 3).unwrap();
        let document = outline.in_text(text);
        assert_eq!(document.get("a").unwrap().written(), "[1, {\"b\": null}]");
        assert_eq!(document.get("cd").unwrap().written(), "-1.5e3");
        assert!(document.get("b").is_none());
        assert_eq!(Outline::of(text, 2), Err(NoOutline::TooDeep));
        assert_eq!(Outline::of("{ }", 1), Ok(Outline::default()));
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
            "{\"a\":[1}]",
            "]{\"a\":1}",
            "{a:1}",
            "{\"a\":01}",
        ] {
            assert_eq!(Outline::of(broken, 9), Err(NoOutline::NotAnObject), "{broken}");
        }
    }

    #[test]
    fn what_is_passed_over_in_one_step_ends_where_it_ends() {
        // Objects and arrays of all sizes around the one from which ends are kept, with brackets and quotes in their strings.
        let of_length = |length: usize| {
            format!(r#"{{"]":[{{}}],"x\"}}":"{}"}}"#, "{\"".escape_default().to_string().repeat(length))
        };
        let elements: Vec<String> = (0..120).map(of_length).collect();
        let text = format!(r#"{{"deep":[[{0}],{{"a":[{0}]}}],"end":1}}"#, elements.join(" ,\n"));
        let outline = Outline::of(&text, 9).unwrap();
        assert!(outline.large.len() > 50 && outline.large.len() < 2 * elements.len());
        assert!(outline.large.iter().all(|range| (range.end - range.start) as usize > SMALL));
        assert!(outline.large.is_sorted_by_key(|range| range.start));
        let document = outline.in_text(&text);
        let deep: Vec<Node<'_>> = document.get("deep").unwrap().elements().collect();
        let written = |array: Node<'_>| array.elements().map(|node| node.written().to_owned()).collect::<Vec<_>>();
        assert_eq!(written(deep[0]), elements);
        assert_eq!(written(deep[1].get("a").unwrap()), elements);
        assert_eq!(document.get("end").unwrap().written(), "1");
        // The same without an outline.
        assert_eq!(written(Node::root(&text).get("deep").unwrap().elements().next().unwrap()), elements);
    }

    #[test]
    fn an_outline_is_smaller_than_its_text() {
        let nested = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        let text = format!(r#"{{"a":[{}],"b":{nested}}}"#, vec![nested.as_str(); 200].join(","));
        let outline = Outline::of(&text, 256).unwrap();
        assert!(outline.large.len() <= text.len() / SMALL + 1, "{}", outline.large.len());
        let document = outline.in_text(&text);
        assert_eq!(document.get("a").unwrap().elements().count(), 200);
        assert_eq!(document.get("b").unwrap().written(), nested);
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
