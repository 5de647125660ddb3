//! `--format concise`: `path:line:col: error: message [rule-id]`, one line a finding, for editors and matchers.
//!
//! What was not analysed and what the settings leave out has lines of its own, so that an empty output means a clean run and nothing
//! else. Other formats have paths from the repository's root; an editor opens these from the directory that it runs the program in.

use std::borrow::Cow;
use std::io::{self, Write};

use camino::{Utf8Component, Utf8Path};

use super::escape::visible_line;
use super::format::Options;
use super::item::{items, narrowings};
use super::place::Places;
use super::words::level_name;
use crate::lint::{Finding, Report};
use crate::workspace::{SourceFile, SourceMap, Span};

pub(super) fn write(report: &Report, sources: &SourceMap, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    for item in items(report, Finding::counts).into_iter().chain(narrowings(report)) {
        let place = place(&mut places, item.span, options.directory.as_deref());
        let (level, message) = (level_name(item.level), visible_line(&item.message));
        writeln!(out, "{place}: {level}: {message} [{}]", visible_line(&item.code))?;
    }
    Ok(())
}

/// `path:line:column`, or the program's name where there is no place. A path that starts with `:` gets `./`, because a
/// line that starts with `::` is a command to GitHub's runner.
fn place(places: &mut Places<'_>, span: Option<Span>, directory: Option<&Utf8Path>) -> String {
    let Some(span) = span else { return "soc2lint".to_owned() };
    let place = places.of(span);
    let path = match directory.and_then(|directory| path_from(directory, &place.file)) {
        Some(path) => Cow::Owned(path),
        None => Cow::Borrowed(place.path()),
    };
    let dot = if path.trim_start().starts_with(':') { "./" } else { "" };
    format!("{dot}{}:{}:{}", visible_line(path.trim_start()), place.start.line, place.start.character)
}

/// The path that leads from a directory in, at or above the file's repository to the file.
fn path_from(directory: &Utf8Path, file: &SourceFile) -> Option<String> {
    let in_repository: Vec<&str> = names(&file.display_path)?;
    if !file.path.ends_with(&file.display_path) {
        return None;
    }
    let root = file.path.ancestors().nth(in_repository.len())?;
    if let Ok(above) = root.strip_prefix(directory) {
        return Some([names(above)?, in_repository].concat().join("/"));
    }
    let inside = names(directory.strip_prefix(root).ok()?)?;
    let common = inside.iter().zip(&in_repository).take_while(|(left, right)| left == right).count();
    let up = inside.iter().skip(common).map(|_| "..");
    Some(up.chain(in_repository.iter().copied().skip(common)).collect::<Vec<_>>().join("/"))
}

/// The names that a relative path is made of; `None` where it is more than that.
fn names(path: &Utf8Path) -> Option<Vec<&str>> {
    let name = |component| match component {
        Utf8Component::Normal(name) => Some(name),
        _ => None,
    };
    path.components().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_where_the_editor_is() {
        let path = |directory: &str, path: &str, display: &str| {
            let sources = SourceMap::default();
            let file = sources.add(Utf8Path::new(path), Utf8Path::new(display), "x");
            path_from(Utf8Path::new(directory), &sources.file(file))
        };
        let file = ("/r/envs/prod/main.tf", "envs/prod/main.tf");
        for (directory, expected) in [
            ("/r", "envs/prod/main.tf"),
            ("/r/envs", "prod/main.tf"),
            ("/r/envs/prod", "main.tf"),
            ("/r/envs/test/x", "../../prod/main.tf"),
            ("/r/modules", "../envs/prod/main.tf"),
            ("/", "r/envs/prod/main.tf"),
        ] {
            assert_eq!(path(directory, file.0, file.1).as_deref(), Some(expected), "{directory}");
        }
        // Elsewhere, and what is no file of a repository.
        assert_eq!(path("/s", file.0, file.1), None);
        assert_eq!(path("/r", "/elsewhere/plan.json", "/elsewhere/plan.json"), None);
        assert_eq!(path("/r", "-", "standard input"), None);
        assert_eq!(path("/r", "/r/x", "../x"), None);
    }
}
