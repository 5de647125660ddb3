//! Resource and data blocks and their instances.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::body::Decoder;
use super::data_source;
use super::expansion::{Expanded, Repetition, expand};
use super::instance::ModuleInstance;
use super::memo::{Cycle, Memo};
use super::settings;
use super::trace;
use crate::model::{Address, Attributes, InstanceKey, Location, Mode, TraceStep};
use crate::schema::{BlockSchema, Reading};
use crate::syntax::ast::Block;
use crate::value::{Causes, Instance, PathStep, Type, Value};
use crate::workspace::Span;

/// Arguments that Terraform itself reads; they are no attributes of the resource.
pub(super) const META_ARGUMENTS: [&str; 7] =
    ["count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner"];

/// A `resource` or `data` block with its expansion.
pub(super) struct ResourceBlock {
    /// Mode, type and name.
    pub(super) key: (Mode, SmolStr, SmolStr),
    /// The block, overrides merged.
    pub(super) block: Arc<Block>,
    /// Which instances there are.
    pub(super) expanded: Expanded,
    instances: OnceCell<Vec<Rc<ResourceInstance>>>,
}

impl ResourceBlock {
    pub(super) fn new(module: &Rc<ModuleInstance>, key: &(Mode, SmolStr, SmolStr), block: Arc<Block>) -> Rc<Self> {
        let address = block_address(module, key);
        let expanded = expand(module, &block, &address);
        Rc::new(Self { key: key.clone(), block, expanded, instances: OnceCell::new() })
    }

    /// The instances, in order of their keys.
    pub(super) fn instances(self: &Rc<Self>, module: &Rc<ModuleInstance>) -> Vec<Rc<ResourceInstance>> {
        let all = self.instances.get_or_init(|| {
            let schema = settings::resource_schema(module, &self.key);
            let entries = self.expanded.keys.iter();
            entries
                .map(|entry| {
                    let address = Address {
                        module: module.address.clone(),
                        mode: self.key.0,
                        resource_type: self.key.1.clone(),
                        name: self.key.2.clone(),
                        key: entry.key.clone(),
                    };
                    let expansions = match &self.expanded.unknown {
                        Some(expansion) => module.expansions.iter().cloned().chain([Arc::clone(expansion)]).collect(),
                        None => Arc::clone(&module.expansions),
                    };
                    let identity = Instance {
                        resource_type: self.key.1.clone(),
                        address: SmolStr::new(address.to_string()),
                        expansions,
                        is_data: self.key.0 == Mode::Data,
                    };
                    Rc::new(ResourceInstance {
                        module: Rc::clone(module),
                        block: Arc::clone(&self.block),
                        address,
                        repetition: entry.repetition.clone(),
                        possible: entry.possible.clone(),
                        identity: Arc::new(identity),
                        schema,
                        values: Memo::default(),
                    })
                })
                .collect()
        });
        all.clone()
    }
}

/// The address of a block, without a key of its own: `module.a["x"].data.aws_region.current`.
pub(super) fn block_address(module: &ModuleInstance, key: &(Mode, SmolStr, SmolStr)) -> SmolStr {
    let data = if key.0 == Mode::Data { "data." } else { "" };
    module.address.qualify(&format!("{data}{}.{}", key.1, key.2))
}

/// One instance of a resource or data block. Its attributes are evaluated when they are read, each once.
pub(super) struct ResourceInstance {
    /// The module instance that it stands in.
    pub(super) module: Rc<ModuleInstance>,
    /// The block.
    pub(super) block: Arc<Block>,
    /// Its address.
    pub(super) address: Address,
    /// What `each` and `count` mean in it.
    pub(super) repetition: Repetition,
    /// Set where it may not exist.
    pub(super) possible: Option<Causes>,
    /// What equality needs of it.
    pub(super) identity: Arc<Instance>,
    /// What the provider's schema says of its type; `None` for types of other providers and unknown ones.
    pub(super) schema: Option<&'static BlockSchema>,
    values: Memo<(SmolStr, Reading), Option<Value>>,
}

impl ResourceInstance {
    /// The value of an attribute or block; `None` if the type has none of that name.
    pub(super) fn read(&self, name: &SmolStr, reading: Reading) -> Option<Value> {
        let value = self.values.get(&(name.clone(), reading), || {
            if META_ARGUMENTS.contains(&name.as_str()) {
                return None;
            }
            let decoder = Decoder::of_resource(self, reading);
            if self.address.mode == Mode::Managed {
                return decoder.top_level(name);
            }
            let value = data_source::computed(self, &decoder, name).or_else(|| decoder.top_level(name))?;
            Some(data_source::answered(self, value, name))
        });
        value.unwrap_or_else(|Cycle| {
            let span = self.block.body.attribute(name).map_or(self.block.header, |attribute| attribute.span);
            self.module.run.report(span, format!("`{}.{name}` refers to itself", self.address));
            Some(Value::unknown(Type::Dynamic, self.module.run.error_at(span)))
        })
    }

    /// All attributes and blocks as one object.
    pub(super) fn whole(&self, reading: Reading) -> Value {
        let names: Vec<SmolStr> = match self.schema {
            Some(schema) => schema.attributes.keys().chain(schema.blocks.keys()).cloned().collect(),
            None => {
                let attributes = self.block.body.attributes.iter().map(|attribute| &attribute.name.name);
                let blocks = self.block.body.blocks.iter().map(|block| &block.block_type.name);
                let mut names: Vec<SmolStr> = attributes.chain(blocks).cloned().collect();
                names.sort();
                names.dedup();
                names
            }
        };
        Value::object(names.into_iter().filter_map(|name| {
            let value = self.read(&name, reading)?;
            Some((name, value))
        }))
    }

    /// Whether it may not exist.
    pub(super) fn is_representative(&self) -> bool {
        self.possible.is_some()
            || matches!(self.address.key, Some(InstanceKey::Unknown))
            || self.module.is_representative()
    }
}

impl Attributes for ResourceInstance {
    fn get(&self, name: &str) -> Option<Value> {
        self.read(&SmolStr::new(name), Reading::Judged)
    }

    fn object(&self) -> Value {
        self.whole(Reading::Judged)
    }

    fn planned(&self) -> Value {
        self.whole(Reading::Planned)
    }

    fn place(&self, path: &[PathStep]) -> Option<Span> {
        trace::place(&Decoder::of_resource(self, Reading::Judged), path)
    }

    fn trace(&self, path: &[PathStep]) -> Vec<TraceStep> {
        trace::attribute(&Decoder::of_resource(self, Reading::Judged), path)
    }

    fn is_assumed(&self, path: &[PathStep]) -> bool {
        Decoder::of_resource(self, Reading::Judged).is_assumed(path)
    }

    fn location(&self) -> Option<Location> {
        let written = self.block.body.attribute("region").and_then(|_| self.get("region"));
        Some(data_source::location(self, written.filter(|region| !region.is_null())))
    }
}
