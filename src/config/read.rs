//! From expressions to typed values: constants only, and everything that does not fit is told at its place.

use std::collections::BTreeMap;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::names::{Section, settings_of};
use super::{Entries, List, PathSetting, Spanned};
use crate::eval::{Budget, Context, Evaluator, NoNames};
use crate::syntax::ast::{Attribute, Block, Body, Expression, ExpressionKind};
use crate::value::{Type, Value};
use crate::workspace::{Diagnostic, Level, Span, nearest};

/// What evaluating the constants of a settings file may take.
const BUDGET: Budget = Budget {
    steps: 200_000,
    depth: 200,
    elements: 10_000,
    string_bytes: 64 * 1024,
    expansion: 0,
    instances: 0,
    module_depth: 0,
};

/// The attributes of one body by name.
pub(super) type Attributes<'a> = BTreeMap<&'a str, &'a Attribute>;

/// Reads settings and keeps what is wrong with them.
pub(super) struct Reader {
    pub(super) diagnostics: Vec<Diagnostic>,
    context: Context,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { diagnostics: Vec::new(), context: Context::new(BUDGET) }
    }

    pub(super) fn error(&mut self, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic { span: Some(span), level: Level::Error, message: message.into() });
    }

    /// The attributes of a section's body, in which other names and blocks are mistakes.
    pub(super) fn attributes<'a>(&mut self, section: Section, body: &'a Body) -> Attributes<'a> {
        let known: Vec<&str> = settings_of(section).map(|setting| setting.name).collect();
        let mut attributes = Attributes::new();
        for attribute in &body.attributes {
            let name = attribute.name.name.as_str();
            if known.contains(&name) {
                attributes.insert(name, attribute);
            } else if section == Section::Top && Section::BLOCKS.iter().any(|block| block.name() == name) {
                self.error(attribute.name.span, format!("`{name}` is a block; write `{name} {{ … }}` without `=`"));
            } else {
                self.unknown(section, "setting", attribute.name.span, name, &known);
            }
        }
        for block in body.blocks.iter().filter(|_| section != Section::Top) {
            let name = block.block_type.name.as_str();
            if known.contains(&name) {
                self.error(block.header, format!("`{name}` is no block; write `{name} = …`"));
            } else {
                self.unknown(section, "block", block.block_type.span, name, &known);
            }
        }
        attributes
    }

    /// The section that a block at the top stands for.
    pub(super) fn section(&mut self, block: &Block) -> Option<Section> {
        let name = block.block_type.name.as_str();
        let section = Section::BLOCKS.into_iter().find(|section| section.name() == name);
        match section {
            None if settings_of(Section::Top).any(|setting| setting.name == name) => {
                self.error(block.header, format!("`{name}` is no block; write `{name} = …`"));
            }
            None => {
                let known: Vec<&str> = Section::BLOCKS.iter().map(|section| section.name()).collect();
                self.unknown(Section::Top, "block", block.block_type.span, name, &known);
            }
            Some(section) => {
                let wanted = usize::from(section.label().is_some());
                if block.labels.len() != wanted {
                    let message = match section.label() {
                        Some(label) => {
                            format!("`{name}` needs one label, {label}; write `{} {{ … }}`", section.header())
                        }
                        None => format!("`{name}` has no label; write `{name} {{ … }}`"),
                    };
                    self.error(block.header, message);
                    return None;
                }
            }
        }
        section
    }

    fn unknown(&mut self, section: Section, what: &str, span: Span, name: &str, known: &[&str]) {
        let place = if section == Section::Top { String::new() } else { format!(" in `{}`", section.name()) };
        let hint = match nearest(name, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.error(span, format!("there is no {what} `{name}`{place}; {hint}"));
    }

    /// The value of a constant.
    pub(super) fn value(&mut self, expression: &Expression) -> Option<Spanned<Value>> {
        match Evaluator::new(&self.context, &NoNames).evaluate(expression, None) {
            Ok(value) if value.is_wholly_known() => Some(Spanned::new(value, expression.span)),
            Ok(_) => {
                self.error(expression.span, "this is too much for a settings file; write a plain value");
                None
            }
            Err(error) => {
                self.error(error.span, error.message.clone());
                None
            }
        }
    }

    fn mismatch<T>(&mut self, wanted: &str, value: &Spanned<Value>) -> Option<Spanned<T>> {
        let have = if value.value.is_null() { "null" } else { kind(&value.value.ty()) };
        self.error(value.span, format!("{wanted} is required here, not {have}"));
        None
    }

    pub(super) fn string(&mut self, expression: &Expression) -> Option<Spanned<String>> {
        let value = self.value(expression)?;
        match value.value.as_str() {
            Some("") => {
                self.error(value.span, "this must not be empty");
                None
            }
            Some(text) => Some(Spanned::new(text.to_owned(), value.span)),
            None => self.mismatch("a string", &value),
        }
    }

    pub(super) fn boolean(&mut self, expression: &Expression) -> Option<Spanned<bool>> {
        let value = self.value(expression)?;
        match value.value.as_bool() {
            Some(is_true) => Some(Spanned::new(is_true, value.span)),
            None => self.mismatch("true or false", &value),
        }
    }

    /// A whole number from 0.
    pub(super) fn number(&mut self, expression: &Expression) -> Option<Spanned<u64>> {
        let value = self.value(expression)?;
        let number = value.value.as_number().and_then(crate::value::Number::to_i64);
        match number.and_then(|number| u64::try_from(number).ok()) {
            Some(number) => Some(Spanned::new(number, value.span)),
            None => self.mismatch("a whole number from 0", &value),
        }
    }

    pub(super) fn date(&mut self, expression: &Expression) -> Option<Spanned<Date>> {
        self.parsed(expression, |text| {
            let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let date = text.parse().ok().filter(|_| is_plain);
            date.ok_or_else(|| format!("`{text}` is no day; write year, month and day like 2027-03-31"))
        })
    }

    /// A string that stands for something else.
    pub(super) fn parsed<T>(
        &mut self,
        expression: &Expression,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Spanned<T>> {
        let text = self.string(expression)?;
        match parse(&text.value) {
            Ok(value) => Some(Spanned::new(value, text.span)),
            Err(message) => {
                self.error(text.span, message);
                None
            }
        }
    }

    /// A list; elements that are wrong are told and left out.
    pub(super) fn list<T>(
        &mut self,
        expression: &Expression,
        mut element: impl FnMut(&mut Self, &Expression) -> Option<Spanned<T>>,
    ) -> Option<List<T>> {
        match &inner(expression).kind {
            ExpressionKind::Tuple(elements) => {
                let values = elements.iter().filter_map(|expression| element(self, expression)).collect();
                Some(Spanned::new(values, expression.span))
            }
            _ => {
                let value = self.value(expression)?;
                self.mismatch("a list `[…]`", &value)
            }
        }
    }

    /// The entries of an object, by name. Their values may be anything; a name that is written twice is told.
    pub(super) fn entries<'a>(&mut self, expression: &'a Expression) -> Option<Entries<&'a Expression>> {
        let ExpressionKind::Object(items) = &inner(expression).kind else {
            let value = self.value(expression)?;
            return self.mismatch("an object `{ name = value }`", &value);
        };
        let mut entries: Vec<(Spanned<SmolStr>, &Expression)> = Vec::new();
        for item in items {
            let Some(name) = self.string(&item.key) else { continue };
            let name = Spanned::new(SmolStr::new(&name.value), name.span);
            if entries.iter().any(|(other, _)| other.value == name.value) {
                self.error(name.span, format!("`{}` is set twice", name.value));
            }
            entries.push((name, &item.value));
        }
        Some(Spanned::new(entries, expression.span))
    }

    pub(super) fn path(&mut self, expression: &Expression) -> Option<Spanned<PathSetting>> {
        self.parsed(expression, |text| match text.contains('\0') {
            true => Err("a path has no NUL character".to_owned()),
            false => Ok(PathSetting { text: text.to_owned(), path: text.into() }),
        })
    }

    pub(super) fn paths(&mut self, expression: &Expression) -> Option<List<PathSetting>> {
        self.list(expression, Self::path)
    }
}

fn inner(expression: &Expression) -> &Expression {
    match &expression.kind {
        ExpressionKind::Parenthesis(inside) => inner(inside),
        _ => expression,
    }
}

fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::Dynamic => "this",
        Type::Bool => "true or false",
        Type::Number => "a number",
        Type::String => "a string",
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => "a list",
        Type::Map(_) | Type::Object(_) => "an object",
    }
}
