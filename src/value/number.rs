//! Numbers as cty has them: binary floats of up to 512 bits, rounded to nearest even, with a fast path for small integers.
//!
//! cty's numbers are Go's `big.Float`, whose precision is part of the value: text is read with 512 bits, a length has 64
//! and what a `float64` function such as `log` returns has 53. A result has the larger precision of its operands, and the
//! decimal text of a number is the shortest that names it within its own precision. That is observable
//! (`length(a) / length(b)` prints 20 digits, `1 / 3` prints 155), so it is kept here.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};

use super::decimal::Decimal;

/// Bits of the mantissa of a number that was read from text.
const TEXT_PRECISION: u16 = 512;

/// Bits of the mantissa of a number that was counted.
const INTEGER_PRECISION: u16 = 64;

/// Bits of the mantissa of a `float64`.
const FLOAT_PRECISION: u16 = 53;

/// Largest decimal exponent that is read: far beyond any meant number, and small enough to print.
const MAX_DECIMAL_EXPONENT: i64 = 10_000;

/// Largest binary exponent of a result; about 20 000 decimal digits.
const MAX_BINARY_EXPONENT: i64 = 66_500;

/// Longest text that is read as a number.
const MAX_TEXT: usize = 20_000;

/// A number.
#[derive(Clone, Debug)]
pub struct Number(Repr);

#[derive(Clone, Debug)]
enum Repr {
    /// A whole number within the precision; never the negative zero.
    Small {
        value: i64,
        precision: u16,
    },
    Big(Arc<Float>),
    Infinite {
        negative: bool,
    },
}

/// `mantissa * 2^exponent`; the mantissa is odd, or zero for the negative zero.
#[derive(Clone, Debug)]
struct Float {
    negative: bool,
    mantissa: UBig,
    exponent: i64,
    precision: u16,
}

/// Why a number could not be read or computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The text is no number.
    #[error("a number is required")]
    NotANumber,
    /// Infinity without a sign of its own, such as `0 / 0`.
    #[error("can't divide zero by zero or infinity by infinity")]
    UndefinedQuotient,
    /// `infinity - infinity` and the like.
    #[error("can't compute with opposing infinities")]
    OpposingInfinities,
    /// `0 * infinity`.
    #[error("can't multiply zero by infinity")]
    ZeroTimesInfinity,
    /// The number has more digits than we compute with.
    #[error("the number is too large")]
    TooLarge,
}

impl Float {
    /// Rounds to the precision, half to even, and brings it into the normal form.
    fn rounded(negative: bool, mut mantissa: UBig, mut exponent: i64, precision: u16) -> Result<Number, NumberError> {
        let bits = mantissa.bit_len();
        if let Some(excess) = bits.checked_sub(usize::from(precision)).filter(|excess| *excess > 0) {
            let half = mantissa.bit(excess - 1);
            let rest = excess > 1 && mantissa.trailing_zeros().is_some_and(|zeros| zeros < excess - 1);
            mantissa >>= excess;
            exponent = exponent.saturating_add(excess as i64);
            if half && (rest || mantissa.bit(0)) {
                mantissa += 1u8;
            }
        }
        let Some(zeros) = mantissa.trailing_zeros() else {
            return Ok(Number::zero(negative, precision));
        };
        mantissa >>= zeros;
        exponent = exponent.saturating_add(zeros as i64);
        let top = exponent.saturating_add(mantissa.bit_len() as i64);
        if top.abs() > MAX_BINARY_EXPONENT {
            return Err(NumberError::TooLarge);
        }
        if (0..63).contains(&exponent) && top <= 63 && top <= i64::from(precision) {
            let magnitude = i64::try_from(&mantissa << exponent as usize).map_err(|_| NumberError::TooLarge)?;
            return Ok(Number(Repr::Small { value: if negative { -magnitude } else { magnitude }, precision }));
        }
        Ok(Number(Repr::Big(Arc::new(Self { negative, mantissa, exponent, precision }))))
    }

