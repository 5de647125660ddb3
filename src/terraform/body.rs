//! A block's body to the values that its schema makes of it.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::data_source;
use super::expansion::Repetition;
use super::instance::ModuleInstance;
use super::nested::{self, Content};
use super::resource::{META_ARGUMENTS, ResourceInstance};
use super::scope::ModuleScope;
use super::settings::ProviderReference;
use crate::eval::{Binding, Evaluator};
use crate::schema::{
    AttributeSchema, BlockSchema, DefaultValue, NestedBlock, Nesting, Presence, Reading, Surroundings, Unwritten,
};
use crate::syntax::ast::{Body, Expression};
use crate::value::{
    Causes, Data, Instance, Member, ObjectType, PathStep, Presence as MemberPresence, Type, Value, convert,
};

/// What a body is read by.
#[derive(Clone, Copy)]
pub(super) enum Shape<'a> {
    /// A schema.
    Block(&'a BlockSchema),
    /// The type of the attribute that the body stands for an element of.
    Element(&'a Type),
}

impl<'a> Shape<'a> {
    /// What the blocks of a type inside are read by, and how they become one value.
    pub(super) fn nested(self, name: &str) -> Option<(Self, Nesting)> {
        let collection = match self {
            Self::Block(schema) => match schema.block(name) {
                Some(nested) => return Some((Self::Block(&nested.block), nested.nesting)),
                None => &schema.attribute(name)?.ty,
            },
            Self::Element(collection) => match collection.element()? {
                Type::Object(object) => object.attributes.get(name)?,
                _ => return None,
            },
        };
        let nesting = if matches!(collection, Type::Set(_)) { Nesting::Set } else { Nesting::List };
        Some((Self::Element(collection), nesting))
    }
}

/// Decodes one block's body.
pub(super) struct Decoder<'a> {
    pub(super) module: &'a Rc<ModuleInstance>,
    pub(super) repetition: &'a Repetition,
    pub(super) body: &'a Body,
    pub(super) schema: Option<&'a BlockSchema>,
    /// The resource instance that the block belongs to; `None` for providers and module calls.
    pub(super) identity: Option<&'a Arc<Instance>>,
    pub(super) reading: Reading,
}

impl<'a> Decoder<'a> {
    /// A decoder of a resource instance's block.
    pub(super) fn of_resource(resource: &'a ResourceInstance, reading: Reading) -> Self {
        Self {
            module: &resource.module,
            repetition: &resource.repetition,
            body: &resource.block.body,
            schema: resource.schema,
            identity: Some(&resource.identity),
            reading,
        }
    }

    /// Evaluates an expression of the block; a mistake is reported and gives an unknown.
    pub(super) fn evaluate(&self, expression: &Expression, bindings: Option<&Binding<'_>>) -> Value {
        let scope = ModuleScope { instance: self.module, repetition: self.repetition };
        let run = &self.module.run;
        Evaluator::new(&run.context, &scope)
            .evaluate(expression, bindings)
            .unwrap_or_else(|error| run.failed(&error, Type::Dynamic))
    }

    /// An attribute or block of the top level; `None` if there is none of that name.
    pub(super) fn top_level(&self, name: &str) -> Option<Value> {
        let path = [PathStep::Attribute(SmolStr::new(name))];
        match self.schema {
            Some(schema) => self.member(self.body, schema, name, None, &path),
            None => Some(self.untyped(self.body, name, None, &path)),
        }
    }

    /// An attribute or nested block of a block whose schema is known.
    fn member(
        &self,
        body: &Body,
        schema: &BlockSchema,
        name: &str,
        bindings: Option<&Binding<'_>>,
        path: &[PathStep],
    ) -> Option<Value> {
        if let Some(attribute) = schema.attribute(name) {
            return Some(self.attribute(body, attribute, name, bindings, path));
        }
        if let Some(nested) = schema.block(name) {
            return Some(self.nested(body, nested, name, bindings, path));
        }
        if body.attribute(name).is_some() || body.blocks_of(name).next().is_some() || schema.open {
            return Some(self.untyped(body, name, bindings, path));
        }
        None
    }

