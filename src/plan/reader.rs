//! Values of a resource instance: what the plan shows, what is behind what it does not, and what the service does with the rest.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::PlanFile;
use super::configuration::Configured;
use super::decode::untyped;
use super::index::{Entry, Index};
use super::json::{Node, Range};
use super::outline::Outline;
use super::part::Part;
use super::source::Written;
use crate::model::{Attributes, Location, Mode, TraceStep};
use crate::schema::{self, AttributeSchema, BlockSchema, DefaultValue, ProviderSchema};
use crate::value::{PathStep, Value};
use crate::workspace::{SourceFile, Span};

/// A plan that is being read.
pub(super) struct Plan {
    /// Its text.
    pub(super) file: Arc<SourceFile>,
    outline: Arc<Outline>,
    /// The AWS provider that it was made with.
    pub(super) aws: &'static ProviderSchema,
    /// What it lists.
    pub(super) index: Arc<Index>,
    /// What it was made of.
    pub(super) configured: Arc<Configured>,
    /// Resources of the configuration that it was made of, by entry, where that is at hand.
    pub(super) written: HashMap<usize, Written>,
    /// What has been read, by entry, name and reading.
    known: RefCell<HashMap<(usize, SmolStr, Reading), Slot>>,
    /// How many of them are kept.
    most_known: usize,
    /// How deep references go at the moment.
    pub(super) depth: Cell<u32>,
    /// Constants of the configuration by where they stand: an element of a map of thousands is looked up thousands of times.
    constants: RefCell<HashMap<u32, Option<Value>>>,
}

enum Slot {
    Reading,
    Read(Option<Value>),
}

/// What becomes of a value that was read.
#[derive(Clone, Copy)]
enum Then {
    Keep,
    Forget,
}

/// Values that are kept once they were read, of any plan. One takes some 500 bytes.
const VALUES: usize = 20_000;

/// Bytes of a plan for each further one: a plan of 50 000 resources was judged as fast with few as with many.
const BYTES_PER_VALUE: usize = 4_096;

/// What is read, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// What the plan shows, for other resources.
    Planned,
    /// For a rule: documented defaults of the service included.
    Judged,
    /// The values before the change, for a rule.
    Prior,
}

impl Reading {
    /// The same for defaults, which values before the change rest on like those after it.
    pub(super) fn of_defaults(self) -> schema::Reading {
        match self {
            Self::Planned => schema::Reading::Planned,
            Self::Judged | Self::Prior => schema::Reading::Judged,
        }
    }
}

impl Plan {
    /// A plan in a file.
    pub(super) fn new(file: &PlanFile, aws: &'static ProviderSchema, written: HashMap<usize, Written>) -> Self {
        Self {
            file: Arc::clone(&file.file),
            outline: Arc::clone(&file.outline),
            aws,
            index: Arc::clone(&file.index),
            configured: Arc::clone(&file.configured),
            written,
            known: RefCell::default(),
            most_known: VALUES + file.file.text().len() / BYTES_PER_VALUE,
            depth: Cell::new(0),
            constants: RefCell::default(),
        }
    }

    /// The value at a place of the text.
    pub(super) fn node(&self, range: Range) -> Node<'_> {
        self.outline.in_text(self.file.text()).node(range)
    }

    /// The value of a constant.
    pub(super) fn constant(&self, node: Node<'_>) -> Option<Value> {
        let known = &self.constants;
        if let Some(value) = known.borrow().get(&node.range().start) {
            return value.clone();
        }
        let value = node.value();
        known.borrow_mut().insert(node.range().start, value.clone());
        value
    }

    /// The schema of an entry's type; `None` for other providers than AWS and for types that it does not have.
    pub(super) fn schema_of(&self, entry: &Entry) -> Option<&'static BlockSchema> {
        let name = entry.address.resource_type.as_str();
        if !name.starts_with("aws_") {
            return None;
        }
        match entry.address.mode {
            Mode::Managed => self.aws.resource(name),
            Mode::Data => self.aws.data_source(name),
        }
    }

    /// The expressions that a resource's block is written with.
    pub(super) fn expressions(&self, entry: &Entry) -> Option<Node<'_>> {
        self.block_of(entry)?.get("expressions")
    }

    /// What the configuration keeps of a resource's block.
    pub(super) fn block_of(&self, entry: &Entry) -> Option<Node<'_>> {
        let address = &entry.address;
        let range = self.configured.resource(&address.module, address.mode, &address.resource_type, &address.name)?;
        Some(self.node(range))
    }

    /// Everything that an entry shows, for a reading.
    pub(super) fn part(&self, entry: &Entry, reading: Reading) -> Part<'_> {
        let node = |range: Option<Range>| range.map(|range| self.node(range));
        match reading {
            Reading::Prior => Part {
                value: node(entry.before),
                unknown: None,
                sensitive: node(entry.before_sensitive),
                expression: None,
            },
            Reading::Planned | Reading::Judged => Part {
                value: node(entry.after),
                unknown: node(entry.after_unknown),
                sensitive: node(entry.after_sensitive),
                expression: self.expressions(entry),
            },
        }
    }

    /// The attribute or block of that name of an entry; `None` if its type has none. It is kept for whoever reads it next.
    pub(super) fn read(&self, at: usize, name: &str, reading: Reading) -> Option<Value> {
        self.read_and(Then::Keep, at, name, reading)
    }

    fn read_and(&self, then: Then, at: usize, name: &str, reading: Reading) -> Option<Value> {
        let entry = self.index.entries.get(at)?;
        let key = (at, SmolStr::new(name), reading);
        match self.known.borrow().get(&key) {
            Some(Slot::Read(value)) => return value.clone(),
            Some(Slot::Reading) => {
                let path = [PathStep::Attribute(SmolStr::new(name))];
                return Some(entry.instance.computed(crate::value::Type::Dynamic, &path));
            }
            None => {}
        }
        self.known.borrow_mut().insert(key.clone(), Slot::Reading);
        let value = super::decode::Decoder { plan: self, at, entry, reading }.top_level(name);
        let mut known = self.known.borrow_mut();
        match then {
            Then::Keep => {
                if known.len() > self.most_known {
                    known.retain(|_, slot| matches!(slot, Slot::Reading));
                }
                known.insert(key, Slot::Read(value.clone()));
            }
            Then::Forget => {
                known.remove(&key);
            }
        }
        value
    }

    /// All attributes and blocks of an entry.
    pub(super) fn object(&self, at: usize, reading: Reading) -> Value {
        let Some(entry) = self.index.entries.get(at) else { return Value::null() };
        match self.schema_of(entry) {
            Some(schema) => {
                let names = schema.attributes.keys().chain(schema.blocks.keys());
                // Whoever asks for everything keeps it, and reads little of it.
                let read = |name| self.read_and(Then::Forget, at, name, reading);
                Value::object(names.filter_map(|name| Some((name.clone(), read(name)?))))
            }
            None => untyped(entry, self.part(entry, reading), &[]),
        }
    }
}

