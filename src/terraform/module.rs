//! A module as it is written: one directory's blocks, found by the outline and parsed when somebody asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use crate::model::Mode;
use crate::syntax::ast::{Block, Expression, Identifier};
use crate::syntax::{BlockItem, Item, Outline, parse_block};
use crate::terraform::overrides;
use crate::workspace::{Diagnostic, Gap, GapKind, Level, SourceFile, Span};

/// A file of a module with its outline.
pub struct ModuleFile {
    /// The text.
    pub file: Arc<SourceFile>,
    /// Its top level.
    pub outline: Outline,
    /// Whether its blocks are merged into those of the other files.
    pub is_override: bool,
}

/// One directory's configuration. Shared by every place that calls it; holds nothing that depends on the caller.
pub struct Module {
    /// The directory, to open files in.
    pub directory: Utf8PathBuf,
    files: Vec<Arc<SourceFile>>,
    resources: BTreeMap<(Mode, SmolStr, SmolStr), Declaration>,
    variables: BTreeMap<SmolStr, Declaration>,
    outputs: BTreeMap<SmolStr, Declaration>,
    calls: BTreeMap<SmolStr, Declaration>,
    providers: Vec<(ProviderKey, Declaration)>,
    settings: Vec<Declaration>,
    /// With whether they are in override files.
    local_blocks: Vec<(Declaration, bool)>,
    locals: OnceLock<BTreeMap<SmolStr, LocalValue>>,
    problems: Mutex<Problems>,
}

/// Local name and alias of a provider configuration.
pub(super) type ProviderKey = (SmolStr, Option<SmolStr>);

/// What was wrong in a module's own text.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    /// Blocks that could not be read.
    pub gaps: Vec<Gap>,
    /// Mistakes.
    pub diagnostics: Vec<Diagnostic>,
}

/// One local value as it is written.
#[derive(Clone, Debug)]
pub struct LocalValue {
    /// Its name and where that stands.
    pub name: Identifier,
    /// What it is set to.
    pub expression: Arc<Expression>,
}

/// A block and the override blocks that are merged into it.
pub(super) struct Declaration {
    item: BlockItem,
    file: Arc<SourceFile>,
    overrides: Vec<(BlockItem, Arc<SourceFile>)>,
    parsed: OnceLock<Option<Arc<Block>>>,
}

impl Declaration {
    fn new(item: BlockItem, file: Arc<SourceFile>) -> Self {
        Self { item, file, overrides: Vec::new(), parsed: OnceLock::new() }
    }
}

