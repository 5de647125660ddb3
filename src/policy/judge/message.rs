//! Messages with values in them: unknown ones by what they are, sensitive ones not at all.

use super::scope::Frame;
use crate::eval::EvalError;
use crate::syntax::ast::{Expression, ExpressionKind, TemplatePart};
use crate::value::{Content, Marks, Part, Symbol, Value};

/// Characters of one value that a message shows; a message is read by people.
const MAX_VALUE: usize = 300;

/// The text of a message; the reason if it could not be made.
pub(super) fn render(frame: &Frame<'_>, expression: &Expression) -> Result<String, Box<EvalError>> {
    match &expression.kind {
        ExpressionKind::Template(template)
            if template
                .parts
                .iter()
                .all(|part| matches!(part, TemplatePart::Literal(_) | TemplatePart::Interpolation(_))) =>
        {
            let mut text = String::new();
            for part in &template.parts {
                match part {
                    TemplatePart::Literal(literal) => text.push_str(literal),
                    TemplatePart::Interpolation(expression) => text.push_str(&shown(&frame.evaluate(expression)?)),
                    TemplatePart::If { .. } | TemplatePart::For { .. } => {}
                }
            }
            Ok(text)
        }
        ExpressionKind::Parenthesis(inner) | ExpressionKind::TemplateWrap(inner) => render(frame, inner),
        ExpressionKind::Literal(value) => Ok(value.as_str().map_or_else(|| shown(value), str::to_owned)),
        _ => {
            let value = frame.evaluate(expression)?;
            // The text of a message's own words is not cut.
            match value.as_str() {
                Some(text) if !value.marks.contains(Marks::SENSITIVE) => Ok(text.to_owned()),
                _ => Ok(shown(&value)),
            }
        }
    }
}

/// A value within a message.
pub(super) fn shown(value: &Value) -> String {
    if value.deep_marks().contains(Marks::SENSITIVE) {
        return "(sensitive value)".to_owned();
    }
    if value.is_null() {
        return "(not set)".to_owned();
    }
    if let Some(unknown) = value.as_unknown() {
        // An ARN is its attribute's name rather than its pieces; what is only passed on is what it is passed from.
        if let Some(Content::Template(parts)) = &unknown.content
            && (parts.len() == 1 || !matches!(value.symbol.as_deref(), Some(Symbol::Attribute { .. })))
        {
            let parts = parts.iter().map(|part| match part {
                Part::Text(text) => text.to_string(),
                Part::Value(value) => shown(value),
            });
            return cut(&parts.collect::<String>());
        }
        return match value.symbol.as_deref() {
            Some(symbol @ (Symbol::Variable { .. } | Symbol::Key { .. })) => format!("(unknown: {symbol})"),
            Some(symbol) => format!("(known after apply: {symbol})"),
            None => match unknown.causes.iter().next() {
                Some(cause) => format!("(unknown: {cause})"),
                None => "(known after apply)".to_owned(),
            },
        };
    }
    match value.as_str() {
        Some(text) => cut(text),
        None => cut(&super::functions::written(value)),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
