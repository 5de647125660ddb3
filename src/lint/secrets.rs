//! Constants that no report may show: what a variable, an output or the provider's schema calls sensitive, where it is written;
//! and what looks like a secret whoever uses it.
//!
//! Evaluation marks sensitive values, and messages leave them out. A report that quotes source lines needs to know the places too,
//! also those that a value passes on its way: a local value, the default of a variable, the argument of a module call, a tfvars
//! file. What is found here may be too much (names are not followed into one module but into every one), never too little on purpose.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use regex::Regex;
use smol_str::SmolStr;

use super::literals::{Role, Scanner, parse};
use crate::policy::embedded_rules;
use crate::schema::{ProviderMajor, aws};
use crate::syntax::ast::{Body, Expression, ExpressionKind, StepKind};
use crate::workspace::{FileId, SourceFile, SourceMap, Span};

/// Objects nested deeper than any schema nests are told apart no further.
const MAX_PATH: usize = 32;

/// Arguments of a provider configuration that hold a secret; schemas do not mark them.
const OF_PROVIDERS: [&str; 4] = ["access_key", "secret_key", "token", "password"];

/// Names that say what they hold, of which strings are not shown whether or not anything marks them.
static TELLING_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let names = r"(?i)(passw(or)?d|passphrase|secret|token|credentials?|(private|secret|access|api|auth)[_-]?key)$";
    Regex::new(names).expect("the pattern is fixed")
});

/// Where secrets are written, by file.
#[derive(Debug, Default)]
pub struct Secrets {
    spans: BTreeMap<FileId, Vec<Span>>,
}

impl Secrets {
    /// The secrets of all configuration and variable files that were read.
    #[must_use]
    pub fn of(sources: &SourceMap) -> Self {
        let files = sources.files();
        let literals: Vec<_> = embedded_rules().iter().filter(|rule| rule.has_literals).collect();
        let literals: Vec<_> = literals.into_iter().map(|rule| Arc::clone(rule.metadata())).collect();
        let (scanner, _) = Scanner::new(&literals);
        let files: Vec<Text> = files.par_iter().filter_map(Text::new).collect();
        let parsed: Vec<Parsed<'_>> = files.par_iter().map(|text| Parsed::new(text, &scanner)).collect();
        let mut names = Names::default();
        parsed.iter().for_each(|file| names.declared(file));
        // A name is found in one step from another, so there are as many rounds as the longest chain has steps.
        while parsed.iter().map(|file| names.reached(file)).fold(false, |some, more| some | more) {}
        let mut spans: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for file in &parsed {
            let mut found = file.always.clone();
            for assignment in file.assignments.iter().filter(|assignment| names.is_sensitive(file, assignment)) {
                constants(assignment.expression, &mut found);
            }
            if !found.is_empty() {
                found.sort();
                spans.insert(file.id, found);
            }
        }
        Self { spans }
    }

    /// The places in a file, by where they start; they may overlap.
    #[must_use]
    pub fn in_file(&self, file: FileId) -> &[Span] {
        self.spans.get(&file).map_or(&[], Vec::as_slice)
    }
}

/// A file that is written in Terraform's language.
struct Text {
    file: Arc<SourceFile>,
    role: Role,
    body: Body,
}

impl Text {
    fn new(file: &Arc<SourceFile>) -> Option<Self> {
        let (role, body) = parse(file)?;
        Some(Self { file: Arc::clone(file), role, body })
    }
}

/// A file's assignments, as native and JSON syntax have them alike.
struct Parsed<'a> {
    id: FileId,
    directory: &'a Utf8Path,
    role: Role,
    assignments: Vec<Assignment<'a>>,
    /// What is secret whatever others say.
    always: Vec<Span>,
}

/// `resource.aws_db_instance.db.password = …`.
struct Assignment<'a> {
    path: Vec<SmolStr>,
    expression: &'a Expression,
}

