//! HCL's tokens, as far as they are needed to see where strings, comments, heredocs and brackets begin and end.
//!
//! Works without recursion and without allocating per token. Both the [outline](super::outline()) and the preparation of
//! a text for the parser ([`native::normalize`](super::native)) read these tokens.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Newline,
    LineComment,
    BlockComment,
    Identifier,
    Number,
    /// One or two bytes of punctuation.
    Operator,
    Open(Bracket),
    Close(Bracket),
    OpenQuote,
    CloseQuote,
    /// `<<EOT` with its line break.
    OpenHeredoc,
    /// The last line of a heredoc, without its line break.
    CloseHeredoc,
    /// Text of a string; in heredocs and bare templates at most one line with its line break.
    Literal,
    /// `${`, `%{`, each with or without `~`.
    OpenTemplate,
    /// `}` or `~}`.
    CloseTemplate,
    /// Something is wrong; reading can go on behind it.
    Error(LexicalError),
    End,
}

/// The kinds of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Brace,
    Square,
    Paren,
}

/// What can be wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LexicalError {
    /// A line break or the end of the text in a quoted string, which is taken to end there. The token begins at the opening quote.
    UnclosedString,
    /// The end of the text in a heredoc.
    UnclosedHeredoc,
    /// The end of the text in a `/*` comment.
    UnclosedComment,
    /// A closing bracket of which the opening one is missing or of another kind.
    Mismatch,
    /// A character that HCL has no use for.
    Character,
}

/// A token and its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What the lexer is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Bracket(Bracket),
    Template,
    Quote,
    Heredoc { marker_end: usize, marker_length: usize },
    Bare,
}

/// What is open around a token.
#[derive(Clone, Copy, Debug)]
struct Frame {
    mode: Mode,
    start: usize,
}

/// Reads tokens one by one.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    position: usize,
    frames: Vec<Frame>,
    /// How many brackets and template sequences are open: strings do not count.
    depth: usize,
}

