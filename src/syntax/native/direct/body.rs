//! Attributes and blocks.

use std::sync::Arc;

use smol_str::SmolStr;

use super::super::super::ast::{Attribute, Block, Body, Identifier, Syntax};
use super::super::super::lexer::{Bracket, TokenKind};
use super::Reader;

/// Attributes of one body that are compared with each other to see whether one is set twice.
const MAX_ATTRIBUTES: usize = 256;

impl Reader<'_> {
    pub(super) fn empty_body(&self) -> Body {
        Body { syntax: Syntax::Native, attributes: Vec::new(), blocks: Vec::new(), span: self.span(0..0) }
    }

    /// An attribute or a block, up to the line break behind it.
    pub(super) fn item(&mut self, body: &mut Body) -> Option<()> {
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
}
