//! One root module, evaluated: what is judged.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use super::body::Decoder;
use super::data_source::DataAnswers;
use super::expansion::Repetition;
use super::instance::ModuleInstance;
use super::run::Run;
use super::settings;
use super::{Configuration, Module, trace};
use crate::eval::EvalError;
use crate::model::{
    Attributes, MissingModule, Mode, ModuleAddress, ModuleCall, ModuleStep, ProviderConfiguration, Resource,
    ResourceSet, TraceStep,
};
use crate::schema::{BlockSchema, Reading};
use crate::syntax::ast::{Block, Expression};
use crate::value::{PathStep, Value};
use crate::workspace::{Diagnostic, Gap, Span};

/// The result of evaluating one root module. Attributes are evaluated while they are read, so what was wrong is to be asked for
/// at the end, by [`Evaluation::reports`].
pub struct Evaluation {
    /// What would be deployed.
    pub resources: ResourceSet,
    run: Rc<Run>,
    tree: Vec<Rc<ModuleInstance>>,
}

/// Evaluates a root module.
#[must_use]
pub fn evaluate(configuration: &Arc<Configuration>, root: &Arc<Module>) -> Evaluation {
    evaluate_with(configuration, root, None)
}

/// Evaluates a root module of which somebody may know what its data sources were read as.
#[must_use]
pub fn evaluate_with(
    configuration: &Arc<Configuration>,
    root: &Arc<Module>,
    data_answers: Option<Rc<dyn DataAnswers>>,
) -> Evaluation {
    let run = Rc::new(Run::new(Arc::clone(configuration), Arc::clone(root), data_answers));
    let instance = ModuleInstance::root(Rc::clone(&run));
    let tree = instance.tree();
    let mut resources = ResourceSet::default();
    for instance in &tree {
        instance.check_validations();
        collect_resources(instance, &mut resources);
        collect_providers(instance, &mut resources);
        collect_calls(instance, &mut resources);
    }
    imply_providers(&instance, &mut resources);
    for of_type in resources.managed.values_mut().chain(resources.data.values_mut()) {
        of_type.sort_by(|left, right| left.address.cmp(&right.address));
    }
    resources.modules.sort_by(|left, right| left.address.cmp(&right.address));
    Evaluation { resources, run, tree }
}

impl Evaluation {
    /// What was not analysed and what was wrong, as far as the evaluation has gone.
    #[must_use]
    pub fn reports(&self) -> (Vec<Gap>, Vec<Diagnostic>) {
        self.run.take_reports()
    }

    /// Canonical paths of the files that functions have read, as far as the evaluation has gone.
    #[must_use]
    pub fn files_read(&self) -> BTreeSet<Utf8PathBuf> {
        self.run.files.asked_for()
    }

    /// How many module instances there are, the root module included.
    #[must_use]
    pub fn module_instances(&self) -> u64 {
        self.run.module_instances.get()
    }

    /// Evaluates an expression in the root module.
    ///
    /// # Errors
    /// The mistake in the expression, or in what it depends on.
    pub fn console(&self, expression: &Expression) -> Result<Value, Box<EvalError>> {
        match self.tree.first() {
            Some(root) => root.try_evaluate(expression, &Repetition::None),
            None => Ok(Value::null()),
        }
    }
}

impl Drop for Evaluation {
    fn drop(&mut self) {
        // Instances and what they remember hold each other; a run over many roots would keep all of them.
        for instance in &self.tree {
            instance.forget();
        }
    }
}

fn collect_resources(instance: &Rc<ModuleInstance>, resources: &mut ResourceSet) {
    let keys: Vec<(Mode, SmolStr, SmolStr)> = instance.module.resources().cloned().collect();
    for key in keys {
        for found in instance.resource_instances(&key) {
            let resource = Resource {
                address: found.address.clone(),
                provider_type: settings::provider_name(&key.1, &found.block),
                place: instance.place(&found.block),
                is_representative: found.is_representative(),
                expansions: Arc::clone(&found.identity.expansions),
                attributes: found,
                prior_attributes: None,
                change: None,
            };
            let set = match key.0 {
                Mode::Managed => &mut resources.managed,
                Mode::Data => &mut resources.data,
            };
            set.entry(key.1.clone()).or_default().push(resource);
        }
    }
}

fn provider_schema(instance: &Rc<ModuleInstance>, name: &str) -> (SmolStr, Option<&'static BlockSchema>) {
    let source = settings::provider_source(&instance.module, name);
    let schema = (source == settings::AWS_SOURCE).then(|| instance.run.aws.provider_config());
    (source, schema)
}

fn configuration_of(
    instance: &Rc<ModuleInstance>,
    name: &SmolStr,
    alias: Option<SmolStr>,
    block: Option<&Arc<Block>>,
) -> ProviderConfiguration {
    let (source, schema) = provider_schema(instance, name);
    let version = instance.run.locked_versions.get(&source).cloned();
    ProviderConfiguration {
        module: instance.address.clone(),
        name: name.clone(),
        alias,
        source: smol_str::format_smolstr!("registry.terraform.io/{source}"),
        version,
        place: block.map(|block| instance.place(block)),
        attributes: Rc::new(BlockAttributes {
            instance: Rc::clone(instance),
            repetition: Repetition::None,
            block: block.map_or_else(|| Arc::new(empty_block(instance, name)), Arc::clone),
            schema,
            values: RefCell::default(),
        }),
    }
}

