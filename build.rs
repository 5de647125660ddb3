//! Makes the table of the rules that the program carries, from the files under `rules/`.
//!
//! What is known of a rule before it is parsed (which targets it is for, what it can be chosen by) is found by a scan of its
//! lines, so that a run parses only the rules that it needs. Adding a rule is adding its files. The version of the rules
//! is a digest of all their texts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    find(&root.join("rules"), &mut files);
    let id = |file: &Path| file.file_name().map(|name| name.to_string_lossy().replace(".policy.hcl", ""));
    files.sort_by(|left, right| id(left).cmp(&id(right)).then_with(|| left.cmp(right)));
    let mut table = format!("static RULES: [EmbeddedRule; {}] = [\n", files.len());
    let mut hash = Sha256::new();
    for file in &files {
        let text = std::fs::read_to_string(file).expect("rules are readable text");
        let relative = file.strip_prefix(&root).expect("rules are in the package");
        let relative = relative.to_string_lossy().replace('\\', "/");
        let name = file.file_name().expect("a file has a name").to_string_lossy();
        let id = name.trim_end_matches(".policy.hcl");
        // Line breaks do not count, so that a checkout on Windows has the same version.
        hash.update(format!("{relative}\0{}\0", text.replace('\r', "")));
        let targets = |kind: &str| -> Vec<&str> { text.lines().filter_map(|line| first_label(line, kind)).collect() };
        writeln!(
            table,
            "EmbeddedRule {{ id: {id:?}, path: {relative:?}, text: include_str!({:?}), resource_types: &{:?}, \
             has_other_targets: {}, has_literals: {}, preset: Preset::{}, criteria: &{:?}, account_baseline: &{:?}, \
             deprecated_ids: &{:?}, parsed: OnceLock::new() }},",
            file.to_string_lossy(),
            targets("resource_policy"),
            !targets("provider_policy").is_empty() || !targets("module_policy").is_empty(),
            text.lines().any(|line| argument(line, "literals").is_some()),
            match list(&text, "preset").as_slice() {
                ["strict"] => "Strict",
                _ => "Default",
            },
            criteria(&text),
            list(&text, "account_baseline"),
            list(&text, "deprecated_ids"),
        )
        .expect("a string takes everything");
    }
    table.push_str("];\n");
    let version: String = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=SOC2LINT_RULES_VERSION={version}");
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

/// What this line sets that argument of the metadata to, which is written with four spaces.
fn argument<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.strip_prefix("    ")?.strip_prefix(name)?.trim_start().strip_prefix('=')
}

/// The strings that an argument of the metadata holds, to the end of the line or of the list.
fn list<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let mut lines = text.lines().skip_while(|line| argument(line, name).is_none());
    let first = lines.next().and_then(|line| argument(line, name)).unwrap_or_default();
    let is_open = first.trim_start().starts_with('[') && !first.contains(']');
    let rest = lines.take_while(|line| is_open && line.trim() != "]");
    std::iter::once(first).chain(rest).flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

/// The ids of the criteria: one a line, first in its object.
fn criteria(text: &str) -> Vec<&str> {
    let lines = text.lines().skip_while(|line| argument(line, "criteria").is_none());
    let lines = lines.take_while(|line| line.trim() != "]");
    lines.filter_map(|line| line.split_once("{ id = \"")?.1.split('"').next()).collect()
}
