//! The values of a policy set's inputs: what is given, the environment, defaults.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::file::{Input, PolicySet};
use super::load::{error, static_value};
use crate::syntax::{Strings, parse_body, parse_json_body};
use crate::value::{ConversionError, Marks, Type, Value};
use crate::workspace::{Diagnostic, SourceFile};

/// The environment variable for an input is named this and the input's name.
pub const ENVIRONMENT_PREFIX: &str = "TFPOLICY_INPUT_";

/// A value that somebody gives for an input.
#[derive(Clone, Debug)]
pub enum GivenInput {
    /// A value, from a file or a test.
    Value(Value),
    /// A text, from the command line or the environment: itself for an input of type `string`, else JSON if it is JSON.
    Text(String),
}

/// Where values of inputs come from, the strongest first.
#[derive(Clone)]
pub struct InputSources<'a> {
    /// Given in a test, in the settings or on the command line.
    pub given: BTreeMap<SmolStr, GivenInput>,
    /// An environment variable by its name; asked for `TFPOLICY_INPUT_<input>`, then for the input's own name.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
    /// From files of inputs.
    pub files: BTreeMap<SmolStr, GivenInput>,
}

impl InputSources<'_> {
    /// No values but the defaults.
    #[must_use]
    pub fn none() -> Self {
        Self { given: BTreeMap::new(), environment: &|_| None, files: BTreeMap::new() }
    }
}

/// The value of every input of a set.
pub type InputValues = BTreeMap<SmolStr, Value>;

/// Why an input has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum InputError {
    /// Nobody gives one.
    #[error("input `{0}` has no value and no default")]
    Missing(SmolStr),
    /// What is given is something else.
    #[error("the value for input `{name}` does not fit its type: {error}")]
    Unfit { name: SmolStr, error: ConversionError },
    /// What is given is null.
    #[error("the value for input `{0}` is null")]
    Null(SmolStr),
}

impl PolicySet {
    /// The value of every input: given, else from the environment, else from a file, else its default.
    ///
    /// What is given for a name that the set does not declare is ignored; [`PolicySet::inputs`] has the names.
    ///
    /// # Errors
    /// An input without any value, or with one that does not fit its type.
    pub fn input_values(&self, sources: &InputSources<'_>) -> Result<InputValues, Vec<Diagnostic>> {
        let mut values = InputValues::new();
        let mut errors = Vec::new();
        for (name, (input, value)) in self.each_input(sources) {
            match value {
                Ok(value) => {
                    values.insert(name.clone(), value);
                }
                Err(wrong) => errors.push(error(input.span, wrong.to_string())),
            }
        }
        if errors.is_empty() { Ok(values) } else { Err(errors) }
    }

    /// The same, each input by itself.
    pub(super) fn each_input<'a>(
        &'a self,
        sources: &InputSources<'_>,
    ) -> BTreeMap<&'a SmolStr, (&'a Input, Result<Value, InputError>)> {
        let value = |name: &SmolStr, input: &Input| {
            let environment = sources.environment;
            let text = || environment(&format!("{ENVIRONMENT_PREFIX}{name}")).or_else(|| environment(name));
            let given = sources.given.get(name).cloned();
            let given = given.or_else(|| text().map(GivenInput::Text)).or_else(|| sources.files.get(name).cloned());
            value_of(name, input, given)
        };
        self.inputs.iter().map(|(name, input)| (name, (input, value(name, input)))).collect()
    }
}

impl Input {
    /// A given value as the input's type makes it.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn accept(&self, name: &str, value: &Value) -> Result<Value, String> {
        value_of(name, self, Some(GivenInput::Value(value.clone()))).map_err(|wrong| wrong.to_string())
    }
}

fn value_of(name: &str, input: &Input, given: Option<GivenInput>) -> Result<Value, InputError> {
    let marks = if input.sensitive { Marks::SENSITIVE } else { Marks::NONE };
    let Some(given) = given else {
        return match &input.default {
            Some(value) => Ok(value.clone().marked(marks)),
            None if input.nullable => Ok(Value::null_of(input.constraint.ty.clone())),
            None => Err(InputError::Missing(name.into())),
        };
    };
    let wrong = |error: ConversionError| InputError::Unfit { name: name.into(), error };
    let value = match given {
        GivenInput::Value(value) => input.constraint.apply(&value).map_err(wrong)?,
        GivenInput::Text(text) => {
            let as_text = Value::string(&text);
            // `1.10` for a string is that text, and not the number 1.1.
            let is_string = input.constraint.ty == Type::String;
            let as_json = if is_string { None } else { as_text.json_content().ok().flatten() };
            match as_json.and_then(|value| input.constraint.apply(&value).ok()) {
                Some(value) => value,
                None => input.constraint.apply(&as_text).map_err(wrong)?,
            }
        }
    };
    if value.is_null() && !input.nullable {
        return Err(InputError::Null(name.into()));
    }
    Ok(value.marked(marks))
}

/// Reads a file of values for inputs: `name = value` as in a tfvars file, or an object where the name ends with `.json`.
///
/// # Errors
/// Everything that is wrong in the file.
pub fn read_input_file(source: &SourceFile) -> Result<BTreeMap<SmolStr, GivenInput>, Vec<Diagnostic>> {
    let (body, syntax_errors) = if source.path.as_str().ends_with(".json") {
        parse_json_body(source.id, source.text(), Strings::Literal)
    } else {
        parse_body(source.id, source.text())
    };
    let mut errors: Vec<Diagnostic> = syntax_errors.into_iter().map(|wrong| error(wrong.span, wrong.message)).collect();
    for block in &body.blocks {
        errors.push(error(block.header, "a file of inputs can't hold blocks; write `name = value`"));
    }
    let mut values = BTreeMap::new();
    for attribute in &body.attributes {
        match static_value(&attribute.expression) {
            Ok(value) => {
                values.insert(attribute.name.name.clone(), GivenInput::Value(value));
            }
            Err(wrong) => errors.push(wrong),
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}
