//! From the text of a settings file to what it says.

use std::sync::Arc;

use camino::Utf8Path;
use smol_str::SmolStr;

use super::names::Section;
use super::read::{Attributes, Reader};
use super::settings::{EnvironmentBlock, RuleSetting, Settings, Trust, Variable};
use super::{ExceptionBlock, PathGlob, Spanned};
use crate::criteria;
use crate::eval::Budget;
use crate::lint::{Exception, ForeignPolicy, Origin};
use crate::model::InstanceKey;
use crate::policy::{Preset, Severity};
use crate::syntax::ast::{Block, Expression};
use crate::syntax::parse_body;
use crate::workspace::{Diagnostic, SourceFile, Span};

/// Reads a settings file's text. `base` is its directory as a path from the repository's root, for globs.
///
/// Everything that is wrong is in the list; what is returned is what the file says apart from that.
pub(super) fn parse(
    file: &Arc<SourceFile>,
    directory: &Utf8Path,
    base: &Utf8Path,
    trust: Trust,
) -> (Settings, Vec<Diagnostic>) {
    let (body, errors) = parse_body(file.id, file.text());
    let mut reader = Reader::new();
    for error in errors {
        reader.error(error.span, error.message);
    }
    let attributes = reader.attributes(Section::Top, &body);
    let mut settings = Settings::new(Arc::clone(file), directory.to_owned(), trust);
    top(&mut reader, &attributes, base, &mut settings);
    for block in &body.blocks {
        let Some(section) = reader.section(block) else { continue };
        let attributes = reader.attributes(section, &block.body);
        match section {
            Section::Top => {}
            Section::Rule => settings.rules.extend(rule(&mut reader, block, &attributes)),
            Section::Environment => settings.environments.extend(environment(&mut reader, block, &attributes)),
            Section::Exception => settings.exceptions.extend(exception(&mut reader, block, &attributes, base)),
            Section::Budget => {
                settings.budget_blocks.push(block.span);
                budget(&mut reader, &attributes, trust, &mut settings.budget);
            }
        }
    }
    let mut names: Vec<&SmolStr> = Vec::new();
    for environment in &settings.environments {
        if names.contains(&&environment.name.value) {
            let message =
                format!("there is already an environment `{}`; give this one another name", environment.name.value);
            reader.error(environment.name.span, message);
        }
        names.push(&environment.name.value);
    }
    (settings, reader.diagnostics)
}

fn top(reader: &mut Reader, attributes: &Attributes<'_>, base: &Utf8Path, settings: &mut Settings) {
    let get = |name: &str| attributes.get(name).map(|attribute| attribute.expression.as_ref());
    settings.paths = get("paths").and_then(|list| reader.paths(list));
    if let Some(paths) = settings.paths.as_ref().filter(|paths| paths.value.is_empty()) {
        reader.error(paths.span, "a run without any path looks at nothing; name one, or leave `paths` out");
    }
    settings.exclude = get("exclude").and_then(|list| reader.list(list, |reader, glob| path_glob(reader, glob, base)));
    settings.preset = get("preset").and_then(|text| reader.parsed(text, preset));
    settings.categories =
        get("categories").and_then(|list| reader.list(list, |reader, text| reader.parsed(text, str::parse)));
    settings.criteria =
        get("criteria").and_then(|list| reader.list(list, |reader, text| reader.parsed(text, criteria::parse)));
    settings.policies = get("policies").and_then(|list| reader.paths(list));
    settings.account_baselines = get("account_baselines").and_then(|list| reader.paths(list));
    settings.variable_files = get("variable_files").and_then(|list| reader.paths(list));
    settings.variables = get("variables").and_then(|object| variables(reader, object));
    settings.module_directories = get("module_directories").and_then(|object| {
        let entries = reader.entries(object)?;
        let paths = entries.value.into_iter().filter_map(|(source, path)| Some((source, reader.path(path)?)));
        Some(Spanned::new(paths.collect(), entries.span))
    });
    settings.fail_on = get("fail_on").and_then(|text| reader.parsed(text, fail_on));
    settings.foreign_suppressions =
        get("foreign_suppressions").and_then(|text| reader.parsed(text, str::parse::<ForeignPolicy>));
    settings.max_suppression_days = get("max_suppression_days").and_then(|number| reader.number(number));
}

