//! `--show-settings`: the settings in effect, as a settings file, each with where it comes from.

use std::fmt::Write;

use camino::{Utf8Path, Utf8PathBuf};

use super::arguments::Arguments;
use crate::cli::inputs::Pair;
use crate::config::{List, SETTINGS, Section, Settings, settings_of};
use crate::eval::Budget;
use crate::policy::Severity;
use crate::value::quoted;
use crate::workspace::{SourceMap, Span};

/// What comes from the command line.
const COMMAND_LINE: &str = "command line";

/// The settings in effect. `root` is what paths are relative to where there is no settings file.
pub(super) fn text(arguments: &Arguments, settings: Option<&Settings>, root: &Utf8Path, sources: &SourceMap) -> String {
    let base = settings.map_or(root, |settings| settings.directory.as_path());
    let mut show = Show { arguments, settings, base, sources, out: String::new() };
    show.head();
    for setting in settings_of(Section::Top) {
        let value = show.top(setting.name);
        let (value, origin) = value.unwrap_or_else(|| (setting.value.to_owned(), "default".to_owned()));
        show.attribute(setting.name, &value, &origin);
    }
    show.blocks();
    show.out
}

struct Show<'a> {
    arguments: &'a Arguments,
    settings: Option<&'a Settings>,
    base: &'a Utf8Path,
    sources: &'a SourceMap,
    out: String,
}

/// A value as it is written, and where it comes from.
type Shown = (String, String);

