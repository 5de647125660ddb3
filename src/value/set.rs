//! Sets: which elements are the same, and the order in which cty iterates them.

use std::cmp::Ordering;
use std::fmt::Write;
use std::sync::Arc;

use super::{Content, Data, Marks, Part, Sequence, Type, Value};

impl Value {
    /// A set of elements that the caller has converted to `element`; duplicates are dropped.
    ///
    /// Unknown elements are kept one each unless they are the same symbol: as in cty, such a set's length is not known.
    /// The marks of the elements become marks of the set, because which elements there are depends on all of them.
    #[must_use]
    pub fn set(element: Type, elements: Vec<Value>) -> Self {
        let mut marks = Marks::NONE;
        let mut elements = elements;
        for value in &mut elements {
            let (unmarked, own) = value.unmarked_deep();
            if !own.is_empty() {
                *value = unmarked;
                marks = marks.union(own);
            }
        }
        let elements = if elements.iter().all(is_simple) {
            of_simple(elements)
        } else {
            of_compound(elements).map(|(_, value)| value).collect()
        };
        Value::from(Data::Set(Arc::new(Sequence { element, elements: elements.into() }))).marked(marks)
    }

    /// Which of these is element `index` of the set that they become.
    #[must_use]
    pub fn position_in_set(elements: &[Self], index: usize) -> Option<usize> {
        if elements.iter().all(is_simple) {
            let set = of_simple(elements.to_vec());
            let wanted = set.get(index)?;
            return elements.iter().position(|element| order_simple(element, wanted) == Ordering::Equal);
        }
        let unmarked = elements.iter().map(|element| element.unmarked_deep().0).collect();
        of_compound(unmarked).nth(index).map(|(position, _)| position)
    }
}

fn is_simple(value: &Value) -> bool {
    matches!(value.data, Data::Bool(_) | Data::Number(_) | Data::String(_))
}

fn of_simple(mut elements: Vec<Value>) -> Vec<Value> {
    elements.sort_by(order_simple);
    elements.dedup_by(|right, left| order_simple(left, right) == Ordering::Equal);
    elements
}

fn order_simple(left: &Value, right: &Value) -> Ordering {
    match (&left.data, &right.data) {
        (Data::Bool(left), Data::Bool(right)) => left.cmp(right),
        (Data::Number(left), Data::Number(right)) => left.cmp(right),
        (Data::String(left), Data::String(right)) => left.cmp(right),
        _ => Ordering::Equal,
    }
}

/// Sorts known elements before unknown ones and these before null, as cty does. Compound elements have an order by a
/// text of their content that is observable (`for`, `join`), though cty does not promise it. Each comes with its position before.
fn of_compound(elements: Vec<Value>) -> impl Iterator<Item = (usize, Value)> {
    let mut keyed: Vec<(Key, Value)> = elements
        .into_iter()
        .enumerate()
        .map(|(index, value)| {
            let rank = match &value.data {
                Data::Null(_) => 2,
                Data::Unknown(_) => 1,
                _ => 0,
            };
            let mut coarse = String::new();
            if rank == 0 && !is_simple(&value) {
                write_coarse(&value, &mut coarse);
            }
            let mut exact = String::new();
            write_exact(&value, index, &mut exact);
            (Key { position: index, rank, coarse, exact }, value)
        })
        .collect();
    keyed.sort_by(|(left, left_value), (right, right_value)| {
        left.rank
            .cmp(&right.rank)
            .then_with(|| order_simple(left_value, right_value))
            .then_with(|| left.coarse.cmp(&right.coarse))
            .then_with(|| left.exact.cmp(&right.exact))
    });
    keyed.dedup_by(|right, left| left.0.rank == right.0.rank && left.0.exact == right.0.exact);
    keyed.into_iter().map(|(key, value)| (key.position, value))
}

struct Key {
    /// Where the element stood.
    position: usize,
    rank: u8,
    /// What cty orders by.
    coarse: String,
    /// Equal for the same element only.
    exact: String,
}

/// The text by which cty orders the elements of a set: numbers with ten digits, unknown elements alike.
fn write_coarse(value: &Value, out: &mut String) {
    match &value.data {
        Data::Unknown(_) => out.push('?'),
        Data::Null(_) => out.push('~'),
        Data::Bool(known) => out.push(if *known { 'T' } else { 'F' }),
        Data::Number(number) => out.push_str(&ten_digits(number)),
        Data::String(text) => {
            let _ = write!(out, "{text:?}");
        }
        Data::Map(map) => {
            out.push('{');
            for (key, element) in &map.entries {
                let _ = write!(out, "{key:?}:");
                write_coarse(element, out);
                out.push(';');
            }
            out.push('}');
        }
        Data::List(sequence) | Data::Set(sequence) => {
            out.push('[');
            for element in &sequence.elements {
                write_coarse(element, out);
                out.push(';');
            }
            out.push(']');
        }
        Data::Tuple(_) | Data::Object(_) => {
            out.push('<');
            for element in value.children() {
                write_coarse(element, out);
                out.push(';');
            }
            out.push('>');
        }
    }
}

/// As Go's `%.10g`.
fn ten_digits(number: &super::Number) -> String {
    let Some(exact) = number.exact() else { return number.to_string() };
    let rounded = exact.rounded(10);
    if (-4..10).contains(&rounded.exponent()) { rounded.plain() } else { rounded.scientific() }
}

/// A text that only the same elements share; `index` keeps unknowns without identity apart.
fn write_exact(value: &Value, index: usize, out: &mut String) {
    match &value.data {
        Data::Null(_) => out.push('~'),
        Data::Bool(known) => out.push(if *known { 'T' } else { 'F' }),
        Data::Number(number) if number.signum() == 0 => out.push('0'),
        Data::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Data::String(text) => {
            let _ = write!(out, "{text:?}");
        }
        Data::Unknown(unknown) => match (&value.symbol, &unknown.content) {
            (Some(symbol), _) => {
                let _ = write!(out, "?{symbol:?}");
            }
            (None, Some(Content::Template(parts))) => {
                out.push_str("?<");
                for part in parts.iter() {
                    match part {
                        Part::Text(text) => {
                            let _ = write!(out, "{text:?}");
                        }
                        Part::Value(value) => write_exact(value, index, out),
                    }
                }
                out.push('>');
            }
            (None, _) => {
                let _ = write!(out, "?#{index}");
            }
        },
        Data::Map(map) => {
            out.push('{');
            for (key, element) in &map.entries {
                let _ = write!(out, "{key:?}:");
                write_exact(element, index, out);
                out.push(';');
            }
            out.push('}');
        }
        Data::List(_) | Data::Set(_) | Data::Tuple(_) | Data::Object(_) => {
            out.push('[');
            for element in value.children() {
                write_exact(element, index, out);
                out.push(';');
            }
            out.push(']');
        }
    }
}
