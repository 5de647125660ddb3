//! String templates.

use smol_str::SmolStr;

use super::cost::steps_over;
use super::{Binding, EvalError, EvalResult, Evaluator, collection};
use crate::syntax::ast::{Template, TemplatePart};
use crate::value::{Data, Limit, Marks, Refinement, Type, Unknown, Value, convert};
use crate::workspace::Span;

/// The string that a template makes.
pub(super) fn evaluate(
    evaluator: &Evaluator<'_>,
    template: &Template,
    span: Span,
    bindings: Option<&Binding<'_>>,
) -> EvalResult {
    let mut written = Written::default();
    write(evaluator, template, span, bindings, &mut written)?;
    let text = written.finish();
    Ok(evaluator.context.spend(steps_over(&text), span).unwrap_or(text))
}

/// What is written so far.
#[derive(Default)]
struct Written {
    parts: Vec<Value>,
    /// Text behind the parts: directives write little by little.
    text: String,
    /// Bytes of known text in all.
    bytes: usize,
    marks: Marks,
    /// Set where a directive of unknown outcome was met: what follows it is of no use.
    stopped: Option<Value>,
}

impl Written {
    fn push(&mut self, text: &str) {
        self.bytes += text.len();
        self.text.push_str(text);
    }

    fn push_unknown(&mut self, part: Value) {
        self.end_text();
        self.parts.push(part);
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(Value::string(std::mem::take(&mut self.text)));
        }
    }

    fn finish(mut self) -> Value {
        self.end_text();
        let written = Value::template(self.parts);
        let Some(unknown) = self.stopped else { return written.marked(self.marks) };
        let prefix = match (written.as_str(), written.as_unknown()) {
            (Some(text), _) => Some(SmolStr::new(text)),
            (None, Some(unknown)) => unknown.refinement.prefix.clone(),
            (None, None) => None,
        };
        let refinement = Refinement { not_null: true, prefix, ..Refinement::default() };
        let string = Unknown { ty: Type::String, causes: unknown.causes(), refinement, content: None };
        Value::unknown_with(string).marked(self.marks.union(written.marks))
    }
}

fn write(
    evaluator: &Evaluator<'_>,
    template: &Template,
    span: Span,
    bindings: Option<&Binding<'_>>,
    written: &mut Written,
) -> Result<(), Box<EvalError>> {
    for part in &template.parts {
        if written.stopped.is_some() {
            return Ok(());
        }
        if written.bytes > evaluator.context.budget().string_bytes {
            written.stopped = Some(evaluator.context.exhaust(Limit::StringSize, span));
            return Ok(());
        }
        match part {
            TemplatePart::Literal(text) => written.push(text),
            TemplatePart::Interpolation(expression) => {
                let value = evaluator.evaluate(expression, bindings)?;
                written.marks = written.marks.union(value.marks);
                if value.is_null() {
                    return Err(EvalError::new(expression.span, "a null value can't be written into a string"));
                }
                let symbol = value.symbol.clone();
                let string = convert(&value, &Type::String).map_err(|_| {
                    let ty = value.ty().friendly_name();
                    EvalError::new(expression.span, format!("a value of type {ty} can't be written into a string"))
                })?;
                match &string.data {
                    Data::String(text) => written.push(text),
                    _ => written.push_unknown(string.with_symbol(symbol)),
                }
            }
            TemplatePart::If { condition, then, otherwise } => {
                let value = evaluator.evaluate(condition, bindings)?;
                written.marks = written.marks.union(value.marks);
                if value.is_null() {
                    return Err(EvalError::new(condition.span, "the condition of an `if` directive must not be null"));
                }
                let value = convert(&value, &Type::Bool)
                    .map_err(|_| EvalError::new(condition.span, "the condition of an `if` directive must be a bool"))?;
                match value.as_bool() {
                    Some(true) => write(evaluator, then, span, bindings, written)?,
                    Some(false) => write(evaluator, otherwise, span, bindings, written)?,
                    None => written.stopped = Some(value),
                }
            }
            TemplatePart::For { key_variable, value_variable, collection, body } => {
                let value = evaluator.evaluate(collection, bindings)?;
                written.marks = written.marks.union(value.marks);
                let items =
                    collection::known_items(&value).map_err(|message| EvalError::new(collection.span, message))?;
                let Some(items) = items else {
                    written.stopped = Some(value);
                    return Ok(());
                };
                for (key, value) in &items {
                    if let Some(unknown) = evaluator.context.spend(1, span) {
                        written.stopped = Some(unknown);
                        return Ok(());
                    }
                    collection::with_bindings(
                        key_variable.as_ref(),
                        value_variable,
                        (key, value),
                        bindings,
                        |bindings| write(evaluator, body, span, bindings, written),
                    )?;
                }
            }
        }
    }
    Ok(())
}
