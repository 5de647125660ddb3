//! The rules that the program carries.

use std::sync::{Arc, LazyLock, OnceLock};

use camino::Utf8Path;

use super::file::PolicySet;
use super::file::matches_target;
use super::{Metadata, Preset, RuleId};
use crate::workspace::SourceMap;

/// A rule as it was compiled in: its text, and what is known of it without parsing.
#[derive(Debug)]
pub struct EmbeddedRule {
    /// The rule's id.
    pub id: &'static str,
    /// Its path in the project.
    pub path: &'static str,
    /// The text of its policy file.
    pub text: &'static str,
    /// The resource types that its policies are for, perhaps with `*`.
    pub resource_types: &'static [&'static str],
    /// Whether it has policies for providers or module calls.
    pub has_other_targets: bool,
    /// Whether it searches string constants.
    pub has_literals: bool,
    /// The smallest preset that it belongs to.
    pub preset: Preset,
    /// The ids of the criteria that it speaks for.
    pub criteria: &'static [&'static str],
    /// The resource types of which one must exist in an account.
    pub account_baseline: &'static [&'static str],
    /// Its former ids.
    pub deprecated_ids: &'static [&'static str],
    /// The rule once it is parsed. Its spans belong to [`sources`].
    parsed: OnceLock<Arc<PolicySet>>,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The version of the rules that the program carries: the first 12 hexadecimal digits of a digest of their texts.
pub const RULES_VERSION: &str = env!("SOC2LINT_RULES_VERSION");

static SOURCES: LazyLock<SourceMap> = LazyLock::new(SourceMap::default);

/// The texts of the embedded rules that were parsed so far: the map that spans in them belong to, and not a run's own.
#[must_use]
pub fn sources() -> &'static SourceMap {
    &SOURCES
}

/// Every rule, in the order of ids.
#[must_use]
pub fn embedded_rules() -> &'static [EmbeddedRule] {
    &RULES
}

/// The rule of that id.
#[must_use]
pub fn embedded_rule(id: &RuleId) -> Option<&'static EmbeddedRule> {
    let index = RULES.binary_search_by(|rule| rule.id.cmp(id.0.as_str())).ok()?;
    RULES.get(index)
}

impl EmbeddedRule {
    /// The rule's id.
    #[must_use]
    pub fn rule_id(&self) -> RuleId {
        RuleId(self.id.into())
    }

    /// Whether any of the resource types that a run has is a target. Rules for providers and module calls always may be.
    pub fn may_judge<'a>(&self, resource_types: impl Iterator<Item = &'a str> + Clone) -> bool {
        self.has_other_targets
            || self.resource_types.iter().any(|target| resource_types.clone().any(|name| matches_target(target, name)))
    }

    /// The parsed rule: a set of its own, with one file unless it has a mistake. Parsed once in a process.
    #[must_use]
    pub fn parsed(&self) -> &Arc<PolicySet> {
        self.parsed.get_or_init(|| {
            let path = Utf8Path::new(self.path);
            let id = SOURCES.add(path, path, self.text);
            Arc::new(PolicySet::load(&[SOURCES.file(id)]))
        })
    }

    /// What it says of itself, which takes parsing it.
    #[must_use]
    pub fn metadata(&self) -> &Arc<Metadata> {
        let file =
            self.parsed().files.first().expect("the program's own rules have no mistakes: a test loads them all");
        &file.metadata
    }
}

#[cfg(test)]
mod tests {
    use super::super::PolicyKind;
    use super::*;

    #[test]
    fn every_rule_loads_without_a_word() {
        for rule in embedded_rules() {
            let set = rule.parsed();
            let told: Vec<String> = set
                .diagnostics
                .iter()
                .map(|told| {
                    format!("{}: {}", told.span.map(|span| sources().place(span)).unwrap_or_default(), told.message)
                })
                .collect();
            assert_eq!(told, Vec::<String>::new());
            let [file] = set.files.as_slice() else { panic!("{} has one file", rule.id) };
            assert_eq!(file.metadata.id, rule.rule_id());
            assert!(!file.metadata.criteria.is_empty(), "{} has metadata", rule.id);
        }
    }

    #[test]
    fn the_scan_of_lines_finds_what_the_parser_finds() {
        for rule in embedded_rules() {
            let set = rule.parsed();
            let resource_types: Vec<&str> = set
                .policies()
                .filter(|(_, policy)| policy.kind == PolicyKind::Resource)
                .map(|(_, policy)| policy.target.0.as_str())
                .collect();
            assert_eq!(resource_types, rule.resource_types, "{}", rule.id);
            let has_other = set.policies().any(|(_, policy)| policy.kind != PolicyKind::Resource);
            assert_eq!(has_other, rule.has_other_targets, "{}", rule.id);
            for metadata in set.files.iter().map(|file| &file.metadata) {
                assert_eq!(metadata.literals.is_empty(), !rule.has_literals, "{}", rule.id);
                assert_eq!(metadata.preset, rule.preset, "{}", rule.id);
                assert_eq!(metadata.account_baseline, rule.account_baseline, "{}", rule.id);
                let criteria: Vec<String> =
                    metadata.criteria.iter().map(|criterion| criterion.id.to_string()).collect();
                assert_eq!(criteria, rule.criteria, "{}: one criterion a line, its id first", rule.id);
                let former: Vec<&str> = metadata.deprecated_ids.iter().map(|id| id.0.as_str()).collect();
                assert_eq!(former, rule.deprecated_ids, "{}", rule.id);
            }
        }
    }

    #[test]
    fn ids_are_unique_and_in_order() {
        let ids: Vec<&str> = embedded_rules().iter().map(|rule| rule.id).collect();
        assert!(ids.is_sorted_by(|left, right| left < right));
        for rule in embedded_rules() {
            assert!(embedded_rule(&rule.rule_id()).is_some(), "{}", rule.id);
        }
    }
}
