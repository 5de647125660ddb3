//! Module instances: variables, locals, outputs, and the blocks and calls in them, each evaluated when it is asked for.

use std::rc::Rc;
use std::sync::Arc;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use super::Module;
use super::expansion::{Expanded, Repetition, expand};
use super::inputs::{self, Input};
use super::memo::{Cycle, Memo};
use super::module::literal_text;
use super::resource::{ResourceBlock, ResourceInstance};
use super::run::Run;
use super::scope::ModuleScope;
use super::source::{ModuleSource, key_of_call};
use crate::eval::{EvalError, Evaluator, NoNames, TypeConstraint};
use crate::model::{InstanceKey, Mode, ModuleAddress, ModuleStep, Place};
use crate::syntax::ast::{Block, Expression, Syntax};
use crate::syntax::expression_of_string;
use crate::value::{Cause, Expansion, Marks, Symbol, Type, Value};
use crate::workspace::{ContainmentError, GapKind, Span};

/// One instance of a module.
pub(super) struct ModuleInstance {
    /// What the whole evaluation shares.
    pub(super) run: Rc<Run>,
    /// The module as it is written.
    pub(super) module: Arc<Module>,
    /// Where the instance is called from.
    pub(super) address: ModuleAddress,
    /// How: `None` for the root module.
    pub(super) caller: Option<Caller>,
    /// Headers of the calls, outermost first.
    pub(super) call_spans: Vec<Span>,
    /// What the instances of an enclosing unknown `count` or `for_each` are made of, outermost first.
    pub(super) expansions: Arc<[Arc<Expansion>]>,
    /// Names of the calls joined by dots, the key of `modules.json`.
    manifest_key: String,
    variables: Memo<SmolStr, Value>,
    locals: Memo<SmolStr, Value>,
    outputs: Memo<SmolStr, Value>,
    resources: Memo<(Mode, SmolStr, SmolStr), Option<Rc<ResourceBlock>>>,
    calls: Memo<SmolStr, Option<Rc<ModuleCallBlock>>>,
}

/// The call that a module instance comes from.
pub(super) struct Caller {
    /// The instance that calls.
    pub(super) instance: Rc<ModuleInstance>,
    /// The `module` block.
    pub(super) block: Arc<Block>,
    /// `count.index` or `each` of this instance of the call.
    pub(super) repetition: Repetition,
}

/// A `module` block with its instances.
pub(super) struct ModuleCallBlock {
    /// The `source` argument as written.
    pub(super) source: SmolStr,
    /// The `version` argument as written.
    pub(super) version: Option<SmolStr>,
    /// The block.
    pub(super) block: Arc<Block>,
    /// The name of the call.
    pub(super) name: SmolStr,
    /// Which instances there are.
    pub(super) expanded: Expanded,
    /// The instances, one for each key; `None` where the module's source is not on disk.
    pub(super) instances: Option<Vec<Rc<ModuleInstance>>>,
}

impl ModuleInstance {
    /// The root module's instance.
    pub(super) fn root(run: Rc<Run>) -> Rc<Self> {
        let module = Arc::clone(&run.root);
        run.module_instances.set(run.module_instances.get() + 1);
        Rc::new(Self {
            run,
            module,
            address: ModuleAddress::root(),
            caller: None,
            call_spans: Vec::new(),
            expansions: Arc::new([]),
            manifest_key: String::new(),
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            resources: Memo::default(),
            calls: Memo::default(),
        })
    }

    /// Evaluates an expression of this module; a mistake is reported and gives an unknown.
    pub(super) fn evaluate(self: &Rc<Self>, expression: &Expression, repetition: &Repetition) -> Value {
        self.try_evaluate(expression, repetition).unwrap_or_else(|error| self.run.failed(&error, Type::Dynamic))
    }

    /// Evaluates an expression of this module.
    pub(super) fn try_evaluate(
        self: &Rc<Self>,
        expression: &Expression,
        repetition: &Repetition,
    ) -> Result<Value, Box<EvalError>> {
        let scope = ModuleScope { instance: self, repetition };
        Evaluator::new(&self.run.context, &scope).evaluate(expression, None)
    }

