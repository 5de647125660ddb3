//! `yamldecode`: one YAML document, with go-cty-yaml's reading of plain scalars, tags and merge keys.

use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use smol_str::SmolStr;

use super::date_time;
use crate::value::{Data, Number, Type, Value, convert};

/// Values that a document may stand for, aliases counted as often as they are used.
const MAX_NODES: usize = 1_000_000;

/// Nesting of sequences and mappings.
const MAX_DEPTH: usize = 256;

/// The value of a YAML text.
pub(super) fn from_yaml(text: &str) -> Result<Value, String> {
    // The reference adds no line break at the end of the text, the parser does.
    let open_end = (!text.ends_with('\n')).then(|| text.chars().count());
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: HashMap::new(), nodes: 0, open_end };
    loop {
        match reader.next()? {
            Event::StreamStart | Event::Nothing => {}
            Event::DocumentStart(_) => break,
            _ => return Err("missing start of document".to_owned()),
        }
    }
    let event = reader.next()?;
    let value = reader.node(event, 0)?;
    loop {
        match reader.next()? {
            Event::DocumentEnd | Event::Nothing => {}
            Event::StreamEnd => return Ok(value.value),
            _ => return Err("unexpected extra content after value".to_owned()),
        }
    }
}

/// A value, and how many values it is made of.
#[derive(Clone)]
struct Node {
    value: Value,
    nodes: usize,
    /// Whether it is the plain scalar `<<` or has the tag `!!merge`, which as a key merges a mapping.
    is_merge: bool,
}

impl Node {
    fn scalar(value: Value) -> Self {
        Self { value, nodes: 1, is_merge: false }
    }
}

struct Reader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    /// What anchors stand for; `None` while that is being read.
    anchors: HashMap<usize, Option<Node>>,
    nodes: usize,
    /// Where the text ends, in characters, if it does so in a line that is not ended.
    open_end: Option<usize>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Event<'a>, String> {
        match self.parser.next_event() {
            Some(Ok((
                Event::Scalar(text, style @ (ScalarStyle::Literal | ScalarStyle::Folded), anchor, tag),
                place,
            ))) if self.open_end == Some(place.end.index()) => {
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
                Ok(Event::Scalar(text.into(), style, anchor, tag))
            }
            Some(Ok((event, _))) => Ok(event),
            Some(Err(error)) => Err(error.to_string()),
            None => Ok(Event::StreamEnd),
        }
    }

    fn count(&mut self, nodes: usize) -> Result<(), String> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES { Err(format!("the document has more than {MAX_NODES} values")) } else { Ok(()) }
    }

    fn node(&mut self, event: Event<'a>, depth: usize) -> Result<Node, String> {
        if depth > MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        }
        self.count(1)?;
        match event {
            Event::Alias(anchor) => {
                let node = match self.anchors.get(&anchor) {
                    Some(Some(node)) => node.clone(),
                    Some(None) => return Err("cannot refer to an anchor from inside its own definition".to_owned()),
                    None => return Err("reference to undefined anchor".to_owned()),
                };
                self.count(node.nodes)?;
                Ok(node)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let node = scalar(&text, style, tag.as_deref())?;
                self.anchors.insert(anchor, Some(node.clone()));
                Ok(node)
            }
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "seq", "sequence")?;
                self.anchors.insert(anchor, None);
                let mut elements = Vec::new();
                let mut nodes = 1;
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => {
                            let node = self.node(event, depth + 1)?;
                            nodes += node.nodes;
                            elements.push(node.value);
                        }
                    }
                }
                let node = Node { value: Value::tuple(elements), nodes, is_merge: false };
                self.anchors.insert(anchor, Some(node.clone()));
                Ok(node)
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "map", "mapping")?;
                self.anchors.insert(anchor, None);
                let node = self.mapping(depth)?;
                self.anchors.insert(anchor, Some(node.clone()));
                Ok(node)
            }
            Event::StreamEnd | Event::DocumentEnd => Err("missing start of document".to_owned()),
            _ => Err("unexpected content".to_owned()),
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Node, String> {
        let mut entries: BTreeMap<SmolStr, Value> = BTreeMap::new();
        let mut nodes = 1;
        loop {
            let key = match self.next()? {
                Event::MappingEnd => break,
                event => self.node(event, depth + 1)?,
            };
            let event = self.next()?;
            let element = self.node(event, depth + 1)?;
            nodes += key.nodes + element.nodes;
            if key.is_merge {
                merge(&element.value, &mut entries)?;
                continue;
            }
            let name = match &key.value.data {
                Data::String(text) => text.clone(),
                Data::Number(number) => number.to_string().into(),
                Data::Bool(known) => known.to_string().into(),
                Data::Null(_) => return Err("mapping key cannot be null".to_owned()),
                _ => return Err("only strings are allowed as mapping keys".to_owned()),
            };
            entries.insert(name, element.value);
        }
        Ok(Node { value: Value::object(entries), nodes, is_merge: false })
    }
}

