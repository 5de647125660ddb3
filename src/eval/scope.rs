//! What names and functions mean: the evaluator asks a scope.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::functions::FunctionError;
use super::{EvalError, Evaluator};
use crate::syntax::ast::{Call, StepKind, Traversal};
use crate::value::Value;

/// A name that an expression itself introduces: a `for` variable. Innermost first.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// The name.
    pub name: &'a SmolStr,
    /// Its value.
    pub value: &'a Value,
    /// What it shadows.
    pub outer: Option<&'a Binding<'a>>,
}

impl Binding<'_> {
    /// The value of a name, looked up from here outwards.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Value> {
        let mut binding = self;
        loop {
            if binding.name == name {
                return Some(binding.value);
            }
            binding = binding.outer?;
        }
    }
}

/// What a traversal's root resolved to.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The value.
    pub value: Value,
    /// How many of the traversal's steps the value already includes.
    pub consumed: usize,
}

/// A traversal on its way to a value.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    /// The names as written.
    pub traversal: &'a Traversal,
    /// Evaluates index expressions.
    pub evaluator: &'a Evaluator<'a>,
    /// The `for` variables in force.
    pub bindings: Option<&'a Binding<'a>>,
}

/// A step with its index evaluated.
#[derive(Clone, Debug)]
pub enum StepKey {
    /// `.name`.
    Attribute(SmolStr),
    /// `[value]`, `.0`.
    Index(Value),
}

impl Lookup<'_> {
    /// The name of step `index`, if there is one and it is an attribute.
    #[must_use]
    pub fn attribute(&self, index: usize) -> Option<&SmolStr> {
        match &self.traversal.steps.get(index)?.kind {
            StepKind::Attribute(name) => Some(name),
            StepKind::Index(_) | StepKind::LegacyIndex(_) | StepKind::Splat => None,
        }
    }

    /// Step `index` with its index expression evaluated; `None` past the last step.
    ///
    /// # Errors
    /// When the index expression has one.
    pub fn key(&self, index: usize) -> Result<Option<StepKey>, Box<EvalError>> {
        self.traversal.steps.get(index).map(|step| self.evaluator.step_key(&step.kind, self.bindings)).transpose()
    }

    /// An error at the part of the traversal up to and including step `last` (`None`: the root name only).
    #[must_use]
    pub fn error(&self, last: Option<usize>, message: impl Into<String>) -> Box<EvalError> {
        let end = last.and_then(|last| self.traversal.steps.get(last));
        let span = end.map_or(self.traversal.root.span, |step| self.traversal.root.span.to(step.span));
        EvalError::new(span, message)
    }
}

/// A function whose arguments are not evaluated before it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// `try`
    Try,
    /// `can`
    Can,
    /// `convert`, whose second argument is a type
    Convert,
}

/// The names and functions that an expression can use.
pub trait Scope {
    /// The value that a traversal begins with.
    ///
    /// # Errors
    /// When there is no such name, or what it names is a mistake.
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved, Box<EvalError>>;

    /// Whether the call is one of the functions whose arguments are not simply evaluated.
    fn special(&self, call: &Call) -> Option<Special>;

    /// Calls a function.
    ///
    /// # Errors
    /// When there is no such function, or it does not take these arguments.
    fn call(&self, call: &Call, arguments: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, FunctionError>;
}

/// Terraform's own function names: `try`, `can` and `convert` without namespace, everything else from the table.
pub(crate) fn terraform_special(call: &Call) -> Option<Special> {
    match call.name.as_slice() {
        [name] | [_, name] if call.name.len() == 1 || call.name[0].name == "core" => match name.name.as_str() {
            "try" => Some(Special::Try),
            "can" => Some(Special::Can),
            "convert" => Some(Special::Convert),
            _ => None,
        },
        _ => None,
    }
}

/// A scope of plain variables and Terraform's functions: `templatefile`, `soc2lint eval --jsonl`.
pub struct Variables<'a> {
    /// The variables by name.
    pub variables: &'a BTreeMap<SmolStr, Value>,
    /// Where functions read files.
    pub files: &'a dyn super::functions::Files,
}

impl Scope for Variables<'_> {
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved, Box<EvalError>> {
        match self.variables.get(&lookup.traversal.root.name) {
            Some(value) => Ok(Resolved { value: value.clone(), consumed: 0 }),
            None => Err(lookup.error(None, format!("there is no variable named `{}`", lookup.traversal.root.name))),
        }
    }

    fn special(&self, call: &Call) -> Option<Special> {
        terraform_special(call)
    }

    fn call(&self, call: &Call, arguments: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, FunctionError> {
        super::functions::call_terraform(call, arguments, self.files, evaluator)
    }
}

/// A scope without any names: literals only.
pub struct NoNames;

impl Scope for NoNames {
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved, Box<EvalError>> {
        Err(lookup.error(None, "no references are possible here; write a literal value"))
    }

    fn special(&self, _: &Call) -> Option<Special> {
        None
    }

    fn call(&self, call: &Call, _: &[Value], _: &Evaluator<'_>) -> Result<Value, FunctionError> {
        Err(FunctionError::new(format!("`{}` can't be called here; write a literal value", call.full_name())))
    }
}
