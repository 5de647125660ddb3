//! Makes of a text what hcl-edit reads, where Terraform reads more than hcl-edit does. The result has the same length, so that
//! places stay exact, and the same meaning; what it leaves out is listed as [`Extra`]s.
//!
//! - Between parentheses and square brackets, in templates and in `for` expressions line breaks mean nothing to HCL; hcl-edit
//!   stumbles over some of them. They become spaces, and so do the comments before them.
//! - A repeated key in an object is an error to hcl-edit; in HCL the last one wins.
//! - hcl-edit compares every key of an object with all keys before it, which takes quadratic time for large ones.
//! - hcl-edit ends a heredoc at a line that begins with the delimiter, HCL at a line that is the delimiter.
//! - hcl-edit takes the line break after an empty heredoc's opener for its only line, and looks for the end beyond its end.
//! - hcl-edit's numbers are 64 bits wide.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::error::{SyntaxError, lexical_error};
use super::super::lexer::{Bracket, Lexer, Token, TokenKind};
use super::super::place::Place;
use super::Form;

/// Brackets and templates within each other. It is hcl-edit's limit, which it has so that the parser does not overflow the stack;
/// reaching it is reported.
const MAX_NESTING: usize = 64;

/// Items of one object that hcl-edit is given; the others are parsed one by one.
const MAX_ITEMS: usize = 256;

/// An item of an object that was left out of the text.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
}

/// What was left out, by the start of the object it belongs to.
pub(super) type Extras = BTreeMap<usize, Vec<Extra>>;

/// A text that hcl-edit reads.
#[derive(Debug)]
pub(super) struct Normalized<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) extras: Extras,
    /// How deep brackets and templates are nested.
    pub(super) depth: usize,
}

/// Prepares `source`.
///
/// # Errors
/// Where a string, comment, heredoc or bracket is not closed, or the nesting is beyond the limit.
pub(super) fn normalize<'a>(source: &'a str, form: Form, place: Place) -> Result<Normalized<'a>, SyntaxError> {
    let lexer = match form {
        Form::Template => Lexer::bare_template(source),
        Form::Body | Form::Expression => Lexer::new(source),
    };
    let top = match form {
        Form::Body => Context::Body { in_value: false },
        Form::Expression | Form::Template => Context::Free,
    };
    let mut normalizer = Normalizer {
        source,
        place,
        lexer,
        contexts: vec![top],
        edits: Vec::new(),
        extras: Extras::new(),
        depth: 0,
        empty_heredoc: None,
        directive: None,
    };
    normalizer.run()?;
    Ok(normalizer.finish())
}

/// What a token stands in.
enum Context<'a> {
    /// Blocks and attributes; a brace in an attribute's value opens an object.
    Body { in_value: bool },
    /// A brace of which it is not known yet whether it opens an object or a `for`.
    Brace { start: usize },
    /// An object.
    Object(Object<'a>),
    /// Where line breaks mean nothing.
    Free,
    /// A string or heredoc, and where its directives begin that have not ended.
    Text { open: Vec<Range<usize>> },
}

#[derive(Default)]
struct Object<'a> {
    start: usize,
    /// Texts of the keys so far, without blanks.
    keys: FxHashSet<Cow<'a, str>>,
    key: Option<Range<usize>>,
    value: Option<Range<usize>>,
    assigned: bool,
}

/// A change of the text that does not change its length.
enum Edit {
    Blank(Range<usize>),
    Replace(Range<usize>, u8),
    EmptyString(Range<usize>),
    Number(Range<usize>),
}

struct Normalizer<'a> {
    source: &'a str,
    place: Place,
    lexer: Lexer<'a>,
    contexts: Vec<Context<'a>>,
    edits: Vec<Edit>,
    extras: Extras,
    depth: usize,
    /// Where the heredoc begins of which nothing but the opener has been read.
    empty_heredoc: Option<usize>,
    /// The opener of the directive whose first word comes next.
    directive: Option<usize>,
}