    /// Something of a block whose schema is not known: as it is written, or unknown.
    fn untyped(&self, body: &Body, name: &str, bindings: Option<&Binding<'_>>, path: &[PathStep]) -> Value {
        if let Some(attribute) = body.attribute(name) {
            return self.evaluate(&attribute.expression, bindings);
        }
        let contents = nested::contents(self, body, name, bindings);
        if contents.is_empty() {
            return self.computed(Type::Dynamic, path);
        }
        let members: Vec<Member> = contents
            .iter()
            .map(|content| {
                let object = content.with_bindings(bindings, |body, bindings| {
                    let mut attributes: Vec<(SmolStr, Value)> = Vec::new();
                    for attribute in &body.attributes {
                        attributes.push((attribute.name.name.clone(), self.evaluate(&attribute.expression, bindings)));
                    }
                    let mut types: Vec<&SmolStr> = body.blocks.iter().map(|block| &block.block_type.name).collect();
                    types.sort();
                    types.dedup();
                    for block_type in types {
                        attributes.push((block_type.clone(), self.untyped(body, block_type, bindings, path)));
                    }
                    Value::object(attributes)
                });
                Member { value: object, presence: content.presence.clone() }
            })
            .collect();
        collect(Nesting::List, Type::Dynamic, members)
    }

    /// The object of a nested block's body.
    pub(super) fn object(
        &self,
        body: &Body,
        schema: &BlockSchema,
        bindings: Option<&Binding<'_>>,
        path: &[PathStep],
    ) -> Value {
        let names = schema.attributes.keys().chain(schema.blocks.keys());
        Value::object(names.filter_map(|name| {
            let path = PathStep::Attribute(name.clone()).after(path);
            Some((name.clone(), self.member(body, schema, name, bindings, &path)?))
        }))
    }

    fn attribute(
        &self,
        body: &Body,
        attribute: &AttributeSchema,
        name: &str,
        bindings: Option<&Binding<'_>>,
        path: &[PathStep],
    ) -> Value {
        let value = if attribute.write_only {
            Value::null_of(attribute.ty.clone())
        } else {
            self.written(body, attribute, name, bindings, path)
                .filter(|value| !value.is_null())
                .unwrap_or_else(|| self.unset(attribute, path))
        };
        let value = if self.reading == Reading::Planned { self.as_the_provider_writes(value, path) } else { value };
        attribute.completed(value, self.identity, path)
    }

    /// A document that the provider writes anew while planning: its content is known, its text is not.
    fn as_the_provider_writes(&self, value: Value, path: &[PathStep]) -> Value {
        let is_rewritten = self.identity.is_some_and(|of| of.resource_type == "aws_ecs_task_definition")
            && matches!(path, [PathStep::Attribute(name)] if name == "container_definitions");
        match value.as_str().filter(|_| is_rewritten).and_then(|_| value.json_content().ok().flatten()) {
            Some(content) => Value::document(content),
            None => value,
        }
    }

    /// What is written for an attribute: an argument, or blocks where its type is a collection of objects.
    fn written(
        &self,
        body: &Body,
        attribute: &AttributeSchema,
        name: &str,
        bindings: Option<&Binding<'_>>,
        path: &[PathStep],
    ) -> Option<Value> {
        if !attribute.presence.is_argument() {
            return None;
        }
        let run = &self.module.run;
        if let Some(argument) = body.attribute(name) {
            let value = self.evaluate(&argument.expression, bindings);
            let value = convert(&value, &attribute.ty).unwrap_or_else(|error| {
                run.report(argument.span, format!("unsuitable value for `{name}`: {error}"));
                // Objects that leave attributes out are the common mistake, and what they do say is worth judging.
                convert(&value, &all_optional(&attribute.ty))
                    .unwrap_or_else(|_| Value::unknown(attribute.ty.clone(), run.error_at(argument.span)))
            });
            return Some(if self.identity.is_some() { without_null_elements(value) } else { value });
        }
        if matches!(attribute.ty, Type::Map(_)) {
            return self.map_of_blocks(body, attribute, name, bindings);
        }
        let Some(Type::Object(_)) = attribute.ty.element() else { return None };
        // Terraform accepts block syntax for every attribute that is a collection of objects.
        let contents = nested::contents(self, body, name, bindings);
        if contents.is_empty() {
            return None;
        }
        let members = contents.iter().enumerate().map(|(index, content)| {
            let path = PathStep::element(index).after(path);
            let object = content
                .with_bindings(bindings, |body, bindings| self.plain_object(body, &attribute.ty, bindings, &path));
            Member { value: object, presence: content.presence.clone() }
        });
        let nesting = if matches!(attribute.ty, Type::Set(_)) { Nesting::Set } else { Nesting::List };
        let members: Vec<Member> = members.collect();
        Some(collect(nesting, attribute.ty.element().cloned().unwrap_or_default(), members))
    }

