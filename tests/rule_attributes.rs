//! Every name that a rule looks up in a resource exists: in the schema of both major versions of the provider, or of one where
//! `core::try` is around it; also in companions that `core::getresources` finds, in its filters, and in what the linter's own
//! functions return.
//!
//! The expressions of a rule are walked with the types of what they stand for, as far as these follow from the schema. What does
//! not (decoded JSON, inputs) is not looked into.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use smol_str::SmolStr;
use soc2lint::policy::{Policy, PolicyKind, PolicySet, embedded_rules};
use soc2lint::schema::{ProviderMajor, ProviderSchema, aws};
use soc2lint::syntax::ast::{
    Call, Expression, ExpressionKind, For, ForResult, Step, StepKind, Template, TemplatePart, Traversal,
};
use soc2lint::value::{Data, Type, Value};
use soc2lint::workspace::SourceMap;

/// Names that neither version of the schema has, or one only, and why a rule may look them up all the same.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// A type with the name of where it was found: `aws_s3_bucket.versioning`.
#[derive(Clone, Debug)]
struct Origin {
    ty: Type,
    name: String,
}

/// What an expression may stand for; no origin at all where that does not follow from the schema.
#[derive(Clone, Debug, Default)]
struct Shape {
    origins: Vec<Origin>,
    /// The texts that it is one of, or a list of, where they are spelled out.
    texts: Vec<SmolStr>,
}

impl Shape {
    fn of(ty: Type, name: impl Into<String>) -> Self {
        Self { origins: vec![Origin { ty, name: name.into() }], texts: Vec::new() }
    }

    fn or(mut self, other: Self) -> Self {
        self.origins.extend(other.origins);
        self.texts.extend(other.texts);
        self
    }

    fn map(self, of: impl Fn(Type) -> Type) -> Self {
        let change = |origin: Origin| Origin { ty: of(origin.ty), name: origin.name };
        Self { origins: self.origins.into_iter().map(change).collect(), texts: self.texts }
    }

    fn listed(self) -> Self {
        self.map(Type::list)
    }

    fn element(self) -> Self {
        self.map(|ty| match ty {
            Type::List(element) | Type::Set(element) | Type::Map(element) => element.as_ref().clone(),
            _ => Type::Dynamic,
        })
    }

    /// As `core::flatten` makes it: a list of what is no list.
    fn flattened(self) -> Self {
        let mut shape = self;
        while shape.origins.iter().any(|origin| matches!(origin.ty, Type::List(_) | Type::Set(_))) {
            shape = shape.map(|ty| match ty {
                Type::List(element) | Type::Set(element) => element.as_ref().clone(),
                other => other,
            });
        }
        shape.listed()
    }
}

/// What was looked up by one rule in one version of the schema.
#[derive(Default)]
struct Seen {
    found: BTreeSet<String>,
    missing: BTreeSet<String>,
    /// Those of the missing whose lookup is an error, because no `core::try` is around it.
    bare: BTreeSet<String>,
}

struct Walk<'a> {
    schema: &'a ProviderSchema,
    set: &'a PolicySet,
    policy: &'a Policy,
    target: Shape,
    /// The variables of the `for` expressions around, innermost last.
    variables: Vec<(SmolStr, Shape)>,
    locals: BTreeMap<SmolStr, Shape>,
    /// How many calls of `core::try` are around.
    tries: usize,
    seen: &'a mut Seen,
}