/// The attributes of one entry.
pub(super) struct PlanAttributes {
    /// The plan.
    pub(super) plan: Rc<Plan>,
    /// Which entry.
    pub(super) at: usize,
    /// Before the change, or once applied.
    pub(super) is_prior: bool,
}

impl PlanAttributes {
    fn judged(&self) -> Reading {
        if self.is_prior { Reading::Prior } else { Reading::Judged }
    }

    fn source(&self) -> Option<&Written> {
        if self.is_prior { None } else { self.plan.written.get(&self.at) }
    }
}

impl Attributes for PlanAttributes {
    fn location(&self) -> Option<Location> {
        let entry = self.plan.index.entries.get(self.at)?;
        // Since version 6 of the provider a plan shows the region of each resource.
        let shown = self.get("region").filter(|region| region.as_str().is_some());
        let region = shown.unwrap_or_else(|| self.plan.region(entry));
        Some(Location { account: self.plan.account(entry), region })
    }

    fn get(&self, name: &str) -> Option<Value> {
        self.plan.read(self.at, name, self.judged())
    }

    fn object(&self) -> Value {
        self.plan.object(self.at, self.judged())
    }

    fn planned(&self) -> Value {
        self.plan.object(self.at, if self.is_prior { Reading::Prior } else { Reading::Planned })
    }

    fn place(&self, path: &[PathStep]) -> Option<Span> {
        match self.source() {
            Some(written) => written.attributes.place(&self.plan.path_in_source(self.at, written, path)),
            None => {
                let entry = self.plan.index.entries.get(self.at)?;
                let part = self.plan.part(entry, self.judged());
                place_in(part, path).map(|range| range.span(self.plan.file.id))
            }
        }
    }

    fn trace(&self, path: &[PathStep]) -> Vec<TraceStep> {
        let source = self.source();
        let trace = source.map(|it| it.attributes.trace(&self.plan.path_in_source(self.at, it, path)));
        trace.unwrap_or_default()
    }

    fn is_assumed(&self, path: &[PathStep]) -> bool {
        let Some(entry) = self.plan.index.entries.get(self.at) else { return false };
        let names = path.iter().filter_map(|step| match step {
            PathStep::Attribute(name) => Some(name.as_str()),
            PathStep::Index(_) => None,
        });
        let Some(attribute) = self.plan.schema_of(entry).and_then(|schema| schema.attribute_at(names)) else {
            return false;
        };
        rests_on_assumption(attribute) && {
            let part = path.iter().fold(self.plan.part(entry, self.judged()), |part, step| part.at(step));
            part.value.is_none_or(Node::is_null) && part.expression.is_none()
        }
    }
}

fn rests_on_assumption(attribute: &AttributeSchema) -> bool {
    matches!(attribute.default, Some(DefaultValue::Assumed(_)))
}

/// Where the deepest part of a path that a plan shows stands: with its key.
fn place_in(part: Part<'_>, path: &[PathStep]) -> Option<Range> {
    let mut part = part;
    let mut place = None;
    for step in path {
        let key = match step {
            PathStep::Attribute(name) => {
                let shown = part.value.and_then(|node| node.member(name));
                let shown = shown.filter(|member| !member.value.is_null());
                let unknown = || part.unknown.and_then(|node| node.member(name)).filter(|m| m.value.is_true());
                shown
                    .or_else(unknown)
                    .map(|member| Range { start: member.key.range().start, end: member.value.range().end })
            }
            PathStep::Index(_) => part.at(step).value.map(Node::range),
        };
        match key {
            Some(found) => place = Some(found),
            None => break,
        }
        part = part.at(step);
    }
    place
}
