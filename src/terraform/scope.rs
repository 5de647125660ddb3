//! What names mean in a module: `var`, `local`, `module`, `data`, resources, `each`, `count`, `path`.

use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::expansion::{Expanded, Kind, Repetition};
use super::instance::{ModuleCallBlock, ModuleInstance};
use super::resource::{ResourceInstance, block_address};
use super::settings;
use crate::eval::functions::{self, FunctionError};
use crate::eval::{EvalError, Evaluator, Lookup, Resolved, Scope, Special, StepKey, terraform_special};
use crate::model::{InstanceKey, Mode};
use crate::schema::{AttributeSchema, Reading};
use crate::syntax::ast::Call;
use crate::value::{Cause, Causes, Expansion, Instance, Member, PathStep, Presence, Symbol, Type, Value, convert};
use crate::workspace::did_you_mean;

type Result<T> = std::result::Result<T, Box<EvalError>>;

/// The names of one module instance, as an expression in one of its blocks sees them.
pub(super) struct ModuleScope<'a> {
    /// The module instance.
    pub(super) instance: &'a Rc<ModuleInstance>,
    /// What `each` and `count` mean there.
    pub(super) repetition: &'a Repetition,
}

impl Scope for ModuleScope<'_> {
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved> {
        let root = lookup.traversal.root.name.as_str();
        match root {
            "var" => self.named(
                lookup,
                "variable",
                |name| self.instance.variable(name),
                self.instance.module.variable_names(),
            ),
            "local" => {
                self.named(lookup, "local", |name| self.instance.local(name), self.instance.module.locals().keys())
            }
            "module" => self.module_call(lookup),
            "data" => self.resource(lookup, Mode::Data),
            "each" | "count" => self.repeated(lookup),
            "path" => self.path(lookup),
            "terraform" | "tofu" => self.workspace(lookup),
            "self" => Ok(unknown(Type::Dynamic, Cause::Computed("self".into()), 0)),
            "ephemeral" => {
                let end = lookup.traversal.steps.len().min(2);
                let value = Value::unknown(Type::Dynamic, Cause::DataSource("ephemeral".into()));
                Ok(Resolved { value: value.marked(crate::value::Marks::EPHEMERAL), consumed: end })
            }
            _ => self.resource(lookup, Mode::Managed),
        }
    }

    fn special(&self, call: &Call) -> Option<Special> {
        terraform_special(call)
    }

    fn call(
        &self,
        call: &Call,
        arguments: &[Value],
        evaluator: &Evaluator<'_>,
    ) -> std::result::Result<Value, FunctionError> {
        functions::call_terraform(call, arguments, &self.instance.run.files, evaluator)
    }
}

fn unknown(ty: Type, cause: Cause, consumed: usize) -> Resolved {
    Resolved { value: Value::unknown(ty, cause), consumed }
}

