//! The rules about exceptions themselves. They are rules like others, so that they are listed, explained, chosen and reported alike.

use std::sync::{Arc, LazyLock};

use crate::policy::{Metadata, Preset, Remediation, RuleId, Severity};

/// What can be wrong with an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Fault {
    Expired,
    Forbidden,
    Incomplete,
    Malformed,
    TooLong,
    UnknownRule,
    Unused,
}

/// Every fault, in the order of the rules' ids.
const FAULTS: [Fault; 7] = [
    Fault::Expired,
    Fault::Forbidden,
    Fault::Incomplete,
    Fault::Malformed,
    Fault::TooLong,
    Fault::UnknownRule,
    Fault::Unused,
];

static RULES: LazyLock<Vec<Arc<Metadata>>> =
    LazyLock::new(|| FAULTS.into_iter().map(|fault| Arc::new(fault.metadata())).collect());

/// The rules about exceptions, in order of their ids.
pub(in crate::lint) fn rules() -> &'static [Arc<Metadata>] {
    &RULES
}

/// Whether a rule is about exceptions.
pub(in crate::lint) fn is_own(id: &str) -> bool {
    rules().iter().any(|rule| rule.id.0 == id)
}

impl Fault {
    /// The rule that it breaks.
    pub(super) fn rule(self) -> Arc<Metadata> {
        let index = FAULTS.iter().position(|fault| *fault == self).unwrap_or_default();
        RULES.get(index).map_or_else(|| Arc::new(self.metadata()), Arc::clone)
    }

    fn id(self) -> &'static str {
        match self {
            Self::Expired => "suppression-expired",
            Self::Forbidden => "suppression-forbidden",
            Self::Incomplete => "suppression-incomplete",
            Self::Malformed => "suppression-malformed",
            Self::TooLong => "suppression-too-long",
            Self::UnknownRule => "suppression-unknown-rule",
            Self::Unused => "suppression-unused",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Expired => "Exceptions are renewed or removed when they end",
            Self::Forbidden => "Rules that must not be excepted are not",
            Self::Incomplete => "Exceptions say why, and until when",
            Self::Malformed => "Comments that mean an exception can be read as one",
            Self::TooLong => "Exceptions end within the longest time that is allowed",
            Self::UnknownRule => "Exceptions name rules that exist",
            Self::Unused => "Exceptions cover a violation",
        }
    }

    /// Lapsed decisions and attempts to except what must not be are for the security lead; the rest is hygiene, because a comment
    /// that does not count hides nothing.
    fn severity(self) -> Severity {
        match self {
            Self::Expired | Self::Forbidden => Severity::Medium,
            Self::Incomplete | Self::Malformed | Self::TooLong | Self::UnknownRule | Self::Unused => Severity::Low,
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Expired => {
                "An auditor accepts a documented exception for as long as it was decided for. Once its last day is over, the \
                 violation that it covered counts again, and somebody has to decide anew."
            }
            Self::Forbidden => {
                "Some rules are marked `suppressible = false`: what they ask is not up to the author of a change. An exception \
                 for one of them hides nothing and is reported."
            }
            Self::Incomplete => {
                "An exception without a reason is only silence: an auditor asks who accepted what, why, and until when. Until it \
                 says so, it hides nothing."
            }
            Self::Malformed => {
                "A comment that begins with `soc2lint:` is meant to except something. Where it can't be read, or stands on \
                 nothing, it hides nothing, and its author should know."
            }
            Self::TooLong => {
                "An exception that ends in the year 9999 is a change of policy and not an exception. One that ends later than \
                 the settings allow, 365 days from today by default, hides nothing."
            }
            Self::UnknownRule => {
                "An exception for a rule that does not exist hides nothing, and mostly is a misspelt name."
            }
            Self::Unused => {
                "An exception for something that is right by now is left over, and would hide the next mistake at its place. \
                 Exceptions for rules that did not run, or that could not be decided, are not counted as unused."
            }
        }
    }

    fn remediation(self) -> (&'static str, &'static str, &'static str) {
        const GOOD: &str =
            "# soc2lint: ignore[aws-kms-key-rotation] reason=\"imported key material, risk R-7\" until=2027-03-31";
        match self {
            Self::Expired => (
                "Fix what it covers, or have it decided again and write the new last day.",
                "# soc2lint: ignore[aws-kms-key-rotation] reason=\"imported key material, risk R-7\" until=2024-03-31",
                GOOD,
            ),
            Self::Forbidden => (
                "Remove the exception and fix what it was meant to cover.",
                "# soc2lint: ignore[suppression-unused] reason=\"we want to keep it\" until=2027-03-31",
                "",
            ),
            Self::Incomplete => (
                "Write `reason=\"…\"` with at least ten characters, and `until=YYYY-MM-DD`.",
                "# soc2lint: ignore[aws-kms-key-rotation]",
                GOOD,
            ),
            Self::Malformed => (
                "Write it as `# soc2lint: ignore[rule] reason=\"…\" until=YYYY-MM-DD`, directly above a block or attribute.",
                "# soc2lint: disable=aws-kms-key-rotation",
                GOOD,
            ),
            Self::TooLong => (
                "Write a day that is near enough for the decision to be looked at again.",
                "# soc2lint: ignore[aws-kms-key-rotation] reason=\"imported key material, risk R-7\" until=9999-12-31",
                GOOD,
            ),
            Self::UnknownRule => (
                "Write the id as `soc2lint rules` lists it.",
                "# soc2lint: ignore[aws-kms-rotation] reason=\"imported key material, risk R-7\" until=2027-03-31",
                GOOD,
            ),
            Self::Unused => (
                "Remove the rule from the exception, or the exception.",
                "# soc2lint: ignore[aws-kms-key-rotation, aws-kms-key-deletion-window] reason=\"imported key material\" until=2027-03-31",
                GOOD,
            ),
        }
    }

    fn metadata(self) -> Metadata {
        let (text, before, after) = self.remediation();
        Metadata {
            id: RuleId(self.id().into()),
            title: self.title().to_owned(),
            severity: self.severity(),
            preset: Preset::Default,
            since: "0.1.0".to_owned(),
            criteria: Vec::new(),
            description: self.description().to_owned(),
            remediation: Remediation {
                text: text.to_owned(),
                before: Some(before.to_owned()),
                after: Some(after.to_owned()).filter(|after| !after.is_empty()),
            },
            references: Vec::new(),
            deprecated_ids: Vec::new(),
            account_baseline: Vec::new(),
            literals: Vec::new(),
            suppressible: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_in_order_and_faults_find_theirs() {
        assert!(rules().is_sorted_by(|left, right| left.id < right.id));
        for fault in FAULTS {
            assert_eq!(fault.rule().id.0, fault.id());
            assert!(is_own(fault.id()));
        }
        assert!(!is_own("aws-kms-key-rotation"));
    }
}
