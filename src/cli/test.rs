//! `soc2lint test`: runs the tests of policies.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use walkdir::WalkDir;

use super::CliError;
use super::output::to_stdout;
use crate::lint::ExitStatus;
use crate::policy::{GivenInput, InputSources, POLICY_SUFFIX, TEST_SUFFIX, TestFileResult, TestRunner, write_results};
use crate::workspace::{SourceFile, SourceMap, without_byte_order_mark};

/// Arguments of `soc2lint test`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  soc2lint test\n  soc2lint test policies")]
pub(super) struct Arguments {
    /// Where the `*.policytest.hcl` files are, at any depth; or one such file
    #[arg(value_name = "DIR", default_value = ".")]
    directory: Utf8PathBuf,
    /// Give an input of the policies a value; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    input: Vec<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let sources = SourceMap::default();
    let tests = files(&arguments.directory, TEST_SUFFIX, usize::MAX, &sources)?;
    if tests.is_empty() {
        return Err(CliError::Usage(format!("`{}` holds no `*{TEST_SUFFIX}` file", arguments.directory)));
    }
    let mut given = BTreeMap::new();
    for pair in &arguments.input {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(CliError::Usage(format!("`--input {pair}` is not of the form `name=value`")));
        };
        given.insert(name.into(), GivenInput::Text(value.to_owned()));
    }
    let environment = |name: &str| env::var(name).ok();
    let inputs = InputSources { given, environment: &environment, ..InputSources::none() };
    // A directory that can't be read has no policies, which the tests then say.
    let read = |directory: &Utf8Path| files(directory, POLICY_SUFFIX, 1, &sources).unwrap_or_default();
    let runner = TestRunner::new(&read, inputs);
    let results: Vec<TestFileResult> = tests.iter().map(|file| runner.run(file, None)).collect();
    to_stdout(|out| write_results(&results, &|span| sources.place(span), out))?;
    let failed = results.iter().any(TestFileResult::is_failure);
    Ok(if failed { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// The files of that name's end in a directory, down to a depth, in order; a file is itself.
fn files(path: &Utf8Path, suffix: &str, depth: usize, sources: &SourceMap) -> Result<Vec<Arc<SourceFile>>, CliError> {
    let unreadable = |error: &dyn std::fmt::Display| CliError::Usage(format!("cannot read `{path}`: {error}"));
    let mut files = Vec::new();
    // An empty path is what `Path::parent` gives for a file in the working directory.
    let start = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
    for entry in WalkDir::new(start).max_depth(depth).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(&error))?;
        if !entry.file_type().is_file() || !entry.file_name().to_string_lossy().ends_with(suffix) {
            continue;
        }
        let Ok(path) = Utf8PathBuf::from_path_buf(entry.into_path()) else { continue };
        let path = path.strip_prefix("./").map_or(path.clone(), Utf8Path::to_owned);
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&error))?;
        files.push(sources.file(sources.add(&path, &path, without_byte_order_mark(text))));
    }
    Ok(files)
}
