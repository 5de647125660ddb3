//! Equality: exact, as Terraform's `==` with unknowns and with what their symbols say, and whether two symbols can name
//! the same object.

use std::sync::Arc;

use super::template::{self, Piece};
use super::{Causes, Content, Data, Instance, PathStep, Refinement, Symbol, Type, Unknown, Value};

/// Pairs of set elements that are compared to find out whether two partly unknown sets can be equal.
const MAX_SET_PAIRS: usize = 10_000;

/// Whether two values are equal, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Equality {
    /// In every possible outcome.
    Equal,
    /// In no possible outcome.
    Different,
    /// That depends on what the causes would decide.
    Unknown(Causes),
}

/// Whether both are the same value of the same type, unknowns included: two unknowns are the same only by their symbol
/// or by being templates of the same parts. Marks don't count.
#[must_use]
pub fn identical(left: &Value, right: &Value) -> bool {
    let all = |left: &[Value], right: &[Value]| {
        left.len() == right.len() && left.iter().zip(right).all(|(left, right)| identical(left, right))
    };
    match (&left.data, &right.data) {
        (Data::Null(left), Data::Null(right)) => left == right,
        (Data::Bool(left), Data::Bool(right)) => left == right,
        (Data::Number(left), Data::Number(right)) => left == right,
        (Data::String(left), Data::String(right)) => left == right,
        (Data::List(left), Data::List(right)) | (Data::Set(left), Data::Set(right)) => {
            Arc::ptr_eq(left, right) || (left.element == right.element && all(&left.elements, &right.elements))
        }
        (Data::Tuple(left), Data::Tuple(right)) => Arc::ptr_eq(left, right) || all(left, right),
        (Data::Map(left), Data::Map(right)) => {
            Arc::ptr_eq(left, right)
                || (left.element == right.element
                    && left.entries.len() == right.entries.len()
                    && left.entries.iter().zip(&right.entries).all(|(l, r)| l.0 == r.0 && identical(l.1, r.1)))
        }
        (Data::Object(left), Data::Object(right)) => {
            Arc::ptr_eq(left, right)
                || (left.len() == right.len()
                    && left.iter().zip(right.iter()).all(|(l, r)| l.0 == r.0 && identical(l.1, r.1)))
        }
        (Data::Unknown(left_unknown), Data::Unknown(right_unknown)) => {
            left_unknown.ty == right_unknown.ty
                && (same_symbol(left, right)
                    || match (&left_unknown.content, &right_unknown.content) {
                        (Some(Content::Template(left)), Some(Content::Template(right))) => {
                            template::identical(left, right)
                        }
                        _ => false,
                    })
        }
        _ => false,
    }
}

fn same_symbol(left: &Value, right: &Value) -> bool {
    left.symbol.is_some() && left.symbol == right.symbol
}

/// Terraform's `==`: types first, null equal to null of any type; unknown where it depends on what is not known.
///
/// Beyond cty, symbols decide: an attribute equals itself, the identities of two resources differ, and templates are
/// held against each other part by part. Every decided result holds for every possible apply, given that different
/// resource blocks stand for different objects.
#[must_use]
pub fn equals(left: &Value, right: &Value) -> Value {
    // Only whether one of them is null was looked at, not what is in the other.
    let marks = if left.is_null() != right.is_null() {
        left.marks.union(right.marks)
    } else {
        left.deep_marks().union(right.deep_marks())
    };
    match equality(left, right) {
        Equality::Equal => Value::bool(true),
        Equality::Different => Value::bool(false),
        Equality::Unknown(causes) => {
            Value::unknown_with(Unknown { ty: Type::Bool, causes, refinement: Refinement::not_null(), content: None })
        }
    }
    .marked(marks)
}