    fn in_cycle(&self, what: &str, span: Span) -> Value {
        self.run.report(span, format!("{what} refers to itself"));
        Value::unknown(Type::Dynamic, self.run.error_at(span))
    }

    /// The value of a local; `None` if there is no such local.
    pub(super) fn local(self: &Rc<Self>, name: &SmolStr) -> Option<Value> {
        let local = self.module.locals().get(name)?;
        let value = self.locals.get(name, || self.evaluate(&local.expression, &Repetition::None));
        Some(value.unwrap_or_else(|Cycle| self.in_cycle(&format!("`local.{name}`"), local.name.span)))
    }

    /// The value of an output; `None` if there is no such output.
    pub(super) fn output(self: &Rc<Self>, name: &SmolStr) -> Option<Value> {
        let block = self.module.output(name)?;
        let value = self.outputs.get(name, || {
            let Some(attribute) = block.body.attribute("value") else {
                self.run.report(block.header, "an output needs a `value`");
                return Value::unknown(Type::Dynamic, self.run.error_at(block.header));
            };
            let value = self.evaluate(&attribute.expression, &Repetition::None);
            value.marked(self.declared_marks(&block))
        });
        Some(value.unwrap_or_else(|Cycle| self.in_cycle(&format!("output `{name}`"), block.header)))
    }

    /// The value of an input variable; `None` if it is not declared.
    pub(super) fn variable(self: &Rc<Self>, name: &SmolStr) -> Option<Value> {
        let block = self.module.variable(name)?;
        let value = self.variables.get(name, || {
            let constraint = block.body.attribute("type").map_or_else(
                || Ok(TypeConstraint::any()),
                |attribute| match block.body.syntax {
                    Syntax::Native => TypeConstraint::parse(&attribute.expression),
                    Syntax::Json => self.json_type(&attribute.expression),
                },
            );
            let constraint = constraint.unwrap_or_else(|error| {
                self.run.report(error.span, error.message.clone());
                TypeConstraint::any()
            });
            let value = match &self.caller {
                None => self.root_variable(name, &block, &constraint),
                Some(caller) => self.argument(caller, name, &block, &constraint),
            };
            value.marked(self.declared_marks(&block))
        });
        Some(value.unwrap_or_else(|Cycle| self.in_cycle(&format!("`var.{name}`"), block.header)))
    }

    /// In JSON syntax a type is written in a string.
    fn json_type(&self, expression: &Expression) -> Result<TypeConstraint, Box<EvalError>> {
        let file = self.run.configuration.sources().file(expression.span.file);
        let expression =
            expression_of_string(file.text(), expression).map_err(|error| EvalError::new(error.span, error.message))?;
        TypeConstraint::parse(&expression)
    }

    /// Reports the variables whose `validation` is known to fail.
    pub(super) fn check_validations(self: &Rc<Self>) {
        for name in self.module.variable_names().cloned().collect::<Vec<_>>() {
            let Some(block) = self.module.variable(&name) else { continue };
            for validation in block.body.blocks_of("validation") {
                let Some(condition) = validation.body.attribute("condition") else {
                    self.run.report(validation.header, "a `validation` block needs a `condition`");
                    continue;
                };
                // A mistake in the condition may hang on a value that is not known here, so only a clear `false` counts.
                let holds = self.try_evaluate(&condition.expression, &Repetition::None);
                let Ok(value) = holds else { continue };
                if value.as_bool() != Some(false) {
                    continue;
                }
                let message = validation.body.attribute("error_message");
                let message =
                    message.and_then(|message| self.try_evaluate(&message.expression, &Repetition::None).ok());
                let message = match message.as_ref().filter(|message| message.marks.is_empty()).and_then(Value::as_str)
                {
                    Some(message) => format!("invalid value for `{}`: {message}", self.variable_address(&name)),
                    None => format!("the value of `{}` does not keep this validation", self.variable_address(&name)),
                };
                let place = self.caller.as_ref().and_then(|caller| caller.block.body.attribute(&name));
                self.run.report(place.map_or(condition.span, |attribute| attribute.span), message);
            }
        }
    }

