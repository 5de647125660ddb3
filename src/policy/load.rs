//! Reads policy files: blocks and arguments to policies, inputs and locals. What names mean is checked in `check`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use super::check;
use super::file::{
    Enforce, EnforcementLevel, Input, Level, Local, Policy, PolicyFile, PolicyKind, PolicySet, TargetPattern,
};
use super::read_metadata::read_metadata;
use super::{Metadata, Preset, Remediation, RuleId, Severity};
use crate::eval::{Context, Evaluator, NoNames, TypeConstraint};
use crate::model::Operation;
use crate::syntax::ast::{Attribute, Block, Body, Expression, ExpressionKind, Identifier};
use crate::value::{Type, convert};
use crate::workspace::{self, Diagnostic, FileId, Gap, GapKind, SourceFile, Span};

/// The suffix of policy files.
pub const POLICY_SUFFIX: &str = ".policy.hcl";

/// The name of a file's metadata local is this and the file's stem, `-` as `_`.
const METADATA_PREFIX: &str = "soc2_";

/// The content of one file, before names of other files are looked at.
pub(super) struct Parsed {
    file: FileId,
    path: Utf8PathBuf,
    display: String,
    metadata: Option<Arc<Metadata>>,
    pub(super) policies: Vec<Policy>,
    pub(super) inputs: BTreeMap<SmolStr, Input>,
    pub(super) locals: BTreeMap<SmolStr, Local>,
    metadata_locals: BTreeMap<SmolStr, Span>,
    pub(super) plugins: BTreeSet<SmolStr>,
    pub(super) errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    pub(super) name_warnings: Vec<Diagnostic>,
}

impl PolicySet {
    /// Reads the policy files of one directory. A file with a mistake is left out, with its diagnostics and a gap.
    #[must_use]
    pub fn load(sources: &[Arc<SourceFile>]) -> Self {
        let mut sources = sources.to_vec();
        sources.sort_by(|left, right| left.path.cmp(&right.path));
        let mut files: Vec<Parsed> = sources.iter().map(|source| parse(source)).collect();
        find_duplicates(&mut files);
        let mut set = Self::default();
        // A file that is left out takes its names with it, which can be a mistake in the next one.
        loop {
            let (good, bad): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.errors.is_empty());
            bad.into_iter().for_each(|file| set.leave_out(file));
            files = good;
            check::check_names(&mut files);
            if files.iter().all(|file| file.errors.is_empty()) {
                break;
            }
        }
        for file in files {
            set.diagnostics.extend(file.warnings);
            set.diagnostics.extend(file.name_warnings);
            let metadata = file.metadata.unwrap_or_else(|| Arc::new(made_up(&file.path, &file.policies, &file.inputs)));
            set.inputs.extend(file.inputs);
            set.locals.extend(file.locals);
            set.files.push(PolicyFile { file: file.file, path: file.path, metadata, policies: file.policies });
        }
        set.diagnostics.sort();
        set.gaps.sort();
        set
    }

    fn leave_out(&mut self, file: Parsed) {
        let first = file.errors.first();
        self.gaps.push(Gap {
            span: first.and_then(|error| error.span),
            kind: GapKind::Policy,
            what: file.display,
            why: first.map(|error| error.message.clone()).unwrap_or_default(),
        });
        self.diagnostics.extend(file.errors);
        self.diagnostics.extend(file.warnings);
    }
}

/// The rule's id: the file's name without its suffix.
pub(super) fn stem(path: &Utf8PathBuf) -> &str {
    let name = path.file_name().unwrap_or_default();
    name.strip_suffix(POLICY_SUFFIX).unwrap_or(name)
}

