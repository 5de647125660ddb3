//! Decimal digits of a binary number: all of them, the fewest that name it, or rounded to a number of places.

use std::cmp::Ordering;

use dashu_int::UBig;
use dashu_int::ops::BitTest;

/// A decimal number: `0.d1d2d3… * 10^point`, without leading and trailing zeros; zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// ASCII digits.
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    fn new(negative: bool, digits: String, scale: i64) -> Self {
        let mut digits = digits.into_bytes();
        let leading = digits.iter().take_while(|digit| **digit == b'0').count();
        let point = digits.len() as i64 - leading as i64 + scale;
        digits.drain(..leading);
        let trailing = digits.iter().rev().take_while(|digit| **digit == b'0').count();
        digits.truncate(digits.len() - trailing);
        let point = if digits.is_empty() { 0 } else { point };
        Self { negative, digits, point }
    }

    /// `mantissa * 2^exponent`, exactly.
    pub(super) fn of_binary(negative: bool, mantissa: &UBig, exponent: i64) -> Self {
        let (scaled, scale) = scaled(mantissa, exponent);
        Self::new(negative, scaled.to_string(), scale)
    }

    /// The decimal with the fewest digits among those which round to `mantissa * 2^exponent` in `precision` bits.
    pub(super) fn shortest(negative: bool, mantissa: &UBig, exponent: i64, precision: usize) -> Self {
        if mantissa.is_zero() {
            return Self::new(negative, String::new(), 0);
        }
        // One bit more than the precision, so that the neighbours' midpoints are one below and one above.
        let shift = (precision + 1).saturating_sub(mantissa.bit_len());
        let (middle, exponent) = (mantissa << shift, exponent - shift as i64);
        let (value, scale) = scaled(&middle, exponent);
        let step = scaled(&UBig::ONE, exponent).0;
        let even = !middle.bit(1);
        let (low, high) = (&value - &step, &value + &step);

        let width = high.to_string().len();
        let value_digits = format!("{value:0>width$}", value = value.to_string());
        let inside = |candidate: &UBig| {
            (*candidate > low && *candidate < high) || (even && (*candidate == low || *candidate == high))
        };
        // The more digits, the nearer: the first number of digits that is near enough is found by halving.
        let candidates = |count: usize| {
            let unit = UBig::from(10u8).pow(width - count);
            let head = UBig::from_str_radix(&value_digits[..count], 10).unwrap_or(UBig::ZERO);
            let down = &head * &unit;
            let up = &down + &unit;
            (down, up)
        };
        let near = |count: usize| {
            let (down, up) = candidates(count);
            inside(&down) || inside(&up)
        };
        let (mut few, mut many) = (0, width);
        while many - few > 1 {
            let count = few.midpoint(many);
            if near(count) { many = count } else { few = count }
        }
        let (down, up) = candidates(many);
        let best = match (inside(&down), inside(&up)) {
            (true, false) => down,
            (false, true) => up,
            _ => match (&value - &down).cmp(&(&up - &value)) {
                Ordering::Less => down,
                Ordering::Greater => up,
                Ordering::Equal => {
                    let last = value_digits.as_bytes().get(many.saturating_sub(1)).copied().unwrap_or(b'0');
                    if (last - b'0').is_multiple_of(2) { down } else { up }
                }
            },
        };
        Self::new(negative, best.to_string(), scale)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether a minus is written before it.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The exponent of the first digit in scientific notation.
    #[must_use]
    pub fn exponent(&self) -> i64 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// How many digits it has.
    #[must_use]
    pub fn digit_count(&self) -> usize {
        self.digits.len()
    }

    /// Rounded to so many digits, half to even.
    #[must_use]
    pub fn rounded(&self, count: i64) -> Self {
        let Ok(keep) = usize::try_from(count) else {
            return Self { negative: self.negative, digits: Vec::new(), point: 0 };
        };
        if keep >= self.digits.len() {
            return self.clone();
        }
        let (head, tail) = self.digits.split_at(keep);
        let odd = head.last().is_some_and(|digit| !(digit - b'0').is_multiple_of(2));
        let up = match tail {
            [b'5'] => odd,
            [first, ..] => *first >= b'5',
            [] => false,
        };
        let mut digits = head.to_vec();
        let mut point = self.point;
        if up {
            while let Some(last) = digits.pop() {
                if last < b'9' {
                    digits.push(last + 1);
                    break;
                }
            }
            if digits.is_empty() {
                digits.push(b'1');
                point += 1;
            }
        }
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        let point = if digits.is_empty() { 0 } else { point };
        Self { negative: self.negative, digits, point }
    }

    /// Without exponent, as many digits as there are: `-0.05`, `1200`.
    #[must_use]
    pub fn plain(&self) -> String {
        self.fixed((self.digits.len() as i64 - self.point).max(0) as usize)
    }

    /// Without exponent and with so many digits after the point; the number must have been rounded to them.
    #[must_use]
    pub fn fixed(&self, places: usize) -> String {
        let digit = |position: i64| {
            usize::try_from(position).ok().and_then(|at| self.digits.get(at)).map_or('0', |digit| char::from(*digit))
        };
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        if self.point <= 0 {
            text.push('0');
        }
        text.extend((0..self.point.max(0)).map(digit));
        if places > 0 {
            text.push('.');
            text.extend((self.point..self.point + places as i64).map(digit));
        }
        text
    }

    /// With exponent and so many digits after the point; the number must have been rounded to them: `1.50e+03`.
    #[must_use]
    pub fn exponential(&self, places: usize) -> String {
        let digit = |at: usize| self.digits.get(at).map_or('0', |digit| char::from(*digit));
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        text.push(digit(0));
        if places > 0 {
            text.push('.');
            text.extend((1..=places).map(digit));
        }
        let exponent = self.exponent();
        text.push_str(&format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
        text
    }

    /// With exponent and all digits.
    #[must_use]
    pub fn scientific(&self) -> String {
        self.exponential(self.digits.len().saturating_sub(1))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |decimal: &Self| match (decimal.is_zero(), decimal.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = || self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits));
        sign(self).cmp(&sign(other)).then_with(|| if self.negative { size().reverse() } else { size() })
    }
}

/// An integer and a power of ten which make `mantissa * 2^exponent`.
fn scaled(mantissa: &UBig, exponent: i64) -> (UBig, i64) {
    let size = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
    if exponent >= 0 { (mantissa << size, 0) } else { (mantissa * UBig::from(5u8).pow(size), exponent) }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(digits: &str, scale: i64) -> Decimal {
        Decimal::new(false, digits.to_owned(), scale)
    }

    #[test]
    fn rounds_half_to_even() {
        for (digits, scale, count, shown) in [
            ("125", -2, 2, "1.2"),
            ("135", -2, 2, "1.4"),
            ("1251", -3, 2, "1.3"),
            ("999", -2, 2, "10"),
            ("5", -1, 0, "0"),
            ("6", -1, 0, "1"),
            ("4", -1, -3, "0"),
        ] {
            assert_eq!(decimal(digits, scale).rounded(count).plain(), shown, "{digits}e{scale}");
        }
    }

    #[test]
    fn prints() {
        assert_eq!(decimal("12345", -2).plain(), "123.45");
        assert_eq!(decimal("12300", 0).plain(), "12300");
        assert_eq!(decimal("5", -3).plain(), "0.005");
        assert_eq!(decimal("15", 2).exponential(2), "1.50e+03");
        assert_eq!(decimal("0", 0).exponential(1), "0.0e+00");
        assert_eq!(decimal("15", 0).fixed(2), "15.00");
    }
}