impl Show<'_> {
    fn head(&mut self) {
        let file = match self.settings {
            Some(settings) => format!("`{}` and the command line", settings.file.display_path),
            None => "the command line; there is no settings file".to_owned(),
        };
        let place = match self.settings {
            Some(_) => "that file",
            None => "the repository's root",
        };
        let _ = writeln!(self.out, "# Settings in effect, from {}. Paths are relative to {place}.\n", comment(&file));
    }

    fn attribute(&mut self, name: &str, value: &str, origin: &str) {
        let origin = comment(origin);
        // A comment behind the end of a heredoc would be a part of it.
        let _ = match value.contains('\n') {
            true => writeln!(self.out, "# {origin}\n{name} = {value}"),
            false => writeln!(self.out, "{name} = {value} # {origin}"),
        };
    }

    fn place(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        format!("{}:{}", file.display_path, file.position(span.start).line)
    }

    /// What the file says, letter by letter.
    fn written(&self, span: Span) -> Shown {
        (self.sources.text(span), self.place(span))
    }

    /// A list of which the command line has further elements.
    fn joined<T>(&self, list: Option<&List<T>>, given: &[String]) -> Option<Shown> {
        match list {
            None if given.is_empty() => None,
            None => Some((array(given.iter().map(|text| quoted(text))), COMMAND_LINE.to_owned())),
            Some(list) if given.is_empty() => Some(self.written(list.span)),
            Some(list) => {
                let own = list.value.iter().map(|element| self.sources.text(element.span));
                let all = array(own.chain(given.iter().map(|text| quoted(text))));
                Some((all, format!("{}, {COMMAND_LINE}", self.place(list.span))))
            }
        }
    }

    /// A list that the command line replaces.
    fn replaced<T>(&self, list: Option<&List<T>>, given: &[String]) -> Option<Shown> {
        self.joined(list.filter(|_| given.is_empty()), given)
    }

    fn paths(&self, paths: &[Utf8PathBuf]) -> Vec<String> {
        paths.iter().map(|path| relative(path, self.base)).collect()
    }

    fn one(&self, given: Option<String>, span: Option<Span>) -> Option<Shown> {
        let given = given.map(|text| (quoted(&text), COMMAND_LINE.to_owned()));
        given.or_else(|| span.map(|span| self.written(span)))
    }

    /// A setting outside of blocks; `None` for its default.
    fn top(&self, name: &str) -> Option<Shown> {
        let (arguments, settings) = (self.arguments, self.settings);
        let is_scoped = !arguments.criteria.is_empty() || !arguments.category.is_empty();
        let scope = settings.filter(|_| !is_scoped);
        match name {
            "paths" => {
                let given = self.paths(&arguments.paths);
                let none: &[String] = &[];
                match arguments.paths.is_empty() && !arguments.plan.is_empty() {
                    true => self.joined::<String>(None, none),
                    false => self.replaced(settings.and_then(|settings| settings.paths.as_ref()), &given),
                }
            }
            "exclude" => self.joined(settings.and_then(|settings| settings.exclude.as_ref()), &arguments.exclude),
            "preset" => {
                let given = arguments.preset.map(|preset| preset.name().to_owned());
                self.one(given, settings.and_then(|settings| settings.preset).map(|preset| preset.span))
            }
            "categories" => {
                let given: Vec<String> = arguments.category.iter().map(|category| category.name().to_owned()).collect();
                self.replaced(scope.and_then(|settings| settings.categories.as_ref()), &given)
            }
            "criteria" => {
                let given: Vec<String> = arguments.criteria.iter().map(ToString::to_string).collect();
                self.replaced(scope.and_then(|settings| settings.criteria.as_ref()), &given)
            }
            "policies" => {
                let given = self.paths(&arguments.policies);
                self.joined(settings.and_then(|settings| settings.policies.as_ref()), &given)
            }
            "account_baselines" => {
                let given = self.paths(&arguments.account_baseline);
                self.replaced(settings.and_then(|settings| settings.account_baselines.as_ref()), &given)
            }
            "variable_files" => {
                let given = self.paths(&arguments.inputs.var_file);
                self.joined(settings.and_then(|settings| settings.variable_files.as_ref()), &given)
            }
            "variables" => {
                let own = settings.and_then(|settings| settings.variables.as_ref());
                let entries = own.into_iter().flat_map(|variables| &variables.value);
                let entries = entries.map(|variable| (variable.name.value.to_string(), variable.value.span));
                self.object(own.map(|own| own.span), entries.collect(), &arguments.inputs.var, constant)
            }
            "module_directories" => {
                let own = settings.and_then(|settings| settings.module_directories.as_ref());
                let entries = own.into_iter().flat_map(|directories| &directories.value);
                let entries = entries.map(|(source, path)| (source.value.to_string(), path.span)).collect();
                let path = |value: &str| quoted(&relative(Utf8Path::new(value), self.base));
                self.object(own.map(|own| own.span), entries, &arguments.inputs.module_dir, path)
            }
            "fail_on" => {
                let given = arguments.fail_on.map(|fail_on| fail_on.0.map_or("never", Severity::name).to_owned());
                self.one(given, settings.and_then(|settings| settings.fail_on).map(|fail_on| fail_on.span))
            }
            "foreign_suppressions" => {
                let given = arguments.foreign_suppressions.map(|policy| policy.name().to_owned());
                self.one(given, settings.and_then(|settings| settings.foreign_suppressions).map(|policy| policy.span))
            }
            "max_suppression_days" => {
                settings.and_then(|settings| settings.max_suppression_days).map(|days| self.written(days.span))
            }
            _ => None,
        }
    }

    /// An object of which the command line sets further entries.
    fn object(
        &self,
        span: Option<Span>,
        entries: Vec<(String, Span)>,
        given: &[Pair],
        value: impl Fn(&str) -> String,
    ) -> Option<Shown> {
        if given.is_empty() {
            return span.map(|span| self.written(span));
        }
        let is_own = |(name, _): &&(String, Span)| !given.iter().any(|pair| pair.name == *name);
        let own = entries.iter().filter(is_own).map(|(name, span)| (name.clone(), self.sources.text(*span)));
        let mut all: Vec<(String, String)> = own.collect();
        for pair in given {
            all.retain(|(name, _)| *name != pair.name);
            all.push((pair.name.clone(), value(&pair.value)));
        }
        let lines: String = all.iter().map(|(name, value)| format!("  {} = {value}\n", quoted(name))).collect();
        let origin = span.map(|span| format!("{}, ", self.place(span))).unwrap_or_default();
        Some((format!("{{\n{lines}}}"), format!("{origin}{COMMAND_LINE}")))
    }

    fn blocks(&mut self) {
        let settings = self.settings;
        for rule in settings.into_iter().flat_map(|settings| &settings.rules) {
            self.block(rule.block);
        }
        // Of several blocks for a rule the later one wins.
        self.rules_of_the_command_line();
        for environment in settings.into_iter().flat_map(|settings| &settings.environments) {
            self.block(environment.block);
        }
        for exception in settings.into_iter().flat_map(|settings| &settings.exceptions) {
            self.block(exception.block);
        }
        self.budget();
    }

    fn block(&mut self, span: Span) {
        let (text, origin) = self.written(span);
        let _ = write!(self.out, "\n# {}\n{text}\n", comment(&origin));
    }

    fn rules_of_the_command_line(&mut self) {
        let rule = |rule: &str, enabled: bool| {
            format!("\n# {COMMAND_LINE}\nrule {} {{\n  enabled = {enabled}\n}}\n", quoted(rule))
        };
        if !self.arguments.only.is_empty() {
            self.out.push_str(&rule("*", false));
        }
        for id in &self.arguments.only {
            self.out.push_str(&rule(id, true));
        }
        for id in &self.arguments.ignore {
            self.out.push_str(&rule(id, false));
        }
    }

    fn budget(&mut self) {
        self.out.push_str("\nbudget {\n");
        for setting in SETTINGS.iter().filter(|setting| setting.section == Section::Budget) {
            let name = setting.name.replace('_', "-");
            let mut shown = (setting.value.to_owned(), "default".to_owned());
            let mut own = self.settings.into_iter().flat_map(|settings| &settings.budget);
            if let Some((_, limit)) = own.rfind(|(own, _)| *own == name) {
                shown = (limit.value.to_string(), self.place(limit.span));
            }
            let mut given = Budget::default();
            for text in &self.arguments.inputs.budget {
                let is_it = text.split_once('=').is_some_and(|(own, _)| own.trim() == name);
                if is_it && given.set(text).is_ok() {
                    shown = (given.get(&name).to_string(), COMMAND_LINE.to_owned());
                }
            }
            let _ = writeln!(self.out, "  {} = {} # {}", setting.name, shown.0, comment(&shown.1));
        }
        self.out.push_str("}\n");
    }
}

/// A path of the command line, relative to `base` if it is below.
fn relative(path: &Utf8Path, base: &Utf8Path) -> String {
    let canonical = path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    match canonical.strip_prefix(base) {
        Ok(inside) if inside.as_str().is_empty() => ".".to_owned(),
        Ok(inside) => inside.to_string(),
        Err(_) => canonical.to_string(),
    }
}

fn array(elements: impl Iterator<Item = String>) -> String {
    format!("[{}]", elements.collect::<Vec<String>>().join(", "))
}

/// The value of `--var`: a list or object is one, anything else a string that converts to what the variable is.
fn constant(text: &str) -> String {
    if text.starts_with(['[', '{']) { text.to_owned() } else { quoted(text) }
}

/// A text that stays within its comment.
fn comment(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
