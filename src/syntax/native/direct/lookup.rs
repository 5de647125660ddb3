//! What is looked up in a value: attributes, indexes and splats.

use std::mem;

use super::super::super::ast::{Expression, ExpressionKind, Splat, Step, StepKind};
use super::super::super::lexer::{Bracket, TokenKind};
use super::super::expression::looked_up;
use super::Reader;
use crate::workspace::Span;

impl Reader<'_> {
    /// Whether `.` or `[` follows at once.
    pub(super) fn is_looked_into(&self) -> bool {
        self.is_adjacent()
            && (self.token.kind == TokenKind::Open(Bracket::Square) || self.is_operator("."))
            && !self.is_ellipsis()
    }

    /// `source`, which begins at `start`, with what is looked up in it.
    pub(super) fn looked_up(&mut self, source: Expression, start: usize) -> Option<Expression> {
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
            None => looked_up(source, steps),
            Some((before, marker, _)) => {
                let source = if before.is_empty() { source } else { looked_up(source, before) };
                Expression { kind: ExpressionKind::Splat(Box::new(Splat { source, each: steps, marker })), span }
            }
        })
    }
}
