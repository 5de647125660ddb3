//! What the provider configuration and its credentials decide: region, partition, account.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::value::{Cause, Refinement, Symbol, Type, Unknown, Value};

/// Something that the credentials or the region of the provider configuration decide: unknown, and the same wherever it is read.
fn of_provider(what: &'static str, data_source: &'static str) -> Value {
    unknown_text(SmolStr::new_static(what), data_source)
}

fn unknown_text(what: SmolStr, data_source: &'static str) -> Value {
    let symbol = Symbol::Variable { address: what, path: Arc::new([]) };
    let causes = Cause::DataSource(SmolStr::new_static(data_source)).into();
    Value::unknown_with(Unknown { ty: Type::String, causes, refinement: Refinement::not_null(), content: None })
        .with_symbol(Some(Arc::new(symbol)))
}

/// The account that the credentials belong to.
#[must_use]
pub fn account_id() -> Value {
    of_provider("provider.aws.account_id", "data.aws_caller_identity")
}

/// The account of a provider configuration with credentials of its own; `configuration` tells it from others.
#[must_use]
pub fn account_id_of(configuration: &str) -> Value {
    unknown_text(smol_str::format_smolstr!("provider {configuration} account_id"), "data.aws_caller_identity")
}

/// The region of a provider configuration that does not say it.
#[must_use]
pub fn region() -> Value {
    of_provider("provider.aws.region", "data.aws_region")
}

/// The partition that a region belongs to. Source: AWS General Reference, "Amazon Resource Names", partitions.
#[must_use]
pub fn partition_of(region: &Value) -> Value {
    match region.as_str() {
        Some(region) if region.starts_with("us-gov-") => Value::string("aws-us-gov"),
        Some(region) if region.starts_with("cn-") => Value::string("aws-cn"),
        Some(region) if !region.contains("-iso") => Value::string("aws"),
        Some(_) | None => of_provider("provider.aws.partition", "data.aws_partition"),
    }
}

/// The domain of a partition's endpoints.
#[must_use]
pub fn dns_suffix_of(partition: &Value) -> Value {
    match partition.as_str() {
        Some("aws" | "aws-us-gov") => Value::string("amazonaws.com"),
        Some("aws-cn") => Value::string("amazonaws.com.cn"),
        _ => of_provider("provider.aws.dns_suffix", "data.aws_partition"),
    }
}
