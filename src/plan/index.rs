//! What a plan or state lists: every resource instance with the places of its parts, found in one pass.

use std::collections::{HashMap, HashSet, hash_map};
use std::sync::Arc;

use rayon::prelude::*;
use smol_str::SmolStr;

use super::address;
use super::document::Kind;
use super::json::{Document, Node, Range};
use crate::model::{Address, Change, InstanceKey, Mode, ModuleAddress};
use crate::value::Instance;

/// One resource or data source instance.
pub(super) struct Entry {
    /// Its address.
    pub(super) address: Address,
    /// What equality needs of it.
    pub(super) instance: Arc<Instance>,
    /// Local name of the provider's type: `aws`.
    pub(super) provider_type: SmolStr,
    /// What the plan does with it; `None` for a data source that has been read.
    pub(super) change: Option<Change>,
    /// The values once applied.
    pub(super) after: Option<Range>,
    /// Which of them are unknown.
    pub(super) after_unknown: Option<Range>,
    /// Which of them are sensitive.
    pub(super) after_sensitive: Option<Range>,
    /// The values before.
    pub(super) before: Option<Range>,
    /// Which of them are sensitive.
    pub(super) before_sensitive: Option<Range>,
    /// The address in the plan's text, or the type where there is none.
    pub(super) header: Range,
    /// The whole resource.
    pub(super) block: Range,
}

/// The entries of one block. Most have one.
pub(super) struct Block {
    key: Option<InstanceKey>,
    entry: usize,
    others: HashMap<Option<InstanceKey>, usize>,
}

impl Block {
    /// The entry with that key.
    pub(super) fn with_key(&self, key: Option<&InstanceKey>) -> Option<usize> {
        if self.key.as_ref() == key {
            return Some(self.entry);
        }
        if self.others.is_empty() { None } else { self.others.get(&key.cloned()).copied() }
    }

    /// The entry, where there is only one.
    pub(super) fn only(&self) -> Option<usize> {
        self.others.is_empty().then_some(self.entry)
    }
}

/// All entries of a document.
#[derive(Default)]
pub(super) struct Index {
    /// In the order of the document.
    pub(super) entries: Vec<Entry>,
    /// The entries of a block in a module instance.
    blocks: HashMap<(ModuleAddress, Mode, SmolStr, SmolStr), Block>,
    /// The module instances that hold an entry, at any depth.
    modules: HashSet<ModuleAddress>,
    /// What could not be read, and where.
    pub(super) problems: Vec<(Range, String)>,
}

impl Index {
    /// Reads what a plan or state lists.
    pub(super) fn of(root: Document<'_>, kind: Kind) -> Self {
        let mut index = Self::default();
        match (kind, root.get("resource_changes").filter(|changes| changes.is_array())) {
            (Kind::Plan, Some(changes)) => {
                let changes: Vec<Node<'_>> = changes.elements().collect();
                let entries: Vec<Read> = changes.into_par_iter().map(of_change).collect();
                index.entries.reserve_exact(entries.len());
                entries.into_iter().for_each(|entry| index.add(entry));
            }
            (Kind::Plan, None) => {
                if let Some(module) = root.get("planned_values").and_then(|values| values.get("root_module")) {
                    index.add_module(module, Change::Create, &|_| true);
                }
            }
            (Kind::State, _) => {
                if let Some(module) = root.get("values").and_then(|values| values.get("root_module")) {
                    index.add_module(module, Change::NoOp, &|_| true);
                }
            }
        }
        // Data sources that were read while planning are no changes.
        let prior = root.get("prior_state").and_then(|state| state.get("values"));
        if let Some(module) = prior.and_then(|values| values.get("root_module")) {
            index.add_module(module, Change::NoOp, &|mode| mode == Mode::Data);
        }
        index
    }

