//! What is written plainly is read straight from its tokens into our tree, some ten times as fast as by way of hcl-edit's.
//!
//! It reads only what it is sure of. Where it meets anything else, a mistake, a directive or nesting that is deep, it gives up and
//! says nothing: hcl-edit reads that text then, and tells what is wrong. So there is one authority on what HCL is, and a test holds
//! the two trees against each other.

mod body;
mod constructor;
mod expression;
mod lookup;
mod string;

use std::mem;
use std::ops::Range;

use smol_str::SmolStr;

use self::string::Text;
use super::super::ast::{Body, Expression, Identifier};
use super::super::lexer::{Lexer, Token, TokenKind};
use super::super::place::Place;
use crate::workspace::Span;

/// Expressions and brackets within each other: as many as any thread's stack is good for.
const MAX_DEPTH: usize = 40;

/// Reads attributes and blocks.
pub(super) fn body(source: &str, place: Place) -> Option<Body> {
    let mut reader = Reader::new(source, place, Lexer::new(source), true);
    let mut body = reader.empty_body();
    reader.skip_lines();
    while reader.token.kind != TokenKind::End {
        reader.item(&mut body)?;
        match reader.token.kind {
            TokenKind::Newline => reader.skip_lines(),
            TokenKind::End => {}
            _ => return None,
        }
    }
    body.span = place.span(0..source.len());
    Some(body)
}

/// Reads an expression that takes up all of the source, but for blanks and comments.
pub(super) fn expression(source: &str, place: Place) -> Option<Expression> {
    let mut reader = Reader::new(source, place, Lexer::new(source), true);
    reader.skip_lines();
    let expression = reader.expression()?;
    reader.skip_lines();
    (reader.token.kind == TokenKind::End).then_some(expression)
}

/// Reads a template that takes up all of the source.
pub(super) fn bare_template(source: &str, place: Place) -> Option<Expression> {
    let mut reader = Reader::new(source, place, Lexer::bare_template(source), false);
    let kind = reader.template(TokenKind::End, Text::Lines { is_flush: false })?;
    Some(Expression { kind, span: place.span(0..source.len()) })
}

struct Reader<'a> {
    source: &'a str,
    place: Place,
    lexer: Lexer<'a>,
    /// The token that is looked at.
    token: Token,
    /// Where the token before it ends.
    previous_end: usize,
    /// Whether line breaks mean something here.
    lines: bool,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, place: Place, lexer: Lexer<'a>, lines: bool) -> Self {
        let token = Token { kind: TokenKind::Newline, start: 0, end: 0 };
        let mut reader = Self { source, place, lexer, token, previous_end: 0, lines, depth: 0 };
        reader.advance();
        reader
    }

    fn advance(&mut self) {
        self.previous_end = self.token.end;
        loop {
            self.token = self.lexer.next();
            match self.token.kind {
                TokenKind::LineComment | TokenKind::BlockComment => {}
                TokenKind::Newline if !self.lines => {}
                _ => return,
            }
        }
    }

    fn skip_lines(&mut self) {
        while self.token.kind == TokenKind::Newline {
            self.advance();
        }
    }

    /// The text of the current token.
    fn text(&self) -> &'a str {
        self.source.get(self.token.start..self.token.end).unwrap_or_default()
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.place.span(range)
    }

    /// The place of everything from `start` to the last token that was read.
    fn span_from(&self, start: usize) -> Span {
        self.span(start..self.previous_end)
    }

    fn is_operator(&self, operator: &str) -> bool {
        self.token.kind == TokenKind::Operator && self.text() == operator
    }

    fn is_word(&self, word: &str) -> bool {
        self.token.kind == TokenKind::Identifier && self.text() == word
    }

    /// Whether the current token follows the one before it without a blank.
    fn is_adjacent(&self) -> bool {
        self.token.start == self.previous_end
    }

    /// Whether the three dots behind the last argument of a call come next.
    fn is_ellipsis(&self) -> bool {
        self.source.get(self.token.start..).is_some_and(|rest| rest.starts_with("..."))
    }

    fn ellipsis(&mut self) -> bool {
        let is_ellipsis = self.is_ellipsis();
        if is_ellipsis {
            for _ in 0..3 {
                self.advance();
            }
        }
        is_ellipsis
    }

    fn operator(&mut self, operator: &str) -> Option<()> {
        self.is_operator(operator).then(|| self.advance())
    }

    fn identifier(&mut self) -> Option<Identifier> {
        (self.token.kind == TokenKind::Identifier).then(|| {
            let name =
                Identifier { name: SmolStr::new(self.text()), span: self.span(self.token.start..self.token.end) };
            self.advance();
            name
        })
    }

    /// Reads what is between the current token, which opens something, and its counterpart `close`.
    fn enclosed<T>(&mut self, lines: bool, close: TokenKind, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let outer = mem::replace(&mut self.lines, lines);
        self.deeper()?;
        self.advance();
        let inner = read(self)?;
        if self.token.kind != close {
            return None;
        }
        self.depth -= 1;
        self.lines = outer;
        self.advance();
        Some(inner)
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }
}