    /// A map that is written as a block, `tags { … }`: Terraform 0.11 took it for the argument, since 0.12 it is an error. What is
    /// meant is plain, and it is not that the argument is left out.
    fn map_of_blocks(
        &self,
        body: &Body,
        attribute: &AttributeSchema,
        name: &str,
        bindings: Option<&Binding<'_>>,
    ) -> Option<Value> {
        let mut blocks = body.blocks_of(name).peekable();
        let header = blocks.peek()?.header;
        self.module.run.report(header, format!("`{name}` is an argument and no block; write `{name} = {{ … }}`"));
        let written = blocks.flat_map(|block| &block.body.attributes);
        let object = Value::object(
            written.map(|argument| (argument.name.name.clone(), self.evaluate(&argument.expression, bindings))),
        );
        convert(&object, &attribute.ty).ok()
    }

    /// The object of a block that stands for an element of a collection of objects: every attribute of the type, null where unset.
    fn plain_object(&self, body: &Body, collection: &Type, bindings: Option<&Binding<'_>>, path: &[PathStep]) -> Value {
        let Some(Type::Object(object)) = collection.element() else { return Value::null() };
        Value::object(object.attributes.iter().map(|(name, ty)| {
            let attribute = AttributeSchema::new(ty.clone(), Presence::Optional);
            let path = PathStep::Attribute(name.clone()).after(path);
            let value = self.written(body, &attribute, name, bindings, &path);
            (name.clone(), value.unwrap_or_else(|| Value::null_of(ty.clone())))
        }))
    }

    /// The value of an attribute that is not written.
    fn unset(&self, attribute: &AttributeSchema, path: &[PathStep]) -> Value {
        if let Some(value) = self.schema.and_then(|schema| attribute.equal_value(schema, path, self)) {
            return value;
        }
        if let Some(value) = attribute.default_value(self.reading, false, path, self) {
            let Some(older) = self.older_default(attribute, path) else { return value };
            let for_a_rule = older.default.as_ref().filter(|_| self.reading == Reading::Judged);
            let value = for_a_rule.and_then(|default| default.literal().to_value(&attribute.ty));
            return value.unwrap_or_else(|| self.computed(attribute.ty.clone(), path));
        }
        if !attribute.presence.is_computed() {
            return Value::null_of(attribute.ty.clone());
        }
        attribute.nothing_declared(self.reading).unwrap_or_else(|| self.computed(attribute.ty.clone(), path))
    }

    /// The provider configuration that the resource uses.
    fn provider(&self) -> ProviderReference {
        let resource_type = self.identity.map_or("aws", |instance| instance.resource_type.as_str());
        ProviderReference::of_body(resource_type, self.body)
    }