impl ModuleScope<'_> {
    /// `terraform.workspace` and its kin.
    fn workspace(&self, lookup: Lookup<'_>) -> Result<Resolved> {
        match lookup.attribute(0).map(SmolStr::as_str) {
            Some("workspace") => {
                if let Some(name) = &self.instance.run.configuration.options().workspace {
                    return Ok(Resolved { value: Value::string(name), consumed: 1 });
                }
                let address = SmolStr::new_static("terraform.workspace");
                let symbol = Symbol::Variable { address: address.clone(), path: Arc::new([]) };
                let value = Value::unknown(Type::String, Cause::Variable(address)).with_symbol(Some(Arc::new(symbol)));
                Ok(Resolved { value, consumed: 1 })
            }
            Some("applying") => Ok(unknown(Type::Bool, Cause::Function("terraform.applying".into()), 1)),
            _ => Err(lookup.error(Some(0), "only `terraform.workspace` is known")),
        }
    }

    /// What is not declared is reported and unknown. It is no error that `try` could catch, in Terraform neither, and what is
    /// built around it is still worth judging.
    fn undeclared(&self, error: &EvalError, consumed: usize) -> Resolved {
        Resolved { value: self.instance.run.failed(error, Type::Dynamic), consumed }
    }

    fn named<'n>(
        &self,
        lookup: Lookup<'_>,
        what: &str,
        find: impl Fn(&SmolStr) -> Option<Value>,
        mut names: impl Iterator<Item = &'n SmolStr>,
    ) -> Result<Resolved> {
        let root = &lookup.traversal.root.name;
        let Some(name) = lookup.attribute(0) else {
            return Err(lookup.error(Some(0), format!("`{root}` needs a name: `{root}.name`")));
        };
        match find(name) {
            Some(value) => Ok(Resolved { value, consumed: 1 }),
            // It is declared but does not parse, which was reported.
            None if names.by_ref().any(|declared| declared == name) => {
                Ok(unknown(Type::Dynamic, Cause::Gap(smol_str::format_smolstr!("`{root}.{name}`")), 1))
            }
            None => {
                let declared: Vec<SmolStr> = match root.as_str() {
                    "var" => self.instance.module.variable_names().cloned().collect(),
                    _ => self.instance.module.locals().keys().cloned().collect(),
                };
                let hint = did_you_mean(name, declared.iter().map(SmolStr::as_str));
                let message = format!("the {what} `{root}.{name}` is not declared in this module{hint}");
                Ok(self.undeclared(&lookup.error(Some(0), message), 1))
            }
        }
    }

    fn repeated(&self, lookup: Lookup<'_>) -> Result<Resolved> {
        let value =
            match (lookup.traversal.root.name.as_str(), lookup.attribute(0).map(SmolStr::as_str), self.repetition) {
                ("count", Some("index"), Repetition::Count(index)) => index.clone(),
                ("each", Some("key"), Repetition::Each { key, .. }) => key.clone(),
                ("each", Some("value"), Repetition::Each { value, .. }) => value.clone(),
                ("count", Some("index"), _) => {
                    return Err(lookup.error(Some(0), "`count.index` needs `count` in this block"));
                }
                ("each", Some("key" | "value"), _) => {
                    return Err(lookup.error(Some(0), "`each` needs `for_each` in this block"));
                }
                ("count", ..) => return Err(lookup.error(Some(0), "only `count.index` is known")),
                _ => return Err(lookup.error(Some(0), "only `each.key` and `each.value` are known")),
            };
        Ok(Resolved { value, consumed: 1 })
    }

    fn path(&self, lookup: Lookup<'_>) -> Result<Resolved> {
        let run = &self.instance.run;
        let value = match lookup.attribute(0).map(SmolStr::as_str) {
            Some("module") => {
                let from = &run.root.directory;
                Value::string(relative(from.as_str(), self.instance.module.directory.as_str()))
            }
            Some("root") => Value::string("."),
            Some("cwd") => Value::unknown(Type::String, Cause::Function("path.cwd".into())),
            _ => return Err(lookup.error(Some(0), "only `path.module`, `path.root` and `path.cwd` are known")),
        };
        Ok(Resolved { value, consumed: 1 })
    }

    fn module_call(&self, lookup: Lookup<'_>) -> Result<Resolved> {
        let Some(name) = lookup.attribute(0) else {
            return Err(lookup.error(Some(0), "`module` needs the name of a call: `module.name`"));
        };
        let Some(call) = self.instance.call(name) else {
            if self.instance.module.call_names().any(|declared| declared == name) {
                return Ok(unknown(Type::Dynamic, Cause::Gap(smol_str::format_smolstr!("`module.{name}`")), 1));
            }
            let hint = did_you_mean(name, self.instance.module.call_names().map(SmolStr::as_str));
            let message = format!("there is no module call `{name}` in this module{hint}");
            return Ok(self.undeclared(&lookup.error(Some(0), message), 1));
        };
        let address = self.instance.address.qualify(&format!("module.{name}"));
        let Some(instances) = &call.instances else {
            let symbol = Symbol::Variable { address: address.clone(), path: Arc::new([]) };
            let value = Value::unknown(Type::Dynamic, Cause::Module(address)).with_symbol(Some(Arc::new(symbol)));
            return Ok(Resolved { value, consumed: 1 });
        };
        let outputs = |index: usize| instances.get(index).map(outputs_of).unwrap_or_else(Value::null);
        match select(&call.expanded, lookup, 1)? {
            Selected::Whole => Ok(Resolved { value: whole(&call.expanded, outputs), consumed: 1 }),
            Selected::One { index, step, exact } => match lookup.attribute(step) {
                Some(output) => {
                    let instance = instances.get(index);
                    let value = instance
                        .and_then(|instance| instance.output(output))
                        .ok_or_else(|| undeclared_output(lookup, step, output, &call, instance))?;
                    Ok(Resolved { value: if exact { value } else { approximate(value) }, consumed: step + 1 })
                }
                None => {
                    let value = outputs(index);
                    Ok(Resolved { value: if exact { value } else { approximate(value) }, consumed: step })
                }
            },
            Selected::Unknown { step, causes } => {
                Ok(Resolved { value: Value::unknown(Type::Dynamic, causes), consumed: step })
            }
        }
    }

    /// The identity of a resource that is not declared: whatever it will be, it is none of those that are.
    fn identity_of_missing(
        &self,
        key: &(Mode, SmolStr, SmolStr),
        name: Option<&SmolStr>,
    ) -> Option<(&'static AttributeSchema, Arc<Instance>, [PathStep; 1])> {
        let (Mode::Managed, Some(name)) = (key.0, name) else { return None };
        let attribute = settings::resource_schema(self.instance, key)?.attribute(name)?;
        attribute.identity.as_ref()?;
        let instance = Instance {
            resource_type: key.1.clone(),
            address: block_address(self.instance, key),
            expansions: Arc::new([]),
            is_data: false,
        };
        Some((attribute, Arc::new(instance), [PathStep::Attribute(name.clone())]))
    }

    /// A resource or data source: `type.name`, `data.type.name`.
    fn resource(&self, lookup: Lookup<'_>, mode: Mode) -> Result<Resolved> {
        let (resource_type, name, first) = match mode {
            Mode::Managed => (Some(&lookup.traversal.root.name), lookup.attribute(0), 1),
            Mode::Data => (lookup.attribute(0), lookup.attribute(1), 2),
        };
        let (Some(resource_type), Some(name)) = (resource_type, name) else {
            let root = &lookup.traversal.root.name;
            let message = match mode {
                Mode::Data => "`data` needs a type and a name: `data.type.name`".to_owned(),
                Mode::Managed => {
                    format!("there is no variable named `{root}`; a reference to a resource has its type and name")
                }
            };
            return Err(lookup.error(None, message));
        };
        let key = (mode, resource_type.clone(), name.clone());
        let Some(block) = self.instance.resource(&key) else {
            let data = if mode == Mode::Data { "data." } else { "" };
            if self.instance.module.declares_resource(&key) {
                let cause = Cause::Gap(smol_str::format_smolstr!("`{data}{resource_type}.{name}`"));
                return Ok(unknown(Type::Dynamic, cause, first));
            }
            let names = self.instance.module.resources().filter(|(other, ty, _)| *other == mode && ty == resource_type);
            let hint = did_you_mean(name, names.map(|(_, _, name)| name.as_str()));
            let message = format!("`{data}{resource_type}.{name}` is not declared in this module{hint}");
            let missing = self.undeclared(&lookup.error(Some(first - 1), message), first);
            // A slip of the pen may mean one that is declared.
            let identity = if hint.is_empty() { self.identity_of_missing(&key, lookup.attribute(first)) } else { None };
            return Ok(match identity {
                Some((attribute, instance, path)) => {
                    let value = Value::unknown(attribute.ty.clone(), missing.value.causes());
                    Resolved { value: attribute.completed(value, Some(&instance), &path), consumed: first + 1 }
                }
                None => missing,
            });
        };
        let instances = block.instances(self.instance);
        let object = |index: usize| {
            let instance: Option<&Rc<ResourceInstance>> = instances.get(index);
            instance.map_or_else(Value::null, |instance| instance.whole(Reading::Planned))
        };
        match select(&block.expanded, lookup, first)? {
            Selected::Whole => Ok(Resolved { value: whole(&block.expanded, object), consumed: first }),
            Selected::One { index, step, exact } => match lookup.attribute(step) {
                Some(attribute) => {
                    let instance = instances.get(index);
                    let value =
                        instance.and_then(|instance| instance.read(attribute, Reading::Planned)).ok_or_else(|| {
                            let names = instance.and_then(|instance| instance.schema).into_iter();
                            let names = names.flat_map(|schema| schema.attributes.keys().chain(schema.blocks.keys()));
                            let hint = did_you_mean(attribute, names.map(SmolStr::as_str));
                            lookup.error(Some(step), format!("`{resource_type}` has no attribute `{attribute}`{hint}"))
                        })?;
                    Ok(Resolved { value: if exact { value } else { approximate(value) }, consumed: step + 1 })
                }
                None => {
                    let value = object(index);
                    Ok(Resolved { value: if exact { value } else { approximate(value) }, consumed: step })
                }
            },
            Selected::Unknown { step, causes } => {
                Ok(Resolved { value: Value::unknown(Type::Dynamic, causes), consumed: step })
            }
        }
    }
}

