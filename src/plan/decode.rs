//! From the parts of a plan to values of the schema's types.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::index::Entry;
use super::json::Node;
use super::reader::{Plan, Reading};
use crate::schema::{
    AttributeSchema, BlockSchema, Condition, DefaultValue, NestedBlock, Nesting, Presence, SameAs, TemplatePart,
    condition_of_default, is_none_unless_written,
};
use crate::value::{
    Cause, Causes, Content, Marks, Part as TextPart, PathStep, Refinement, Symbol, Type, Unknown, Value, convert,
    from_json,
};

/// The same place in everything that a plan says of a resource.
#[derive(Clone, Copy, Default)]
pub(super) struct Part<'a> {
    /// The value.
    pub(super) value: Option<Node<'a>>,
    /// What of it is unknown.
    pub(super) unknown: Option<Node<'a>>,
    /// What of it is sensitive.
    pub(super) sensitive: Option<Node<'a>>,
    /// What it is written with.
    pub(super) expression: Option<Node<'a>>,
}

impl<'a> Part<'a> {
    /// The attribute or map element of that name.
    pub(super) fn child(self, name: &str) -> Self {
        let at = |node: Option<Node<'a>>| node.and_then(|node| node.get(name));
        Self {
            value: at(self.value),
            unknown: at(self.unknown),
            sensitive: at(self.sensitive),
            // A block that is written once stands in an array too.
            expression: self.expression.and_then(|node| node.get(name)),
        }
    }

    /// All elements, in one pass.
    fn elements(self) -> Vec<Self> {
        let all = |node: Option<Node<'a>>| node.into_iter().flat_map(Node::elements);
        let (mut unknown, mut sensitive) = (all(self.unknown), all(self.sensitive));
        let mut expressions = all(self.expression.filter(|node| node.is_array()));
        let mut only = self.expression.filter(|node| !node.is_array());
        let elements = all(self.value).map(|value| Self {
            value: Some(value),
            unknown: unknown.next(),
            sensitive: sensitive.next(),
            expression: expressions.next().or_else(|| only.take()),
        });
        elements.collect()
    }

    /// All attributes or map elements by name, known or unknown, in one pass.
    fn children(self) -> BTreeMap<SmolStr, Self> {
        let members = |node: Option<Node<'a>>| {
            let members = node.into_iter().flat_map(Node::members);
            members.filter_map(|member| Some((member.key.as_name()?, member.value)))
        };
        let mut children: BTreeMap<SmolStr, Self> = BTreeMap::new();
        // Of a name that stands there twice the first counts, as where it is looked up.
        for (name, value) in members(self.value) {
            children.entry(name).or_insert(Self { value: Some(value), ..Self::default() });
        }
        for (name, unknown) in members(self.unknown) {
            match children.get_mut(&name) {
                Some(child) => child.unknown = child.unknown.or(Some(unknown)),
                None if unknown.is_true() => {
                    children.insert(name, Self { unknown: Some(unknown), ..Self::default() });
                }
                None => {}
            }
        }
        for (name, sensitive) in members(self.sensitive) {
            children.entry(name).and_modify(|child| child.sensitive = child.sensitive.or(Some(sensitive)));
        }
        for (name, expression) in members(self.expression) {
            children.entry(name).and_modify(|child| child.expression = child.expression.or(Some(expression)));
        }
        children
    }

    /// The element at an index.
    pub(super) fn element(self, index: usize) -> Self {
        let at = |node: Option<Node<'a>>| node.and_then(|node| node.elements().nth(index));
        Self {
            value: at(self.value),
            unknown: at(self.unknown),
            sensitive: at(self.sensitive),
            expression: self.expression.and_then(|node| match node.is_array() {
                true => node.elements().nth(index),
                false => Some(node).filter(|_| index == 0),
            }),
        }
    }

    /// What is looked up in it.
    pub(super) fn at(self, step: &PathStep) -> Self {
        match step {
            PathStep::Attribute(name) => self.child(name),
            PathStep::Index(index) => usize::try_from(*index).map(|index| self.element(index)).unwrap_or_default(),
        }
    }

    /// Whether all of it is unknown.
    pub(super) fn is_unknown(self) -> bool {
        self.unknown.is_some_and(Node::is_true)
    }

    fn is_null(self) -> bool {
        self.value.is_none_or(Node::is_null)
    }

    fn marks(self) -> Marks {
        if self.sensitive.is_some_and(Node::is_true) { Marks::SENSITIVE } else { Marks::NONE }
    }

    fn length(self) -> usize {
        self.value.map_or(0, |node| node.elements().count())
    }
}

