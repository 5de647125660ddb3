//! Constants that no report may show: what a variable, an output or the provider's schema calls sensitive, where it is written;
//! and what looks like a secret whoever uses it.
//!
//! Evaluation marks sensitive values, and messages leave them out. A report that quotes source lines needs to know the places too,
//! also those that a value passes on its way: a local value, the default of a variable, the argument of a module call, a tfvars
//! file. What is found here may be too much (names are not followed into one module but into every one), never too little on purpose.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use camino::{Utf8Path, Utf8PathBuf};
use memchr::memmem;
use rayon::prelude::*;
use regex::Regex;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::literals::{Role, Scanner, parse, role_of};
use crate::policy::embedded_rules;
use crate::schema::{BlockSchema, ProviderMajor, aws};
use crate::syntax::ast::{Body, Expression, ExpressionKind, StepKind};
use crate::workspace::{SourceFile, SourceMap, Span};

/// Objects nested deeper than any schema nests are told apart no further.
const MAX_PATH: usize = 32;

/// Arguments of a provider configuration that hold a secret; schemas do not mark them.
const OF_PROVIDERS: [&str; 4] = ["access_key", "secret_key", "token", "password"];

/// Names that say what they hold, of which strings are not shown whether or not anything marks them.
static TELLING_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let names = r"(?i)(passw(or)?d|passphrase|secret|token|credentials?|(private|secret|access|api|auth)[_-]?key)$";
    Regex::new(names).expect("the pattern is fixed")
});

/// What tells where secrets are written: the names that lead to them, and what one looks like.
pub struct Secrets {
    names: Names,
    scanner: Scanner,
}

impl Secrets {
    /// Follows the names of all configuration files that were read. A file costs its parsing only where a secret may begin in it, or
    /// where a name occurs in it that leads to one.
    #[must_use]
    pub fn of(sources: &SourceMap) -> Self {
        let literals: Vec<_> = embedded_rules().iter().filter(|rule| rule.has_literals).collect();
        let literals: Vec<_> = literals.into_iter().map(|rule| Arc::clone(rule.metadata())).collect();
        let (scanner, _) = Scanner::new(&literals);
        let mut names = Names::default();
        let mut texts: Vec<Text> = Vec::new();
        let files = sources.files();
        let files = files.iter().filter(|file| role_of(file) == Some(Role::Configuration));
        let (mut wanted, mut waiting): (Vec<_>, Vec<_>) = files.partition(|file| may_begin_in(file));
        while !wanted.is_empty() {
            texts.par_extend(wanted.par_iter().filter_map(|file| Text::new(file)));
            let parsed: Vec<Parsed<'_>> = texts.par_iter().map(Parsed::new).collect();
            parsed.iter().for_each(|file| names.declared(file));
            // A name is found in one step from another, so there are as many rounds as the longest chain has steps.
            while parsed.iter().map(|file| names.reached(file)).fold(false, |some, more| some | more) {}
            (wanted, waiting) = waiting.into_iter().partition(|file| names.occur_in(file.text()));
        }
        Self { names, scanner }
    }

    /// The secrets in a file, by where they start; they may overlap.
    #[must_use]
    pub fn in_file(&self, file: &Arc<SourceFile>) -> Vec<Span> {
        let Some(text) = Text::new(file) else { return Vec::new() };
        let parsed = Parsed::new(&text);
        let mut found: Vec<Span> =
            self.scanner.scan(&text.body, text.role).into_iter().map(|finding| finding.location).collect();
        of_sensitive_calls_in(&text.body, &mut found);
        for assignment in &parsed.assignments {
            if assignment.path.last().is_some_and(|name| TELLING_NAME.is_match(name)) {
                strings(assignment.expression, &mut found);
            }
            if self.names.is_sensitive(&parsed, assignment) {
                constants(assignment.expression, &mut found);
            }
        }
        found.sort();
        found
    }
}

/// Whether a configuration file may declare something sensitive. JSON is always asked for it, and so is what may be written in escapes.
fn may_begin_in(file: &SourceFile) -> bool {
    let text = file.text();
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    file.path.extension() == Some("json")
        || ["sensitive", "ephemeral", "\\u"].into_iter().any(has)
        || has("provider") && OF_PROVIDERS.into_iter().any(has)
        || names_sensitive_type(text)
}

