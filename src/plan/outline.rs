//! A text looked over once: that it is JSON, where its larger objects and arrays end, and where the members of the outermost one stand.
//!
//! `serde_json` could tell whether it is JSON, but not where anything stands, so that it would be a second pass over a hundred megabytes;
//! a property test holds both to the same answer.

use smol_str::SmolStr;

use super::grammar::{key, scalar, skip_space, string};
use super::json::{Document, Json, Range};

/// Bytes of an object or array of which the end is looked for each time; of every larger one it is kept.
pub(super) const SMALL: usize = 128;

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
    /// Its objects and arrays are nested deeper than is allowed; behind that, it need not be JSON.
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
        let large = large(text.as_bytes(), max_depth)?;
        let root = Json { text, large: &large }.root();
        if !root.is_object() {
            return Err(NoOutline::NotAnObject);
        }
        let members = root.members().filter_map(|member| Some((member.key.as_name()?, member.value.range())));
        let members = members.collect();
        Ok(Self { large, members })
    }

    /// With the text that it is of.
    pub(super) fn in_text<'a>(&'a self, text: &'a str) -> Document<'a> {
        Document { json: Json { text, large: &self.large }, members: &self.members }
    }
}

/// An object or array that has not ended yet.
#[derive(Clone, Copy)]
struct Open {
    is_object: bool,
    /// Its place among the large ones.
    index: usize,
}

/// The objects and arrays of more than [`SMALL`] bytes in a text that is JSON, by where they begin.
fn large(bytes: &[u8], max_depth: usize) -> Result<Vec<Range>, NoOutline> {
    let broken = NoOutline::NotAnObject;
    let mut large = Large { ranges: Vec::new(), most: bytes.len() / SMALL + 1 };
    let mut open: Vec<Open> = Vec::with_capacity(max_depth.min(1_024));
    let mut at = skip_space(bytes, 0);
    loop {
        // A value begins here.
        let first = *bytes.get(at).ok_or(broken)?;
        match first {
            b'{' | b'[' if open.len() >= max_depth => return Err(NoOutline::TooDeep),
            b'{' | b'[' => {
                let is_object = first == b'{';
                open.push(Open { is_object, index: large.begin(at) });
                at = skip_space(bytes, at + 1);
                match bytes.get(at) {
                    Some(b'}') if is_object => {}
                    Some(b']') if !is_object => {}
                    Some(_) if is_object => {
                        at = key(bytes, at).ok_or(broken)?;
                        continue;
                    }
                    _ => continue,
                }
            }
            b'"' => at = string(bytes, at).ok_or(broken)?,
            _ => at = scalar(bytes, at).ok_or(broken)?,
        }
        // What follows it: the ends of what it stands in, and then the next value.
        loop {
            at = skip_space(bytes, at);
            let Some(innermost) = open.last() else {
                return if at == bytes.len() { Ok(large.ranges) } else { Err(broken) };
            };
            match (bytes.get(at), innermost.is_object) {
                (Some(b','), true) => {
                    at = key(bytes, skip_space(bytes, at + 1)).ok_or(broken)?;
                    break;
                }
                (Some(b','), false) => {
                    at = skip_space(bytes, at + 1);
                    break;
                }
                (Some(b'}'), true) | (Some(b']'), false) => {
                    at += 1;
                    large.end(innermost.index, at);
                    open.pop();
                }
                _ => return Err(broken),
            }
        }
    }
}

/// Large objects and arrays, while they are found.
struct Large {
    ranges: Vec<Range>,
    /// A text made to have very many is not worth more memory; of what is not kept the end is looked for.
    most: usize,
}

impl Large {
    /// The place among them of what begins at a byte.
    fn begin(&mut self, at: usize) -> usize {
        if self.ranges.len() >= self.most {
            return usize::MAX;
        }
        self.ranges.push(Range { start: offset(at), end: offset(at) });
        self.ranges.len() - 1
    }

