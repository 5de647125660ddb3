//! Reading values whatever their form: a scalar is a list of one, and a partly known list has members that may be missing.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::References;
use super::truth::Truth;
use crate::value::{Causes, Content, Data, Member, Part, PathStep, Presence, Refinement, Symbol, Type, Unknown, Value};

/// Stands for an unknown part of a text that may hold anything, wildcards included.
pub(super) const ANYTHING: char = '\u{E000}';

/// Stands for an unknown part of a text that names one thing and so has no wildcard: an id, an ARN.
pub(super) const ONE_THING: char = '\u{E003}';

/// The elements of a value as far as they are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Elements {
    /// Each element and whether it is there; never [`Truth::False`].
    pub(super) members: Vec<(Value, Truth)>,
    /// There may be any number of further elements, and why that is not known.
    pub(super) more: Option<Causes>,
}

impl Elements {
    /// Whether `holds` is true of any element.
    pub(super) fn any(&self, holds: impl Fn(&Value) -> Truth) -> Truth {
        let members = self.members.iter().map(|(value, presence)| presence.clone().and(holds(value)));
        Truth::any(members.chain(self.more.iter().cloned().map(Truth::Unknown)))
    }

    /// Whether `holds` is true of every element.
    pub(super) fn all(&self, holds: impl Fn(&Value) -> Truth) -> Truth {
        self.any(|value| holds(value).not()).not()
    }

    /// Whether there certainly are none.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.more.is_none()
    }

    /// Adds those of `other`.
    pub(super) fn extend(&mut self, other: Self) {
        self.members.extend(other.members);
        self.more = match (self.more.take(), other.more) {
            (Some(left), Some(right)) => Some(left.union(&right)),
            (left, right) => left.or(right),
        };
    }

    /// Adds an element.
    pub(super) fn push(&mut self, value: Value, presence: Truth) {
        self.members.push((value, presence));
    }

    /// Notes that there may be further elements.
    pub(super) fn push_more(&mut self, causes: Causes) {
        self.extend(Self { members: Vec::new(), more: Some(causes) });
    }

    /// The same elements, changed; `None` leaves one out.
    pub(super) fn map(self, change: impl Fn(Value) -> Option<Value>) -> Self {
        let members = self.members.into_iter();
        Self {
            members: members.filter_map(|(value, presence)| Some((change(value)?, presence))).collect(),
            more: self.more,
        }
    }

    /// As a list of `element`: an ordinary one where all is certain, else a partly known one.
    pub(super) fn into_list(self, element: Type) -> Value {
        let certain = self.more.is_none() && self.members.iter().all(|(_, presence)| *presence == Truth::True);
        if certain {
            return Value::list(element, self.members.into_iter().map(|(value, _)| value).collect());
        }
        let (members, more) = (self.members, self.more);
        let mut causes = more.clone().unwrap_or_default();
        let mut result = Vec::with_capacity(members.len() + 1);
        for (value, presence) in members {
            let presence = match presence {
                Truth::True => Presence::Certain,
                Truth::False => continue,
                Truth::Unknown(why) => {
                    causes = causes.union(&why);
                    Presence::Possible(why)
                }
            };
            result.push(Member { value, presence });
        }
        if result.is_empty() {
            return Value::unknown(Type::list(element), causes);
        }
        if let Some(why) = more {
            let value = Value::unknown(element.clone(), why.clone());
            result.push(Member { value, presence: Presence::Possible(why) });
        }
        Value::unknown_with(Unknown {
            ty: Type::list(element),
            causes,
            refinement: Refinement { not_null: true, ..Refinement::default() },
            content: Some(Content::Members(result.into())),
        })
    }
}

/// Whether a value is an argument of the judged resource that nobody has set, so that the provider computes it.
pub(super) fn is_left_out(value: &Value, references: &dyn References) -> bool {
    match value.symbol.as_deref() {
        Some(Symbol::Attribute { instance, .. }) => {
            !value.is_known() && !instance.is_data && references.is_target(&instance.address)
        }
        _ => false,
    }
}

/// The elements of a list, set or tuple; null has none, anything else is the only one.
pub(super) fn elements(value: &Value) -> Elements {
    let one = |value: &Value| Elements { members: vec![(value.clone(), Truth::True)], more: None };
    match &value.data {
        Data::Null(_) => Elements::default(),
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => {
            Elements { members: value.children().map(|element| (element.clone(), Truth::True)).collect(), more: None }
        }
        Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Map(_) | Data::Object(_) => one(value),
        Data::Unknown(unknown) => match (&unknown.content, &unknown.ty) {
            (Some(Content::Members(members)), _) => {
                let presence = |member: &Member| match &member.presence {
                    Presence::Certain => Truth::True,
                    Presence::Possible(causes) => Truth::Unknown(causes.clone()),
                };
                let members = members.iter().map(|member| (member.value.clone(), presence(member)));
                Elements { members: members.collect(), more: None }
            }
            (_, Type::Dynamic | Type::List(_) | Type::Set(_) | Type::Tuple(_)) => {
                Elements { members: Vec::new(), more: Some(unknown.causes.clone()) }
            }
            (_, Type::Bool | Type::Number | Type::String | Type::Map(_) | Type::Object(_)) => one(value),
        },
    }
}