    /// The attribute in the older version of the provider, where its default is another one there and the root module does not say
    /// which version it selects. A rule judges by the older one: a configuration ensures only what every version that it allows does.
    fn older_default(&self, attribute: &AttributeSchema, path: &[PathStep]) -> Option<&'static AttributeSchema> {
        let (older, instance) = (self.module.run.aws_or?, self.identity?);
        let names = path.iter().filter_map(|step| match step {
            PathStep::Attribute(name) => Some(name.as_str()),
            PathStep::Index(_) => None,
        });
        let older = older.resource(&instance.resource_type)?.attribute_at(names)?;
        (older.default != attribute.default).then_some(older)
    }

    /// An unknown that the provider sets.
    pub(super) fn computed(&self, ty: Type, path: &[PathStep]) -> Value {
        match self.identity {
            Some(instance) => instance.computed(ty, path),
            None => Value::unknown(ty, Causes::default()),
        }
    }

    fn nested(
        &self,
        body: &Body,
        nested: &NestedBlock,
        name: &str,
        bindings: Option<&Binding<'_>>,
        path: &[PathStep],
    ) -> Value {
        if let Some((argument, wrong)) = nested::unreadable(body, name) {
            self.module.run.report(argument.span, format!("unsuitable value for `{name}`: {wrong}"));
            return Value::unknown(nested.value_type(), self.module.run.error_at(argument.span));
        }
        let contents = nested::contents(self, body, name, bindings);
        if contents.is_empty() && nested.computed {
            match nested.unwritten(self.resource_type(), name, self.reading) {
                Unwritten::Nothing => {}
                Unwritten::Value(value) => return value,
                Unwritten::Computed => return self.computed(nested.value_type(), path),
            }
        }
        let members: Vec<Member> = contents
            .iter()
            .enumerate()
            .map(|(index, content)| {
                let path = PathStep::element(index).after(path);
                let object =
                    content.with_bindings(bindings, |body, bindings| self.object(body, &nested.block, bindings, &path));
                Member { value: object, presence: content.presence.clone() }
            })
            .collect();
        match nesting_of_labels(nested.nesting, &contents) {
            Some(labels) => Value::map(
                nested.block.object_type(),
                labels.into_iter().zip(members).map(|(label, member)| (label, member.value)).collect(),
            ),
            None if matches!(nested.nesting, Nesting::Group) && members.is_empty() => {
                self.object(&empty_body(body), &nested.block, bindings, path)
            }
            None => collect(nested.nesting, nested.block.object_type(), members),
        }
    }

    /// Which of the blocks of a type is element `index` of their value: a set is not in source order. `above` is the path to them.
    pub(super) fn position(
        &self,
        (shape, nesting): (Shape<'_>, Nesting),
        contents: &[Content<'_>],
        index: usize,
        bindings: Option<&Binding<'_>>,
        above: &[PathStep],
    ) -> Option<usize> {
        let is_certain = contents.iter().all(|content| matches!(content.presence, MemberPresence::Certain));
        if nesting != Nesting::Set || !is_certain || contents.len() < 2 {
            return Some(index);
        }
        let objects = contents.iter().enumerate().map(|(index, content)| {
            let path = PathStep::element(index).after(above);
            content.with_bindings(bindings, |body, bindings| match shape {
                Shape::Block(schema) => self.object(body, schema, bindings, &path),
                Shape::Element(collection) => self.plain_object(body, collection, bindings, &path),
            })
        });
        let objects: Vec<Value> = objects.collect();
        Value::position_in_set(&objects, index)
    }

    /// Which of the expressions of a list that is written for a set is element `index` of the set.
    pub(super) fn position_of_element(
        &self,
        element: &Type,
        written: &[Expression],
        index: usize,
        bindings: Option<&Binding<'_>>,
    ) -> Option<usize> {
        let values: Vec<Value> = written.iter().map(|expression| self.evaluate(expression, bindings)).collect();
        let converted = |element: &Type| -> Option<Vec<Value>> {
            values.iter().map(|value| convert(value, element).ok()).collect()
        };
        let elements = converted(element).or_else(|| converted(&all_optional(element)))?;
        Value::position_in_set(&elements, index)
    }

    /// Whether the value at a path rests on a documented default: the service's, or that of one version of the provider.
    pub(super) fn is_assumed(&self, path: &[PathStep]) -> bool {
        let Some(schema) = self.schema else { return false };
        let names = path.iter().filter_map(|step| match step {
            PathStep::Attribute(name) => Some(name.as_str()),
            PathStep::Index(_) => None,
        });
        let Some(attribute) = schema.attribute_at(names) else { return false };
        (matches!(attribute.default, Some(DefaultValue::Assumed(_))) || self.older_default(attribute, path).is_some())
            && super::trace::place(self, path).is_none_or(|_| !super::trace::is_written(self, path))
    }

    /// Names of what is written at the top level, arguments of Terraform itself left out.
    pub(super) fn written_names(&self) -> Vec<SmolStr> {
        let attributes = self.body.attributes.iter().map(|attribute| &attribute.name.name);
        let names = attributes.chain(self.body.blocks.iter().map(|block| &block.block_type.name));
        names.filter(|name| !META_ARGUMENTS.contains(&name.as_str())).cloned().collect()
    }
}

impl Surroundings for Decoder<'_> {
    fn resource_type(&self) -> &str {
        self.identity.map_or("", |instance| instance.resource_type.as_str())
    }

    fn has_block(&self, block_type: &str) -> bool {
        !nested::contents(self, self.body, block_type, None).is_empty()
    }

    fn text(&self, argument: &str) -> Option<SmolStr> {
        self.evaluate(&self.body.attribute(argument)?.expression, None).as_str().map(SmolStr::new)
    }

    fn other(&self, attribute: &AttributeSchema, name: &SmolStr) -> Value {
        self.attribute(self.body, attribute, name, None, &[PathStep::Attribute(name.clone())])
    }

    fn partition(&self) -> Value {
        data_source::partition(self.module, &self.provider())
    }

    fn region(&self) -> Value {
        data_source::region(self.module, &self.provider())
    }

    fn dns_suffix(&self) -> Value {
        data_source::dns_suffix(self.module, &self.provider())
    }
}

