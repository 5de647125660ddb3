//! What it costs to make and to look at values, in steps of the budget. A step stands for some memory and time, whatever the text is
//! that asks for it.

use crate::syntax::ast::Call;
use crate::value::Value;

/// Steps that an element of a new collection costs: what it takes up is some hundred bytes.
pub(super) const STEPS_PER_ELEMENT: u64 = 8;

/// Values or bytes of text that are looked at for one step.
const SEEN_PER_STEP: u64 = 16;

/// The steps that it takes to look at a text, or at the elements of a collection but not into them.
pub(super) fn steps_over(value: &Value) -> u64 {
    let length = value.as_str().map_or_else(|| value.children().len(), str::len);
    length as u64 / SEEN_PER_STEP
}

/// The steps that it takes to compare or convert a value with all that is in it.
pub(super) fn steps_through(value: &Value) -> u64 {
    steps_over(value).max(value.size() / 2)
}

/// Functions that give back an argument or a part of it as it is, or its length.
const PICKING: [&str; 12] = [
    "coalesce",
    "coalescelist",
    "element",
    "issensitive",
    "length",
    "lookup",
    "nonsensitive",
    "one",
    "sensitive",
    "tolist",
    "tomap",
    "toset",
];

/// Functions that put elements in order or write them out to compare them.
const ORDERING: [&str; 7] =
    ["distinct", "matchkeys", "setintersection", "setproduct", "setsubtract", "setunion", "sort"];

/// The steps that a call takes for its arguments.
pub(super) fn steps_of_call(call: &Call, arguments: &[Value]) -> u64 {
    let name = call.name.last().map_or("", |name| name.name.as_str());
    let of_argument = |argument: &Value| {
        if PICKING.contains(&name) {
            steps_over(argument)
        } else if ORDERING.contains(&name) {
            argument.size().saturating_mul(4)
        } else {
            steps_over(argument).max(argument.size())
        }
    };
    arguments.iter().fold(0, |steps, argument| of_argument(argument).saturating_add(steps))
}
