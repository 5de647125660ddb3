//! The resource set of a plan.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::document::Kind;
use super::index::{Entry, Index};
use super::json::{Document, Node, Range};
use super::reader::{Plan, PlanAttributes};
use super::source::Written;
use super::{PlanFile, address};
use crate::model::{
    Attributes, Change, InstanceKey, Mode, ModuleAddress, ModuleCall, Place, ProviderConfiguration, Resource,
    ResourceSet, TraceStep,
};
use crate::schema::{self, BlockSchema, DefaultValue, ProviderMajor};
use crate::value::{Cause, PathStep, Type, Value, convert};
use crate::workspace::{Gap, GapKind, Span};

/// What a plan says, and what of it could not be read.
pub struct Planned {
    /// What would be deployed, or is.
    pub resources: ResourceSet,
    /// What is deployed before.
    pub before: Before,
    /// What could not be read.
    pub gaps: Vec<Gap>,
}

/// What a plan starts from.
pub enum Before {
    /// A state tells of no change.
    NotTold,
    /// Just what there is after it: the plan changes nothing.
    Same,
    /// These; none where the plan creates everything.
    Resources(ResourceSet),
}

/// Reads a plan; with the resource set of the configuration that it was made of, places are those of the configuration.
#[must_use]
pub fn resources(plan: &PlanFile, source: Option<&ResourceSet>) -> Planned {
    let root = plan.document();
    let kind = plan.kind;
    let index = Arc::clone(&plan.index);
    let gap = |range: Range, what: String| Gap {
        span: Some(range.span(plan.file.id)),
        kind: GapKind::Plan,
        what: format!("a resource of `{}`", plan.file.display_path),
        why: what,
    };
    let mut gaps: Vec<Gap> = index.problems.iter().map(|(range, problem)| gap(*range, problem.clone())).collect();
    gaps.extend(incomplete(plan, root));
    let matches = source.map(Matches::of);
    let mut written = HashMap::new();
    let mut places = HashMap::new();
    for (at, entry) in index.entries.iter().enumerate() {
        let Some((resource, is_exact)) = matches.as_ref().and_then(|matches| matches.find(entry)) else { continue };
        written.insert(at, Written::new(Rc::clone(&resource.attributes), is_exact));
        places.insert(at, resource.place.clone());
    }
    let major = major_of(root, &index);
    let plan = Rc::new(Plan::new(plan, schema::aws(major), written));
    let (mut set, mut before) = (ResourceSet::default(), ResourceSet::default());
    for (at, entry) in plan.index.entries.iter().enumerate() {
        let own = Span::new(plan.file.id, entry.header.start, entry.header.end);
        let place = match places.remove(&at) {
            Some(place) => Place { planned: Some(own), ..place },
            None => Place { header: own, block: entry.block.span(plan.file.id), calls: Vec::new(), planned: None },
        };
        let attributes =
            |is_prior| -> Rc<dyn Attributes> { Rc::new(PlanAttributes { plan: Rc::clone(&plan), at, is_prior }) };
        // What is deleted has only what it was.
        let is_deleted = entry.change == Some(Change::Delete);
        let resource = Resource {
            address: entry.address.clone(),
            provider_type: entry.provider_type.clone(),
            place,
            attributes: attributes(is_deleted),
            prior_attributes: entry.before.is_some().then(|| attributes(true)),
            change: entry.change,
            is_representative: false,
            expansions: Arc::from([]),
        };
        match (entry.address.mode, &resource.prior_attributes) {
            (Mode::Managed, Some(prior)) => {
                let attributes = Rc::clone(prior);
                let change = Some(Change::NoOp);
                add(&mut before.managed, Resource { attributes, change, prior_attributes: None, ..resource.clone() });
            }
            (Mode::Managed, None) => {}
            // What is read while planning holds before and after.
            (Mode::Data, _) => add(&mut before.data, resource.clone()),
        }
        let of_mode = if entry.address.mode == Mode::Managed { &mut set.managed } else { &mut set.data };
        add(of_mode, resource);
    }
    sort(&mut set);
    sort(&mut before);
    match source {
        Some(source) => {
            set.providers.clone_from(&source.providers);
            set.modules.clone_from(&source.modules);
        }
        None => {
            add_providers(&plan, &mut set);
            add_modules(&plan, &mut set);
        }
    }
    let is_changed = |entry: &Entry| !matches!(entry.change, None | Some(Change::NoOp | Change::Read));
    let before = match kind {
        Kind::State => Before::NotTold,
        Kind::Plan if !plan.index.entries.iter().any(is_changed) => Before::Same,
        Kind::Plan => {
            // Of provider configurations and module calls a plan does not tell what they were; they are taken to be the same.
            if !before.managed.is_empty() {
                before.providers.clone_from(&set.providers);
                before.modules.clone_from(&set.modules);
            }
            Before::Resources(before)
        }
    };
    Planned { resources: set, before, gaps }
}

