//! Values that are computed at most once, and notice when they need themselves.

use std::cell::RefCell;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Results by key.
pub(super) struct Memo<K, V> {
    states: RefCell<FxHashMap<K, State<V>>>,
}

#[derive(Clone)]
enum State<V> {
    Running,
    Done(V),
}

/// The value needs itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cycle;

impl<K: Hash + Eq + Clone, V: Clone> Memo<K, V> {
    /// The value of a key: the one computed before, or what `compute` gives.
    pub(super) fn get(&self, key: &K, compute: impl FnOnce() -> V) -> Result<V, Cycle> {
        match self.states.borrow().get(key) {
            Some(State::Done(value)) => return Ok(value.clone()),
            Some(State::Running) => return Err(Cycle),
            None => {}
        }
        self.states.borrow_mut().insert(key.clone(), State::Running);
        let value = compute();
        if let Some(state) = self.states.borrow_mut().get_mut(key) {
            *state = State::Done(value.clone());
        }
        Ok(value)
    }
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { states: RefCell::default() }
    }
}

impl<K, V> Memo<K, V> {
    /// Drops all results.
    pub(super) fn forget(&self) {
        // Dropping a result may come back here through what it holds, so the borrow ends first.
        let states = self.states.take();
        drop(states);
    }
}
