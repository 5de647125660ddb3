//! What policy files hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;
use memchr::memchr;
use smol_str::SmolStr;

use super::Metadata;
use crate::eval::TypeConstraint;
use crate::model::Operation;
use crate::syntax::ast::Expression;
use crate::value::Value;
use crate::workspace::{Diagnostic, FileId, Gap, Span};

/// The policy files of one directory: inputs, top-level locals and policies share one scope of names.
///
/// Files with errors are left out and listed as gaps; the others go on.
#[derive(Debug, Default)]
pub struct PolicySet {
    /// The files without errors, in the order of their paths.
    pub files: Vec<PolicyFile>,
    /// The inputs of all files.
    pub inputs: BTreeMap<SmolStr, Input>,
    /// The top-level locals of all files, metadata left out.
    pub locals: BTreeMap<SmolStr, Local>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were left out.
    pub gaps: Vec<Gap>,
}

impl PolicySet {
    /// Every policy with the file that it stands in, in order.
    pub fn policies(&self) -> impl Iterator<Item = (&PolicyFile, &Policy)> {
        self.files.iter().flat_map(|file| file.policies.iter().map(move |policy| (file, policy)))
    }
}

/// One policy file: a rule.
#[derive(Debug)]
pub struct PolicyFile {
    /// The file.
    pub file: FileId,
    /// Its path as it was read.
    pub path: Utf8PathBuf,
    /// What the rule says of itself; made up from name and label for a file that says nothing.
    pub metadata: Arc<Metadata>,
    /// Its policies in source order.
    pub policies: Vec<Policy>,
}

/// What a policy judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PolicyKind {
    /// `resource_policy`: managed resource instances.
    Resource,
    /// `provider_policy`: provider configurations.
    Provider,
    /// `module_policy`: module calls.
    Module,
}

impl PolicyKind {
    /// The block type.
    #[must_use]
    pub fn block_type(self) -> &'static str {
        match self {
            Self::Resource => "resource_policy",
            Self::Provider => "provider_policy",
            Self::Module => "module_policy",
        }
    }
}

/// A policy's first label: which targets it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetPattern(pub SmolStr);

impl TargetPattern {
    /// The one name that it matches; `None` if it has a `*`.
    #[must_use]
    pub fn exact(&self) -> Option<&str> {
        memchr(b'*', self.0.as_bytes()).is_none().then_some(self.0.as_str())
    }

    /// Whether a resource type, provider type or module source is meant. `*` is any run of characters.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        matches_target(&self.0, name)
    }
}

/// Whether a policy's first label means a name. Asked of every policy for every resource, and nearly always about plain names.
#[must_use]
pub(super) fn matches_target(pattern: &str, name: &str) -> bool {
    if memchr(b'*', pattern.as_bytes()).is_none() {
        return pattern == name;
    }
    let mut pieces = pattern.split('*');
    let Some(rest) = pieces.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    let mut rest = rest;
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

/// How binding a policy is to the official tools. Does not change verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EnforcementLevel {
    /// Warns.
    Advisory,
    /// Blocks until somebody who may overrides it.
    MandatoryOverridable,
    /// Blocks.
    Mandatory,
}

impl EnforcementLevel {
    /// The level of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "advisory" => Some(Self::Advisory),
            "mandatory_overridable" => Some(Self::MandatoryOverridable),
            "mandatory" => Some(Self::Mandatory),
            _ => None,
        }
    }
}

/// A policy's level: written out, or an expression, mostly of an input.
#[derive(Clone, Debug)]
pub enum Level {
    /// Written out, or left out.
    Known(EnforcementLevel),
    /// To be evaluated.
    Expression(Arc<Expression>),
}

/// One `resource_policy`, `provider_policy` or `module_policy`.
#[derive(Debug)]
pub struct Policy {
    /// What it judges.
    pub kind: PolicyKind,
    /// The first label.
    pub target: TargetPattern,
    /// The second label.
    pub label: SmolStr,
    /// The operations that it judges.
    pub operations: BTreeSet<Operation>,
    /// How binding it is.
    pub level: Level,
    /// Decides whether a target is judged.
    pub filter: Option<Arc<Expression>>,
    /// Its own locals.
    pub locals: BTreeMap<SmolStr, Local>,
    /// Its `enforce` blocks in source order.
    pub enforce: Vec<Enforce>,
    /// Block type and labels.
    pub header: Span,
}

/// One `enforce` block.
#[derive(Clone, Debug)]
pub struct Enforce {
    /// Must be true.
    pub condition: Arc<Expression>,
    /// What to say where it is false.
    pub error_message: Option<Arc<Expression>>,
    /// What to say in any case.
    pub info_message: Option<Arc<Expression>>,
}

/// A named expression.
#[derive(Clone, Debug)]
pub struct Local {
    /// Where its name stands.
    pub span: Span,
    /// What it stands for.
    pub expression: Arc<Expression>,
}

/// A parameter of a policy set.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where its name stands.
    pub span: Span,
    /// Its type.
    pub constraint: TypeConstraint,
    /// Its value if none is given.
    pub default: Option<Value>,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it must not be printed.
    pub sensitive: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_run_of_characters() {
        for (pattern, name, expected) in [
            ("*", "aws_s3_bucket", true),
            ("aws_s3_bucket", "aws_s3_bucket", true),
            ("aws_s3_bucket", "aws_s3_bucket_acl", false),
            ("aws_*", "aws_s3_bucket", true),
            ("aws_*", "google_x", false),
            ("aws_*_policy", "aws_s3_bucket_policy", true),
            ("aws_*_policy", "aws_s3_bucket", false),
            ("*_b*_a*", "aws_s3_bucket_acl", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(TargetPattern(pattern.into()).matches(name), expected, "{pattern} {name}");
        }
    }
}
