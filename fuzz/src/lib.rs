//! The targets, which the project's ordinary tests share.

#[path = "../../tests/fuzz/targets/mod.rs"]
mod targets;

/// Does with an input what the target of this name does.
///
/// # Panics
/// When it breaks what the target holds.
pub fn run(target: &str, input: &[u8]) {
    targets::run(target, input);
}
