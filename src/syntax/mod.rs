//! Text to syntax tree, for native and JSON syntax alike. Knows nothing of what Terraform means by it.
//!
//! Read [`ast`] first.

pub mod ast;
