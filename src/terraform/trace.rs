//! Where a value is written, and where it came from.

use std::rc::Rc;

use smol_str::SmolStr;

use super::body::{Decoder, Shape};
use super::expansion::Repetition;
use super::inputs::Input;
use super::instance::ModuleInstance;
use super::nested;
use crate::eval::Binding;
use crate::model::{InstanceKey, Mode, TraceStep};
use crate::schema::Reading;
use crate::syntax::ast::{
    Block, Body, Call, Expression, ExpressionKind, Identifier, StepKind, TemplatePart, Traversal,
};
use crate::value::{PathStep, Type, Value, convert};
use crate::workspace::{Span, read_file};

/// Steps of one trace; a longer way is no explanation.
const MAX_STEPS: usize = 24;

/// Arguments of a function that are followed where it is not clear which one decided.
const MAX_BRANCHES: usize = 3;

/// What is written at a path.
enum Written<'a> {
    /// An argument, with the part of its expression that the rest of the path means.
    Argument { span: Span, expression: &'a Expression, rest: &'a [PathStep] },
    /// A nested block.
    Block(Span),
}

/// A body on the way down a path.
struct Level<'a> {
    body: &'a Body,
    /// `None` where its schema is not known.
    shape: Option<Shape<'a>>,
    /// The iterators of the `dynamic` blocks around it.
    bindings: Option<&'a Binding<'a>>,
    /// The path to it, in source order.
    above: &'a [PathStep],
}

/// The deepest written part of a path, handed to `found`.
fn find<R>(decoder: &Decoder<'_>, path: &[PathStep], found: &mut dyn FnMut(Written<'_>) -> R) -> Option<R> {
    let shape = decoder.schema.map(Shape::Block);
    find_in(decoder, &Level { body: decoder.body, shape, bindings: None, above: &[] }, path, found)
}

