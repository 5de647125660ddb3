//! Data sources that can be computed without a cloud, and what the provider configuration says of account and region.

use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::body::Decoder;
use super::expansion::Repetition;
use super::instance::ModuleInstance;
use super::policy_document;
use super::resource::ResourceInstance;
use crate::value::{Cause, Refinement, Symbol, Type, Unknown, Value, convert};

/// The value of a computed attribute that the configuration decides; `None` where only the cloud knows it.
pub(super) fn computed(resource: &ResourceInstance, decoder: &Decoder<'_>, name: &str) -> Option<Value> {
    let module = &resource.module;
    match (resource.address.resource_type.as_str(), name) {
        ("aws_iam_policy_document", "json" | "minified_json") => Some(policy_document::json(decoder)),
        ("aws_partition", "partition" | "id") => Some(partition(module)),
        ("aws_partition", "dns_suffix") => Some(dns_suffix(module)),
        ("aws_caller_identity", "account_id" | "id") => Some(account_id(module)),
        ("aws_region", "name" | "region" | "id") => {
            let written = ["name", "region"].iter().find_map(|name| resource.block.body.attribute(name));
            Some(match written {
                Some(attribute) => decoder.evaluate(&attribute.expression, None),
                None => region(module),
            })
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
pub(super) fn account_id(_: &Rc<ModuleInstance>) -> Value {
    of_provider("provider.aws.account_id", "data.aws_caller_identity")
}

/// The region of the root module's default AWS provider configuration, where it is written there and no other configuration can be meant.
pub(super) fn region(module: &Rc<ModuleInstance>) -> Value {
    let root = std::iter::successors(Some(module), |instance| instance.caller.as_ref().map(|caller| &caller.instance))
        .last()
        .unwrap_or(module);
    let mut configurations = root.module.providers().filter(|((name, _), _)| name == "aws");
    let unknown = || of_provider("provider.aws.region", "data.aws_region");
    match (configurations.next(), configurations.next()) {
        (Some(((_, None), block)), None) => match block.body.attribute("region") {
            Some(attribute) => {
                let value = root.evaluate(&attribute.expression, &Repetition::None);
                convert(&value, &Type::String).ok().filter(|value| !value.is_null()).unwrap_or_else(unknown)
            }
            None => unknown(),
        },
        _ => unknown(),
    }
}

/// The partition that the region belongs to. Source: AWS General Reference, "Amazon Resource Names", partitions.
pub(super) fn partition(module: &Rc<ModuleInstance>) -> Value {
    match region(module).as_str() {
        Some(region) if region.starts_with("us-gov-") => Value::string("aws-us-gov"),
        Some(region) if region.starts_with("cn-") => Value::string("aws-cn"),
        Some(region) if region.contains("-iso") => of_provider("provider.aws.partition", "data.aws_partition"),
        Some(_) => Value::string("aws"),
        None => of_provider("provider.aws.partition", "data.aws_partition"),
    }
}

/// The domain of the partition's endpoints.
pub(super) fn dns_suffix(module: &Rc<ModuleInstance>) -> Value {
    match partition(module).as_str() {
        Some("aws" | "aws-us-gov") => Value::string("amazonaws.com"),
        Some("aws-cn") => Value::string("amazonaws.com.cn"),
        _ => of_provider("provider.aws.dns_suffix", "data.aws_partition"),
    }
}
