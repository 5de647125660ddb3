//! Logarithm and power, rounded as Go's `math` package rounds them: `log(9, 3)` is a little more than 2 in Terraform.

use std::f64::consts::FRAC_1_SQRT_2;

/// The natural logarithm, by FreeBSD's algorithm.
pub(super) fn ln(number: f64) -> f64 {
    /// ln 2, in two parts of which the first is exact.
    const LN_2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];
    /// Coefficients of the polynomial that approximates the rest.
    const L: [f64; 7] = [
        6.666_666_666_666_735e-1,
        3.999_999_999_940_942e-1,
        2.857_142_874_366_239e-1,
        2.222_219_843_214_978_4e-1,
        1.818_357_216_161_805e-1,
        1.531_383_769_920_937_3e-1,
        1.479_819_860_511_658_6e-1,
    ];
    if !(number.is_finite() && number > 0.0) {
        return number.ln();
    }
    let (mut fraction, mut exponent) = parts(number);
    if fraction < FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let (f, k) = (fraction - 1.0, f64::from(exponent));
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let odd = s2 * (L[0] + s4 * (L[2] + s4 * (L[4] + s4 * L[6])));
    let even = s4 * (L[1] + s4 * (L[3] + s4 * L[5]));
    let half_square = 0.5 * f * f;
    k * LN_2[0] - ((half_square - (s * (half_square + (odd + even)) + k * LN_2[1])) - f)
}

/// `base` to the power of `exponent`: the whole part by squaring, the rest by way of the logarithm.
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    let (mut whole, mut rest) = (exponent.abs().trunc(), exponent.abs().fract());
    let is_special = base == 0.0 || base == 1.0 || !base.is_finite() || !exponent.is_finite();
    if is_special || exponent.abs() == 0.5 || whole >= 9.0e18 || (rest != 0.0 && base < 0.0) {
        return base.powf(exponent);
    }
    if exponent == 1.0 {
        return base;
    }
    let (mut result, mut scale) = (1.0, 0i64);
    if rest != 0.0 {
        if rest > 0.5 {
            rest -= 1.0;
            whole += 1.0;
        }
        result = (rest * ln(base)).exp();
    }
    let (mut factor, mut factor_scale) = parts(base);
    let mut left = whole as i64;
    while left != 0 {
        if factor_scale.abs() > 1 << 12 {
            // Beyond every exponent that a number can have.
            scale += i64::from(factor_scale);
            break;
        }
        if left & 1 == 1 {
            result *= factor;
            scale += i64::from(factor_scale);
        }
        factor *= factor;
        factor_scale *= 2;
        if factor < 0.5 {
            factor += factor;
            factor_scale -= 1;
        }
        left >>= 1;
    }
    if exponent < 0.0 {
        result = 1.0 / result;
        scale = -scale;
    }
    scaled(result, scale)
}

/// The number as a fraction of at least one half and below one, times a power of two.
fn parts(number: f64) -> (f64, i32) {
    const EXPONENT: u64 = 0x7ff << 52;
    if number == 0.0 || !number.is_finite() {
        return (number, 0);
    }
    // Subnormal numbers have no exponent of their own.
    let (number, shift) = if number.is_normal() { (number, 0) } else { (number * 2f64.powi(52), -52) };
    let bits = number.to_bits();
    let exponent = i32::try_from((bits & EXPONENT) >> 52).unwrap_or(0) - 1022 + shift;
    (f64::from_bits((bits & !EXPONENT) | (1022 << 52)), exponent)
}

/// The number times a power of two, rounded once.
fn scaled(number: f64, power: i64) -> f64 {
    let (fraction, exponent) = parts(number);
    match i32::try_from(i64::from(exponent) + power) {
        _ if fraction == 0.0 || !fraction.is_finite() => fraction,
        Ok(exponent @ -1020..=1024) => fraction * 2.0 * 2f64.powi(exponent - 1),
        Ok(exponent @ -1100..=-1021) => fraction * 2f64.powi(exponent + 100) * 2f64.powi(-100),
        Ok(exponent) if exponent < 0 => fraction * 0.0,
        _ => fraction * f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::{ln, parts, power};

    #[test]
    fn close_to_what_the_platform_computes() {
        for (base, exponent) in
            [(10.0, 23.0), (0.3, 3.0), (-8.0, 3.0), (2.5, 1.7), (2.0, -1074.0), (10.0, 308.0), (3.7, -0.2)]
        {
            let (ours, theirs) = (power(base, exponent), f64::powf(base, exponent));
            assert!((ours - theirs).abs() <= theirs.abs() * 4.0 * f64::EPSILON, "{base} {exponent}: {ours} {theirs}");
            let (ours, theirs) = (ln(base.abs()), base.abs().ln());
            assert!((ours - theirs).abs() <= theirs.abs() * 4.0 * f64::EPSILON, "{base}: {ours} {theirs}");
        }
        assert_eq!(power(10.0, 400.0), f64::INFINITY);
        assert_eq!(power(-10.0, 401.0), f64::NEG_INFINITY);
        assert_eq!(power(10.0, -400.0), 0.0);
        assert_eq!(power(2.0, 1e300), f64::INFINITY);
        assert_eq!(power(0.0, -1.0), f64::INFINITY);
        assert!(power(-8.0, 0.5).is_nan() && ln(-1.0).is_nan());
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert_eq!(parts(5e-324), (0.5, -1073));
    }
}