    fn declared_marks(&self, block: &Block) -> Marks {
        let is_on = |name: &str| self.literal_argument(block, name).and_then(|value| value.as_bool()) == Some(true);
        let sensitive = if is_on("sensitive") { Marks::SENSITIVE } else { Marks::NONE };
        sensitive.union(if is_on("ephemeral") { Marks::EPHEMERAL } else { Marks::NONE })
    }

    fn literal_argument(&self, block: &Block, name: &str) -> Option<Value> {
        let attribute = block.body.attribute(name)?;
        Evaluator::new(&self.run.context, &NoNames).evaluate(&attribute.expression, None).ok()
    }

    /// The address of a variable: `module.a.var.name`.
    pub(super) fn variable_address(&self, name: &str) -> SmolStr {
        self.address.qualify(&format!("var.{name}"))
    }

    fn unset_variable(&self, name: &SmolStr, constraint: &TypeConstraint) -> Value {
        let address = self.variable_address(name);
        let symbol = Symbol::Variable { address: address.clone(), path: Arc::new([]) };
        Value::unknown(constraint.ty.without_optional(), Cause::Variable(address)).with_symbol(Some(Arc::new(symbol)))
    }

    fn root_variable(self: &Rc<Self>, name: &SmolStr, block: &Block, constraint: &TypeConstraint) -> Value {
        let Some(input) = self.run.inputs.values.get(name) else {
            return self.default_or(block, constraint, || self.unset_variable(name, constraint));
        };
        let no_names = NoNames;
        let evaluator = Evaluator::new(&self.run.context, &no_names);
        let (value, span) = match input {
            Input::File { expression, span } => (evaluator.evaluate(expression, None), *span),
            Input::Text { text, .. } if constraint.ty.is_primitive() || constraint.ty == Type::Dynamic => {
                (Ok(Value::string(text)), block.header)
            }
            Input::Text { text, .. } => match inputs::parse_text(&self.run.configuration, name, text) {
                Some(expression) => (evaluator.evaluate(&expression, None), block.header),
                None => (Ok(Value::string(text)), block.header),
            },
        };
        match value {
            Ok(value) => self.converted((value, span), name, block, constraint),
            Err(error) => self.run.failed(&error, constraint.ty.without_optional()),
        }
    }

    fn argument(self: &Rc<Self>, caller: &Caller, name: &SmolStr, block: &Block, constraint: &TypeConstraint) -> Value {
        match caller.block.body.attribute(name) {
            Some(attribute) => {
                let value = caller.instance.evaluate(&attribute.expression, &caller.repetition);
                self.converted((value, attribute.span), name, block, constraint)
            }
            None => self.default_or(block, constraint, || {
                let message = format!("the module's variable `{name}` has no default, so the call must set it");
                self.run.report(caller.block.header, message);
                Value::unknown(constraint.ty.without_optional(), self.run.error_at(caller.block.header))
            }),
        }
    }

    /// A given value as the variable's type makes it; null means the default where the variable is not nullable.
    fn converted(
        self: &Rc<Self>,
        (value, span): (Value, Span),
        name: &SmolStr,
        block: &Block,
        constraint: &TypeConstraint,
    ) -> Value {
        let nullable = self.literal_argument(block, "nullable").and_then(|value| value.as_bool()) != Some(false);
        if value.is_null() && !nullable {
            return self.default_or(block, constraint, || self.unset_variable(name, constraint));
        }
        constraint.apply(&value).unwrap_or_else(|error| {
            self.run.report(span, format!("unsuitable value for `var.{name}`: {error}"));
            Value::unknown(constraint.ty.without_optional(), self.run.error_at(span))
        })
    }

