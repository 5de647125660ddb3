//! What the program is made of: licences that allow its own, one registry, no way to the network.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use object::read::elf::ElfFile64;
use object::{Endianness, Object, ObjectSymbol};
use serde_json::Value;

/// Licences that everything of which may be passed on under MIT or Apache-2.0.
const ALLOWED: [&str; 12] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "BSL-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "ISC",
];

/// Crates that open connections.
const NETWORK: [&str; 14] = [
    "async-std",
    "curl",
    "curl-sys",
    "h2",
    "hyper",
    "mio",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "socket2",
    "tokio",
    "ureq",
];

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Whether one of the choices that an SPDX expression gives is allowed, in the simple forms that crates use.
fn is_allowed(expression: &str) -> bool {
    let all = |part: &str| {
        part.split(" AND ").all(|part| {
            let part = part.trim().trim_start_matches('(').trim_end_matches(')');
            part.replace('/', " OR ").split(" OR ").any(|choice| ALLOWED.contains(&choice.trim()))
        })
    };
    // `(A OR B) AND C` is all of its parts; `A OR B` any of them.
    if expression.contains(" AND ") { all(expression) } else { all(&format!("({expression})")) }
}

#[test]
fn licences_allow_ours() {
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
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        assert!(!NETWORK.contains(&name), "{name} opens connections");
    }
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
