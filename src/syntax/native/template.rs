//! Templates: strip markers and the indentation of flush heredocs are applied here, as HCL's own parser does.
//!
//! HCL works on a flat row of tokens, in which the text of a heredoc or bare template is one token a line. A strip marker trims
//! only the token beside it, and a flush heredoc looks only at tokens that begin a line, after trimming. So the tree is laid out
//! as such a row, the row is trimmed, and the texts are put back into the tree.

use std::ops::Range;
use std::vec::IntoIter;

use hcl_edit::template::{self, Directive, Element, HeredocTemplate, StringTemplate, Strip};
use smol_str::SmolStr;
use unicode_segmentation::UnicodeSegmentation;

use super::super::ast::{Expression, ExpressionKind, Template, TemplatePart};
use super::super::error::SyntaxError;
use super::super::lexer::find_template;
use super::{Lowering, range_of};
use crate::value::Value;

/// How the text of a template is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// In quotes: one token, with escapes that begin with a backslash. hcl-edit resolves them outside of directives only.
    Quoted,
    /// In a heredoc or a file: a token a line, with no escapes but `$${` and `%%{`.
    Lines,
}

/// A token of HCL's row.
#[derive(Debug)]
enum Token {
    /// Text, and whether it is the last token of its element.
    Literal(String, bool),
    /// A template sequence, and which of its sides have a `~`.
    Sequence { before: bool, after: bool },
}

impl Lowering<'_> {
    pub(super) fn quoted_template(&self, tree: &StringTemplate) -> Result<ExpressionKind, SyntaxError> {
        self.template(tree, Text::Quoted, false)
    }

    /// Lowers a heredoc, which takes up `range` of the source.
    pub(super) fn heredoc(&self, tree: &HeredocTemplate, range: Range<usize>) -> Result<ExpressionKind, SyntaxError> {
        let is_flush = self.slice(range).starts_with("<<-");
        self.template(&tree.template, Text::Lines, is_flush)
    }

    /// Lowers a template that takes up all of the source.
    pub(super) fn bare_template(
        &self,
        tree: &template::Template,
        range: Range<usize>,
    ) -> Result<Expression, SyntaxError> {
        Ok(Expression { kind: self.template(tree, Text::Lines, false)?, span: self.span(range) })
    }

    fn template(&self, tree: &template::Template, text: Text, is_flush: bool) -> Result<ExpressionKind, SyntaxError> {
        if let Some(Element::Interpolation(interpolation)) = tree.as_single_element() {
            return Ok(ExpressionKind::TemplateWrap(Box::new(self.expression(&interpolation.expr)?)));
        }
        let mut tokens = Vec::new();
        self.lay_out(tree, text, &mut tokens)?;
        strip(&mut tokens);
        if is_flush {
            remove_indentation(&mut tokens);
        }
        let mut parts = self.parts(tree, &mut tokens.into_iter())?.parts;
        Ok(match (parts.pop(), parts.is_empty()) {
            (None, _) => ExpressionKind::Literal(Value::string("")),
            (Some(TemplatePart::Literal(text)), true) => ExpressionKind::Literal(Value::string(text)),
            (Some(last), _) => {
                parts.push(last);
                ExpressionKind::Template(Template { parts })
            }
        })
    }

    /// Appends the tokens of a template in the order in which they are written.
    fn lay_out(&self, tree: &template::Template, text: Text, tokens: &mut Vec<Token>) -> Result<(), SyntaxError> {
        for element in tree {
            match element {
                Element::Literal(literal) if text == Text::Quoted => {
                    tokens.push(Token::Literal(self.unquoted(range_of(literal))?, true));
                }
                Element::Literal(literal) => {
                    let mut lines = self.slice(range_of(literal)).split_inclusive('\n').peekable();
                    while let Some(line) = lines.next() {
                        tokens.push(Token::Literal(unescaped(line), lines.peek().is_none()));
                    }
                }
                Element::Interpolation(interpolation) => tokens.push(sequence(interpolation.strip)),
                Element::Directive(directive) => match directive.as_ref() {
                    Directive::If(tree) => {
                        tokens.push(sequence(tree.if_expr.strip));
                        self.lay_out(&tree.if_expr.template, text, tokens)?;
                        if let Some(otherwise) = &tree.else_expr {
                            tokens.push(sequence(otherwise.strip));
                            self.lay_out(&otherwise.template, text, tokens)?;
                        }
                        tokens.push(sequence(tree.endif_expr.strip));
                    }
                    Directive::For(tree) => {
                        tokens.push(sequence(tree.for_expr.strip));
                        self.lay_out(&tree.for_expr.template, text, tokens)?;
                        tokens.push(sequence(tree.endfor_expr.strip));
                    }
                },
            }
        }
        Ok(())
    }

    /// The text that the inside of a quoted string stands for.
    fn unquoted(&self, range: Range<usize>) -> Result<String, SyntaxError> {
        let source = self.slice(range.clone());
        let mut text = String::with_capacity(source.len());
        let mut rest = source;
        while let Some(at) = rest.find('\\') {
            text.push_str(&unescaped(&rest[..at]));
            let (character, length) = escape(&rest[at..]).ok_or_else(|| {
                let start = range.start + source.len() - rest.len() + at;
                let end = start + rest[at..].chars().take(2).map(char::len_utf8).sum::<usize>();
                let message =
                    format!("`{}` is no escape sequence; write `\\\\` for a backslash", self.slice(start..end));
                SyntaxError::new(self.span(start..end), message)
            })?;
            text.push(character);
            rest = &rest[at + length..];
        }
        text.push_str(&unescaped(rest));
        Ok(text)
    }

    /// Lowers a template with the texts of its row of tokens.
    fn parts(&self, tree: &template::Template, tokens: &mut IntoIter<Token>) -> Result<Template, SyntaxError> {
        let mut parts = Vec::with_capacity(tree.len());
        for element in tree {
            match element {
                Element::Literal(_) => {
                    let mut text = String::new();
                    while let Some(Token::Literal(piece, is_last)) = tokens.next() {
                        text.push_str(&piece);
                        if is_last {
                            break;
                        }
                    }
                    if !text.is_empty() {
                        parts.push(TemplatePart::Literal(SmolStr::new(text)));
                    }
                }
                Element::Interpolation(interpolation) => {
                    tokens.next();
                    parts.push(TemplatePart::Interpolation(self.expression(&interpolation.expr)?));
                }
                Element::Directive(directive) => parts.push(self.directive(directive, tokens)?),
            }
        }
        Ok(Template { parts })
    }

    fn directive(&self, tree: &Directive, tokens: &mut IntoIter<Token>) -> Result<TemplatePart, SyntaxError> {
        tokens.next();
        let part = match tree {
            Directive::If(tree) => {
                let condition = self.expression(&tree.if_expr.cond_expr)?;
                let then = self.parts(&tree.if_expr.template, tokens)?;
                let otherwise = match &tree.else_expr {
                    Some(otherwise) => {
                        tokens.next();
                        self.parts(&otherwise.template, tokens)?
                    }
                    None => Template::default(),
                };
                TemplatePart::If { condition, then, otherwise }
            }
            Directive::For(tree) => TemplatePart::For {
                key_variable: tree.for_expr.key_var.as_ref().map(|name| self.identifier(name)),
                value_variable: self.identifier(&tree.for_expr.value_var),
                collection: self.expression(&tree.for_expr.collection_expr)?,
                body: self.parts(&tree.for_expr.template, tokens)?,
            },
        };
        tokens.next();
        Ok(part)
    }
}