    fn signed(&self) -> IBig {
        let mantissa = IBig::from(self.mantissa.clone());
        if self.negative { -mantissa } else { mantissa }
    }

    /// The mantissa with the exponent brought down to `exponent`.
    fn aligned(&self, exponent: i64) -> IBig {
        self.signed() << usize::try_from(self.exponent - exponent).unwrap_or(0)
    }
}

impl Number {
    fn zero(negative: bool, precision: u16) -> Self {
        if negative {
            Self(Repr::Big(Arc::new(Float { negative, mantissa: UBig::ZERO, exponent: 0, precision })))
        } else {
            Self(Repr::Small { value: 0, precision })
        }
    }

    fn from_integer(value: IBig, exponent: i64, precision: u16) -> Result<Self, NumberError> {
        let negative = value < IBig::ZERO;
        let (_, magnitude) = value.into_parts();
        Float::rounded(negative, magnitude, exponent, precision)
    }

    /// The finite number as a float; `None` for an infinity.
    fn to_float(&self) -> Option<Float> {
        match &self.0 {
            Repr::Small { value, precision } => Some(Float {
                negative: *value < 0,
                mantissa: UBig::from(value.unsigned_abs()),
                exponent: 0,
                precision: *precision,
            }),
            Repr::Big(float) => Some(float.as_ref().clone()),
            Repr::Infinite { .. } => None,
        }
    }

    fn precision(&self) -> u16 {
        match &self.0 {
            Repr::Small { precision, .. } => *precision,
            Repr::Big(float) => float.precision,
            Repr::Infinite { .. } => INTEGER_PRECISION,
        }
    }

    /// Positive or negative infinity, which division by zero gives.
    #[must_use]
    pub fn infinity(negative: bool) -> Self {
        Self(Repr::Infinite { negative })
    }

    /// Whether it is one of the infinities.
    #[must_use]
    pub fn is_infinite(&self) -> bool {
        matches!(self.0, Repr::Infinite { .. })
    }

