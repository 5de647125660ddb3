//! Reads `.policytest.hcl` files: mocks, their expectations, and what their expressions mean.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::file::{Local, PolicyKind};
use super::functions::{self, NoReferences};
use super::inputs::InputValues;
use super::judge::{NoFiles, call_core};
use super::load::{allow, error, static_value};
use crate::eval::functions::FunctionError;
use crate::eval::{Context, EvalError, EvalResult, Evaluator, Lookup, Resolved, Scope, Special};
use crate::model::Place;
use crate::syntax::ast::{Block, Body, Call, Expression};
use crate::value::Value;
use crate::workspace::{Diagnostic, SourceFile, Span};

/// The suffix of test files.
pub const TEST_SUFFIX: &str = ".policytest.hcl";

/// What a mock stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum MockKind {
    /// A resource instance, provider configuration or module call that policies judge.
    Target(PolicyKind),
    /// A data source that `core::getdatasource` finds.
    Data,
}

impl MockKind {
    pub(super) fn block_type(self) -> &'static str {
        match self {
            Self::Target(PolicyKind::Resource) => "resource",
            Self::Target(PolicyKind::Provider) => "provider",
            Self::Target(PolicyKind::Module) => "module",
            Self::Data => "data",
        }
    }
}

/// One mock.
#[derive(Debug)]
pub(super) struct Mock {
    pub(super) kind: MockKind,
    /// The first label: resource type, provider type or module source.
    pub(super) name: SmolStr,
    /// The second label.
    pub(super) label: SmolStr,
    pub(super) place: Place,
    pub(super) attributes: Option<Arc<Expression>>,
    pub(super) prior_attributes: Option<Arc<Expression>>,
    pub(super) meta: Option<Arc<Expression>>,
    pub(super) expect_failure: bool,
    pub(super) skip: bool,
    pub(super) inputs: BTreeMap<SmolStr, Arc<Expression>>,
}

/// A test file.
#[derive(Debug, Default)]
pub(super) struct TestFile {
    /// The policy files or directories that are judged; `None` for all.
    pub(super) targets: Option<Vec<(String, Span)>>,
    pub(super) inputs: BTreeMap<SmolStr, Arc<Expression>>,
    pub(super) locals: BTreeMap<SmolStr, Local>,
    pub(super) mocks: Vec<Mock>,
    pub(super) errors: Vec<Diagnostic>,
}

