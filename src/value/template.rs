//! Strings made of known text and unknown values: how they are built, and how two of them compare.

use std::sync::Arc;

use smol_str::SmolStr;

use super::equality::Equality;
use super::{Causes, Content, Data, Part, Refinement, Type, Unknown, Value};

/// Parts that an unknown string remembers. Parts of parts add up as fast as strings do, but cost no bytes that a budget would count;
/// the longest policy document seen has some hundred.
const MAX_PARTS: usize = 4096;

/// A part, borrowed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// Known text, not empty.
    Text(&'a str),
    /// An unknown string, number or bool.
    Value(&'a Value),
}

pub(super) fn pieces(parts: &[Part]) -> Vec<Piece<'_>> {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => Piece::Text(text),
            Part::Value(value) => Piece::Value(value),
        })
        .collect()
}

/// Whether both are made of the same parts.
pub(super) fn identical(left: &[Part], right: &[Part]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| match (left, right) {
            (Part::Text(left), Part::Text(right)) => left == right,
            (Part::Value(left), Part::Value(right)) => super::identical(left, right),
            _ => false,
        })
}

/// Whether two strings are equal for every value of their unknown parts (`true`) or for none (`false`).
///
/// Parts at the beginning and at the end are held against each other; what remains in the middle decides only if it is
/// one unknown against another, of which `compare` tells, or known text that lacks what the other side has.
pub(super) fn compare(
    left: &[Piece<'_>],
    right: &[Piece<'_>],
    compare: &dyn Fn(&Value, &Value) -> Equality,
) -> Option<bool> {
    let (mut left, mut right) = (left.to_vec(), right.to_vec());
    for end in [End::Front, End::Back] {
        while let (Some(a), Some(b)) = (end.peek(&left), end.peek(&right)) {
            match (a, b) {
                (Piece::Text(a), Piece::Text(b)) => {
                    let (a, b) = end.unshared(a, b);
                    end.replace(&mut left, a);
                    end.replace(&mut right, b);
                }
                (Piece::Value(a), Piece::Value(b)) if super::identical(a, b) => {
                    end.replace(&mut left, "");
                    end.replace(&mut right, "");
                }
                _ => break,
            }
            if end.contradicted(&left, &right) {
                return Some(false);
            }
        }
        if end.contradicted(&left, &right) {
            return Some(false);
        }
    }
    match (&left[..], &right[..]) {
        ([], []) => Some(true),
        ([], rest) | (rest, []) => rest.iter().any(|piece| !known_prefix(*piece).is_empty()).then_some(false),
        ([Piece::Value(left)], [Piece::Value(right)]) => match compare_single(left, right, compare) {
            Equality::Equal => Some(true),
            Equality::Different => Some(false),
            Equality::Unknown(_) => None,
        },
        ([Piece::Text(text)], pieces) | (pieces, [Piece::Text(text)]) => {
            let mut rest = *text;
            for piece in pieces {
                if let Piece::Text(wanted) = piece {
                    match rest.find(wanted) {
                        Some(at) => rest = &rest[at + wanted.len()..],
                        None => return Some(false),
                    }
                }
            }
            None
        }
        _ => None,
    }
}

fn compare_single(left: &Value, right: &Value, compare: &dyn Fn(&Value, &Value) -> Equality) -> Equality {
    let is_template =
        |value: &Value| matches!(value.as_unknown(), Some(Unknown { content: Some(Content::Template(_)), .. }));
    if left.ty() != right.ty()
        || is_template(left)
        || is_template(right)
        || (left.symbol.is_none() && right.symbol.is_none())
    {
        return Equality::Unknown(Causes::default());
    }
    // Without this, two lone unknown strings would be compared as templates again, without end.
    match (&left.symbol, &right.symbol) {
        (Some(left_symbol), Some(right_symbol)) if super::equality::are_distinct(left_symbol, right_symbol) => {
            Equality::Different
        }
        (Some(left_symbol), Some(right_symbol)) if left_symbol == right_symbol => Equality::Equal,
        _ if left.ty() != Type::String => compare(left, right),
        _ => Equality::Unknown(Causes::default()),
    }
}

fn known_prefix<'a>(piece: Piece<'a>) -> &'a str {
    match piece {
        Piece::Text(text) => text,
        Piece::Value(value) => value
            .as_unknown()
            .filter(|unknown| unknown.refinement.not_null)
            .and_then(|unknown| unknown.refinement.prefix.as_deref())
            .unwrap_or(""),
    }
}

/// From which end parts are taken.
#[derive(Clone, Copy)]
enum End {
    Front,
    Back,
}

