//! One lexical pass over a file that finds its top-level blocks and attributes, so that each can be parsed when somebody asks for it.
//!
//! An item that is never closed costs only itself: reading goes on at the next line that looks like the start of an item.

use std::sync::Arc;

use memchr::memchr_iter;
use smol_str::SmolStr;

use super::ast::{Attribute, Block, Identifier};
use super::error::{SyntaxError, lexical_error, shown};
use super::lexer::{Bracket, Lexer, LexicalError, Token, TokenKind, identifier_length};
use super::place::{Place, span};
use crate::workspace::{FileId, Span};

/// Items that run to the end of the file before every line that looks like an item's start is taken for one.
/// Each costs a pass over the rest of the file, so a file of nothing but unclosed blocks would take quadratic time.
const MAX_UNCLOSED: usize = 8;

/// Heredocs and comments that are not closed before the rest of the file is given up, for the same reason.
const MAX_SWALLOWED: usize = 32;

/// The top level of a file.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Blocks and attributes in source order; they never overlap.
    pub items: Vec<Item>,
    /// What is wrong between the items; what is wrong within one comes when that one is parsed.
    pub errors: Vec<SyntaxError>,
}

impl Outline {
    /// The blocks, in source order.
    pub fn blocks(&self) -> impl Iterator<Item = &BlockItem> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Attribute(_) => None,
        })
    }

    /// The attributes, in source order.
    pub fn attributes(&self) -> impl Iterator<Item = &AttributeItem> {
        self.items.iter().filter_map(|item| match item {
            Item::Attribute(attribute) => Some(attribute),
            Item::Block(_) => None,
        })
    }
}

/// A block or an attribute at the top level of a file.
#[derive(Clone, Debug)]
pub enum Item {
    /// `type "label" { … }`
    Block(BlockItem),
    /// `name = expression`
    Attribute(AttributeItem),
}

impl Item {
    /// From the first byte to the last.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Block(block) => block.span,
            Self::Attribute(attribute) => attribute.span,
        }
    }
}

/// A block that is not parsed yet.
#[derive(Clone, Debug)]
pub struct BlockItem {
    /// The block's type.
    pub block_type: Identifier,
    /// The labels, quoted or bare.
    pub labels: Vec<Identifier>,
    /// From the type to the last label.
    pub header: Span,
    /// From the type to the closing brace.
    pub span: Span,
    pub(super) content: Content<Block>,
}

/// An attribute that is not parsed yet.
#[derive(Clone, Debug)]
pub struct AttributeItem {
    /// The attribute's name.
    pub name: Identifier,
    /// From the name to the end of the expression.
    pub span: Span,
    pub(super) content: Content<Attribute>,
}

/// What parsing an item takes.
#[derive(Clone, Debug)]
pub(super) enum Content<T> {
    /// Native syntax, to be parsed from the item's span.
    Native,
    /// Something parsed along with the file, as JSON is.
    Parsed(Arc<T>),
    /// The outline already saw that it can't be parsed.
    Broken(SyntaxError),
}

/// The blocks and attributes of a text in native syntax.
#[must_use]
pub fn outline(file: FileId, text: &str) -> Outline {
    let mut reader =
        Reader { file, text, lexer: Lexer::new(text), outline: Outline::default(), unclosed: 0, swallowed: 0 };
    reader.read();
    reader.outline
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    lexer: Lexer<'a>,
    outline: Outline,
    unclosed: usize,
    swallowed: usize,
}

/// How far an item reaches.
struct Extent {
    end: usize,
    error: Option<SyntaxError>,
}

