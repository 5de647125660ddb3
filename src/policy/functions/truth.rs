//! Three-valued truth: what the known parts decide is known, the rest names what would decide it.

use crate::value::{Cause, Causes, Refinement, Type, Unknown, Value};

/// True, false, or not known and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    /// In every possible outcome.
    True,
    /// In no possible outcome.
    False,
    /// In some outcomes; the causes would decide it.
    Unknown(Causes),
}

/// `undetermined`: neither true nor false, for a reason in words.
pub(super) fn undetermined(reason: &Value) -> Truth {
    let text = reason.as_str().unwrap_or("what would decide it");
    Truth::Unknown(Cause::Undocumented(text.into()).into())
}

impl Truth {
    /// Both hold: one false decides.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Unknown(left), Self::Unknown(right)) => Self::Unknown(left.union(&right)),
            (unknown @ Self::Unknown(_), Self::True) | (Self::True, unknown @ Self::Unknown(_)) => unknown,
            (Self::True, Self::True) => Self::True,
        }
    }

    /// One of them holds: one true decides.
    pub(crate) fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// The opposite.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown @ Self::Unknown(_) => unknown,
        }
    }

    /// Whether any holds; false for none at all.
    pub(crate) fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut result = Self::False;
        for truth in truths {
            result = result.or(truth);
            if result == Self::True {
                break;
            }
        }
        result
    }

    /// Not known, because a value is not.
    pub(crate) fn unknown_as(value: &Value) -> Self {
        Self::Unknown(value.causes())
    }

    /// As a value of the policy language.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::True => Value::bool(true),
            Self::False => Value::bool(false),
            Self::Unknown(causes) => Value::unknown_with(Unknown {
                ty: Type::Bool,
                causes,
                refinement: Refinement { not_null: true, ..Refinement::default() },
                content: None,
            }),
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_side_decides() {
        let unknown = || Truth::Unknown(Causes::default());
        assert_eq!(unknown().and(Truth::False), Truth::False);
        assert_eq!(unknown().and(Truth::True), unknown());
        assert_eq!(unknown().or(Truth::True), Truth::True);
        assert_eq!(unknown().or(Truth::False), unknown());
        assert_eq!(Truth::any([]), Truth::False);
    }
}