fn add(of_mode: &mut BTreeMap<SmolStr, Vec<Resource>>, resource: Resource) {
    of_mode.entry(resource.address.resource_type.clone()).or_default().push(resource);
}

/// Puts the resources of every type into the order of their addresses.
fn sort(set: &mut ResourceSet) {
    for of_type in set.managed.values_mut().chain(set.data.values_mut()) {
        of_type.sort_by(|left, right| left.address.cmp(&right.address));
        of_type.shrink_to_fit();
    }
}

/// What a plan itself says that it lacks.
fn incomplete(plan: &PlanFile, root: Document<'_>) -> Vec<Gap> {
    let gap = |why: &str| Gap {
        span: None,
        kind: GapKind::Plan,
        what: format!("a part of `{}`", plan.file.display_path),
        why: why.to_owned(),
    };
    let mut gaps = Vec::new();
    if root.get("errored").is_some_and(Node::is_true) {
        gaps.push(gap("planning has failed, so the plan is not complete; plan again"));
    }
    if root.get("deferred_changes").is_some_and(|changes| changes.elements().next().is_some()) {
        gaps.push(gap("some changes are deferred to a later plan"));
    }
    gaps
}

/// Resources of the configuration by address.
struct Matches<'a> {
    exact: HashMap<String, &'a Resource>,
    blocks: HashMap<String, &'a Resource>,
}

impl<'a> Matches<'a> {
    fn of(source: &'a ResourceSet) -> Self {
        let mut matches = Self { exact: HashMap::new(), blocks: HashMap::new() };
        for resource in source.managed.values().chain(source.data.values()).flatten() {
            matches.exact.insert(resource.address.to_string(), resource);
            matches.blocks.entry(resource.address.without_keys()).or_insert(resource);
        }
        matches
    }

    /// The resource in the configuration, and whether it is the very instance.
    fn find(&self, entry: &Entry) -> Option<(&'a Resource, bool)> {
        match self.exact.get(entry.instance.address.as_str()) {
            Some(resource) => Some((resource, !resource.is_representative)),
            None => self.blocks.get(&entry.address.without_keys()).map(|resource| (*resource, false)),
        }
    }
}

/// The major version of the AWS provider: from version 6 every regional resource has a `region`; else what the constraint says.
fn major_of(root: Document<'_>, index: &Index) -> ProviderMajor {
    let (old, new) = (schema::aws(ProviderMajor::V5), schema::aws(ProviderMajor::V6));
    for entry in index.entries.iter().filter(|entry| entry.address.mode == Mode::Managed) {
        let resource_type = entry.address.resource_type.as_str();
        let has = |schema: Option<&BlockSchema>| schema.is_some_and(|schema| schema.attribute("region").is_some());
        let shown = |range: Option<Range>| range.is_some_and(|range| root.node(range).get("region").is_some());
        if resource_type.starts_with("aws_") && has(new.resource(resource_type)) && !has(old.resource(resource_type)) {
            let has_region = shown(entry.after) || shown(entry.after_unknown) || shown(entry.before);
            return if has_region { ProviderMajor::V6 } else { ProviderMajor::V5 };
        }
    }
    let constraint = root
        .get("configuration")
        .and_then(|configuration| configuration.get("provider_config"))
        .and_then(|providers| providers.get("aws"))
        .and_then(|provider| provider.name("version_constraint"));
    constraint.and_then(|constraint| crate::terraform::major_allowed(&constraint)).unwrap_or_default()
}