    /// The entries of a block in a module instance.
    pub(super) fn of_block(
        &self,
        module: &ModuleAddress,
        mode: Mode,
        resource_type: &str,
        name: &str,
    ) -> Option<&Block> {
        self.blocks.get(&(module.clone(), mode, SmolStr::new(resource_type), SmolStr::new(name)))
    }

    /// Every module instance that holds an entry, at any depth; in no order.
    pub(super) fn modules(&self) -> impl Iterator<Item = &ModuleAddress> {
        self.modules.iter()
    }

    /// Whether a module instance holds an entry, at any depth.
    pub(super) fn has_module(&self, module: &ModuleAddress) -> bool {
        self.modules.contains(module)
    }

    fn add(&mut self, read: Read) {
        let mut entry = match read {
            Read::Entry(entry) => *entry,
            Read::Passed => return,
            Read::Problem(place, problem) => return self.problems.push((place, problem)),
        };
        // Of thousands of resources in one module instance each has read its address.
        if let Some(known) = self.modules.get(&entry.address.module) {
            entry.address.module = known.clone();
        }
        let (address, at) = (&entry.address, self.entries.len());
        let block = (address.module.clone(), address.mode, address.resource_type.clone(), address.name.clone());
        match self.blocks.entry(block) {
            hash_map::Entry::Vacant(place) => {
                place.insert(Block { key: address.key.clone(), entry: at, others: HashMap::new() });
                let mut module = address.module.clone();
                while self.modules.insert(module.clone()) {
                    let Some(parent) = module.parent() else { break };
                    module = parent;
                }
            }
            hash_map::Entry::Occupied(mut place) => {
                let block = place.get_mut();
                if block.with_key(address.key.as_ref()).is_some() {
                    if entry.change.is_some() {
                        let problem = format!("`{address}` is listed twice; the first is judged");
                        self.problems.push((entry.header, problem));
                    }
                    return;
                }
                block.others.insert(address.key.clone(), at);
            }
        }
        self.entries.push(entry);
    }

    fn add_module(&mut self, module: Node<'_>, change: Change, wanted: &dyn Fn(Mode) -> bool) {
        let [address, resources, children] = module.pick(["address", "resources", "child_modules"]);
        let address = address.and_then(Node::as_str).unwrap_or_default();
        for node in resources.into_iter().flat_map(Node::elements) {
            let [deposed, values, sensitive, identity @ ..] =
                node.pick(with_identity("deposed_key", "values", "sensitive_values"));
            if deposed.is_some() {
                continue;
            }
            match entry_of(node, identity, &address) {
                Ok(entry) if wanted(entry.address.mode) => {
                    let change = (entry.address.mode == Mode::Managed).then_some(change);
                    let entry =
                        Entry { change, after: place_of(values), after_sensitive: place_of(sensitive), ..entry };
                    self.add(Read::Entry(Box::new(entry)));
                }
                Ok(_) => {}
                Err(problem) => self.problems.push((node.range(), problem)),
            }
        }
        for child in children.into_iter().flat_map(Node::elements) {
            self.add_module(child, change, wanted);
        }
    }
}

/// What became of a listed resource.
enum Read {
    Entry(Box<Entry>),
    /// It is not to be judged.
    Passed,
    Problem(Range, String),
}

/// The place of a part that says something.
fn place_of(part: Option<Node<'_>>) -> Option<Range> {
    part.filter(|part| !part.is_null()).map(Node::range)
}

