//! Numbers as cty has them: binary floats of 512 bits, rounded to nearest even, with a fast path for small integers.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use dashu_float::FBig;
use dashu_float::round::mode::HalfEven;

/// Bits of the mantissa; cty parses and computes with 512.
const PRECISION: usize = 512;

type Float = FBig<HalfEven, 2>;

/// A number of arbitrary size in effect.
#[derive(Clone, Debug)]
pub struct Number(Repr);

#[derive(Clone, Debug)]
enum Repr {
    Small(i64),
    Big(Arc<Float>),
}

/// Why a number could not be read or computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The text is no number.
    #[error("a number is required")]
    NotANumber,
    /// Division by zero.
    #[error("division by zero")]
    DivisionByZero,
}

fn float(value: i64) -> Float {
    Float::from(value).with_precision(PRECISION).value()
}

impl Number {
    fn from_float(value: Float) -> Self {
        // A whole number that fits is kept small, so that equal numbers have one representation.
        match i64::try_from(value.clone()) {
            Ok(small) => Self(Repr::Small(small)),
            Err(_) => Self(Repr::Big(Arc::new(value))),
        }
    }

    fn to_float(&self) -> Float {
        match &self.0 {
            Repr::Small(value) => float(*value),
            Repr::Big(value) => value.as_ref().clone(),
        }
    }

    /// The number as `i64`, if it is whole and fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small(value) => Some(*value),
            Repr::Big(_) => None,
        }
    }

    /// The nearest `f64`.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.to_float().to_f64().value()
    }

    /// Sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0)
            && let Some(sum) = left.checked_add(*right)
        {
            return Self(Repr::Small(sum));
        }
        Self::from_float(self.to_float() + other.to_float())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Repr::Small(value))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(left), Repr::Small(right)) => left.cmp(right),
            _ => self.to_float().cmp(&other.to_float()),
        }
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        if let Ok(small) = text.parse::<i64>() {
            return Ok(Self(Repr::Small(small)));
        }
        Err(NumberError::NotANumber)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(value) => write!(f, "{value}"),
            Repr::Big(value) => write!(f, "{value}"),
        }
    }
}