impl Reader<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        span(self.file, start, end)
    }

    fn slice(&self, token: Token) -> &str {
        &self.text[token.start..token.end]
    }

    fn read(&mut self) {
        loop {
            let token = self.lexer.next();
            match token.kind {
                TokenKind::End => return,
                TokenKind::Newline | TokenKind::LineComment | TokenKind::BlockComment => {}
                TokenKind::Identifier => self.item(token),
                TokenKind::Error(_)
                | TokenKind::Number
                | TokenKind::Operator
                | TokenKind::Open(_)
                | TokenKind::Close(_)
                | TokenKind::OpenQuote
                | TokenKind::CloseQuote
                | TokenKind::OpenHeredoc
                | TokenKind::CloseHeredoc
                | TokenKind::Literal
                | TokenKind::OpenTemplate
                | TokenKind::CloseTemplate => self.garbage(token),
            }
        }
    }

    /// Something at the top level that is no item: reported, and skipped up to the next line that looks like one.
    fn garbage(&mut self, token: Token) {
        let message = match token.kind {
            TokenKind::Error(LexicalError::UnclosedComment) => "comment is never closed; end it with `*/`".to_owned(),
            _ => format!("unexpected {}; a block or an attribute is expected here", shown(self.slice(token))),
        };
        self.outline.errors.push(SyntaxError::new(self.span(token.start, token.end), message));
        let next = if self.is_given_up(token) { self.text.len() } else { self.next_start(token.start, Starts::Any) };
        self.lexer.restart(next);
    }

    fn item(&mut self, name: Token) {
        let block_type = Identifier { name: SmolStr::new(self.slice(name)), span: self.span(name.start, name.end) };
        let mut labels = Vec::new();
        let mut header_end = name.end;
        loop {
            let token = self.lexer.next();
            match token.kind {
                TokenKind::BlockComment => {}
                TokenKind::Identifier => {
                    labels.push(Identifier {
                        name: SmolStr::new(self.slice(token)),
                        span: self.span(token.start, token.end),
                    });
                    header_end = token.end;
                }
                TokenKind::OpenQuote => match self.label(token) {
                    Ok(label) => {
                        header_end = label.span.end as usize;
                        labels.push(label);
                    }
                    Err(error) => return self.bad_header(error),
                },
                TokenKind::Open(Bracket::Brace) => {
                    let header = self.span(name.start, header_end);
                    let extent = self.block_extent(header);
                    self.outline.items.push(Item::Block(BlockItem {
                        block_type,
                        labels,
                        header,
                        span: self.span(name.start, extent.end),
                        content: extent.error.map_or(Content::Native, Content::Broken),
                    }));
                    return;
                }
                TokenKind::Operator if labels.is_empty() && self.slice(token) == "=" => {
                    let extent = self.attribute_extent(name, token);
                    self.outline.items.push(Item::Attribute(AttributeItem {
                        name: block_type,
                        span: self.span(name.start, extent.end),
                        content: extent.error.map_or(Content::Native, Content::Broken),
                    }));
                    return;
                }
                _ => {
                    let found = shown(self.slice(token));
                    let message = if labels.is_empty() {
                        format!(
                            "unexpected {found} after `{}`; write `=` and a value, or `{{` and a block",
                            block_type.name
                        )
                    } else {
                        format!(
                            "unexpected {found} in the header of a block; write labels and then `{{` on the same line"
                        )
                    };
                    let error = SyntaxError::new(self.span(token.start, token.end), message);
                    return self.bad_header(error);
                }
            }
        }
    }

    fn bad_header(&mut self, error: SyntaxError) {
        let at = error.span.start as usize;
        self.outline.errors.push(error);
        let next = self.next_start(at, Starts::Any);
        self.lexer.restart(next);
    }

    /// A quoted label, of which the opening quote is already read.
    fn label(&mut self, open: Token) -> Result<Identifier, SyntaxError> {
        loop {
            let token = self.lexer.next();
            match token.kind {
                TokenKind::Literal => {}
                TokenKind::CloseQuote => {
                    let name = unescaped(&self.text[open.end..token.start]);
                    return Ok(Identifier { name, span: self.span(open.start, token.end) });
                }
                TokenKind::OpenTemplate => {
                    let message = "a label can't hold a template; write the name itself";
                    return Err(SyntaxError::new(self.span(token.start, token.end), message));
                }
                _ => {
                    let message = "string is never closed; write `\"` at its end";
                    return Err(SyntaxError::new(self.span(open.start, token.end), message));
                }
            }
        }
    }

    /// Reads on behind the opening brace of a block to its closing one.
    fn block_extent(&mut self, header: Span) -> Extent {
        let mut error = None;
        let mut next_start = None;
        loop {
            let token = self.lexer.next();
            match token.kind {
                TokenKind::Close(Bracket::Brace) if self.lexer.at_top() => {
                    self.expect_line_end();
                    return Extent { end: token.end, error };
                }
                TokenKind::Newline if self.starts_item(token.end, Starts::Blocks) => {
                    next_start.get_or_insert(token.end);
                    if self.unclosed >= MAX_UNCLOSED {
                        return self.unclosed(header, next_start, error);
                    }
                }
                TokenKind::End => return self.unclosed(header, next_start, error),
                TokenKind::Error(kind) => {
                    let found = self.lexical_error(token, kind);
                    match kind {
                        LexicalError::UnclosedString | LexicalError::Character => {
                            error.get_or_insert(found);
                        }
                        LexicalError::UnclosedHeredoc | LexicalError::UnclosedComment | LexicalError::Mismatch => {
                            let error = error.unwrap_or(found);
                            return self.give_up(header.start as usize, token, next_start, error, Starts::Blocks);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn unclosed(&mut self, header: Span, next_start: Option<usize>, error: Option<SyntaxError>) -> Extent {
        self.unclosed += 1;
        let error = error.unwrap_or_else(|| SyntaxError::new(header, "block is never closed; write `}` at its end"));
        let end = next_start.unwrap_or(self.text.len());
        self.lexer.restart(end);
        Extent { end: self.trimmed_end(header.end as usize, end), error: Some(error) }
    }

    /// Ends an item at an error behind which its end can't be found.
    fn give_up(
        &mut self,
        start: usize,
        token: Token,
        next_start: Option<usize>,
        error: SyntaxError,
        starts: Starts,
    ) -> Extent {
        // An unclosed heredoc or comment swallows the lines behind it, so look again from where it was opened.
        let from = token.start.min(error.span.start as usize).max(start);
        let end = match next_start {
            _ if self.is_given_up(token) => self.text.len(),
            Some(start) => start,
            None => self.next_start(from, starts),
        };
        self.lexer.restart(end);
        Extent { end: self.trimmed_end(start, end), error: Some(error) }
    }

    /// Counts an error that reaches to the end of the file; `true` when there were too many to read on.
    fn is_given_up(&mut self, token: Token) -> bool {
        self.swallowed += usize::from(token.end == self.text.len());
        self.swallowed > MAX_SWALLOWED
    }

    /// Reads on behind the `=` of an attribute to the end of its expression.
    fn attribute_extent(&mut self, name: Token, equals: Token) -> Extent {
        let mut error = None;
        let mut next_start = None;
        // What was open where the next item seems to begin.
        let mut unclosed = None;
        let header = self.span(name.start, equals.end);
        let mut end = equals.end;
        loop {
            let token = self.lexer.next();
            match token.kind {
                TokenKind::Newline | TokenKind::End if self.lexer.at_top() => {
                    if end == equals.end {
                        let message = format!("`{}` has no value; write one after `=`", self.slice(name));
                        error.get_or_insert(SyntaxError::new(self.span(name.start, end), message));
                    }
                    return Extent { end, error };
                }
                TokenKind::Newline => {
                    if next_start.is_none() && self.starts_item(token.end, Starts::Any) {
                        next_start = Some(token.end);
                        unclosed = Some(self.open_bracket(header));
                    }
                    if next_start.is_some() && self.unclosed >= MAX_UNCLOSED {
                        return self.unclosed(header, next_start, error.or(unclosed));
                    }
                }
                TokenKind::End => {
                    let error = error.or(unclosed).unwrap_or_else(|| self.open_bracket(header));
                    return self.unclosed(header, next_start, Some(error));
                }
                TokenKind::LineComment | TokenKind::BlockComment => {}
                TokenKind::Error(kind) => {
                    let found = self.lexical_error(token, kind);
                    match kind {
                        LexicalError::UnclosedString | LexicalError::Character => {
                            error.get_or_insert(found);
                            end = token.end;
                        }
                        LexicalError::UnclosedHeredoc | LexicalError::UnclosedComment | LexicalError::Mismatch => {
                            let error = error.unwrap_or(found);
                            return self.give_up(name.start, token, next_start, error, Starts::Any);
                        }
                    }
                }
                _ => end = token.end,
            }
        }
    }

    /// The error for the bracket or template sequence that is open.
    fn open_bracket(&self, otherwise: Span) -> SyntaxError {
        match self.lexer.opener() {
            Some(open) => SyntaxError::new(
                self.span(open.start, open.end),
                format!("`{}` is never closed; close it before the next attribute or block", &self.text[open]),
            ),
            None => SyntaxError::new(otherwise, "the expression is never closed"),
        }
    }

    fn lexical_error(&self, token: Token, kind: LexicalError) -> SyntaxError {
        lexical_error(Place::At(self.file, 0), self.text, &self.lexer, token, kind)
    }

    /// A block must end its line.
    fn expect_line_end(&mut self) {
        let before = self.lexer.position();
        loop {
            let token = self.lexer.next();
            match token.kind {
                TokenKind::BlockComment => {}
                TokenKind::Newline | TokenKind::LineComment | TokenKind::End => return,
                _ => {
                    let message =
                        format!("unexpected {} after the end of a block; begin a new line", shown(self.slice(token)));
                    self.outline.errors.push(SyntaxError::new(self.span(token.start, token.end), message));
                    return self.lexer.restart(if token.kind == TokenKind::Identifier {
                        token.start
                    } else {
                        before.max(token.end)
                    });
                }
            }
        }
    }

    /// The end of an item that reaches up to `end`, without the blank space before that.
    fn trimmed_end(&self, start: usize, end: usize) -> usize {
        start + self.text[start..end].trim_end().len()
    }

    /// The first line behind the one of `from` that looks like an item's start, or the end of the text.
    fn next_start(&self, from: usize, starts: Starts) -> usize {
        memchr_iter(b'\n', &self.text.as_bytes()[from..])
            .map(|newline| from + newline + 1)
            .find(|start| self.starts_item(*start, starts))
            .unwrap_or(self.text.len())
    }

    /// Whether the line at `start` looks like the beginning of an item that is not indented.
    fn starts_item(&self, start: usize, starts: Starts) -> bool {
        if !self.text.as_bytes().get(start).is_some_and(u8::is_ascii_lowercase) {
            return false;
        }
        let line = self.text[start..].lines().next().unwrap_or_default();
        let mut rest = line[identifier_length(line)..].trim_start_matches([' ', '\t']);
        if starts == Starts::Any && rest.starts_with('=') && !rest.starts_with("==") {
            return true;
        }
        loop {
            let length = match rest.as_bytes().first() {
                Some(b'{') => return true,
                Some(b'"') => rest[1..].find('"').map_or(0, |end| end + 2),
                _ => identifier_length(rest),
            };
            if length == 0 {
                return false;
            }
            rest = rest[length..].trim_start_matches([' ', '\t']);
        }
    }
}

/// What counts as an item's start when reading goes on behind an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Starts {
    Blocks,
    Any,
}

/// The text of a quoted string without templates.
fn unescaped(inner: &str) -> SmolStr {
    if !inner.contains(['\\', '$', '%']) {
        return SmolStr::new(inner);
    }
    match hcl_edit::parser::parse_expr(&format!("\"{inner}\"")) {
        Ok(hcl_edit::expr::Expression::String(name)) => SmolStr::new(name.as_str()),
        _ => SmolStr::new(inner),
    }
}