impl<'a> Parsed<'a> {
    fn new(text: &'a Text, scanner: &Scanner) -> Self {
        let file = text.file.as_ref();
        let mut assignments = Vec::new();
        assignments_of(&text.body, &mut Vec::new(), &mut assignments);
        let found = scanner.scan(&text.body, text.role);
        let mut always: Vec<Span> = found.into_iter().map(|finding| finding.location).collect();
        for assignment in &assignments {
            if assignment.path.last().is_some_and(|name| TELLING_NAME.is_match(name)) {
                strings(assignment.expression, &mut always);
            }
        }
        of_sensitive_calls_in(&text.body, &mut always);
        let directory = file.path.parent().unwrap_or(Utf8Path::new(""));
        Self { id: file.id, directory, role: text.role, assignments, always }
    }

    fn in_here(&self, name: &SmolStr) -> (Utf8PathBuf, SmolStr) {
        (self.directory.to_owned(), name.clone())
    }
}

/// Names of which the values are sensitive.
#[derive(Default)]
struct Names {
    /// Variables by module.
    variables: BTreeSet<(Utf8PathBuf, SmolStr)>,
    /// Variables of any module: the callers' arguments and tfvars files name them.
    inputs: BTreeSet<SmolStr>,
    /// Local values by module.
    locals: BTreeSet<(Utf8PathBuf, SmolStr)>,
    /// Outputs by module.
    outputs: BTreeSet<(Utf8PathBuf, SmolStr)>,
}

impl Names {
    /// The variables and outputs of a file that are declared sensitive.
    fn declared(&mut self, file: &Parsed<'_>) {
        for assignment in &file.assignments {
            let [kind, name, argument] = assignment.path.as_slice() else { continue };
            let is_flag = matches!(argument.as_str(), "sensitive" | "ephemeral");
            // A flag that is not written as `false` counts: what it would be is for evaluation to say.
            let is_off =
                matches!(&assignment.expression.kind, ExpressionKind::Literal(value) if value.as_bool() == Some(false));
            match kind.as_str() {
                "variable" if is_flag && !is_off => self.add_variable(file, name),
                "output" if is_flag && !is_off => {
                    self.outputs.insert(file.in_here(name));
                }
                _ => {}
            }
        }
    }

    fn add_variable(&mut self, file: &Parsed<'_>, name: &SmolStr) {
        self.variables.insert(file.in_here(name));
        self.inputs.insert(name.clone());
    }

    /// Adds the variables and local values that sensitive assignments of a file read; says whether any is new.
    fn reached(&mut self, file: &Parsed<'_>) -> bool {
        let before = self.variables.len() + self.locals.len();
        for assignment in &file.assignments {
            if self.is_sensitive(file, assignment) {
                self.add_references(file, assignment.expression);
            }
        }
        self.variables.len() + self.locals.len() > before
    }

    fn add_references(&mut self, file: &Parsed<'_>, expression: &Expression) {
        if let ExpressionKind::Traversal(traversal) = &expression.kind
            && let Some(StepKind::Attribute(name)) = traversal.steps.first().map(|step| &step.kind)
        {
            match traversal.root.name.as_str() {
                "var" => self.add_variable(file, name),
                "local" => {
                    self.locals.insert(file.in_here(name));
                }
                _ => {}
            }
        }
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
            expression.children().into_iter().for_each(|child| self.add_references(file, child));
        });
    }

    fn is_sensitive(&self, file: &Parsed<'_>, assignment: &Assignment<'_>) -> bool {
        match (file.role, assignment.path.as_slice()) {
            (Role::Variables, [name, ..]) => self.inputs.contains(name),
            (Role::Configuration, [kind, name, rest @ ..]) => match (kind.as_str(), rest) {
                ("variable", [argument, ..]) => argument == "default" && self.variables.contains(&file.in_here(name)),
                ("output", [argument, ..]) => argument == "value" && self.outputs.contains(&file.in_here(name)),
                ("locals", _) => self.locals.contains(&file.in_here(name)),
                ("module", [argument, ..]) => self.inputs.contains(argument),
                ("provider", [argument, ..]) => OF_PROVIDERS.contains(&argument.as_str()),
                ("resource" | "data" | "ephemeral", [_, arguments @ ..]) => {
                    is_sensitive_argument(kind, name, arguments)
                }
                _ => false,
            },
            (_, []) | (Role::Configuration, [_]) => false,
        }
    }
}

