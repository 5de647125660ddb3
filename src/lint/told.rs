//! What judging says of one resource instance, with what it is about: what exceptions are matched with before instances are folded.

use crate::model::{InstanceKey, ModuleStep, Place};
use crate::workspace::Span;

/// A finding or an undetermined result, and what it is about.
#[derive(Clone, Debug)]
pub(super) struct Told<T> {
    /// What is said.
    pub(super) what: T,
    /// The target, and the companion that decided if it is another; empty where it is about no block.
    pub(super) concerned: Vec<Concerned>,
}

/// A block's instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Concerned {
    /// The whole block.
    pub(super) block: Span,
    /// Which of its instances.
    pub(super) key: Option<InstanceKey>,
    /// The module calls that lead to it, outermost first: their headers, and which instance of each.
    pub(super) calls: Vec<(Span, Option<InstanceKey>)>,
}

impl Concerned {
    /// The instance `key` of the block at `place`, through these calls.
    pub(super) fn new(place: &Place, steps: &[ModuleStep], key: Option<&InstanceKey>) -> Self {
        let calls = place.calls.iter().zip(steps).map(|(header, step)| (*header, step.key.clone())).collect();
        Self { block: place.block, key: key.cloned(), calls }
    }
}

impl<T> std::ops::Deref for Told<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.what
    }
}

impl<T> std::ops::DerefMut for Told<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.what
    }
}