    fn end(&mut self, index: usize, at: usize) {
        let is_last = index.checked_add(1) == Some(self.ranges.len());
        let Some(range) = self.ranges.get_mut(index) else { return };
        range.end = offset(at);
        // What stands in a small one is smaller, and gone already.
        if is_last && (range.end - range.start) as usize <= SMALL {
            self.ranges.pop();
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    use super::super::json::Node;
    use super::{NoOutline, Outline, SMALL, large};

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
        for broken in
            ["", "[]", "1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}}", "{\"a\":1 2}", "{\"a\":[1}"]
        {
            assert_eq!(Outline::of(broken, 9), Err(NoOutline::NotAnObject), "{broken}");
        }
    }

    /// Whether a text is JSON, as `serde_json` sees it.
    fn is_json(text: &str) -> bool {
        serde_json::from_str::<IgnoredAny>(text).is_ok()
    }

    #[test]
    fn what_is_json_is_what_serde_json_says() {
        let numbers =
            ["0", "-0", "01", "-", "1.", "1.5", ".5", "1e", "1e5", "1E+5", "1e-05", "1e+", "+1", "0x1", "1_0", "--1"];
        let words = ["true", "tru", "truee", "null", "nul", "false", "fals", "NaN", "True", "a"];
        let strings = [
            r#""""#,
            r#"""#,
            r#""\""#,
            r#""\\""#,
            r#""\u00e4\n\/""#,
            r#""\u00e""#,
            r#""\u00eg""#,
            r#""\ud800""#,
            r#""\x""#,
            r#""ä€𝄞""#,
            "\"a\tb\"",
            "\"a\u{7f}b\"",
            "\"\0\"",
            "'a'",
            "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa\u{1f}\"",
        ];
        let structures = [
            "{}",
            "[]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "{1:1}",
            "{\"a\":1]",
            "[1}",
            "]",
            "}",
            "{,}",
            "[[]",
            "[]]",
            "\u{feff}{}",
            "{}{}",
            "{} \t\r\n",
            "\u{b}{}",
            "[\"a\":1]",
            "{\"a\"}",
            "{\"a\":{\"b\":[{},[],1]}}",
        ];
        for text in numbers.iter().chain(&words).chain(&strings).chain(&structures) {
            for text in [(*text).to_owned(), format!("[{text}]"), format!("{{\"k\": {text} , {text}: 1}}")] {
                assert_eq!(large(text.as_bytes(), 99).is_ok(), is_json(&text), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn pieces_of_json_are_json_where_serde_json_says_so(
            pieces in proptest::collection::vec(
                prop::sample::select(vec![
                    "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\", "\\u12aB", "\\n", " ", "\n", "0", "-", "1.5e+3", "true", "null", "ä",
                    "\u{1f}", "{\"a\":", "[1,", "\"0123456789\"",
                ]),
                0..12,
            ),
        ) {
            let text = pieces.concat();
            prop_assert_eq!(large(text.as_bytes(), 99).is_ok(), is_json(&text), "{}", text);
        }

        /// What is JSON, with one byte changed.
        #[test]
        fn broken_json_is_broken_where_serde_json_says_so(
            value in proptest::collection::vec((0u8..5, "[ -~]{0,20}"), 0..8),
            at in any::<prop::sample::Index>(),
            byte in prop::sample::select(b"{}[],:\"\\ 0-.eE+tfn\x01u".to_vec()),
        ) {
            let member = |(kind, text): &(u8, String)| match kind {
                0 => serde_json::json!(text),
                1 => serde_json::json!([text, 1.5, null]),
                2 => serde_json::json!({ text: true }),
                3 => serde_json::json!({ "a": [{ "b": [] }], text: -12 }),
                _ => serde_json::json!([]),
            };
            let mut text = serde_json::json!(value.iter().map(member).collect::<Vec<_>>()).to_string().into_bytes();
            prop_assert!(large(&text, 99).is_ok());
            let at = at.index(text.len());
            text[at] = byte;
            let text = String::from_utf8(text).unwrap();
            prop_assert_eq!(large(text.as_bytes(), 99).is_ok(), is_json(&text), "{}", text);
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
}