    fn default_or(
        self: &Rc<Self>,
        block: &Block,
        constraint: &TypeConstraint,
        otherwise: impl FnOnce() -> Value,
    ) -> Value {
        let Some(attribute) = block.body.attribute("default") else { return otherwise() };
        let default = Evaluator::new(&self.run.context, &NoNames).evaluate(&attribute.expression, None);
        match default {
            Ok(value) => constraint.apply(&value).unwrap_or_else(|error| {
                self.run.report(attribute.span, format!("the default does not fit the variable's type: {error}"));
                Value::unknown(constraint.ty.without_optional(), self.run.error_at(attribute.span))
            }),
            Err(error) => self.run.failed(&error, constraint.ty.without_optional()),
        }
    }

    /// A resource or data block with its instances; `None` if there is none that parses.
    pub(super) fn resource(self: &Rc<Self>, key: &(Mode, SmolStr, SmolStr)) -> Option<Rc<ResourceBlock>> {
        let found = self.resources.get(key, || {
            let block = self.module.resource(key)?;
            Some(ResourceBlock::new(self, key, block))
        });
        found.unwrap_or_else(|Cycle| {
            if let Some(block) = self.module.resource(key) {
                self.run.report(block.header, "the number of instances depends on the instances themselves");
            }
            None
        })
    }

    /// All instances of a resource or data block.
    pub(super) fn resource_instances(self: &Rc<Self>, key: &(Mode, SmolStr, SmolStr)) -> Vec<Rc<ResourceInstance>> {
        self.resource(key).map(|block| block.instances(self)).unwrap_or_default()
    }

    /// A module call with its instances; `None` if there is none of that name.
    pub(super) fn call(self: &Rc<Self>, name: &SmolStr) -> Option<Rc<ModuleCallBlock>> {
        let found = self.calls.get(name, || {
            let block = self.module.call(name)?;
            Some(Rc::new(self.expand_call(name, block)))
        });
        found.unwrap_or_else(|Cycle| {
            if let Some(block) = self.module.call(name) {
                self.run.report(block.header, "the number of instances depends on the instances themselves");
            }
            None
        })
    }

    fn expand_call(self: &Rc<Self>, name: &SmolStr, block: Arc<Block>) -> ModuleCallBlock {
        let address = self.address.qualify(&format!("module.{name}"));
        let source = block.body.attribute("source").and_then(literal_text).unwrap_or_default();
        let version = block.body.attribute("version").and_then(literal_text);
        let expanded = expand(self, &block, &address);
        let target = self.call_target(name, &block, &source, &address);
        // Calls within calls multiply without any `count`; what they lead to is paid for before it is entered.
        let target = target.filter(|module| {
            let fits = self.run.take_module_instances(module, expanded.keys.len());
            if !fits {
                self.run.not_entered(block.header, name);
            }
            fits
        });
        let instances = target.map(|module| {
            expanded.keys.iter().map(|entry| self.called(name, &block, Arc::clone(&module), entry, &expanded)).collect()
        });
        ModuleCallBlock { source, version, block, name: name.clone(), expanded, instances }
    }

    fn called(
        self: &Rc<Self>,
        name: &SmolStr,
        block: &Arc<Block>,
        module: Arc<Module>,
        entry: &super::expansion::Entry,
        expanded: &Expanded,
    ) -> Rc<Self> {
        self.run.module_instances.set(self.run.module_instances.get() + 1);
        let step = ModuleStep { name: name.clone(), key: entry.key.clone() };
        let expansions: Arc<[Arc<Expansion>]> = match (&expanded.unknown, &entry.key) {
            (Some(expansion), _) => self.expansions.iter().cloned().chain([Arc::clone(expansion)]).collect(),
            (None, _) => Arc::clone(&self.expansions),
        };
        Rc::new(Self {
            run: Rc::clone(&self.run),
            module,
            address: self.address.child(step),
            caller: Some(Caller {
                instance: Rc::clone(self),
                block: Arc::clone(block),
                repetition: entry.repetition.clone(),
            }),
            call_spans: self.call_spans.iter().copied().chain([block.header]).collect(),
            expansions,
            manifest_key: key_of_call(&self.manifest_key, name),
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            resources: Memo::default(),
            calls: Memo::default(),
        })
    }

