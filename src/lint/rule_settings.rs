//! What the settings say of single rules: whether they run, how bad a violation is, and their parameters.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::rules::{Rule, RuleSet, RuleSource};
use crate::config::{RuleSetting, Spanned};
use crate::policy::{Metadata, PolicyFile, PolicySet, RuleId};
use crate::value::{Value, identical};
use crate::workspace::{Diagnostic, Level, Span, nearest};

/// The settings of a run's rules, checked against the rules that there are.
#[derive(Debug, Default)]
pub(super) struct RuleSettings {
    /// Whether a rule runs, where somebody says so.
    enabled: BTreeMap<SmolStr, bool>,
    /// What rules with another severity say of themselves.
    metadata: BTreeMap<RuleId, Arc<Metadata>>,
    /// The parameters of each rule, by the names that it declares.
    inputs: BTreeMap<RuleId, BTreeMap<SmolStr, Spanned<Value>>>,
}

impl RuleSettings {
    /// Whether somebody switched the rule on or off.
    pub(super) fn enabled(&self, rule: &str) -> Option<bool> {
        self.enabled.get(rule).copied()
    }

    /// What a rule says of itself in this run.
    pub(super) fn metadata<'a>(&'a self, rule: &'a Arc<Metadata>) -> &'a Arc<Metadata> {
        self.metadata.get(&rule.id).unwrap_or(rule)
    }

    /// The same rule as it is in this run.
    pub(super) fn rule(&self, rule: Rule) -> Rule {
        match self.metadata.get(&RuleId(rule.id().into())) {
            Some(metadata) => Rule::Own(Arc::clone(metadata)),
            None => rule,
        }
    }

    /// The parameters that are given for the rules of a set.
    pub(super) fn inputs<'a>(&'a self, set: &'a PolicySet) -> impl Iterator<Item = (&'a SmolStr, &'a Value)> {
        let of_file = |file: &'a PolicyFile| self.inputs.get(&file.metadata.id).into_iter().flatten();
        set.files.iter().flat_map(of_file).map(|(name, value)| (name, &value.value))
    }

    /// Takes all settings in order; of two for the same rule the later one wins.
    pub(super) fn new(settings: &[RuleSetting], rules: &RuleSet) -> Result<Self, Vec<Diagnostic>> {
        let mut taking =
            Taking { settings: Self::default(), all: rules.rules(), sets: &rules.sets, errors: Vec::new() };
        for setting in settings {
            taking.take(setting);
        }
        taking.one_value_for_each_set();
        if taking.errors.is_empty() { Ok(taking.settings) } else { Err(taking.errors) }
    }
}

struct Taking<'a> {
    settings: RuleSettings,
    all: Vec<Rule>,
    sets: &'a [RuleSource],
    errors: Vec<Diagnostic>,
}

impl Taking<'_> {
    fn error(&mut self, span: Span, message: String) {
        self.errors.push(Diagnostic { span: Some(span), level: Level::Error, message });
    }

    fn take(&mut self, setting: &RuleSetting) {
        let pattern = setting.rule.value.as_str();
        let is_meant = |rule: &&Rule| match pattern.strip_suffix('*') {
            Some(beginning) => rule.id().starts_with(beginning),
            None => rule.is_called(pattern),
        };
        let meant: Vec<Rule> = self.all.iter().filter(is_meant).cloned().collect();
        if meant.is_empty() {
            let hint = nearest(pattern, self.all.iter().map(Rule::id));
            let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
            self.error(setting.rule.span, format!("there is no rule `{pattern}`{hint}"));
            return;
        }
        for rule in &meant {
            if let Some(enabled) = setting.enabled {
                self.settings.enabled.insert(rule.id().into(), enabled.value);
            }
            if let Some(severity) = setting.severity {
                let metadata = Metadata { severity: severity.value, ..rule.metadata().as_ref().clone() };
                self.settings.metadata.insert(metadata.id.clone(), Arc::new(metadata));
            }
        }
        for (name, value) in &setting.inputs {
            self.input(&meant, name, value);
        }
    }

    /// Gives a parameter to those of the rules that declare it; the rule's id at the beginning of its name may be left out.
    fn input(&mut self, meant: &[Rule], name: &Spanned<SmolStr>, value: &Spanned<Value>) {
        let mut declared: Vec<SmolStr> = Vec::new();
        let mut is_declared = false;
        for rule in meant {
            let id = RuleId(rule.id().into());
            // The last set that has the rule is the one that it is known by.
            let has_rule = |set: &&RuleSource| match set {
                RuleSource::Embedded(rule) => rule.id == id.0,
                RuleSource::Own { set, .. } => set.files.iter().any(|file| file.metadata.id == id),
            };
            let Some(set) = self.sets.iter().rev().find(has_rule).map(RuleSource::set) else { continue };
            let long = SmolStr::from(format!("{id}-{}", name.value));
            let Some((full, input)) = set.inputs.get_key_value(&name.value).or_else(|| set.inputs.get_key_value(&long))
            else {
                let short = |name: &SmolStr| name.strip_prefix(&format!("{id}-")).map_or(name.clone(), SmolStr::new);
                declared.extend(set.inputs.keys().map(short));
                continue;
            };
            is_declared = true;
            match input.accept(full, &value.value) {
                Ok(fitting) => {
                    let inputs = self.settings.inputs.entry(id).or_default();
                    inputs.insert(full.clone(), Spanned::new(fitting, value.span));
                }
                Err(message) => self.error(value.span, message),
            }
        }
        if !is_declared {
            let rule = match meant {
                [rule] => format!("rule `{}` has", rule.id()),
                _ => "these rules have".to_owned(),
            };
            let hint = match nearest(&name.value, declared.iter().map(SmolStr::as_str)) {
                Some(name) => format!("; did you mean `{name}`?"),
                None if declared.is_empty() => String::new(),
                None => format!("; known are {}", declared.join(", ")),
            };
            self.error(name.span, format!("{rule} no input `{}`{hint}", name.value));
        }
    }

    /// The policies of one directory share their inputs, so two rules in it can't have different values for one.
    fn one_value_for_each_set(&mut self) {
        let mut errors = Vec::new();
        for set in self.sets.iter().filter_map(RuleSource::own) {
            let mut values: BTreeMap<&SmolStr, &Spanned<Value>> = BTreeMap::new();
            let given = set.files.iter().filter_map(|file| self.settings.inputs.get(&file.metadata.id)).flatten();
            for (name, value) in given {
                let other = values.entry(name).or_insert(value);
                if !identical(&other.value, &value.value) {
                    errors.push((
                        value.span,
                        format!(
                            "policies of one directory share their inputs, and another rule sets `{name}` otherwise"
                        ),
                    ));
                }
            }
        }
        errors.into_iter().for_each(|(span, message)| self.error(span, message));
    }
}
