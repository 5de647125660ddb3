//! From jsonc-parser's tree to expressions.

use std::borrow::Cow;

use jsonc_parser::ast::{ObjectPropName, StringLit, Value as Json};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::super::ast::{Expression, ExpressionKind, ObjectItem};
use super::super::error::SyntaxError;
use super::super::native;
use super::super::place::{Place, span};
use crate::value::{Number, Value};
use crate::workspace::{FileId, Span};

/// Stack for jsonc-parser and for lowering, whose depth jsonc-parser bounds to 512 levels.
const STACK: usize = 8 * 1024 * 1024;

/// What the strings of a JSON file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strings {
    /// Templates, as in configuration files: `"${var.name}"` is a reference. Arguments that Terraform does not evaluate are only strings
    /// there, too.
    Templates,
    /// Only strings, as in tfvars files.
    Literal,
}

/// Plain JSON: none of the extensions that the parser knows.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The file as one expression, and what is wrong in its templates; such a template is [`ExpressionKind::Invalid`].
///
/// # Errors
/// When the file is not JSON.
pub(super) fn lower(file: FileId, text: &str, strings: Strings) -> Result<(Expression, Vec<SyntaxError>), SyntaxError> {
    let run = || {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
            let range = error.range();
            SyntaxError::new(
                span(file, range.start, range.end),
                format!("not JSON: {}", lower_case(&error.kind().to_string())),
            )
        })?;
        let Some(value) = parsed.value else {
            return Err(SyntaxError::new(span(file, 0, 0), "not JSON: the file is empty; write `{}`"));
        };
        let mut lowering = Lowering { file, strings, errors: Vec::new() };
        let expression = lowering.expression(&value, Position::File);
        Ok((expression, lowering.errors))
    };
    stacker::maybe_grow(STACK / 4, STACK, run)
}

/// Where in a configuration file a value stands, as far as it decides what strings are: some arguments Terraform takes as they are
/// written.
#[derive(Clone, Copy)]
enum Position {
    /// The whole file.
    File,
    /// Blocks of a type by their names, with the arguments that are taken as they are.
    Blocks(&'static [&'static str]),
    /// The body of such a block.
    Body(&'static [&'static str]),
    /// Anywhere else.
    Inside,
}

impl Position {
    /// Where the value of a property stands, and whether its strings are only strings.
    fn of_property(self, name: &str) -> (Self, bool) {
        match (self, name) {
            (Self::File, "variable") => (Self::Blocks(&["default", "description"]), false),
            (Self::File, "output") => (Self::Blocks(&["description"]), false),
            (Self::Blocks(literal), _) => (Self::Body(literal), false),
            (Self::Body(literal), name) => (Self::Inside, literal.contains(&name)),
            (Self::File | Self::Inside, _) => (Self::Inside, false),
        }
    }
}

struct Lowering {
    file: FileId,
    strings: Strings,
    errors: Vec<SyntaxError>,
}

impl Lowering {
    fn expression(&mut self, json: &Json<'_>, position: Position) -> Expression {
        let range = json.range();
        let place = span(self.file, range.start, range.end);
        let kind = match json {
            Json::NullKeyword(_) => ExpressionKind::Literal(Value::null()),
            Json::BooleanLit(literal) => ExpressionKind::Literal(Value::bool(literal.value)),
            Json::NumberLit(literal) => match literal.value.parse::<Number>() {
                Ok(number) => ExpressionKind::Literal(Value::number(number)),
                Err(error) => self.invalid(SyntaxError::new(place, error.to_string())),
            },
            Json::StringLit(literal) => self.string(literal, place),
            Json::Array(array) => {
                ExpressionKind::Tuple(array.elements.iter().map(|element| self.expression(element, position)).collect())
            }
            Json::Object(object) => ExpressionKind::Object(
                object
                    .properties
                    .iter()
                    .map(|property| {
                        let key = self.key(&property.name);
                        let (position, is_literal) = position.of_property(property.name.as_str());
                        let around = self.strings;
                        if is_literal {
                            self.strings = Strings::Literal;
                        }
                        let value = self.expression(&property.value, position);
                        self.strings = around;
                        ObjectItem { key, value }
                    })
                    .collect(),
            ),
        };
        Expression { kind, span: place }
    }

    fn key(&mut self, name: &ObjectPropName<'_>) -> Expression {
        match name {
            ObjectPropName::String(literal) => {
                let place = span(self.file, literal.range.start, literal.range.end);
                Expression { kind: self.string(literal, place), span: place }
            }
            ObjectPropName::Word(word) => Expression {
                kind: ExpressionKind::Literal(Value::string(word.value)),
                span: span(self.file, word.range.start, word.range.end),
            },
        }
    }

    fn string(&mut self, literal: &StringLit<'_>, place: Span) -> ExpressionKind {
        let content = literal.value.as_ref();
        if self.strings == Strings::Literal || !(content.contains("${") || content.contains("%{")) {
            return ExpressionKind::Literal(Value::string(content));
        }
        let inner = match literal.value {
            Cow::Borrowed(_) => Place::At(self.file, literal.range.start + 1),
            Cow::Owned(_) => Place::Within(place),
        };
        match native::bare_template(content, inner) {
            Ok(template) => template.kind,
            Err(error) => self.invalid(error),
        }
    }

    fn invalid(&mut self, error: SyntaxError) -> ExpressionKind {
        self.errors.push(error);
        ExpressionKind::Invalid
    }
}

fn lower_case(message: &str) -> String {
    let mut characters = message.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