impl<'a> Lexer<'a> {
    /// A lexer for blocks, attributes and expressions.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), position: 0, frames: Vec::new(), depth: 0 }
    }

    /// A lexer for a text that is a template as a whole.
    pub(super) fn bare_template(text: &'a str) -> Self {
        let mut lexer = Self::new(text);
        lexer.frames.push(Frame { mode: Mode::Bare, start: 0 });
        lexer
    }

    /// Goes on at `position`, outside of everything.
    pub(super) fn restart(&mut self, position: usize) {
        self.position = position;
        self.frames.clear();
        self.depth = 0;
    }

    /// Whether nothing is open.
    pub(super) fn at_top(&self) -> bool {
        self.frames.is_empty()
    }

    /// How many brackets and template sequences are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Where the next token is looked for.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Where the innermost thing that is open was opened.
    pub(super) fn innermost_open(&self) -> Option<usize> {
        self.frames.last().map(|frame| frame.start)
    }

    /// What opened the innermost thing that is open: a bracket, `${`, a quote.
    pub(super) fn opener(&self) -> Option<Range<usize>> {
        let frame = self.frames.last()?;
        let length = match frame.mode {
            Mode::Bracket(_) | Mode::Quote => 1,
            Mode::Template | Mode::Heredoc { .. } => 2,
            Mode::Bare => 0,
        };
        Some(frame.start..frame.start + length)
    }

    /// The delimiter of the heredoc that the lexer is directly in.
    pub(super) fn heredoc_marker(&self) -> Option<&'a str> {
        match self.frames.last()?.mode {
            Mode::Heredoc { marker_end, marker_length } => self.text.get(marker_end - marker_length..marker_end),
            Mode::Bracket(_) | Mode::Template | Mode::Quote | Mode::Bare => None,
        }
    }

    /// The next token; at the end of the text [`TokenKind::End`], again and again.
    pub(super) fn next(&mut self) -> Token {
        let mode = self.frames.last().map(|frame| frame.mode);
        if matches!(mode, None | Some(Mode::Bracket(_) | Mode::Template)) {
            while let Some(b' ' | b'\t') = self.byte(0) {
                self.position += 1;
            }
        }
        let start = self.position;
        let (kind, length) = match mode {
            None | Some(Mode::Bracket(_) | Mode::Template) => self.code_token(),
            Some(Mode::Quote) => self.quote_token(),
            Some(Mode::Heredoc { marker_end, marker_length }) => {
                let marker = &self.text[marker_end - marker_length..marker_end];
                self.heredoc_token(marker)
            }
            Some(Mode::Bare) => self.bare_token(),
        };
        self.position = start + length;
        let opened = self.innermost_open().unwrap_or(start);
        match kind {
            TokenKind::Open(bracket) => self.push(Mode::Bracket(bracket), start),
            TokenKind::OpenTemplate => self.push(Mode::Template, start),
            TokenKind::OpenQuote => self.push(Mode::Quote, start),
            TokenKind::OpenHeredoc => {
                let opener = self.text[start..self.position].trim_end();
                let marker_length = opener.trim_start_matches(['<', '-']).len();
                self.push(Mode::Heredoc { marker_end: start + opener.len(), marker_length }, start);
            }
            TokenKind::Close(_)
            | TokenKind::CloseTemplate
            | TokenKind::CloseQuote
            | TokenKind::CloseHeredoc
            | TokenKind::Error(LexicalError::UnclosedString) => self.pop(),
            TokenKind::Newline
            | TokenKind::LineComment
            | TokenKind::BlockComment
            | TokenKind::Identifier
            | TokenKind::Number
            | TokenKind::Operator
            | TokenKind::Literal
            | TokenKind::Error(_)
            | TokenKind::End => {}
        }
        let start = if kind == TokenKind::Error(LexicalError::UnclosedString) { opened } else { start };
        Token { kind, start, end: self.position }
    }

    fn push(&mut self, mode: Mode, start: usize) {
        self.frames.push(Frame { mode, start });
        if matches!(mode, Mode::Bracket(_) | Mode::Template) {
            self.depth += 1;
        }
    }

    fn pop(&mut self) {
        if let Some(Frame { mode: Mode::Bracket(_) | Mode::Template, .. }) = self.frames.pop() {
            self.depth -= 1;
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.position + ahead).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    fn code_token(&self) -> (TokenKind, usize) {
        let Some(byte) = self.byte(0) else { return (TokenKind::End, 0) };
        match byte {
            b'\n' => (TokenKind::Newline, 1),
            b'\r' if self.byte(1) == Some(b'\n') => (TokenKind::Newline, 2),
            b'#' => (TokenKind::LineComment, self.line_length()),
            b'/' if self.byte(1) == Some(b'/') => (TokenKind::LineComment, self.line_length()),
            b'/' if self.byte(1) == Some(b'*') => match memchr::memmem::find(&self.rest()[2..], b"*/") {
                Some(length) => (TokenKind::BlockComment, length + 4),
                None => (TokenKind::Error(LexicalError::UnclosedComment), self.rest().len()),
            },
            b'"' => (TokenKind::OpenQuote, 1),
            b'{' => (TokenKind::Open(Bracket::Brace), 1),
            b'[' => (TokenKind::Open(Bracket::Square), 1),
            b'(' => (TokenKind::Open(Bracket::Paren), 1),
            b'}' => self.closing(Bracket::Brace),
            b']' => self.closing(Bracket::Square),
            b')' => self.closing(Bracket::Paren),
            b'~' if self.byte(1) == Some(b'}') && self.innermost() == Some(Mode::Template) => {
                (TokenKind::CloseTemplate, 2)
            }
            b'<' if self.byte(1) == Some(b'<') => match self.heredoc_opener() {
                Some(length) => (TokenKind::OpenHeredoc, length),
                None => (TokenKind::Operator, 1),
            },
            b'0'..=b'9' => (TokenKind::Number, number_length(self.rest())),
            b'=' | b'!' | b'<' | b'>' if self.byte(1) == Some(b'=') => (TokenKind::Operator, 2),
            b'=' if self.byte(1) == Some(b'>') => (TokenKind::Operator, 2),
            b'&' | b'|' | b':' if self.byte(1) == Some(byte) => (TokenKind::Operator, 2),
            b'=' | b'!' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b':' | b'?' | b',' | b'.' => {
                (TokenKind::Operator, 1)
            }
            _ => {
                let length = identifier_length(&self.text[self.position..]);
                if length > 0 {
                    (TokenKind::Identifier, length)
                } else {
                    let length = self.text[self.position..].chars().next().map_or(1, char::len_utf8);
                    (TokenKind::Error(LexicalError::Character), length)
                }
            }
        }
    }

    fn innermost(&self) -> Option<Mode> {
        self.frames.last().map(|frame| frame.mode)
    }

    fn closing(&self, bracket: Bracket) -> (TokenKind, usize) {
        match self.innermost() {
            Some(Mode::Bracket(open)) if open == bracket => (TokenKind::Close(bracket), 1),
            Some(Mode::Template) if bracket == Bracket::Brace => (TokenKind::CloseTemplate, 1),
            _ => (TokenKind::Error(LexicalError::Mismatch), 1),
        }
    }

    /// Length up to the line break, which is not included.
    fn line_length(&self) -> usize {
        let rest = self.rest();
        let length = memchr(b'\n', rest).unwrap_or(rest.len());
        if length > 0 && rest.get(length - 1) == Some(&b'\r') && length < rest.len() { length - 1 } else { length }
    }

    fn heredoc_opener(&self) -> Option<usize> {
        let dash = usize::from(self.byte(2) == Some(b'-'));
        let marker = self.text.get(self.position + 2 + dash..)?;
        let length = 2 + dash + Some(identifier_length(marker)).filter(|length| *length > 0)?;
        match (self.byte(length), self.byte(length + 1)) {
            (Some(b'\n'), _) => Some(length + 1),
            (Some(b'\r'), Some(b'\n')) => Some(length + 2),
            _ => None,
        }
    }

    fn quote_token(&self) -> (TokenKind, usize) {
        let rest = self.rest();
        let mut at = 0;
        loop {
            at += length_of(rest.get(at..).unwrap_or_default(), TEXT);
            let (kind, length) = match (rest.get(at), rest.get(at + 1)) {
                (None | Some(b'\n'), _) => (TokenKind::Error(LexicalError::UnclosedString), 0),
                (Some(b'"'), _) => (TokenKind::CloseQuote, 1),
                (Some(b'$' | b'%'), Some(b'{')) => (TokenKind::OpenTemplate, self.opener_length(at)),
                (Some(b'$'), Some(b'$')) | (Some(b'%'), Some(b'%')) => {
                    at += if rest.get(at + 2) == Some(&b'{') { 3 } else { 1 };
                    continue;
                }
                (Some(b'\\'), Some(escaped)) if *escaped != b'\n' => {
                    at += 2;
                    continue;
                }
                (Some(_), _) => {
                    at += 1;
                    continue;
                }
            };
            return if at > 0 { (TokenKind::Literal, at) } else { (kind, length) };
        }
    }

    fn opener_length(&self, at: usize) -> usize {
        if self.byte(at + 2) == Some(b'~') { 3 } else { 2 }
    }

    fn heredoc_token(&self, marker: &str) -> (TokenKind, usize) {
        let rest = self.rest();
        if rest.is_empty() {
            return (TokenKind::Error(LexicalError::UnclosedHeredoc), 0);
        }
        let at_line_start = self.position > 0 && self.bytes[self.position - 1] == b'\n';
        let line_end = memchr(b'\n', rest).unwrap_or(rest.len());
        if at_line_start {
            let line = &self.text[self.position..self.position + line_end];
            if line.trim() == marker {
                return (TokenKind::CloseHeredoc, line.trim_end().len());
            }
        }
        self.template_line(line_end)
    }

    fn bare_token(&self) -> (TokenKind, usize) {
        let rest = self.rest();
        if rest.is_empty() {
            return (TokenKind::End, 0);
        }
        self.template_line(memchr(b'\n', rest).unwrap_or(rest.len()))
    }

    /// The text up to the next template sequence or line break; `line_end` is where the line break is.
    fn template_line(&self, line_end: usize) -> (TokenKind, usize) {
        let rest = self.rest();
        match find_template(&rest[..line_end]) {
            Some(0) => (TokenKind::OpenTemplate, self.opener_length(0)),
            Some(at) => (TokenKind::Literal, at),
            None => (TokenKind::Literal, (line_end + 1).min(rest.len())),
        }
    }
}