/// Whether a type with a sensitive argument is named somewhere. A mention that declares nothing costs the file's parsing, no more.
fn names_sensitive_type(text: &str) -> bool {
    let mut asked = FxHashSet::default();
    memmem::find_iter(text.as_bytes(), "aws_").any(|start| {
        let rest = &text[start..];
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())];
        asked.insert(name)
            && ["resource", "data"]
                .into_iter()
                .any(|kind| schemas_of(kind, name).any(BlockSchema::has_sensitive_argument))
    })
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
    directory: &'a Utf8Path,
    role: Role,
    assignments: Vec<Assignment<'a>>,
}

/// `resource.aws_db_instance.db.password = …`.
struct Assignment<'a> {
    path: Vec<SmolStr>,
    expression: &'a Expression,
}

impl<'a> Parsed<'a> {
    fn new(text: &'a Text) -> Self {
        let mut assignments = Vec::new();
        assignments_of(&text.body, &mut Vec::new(), &mut assignments);
        let directory = text.file.path.parent().unwrap_or(Utf8Path::new(""));
        Self { directory, role: text.role, assignments }
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

    /// Whether a text may assign to one of the names, or read it.
    fn occur_in(&self, text: &str) -> bool {
        let of_modules = [&self.variables, &self.locals, &self.outputs].into_iter().flatten().map(|(_, name)| name);
        of_modules.chain(&self.inputs).any(|name| memmem::find(text.as_bytes(), name.as_bytes()).is_some())
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
    schemas_of(kind, resource_type).any(|schema| {
        (1..=path.len()).any(|length| {
            // A `dynamic` block is the one that it makes.
            let is_wrapper = |index: usize, name: &str| name == "dynamic" || (name == "content" && index + 1 < length);
            let names = path.iter().take(length).enumerate();
            let names = names.filter(|(index, name)| !is_wrapper(*index, name)).map(|(_, name)| name.as_str());
            schema.attribute_at(names).is_some_and(|attribute| attribute.sensitive)
        })
    })
}

/// What a block of a kind and type may hold, in every version of the provider.
fn schemas_of(kind: &str, type_name: &str) -> impl Iterator<Item = &'static BlockSchema> {
    ProviderMajor::ALL.into_iter().filter_map(move |major| match kind {
        "data" => aws(major).data_source(type_name),
        "resource" | "ephemeral" => aws(major).resource(type_name),
        _ => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed_into_files_that_say_nothing_of_secrets() {
        let sources = SourceMap::default();
        let add = |path: &str, text: &str| sources.add(path.into(), path.into(), text);
        add(
            "/db/main.tf",
            "resource \"aws_db_instance\" \"a\" {\n  password = var.phrase\n}\nvariable \"phrase\" {}\n",
        );
        add("/main.tf", "module \"db\" {\n  source = \"./db\"\n  phrase = local.handed\n}\n");
        let locals = add("/locals.tf", "locals {\n  handed = \"one\"\n  shown  = \"two\"\n  passed = var.first\n}\n");
        let other = add("/other/locals.tf", "locals {\n  handed = \"three\"\n}\n");
        let variables = add("/terraform.tfvars", "phrase = \"four\"\nfirst = \"five\"\n");
        let secrets = Secrets::of(&sources);
        let texts = |id| -> Vec<String> {
            secrets.in_file(&sources.file(id)).into_iter().map(|span| sources.text(span)).collect()
        };
        assert_eq!(texts(locals), ["\"one\""]);
        assert!(texts(other).is_empty(), "a local value of another module");
        assert_eq!(texts(variables), ["\"four\""]);
    }

    #[test]
    fn a_file_is_parsed_only_where_a_secret_may_begin() {
        let begins = |text: &str| {
            let sources = SourceMap::default();
            let id = sources.add("/main.tf".into(), "main.tf".into(), text);
            may_begin_in(&sources.file(id))
        };
        assert!(!begins("resource \"aws_vpc\" \"a\" {}\nprovider \"aws\" {\n  region = \"x\"\n}\n"));
        assert!(begins("resource \"aws_rds_cluster\" \"a\" {}\n"));
        assert!(begins("provider \"aws\" {\n  secret_key = \"x\"\n}\n"));
        assert!(begins("variable \"a\" {\n  sensitive = true\n}\n"));
        assert!(begins("locals {\n  a = sensitive(\"x\")\n}\n"));
    }
}
