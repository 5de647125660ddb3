//! Reads the `soc2_…` local of a rule: literals, tuples, objects and heredocs without interpolation.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{CriterionMapping, LiteralPattern, Metadata, Preset, Remediation, RuleId, Severity, Strength};
use crate::eval::{Context, Evaluator, NoNames};
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::value::Value;
use crate::workspace::{Diagnostic, Level, Span};

/// The arguments of the metadata local.
const FIELDS: [&str; 12] = [
    "account_baseline",
    "criteria",
    "deprecated_ids",
    "description",
    "literals",
    "preset",
    "references",
    "remediation",
    "severity",
    "since",
    "suppressible",
    "title",
];

/// The metadata of rule `id` from its local; mistakes go to `diagnostics`, and then there is none.
pub(super) fn read_metadata(
    id: RuleId,
    name_span: Span,
    expression: &Expression,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Metadata> {
    let mut reader = Reader { errors: Vec::new() };
    let fields = reader.fields(expression, &FIELDS);
    let title = reader.required_text(&fields, "title", name_span);
    let severity = reader.required_text(&fields, "severity", name_span);
    let severity = severity.parse().unwrap_or_else(|error| {
        let span = fields.get("severity").map_or(name_span, |field| field.span);
        if !severity.is_empty() {
            reader.error(span, error);
        }
        Severity::Low
    });
    let preset = match fields.get("preset").and_then(|field| reader.text(field)).as_deref() {
        None | Some("default") => Preset::Default,
        Some("strict") => Preset::Strict,
        Some(other) => {
            let span = fields.get("preset").map_or(name_span, |field| field.span);
            reader.error(span, format!("`{other}` is no preset; write default or strict"));
            Preset::Default
        }
    };
    let criteria: Vec<CriterionMapping> = match fields.get("criteria") {
        Some(field) => reader.elements(field).iter().filter_map(|element| reader.criterion(element)).collect(),
        None => Vec::new(),
    };
    if criteria.is_empty() && reader.errors.is_empty() {
        let span = fields.get("criteria").map_or(name_span, |field| field.span);
        reader.error(span, "a rule speaks for at least one criterion; write `criteria = [{ id = \"CC6.1\", … }]`");
    }
    let optional =
        |reader: &mut Reader, name: &str| fields.get(name).and_then(|field| reader.text(field)).unwrap_or_default();
    let metadata = Metadata {
        id,
        title,
        severity,
        preset,
        since: optional(&mut reader, "since"),
        criteria,
        description: optional(&mut reader, "description").trim().to_owned(),
        remediation: fields.get("remediation").map(|field| reader.remediation(field)).unwrap_or_default(),
        references: reader.texts(fields.get("references").copied()),
        deprecated_ids: reader
            .texts(fields.get("deprecated_ids").copied())
            .into_iter()
            .map(|id| RuleId(id.into()))
            .collect(),
        account_baseline: reader
            .texts(fields.get("account_baseline").copied())
            .into_iter()
            .map(SmolStr::from)
            .collect(),
        literals: match fields.get("literals") {
            Some(field) => reader.elements(field).iter().filter_map(|element| reader.literal(element)).collect(),
            None => Vec::new(),
        },
        suppressible: fields.get("suppressible").and_then(|field| reader.boolean(field)).unwrap_or(true),
    };
    let is_valid = reader.errors.is_empty();
    diagnostics.append(&mut reader.errors);
    is_valid.then_some(metadata)
}

struct Reader {
    errors: Vec<Diagnostic>,
}

type Fields<'a> = BTreeMap<SmolStr, &'a Expression>;

impl Reader {
    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.errors.push(Diagnostic { span: Some(span), level: Level::Error, message: message.into() });
    }

    /// The attributes of an object constructor.
    fn fields<'a>(&mut self, expression: &'a Expression, known: &[&str]) -> Fields<'a> {
        let ExpressionKind::Object(items) = &inner(expression).kind else {
            self.error(expression.span, "an object is required here: `{ name = value }`");
            return Fields::new();
        };
        let mut fields = Fields::new();
        for item in items {
            let Some(name) = literal(&item.key).and_then(|key| key.as_str().map(SmolStr::new)) else {
                self.error(item.key.span, "a rule's metadata needs plain names");
                continue;
            };
            if !known.contains(&name.as_str()) {
                self.error(item.key.span, format!("`{name}` is not known here; write one of {}", known.join(", ")));
            }
            fields.insert(name, &item.value);
        }
        fields
    }

    fn value(&mut self, expression: &Expression) -> Option<Value> {
        let context = Context::default();
        match Evaluator::new(&context, &NoNames).evaluate(expression, None) {
            Ok(value) => Some(value),
            Err(error) => {
                self.error(
                    error.span,
                    "a rule's metadata is read as it stands: literals, lists, objects and heredocs only",
                );
                None
            }
        }
    }

    fn text(&mut self, expression: &Expression) -> Option<String> {
        let value = self.value(expression)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.error(expression.span, "a string is required here");
        }
        text
    }

    fn boolean(&mut self, expression: &Expression) -> Option<bool> {
        let value = self.value(expression)?.as_bool();
        if value.is_none() {
            self.error(expression.span, "`true` or `false` is required here");
        }
        value
    }

    fn required_text(&mut self, fields: &Fields<'_>, name: &str, place: Span) -> String {
        match fields.get(name) {
            Some(field) => {
                let text = self.text(field);
                if text.as_deref() == Some("") {
                    self.error(field.span, format!("`{name}` must not be empty"));
                }
                text.unwrap_or_default()
            }
            None => {
                self.error(place, format!("`{name}` is missing"));
                String::new()
            }
        }
    }

    fn elements<'a>(&mut self, expression: &'a Expression) -> &'a [Expression] {
        match &inner(expression).kind {
            ExpressionKind::Tuple(elements) => elements,
            _ => {
                self.error(expression.span, "a list is required here: `[…]`");
                &[]
            }
        }
    }

    fn texts(&mut self, expression: Option<&Expression>) -> Vec<String> {
        let Some(expression) = expression else { return Vec::new() };
        self.elements(expression).iter().filter_map(|element| self.text(element)).collect()
    }

    fn criterion(&mut self, expression: &Expression) -> Option<CriterionMapping> {
        let (id, id_span, strength, not_shown) = if literal(expression).is_some() {
            (self.text(expression)?, expression.span, None, None)
        } else {
            let fields = self.fields(expression, &["id", "strength", "not_shown"]);
            let id = self.required_text(&fields, "id", expression.span);
            let span = fields.get("id").map_or(expression.span, |field| field.span);
            let mut optional = |name| fields.get(name).and_then(|field| self.text(field));
            (id, span, optional("strength"), optional("not_shown"))
        };
        let strength = match strength.as_deref() {
            None | Some("supports") => Strength::Supports,
            Some("partial") => Strength::Partial,
            Some(other) => {
                self.error(expression.span, format!("`{other}` is no strength; write supports or partial"));
                return None;
            }
        };
        match id.parse() {
            Ok(id) => Some(CriterionMapping { id, strength, not_shown: not_shown.unwrap_or_default() }),
            Err(error) => {
                self.error(id_span, error.to_string());
                None
            }
        }
    }

    fn remediation(&mut self, expression: &Expression) -> Remediation {
        if literal(expression).is_some() {
            return Remediation { text: self.text(expression).unwrap_or_default(), before: None, after: None };
        }
        let fields = self.fields(expression, &["text", "before", "after"]);
        let text = self.required_text(&fields, "text", expression.span);
        let mut optional = |name| fields.get(name).and_then(|field| self.text(field));
        Remediation { text, before: optional("before"), after: optional("after") }
    }

    fn literal(&mut self, expression: &Expression) -> Option<LiteralPattern> {
        let fields = self.fields(expression, &["message", "name", "pattern"]);
        let pattern = self.required_text(&fields, "pattern", expression.span);
        let mut optional = |name| fields.get(name).and_then(|field| self.text(field));
        let (name, message) = (optional("name"), optional("message"));
        for (field, text) in [("pattern", Some(&pattern)), ("name", name.as_ref())] {
            if let (Some(field), Some(Err(error))) = (fields.get(field), text.map(|text| regex::Regex::new(text))) {
                let message = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
                self.error(field.span, format!("this is no regular expression: {message}"));
                return None;
            }
        }
        Some(LiteralPattern { pattern, name, message })
    }
}

fn inner(expression: &Expression) -> &Expression {
    match &expression.kind {
        ExpressionKind::Parenthesis(inside) => inner(inside),
        _ => expression,
    }
}

fn literal(expression: &Expression) -> Option<&Value> {
    match &inner(expression).kind {
        ExpressionKind::Literal(value) => Some(value),
        _ => None,
    }
}
