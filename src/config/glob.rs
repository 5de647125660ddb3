//! Globs of paths in the repository.

use camino::Utf8Path;
use globset::{GlobBuilder, GlobMatcher};

/// A glob of paths, as `exclude` and `exception` have them: `*` and `?` stay within one name, `**` is any number of directories,
/// a glob without a slash matches names at any depth, and a directory that matches has everything below it.
#[derive(Clone, Debug)]
pub struct PathGlob {
    text: String,
    pattern: String,
    matcher: GlobMatcher,
}

/// A text that is no glob.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{glob}` is no valid glob: {why}")]
pub struct GlobError {
    glob: String,
    why: String,
}

impl PathGlob {
    /// A glob that is relative to `base`, a directory of the repository by its path from the root.
    ///
    /// # Errors
    /// When it is no glob.
    pub fn new(text: &str, base: &Utf8Path) -> Result<Self, GlobError> {
        let own = text.trim_start_matches("./").trim_end_matches('/');
        let own = if own.contains('/') { own.trim_start_matches('/').to_owned() } else { format!("**/{own}") };
        let pattern = match base.as_str() {
            "" | "." => own,
            base => format!("{}/{own}", globset::escape(base)),
        };
        let error = |error: globset::Error| GlobError { glob: text.to_owned(), why: error.kind().to_string() };
        let matcher = GlobBuilder::new(&pattern).literal_separator(true).build().map_err(error)?.compile_matcher();
        Ok(Self { text: text.to_owned(), pattern, matcher })
    }

    /// The glob as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same glob relative to the repository's root.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether a path, relative to the repository's root and with forward slashes as reports show it, is meant, or a directory that
    /// it is in.
    #[must_use]
    pub fn matches(&self, path: &Utf8Path) -> bool {
        path.ancestors().any(|path| !path.as_str().is_empty() && self.matcher.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_means_files_and_what_is_below_directories() {
        for (glob, base, path, expected) in [
            ("vendor", "", "vendor/x/main.tf", true),
            ("vendor", "", "a/vendor/main.tf", true),
            ("./vendor/", "", "vendor/main.tf", true),
            ("vendor/**", "", "a/vendor/main.tf", false),
            ("/vendor/*", "", "vendor/x/main.tf", true),
            ("*.tf", "", "a/b/main.tf", true),
            ("a/*.tf", "", "a/b/main.tf", false),
            ("a/**/*.tf", "", "a/b/c/main.tf", true),
            ("vendor", "teams/a", "teams/a/x/vendor/main.tf", true),
            ("vendor", "teams/a", "teams/b/vendor/main.tf", false),
            ("x/y", "teams/[a]", "teams/[a]/x/y/main.tf", true),
            ("x/y", "teams/[a]", "teams/a/x/y/main.tf", false),
        ] {
            let compiled = PathGlob::new(glob, Utf8Path::new(base)).expect("it is a glob");
            assert_eq!(compiled.matches(Utf8Path::new(path)), expected, "{glob} in {base} for {path}");
        }
        let error = PathGlob::new("a[", Utf8Path::new("")).expect_err("it is no glob");
        assert!(error.to_string().starts_with("`a[` is no valid glob: "), "{error}");
    }
}
