//! What a person is told about their files: mistakes in them, and what could not be analysed.

use super::Span;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Something of the job could not be done.
    Error,
    /// Something looks wrong, the job was done.
    Warning,
    /// For information.
    Note,
}

/// A message about the user's files, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where; `None` where it is about no place in a file.
    pub span: Option<Span>,
    /// How much it weighs.
    pub level: Level,
    /// What is wrong and what to do: lower case, no full stop, names in backticks.
    pub message: String,
}

/// Why something was not analysed. Decides the exit status: see [`GapKind::is_failure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GapKind {
    /// A path that does not exist, a directory or file that can't be read, a file that is no text or too large.
    Unreadable,
    /// A file or block that does not parse.
    Syntax,
    /// A module call whose local source is not there, or lies outside the repository.
    LocalModule,
    /// A module call whose remote source is not on disk.
    RemoteModule,
    /// A module that calls itself.
    ModuleCycle,
    /// A budget that was spent.
    Budget,
    /// A plan that could not be read.
    Plan,
    /// A rule of ours or of the user's that could not be loaded or failed to run.
    Policy,
    /// A mistake of ours.
    Internal,
}

impl GapKind {
    /// Whether the run has to fail because of it unless the user allows incomplete runs. Missing remote modules are
    /// normal before `terraform init`, so they only fail a run that asks for it.
    #[must_use]
    pub fn is_failure(self) -> bool {
        match self {
            Self::RemoteModule => false,
            Self::Unreadable
            | Self::Syntax
            | Self::LocalModule
            | Self::ModuleCycle
            | Self::Budget
            | Self::Plan
            | Self::Policy
            | Self::Internal => true,
        }
    }

    /// A stable name for machine formats: `syntax`, `remote-module`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Syntax => "syntax",
            Self::LocalModule => "local-module",
            Self::RemoteModule => "remote-module",
            Self::ModuleCycle => "module-cycle",
            Self::Budget => "budget",
            Self::Plan => "plan",
            Self::Policy => "policy",
            Self::Internal => "internal",
        }
    }
}

/// Something that was not analysed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gap {
    /// Where; `None` where there is no text to point at (a missing path).
    pub span: Option<Span>,
    /// Which kind.
    pub kind: GapKind,
    /// What was not analysed: a path, an address.
    pub what: String,
    /// Why, and what to do about it.
    pub why: String,
}