fn add_providers(plan: &Rc<Plan>, set: &mut ResourceSet) {
    let Some(range) = plan.configured.providers else { return };
    let providers: Vec<_> = plan.node(range).members().map(|member| (member.key.range(), member.value)).collect();
    for (key, provider) in providers {
        let name = provider.name("name").unwrap_or_default();
        let full_name = provider.name("full_name").unwrap_or_else(|| name.clone());
        let source = match full_name.contains('/') {
            true => full_name,
            false => smol_str::format_smolstr!("registry.terraform.io/hashicorp/{full_name}"),
        };
        let module = provider.name("module_address").and_then(|text| address::module(&text)).unwrap_or_default();
        let is_aws = source.ends_with("hashicorp/aws");
        let header = key.span(plan.file.id);
        set.providers.push(ProviderConfiguration {
            module: module.clone(),
            name,
            alias: provider.name("alias"),
            source,
            version: None,
            place: Some(Place { header, block: provider.range().span(plan.file.id), calls: Vec::new(), planned: None }),
            attributes: Rc::new(ConfiguredAttributes {
                plan: Rc::clone(plan),
                expressions: provider.get("expressions").map(Node::range),
                module,
                key: None,
                for_each: None,
                schema: is_aws.then(|| plan.aws.provider_config()),
                what: SmolStr::new_static("provider"),
            }),
        });
    }
}

fn add_modules(plan: &Rc<Plan>, set: &mut ResourceSet) {
    let mut instances: HashMap<String, BTreeSet<&ModuleAddress>> = HashMap::new();
    for address in plan.index.modules() {
        instances.entry(address.without_keys()).or_default().insert(address);
    }
    for (path, known) in plan.configured.called() {
        let Some(range) = known.call else { continue };
        let call = plan.node(range);
        for &address in instances.get(path).into_iter().flatten() {
            let (Some(step), Some(caller)) = (address.steps().last(), address.parent()) else { continue };
            let source = call.get("source").unwrap_or(call);
            set.modules.push(ModuleCall {
                address: address.clone(),
                source: call.name("source").unwrap_or_default(),
                version: call.name("version_constraint"),
                place: Place {
                    header: source.range().span(plan.file.id),
                    block: range.span(plan.file.id),
                    calls: Vec::new(),
                    planned: None,
                },
                attributes: Rc::new(ConfiguredAttributes {
                    plan: Rc::clone(plan),
                    expressions: call.get("expressions").map(Node::range),
                    module: caller,
                    key: step.key.clone(),
                    for_each: call.get("for_each_expression").map(Node::range),
                    schema: None,
                    what: SmolStr::new(address.to_string()),
                }),
            });
        }
    }
    set.modules.sort_by(|left, right| left.address.cmp(&right.address));
}

/// Arguments of a provider configuration or module call, of which a plan keeps the expressions.
struct ConfiguredAttributes {
    plan: Rc<Plan>,
    expressions: Option<Range>,
    module: ModuleAddress,
    key: Option<InstanceKey>,
    for_each: Option<Range>,
    schema: Option<&'static BlockSchema>,
    what: SmolStr,
}

