//! Operators, and what they join.

use super::super::super::ast::{
    Binary, BinaryOperator, Call, Conditional, Expression, ExpressionKind, Identifier, Traversal, UnaryOperator,
};
use super::super::super::lexer::{Bracket, TokenKind};
use super::Reader;
use super::string::Text;
use crate::value::{Number, Value};

/// Operators of one precedence in a row, each of which nests the tree by one. As many as hcl-edit reads.
const MAX_OPERATORS: usize = 128;

impl Reader<'_> {
    pub(super) fn expression(&mut self) -> Option<Expression> {
        self.deeper()?;
        let start = self.token.start;
        let condition = self.binary(0)?;
        let expression = if self.is_operator("?") {
            self.advance();
            let then = self.expression()?;
            self.operator(":")?;
            let otherwise = self.expression()?;
            let kind = ExpressionKind::Conditional(Box::new(Conditional { condition, then, otherwise }));
            Expression { kind, span: self.span_from(start) }
        } else {
            condition
        };
        self.depth -= 1;
        Some(expression)
    }

    /// Operands joined by operators that bind tighter than `least`.
    fn binary(&mut self, least: u8) -> Option<Expression> {
        let start = self.token.start;
        let mut left = self.unary()?;
        let mut operators = 0;
        while let Some((operator, binding)) = self.binary_operator().filter(|(_, binding)| *binding > least) {
            operators += 1;
            if operators > MAX_OPERATORS {
                return None;
            }
            self.advance();
            let right = self.binary(binding)?;
            let kind = ExpressionKind::Binary(Box::new(Binary { left, operator, right }));
            left = Expression { kind, span: self.span_from(start) };
        }
        Some(left)
    }

    /// The current token as a binary operator, and how tightly it binds.
    fn binary_operator(&self) -> Option<(BinaryOperator, u8)> {
        if self.token.kind != TokenKind::Operator {
            return None;
        }
        Some(match self.text() {
            "||" => (BinaryOperator::Or, 1),
            "&&" => (BinaryOperator::And, 2),
            "==" => (BinaryOperator::Equal, 3),
            "!=" => (BinaryOperator::NotEqual, 3),
            "<" => (BinaryOperator::Less, 4),
            "<=" => (BinaryOperator::LessOrEqual, 4),
            ">" => (BinaryOperator::Greater, 4),
            ">=" => (BinaryOperator::GreaterOrEqual, 4),
            "+" => (BinaryOperator::Add, 5),
            "-" => (BinaryOperator::Subtract, 5),
            "*" => (BinaryOperator::Multiply, 6),
            "/" => (BinaryOperator::Divide, 6),
            "%" => (BinaryOperator::Modulo, 6),
            _ => return None,
        })
    }

    fn unary(&mut self) -> Option<Expression> {
        let operator = match self.text() {
            "!" if self.token.kind == TokenKind::Operator => UnaryOperator::Not,
            "-" if self.token.kind == TokenKind::Operator => UnaryOperator::Negate,
            _ => return self.term(),
        };
        let start = self.token.start;
        self.deeper()?;
        self.advance();
        let kind = if operator == UnaryOperator::Negate && self.token.kind == TokenKind::Number {
            let number = format!("-{}", self.text());
            self.number(&number)?
        } else {
            ExpressionKind::Unary { operator, operand: Box::new(self.unary()?) }
        };
        self.depth -= 1;
        Some(Expression { kind, span: self.span_from(start) })
    }

    pub(super) fn term(&mut self) -> Option<Expression> {
        let start = self.token.start;
        let kind = match self.token.kind {
            TokenKind::Identifier => self.named()?,
            TokenKind::Number => self.number(self.text())?,
            TokenKind::OpenQuote => self.quoted()?,
            TokenKind::OpenHeredoc => {
                let is_flush = self.text().starts_with("<<-");
                self.advance();
                let kind = self.template(TokenKind::CloseHeredoc, Text::Lines { is_flush })?;
                self.advance();
                kind
            }
            TokenKind::Open(Bracket::Paren) => {
                let inner = self.enclosed(false, TokenKind::Close(Bracket::Paren), Self::expression)?;
                ExpressionKind::Parenthesis(Box::new(inner))
            }
            TokenKind::Open(Bracket::Square) => self.enclosed(false, TokenKind::Close(Bracket::Square), |reader| {
                if reader.is_word("for") { reader.for_tuple() } else { reader.elements().map(ExpressionKind::Tuple) }
            })?,
            TokenKind::Open(Bracket::Brace) => self.enclosed(false, TokenKind::Close(Bracket::Brace), |reader| {
                if reader.is_word("for") { reader.for_object() } else { reader.object().map(ExpressionKind::Object) }
            })?,
            _ => return None,
        };
        let term = Expression { kind, span: self.span_from(start) };
        if self.is_looked_into() { self.looked_up(term, start) } else { Some(term) }
    }

    /// A keyword, a call or the first name of a traversal.
    fn named(&mut self) -> Option<ExpressionKind> {
        let word = self.text();
        let literal = match word {
            "null" => Some(Value::null()),
            "true" => Some(Value::bool(true)),
            "false" => Some(Value::bool(false)),
            "for" | "if" | "in" | "else" | "endif" | "endfor" => return None,
            _ => None,
        };
        let root = self.identifier()?;
        let is_call =
            self.is_adjacent() && (self.token.kind == TokenKind::Open(Bracket::Paren) || self.is_operator("::"));
        match literal {
            Some(_) if is_call || self.is_looked_into() => None,
            Some(value) => Some(ExpressionKind::Literal(value)),
            None if is_call => self.call(root),
            None => Some(ExpressionKind::Traversal(Traversal { root, steps: Vec::new() })),
        }
    }

    fn number(&mut self, digits: &str) -> Option<ExpressionKind> {
        let number = digits.parse::<Number>().ok()?;
        self.advance();
        (!self.is_looked_into()).then(|| ExpressionKind::Literal(Value::number(number)))
    }

    fn call(&mut self, first: Identifier) -> Option<ExpressionKind> {
        let mut name = vec![first];
        while self.is_operator("::") && self.is_adjacent() {
            self.advance();
            if !self.is_adjacent() {
                return None;
            }
            name.push(self.identifier()?);
        }
        if self.token.kind != TokenKind::Open(Bracket::Paren) || !self.is_adjacent() {
            return None;
        }
        let (arguments, expands_last) = self.enclosed(false, TokenKind::Close(Bracket::Paren), |reader| {
            let arguments = reader.elements()?;
            let expands_last = !arguments.is_empty() && reader.ellipsis();
            Some((arguments, expands_last))
        })?;
        Some(ExpressionKind::Call(Box::new(Call { name, arguments, expands_last })))
    }
}