/// As [`equals`], without marks.
#[must_use]
pub fn equality(left: &Value, right: &Value) -> Equality {
    // The usual case, without building types.
    match (&left.data, &right.data) {
        (Data::String(left), Data::String(right)) => return decided(left == right),
        (Data::Bool(left), Data::Bool(right)) => return decided(left == right),
        (Data::Number(left), Data::Number(right)) => return decided(left == right),
        _ => {}
    }
    match (left.is_null(), right.is_null()) {
        (true, true) => return Equality::Equal,
        (true, false) if right.is_never_null() => return Equality::Different,
        (false, true) if left.is_never_null() => return Equality::Different,
        (true, false) | (false, true) => return unknown(left, right),
        (false, false) => {}
    }
    if left.is_known() && right.is_known() {
        let (left_type, right_type) = (left.ty(), right.ty());
        if left_type != right_type {
            // An unknown of no particular type can still turn out to be what the other side has in its place.
            let open = has_untyped_unknown(left) || has_untyped_unknown(right);
            if !open || !may_become_equal(&left_type, &right_type) {
                return Equality::Different;
            }
        }
    }
    compare(left, right)
}

/// Compares values of types that are known to agree, or of which at least one is unknown.
fn compare(left: &Value, right: &Value) -> Equality {
    if same_symbol(left, right) && left.ty() == right.ty() {
        return Equality::Equal;
    }
    match (&left.data, &right.data) {
        (Data::Unknown(_), _) | (_, Data::Unknown(_)) => compare_unknown(left, right),
        (Data::Null(_), Data::Null(_)) => Equality::Equal,
        (Data::Bool(left), Data::Bool(right)) => decided(left == right),
        (Data::Number(left), Data::Number(right)) => decided(left == right),
        (Data::String(left), Data::String(right)) => decided(left == right),
        (Data::Tuple(left), Data::Tuple(right)) => {
            compare_all(left.len() == right.len(), left.iter().zip(right.iter()))
        }
        (Data::List(left), Data::List(right)) => {
            compare_all(left.elements.len() == right.elements.len(), left.elements.iter().zip(&right.elements))
        }
        (Data::Map(left), Data::Map(right)) => {
            compare_all(left.entries.keys().eq(right.entries.keys()), left.entries.values().zip(right.entries.values()))
        }
        (Data::Object(left), Data::Object(right)) => {
            compare_all(left.keys().eq(right.keys()), left.values().zip(right.values()))
        }
        (Data::Set(left_set), Data::Set(right_set)) => {
            let whole = left.is_wholly_known() && right.is_wholly_known();
            let same_elements = left_set.elements.len() == right_set.elements.len()
                && left_set.elements.iter().zip(&right_set.elements).all(|(left, right)| identical(left, right));
            if whole || same_elements {
                return decided(same_elements);
            }
            if left_set.elements.len().saturating_mul(right_set.elements.len()) <= MAX_SET_PAIRS {
                let lacks = |elements: &[Value], others: &[Value]| {
                    elements
                        .iter()
                        .any(|element| others.iter().all(|other| equality(element, other) == Equality::Different))
                };
                if lacks(&left_set.elements, &right_set.elements) || lacks(&right_set.elements, &left_set.elements) {
                    return Equality::Different;
                }
            }
            unknown(left, right)
        }
        _ => Equality::Different,
    }
}

fn decided(equal: bool) -> Equality {
    if equal { Equality::Equal } else { Equality::Different }
}

fn unknown(left: &Value, right: &Value) -> Equality {
    Equality::Unknown(left.causes().union(&right.causes()))
}

/// One different pair decides, even beside unknown ones.
fn compare_all<'a>(same_shape: bool, pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Equality {
    if !same_shape {
        return Equality::Different;
    }
    let mut result = Equality::Equal;
    for (left, right) in pairs {
        let pair = match (left.is_null(), right.is_null()) {
            (false, false) => compare(left, right),
            _ => equality(left, right),
        };
        result = match (result, pair) {
            (_, Equality::Different) => return Equality::Different,
            (Equality::Unknown(causes), Equality::Unknown(more)) => Equality::Unknown(causes.union(&more)),
            (Equality::Unknown(causes), _) | (_, Equality::Unknown(causes)) => Equality::Unknown(causes),
            (Equality::Equal | Equality::Different, Equality::Equal) => Equality::Equal,
        };
    }
    result
}