    /// The module that a call points at; `None`, with a gap reported, if it is not to be had.
    fn call_target(&self, name: &str, block: &Block, source: &str, address: &str) -> Option<Arc<Module>> {
        let place = block.body.attribute("source").map_or(block.header, |attribute| attribute.span);
        let what = format!("`{address}`");
        let gap = |kind: GapKind, why: String| {
            self.run.report_gap(place, kind, what.clone(), why);
            None
        };
        if source.is_empty() {
            return gap(GapKind::LocalModule, "a module call needs a `source` that is a plain string".to_owned());
        }
        let configuration = &self.run.configuration;
        let source_at = ModuleSource::parse(source);
        let kind = match source_at {
            ModuleSource::Local(_) => GapKind::LocalModule,
            ModuleSource::Remote(_) => GapKind::RemoteModule,
        };
        let here = (configuration.repository(), configuration.options());
        let key = key_of_call(&self.manifest_key, name);
        let Some(directory) = self.run.module_sources.directory(here, &self.module.directory, &key, &source_at) else {
            let why = format!(
                "the module `{source}` is not on disk; run `terraform init`, or name its directory with `--module-dir {source}=PATH`"
            );
            return gap(kind, why);
        };
        let resolved = match configuration.repository().resolve(&directory) {
            Ok(resolved) => resolved,
            Err(ContainmentError::Outside { .. }) => {
                return gap(kind, format!("`{source}` is outside the repository, which is not read"));
            }
            Err(ContainmentError::Unreadable { source: error, .. }) => {
                let is_missing = error.kind() == std::io::ErrorKind::NotFound;
                let why = if is_missing { "it does not exist".to_owned() } else { error.to_string() };
                return gap(kind, format!("`{source}` can't be read: {why}; check the path"));
            }
        };
        if self.directories().any(|ancestor| *ancestor == resolved) {
            return gap(
                GapKind::ModuleCycle,
                format!("the module `{source}` calls itself, directly or through others"),
            );
        }
        let depth = self.run.context.budget().module_depth;
        if self.address.steps().len() >= depth {
            return gap(GapKind::Budget, format!("modules are nested deeper than {depth}"));
        }
        match configuration.module(&resolved) {
            Some(module) => Some(module),
            None => gap(kind, format!("there is no Terraform configuration in `{source}`")),
        }
    }

    /// The directories of this instance's module and of all that call it.
    fn directories(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        std::iter::successors(Some(self), |instance| instance.caller.as_ref().map(|caller| caller.instance.as_ref()))
            .map(|instance| &instance.module.directory)
    }

    /// A block's place.
    pub(super) fn place(&self, block: &Block) -> Place {
        Place { header: block.header, block: block.span, calls: self.call_spans.clone(), planned: None }
    }

    /// Whether the instance may not exist: it, or one that calls it, stands for an unknown number of instances.
    pub(super) fn is_representative(&self) -> bool {
        self.address.steps().iter().any(|step| step.key == Some(InstanceKey::Unknown)) || !self.expansions.is_empty()
    }

    /// Drops everything that was computed, which may hold the instance itself.
    pub(super) fn forget(&self) {
        self.variables.forget();
        self.locals.forget();
        self.outputs.forget();
        self.resources.forget();
        self.calls.forget();
    }

    /// Every module instance below this one and itself, in order.
    pub(super) fn tree(self: &Rc<Self>) -> Vec<Rc<Self>> {
        let mut all = vec![Rc::clone(self)];
        let mut index = 0;
        while let Some(instance) = all.get(index).cloned() {
            for name in instance.module.call_names() {
                if let Some(instances) = instance.call(name).and_then(|call| call.instances.clone()) {
                    all.extend(instances);
                }
            }
            index += 1;
        }
        all
    }
}
