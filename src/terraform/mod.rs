//! Terraform configurations to resources: modules, variables, the module tree, expansion, static data sources.
//!
//! Read [`configuration`] (which modules there are), [`module`] (one directory as it is written), [`instance`] (one module
//! evaluated where it is called), [`expansion`], [`body`] (a block to values) and [`evaluation`] (the result) in this order.

mod body;
mod callers;
mod configuration;
mod data_source;
mod evaluation;
mod expansion;
mod files;
mod inputs;
mod instance;
mod memo;
mod module;
mod nested;
mod overrides;
mod policy_document;
mod resource;
mod run;
mod scope;
mod settings;
mod source;
mod trace;

pub use callers::callers_of;
pub use configuration::{Configuration, KnownModules, Options, VariableSetting};
pub use data_source::DataAnswers;
pub use evaluation::{Evaluation, evaluate, evaluate_with};
pub use files::RepositoryFiles;
pub use module::{Module, Problems};
pub(crate) use policy_document::json_of as policy_document_json;
pub(crate) use settings::{LOCK_FILE, major_allowed};
pub use source::{ModuleManifest, ModuleSource};