fn undeclared_output(
    lookup: Lookup<'_>,
    step: usize,
    output: &SmolStr,
    call: &ModuleCallBlock,
    instance: Option<&Rc<ModuleInstance>>,
) -> Box<EvalError> {
    let names = instance.into_iter().flat_map(|instance| instance.module.output_names());
    let hint = did_you_mean(output, names.map(SmolStr::as_str));
    lookup.error(Some(step), format!("the module `{}` has no output `{output}`{hint}", call.name))
}

fn outputs_of(instance: &Rc<ModuleInstance>) -> Value {
    let names: Vec<SmolStr> = instance.module.output_names().cloned().collect();
    Value::object(names.into_iter().filter_map(|name| {
        let value = instance.output(&name)?;
        Some((name, value))
    }))
}

/// Which instance a reference means.
enum Selected {
    /// All of them.
    Whole,
    /// One, at `index` of the instances; the next step to look at is `step`. Not `exact` where it is the representative of
    /// unknown instances that the key may or may not mean.
    One { index: usize, step: usize, exact: bool },
    /// One whose key is not known.
    Unknown { step: usize, causes: Causes },
}

fn select(expanded: &Expanded, lookup: Lookup<'_>, step: usize) -> Result<Selected> {
    if expanded.kind == Kind::Single {
        return match expanded.keys.len() {
            0 => Err(lookup.error(Some(step - 1), "it is switched off by `lifecycle { enabled = false }`")),
            _ => Ok(Selected::One { index: 0, step, exact: true }),
        };
    }
    let Some(key) = lookup.key(step)? else { return Ok(Selected::Whole) };
    let StepKey::Index(index) = key else {
        let StepKey::Attribute(name) = key else { return Ok(Selected::Whole) };
        // A map of instances can be read by attribute syntax too: `aws_s3_bucket.b.logs`.
        if expanded.kind == Kind::ForEach {
            return select_key(expanded, lookup, (step, &Value::string(&name)));
        }
        let message = format!("there may be several of it, since `count` is set; write `[0].{name}` or `[*].{name}`");
        return Err(lookup.error(Some(step), message));
    };
    select_key(expanded, lookup, (step, &index))
}

