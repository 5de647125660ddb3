//! What names and functions mean in a policy that judges a target.

use std::cell::RefCell;
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::companions;
use super::functions::call_core;
use super::target::Target;
use super::{DataSources, SetRun};
use crate::eval::functions::FunctionError;
use crate::eval::{EvalError, EvalResult, Evaluator, Lookup, Resolved, Scope, Special, StepKey};
use crate::model::{Attributes, Operation, Resource};
use crate::policy::Policy;
use crate::policy::functions::{self, ReadArgument, References};
use crate::syntax::ast::{Call, Expression};
use crate::value::{Cause, Equality, Type, Value, equality};

/// A policy on a target; or, without both, the top level of a set.
pub(super) struct Frame<'a> {
    pub(super) run: &'a SetRun<'a>,
    pub(super) policy: Option<&'a Policy>,
    pub(super) target: Option<&'a Target>,
    /// The policy's own locals, each evaluated once.
    locals: RefCell<BTreeMap<SmolStr, EvalResult>>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(run: &'a SetRun<'a>, policy: &'a Policy, target: &'a Target) -> Self {
        Self { run, policy: Some(policy), target: Some(target), locals: RefCell::default() }
    }

    pub(super) fn top_level(run: &'a SetRun<'a>) -> Self {
        Self { run, policy: None, target: None, locals: RefCell::default() }
    }

    /// The value of an expression.
    pub(super) fn evaluate(&self, expression: &Expression) -> EvalResult {
        self.evaluator().evaluate(expression, None)
    }

    pub(super) fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(&self.run.judge.context, self)
    }

    /// The expression of a local, and whether it is the policy's own.
    pub(super) fn local(&self, name: &str) -> Option<(&'a Expression, bool)> {
        if let Some(local) = self.policy.and_then(|policy| policy.locals.get(name)) {
            return Some((&local.expression, true));
        }
        self.run.set.locals.get(name).map(|local| (local.expression.as_ref(), false))
    }

    fn local_value(&self, name: &SmolStr, lookup: &Lookup<'_>) -> EvalResult {
        let Some((expression, is_own)) = self.local(name) else {
            return Err(lookup.error(Some(0), format!("there is no local named `{name}`")));
        };
        let cache = if is_own { &self.locals } else { &self.run.locals };
        if let Some(known) = cache.borrow().get(name) {
            return known.clone();
        }
        let value = if is_own { self.evaluate(expression) } else { Frame::top_level(self.run).evaluate(expression) };
        cache.borrow_mut().insert(name.clone(), value.clone());
        value
    }

    fn attributes(
        &self,
        attributes: Option<&dyn Attributes>,
        root: &str,
        lookup: &Lookup<'_>,
    ) -> Result<Resolved, Box<EvalError>> {
        let Some(attributes) = attributes else {
            return Ok(Resolved { value: Value::null(), consumed: 0 });
        };
        let name = match lookup.key(0)? {
            Some(StepKey::Attribute(name)) => name,
            Some(StepKey::Index(index)) if index.as_str().is_some() => index.as_str().unwrap_or_default().into(),
            Some(StepKey::Index(_)) | None => return Ok(Resolved { value: attributes.object(), consumed: 0 }),
        };
        match attributes.get(&name) {
            Some(value) => Ok(Resolved { value, consumed: 1 }),
            None => Err(lookup.error(Some(0), format!("`{root}` has no attribute `{name}`"))),
        }
    }

    /// The account of the credentials, where every `provider` block allows that one only: Terraform stops at any other.
    fn own_account(&self) -> Option<Value> {
        let providers = self.run.judge.resources.providers.iter();
        let mut allowed =
            providers.filter(|provider| provider.name == "aws" && provider.place.is_some()).map(|provider| {
                match provider.attributes.get("allowed_account_ids")?.as_elements()? {
                    [account] if account.as_str().is_some() => Some(account.clone()),
                    _ => None,
                }
            });
        let first = allowed.next()??;
        allowed.all(|other| other.is_some_and(|other| other.as_str() == first.as_str())).then_some(first)
    }

    fn data_source(&self, arguments: &[Value]) -> Result<Value, FunctionError> {
        let [data_type, config] = arguments else {
            return Err(FunctionError::new(format!("2 arguments are required, not {}", arguments.len())));
        };
        let name = data_type.as_str().ok_or_else(|| FunctionError::argument(0, "a data source type is required"))?;
        match self.run.judge.data_sources {
            DataSources::Cloud => {
                let cause = Cause::DataSource(smol_str::format_smolstr!("data.{name}"));
                match self.own_account() {
                    Some(account) if name == "aws_caller_identity" => {
                        let unknown = || Value::unknown(Type::String, cause.clone());
                        Ok(Value::object([
                            ("account_id".into(), account.clone()),
                            ("arn".into(), unknown()),
                            ("id".into(), account),
                            ("user_id".into(), unknown()),
                        ]))
                    }
                    _ => Ok(Value::unknown(Type::Dynamic, cause)),
                }
            }
            DataSources::Mocks => {
                let mocks = self.run.judge.resources.data.get(name).into_iter().flatten();
                let matches = |attributes: &dyn Attributes| {
                    config.as_entries().into_iter().flatten().all(|(key, wanted)| {
                        let value = attributes.get(key);
                        value.is_some_and(|value| matches!(equality(&value, wanted), Equality::Equal))
                    })
                };
                let found = mocks.map(|mock| mock.attributes.as_ref()).find(|attributes| matches(*attributes));
                found.map(Attributes::object).ok_or_else(|| {
                    FunctionError::new(format!("there is no `data` mock of `{name}` with this configuration"))
                })
            }
        }
    }
}

