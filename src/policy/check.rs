//! Checks what names in policy files mean, before any target is looked at.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use smol_str::SmolStr;

use super::file::{Local, Policy, PolicyKind};
use super::load::{Parsed, error, warning};
use super::names::{DOCUMENTED_FUNCTIONS, OTHER_FUNCTIONS, meta_fields};
use crate::syntax::ast::{
    Call, Expression, ExpressionKind, ForResult, Identifier, Step, StepKind, Template, TemplatePart, Traversal,
};
use crate::workspace::{Diagnostic, did_you_mean};

const ROOTS: &str = "the root of a traversal must be one of input, local, attrs, meta, or prior_attrs";

/// Checks every file of a set; mistakes go to each file's `errors`.
pub(super) fn check_names(files: &mut [Parsed]) {
    let inputs: BTreeSet<SmolStr> = files.iter().flat_map(|file| file.inputs.keys().cloned()).collect();
    let locals: BTreeMap<SmolStr, Local> =
        files.iter().flat_map(|file| file.locals.iter().map(|(name, local)| (name.clone(), local.clone()))).collect();
    let cyclic = cycles(&locals);
    for file in files {
        let mut found = Found::default();
        let names = Names { inputs: &inputs, locals: &locals, nested: None, kind: None, plugins: &file.plugins };
        for (name, local) in &file.locals {
            names.check(&local.expression, &mut found);
            if let Some(cycle) = cyclic.get(name) {
                found.errors.push(error(local.span, cycle.clone()));
            }
        }
        for policy in &file.policies {
            let names = Names { nested: Some(&policy.locals), kind: Some(policy.kind), ..names };
            check_policy(policy, &file.locals, &names, &mut found);
        }
        file.errors.append(&mut found.errors);
        file.name_warnings = found.warnings;
    }
}

fn check_policy(policy: &Policy, of_file: &BTreeMap<SmolStr, Local>, names: &Names<'_>, found: &mut Found) {
    for (name, local) in &policy.locals {
        names.check(&local.expression, found);
        if of_file.contains_key(name) {
            let message =
                format!("the local `{name}` is already defined. Each local expression must have a unique name");
            found.errors.push(error(local.span, message));
        } else if names.locals.contains_key(name) {
            // Whether files share their locals is documented in one way and was observed in another; the policy means its own.
            let message =
                format!("the local `{name}` hides the one in another file of the directory; rename one of the two");
            found.warnings.push(warning(local.span, message));
        }
    }
    for (name, cycle) in cycles(&policy.locals) {
        if let Some(local) = policy.locals.get(&name) {
            found.errors.push(error(local.span, cycle));
        }
    }
    for expression in expressions(policy) {
        names.check(expression, found);
    }
}

/// The expressions of a policy besides its locals.
fn expressions(policy: &Policy) -> impl Iterator<Item = &Expression> {
    let level = match &policy.level {
        super::file::Level::Known(_) => None,
        super::file::Level::Expression(expression) => Some(expression),
    };
    let enforce = policy.enforce.iter().flat_map(|enforce| {
        [Some(&enforce.condition), enforce.error_message.as_ref(), enforce.info_message.as_ref()].into_iter().flatten()
    });
    level.into_iter().chain(&policy.filter).chain(enforce).map(AsRef::as_ref)
}

/// Whether a policy names `prior_attrs` anywhere.
pub(super) fn names_prior_attributes(policy: &Policy) -> bool {
    let mut names = false;
    let locals = policy.locals.values().map(|local| local.expression.as_ref());
    for expression in expressions(policy).chain(locals) {
        walk(expression, &mut Vec::new(), false, &mut |part, _, _| {
            names |= matches!(part, Part::Name(traversal) if traversal.root.name == "prior_attrs");
        });
    }
    names
}

/// The inputs that a policy reads, itself and by the locals that it uses; `locals` are the top-level ones.
pub(super) fn inputs_of(policy: &Policy, locals: &BTreeMap<SmolStr, Local>) -> BTreeSet<SmolStr> {
    let mut inputs = BTreeSet::new();
    // A local of the policy may have the name of one of another file, which top-level locals mean.
    let mut seen: BTreeSet<(SmolStr, bool)> = BTreeSet::new();
    let mut rest: Vec<(&Expression, bool)> = expressions(policy).map(|expression| (expression, true)).collect();
    while let Some((expression, in_policy)) = rest.pop() {
        walk(expression, &mut Vec::new(), false, &mut |part, bound, _| {
            let Part::Name(traversal) = part else { return };
            let Some(name) = first_attribute(traversal).filter(|_| !bound.contains(&traversal.root.name)) else {
                return;
            };
            match traversal.root.name.as_str() {
                "input" => {
                    inputs.insert(name.clone());
                }
                "local" => {
                    let own = policy.locals.get(name).filter(|_| in_policy);
                    if seen.insert((name.clone(), own.is_some())) {
                        let local = own.or_else(|| locals.get(name));
                        rest.extend(local.map(|local| (local.expression.as_ref(), own.is_some())));
                    }
                }
                _ => {}
            }
        });
    }
    inputs
}

