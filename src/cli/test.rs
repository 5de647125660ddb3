//! `soc2lint test`: runs the tests of policies.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use smol_str::SmolStr;

use super::inputs::Pair;
use super::output::to_stdout;
use super::{CliError, terminal};
use crate::lint::ExitStatus;
use crate::policy::{
    ENVIRONMENT_PREFIX, GivenInput, InputSources, POLICY_SUFFIX, TEST_SUFFIX, TestFileResult, TestRunner,
    read_input_file,
};
use crate::report::write_test_results;
use crate::workspace::{Depth, Level, SourceFile, SourceMap, WorkspaceError, list_files, read_text};

/// Told at the end of `soc2lint test --help`.
const AFTER: &str = "\
Examples:
  soc2lint test
  soc2lint test policies
  soc2lint test policies --input max-days=90 --input-file inputs.tfvars

Inputs get their values from, the strongest first: a mock's `inputs`, the test file's `inputs`, --input,
TFPOLICY_INPUT_<name> in the environment, --input-file, the policy's default.

Exit status:
  0  all tests pass
  1  a test fails, or a policy has errors
  2  a bad option, or a file or directory that can't be read";

/// Arguments of `soc2lint test`.
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Where the `*.policytest.hcl` files are, at any depth; or one such file
    #[arg(value_name = "DIR", default_value = ".")]
    directory: Utf8PathBuf,
    /// Give an input of the policies a value; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    input: Vec<Pair>,
    /// Read values for inputs from a file of lines `name = value`; may be repeated, a later one wins
    #[arg(long, value_name = "FILE")]
    input_file: Vec<Utf8PathBuf>,
}

/// Reads files, each by itself: one that can't be read is remembered and costs no other.
#[derive(Default)]
struct Reader {
    sources: SourceMap,
    unread: RefCell<BTreeSet<WorkspaceError>>,
}

impl Reader {
    fn file(&self, path: &Utf8Path) -> Result<Arc<SourceFile>, WorkspaceError> {
        let text = read_text(path).inspect_err(|error| {
            self.unread.borrow_mut().insert(error.clone());
        })?;
        Ok(self.sources.file(self.sources.add(path, path, text)))
    }

    /// The files of a directory of which the names end so.
    fn files(&self, path: &Utf8Path, suffix: &str, depth: Depth) -> Vec<Result<Arc<SourceFile>, WorkspaceError>> {
        let listing = list_files(path, suffix, depth);
        self.unread.borrow_mut().extend(listing.errors);
        listing.files.iter().map(|path| self.file(path)).collect()
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let reader = Reader::default();
    let given = arguments.input.iter();
    let inputs = InputSources {
        given: given.map(|pair| (pair.name.as_str().into(), GivenInput::Text(pair.value.clone()))).collect(),
        environment: &|name| name.starts_with(ENVIRONMENT_PREFIX).then(|| env::var(name).ok())?,
        files: input_files(&arguments.input_file, &reader)?,
    };
    let tests = reader.files(&arguments.directory, TEST_SUFFIX, Depth::Below);
    if tests.is_empty() {
        let message = match reader.unread.borrow().first() {
            Some(error) => error.to_string(),
            None => format!("`{}` holds no `*{TEST_SUFFIX}` file", arguments.directory),
        };
        return Err(CliError::Usage(message));
    }
    let read = |directory: &Utf8Path| {
        // A target that is not there is told with its name.
        if directory.exists() { reader.files(directory, POLICY_SUFFIX, Depth::Directory) } else { Vec::new() }
    };
    let runner = TestRunner::new(&read, inputs);
    let results: Vec<TestFileResult> = tests
        .iter()
        .map(|file| match file {
            Ok(file) => runner.run(file),
            Err(error) => TestFileResult::unread(error),
        })
        .collect();
    to_stdout(|out| write_test_results(&results, &reader.sources, out))?;
    let others = runner.diagnostics(&results);
    terminal::show(&others, &reader.sources);
    let is_whole = tell_unread(&reader, &results) & tell_undeclared(&runner);
    let has_errors = others.iter().any(|told| told.level == Level::Error);
    Ok(match (is_whole, has_errors || results.iter().any(TestFileResult::is_failure)) {
        (false, _) => ExitStatus::Incomplete,
        (true, true) => ExitStatus::Findings,
        (true, false) => ExitStatus::Clean,
    })
}

/// The values of all `--input-file`s; the last one wins.
fn input_files(paths: &[Utf8PathBuf], reader: &Reader) -> Result<BTreeMap<SmolStr, GivenInput>, CliError> {
    let mut values = BTreeMap::new();
    for path in paths {
        let file = reader.file(path).map_err(|error| CliError::Usage(error.to_string()))?;
        match read_input_file(&file) {
            Ok(more) => values.extend(more),
            Err(mistakes) => {
                terminal::show(&mistakes, &reader.sources);
                return Err(CliError::Usage(format!("`{path}` has mistakes, so nothing was done")));
            }
        }
    }
    Ok(values)
}

/// Tells what could not be read and is in no result; whether all could be read.
fn tell_unread(reader: &Reader, results: &[TestFileResult]) -> bool {
    let unread = reader.unread.borrow();
    let told: BTreeSet<&str> =
        results.iter().flat_map(|result| &result.errors).map(|told| told.message.as_str()).collect();
    for error in unread.iter().map(ToString::to_string).filter(|error| !told.contains(error.as_str())) {
        terminal::complain(&error);
    }
    unread.is_empty()
}

/// Tells the inputs that are given and that no policy has; whether there are none.
fn tell_undeclared(runner: &TestRunner<'_>) -> bool {
    let undeclared = runner.undeclared_inputs();
    for name in &undeclared {
        terminal::complain(&format!("no policy has an input named `{name}`; check its name"));
    }
    undeclared.is_empty()
}
