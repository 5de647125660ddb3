//! Bodies, blocks and attributes.

use std::ops::Range;
use std::sync::Arc;

use hcl_edit::structure::{self, BlockLabel};
use smol_str::SmolStr;

use super::super::ast::{Attribute, Block, Body, Identifier, Syntax};
use super::super::error::SyntaxError;
use super::super::lexer::{Bracket, Lexer, TokenKind};
use super::{Lowering, range_of};

impl Lowering<'_> {
    /// Lowers a body, which takes up `range` of the source.
    pub(super) fn body(&self, tree: &structure::Body, range: Range<usize>) -> Result<Body, SyntaxError> {
        let mut body =
            Body { syntax: Syntax::Native, attributes: Vec::new(), blocks: Vec::new(), span: self.span(range) };
        for part in tree {
            match part {
                structure::Structure::Attribute(attribute) => body.attributes.push(self.attribute(attribute)?),
                structure::Structure::Block(block) => body.blocks.push(self.block(block)?),
            }
        }
        Ok(body)
    }

    fn attribute(&self, tree: &structure::Attribute) -> Result<Attribute, SyntaxError> {
        let name = self.identifier(&tree.key);
        let expression = self.expression(&tree.value)?;
        let span = name.span.to(expression.span);
        Ok(Attribute { name, expression: Arc::new(expression), span })
    }

    fn block(&self, tree: &structure::Block) -> Result<Block, SyntaxError> {
        let block_type = self.identifier(&tree.ident);
        let labels: Vec<Identifier> = tree
            .labels
            .iter()
            .map(|label| match label {
                BlockLabel::Ident(name) => self.identifier(name),
                BlockLabel::String(name) => {
                    Identifier { name: SmolStr::new(name.as_str()), span: self.span(range_of(name)) }
                }
            })
            .collect();
        let header_end = tree.labels.last().map_or_else(|| range_of(&tree.ident), range_of).end;
        let header = labels.last().map_or(block_type.span, |label| block_type.span.to(label.span));
        let range = range_of(tree);
        let inside = self.opening_brace(header_end) + 1..range.end.saturating_sub(1);
        let body = self.body(&tree.body, inside)?;
        Ok(Block { block_type, labels, body, header, span: self.span(range) })
    }

    /// Where the brace behind a block's header stands.
    fn opening_brace(&self, header_end: usize) -> usize {
        let mut lexer = Lexer::new(self.source);
        lexer.restart(header_end);
        loop {
            let token = lexer.next();
            if matches!(token.kind, TokenKind::Open(Bracket::Brace) | TokenKind::End) {
                return token.start;
            }
        }
    }
}
