//! The walk over an expression.

use super::cost::{STEPS_PER_ELEMENT, steps_of_call, steps_over, steps_through};
use super::either::either;
use super::scope::{Binding, Lookup, Scope, Special, StepKey};
use super::{Context, EvalError, EvalResult, TypeConstraint, access, collection, operators, template};
use crate::syntax::ast::{
    BinaryOperator, Call, Conditional, Expression, ExpressionKind, ObjectItem, Splat, Step, StepKind, Traversal,
};
use crate::value::{Cause, Causes, Data, Limit, Marks, Refinement, Type, Unknown, Value, convert, unify};
use crate::workspace::Span;

/// Evaluates expressions in a scope.
#[derive(Clone, Copy)]
pub struct Evaluator<'a> {
    /// What may still be used up.
    pub context: &'a Context,
    /// What names mean.
    pub scope: &'a dyn Scope,
}

impl<'a> Evaluator<'a> {
    /// An evaluator in a scope.
    #[must_use]
    pub fn new(context: &'a Context, scope: &'a dyn Scope) -> Self {
        Self { context, scope }
    }

    /// The value of an expression.
    ///
    /// # Errors
    /// The first mistake that the value depends on.
    pub fn evaluate(&self, expression: &Expression, bindings: Option<&Binding<'_>>) -> EvalResult {
        if let ExpressionKind::Literal(value) = &expression.kind {
            return Ok(value.clone());
        }
        if let Some(unknown) = self.context.spend(1, expression.span) {
            return Ok(unknown);
        }
        let value = self.context.deeper(expression.span, Ok, || self.evaluate_kind(expression, bindings))?;
        // Only these build values out of others, so that a few lines could name a value of astronomic size.
        let builds = matches!(
            expression.kind,
            ExpressionKind::Tuple(_) | ExpressionKind::Object(_) | ExpressionKind::For(_) | ExpressionKind::Call(_)
        );
        if builds && value.exceeds(self.context.budget().elements) {
            return Ok(self.context.exhaust(Limit::CollectionSize, expression.span));
        }
        Ok(value)
    }