fn compare_unknown(left: &Value, right: &Value) -> Equality {
    let (left_type, right_type) = (left.ty(), right.ty());
    let typed = !left_type.has_dynamic() && !right_type.has_dynamic();
    if left_type != right_type {
        // Values of different types are equal only as nulls.
        if typed && (left.is_never_null() || right.is_never_null()) {
            return Equality::Different;
        }
        return unknown(left, right);
    }
    let excluded = match (left.as_unknown(), right.as_unknown()) {
        (Some(left), None) => left.refinement.excludes(right),
        (None, Some(right)) => right.refinement.excludes(left),
        (Some(left), Some(right)) => contradict(&left.refinement, &right.refinement),
        (None, None) => false,
    };
    if excluded {
        return Equality::Different;
    }
    if let (Some(left_symbol), Some(right_symbol)) = (&left.symbol, &right.symbol)
        && left.is_never_null()
        && right.is_never_null()
        && are_distinct(left_symbol, right_symbol)
    {
        return Equality::Different;
    }
    if left_type == Type::String
        && let (Some(left_pieces), Some(right_pieces)) = (pieces(left), pieces(right))
    {
        match template::compare(&left_pieces, &right_pieces, &|left, right| compare(left, right)) {
            Some(true) => return Equality::Equal,
            Some(false) => return Equality::Different,
            None => {}
        }
    }
    unknown(left, right)
}

/// What a string that is not null is made of; `None` where it may be null or is made of one unknown piece only.
fn pieces(value: &Value) -> Option<Vec<Piece<'_>>> {
    match &value.data {
        Data::String(text) => Some(vec![Piece::Text(text)]),
        Data::Unknown(unknown) => match &unknown.content {
            Some(Content::Template(parts)) => Some(template::pieces(parts)),
            _ if unknown.refinement.not_null => Some(vec![Piece::Value(value)]),
            _ => None,
        },
        _ => None,
    }
}

/// Whether no value can keep both.
fn contradict(left: &Refinement, right: &Refinement) -> bool {
    if !left.not_null && !right.not_null {
        return false;
    }
    let prefixes = match (&left.prefix, &right.prefix) {
        (Some(left), Some(right)) => !left.starts_with(right.as_str()) && !right.starts_with(left.as_str()),
        _ => false,
    };
    let lengths = |left: &Refinement, right: &Refinement| {
        left.minimum_length.zip(right.maximum_length).is_some_and(|(minimum, maximum)| minimum > maximum)
    };
    let numbers = |left: &Refinement, right: &Refinement| match (&left.minimum, &right.maximum) {
        (Some((minimum, true)), Some((maximum, true))) => minimum > maximum,
        (Some((minimum, _)), Some((maximum, _))) => minimum >= maximum,
        _ => false,
    };
    prefixes || lengths(left, right) || lengths(right, left) || numbers(left, right) || numbers(right, left)
}

/// Whether two symbols name something that two different objects never share.
#[must_use]
pub fn are_distinct(left: &Symbol, right: &Symbol) -> bool {
    match (left, right) {
        (
            Symbol::Attribute { instance: left, identity: true, .. },
            Symbol::Attribute { instance: right, identity: true, .. },
        ) if kind_of_object(&left.resource_type) == kind_of_object(&right.resource_type) => {
            !left.is_data && !right.is_data && are_different_objects(left, right)
        }
        _ => is_default_and_made(left, right) || is_default_and_made(right, left),
    }
}

