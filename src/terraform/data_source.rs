//! Data sources that can be computed without a cloud, and what the provider configuration says of account and region.

use std::rc::Rc;

use super::body::Decoder;
use super::expansion::Repetition;
use super::instance::ModuleInstance;
use super::policy_document;
use super::resource::ResourceInstance;
use super::settings::ProviderReference;
use crate::model::Address;
use crate::schema::environment;
use crate::value::{PathStep, Type, Value, convert};

/// What somebody knows of data sources that only the provider can read: a plan, of those that it was made with.
pub trait DataAnswers {
    /// What an attribute of a data source's instance was read as, wholly known and never null; objects and tuples, as JSON has them.
    fn answer(&self, address: &Address, attribute: &str) -> Option<Value>;
}

/// The value of an attribute with what a plan tells of it, where the configuration alone does not decide it.
pub(super) fn answered(resource: &ResourceInstance, value: Value, name: &str) -> Value {
    if value.is_wholly_known() {
        return value;
    }
    let answers = resource.module.run.data_answers.as_deref();
    let Some(answer) = answers.and_then(|answers| answers.answer(&resource.address, name)) else { return value };
    let attribute = resource.schema.and_then(|schema| schema.attribute(name));
    let answer = match attribute {
        Some(attribute) => match convert(&answer, &attribute.ty) {
            Ok(answer) => attribute.completed(answer, Some(&resource.identity), &[PathStep::Attribute(name.into())]),
            Err(_) => return value,
        },
        None => answer,
    };
    // It is still the account's number, the bucket's name.
    let symbol = value.symbol.or_else(|| answer.symbol.clone());
    answer.marked(value.marks).with_symbol(symbol)
}

/// The value of a computed attribute that the configuration decides; `None` where only the cloud knows it.
pub(super) fn computed(resource: &ResourceInstance, decoder: &Decoder<'_>, name: &str) -> Option<Value> {
    let module = &resource.module;
    let provider = ProviderReference::of_body(&resource.address.resource_type, &resource.block.body);
    match (resource.address.resource_type.as_str(), name) {
        ("aws_iam_policy_document", "json" | "minified_json") => Some(policy_document::json(decoder)),
        ("aws_partition", "partition" | "id") => Some(partition(module, &provider)),
        ("aws_partition", "dns_suffix") => Some(dns_suffix(module, &provider)),
        ("aws_caller_identity", "account_id" | "id") => Some(environment::account_id()),
        ("aws_region", "name" | "region" | "id") => {
            let written = ["name", "region"].iter().find_map(|name| resource.block.body.attribute(name));
            // Null is as good as left out.
            let written = written.map(|attribute| decoder.evaluate(&attribute.expression, None));
            Some(written.filter(|value| !value.is_null()).unwrap_or_else(|| region(module, &provider)))
        }
        _ => None,
    }
}

/// The region of the provider configuration that a block uses, where the configuration says it.
pub(super) fn region(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    let written = provider.resolve(module).and_then(|(instance, block)| {
        let attribute = block.body.attribute("region")?;
        let value = instance.evaluate(&attribute.expression, &Repetition::None);
        convert(&value, &Type::String).ok().filter(|value| !value.is_null())
    });
    // Only the default configuration's region is the same wherever it is read.
    match (written, &provider.alias) {
        (Some(region), _) => region,
        (None, None) if module.caller.is_none() => environment::region(),
        (None, _) => environment::region().with_symbol(None),
    }
}

/// The partition that the region belongs to.
pub(super) fn partition(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    environment::partition_of(&region(module, provider))
}

/// The domain of the partition's endpoints.
pub(super) fn dns_suffix(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    environment::dns_suffix_of(&partition(module, provider))
}
