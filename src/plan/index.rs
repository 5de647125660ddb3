//! What a plan or state lists: every resource instance with the places of its parts, found in one pass.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use smol_str::SmolStr;

use super::address;
use super::document::Kind;
use super::json::{Node, Range};
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

/// All entries of a document.
#[derive(Default)]
pub(super) struct Index {
    /// In the order of the document.
    pub(super) entries: Vec<Entry>,
    /// The entries of a block in a module instance.
    blocks: HashMap<(ModuleAddress, Mode, SmolStr, SmolStr), Vec<usize>>,
    /// What could not be read, and where.
    pub(super) problems: Vec<(Range, String)>,
}

impl Index {
    /// Reads what a plan or state lists.
    pub(super) fn of(root: Node<'_>, kind: Kind) -> Self {
        let mut index = Self::default();
        let mut seen = BTreeSet::new();
        match (kind, root.get("resource_changes").filter(|changes| changes.is_array())) {
            (Kind::Plan, Some(changes)) => {
                for change in changes.elements() {
                    index.add_change(change, &mut seen);
                }
            }
            (Kind::Plan, None) => {
                if let Some(module) = root.get("planned_values").and_then(|values| values.get("root_module")) {
                    index.add_module(module, Change::Create, &|_| true, &mut seen);
                }
            }
            (Kind::State, _) => {
                if let Some(module) = root.get("values").and_then(|values| values.get("root_module")) {
                    index.add_module(module, Change::NoOp, &|_| true, &mut seen);
                }
            }
        }
        // Data sources that were read while planning are no changes.
        let prior = root.get("prior_state").and_then(|state| state.get("values"));
        if let Some(module) = prior.and_then(|values| values.get("root_module")) {
            index.add_module(module, Change::NoOp, &|mode| mode == Mode::Data, &mut seen);
        }
        for (at, entry) in index.entries.iter().enumerate() {
            let address = &entry.address;
            let key = (address.module.clone(), address.mode, address.resource_type.clone(), address.name.clone());
            index.blocks.entry(key).or_default().push(at);
        }
        index
    }

    /// The entries of a block in a module instance.
    pub(super) fn of_block(&self, module: &ModuleAddress, mode: Mode, resource_type: &str, name: &str) -> &[usize] {
        let key = (module.clone(), mode, SmolStr::new(resource_type), SmolStr::new(name));
        self.blocks.get(&key).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, entry: Entry, seen: &mut BTreeSet<Address>) {
        if seen.insert(entry.address.clone()) {
            self.entries.push(entry);
        } else if entry.change.is_some() {
            self.problems.push((entry.header, format!("`{}` is listed twice; the first is judged", entry.address)));
        }
    }

    fn add_change(&mut self, node: Node<'_>, seen: &mut BTreeSet<Address>) {
        // A deposed object is what a failed replacement has left over; it is about to go.
        if node.get("deposed").is_some_and(|deposed| !deposed.is_null()) {
            return;
        }
        let entry = match identity(node) {
            Ok(entry) => entry,
            Err(problem) => return self.problems.push((node.range(), problem)),
        };
        let Some(change) = node.get("change").filter(|change| change.is_object()) else {
            let problem = format!("`{}` has no readable `change`", entry.address);
            return self.problems.push((entry.header, problem));
        };
        let actions: Vec<SmolStr> =
            change.get("actions").into_iter().flat_map(Node::elements).filter_map(Node::as_name).collect();
        let actions: Vec<&str> = actions.iter().map(SmolStr::as_str).collect();
        let what = match actions.as_slice() {
            ["no-op"] => Change::NoOp,
            ["create"] => Change::Create,
            ["read"] => Change::Read,
            ["update"] => Change::Update,
            ["delete"] => Change::Delete,
            ["delete", "create"] | ["create", "delete" | "forget"] => Change::Replace,
            // It stays in the cloud, but is not Terraform's any more.
            ["forget"] => return,
            _ => {
                let problem = format!("`{}` has actions that are not known", entry.address);
                return self.problems.push((entry.header, problem));
            }
        };
        let part = |name: &str| change.get(name).filter(|part| !part.is_null()).map(Node::range);
        for name in ["before", "after"] {
            if change.get(name).is_some_and(|values| !values.is_null() && !values.is_object()) {
                let problem = format!("`{name}` of `{}` is no object", entry.address);
                return self.problems.push((entry.header, problem));
            }
        }
        let entry = Entry {
            change: Some(what),
            after: part("after"),
            after_unknown: part("after_unknown"),
            after_sensitive: part("after_sensitive"),
            before: part("before"),
            before_sensitive: part("before_sensitive"),
            ..entry
        };
        self.add(entry, seen);
    }

    fn add_module(
        &mut self,
        module: Node<'_>,
        change: Change,
        wanted: &dyn Fn(Mode) -> bool,
        seen: &mut BTreeSet<Address>,
    ) {
        for node in module.get("resources").into_iter().flat_map(Node::elements) {
            if node.get("deposed_key").is_some() {
                continue;
            }
            let module_address = module.name("address").unwrap_or_default();
            match identity_in(node, &module_address) {
                Ok(entry) if wanted(entry.address.mode) => {
                    let part = |name: &str| node.get(name).filter(|part| !part.is_null()).map(Node::range);
                    let change = (entry.address.mode == Mode::Managed).then_some(change);
                    let entry =
                        Entry { change, after: part("values"), after_sensitive: part("sensitive_values"), ..entry };
                    self.add(entry, seen);
                }
                Ok(_) => {}
                Err(problem) => self.problems.push((node.range(), problem)),
            }
        }
        for child in module.get("child_modules").into_iter().flat_map(Node::elements) {
            self.add_module(child, change, wanted, seen);
        }
    }
}

fn identity(node: Node<'_>) -> Result<Entry, String> {
    identity_in(node, &node.name("module_address").unwrap_or_default())
}

/// Address and provider of a resource; everything else is still missing.
fn identity_in(node: Node<'_>, module: &str) -> Result<Entry, String> {
    let text = |name: &str| node.name(name).ok_or_else(|| format!("a resource has no readable `{name}`"));
    let (resource_type, name) = (text("type")?, text("name")?);
    let mode = match text("mode")?.as_str() {
        "managed" => Mode::Managed,
        "data" => Mode::Data,
        other => return Err(format!("a resource has the mode `{other}`, which is not known")),
    };
    let module =
        address::module(module).ok_or_else(|| format!("`{resource_type}.{name}` has no readable module address"))?;
    let key = match node.get("index").filter(|index| !index.is_null()) {
        None => None,
        Some(index) => Some(match (index.as_u64(), index.as_name()) {
            (Some(number), _) => InstanceKey::Index(number),
            (None, Some(key)) => InstanceKey::Key(key),
            (None, None) => return Err(format!("`{resource_type}.{name}` has no readable `index`")),
        }),
    };
    let address = Address { module, mode, resource_type, name, key };
    let provider = node.name("provider_name").unwrap_or_default();
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
    let header = node.get("address").or_else(|| node.get("type")).unwrap_or(node);
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
