//! The settings file that `soc2lint init` writes: everything that can be set, commented out.

use std::fmt::Write;

use super::names::{Section, Setting, settings_of};

/// What stands above the settings.
const HEAD: &str = "\
# Settings of soc2lint. Everything that can be set is here, commented out: with its default, or with an example where it has
# none. Remove the # before what you want to change. Paths and globs are relative to this file.
#
# Because this file is a part of what is checked, it can leave out and explain, but nothing in it is run, it reads nothing outside
# of the repository, and what it leaves out is told in every report.
";

/// The text of a new settings file. A line that begins with `#` and something else than one space is a setting.
#[must_use]
pub fn template() -> String {
    let mut out = HEAD.to_owned();
    for setting in settings_of(Section::Top) {
        let _ = write!(out, "\n# {}\n#{} = {}\n", setting.summary, setting.name, setting.value);
    }
    for section in Section::BLOCKS {
        let _ = write!(out, "\n# {}\n#{} {{\n", section.summary(), section.header());
        for Setting { name, summary, value, .. } in settings_of(section) {
            let _ = write!(out, "#  # {summary}\n#  {name} = {value}\n");
        }
        out.push_str("#}\n");
    }
    out
}

/// The same text with every setting in force.
#[cfg(test)]
pub(super) fn uncommented(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}
