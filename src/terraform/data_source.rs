//! Data sources that can be computed without a cloud, and what the provider configuration says of account and region.

use std::rc::Rc;

use smol_str::{SmolStr, format_smolstr};

use super::body::Decoder;
use super::expansion::Repetition;
use super::instance::ModuleInstance;
use super::policy_document;
use super::resource::ResourceInstance;
use super::settings::ProviderReference;
use crate::model::{Address, Location};
use crate::schema::environment;
use crate::syntax::ast::{Body, Call, Expression, ExpressionKind, Identifier};
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
        ("template_file", "rendered") => template_file(resource, decoder),
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

/// `rendered` of the `template` provider's `template_file`, which `templatefile` took the place of: the template with its variables.
fn template_file(resource: &ResourceInstance, decoder: &Decoder<'_>) -> Option<Value> {
    let body = &resource.block.body;
    let template = Expression::clone(&body.attribute("template")?.expression);
    let span = template.span;
    let variables = body.attribute("vars").map(|attribute| Expression::clone(&attribute.expression));
    let variables = variables.unwrap_or(Expression { kind: ExpressionKind::Object(Vec::new()), span });
    let call = Call {
        name: vec![Identifier { name: SmolStr::new_static("templatestring"), span }],
        arguments: vec![template, variables],
        expands_last: false,
    };
    let rendered = decoder.evaluate(&Expression { kind: ExpressionKind::Call(Box::new(call)), span }, None);
    convert(&rendered, &Type::String).ok()
}

/// The region of the provider configuration that a block uses, where the configuration says it.
pub(super) fn region(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    let written = provider.resolve(module).and_then(|(instance, block)| {
        let attribute = block.body.attribute("region")?;
        let value = instance.evaluate(&attribute.expression, &Repetition::None);
        convert(&value, &Type::String).ok().filter(|value| !value.is_null())
    });
    // Only the default configuration's region is the same wherever it is read.
    written.unwrap_or_else(|| match provider.origin(module) {
        Some((instance, reference)) if reference.alias.is_none() && instance.caller.is_none() => environment::region(),
        _ => environment::region().with_symbol(None),
    })
}

/// Where a resource lives.
pub(super) fn location(resource: &ResourceInstance, written_region: Option<Value>) -> Location {
    let provider = ProviderReference::of_body(&resource.address.resource_type, &resource.block.body);
    let region = written_region.unwrap_or_else(|| region(&resource.module, &provider));
    Location { account: account(&resource.module, &provider), region }
}

/// Arguments of a `provider` block that say whose credentials are used.
const CREDENTIALS: [&str; 8] = [
    "access_key",
    "allowed_account_ids",
    "assume_role",
    "assume_role_with_web_identity",
    "profile",
    "shared_config_files",
    "shared_credentials_file",
    "shared_credentials_files",
];

/// The account that a provider configuration works in: its id, if the configuration spells it; else an unknown one that is the same
/// for every use of the same block, and for all that leave the credentials to the environment.
fn account(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    let Some((instance, block)) = provider.resolve(module) else { return environment::account_id() };
    let body = &block.body;
    let written = |body: &Body, name: &str| -> Option<Value> {
        Some(instance.evaluate(&body.attribute(name)?.expression, &Repetition::None))
    };
    let allowed = written(body, "allowed_account_ids");
    if let Some([only]) = allowed.as_ref().and_then(Value::as_elements)
        && only.as_str().is_some()
    {
        return only.clone();
    }
    let roles = CREDENTIALS.iter().flat_map(|name| body.blocks_of(name));
    let arns = roles.filter_map(|role| written(&role.body, "role_arn"));
    let accounts = arns.filter_map(|arn| arn.as_str()?.split(':').nth(4).map(Value::string));
    if let Some(account) = accounts.last() {
        return account;
    }
    let is_written = |name: &str| body.attribute(name).is_some() || body.blocks_of(name).next().is_some();
    if !CREDENTIALS.iter().any(|name| is_written(name)) {
        return environment::account_id();
    }
    let alias = provider.origin(module).and_then(|(_, reference)| reference.alias).unwrap_or_default();
    environment::account_id_of(&format_smolstr!("{}:{alias}", instance.address))
}

/// The partition that the region belongs to.
pub(super) fn partition(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    environment::partition_of(&region(module, provider))
}

/// The domain of the partition's endpoints.
pub(super) fn dns_suffix(module: &Rc<ModuleInstance>, provider: &ProviderReference) -> Value {
    environment::dns_suffix_of(&partition(module, provider))
}