impl End {
    fn peek<'a>(self, pieces: &[Piece<'a>]) -> Option<Piece<'a>> {
        match self {
            Self::Front => pieces.first().copied(),
            Self::Back => pieces.last().copied(),
        }
    }

    /// What is left of two texts after taking off what they share.
    fn unshared<'a>(self, left: &'a str, right: &'a str) -> (&'a str, &'a str) {
        let equal = |(left, right): &(char, char)| left == right;
        match self {
            Self::Front => {
                let shared: usize = left.chars().zip(right.chars()).take_while(equal).map(|(l, _)| l.len_utf8()).sum();
                (&left[shared..], &right[shared..])
            }
            Self::Back => {
                let pairs = left.chars().rev().zip(right.chars().rev());
                let shared: usize = pairs.take_while(equal).map(|(l, _)| l.len_utf8()).sum();
                (&left[..left.len() - shared], &right[..right.len() - shared])
            }
        }
    }

    /// Puts what is left of the piece in its place, or takes it away.
    fn replace<'a>(self, pieces: &mut Vec<Piece<'a>>, rest: &'a str) {
        let at = match self {
            Self::Front => 0,
            Self::Back => pieces.len().saturating_sub(1),
        };
        if rest.is_empty() {
            pieces.remove(at);
        } else {
            pieces[at] = Piece::Text(rest);
        }
    }

    /// Whether the next pieces show that the strings differ.
    fn contradicted(self, left: &[Piece<'_>], right: &[Piece<'_>]) -> bool {
        match (self, self.peek(left), self.peek(right)) {
            // What they share has been taken off, so any text that is left differs at once.
            (_, Some(Piece::Text(left)), Some(Piece::Text(right))) => {
                let ends = match self {
                    Self::Front => (left.chars().next(), right.chars().next()),
                    Self::Back => (left.chars().last(), right.chars().last()),
                };
                ends.0 != ends.1
            }
            (Self::Front, Some(left), Some(right)) => {
                let (left, right) = (known_prefix(left), known_prefix(right));
                !left.starts_with(right) && !right.starts_with(left)
            }
            _ => false,
        }
    }
}

impl Value {
    /// The string made of these parts, which are known or unknown strings, numbers and bools that are not null.
    ///
    /// Wholly known parts give a known string. Otherwise an unknown one that remembers its parts: nested templates are
    /// spliced in, neighbouring texts joined, and the text that it begins with is its prefix. A single unknown string
    /// stays itself. Marks of the parts are united.
    #[must_use]
    pub fn template(values: impl IntoIterator<Item = Value>) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut text = String::new();
        let mut causes = Causes::default();
        let mut marks = super::Marks::NONE;
        let mut single = None;
        let mut count = 0usize;
        for value in values {
            marks = marks.union(value.marks);
            match &value.data {
                Data::String(known) => text.push_str(known),
                Data::Number(number) => text.push_str(&number.to_string()),
                Data::Bool(known) => text.push_str(if *known { "true" } else { "false" }),
                Data::Unknown(unknown) => {
                    causes = causes.union(&unknown.causes);
                    count += 1;
                    if let Some(Content::Template(inner)) = &unknown.content {
                        for part in inner.iter() {
                            match part {
                                Part::Text(known) => text.push_str(known),
                                Part::Value(_) => {
                                    flush(&mut text, &mut parts);
                                    parts.push(part.clone());
                                }
                            }
                        }
                    } else {
                        flush(&mut text, &mut parts);
                        let mut bare = value.clone();
                        bare.marks = super::Marks::NONE;
                        parts.push(Part::Value(bare));
                    }
                    single = Some(value);
                }
                Data::Null(_) | Data::List(_) | Data::Set(_) | Data::Tuple(_) | Data::Map(_) | Data::Object(_) => {}
            }
        }
        if count == 0 {
            return Value::string(text).marked(marks);
        }
        flush(&mut text, &mut parts);
        if let ([_], Some(single), 1) = (&parts[..], single, count)
            && single.ty() == Type::String
        {
            return single.marked(marks);
        }
        let refinement = Refinement::prefix(&prefix_of(&parts));
        let content = (parts.len() <= MAX_PARTS).then(|| Content::Template(Arc::from(parts)));
        Value::unknown_with(Unknown { ty: Type::String, causes, refinement, content }).marked(marks)
    }

    /// The parts of an unknown string, the string itself if it has no better ones; a known string is one part.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        match &self.data {
            Data::String(text) => vec![Part::Text(text.clone())],
            Data::Unknown(unknown) => match &unknown.content {
                Some(Content::Template(parts)) => parts.to_vec(),
                _ => vec![Part::Value(self.clone())],
            },
            _ => vec![Part::Value(self.clone())],
        }
    }
}

fn flush(text: &mut String, parts: &mut Vec<Part>) {
    if !text.is_empty() {
        parts.push(Part::Text(super::data::normalized(text)));
        text.clear();
    }
}

/// The text that every outcome begins with.
fn prefix_of(parts: &[Part]) -> SmolStr {
    match parts {
        [Part::Text(text), Part::Value(next), ..] => {
            let next = known_prefix(Piece::Value(next));
            if next.is_empty() { text.clone() } else { SmolStr::new(format!("{text}{next}")) }
        }
        [Part::Text(text), ..] => text.clone(),
        [Part::Value(value), ..] => SmolStr::new(known_prefix(Piece::Value(value))),
        [] => SmolStr::default(),
    }
}