impl ConfiguredAttributes {
    fn expression(&self, name: &str) -> Option<Node<'_>> {
        self.plan.node(self.expressions?).get(name)
    }

    fn value(&self, expression: Node<'_>, name: &str) -> Value {
        let unknown =
            || Value::unknown(Type::Dynamic, Cause::Computed(smol_str::format_smolstr!("{}.{name}", self.what)));
        // Nested blocks are objects of expressions, in an array where there may be several.
        if expression.is_array() {
            return Value::tuple(expression.elements().map(|element| self.value(element, name)).collect());
        }
        if expression.get("constant_value").is_some() || expression.get("references").is_some() {
            let for_each = self.for_each.map(|range| self.plan.node(range));
            let value = self.plan.configured_argument(expression, &self.module, self.key.as_ref(), for_each);
            return value.unwrap_or_else(unknown);
        }
        if expression.members().next().is_none() {
            return unknown();
        }
        Value::object(expression.members().filter_map(|member| {
            let name = member.key.as_name()?;
            let value = self.value(member.value, &name);
            Some((name, value))
        }))
    }
}

impl Attributes for ConfiguredAttributes {
    fn get(&self, name: &str) -> Option<Value> {
        let written = self.expression(name).map(|expression| self.value(expression, name));
        let Some(schema) = self.schema else { return written };
        let ty = match (schema.attribute(name), schema.block(name)) {
            (Some(attribute), _) => attribute.ty.clone(),
            (None, Some(nested)) => nested.value_type(),
            (None, None) => return written,
        };
        let default = || match schema.attribute(name).and_then(|attribute| attribute.default.as_ref()) {
            Some(DefaultValue::Provider(literal) | DefaultValue::Assumed(literal)) => literal.to_value(&ty),
            _ => None,
        };
        let absent = || match &ty {
            Type::List(element) if schema.block(name).is_some() => Value::list(element.as_ref().clone(), Vec::new()),
            Type::Set(element) if schema.block(name).is_some() => Value::set(element.as_ref().clone(), Vec::new()),
            _ => Value::null_of(ty.clone()),
        };
        Some(match written.filter(|value| !value.is_null()) {
            Some(value) => convert(&value, &ty).unwrap_or_else(|_| with_nulls(&value, &ty)),
            None => default().unwrap_or_else(absent),
        })
    }

    fn object(&self) -> Value {
        let names: Vec<SmolStr> = match self.schema {
            Some(schema) => schema.attributes.keys().chain(schema.blocks.keys()).cloned().collect(),
            None => {
                let expressions = self.expressions.map(|range| self.plan.node(range));
                expressions.into_iter().flat_map(Node::members).filter_map(|member| member.key.as_name()).collect()
            }
        };
        Value::object(names.into_iter().filter_map(|name| {
            let value = self.get(&name)?;
            Some((name, value))
        }))
    }

    fn place(&self, path: &[PathStep]) -> Option<Span> {
        let PathStep::Attribute(name) = path.first()? else { return None };
        let member = self.plan.node(self.expressions?).member(name)?;
        let range = Range { start: member.key.range().start, end: member.value.range().end };
        Some(range.span(self.plan.file.id))
    }

    fn trace(&self, _: &[PathStep]) -> Vec<TraceStep> {
        Vec::new()
    }

    fn is_assumed(&self, _: &[PathStep]) -> bool {
        false
    }
}

/// Objects of blocks with null for every attribute that is not written.
fn with_nulls(value: &Value, ty: &Type) -> Value {
    match ty {
        Type::List(element) | Type::Set(element) => match value.as_elements() {
            Some(elements) => {
                let all = elements.iter().map(|value| with_nulls(value, element)).collect();
                let element = element.as_ref().clone();
                if matches!(ty, Type::Set(_)) { Value::set(element, all) } else { Value::list(element, all) }
            }
            None => value.clone(),
        },
        Type::Object(object) if value.as_entries().is_some() => {
            Value::object(object.attributes.iter().map(|(name, ty)| {
                let given = value.get(name).map(|value| with_nulls(value, ty));
                (name.clone(), given.unwrap_or_else(|| Value::null_of(ty.clone())))
            }))
        }
        _ => convert(value, ty).unwrap_or_else(|_| value.clone()),
    }
}
