//! What evaluation may use up, so that hostile input ends in a reported gap and not in a hang.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::value::{Cause, Limit, Type, Value};
use crate::workspace::Span;

/// Limits of one evaluation. Defaults are far above what real repositories were seen to need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Expression nodes evaluated per root module. A large real root needs some 10^5; 50 million end within seconds.
    pub steps: u64,
    /// Nesting of expressions, references and calls: each level costs stack, which is grown on demand.
    pub depth: u32,
    /// Elements of one collection, or results of one `for` expression.
    pub elements: usize,
    /// Bytes of one string.
    pub string_bytes: usize,
    /// Instances of one `count` or `for_each`; the largest real one seen has some hundred.
    pub expansion: u64,
    /// Instances of one root module in all, so that nested `count`s and calls stay bounded; the largest real root seen has some
    /// 5 000. Each takes some 20 kB. Blocks of the root module itself that are not repeated do not count: there are not more of
    /// them than somebody wrote.
    pub instances: u64,
    /// Module calls within module calls; deeper ones are a circle in practice, and reaching it is reported, not cut.
    pub module_depth: usize,
}

/// A text that is no limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no limit; write NAME=NUMBER with one of {names}", names = Budget::NAMES.join(", "))]
pub struct BudgetError(String);

impl Budget {
    /// What a limit is called in settings.
    pub const NAMES: [&'static str; 7] =
        ["steps", "depth", "elements", "string-bytes", "expansion", "instances", "module-depth"];

    /// A limit by its name; 0 where there is none of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> u64 {
        match name {
            "steps" => self.steps,
            "depth" => u64::from(self.depth),
            "elements" => self.elements as u64,
            "string-bytes" => self.string_bytes as u64,
            "expansion" => self.expansion,
            "instances" => self.instances,
            "module-depth" => self.module_depth as u64,
            _ => 0,
        }
    }

    /// Sets a limit by its name: `steps=1000000`.
    ///
    /// # Errors
    /// When there is no limit of that name, or the number does not fit.
    pub fn set(&mut self, text: &str) -> Result<(), BudgetError> {
        let error = || BudgetError(text.to_owned());
        let (name, number) = text.split_once('=').ok_or_else(error)?;
        let number: u64 = number.trim().parse().map_err(|_| error())?;
        let size = usize::try_from(number).map_err(|_| error())?;
        match name.trim() {
            "steps" => self.steps = number,
            "depth" => self.depth = u32::try_from(number).map_err(|_| error())?,
            "elements" => self.elements = size,
            "string-bytes" => self.string_bytes = size,
            "expansion" => self.expansion = number,
            "instances" => self.instances = number,
            "module-depth" => self.module_depth = size,
            _ => return Err(error()),
        }
        Ok(())
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            steps: 50_000_000,
            depth: 4_000,
            elements: 1_000_000,
            string_bytes: 16 * 1024 * 1024,
            expansion: 50_000,
            instances: 100_000,
            module_depth: 64,
        }
    }
}

/// The state of one evaluation: what has been used of the budget, and where it ran out.
#[derive(Debug, Default)]
pub struct Context {
    budget: Budget,
    steps: Cell<u64>,
    depth: Cell<u32>,
    exhausted: RefCell<BTreeMap<Limit, Span>>,
}

impl Context {
    /// A fresh context with these limits.
    #[must_use]
    pub fn new(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }

    /// The limits.
    #[must_use]
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// How many steps were taken so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps.get()
    }

    /// Takes `count` steps; the unknown that stands for the result when there are none left.
    pub fn spend(&self, count: u64, place: Span) -> Option<Value> {
        let taken = self.steps.get().saturating_add(count);
        self.steps.set(taken);
        (taken > self.budget.steps).then(|| self.exhaust(Limit::Steps, place))
    }

    /// Records that a limit was reached at a place, and gives the unknown that stands for the result there.
    pub fn exhaust(&self, limit: Limit, place: Span) -> Value {
        self.exhausted.borrow_mut().entry(limit).or_insert(place);
        Value::unknown(Type::Dynamic, Cause::Budget(limit))
    }

    /// Runs `inner` one level deeper, growing the stack where needed.
    pub fn deeper<R>(&self, place: Span, exhausted: impl FnOnce(Value) -> R, inner: impl FnOnce() -> R) -> R {
        let depth = self.depth.get();
        if depth >= self.budget.depth {
            return exhausted(self.exhaust(Limit::Nesting, place));
        }
        self.depth.set(depth + 1);
        let result = stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, inner);
        self.depth.set(depth);
        result
    }

    /// The limits that were reached, each with the first place.
    #[must_use]
    pub fn exhausted(&self) -> BTreeMap<Limit, Span> {
        self.exhausted.borrow().clone()
    }
}