    fn evaluate_kind(&self, expression: &Expression, bindings: Option<&Binding<'_>>) -> EvalResult {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Literal(value) => Ok(value.clone()),
            ExpressionKind::Template(template) => template::evaluate(self, template, span, bindings),
            ExpressionKind::TemplateWrap(inner) | ExpressionKind::Parenthesis(inner) => self.evaluate(inner, bindings),
            ExpressionKind::Tuple(elements) => {
                if let Some(unknown) = self.context.spend(elements.len() as u64 * STEPS_PER_ELEMENT, span) {
                    return Ok(unknown);
                }
                let values: Result<Vec<Value>, _> =
                    elements.iter().map(|element| self.evaluate(element, bindings)).collect();
                Ok(Value::tuple(values?))
            }
            ExpressionKind::Object(items) => {
                let spent = self.context.spend(items.len() as u64 * STEPS_PER_ELEMENT, span);
                spent.map_or_else(|| self.object(items, bindings), Ok)
            }
            ExpressionKind::Traversal(traversal) => self.traversal(traversal, bindings),
            ExpressionKind::Access { source, steps } => {
                let value = self.evaluate(source, bindings)?;
                self.steps(value, steps, bindings)
            }
            ExpressionKind::Splat(splat) => self.splat(splat, bindings),
            ExpressionKind::Call(call) => self.call(call, span, bindings),
            ExpressionKind::For(expression) => collection::evaluate_for(self, expression, span, bindings),
            ExpressionKind::Conditional(conditional) => self.conditional(conditional, span, bindings),
            ExpressionKind::Unary { operator, operand } => {
                operators::unary(*operator, self.evaluate(operand, bindings)?, operand.span)
            }
            ExpressionKind::Binary(binary) => {
                let left = self.evaluate(&binary.left, bindings);
                match binary.operator {
                    BinaryOperator::And | BinaryOperator::Or => {
                        let is_decided = |side: &EvalResult| operators::decides(binary.operator, side);
                        let right = self.evaluate(&binary.right, bindings);
                        if is_decided(&left) {
                            // What the other side evaluates to doesn't matter, but it must be able to be a bool.
                            if let Ok(right) = &right {
                                operators::check_bool(right, binary.right.span)?;
                            }
                            return left.map(|value| operators::decided(binary.operator, &value));
                        }
                        operators::logical(binary.operator, (left, binary.left.span), (right, binary.right.span))
                    }
                    operator => {
                        let (left, right) = (left?, self.evaluate(&binary.right, bindings)?);
                        let walked = steps_through(&left).min(steps_through(&right));
                        if let Some(unknown) = self.context.spend(walked, span) {
                            return Ok(unknown);
                        }
                        operators::binary(operator, (left, binary.left.span), (right, binary.right.span), span)
                    }
                }
            }
            ExpressionKind::Invalid => Ok(Value::unknown(Type::Dynamic, Cause::Gap("an expression".into()))),
        }
    }

    fn object(&self, items: &[ObjectItem], bindings: Option<&Binding<'_>>) -> EvalResult {
        let mut attributes = std::collections::BTreeMap::new();
        let mut marks = Marks::NONE;
        let mut unknown_key: Option<Causes> = None;
        for item in items {
            let key = self.evaluate(&item.key, bindings)?;
            marks = marks.union(key.marks);
            // A bare word before `=` is a name, `null` too.
            let key = match &item.key.kind {
                ExpressionKind::Literal(value) if value.is_null() => Value::string("null"),
                _ if key.is_null() => return Err(EvalError::new(item.key.span, "an object key must not be null")),
                _ => key,
            };
            let key = convert(&key, &Type::String)
                .map_err(|_| EvalError::new(item.key.span, "an object key must be a string"))?;
            let value = self.evaluate(&item.value, bindings)?;
            match (key.as_str(), key.as_unknown()) {
                (Some(name), _) => {
                    attributes.insert(name.into(), value);
                }
                (None, unknown) => {
                    let causes = unknown.map(|unknown| unknown.causes.clone()).unwrap_or_default();
                    unknown_key = Some(unknown_key.unwrap_or_default().union(&causes));
                }
            }
        }
        Ok(match unknown_key {
            Some(causes) => Value::unknown(Type::Dynamic, causes).marked(marks),
            None => Value::object(attributes).marked(marks),
        })
    }

    /// A traversal: a `for` variable, or what the scope says.
    fn traversal(&self, traversal: &Traversal, bindings: Option<&Binding<'_>>) -> EvalResult {
        if let Some(value) = bindings.and_then(|bindings| bindings.find(&traversal.root.name)) {
            return self.steps(value.clone(), &traversal.steps, bindings);
        }
        let resolved = self.scope.resolve(Lookup { traversal, evaluator: self, bindings })?;
        self.steps(resolved.value, traversal.steps.get(resolved.consumed..).unwrap_or_default(), bindings)
    }

    fn steps(&self, mut value: Value, steps: &[Step], bindings: Option<&Binding<'_>>) -> EvalResult {
        for (index, step) in steps.iter().enumerate() {
            if matches!(step.kind, StepKind::Splat) {
                let rest = steps.get(index + 1..).unwrap_or_default();
                let each = |element: &Value| self.steps(element.clone(), rest, bindings);
                return collection::splat(&value, each).map_err(|error| {
                    error.unwrap_or_else(|| EvalError::new(step.span, "a splat can't be applied here"))
                });
            }
            let key = self.step_key(&step.kind, bindings)?;
            value = access::step(&value, &key).map_err(|message| EvalError::new(step.span, message))?;
        }
        Ok(value)
    }

    /// A step with its index evaluated.
    pub(super) fn step_key(&self, kind: &StepKind, bindings: Option<&Binding<'_>>) -> Result<StepKey, Box<EvalError>> {
        Ok(match kind {
            StepKind::Attribute(name) => StepKey::Attribute(name.clone()),
            StepKind::Index(expression) => StepKey::Index(self.evaluate(expression, bindings)?),
            StepKind::LegacyIndex(index) => StepKey::Index(Value::number(i64::try_from(*index).unwrap_or(i64::MAX))),
            // Splats among steps are applied by `steps` before any key is asked for.
            StepKind::Splat => StepKey::Index(Value::unknown(Type::Number, Causes::default())),
        })
    }

    fn splat(&self, splat: &Splat, bindings: Option<&Binding<'_>>) -> EvalResult {
        let source = self.evaluate(&splat.source, bindings)?;
        let elements = source.children().len() as u64;
        if let Some(unknown) = self.context.spend(elements * STEPS_PER_ELEMENT, splat.source.span) {
            return Ok(unknown);
        }
        let each = |value: &Value| self.steps(value.clone(), &splat.each, bindings);
        collection::splat(&source, each).map_err(|error| {
            error.unwrap_or_else(|| EvalError::new(splat.source.span.to(splat.marker), "a splat can't be applied here"))
        })
    }

    fn conditional(&self, conditional: &Conditional, span: Span, bindings: Option<&Binding<'_>>) -> EvalResult {
        let condition = self.evaluate(&conditional.condition, bindings)?;
        let condition_span = conditional.condition.span;
        if condition.is_null() {
            return Err(EvalError::new(condition_span, "the condition of a conditional must not be null"));
        }
        let condition = convert(&condition, &Type::Bool)
            .map_err(|_| EvalError::new(condition_span, "the condition of a conditional must be a bool"))?;
        let then = self.evaluate(&conditional.then, bindings);
        let otherwise = self.evaluate(&conditional.otherwise, bindings);
        // Their types are put together.
        let walked = |side: &EvalResult| side.as_ref().map_or(0, steps_through);
        if let Some(unknown) = self.context.spend(walked(&then) + walked(&otherwise), span) {
            return Ok(unknown);
        }
        let Some(taken) = condition.as_bool() else {
            let causes = condition.causes();
            // A mistake in one of them is one only if that one is taken.
            let or_unknown =
                |branch: EvalResult| branch.unwrap_or_else(|_| Value::unknown(Type::Dynamic, causes.clone()));
            let (then, otherwise) = (or_unknown(then), or_unknown(otherwise));
            let ty = common_type(&then, &otherwise, span)?;
            let converted = |branch: Value| match &ty {
                Some(ty) => convert(&branch, ty).unwrap_or_else(|_| Value::unknown(ty.clone(), causes.clone())),
                None => branch,
            };
            return Ok(either(&causes, &converted(then), &converted(otherwise)).marked(condition.marks));
        };
        // The other branch still has a say in the result's type, but its mistakes don't count.
        let ty = match (&then, &otherwise) {
            (Ok(then), Ok(otherwise)) => common_type(then, otherwise, span)?,
            _ => None,
        };
        let chosen = if taken { then? } else { otherwise? };
        let chosen = match ty {
            Some(ty) => convert(&chosen, &ty)
                .map_err(|error| EvalError::new(span, format!("inconsistent conditional result types: {error}")))?,
            None => chosen,
        };
        Ok(chosen.marked(condition.marks))
    }

    fn call(&self, call: &Call, span: Span, bindings: Option<&Binding<'_>>) -> EvalResult {
        if let Some(special) = self.scope.special(call) {
            return self.special(special, call, span, bindings);
        }
        let mut arguments = Vec::with_capacity(call.arguments.len());
        let mut spans = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            arguments.push(self.evaluate(argument, bindings)?);
            spans.push(argument.span);
        }
        let mut expanded_marks = Marks::NONE;
        if call.expands_last
            && let (Some(last), Some(last_span)) = (arguments.pop(), spans.pop())
        {
            expanded_marks = last.marks;
            if last.is_null() {
                return Err(EvalError::new(last_span, "the argument before `...` must not be null"));
            }
            match (last.as_elements(), last.as_unknown()) {
                (Some(elements), _) => {
                    spans.extend(elements.iter().map(|_| last_span));
                    arguments.extend(elements.iter().cloned());
                }
                (None, Some(unknown)) => {
                    return Ok(Value::unknown(Type::Dynamic, unknown.causes.clone()).marked(last.marks));
                }
                (None, None) => {
                    return Err(EvalError::new(last_span, "the argument before `...` must be a list, set or tuple"));
                }
            }
        }
        if let Some(unknown) = self.context.spend(steps_of_call(call, &arguments), span) {
            return Ok(unknown);
        }
        match self.scope.call(call, &arguments, self) {
            Ok(value) => {
                let made = steps_over(&value) + value.own_elements() * STEPS_PER_ELEMENT;
                let spent = self.context.spend(made, span);
                Ok(spent.unwrap_or(value).marked(expanded_marks))
            }
            Err(error) => {
                let place = error.argument.and_then(|index| spans.get(index).copied()).unwrap_or(span);
                Err(EvalError::new(place, format!("call to `{}`: {}", call.full_name(), error.message)))
            }
        }
    }

    /// `try`, `can` and `convert`. A partly known result is kept as it is: what is known of it can't become an error later,
    /// because an expression that may still fail evaluates to an unknown as a whole.
    fn special(&self, special: Special, call: &Call, span: Span, bindings: Option<&Binding<'_>>) -> EvalResult {
        match special {
            Special::Try => {
                let mut reasons = Vec::new();
                for argument in &call.arguments {
                    match self.evaluate(argument, bindings) {
                        Ok(value) => return Ok(value),
                        Err(error) => reasons.push(error.message),
                    }
                }
                let why =
                    if reasons.is_empty() { "at least one argument is required".into() } else { reasons.join("; ") };
                Err(EvalError::new(span, format!("call to `{}`: no expression succeeded: {why}", call.full_name())))
            }
            Special::Convert => match call.arguments.as_slice() {
                [value, constraint] => {
                    let value = self.evaluate(value, bindings)?;
                    let constraint = TypeConstraint::parse(constraint)?;
                    constraint
                        .apply(&value)
                        .map_err(|error| EvalError::new(span, format!("call to `convert`: {error}")))
                }
                _ => Err(EvalError::new(span, "call to `convert`: a value and a type are required")),
            },
            Special::Can => match call.arguments.as_slice() {
                [argument] => Ok(match self.evaluate(argument, bindings) {
                    Ok(value) if !value.is_wholly_known() => unknown_bool(value.causes()),
                    Ok(_) => Value::bool(true),
                    Err(_) => Value::bool(false),
                }),
                _ => Err(EvalError::new(
                    span,
                    format!("call to `{}`: exactly one argument is required", call.full_name()),
                )),
            },
        }
    }
}