impl TestFile {
    /// Reads a file; what is wrong in it is in `errors`.
    pub(super) fn parse(source: &SourceFile) -> Self {
        let (body, syntax_errors) = crate::syntax::parse_body(source.id, source.text());
        let mut file = Self {
            errors: syntax_errors.into_iter().map(|wrong| error(wrong.span, wrong.message)).collect(),
            ..Self::default()
        };
        if file.errors.is_empty() {
            file.read(&body);
        }
        file
    }

    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.errors.push(error(span, message));
    }

    fn read(&mut self, body: &Body) {
        let known = ["policytest", "resource", "provider", "module", "data", "inputs", "locals"];
        allow(body, &[], &known, &mut self.errors);
        for name in ["policytest", "inputs"] {
            for second in body.blocks_of(name).skip(1) {
                self.error(second.header, format!("a file has at most one `{name}` block"));
            }
        }
        for block in &body.blocks {
            match block.block_type.name.as_str() {
                "policytest" => self.settings(block),
                "resource" => self.mock(block, MockKind::Target(PolicyKind::Resource)),
                "provider" => self.mock(block, MockKind::Target(PolicyKind::Provider)),
                "module" => self.mock(block, MockKind::Target(PolicyKind::Module)),
                "data" => self.mock(block, MockKind::Data),
                "inputs" => self.inputs = self.input_values(block),
                "locals" => {
                    for attribute in &block.body.attributes {
                        let local = Local { span: attribute.name.span, expression: Arc::clone(&attribute.expression) };
                        if self.locals.insert(attribute.name.name.clone(), local).is_some() {
                            let message = format!("local `{}` is already defined", attribute.name.name);
                            self.error(attribute.name.span, message);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn settings(&mut self, block: &Block) {
        allow(&block.body, &["targets"], &["plugins", "terraform_config"], &mut self.errors);
        let Some(targets) = block.body.attribute("targets") else { return };
        let span = targets.expression.span;
        match static_value(&targets.expression) {
            Ok(value) => {
                let texts: Option<Vec<String>> = value
                    .as_elements()
                    .map(|elements| elements.iter().map(|element| element.as_str().map(str::to_owned)).collect())
                    .unwrap_or_default();
                match texts {
                    Some(texts) => self.targets = Some(texts.into_iter().map(|text| (text, span)).collect()),
                    None => self.error(span, "`targets` is a list of policy files or directories"),
                }
            }
            Err(wrong) => self.errors.push(wrong),
        }
    }

    fn input_values(&mut self, block: &Block) -> BTreeMap<SmolStr, Arc<Expression>> {
        if !block.labels.is_empty() {
            self.error(block.header, "an `inputs` block has no labels");
        }
        for nested in &block.body.blocks {
            self.error(nested.header, format!("a block of type `{}` is not expected here", nested.block_type.name));
        }
        let values = block.body.attributes.iter();
        values.map(|attribute| (attribute.name.name.clone(), Arc::clone(&attribute.expression))).collect()
    }

    fn mock(&mut self, block: &Block, kind: MockKind) {
        let [name, label] = block.labels.as_slice() else {
            self.error(block.header, format!("a `{}` block has 2 labels: its type and a name", kind.block_type()));
            return;
        };
        let arguments: &[&str] = match kind {
            MockKind::Target(PolicyKind::Resource) => &["attrs", "prior_attrs", "meta", "expect_failure", "skip"],
            MockKind::Target(PolicyKind::Provider | PolicyKind::Module) => &["attrs", "meta", "expect_failure", "skip"],
            MockKind::Data => &["attrs"],
        };
        let blocks: &[&str] = if kind == MockKind::Data { &[] } else { &["inputs"] };
        allow(&block.body, arguments, blocks, &mut self.errors);
        let expression = |name| block.body.attribute(name).map(|attribute| Arc::clone(&attribute.expression));
        let mut flag = |name: &str| match block.body.attribute(name) {
            None => false,
            Some(attribute) => {
                static_value(&attribute.expression).ok().and_then(|value| value.as_bool()).unwrap_or_else(|| {
                    self.errors.push(error(attribute.expression.span, format!("`{name}` is true or false")));
                    false
                })
            }
        };
        let (expect_failure, skip) = (flag("expect_failure"), flag("skip"));
        if expect_failure && skip {
            self.error(block.header, "`skip` and `expect_failure` can't both be true");
        }
        if kind == MockKind::Data && block.body.attribute("attrs").is_none() {
            self.error(block.header, "a `data` block needs `attrs`");
        }
        let inputs = block.body.blocks_of("inputs").next().map(|inputs| self.input_values(inputs)).unwrap_or_default();
        if self.mocks.iter().any(|mock| mock.kind == kind && mock.name == name.name && mock.label == label.name) {
            let message = format!("`{}.{}.{}` is already defined", kind.block_type(), name.name, label.name);
            self.error(block.header, message);
        }
        self.mocks.push(Mock {
            kind,
            name: name.name.clone(),
            label: label.name.clone(),
            place: Place { header: block.header, block: block.span, calls: Vec::new(), planned: None },
            attributes: expression("attrs"),
            prior_attributes: expression("prior_attrs"),
            meta: expression("meta"),
            expect_failure,
            skip,
            inputs,
        });
    }
}

/// What names mean in a test file: its locals and inputs, and other mocks.
pub(super) struct TestScope<'a> {
    file: &'a TestFile,
    inputs: InputValues,
    context: &'a Context,
    /// What was evaluated; `None` while it is being evaluated.
    known: RefCell<BTreeMap<String, Option<EvalResult>>>,
}

impl<'a> TestScope<'a> {
    pub(super) fn new(file: &'a TestFile, inputs: InputValues, context: &'a Context) -> Self {
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

    /// The inputs that the file gives values to.
    pub(super) fn input_names(&self) -> impl Iterator<Item = &SmolStr> {
        self.file.inputs.keys()
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
        let Some(mock) = found else {
            return Err(lookup.error(Some(after), "there is no such mock, local or input in this file"));
        };
        let value = match self.attributes(mock) {
            Ok(value) => value,
            Err(inner) => return Err(lookup.error(Some(after), inner.message)),
        };
        // `TYPE.NAME.attrs.x` is written too; an attribute of that name goes first.
        let says_attrs =
            lookup.attribute(after + 1).is_some_and(|step| step == "attrs") && value.get("attrs").is_none();
        Ok(Resolved { value, consumed: after + 1 + usize::from(says_attrs) })
    }
}

impl Scope for TestScope<'_> {
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved, Box<EvalError>> {
        match lookup.traversal.root.name.as_str() {
            "local" => {
                let name = lookup.attribute(0).ok_or_else(|| lookup.error(None, "`local` needs a name"))?;
                let local = self.file.locals.get(name);
                let local = local.ok_or_else(|| lookup.error(Some(0), format!("there is no local named `{name}`")))?;
                let value = self.once(format!("local.{name}"), &local.expression)?;
                Ok(Resolved { value, consumed: 1 })
            }
            "input" => match lookup.attribute(0).and_then(|name| self.inputs.get(name)) {
                Some(value) => Ok(Resolved { value: value.clone(), consumed: 1 }),
                None => Err(lookup.error(Some(0), "there is no such input")),
            },
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
