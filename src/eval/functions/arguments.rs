//! Reading arguments that [`super::call`] has checked.

use super::FunctionError;
use crate::value::Value;

/// The string at `index`; empty where there is none, which the checks exclude.
pub(super) fn text(values: &[Value], index: usize) -> &str {
    values.get(index).and_then(Value::as_str).unwrap_or("")
}

/// The whole number at `index`.
///
/// # Errors
/// When the number has a fraction or does not fit.
pub(super) fn whole(values: &[Value], index: usize) -> Result<i64, FunctionError> {
    values.get(index).and_then(Value::as_number).and_then(|number| number.to_i64()).ok_or_else(|| {
        let (low, high) = (i64::MIN, i64::MAX);
        FunctionError::argument(index, format!("value must be a whole number, between {low} and {high}"))
    })
}

/// The elements of the known list, set or tuple at `index`.
pub(super) fn elements(values: &[Value], index: usize) -> &[Value] {
    values.get(index).and_then(Value::as_elements).unwrap_or(&[])
}
