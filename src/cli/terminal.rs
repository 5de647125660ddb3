//! What the terminal and the environment want: colours, width, and a way to complain.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::panic;

use clap::ValueEnum;

use crate::lint::ExitStatus;
use crate::report::{self, visible};
use crate::workspace::{Diagnostic, SourceMap};

/// Columns where nothing says how many there are.
const DEFAULT_WIDTH: usize = 100;
/// Longer lines are hard to read.
const MAX_WIDTH: usize = 120;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless the environment says otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The environment's wishes about colour: <https://no-color.org>, <https://bixense.com/clicolors>.
#[derive(Clone, Debug, Default)]
struct ColorWishes {
    no_color: Option<String>,
    /// `CLICOLOR_FORCE` and `FORCE_COLOR`; either is enough.
    force: Vec<String>,
    clicolor: Option<String>,
    term: Option<String>,
}

impl ColorWishes {
    fn of_environment() -> Self {
        Self {
            no_color: env::var("NO_COLOR").ok(),
            force: ["CLICOLOR_FORCE", "FORCE_COLOR"].into_iter().filter_map(|name| env::var(name).ok()).collect(),
            clicolor: env::var("CLICOLOR").ok(),
            term: env::var("TERM").ok(),
        }
    }
}

impl ColorChoice {
    /// Whether to use colour on standard output.
    pub(super) fn on_stdout(self) -> bool {
        self.decide(&ColorWishes::of_environment(), io::stdout().is_terminal())
    }

    /// The option beats `NO_COLOR`, which beats the variables that force, which beat `CLICOLOR=0`; then the terminal decides.
    fn decide(self, wishes: &ColorWishes, is_terminal: bool) -> bool {
        let set = |value: &Option<String>| value.as_deref().is_some_and(|text| !text.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set(&wishes.no_color) => false,
            Self::Auto if wishes.force.iter().any(|text| !text.is_empty() && text != "0") => true,
            Self::Auto if wishes.clicolor.as_deref() == Some("0") => false,
            Self::Auto => is_terminal && wishes.term.as_deref() != Some("dumb"),
        }
    }
}

/// How many columns text on standard output may have.
pub(super) fn width() -> usize {
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    columns.or_else(terminal).filter(|columns| *columns > 0).unwrap_or(DEFAULT_WIDTH).min(MAX_WIDTH)
}

/// Shows mistakes in the user's files on standard error, each with its place.
pub(super) fn show(mistakes: &[Diagnostic], sources: &SourceMap) {
    let color = ColorChoice::Auto.decide(&ColorWishes::of_environment(), io::stderr().is_terminal());
    let options = report::Options { color, width: width(), ..report::Options::new(ExitStatus::Incomplete) };
    // With standard error closed there is nobody left to tell.
    let _ = report::write_diagnostics(mistakes, sources, &options, &mut io::stderr().lock());
}

/// Tells the user on standard error what went wrong.
pub(super) fn complain(message: &str) {
    // With standard error closed there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "soc2lint: {}", visible(message));
}

/// From now on a mistake of ours is told in one line that asks for a report. What the panic itself says is left out, because it
/// may quote the input, which may not be for others' eyes.
pub(super) fn tell_of_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        complain(&of_panic(place.as_deref().unwrap_or("an unknown place")));
    }));
}

fn of_panic(place: &str) -> String {
    format!(
        "an internal error at {place} (version {}); please report this line and what you ran",
        env!("CARGO_PKG_VERSION")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_by_its_place() {
        let told = of_panic("src/a.rs:7");
        assert!(told.contains("src/a.rs:7") && told.contains("please report") && told.lines().count() == 1, "{told}");
    }

    #[test]
    fn wishes_have_an_order() {
        let some = |text: &str| Some(text.to_owned());
        let none = ColorWishes::default();
        assert!(ColorChoice::Auto.decide(&none, true));
        assert!(!ColorChoice::Auto.decide(&none, false));
        let no_color = ColorWishes { no_color: some("1"), force: vec!["1".to_owned()], ..none.clone() };
        assert!(!ColorChoice::Auto.decide(&no_color, true));
        assert!(ColorChoice::Always.decide(&no_color, false));
        let empty = ColorWishes { no_color: some(""), force: vec!["0".to_owned()], ..none.clone() };
        assert!(ColorChoice::Auto.decide(&empty, true));
        let forced = ColorWishes { force: vec!["0".to_owned(), "1".to_owned()], clicolor: some("0"), ..none.clone() };
        assert!(ColorChoice::Auto.decide(&forced, false));
        assert!(!ColorChoice::Auto.decide(&ColorWishes { clicolor: some("0"), ..none.clone() }, true));
        assert!(!ColorChoice::Auto.decide(&ColorWishes { term: some("dumb"), ..none }, true));
        assert!(!ColorChoice::Never.decide(&forced, true));
    }
}
