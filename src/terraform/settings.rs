//! Providers: which versions a root module selects, which configurations it has, and whose schema a resource follows.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use camino::Utf8Path;
use smol_str::SmolStr;

use super::instance::ModuleInstance;
use super::module::literal_text;
use super::source::ModuleSources;
use super::{Configuration, Module};
use crate::model::Mode;
use crate::schema::{BlockSchema, ProviderMajor};
use crate::syntax::ast::{Block, Body, Expression, ExpressionKind, StepKind};
use crate::syntax::{json_body, parse_body};
use crate::workspace::read_file;

/// The AWS provider's full address; OpenTofu's registry has it under the same name.
pub(super) const AWS_SOURCE: &str = "hashicorp/aws";

/// The file in a root module's directory that says which versions of its providers are selected.
pub(crate) const LOCK_FILE: &str = ".terraform.lock.hcl";

/// The selected version of each provider, by `namespace/type`, from `.terraform.lock.hcl`.
pub(super) fn locked_versions(configuration: &Configuration, root: &Utf8Path) -> BTreeMap<SmolStr, SmolStr> {
    let path = root.join(LOCK_FILE);
    if !configuration.repository().is_file(&path) {
        return BTreeMap::new();
    }
    let Ok(file) = read_file(configuration.sources(), configuration.repository(), &path) else {
        return BTreeMap::new();
    };
    let (body, _) = parse_body(file.id, file.text());
    let versions = body.blocks_of("provider").filter_map(|block| {
        let source = without_host(&block.labels.first()?.name);
        Some((source, literal_text(block.body.attribute("version")?)?))
    });
    versions.collect()
}

/// `registry.terraform.io/hashicorp/aws` without the host.
fn without_host(source: &str) -> SmolStr {
    match source.split('/').collect::<Vec<_>>().as_slice() {
        [_, namespace, name] => smol_str::format_smolstr!("{namespace}/{name}"),
        _ => SmolStr::new(source),
    }
}

/// The major version of the AWS provider that a root module selects: the locked one, else the highest that we know and that the
/// constraints of all its modules allow; `None` where they say nothing.
pub(super) fn aws_major(
    configuration: &Configuration,
    sources: &ModuleSources,
    root: &Arc<Module>,
    locked: &BTreeMap<SmolStr, SmolStr>,
) -> Option<ProviderMajor> {
    if let Some(number) = locked.get(AWS_SOURCE).and_then(|version| major(version)) {
        return Some(ProviderMajor::nearest(number));
    }
    let allowed = |module: &Module| major_allowed(&aws_constraint(module)?);
    let oldest = Some(ProviderMajor::V5);
    if allowed(root) == oldest {
        return oldest;
    }
    configuration.reachable_by(sources, root).iter().filter_map(|module| allowed(module)).min()
}

/// The first number of a version.
fn major(version: &str) -> Option<u64> {
    version.split('.').next()?.trim().parse().ok()
}

/// Which versions of the AWS provider a module can be used with.
fn aws_constraint(module: &Module) -> Option<SmolStr> {
    // Before there was `required_providers`, the provider's own block named the version.
    let of_block = || {
        let own = module.providers().find(|((name, alias), _)| name == "aws" && alias.is_none());
        own.and_then(|(_, block)| literal_text(block.body.attribute("version")?))
    };
    let required = required_providers(module).remove("aws").and_then(|(_, version)| version);
    required.or_else(of_block)
}

/// The highest major version that a version constraint allows and we know; `None` where it has no upper bound and allows older
/// ones too.
pub(crate) fn major_allowed(constraint: &str) -> Option<ProviderMajor> {
    // Only an upper bound keeps the newest version out: `~> 5.0`, `< 6.0`, `= 5.1.0`.
    let bounds = constraint.split(',').filter_map(|part| {
        let part = part.trim();
        let number = || major(part.trim_start_matches(['~', '>', '<', '=', '!', ' ', 'v']));
        if part.starts_with("~>") || part.starts_with("<=") {
            number()
        } else if part.starts_with('<') {
            let version = part.trim_start_matches(['<', ' ', 'v']);
            let excludes_major = version.split('.').skip(1).all(|part| part.trim().parse() == Ok(0_u64));
            number().map(|number: u64| if excludes_major { number.saturating_sub(1) } else { number })
        } else if part.starts_with('>') || part.starts_with('!') {
            None
        } else {
            number()
        }
    });
    if let Some(highest) = bounds.min() {
        return Some(ProviderMajor::nearest(highest));
    }
    // `>= 6.0` leaves nothing but the newest that we know.
    let newest = ProviderMajor::default();
    let lowest = constraint
        .split(',')
        .filter_map(|part| major(part.trim().strip_prefix('>')?.trim_start_matches(['=', ' ', 'v'])));
    lowest.max().is_some_and(|lowest| lowest >= newest.number()).then_some(newest)
}

/// `required_providers` of a module: local name to source and version constraint.
pub(super) fn required_providers(module: &Module) -> BTreeMap<SmolStr, (Option<SmolStr>, Option<SmolStr>)> {
    let mut providers = BTreeMap::new();
    for settings in module.settings() {
        for block in settings.body.blocks_of("required_providers") {
            for attribute in &block.body.attributes {
                providers.insert(attribute.name.name.clone(), requirement(&attribute.expression));
            }
        }
        // JSON syntax has an object in place of the block.
        if let Some(attribute) = settings.body.attribute("required_providers") {
            for attribute in json_body(&attribute.expression).into_iter().flat_map(|body| body.attributes) {
                providers.insert(attribute.name.name.clone(), requirement(&attribute.expression));
            }
        }
    }
    providers
}