impl Walk<'_> {
    fn resource(&mut self, type_name: &str) -> Shape {
        let schema = self.schema.resource(type_name);
        let key = type_name.to_owned();
        match schema {
            Some(block) => {
                self.seen.found.insert(key);
                Shape::of(block.object_type(), type_name)
            }
            None => {
                self.seen.missing.insert(key);
                Shape::default()
            }
        }
    }

    fn attribute(&mut self, shape: Shape, name: &str) -> Shape {
        let mut result = Shape::default();
        for Origin { ty, name: place } in shape.origins {
            let key = format!("{place}.{name}");
            match ty {
                Type::Object(object) => match object.attributes.get(name) {
                    Some(ty) => {
                        self.seen.found.insert(key.clone());
                        result = result.or(Shape::of(ty.clone(), key));
                    }
                    None => {
                        if self.tries == 0 {
                            self.seen.bare.insert(key.clone());
                        }
                        self.seen.missing.insert(key);
                    }
                },
                Type::Map(element) => result = result.or(Shape::of(element.as_ref().clone(), key)),
                // An error wherever it is evaluated: a list has no names.
                Type::List(_) | Type::Set(_) => {
                    self.seen.missing.insert(key);
                }
                _ => {}
            }
        }
        result
    }

    fn step(&mut self, shape: Shape, step: &Step) -> Shape {
        match &step.kind {
            StepKind::Attribute(name) => self.attribute(shape, name),
            StepKind::Index(index) => {
                let index_shape = self.shape(index);
                match index_shape.texts.as_slice() {
                    [name] if !shape.origins.iter().any(|origin| matches!(origin.ty, Type::List(_) | Type::Set(_))) => {
                        let name = name.clone();
                        self.attribute(shape, &name)
                    }
                    _ => shape.element(),
                }
            }
            StepKind::LegacyIndex(_) => shape.element(),
            StepKind::Splat => splatted(shape).element(),
        }
    }

    fn traversal(&mut self, traversal: &Traversal) -> Shape {
        let root = traversal.root.name.as_str();
        let variable = self.variables.iter().rev().find(|(name, _)| name == root).map(|(_, shape)| shape.clone());
        let mut steps = traversal.steps.iter();
        let mut shape = match (variable, root) {
            (Some(shape), _) => shape,
            (None, "attrs" | "prior_attrs") => self.target.clone(),
            (None, "local") => match steps.next().map(|step| &step.kind) {
                Some(StepKind::Attribute(name)) => self.local(name),
                _ => Shape::default(),
            },
            (None, _) => Shape::default(),
        };
        for step in steps {
            shape = self.step(shape, step);
        }
        shape
    }

    fn local(&mut self, name: &SmolStr) -> Shape {
        if let Some(shape) = self.locals.get(name) {
            return shape.clone();
        }
        let Some(local) = self.policy.locals.get(name).or_else(|| self.set.locals.get(name)) else {
            return Shape::default();
        };
        // What a local means does not hang on where it is used.
        let around = (std::mem::take(&mut self.variables), std::mem::take(&mut self.tries));
        let shape = self.shape(&local.expression);
        (self.variables, self.tries) = around;
        self.locals.insert(name.clone(), shape.clone());
        shape
    }

    fn template(&mut self, template: &Template) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(_) => {}
                TemplatePart::Interpolation(expression) => {
                    self.shape(expression);
                }
                TemplatePart::If { condition, then, otherwise } => {
                    self.shape(condition);
                    self.template(then);
                    self.template(otherwise);
                }
                TemplatePart::For { key_variable, value_variable, collection, body } => {
                    let element = self.shape(collection).element();
                    let depth = self.variables.len();
                    self.variables.extend(key_variable.iter().map(|key| (key.name.clone(), Shape::default())));
                    self.variables.push((value_variable.name.clone(), element));
                    self.template(body);
                    self.variables.truncate(depth);
                }
            }
        }
    }

    fn for_expression(&mut self, expression: &For) -> Shape {
        let element = self.shape(&expression.collection).element();
        let depth = self.variables.len();
        self.variables.extend(expression.key_variable.iter().map(|key| (key.name.clone(), Shape::default())));
        self.variables.push((expression.value_variable.name.clone(), element));
        if let Some(condition) = &expression.condition {
            self.shape(condition);
        }
        let shape = match &expression.result {
            ForResult::Tuple(value) => self.shape(value).listed(),
            ForResult::Object { key, value, .. } => {
                self.shape(key);
                self.shape(value);
                Shape::default()
            }
        };
        self.variables.truncate(depth);
        shape
    }

    fn call(&mut self, call: &Call) -> Shape {
        let is_try = call.full_name() == "core::try";
        self.tries += usize::from(is_try);
        let mut arguments: Vec<Shape> = call.arguments.iter().map(|argument| self.shape(argument)).collect();
        self.tries -= usize::from(is_try);
        let mut first = || if arguments.is_empty() { Shape::default() } else { arguments.swap_remove(0) };
        match call.full_name().as_str() {
            "core::getresources" | "core::getdatasource" => {
                let is_data = call.full_name().ends_with("getdatasource");
                let mut result = Shape::default();
                for type_name in first().texts {
                    let found = if is_data { self.data_source(&type_name) } else { self.resource(&type_name) };
                    for key in call.arguments.get(1).into_iter().flat_map(object_keys) {
                        self.attribute(found.clone(), &key);
                    }
                    result = result.or(if is_data { found } else { found.listed() });
                }
                result
            }
            "core::flatten" => first().flattened(),
            "core::tolist" | "core::toset" | "core::distinct" | "core::reverse" | "core::sort" | "core::compact" => {
                first()
            }
            "core::element" | "core::one" => first().element(),
            "core::concat" | "core::coalesce" | "core::try" => {
                arguments.into_iter().fold(Shape::default(), |all, argument| all.or(argument))
            }
            "plugin::soc2::policy_statements" => Shape::of(Type::list(statement()), "policy_statements()"),
            _ => Shape::default(),
        }
    }

    fn data_source(&mut self, type_name: &str) -> Shape {
        match self.schema.data_source(type_name) {
            Some(block) => {
                self.seen.found.insert(format!("data.{type_name}"));
                Shape::of(block.object_type(), format!("data.{type_name}"))
            }
            None => {
                self.seen.missing.insert(format!("data.{type_name}"));
                Shape::default()
            }
        }
    }

    /// Walks an expression and tells what it stands for.
    fn shape(&mut self, expression: &Expression) -> Shape {
        match &expression.kind {
            ExpressionKind::Literal(value) => literal(value),
            ExpressionKind::Template(template) => {
                self.template(template);
                Shape::default()
            }
            ExpressionKind::TemplateWrap(inner) | ExpressionKind::Parenthesis(inner) => self.shape(inner),
            ExpressionKind::Tuple(members) => {
                let all = members.iter().map(|member| self.shape(member));
                all.fold(Shape::default(), Shape::or).listed()
            }
            // What `core::try` falls back to.
            ExpressionKind::Object(items) if items.is_empty() => Shape::default(),
            ExpressionKind::Object(items) => {
                let mut fields = BTreeMap::new();
                for item in items {
                    let key = self.shape(&item.key);
                    let value = self.shape(&item.value);
                    if let [name] = key.texts.as_slice() {
                        // One origin says what the field is; several or none leave it open.
                        let ty = match value.origins.as_slice() {
                            [origin] => origin.ty.clone(),
                            _ => Type::Dynamic,
                        };
                        fields.insert(name.clone(), ty);
                    }
                }
                Shape::of(Type::object(fields), "object")
            }
            ExpressionKind::Traversal(traversal) => self.traversal(traversal),
            ExpressionKind::Access { source, steps } => {
                let source = self.shape(source);
                steps.iter().fold(source, |shape, step| self.step(shape, step))
            }
            ExpressionKind::Splat(splat) => {
                let source = self.shape(&splat.source);
                let element = splatted(source).element();
                splat.each.iter().fold(element, |shape, step| self.step(shape, step)).listed()
            }
            ExpressionKind::Call(call) => self.call(call),
            ExpressionKind::For(expression) => self.for_expression(expression),
            ExpressionKind::Conditional(conditional) => {
                self.shape(&conditional.condition);
                let then = self.shape(&conditional.then);
                then.or(self.shape(&conditional.otherwise))
            }
            ExpressionKind::Unary { operand, .. } => {
                self.shape(operand);
                Shape::default()
            }
            ExpressionKind::Binary(binary) => {
                self.shape(&binary.left);
                self.shape(&binary.right);
                Shape::default()
            }
            ExpressionKind::Invalid => Shape::default(),
        }
    }
}