fn extended(path: &[PathStep], step: PathStep) -> Vec<PathStep> {
    path.iter().cloned().chain([step]).collect()
}

fn indexed(path: &[PathStep], index: usize) -> Vec<PathStep> {
    extended(path, PathStep::Index(i64::try_from(index).unwrap_or(i64::MAX)))
}

/// An unknown that the provider sets.
pub(super) fn computed(entry: &Entry, ty: Type, path: &[PathStep]) -> Value {
    let written: Vec<String> = path.iter().map(ToString::to_string).collect();
    let address = smol_str::format_smolstr!("{}{}", entry.instance.address, written.concat());
    let is_data = entry.instance.is_data;
    let cause = if is_data { Cause::DataSource(entry.instance.address.clone()) } else { Cause::Computed(address) };
    let symbol = (!path.is_empty()).then(|| {
        Arc::new(Symbol::Attribute { instance: Arc::clone(&entry.instance), path: path.into(), identity: false })
    });
    Value::unknown(ty, cause).with_symbol(symbol)
}

/// The value of a part of which the type is not known: objects and tuples.
pub(super) fn untyped(entry: &Entry, part: Part<'_>, path: &[PathStep]) -> Value {
    let value = if part.is_unknown() {
        computed(entry, Type::Dynamic, path)
    } else if part.value.is_some_and(Node::is_array) {
        let elements = part.elements().into_iter().enumerate();
        Value::tuple(elements.map(|(index, element)| untyped(entry, element, &indexed(path, index))).collect())
    } else if part.value.is_some_and(Node::is_object) || part.unknown.is_some_and(Node::is_object) {
        Value::object(part.children().into_iter().map(|(name, child)| {
            let value = untyped(entry, child, &extended(path, PathStep::Attribute(name.clone())));
            (name, value)
        }))
    } else {
        part.value.and_then(Node::value).unwrap_or_else(Value::null)
    };
    value.marked(part.marks())
}

/// Reads one entry.
pub(super) struct Decoder<'p> {
    pub(super) plan: &'p Plan,
    pub(super) at: usize,
    pub(super) entry: &'p Entry,
    pub(super) reading: Reading,
}