    /// The number that a `float64` holds; `None` for "not a number".
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(Self::infinity(value < 0.0));
        }
        let bits = value.abs().to_bits();
        let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52) as i64);
        let (mantissa, exponent) = match exponent {
            0 => (fraction, -1074),
            _ => (fraction | (1 << 52), exponent - 1075),
        };
        Float::rounded(value.is_sign_negative(), UBig::from(mantissa), exponent, FLOAT_PRECISION).ok()
    }

    /// A whole number written with digits of any base from 2 to 62, `0-9a-zA-Z` in that order (lower before upper case
    /// matters beyond base 36), as Go's `big.Int` reads it: with a sign, without prefix.
    ///
    /// # Errors
    /// [`NumberError::NotANumber`] for any other text, [`NumberError::TooLarge`] for one that is too long.
    pub fn from_radix(text: &str, base: u32) -> Result<Self, NumberError> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        if digits.len() > MAX_TEXT {
            return Err(NumberError::TooLarge);
        }
        if digits.is_empty() {
            return Err(NumberError::NotANumber);
        }
        let mut value = UBig::ZERO;
        for digit in digits {
            let digit = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'z' => digit - b'a' + 10,
                b'A'..=b'Z' if base <= 36 => digit - b'A' + 10,
                b'A'..=b'Z' => digit - b'A' + 36,
                _ => return Err(NumberError::NotANumber),
            };
            if u32::from(digit) >= base {
                return Err(NumberError::NotANumber);
            }
            value = value * base + digit;
        }
        let precision = u16::try_from(value.bit_len()).unwrap_or(u16::MAX).max(INTEGER_PRECISION);
        Float::rounded(negative && value != UBig::ZERO, value, 0, precision)
    }

    /// The digits of a whole number in a base from 2 to 36, lower case, with a sign; `None` for any other number.
    #[must_use]
    pub fn to_radix(&self, base: u8) -> Option<String> {
        let float = self.to_float().filter(|_| self.is_whole())?;
        Some(float.aligned(0).in_radix(base).to_string())
    }

    /// Whether it has no fraction; the infinities have none.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small { .. } => true,
            Repr::Big(float) => float.exponent >= 0,
            Repr::Infinite { .. } => false,
        }
    }

    /// -1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i64 {
        match &self.0 {
            Repr::Small { value, .. } => value.signum(),
            Repr::Big(float) if float.mantissa.is_zero() => 0,
            Repr::Big(_) | Repr::Infinite { .. } if self.is_negative() => -1,
            Repr::Big(_) | Repr::Infinite { .. } => 1,
        }
    }

    /// Whether a minus is written before it; also true for the negative zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { value, .. } => *value < 0,
            Repr::Big(float) => float.negative,
            Repr::Infinite { negative } => *negative,
        }
    }

    /// The number as `i64`, if it is whole and fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small { value, .. } => Some(*value),
            Repr::Big(float) if float.exponent >= 0 => i64::try_from(float.aligned(0)).ok(),
            Repr::Big(_) | Repr::Infinite { .. } => None,
        }
    }

    /// The number as an integer of any size, if it is whole.
    #[must_use]
    pub fn to_integer(&self) -> Option<IBig> {
        self.to_float().filter(|_| self.is_whole()).map(|float| float.aligned(0))
    }

    /// The nearest `f64`.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Infinite { negative: true } => f64::NEG_INFINITY,
            Repr::Infinite { negative: false } => f64::INFINITY,
            Repr::Small { value, .. } => *value as f64,
            // Rust reads decimal text exactly, which spares us a second rounding.
            Repr::Big(float) if float.mantissa.is_zero() => -0.0,
            Repr::Big(_) => self.exact().map_or(f64::NAN, |exact| exact.scientific().parse().unwrap_or(f64::NAN)),
        }
    }

    /// Sum.
    ///
    /// # Errors
    /// Opposing infinities have no sum; results beyond our size are refused.
    pub fn add(&self, other: &Self) -> Result<Self, NumberError> {
        if let (
            Repr::Small { value: left, precision: left_precision },
            Repr::Small { value: right, precision: right_precision },
        ) = (&self.0, &other.0)
            && let precision = *left_precision.max(right_precision)
            && precision >= INTEGER_PRECISION
            && let Some(value) = left.checked_add(*right)
        {
            return Ok(Self(Repr::Small { value, precision }));
        }
        match (self.to_float(), other.to_float()) {
            (Some(left), Some(right)) => {
                let precision = left.precision.max(right.precision);
                if left.mantissa.is_zero() && right.mantissa.is_zero() {
                    return Ok(Self::zero(left.negative && right.negative, precision));
                }
                let exponent = left.exponent.min(right.exponent);
                Self::from_integer(left.aligned(exponent) + right.aligned(exponent), exponent, precision)
            }
            (Some(_), None) => Ok(other.clone()),
            (None, Some(_)) => Ok(self.clone()),
            (None, None) if self.is_negative() == other.is_negative() => Ok(self.clone()),
            (None, None) => Err(NumberError::OpposingInfinities),
        }
    }

    /// Difference.
    ///
    /// # Errors
    /// As for [`Number::add`].
    pub fn sub(&self, other: &Self) -> Result<Self, NumberError> {
        self.add(&other.neg())
    }

    /// Product; exact as long as it needs no more than 512 bits.
    ///
    /// # Errors
    /// Zero times infinity has no product; results beyond our size are refused.
    pub fn mul(&self, other: &Self) -> Result<Self, NumberError> {
        match (self.to_float(), other.to_float()) {
            (Some(left), Some(right)) => {
                let negative = left.negative != right.negative;
                let mantissa = left.mantissa * right.mantissa;
                let bits = mantissa.bit_len() - mantissa.trailing_zeros().unwrap_or(0);
                let precision =
                    u16::try_from(bits).map_or(TEXT_PRECISION, |bits| bits.min(TEXT_PRECISION)).max(left.precision);
                let exponent = left.exponent.saturating_add(right.exponent);
                Float::rounded(negative, mantissa, exponent, precision.max(right.precision))
            }
            _ if self.signum() == 0 || other.signum() == 0 => Err(NumberError::ZeroTimesInfinity),
            _ => Ok(Self::infinity(self.is_negative() != other.is_negative())),
        }
    }

    /// Quotient; a non-zero number divided by zero is infinite.
    ///
    /// # Errors
    /// `0 / 0` and infinity by infinity have no quotient; results beyond our size are refused.
    pub fn div(&self, other: &Self) -> Result<Self, NumberError> {
        let negative = self.is_negative() != other.is_negative();
        match (self.to_float(), other.to_float()) {
            (None, None) => Err(NumberError::UndefinedQuotient),
            (None, Some(_)) => Ok(Self::infinity(negative)),
            (Some(left), None) => Ok(Self::zero(negative, left.precision)),
            (Some(left), Some(right)) if right.mantissa.is_zero() => match left.mantissa.is_zero() {
                true => Err(NumberError::UndefinedQuotient),
                false => Ok(Self::infinity(negative)),
            },
            (Some(left), Some(right)) => {
                let precision = left.precision.max(right.precision);
                // Two bits more than asked for, and a last one that says whether anything is left.
                let shift =
                    (usize::from(precision) + 2 + right.mantissa.bit_len()).saturating_sub(left.mantissa.bit_len());
                let (quotient, rest) = div_rem(&(left.mantissa << shift), &right.mantissa);
                let sticky = if rest.is_zero() { quotient << 1 } else { (quotient << 1) + 1u8 };
                let exponent = left.exponent.saturating_sub(right.exponent).saturating_sub(shift as i64 + 1);
                Float::rounded(negative, sticky, exponent, precision)
            }
        }
    }

    /// Remainder with the sign of the dividend; a number modulo zero is itself, as in cty.
    ///
    /// # Errors
    /// As for [`Number::mul`] where an infinity takes part; results beyond our size are refused.
    pub fn rem(&self, other: &Self) -> Result<Self, NumberError> {
        if self.is_infinite() || other.is_infinite() {
            return self.mul(other);
        }
        if other.signum() == 0 {
            return Ok(self.clone());
        }
        self.sub(&other.mul(&self.div(other)?.trunc()?)?)
    }

    /// The number without its fraction.
    ///
    /// # Errors
    /// None in practice: what is cut off never makes a number too large.
    pub fn trunc(&self) -> Result<Self, NumberError> {
        match &self.0 {
            Repr::Big(float) if float.exponent < 0 => {
                let cut = usize::try_from(-float.exponent).unwrap_or(usize::MAX);
                Float::rounded(float.negative, &float.mantissa >> cut, 0, float.precision)
            }
            Repr::Small { .. } | Repr::Big(_) | Repr::Infinite { .. } => Ok(self.clone()),
        }
    }

    /// The largest whole number that is not greater.
    ///
    /// # Errors
    /// As for [`Number::add`].
    pub fn floor(&self) -> Result<Self, NumberError> {
        let whole = self.trunc()?;
        if self.is_negative() && !self.is_whole() && !self.is_infinite() {
            whole.sub(&Self::from(1))
        } else {
            Ok(whole)
        }
    }

    /// The smallest whole number that is not less.
    ///
    /// # Errors
    /// As for [`Number::add`].
    pub fn ceil(&self) -> Result<Self, NumberError> {
        let whole = self.trunc()?;
        if !self.is_negative() && !self.is_whole() && !self.is_infinite() {
            whole.add(&Self::from(1))
        } else {
            Ok(whole)
        }
    }

    /// The number with the other sign; the negation of zero is the negative zero, which prints as `-0`.
    #[must_use]
    pub fn neg(&self) -> Self {
        match &self.0 {
            Repr::Small { value: 0, precision } => Self::zero(true, *precision),
            Repr::Small { value, precision } => match value.checked_neg() {
                Some(value) => Self(Repr::Small { value, precision: *precision }),
                None => Float::rounded(false, UBig::from(value.unsigned_abs()), 0, *precision)
                    .unwrap_or_else(|_| Self::infinity(false)),
            },
            Repr::Big(float) if float.mantissa.is_zero() => Self::zero(!float.negative, float.precision),
            Repr::Big(float) => {
                Self(Repr::Big(Arc::new(Float { negative: !float.negative, ..float.as_ref().clone() })))
            }
            Repr::Infinite { negative } => Self::infinity(!negative),
        }
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// All decimal digits; `None` for the infinities.
    #[must_use]
    pub fn exact(&self) -> Option<Decimal> {
        let float = self.to_float()?;
        Some(Decimal::of_binary(float.negative, &float.mantissa, float.exponent))
    }

    /// The fewest decimal digits that name this number within its precision; `None` for the infinities.
    #[must_use]
    pub fn shortest(&self) -> Option<Decimal> {
        let float = self.to_float()?;
        Some(match self.0 {
            Repr::Small { .. } => Decimal::of_binary(float.negative, &float.mantissa, float.exponent),
            Repr::Big(_) | Repr::Infinite { .. } => {
                Decimal::shortest(float.negative, &float.mantissa, float.exponent, usize::from(float.precision))
            }
        })
    }

    /// The order of the numbers by size, which differs from the order of their texts only between precisions.
    fn compare(&self, other: &Self) -> Ordering {
        if let (Repr::Small { value: left, .. }, Repr::Small { value: right, .. }) = (&self.0, &other.0) {
            return left.cmp(right);
        }
        if self.signum() != other.signum() || self.signum() == 0 {
            return self.signum().cmp(&other.signum());
        }
        match (self.to_float(), other.to_float()) {
            (Some(left), Some(right)) if self.precision() == other.precision() => {
                let exponent = left.exponent.min(right.exponent);
                left.aligned(exponent).cmp(&right.aligned(exponent))
            }
            // cty calls two numbers equal if their shortest texts are, so that precision does not show.
            (Some(_), Some(_)) => self.shortest().cmp(&other.shortest()),
            (Some(_), None) => 0.cmp(&other.signum()),
            (None, Some(_)) => self.signum().cmp(&0),
            (None, None) => Ordering::Equal,
        }
    }
}

