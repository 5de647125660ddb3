//! Reads `.policytest.hcl` files: mocks and their expectations. What their expressions mean is in `test_scope`.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::file::{Local, PolicyKind};
use super::load::{allow, allow_no_blocks, error, static_bool, static_value};
use crate::model::Place;
use crate::syntax::ast::{Block, Body, Expression};
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
    /// The type of the block.
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

/// What `targets` says.
#[derive(Debug)]
pub(super) struct Targets {
    /// The list.
    pub(super) span: Span,
    /// Policy files and directories, relative to the test file.
    pub(super) paths: Vec<String>,
}

/// A test file.
#[derive(Debug, Default)]
pub(super) struct TestFile {
    /// The policy files or directories that are judged; `None` for all.
    pub(super) targets: Option<Targets>,
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
            let name = block.block_type.name.as_str();
            if ["policytest", "inputs", "locals"].contains(&name) && !block.labels.is_empty() {
                self.error(block.header, format!("a `{name}` block has no labels"));
            }
            match block.block_type.name.as_str() {
                "policytest" => self.settings(block),
                "resource" => self.mock(block, MockKind::Target(PolicyKind::Resource)),
                "provider" => self.mock(block, MockKind::Target(PolicyKind::Provider)),
                "module" => self.mock(block, MockKind::Target(PolicyKind::Module)),
                "data" => self.mock(block, MockKind::Data),
                "inputs" => self.inputs = self.input_values(block),
                "locals" => {
                    allow_no_blocks(&block.body, &mut self.errors);
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
        let wrong = || error(span, "`targets` is a list of policy files or directories");
        let value = match static_value(&targets.expression) {
            Ok(value) => value,
            Err(wrong) => return self.errors.push(wrong),
        };
        let elements = value.as_elements().ok_or_else(wrong);
        let paths = elements.and_then(|elements| {
            let path = |element: &Value| element.as_str().map(str::to_owned).ok_or_else(wrong);
            elements.iter().map(path).collect()
        });
        match paths {
            Ok(paths) => self.targets = Some(Targets { span, paths }),
            Err(wrong) => self.errors.push(wrong),
        }
    }

    fn input_values(&mut self, block: &Block) -> BTreeMap<SmolStr, Arc<Expression>> {
        allow_no_blocks(&block.body, &mut self.errors);
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
        let mut flag = |name: &str| {
            let value = block.body.attribute(name).map_or(Ok(false), static_bool);
            value.unwrap_or_else(|wrong| {
                self.errors.push(wrong);
                false
            })
        };
        let (expect_failure, skip) = (flag("expect_failure"), flag("skip"));
        if expect_failure && skip {
            self.error(block.header, "`skip` and `expect_failure` can't both be true");
        }
        if kind == MockKind::Data && block.body.attribute("attrs").is_none() {
            self.error(block.header, "a `data` block needs `attrs`");
        }
        for (index, inputs) in block.body.blocks_of("inputs").enumerate() {
            if index > 0 {
                self.error(inputs.header, "a mock has at most one `inputs` block");
            }
            if !inputs.labels.is_empty() {
                self.error(inputs.header, "an `inputs` block has no labels");
            }
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
