//! Terraform's functions: one family per file, each with its part of the table.
//!
//! Read [`call`] first: it checks arguments the same way for all of them, so that a family's functions see values of the
//! right type which are known unless they ask for more.

mod arguments;
mod call;
mod collection;
mod conversion;
mod csv;
mod date_time;
mod encoding;
mod files;
mod filesystem;
mod format;
mod format_date;
mod hash_crypto;
mod ip_network;
mod list;
mod map;
mod numeric;
mod provider;
mod regex;
mod render;
mod sequence;
mod set;
mod string;
mod string_match;
#[cfg(test)]
mod tests;
mod yaml_decode;
mod yaml_encode;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::Evaluator;
use crate::syntax::ast::Call;
use crate::value::{Cause, Limit, Type, Value};
use crate::workspace::did_you_mean;

use files::Counted;

pub use call::{CallContext, Function, Kind, Parameter, Returns, Templates};
pub use files::Files;

/// Why a function gave no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FunctionError {
    /// Which argument is wrong, from 0; `None` for the call as a whole.
    pub argument: Option<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl FunctionError {
    /// An error of the call as a whole.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { argument: None, message: message.into() }
    }

    /// An error of one argument, counted from 0.
    #[must_use]
    pub fn argument(index: usize, message: impl Into<String>) -> Self {
        Self { argument: Some(index), message: message.into() }
    }
}

const FAMILIES: [&[Function]; 16] = [
    collection::FUNCTIONS,
    conversion::FUNCTIONS,
    date_time::FUNCTIONS,
    encoding::FUNCTIONS,
    filesystem::FUNCTIONS,
    format::FUNCTIONS,
    hash_crypto::FUNCTIONS,
    ip_network::FUNCTIONS,
    list::FUNCTIONS,
    map::FUNCTIONS,
    numeric::FUNCTIONS,
    regex::FUNCTIONS,
    sequence::FUNCTIONS,
    set::FUNCTIONS,
    string::FUNCTIONS,
    string_match::FUNCTIONS,
];

static TABLE: LazyLock<FxHashMap<&'static str, &'static Function>> =
    LazyLock::new(|| FAMILIES.into_iter().flatten().map(|function| (function.name, function)).collect());

/// A function by its name without namespace.
#[must_use]
pub fn lookup(name: &str) -> Option<&'static Function> {
    TABLE.get(name).copied()
}

/// The names of all functions, in order: for suggestions and completion.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = TABLE.keys().copied().collect();
    names.sort_unstable();
    names
}

/// Calls one of Terraform's functions by its name as written, `length` or `core::length`; `provider::…` functions that
/// are not known here give an unknown.
///
/// # Errors
/// When there is no such function, or it does not take these arguments.
pub fn call_terraform(
    call: &Call,
    arguments: &[Value],
    files: &dyn Files,
    evaluator: &Evaluator<'_>,
) -> Result<Value, FunctionError> {
    let names: Vec<&str> = call.name.iter().map(|part| part.name.as_str()).collect();
    let function = match names.as_slice() {
        [name] | ["core", name] => lookup(name),
        ["provider", provider, name] => match provider::lookup(provider, name) {
            Some(function) => Some(function),
            None => {
                let causes = Cause::Function(SmolStr::new(names.join("::")));
                let marks =
                    arguments.iter().fold(crate::value::Marks::NONE, |marks, value| marks.union(value.deep_marks()));
                return Ok(Value::unknown(Type::Dynamic, causes).marked(marks));
            }
        },
        _ => None,
    };
    let Some(function) = function else {
        let suggestion = did_you_mean(names.last().copied().unwrap_or_default(), self::names());
        return Err(FunctionError::new(format!("there is no function named `{}`{suggestion}", call.full_name())));
    };
    let budget = evaluator.context.budget();
    let templates = render::Renderer { evaluator, place: call.name_span() };
    let files = Counted::new(files);
    let mut context = CallContext::new(&files, &templates, budget);
    let result = function.call(&mut context, arguments);
    if let Some(place) = call.name_span()
        && let Some(unknown) = evaluator.context.spend(files.steps(), place)
    {
        return Ok(unknown);
    }
    let result = result?;
    match context.exhausted() {
        Some(limit) => {
            // Which limit and where is reported once; the value says the same.
            if let Some(place) = call.name_span() {
                evaluator.context.exhaust(limit, place);
            }
            Ok(Value::unknown(result.ty(), Cause::Budget(limit)).marked(result.marks))
        }
        None => Ok(result),
    }
}

/// The result where a limit was reached.
fn budget_spent(limit: Limit) -> Value {
    Value::unknown(Type::Dynamic, Cause::Budget(limit))
}
