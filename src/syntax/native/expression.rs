//! Expressions.

use std::ops::Range;

use hcl_edit::expr::{self, ObjectKey, TraversalOperator};
use smol_str::SmolStr;

use super::super::ast::{
    Binary, BinaryOperator, Call, Conditional, Expression, ExpressionKind, For, ForResult, Identifier, ObjectItem,
    Splat, Step, StepKind, Traversal, UnaryOperator,
};
use super::super::error::SyntaxError;
use super::{Lowering, range_of};
use crate::value::{Number, Value};

type Operator = hcl_edit::Decorated<TraversalOperator>;

impl Lowering<'_> {
    pub(super) fn expression(&self, tree: &expr::Expression) -> Result<Expression, SyntaxError> {
        let kind = match tree {
            expr::Expression::Null(_) => ExpressionKind::Literal(Value::null()),
            expr::Expression::Bool(value) => ExpressionKind::Literal(Value::bool(*value.value())),
            expr::Expression::Number(_) => self.number(range_of(tree))?,
            // An empty heredoc, which hcl-edit was given as a string.
            expr::Expression::String(_) if self.slice(range_of(tree)).starts_with("<<") => {
                ExpressionKind::Literal(Value::string(""))
            }
            expr::Expression::String(value) => ExpressionKind::Literal(Value::string(value.as_str())),
            expr::Expression::StringTemplate(template) => self.quoted_template(template)?,
            expr::Expression::HeredocTemplate(heredoc) => self.heredoc(heredoc, range_of(tree))?,
            expr::Expression::Array(array) => ExpressionKind::Tuple(self.expressions(array.iter())?),
            expr::Expression::Object(object) => ExpressionKind::Object(self.object(object, range_of(tree).start)?),
            expr::Expression::Parenthesis(inner) => {
                ExpressionKind::Parenthesis(Box::new(self.expression(inner.inner())?))
            }
            expr::Expression::Variable(name) => {
                ExpressionKind::Traversal(Traversal { root: self.identifier(name), steps: Vec::new() })
            }
            expr::Expression::Conditional(conditional) => ExpressionKind::Conditional(Box::new(Conditional {
                condition: self.expression(&conditional.cond_expr)?,
                then: self.expression(&conditional.true_expr)?,
                otherwise: self.expression(&conditional.false_expr)?,
            })),
            expr::Expression::FuncCall(call) => ExpressionKind::Call(Box::new(self.call(call)?)),
            expr::Expression::Traversal(traversal) => {
                let source = self.expression(&traversal.expr)?;
                return self.traversal(source, &traversal.operators);
            }
            expr::Expression::UnaryOp(unary) => ExpressionKind::Unary {
                operator: match unary.operator.value() {
                    expr::UnaryOperator::Neg => UnaryOperator::Negate,
                    expr::UnaryOperator::Not => UnaryOperator::Not,
                },
                operand: Box::new(self.expression(&unary.expr)?),
            },
            expr::Expression::BinaryOp(binary) => ExpressionKind::Binary(Box::new(Binary {
                left: self.expression(&binary.lhs_expr)?,
                operator: operator(*binary.operator.value()),
                right: self.expression(&binary.rhs_expr)?,
            })),
            expr::Expression::ForExpr(tree) => ExpressionKind::For(Box::new(self.for_expression(tree)?)),
        };
        Ok(Expression { kind, span: self.span(range_of(tree)) })
    }

    fn expressions<'t>(
        &self,
        trees: impl Iterator<Item = &'t expr::Expression>,
    ) -> Result<Vec<Expression>, SyntaxError> {
        trees.map(|tree| self.expression(tree)).collect()
    }

    /// Reads a number from the source, because hcl-edit's is 64 bits wide. A minus sign before it is part of hcl-edit's number.
    fn number(&self, range: Range<usize>) -> Result<ExpressionKind, SyntaxError> {
        let source = self.slice(range.clone());
        let digits = source.trim_start_matches(|character: char| !character.is_ascii_digit());
        let parsed = match source.strip_prefix('-') {
            None => digits.parse::<Number>(),
            // Blanks and comments may stand between the sign and the digits.
            Some(rest) => {
                let digits = rest.rsplit([' ', '\t', '\n', '/']).next().unwrap_or_default();
                format!("-{digits}").parse::<Number>()
            }
        };
        let number = parsed.map_err(|error| SyntaxError::new(self.span(range), error.to_string()))?;
        Ok(ExpressionKind::Literal(Value::number(number)))
    }

    fn object(&self, tree: &expr::Object, start: usize) -> Result<Vec<ObjectItem>, SyntaxError> {
        let mut items = Vec::with_capacity(tree.len());
        for (key, value) in tree {
            let key = match key {
                ObjectKey::Ident(name) => Expression {
                    kind: ExpressionKind::Literal(Value::string(name.as_str())),
                    span: self.span(range_of(name)),
                },
                ObjectKey::Expression(tree) => self.expression(tree)?,
            };
            items.push(ObjectItem { key, value: self.expression(value.expr())? });
        }
        if let Some(extras) = self.extras.get(&start) {
            for extra in extras {
                let part =
                    |range: &Range<usize>| super::expression(self.slice(range.clone()), self.place.moved(range.start));
                items.push(ObjectItem { key: as_key(part(&extra.key)?), value: part(&extra.value)? });
            }
            items.sort_by_key(|item| item.key.span);
        }
        Ok(items)
    }

    fn call(&self, tree: &expr::FuncCall) -> Result<Call, SyntaxError> {
        let mut name: Vec<Identifier> = tree.name.namespace.iter().map(|part| self.identifier(part)).collect();
        name.push(self.identifier(&tree.name.name));
        Ok(Call { name, arguments: self.expressions(tree.args.iter())?, expands_last: tree.args.expand_final() })
    }

    fn for_expression(&self, tree: &expr::ForExpr) -> Result<For, SyntaxError> {
        let value = self.expression(&tree.value_expr)?;
        let result = match &tree.key_expr {
            None => ForResult::Tuple(value),
            Some(key) => ForResult::Object { key: self.expression(key)?, value, grouped: tree.grouping },
        };
        Ok(For {
            key_variable: tree.intro.key_var.as_ref().map(|name| self.identifier(name)),
            value_variable: self.identifier(&tree.intro.value_var),
            collection: self.expression(&tree.intro.collection_expr)?,
            result,
            condition: tree.cond.as_ref().map(|condition| self.expression(&condition.expr)).transpose()?,
        })
    }

    /// Lowers what is looked up in `source`.
    fn traversal(&self, source: Expression, operators: &[Operator]) -> Result<Expression, SyntaxError> {
        let mut result = source;
        let mut rest = operators;
        while let Some(operator) = rest.first() {
            let marker = self.span(range_of(operator));
            let (each, taken) = match operator.value() {
                TraversalOperator::FullSplat(_) => (self.steps(&rest[1..])?, rest.len()),
                TraversalOperator::AttrSplat(_) => {
                    let attributes = rest[1..].iter().take_while(|operator| is_attribute(operator)).count();
                    if let Some(next) = rest.get(attributes + 1)
                        && matches!(next.value(), TraversalOperator::AttrSplat(_))
                    {
                        return Err(self.second_splat(next));
                    }
                    (self.steps(&rest[1..=attributes])?, attributes + 1)
                }
                TraversalOperator::GetAttr(_) | TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_) => {
                    let plain = rest.iter().take_while(|operator| !is_splat(operator)).count();
                    result = looked_up(result, self.steps(&rest[..plain])?);
                    rest = &rest[plain..];
                    continue;
                }
            };
            let span = each.last().map_or(marker, |step| step.span);
            let span = result.span.to(span);
            result = Expression { kind: ExpressionKind::Splat(Box::new(Splat { source: result, each, marker })), span };
            rest = &rest[taken..];
        }
        Ok(result)
    }

    fn steps(&self, operators: &[Operator]) -> Result<Vec<Step>, SyntaxError> {
        operators
            .iter()
            .enumerate()
            .map(|(index, operator)| {
                let span = self.span(range_of(operator));
                let kind = match operator.value() {
                    TraversalOperator::GetAttr(name) => StepKind::Attribute(SmolStr::new(name.as_str())),
                    TraversalOperator::Index(key) => StepKind::Index(self.expression(key)?),
                    TraversalOperator::LegacyIndex(index) => StepKind::LegacyIndex(*index.value()),
                    TraversalOperator::FullSplat(_) => StepKind::Splat,
                    // Where only attributes follow, both splats mean the same.
                    TraversalOperator::AttrSplat(_) if operators[index + 1..].iter().all(is_attribute) => {
                        StepKind::Splat
                    }
                    TraversalOperator::AttrSplat(_) => return Err(self.second_splat(operator)),
                };
                Ok(Step { kind, span })
            })
            .collect()
    }

    fn second_splat(&self, operator: &Operator) -> SyntaxError {
        SyntaxError::new(self.span(range_of(operator)), "a `.*` can't follow another splat; write `[*]`")
    }
}