/// What will be of a resource that is deleted: all its attributes are null.
fn deleted(attributes: &dyn Attributes, lookup: &Lookup<'_>) -> Result<Resolved, Box<EvalError>> {
    if lookup.key(0)?.is_some() {
        return Ok(Resolved { value: Value::null(), consumed: 1 });
    }
    let object = attributes.object();
    let names = object.as_entries().into_iter().flatten().map(|(name, _)| (name.clone(), Value::null()));
    Ok(Resolved { value: Value::object(names), consumed: 0 })
}

/// `core::try` and `core::can`.
pub(in crate::policy) fn special(call: &Call) -> Option<Special> {
    match call.name.as_slice() {
        [core, name] if core.name == "core" => match name.name.as_str() {
            "try" => Some(Special::Try),
            "can" => Some(Special::Can),
            _ => None,
        },
        _ => None,
    }
}

impl Scope for Frame<'_> {
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved, Box<EvalError>> {
        let root = lookup.traversal.root.name.as_str();
        let no_target = || lookup.error(None, format!("`{root}` is only known inside a policy"));
        match root {
            "input" => match lookup.attribute(0).and_then(|name| self.run.inputs.get(name)) {
                Some(value) => Ok(Resolved { value: value.clone(), consumed: 1 }),
                None => Err(lookup.error(Some(0), "there is no such input")),
            },
            "local" => {
                let name = lookup.attribute(0).ok_or_else(|| lookup.error(None, "`local` needs a name"))?;
                let value = self.local_value(name, &lookup)?;
                Ok(Resolved { value, consumed: 1 })
            }
            "attrs" => {
                let target = self.target.ok_or_else(no_target)?;
                if target.operation == Operation::Delete {
                    return deleted(target.attributes.as_ref(), &lookup);
                }
                self.attributes(Some(target.attributes.as_ref()), root, &lookup)
            }
            "prior_attrs" => {
                let target = self.target.ok_or_else(no_target)?;
                let has_changed = matches!(target.operation, Operation::Update | Operation::Delete);
                self.attributes(target.prior_attributes.as_deref().filter(|_| has_changed), root, &lookup)
            }
            "meta" => {
                let target = self.target.ok_or_else(no_target)?;
                Ok(Resolved { value: target.meta.clone(), consumed: 0 })
            }
            _ => {
                Err(lookup
                    .error(None, "the root of a traversal must be one of input, local, attrs, meta, or prior_attrs"))
            }
        }
    }

    fn special(&self, call: &Call) -> Option<Special> {
        special(call)
    }

    fn call(&self, call: &Call, arguments: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, FunctionError> {
        let names: Vec<&str> = call.name.iter().map(|name| name.name.as_str()).collect();
        match names.as_slice() {
            ["core", "getresources"] => {
                let answer = self.run.judge.companions.get(arguments, self.target);
                answer.map(companions::to_value).map_err(FunctionError::new)
            }
            ["core", "getdatasource"] => self.data_source(arguments),
            ["core", "gethttprequest"] => {
                Ok(Value::unknown(Type::Dynamic, Cause::Function("core::gethttprequest".into())))
            }
            ["core", "timestamp"] if arguments.is_empty() => Ok(self.run.judge.now()),
            ["core", name] => call_core(call, name, arguments, evaluator),
            ["plugin", "soc2", name] => functions::call(name, arguments, self).map_err(FunctionError::new),
            ["plugin", ..] => Ok(Value::unknown(Type::Dynamic, Cause::Function(call.full_name().into()))),
            _ => Err(FunctionError::new("there is no such function; functions have the namespace `core::`")),
        }
    }
}

impl References for Frame<'_> {
    fn data_attribute(&self, address: &str, name: &str) -> Option<Value> {
        self.run.judge.data_attribute(address, name)
    }

    fn data_sources<'a>(&'a self, data_type: &str) -> Vec<(String, ReadArgument<'a>)> {
        let of_type = self.run.judge.resources.data.get(data_type).into_iter().flatten();
        let reader = |resource: &'a Resource| -> (String, ReadArgument<'a>) {
            (resource.address.to_string(), Box::new(move |name| resource.attributes.get(name)))
        };
        of_type.map(reader).collect()
    }

    fn of_same_region(&self, resource_type: &str) -> Value {
        companions::to_value(self.run.judge.companions.of_same_region(resource_type, self.target))
    }

    fn statements(&self, document: &Value, read: &dyn Fn() -> Value) -> Value {
        self.run.judge.documents.statements(document, read)
    }

    fn is_target(&self, address: &str) -> bool {
        self.target.is_some_and(|target| target.address == address)
    }
}
