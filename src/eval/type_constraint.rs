//! Type constraints: the `type` of a variable or policy input, with `optional(…)` and its defaults.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Context, EvalError, Evaluator, NoNames};
use crate::syntax::ast::{Call, Expression, ExpressionKind};
use crate::value::{ConversionError, Data, ObjectType, Type, Value, convert};

/// A parsed `type` argument.
#[derive(Clone, Debug, Default)]
pub struct TypeConstraint {
    /// The type, with optional attributes marked.
    pub ty: Type,
    /// The defaults of optional attributes, at any depth; `None` where there are none.
    defaults: Option<Arc<Defaults>>,
}

/// Defaults of optional attributes, in the shape of the type.
#[derive(Clone, Debug, Default)]
struct Defaults {
    /// Of an object type: the default of each attribute that has one.
    values: BTreeMap<SmolStr, Value>,
    /// The defaults within each attribute or tuple element; under the empty name those of every element of a collection.
    children: BTreeMap<SmolStr, Defaults>,
}

impl Defaults {
    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.children.is_empty()
    }

    fn child(&self, name: &str) -> Option<&Defaults> {
        self.children.get(name).or_else(|| self.children.get(""))
    }

    /// Fills in defaults where an attribute is missing or null. Unknown and null values are left as they are.
    fn apply(&self, value: &Value) -> Value {
        let apply_child =
            |name: &str, value: &Value| self.child(name).map_or_else(|| value.clone(), |child| child.apply(value));
        let data = match &value.data {
            Data::List(sequence) | Data::Set(sequence) => {
                let elements: Vec<Value> = sequence.elements.iter().map(|element| apply_child("", element)).collect();
                // The elements may have grown attributes, so that only a tuple can hold them until they are converted.
                Value::tuple(elements).data
            }
            Data::Tuple(elements) => {
                let applied =
                    elements.iter().enumerate().map(|(index, element)| apply_child(&index.to_string(), element));
                Value::tuple(applied.collect()).data
            }
            Data::Map(_) | Data::Object(_) => {
                let entries = value.as_entries().into_iter().flatten();
                let mut attributes: BTreeMap<SmolStr, Value> =
                    entries.map(|(name, value)| (name.clone(), apply_child(name, value))).collect();
                for (name, default) in &self.values {
                    if attributes.get(name).is_none_or(Value::is_null) {
                        attributes.insert(name.clone(), apply_child(name, default));
                    }
                }
                Value::object(attributes).data
            }
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Unknown(_) => {
                return value.clone();
            }
        };
        Value { data, marks: value.marks, symbol: value.symbol.clone() }
    }
}

impl TypeConstraint {
    /// `any`.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// Reads a `type` argument.
    ///
    /// # Errors
    /// Where the expression is no type, with its place.
    pub fn parse(expression: &Expression) -> Result<Self, Box<EvalError>> {
        let mut defaults = Defaults::default();
        let ty = match legacy(expression) {
            Some(ty) => ty,
            None => parse(expression, &mut defaults)?,
        };
        let defaults = (!defaults.is_empty()).then(|| Arc::new(defaults));
        Ok(Self { ty, defaults })
    }

    /// A value as the constraint makes it: defaults filled in, then converted.
    ///
    /// # Errors
    /// When the value does not fit the type.
    pub fn apply(&self, value: &Value) -> Result<Value, ConversionError> {
        match &self.defaults {
            Some(defaults) => convert(&defaults.apply(value), &self.ty),
            None => convert(value, &self.ty),
        }
    }
}

/// A whole type in quotes, as Terraform 0.11 wrote it.
fn legacy(expression: &Expression) -> Option<Type> {
    let ExpressionKind::Literal(value) = &expression.kind else { return None };
    match value.as_str()? {
        "string" => Some(Type::String),
        "list" => Some(Type::list(Type::Dynamic)),
        "map" => Some(Type::map(Type::Dynamic)),
        _ => None,
    }
}

fn parse(expression: &Expression, defaults: &mut Defaults) -> Result<Type, Box<EvalError>> {
    match &expression.kind {
        ExpressionKind::Traversal(traversal) if traversal.steps.is_empty() => match traversal.root.name.as_str() {
            "any" => Ok(Type::Dynamic),
            "string" => Ok(Type::String),
            "number" => Ok(Type::Number),
            "bool" => Ok(Type::Bool),
            // Terraform 0.11 wrote these without an element type.
            "list" => Ok(Type::list(Type::Dynamic)),
            "map" => Ok(Type::map(Type::Dynamic)),
            "set" => Ok(Type::set(Type::Dynamic)),
            other => Err(EvalError::new(
                expression.span,
                format!(
                    "`{other}` is no type; write string, number, bool, any, list(…), set(…), map(…), object({{…}}) or tuple([…])"
                ),
            )),
        },
        ExpressionKind::Literal(_) => {
            Err(EvalError::new(expression.span, "a type is written without quotes: `string`, `list(string)`"))
        }
        ExpressionKind::Parenthesis(inner) => parse(inner, defaults),
        ExpressionKind::Call(call) => parse_call(call, expression, defaults),
        _ => Err(EvalError::new(expression.span, "a type is required, such as `string` or `list(string)`")),
    }
}