fn div_rem(dividend: &UBig, divisor: &UBig) -> (UBig, UBig) {
    let quotient = dividend / divisor;
    let rest = dividend - &quotient * divisor;
    (quotient, rest)
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Repr::Small { value, precision: INTEGER_PRECISION })
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(
            |_| {
                Float::rounded(false, UBig::from(value), 0, INTEGER_PRECISION)
                    .expect("a number of 64 bits is within all limits")
            },
            Self::from,
        )
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match (&self.0, self.signum()) {
            (_, 0) => 0i64.hash(state),
            // Text, because equality is equality of the text.
            (Repr::Big(_) | Repr::Small { .. }, _) => self.to_string().hash(state),
            (Repr::Infinite { negative }, _) => negative.hash(state),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare(other)
    }
}

/// Reads decimal text as Go's `big.ParseFloat` in base 10 does: sign, digits with a point, a decimal exponent after `e`
/// or a binary one after `p`, or `Inf`.
impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let (negative, rest) = match text.as_bytes() {
            [b'-', ..] => (true, &text[1..]),
            [b'+', ..] => (false, &text[1..]),
            _ => (false, text),
        };
        if rest.len() <= 18 && !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) {
            let value: i64 = rest.parse().map_err(|_| NumberError::NotANumber)?;
            return Ok(match (negative, value) {
                (true, 0) => Self::zero(true, TEXT_PRECISION),
                (true, _) => Self(Repr::Small { value: -value, precision: TEXT_PRECISION }),
                (false, _) => Self(Repr::Small { value, precision: TEXT_PRECISION }),
            });
        }
        if matches!(rest, "Inf" | "inf") {
            return Ok(Self::infinity(negative));
        }
        if rest.len() > MAX_TEXT {
            return Err(NumberError::TooLarge);
        }
        let split = rest.find(['e', 'E', 'p', 'P']);
        let (mantissa, exponent) = split.map_or((rest, None), |at| (&rest[..at], Some(&rest[at..])));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole, fraction].concat();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberError::NotANumber);
        }
        let (mut decimal, mut binary) = (0i64, 0i64);
        if let Some(exponent) = exponent {
            let (kind, number) = exponent.split_at(1);
            let size = number.strip_prefix(['+', '-']).unwrap_or(number);
            if size.is_empty() || !size.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(NumberError::NotANumber);
            }
            let number = number.parse().map_err(|_| NumberError::TooLarge)?;
            *(if matches!(kind, "e" | "E") { &mut decimal } else { &mut binary }) = number;
        }
        let value = UBig::from_str_radix(&digits, 10).map_err(|_| NumberError::NotANumber)?;
        if value.is_zero() {
            return Ok(Self::zero(negative, TEXT_PRECISION));
        }
        if decimal.abs() > MAX_DECIMAL_EXPONENT || binary.abs() > MAX_BINARY_EXPONENT {
            return Err(NumberError::TooLarge);
        }
        let scale = decimal - fraction.len() as i64;
        let power = UBig::from(5u8).pow(usize::try_from(scale.unsigned_abs()).unwrap_or(usize::MAX));
        if scale >= 0 {
            return Float::rounded(negative, value * power, scale + binary, TEXT_PRECISION);
        }
        let shift = (usize::from(TEXT_PRECISION) + 2 + power.bit_len()).saturating_sub(value.bit_len());
        let (quotient, rest) = div_rem(&(value << shift), &power);
        let sticky = if rest.is_zero() { quotient << 1 } else { (quotient << 1) + 1u8 };
        Float::rounded(negative, sticky, scale + binary - shift as i64 - 1, TEXT_PRECISION)
    }
}

