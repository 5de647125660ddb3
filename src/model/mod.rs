//! What would be deployed, whoever read it: from source and from a plan alike. Knows neither HCL nor plan JSON.
//!
//! Read [`address`] first, then [`resource`].

mod address;
mod resource;

pub use address::{Address, InstanceKey, Mode, ModuleAddress, ModuleStep};
pub use resource::{
    Attributes, Change, Location, MissingModule, ModuleCall, Operation, Place, ProviderConfiguration, Resource,
    ResourceSet, TraceStep,
};