/// Whether a schema calls the argument at a path sensitive, or one that it is a part of.
fn is_sensitive_argument(kind: &str, resource_type: &str, path: &[SmolStr]) -> bool {
    ProviderMajor::ALL.into_iter().any(|major| {
        let schema = match kind {
            "data" => aws(major).data_source(resource_type),
            _ => aws(major).resource(resource_type),
        };
        schema.is_some_and(|schema| {
            (1..=path.len()).any(|length| {
                // A `dynamic` block is the one that it makes.
                let is_wrapper =
                    |index: usize, name: &str| name == "dynamic" || (name == "content" && index + 1 < length);
                let names = path.iter().take(length).enumerate();
                let names = names.filter(|(index, name)| !is_wrapper(*index, name)).map(|(_, name)| name.as_str());
                schema.attribute_at(names).is_some_and(|attribute| attribute.sensitive)
            })
        })
    })
}

/// All assignments of a body, with the names that lead to them.
fn assignments_of<'a>(body: &'a Body, path: &mut Vec<SmolStr>, assignments: &mut Vec<Assignment<'a>>) {
    for attribute in &body.attributes {
        path.push(attribute.name.name.clone());
        assignments.push(Assignment { path: path.clone(), expression: &attribute.expression });
        inner_assignments(&attribute.expression, path, assignments);
        path.pop();
    }
    for block in &body.blocks {
        let length = path.len();
        path.push(block.block_type.name.clone());
        path.extend(block.labels.iter().map(|label| label.name.clone()));
        assignments_of(&block.body, path, assignments);
        path.truncate(length);
    }
}

/// The assignments of the objects that an expression holds in plain sight.
fn inner_assignments<'a>(expression: &'a Expression, path: &mut Vec<SmolStr>, assignments: &mut Vec<Assignment<'a>>) {
    if path.len() >= MAX_PATH {
        return;
    }
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || match &expression.kind {
        ExpressionKind::Object(items) => {
            for item in items {
                let ExpressionKind::Literal(key) = &item.key.kind else { continue };
                let Some(key) = key.as_str() else { continue };
                path.push(key.into());
                assignments.push(Assignment { path: path.clone(), expression: &item.value });
                inner_assignments(&item.value, path, assignments);
                path.pop();
            }
        }
        ExpressionKind::Tuple(elements) => {
            elements.iter().for_each(|element| inner_assignments(element, path, assignments));
        }
        ExpressionKind::Call(call) => {
            call.arguments.iter().for_each(|argument| inner_assignments(argument, path, assignments));
        }
        _ => {}
    });
}

/// The strings, numbers and templates of an expression.
fn constants(expression: &Expression, found: &mut Vec<Span>) {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || match &expression.kind {
        ExpressionKind::Literal(value) if value.as_bool().is_some() || value.is_null() => {}
        ExpressionKind::Literal(_) | ExpressionKind::Template(_) => found.push(expression.span),
        ExpressionKind::Object(items) => items.iter().for_each(|item| constants(&item.value, found)),
        _ => expression.children().into_iter().for_each(|child| constants(child, found)),
    });
}

/// The string that an expression is.
fn strings(expression: &Expression, found: &mut Vec<Span>) {
    match &expression.kind {
        ExpressionKind::Literal(value) if value.as_str().is_some() => found.push(expression.span),
        ExpressionKind::Template(_) => found.push(expression.span),
        _ => {}
    }
}

/// What stands in `sensitive(…)` anywhere in a body.
fn of_sensitive_calls_in(body: &Body, found: &mut Vec<Span>) {
    body.attributes.iter().for_each(|attribute| of_sensitive_calls(&attribute.expression, found));
    body.blocks.iter().for_each(|block| of_sensitive_calls_in(&block.body, found));
}

fn of_sensitive_calls(expression: &Expression, found: &mut Vec<Span>) {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || match &expression.kind {
        ExpressionKind::Call(call) if call.name.last().is_some_and(|name| name.name == "sensitive") => {
            call.arguments.iter().for_each(|argument| constants(argument, found));
        }
        _ => expression.children().into_iter().for_each(|child| of_sensitive_calls(child, found)),
    });
}