impl<'a> Normalizer<'a> {
    fn run(&mut self) -> Result<(), SyntaxError> {
        loop {
            let token = self.lexer.next();
            if self.lexer.depth() > MAX_NESTING {
                return Err(self.error(
                    token.start..token.end,
                    format!("nested more than {MAX_NESTING} levels deep; move inner parts to local values"),
                ));
            }
            self.depth = self.depth.max(self.lexer.depth());
            match token.kind {
                TokenKind::End if self.contexts.len() <= 1 => return Ok(()),
                TokenKind::End => {
                    let open = self.lexer.opener().unwrap_or_default();
                    let message = format!("`{}` is never closed; close it", &self.source[open.clone()]);
                    return Err(self.error(open, message));
                }
                TokenKind::Error(kind) => {
                    return Err(lexical_error(self.place, self.source, &self.lexer, token, kind));
                }
                _ => self.token(token)?,
            }
        }
    }

    fn error(&self, range: Range<usize>, message: String) -> SyntaxError {
        SyntaxError::new(self.place.span(range), message)
    }

    fn token(&mut self, token: Token) -> Result<(), SyntaxError> {
        self.settle_brace(token);
        self.directive(token);
        if let (Some(start), TokenKind::CloseHeredoc) = (self.empty_heredoc, token.kind) {
            self.edits.push(Edit::EmptyString(start..token.end));
        }
        self.empty_heredoc = (token.kind == TokenKind::OpenHeredoc).then_some(token.start);
        match token.kind {
            TokenKind::Newline => match self.contexts.last_mut() {
                Some(Context::Body { in_value }) => *in_value = false,
                Some(Context::Object(_)) => self.end_item(token.start),
                Some(Context::Free | Context::Brace { .. }) => self.edits.push(Edit::Blank(token.start..token.end)),
                Some(Context::Text { .. }) | None => {}
            },
            TokenKind::LineComment | TokenKind::BlockComment => {
                if matches!(self.contexts.last(), Some(Context::Free | Context::Brace { .. })) {
                    self.edits.push(Edit::Blank(token.start..token.end));
                }
            }
            TokenKind::Operator => self.operator(token),
            TokenKind::Identifier => self.touch(token),
            TokenKind::Number => {
                self.touch(token);
                let text = &self.source[token.start..token.end];
                if text.len() > 2 && text.parse::<f64>().is_ok_and(f64::is_infinite) {
                    self.edits.push(Edit::Number(token.start..token.end));
                }
            }
            TokenKind::Open(Bracket::Brace) => {
                let context = match self.contexts.last() {
                    Some(Context::Body { in_value: false }) => Context::Body { in_value: false },
                    _ => Context::Brace { start: token.start },
                };
                self.touch(token);
                self.contexts.push(context);
            }
            TokenKind::Open(_) => {
                self.touch(token);
                self.contexts.push(Context::Free);
            }
            TokenKind::OpenTemplate => self.contexts.push(Context::Free),
            TokenKind::OpenQuote | TokenKind::OpenHeredoc => {
                self.touch(token);
                self.contexts.push(Context::Text { open: Vec::new() });
            }
            TokenKind::Close(_) | TokenKind::CloseQuote | TokenKind::CloseHeredoc | TokenKind::CloseTemplate => {
                if matches!(self.contexts.last(), Some(Context::Object(_))) {
                    self.end_item(token.start);
                }
                // Beyond the end of the text hcl-edit would look for the directive's.
                if let Some(Context::Text { mut open }) = self.contexts.pop()
                    && let Some(directive) = open.pop()
                {
                    let opener = &self.source[directive.clone()];
                    let end = if opener.ends_with("for") { "endfor" } else { "endif" };
                    return Err(self.error(directive, format!("this directive has no end; write `%{{ {end} }}`")));
                }
                self.touch(token);
            }
            TokenKind::Literal => self.literal(token),
            TokenKind::Error(_) | TokenKind::End => {}
        }
        Ok(())
    }

    /// Notes where directives begin and end.
    fn directive(&mut self, token: Token) {
        let text = &self.source[token.start..token.end];
        if token.kind == TokenKind::OpenTemplate {
            self.directive = text.starts_with('%').then_some(token.start);
            return;
        }
        if matches!(token.kind, TokenKind::Newline | TokenKind::LineComment | TokenKind::BlockComment) {
            return;
        }
        let Some(start) = self.directive.take() else { return };
        // The directive itself is the last context.
        let around = self.contexts.len().checked_sub(2).and_then(|index| self.contexts.get_mut(index));
        let Some(Context::Text { open }) = around else { return };
        match text {
            "if" | "for" => open.push(start..token.end),
            "endif" | "endfor" => {
                open.pop();
            }
            _ => {}
        }
    }

