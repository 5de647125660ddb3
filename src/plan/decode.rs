//! From the parts of a plan to values of the schema's types.

use smol_str::SmolStr;

use super::index::Entry;
use super::json::Node;
use super::part::Part;
use super::reader::{Plan, Reading};
use crate::schema::{AttributeSchema, BlockSchema, NestedBlock, Nesting, Surroundings, Unwritten};
use crate::value::{PathStep, Type, Value, convert, from_json};

/// The value of a part of which the type is not known: objects and tuples.
pub(super) fn untyped(entry: &Entry, part: Part<'_>, path: &[PathStep]) -> Value {
    let value = if part.is_unknown() {
        entry.instance.computed(Type::Dynamic, path)
    } else if part.value.is_some_and(Node::is_array) {
        let elements = part.elements().into_iter().enumerate();
        Value::tuple(
            elements.map(|(index, element)| untyped(entry, element, &PathStep::element(index).after(path))).collect(),
        )
    } else if part.value.is_some_and(Node::is_object) || part.unknown.is_some_and(Node::is_object) {
        Value::object(part.children().into_iter().map(|(name, child)| {
            let value = untyped(entry, child, &PathStep::Attribute(name.clone()).after(path));
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
            None => Some(self.entry.instance.computed(Type::Dynamic, &path)),
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
        schema.open.then(|| self.entry.instance.computed(Type::Dynamic, path))
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
        attribute.completed(value, Some(&self.entry.instance), path).marked(part.marks())
    }

    /// Whether a plan shows only the SHA-1 of what is set: the provider does so with `user_data` of instances before version 6.
    pub(super) fn is_digest(&self, part: Part<'_>, path: &[PathStep]) -> bool {
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
        // A plan of an older provider does not have the argument; a newer one would show its default.
        let reading = self.reading.of_defaults();
        let default = attribute.default_value(reading, part.value.is_some(), path, self);
        let value = default.or_else(|| attribute.nothing_declared(reading));
        value.unwrap_or_else(|| Value::null_of(attribute.ty.clone()))
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
                return self.entry.instance.computed(attribute.ty.clone(), path).with_symbol(None);
            }
        }
        let schema = self.plan.schema_of(self.entry);
        if let Some(value) = schema.and_then(|schema| attribute.equal_value(schema, path, self)) {
            return value;
        }
        let reading = self.reading.of_defaults();
        if let Some(value) = attribute.default_value(reading, true, path, self) {
            return value;
        }
        if self.is_unwritten(part, path)
            && let Some(empty) = attribute.nothing_declared(reading)
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
        self.entry.instance.computed(attribute.ty.clone(), path)
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

    fn nested(&self, nested: &NestedBlock, part: Part<'_>, path: &[PathStep]) -> Value {
        if part.is_unknown() {
            let ty = nested.value_type();
            if let Some(value) = self.source_value(&ty, path) {
                return value.marked(part.marks());
            }
            let block = path.iter().rev().find_map(|step| match step {
                PathStep::Attribute(name) => Some(name.as_str()),
                PathStep::Index(_) => None,
            });
            // A block that no provider fills in is unknown only where a `dynamic` block makes it, which a plan does not keep.
            let unwritten = match block.filter(|_| nested.computed && self.is_unwritten(part, path)) {
                Some(block) => nested.unwritten(self.resource_type(), block, self.reading.of_defaults()),
                None => Unwritten::Computed,
            };
            match unwritten {
                Unwritten::Nothing => {}
                Unwritten::Value(value) => return value,
                Unwritten::Computed => return self.entry.instance.computed(ty, path),
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
                    let path = PathStep::Attribute(name.clone()).after(path);
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
                        self.object(&nested.block, element, &PathStep::element(index).after(path))
                    })
                    .collect();
                nested.nesting.collect(element(), values)
            }
        };
        value.marked(part.marks())
    }

    fn object(&self, schema: &BlockSchema, part: Part<'_>, path: &[PathStep]) -> Value {
        if part.is_unknown() {
            let ty = schema.object_type();
            let value = self.source_value(&ty, path);
            return value
                .unwrap_or_else(|| self.entry.instance.computed(ty, path).with_symbol(None))
                .marked(part.marks());
        }
        let names = schema.attributes.keys().chain(schema.blocks.keys());
        let object = Value::object(names.filter_map(|name| {
            let path = PathStep::Attribute(name.clone()).after(path);
            Some((name.clone(), self.member(schema, part.child(name), name, &path)?))
        }));
        object.marked(part.marks())
    }

    /// A value of a type; what does not fit the type is as the plan has it.
    fn typed(&self, ty: &Type, part: Part<'_>, path: &[PathStep]) -> Value {
        if part.is_unknown() {
            let value = self.source_value(ty, path);
            let value = value.unwrap_or_else(|| self.entry.instance.computed(ty.clone(), path).with_symbol(None));
            return value.marked(part.marks());
        }
        let Some(node) = part.value.filter(|node| !node.is_null()) else {
            return Value::null_of(ty.clone()).marked(part.marks());
        };
        let value = match ty {
            Type::List(element) | Type::Set(element) if node.is_array() => {
                let elements = part.elements().into_iter().enumerate();
                let values = elements
                    .map(|(index, part)| self.typed(element, part, &PathStep::element(index).after(path)))
                    .collect();
                let element = element.as_ref().clone();
                if matches!(ty, Type::Set(_)) { Value::set(element, values) } else { Value::list(element, values) }
            }
            Type::Map(element) if node.is_object() => {
                let entries = part.children().into_iter().map(|(name, child)| {
                    let path = PathStep::Attribute(name.clone()).after(path);
                    let value = self.typed(element, child, &path);
                    (name, value)
                });
                Value::map(element.as_ref().clone(), entries.collect())
            }
            Type::Object(object) if node.is_object() => Value::object(object.attributes.iter().map(|(name, ty)| {
                let path = PathStep::Attribute(name.clone()).after(path);
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
        if self.has_counterparts(&value.ty(), part, path) {
            return value;
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
                let own = || self.typed(&element, part, &PathStep::element(index).after(path));
                if part.is_unknown() { referred.next().unwrap_or_else(own) } else { own() }
            })
            .collect();
        match value.ty() {
            Type::Set(_) => Value::set(element, elements),
            _ => Value::list(element, elements),
        }
    }
}

impl Surroundings for Decoder<'_> {
    fn resource_type(&self) -> &str {
        self.entry.address.resource_type.as_str()
    }

    fn has_block(&self, block_type: &str) -> bool {
        self.plan.part(self.entry, self.reading).child(block_type).length() > 0
    }

    fn text(&self, argument: &str) -> Option<SmolStr> {
        self.plan.part(self.entry, self.reading).child(argument).value.and_then(Node::as_str).map(SmolStr::new)
    }

    fn other(&self, attribute: &AttributeSchema, name: &SmolStr) -> Value {
        let part = self.plan.part(self.entry, self.reading).child(name);
        self.attribute(attribute, part, &[PathStep::Attribute(name.clone())])
    }

    fn partition(&self) -> Value {
        self.plan.partition(self.entry)
    }

    fn region(&self) -> Value {
        self.plan.region(self.entry)
    }

    fn dns_suffix(&self) -> Value {
        self.plan.dns_suffix(self.entry)
    }
}
