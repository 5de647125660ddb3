//! Data sources that can be computed without a cloud, and what the provider configuration says of account and region.

use std::rc::Rc;

use super::body::Decoder;
use super::expansion::Repetition;
use super::instance::ModuleInstance;
use super::policy_document;
use super::resource::ResourceInstance;
use super::settings::ProviderReference;
use crate::schema::environment;
use crate::value::{Type, Value, convert};

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