fn preset(text: &str) -> Result<Preset, String> {
    match text {
        "default" => Ok(Preset::Default),
        "strict" => Ok(Preset::Strict),
        other => Err(format!("`{other}` is no preset; write default or strict")),
    }
}

fn fail_on(text: &str) -> Result<Option<Severity>, String> {
    match (text, text.parse()) {
        ("never", _) => Ok(None),
        (_, Ok(severity)) => Ok(Some(severity)),
        (_, Err(_)) => Err(format!("`{text}` is no severity; write critical, high, medium, low, info or never")),
    }
}

fn path_glob(reader: &mut Reader, expression: &Expression, base: &Utf8Path) -> Option<Spanned<PathGlob>> {
    reader.parsed(expression, |text| PathGlob::new(text, base).map_err(|error| error.to_string()))
}

/// Variables with constant values, which are evaluated when a root module asks for them.
fn variables(reader: &mut Reader, expression: &Expression) -> Option<Spanned<Vec<Variable>>> {
    let entries = reader.entries(expression)?;
    let mut variables = Vec::new();
    for (name, value) in entries.value {
        // A mistake is to be told now, and wherever it is used.
        reader.value(value);
        variables.push(Variable { name, value: Arc::new(value.clone()) });
    }
    Some(Spanned::new(variables, entries.span))
}

fn label(block: &Block) -> Option<Spanned<SmolStr>> {
    block.labels.first().map(|label| Spanned::new(label.name.clone(), label.span))
}

fn rule(reader: &mut Reader, block: &Block, attributes: &Attributes<'_>) -> Option<RuleSetting> {
    let get = |name: &str| attributes.get(name).map(|attribute| attribute.expression.as_ref());
    let rule = label(block)?;
    let enabled = get("enabled").and_then(|value| reader.boolean(value));
    let severity = get("severity").and_then(|text| reader.parsed(text, str::parse));
    let entries = get("inputs").and_then(|object| reader.entries(object));
    let inputs = entries.map(|entries| entries.value).unwrap_or_default();
    let inputs = inputs.into_iter().filter_map(|(name, value)| Some((name, reader.value(value)?))).collect();
    Some(RuleSetting { rule, block: block.span, enabled, severity, inputs })
}

fn environment(reader: &mut Reader, block: &Block, attributes: &Attributes<'_>) -> Option<EnvironmentBlock> {
    let get = |name: &str| attributes.get(name).map(|attribute| attribute.expression.as_ref());
    let name = label(block)?;
    let is_plain = |character: char| character.is_alphanumeric() || "-_./".contains(character);
    if name.value.is_empty() || !name.value.chars().all(is_plain) {
        reader.error(name.span, "an environment's name has letters, digits, `-`, `_`, `.` and `/`");
    }
    if get("root").is_none() {
        reader.error(block.header, "`root` is missing; write the directory of the root module");
    }
    let root = get("root").and_then(|text| reader.path(text));
    let variable_files = get("variable_files").and_then(|list| reader.paths(list));
    let variables = get("variables").and_then(|object| variables(reader, object));
    let workspace = get("workspace").and_then(|text| reader.string(text));
    Some(EnvironmentBlock {
        name,
        block: block.span,
        root: root?,
        variable_files: variable_files.map(|list| list.value).unwrap_or_default(),
        variables: variables.map(|list| list.value).unwrap_or_default(),
        workspace: workspace.map(|name| Spanned::new(SmolStr::new(&name.value), name.span)),
    })
}

