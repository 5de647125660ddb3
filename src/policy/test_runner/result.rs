//! What came of running tests. How it is written is for reports to say.

use camino::Utf8PathBuf;

use crate::workspace::{Diagnostic, Level, Span, WorkspaceError};

/// The result of one test file.
#[derive(Clone, Debug)]
pub struct TestFileResult {
    /// The path to show.
    pub path: Utf8PathBuf,
    /// Mistakes in the file, or in the policies that it is for.
    pub errors: Vec<Diagnostic>,
    /// The cases in source order; none where the file itself has mistakes.
    pub cases: Vec<CaseResult>,
}

/// The result of one case.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// `resource.aws_s3_bucket.name`.
    pub name: String,
    /// The mock's header.
    pub span: Span,
    /// What came of it.
    pub outcome: CaseOutcome,
    /// What policies say and what is wrong, in order.
    pub messages: Vec<CaseMessage>,
    /// What is not wrong, but worth a word.
    pub warnings: Vec<String>,
}

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseOutcome {
    /// As expected.
    Pass,
    /// A fixture only.
    Skipped,
    /// A policy denies what should pass.
    PolicyViolation,
    /// Nothing denies what should be denied.
    MissingExpectedFailure,
    /// A policy, or the mock itself, has an error.
    Error,
    /// The verdict is not known.
    Unknown,
}

/// Something to say about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseMessage {
    /// What it is about.
    pub kind: MessageKind,
    /// Where it comes from: the error in the policy or the test, or the condition of a denial that says nothing else.
    pub span: Option<Span>,
    /// What is said.
    pub text: String,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageKind {
    /// A policy denies.
    Denial,
    /// A policy, or the test, has an error.
    Error,
    /// A policy can't decide.
    Unknown,
}

impl CaseOutcome {
    /// Whether the case makes the run fail.
    #[must_use]
    pub fn is_failure(self) -> bool {
        !matches!(self, Self::Pass | Self::Skipped)
    }
}

impl TestFileResult {
    /// The result of a file that could not be read.
    #[must_use]
    pub fn unread(error: &WorkspaceError) -> Self {
        let told = Diagnostic { span: None, level: Level::Error, message: error.to_string() };
        Self { path: error.path.clone(), errors: vec![told], cases: Vec::new() }
    }

    /// Whether the file makes the run fail.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        !self.errors.is_empty() || self.cases.iter().any(|case| case.outcome.is_failure())
    }
}