/// Metadata for a file without any: the policy's label as title, severity from its level, no criteria.
fn made_up(path: &Utf8PathBuf, policies: &[Policy], inputs: &BTreeMap<SmolStr, Input>) -> Metadata {
    let id = stem(path);
    let level = policies.iter().map(|policy| level_of(policy, inputs)).max();
    Metadata {
        id: RuleId(SmolStr::new(id)),
        title: match policies {
            [policy] => policy.label.to_string(),
            _ => id.to_owned(),
        },
        severity: match level {
            Some(EnforcementLevel::Mandatory | EnforcementLevel::MandatoryOverridable) => Severity::High,
            Some(EnforcementLevel::Advisory) | None => Severity::Medium,
        },
        preset: Preset::Default,
        since: String::new(),
        criteria: Vec::new(),
        description: String::new(),
        remediation: Remediation::default(),
        references: Vec::new(),
        deprecated_ids: Vec::new(),
        account_baseline: Vec::new(),
        literals: Vec::new(),
        suppressible: true,
    }
}

/// A policy's level as far as the file tells: mostly the default of an input.
fn level_of(policy: &Policy, inputs: &BTreeMap<SmolStr, Input>) -> EnforcementLevel {
    let default = EnforcementLevel::Mandatory;
    match &policy.level {
        Level::Known(level) => *level,
        Level::Expression(expression) => match &expression.kind {
            ExpressionKind::Traversal(traversal) => {
                let name = traversal.steps.first().and_then(|step| match &step.kind {
                    crate::syntax::ast::StepKind::Attribute(name) => Some(name),
                    _ => None,
                });
                let input = name.and_then(|name| inputs.get(name)).and_then(|input| input.default.as_ref());
                input.and_then(|value| EnforcementLevel::parse(value.as_str()?)).unwrap_or(default)
            }
            _ => default,
        },
    }
}

/// Names that are declared in two files: the later file is wrong.
fn find_duplicates(files: &mut [Parsed]) {
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        let inputs = file.inputs.iter().map(|(name, input)| (format!("input `{name}`"), input.span));
        let locals = file.locals.iter().map(|(name, local)| (format!("local `{name}`"), local.span));
        let policies = file.policies.iter().map(|policy| {
            (format!("{} `{}` `{}`", policy.kind.block_type(), policy.target.0, policy.label), policy.header)
        });
        let metadata = file.metadata_locals.iter().filter(|(name, _)| name.as_str() != "soc2");
        let metadata = metadata.map(|(name, span)| (format!("local `{name}`"), *span));
        for (what, span) in inputs.chain(locals).chain(policies).chain(metadata).collect::<Vec<_>>() {
            match places.get(&what) {
                Some(other) => file.errors.push(error(
                    span,
                    format!("{what} is already defined in `{other}`; names are shared by all files of a directory"),
                )),
                None => {
                    places.insert(what, file.display.clone());
                }
            }
        }
        for (_, span) in file.metadata_locals.iter().filter(|(name, _)| name.as_str() == "soc2") {
            let what = "local `soc2`".to_owned();
            if let Some(other) = places.insert(what, file.display.clone()) {
                let stem = stem(&file.path).replace('-', "_");
                let message = format!(
                    "`soc2` is also defined in `{other}`, which the official tools refuse; name it `{METADATA_PREFIX}{stem}`"
                );
                file.warnings.push(warning(*span, message));
            }
        }
    }
}

pub(super) fn error(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic { span: Some(span), level: workspace::Level::Error, message: message.into() }
}

pub(super) fn warning(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic { span: Some(span), level: workspace::Level::Warning, message: message.into() }
}

