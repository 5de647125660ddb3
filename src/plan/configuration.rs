//! What a plan keeps of the configuration: which expressions refer to what.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use smol_str::SmolStr;

use super::json::{Document, Node, Range};
use crate::model::{Mode, ModuleAddress};

/// The modules and blocks of `configuration`, by their place.
#[derive(Default)]
pub(super) struct Configured {
    /// Modules by their address without instance keys; the root module is the empty one.
    modules: HashMap<String, ConfiguredModule>,
    /// `provider_config`.
    pub(super) providers: Option<Range>,
    /// Values of the root module's variables.
    variables: HashMap<SmolStr, Range>,
}

/// One module as it is written.
#[derive(Default)]
pub(super) struct ConfiguredModule {
    /// The call that it is called by.
    pub(super) call: Option<Range>,
    /// Its resource and data blocks.
    resources: HashMap<(Mode, SmolStr, SmolStr), Range>,
    /// Defaults of its variables.
    defaults: HashMap<SmolStr, Range>,
    /// Expressions of its outputs.
    outputs: HashMap<SmolStr, Range>,
}

impl ConfiguredModule {
    /// The default of a variable.
    pub(super) fn default_of(&self, variable: &str) -> Option<Range> {
        self.defaults.get(variable).copied()
    }

    /// The expression of an output.
    pub(super) fn output(&self, name: &str) -> Option<Range> {
        self.outputs.get(name).copied()
    }
}

/// What stands at `name` in each member of an object.
fn each_at(object: Option<Node<'_>>, name: &str) -> HashMap<SmolStr, Range> {
    let members = object.into_iter().flat_map(Node::members);
    members.filter_map(|member| Some((member.key.as_name()?, member.value.get(name)?.range()))).collect()
}

impl Configured {
    /// Looks over `configuration`.
    pub(super) fn of(root: Document<'_>) -> Self {
        let mut configured = Self { variables: each_at(root.get("variables"), "value"), ..Self::default() };
        let Some(configuration) = root.get("configuration") else { return configured };
        configured.providers = configuration.get("provider_config").map(Node::range);
        if let Some(module) = configuration.get("root_module") {
            configured.add(String::new(), module, None);
        }
        configured
    }

    fn add(&mut self, address: String, module: Node<'_>, call: Option<Node<'_>>) {
        let known = ConfiguredModule {
            call: call.map(Node::range),
            resources: blocks(module).map(|(key, block)| (key, block.range())).collect(),
            defaults: each_at(module.get("variables"), "default"),
            outputs: each_at(module.get("outputs"), "expression"),
        };
        for call in module.get("module_calls").into_iter().flat_map(Node::members) {
            let Some(name) = call.key.as_str() else { continue };
            let dot = if address.is_empty() { "" } else { "." };
            if let Some(called) = call.value.get("module") {
                self.add(format!("{address}{dot}module.{name}"), called, Some(call.value));
            }
        }
        self.modules.insert(address, known);
    }

    /// Every module below the root, by its address without instance keys, in order.
    pub(super) fn called(&self) -> Vec<(&str, &ConfiguredModule)> {
        let all = self.modules.iter().filter(|(address, _)| !address.is_empty());
        let mut all: Vec<(&str, &ConfiguredModule)> = all.map(|(address, known)| (address.as_str(), known)).collect();
        all.sort_by_key(|(address, _)| *address);
        all
    }

    /// A module.
    pub(super) fn module(&self, address: &ModuleAddress) -> Option<&ConfiguredModule> {
        self.modules.get(&address.without_keys())
    }

    /// The value of a variable of the root module.
    pub(super) fn variable(&self, name: &str) -> Option<Range> {
        self.variables.get(name).copied()
    }

    /// A resource or data block.
    pub(super) fn resource(
        &self,
        module: &ModuleAddress,
        mode: Mode,
        resource_type: &str,
        name: &str,
    ) -> Option<Range> {
        let key = (mode, SmolStr::new(resource_type), SmolStr::new(name));
        self.module(module)?.resources.get(&key).copied()
    }
}

/// Mode, type and name of each block of a module.
fn blocks<'a>(module: Node<'a>) -> impl Iterator<Item = ((Mode, SmolStr, SmolStr), Node<'a>)> {
    module.get("resources").into_iter().flat_map(Node::elements).filter_map(|block| {
        let [mode, resource_type, name] = block.pick(["mode", "type", "name"]);
        let mode = match mode.and_then(Node::as_str).as_deref() {
            Some("managed") => Mode::Managed,
            Some("data") => Mode::Data,
            _ => return None,
        };
        Some(((mode, resource_type?.as_name()?, name?.as_name()?), block))
    })
}

/// Types and names of the root module's managed resources, in order.
pub(super) fn root_blocks(root: Document<'_>) -> Vec<(SmolStr, SmolStr)> {
    let module = root.get("configuration").and_then(|configuration| configuration.get("root_module"));
    let managed = module.into_iter().flat_map(blocks).filter(|((mode, ..), _)| *mode == Mode::Managed);
    let mut all: Vec<_> = managed.map(|((_, resource_type, name), _)| (resource_type, name)).collect();
    all.sort();
    all.dedup();
    all
}

/// The references of an expression that no other one of it goes on from: a plan lists each with all its beginnings.
pub(super) fn longest_references(expression: Node<'_>) -> Vec<SmolStr> {
    let all: Vec<SmolStr> =
        expression.get("references").into_iter().flat_map(Node::elements).filter_map(Node::as_name).collect();
    if all.len() < 2 {
        return all;
    }
    let sorted: BTreeSet<&str> = all.iter().map(SmolStr::as_str).collect();
    let goes_on = |short: &str, mark: char| {
        let longer = format!("{short}{mark}");
        let mut behind = sorted.range::<str, _>((Bound::Included(longer.as_str()), Bound::Unbounded));
        behind.next().is_some_and(|next| next.starts_with(&longer))
    };
    let mut seen: HashSet<&str> = HashSet::new();
    let longest = all
        .iter()
        .filter(|reference| !goes_on(reference, '.') && !goes_on(reference, '[') && seen.insert(reference.as_str()));
    longest.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::json::Node;
    use super::longest_references;

    #[test]
    fn only_the_longest_references_are_meant() {
        let text = r#"{"references":["a.b[0].id","a.b[0]","a.b","a.bc.id","a.bc","each.key"]}"#;
        assert_eq!(longest_references(Node::root(text)), ["a.b[0].id", "a.bc.id", "each.key"]);
    }
}
