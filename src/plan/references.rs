//! What the expressions of a plan's configuration refer to.
//!
//! A plan keeps of an expression only its references. Whether one of them is the whole expression or a part of a text can't be
//! told, so a reference is taken for the value only where that is what is written in practice: an identity of another object.

use smol_str::SmolStr;

use super::address::{instance_key, module, steps};
use super::configuration::longest_references;
use super::index::Entry;
use super::json::Node;
use super::reader::{Plan, Reading};
use crate::model::{InstanceKey, Mode, ModuleAddress, ModuleStep};
use crate::schema::environment;
use crate::value::{Content, Part as TextPart, PathStep, Symbol, Type, Value};

/// References within references; deeper ones are a circle.
const MAX_DEPTH: u32 = 32;

/// Where an expression stands.
struct Frame<'a> {
    module: ModuleAddress,
    key: Option<InstanceKey>,
    for_each: Option<Node<'a>>,
}

/// Whether a name is of something that holds a document, and not an identity.
fn is_document(name: &str) -> bool {
    ["policy", "json", "document", "user_data", "definition", "template", "body", "assume_role"]
        .iter()
        .any(|word| name.contains(word))
        && !name.ends_with("arn")
        && !name.ends_with("_id")
        && !name.ends_with("arns")
}

fn name_of(step: Option<&PathStep>) -> Option<&SmolStr> {
    match step {
        Some(PathStep::Attribute(name)) => Some(name),
        _ => None,
    }
}

/// What is looked up in a value.
fn navigate(value: &Value, path: &[PathStep]) -> Option<Value> {
    path.iter().try_fold(value.clone(), |value, step| match step {
        PathStep::Attribute(name) => crate::eval::get_attribute(&value, name).ok(),
        PathStep::Index(index) => crate::eval::get_index(&value, &Value::number(*index)).ok(),
    })
}

/// Whether a value refers to an instance that stands for many, which a plan never has.
pub(super) fn is_of_representative(value: &Value) -> bool {
    let own = match value.symbol.as_deref() {
        Some(Symbol::Attribute { instance, .. }) => !instance.expansions.is_empty() || instance.address.contains("[*]"),
        Some(Symbol::Key { .. }) => true,
        _ => false,
    };
    own || value.children().any(is_of_representative)
        || match value.as_unknown().and_then(|unknown| unknown.content.as_ref()) {
            Some(Content::Template(parts)) => {
                parts.iter().any(|part| matches!(part, TextPart::Value(value) if is_of_representative(value)))
            }
            Some(Content::Document(inner) | Content::Base64(inner)) => is_of_representative(inner),
            Some(Content::Members(members)) => members.iter().any(|member| is_of_representative(&member.value)),
            None => false,
        }
}

