//! Runs every rule's own tests, `rules/**/*.policytest.hcl`.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use soc2lint::policy::{InputSources, POLICY_SUFFIX, TEST_SUFFIX, TestRunner};
use soc2lint::report::write_test_results;
use soc2lint::workspace::{SourceFile, SourceMap, WorkspaceError};

fn files(directory: &Utf8Path, suffix: &str, depth: usize) -> Vec<Utf8PathBuf> {
    walkdir::WalkDir::new(directory)
        .max_depth(depth)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| {
            Utf8PathBuf::from_path_buf(entry.expect("rules are readable").into_path()).expect("rules have UTF-8 names")
        })
        .filter(|path| path.as_str().ends_with(suffix))
        .collect()
}

#[test]
fn every_rule_passes_its_tests() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = SourceMap::default();
    let read = |path: &Utf8Path| -> Arc<SourceFile> {
        let text = std::fs::read_to_string(path).expect("rules are text");
        sources.file(sources.add(path, path.strip_prefix(root).unwrap_or(path), text))
    };
    let read_directory = |directory: &Utf8Path| -> Vec<Result<Arc<SourceFile>, WorkspaceError>> {
        files(directory, POLICY_SUFFIX, 1).iter().map(|path| Ok(read(path))).collect()
    };
    let runner = TestRunner::new(&read_directory, InputSources::none());
    let tests = files(&root.join("rules"), TEST_SUFFIX, 100);
    assert!(!tests.is_empty());
    let failed: Vec<_> =
        tests.iter().map(|path| runner.run(&read(path))).filter(|result| result.is_failure()).collect();
    let mut told = Vec::new();
    write_test_results(&failed, &sources, &mut told).expect("a vector takes everything");
    assert!(failed.is_empty(), "{}", String::from_utf8_lossy(&told));
}
