//! Templates: strip markers and the indentation of flush heredocs are applied here, as HCL's own parser does.
//!
//! The tree is laid out as HCL's flat [row of tokens](super::row), the row is trimmed, and the texts are put back into the tree.

use std::ops::Range;
use std::vec::IntoIter;

use hcl_edit::template::{self, Directive, Element, HeredocTemplate, StringTemplate, Strip};
use smol_str::SmolStr;

use super::super::ast::{Expression, ExpressionKind, Template, TemplatePart};
use super::super::error::SyntaxError;
use super::row::{Token, of_parts, trim, unescaped, unquoted};
use super::{Lowering, range_of};

/// How the text of a template is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// In quotes: one token, with escapes that begin with a backslash. hcl-edit resolves them outside of directives only.
    Quoted,
    /// In a heredoc or a file: a token a line, with no escapes but `$${` and `%%{`.
    Lines,
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
        trim(&mut tokens, is_flush);
        let parts = self.parts(tree, &mut tokens.into_iter())?.parts;
        Ok(of_parts(parts))
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
        unquoted(self.slice(range.clone())).map_err(|wrong| {
            let place = range.start + wrong.start..range.start + wrong.end;
            let message =
                format!("`{}` is no escape sequence; write `\\\\` for a backslash", self.slice(place.clone()));
            SyntaxError::new(self.span(place), message)
        })
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
