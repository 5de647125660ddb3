//! Data sources that can be computed without a cloud, and what the provider configuration says of account and region.

use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::body::Decoder;
use super::expansion::Repetition;
use super::instance::ModuleInstance;
use super::policy_document;
use super::resource::ResourceInstance;
use super::settings::ProviderReference;
use crate::value::{Cause, Refinement, Symbol, Type, Unknown, Value, convert};

/// The value of a computed attribute that the configuration decides; `None` where only the cloud knows it.
pub(super) fn computed(resource: &ResourceInstance, decoder: &Decoder<'_>, name: &str) -> Option<Value> {
    let module = &resource.module;
    let provider = ProviderReference::of_body(&resource.address.resource_type, &resource.block.body);
    match (resource.address.resource_type.as_str(), name) {
        ("aws_iam_policy_document", "json" | "minified_json") => Some(policy_document::json(decoder)),
        ("aws_partition", "partition" | "id") => Some(partition(module, &provider)),
        ("aws_partition", "dns_suffix") => Some(dns_suffix(module, &provider)),
        ("aws_caller_identity", "account_id" | "id") => Some(account_id()),
        ("aws_region", "name" | "region" | "id") => {
            let written = ["name", "region"].iter().find_map(|name| resource.block.body.attribute(name));
            // Null is as good as left out.
            let written = written.map(|attribute| decoder.evaluate(&attribute.expression, None));
            Some(written.filter(|value| !value.is_null()).unwrap_or_else(|| region(module, &provider)))
        }
        _ => None,
    }
}

/// Something that the credentials or the region of the provider configuration decide: the same wherever it is read.
fn of_provider(what: &'static str, data_source: &'static str) -> Value {
    let address = SmolStr::new_static(what);
    let symbol = Symbol::Variable { address, path: Arc::new([]) };
    let refinement = Refinement { not_null: true, ..Refinement::default() };
    let causes = Cause::DataSource(SmolStr::new_static(data_source)).into();
    Value::unknown_with(Unknown { ty: Type::String, causes, refinement, content: None })
        .with_symbol(Some(Arc::new(symbol)))
}

/// The account that the credentials belong to.
pub(super) fn account_id() -> Value {
    of_provider("provider.aws.account_id", "data.aws_caller_identity")
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
        (None, None) if module.caller.is_none() => of_provider("provider.aws.region", "data.aws_region"),
        (None, _) => of_provider("provider.aws.region", "data.aws_region").with_symbol(None),
    }
}

/// The partition that the region belongs to. Source: AWS General Reference, "Amazon Resource Names", partitions.
pub(super) fn partition(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    match region(module, provider).as_str() {
        Some(region) if region.starts_with("us-gov-") => Value::string("aws-us-gov"),
        Some(region) if region.starts_with("cn-") => Value::string("aws-cn"),
        Some(region) if region.contains("-iso") => of_provider("provider.aws.partition", "data.aws_partition"),
        Some(_) => Value::string("aws"),
        None => of_provider("provider.aws.partition", "data.aws_partition"),
    }
}

/// The domain of the partition's endpoints.
pub(super) fn dns_suffix(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    match partition(module, provider).as_str() {
        Some("aws" | "aws-us-gov") => Value::string("amazonaws.com"),
        Some("aws-cn") => Value::string("amazonaws.com.cn"),
        _ => of_provider("provider.aws.dns_suffix", "data.aws_partition"),
    }
}