fn find_in<R>(
    decoder: &Decoder<'_>,
    level: &Level<'_>,
    path: &[PathStep],
    found: &mut dyn FnMut(Written<'_>) -> R,
) -> Option<R> {
    let (PathStep::Attribute(name), rest) = path.split_first()? else { return None };
    let nested = level.shape.and_then(|shape| shape.nested(name));
    let argument = level.body.attribute(name);
    // In JSON syntax an argument stands for blocks where the schema says so.
    let contents = match (argument, nested) {
        (None, _) | (_, Some((Shape::Block(_), _))) => nested::contents(decoder, level.body, name, level.bindings),
        (Some(_), _) => Vec::new(),
    };
    if let Some(attribute) = argument.filter(|_| contents.is_empty()) {
        let expression = &attribute.expression;
        let in_source = nested.and_then(|(shape, _)| in_source_order(decoder, level, expression, shape, rest));
        let rest = in_source.as_deref().unwrap_or(rest);
        return Some(found(Written::Argument { span: attribute.span, expression, rest }));
    }
    let above = PathStep::Attribute(name.clone()).after(level.above);
    let (index, rest) = match rest.split_first() {
        Some((PathStep::Index(index), rest)) => {
            let index = usize::try_from(*index).ok()?;
            let position = nested.map(|nested| decoder.position(nested, &contents, index, level.bindings, &above));
            (Some(position.unwrap_or(Some(index))?), rest)
        }
        _ => (None, rest),
    };
    let content = contents.get(index.unwrap_or_default())?;
    let above = PathStep::element(index.unwrap_or_default()).after(&above);
    let shape = nested.map(|(shape, _)| shape);
    let deeper = content.with_bindings(level.bindings, |body, bindings| {
        find_in(decoder, &Level { body, shape, bindings, above: &above }, rest, found)
    });
    deeper.or_else(|| {
        let span = argument.map_or(content.header, |attribute| {
            let element = index.and_then(|index| literal_part(&attribute.expression, &[PathStep::element(index)]));
            element.unwrap_or(attribute.span)
        });
        Some(found(Written::Block(span)))
    })
}

/// The path inside an argument with the position in the list that is written out, where the argument is a set.
fn in_source_order(
    decoder: &Decoder<'_>,
    level: &Level<'_>,
    expression: &Expression,
    shape: Shape<'_>,
    path: &[PathStep],
) -> Option<Vec<PathStep>> {
    let (Shape::Element(Type::Set(element)), ExpressionKind::Tuple(written)) = (shape, &expression.kind) else {
        return None;
    };
    let (PathStep::Index(index), rest) = path.split_first()? else { return None };
    let position = decoder.position_of_element(element, written, usize::try_from(*index).ok()?, level.bindings)?;
    Some(std::iter::once(PathStep::element(position)).chain(rest.iter().cloned()).collect())
}

/// Where what is at `path` is written: the argument, or the nested block.
pub(super) fn place(decoder: &Decoder<'_>, path: &[PathStep]) -> Option<Span> {
    find(decoder, path, &mut |written| match written {
        Written::Argument { span, expression, rest } => literal_part(expression, rest).unwrap_or(span),
        Written::Block(header) => header,
    })
}

/// Whether an argument at the path itself is written, and not only a block around it.
pub(super) fn is_written(decoder: &Decoder<'_>, path: &[PathStep]) -> bool {
    find(decoder, path, &mut |written| matches!(written, Written::Argument { .. })).unwrap_or(false)
}

/// The part of a literal list or object that the rest of a path means, where it is written out.
fn literal_part(expression: &Expression, rest: &[PathStep]) -> Option<Span> {
    let (step, rest) = rest.split_first()?;
    match (&expression.kind, step) {
        (ExpressionKind::Object(items), PathStep::Attribute(name)) => {
            let item = items.iter().rev().find(
                |item| matches!(&item.key.kind, ExpressionKind::Literal(key) if key.as_str() == Some(name.as_str())),
            )?;
            literal_part(&item.value, rest).or(Some(item.key.span.to(item.value.span)))
        }
        (ExpressionKind::Tuple(elements), PathStep::Index(index)) => {
            let element = elements.get(usize::try_from(*index).ok()?)?;
            literal_part(element, rest).or(Some(element.span))
        }
        // An object that stands for the only block of its type.
        (ExpressionKind::Object(_), PathStep::Index(0)) => literal_part(expression, rest),
        _ => None,
    }
}

/// From the attribute at a path back to the literals that decided it, nearest first.
pub(super) fn attribute(decoder: &Decoder<'_>, path: &[PathStep]) -> Vec<TraceStep> {
    let mut tracer = Tracer { steps: Vec::new(), visited: 0 };
    let context = Place {
        instance: Rc::clone(decoder.module),
        repetition: decoder.repetition.clone(),
        for_each: decoder.body.attribute("for_each").map(|attribute| (*attribute.expression).clone()),
    };
    find(decoder, path, &mut |written| {
        if let Written::Argument { expression, rest, .. } = written {
            tracer.follow(&context, expression, rest);
        }
    });
    tracer.steps
}

/// Where an expression stands: what its names mean.
struct Place {
    instance: Rc<ModuleInstance>,
    repetition: Repetition,
    for_each: Option<Expression>,
}

impl Place {
    fn of_module(instance: &Rc<ModuleInstance>) -> Self {
        Self { instance: Rc::clone(instance), repetition: Repetition::None, for_each: None }
    }

    fn of_block(instance: &Rc<ModuleInstance>, block: &Block, repetition: &Repetition) -> Self {
        let for_each = block.body.attribute("for_each").map(|attribute| (*attribute.expression).clone());
        Self { instance: Rc::clone(instance), repetition: repetition.clone(), for_each }
    }

    /// The value without reporting mistakes: they were reported when the attribute was read.
    fn value(&self, expression: &Expression) -> Option<Value> {
        self.instance.try_evaluate(expression, &self.repetition).ok()
    }
}

struct Tracer {
    steps: Vec<TraceStep>,
    visited: usize,
}

impl Tracer {
    fn push(&mut self, span: Span, message: String) {
        let step = TraceStep { span, message };
        if self.steps.len() < MAX_STEPS && !self.steps.contains(&step) {
            self.steps.push(step);
        }
    }

    fn follow(&mut self, place: &Place, expression: &Expression, rest: &[PathStep]) {
        self.visited += 1;
        if self.visited > MAX_STEPS * 4 || self.steps.len() >= MAX_STEPS {
            return;
        }
        match &expression.kind {
            ExpressionKind::Parenthesis(inner) | ExpressionKind::TemplateWrap(inner) => self.follow(place, inner, rest),
            ExpressionKind::Conditional(conditional) => {
                let condition = place.value(&conditional.condition);
                let condition = condition.and_then(|value| convert(&value, &Type::Bool).ok());
                match condition.and_then(|value| value.as_bool()) {
                    Some(true) => self.follow(place, &conditional.then, rest),
                    Some(false) => self.follow(place, &conditional.otherwise, rest),
                    None => self.follow(place, &conditional.condition, &[]),
                }
            }
            ExpressionKind::Traversal(traversal) => self.traversal(place, traversal, rest),
            ExpressionKind::Object(items) => {
                if let Some((PathStep::Attribute(name), rest)) = rest.split_first() {
                    let item = items
                        .iter()
                        .rev()
                        .find(|item| place.value(&item.key).is_some_and(|key| key.as_str() == Some(name.as_str())));
                    if let Some(item) = item {
                        self.push(item.key.span.to(item.value.span), format!("`{name}` is set here"));
                        self.follow(place, &item.value, rest);
                    }
                }
            }
            ExpressionKind::Tuple(elements) => {
                if let Some((PathStep::Index(index), rest)) = rest.split_first()
                    && let Some(element) = usize::try_from(*index).ok().and_then(|index| elements.get(index))
                {
                    self.follow(place, element, rest);
                } else {
                    elements.iter().take(MAX_BRANCHES).for_each(|element| self.follow(place, element, &[]));
                }
            }
            ExpressionKind::Call(call) => self.call(place, call, rest),
            ExpressionKind::Template(template) => {
                let parts = template.parts.iter().filter_map(|part| match part {
                    TemplatePart::Interpolation(expression) => Some(expression),
                    TemplatePart::Literal(_) | TemplatePart::If { .. } | TemplatePart::For { .. } => None,
                });
                parts.take(MAX_BRANCHES).for_each(|part| self.follow(place, part, &[]));
            }
            ExpressionKind::Access { source, .. } => self.follow(place, source, &[]),
            ExpressionKind::Splat(splat) => self.follow(place, &splat.source, &[]),
            ExpressionKind::For(expression) => self.follow(place, &expression.collection, &[]),
            ExpressionKind::Unary { operand, .. } => self.follow(place, operand, &[]),
            ExpressionKind::Binary(binary) => {
                self.follow(place, &binary.left, &[]);
                self.follow(place, &binary.right, &[]);
            }
            ExpressionKind::Literal(_) | ExpressionKind::Invalid => {}
        }
    }

    fn call(&mut self, place: &Place, call: &Call, rest: &[PathStep]) {
        let arguments = &call.arguments;
        match (call.full_name().as_str(), rest.first()) {
            ("merge", Some(PathStep::Attribute(name))) => {
                let deciding = arguments
                    .iter()
                    .rev()
                    .find(|argument| place.value(argument).is_some_and(|value| value.get(name).is_some()));
                if let Some(deciding) = deciding {
                    self.follow(place, deciding, rest);
                }
            }
            ("lookup", _) => {
                let key = arguments.get(1).and_then(|key| place.value(key));
                let (Some(map), Some(key)) = (arguments.first(), key.as_ref().and_then(Value::as_str)) else { return };
                let is_there =
                    place.value(map).is_some_and(|value| value.get(key).is_some_and(|value| !value.is_null()));
                if is_there {
                    let path: Vec<PathStep> =
                        std::iter::once(PathStep::Attribute(SmolStr::new(key))).chain(rest.iter().cloned()).collect();
                    self.follow(place, map, &path);
                } else if let Some(default) = arguments.get(2) {
                    self.push(default.span, "the default of `lookup` is taken".to_owned());
                    self.follow(place, default, rest);
                }
            }
            ("try", _) => {
                if let Some(deciding) = arguments.iter().find(|argument| place.value(argument).is_some()) {
                    self.follow(place, deciding, rest);
                }
            }
            ("coalesce", _) => {
                let deciding = arguments.iter().find(|argument| {
                    place.value(argument).is_some_and(|value| !value.is_null() && value.as_str() != Some(""))
                });
                if let Some(deciding) = deciding {
                    self.follow(place, deciding, rest);
                }
            }
            (
                "tostring" | "tonumber" | "tobool" | "tolist" | "toset" | "tomap" | "nonsensitive" | "sensitive"
                | "one",
                _,
            ) => {
                arguments.iter().take(1).for_each(|argument| self.follow(place, argument, rest));
            }
            ("file" | "filebase64" | "templatefile", _) => {
                if let Some(path) = arguments.first().and_then(|path| place.value(path)) {
                    self.file(place, path.as_str().unwrap_or_default());
                }
                arguments.iter().take(MAX_BRANCHES).for_each(|argument| self.follow(place, argument, &[]));
            }
            _ => arguments.iter().take(MAX_BRANCHES).for_each(|argument| self.follow(place, argument, &[])),
        }
    }

    /// A file whose text decides: it is pointed at by its first line.
    fn file(&mut self, place: &Place, path: &str) {
        let run = &place.instance.run;
        let (sources, repository) = (run.configuration.sources(), run.configuration.repository());
        let Some(file) = run.files.locate(path).and_then(|path| read_file(sources, repository, &path).ok()) else {
            return;
        };
        let end = file.text().lines().next().map_or(0, str::len);
        let span = Span::new(file.id, 0, u32::try_from(end).unwrap_or(u32::MAX));
        self.push(span, "the file that is read".to_owned());
    }

    fn traversal(&mut self, place: &Place, traversal: &Traversal, rest: &[PathStep]) {
        let keys: Vec<Option<PathStep>> = traversal
            .steps
            .iter()
            .map(|step| match &step.kind {
                StepKind::Attribute(name) => Some(PathStep::Attribute(name.clone())),
                StepKind::LegacyIndex(index) => i64::try_from(*index).ok().map(PathStep::Index),
                StepKind::Index(expression) => path_step(&place.value(expression)?),
                StepKind::Splat => None,
            })
            .collect();
        let after = |consumed: usize| -> Vec<PathStep> {
            let own = keys.get(consumed..).unwrap_or_default().iter().map_while(Clone::clone);
            own.chain(rest.iter().cloned()).collect()
        };
        let name = |index: usize| match keys.get(index) {
            Some(Some(PathStep::Attribute(name))) => Some(name.clone()),
            _ => None,
        };
        match traversal.root.name.as_str() {
            "var" => {
                if let Some(name) = name(0) {
                    self.variable(place, &name, &after(1));
                }
            }
            "local" => {
                let Some(local) = name(0).and_then(|name| place.instance.module.locals().get(&name).cloned()) else {
                    return;
                };
                let Identifier { name, span } = &local.name;
                self.push(span.to(local.expression.span), format!("`local.{name}`"));
                self.follow(&Place::of_module(&place.instance), &local.expression, &after(1));
            }
            "each" => self.each(place, name(0).as_deref(), &after(1)),
            "module" => self.output(place, &keys, rest),
            "data" => self.resource(place, Mode::Data, &keys, rest),
            "count" | "path" | "terraform" | "self" => {}
            _ => {
                let keys: Vec<Option<PathStep>> =
                    std::iter::once(Some(PathStep::Attribute(traversal.root.name.clone())))
                        .chain(keys.iter().cloned())
                        .collect();
                self.resource(place, Mode::Managed, &keys, rest);
            }
        }
    }

    fn variable(&mut self, place: &Place, name: &SmolStr, rest: &[PathStep]) {
        let instance = &place.instance;
        let Some(block) = instance.module.variable(name) else { return };
        let default = block.body.attribute("default");
        if let Some(caller) = &instance.caller {
            if let Some(attribute) = caller.block.body.attribute(name) {
                let call = caller.block.labels.first().map(|label| label.name.clone()).unwrap_or_default();
                self.push(attribute.span, format!("argument `{name}` of `module.{call}`"));
                let place = Place::of_block(&caller.instance, &caller.block, &caller.repetition);
                self.follow(&place, &attribute.expression, rest);
                return;
            }
        } else {
            match instance.run.inputs.values.get(name) {
                Some(Input::File { expression, span }) => {
                    self.push(*span, format!("value of `var.{name}`"));
                    self.follow(&Place::of_module(instance), expression, rest);
                    return;
                }
                Some(Input::Text { origin, .. }) => {
                    self.push(block.header, format!("`var.{name}` is set by `{origin}`"));
                    return;
                }
                None => {}
            }
        }
        match default {
            Some(attribute) => {
                self.push(attribute.span, format!("default of `var.{name}`"));
                self.follow(&Place::of_module(instance), &attribute.expression, rest);
            }
            None => self.push(block.header, format!("`var.{name}` has no value")),
        }
    }

    fn each(&mut self, place: &Place, what: Option<&str>, rest: &[PathStep]) {
        let (Some(for_each), Repetition::Each { key, .. }) = (&place.for_each, &place.repetition) else { return };
        self.push(for_each.span, "an element of `for_each`".to_owned());
        if what == Some("value")
            && let Some(key) = key.as_str()
        {
            let path: Vec<PathStep> =
                std::iter::once(PathStep::Attribute(SmolStr::new(key))).chain(rest.iter().cloned()).collect();
            self.follow(&Place::of_module(&place.instance), for_each, &path);
        }
    }

    fn output(&mut self, place: &Place, keys: &[Option<PathStep>], rest: &[PathStep]) {
        let Some(Some(PathStep::Attribute(name))) = keys.first() else { return };
        let Some(call) = place.instance.call(name) else { return };
        let Some(instances) = &call.instances else {
            self.push(call.block.header, format!("the source of `module.{name}` is not on disk"));
            return;
        };
        let (index, consumed) = instance_index(call.expanded.keys.iter().map(|entry| &entry.key), keys.get(1));
        let (Some(instance), Some(Some(PathStep::Attribute(output)))) = (instances.get(index), keys.get(1 + consumed))
        else {
            return;
        };
        let Some(block) = instance.module.output(output) else { return };
        if let Some(attribute) = block.body.attribute("value") {
            self.push(attribute.span, format!("output `{output}` of `module.{name}`"));
            let own = keys.get(2 + consumed..).unwrap_or_default().iter().map_while(Clone::clone);
            let path: Vec<PathStep> = own.chain(rest.iter().cloned()).collect();
            self.follow(&Place::of_module(instance), &attribute.expression, &path);
        }
    }

    fn resource(&mut self, place: &Place, mode: Mode, keys: &[Option<PathStep>], rest: &[PathStep]) {
        let (Some(Some(PathStep::Attribute(resource_type))), Some(Some(PathStep::Attribute(name)))) =
            (keys.first(), keys.get(1))
        else {
            return;
        };
        let key = (mode, resource_type.clone(), name.clone());
        let Some(block) = place.instance.resource(&key) else { return };
        let instances = block.instances(&place.instance);
        let (index, consumed) = instance_index(block.expanded.keys.iter().map(|entry| &entry.key), keys.get(2));
        let Some(instance) = instances.get(index) else { return };
        let own = keys.get(2 + consumed..).unwrap_or_default().iter().map_while(Clone::clone);
        let path: Vec<PathStep> = own.chain(rest.iter().cloned()).collect();
        let decoder = Decoder::of_resource(instance, Reading::Planned);
        match self::place(&decoder, &path) {
            Some(span) => {
                let written: Vec<String> = path.iter().map(ToString::to_string).collect();
                self.push(span, format!("`{}{}`", instance.address, written.concat()));
                let place = Place::of_block(&place.instance, &block.block, &instance.repetition);
                find(&decoder, &path, &mut |written| {
                    if let Written::Argument { expression, rest, .. } = written {
                        self.follow(&place, expression, rest);
                    }
                });
            }
            None => self.push(block.block.header, format!("`{}`", instance.address)),
        }
    }
}

fn path_step(value: &Value) -> Option<PathStep> {
    match (value.as_str(), value.as_number()) {
        (Some(text), _) => Some(PathStep::Attribute(SmolStr::new(text))),
        (None, Some(number)) => number.to_i64().map(PathStep::Index),
        (None, None) => None,
    }
}

/// Which instance a key means, and whether the key was a step of its own.
fn instance_index<'k>(
    mut keys: impl Iterator<Item = &'k Option<InstanceKey>>,
    step: Option<&Option<PathStep>>,
) -> (usize, usize) {
    let wanted = match step {
        Some(Some(PathStep::Index(index))) => u64::try_from(*index).ok().map(InstanceKey::Index),
        Some(Some(PathStep::Attribute(name))) => Some(InstanceKey::Key(name.clone())),
        _ => None,
    };
    match keys.position(|key| key.is_some() && *key == wanted) {
        Some(index) => (index, 1),
        None => (0, usize::from(matches!(step, Some(Some(PathStep::Index(_))) | Some(None)))),
    }
}
