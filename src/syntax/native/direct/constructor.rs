//! Tuples, objects and `for` expressions.

use super::super::super::ast::{Expression, ExpressionKind, For, ForResult, Identifier, ObjectItem};
use super::super::super::lexer::{Bracket, TokenKind};
use super::super::expression::as_key;
use super::Reader;

impl Reader<'_> {
    /// Expressions with commas between them, and perhaps one behind the last.
    pub(super) fn elements(&mut self) -> Option<Vec<Expression>> {
        let mut elements = Vec::new();
        while !matches!(self.token.kind, TokenKind::Close(_)) {
            elements.push(self.expression()?);
            if !self.is_operator(",") {
                break;
            }
            self.advance();
        }
        Some(elements)
    }

    pub(super) fn object(&mut self) -> Option<Vec<ObjectItem>> {
        let mut items = Vec::new();
        self.lines = true;
        while self.token.kind != TokenKind::Close(Bracket::Brace) {
            // A keyword as a key is left to hcl-edit.
            if matches!(self.text(), "null" | "true" | "false") {
                return None;
            }
            let key = as_key(self.term()?);
            if !self.is_operator("=") && !self.is_operator(":") {
                return None;
            }
            self.advance();
            items.push(ObjectItem { key, value: self.expression()? });
            match self.token.kind {
                TokenKind::Close(Bracket::Brace) => break,
                TokenKind::Newline => {}
                _ => self.operator(",")?,
            }
            self.skip_lines();
        }
        Some(items)
    }

    pub(super) fn for_tuple(&mut self) -> Option<ExpressionKind> {
        let (key_variable, value_variable, collection) = self.for_introduction()?;
        let result = ForResult::Tuple(self.expression()?);
        let condition = self.for_condition()?;
        Some(ExpressionKind::For(Box::new(For { key_variable, value_variable, collection, result, condition })))
    }

    pub(super) fn for_object(&mut self) -> Option<ExpressionKind> {
        let (key_variable, value_variable, collection) = self.for_introduction()?;
        let key = self.expression()?;
        self.operator("=>")?;
        let value = self.expression()?;
        let grouped = self.ellipsis();
        let result = ForResult::Object { key, value, grouped };
        let condition = self.for_condition()?;
        Some(ExpressionKind::For(Box::new(For { key_variable, value_variable, collection, result, condition })))
    }

    /// `for key, value in collection :`.
    fn for_introduction(&mut self) -> Option<(Option<Identifier>, Identifier, Expression)> {
        self.advance();
        let first = self.identifier()?;
        let (key, value) = if self.is_operator(",") {
            self.advance();
            (Some(first), self.identifier()?)
        } else {
            (None, first)
        };
        if !self.is_word("in") {
            return None;
        }
        self.advance();
        let collection = self.expression()?;
        self.operator(":")?;
        Some((key, value, collection))
    }

    /// `if condition`, where there is one.
    fn for_condition(&mut self) -> Option<Option<Expression>> {
        if !self.is_word("if") {
            return Some(None);
        }
        self.advance();
        self.expression().map(Some)
    }
}