/// An element of `resource_changes`.
fn of_change(node: Node<'_>) -> Read {
    // A deposed object is what a failed replacement has left over; it is about to go.
    let [deposed, module, change, identity @ ..] = node.pick(with_identity("deposed", "module_address", "change"));
    if deposed.is_some_and(|deposed| !deposed.is_null()) {
        return Read::Passed;
    }
    let entry = match entry_of(node, identity, &module.and_then(Node::as_str).unwrap_or_default()) {
        Ok(entry) => entry,
        Err(problem) => return Read::Problem(node.range(), problem),
    };
    let Some(change) = change.filter(|change| change.is_object()) else {
        return Read::Problem(entry.header, format!("`{}` has no readable `change`", entry.address));
    };
    let names = ["actions", "before", "after", "after_unknown", "before_sensitive", "after_sensitive"];
    let [actions, before, after, after_unknown, before_sensitive, after_sensitive] = change.pick(names);
    let actions: Vec<SmolStr> = actions.into_iter().flat_map(Node::elements).filter_map(Node::as_name).collect();
    let actions: Vec<&str> = actions.iter().map(SmolStr::as_str).collect();
    let what = match actions.as_slice() {
        ["no-op"] => Change::NoOp,
        ["create"] => Change::Create,
        ["read"] => Change::Read,
        ["update"] => Change::Update,
        ["delete"] => Change::Delete,
        ["delete", "create"] | ["create", "delete" | "forget"] => Change::Replace,
        // It stays in the cloud, but is not Terraform's any more.
        ["forget"] => return Read::Passed,
        _ => return Read::Problem(entry.header, format!("`{}` has actions that are not known", entry.address)),
    };
    for (name, values) in [("before", before), ("after", after)] {
        if values.is_some_and(|values| !values.is_null() && !values.is_object()) {
            return Read::Problem(entry.header, format!("`{name}` of `{}` is no object", entry.address));
        }
    }
    Read::Entry(Box::new(Entry {
        change: Some(what),
        after: place_of(after),
        after_unknown: place_of(after_unknown),
        after_sensitive: place_of(after_sensitive),
        before: place_of(before),
        before_sensitive: place_of(before_sensitive),
        ..entry
    }))
}

/// Three members, and behind them those that identify a resource, to be found in one pass.
fn with_identity(first: &'static str, second: &'static str, third: &'static str) -> [&'static str; 9] {
    [first, second, third, "type", "name", "mode", "index", "provider_name", "address"]
}

/// Address and provider of a resource; everything else is still missing.
fn entry_of(node: Node<'_>, identity: [Option<Node<'_>>; 6], module: &str) -> Result<Entry, String> {
    let [kind, name, mode, index, provider, written] = identity;
    let text = |node: Option<Node<'_>>, what: &str| {
        node.and_then(Node::as_name).ok_or_else(|| format!("a resource has no readable `{what}`"))
    };
    let (resource_type, name) = (text(kind, "type")?, text(name, "name")?);
    let mode = match text(mode, "mode")?.as_str() {
        "managed" => Mode::Managed,
        "data" => Mode::Data,
        other => return Err(format!("a resource has the mode `{other}`, which is not known")),
    };
    let module =
        address::module(module).ok_or_else(|| format!("`{resource_type}.{name}` has no readable module address"))?;
    let key = match index.filter(|index| !index.is_null()) {
        None => None,
        Some(index) => Some(match (index.as_u64(), index.as_name()) {
            (Some(number), _) => InstanceKey::Index(number),
            (None, Some(key)) => InstanceKey::Key(key),
            (None, None) => return Err(format!("`{resource_type}.{name}` has no readable `index`")),
        }),
    };
    let address = Address { module, mode, resource_type, name, key };
    let provider = provider.and_then(Node::as_str).unwrap_or_default();
    let provider_type = match provider.rsplit('/').next() {
        Some(last) if !last.is_empty() => SmolStr::new(last),
        _ => SmolStr::new(address.resource_type.split('_').next().unwrap_or_default()),
    };
    let instance = Instance {
        resource_type: address.resource_type.clone(),
        address: SmolStr::new(address.to_string()),
        expansions: Arc::from([]),
        is_data: mode == Mode::Data,
    };
    let header = written.or(kind).unwrap_or(node);
    Ok(Entry {
        address,
        instance: Arc::new(instance),
        provider_type,
        change: None,
        after: None,
        after_unknown: None,
        after_sensitive: None,
        before: None,
        before_sensitive: None,
        header: header.range(),
        block: node.range(),
    })
}