/// The locals that refer to themselves, each with its message.
fn cycles(locals: &BTreeMap<SmolStr, Local>) -> BTreeMap<SmolStr, String> {
    let mut uses: BTreeMap<&SmolStr, BTreeSet<SmolStr>> = BTreeMap::new();
    for (name, local) in locals {
        let used = uses.entry(name).or_default();
        walk(&local.expression, &mut Vec::new(), false, &mut |part, bound, _| {
            if let Part::Name(traversal) = part
                && traversal.root.name == "local"
                && !bound.contains(&traversal.root.name)
                && let Some(name) = first_attribute(traversal)
            {
                used.insert(name.clone());
            }
        });
    }
    let suspects = leading_to_cycles(&uses);
    let mut cyclic = BTreeMap::new();
    let mut looked_at = 0;
    for start in suspects.iter().copied() {
        // Breadth first, remembering the way: the shortest cycle is the one to show.
        let mut came_from: BTreeMap<&SmolStr, &SmolStr> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        'search: while let Some(name) = queue.pop_front() {
            looked_at += 1;
            if looked_at > MAX_SEARCHED {
                cyclic.insert(start.clone(), "it refers to itself, or to a local that does".to_owned());
                break;
            }
            for next in uses.get(name).into_iter().flatten().filter(|next| suspects.contains(next)) {
                if next == start {
                    let mut way = vec![name];
                    while let Some(before) = way.last().and_then(|last| came_from.get(last)) {
                        way.push(before);
                    }
                    let mut way: Vec<String> = way.iter().rev().map(|name| format!("`local.{name}`")).collect();
                    if way.len() > MAX_SHOWN {
                        way.splice(MAX_SHOWN / 2..way.len() - MAX_SHOWN / 2, ["…".to_owned()]);
                    }
                    cyclic.insert(start.clone(), format!("a cycle: {} → `local.{start}`", way.join(" → ")));
                    break 'search;
                }
                if !came_from.contains_key(next) {
                    came_from.insert(next, name);
                    queue.push_back(next);
                }
            }
        }
    }
    cyclic
}

/// Locals of a cycle that its message names.
const MAX_SHOWN: usize = 10;

/// Locals that are looked at to find the shortest cycle of each. Hostile files have thousands in one cycle.
const MAX_SEARCHED: usize = 100_000;

/// The locals from which uses lead to a cycle: those that remain when what uses none that remains is taken away, again and again.
fn leading_to_cycles<'a>(uses: &BTreeMap<&'a SmolStr, BTreeSet<SmolStr>>) -> BTreeSet<&'a SmolStr> {
    let mut users: BTreeMap<&str, Vec<&'a SmolStr>> = BTreeMap::new();
    let mut open: BTreeMap<&'a SmolStr, usize> = BTreeMap::new();
    for (name, used) in uses {
        let known = used.iter().filter(|used| uses.contains_key(used));
        known.clone().for_each(|used| users.entry(used.as_str()).or_default().push(name));
        open.insert(name, known.count());
    }
    let mut done: Vec<&SmolStr> = open.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
    while let Some(name) = done.pop() {
        open.remove(name);
        for user in users.get(name.as_str()).into_iter().flatten() {
            if let Some(count) = open.get_mut(user) {
                *count -= 1;
                if *count == 0 {
                    done.push(user);
                }
            }
        }
    }
    open.into_keys().collect()
}

#[derive(Default)]
struct Found {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

/// What names may be used in a place.
#[derive(Clone, Copy)]
struct Names<'a> {
    inputs: &'a BTreeSet<SmolStr>,
    locals: &'a BTreeMap<SmolStr, Local>,
    /// The locals of the policy, inside one.
    nested: Option<&'a BTreeMap<SmolStr, Local>>,
    /// The kind of policy, inside one.
    kind: Option<PolicyKind>,
    plugins: &'a BTreeSet<SmolStr>,
}

