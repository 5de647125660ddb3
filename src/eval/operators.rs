//! Operators.

use super::access::{causes_of, refinement};
use super::evaluator::unknown_bool;
use super::{EvalError, EvalResult};
use crate::syntax::ast::{BinaryOperator, UnaryOperator};
use crate::value::{Data, Number, NumberError, Refinement, Type, Unknown, Value, convert, equals};
use crate::workspace::Span;

fn operand(value: &Value, ty: &Type, span: Span) -> EvalResult {
    if value.is_null() {
        return Err(EvalError::new(span, "the operand must not be null"));
    }
    convert(value, ty).map_err(|error| EvalError::new(span, format!("unsuitable value for the operand: {error}")))
}

/// `!a`, `-a`.
pub(super) fn unary(operator: UnaryOperator, value: Value, span: Span) -> EvalResult {
    let ty = match operator {
        UnaryOperator::Not => Type::Bool,
        UnaryOperator::Negate => Type::Number,
    };
    let value = operand(&value, &ty, span)?;
    let result = match &value.data {
        Data::Bool(value) => Value::bool(!value),
        Data::Number(number) => Value::number(number.neg()),
        _ if ty == Type::Bool => unknown_bool(value.causes()),
        _ => {
            let old = refinement(&value);
            let refined = Refinement {
                not_null: true,
                minimum: old.maximum.map(|(bound, closed)| (bound.neg(), closed)),
                maximum: old.minimum.map(|(bound, closed)| (bound.neg(), closed)),
                ..Refinement::default()
            };
            Value::unknown_with(Unknown { ty, causes: value.causes(), refinement: refined, content: None })
        }
    };
    Ok(result.marked(value.marks))
}

/// Whether a value can be an operand of `&&` and `||` at all; null counts as one here.
pub(super) fn check_bool(value: &Value, span: Span) -> Result<(), Box<EvalError>> {
    convert(value, &Type::Bool)
        .map(|_| ())
        .map_err(|error| EvalError::new(span, format!("unsuitable value for the operand: {error}")))
}

fn controlling(operator: BinaryOperator) -> bool {
    operator == BinaryOperator::Or
}

fn controls(operator: BinaryOperator, value: &Value) -> bool {
    let known = match &value.data {
        Data::Bool(known) => Some(*known),
        Data::String(_) => convert(value, &Type::Bool).ok().and_then(|value| value.as_bool()),
        _ => None,
    };
    known == Some(controlling(operator))
}

/// Whether one side of `&&` or `||` decides it alone: then the other side's value and errors don't matter.
pub(super) fn decides(operator: BinaryOperator, side: &EvalResult) -> bool {
    side.as_ref().is_ok_and(|value| controls(operator, value))
}

/// The result where one side decides.
pub(super) fn decided(operator: BinaryOperator, side: &Value) -> Value {
    Value::bool(controlling(operator)).marked(side.marks)
}

/// `&&` and `||` after the left side did not decide.
pub(super) fn logical(
    operator: BinaryOperator,
    (left, left_span): (EvalResult, Span),
    (right, right_span): (EvalResult, Span),
) -> EvalResult {
    if decides(operator, &right) {
        return right.map(|value| decided(operator, &value));
    }
    let left = operand(&left?, &Type::Bool, left_span)?;
    let right = match right {
        Ok(right) => operand(&right, &Type::Bool, right_span),
        Err(error) => Err(error),
    };
    let right = match right {
        Ok(right) => right,
        // The left side may yet turn out to decide, so the error may never happen.
        Err(_) if !left.is_known() => return Ok(unknown_bool(left.causes()).marked(left.marks)),
        Err(error) => return Err(error),
    };
    let marks = left.marks.union(right.marks);
    let result = match (left.as_bool(), right.as_bool()) {
        (Some(left), Some(right)) if operator == BinaryOperator::And => Value::bool(left && right),
        (Some(left), Some(right)) => Value::bool(left || right),
        _ => unknown_bool(causes_of([&left, &right])),
    };
    Ok(result.marked(marks))
}

/// Every other binary operator.
pub(super) fn binary(
    operator: BinaryOperator,
    (left, left_span): (Value, Span),
    (right, right_span): (Value, Span),
    span: Span,
) -> EvalResult {
    match operator {
        BinaryOperator::Equal => return Ok(equals(&left, &right)),
        BinaryOperator::NotEqual => {
            let equal = equals(&left, &right);
            return unary(UnaryOperator::Not, equal, span);
        }
        _ => {}
    }
    let left = operand(&left, &Type::Number, left_span)?;
    let right = operand(&right, &Type::Number, right_span)?;
    let marks = left.marks.union(right.marks);
    let result = match (left.as_number(), right.as_number()) {
        (Some(left), Some(right)) => known(operator, left, right).map_err(|message| EvalError::new(span, message))?,
        _ => partly_known(operator, &left, &right),
    };
    Ok(result.marked(marks))
}

fn number(result: Result<Number, NumberError>) -> Result<Value, String> {
    result.map(Value::number).map_err(|error| error.to_string())
}

fn known(operator: BinaryOperator, left: &Number, right: &Number) -> Result<Value, String> {
    Ok(match operator {
        BinaryOperator::Less => Value::bool(left < right),
        BinaryOperator::LessOrEqual => Value::bool(left <= right),
        BinaryOperator::Greater => Value::bool(left > right),
        BinaryOperator::GreaterOrEqual => Value::bool(left >= right),
        BinaryOperator::Add => number(left.add(right))?,
        BinaryOperator::Subtract => number(left.sub(right))?,
        BinaryOperator::Multiply => number(left.mul(right))?,
        BinaryOperator::Divide => number(left.div(right))?,
        BinaryOperator::Modulo => number(left.rem(right))?,
        BinaryOperator::Or | BinaryOperator::And | BinaryOperator::Equal | BinaryOperator::NotEqual => {
            Value::unknown(Type::Bool, crate::value::Causes::default())
        }
    })
}

/// A comparison that bounds decide, or an unknown of the operator's type.
fn partly_known(operator: BinaryOperator, left: &Value, right: &Value) -> Value {
    let causes = causes_of([left, right]);
    let ordered = match operator {
        BinaryOperator::Less => is_less(left, right).or(is_less_or_equal(right, left).map(|_| false)),
        BinaryOperator::GreaterOrEqual => is_less_or_equal(right, left).or(is_less(left, right).map(|_| false)),
        BinaryOperator::Greater => is_less(right, left).or(is_less_or_equal(left, right).map(|_| false)),
        BinaryOperator::LessOrEqual => is_less_or_equal(left, right).or(is_less(right, left).map(|_| false)),
        _ => {
            let refinement = Refinement { not_null: true, ..Refinement::default() };
            return Value::unknown_with(Unknown { ty: Type::Number, causes, refinement, content: None });
        }
    };
    ordered.map_or_else(|| unknown_bool(causes), Value::bool)
}

/// `Some(true)` where every possible `left` is below every possible `right`.
fn is_less(left: &Value, right: &Value) -> Option<bool> {
    let (maximum, minimum) = (refinement(left).maximum?, refinement(right).minimum?);
    (maximum.0 < minimum.0 || (maximum.0 == minimum.0 && !(maximum.1 && minimum.1))).then_some(true)
}

/// `Some(true)` where no possible `left` is above any possible `right`.
fn is_less_or_equal(left: &Value, right: &Value) -> Option<bool> {
    let (maximum, minimum) = (refinement(left).maximum?, refinement(right).minimum?);
    (maximum.0 <= minimum.0).then_some(true)
}