/// `x[*]` of what is no list is a list of it.
fn splatted(shape: Shape) -> Shape {
    shape.map(|ty| if matches!(ty, Type::List(_) | Type::Set(_)) { ty } else { Type::list(ty) })
}

fn literal(value: &Value) -> Shape {
    match &value.data {
        Data::String(text) => Shape { origins: Vec::new(), texts: vec![text.clone()] },
        _ => Shape::default(),
    }
}

fn object_keys(expression: &Expression) -> Vec<SmolStr> {
    let ExpressionKind::Object(items) = &expression.kind else { return Vec::new() };
    items
        .iter()
        .flat_map(
            |item| if let ExpressionKind::Literal(key) = &item.key.kind { literal(key).texts } else { Vec::new() },
        )
        .collect()
}

/// What `policy_statements` makes of a statement, as `docs/writing-rules.md` says.
fn statement() -> Type {
    let texts = || Type::list(Type::String);
    let principal = || Type::list(Type::object([("type".into(), Type::String), ("identifier".into(), Type::String)]));
    let condition =
        Type::object([("operator".into(), Type::String), ("key".into(), Type::String), ("values".into(), texts())]);
    Type::object([
        ("sid".into(), Type::String),
        ("effect".into(), Type::String),
        ("actions".into(), texts()),
        ("not_actions".into(), texts()),
        ("resources".into(), texts()),
        ("not_resources".into(), texts()),
        ("principals".into(), principal()),
        ("not_principals".into(), principal()),
        ("conditions".into(), Type::list(condition)),
    ])
}