fn exception(
    reader: &mut Reader,
    block: &Block,
    attributes: &Attributes<'_>,
    base: &Utf8Path,
) -> Option<ExceptionBlock> {
    let get = |name: &str| attributes.get(name).map(|attribute| attribute.expression.as_ref());
    if get("rules").is_none() {
        reader.error(block.header, "`rules` is missing; write the ids of the rules that it covers");
    }
    let told = reader.diagnostics.len();
    let rules = get("rules").and_then(|list| reader.list(list, |reader, text| reader.parsed(text, rule_pattern)));
    if let Some(rules) = rules.as_ref().filter(|rules| rules.value.is_empty() && reader.diagnostics.len() == told) {
        reader.error(rules.span, "an exception covers at least one rule");
    }
    let short = |text: Spanned<String>| Spanned::new(SmolStr::new(&text.value), text.span);
    let mut text = |name: &str| get(name).and_then(|text| reader.string(text));
    let (reason, ticket, approved_by) = (text("reason"), text("ticket"), text("approved_by"));
    let address = text("address").map(short);
    let module_call = get("module_call").and_then(|text| reader.parsed(text, module_address)).map(short);
    let path = get("path").and_then(|glob| path_glob(reader, glob, base));
    let instance = get("instance").and_then(|key| instance_key(reader, key));
    let until = get("until").and_then(|day| reader.date(day));
    let exception = Exception {
        rules: rules.map(|rules| rules.value.into_iter().map(|rule| rule.value).collect()).unwrap_or_default(),
        origin: Origin::Settings,
        location: block.header,
        reason: reason.map(|text| text.value),
        until: until.map(|day| day.value),
        ticket: ticket.map(|text| text.value),
        approved_by: approved_by.map(|text| text.value),
    };
    if exception.rules.is_empty() {
        return None;
    }
    Some(ExceptionBlock { exception: Arc::new(exception), block: block.span, address, path, instance, module_call })
}

/// Everything at once is no exception but the end of the rules.
fn rule_pattern(text: &str) -> Result<String, String> {
    match text.trim_end_matches('*') {
        "" => Err("an exception names its rules; `*` alone is all of them".to_owned()),
        stem if stem.contains('*') => Err(format!("`{text}` has a `*` that is not at its end")),
        _ => Ok(text.to_owned()),
    }
}

fn module_address(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('.').collect();
    let is_address = parts.chunks(2).all(|pair| matches!(pair, ["module", name] if !name.is_empty()));
    match is_address && !text.contains('[') {
        true => Ok(text.to_owned()),
        false => Err(format!("`{text}` is no module call; write it without instance keys, like `module.site`")),
    }
}

fn instance_key(reader: &mut Reader, expression: &Expression) -> Option<Spanned<InstanceKey>> {
    let value = reader.value(expression)?;
    let number = value.value.as_number().and_then(crate::value::Number::to_i64).and_then(|index| index.try_into().ok());
    match (value.value.as_str(), number) {
        (Some(key), _) => Some(Spanned::new(InstanceKey::Key(SmolStr::new(key)), value.span)),
        (None, Some(index)) => Some(Spanned::new(InstanceKey::Index(index), value.span)),
        (None, None) => {
            reader.error(value.span, "an instance key is required here: a string of `for_each` or a number of `count`");
            None
        }
    }
}

/// A file in the repository may lower limits; raising them is for who runs the program.
fn budget(
    reader: &mut Reader,
    attributes: &Attributes<'_>,
    trust: Trust,
    limits: &mut Vec<(&'static str, Spanned<u64>)>,
) {
    for name in Budget::NAMES {
        let Some(attribute) = attributes.get(name.replace('-', "_").as_str()) else { continue };
        let Some(limit) = reader.number(&attribute.expression) else { continue };
        let mut wanted = Budget::default();
        if wanted.set(&format!("{name}={}", limit.value)).is_err() {
            reader.error(limit.span, format!("{} is too large", limit.value));
            continue;
        }
        let usual = Budget::default().get(name);
        if trust == Trust::Repository && limit.value > usual {
            let message = format!(
                "a settings file in the repository may lower this limit and not raise it above {usual}; \
                 use `--budget {name}={}`, or name the file with `--config`",
                limit.value
            );
            reader.error(limit.span, message);
            continue;
        }
        limits.push((name, limit));
    }
}

/// Where something of the settings is wrong, for what is found out later.
pub(super) fn error_at(span: Span, message: String) -> Diagnostic {
    Diagnostic { span: Some(span), level: crate::workspace::Level::Error, message }
}