/// The shortest decimal that names the number, without exponent: what Terraform prints and converts to strings.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small { value, .. } => write!(f, "{value}"),
            Repr::Big(_) => self.shortest().map_or(Ok(()), |shortest| f.write_str(&shortest.plain())),
            Repr::Infinite { negative: false } => f.write_str("+Inf"),
            Repr::Infinite { negative: true } => f.write_str("-Inf"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, NumberError};

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn reads_what_go_reads() {
        for (text, shown) in [
            ("0", "0"),
            ("-0", "-0"),
            ("+5", "5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e5", "100000"),
            ("1E-3", "0.001"),
            ("1p4", "16"),
            ("Inf", "+Inf"),
            ("-inf", "-Inf"),
            ("0.1", "0.1"),
            ("-123456789012345678901234567890", "-123456789012345678901234567890"),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", "9223372036854775808"),
            (
                "3.14159265358979323846264338327950288419716939937510582097494459",
                "3.14159265358979323846264338327950288419716939937510582097494459",
            ),
        ] {
            assert_eq!(number(text).to_string(), shown, "{text}");
        }
        for text in ["", "-", "0x1F", "1_000", " 1", "1 ", "e5", "1e", "1e+", ".", "1.2.3", "nan", "Infinity", "٣"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::NotANumber), "{text}");
        }
        assert_eq!("1e999999999".parse::<Number>(), Err(NumberError::TooLarge));
        assert_eq!("1e99999999999999999999".parse::<Number>(), Err(NumberError::TooLarge));
        assert_eq!("1".repeat(30_000).parse::<Number>(), Err(NumberError::TooLarge));
    }

    #[test]
    fn more_than_512_bits_are_rounded() {
        let digits = "1234567890".repeat(18);
        // Measured with Terraform 1.11.4.
        assert_eq!(number(&digits).to_string(), format!("{}12345{}", "1234567890".repeat(15), "0".repeat(25)));
    }

    #[test]
    fn arithmetic_as_measured() {
        let (tenth, fifth) = (number("0.1"), number("0.2"));
        assert_eq!(tenth.add(&fifth).unwrap(), number("0.3"));
        assert_eq!(tenth.add(&fifth).unwrap().to_string(), "0.3");
        let third = number("1").div(&number("3")).unwrap();
        assert_eq!(third.to_string(), format!("0.{}5", "3".repeat(154)));
        assert_eq!(third.mul(&number("3")).unwrap(), number("1"));
        assert_ne!(tenth.mul(&tenth).unwrap(), number("0.01"));
        assert_eq!(Number::from(4).div(&Number::from(3)).unwrap().to_string(), "1.3333333333333333334");
        assert_eq!(number("7.5").rem(&number("2")).unwrap(), number("1.5"));
        assert_eq!(number("-7").rem(&number("3")).unwrap(), number("-1"));
        assert_eq!(number("5").rem(&number("0")).unwrap(), number("5"));
        assert_eq!(number("1e100").add(&number("1")).unwrap().to_string(), format!("1{}1", "0".repeat(99)));
        assert_eq!(Number::from(i64::MAX).add(&Number::from(1)).unwrap().to_string(), "9223372036854775808");
        assert_eq!(Number::from(i64::MIN).neg().to_string(), "9223372036854775808");
        assert_eq!(
            number("-9223372036854775808").mul(&number("-9223372036854775808")).unwrap().to_string(),
            "85070591730234615865843651857942052864"
        );
    }

    #[test]
    fn infinities() {
        let (zero, one, infinity) = (number("0"), number("1"), Number::infinity(false));
        assert_eq!(one.div(&zero).unwrap(), infinity);
        assert_eq!(one.neg().div(&zero).unwrap(), infinity.neg());
        assert_eq!(zero.div(&zero), Err(NumberError::UndefinedQuotient));
        assert_eq!(infinity.sub(&infinity), Err(NumberError::OpposingInfinities));
        assert_eq!(infinity.mul(&zero), Err(NumberError::ZeroTimesInfinity));
        assert!(infinity > number("1e9999") && infinity.neg() < number("-1e9999"));
        assert_eq!(one.div(&infinity).unwrap().to_string(), "0");
    }

    #[test]
    fn rounding_to_whole_numbers() {
        for (text, floor, ceil, trunc) in [("1.5", "1", "2", "1"), ("-1.5", "-2", "-1", "-1"), ("3", "3", "3", "3")] {
            assert_eq!(number(text).floor().unwrap(), number(floor));
            assert_eq!(number(text).ceil().unwrap(), number(ceil));
            assert_eq!(number(text).trunc().unwrap(), number(trunc));
        }
    }

    #[test]
    fn equality_is_equality_of_texts() {
        let float = Number::from_f64(0.1).unwrap();
        assert_eq!(float, number("0.1"));
        assert_eq!(float.to_string(), "0.1");
        assert_eq!(number("-0"), number("0"));
        assert!(number("0.1") < number("0.10000000000000000001"));
        assert_eq!(Number::from_f64(1.698_970_004_336_018_5).unwrap().to_string(), "1.6989700043360185");
        assert_eq!(number("0.1").to_f64(), 0.1);
        assert_eq!(number("1e300").to_f64(), 1e300);
    }

    #[test]
    fn hostile_growth_is_refused() {
        let mut value = number("1e9999");
        for _ in 0..3 {
            match value.mul(&value) {
                Ok(next) => value = next,
                Err(error) => {
                    assert_eq!(error, NumberError::TooLarge);
                    return;
                }
            }
        }
        panic!("grew to {value}");
    }

    #[test]
    fn other_bases() {
        assert_eq!(Number::from_radix("ff", 16).unwrap(), number("255"));
        assert_eq!(Number::from_radix("-FF", 16).unwrap(), number("-255"));
        assert_eq!(Number::from_radix("aA", 62).unwrap(), number("656"));
        assert_eq!(Number::from_radix("2", 2), Err(NumberError::NotANumber));
        assert_eq!(number("255").to_radix(16).unwrap(), "ff");
        assert_eq!(number("0.5").to_radix(16), None);
    }
}
