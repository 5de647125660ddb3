//! What names and functions mean in a test file.

use std::cell::RefCell;
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::file::PolicyKind;
use super::functions::{self, NoReferences};
use super::judge::{NoFiles, call_core};
use super::test_file::{Mock, MockKind, TestFile};
use crate::eval::functions::FunctionError;
use crate::eval::{Context, EvalError, EvalResult, Evaluator, Lookup, Resolved, Scope, Special};
use crate::syntax::ast::{Call, Expression};
use crate::value::Value;
use crate::workspace::did_you_mean;

/// The inputs that mocks may read, each with its value or why it has none.
pub(super) type MockInputs = BTreeMap<SmolStr, Result<Value, String>>;

/// What names mean in a test file: its locals and inputs, and other mocks.
pub(super) struct TestScope<'a> {
    file: &'a TestFile,
    inputs: MockInputs,
    context: &'a Context,
    /// What was evaluated; `None` while it is being evaluated.
    known: RefCell<BTreeMap<String, Option<EvalResult>>>,
}

impl<'a> TestScope<'a> {
    pub(super) fn new(file: &'a TestFile, inputs: MockInputs, context: &'a Context) -> Self {
        Self { file, inputs, context, known: RefCell::default() }
    }

    pub(super) fn evaluate(&self, expression: &Expression) -> EvalResult {
        Evaluator::new(self.context, self).evaluate(expression, None)
    }

    /// Evaluates something that others may refer to, once.
    fn once(&self, key: String, expression: &Expression) -> EvalResult {
        match self.known.borrow().get(&key) {
            Some(Some(known)) => return known.clone(),
            Some(None) => {
                return Err(EvalError::new(expression.span, format!("circular reference detected: `{key}`")));
            }
            None => {}
        }
        self.known.borrow_mut().insert(key.clone(), None);
        let value = self.evaluate(expression);
        self.known.borrow_mut().insert(key, Some(value.clone()));
        value
    }

    /// The `attrs` of a mock, an empty object where it has none.
    pub(super) fn attributes(&self, mock: &Mock) -> EvalResult {
        match &mock.attributes {
            Some(expression) => {
                self.once(format!("{}.{}.{}", mock.kind.block_type(), mock.name, mock.label), expression)
            }
            None => Ok(Value::object([])),
        }
    }

    fn mock(&self, kind: MockKind, lookup: &Lookup<'_>, first: Option<usize>) -> Result<Resolved, Box<EvalError>> {
        let after = first.map_or(0, |first| first + 1);
        let name = match first {
            None => Some(&lookup.traversal.root.name),
            Some(first) => lookup.attribute(first),
        };
        let found = name.zip(lookup.attribute(after)).and_then(|(name, label)| {
            self.file.mocks.iter().find(|mock| mock.kind == kind && &mock.name == name && &mock.label == label)
        });
        let Some(mock) = found else { return Err(self.no_such_mock(kind, lookup, after)) };
        let value = self.attributes(mock)?;
        // `TYPE.NAME.attrs.x` is written too; an attribute of that name goes first.
        let says_attrs =
            lookup.attribute(after + 1).is_some_and(|step| step == "attrs") && value.get("attrs").is_none();
        Ok(Resolved { value, consumed: after + 1 + usize::from(says_attrs) })
    }
}

impl TestScope<'_> {
    /// Says what a name refers to that nothing in the file has.
    fn no_such_mock(&self, kind: MockKind, lookup: &Lookup<'_>, last: usize) -> Box<EvalError> {
        let mut name = lookup.traversal.root.name.to_string();
        for step in (0..=last).map_while(|index| lookup.attribute(index)) {
            name.push('.');
            name.push_str(step);
        }
        let prefix = match kind {
            MockKind::Target(PolicyKind::Resource) => String::new(),
            _ => format!("{}.", kind.block_type()),
        };
        let mocks = self.file.mocks.iter().filter(|mock| mock.kind == kind);
        let names: Vec<String> = mocks.map(|mock| format!("{prefix}{}.{}", mock.name, mock.label)).collect();
        let near = did_you_mean(&name, names.iter().map(String::as_str));
        lookup.error(Some(last), format!("there is no mock, local or input `{name}` in this file{near}"))
    }
}

impl Scope for TestScope<'_> {
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved, Box<EvalError>> {
        match lookup.traversal.root.name.as_str() {
            "local" => {
                let name = lookup.attribute(0).ok_or_else(|| lookup.error(None, "`local` needs a name"))?;
                let local = self.file.locals.get(name);
                let local = local.ok_or_else(|| {
                    let near = did_you_mean(name, self.file.locals.keys().map(SmolStr::as_str));
                    lookup.error(Some(0), format!("there is no local named `{name}` in this file{near}"))
                })?;
                let value = self.once(format!("local.{name}"), &local.expression)?;
                Ok(Resolved { value, consumed: 1 })
            }
            "input" => {
                let name = lookup.attribute(0).ok_or_else(|| lookup.error(None, "`input` needs a name"))?;
                match self.inputs.get(name) {
                    Some(Ok(value)) => Ok(Resolved { value: value.clone(), consumed: 1 }),
                    Some(Err(why)) => Err(lookup.error(Some(0), why.clone())),
                    None => {
                        let near = did_you_mean(name, self.inputs.keys().map(SmolStr::as_str));
                        Err(lookup.error(Some(0), format!("there is no input named `{name}`{near}")))
                    }
                }
            }
            "data" => self.mock(MockKind::Data, &lookup, Some(0)),
            "provider" => self.mock(MockKind::Target(PolicyKind::Provider), &lookup, Some(0)),
            "module" => self.mock(MockKind::Target(PolicyKind::Module), &lookup, Some(0)),
            _ => self.mock(MockKind::Target(PolicyKind::Resource), &lookup, None),
        }
    }

    fn special(&self, call: &Call) -> Option<Special> {
        super::judge::special(call)
    }

    fn call(&self, call: &Call, arguments: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, FunctionError> {
        let names: Vec<&str> = call.name.iter().map(|name| name.name.as_str()).collect();
        match names.as_slice() {
            ["core", name] => call_core(call, name, arguments, evaluator),
            ["plugin", "soc2", name] => functions::call(name, arguments, &NoReferences).map_err(FunctionError::new),
            // Terraform's own spelling is clear enough in a fixture.
            [_] => crate::eval::functions::call_terraform(call, arguments, &NoFiles, evaluator),
            _ => Err(FunctionError::new("there is no such function; functions have the namespace `core::`")),
        }
    }
}