/// Reports arguments and blocks that are not allowed in a body.
pub(super) fn allow(body: &Body, arguments: &[&str], blocks: &[&str], errors: &mut Vec<Diagnostic>) {
    for attribute in &body.attributes {
        let name = attribute.name.name.as_str();
        if blocks.contains(&name) {
            errors.push(error(attribute.name.span, format!("`{name}` is a block; write `{name} {{ … }}`")));
        } else if !arguments.contains(&name) {
            errors.push(error(attribute.name.span, format!("an argument named `{name}` is not expected here")));
        }
    }
    for block in &body.blocks {
        let name = block.block_type.name.as_str();
        if arguments.contains(&name) {
            errors.push(error(block.header, format!("`{name}` is an argument; write `{name} = …`")));
        } else if !blocks.contains(&name) {
            let later = ["data_policy", "relationship", "import", "connected"].contains(&name);
            let why = if later { "; it is not part of the policy language up to version 0.4" } else { "" };
            errors.push(error(block.header, format!("a block of type `{name}` is not expected here{why}")));
        }
    }
}

/// Reports the blocks of a body that has arguments of any name and no blocks.
pub(super) fn allow_no_blocks(body: &Body, errors: &mut Vec<Diagnostic>) {
    for block in &body.blocks {
        errors.push(error(block.header, format!("a block of type `{}` is not expected here", block.block_type.name)));
    }
}

/// Reads one file; what is wrong in it is in `errors`.
fn parse(source: &SourceFile) -> Parsed {
    let (body, syntax_errors) = crate::syntax::parse_body(source.id, source.text());
    let mut parsed = Parsed {
        file: source.id,
        path: source.path.clone(),
        display: source.display_path.to_string(),
        metadata: None,
        policies: Vec::new(),
        inputs: BTreeMap::new(),
        locals: BTreeMap::new(),
        metadata_locals: BTreeMap::new(),
        plugins: BTreeSet::new(),
        errors: syntax_errors.into_iter().map(|wrong| error(wrong.span, wrong.message)).collect(),
        warnings: Vec::new(),
        name_warnings: Vec::new(),
    };
    if parsed.errors.is_empty() {
        parsed.read(&body);
    }
    parsed
}