/// Where the first `${` or `%{` that is not escaped stands.
pub(super) fn find_template(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memchr2(b'$', b'%', bytes.get(at..)?) {
        at += found;
        match bytes.get(at + 1) {
            Some(b'{') => return Some(at),
            Some(next) if *next == bytes[at] && bytes.get(at + 2) == Some(&b'{') => at += 3,
            _ => at += 1,
        }
    }
    None
}

/// Bytes of which an identifier in ASCII goes on.
const NAME: u8 = 1;
/// Bytes that mean nothing but themselves in a quoted string.
const TEXT: u8 = 2;

/// What each byte may be a part of.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        if character.is_ascii_alphanumeric() || matches!(character, b'_' | b'-') {
            classes[byte] |= NAME;
        }
        if !matches!(character, b'"' | b'\\' | b'$' | b'%' | b'\n') {
            classes[byte] |= TEXT;
        }
        byte += 1;
    }
    classes
};

/// How many of the first bytes belong to `class`.
fn length_of(bytes: &[u8], class: u8) -> usize {
    bytes.iter().position(|byte| CLASSES[usize::from(*byte)] & class == 0).unwrap_or(bytes.len())
}

/// Length of the identifier at the start of the text, or 0: as HCL has it, by Unicode Standard Annex 31 and with `-`.
pub(super) fn identifier_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_' || !byte.is_ascii()) {
        return 0;
    }
    let ascii = length_of(bytes, NAME);
    if bytes.get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let continues = |character: char| unicode_ident::is_xid_continue(character) || character == '-';
    if ascii == 0 && !text.starts_with(unicode_ident::is_xid_start) {
        return 0;
    }
    text.find(|character| !continues(character)).unwrap_or(text.len())
}

/// Length of the number at the start of the text: digits, a fraction, an exponent.
fn number_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = digits(0);
    if bytes.get(length) == Some(&b'.') && bytes.get(length + 1).is_some_and(u8::is_ascii_digit) {
        length += 1 + digits(length + 1);
    }
    if matches!(bytes.get(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        if bytes.get(length + 1 + sign).is_some_and(u8::is_ascii_digit) {
            length += 1 + sign + digits(length + 1 + sign);
        }
    }
    length
}