impl Decoder<'_> {
    /// An attribute or block of the resource; `None` if there is none of that name.
    pub(super) fn top_level(&self, name: &str) -> Option<Value> {
        let part = self.plan.part(self.entry, self.reading).child(name);
        let path = [PathStep::Attribute(SmolStr::new(name))];
        match self.plan.schema_of(self.entry) {
            Some(schema) => self.member(schema, part, name, &path),
            None if part.value.is_some() || part.unknown.is_some() => Some(untyped(self.entry, part, &path)),
            None => Some(computed(self.entry, Type::Dynamic, &path)),
        }
    }

    fn member(&self, schema: &BlockSchema, part: Part<'_>, name: &str, path: &[PathStep]) -> Option<Value> {
        if let Some(attribute) = schema.attribute(name) {
            return Some(self.attribute(attribute, part, path));
        }
        if let Some(nested) = schema.block(name) {
            return Some(self.nested(nested, part, path));
        }
        if part.value.is_some() || part.unknown.is_some() {
            return Some(untyped(self.entry, part, path));
        }
        schema.open.then(|| computed(self.entry, Type::Dynamic, path))
    }

    fn attribute(&self, attribute: &AttributeSchema, part: Part<'_>, path: &[PathStep]) -> Value {
        let value = if attribute.write_only {
            Value::null_of(attribute.ty.clone())
        } else if part.is_unknown() || self.is_digest(part, path) {
            self.unknown(attribute, part, path)
        } else if part.is_null() {
            self.unset(attribute, part, path)
        } else {
            let value = self.typed(&attribute.ty, part, path);
            self.with_references(self.with_identity(value, part, path), part, path)
        };
        let value = match value.as_unknown() {
            Some(unknown) if attribute.presence == Presence::Required => not_null(&value, unknown),
            _ => value,
        };
        let value = self.identified(value, attribute, path);
        let own = if attribute.sensitive { Marks::SENSITIVE } else { Marks::NONE };
        value.marked(own.union(part.marks()))
    }

    /// Whether a plan shows only the SHA-1 of what is set: the provider does so with `user_data` of instances before version 6.
    fn is_digest(&self, part: Part<'_>, path: &[PathStep]) -> bool {
        let is_hashed = self.entry.address.resource_type == "aws_instance"
            && matches!(path, [PathStep::Attribute(name)] if name == "user_data");
        is_hashed
            && part
                .value
                .and_then(Node::as_str)
                .is_some_and(|text| text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }

    /// An attribute that the plan shows as null, or not at all.
    fn unset(&self, attribute: &AttributeSchema, part: Part<'_>, path: &[PathStep]) -> Value {
        let literal = match (&attribute.default, self.reading) {
            // An older provider does not have the argument; a newer one would show its default.
            (Some(DefaultValue::Provider(literal)), _) if part.value.is_none() => Some(literal),
            (Some(DefaultValue::Assumed(literal)), Reading::Judged | Reading::Prior) => Some(literal),
            _ => None,
        };
        if let Some(value) = literal.and_then(|literal| literal.to_value(&attribute.ty)) {
            return if self.default_is_in_force(path) { value } else { Value::null_of(attribute.ty.clone()) };
        }
        match self.nothing_declared(attribute) {
            Some(empty) => empty,
            None => Value::null_of(attribute.ty.clone()),
        }
    }

    /// What a rule reads of an attribute that is written like blocks and is not: what the service or another tool adds is not
    /// this configuration's.
    fn nothing_declared(&self, attribute: &AttributeSchema) -> Option<Value> {
        let is_block_like = matches!(attribute.ty.element(), Some(Type::Object(_)));
        let element = attribute.ty.element().filter(|_| {
            self.reading != Reading::Planned && attribute.presence == Presence::OptionalComputed && is_block_like
        })?;
        Some(match attribute.ty {
            Type::Set(_) => Value::set(element.clone(), Vec::new()),
            _ => Value::list(element.clone(), Vec::new()),
        })
    }

    /// Whether the default of a top-level argument holds for this form of the resource.
    fn default_is_in_force(&self, path: &[PathStep]) -> bool {
        let [PathStep::Attribute(name)] = path else { return true };
        let part = self.plan.part(self.entry, self.reading);
        match condition_of_default(&self.entry.address.resource_type, name) {
            None => true,
            Some(Condition::Without(block)) => part.child(block).length() == 0,
            Some(Condition::Is(argument, wanted)) => {
                part.child(argument).value.and_then(Node::as_str).is_none_or(|value| value == wanted)
            }
        }
    }

    /// An attribute that the plan shows as unknown.
    fn unknown(&self, attribute: &AttributeSchema, part: Part<'_>, path: &[PathStep]) -> Value {
        if let Some(value) = self.source_value(&attribute.ty, path) {
            return value;
        }
        if let Some(expression) = part.expression {
            let constant = expression.get("constant_value").and_then(Node::value);
            // What an optional and computed argument is planned as when it is written as `""` or `[]`.
            if let Some(value) = constant.filter(|value| !value.is_null()).and_then(|v| convert(&v, &attribute.ty).ok())
            {
                return value;
            }
            if expression.get("constant_value").is_none() {
                let value = self.plan.referred(self.entry, expression, path);
                if let Some(value) = value.and_then(|value| convert(&value, &attribute.ty).ok()) {
                    return value;
                }
                return computed(self.entry, attribute.ty.clone(), path).with_symbol(None);
            }
        }
        if let Some(value) = self.same_as(attribute, path) {
            return value;
        }
        if let (Some(DefaultValue::Assumed(literal)), Reading::Judged) = (&attribute.default, self.reading)
            && let Some(value) = literal.to_value(&attribute.ty)
        {
            return if self.default_is_in_force(path) { value } else { Value::null_of(attribute.ty.clone()) };
        }
        if self.is_unwritten(part, path)
            && let Some(empty) = self.nothing_declared(attribute)
        {
            return empty;
        }
        if self.entry.instance.is_data
            && self.entry.address.resource_type == "aws_iam_policy_document"
            && matches!(path, [PathStep::Attribute(name)] if name == "json" || name == "minified_json")
        {
            let read = |name: &str| self.plan.read(self.at, name, self.reading).unwrap_or_else(Value::null);
            return crate::terraform::policy_document_json(&read);
        }
        computed(self.entry, attribute.ty.clone(), path)
    }

    /// Whether nothing is written for a part that is unknown, as far as the plan tells and the source, where that is at hand.
    fn is_unwritten(&self, part: Part<'_>, path: &[PathStep]) -> bool {
        let written = self.plan.written.get(&self.at);
        part.expression.is_none()
            && self.plan.block_of(self.entry).is_some()
            && !written.is_some_and(|written| {
                // Of what is not written, source tells the place of the block around it.
                let around = path.split_last().and_then(|(_, around)| written.attributes.place(around));
                written.attributes.place(path).is_some_and(|place| Some(place) != around)
            })
    }

    /// What source knows of a value that the plan does not show: parts of a text or document, what it refers to.
    fn source_value(&self, ty: &Type, path: &[PathStep]) -> Option<Value> {
        if self.reading == Reading::Prior {
            return None;
        }
        let written = self.plan.written.get(&self.at).filter(|written| written.is_exact)?;
        let (PathStep::Attribute(name), rest) = path.split_first()? else { return None };
        let whole = written.attributes.get(name)?;
        let mut value = &whole;
        for step in rest {
            value = match step {
                PathStep::Attribute(name) => value.get(name)?,
                PathStep::Index(index) => {
                    let elements = value.as_elements()?;
                    let is_ordered = !matches!(value.ty(), Type::Set(_)) || elements.len() == 1;
                    elements.get(usize::try_from(*index).ok()?).filter(|_| is_ordered)?
                }
            };
        }
        let tells = value.is_known()
            || value.symbol.is_some()
            || value.as_unknown().is_some_and(|unknown| unknown.content.is_some());
        if value.is_null() || !tells || super::references::is_of_representative(value) {
            return None;
        }
        convert(value, ty).ok()
    }

    /// Gives the value of an identity attribute its symbol.
    fn identified(&self, value: Value, attribute: &AttributeSchema, path: &[PathStep]) -> Value {
        if attribute.identity.is_none() || path.len() != 1 || value.is_null() {
            return value;
        }
        let instance = &self.entry.instance;
        let symbol = Symbol::Attribute { instance: Arc::clone(instance), path: path.into(), identity: true };
        match (value.as_unknown(), value.symbol.as_deref()) {
            (None, Some(_)) => value,
            (None, None) => value.with_symbol(Some(Arc::new(symbol))),
            (Some(_), Some(Symbol::Attribute { identity: true, instance: own, .. })) if own == instance => value,
            (Some(unknown), of) => {
                let is_other = matches!(of, Some(Symbol::Attribute { instance: own, .. }) if own != instance);
                let refinement = Refinement { not_null: true, ..unknown.refinement.clone() };
                // What it is set to stays visible beside what it is.
                let content = match &unknown.content {
                    None if is_other && unknown.ty == Type::String => {
                        Some(Content::Template(Arc::new([TextPart::Value(not_null(&value, unknown))])))
                    }
                    content => content.clone(),
                };
                Value::unknown_with(Unknown { content, refinement, ..unknown.clone() })
                    .marked(value.marks)
                    .with_symbol(Some(Arc::new(symbol)))
            }
        }
    }

    /// What an exported attribute equals: another attribute, or a text made of others.
    fn same_as(&self, attribute: &AttributeSchema, path: &[PathStep]) -> Option<Value> {
        if path.len() != 1 {
            return None;
        }
        let schema = self.plan.schema_of(self.entry)?;
        let other = |name: &SmolStr| {
            let part = self.plan.part(self.entry, self.reading).child(name);
            // A chain of equalities is one step long in the tables; a second one would be a circle.
            let argument = AttributeSchema { same_as: None, ..schema.attribute(name)?.clone() };
            let value = self.attribute(&argument, part, &[PathStep::Attribute(name.clone())]);
            (!value.is_null()).then_some(value)
        };
        match attribute.same_as.as_ref()? {
            SameAs::Attribute(name) => convert(&other(name)?, &attribute.ty).ok(),
            SameAs::Template(parts) => {
                let mut text = Vec::with_capacity(parts.len());
                for part in parts {
                    text.push(match part {
                        TemplatePart::Literal(literal) => Value::string(literal),
                        TemplatePart::Attribute(name) => convert(&other(name)?, &Type::String).ok()?,
                        TemplatePart::Partition => self.plan.partition(self.entry),
                        TemplatePart::Region => self.plan.region(self.entry),
                        TemplatePart::AccountId => self.plan.account_id(),
                        TemplatePart::DnsSuffix => self.plan.dns_suffix(self.entry),
                    });
                }
                Some(Value::template(text))
            }
        }
    }

    fn nested(&self, nested: &NestedBlock, part: Part<'_>, path: &[PathStep]) -> Value {
        if part.is_unknown() {
            let ty = nested.value_type();
            if let Some(value) = self.source_value(&ty, path) {
                return value;
            }
            let block = path.iter().rev().find_map(|step| match step {
                PathStep::Attribute(name) => Some(name.as_str()),
                PathStep::Index(_) => None,
            });
            let resource_type = self.entry.address.resource_type.as_str();
            // A block that no provider fills in is unknown only where a `dynamic` block makes it, which a plan does not keep.
            let is_unset = nested.computed && self.reading == Reading::Judged && self.is_unwritten(part, path);
            if !is_unset {
                return computed(self.entry, ty, path);
            }
            if !block.is_some_and(|block| is_none_unless_written(resource_type, block)) {
                return nested.value_when_absent().unwrap_or_else(|| computed(self.entry, ty, path));
            }
        }
        let element = || nested.block.object_type();
        let shown = part.value.filter(|node| !node.is_null() && !part.is_unknown());
        let value = match (nested.nesting, shown) {
            (Nesting::Single | Nesting::Group, Some(node)) if node.is_object() => {
                self.object(&nested.block, part, path)
            }
            (Nesting::Group, _) => self.object(&nested.block, Part::default(), path),
            (Nesting::Single, _) => Value::null_of(element()),
            (Nesting::Map, Some(node)) if node.is_object() => {
                let entries = part.children().into_iter().map(|(name, child)| {
                    let path = extended(path, PathStep::Attribute(name.clone()));
                    let value = self.object(&nested.block, child, &path);
                    (name, value)
                });
                Value::map(element(), entries.collect())
            }
            (Nesting::List | Nesting::Set | Nesting::Map, _) => {
                let count = part.length();
                // Blocks of a set stand in another order than they are written in.
                let is_ordered = nested.nesting == Nesting::List || count == 1;
                let written = part.expression.map_or(0, |node| node.elements().count());
                let elements = part.elements().into_iter().enumerate();
                let values: Vec<Value> = elements
                    .map(|(index, mut element)| {
                        if !(is_ordered && written == count) {
                            element.expression = None;
                        }
                        self.object(&nested.block, element, &indexed(path, index))
                    })
                    .collect();
                if nested.nesting == Nesting::Set {
                    Value::set(element(), values)
                } else {
                    Value::list(element(), values)
                }
            }
        };
        value.marked(part.marks())
    }

    fn object(&self, schema: &BlockSchema, part: Part<'_>, path: &[PathStep]) -> Value {
        if part.is_unknown() {
            return computed(self.entry, schema.object_type(), path).with_symbol(None);
        }
        let names = schema.attributes.keys().chain(schema.blocks.keys());
        let object = Value::object(names.filter_map(|name| {
            let path = extended(path, PathStep::Attribute(name.clone()));
            Some((name.clone(), self.member(schema, part.child(name), name, &path)?))
        }));
        object.marked(part.marks())
    }

    /// A value of a type; what does not fit the type is as the plan has it.
    fn typed(&self, ty: &Type, part: Part<'_>, path: &[PathStep]) -> Value {
        if part.is_unknown() {
            return computed(self.entry, ty.clone(), path).with_symbol(None).marked(part.marks());
        }
        let Some(node) = part.value.filter(|node| !node.is_null()) else {
            return Value::null_of(ty.clone()).marked(part.marks());
        };
        let value = match ty {
            Type::List(element) | Type::Set(element) if node.is_array() => {
                let elements = part.elements().into_iter().enumerate();
                let values = elements.map(|(index, part)| self.typed(element, part, &indexed(path, index))).collect();
                let element = element.as_ref().clone();
                if matches!(ty, Type::Set(_)) { Value::set(element, values) } else { Value::list(element, values) }
            }
            Type::Map(element) if node.is_object() => {
                let entries = part.children().into_iter().map(|(name, child)| {
                    let path = extended(path, PathStep::Attribute(name.clone()));
                    let value = self.typed(element, child, &path);
                    (name, value)
                });
                Value::map(element.as_ref().clone(), entries.collect())
            }
            Type::Object(object) if node.is_object() => Value::object(object.attributes.iter().map(|(name, ty)| {
                let path = extended(path, PathStep::Attribute(name.clone()));
                (name.clone(), self.typed(ty, part.child(name), &path))
            })),
            Type::Bool | Type::Number | Type::String if !node.is_array() && !node.is_object() => {
                let value = from_json(node.written()).unwrap_or_else(|_| Value::null());
                convert(&value, ty).unwrap_or(value)
            }
            _ => untyped(self.entry, part, path),
        };
        value.marked(part.marks())
    }

    /// A known text with whose identity it is, where its expression is nothing but that: two buckets of one name are still two.
    fn with_identity(&self, value: Value, part: Part<'_>, path: &[PathStep]) -> Value {
        let (Some(text), Some(expression)) = (value.as_str(), part.expression) else { return value };
        if value.symbol.is_some() || expression.get("references").is_none() {
            return value;
        }
        let referred =
            self.source_value(&Type::String, path).or_else(|| self.plan.referred(self.entry, expression, path));
        match referred {
            Some(referred) if referred.as_str() == Some(text) => value.with_symbol(referred.symbol),
            _ => value,
        }
    }

    /// A list of which elements are unknown, with what they refer to where that can be told: as many references as unknown elements.
    fn with_references(&self, value: Value, part: Part<'_>, path: &[PathStep]) -> Value {
        let Some(unknown) = part.unknown.filter(|node| node.is_array()) else { return value };
        let count = unknown.elements().filter(|element| element.is_true()).count();
        if count == 0 {
            return value;
        }
        if let Some(written) = self.source_value(&value.ty(), path) {
            return written;
        }
        let (Some(expression), Some(element)) = (part.expression, value.ty().element().cloned()) else { return value };
        let Some(referred) = self.plan.all_referred(self.entry, expression, path).filter(|all| all.len() == count)
        else {
            return value;
        };
        let mut referred = referred.into_iter();
        let elements = part.elements().into_iter().enumerate();
        let elements: Vec<Value> = elements
            .map(|(index, part)| {
                let own = || self.typed(&element, part, &indexed(path, index));
                if part.is_unknown() { referred.next().unwrap_or_else(own) } else { own() }
            })
            .collect();
        match value.ty() {
            Type::Set(_) => Value::set(element, elements),
            _ => Value::list(element, elements),
        }
    }
}

/// The same unknown, known not to be null.
fn not_null(value: &Value, unknown: &Unknown) -> Value {
    let refinement = Refinement { not_null: true, ..unknown.refinement.clone() };
    Value::unknown_with(Unknown { refinement, ..unknown.clone() }).marked(value.marks).with_symbol(value.symbol.clone())
}

/// What the credentials or the region of the provider configuration decide: the same wherever it is read.
pub(super) fn of_provider(what: &'static str, data_source: &'static str) -> Value {
    let symbol = Symbol::Variable { address: SmolStr::new_static(what), path: Arc::new([]) };
    let causes: Causes = Cause::DataSource(SmolStr::new_static(data_source)).into();
    let refinement = Refinement { not_null: true, ..Refinement::default() };
    Value::unknown_with(Unknown { ty: Type::String, causes, refinement, content: None })
        .with_symbol(Some(Arc::new(symbol)))
}
