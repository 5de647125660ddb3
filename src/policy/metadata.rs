//! What a rule says of itself: the `soc2_…` local of its file.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use crate::criteria::CriterionId;

/// A rule's id, `aws-s3-public-access-block`: the stem of its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub SmolStr);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How bad a violation is; orders from least to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing to act on.
    Info,
    /// Near hygiene.
    Low,
    /// Defence in depth, detection, recovery.
    Medium,
    /// One more step is needed to abuse it, or a core control fails.
    High,
    /// Anyone can read or change data, or the audit trail is off.
    Critical,
}

impl Severity {
    /// `critical`, `high`, `medium`, `low`, `info`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "info" => Self::Info,
            "low" => Self::Low,
            "medium" => Self::Medium,
            "high" => Self::High,
            "critical" => Self::Critical,
            other => return Err(format!("`{other}` is no severity; write critical, high, medium, low or info")),
        })
    }
}

/// Which set of rules a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Preset {
    /// What the common SOC 2 checklists and mappings ask.
    Default,
    /// Every rule.
    Strict,
}

/// How strongly a rule speaks for a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// It is evidence for the criterion.
    Supports,
    /// It is evidence for a part of it.
    Partial,
}

/// A rule's relation to a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionMapping {
    /// Which criterion.
    pub id: CriterionId,
    /// How strongly the rule speaks for it.
    pub strength: Strength,
    /// What the rule does not show; one sentence.
    pub not_shown: String,
}

/// What to write instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remediation {
    /// In one sentence.
    pub text: String,
    /// A configuration that breaks the rule.
    pub before: Option<String>,
    /// The same configuration, keeping it.
    pub after: Option<String>,
}

/// A search for string constants, wherever they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiteralPattern {
    /// Regular expression for the text.
    pub pattern: String,
    /// Regular expression for the attribute, key or variable that it is assigned to; `None` is any.
    pub name: Option<String>,
    /// What is said of the place where it stands, and what to do: `holds …; write … instead`.
    pub message: Option<String>,
}

/// What a rule says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The rule's id.
    pub id: RuleId,
    /// The requirement in one line.
    pub title: String,
    /// How bad a violation is.
    pub severity: Severity,
    /// Which preset runs it.
    pub preset: Preset,
    /// The version of soc2lint that has it first.
    pub since: String,
    /// The criteria that it speaks for, the primary one first; empty for a policy file of somebody else's.
    pub criteria: Vec<CriterionMapping>,
    /// Why an auditor asks for it.
    pub description: String,
    /// What to write instead.
    pub remediation: Remediation,
    /// Further reading: addresses.
    pub references: Vec<String>,
    /// Former ids.
    pub deprecated_ids: Vec<RuleId>,
    /// The resource types of which one must exist in an account baseline; empty for rules about what is declared.
    pub account_baseline: Vec<SmolStr>,
    /// Searches for string constants.
    pub literals: Vec<LiteralPattern>,
    /// Whether a violation can be excepted.
    pub suppressible: bool,
}
