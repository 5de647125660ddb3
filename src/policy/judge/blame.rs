//! Which attributes decided a condition: a walk over its expression that follows the sides that made it false or unknown.
//!
//! It is a help for the reader of a report, not a proof: where it is not clear which attribute of a block decided, the
//! block is blamed, and where nothing was found, nothing is.

use std::cell::Cell;

use smol_str::SmolStr;

use super::companions::{Answer, Found};
use super::scope::Frame;
use crate::eval::{Binding, EvalResult};
use crate::model::Address;
use crate::policy::functions;
use crate::syntax::ast::{
    Binary, BinaryOperator, Call, Expression, ExpressionKind, For, ForResult, Step, StepKind, TemplatePart, Traversal,
};
use crate::value::{Content, Data, PathStep, Value};

/// More places than this help nobody.
const MAX_PLACES: usize = 24;
/// Nesting of locals and expressions that is followed.
const MAX_DEPTH: u32 = 200;
/// Expressions that one walk visits or evaluates; what it has found by then is the answer. Locals that name others twice each make
/// a few lines into more paths than anybody could follow.
const MAX_WORK: u32 = 50_000;

/// An attribute that decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blame {
    /// The companion that it belongs to; `None` for the target itself.
    pub resource: Option<Address>,
    /// The attribute and what was looked up in it; empty for the resource as a whole.
    pub path: Vec<PathStep>,
    /// Whether it is not what the resource has that decided, but a companion that it lacks.
    pub lacks_companion: bool,
}

impl Frame<'_> {
    /// The attributes that decided what the expression came to, the target's own first; longer paths stand for shorter ones.
    pub(super) fn blame(&self, condition: &Expression) -> Vec<Blame> {
        let walker = Walker { frame: self, depth: Cell::new(0), work: Cell::new(0) };
        let mut found = walker.decide(condition, &Names::default());
        let own = |blame: &Blame| {
            blame
                .resource
                .as_ref()
                .is_none_or(|address| self.target.is_some_and(|target| target.address == address.to_string()))
        };
        for blame in &mut found {
            if own(blame) {
                blame.resource = None;
            }
        }
        // What the target lacks is told at the target, whatever others lack besides.
        if found.iter().any(|blame| blame.resource.is_none() && blame.lacks_companion) {
            found.retain(|blame| !blame.lacks_companion);
        }
        // The whole of the target says nothing that its header does not.
        found.retain(|blame| blame.resource.is_some() || !blame.path.is_empty());
        let mut result: Vec<Blame> = Vec::new();
        for blame in &found {
            let is_covered = found.iter().any(|other| {
                other.resource == blame.resource
                    && other.path.len() > blame.path.len()
                    && other.path.starts_with(&blame.path)
            });
            if !is_covered && !result.contains(blame) {
                result.push(blame.clone());
            }
        }
        result.sort_by_key(|blame| blame.resource.is_some());
        result.truncate(MAX_PLACES);
        result
    }
}

/// The `for` variables in force: their values for evaluation, and where these come from.
#[derive(Clone, Copy, Default)]
struct Names<'n> {
    binding: Option<&'n Binding<'n>>,
    origins: Option<&'n Origin<'n>>,
}

struct Origin<'n> {
    name: &'n SmolStr,
    places: &'n [Blame],
    outer: Option<&'n Origin<'n>>,
}

impl<'n> Names<'n> {
    fn places(&self, name: &str) -> Option<&'n [Blame]> {
        let mut origin = self.origins;
        while let Some(here) = origin {
            if here.name == name {
                return Some(here.places);
            }
            origin = here.outer;
        }
        None
    }
}

/// An element of a collection and where it comes from.
struct Element {
    key: Value,
    value: Value,
    places: Vec<Blame>,
}

struct Walker<'f, 'a> {
    frame: &'f Frame<'a>,
    depth: Cell<u32>,
    work: Cell<u32>,
}

impl Walker<'_, '_> {
    fn count(&self) {
        self.work.set(self.work.get().saturating_add(1));
    }

    fn evaluate(&self, expression: &Expression, names: &Names<'_>) -> EvalResult {
        self.count();
        self.frame.evaluator().evaluate(expression, names.binding)
    }