    /// Decides what an open brace is, once its first token is there.
    fn settle_brace(&mut self, token: Token) {
        let Some(Context::Brace { start }) = self.contexts.last() else { return };
        let start = *start;
        let context = match token.kind {
            TokenKind::Newline | TokenKind::LineComment | TokenKind::BlockComment => return,
            TokenKind::Identifier if &self.source[token.start..token.end] == "for" => Context::Free,
            _ => Context::Object(Object { start, ..Object::default() }),
        };
        self.contexts.pop();
        self.contexts.push(context);
    }

    /// Notes that a token belongs to the current item of an object.
    fn touch(&mut self, token: Token) {
        let Some(Context::Object(object)) = self.contexts.last_mut() else { return };
        let part = if object.assigned { &mut object.value } else { &mut object.key };
        match part {
            Some(range) => range.end = token.end,
            None => *part = Some(token.start..token.end),
        }
    }

    fn operator(&mut self, token: Token) {
        let operator = &self.source[token.start..token.end];
        match self.contexts.last_mut() {
            Some(Context::Body { in_value }) if operator == "=" => *in_value = true,
            Some(Context::Object(object)) if !object.assigned && matches!(operator, "=" | ":") => {
                object.assigned = true
            }
            Some(Context::Object(_)) if operator == "," => self.end_item(token.end),
            _ => self.touch(token),
        }
    }

    /// Ends the current item of an object at its separator; a comma belongs to it, a line break does not.
    fn end_item(&mut self, end: usize) {
        let Some(Context::Object(object)) = self.contexts.last_mut() else { return };
        object.assigned = false;
        let (Some(key), Some(value)) = (object.key.take(), object.value.take()) else { return };
        let text = &self.source[key.clone()];
        let text = if text.contains(char::is_whitespace) {
            Cow::Owned(text.split_whitespace().collect())
        } else {
            Cow::Borrowed(text)
        };
        if object.keys.len() < MAX_ITEMS && object.keys.insert(text) {
            return;
        }
        let comma = self.source.as_bytes().get(end.wrapping_sub(1)) == Some(&b',');
        self.edits.push(Edit::Blank(key.start..if comma { end } else { value.end }));
        self.extras.entry(object.start).or_default().push(Extra { key, value });
    }

    /// A line of a heredoc that hcl-edit would take for its end.
    fn literal(&mut self, token: Token) {
        let Some(marker) = self.lexer.heredoc_marker() else { return };
        let line = &self.source[token.start..token.end];
        let indent = line.len() - line.trim_start().len();
        if line[indent..].starts_with(marker) && marker.is_char_boundary(1) {
            let other = if marker.starts_with('x') { b'y' } else { b'x' };
            self.edits.push(Edit::Replace(token.start + indent..token.start + indent + 1, other));
        }
    }

    fn finish(self) -> Normalized<'a> {
        let text = if self.edits.is_empty() { Cow::Borrowed(self.source) } else { Cow::Owned(self.edited()) };
        Normalized { text, extras: self.extras, depth: self.depth }
    }

    fn edited(&self) -> String {
        let mut bytes = self.source.as_bytes().to_vec();
        for edit in &self.edits {
            match edit {
                Edit::Blank(range) => bytes[range.clone()].fill(b' '),
                Edit::Replace(range, byte) => bytes[range.clone()].fill(*byte),
                // A string of blanks that takes up the same place; that it is empty is read from the source.
                Edit::EmptyString(range) => {
                    bytes[range.clone()].fill(b' ');
                    bytes[range.start] = b'"';
                    bytes[range.end - 1] = b'"';
                }
                // A small number of the same length; the real one is read from the source.
                Edit::Number(range) => {
                    bytes[range.clone()].fill(b'0');
                    bytes[range.start + 1] = b'.';
                }
            }
        }
        String::from_utf8(bytes).unwrap_or_else(|_| self.source.to_owned())
    }
}