/// Whether one is what a VPC came with (`aws_vpc.main.default_security_group_id`) and the other of that kind, but made by a
/// resource block.
fn is_default_and_made(default: &Symbol, made: &Symbol) -> bool {
    let (Symbol::Attribute { instance: vpc, path, .. }, Symbol::Attribute { instance: made, identity: true, .. }) =
        (default, made)
    else {
        return false;
    };
    let [PathStep::Attribute(attribute)] = path.as_ref() else { return false };
    let made_type = match attribute.as_str() {
        "default_network_acl_id" => "aws_network_acl",
        "default_route_table_id" => "aws_route_table",
        "default_security_group_id" => "aws_security_group",
        _ => return false,
    };
    matches!(vpc.resource_type.as_str(), "aws_vpc" | "aws_default_vpc")
        && made.resource_type == made_type
        && !made.is_data
}

/// What a resource type makes: `aws_alb` is another name for `aws_lb`, and the resource that adopts a VPC's default security
/// group is for a security group that no `aws_security_group` has made.
fn kind_of_object(resource_type: &str) -> (&str, &str) {
    if let Some(rest) = resource_type.strip_prefix("aws_default_") {
        ("aws_", rest)
    } else if let Some(rest) = resource_type.strip_prefix("aws_alb") {
        ("aws_lb", rest)
    } else if let Some(rest) = resource_type.strip_prefix("aws_lb") {
        ("aws_lb", rest)
    } else if let Some(rest) = resource_type.strip_prefix("aws_") {
        ("aws_", rest)
    } else {
        ("", resource_type)
    }
}

/// Whether two instances are certainly not the same: of different blocks, or with different known keys.
fn are_different_objects(left: &Instance, right: &Instance) -> bool {
    let (left_steps, right_steps) = (keyed_steps(&left.address), keyed_steps(&right.address));
    left_steps.len() != right_steps.len()
        || left_steps.iter().zip(&right_steps).any(|(left, right)| {
            left.0 != right.0 || (left.1 != right.1 && left.1 != Some("*") && right.1 != Some("*"))
        })
}

/// An address cut after every key: `module.a["x"].aws_s3_bucket.b[0]` is `(module.a, "x")`, `(.aws_s3_bucket.b, 0)`.
fn keyed_steps(address: &str) -> Vec<(&str, Option<&str>)> {
    let mut steps = Vec::new();
    let mut rest = address;
    while let Some(open) = rest.find('[') {
        let name = &rest[..open];
        let inner = &rest[open + 1..];
        let close = if inner.starts_with('"') { end_of_quoted(inner) } else { inner.find(']') };
        let Some(close) = close else { break };
        steps.push((name, Some(&inner[..close])));
        rest = inner.get(close + 1..).unwrap_or("");
    }
    if !rest.is_empty() {
        steps.push((rest, None));
    }
    steps
}

/// Where the closing bracket after a quoted key is.
fn end_of_quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether an unknown of no particular type is anywhere in it.
fn has_untyped_unknown(value: &Value) -> bool {
    match &value.data {
        Data::Unknown(unknown) => unknown.ty.has_dynamic(),
        _ => value.children().any(has_untyped_unknown),
    }
}

/// Whether two types can be the same once their open parts are known.
fn may_become_equal(left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::Dynamic, _) | (_, Type::Dynamic) => true,
        (Type::List(left), Type::List(right))
        | (Type::Set(left), Type::Set(right))
        | (Type::Map(left), Type::Map(right)) => may_become_equal(left, right),
        (Type::Tuple(left), Type::Tuple(right)) => {
            left.len() == right.len() && left.iter().zip(right.iter()).all(|(l, r)| may_become_equal(l, r))
        }
        (Type::Object(left), Type::Object(right)) => {
            left.attributes.keys().eq(right.attributes.keys())
                && left.attributes.values().zip(right.attributes.values()).all(|(l, r)| may_become_equal(l, r))
        }
        (left, right) => left == right,
    }
}