fn select_key(expanded: &Expanded, lookup: Lookup<'_>, (step, index): (usize, &Value)) -> Result<Selected> {
    let after = step + 1;
    let wanted = match expanded.kind {
        Kind::Count => convert(index, &Type::Number),
        Kind::Single | Kind::ForEach => convert(index, &Type::String),
    };
    let wanted = wanted.map_err(|_| lookup.error(Some(step), "the key has the wrong type"))?;
    if wanted.is_null() {
        return Err(lookup.error(Some(step), "the key must not be null"));
    }
    if let Some(expansion) = &expanded.unknown {
        let is_same = matches!(wanted.symbol.as_deref(), Some(Symbol::Key { expansion: of, .. }) if of == expansion);
        let is_only = expanded.at_most_one && wanted.as_number().and_then(|number| number.to_i64()) == Some(0);
        return Ok(Selected::One { index: 0, step: after, exact: is_same || is_only });
    }
    let key = match (&wanted.as_str(), wanted.as_number()) {
        (Some(text), _) => Some(InstanceKey::Key(SmolStr::new(text))),
        (None, Some(number)) => number.to_i64().and_then(|number| u64::try_from(number).ok()).map(InstanceKey::Index),
        (None, None) => return Ok(Selected::Unknown { step: after, causes: wanted.causes() }),
    };
    match expanded.keys.iter().position(|entry| entry.key == key) {
        Some(index) => Ok(Selected::One { index, step: after, exact: true }),
        None => Err(lookup.error(Some(step), "there is no instance with this key")),
    }
}

/// A value of the representative that stands for an instance which may be another: without its identity.
fn approximate(value: Value) -> Value {
    if value.is_wholly_known() && value.symbol.is_none() {
        return value;
    }
    match value.as_unknown() {
        Some(unknown) => Value::unknown(unknown.ty.clone(), unknown.causes.clone()).marked(value.marks),
        None if value.is_wholly_known() => value.with_symbol(None),
        None => Value::unknown(value.ty(), value.causes()).marked(value.marks),
    }
}

/// All instances as one value: a tuple for `count`, an object for `for_each`, both partly known where the instances are not.
fn whole(expanded: &Expanded, object: impl Fn(usize) -> Value) -> Value {
    let objects = || (0..expanded.keys.len()).map(&object);
    if let Some(expansion) = &expanded.unknown {
        let symbol = match expansion.as_ref() {
            Expansion::Of(symbol) => Some(Arc::clone(symbol)),
            Expansion::Block(_) => None,
        };
        let presence = || Presence::Possible(expanded.causes.clone());
        return match expanded.kind {
            Kind::ForEach => Value::unknown(Type::Dynamic, expanded.causes.clone()).with_symbol(symbol),
            Kind::Count | Kind::Single => {
                let found = objects().map(|value| Member { value, presence: presence() }).collect();
                crate::eval::members(Type::Dynamic, found, expanded.causes.clone())
            }
        };
    }
    match expanded.kind {
        Kind::Single | Kind::Count => Value::tuple(objects().collect()),
        Kind::ForEach => {
            let keys = expanded.keys.iter().map(|entry| match &entry.key {
                Some(InstanceKey::Key(key)) => key.clone(),
                _ => SmolStr::default(),
            });
            Value::object(keys.zip(objects()))
        }
    }
}

/// A directory relative to another, as Terraform writes `path.module`: `.`, `modules/a`, `../b`.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let to: Vec<&str> = to.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let shared = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    let parts: Vec<&str> = up.chain(to.get(shared..).unwrap_or_default().iter().copied()).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}