fn sequence(strip: Strip) -> Token {
    Token::Sequence { before: strip.strip_start(), after: strip.strip_end() }
}

/// Text without the escapes that every template has: `$${` is `${`, `%%{` is `%{`.
fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("$${").into_iter().chain(rest.find("%%{")).min() {
        text.push_str(&rest[..=at]);
        text.push('{');
        rest = &rest[at + 3..];
    }
    debug_assert!(find_template(line.as_bytes()).is_none(), "a literal holds no template sequence");
    text.push_str(rest);
    text
}

/// The character that an escape sequence stands for, and its length in bytes.
fn escape(source: &str) -> Option<(char, usize)> {
    let hexadecimal = |digits: usize| {
        let number = source.get(2..2 + digits).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, 2 + digits))
    };
    match source.as_bytes().get(1)? {
        b'n' => Some(('\n', 2)),
        b'r' => Some(('\r', 2)),
        b't' => Some(('\t', 2)),
        b'"' => Some(('"', 2)),
        b'\\' => Some(('\\', 2)),
        b'u' => hexadecimal(4),
        b'U' => hexadecimal(8),
        _ => None,
    }
}

/// Trims the texts beside template sequences that have a `~`.
fn strip(tokens: &mut [Token]) {
    for index in 0..tokens.len() {
        let Token::Sequence { before, after } = tokens[index] else { continue };
        if before
            && index > 0
            && let Token::Literal(text, _) = &mut tokens[index - 1]
        {
            text.truncate(text.trim_end().len());
        }
        if after && let Some(Token::Literal(text, _)) = tokens.get_mut(index + 1) {
            text.drain(..text.len() - text.trim_start().len());
        }
    }
}

/// Removes from each line of a flush heredoc the blank space that all its lines begin with.
fn remove_indentation(tokens: &mut [Token]) {
    let mut least = usize::MAX;
    let mut line_starts = Vec::new();
    let mut at_line_start = true;
    for (index, token) in tokens.iter().enumerate() {
        if at_line_start {
            at_line_start = false;
            match token {
                Token::Literal(text, _) => {
                    let indentation = &text[..text.len() - text.trim_start().len()];
                    // A line of nothing but blank space doesn't count.
                    if indentation.len() < text.len() || !text.ends_with('\n') {
                        least = least.min(indentation.graphemes(true).count());
                        line_starts.push(index);
                    }
                }
                Token::Sequence { .. } => least = 0,
            }
        }
        if let Token::Literal(text, _) = token {
            at_line_start = text.ends_with('\n');
        }
    }
    for index in line_starts {
        if let Token::Literal(text, _) = &mut tokens[index] {
            let length: usize = text.graphemes(true).take(least).map(str::len).sum();
            text.drain(..length);
        }
    }
}
