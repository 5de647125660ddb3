//! One of several values, of which nobody knows which.

use smol_str::SmolStr;

use super::access::refinement;
use crate::value::{Causes, Content, Data, Member, Presence, Refinement, Type, Unknown, Value, identical};

/// What is known of a value that is one of two, and why nobody knows which.
pub(super) fn either(causes: &Causes, then: &Value, otherwise: &Value) -> Value {
    if identical(then, otherwise) {
        return then.clone().marked(otherwise.marks);
    }
    let marks = then.marks.union(otherwise.marks);
    let causes = causes.union(&then.causes()).union(&otherwise.causes());
    let ty = if then.ty() == otherwise.ty() { then.ty() } else { Type::Dynamic };
    let (left, right) = (refinement(then), refinement(otherwise));
    let mut refinement = Refinement {
        not_null: left.not_null && right.not_null,
        prefix: match (left.prefix, right.prefix) {
            (Some(left), Some(right)) => common_prefix(&left, &right),
            _ => None,
        },
        ..Refinement::default()
    };
    if let (Some((left, left_closed)), Some((right, right_closed))) = (left.minimum, right.minimum) {
        refinement.minimum = Some(if right < left { (right, right_closed) } else { (left, left_closed) });
    }
    if let (Some((left, left_closed)), Some((right, right_closed))) = (left.maximum, right.maximum) {
        refinement.maximum = Some(if right > left { (right, right_closed) } else { (left, left_closed) });
    }
    refinement.minimum_length = left.minimum_length.zip(right.minimum_length).map(|(left, right)| left.min(right));
    refinement.maximum_length = left.maximum_length.zip(right.maximum_length).map(|(left, right)| left.max(right));
    let content = match (then.as_elements(), otherwise.as_elements()) {
        (Some(left), Some(right)) => {
            let possible =
                |value: &Value| Member { value: value.clone(), presence: Presence::Possible(causes.clone()) };
            Some(Content::Members(left.iter().chain(right).map(possible).collect()))
        }
        _ => None,
    };
    Value::unknown_with(Unknown { ty, causes, refinement, content }).marked(marks)
}

fn common_prefix(left: &str, right: &str) -> Option<SmolStr> {
    let prefix: String =
        left.chars().zip(right.chars()).take_while(|(left, right)| left == right).map(|(left, _)| left).collect();
    (!prefix.is_empty()).then(|| prefix.into())
}

/// What two values have in common: as [`either`], with objects and lists of the same shape taken apart, so that what is the same in
/// both of them stays known.
pub(crate) fn common(causes: &Causes, left: &Value, right: &Value) -> Value {
    let pairs = |left: &[Value], right: &[Value]| -> Vec<Value> {
        left.iter().zip(right).map(|(left, right)| common(causes, left, right)).collect()
    };
    let value = match (&left.data, &right.data) {
        _ if identical(left, right) => left.clone(),
        (Data::Object(left), Data::Object(right)) if left.keys().eq(right.keys()) => {
            let attributes = left.iter().zip(right.values());
            Value::object(attributes.map(|((name, left), right)| (name.clone(), common(causes, left, right))))
        }
        (Data::Tuple(left), Data::Tuple(right)) if left.len() == right.len() => Value::tuple(pairs(left, right)),
        (Data::List(left), Data::List(right))
            if left.element == right.element && left.elements.len() == right.elements.len() =>
        {
            Value::list(left.element.clone(), pairs(&left.elements, &right.elements))
        }
        _ => either(causes, left, right),
    };
    let symbol = left.symbol.clone().filter(|symbol| right.symbol.as_ref() == Some(symbol));
    value.marked(left.marks.union(right.marks)).with_symbol(symbol)
}

#[cfg(test)]
mod tests {
    use super::common;
    use crate::value::{Cause, Causes, Value, from_json};

    #[test]
    fn what_is_the_same_stays_known() {
        let value = |text: &str| from_json(text).unwrap();
        let causes = Causes::one(Cause::Variable("var.x".into()));
        let both = common(
            &causes,
            &value(r#"{"a": true, "b": "x", "c": [{"d": 1, "e": 2}], "f": [1], "g": null}"#),
            &value(r#"{"a": true, "b": "y", "c": [{"d": 1, "e": 3}], "f": [1, 2], "g": 1}"#),
        );
        assert_eq!(both.get("a").and_then(Value::as_bool), Some(true));
        let inner = &both.get("c").unwrap().as_elements().unwrap()[0];
        assert!(inner.get("d").unwrap().is_known());
        for unknown in [both.get("b"), inner.get("e"), both.get("f"), both.get("g")] {
            assert_eq!(unknown.unwrap().causes(), causes);
        }
    }
}
