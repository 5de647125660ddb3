//! Files in our own uses of HCL: policies and settings.

use std::sync::Arc;

use camino::Utf8Path;
use soc2lint::config::{self, ConfigError, Trust};
use soc2lint::policy::{InputSources, PolicySet, TestRunner};
use soc2lint::workspace::{Diagnostic, Repository, SourceMap};

use super::{assert_span, file, run};

/// Between a policy and its tests in one input.
const TESTS: &str = "\n#tests\n";

/// Policy files: loading ends in rules or in errors with places, and judging the mocks behind `#tests` in verdicts; both the same twice.
pub(super) fn policy(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (policy, tests) = text.split_once(TESTS).unwrap_or((text, ""));
    let sources = SourceMap::default();
    let policies = sources.file(file(&sources, "own.policy.hcl", policy));
    let tests = sources.file(file(&sources, "own.policytest.hcl", tests));
    let (set, again) = (PolicySet::load(&[Arc::clone(&policies)]), PolicySet::load(&[Arc::clone(&policies)]));
    assert_eq!(set.diagnostics, again.diagnostics);
    for span in set.diagnostics.iter().filter_map(|diagnostic| diagnostic.span) {
        assert_span(span, policy);
    }
    for gap in &set.gaps {
        assert!(!gap.why.is_empty(), "a file that is left out is told why");
        gap.span.into_iter().for_each(|span| assert_span(span, policy));
    }
    assert_eq!(set.files.len() + set.gaps.len(), 1, "the file is loaded or left out");
    let read = |_: &Utf8Path| vec![Ok(Arc::clone(&policies))];
    let run = || TestRunner::new(&read, InputSources::none()).run(&tests);
    let (result, again) = (run(), run());
    assert_eq!(format!("{result:?}"), format!("{again:?}"), "the same policy gives the same verdicts");
    for case in &result.cases {
        assert_span(case.span, tests.text());
    }
    for span in result.errors.iter().filter_map(|error| error.span) {
        assert_span(span, sources.file(span.file).text());
    }
}

/// Settings: read or refused with places, the same twice; a file in the repository raises no limit and names no way out of it.
pub(super) fn settings(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let directory = run::directory();
    let path = directory.join(config::FILE_NAME);
    std::fs::write(&path, text).expect("the scratch directory can be written");
    let repository = Repository::new(directory.clone(), Vec::new());
    let load = |trust| {
        let sources = Arc::new(SourceMap::default());
        config::load(&path, trust, &repository, &sources)
    };
    for trust in [Trust::Repository, Trust::User] {
        let said = |result: &Result<_, ConfigError>| match result {
            Ok(settings) => format!("{settings:?}"),
            Err(error) => format!("{error:?}"),
        };
        let (first, second) = (load(trust), load(trust));
        assert_eq!(said(&first), said(&second), "the same file says the same");
        match first {
            Ok(settings) => assert_eq!(settings.trust, trust),
            Err(ConfigError::Invalid { mistakes, .. }) => assert_places(&mistakes, text),
            Err(_) => {}
        }
    }
    std::fs::remove_file(&path).expect("it was just written");
}

fn assert_places(mistakes: &[Diagnostic], text: &str) {
    assert!(!mistakes.is_empty(), "a file that is refused is told why");
    for mistake in mistakes {
        assert!(!mistake.message.is_empty());
        // A byte order mark is not part of a file's text.
        mistake.span.into_iter().for_each(|span| assert_span(span, text.trim_start_matches('\u{feff}')));
    }
}