/// What a rule looks up in one version of the schema.
fn look_up(set: &PolicySet, schema: &ProviderSchema, seen: &mut Seen) {
    for (_, policy) in set.policies() {
        let mut walk = Walk {
            schema,
            set,
            policy,
            target: Shape::default(),
            variables: Vec::new(),
            locals: BTreeMap::new(),
            tries: 0,
            seen: &mut *seen,
        };
        walk.target = match (policy.kind, policy.target.exact()) {
            (PolicyKind::Resource, Some(type_name)) => walk.resource(type_name),
            (PolicyKind::Provider, Some("aws")) => Shape::of(schema.provider_config().object_type(), "provider.aws"),
            _ => Shape::default(),
        };
        for name in policy.locals.keys() {
            walk.local(name);
        }
        let conditions = policy.enforce.iter().flat_map(|enforce| {
            [Some(&enforce.condition), enforce.error_message.as_ref(), enforce.info_message.as_ref()]
        });
        for expression in conditions.flatten().chain(&policy.filter) {
            walk.shape(expression);
        }
    }
}

/// What is wrong with the names that a set of rules looks up, and how many are right.
fn wrong_names(set: &PolicySet) -> (BTreeMap<String, &'static str>, usize) {
    let mut seen = Seen::default();
    for major in ProviderMajor::ALL {
        look_up(set, aws(major), &mut seen);
    }
    let never = seen.missing.difference(&seen.found).map(|name| (name.clone(), "is in no version of the schema"));
    let sometimes =
        seen.bare.intersection(&seen.found).map(|name| (name.clone(), "is in one version only: `core::try`"));
    (never.chain(sometimes).collect(), seen.found.len())
}

#[test]
fn what_rules_look_up_exists() {
    let mut told = Vec::new();
    let mut used = BTreeSet::new();
    let mut found = 0;
    for rule in embedded_rules() {
        let (wrong, right) = wrong_names(rule.parsed());
        found += right;
        for (name, why) in wrong {
            match EXCEPTIONS.iter().find(|(exception, _)| *exception == name) {
                Some((exception, _)) => {
                    used.insert(*exception);
                }
                None => told.push(format!("{}: `{name}` {why}", rule.id)),
            }
        }
    }
    let unused = EXCEPTIONS.iter().filter(|(name, _)| !used.contains(name));
    told.extend(unused.map(|(name, _)| format!("no rule needs the exception `{name}`")));
    assert!(told.is_empty(), "{} names:\n{}", told.len(), told.join("\n"));
    assert!(found > 1000, "only {found} names were looked up: the walk sees too little");
}

#[test]
fn a_wrong_name_is_found_wherever_it_stands() {
    let rule = r#"
        locals {
          trails = core::getresources("aws_cloudtrail", { nam = "x" })
        }

        resource_policy "aws_s3_bucket" "names" {
          filter = attrs.no_such_argument == null
          locals {
            companions = [for type in ["aws_s3_bucket_acl", "aws_s3_bucket_policy"] : core::getresources(type, { bucket = attrs.id })]
            acls       = [for a in core::getresources("aws_s3_bucket_acl", { bucket = attrs.id }) : a]
            statements = plugin::soc2::policy_statements(attrs.policy)
          }
          enforce {
            condition = core::length([for r in attrs.server_side_encryption_configuration : r if r.rule[0].no_such_block != null]) == 0
          }
          enforce {
            condition     = core::anytrue([for a in local.acls : core::length([for p in a.access_control_policy : p if p.grants == null]) > 0])
            error_message = "${core::join(",", [for s in local.statements : s.action])} ${local.trails[0].kms_key}"
          }
          enforce {
            condition = core::alltrue([for c in core::flatten(local.companions) : c.policy != null && c.bucket != null])
          }
          enforce {
            condition = core::try(attrs.bucket_namespace, null) != attrs.bucket_namespace && attrs.bucket != null && attrs.versioning[*].enabled != [] && attrs.tags["any"] != attrs.tags_all.any
          }
        }
    "#;
    let sources = SourceMap::default();
    let path = Utf8Path::new("names.policy.hcl");
    let file = sources.add(path, path, rule);
    let set = PolicySet::load(&[sources.file(file)]);
    assert!(set.gaps.is_empty(), "{:?}", set.diagnostics);
    let (wrong, _) = wrong_names(&set);
    let expected = [
        "aws_cloudtrail.kms_key",
        "aws_cloudtrail.nam",
        "aws_s3_bucket.bucket_namespace",
        "aws_s3_bucket.no_such_argument",
        "aws_s3_bucket.server_side_encryption_configuration.rule.no_such_block",
        "aws_s3_bucket_acl.access_control_policy.grants",
        "aws_s3_bucket_acl.policy",
        "policy_statements().action",
    ];
    assert_eq!(wrong.keys().map(String::as_str).collect::<Vec<_>>(), expected);
}
