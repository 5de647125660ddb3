//! A resource instance and the set of all of a run.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Address, ModuleAddress};
use crate::value::{Expansion, PathStep, Value};
use crate::workspace::Span;

/// Lazily read attributes of one resource instance, provider configuration or module call.
///
/// A read is evaluated at most once and converted to the schema's type; unset arguments have their documented default, or null.
pub trait Attributes {
    /// The attribute or block of that name; `None` if the schema is known and has none, or it is unknown to us and not written.
    fn get(&self, name: &str) -> Option<Value>;

    /// All attributes and blocks as one object.
    fn object(&self) -> Value;

    /// All attributes and blocks as a plan would show them: without what only the service's documentation tells.
    fn planned(&self) -> Value {
        self.object()
    }

    /// Where what is at `path` is written: the attribute, or the nested block; the deepest written part of the path.
    /// `None` where nothing of the path is written.
    fn place(&self, path: &[PathStep]) -> Option<Span>;

    /// From the attribute at `path` back to the literals that decided its value, nearest first.
    fn trace(&self, path: &[PathStep]) -> Vec<TraceStep>;

    /// Whether the value at `path` is assumed: a service's documented default that no plan shows.
    fn is_assumed(&self, path: &[PathStep]) -> bool;

    /// Where a resource lives; `None` where nothing tells.
    fn location(&self) -> Option<Location> {
        None
    }
}

/// The account and region in which a resource lives: what its provider configuration and its own `region` argument choose. Both are
/// strings, unknown ones with a symbol that is the same for the same place.
#[derive(Clone, Debug)]
pub struct Location {
    /// The id of the account.
    pub account: Value,
    /// The name of the region.
    pub region: Value,
}

/// A place that a value went through on its way to an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TraceStep {
    /// Where.
    pub span: Span,
    /// What happens there: ``default of `var.acl` ``, ``argument `acl` of `module.logs` ``.
    pub message: String,
}

/// Where a block stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Type and labels: what a report underlines for the whole block.
    pub header: Span,
    /// The whole block.
    pub block: Span,
    /// The module calls that lead to the block, outermost first: their headers.
    pub calls: Vec<Span>,
    /// Where a plan has the resource, if it was read from a plan and its block is in the configuration.
    pub planned: Option<Span>,
}

/// What a plan does with a resource instance. From source there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// It does not exist yet.
    Create,
    /// It is changed in place.
    Update,
    /// It is destroyed.
    Delete,
    /// It is destroyed and made anew.
    Replace,
    /// It stays as it is.
    NoOp,
    /// A data source is read.
    Read,
}

/// The operation that a policy is told of (policy language, "Operations").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `create`, also for everything that is read from source.
    Create,
    /// `update`, replacements included.
    Update,
    /// `delete`.
    Delete,
    /// `no-op`.
    NoOp,
}

/// One resource instance or data source instance.
#[derive(Clone)]
pub struct Resource {
    /// Its address.
    pub address: Address,
    /// Local name of the provider's type: `aws`.
    pub provider_type: SmolStr,
    /// Where its block stands; from a plan without sources, the place in the plan.
    pub place: Place,
    /// Its attributes.
    pub attributes: Rc<dyn Attributes>,
    /// Its attributes before the change; only from a plan.
    pub prior_attributes: Option<Rc<dyn Attributes>>,
    /// What a plan does with it.
    pub change: Option<Change>,
    /// Whether it may not exist at all: a representative of an unknown `count` or `for_each`, or in such a module.
    pub is_representative: bool,
    /// The unknown `count` and `for_each` values that its existence hangs on, outermost module first.
    pub expansions: Arc<[Arc<Expansion>]>,
}

/// A `provider` block, or the empty configuration that a provider in use implies.
#[derive(Clone)]
pub struct ProviderConfiguration {
    /// The module that it stands in.
    pub module: ModuleAddress,
    /// Local name: `aws`.
    pub name: SmolStr,
    /// The alias, if it has one.
    pub alias: Option<SmolStr>,
    /// Full source: `registry.terraform.io/hashicorp/aws`.
    pub source: SmolStr,
    /// The version that the dependency lock file selects.
    pub version: Option<SmolStr>,
    /// Where its block stands; `None` for an implied configuration.
    pub place: Option<Place>,
    /// Its arguments.
    pub attributes: Rc<dyn Attributes>,
}

/// A module call instance.
#[derive(Clone)]
pub struct ModuleCall {
    /// The address of the module instance that is called.
    pub address: ModuleAddress,
    /// The `source` argument as written.
    pub source: SmolStr,
    /// The `version` argument as written.
    pub version: Option<SmolStr>,
    /// Where its block stands.
    pub place: Place,
    /// Its arguments.
    pub attributes: Rc<dyn Attributes>,
}

/// Everything that one run over a root module judges, in the order of addresses.
#[derive(Clone, Default)]
pub struct ResourceSet {
    /// Managed resource instances by type.
    pub managed: BTreeMap<SmolStr, Vec<Resource>>,
    /// Data source instances by type.
    pub data: BTreeMap<SmolStr, Vec<Resource>>,
    /// Provider configurations.
    pub providers: Vec<ProviderConfiguration>,
    /// Module calls.
    pub modules: Vec<ModuleCall>,
    /// What could hold more resources than are listed: addresses of module calls whose source is missing, and the values they are given.
    pub missing_modules: Vec<MissingModule>,
}

/// A module call whose content is not known.
#[derive(Clone)]
pub struct MissingModule {
    /// Its address.
    pub address: ModuleAddress,
    /// Its arguments.
    pub attributes: Rc<dyn Attributes>,
}

impl ResourceSet {
    /// The managed instances of a type.
    #[must_use]
    pub fn of_type(&self, resource_type: &str) -> &[Resource] {
        self.managed.get(resource_type).map_or(&[], Vec::as_slice)
    }
}
