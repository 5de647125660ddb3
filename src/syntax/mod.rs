//! Text to syntax tree, for native and JSON syntax alike. Knows nothing of what Terraform means by it.
//!
//! Read [`ast`] first, then [`outline`](outline()), which finds the blocks of a file, and [`parse_block`], which parses one of them.
//! For files in JSON syntax it is [`outline_json`].

pub mod ast;
mod children;
mod comments;
mod error;
mod json;
mod lexer;
mod native;
mod outline;
mod place;
#[cfg(test)]
mod tests;

pub use comments::{Comment, Element, JsonComment, RootElement, comments, json_comments};
pub use error::SyntaxError;
pub use json::{Strings, expression_of_string, json_blocks, json_body, outline_json, parse_json_body};
pub use native::{parse_attribute, parse_block, parse_block_by_hcl_edit, parse_body, parse_expression, parse_template};
pub use outline::{AttributeItem, BlockItem, Item, Outline, outline};
