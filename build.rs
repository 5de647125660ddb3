//! Makes the table of the rules that the program carries, from the files under `rules/`.
//!
//! What is known of a rule before it is parsed (which targets it is for) is found by a scan of its lines, so that a run
//! parses only the rules that it needs. Adding a rule is adding its files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    find(&root.join("rules"), &mut files);
    let id = |file: &Path| file.file_name().map(|name| name.to_string_lossy().replace(".policy.hcl", ""));
    files.sort_by(|left, right| id(left).cmp(&id(right)).then_with(|| left.cmp(right)));
    let mut table = String::from("&[\n");
    for file in &files {
        let text = std::fs::read_to_string(file).expect("rules are readable text");
        let relative = file.strip_prefix(&root).expect("rules are in the package");
        let relative = relative.to_string_lossy().replace('\\', "/");
        let name = file.file_name().expect("a file has a name").to_string_lossy();
        let id = name.trim_end_matches(".policy.hcl");
        let targets = |kind: &str| -> Vec<&str> { text.lines().filter_map(|line| first_label(line, kind)).collect() };
        let has = |argument: &str| text.lines().any(|line| is_argument(line, argument));
        writeln!(
            table,
            "EmbeddedRule {{ id: {id:?}, path: {relative:?}, text: include_str!({:?}), resource_types: &{:?}, \
             has_other_targets: {}, has_literals: {}, has_account_baseline: {} }},",
            file.to_string_lossy(),
            targets("resource_policy"),
            !targets("provider_policy").is_empty() || !targets("module_policy").is_empty(),
            has("literals"),
            has("account_baseline"),
        )
        .expect("a string takes everything");
    }
    table.push_str("]\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join("rules.rs"), table).expect("the output directory is writable");
}

fn find(directory: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else if path.to_string_lossy().ends_with(".policy.hcl") {
            files.push(path);
        }
    }
}

/// The first label of a block of that type that begins on this line.
fn first_label<'a>(line: &'a str, kind: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(kind)?;
    let label = rest.trim_start();
    (label.len() < rest.len()).then_some(())?;
    match label.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => label.split_whitespace().next(),
    }
}

/// Whether this line sets that argument of the metadata, which is written with four spaces.
fn is_argument(line: &str, name: &str) -> bool {
    line.strip_prefix("    ")
        .and_then(|rest| rest.strip_prefix(name))
        .is_some_and(|rest| rest.trim_start().starts_with('='))
}
