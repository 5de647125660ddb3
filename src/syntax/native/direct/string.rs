//! Quoted strings, heredocs and bare templates.

use std::mem;

use smol_str::SmolStr;

use super::super::super::ast::{ExpressionKind, TemplatePart};
use super::super::super::lexer::TokenKind;
use super::super::row::{self, of_parts, unescaped, unquoted};
use super::Reader;
use crate::value::Value;

/// How the text of a template is written.
#[derive(Clone, Copy)]
pub(super) enum Text {
    /// In quotes.
    Quoted,
    /// In a heredoc or a file.
    Lines { is_flush: bool },
}

impl Reader<'_> {
    pub(super) fn quoted(&mut self) -> Option<ExpressionKind> {
        self.advance();
        let kind = match self.token.kind {
            TokenKind::Literal if self.is_whole_string() => {
                let value = Value::string(self.text());
                self.advance();
                ExpressionKind::Literal(value)
            }
            _ => self.template(TokenKind::CloseQuote, Text::Quoted)?,
        };
        self.advance();
        Some(kind)
    }

    /// Whether the current token is all of a string, and means what it says.
    fn is_whole_string(&self) -> bool {
        self.source.as_bytes().get(self.token.end) == Some(&b'"') && !self.text().contains(['\\', '{'])
    }

    /// A template up to the token `end`, which is not passed.
    pub(super) fn template(&mut self, end: TokenKind, text: Text) -> Option<ExpressionKind> {
        let mut row = Vec::new();
        let mut interpolations = Vec::new();
        while self.token.kind != end {
            match self.token.kind {
                TokenKind::Literal => {
                    let text = match text {
                        Text::Quoted => unquoted(self.text()).ok()?,
                        Text::Lines { .. } => unescaped(self.text()),
                    };
                    row.push(row::Token::Literal(text, false));
                    self.advance();
                }
                TokenKind::OpenTemplate if self.text().starts_with('$') => {
                    let before = self.text().ends_with('~');
                    interpolations.push(self.enclosed(false, TokenKind::CloseTemplate, Self::expression)?);
                    let after = self.source.get(..self.previous_end).is_some_and(|read| read.ends_with("~}"));
                    row.push(row::Token::Sequence { before, after });
                }
                _ => return None,
            }
        }
        if row.len() == 1
            && let Some(inner) = interpolations.pop()
        {
            return Some(ExpressionKind::TemplateWrap(Box::new(inner)));
        }
        row::trim(&mut row, matches!(text, Text::Lines { is_flush: true }));
        let mut interpolations = interpolations.into_iter();
        let mut parts = Vec::with_capacity(row.len());
        let mut literal = String::new();
        for token in row {
            match token {
                row::Token::Literal(text, _) => literal.push_str(&text),
                row::Token::Sequence { .. } => {
                    flush(&mut literal, &mut parts);
                    parts.push(TemplatePart::Interpolation(interpolations.next()?));
                }
            }
        }
        flush(&mut literal, &mut parts);
        Some(of_parts(parts))
    }
}

/// Makes a part of the text so far, if there is any.
fn flush(literal: &mut String, parts: &mut Vec<TemplatePart>) {
    if !literal.is_empty() {
        parts.push(TemplatePart::Literal(SmolStr::new(mem::take(literal))));
    }
}