impl Names<'_> {
    fn check(&self, expression: &Expression, found: &mut Found) {
        walk(expression, &mut Vec::new(), false, &mut |part, bound, in_try| match part {
            Part::Name(traversal) if bound.contains(&traversal.root.name) => {}
            Part::Name(traversal) => self.check_name(traversal, in_try, found),
            Part::Call(call) => self.check_call(call, found),
        });
    }

    fn check_name(&self, traversal: &Traversal, in_try: bool, found: &mut Found) {
        let root = &traversal.root;
        let first = first_attribute(traversal);
        let mut wrong = |message: String| {
            let span = traversal.steps.first().map_or(root.span, |step| root.span.to(step.span));
            found.errors.push(error(span, message));
        };
        match (root.name.as_str(), first, self.kind) {
            ("input", Some(name), _) if self.inputs.contains(name) => {}
            ("input", Some(name), _) => {
                let near = did_you_mean(name, self.inputs.iter().map(SmolStr::as_str));
                wrong(format!("there is no input named `{name}`{near}"));
            }
            ("local", Some(name), _)
                if self.locals.contains_key(name) || self.nested.is_some_and(|locals| locals.contains_key(name)) => {}
            ("local", Some(name), _) => {
                let known = self.locals.keys().chain(self.nested.into_iter().flat_map(|locals| locals.keys()));
                let near = did_you_mean(name, known.map(SmolStr::as_str));
                wrong(format!("there is no local named `{name}`{near}"));
            }
            ("input" | "local", None, _) => wrong(format!("`{}` needs a name: `{}.name`", root.name, root.name)),
            ("attrs" | "prior_attrs" | "meta", _, None) => {
                wrong(format!("`{}` is only known inside a policy, not in top-level locals", root.name));
            }
            ("prior_attrs", _, Some(PolicyKind::Provider | PolicyKind::Module)) => {
                wrong("`prior_attrs` is only known in a `resource_policy`".to_owned());
            }
            ("attrs" | "prior_attrs", _, Some(_)) => {}
            ("meta", Some(name), Some(kind)) if !meta_fields(kind).contains(&name.as_str()) => {
                let near = did_you_mean(name, meta_fields(kind).iter().copied());
                let message = format!("`meta` has no field `{name}` in a `{}`{near}", kind.block_type());
                if in_try {
                    found.warnings.push(warning(root.span, message));
                } else {
                    wrong(message);
                }
            }
            ("meta", Some(name), Some(PolicyKind::Resource)) if name == "address" || name == "name" => {
                let message =
                    format!("`meta.{name}` is an extension of this linter; the official tools do not have it");
                found.warnings.push(warning(root.span, message));
            }
            ("meta", _, Some(_)) => {}
            _ => found.errors.push(error(root.span, ROOTS)),
        }
    }

    fn check_call(&self, call: &Call, found: &mut Found) {
        let Some(span) = call.name_span() else { return };
        let parts: Vec<&str> = call.name.iter().map(|part| part.name.as_str()).collect();
        match parts.as_slice() {
            ["core", name] if DOCUMENTED_FUNCTIONS.contains(name) => {}
            ["core", name] if OTHER_FUNCTIONS.contains(name) => {
                let message = format!(
                    "`core::{name}` is not documented for the policy language; the official tools may not have it"
                );
                found.warnings.push(warning(span, message));
            }
            // HCL looks a function up when it is called, so this is no error where it is never called.
            ["core", name] => {
                let near = did_you_mean(name, DOCUMENTED_FUNCTIONS.iter().copied());
                found.warnings.push(warning(span, format!("there is no function `core::{name}`{near}")));
            }
            ["plugin", "soc2", name] => match super::functions::FUNCTIONS.iter().find(|(known, _)| known == name) {
                Some((_, count)) if call.arguments.len() != *count && !call.expands_last => {
                    let message =
                        format!("`plugin::soc2::{name}` takes {count} arguments, not {}", call.arguments.len());
                    found.errors.push(error(span, message));
                }
                Some(_) => {}
                None => {
                    let near = did_you_mean(name, super::functions::FUNCTIONS.iter().map(|(name, _)| *name));
                    found.errors.push(error(span, format!("there is no function `plugin::soc2::{name}`{near}")));
                }
            },
            ["plugin", label, _] if self.plugins.contains(*label) => {}
            ["plugin", label, _] => {
                let message = format!("the plugin `{label}` is not declared in `policy {{ plugins {{ … }} }}`");
                found.errors.push(error(span, message));
            }
            [name] => {
                let message = format!("functions have a namespace here; write `core::{name}`");
                found.errors.push(error(span, message));
            }
            _ => {
                let message = format!("there is no function namespace for `{}`; write `core::…`", call.full_name());
                found.errors.push(error(span, message));
            }
        }
    }
}