impl Module {
    /// Builds a module from its files, base files before override files, each in order of their names.
    #[must_use]
    pub fn new(directory: &Utf8Path, files: Vec<ModuleFile>) -> Self {
        let mut module = Self {
            directory: directory.to_owned(),
            files: files.iter().map(|file| Arc::clone(&file.file)).collect(),
            resources: BTreeMap::new(),
            variables: BTreeMap::new(),
            outputs: BTreeMap::new(),
            calls: BTreeMap::new(),
            providers: Vec::new(),
            settings: Vec::new(),
            local_blocks: Vec::new(),
            locals: OnceLock::new(),
            problems: Mutex::default(),
        };
        let (overrides, base): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.is_override);
        for file in base.into_iter().chain(overrides) {
            module.add_file(file);
        }
        module
    }

    fn add_file(&mut self, file: ModuleFile) {
        for error in file.outline.errors {
            self.report_gap(error.span, GapKind::Syntax, "a part of the file", &error.message);
        }
        for item in file.outline.items {
            match item {
                Item::Block(block) => self.add_block(block, &file.file, file.is_override),
                Item::Attribute(attribute) => self.report(
                    attribute.span,
                    format!("an argument `{}` can't stand outside a block", attribute.name.name),
                ),
            }
        }
    }

    fn add_block(&mut self, item: BlockItem, file: &Arc<SourceFile>, is_override: bool) {
        let label = |index: usize| item.labels.get(index).map(|label| label.name.clone());
        let header = item.header;
        let kind = item.block_type.name.clone();
        let (first, second) = (label(0), label(1));
        let declaration = Declaration::new(item, Arc::clone(file));
        let mut duplicate = None;
        match (kind.as_str(), first, second) {
            ("resource", Some(resource_type), Some(name)) => {
                duplicate = add(&mut self.resources, (Mode::Managed, resource_type, name), declaration, is_override);
            }
            ("data", Some(resource_type), Some(name)) => {
                duplicate = add(&mut self.resources, (Mode::Data, resource_type, name), declaration, is_override);
            }
            ("variable", Some(name), None) => duplicate = add(&mut self.variables, name, declaration, is_override),
            ("output", Some(name), None) => duplicate = add(&mut self.outputs, name, declaration, is_override),
            ("module", Some(name), None) => duplicate = add(&mut self.calls, name, declaration, is_override),
            ("provider", Some(name), None) => self.add_provider(name, declaration, is_override),
            ("terraform", None, None) => self.settings.push(declaration),
            ("locals", None, None) => self.local_blocks.push((declaration, is_override)),
            (
                "ephemeral" | "moved" | "import" | "removed" | "check" | "action" | "required_providers" | "list",
                _,
                _,
            ) => {}
            ("resource" | "data", _, _) => {
                self.report(header, format!("a `{kind}` block needs two labels: type and name"))
            }
            ("variable" | "output" | "module" | "provider", _, _) => {
                self.report(header, format!("a `{kind}` block needs one label, its name"));
            }
            _ => {
                let known =
                    ["resource", "data", "variable", "output", "module", "provider", "terraform", "locals", "check"];
                let hint = crate::workspace::did_you_mean(&kind, known);
                self.report(header, format!("`{kind}` is no block that Terraform knows{hint}"));
            }
        }
        if let Some(first) = duplicate {
            let place = first;
            self.report(header, format!("this {kind} is declared twice; the first declaration is {place}"));
        }
    }

    fn add_provider(&mut self, name: SmolStr, declaration: Declaration, is_override: bool) {
        // The alias tells two configurations of one provider apart, so that these few blocks are parsed at once.
        let alias = self.parse(&declaration).and_then(|block| literal_text(block.body.attribute("alias")?));
        let key = (name, alias);
        match self.providers.iter_mut().find(|(existing, _)| *existing == key) {
            Some((_, existing)) if is_override => existing.overrides.push((declaration.item, declaration.file)),
            _ => self.providers.push((key, declaration)),
        }
    }

    fn report(&self, span: Span, message: String) {
        let diagnostic = Diagnostic { span: Some(span), level: Level::Warning, message };
        self.problems.lock().expect("no thread panics while it holds this lock").diagnostics.push(diagnostic);
    }

    fn report_gap(&self, span: Span, kind: GapKind, what: &str, why: &str) {
        let gap = Gap { span: Some(span), kind, what: what.to_owned(), why: why.to_owned() };
        self.problems.lock().expect("no thread panics while it holds this lock").gaps.push(gap);
    }

    fn parse(&self, declaration: &Declaration) -> Option<Arc<Block>> {
        let parse = |item: &BlockItem, file: &SourceFile| {
            parse_block(file.text(), item)
                .map_err(|error| {
                    let labels: Vec<String> = item.labels.iter().map(|label| format!(" \"{}\"", label.name)).collect();
                    let what = format!("`{}{}`", item.block_type.name, labels.concat());
                    self.report_gap(error.span, GapKind::Syntax, &what, &error.message);
                })
                .ok()
        };
        let parsed = declaration.parsed.get_or_init(|| {
            let mut block = parse(&declaration.item, &declaration.file)?;
            for (item, file) in &declaration.overrides {
                if let Some(overriding) = parse(item, file) {
                    overrides::merge(&mut block, overriding);
                }
            }
            Some(Arc::new(block))
        });
        parsed.clone()
    }

    /// Parses every block, so that each syntax error is found whatever is evaluated later.
    pub fn parse_all(&self) {
        let declarations = self
            .resources
            .values()
            .chain(self.variables.values())
            .chain(self.outputs.values())
            .chain(self.calls.values())
            .chain(self.providers.iter().map(|(_, declaration)| declaration))
            .chain(&self.settings)
            .chain(self.local_blocks.iter().map(|(declaration, _)| declaration));
        for declaration in declarations {
            self.parse(declaration);
        }
        // Names that are declared twice.
        let _ = self.locals();
    }

    /// What was wrong in the text, as far as it has been parsed, in order of place.
    #[must_use]
    pub fn problems(&self) -> Problems {
        let mut problems = self.problems.lock().expect("no thread panics while it holds this lock").clone();
        problems.gaps.sort();
        problems.gaps.dedup();
        problems.diagnostics.sort();
        problems.diagnostics.dedup();
        problems
    }

    /// The files, base files and override files in order of their names.
    #[must_use]
    pub fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    /// The keys of all resource and data blocks.
    pub fn resources(&self) -> impl Iterator<Item = &(Mode, SmolStr, SmolStr)> {
        self.resources.keys()
    }

    /// A resource or data block; `None` where there is none, or it does not parse.
    #[must_use]
    pub fn resource(&self, key: &(Mode, SmolStr, SmolStr)) -> Option<Arc<Block>> {
        self.parse(self.resources.get(key)?)
    }

    /// Whether there is a resource or data block of that name, parsed or not.
    #[must_use]
    pub fn declares_resource(&self, key: &(Mode, SmolStr, SmolStr)) -> bool {
        self.resources.contains_key(key)
    }

    /// A `variable` block.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<Arc<Block>> {
        self.parse(self.variables.get(name)?)
    }

    /// Names of all input variables.
    pub fn variable_names(&self) -> impl Iterator<Item = &SmolStr> {
        self.variables.keys()
    }

    /// An `output` block.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<Arc<Block>> {
        self.parse(self.outputs.get(name)?)
    }

    /// Names of all outputs.
    pub fn output_names(&self) -> impl Iterator<Item = &SmolStr> {
        self.outputs.keys()
    }

    /// A `module` block.
    #[must_use]
    pub fn call(&self, name: &str) -> Option<Arc<Block>> {
        self.parse(self.calls.get(name)?)
    }

    /// Names of all module calls.
    pub fn call_names(&self) -> impl Iterator<Item = &SmolStr> {
        self.calls.keys()
    }

    /// The provider configurations, in source order.
    pub fn providers(&self) -> impl Iterator<Item = (&ProviderKey, Arc<Block>)> {
        self.providers.iter().filter_map(|(key, declaration)| Some((key, self.parse(declaration)?)))
    }

    /// The `terraform` blocks.
    pub fn settings(&self) -> impl Iterator<Item = Arc<Block>> {
        self.settings.iter().filter_map(|declaration| self.parse(declaration))
    }

    /// The local values by name; in override files the last wins.
    #[must_use]
    pub fn locals(&self) -> &BTreeMap<SmolStr, LocalValue> {
        self.locals.get_or_init(|| {
            let mut locals = BTreeMap::new();
            let mut places: BTreeMap<SmolStr, (Span, &SourceFile)> = BTreeMap::new();
            for (declaration, is_override) in &self.local_blocks {
                let Some(block) = self.parse(declaration) else { continue };
                for attribute in &block.body.attributes {
                    let (name, span) = (attribute.name.name.clone(), attribute.name.span);
                    if !is_override && let Some((first, file)) = places.get(&name) {
                        let (line, path) = (file.position(first.start).line, &file.display_path);
                        let place = format!("the first declaration is in `{path}`, line {line}");
                        self.report(span, format!("the local value `{name}` is declared twice; {place}"));
                    }
                    places.entry(name.clone()).or_insert((span, &declaration.file));
                    let value =
                        LocalValue { name: attribute.name.clone(), expression: Arc::clone(&attribute.expression) };
                    locals.insert(name, value);
                }
            }
            locals
        })
    }
}

/// Adds a declaration; the place of the first one, in words, if it is a duplicate.
fn add<K: Ord>(
    map: &mut BTreeMap<K, Declaration>,
    key: K,
    declaration: Declaration,
    is_override: bool,
) -> Option<String> {
    match map.get_mut(&key) {
        Some(existing) if is_override => existing.overrides.push((declaration.item, declaration.file)),
        Some(existing) => {
            let line = existing.file.position(existing.item.header.start).line;
            return Some(format!("in `{}`, line {line}", existing.file.display_path));
        }
        None => {
            map.insert(key, declaration);
        }
    }
    None
}

/// The text of an argument that is a plain string.
pub(super) fn literal_text(attribute: &crate::syntax::ast::Attribute) -> Option<SmolStr> {
    match &attribute.expression.kind {
        crate::syntax::ast::ExpressionKind::Literal(value) => value.as_str().map(SmolStr::new),
        _ => None,
    }
}
