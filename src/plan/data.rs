//! What a plan tells of data sources, for the evaluation of the configuration that it was made of: source alone can't read them.

use std::sync::Arc;

use smol_str::SmolStr;

use super::PlanFile;
use super::decode::untyped;
use super::index::Index;
use super::outline::Outline;
use super::part::Part;
use crate::model::{Address, Mode};
use crate::terraform::DataAnswers;
use crate::value::{PathStep, Value};
use crate::workspace::SourceFile;

/// The data sources that a plan has read: in `prior_state`, or among its changes.
pub(super) struct Answers {
    file: Arc<SourceFile>,
    outline: Arc<Outline>,
    index: Arc<Index>,
}

impl Answers {
    /// Those of a plan.
    pub(super) fn of(plan: &PlanFile) -> Self {
        Self { file: Arc::clone(&plan.file), outline: Arc::clone(&plan.outline), index: Arc::clone(&plan.index) }
    }
}

impl DataAnswers for Answers {
    fn answer(&self, address: &Address, attribute: &str) -> Option<Value> {
        let Address { module, mode: Mode::Data, resource_type, name, key } = address else { return None };
        let at = self.index.of_block(module, Mode::Data, resource_type, name)?.with_key(key.as_ref())?;
        let entry = self.index.entries.get(at)?;
        let document = self.outline.in_text(self.file.text());
        let node = |range| document.node(range);
        let whole = Part {
            value: entry.after.map(node),
            unknown: entry.after_unknown.map(node),
            sensitive: entry.after_sensitive.map(node),
            expression: None,
        };
        let value = untyped(entry, whole.child(attribute), &[PathStep::Attribute(SmolStr::new(attribute))]);
        // What is read only while the plan is applied is no answer yet.
        (value.is_wholly_known() && !value.is_null()).then_some(value)
    }
}