fn first_attribute(traversal: &Traversal) -> Option<&SmolStr> {
    match &traversal.steps.first()?.kind {
        StepKind::Attribute(name) => Some(name),
        StepKind::Index(_) | StepKind::LegacyIndex(_) | StepKind::Splat => None,
    }
}

/// What a walk meets.
enum Part<'a> {
    Name(&'a Traversal),
    Call(&'a Call),
}

type Visit<'v> = dyn FnMut(Part<'_>, &[SmolStr], bool) + 'v;

/// Visits every name and call of an expression, with the `for` variables in force and whether it stands inside `try` or `can`.
fn walk(expression: &Expression, bound: &mut Vec<SmolStr>, in_try: bool, visit: &mut Visit<'_>) {
    match &expression.kind {
        ExpressionKind::Literal(_) | ExpressionKind::Invalid => {}
        ExpressionKind::Template(template) => walk_template(template, bound, in_try, visit),
        ExpressionKind::TemplateWrap(inner) | ExpressionKind::Parenthesis(inner) => walk(inner, bound, in_try, visit),
        ExpressionKind::Tuple(elements) => elements.iter().for_each(|element| walk(element, bound, in_try, visit)),
        ExpressionKind::Object(items) => {
            for item in items {
                walk(&item.key, bound, in_try, visit);
                walk(&item.value, bound, in_try, visit);
            }
        }
        ExpressionKind::Traversal(traversal) => {
            visit(Part::Name(traversal), bound, in_try);
            walk_steps(&traversal.steps, bound, in_try, visit);
        }
        ExpressionKind::Access { source, steps } => {
            walk(source, bound, in_try, visit);
            walk_steps(steps, bound, in_try, visit);
        }
        ExpressionKind::Splat(splat) => {
            walk(&splat.source, bound, in_try, visit);
            walk_steps(&splat.each, bound, in_try, visit);
        }
        ExpressionKind::Call(call) => {
            visit(Part::Call(call), bound, in_try);
            let is_try = call.name.last().is_some_and(|name| name.name == "try" || name.name == "can");
            call.arguments.iter().for_each(|argument| walk(argument, bound, in_try || is_try, visit));
        }
        ExpressionKind::For(expression) => {
            walk(&expression.collection, bound, in_try, visit);
            let variables = (expression.key_variable.as_ref(), &expression.value_variable);
            with_bound(variables, bound, |bound| {
                if let Some(condition) = &expression.condition {
                    walk(condition, bound, in_try, visit);
                }
                match &expression.result {
                    ForResult::Tuple(result) => walk(result, bound, in_try, visit),
                    ForResult::Object { key, value, .. } => {
                        walk(key, bound, in_try, visit);
                        walk(value, bound, in_try, visit);
                    }
                }
            });
        }
        ExpressionKind::Conditional(conditional) => {
            for part in [&conditional.condition, &conditional.then, &conditional.otherwise] {
                walk(part, bound, in_try, visit);
            }
        }
        ExpressionKind::Unary { operand, .. } => walk(operand, bound, in_try, visit),
        ExpressionKind::Binary(binary) => {
            walk(&binary.left, bound, in_try, visit);
            walk(&binary.right, bound, in_try, visit);
        }
    }
}

fn walk_steps(steps: &[Step], bound: &mut Vec<SmolStr>, in_try: bool, visit: &mut Visit<'_>) {
    for step in steps {
        if let StepKind::Index(index) = &step.kind {
            walk(index, bound, in_try, visit);
        }
    }
}

fn walk_template(template: &Template, bound: &mut Vec<SmolStr>, in_try: bool, visit: &mut Visit<'_>) {
    for part in &template.parts {
        match part {
            TemplatePart::Literal(_) => {}
            TemplatePart::Interpolation(expression) => walk(expression, bound, in_try, visit),
            TemplatePart::If { condition, then, otherwise } => {
                walk(condition, bound, in_try, visit);
                walk_template(then, bound, in_try, visit);
                walk_template(otherwise, bound, in_try, visit);
            }
            TemplatePart::For { key_variable, value_variable, collection, body } => {
                walk(collection, bound, in_try, visit);
                with_bound((key_variable.as_ref(), value_variable), bound, |bound| {
                    walk_template(body, bound, in_try, visit);
                });
            }
        }
    }
}

fn with_bound(
    (key, value): (Option<&Identifier>, &Identifier),
    bound: &mut Vec<SmolStr>,
    inner: impl FnOnce(&mut Vec<SmolStr>),
) {
    let before = bound.len();
    bound.extend(key.into_iter().chain([value]).map(|variable| variable.name.clone()));
    inner(bound);
    bound.truncate(before);
}