    /// The places that decided what an expression came to.
    fn decide(&self, expression: &Expression, names: &Names<'_>) -> Vec<Blame> {
        if self.depth.get() >= MAX_DEPTH || self.work.get() >= MAX_WORK {
            return Vec::new();
        }
        self.count();
        self.depth.set(self.depth.get() + 1);
        let found = stacker::maybe_grow(128 * 1024, 1024 * 1024, || self.decide_kind(expression, names));
        self.depth.set(self.depth.get() - 1);
        found
    }

    fn decide_all<'e>(&self, parts: impl IntoIterator<Item = &'e Expression>, names: &Names<'_>) -> Vec<Blame> {
        let mut found = Vec::new();
        for part in parts {
            for place in self.decide(part, names) {
                if found.len() < MAX_PLACES && !found.contains(&place) {
                    found.push(place);
                }
            }
        }
        found
    }

    fn decide_kind(&self, expression: &Expression, names: &Names<'_>) -> Vec<Blame> {
        match &expression.kind {
            ExpressionKind::Literal(_) | ExpressionKind::Invalid => Vec::new(),
            ExpressionKind::Parenthesis(inner) | ExpressionKind::TemplateWrap(inner) => self.decide(inner, names),
            ExpressionKind::Unary { operand, .. } => self.decide(operand, names),
            ExpressionKind::Binary(binary) => self.binary(binary, names),
            ExpressionKind::Conditional(conditional) => {
                let taken = match self.evaluate(&conditional.condition, names).ok().and_then(|value| value.as_bool()) {
                    Some(true) => &conditional.then,
                    Some(false) => &conditional.otherwise,
                    None => return self.decide(&conditional.condition, names),
                };
                let found = self.decide(taken, names);
                if found.is_empty() { self.decide(&conditional.condition, names) } else { found }
            }
            ExpressionKind::Traversal(traversal) => self.traversal(traversal, names),
            ExpressionKind::Access { source, steps } => self.looked_up(source, steps, names, names),
            ExpressionKind::Splat(splat) => {
                let elements = self.elements(&splat.source, names);
                if elements.is_empty() {
                    return self.decide(&splat.source, names);
                }
                let places = elements.into_iter().flat_map(|element| element.places).collect();
                self.extended(places, &splat.each, names)
            }
            ExpressionKind::Call(call) => self.call(call, names),
            ExpressionKind::For(expression) => self.for_expression(expression, names),
            ExpressionKind::Tuple(elements) => self.decide_all(elements, names),
            ExpressionKind::Object(items) => self.decide_all(items.iter().map(|item| &item.value), names),
            ExpressionKind::Template(template) => {
                let parts = template.parts.iter().filter_map(|part| match part {
                    TemplatePart::Interpolation(expression) => Some(expression),
                    TemplatePart::If { condition, .. } => Some(condition),
                    TemplatePart::For { collection, .. } => Some(collection),
                    TemplatePart::Literal(_) => None,
                });
                self.decide_all(parts, names)
            }
        }
    }

    /// Of `&&` and `||`, the sides that have the result's value; of other operations both sides.
    fn binary(&self, binary: &Binary, names: &Names<'_>) -> Vec<Blame> {
        let deciding = match binary.operator {
            BinaryOperator::And => false,
            BinaryOperator::Or => true,
            _ => return self.decide_all([&binary.left, &binary.right], names),
        };
        let sides = [&binary.left, &binary.right];
        let values = sides.map(|side| self.evaluate(side, names).ok());
        let of = |wanted: &dyn Fn(&Value) -> bool| {
            let chosen = sides.iter().zip(&values).filter(|(_, value)| value.as_ref().is_some_and(wanted));
            chosen.map(|(side, _)| *side).collect::<Vec<_>>()
        };
        let decisive = of(&|value| value.as_bool() == Some(deciding));
        let unknown = of(&|value| !value.is_known());
        if !decisive.is_empty() {
            self.decide_all(decisive, names)
        } else if !unknown.is_empty() {
            self.decide_all(unknown, names)
        } else {
            self.decide_all(sides, names)
        }
    }

    fn traversal(&self, traversal: &Traversal, names: &Names<'_>) -> Vec<Blame> {
        if let Some(places) = names.places(&traversal.root.name) {
            return self.extended(places.to_vec(), &traversal.steps, names);
        }
        match traversal.root.name.as_str() {
            "attrs" => self.extended(vec![Blame::default()], &traversal.steps, names),
            "local" => {
                let Some((first, rest)) = traversal.steps.split_first() else { return Vec::new() };
                let StepKind::Attribute(name) = &first.kind else { return Vec::new() };
                let Some((expression, _)) = self.frame.local(name) else { return Vec::new() };
                self.looked_up(expression, rest, &Names::default(), names)
            }
            _ => Vec::new(),
        }
    }

    /// What is looked up in an expression; the steps' own indexes are evaluated with `step_names`.
    fn looked_up(&self, source: &Expression, steps: &[Step], names: &Names<'_>, step_names: &Names<'_>) -> Vec<Blame> {
        let Some((first, rest)) = steps.split_first() else { return self.decide(source, names) };
        if let Some(PathStep::Index(index)) = self.path_step(first, step_names) {
            let element =
                usize::try_from(index).ok().and_then(|index| self.elements(source, names).into_iter().nth(index));
            if let Some(element) = element {
                return self.extended(element.places, rest, step_names);
            }
            return self.decide(source, names);
        }
        if matches!(first.kind, StepKind::Splat) {
            let places = self.elements(source, names).into_iter().flat_map(|element| element.places).collect();
            return self.extended(places, rest, step_names);
        }
        if let (ExpressionKind::Object(items), StepKind::Attribute(name)) = (&source.kind, &first.kind) {
            let is_it = |key: &Expression| matches!(&key.kind, ExpressionKind::Literal(value) if value.as_str() == Some(name.as_str()));
            if let Some(item) = items.iter().rev().find(|item| is_it(&item.key)) {
                return self.looked_up(&item.value, rest, names, step_names);
            }
        }
        self.extended(self.decide(source, names), steps, step_names)
    }

    fn path_step(&self, step: &Step, names: &Names<'_>) -> Option<PathStep> {
        match &step.kind {
            StepKind::Attribute(name) => Some(PathStep::Attribute(name.clone())),
            StepKind::LegacyIndex(index) => Some(PathStep::Index(i64::try_from(*index).ok()?)),
            StepKind::Index(expression) => {
                let value = self.evaluate(expression, names).ok()?;
                match value.as_str() {
                    Some(name) => Some(PathStep::Attribute(name.into())),
                    None => Some(PathStep::Index(value.as_number()?.to_i64()?)),
                }
            }
            StepKind::Splat => None,
        }
    }

    /// The places with steps looked up in them, as far as the steps are known.
    fn extended(&self, mut places: Vec<Blame>, steps: &[Step], names: &Names<'_>) -> Vec<Blame> {
        for step in steps {
            let Some(step) = self.path_step(step, names) else { break };
            for place in &mut places {
                place.path.push(step.clone());
            }
        }
        places
    }

    fn call(&self, call: &Call, names: &Names<'_>) -> Vec<Blame> {
        let name: Vec<&str> = call.name.iter().map(|part| part.name.as_str()).collect();
        match (name.as_slice(), call.arguments.as_slice()) {
            (["core", "try"], arguments) => {
                let mut failed = Vec::new();
                for argument in arguments {
                    let is_ok = self.evaluate(argument, names).is_ok();
                    let places = self.decide(argument, names);
                    if is_ok && !places.is_empty() {
                        return places;
                    }
                    failed.extend(places);
                    if is_ok {
                        break;
                    }
                }
                failed
            }
            (["core", "alltrue"], [list]) => self.of_elements(list, Some(false), names),
            (["core", "anytrue"], [list]) => self.of_elements(list, Some(true), names),
            (["core", "getresources"], _) => self.companions_or_without(call, names),
            (["plugin", "soc2", "network_acl_opens" | "network_acl_opens_all"], [entries, ..]) => {
                self.of_elements(entries, None, names)
            }
            (["plugin", "soc2", _], [rule, ..]) => {
                let value = self.evaluate(rule, names).ok();
                let places = self.decide_all(&call.arguments, names);
                let Some(range) = value.as_ref().and_then(functions::deciding_range) else { return places };
                let rule_places = self.decide(rule, names);
                let narrowed = places.into_iter().map(|mut place| {
                    if rule_places.contains(&place) {
                        place.path.push(PathStep::Attribute(range.into()));
                    }
                    place
                });
                narrowed.collect()
            }
            (_, arguments) => self.decide_all(arguments, names),
        }
    }

    /// The places of the elements with that value, or if there are none, of all.
    fn of_elements(&self, list: &Expression, wanted: Option<bool>, names: &Names<'_>) -> Vec<Blame> {
        let elements = self.elements(list, names);
        let is_wanted = |element: &&Element| match wanted {
            Some(wanted) => element.value.as_bool() == Some(wanted),
            None => functions::deciding_range(&element.value).is_some(),
        };
        let chosen: Vec<&Element> = elements.iter().filter(is_wanted).collect();
        let chosen = if chosen.is_empty() { elements.iter().collect() } else { chosen };
        let places: Vec<Blame> = chosen.into_iter().flat_map(|element| element.places.clone()).collect();
        if places.is_empty() { self.decide(list, names) } else { places }
    }

    /// What `core::getresources` finds; `None` where that is not known.
    fn found(&self, call: &Call, names: &Names<'_>) -> Option<Vec<Found>> {
        let arguments: Result<Vec<Value>, _> =
            call.arguments.iter().map(|argument| self.evaluate(argument, names)).collect();
        match self.frame.run.judge.companions.get(&arguments.ok()?, self.frame.target) {
            Ok(Answer::Found(found)) => Some(found),
            Ok(Answer::Unknown(_)) | Err(_) => None,
        }
    }

    /// The companions that are found, or if there is none, the resources that lack one: those that it was looked for by.
    fn companions_or_without(&self, call: &Call, names: &Names<'_>) -> Vec<Blame> {
        match self.found(call, names) {
            Some(found) if found.is_empty() => {
                let seekers = self.decide_all(call.arguments.get(1), names).into_iter();
                seekers.map(|place| Blame { path: Vec::new(), lacks_companion: true, ..place }).collect()
            }
            Some(found) => companions(found).into_iter().flat_map(|companion| companion.places).collect(),
            None => Vec::new(),
        }
    }

    /// Runs `then` with the variables of a `for` bound to an element.
    fn bound<R>(&self, of: &For, element: &Element, outer: &Names<'_>, then: impl FnOnce(&Names<'_>) -> R) -> R {
        let key = of.key_variable.as_ref().map(|variable| Binding {
            name: &variable.name,
            value: &element.key,
            outer: outer.binding,
        });
        let value =
            Binding { name: &of.value_variable.name, value: &element.value, outer: key.as_ref().or(outer.binding) };
        // The key of a map is as good as the element.
        let key_origin = of.key_variable.as_ref().map(|variable| Origin {
            name: &variable.name,
            places: &element.places,
            outer: outer.origins,
        });
        let value_origin = Origin {
            name: &of.value_variable.name,
            places: &element.places,
            outer: key_origin.as_ref().or(outer.origins),
        };
        then(&Names { binding: Some(&value), origins: Some(&value_origin) })
    }

    /// The elements that a `for` keeps, with whether it does: unknown counts as kept.
    fn is_kept(&self, of: &For, names: &Names<'_>) -> bool {
        of.condition
            .as_ref()
            .is_none_or(|condition| self.evaluate(condition, names).is_ok_and(|value| value.as_bool() != Some(false)))
    }

    /// The elements that are kept, each narrowed to what decided that; if none is, what kept the others out.
    fn for_expression(&self, of: &For, names: &Names<'_>) -> Vec<Blame> {
        let elements = self.elements(&of.collection, names);
        if elements.is_empty() {
            return self.decide(&of.collection, names);
        }
        let (mut kept, mut left_out) = (Vec::new(), Vec::new());
        for element in &elements {
            if kept.len() >= MAX_PLACES || self.work.get() >= MAX_WORK {
                break;
            }
            self.bound(of, element, names, |names| {
                let is_kept = self.is_kept(of, names);
                let (ForResult::Tuple(result) | ForResult::Object { value: result, .. }) = &of.result;
                let deciding = of.condition.as_ref().unwrap_or(result);
                let places = narrowed(self.decide(deciding, names), &element.places);
                if is_kept {
                    kept.extend(places);
                } else if left_out.len() < MAX_PLACES {
                    left_out.extend(places);
                }
            });
        }
        if kept.is_empty() { left_out } else { kept }
    }

    /// The elements of a collection with where they come from.
    fn elements(&self, expression: &Expression, names: &Names<'_>) -> Vec<Element> {
        if self.depth.get() >= MAX_DEPTH || self.work.get() >= MAX_WORK {
            return Vec::new();
        }
        self.count();
        self.depth.set(self.depth.get() + 1);
        let found = stacker::maybe_grow(128 * 1024, 1024 * 1024, || self.elements_of_kind(expression, names));
        self.depth.set(self.depth.get() - 1);
        found
    }

    fn elements_of_kind(&self, expression: &Expression, names: &Names<'_>) -> Vec<Element> {
        match &expression.kind {
            ExpressionKind::Parenthesis(inner) | ExpressionKind::TemplateWrap(inner) => self.elements(inner, names),
            ExpressionKind::Traversal(traversal)
                if traversal.root.name == "local"
                    && names.places("local").is_none()
                    && let [Step { kind: StepKind::Attribute(name), .. }] = traversal.steps.as_slice() =>
            {
                let Some((expression, _)) = self.frame.local(name) else { return Vec::new() };
                self.elements(expression, &Names::default())
            }
            ExpressionKind::Traversal(traversal) => {
                let places = self.traversal(traversal, names);
                self.evaluate(expression, names).map_or_else(|_| Vec::new(), |value| parts(&value, &places))
            }
            ExpressionKind::Conditional(conditional) => {
                let taken = self.evaluate(&conditional.condition, names).ok().and_then(|value| value.as_bool());
                match taken {
                    Some(true) => self.elements(&conditional.then, names),
                    Some(false) => self.elements(&conditional.otherwise, names),
                    None => self.generic_elements(expression, names),
                }
            }
            ExpressionKind::Tuple(elements) => elements
                .iter()
                .enumerate()
                .filter_map(|(index, element)| {
                    let value = self.evaluate(element, names).ok()?;
                    Some(Element { key: index_value(index), value, places: self.decide(element, names) })
                })
                .collect(),
            ExpressionKind::For(of) => self.for_elements(of, names),
            ExpressionKind::Call(call) => self.call_elements(expression, call, names),
            ExpressionKind::Splat(splat) if splat.each.is_empty() => {
                match self.evaluate(&splat.source, names) {
                    // A value that is no list is a list of one.
                    Ok(value) if value.is_known() && value.as_elements().is_none() && !value.is_null() => {
                        vec![Element { key: index_value(0), value, places: self.decide(&splat.source, names) }]
                    }
                    _ => self.elements(&splat.source, names),
                }
            }
            _ => self.generic_elements(expression, names),
        }
    }

    /// The elements of a value of which all come from everything that is read.
    fn generic_elements(&self, expression: &Expression, names: &Names<'_>) -> Vec<Element> {
        let Ok(value) = self.evaluate(expression, names) else { return Vec::new() };
        let places = self.decide(expression, names);
        let mut elements = parts(&value, &[]);
        for element in &mut elements {
            element.places.clone_from(&places);
        }
        elements
    }

    fn call_elements(&self, expression: &Expression, call: &Call, names: &Names<'_>) -> Vec<Element> {
        let name: Vec<&str> = call.name.iter().map(|part| part.name.as_str()).collect();
        match (name.as_slice(), call.arguments.as_slice()) {
            (["core", "getresources"], _) => self.found(call, names).map(companions).unwrap_or_default(),
            (["core", "concat" | "setunion"], lists) if !call.expands_last => {
                lists.iter().flat_map(|list| self.elements(list, names)).collect()
            }
            (["core", "flatten"], [list]) => {
                let mut flat = Vec::new();
                for element in self.elements(list, names) {
                    flatten(element, &mut flat);
                }
                flat
            }
            (["core", "tolist" | "toset" | "distinct" | "compact" | "sort"], [list]) => self.elements(list, names),
            (["core", "try" | "coalescelist"], arguments) => arguments
                .iter()
                .find(|argument| self.evaluate(argument, names).is_ok())
                .map(|argument| self.elements(argument, names))
                .unwrap_or_default(),
            _ => self.generic_elements(expression, names),
        }
    }

    fn for_elements(&self, of: &For, names: &Names<'_>) -> Vec<Element> {
        let (ForResult::Tuple(result) | ForResult::Object { value: result, .. }) = &of.result;
        let mut elements = Vec::new();
        for element in self.elements(&of.collection, names) {
            if self.work.get() >= MAX_WORK {
                break;
            }
            let made = self.bound(of, &element, names, |names| {
                if !self.is_kept(of, names) {
                    return None;
                }
                let value = self.evaluate(result, names).ok()?;
                let places = self.decide(result, names);
                Some((value, places))
            });
            if let Some((value, places)) = made {
                let places = if places.is_empty() { element.places } else { places };
                elements.push(Element { key: index_value(elements.len()), value, places });
            }
        }
        elements
    }
}

