//! String templates.

use smol_str::SmolStr;

use super::access::causes_of;
use super::{Binding, EvalError, EvalResult, Evaluator, collection};
use crate::syntax::ast::{Template, TemplatePart};
use crate::value::{Content, Data, Limit, Marks, Part, Refinement, Type, Unknown, Value, convert};
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
    Ok(written.finish())
}

/// The parts so far.
#[derive(Default)]
struct Written {
    text: String,
    parts: Vec<Part>,
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

    fn push_unknown(&mut self, value: Value) {
        self.end_text();
        self.parts.push(Part::Value(value));
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(Part::Text(Value::string(&self.text).as_str().map(SmolStr::new).unwrap_or_default()));
            self.text.clear();
        }
    }

    fn finish(mut self) -> Value {
        if let Some(unknown) = self.stopped.take() {
            self.end_text();
            let refinement = Refinement { not_null: true, prefix: prefix(&self.parts), ..Refinement::default() };
            let causes = unknown.causes();
            let string = Unknown { ty: Type::String, causes, refinement, content: None };
            return Value::unknown_with(string).marked(self.marks);
        }
        if self.parts.is_empty() {
            return Value::string(&self.text).marked(self.marks);
        }
        self.end_text();
        template_of(self.parts).marked(self.marks)
    }
}

fn prefix(parts: &[Part]) -> Option<SmolStr> {
    match parts.first() {
        Some(Part::Text(text)) => Some(text.clone()),
        Some(Part::Value(value)) => value.as_unknown().and_then(|unknown| unknown.refinement.prefix.clone()),
        None => None,
    }
}

/// A string of known and unknown parts; the parts of parts that are templates themselves are put in line.
pub(crate) fn template_of(parts: Vec<Part>) -> Value {
    let mut flat: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Part::Value(value) => match value.as_unknown().and_then(|unknown| unknown.content.as_ref()) {
                Some(Content::Template(inner)) if value.symbol.is_none() => flat.extend(inner.iter().cloned()),
                _ => flat.push(Part::Value(value)),
            },
            Part::Text(text) => match flat.last_mut() {
                Some(Part::Text(before)) => *before = smol_str::format_smolstr!("{before}{text}"),
                _ => flat.push(Part::Text(text)),
            },
        }
    }
    let values: Vec<&Value> =
        flat.iter().filter_map(|part| if let Part::Value(value) = part { Some(value) } else { None }).collect();
    let causes = causes_of(values);
    let refinement = Refinement { not_null: true, prefix: prefix(&flat), ..Refinement::default() };
    Value::unknown_with(Unknown { ty: Type::String, causes, refinement, content: Some(Content::Template(flat.into())) })
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
