//! Writes `docs/rules/` and `docs/criteria.md` from the rules: `cargo run --example generate_docs`.
//!
//! A test holds the committed pages against what this would write.

mod pages;

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let rules = docs.join("rules");
    if rules.exists() {
        fs::remove_dir_all(&rules)?;
    }
    fs::create_dir_all(&rules)?;
    for (path, text) in pages::pages() {
        fs::write(docs.join(path), text)?;
    }
    Ok(())
}
