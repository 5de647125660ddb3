//! The value of an argument that the configuration leaves out.
//!
//! `terraform providers schema` does not tell defaults. They come from `schemas/defaults.csv`, which also says where each is from.

use smol_str::SmolStr;

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
}
