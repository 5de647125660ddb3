//! The statements of policy documents: most rules about IAM ask for those of each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;

use crate::value::{Data, Type, Value};

/// Documents of which the statements are kept. Some kilobytes each.
const MAX_DOCUMENTS: usize = 1000;

#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Text(SmolStr),
    /// Where a partly known text is kept.
    Unknown(usize),
}

impl Key {
    /// `None` for what is no text: its statements may depend on who asks.
    fn of(document: &Value) -> Option<Self> {
        match &document.data {
            Data::String(text) => Some(Self::Text(text.clone())),
            Data::Unknown(unknown) if unknown.ty == Type::String => Some(Self::Unknown(Arc::as_ptr(unknown).addr())),
            _ => None,
        }
    }
}

/// What was read of each document that is a text.
#[derive(Debug, Default)]
pub(super) struct Documents {
    /// With the document, so that its place stays its own.
    known: RefCell<HashMap<Key, (Value, Value), FxBuildHasher>>,
}

impl Documents {
    /// The statements of a document, read when they are asked for first.
    pub(super) fn statements(&self, document: &Value, read: &dyn Fn() -> Value) -> Value {
        let Some(key) = Key::of(document) else { return read() };
        if let Some((_, statements)) = self.known.borrow().get(&key) {
            return statements.clone();
        }
        let statements = read();
        let mut known = self.known.borrow_mut();
        if known.len() < MAX_DOCUMENTS {
            known.insert(key, (document.clone(), statements.clone()));
        }
        statements
    }
}
