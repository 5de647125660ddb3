//! The values of a policy set's inputs: what is given, the environment, defaults.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::file::{Input, PolicySet};
use crate::value::{ConversionError, Marks, Value};
use crate::workspace::{Diagnostic, Level};

/// A value that somebody gives for an input.
#[derive(Clone, Debug)]
pub enum GivenInput {
    /// A value, from a file or a test.
    Value(Value),
    /// A text, from the command line or the environment: JSON if it is JSON, else the string itself.
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
        for (name, input) in &self.inputs {
            let environment = sources.environment;
            let text = || environment(&format!("TFPOLICY_INPUT_{name}")).or_else(|| environment(name));
            let given = sources.given.get(name).cloned();
            let given = given.or_else(|| text().map(GivenInput::Text)).or_else(|| sources.files.get(name).cloned());
            match value_of(name, input, given) {
                Ok(value) => {
                    values.insert(name.clone(), value);
                }
                Err(message) => errors.push(Diagnostic { span: Some(input.span), level: Level::Error, message }),
            }
        }
        if errors.is_empty() { Ok(values) } else { Err(errors) }
    }
}

impl Input {
    /// A given value as the input's type makes it.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn accept(&self, name: &str, value: &Value) -> Result<Value, String> {
        value_of(name, self, Some(GivenInput::Value(value.clone())))
    }
}

fn value_of(name: &str, input: &Input, given: Option<GivenInput>) -> Result<Value, String> {
    let marks = if input.sensitive { Marks::SENSITIVE } else { Marks::NONE };
    let Some(given) = given else {
        return match &input.default {
            Some(value) => Ok(value.clone().marked(marks)),
            None if input.nullable => Ok(Value::null_of(input.constraint.ty.clone())),
            None => Err(format!("input `{name}` has no value and no default")),
        };
    };
    let wrong = |error: ConversionError| format!("the value for input `{name}` does not fit its type: {error}");
    let value = match given {
        GivenInput::Value(value) => input.constraint.apply(&value).map_err(wrong)?,
        GivenInput::Text(text) => {
            let as_text = Value::string(&text);
            let as_json = as_text.json_content().ok().flatten().and_then(|value| input.constraint.apply(&value).ok());
            match as_json {
                Some(value) => value,
                None => input.constraint.apply(&as_text).map_err(wrong)?,
            }
        }
    };
    if value.is_null() && !input.nullable {
        return Err(format!("the value for input `{name}` is null"));
    }
    Ok(value.marked(marks))
}
