//! The value of an argument that the configuration leaves out.
//!
//! `terraform providers schema` does not tell defaults. They come from `schemas/defaults.csv`, which also says where each is from.

use smol_str::SmolStr;

use crate::value::{Number, Type, Value};

/// Who puts the default in force, and whether a plan shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DefaultValue {
    /// The provider fills it in while planning: a plan shows this value.
    Provider(DefaultLiteral),
    /// The service is documented to apply it; a plan shows it as unknown, or no plan was ever looked at.
    /// It decides like a known value, but a finding says that it rests on an assumption.
    Assumed(DefaultLiteral),
    /// The service is documented to apply it, and a plan shows null, because nothing is sent:
    /// so null is what a rule reads, and this is what to tell people about it.
    Service(DefaultLiteral),
}

impl DefaultValue {
    /// The value in force once deployed, whoever puts it in force.
    pub fn literal(&self) -> &DefaultLiteral {
        match self {
            Self::Provider(literal) | Self::Assumed(literal) | Self::Service(literal) => literal,
        }
    }
}

/// A literal of the tables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DefaultLiteral {
    /// No value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in decimal text, as JSON writes it.
    Number(SmolStr),
    /// A string.
    String(SmolStr),
    /// A list or set, mostly empty.
    List(Vec<DefaultLiteral>),
}

impl DefaultLiteral {
    /// Reads the literal from JSON; `None` for an object, which no default is.
    pub fn from_json(json: &serde_json::Value) -> Option<Self> {
        match json {
            serde_json::Value::Null => Some(Self::Null),
            serde_json::Value::Bool(bool) => Some(Self::Bool(*bool)),
            serde_json::Value::Number(number) => Some(Self::Number(number.to_string().into())),
            serde_json::Value::String(string) => Some(Self::String(string.into())),
            serde_json::Value::Array(items) => items.iter().map(Self::from_json).collect::<Option<_>>().map(Self::List),
            serde_json::Value::Object(_) => None,
        }
    }

    /// The literal as a value of the attribute's type; `None` if it is no value of that type, which a test rules out for the tables.
    ///
    /// Where the provider has made a bool or a number a string (`"true"`), or the other way round, the type decides, as in Terraform.
    pub fn to_value(&self, ty: &Type) -> Option<Value> {
        Some(match (self, ty) {
            (Self::Null, ty) => Value::null_of(ty.clone()),
            (Self::Bool(bool), Type::Bool | Type::Dynamic) => Value::bool(*bool),
            (Self::Bool(bool), Type::String) => Value::string(if *bool { "true" } else { "false" }),
            (Self::Number(text) | Self::String(text), Type::Number) | (Self::Number(text), Type::Dynamic) => {
                Value::number(text.parse::<Number>().ok()?)
            }
            (Self::Number(text) | Self::String(text), Type::String) | (Self::String(text), Type::Dynamic) => {
                Value::string(text)
            }
            (Self::String(text), Type::Bool) => Value::bool(text.parse().ok()?),
            (Self::List(items), Type::List(element)) => Value::list((**element).clone(), values(items, element)?),
            (Self::List(items), Type::Set(element)) => Value::set((**element).clone(), values(items, element)?),
            (Self::List(items), Type::Dynamic) => Value::tuple(values(items, &Type::Dynamic)?),
            (
                Self::Bool(_) | Self::Number(_) | Self::String(_),
                Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Tuple(_) | Type::Object(_),
            )
            | (Self::Bool(_), Type::Number)
            | (Self::Number(_), Type::Bool)
            | (
                Self::List(_),
                Type::Bool | Type::Number | Type::String | Type::Map(_) | Type::Tuple(_) | Type::Object(_),
            ) => return None,
        })
    }
}

fn values(items: &[DefaultLiteral], element: &Type) -> Option<Vec<Value>> {
    items.iter().map(|item| item.to_value(element)).collect()
}