fn requirement(expression: &Expression) -> (Option<SmolStr>, Option<SmolStr>) {
    match &expression.kind {
        // Terraform 0.12 wrote the version alone.
        ExpressionKind::Literal(value) => (None, value.as_str().map(SmolStr::new)),
        ExpressionKind::Object(items) => {
            let find = |name: &str| {
                items.iter().find_map(|item| match (&item.key.kind, &item.value.kind) {
                    (ExpressionKind::Literal(key), ExpressionKind::Literal(value)) if key.as_str() == Some(name) => {
                        value.as_str().map(SmolStr::new)
                    }
                    _ => None,
                })
            };
            (find("source"), find("version"))
        }
        _ => (None, None),
    }
}

/// The local name of the provider that a resource block uses: its `provider` argument, else the first word of its type.
pub(super) fn provider_name(resource_type: &str, block: &Block) -> SmolStr {
    ProviderReference::of_body(resource_type, &block.body).name
}

/// A provider configuration as a block names it: `aws`, `aws.west`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProviderReference {
    /// The local name.
    pub(super) name: SmolStr,
    /// The alias, if it has one.
    pub(super) alias: Option<SmolStr>,
}

impl ProviderReference {
    /// What an expression such as `aws.west` names.
    fn of(expression: &Expression) -> Option<Self> {
        let words: Vec<SmolStr> = match &expression.kind {
            ExpressionKind::Traversal(traversal) => {
                let steps = traversal.steps.iter().filter_map(|step| match &step.kind {
                    StepKind::Attribute(name) => Some(name.clone()),
                    StepKind::Index(_) | StepKind::LegacyIndex(_) | StepKind::Splat => None,
                });
                std::iter::once(traversal.root.name.clone()).chain(steps).collect()
            }
            ExpressionKind::Literal(value) => value.as_str()?.split('.').map(SmolStr::new).collect(),
            _ => return None,
        };
        Some(Self { name: words.first()?.clone(), alias: words.get(1).cloned() })
    }

    /// What a resource or data block uses: its `provider` argument, else the default configuration of its type's provider.
    pub(super) fn of_body(resource_type: &str, body: &Body) -> Self {
        let written = body.attribute("provider").and_then(|attribute| Self::of(&attribute.expression));
        let default = || SmolStr::new(resource_type.split('_').next().unwrap_or_default());
        written.unwrap_or_else(|| Self { name: default(), alias: None })
    }

    /// The `provider` block that is meant in a module, and the module that it stands in: its own, one that the call passes in
    /// `providers`, or without such a map the caller's default.
    pub(super) fn resolve(&self, module: &Rc<ModuleInstance>) -> Option<(Rc<ModuleInstance>, Arc<Block>)> {
        let (instance, reference) = self.origin(module)?;
        let block = reference.own_block(&instance)?;
        Some((instance, block))
    }

    fn own_block(&self, instance: &ModuleInstance) -> Option<Arc<Block>> {
        let own = instance.module.providers().find(|((name, alias), _)| (name, alias) == (&self.name, &self.alias));
        own.map(|(_, block)| block)
    }

    /// The module that the configuration comes from, and what it is called there: where its block stands, or the root module, whose
    /// default configuration needs none.
    pub(super) fn origin(&self, module: &Rc<ModuleInstance>) -> Option<(Rc<ModuleInstance>, Self)> {
        let mut wanted = self.clone();
        let mut instance = Rc::clone(module);
        loop {
            let Some(caller) = instance.caller.as_ref().filter(|_| wanted.own_block(&instance).is_none()) else {
                return Some((instance, wanted));
            };
            wanted = match caller.block.body.attribute("providers") {
                Some(map) => wanted.passed_by(&map.expression)?,
                None if wanted.alias.is_none() => wanted,
                None => return None,
            };
            let next = Rc::clone(&caller.instance);
            instance = next;
        }
    }

    /// What a `providers` map passes under this name.
    fn passed_by(&self, map: &Expression) -> Option<Self> {
        let ExpressionKind::Object(items) = &map.kind else { return None };
        let found = items.iter().find(|item| Self::of(&item.key).as_ref() == Some(self));
        match found {
            Some(item) => Self::of(&item.value),
            None if self.alias.is_none() => Some(self.clone()),
            None => None,
        }
    }
}

/// The source of a provider's local name in a module, without host: `hashicorp/aws`.
pub(super) fn provider_source(module: &Module, local_name: &str) -> SmolStr {
    let source = required_providers(module).remove(local_name).and_then(|(source, _)| source);
    source.map_or_else(|| smol_str::format_smolstr!("hashicorp/{local_name}"), |source| without_host(&source))
}

/// The schema that a block follows; `None` for other providers than AWS and for types that it does not have.
///
/// The type's name decides and not the provider's source: a forked or mistyped source still has the same resource types.
pub(super) fn resource_schema(
    module: &ModuleInstance,
    (mode, resource_type, _): &(Mode, SmolStr, SmolStr),
) -> Option<&'static BlockSchema> {
    if !resource_type.starts_with("aws_") {
        return None;
    }
    match mode {
        Mode::Managed => module.run.aws.resource(resource_type),
        Mode::Data => module.run.aws.data_source(resource_type),
    }
}