/// The same type with every attribute of its objects optional.
fn all_optional(ty: &Type) -> Type {
    match ty {
        Type::List(element) => Type::list(all_optional(element)),
        Type::Set(element) => Type::set(all_optional(element)),
        Type::Map(element) => Type::map(all_optional(element)),
        Type::Object(object) => Type::Object(Arc::new(ObjectType {
            attributes: object.attributes.iter().map(|(name, ty)| (name.clone(), all_optional(ty))).collect(),
            optional: object.attributes.keys().cloned().collect(),
        })),
        Type::Dynamic | Type::Bool | Type::Number | Type::String | Type::Tuple(_) => ty.clone(),
    }
}

/// A map without the elements that are null, as the provider's library plans it; null where nothing is left.
fn without_null_elements(value: Value) -> Value {
    let Data::Map(map) = &value.data else { return value };
    if !map.entries.values().any(Value::is_null) {
        return value;
    }
    let set = map.entries.iter().filter(|(_, element)| !element.is_null());
    let entries: BTreeMap<_, _> = set.map(|(name, element)| (name.clone(), element.clone())).collect();
    let marks = value.marks;
    if entries.is_empty() {
        return Value::null_of(value.ty()).marked(marks);
    }
    Value::map(map.element.clone(), entries).marked(marks)
}

fn empty_body(like: &Body) -> Body {
    Body { syntax: like.syntax, attributes: Vec::new(), blocks: Vec::new(), span: like.span }
}

fn nesting_of_labels(nesting: Nesting, contents: &[Content<'_>]) -> Option<Vec<SmolStr>> {
    (nesting == Nesting::Map)
        .then(|| contents.iter().map(|content| content.label.clone().unwrap_or_default()).collect())
}

/// The value of all blocks of a type together.
fn collect(nesting: Nesting, element: Type, members: Vec<Member>) -> Value {
    let possible = members.iter().find_map(|member| match &member.presence {
        MemberPresence::Possible(causes) => Some(causes.clone()),
        MemberPresence::Certain => None,
    });
    if let Some(causes) = possible {
        let ty = match nesting {
            Nesting::Set => Type::set(element),
            Nesting::Single | Nesting::Group => element,
            Nesting::List | Nesting::Map => Type::list(element),
        };
        return crate::eval::members(ty, members, causes);
    }
    nesting.collect(element, members.into_iter().map(|member| member.value).collect())
}
