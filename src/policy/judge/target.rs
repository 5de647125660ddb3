//! What a policy is judged on: a resource instance, a provider configuration or a module call, in one form.

use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::model::{Attributes, Change, ModuleAddress, ModuleCall, Operation, ProviderConfiguration, Resource};
use crate::policy::PolicyKind;
use crate::value::{Cause, Expansion, Type, Value};

/// A target.
#[derive(Clone)]
pub struct Target {
    /// Which kind of policy judges it.
    pub kind: PolicyKind,
    /// What a policy's first label is held against: resource type, provider type or module source.
    pub name: SmolStr,
    /// Its address, for reports.
    pub address: String,
    /// What is planned.
    pub operation: Operation,
    /// `attrs`.
    pub attributes: Rc<dyn Attributes>,
    /// `prior_attrs`.
    pub prior_attributes: Option<Rc<dyn Attributes>>,
    /// `meta`.
    pub meta: Value,
    /// Whether it may not exist.
    pub is_representative: bool,
    /// What its existence hangs on.
    pub expansions: Arc<[Arc<Expansion>]>,
}

fn text(value: impl AsRef<str>) -> Value {
    Value::string(value)
}

fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::object(fields.map(|(name, value)| (SmolStr::new_static(name), value)))
}

/// Outside HCP Terraform its strings are empty.
fn no_stack() -> Value {
    object([("deployment_group", text("")), ("deployment_name", text("")), ("stack_name", text(""))])
}

fn no_workspace() -> Value {
    object([("tags", Value::map(Type::String, std::collections::BTreeMap::new()))])
}

/// `.` for the root module, else the address without instance keys.
fn module_path(module: &ModuleAddress) -> Value {
    if module.is_root() { text(".") } else { text(module.without_keys()) }
}

/// The operation's name in the policy language.
pub(in crate::policy) fn operation_name(operation: Operation) -> &'static str {
    match operation {
        Operation::Create => "create",
        Operation::Update => "update",
        Operation::Delete => "delete",
        Operation::NoOp => "no-op",
    }
}

impl Target {
    /// A resource instance; `None` for what a plan only reads.
    #[must_use]
    pub fn of_resource(resource: &Resource) -> Option<Self> {
        let operation = match resource.change {
            // Source says what shall exist, not what does.
            None | Some(Change::Create) => Operation::Create,
            Some(Change::Update | Change::Replace) => Operation::Update,
            Some(Change::Delete) => Operation::Delete,
            Some(Change::NoOp) => Operation::NoOp,
            Some(Change::Read) => return None,
        };
        let address = resource.address.to_string();
        Some(Self {
            kind: PolicyKind::Resource,
            name: resource.address.resource_type.clone(),
            operation,
            attributes: Rc::clone(&resource.attributes),
            prior_attributes: resource.prior_attributes.clone(),
            meta: object([
                ("type", text(&resource.address.resource_type)),
                ("provider_type", text(&resource.provider_type)),
                ("operation", text(operation_name(operation))),
                ("module_path", module_path(&resource.address.module)),
                ("address", text(&address)),
                ("name", text(&resource.address.name)),
                ("tfe_stack", no_stack()),
                ("tfe_workspace", no_workspace()),
            ]),
            address,
            is_representative: resource.is_representative,
            expansions: Arc::clone(&resource.expansions),
        })
    }

    /// A provider configuration.
    #[must_use]
    pub fn of_provider(provider: &ProviderConfiguration) -> Self {
        let local = match &provider.alias {
            Some(alias) => format!("provider.{}.{alias}", provider.name),
            None => format!("provider.{}", provider.name),
        };
        let mut parts = provider.source.rsplit('/');
        let provider_type = parts.next().unwrap_or(provider.name.as_str());
        let namespace = parts.next().unwrap_or_default();
        let lock_file = || Value::unknown(Type::String, Cause::Gap("the dependency lock file".into()));
        Self {
            kind: PolicyKind::Provider,
            name: SmolStr::new(provider_type),
            address: provider.module.qualify(&local).to_string(),
            operation: Operation::Create,
            attributes: Rc::clone(&provider.attributes),
            prior_attributes: None,
            meta: object([
                ("type", text(provider_type)),
                ("name", text(&provider.name)),
                ("alias", text(provider.alias.as_deref().unwrap_or_default())),
                ("namespace", text(namespace)),
                ("source", text(&provider.source)),
                ("version", provider.version.as_ref().map_or_else(lock_file, text)),
                ("tfe_stack", no_stack()),
            ]),
            is_representative: false,
            expansions: Arc::from([]),
        }
    }

    /// A module call.
    #[must_use]
    pub fn of_module(call: &ModuleCall) -> Self {
        Self {
            kind: PolicyKind::Module,
            name: call.source.clone(),
            address: call.address.to_string(),
            operation: Operation::Create,
            attributes: Rc::clone(&call.attributes),
            prior_attributes: None,
            meta: object([
                ("address", text(call.address.to_string())),
                ("source", text(&call.source)),
                ("version", text(call.version.as_deref().unwrap_or_default())),
                ("tfe_stack", no_stack()),
            ]),
            is_representative: false,
            expansions: Arc::from([]),
        }
    }
}