/// What `<<` adds: a mapping, or all mappings of a sequence.
fn merge(value: &Value, entries: &mut BTreeMap<SmolStr, Value>) -> Result<(), String> {
    match &value.data {
        Data::Object(attributes) => {
            entries.extend(attributes.iter().map(|(name, value)| (name.clone(), value.clone())));
            Ok(())
        }
        Data::Tuple(elements) => {
            for element in elements.iter() {
                match &element.data {
                    Data::Object(_) => merge(element, entries)?,
                    _ => return Err(format!("cannot merge {} into mapping", element.ty().friendly_name())),
                }
            }
            Ok(())
        }
        _ => Err(format!("cannot merge {} into mapping", value.ty().friendly_name())),
    }
}

/// The name of one of YAML's own tags.
fn core_tag(tag: &Tag) -> Result<String, String> {
    let full = format!("{}{}", tag.handle, tag.suffix);
    let name = full.strip_prefix("tag:yaml.org,2002:").or_else(|| full.strip_prefix("!!"));
    name.map(str::to_owned).ok_or_else(|| format!("unsupported tag {full:?}"))
}

fn check_tag(tag: Option<&Tag>, expected: &str, what: &str) -> Result<(), String> {
    match tag.map(core_tag).transpose()? {
        None => Ok(()),
        Some(name) if name == expected => Ok(()),
        Some(name) => Err(format!("can't interpret {what} as tag:yaml.org,2002:{name}")),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Node, String> {
    let Some(name) = tag.map(core_tag).transpose()? else {
        if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            return Ok(Node::scalar(Value::string(text)));
        }
        if text == "<<" {
            return Ok(Node { value: Value::string(text), nodes: 1, is_merge: true });
        }
        let value = implied(text)?;
        // The reference reads text in blocks as it reads plain text, and then makes a string of it.
        return match style {
            ScalarStyle::Plain => Ok(Node::scalar(value)),
            _ => convert(&value, &Type::String).map(Node::scalar).map_err(|error| error.to_string()),
        };
    };
    let fail = || format!("cannot parse {text:?} as tag:yaml.org,2002:{name}");
    let number = |number: Option<Number>| number.map(|number| Data::Number(number).into()).ok_or_else(fail);
    let value = match name.as_str() {
        "str" => Value::string(text),
        "null" => Value::null(),
        "bool" => Value::bool(boolean(text).ok_or_else(fail)?),
        // The reference reads a quoted `!!int "12"` as a string; nobody relies on that.
        "int" | "float" => number(integer(text).or_else(|| float(text)).or_else(|| infinity(text)))?,
        "timestamp" => Value::string(timestamp(text).ok_or_else(fail)?),
        "binary" => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(text).map_err(|_| fail())?;
            Value::string(base64::engine::general_purpose::STANDARD.encode(bytes))
        }
        "merge" => return Ok(Node { value: Value::string(text), nodes: 1, is_merge: true }),
        _ => return Err(format!("unsupported tag \"tag:yaml.org,2002:{name}\"")),
    };
    Ok(Node::scalar(value))
}

/// What a plain scalar is by its looks.
fn implied(text: &str) -> Result<Value, String> {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Ok(Value::null());
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Err("floating point NaN is not supported".to_owned());
    }
    if let Some(known) = boolean(text) {
        return Ok(Value::bool(known));
    }
    if let Some(number) = integer(text).or_else(|| float(text)).or_else(|| infinity(text)) {
        return Ok(Data::Number(number).into());
    }
    Ok(timestamp(text).map_or_else(|| Value::string(text), Value::string))
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

fn infinity(text: &str) -> Option<Number> {
    match text {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(Number::infinity(false)),
        "-.inf" | "-.Inf" | "-.INF" => Some(Number::infinity(true)),
        _ => None,
    }
}

/// Decimal digits with a sign, or hexadecimal and octal ones without.
fn integer(text: &str) -> Option<Number> {
    let (base, digits) = match text.get(..2) {
        Some("0x") => (16, &text[2..]),
        Some("0o") => (8, &text[2..]),
        _ => (10, text),
    };
    let unsigned = if base == 10 { digits.strip_prefix(['-', '+']).unwrap_or(digits) } else { digits };
    let is_digits = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if base == 10 {
        digits.parse().ok().filter(|_| is_digits && unsigned.bytes().all(|b| b.is_ascii_digit()))
    } else {
        Number::from_radix(digits, base).ok().filter(|_| is_digits)
    }
}

fn float(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let looks_right = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    text.parse().ok().filter(|_| looks_right)
}

/// A date, or a date and a time, as RFC 3339 without fractions of seconds.
fn timestamp(text: &str) -> Option<String> {
    if !text.get(..4)?.bytes().all(|byte| byte.is_ascii_digit()) || text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    date_time::lenient(text)
}
