//! What is written plainly is read straight from its tokens into our tree, some ten times as fast as by way of hcl-edit's.
//!
//! It reads only what it is sure of. Where it meets anything else, a mistake, a directive or nesting that is deep, it gives up and
//! says nothing: hcl-edit reads that text then, and tells what is wrong. So there is one authority on what HCL is, and a test holds
//! the two trees against each other.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use smol_str::SmolStr;

use super::super::ast::{
    Attribute, Binary, BinaryOperator, Block, Body, Call, Conditional, Expression, ExpressionKind, For, ForResult,
    Identifier, ObjectItem, Splat, Step, StepKind, Syntax, TemplatePart, Traversal, UnaryOperator,
};
use super::super::lexer::{Bracket, Lexer, Token, TokenKind};
use super::super::place::Place;
use super::expression::as_key;
use super::row::{self, of_parts, unescaped, unquoted};
use crate::value::{Number, Value};
use crate::workspace::Span;

/// Expressions and brackets within each other: as many as any thread's stack is good for.
const MAX_DEPTH: usize = 40;

/// Operators of one precedence in a row, each of which nests the tree by one. As many as hcl-edit reads.
const MAX_OPERATORS: usize = 128;

/// Attributes of one body that are compared with each other to see whether one is set twice.
const MAX_ATTRIBUTES: usize = 256;

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

/// How the text of a template is written.
#[derive(Clone, Copy)]
enum Text {
    /// In quotes.
    Quoted,
    /// In a heredoc or a file.
    Lines { is_flush: bool },
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

    // Bodies

    fn empty_body(&self) -> Body {
        Body { syntax: Syntax::Native, attributes: Vec::new(), blocks: Vec::new(), span: self.span(0..0) }
    }

    /// An attribute or a block, up to the line break behind it.
    fn item(&mut self, body: &mut Body) -> Option<()> {
        let start = self.token.start;
        let name = self.identifier()?;
        if self.is_operator("=") {
            self.advance();
            let expression = self.expression()?;
            let is_new = body.attributes.iter().all(|attribute| attribute.name.name != name.name);
            if !is_new || body.attributes.len() == MAX_ATTRIBUTES {
                return None;
            }
            let span = name.span.to(expression.span);
            body.attributes.push(Attribute { name, expression: Arc::new(expression), span });
        } else {
            body.blocks.push(self.block(name, start)?);
        }
        Some(())
    }

    fn block(&mut self, block_type: Identifier, start: usize) -> Option<Block> {
        let mut labels = Vec::new();
        let header = loop {
            match self.token.kind {
                TokenKind::Open(Bracket::Brace) => break self.span_from(start),
                TokenKind::Identifier => labels.push(self.identifier()?),
                TokenKind::OpenQuote => labels.push(self.label()?),
                _ => return None,
            }
        };
        let inside = self.token.end;
        let mut end = inside;
        let mut body = self.enclosed(true, TokenKind::Close(Bracket::Brace), |reader| {
            let mut body = reader.empty_body();
            if reader.token.kind == TokenKind::Newline {
                reader.skip_lines();
                while reader.token.kind == TokenKind::Identifier {
                    reader.item(&mut body)?;
                    if reader.token.kind != TokenKind::Newline {
                        return None;
                    }
                    reader.skip_lines();
                }
            } else if reader.token.kind == TokenKind::Identifier {
                reader.item(&mut body)?;
                if !body.blocks.is_empty() {
                    return None;
                }
            }
            end = reader.token.start;
            Some(body)
        })?;
        body.span = self.span(inside..end);
        Some(Block { block_type, labels, body, header, span: self.span_from(start) })
    }

    fn label(&mut self) -> Option<Identifier> {
        let start = self.token.start;
        self.advance();
        let name = self.text();
        if self.token.kind != TokenKind::Literal || name.contains(['\\', '$', '%']) {
            return None;
        }
        self.advance();
        if self.token.kind != TokenKind::CloseQuote {
            return None;
        }
        self.advance();
        Some(Identifier { name: SmolStr::new(name), span: self.span_from(start) })
    }

    // Expressions

    fn expression(&mut self) -> Option<Expression> {
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

    fn term(&mut self) -> Option<Expression> {
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

    /// Expressions with commas between them, and perhaps one behind the last.
    fn elements(&mut self) -> Option<Vec<Expression>> {
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

    fn object(&mut self) -> Option<Vec<ObjectItem>> {
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

    fn for_tuple(&mut self) -> Option<ExpressionKind> {
        let (key_variable, value_variable, collection) = self.for_introduction()?;
        let result = ForResult::Tuple(self.expression()?);
        let condition = self.for_condition()?;
        Some(ExpressionKind::For(Box::new(For { key_variable, value_variable, collection, result, condition })))
    }

    fn for_object(&mut self) -> Option<ExpressionKind> {
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

    // What is looked up

    /// Whether `.` or `[` follows at once.
    fn is_looked_into(&self) -> bool {
        self.is_adjacent()
            && (self.token.kind == TokenKind::Open(Bracket::Square) || self.is_operator("."))
            && !self.is_ellipsis()
    }

    /// `source`, which begins at `start`, with what is looked up in it.
    fn looked_up(&mut self, source: Expression, start: usize) -> Option<Expression> {
        let mut steps = Vec::new();
        // The steps before a splat, its marker, and whether only attributes may follow it.
        let mut splat: Option<(Vec<Step>, Span, bool)> = None;
        while self.is_looked_into() {
            let at = self.token.start;
            let mut is_splat = false;
            let kind = if self.token.kind == TokenKind::Open(Bracket::Square) {
                self.enclosed(false, TokenKind::Close(Bracket::Square), |reader| {
                    if reader.is_operator("*") && reader.is_adjacent() {
                        reader.advance();
                        is_splat = true;
                        return reader.is_adjacent().then_some(StepKind::Splat);
                    }
                    reader.expression().map(StepKind::Index)
                })?
            } else {
                self.advance();
                if !self.is_adjacent() {
                    return None;
                }
                if self.is_operator("*") {
                    self.advance();
                    if splat.is_some() {
                        return None;
                    }
                    splat = Some((mem::take(&mut steps), self.span_from(at), true));
                    continue;
                }
                StepKind::Attribute(self.identifier()?.name)
            };
            let span = self.span_from(at);
            match &splat {
                Some((_, _, true)) if !matches!(kind, StepKind::Attribute(_)) => return None,
                None if is_splat => splat = Some((mem::take(&mut steps), span, false)),
                _ => steps.push(Step { kind, span }),
            }
        }
        let span = self.span_from(start);
        Some(match splat {
            None => super::expression::looked_up(source, steps),
            Some((before, marker, _)) => {
                let source = if before.is_empty() { source } else { super::expression::looked_up(source, before) };
                Expression { kind: ExpressionKind::Splat(Box::new(Splat { source, each: steps, marker })), span }
            }
        })
    }

    // Strings

    fn quoted(&mut self) -> Option<ExpressionKind> {
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
    fn template(&mut self, end: TokenKind, text: Text) -> Option<ExpressionKind> {
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