fn companions(found: Vec<Found>) -> Vec<Element> {
    let element = |(index, found): (usize, Found)| {
        let place = found.address.map(|address| Blame { resource: Some(address), ..Blame::default() });
        Element { key: index_value(index), value: found.object, places: place.into_iter().collect() }
    };
    found.into_iter().enumerate().map(element).collect()
}

fn index_value(index: usize) -> Value {
    Value::number(i64::try_from(index).unwrap_or(i64::MAX))
}

/// The elements of a value; each is looked up in the places of the whole.
fn parts(value: &Value, places: &[Blame]) -> Vec<Element> {
    let at = |step: PathStep| -> Vec<Blame> {
        let longer = places.iter().map(|place| {
            let mut place = place.clone();
            place.path.push(step.clone());
            place
        });
        longer.collect()
    };
    let numbered = |(index, value): (usize, &Value)| Element {
        key: index_value(index),
        value: value.clone(),
        places: at(PathStep::Index(i64::try_from(index).unwrap_or(i64::MAX))),
    };
    match &value.data {
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => value.children().enumerate().map(numbered).collect(),
        Data::Map(_) | Data::Object(_) => value
            .as_entries()
            .into_iter()
            .flatten()
            .map(|(name, value)| Element {
                key: Value::string(name),
                value: value.clone(),
                places: at(PathStep::Attribute(name.clone())),
            })
            .collect(),
        Data::Unknown(unknown) => match &unknown.content {
            Some(Content::Members(members)) => {
                members.iter().map(|member| &member.value).enumerate().map(numbered).collect()
            }
            _ => Vec::new(),
        },
        Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) => Vec::new(),
    }
}

fn flatten(element: Element, flat: &mut Vec<Element>) {
    let is_list = element.value.as_elements().is_some()
        || matches!(element.value.as_unknown().map(|unknown| &unknown.content), Some(Some(Content::Members(_))));
    if !is_list {
        flat.push(element);
        return;
    }
    for mut inner in parts(&element.value, &[]) {
        inner.places.clone_from(&element.places);
        flatten(inner, flat);
    }
}

/// What decided about an element, where that is one attribute of it, or one of its address ranges; else the element itself.
fn narrowed(deciding: Vec<Blame>, element: &[Blame]) -> Vec<Blame> {
    let mut deciding = deciding;
    deciding.sort();
    deciding.dedup();
    if element.is_empty() || deciding.len() == 1 {
        return deciding;
    }
    let is_range = |place: &&Blame| matches!(place.path.last(), Some(PathStep::Attribute(name)) if functions::is_range_attribute(name));
    let ranges: Vec<Blame> = deciding.iter().filter(is_range).cloned().collect();
    if ranges.len() == 1 { ranges } else { element.to_vec() }
}
