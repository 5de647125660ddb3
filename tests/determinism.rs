//! The same repository gives the same bytes: on any number of threads, in whatever order the system lists its directories, in every
//! process.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use soc2lint::report::Format;

/// The regular files below a directory, relative to it, by name.
fn files(directory: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(directory).sort_by_file_name();
    let entries = walk.into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    entries.map(|entry| entry.path().strip_prefix(directory).unwrap().to_owned()).collect()
}

/// Mixes, the same way every time (a linear congruential generator and Fisher and Yates).
fn shuffled(mut files: Vec<PathBuf>, seed: u64) -> Vec<PathBuf> {
    let mut state = seed;
    for index in (1..files.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        files.swap(index, usize::try_from(state >> 33).unwrap() % (index + 1));
    }
    files
}

/// A copy of the test data, its files made in this order. Where there is a file system in memory it is there: such a one lists
/// entries as they were made, where others sort them by a hash.
fn copy(order: &[PathBuf]) -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let copy = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    fs::create_dir(copy.path().join(".git")).unwrap();
    fs::write(copy.path().join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    for file in order {
        let target = copy.path().join("testdata").join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(testdata().join(file), target).unwrap();
    }
    copy
}

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// The order in which the system lists the directories of a copy.
fn listed(copy: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(copy.join("testdata"));
    walk.into_iter().map(|entry| entry.unwrap().path().strip_prefix(copy).unwrap().to_owned()).collect()
}

/// Everything that a run says: standard output, standard error, the baseline and every format, by name.
fn everything(copy: &Path, threads: &str) -> BTreeMap<String, String> {
    let out = tempfile::tempdir().unwrap();
    let path = |name: &str| out.path().join(name).display().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command
        .args(["check", "testdata", "--preset", "strict", "--allow-incomplete", "--verbose", "--threads", threads])
        .current_dir(copy);
    for format in Format::ALL {
        command.arg("--output").arg(format!("{format}={}", path(format.name())));
    }
    command.arg("--write-baseline").arg(path("baseline")).env_clear();
    let output = command.output().unwrap();
    let status = output.status.code();
    assert!(matches!(status, Some(0..=2)), "{status:?}: {}", String::from_utf8_lossy(&output.stderr));
    let mut said = BTreeMap::from([
        ("stdout".to_owned(), String::from_utf8(output.stdout).unwrap()),
        // It names the files that were written, which are somewhere else every time.
        ("stderr".to_owned(), String::from_utf8(output.stderr).unwrap().replace(&path(""), "")),
        ("status".to_owned(), format!("{status:?}")),
    ]);
    for file in files(out.path()) {
        said.insert(file.display().to_string(), fs::read_to_string(out.path().join(&file)).unwrap());
    }
    assert_eq!(said.len(), Format::ALL.len() + 4, "{:?}", said.keys());
    said
}

#[test]
fn the_same_bytes_on_any_number_of_threads_and_from_directories_in_any_order() {
    let by_name = files(&testdata());
    let from_the_end: Vec<PathBuf> = by_name.iter().rev().cloned().collect();
    let orders = [by_name.clone(), from_the_end, shuffled(by_name.clone(), 1), shuffled(by_name, 2)];
    let copies = orders.map(|order| copy(&order));
    let lists: std::collections::BTreeSet<Vec<PathBuf>> = copies.iter().map(|copy| listed(copy.path())).collect();
    if copies[0].path().starts_with("/dev/shm") {
        assert_eq!(lists.len(), copies.len(), "the system lists every copy in another order");
    }
    let first = everything(copies[0].path(), "1");
    assert!(first["json"].contains("\"fingerprint\"") && first["text"].contains("high["), "there is something to tell");
    for (copy, threads) in copies[1..].iter().zip(["2", "8", "8"]) {
        for (what, text) in everything(copy.path(), threads) {
            let is_same = first[&what] == text;
            let differs = || first[&what].lines().zip(text.lines()).find(|(left, right)| left != right);
            assert!(is_same, "`{what}` on {threads} threads: {:?}", differs());
        }
    }
}