impl Plan {
    fn frame_of(&self, entry: &Entry) -> Frame<'_> {
        Frame {
            module: entry.address.module.clone(),
            key: entry.address.key.clone(),
            for_each: self.block_of(entry).and_then(|block| block.get("for_each_expression")),
        }
    }

    /// What an unknown attribute is, where its expression refers to one thing.
    pub(super) fn referred(&self, entry: &Entry, expression: Node<'_>, path: &[PathStep]) -> Option<Value> {
        let value = self.resolve(expression, &self.frame_of(entry))?;
        self.accepted(value, path)
    }

    /// What the unknown elements of a list are, where its expression refers to as many things; in the order of the references.
    pub(super) fn all_referred(&self, entry: &Entry, expression: Node<'_>, path: &[PathStep]) -> Option<Vec<Value>> {
        let frame = self.frame_of(entry);
        let named = name_of(path.last())?;
        if named == "resources" || named == "not_resources" {
            return None;
        }
        let all = meant(expression);
        all.iter().map(|reference| self.accepted(self.reference(reference, &frame)?, path)).collect()
    }

    /// A value that may stand for an attribute.
    fn accepted(&self, value: Value, path: &[PathStep]) -> Option<Value> {
        let attribute = name_of(path.iter().rev().find(|step| matches!(step, PathStep::Attribute(_))))?;
        let is_text = value.ty() == Type::String;
        match value.symbol.as_deref() {
            Some(Symbol::Attribute { path: from, .. }) if is_text => {
                let from = name_of(from.last())?;
                (is_document(attribute) == is_document(from)).then_some(value)
            }
            _ => {
                let has_content = value.as_unknown().is_some_and(|unknown| unknown.content.is_some());
                (is_text && is_document(attribute) && (has_content || value.json_content().is_ok_and(|c| c.is_some())))
                    .then_some(value)
            }
        }
    }

    /// The value of an expression: a constant, or the one thing that it refers to.
    fn resolve(&self, expression: Node<'_>, frame: &Frame<'_>) -> Option<Value> {
        if let Some(constant) = expression.get("constant_value") {
            return self.constant(constant);
        }
        match meant(expression).as_slice() {
            [one] => self.reference(one, frame),
            _ => None,
        }
    }

    fn reference(&self, reference: &str, frame: &Frame<'_>) -> Option<Value> {
        self.follow(&steps(reference)?, frame)
    }

    fn follow(&self, steps: &[PathStep], frame: &Frame<'_>) -> Option<Value> {
        if self.depth.get() >= MAX_DEPTH {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let value = self.follow_within(steps, frame);
        self.depth.set(self.depth.get() - 1);
        value
    }

    fn follow_within(&self, steps: &[PathStep], frame: &Frame<'_>) -> Option<Value> {
        match (name_of(steps.first())?.as_str(), steps.get(1..)?) {
            ("var", [PathStep::Attribute(name), rest @ ..]) => self.variable(name, rest, frame),
            ("each", [PathStep::Attribute(what), rest @ ..]) => match (what.as_str(), &frame.key) {
                ("key", Some(InstanceKey::Key(key))) => Some(Value::string(key)),
                ("value", Some(InstanceKey::Key(key))) => self.each_value(key, rest, frame),
                _ => None,
            },
            ("count", [PathStep::Attribute(_)]) => match &frame.key {
                Some(InstanceKey::Index(index)) => Some(Value::number(*index)),
                _ => None,
            },
            ("module", [PathStep::Attribute(name), rest @ ..]) => self.output(name, rest, frame),
            ("data", [PathStep::Attribute(resource_type), PathStep::Attribute(name), rest @ ..]) => {
                self.resource(Mode::Data, resource_type, name, rest, frame)
            }
            ("local" | "path" | "terraform" | "self" | "each" | "count" | "var" | "module" | "data", _) => None,
            (resource_type, [PathStep::Attribute(name), rest @ ..]) => {
                self.resource(Mode::Managed, resource_type, name, rest, frame)
            }
            _ => None,
        }
    }

    fn variable(&self, name: &SmolStr, rest: &[PathStep], frame: &Frame<'_>) -> Option<Value> {
        let Some((step, callers)) = frame.module.steps().split_last() else {
            let value = self.constant(self.node(self.configured.variable(name)?))?;
            return navigate(&value, rest);
        };
        let known = self.configured.module(&frame.module)?;
        let call = self.node(known.call?);
        let caller = Frame {
            module: callers.iter().cloned().fold(ModuleAddress::root(), |address, step| address.child(step)),
            key: step.key.clone(),
            for_each: call.get("for_each_expression"),
        };
        match call.get("expressions").and_then(|expressions| expressions.get(name)) {
            Some(expression) if expression.get("constant_value").is_some() => {
                navigate(&self.resolve(expression, &caller)?, rest)
            }
            Some(expression) => match meant(expression).as_slice() {
                // What is looked up in the argument is looked up in what it refers to.
                [one] => {
                    let mut all = steps(one)?;
                    all.extend(rest.iter().cloned());
                    self.follow(&all, &caller)
                }
                _ => None,
            },
            None => {
                let default = self.node(known.default_of(name)?);
                navigate(&self.constant(default)?, rest)
            }
        }
    }

    fn each_value(&self, key: &SmolStr, rest: &[PathStep], frame: &Frame<'_>) -> Option<Value> {
        let for_each = frame.for_each?;
        let lookup: Vec<PathStep> =
            std::iter::once(PathStep::Attribute(key.clone())).chain(rest.iter().cloned()).collect();
        if let Some(constant) = for_each.get("constant_value") {
            return navigate(&self.constant(constant)?, &lookup);
        }
        match meant(for_each).as_slice() {
            [one] => {
                let mut all = steps(one)?;
                all.extend(lookup);
                let module = Frame { module: frame.module.clone(), key: None, for_each: None };
                self.follow(&all, &module)
            }
            _ => None,
        }
    }

    fn output(&self, name: &SmolStr, rest: &[PathStep], frame: &Frame<'_>) -> Option<Value> {
        let (key, rest) = match rest {
            [step, rest @ ..] if self.has_module(&frame.module, name, instance_key(step).as_ref()) => {
                (instance_key(step), rest)
            }
            _ if self.has_module(&frame.module, name, None) => (None, rest),
            // Of `module.a[each.key].out` only `module.a` is left.
            _ => (frame.key.clone(), rest),
        };
        let child = frame.module.child(ModuleStep { name: name.clone(), key });
        let (output, rest) = rest.split_first()?;
        let expression = self.node(self.configured.module(&child)?.output(name_of(Some(output))?)?);
        let inside = Frame { module: child, key: None, for_each: None };
        if expression.get("constant_value").is_some() {
            return navigate(&self.resolve(expression, &inside)?, rest);
        }
        match meant(expression).as_slice() {
            [one] => {
                let mut all = steps(one)?;
                all.extend(rest.iter().cloned());
                self.follow(&all, &inside)
            }
            _ => None,
        }
    }

    fn has_module(&self, parent: &ModuleAddress, name: &SmolStr, key: Option<&InstanceKey>) -> bool {
        let address = parent.child(ModuleStep { name: name.clone(), key: key.cloned() });
        self.index.has_module(&address)
    }

    fn resource(
        &self,
        mode: Mode,
        resource_type: &str,
        name: &str,
        rest: &[PathStep],
        frame: &Frame<'_>,
    ) -> Option<Value> {
        let block = self.index.of_block(&frame.module, mode, resource_type, name)?;
        let chosen =
            rest.split_first().and_then(|(step, path)| Some((block.with_key(Some(&instance_key(step)?))?, path)));
        let (at, path) = match chosen {
            Some(chosen) => chosen,
            None => {
                let own = block.with_key(None).or_else(|| block.with_key(frame.key.as_ref()));
                (own.or_else(|| block.only())?, rest)
            }
        };
        match path.split_first() {
            Some((PathStep::Attribute(attribute), path)) => {
                navigate(&self.read(at, attribute, Reading::Planned)?, path)
            }
            // Of `aws_s3_bucket.b[each.key].id` the attribute is lost; what joins two objects is mostly the id.
            None => self.read(at, "id", Reading::Planned),
            Some((PathStep::Index(_), _)) => None,
        }
    }

    /// The argument of the provider configuration that a resource uses: of the one that its block names, else of the only one.
    fn provider_argument(&self, entry: &Entry, name: &str) -> Option<Value> {
        let providers = self.node(self.configured.providers?);
        let key = self.block_of(entry).and_then(|block| block.name("provider_config_key"));
        let used = match key.and_then(|key| providers.get(&key)) {
            Some(provider) => provider,
            None => {
                let mut all = providers.members().map(|member| member.value).filter(|provider| {
                    let full_name = provider.name("full_name").or_else(|| provider.name("name")).unwrap_or_default();
                    full_name.ends_with("/aws") || full_name == "aws"
                });
                all.next().filter(|_| all.next().is_none())?
            }
        };
        let module = used.name("module_address").and_then(|text| module(&text)).unwrap_or_default();
        let frame = Frame { module, key: None, for_each: None };
        self.resolve(used.get("expressions")?.get(name)?, &frame).filter(|value| value.as_str().is_some())
    }

    /// The region of the provider configuration.
    pub(super) fn region(&self, entry: &Entry) -> Value {
        self.provider_argument(entry, "region").unwrap_or_else(environment::region)
    }

    /// The account of the provider configuration: not known, and the same for all that use the same configuration.
    pub(super) fn account(&self, entry: &Entry) -> Value {
        match self.block_of(entry).and_then(|block| block.name("provider_config_key")) {
            Some(key) if key != "aws" => environment::account_id_of(&key),
            Some(_) | None => environment::account_id(),
        }
    }

    /// The partition that the region belongs to.
    pub(super) fn partition(&self, entry: &Entry) -> Value {
        environment::partition_of(&self.region(entry))
    }

    /// The domain of the partition's endpoints.
    pub(super) fn dns_suffix(&self, entry: &Entry) -> Value {
        environment::dns_suffix_of(&self.partition(entry))
    }

    /// The value of a configured argument, unknown where it can't be told: of a provider configuration or module call.
    pub(super) fn configured_argument(
        &self,
        expression: Node<'_>,
        module: &ModuleAddress,
        key: Option<&InstanceKey>,
        for_each: Option<Node<'_>>,
    ) -> Option<Value> {
        self.resolve(expression, &Frame { module: module.clone(), key: key.cloned(), for_each })
    }
}

/// The references of an expression other than those that choose an instance.
fn meant(expression: Node<'_>) -> Vec<SmolStr> {
    let all = longest_references(expression);
    if all.len() < 2 {
        return all;
    }
    let chooses = |reference: &SmolStr| {
        ["each.", "count.", "path.", "terraform."].iter().any(|prefix| reference.starts_with(prefix))
    };
    all.into_iter().filter(|reference| !chooses(reference)).collect()
}