/// The elements of a collection, those of collections within it taken apart.
pub(super) fn flattened(value: &Value) -> Elements {
    let mut result = Elements::default();
    let Elements { members, more } = elements(value);
    for (element, presence) in members {
        let is_collection = match &element.data {
            Data::List(_) | Data::Set(_) | Data::Tuple(_) => true,
            Data::Unknown(unknown) => {
                matches!(unknown.ty, Type::Dynamic | Type::List(_) | Type::Set(_) | Type::Tuple(_))
            }
            _ => false,
        };
        if is_collection {
            let inner = flattened(&element);
            for (value, inside) in inner.members {
                result.push(value, presence.clone().and(inside));
            }
            inner.more.into_iter().for_each(|causes| result.push_more(causes));
        } else {
            result.push(element, presence);
        }
    }
    more.into_iter().for_each(|causes| result.push_more(causes));
    result
}

/// The attribute of that name unless it is null; an unknown object's attributes are unknown.
pub(super) fn attribute(object: &Value, name: &str) -> Option<Value> {
    if let Data::Unknown(unknown) = &object.data {
        return Some(Value::unknown(Type::Dynamic, unknown.causes.clone()));
    }
    object.get(name).filter(|value| !value.is_null()).cloned()
}

/// The value as a string; numbers and bools are written out, what is unknown stays so, anything else is no text.
pub(super) fn to_text(value: &Value) -> Option<Value> {
    let text = match &value.data {
        Data::String(_) => return Some(value.clone()),
        Data::Bool(flag) => Value::string(flag.to_string()),
        Data::Number(number) => Value::string(number.to_string()),
        Data::Unknown(unknown) => match unknown.ty {
            Type::String => return Some(value.clone()),
            Type::Bool | Type::Number | Type::Dynamic => Value::unknown(Type::String, unknown.causes.clone()),
            Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Tuple(_) | Type::Object(_) => return None,
        },
        Data::Null(_) | Data::List(_) | Data::Set(_) | Data::Tuple(_) | Data::Map(_) | Data::Object(_) => return None,
    };
    let symbol = if value.is_known() { None } else { value.symbol.clone() };
    Some(text.marked(value.marks).with_symbol(symbol))
}

/// The strings of a scalar or list.
pub(super) fn texts(value: Option<&Value>) -> Elements {
    value.map(elements).unwrap_or_default().map(|value| to_text(&value))
}

/// Whether the text is this one, letter case aside.
pub(super) fn is_text(value: &Value, expected: &str) -> Truth {
    match masked(value) {
        Some(text) if value.is_known() => text.eq_ignore_ascii_case(expected).into(),
        Some(text) => {
            let known = text.split([ANYTHING, ONE_THING]).next().unwrap_or_default();
            let contradicts = expected.get(..known.len()).is_none_or(|start| !start.eq_ignore_ascii_case(known));
            if contradicts && value.as_unknown().is_some_and(|unknown| unknown.content.is_some()) {
                Truth::False
            } else {
                Truth::unknown_as(value)
            }
        }
        None => Truth::False,
    }
}

/// The text with each unknown part replaced: by [`ONE_THING`] or by [`ANYTHING`].
/// `None` for what is no text.
pub(super) fn masked(value: &Value) -> Option<Cow<'_, str>> {
    match &value.data {
        Data::String(text) => Some(Cow::Borrowed(text)),
        Data::Unknown(unknown) => match &unknown.content {
            Some(Content::Template(parts)) => Some(
                parts
                    .iter()
                    .map(|part| match part {
                        Part::Text(text) => text.to_string(),
                        Part::Value(value) => mask(value).to_string(),
                    })
                    .collect(),
            ),
            _ => match unknown.ty {
                Type::String | Type::Dynamic => match &unknown.refinement.prefix {
                    Some(prefix) => Some(format!("{prefix}{}", mask(value)).into()),
                    None => Some(mask(value).to_string().into()),
                },
                _ => None,
            },
        },
        _ => None,
    }
}

/// Attributes of AWS resources and data sources that name one thing and so are never a wildcard.
const NAMES_ONE_THING: [&str; 10] =
    ["account_id", "arn", "arns", "dns_suffix", "id", "ids", "name", "partition", "region", "user_id"];

fn mask(value: &Value) -> char {
    let names_one = match value.symbol.as_deref() {
        Some(Symbol::Attribute { instance, path, identity }) if instance.resource_type.starts_with("aws_") => {
            *identity
                || last_attribute(path).is_some_and(|name| {
                    NAMES_ONE_THING.contains(&name) || name.ends_with("_arn") || name.ends_with("_id")
                })
        }
        // The account, region and partition of the provider's credentials.
        Some(Symbol::Variable { address, .. }) => address.starts_with("provider.aws."),
        _ => false,
    };
    if names_one || value.ty() == Type::Number || value.ty() == Type::Bool { ONE_THING } else { ANYTHING }
}

/// The last name in a path.
pub(super) fn last_attribute(path: &[PathStep]) -> Option<&str> {
    path.iter().rev().find_map(|step| match step {
        PathStep::Attribute(name) => Some(SmolStr::as_str(name)),
        PathStep::Index(_) => None,
    })
}
