//! Refinements: what they exclude, and when they leave only one value.

use std::collections::BTreeMap;

use super::{Content, Data, PathStep, Refinement, Type, Unknown, Value};

/// Lists whose length is known are spelled out as unknown elements up to this length; longer ones stay unknown.
const MAX_SPELLED_OUT: u64 = 1024;

impl Refinement {
    /// Only that it is not null.
    #[must_use]
    pub fn not_null() -> Self {
        Self { not_null: true, ..Self::default() }
    }

    /// A string, not null, that begins so; nothing is said for an empty prefix.
    #[must_use]
    pub fn prefix(prefix: &str) -> Self {
        Self { prefix: (!prefix.is_empty()).then(|| prefix.into()), ..Self::not_null() }
    }

    /// A collection, not null, with so many elements.
    #[must_use]
    pub fn length(minimum: u64, maximum: Option<u64>) -> Self {
        Self { minimum_length: (minimum > 0).then_some(minimum), maximum_length: maximum, ..Self::not_null() }
    }

    /// A number, not null, within these bounds, both included.
    #[must_use]
    pub fn between(minimum: u64, maximum: Option<u64>) -> Self {
        Self {
            minimum: Some((minimum.into(), true)),
            maximum: maximum.map(|maximum| (maximum.into(), true)),
            ..Self::not_null()
        }
    }

    /// Whether a known value is certainly not among those that are possible.
    #[must_use]
    pub fn excludes(&self, value: &Value) -> bool {
        let outside = |length: usize| {
            let length = length as u64;
            self.minimum_length.is_some_and(|minimum| length < minimum)
                || self.maximum_length.is_some_and(|maximum| length > maximum)
        };
        match &value.data {
            Data::Null(_) => self.not_null,
            Data::String(text) => self.prefix.as_ref().is_some_and(|prefix| !text.starts_with(prefix.as_str())),
            Data::Number(number) => {
                let below = self.minimum.as_ref().is_some_and(|(bound, possible)| match possible {
                    true => number < bound,
                    false => number <= bound,
                });
                let above = self.maximum.as_ref().is_some_and(|(bound, possible)| match possible {
                    true => number > bound,
                    false => number >= bound,
                });
                below || above
            }
            Data::List(list) => outside(list.elements.len()),
            Data::Set(set) if set.elements.iter().all(Value::is_wholly_known) => outside(set.elements.len()),
            Data::Map(map) => outside(map.entries.len()),
            Data::Set(_) | Data::Bool(_) | Data::Tuple(_) | Data::Object(_) | Data::Unknown(_) => false,
        }
    }
}

impl Value {
    /// An unknown with everything that is known about it; where that leaves only one value, that value (cty does the
    /// same): a number between equal bounds, an empty collection, a list of known length with unknown elements.
    #[must_use]
    pub fn refined(unknown: Unknown) -> Self {
        Self::refined_as(unknown, None)
    }

    /// As [`Value::refined`], with the symbol of the unknown; elements that are spelled out get symbols within it.
    #[must_use]
    pub fn refined_as(unknown: Unknown, symbol: Option<std::sync::Arc<super::Symbol>>) -> Self {
        let refinement = &unknown.refinement;
        if !refinement.not_null {
            return Self::unknown_with(unknown).with_symbol(symbol);
        }
        if let (Some((minimum, true)), Some((maximum, true))) = (&refinement.minimum, &refinement.maximum)
            && minimum == maximum
        {
            return Data::Number(minimum.clone()).into();
        }
        let minimum = refinement.minimum_length.unwrap_or(0);
        if refinement.maximum_length == Some(minimum) {
            match (&unknown.ty, minimum) {
                (Type::List(element), 0) => return Self::list(element.as_ref().clone(), Vec::new()),
                (Type::Set(element), 0) => return Self::set(element.as_ref().clone(), Vec::new()),
                (Type::Map(element), 0) => return Self::map(element.as_ref().clone(), BTreeMap::new()),
                (Type::List(element), 1..=MAX_SPELLED_OUT) if !matches!(unknown.content, Some(Content::Members(_))) => {
                    let elements = (0..minimum as i64).map(|index| {
                        let symbol = symbol.as_ref().and_then(|symbol| symbol.at(PathStep::Index(index)));
                        Self::unknown(element.as_ref().clone(), unknown.causes.clone())
                            .with_symbol(symbol.map(std::sync::Arc::new))
                    });
                    return Self::list(element.as_ref().clone(), elements.collect());
                }
                (Type::Set(element), 1) if unknown.content.is_none() => {
                    let only = Self::unknown(element.as_ref().clone(), unknown.causes.clone());
                    return Self::set(element.as_ref().clone(), vec![only]);
                }
                _ => {}
            }
        }
        Self::unknown_with(unknown).with_symbol(symbol)
    }

    /// The same value; if it is unknown, known not to be null.
    #[must_use]
    pub fn never_null(self) -> Self {
        match &self.data {
            Data::Unknown(unknown) if !unknown.refinement.not_null => {
                let refinement = Refinement { not_null: true, ..unknown.refinement.clone() };
                let unknown = Unknown { refinement, ..unknown.as_ref().clone() };
                Self::unknown_with(unknown).marked(self.marks).with_symbol(self.symbol)
            }
            _ => self,
        }
    }

    /// Whether it can't turn out to be null.
    #[must_use]
    pub fn is_never_null(&self) -> bool {
        match &self.data {
            Data::Null(_) => false,
            Data::Unknown(unknown) => unknown.refinement.not_null,
            Data::Bool(_)
            | Data::Number(_)
            | Data::String(_)
            | Data::List(_)
            | Data::Set(_)
            | Data::Tuple(_)
            | Data::Map(_)
            | Data::Object(_) => true,
        }
    }
}
