//! The generated pages are what the rules say now.

#[path = "../examples/generate_docs/pages.rs"]
mod pages;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn generated_pages_are_current() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let pages = pages::pages();
    let stale: Vec<&String> = pages
        .iter()
        .filter(|(path, text)| fs::read_to_string(docs.join(path)).ok().as_ref() != Some(*text))
        .map(|(path, _)| path)
        .collect();
    assert!(stale.is_empty(), "run `cargo run --example generate_docs`; stale are {stale:?}");
    let written: BTreeSet<String> = fs::read_dir(docs.join("rules"))
        .expect("the pages are there")
        .flatten()
        .map(|entry| format!("rules/{}", entry.file_name().to_string_lossy()))
        .collect();
    let left_over: Vec<&String> = written.iter().filter(|path| !pages.contains_key(*path)).collect();
    assert!(left_over.is_empty(), "pages of rules that are gone: {left_over:?}");
}