/// An unknown bool that will not be null.
pub(super) fn unknown_bool(causes: Causes) -> Value {
    let refinement = Refinement { not_null: true, ..Refinement::default() };
    Value::unknown_with(Unknown { ty: Type::Bool, causes, refinement, content: None })
}

/// The type that the result of a conditional is converted to; `None` where it stays as it is.
fn common_type(then: &Value, otherwise: &Value, span: Span) -> Result<Option<Type>, Box<EvalError>> {
    let types = [then.ty(), otherwise.ty()];
    // A bare null or a wholly unknown branch takes the other's type.
    match (&types[0], &types[1]) {
        (left, right) if left == right => Ok(None),
        (Type::Dynamic, right) if then.is_null() => Ok(Some(right.clone())),
        (left, Type::Dynamic) if otherwise.is_null() => Ok(Some(left.clone())),
        (Type::Dynamic, _) | (_, Type::Dynamic) => Ok(None),
        _ => unify(&types).map(Some).ok_or_else(|| {
            EvalError::new(
                span,
                format!(
                    "the two results of a conditional must have one type, they are {} and {}",
                    types[0].friendly_name(),
                    types[1].friendly_name()
                ),
            )
        }),
    }
}

/// Whether the data of a value can be iterated as a sequence.
pub(super) fn is_sequence(data: &Data) -> bool {
    matches!(data, Data::List(_) | Data::Set(_) | Data::Tuple(_))
}