fn collect_providers(instance: &Rc<ModuleInstance>, resources: &mut ResourceSet) {
    for ((name, alias), block) in instance.module.providers() {
        resources.providers.push(configuration_of(instance, name, alias.clone(), Some(&block)));
    }
}

/// Adds an empty configuration for each provider in use that has none without alias.
fn imply_providers(root: &Rc<ModuleInstance>, resources: &mut ResourceSet) {
    let in_use: std::collections::BTreeSet<SmolStr> = resources
        .managed
        .values()
        .chain(resources.data.values())
        .flatten()
        .map(|resource| resource.provider_type.clone())
        .collect();
    for name in in_use {
        let is_configured = resources
            .providers
            .iter()
            .any(|provider| provider.name == name && provider.alias.is_none() && provider.module.is_root());
        if !is_configured {
            resources.providers.push(configuration_of(root, &name, None, None));
        }
    }
}

/// A block that stands for one that is not written. Its place is the first file's first byte.
fn empty_block(instance: &Rc<ModuleInstance>, name: &SmolStr) -> Block {
    use crate::syntax::ast::{Body, Identifier, Syntax};
    let file = instance.module.files().first().map(|file| file.id);
    let span = file.map_or_else(
        || Span::new(instance.run.configuration.sources().add("<none>".into(), "<none>".into(), ""), 0, 0),
        |file| Span::new(file, 0, 0),
    );
    let body = Body { syntax: Syntax::Native, attributes: Vec::new(), blocks: Vec::new(), span };
    let identifier = |name: &str| Identifier { name: SmolStr::new(name), span };
    Block { block_type: identifier("provider"), labels: vec![identifier(name)], body, header: span, span }
}

fn collect_calls(instance: &Rc<ModuleInstance>, resources: &mut ResourceSet) {
    let names: Vec<SmolStr> = instance.module.call_names().cloned().collect();
    for name in names {
        let Some(call) = instance.call(&name) else { continue };
        for entry in &call.expanded.keys {
            let step = ModuleStep { name: name.clone(), key: entry.key.clone() };
            let address: ModuleAddress = instance.address.child(step);
            let attributes: Rc<dyn Attributes> = Rc::new(BlockAttributes {
                instance: Rc::clone(instance),
                repetition: entry.repetition.clone(),
                block: Arc::clone(&call.block),
                schema: None,
                values: RefCell::default(),
            });
            if call.instances.is_none() {
                resources
                    .missing_modules
                    .push(MissingModule { address: address.clone(), attributes: Rc::clone(&attributes) });
            }
            resources.modules.push(ModuleCall {
                address,
                source: call.source.clone(),
                version: call.version.clone(),
                place: instance.place(&call.block),
                attributes,
            });
        }
    }
}

/// Arguments of a provider configuration or module call.
struct BlockAttributes {
    instance: Rc<ModuleInstance>,
    repetition: Repetition,
    block: Arc<Block>,
    schema: Option<&'static BlockSchema>,
    values: RefCell<BTreeMap<SmolStr, Option<Value>>>,
}

/// Arguments of a module call that are the call's own.
const CALL_ARGUMENTS: [&str; 6] = ["source", "version", "providers", "count", "for_each", "depends_on"];

impl BlockAttributes {
    fn decoder(&self) -> Decoder<'_> {
        Decoder {
            module: &self.instance,
            repetition: &self.repetition,
            body: &self.block.body,
            schema: self.schema,
            identity: None,
            reading: Reading::Judged,
        }
    }
}

impl Attributes for BlockAttributes {
    fn get(&self, name: &str) -> Option<Value> {
        if let Some(value) = self.values.borrow().get(name) {
            return value.clone();
        }
        let is_written = || self.decoder().written_names().iter().any(|written| written == name);
        let value = if self.block.block_type.name == "module" && CALL_ARGUMENTS.contains(&name) {
            None
        } else if self.schema.is_some() || is_written() {
            self.decoder().top_level(name)
        } else {
            None
        };
        self.values.borrow_mut().insert(SmolStr::new(name), value.clone());
        value
    }

    fn object(&self) -> Value {
        let names: Vec<SmolStr> = match self.schema {
            Some(schema) => schema.attributes.keys().chain(schema.blocks.keys()).cloned().collect(),
            None => self.decoder().written_names(),
        };
        Value::object(names.into_iter().filter_map(|name| {
            let value = self.get(&name)?;
            Some((name, value))
        }))
    }

    fn place(&self, path: &[PathStep]) -> Option<Span> {
        trace::place(&self.decoder(), path)
    }

    fn trace(&self, path: &[PathStep]) -> Vec<TraceStep> {
        trace::attribute(&self.decoder(), path)
    }

    fn is_assumed(&self, path: &[PathStep]) -> bool {
        self.decoder().is_assumed(path)
    }
}
