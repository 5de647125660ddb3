//! What the program is made of: licences that allow its own, one registry, no way to the network.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use object::read::elf::ElfFile64;
use object::{Endianness, Object, ObjectSymbol};
use serde_json::Value;

/// Crates that the program is made of, at most; each one more is one more that somebody has to keep.
const CRATES: usize = 130;

fn project_file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The strings of a list in `deny.toml`, which `cargo deny` goes by where it is at hand; here the same holds without it.
fn denied_or_allowed(list: &str) -> Vec<String> {
    let text = project_file("deny.toml");
    let (_, list) = text.split_once(&format!("\n{list} = [\n")).unwrap();
    let (list, _) = list.split_once("\n]").unwrap();
    list.lines().map(|line| line.trim().trim_matches([',', '"']).to_owned()).collect()
}

fn metadata(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Everything in the lock file: what builds and tests the program included.
fn packages() -> Vec<Value> {
    metadata(&[])["packages"].as_array().unwrap().clone()
}

/// Name and version of what is in the program itself: neither what only builds or tests it, nor macros, which run in the compiler.
fn in_the_program(platform: &str) -> BTreeSet<(String, String)> {
    let metadata = metadata(&["--filter-platform", platform]);
    let by_id = |list: &'static str, root: &Value| -> BTreeMap<String, Value> {
        let entries = root[list].as_array().unwrap().iter();
        entries.map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry.clone())).collect()
    };
    let packages = by_id("packages", &metadata);
    let nodes = by_id("nodes", &metadata["resolve"]);
    let is_macro = |id: &str| {
        let mut targets = packages[id]["targets"].as_array().unwrap().iter();
        targets.any(|target| target["kind"] == serde_json::json!(["proc-macro"]))
    };
    let mut open = vec![metadata["resolve"]["root"].as_str().unwrap()];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if is_macro(id) || !seen.insert(id) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().unwrap() {
            let mut kinds = dependency["dep_kinds"].as_array().unwrap().iter();
            if kinds.any(|kind| kind["kind"].is_null()) {
                open.push(dependency["pkg"].as_str().unwrap());
            }
        }
    }
    let text = |id: &str, name: &str| packages[id][name].as_str().unwrap().to_owned();
    seen.into_iter().map(|id| (text(id, "name"), text(id, "version"))).collect()
}

/// Whether one of the choices that an SPDX expression gives is allowed, in the simple forms that crates use.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let all = |part: &str| {
        part.split(" AND ").all(|part| {
            let part = part.trim().trim_start_matches('(').trim_end_matches(')');
            part.replace('/', " OR ").split(" OR ").any(|choice| allowed.iter().any(|allowed| allowed == choice.trim()))
        })
    };
    // `(A OR B) AND C` is all of its parts; `A OR B` any of them.
    if expression.contains(" AND ") { all(expression) } else { all(&format!("({expression})")) }
}

#[test]
fn licences_allow_ours() {
    let allowed = denied_or_allowed("allow");
    let is_allowed = |licence: &str| is_allowed(licence, &allowed);
    for package in packages() {
        let (name, licence) = (package["name"].as_str().unwrap(), package["license"].as_str().unwrap_or_default());
        assert!(is_allowed(licence), "{name} is under `{licence}`");
    }
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0") && is_allowed("LGPL-2.1-or-later OR MIT"));
    assert!(!is_allowed("GPL-3.0-only") && !is_allowed("(MIT OR Apache-2.0) AND GPL-2.0-only") && !is_allowed(""));
}

#[test]
fn everything_comes_from_one_registry_and_nothing_speaks_to_the_network() {
    let packages = packages();
    let sources: BTreeSet<&str> = packages.iter().filter_map(|package| package["source"].as_str()).collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+")), "{sources:?}");
    let denied = denied_or_allowed("deny");
    assert!(denied.iter().any(|name| name == "tokio"));
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        assert!(!denied.iter().any(|denied| denied == name), "{name} opens connections");
    }
}

#[test]
fn the_program_is_made_of_few_crates_and_of_each_once() {
    for platform in ["x86_64-unknown-linux-musl", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"] {
        let all = in_the_program(platform);
        let names: BTreeSet<&String> = all.iter().map(|(name, _)| name).collect();
        assert!(names.contains(&"hcl-edit".to_owned()) && !names.contains(&"criterion".to_owned()), "{names:?}");
        assert_eq!(names.len(), all.len(), "a crate is in the program twice: {all:?}");
        assert!(all.len() <= CRATES, "{} crates are in the program on {platform}", all.len());
        println!("{platform}: {} crates", all.len());
    }
}

#[test]
fn nothing_of_ours_is_unsafe() {
    assert!(
        project_file("Cargo.toml").contains("\n[lints.rust]\nunsafe_code = \"forbid\"\n"),
        "and `forbid` can't be allowed again"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn the_program_asks_the_system_for_no_connection() {
    let binary = fs::read(env!("CARGO_BIN_EXE_soc2lint")).unwrap();
    let elf = ElfFile64::<Endianness>::parse(binary.as_slice()).unwrap();
    let symbols = elf.dynamic_symbols().filter(ObjectSymbol::is_undefined);
    let imported: BTreeSet<&str> = symbols.filter_map(|symbol| symbol.name().ok()).collect();
    assert!(imported.contains("read"), "{imported:?}");
    for name in ["socket", "connect", "getaddrinfo", "listen", "accept", "accept4", "sendto", "recvfrom"] {
        assert!(!imported.contains(name), "it asks for `{name}`");
    }
}