fn parse_call(call: &Call, expression: &Expression, defaults: &mut Defaults) -> Result<Type, Box<EvalError>> {
    let name = call.full_name();
    let argument = match (name.as_str(), call.arguments.as_slice()) {
        ("optional", _) => {
            return Err(EvalError::new(
                expression.span,
                "`optional(…)` is only possible for an attribute of an object type",
            ));
        }
        ("list" | "set" | "map" | "object" | "tuple", [argument]) => argument,
        ("list" | "set" | "map" | "object" | "tuple", _) => {
            return Err(EvalError::new(expression.span, format!("`{name}(…)` takes exactly one argument")));
        }
        _ => return Err(EvalError::new(expression.span, format!("`{name}(…)` is no type"))),
    };
    match (name.as_str(), &argument.kind) {
        ("list" | "set" | "map", _) => {
            let mut inner = Defaults::default();
            let element = parse(argument, &mut inner)?;
            if !inner.is_empty() {
                defaults.children.insert(SmolStr::default(), inner);
            }
            Ok(match name.as_str() {
                "list" => Type::list(element),
                "set" => Type::set(element),
                _ => Type::map(element),
            })
        }
        ("tuple", ExpressionKind::Tuple(elements)) => {
            let mut types = Vec::with_capacity(elements.len());
            for (index, element) in elements.iter().enumerate() {
                let mut inner = Defaults::default();
                types.push(parse(element, &mut inner)?);
                if !inner.is_empty() {
                    defaults.children.insert(smol_str::format_smolstr!("{index}"), inner);
                }
            }
            Ok(Type::tuple(types))
        }
        ("object", ExpressionKind::Object(items)) => {
            let mut object = ObjectType { attributes: BTreeMap::new(), optional: BTreeSet::new() };
            for item in items {
                let ExpressionKind::Literal(key) = &item.key.kind else {
                    return Err(EvalError::new(item.key.span, "an attribute of an object type needs a plain name"));
                };
                let Some(attribute) = key.as_str().map(SmolStr::new) else {
                    return Err(EvalError::new(item.key.span, "an attribute of an object type needs a plain name"));
                };
                let ty = attribute_type(&attribute, &item.value, &mut object, defaults)?;
                if object.attributes.insert(attribute, ty).is_some() {
                    return Err(EvalError::new(item.key.span, "an attribute of an object type is written twice"));
                }
            }
            Ok(Type::Object(Arc::new(object)))
        }
        ("tuple", _) => Err(EvalError::new(argument.span, "`tuple` takes a list of types: `tuple([string, number])`")),
        _ => Err(EvalError::new(
            argument.span,
            "`object` takes attributes with their types: `object({ name = string })`",
        )),
    }
}

fn attribute_type(
    name: &SmolStr,
    expression: &Expression,
    object: &mut ObjectType,
    defaults: &mut Defaults,
) -> Result<Type, Box<EvalError>> {
    let mut inner = Defaults::default();
    let ty = match &expression.kind {
        ExpressionKind::Call(call) if call.full_name() == "optional" => {
            let (ty, default) = match call.arguments.as_slice() {
                [ty] => (ty, None),
                [ty, default] => (ty, Some(default)),
                _ => return Err(EvalError::new(expression.span, "`optional(…)` takes a type and perhaps a default")),
            };
            let ty = parse(ty, &mut inner)?;
            object.optional.insert(name.clone());
            if let Some(default) = default {
                let context = Context::default();
                let value = Evaluator::new(&context, &NoNames).evaluate(default, None)?;
                // A default that needs its own inner defaults is completed when it is applied.
                let complete = if inner.is_empty() { value.clone() } else { inner.apply(&value) };
                let value = convert(&complete, &ty).map_err(|error| {
                    EvalError::new(default.span, format!("the default does not fit its type: {error}"))
                })?;
                defaults.values.insert(name.clone(), value);
            }
            ty
        }
        _ => parse(expression, &mut inner)?,
    };
    if !inner.is_empty() {
        defaults.children.insert(name.clone(), inner);
    }
    Ok(ty)
}
