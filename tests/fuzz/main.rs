//! Inputs that once broke a promise, kept so that they never do again, and small ones that reach every target. `fuzz/` looks for more.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod targets;

use std::fs;
use std::path::Path;

use targets::TARGETS;

/// Runs every input below a directory with a directory for each target.
fn replay(directory: &Path) -> usize {
    let mut count = 0;
    for target in TARGETS {
        let mut inputs: Vec<_> = match fs::read_dir(directory.join(target.name)) {
            Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
            Err(_) => continue,
        };
        inputs.sort();
        for input in inputs {
            let bytes = fs::read(&input).unwrap();
            let result = std::panic::catch_unwind(|| targets::run(target.name, &bytes));
            assert!(result.is_ok(), "{} breaks `{}`", input.display(), target.name);
            count += 1;
        }
    }
    count
}

#[test]
fn what_was_found_stays_mended() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/found");
    replay(&directory);
    for entry in fs::read_dir(&directory).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(TARGETS.iter().any(|target| target.name == name), "`{name}` is no target");
    }
}