fn is_attribute(operator: &Operator) -> bool {
    matches!(operator.value(), TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_))
}

fn is_splat(operator: &Operator) -> bool {
    matches!(operator.value(), TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_))
}

/// `source` with steps after it.
pub(super) fn looked_up(source: Expression, mut steps: Vec<Step>) -> Expression {
    let span = steps.last().map_or(source.span, |step| source.span.to(step.span));
    let kind = match source.kind {
        ExpressionKind::Traversal(mut traversal) => {
            traversal.steps.append(&mut steps);
            ExpressionKind::Traversal(traversal)
        }
        kind => ExpressionKind::Access { source: Box::new(Expression { kind, span: source.span }), steps },
    };
    Expression { kind, span }
}

/// An expression as an object's key: a name alone stands for itself.
pub(super) fn as_key(key: Expression) -> Expression {
    match key.kind {
        ExpressionKind::Traversal(Traversal { root, steps }) if steps.is_empty() => {
            Expression { kind: ExpressionKind::Literal(Value::string(&root.name)), span: key.span }
        }
        kind => Expression { kind, span: key.span },
    }
}

fn operator(operator: expr::BinaryOperator) -> BinaryOperator {
    match operator {
        expr::BinaryOperator::Eq => BinaryOperator::Equal,
        expr::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        expr::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        expr::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        expr::BinaryOperator::Less => BinaryOperator::Less,
        expr::BinaryOperator::Greater => BinaryOperator::Greater,
        expr::BinaryOperator::Plus => BinaryOperator::Add,
        expr::BinaryOperator::Minus => BinaryOperator::Subtract,
        expr::BinaryOperator::Mul => BinaryOperator::Multiply,
        expr::BinaryOperator::Div => BinaryOperator::Divide,
        expr::BinaryOperator::Mod => BinaryOperator::Modulo,
        expr::BinaryOperator::And => BinaryOperator::And,
        expr::BinaryOperator::Or => BinaryOperator::Or,
    }
}