impl Parsed {
    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.errors.push(error(span, message));
    }

    fn read(&mut self, body: &Body) {
        self.allow(body, &[], &["policy", "input", "locals", "resource_policy", "provider_policy", "module_policy"]);
        // The level that the file gives to all of its policies.
        let mut level = EnforcementLevel::Mandatory;
        for (index, block) in body.blocks_of("policy").enumerate() {
            if index > 0 {
                self.error(block.header, "a file has at most one `policy` block");
            }
            self.labels(block, &[]);
            if let Some(given) = self.policy_settings(&block.body) {
                level = given;
            }
        }
        for block in &body.blocks {
            match block.block_type.name.as_str() {
                "input" => self.input(block),
                "locals" => {
                    self.labels(block, &[]);
                    self.top_level_locals(&block.body);
                }
                "resource_policy" => self.policy(block, PolicyKind::Resource, level),
                "provider_policy" => self.policy(block, PolicyKind::Provider, level),
                "module_policy" => self.policy(block, PolicyKind::Module, level),
                _ => {}
            }
        }
    }

    fn allow(&mut self, body: &Body, arguments: &[&str], blocks: &[&str]) {
        allow(body, arguments, blocks, &mut self.errors);
    }

    /// The labels of a block, named in `expected`; `None` if their number is wrong.
    fn labels<'a>(&mut self, block: &'a Block, expected: &[&str]) -> Option<&'a [Identifier]> {
        if block.labels.len() == expected.len() {
            return Some(&block.labels);
        }
        let kind = &block.block_type.name;
        let message = match expected {
            [] => format!("a `{kind}` block has no labels"),
            names => format!("a `{kind}` block has {} labels: {}", names.len(), names.join(", ")),
        };
        self.error(block.header, message);
        None
    }

    /// `policy { … }`; gives the level that old files set for all of their policies.
    fn policy_settings(&mut self, body: &Body) -> Option<EnforcementLevel> {
        let blocks = ["required_providers", "plugins", "terraform_config", "consumer_config"];
        self.allow(body, &["consumer", "enforcement_level"], &blocks);
        for name in blocks {
            for (index, block) in body.blocks_of(name).enumerate() {
                self.labels(block, &[]);
                if index > 0 {
                    self.error(block.header, format!("there is at most one `{name}` block"));
                }
                match name {
                    "required_providers" => self.required_providers(&block.body),
                    "plugins" => {
                        self.allow_no_blocks(&block.body);
                        self.plugins.extend(block.body.attributes.iter().map(|plugin| plugin.name.name.clone()));
                    }
                    _ => self.allow(&block.body, &["required_version"], &[]),
                }
            }
        }
        for name in ["consumer", "consumer_config"] {
            let old = body.attribute(name).map(|old| old.span);
            let old = old.or_else(|| body.blocks_of(name).next().map(|block| block.header));
            if let Some(span) = old {
                self.warnings.push(warning(span, format!("`{name}` belongs to early versions of the language")));
            }
        }
        let level = body.attribute("enforcement_level")?;
        self.warnings.push(warning(level.span, "`enforcement_level` belongs to each policy"));
        match static_value(&level.expression).ok().as_ref().and_then(|value| EnforcementLevel::parse(value.as_str()?)) {
            Some(level) => Some(level),
            None => {
                self.error(level.expression.span, LEVELS);
                None
            }
        }
    }

    fn allow_no_blocks(&mut self, body: &Body) {
        allow_no_blocks(body, &mut self.errors);
    }

    fn required_providers(&mut self, body: &Body) {
        self.allow_no_blocks(body);
        for provider in &body.attributes {
            let span = provider.expression.span;
            match static_value(&provider.expression) {
                Ok(value) if value.as_str().is_some() => {}
                Ok(value) => {
                    let is_text = |name: &str| value.get(name).is_some_and(|value| value.as_str().is_some());
                    if !is_text("source") {
                        self.error(span, "a required provider needs a `source`: `{ source = \"hashicorp/aws\" }`");
                    } else if value.get("version").is_some() && !is_text("version") {
                        self.error(span, "the `version` of a required provider is a string");
                    }
                }
                Err(wrong) => self.errors.push(wrong),
            }
        }
    }

    fn input(&mut self, block: &Block) {
        let Some([name]) = self.labels(block, &["its name"]) else { return };
        self.allow(&block.body, &["type", "default", "description", "nullable", "sensitive"], &[]);
        let constraint = match block.body.attribute("type") {
            Some(attribute) => match TypeConstraint::parse(&attribute.expression) {
                Ok(constraint) => constraint,
                Err(wrong) => return self.error(wrong.span, wrong.message),
            },
            None => return self.error(block.header, format!("input `{}` needs a `type`", name.name)),
        };
        let nullable = self.flag(&block.body, "nullable");
        let sensitive = self.flag(&block.body, "sensitive");
        let default = match block.body.attribute("default") {
            Some(attribute) => match static_value(&attribute.expression) {
                Ok(value) => match constraint.apply(&value) {
                    Ok(value) if value.is_null() && !nullable => {
                        let span = attribute.expression.span;
                        return self.error(span, "the default is null; write `nullable = true` to allow that");
                    }
                    Ok(value) => Some(value),
                    Err(wrong) => {
                        let message = format!("the default does not fit the type: {wrong}");
                        return self.error(attribute.expression.span, message);
                    }
                },
                Err(wrong) => {
                    self.errors.push(wrong);
                    return;
                }
            },
            None => None,
        };
        let input = Input { span: block.header, constraint, default, nullable, sensitive };
        if self.inputs.insert(name.name.clone(), input).is_some() {
            self.error(block.header, format!("input `{}` is already defined", name.name));
        }
    }

    fn flag(&mut self, body: &Body, name: &str) -> bool {
        let Some(attribute) = body.attribute(name) else { return false };
        static_bool(attribute).unwrap_or_else(|wrong| {
            self.errors.push(wrong);
            false
        })
    }

    fn top_level_locals(&mut self, body: &Body) {
        self.allow_no_blocks(body);
        for attribute in &body.attributes {
            let name = attribute.name.name.clone();
            let span = attribute.name.span;
            let is_metadata = name == "soc2" || name.starts_with(METADATA_PREFIX);
            if !is_metadata {
                let local = Local { span, expression: Arc::clone(&attribute.expression) };
                if self.locals.insert(name.clone(), local).is_some() {
                    self.error(span, format!("local `{name}` is already defined"));
                }
                continue;
            }
            let id = stem(&self.path).to_owned();
            let expected = format!("{METADATA_PREFIX}{}", id.replace('-', "_"));
            if name != "soc2" && name != expected {
                self.error(span, format!("the metadata of this file is named `{expected}`"));
                continue;
            }
            if !self.metadata_locals.is_empty() {
                self.error(span, "a file has one metadata local");
                continue;
            }
            self.metadata_locals.insert(name, span);
            let id = RuleId(SmolStr::new(id));
            self.metadata = read_metadata(id, span, &attribute.expression, &mut self.errors).map(Arc::new);
        }
    }

    fn policy(&mut self, block: &Block, kind: PolicyKind, default_level: EnforcementLevel) {
        let first = match kind {
            PolicyKind::Resource => "the resource type",
            PolicyKind::Provider => "the provider's type",
            PolicyKind::Module => "the module's source",
        };
        let Some([target, label]) = self.labels(block, &[first, "a name"]) else { return };
        let body = &block.body;
        match kind {
            PolicyKind::Resource => {
                self.allow(body, &["operations", "enforcement_level", "filter"], &["locals", "enforce"]);
            }
            PolicyKind::Provider | PolicyKind::Module => {
                self.allow(body, &["enforcement_level", "filter"], &["locals", "enforce"]);
            }
        }
        let mut locals: BTreeMap<SmolStr, Local> = BTreeMap::new();
        for nested in body.blocks_of("locals") {
            self.labels(nested, &[]);
            self.allow_no_blocks(&nested.body);
            for attribute in &nested.body.attributes {
                let local = Local { span: attribute.name.span, expression: Arc::clone(&attribute.expression) };
                if locals.insert(attribute.name.name.clone(), local).is_some() {
                    self.error(attribute.name.span, format!("local `{}` is already defined", attribute.name.name));
                }
            }
        }
        let enforce: Vec<Enforce> = body.blocks_of("enforce").filter_map(|block| self.enforce(block)).collect();
        if body.blocks_of("enforce").next().is_none() {
            self.warnings.push(warning(block.header, "this policy has no `enforce` block, so it requires nothing"));
        }
        let mut policy = Policy {
            kind,
            target: TargetPattern(target.name.clone()),
            label: label.name.clone(),
            operations: BTreeSet::new(),
            level: self.level(body, default_level),
            filter: body.attribute("filter").map(|filter| Arc::clone(&filter.expression)),
            locals,
            enforce,
            header: block.header,
        };
        let names_prior = kind == PolicyKind::Resource && check::names_prior_attributes(&policy);
        policy.operations = self.operations(block, names_prior);
        let is_same =
            |other: &Policy| other.kind == policy.kind && other.target == policy.target && other.label == policy.label;
        if self.policies.iter().any(is_same) {
            let message =
                format!("the {} `{}` `{}` is already defined", kind.block_type(), policy.target.0, policy.label);
            self.error(block.header, message);
        }
        self.policies.push(policy);
    }

    fn enforce(&mut self, block: &Block) -> Option<Enforce> {
        self.labels(block, &[]);
        self.allow(&block.body, &["condition", "error_message", "info_message"], &[]);
        let argument = |name| block.body.attribute(name).map(|attribute| Arc::clone(&attribute.expression));
        let Some(condition) = argument("condition") else {
            self.error(block.header, "an `enforce` block needs a `condition`");
            return None;
        };
        if let ExpressionKind::Literal(value) = &condition.kind
            && value.as_bool().is_some()
        {
            self.warnings.push(warning(condition.span, "this condition is constant"));
        }
        Some(Enforce { condition, error_message: argument("error_message"), info_message: argument("info_message") })
    }

    fn level(&mut self, body: &Body, default: EnforcementLevel) -> Level {
        let Some(attribute) = body.attribute("enforcement_level") else { return Level::Known(default) };
        let expression = &attribute.expression;
        match &expression.kind {
            ExpressionKind::Literal(value) => {
                let level = value.as_str().and_then(EnforcementLevel::parse);
                if level.is_none() {
                    self.error(expression.span, LEVELS);
                }
                Level::Known(level.unwrap_or(default))
            }
            ExpressionKind::Traversal(traversal) if traversal.steps.is_empty() => {
                self.error(expression.span, LEVELS);
                Level::Known(default)
            }
            _ => Level::Expression(Arc::clone(expression)),
        }
    }

    /// The operations of a policy. Older files break the rules of 0.4 on combinations, which is only a warning.
    fn operations(&mut self, block: &Block, names_prior: bool) -> BTreeSet<Operation> {
        use Operation::{Create, Delete, NoOp, Update};
        let Some(attribute) = block.body.attribute("operations") else {
            if !names_prior {
                return BTreeSet::from([Create, Update, NoOp]);
            }
            let message = "missing `operations` for `prior_attrs` reference; `create` and `update` are assumed";
            self.warnings.push(warning(block.header, message));
            return BTreeSet::from([Create, Update]);
        };
        let ExpressionKind::Tuple(elements) = &attribute.expression.kind else {
            self.error(attribute.expression.span, "`operations` is a list of strings: `[\"create\", \"update\"]`");
            return BTreeSet::new();
        };
        if elements.is_empty() {
            return BTreeSet::from([Create, Update, Delete, NoOp]);
        }
        let mut operations = BTreeSet::new();
        for element in elements {
            let operation = match static_value(element).ok().as_ref().and_then(|value| value.as_str()) {
                Some("create") => Create,
                Some("update") => Update,
                Some("delete") => Delete,
                Some("no-op") => NoOp,
                _ => {
                    self.error(
                        element.span,
                        "invalid operation; write \"create\", \"update\", \"delete\" or \"no-op\"",
                    );
                    continue;
                }
            };
            if !operations.insert(operation) {
                self.error(element.span, "duplicate operation");
            }
        }
        let creates = operations.contains(&Create) || operations.contains(&NoOp);
        if operations.contains(&Delete) && creates {
            let message = "`delete` can't be combined with `create` or `no-op` from version 0.4 of the language";
            self.warnings.push(warning(attribute.span, message));
        } else if names_prior && creates {
            let message =
                "a policy that names `prior_attrs` lists `update` and `delete` only from version 0.4 of the language";
            self.warnings.push(warning(attribute.span, message));
        }
        operations
    }
}

const LEVELS: &str = "an enforcement level is \"advisory\", \"mandatory_overridable\" or \"mandatory\"";

/// The value of an expression without names.
pub(super) fn static_value(expression: &Expression) -> Result<crate::value::Value, Diagnostic> {
    let context = Context::default();
    Evaluator::new(&context, &NoNames)
        .evaluate(expression, None)
        .map_err(|wrong| error(wrong.span, wrong.message.clone()))
}

/// The value of an argument that is a bool without names, or what HCL takes for one: `"true"`.
pub(super) fn static_bool(attribute: &Attribute) -> Result<bool, Diagnostic> {
    let value = static_value(&attribute.expression).ok().and_then(|value| convert(&value, &Type::Bool).ok());
    value
        .and_then(|value| value.as_bool())
        .ok_or_else(|| error(attribute.expression.span, format!("`{}` is true or false", attribute.name.name)))
}

#[cfg(test)]
mod tests;
