//! The language server: what `check` says, at every keystroke.
//!
//! A server speaks with one client over a connection. Each repository that a document belongs to has a session that
//! remembers what did not change. Nothing is started, fetched or written.

mod actions;
mod diagnostics;
mod document;
mod hover;
mod position;
mod server;
mod session;

pub use server::{FindOptions, ServeError, serve};
