//! Equality: exact, as Terraform's `==` with unknowns, and the order in which sets are iterated.

use std::cmp::Ordering;

use super::{Data, Value};

/// Whether both are the same value of the same type, unknowns included: two unknowns are the same only by their symbol.
#[must_use]
pub fn identical(left: &Value, right: &Value) -> bool {
    match (&left.data, &right.data) {
        (Data::Null(left), Data::Null(right)) => left == right,
        (Data::Bool(left), Data::Bool(right)) => left == right,
        (Data::Number(left), Data::Number(right)) => left == right,
        (Data::String(left), Data::String(right)) => left == right,
        _ => false,
    }
}

/// cty's order of set elements.
pub(super) fn order(left: &Value, right: &Value) -> Ordering {
    match (&left.data, &right.data) {
        (Data::Bool(left), Data::Bool(right)) => left.cmp(right),
        (Data::Number(left), Data::Number(right)) => left.cmp(right),
        (Data::String(left), Data::String(right)) => left.cmp(right),
        _ => Ordering::Equal,
    }
}
