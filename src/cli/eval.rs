//! `soc2lint eval`: what an expression evaluates to in a module.

use std::collections::BTreeMap;
use std::io::BufRead;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Map, Value as Json, json};
use smol_str::SmolStr;

use super::output::to_stdout;
use super::root::RootInputs;
use super::{CliError, root};
use crate::eval::{Context, Evaluator, NoNames, TypeConstraint, Variables};
use crate::lint::ExitStatus;
use crate::syntax::ast::Expression;
use crate::syntax::{parse_expression, parse_template};
use crate::terraform::{RepositoryFiles, evaluate};
use crate::value::{Type, Value, decode, encode};
use crate::workspace::{Repository, SourceMap};

/// Evaluate an expression in a module, as `terraform console` would
///
/// Unknown values are shown with their cause.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  soc2lint eval 'var.tags'\n  soc2lint eval -C environments/prod 'module.network.subnet_ids[0]'\n  soc2lint eval --environment prod 'local.names'"
)]
pub(super) struct Arguments {
    /// The module's directory; the working directory where it is left out
    #[arg(short = 'C', long, value_name = "DIR")]
    directory: Option<Utf8PathBuf>,
    #[command(flatten)]
    inputs: RootInputs,
    /// Read cases as JSON lines from standard input, write results as JSON lines
    #[arg(long, hide = true)]
    jsonl: bool,
    /// The expression
    #[arg(required_unless_present = "jsonl")]
    expression: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    match &arguments.expression {
        Some(text) if !arguments.jsonl => one(arguments, text),
        _ => lines(),
    }
}

fn one(arguments: &Arguments, text: &str) -> Result<ExitStatus, CliError> {
    let loaded = root::load(arguments.directory.as_deref(), &arguments.inputs)?;
    let evaluation = evaluate(&loaded.configuration, &loaded.module);
    let place = Utf8Path::new("<expression>");
    let file = loaded.sources.add(place, place, text);
    let value = parse_expression(file, text, 0..text.len())
        .map_err(|error| error.message)
        .and_then(|expression| evaluation.console(&expression).map_err(|error| error.message));
    root::complain_of(&loaded, &evaluation);
    let value = value.map_err(CliError::Usage)?;
    to_stdout(|out| writeln!(out, "{value}"))?;
    Ok(ExitStatus::Clean)
}

fn lines() -> Result<ExitStatus, CliError> {
    let input = std::io::stdin().lock();
    to_stdout(|out| {
        for line in input.lines() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            writeln!(out, "{}", answer(&line))?;
            out.flush()?;
        }
        Ok(())
    })?;
    Ok(ExitStatus::Clean)
}

/// The answer to one line.
fn answer(line: &str) -> Json {
    let case: Map<String, Json> = match serde_json::from_str(line) {
        Ok(Json::Object(case)) => case,
        _ => return json!({ "error": "the line is no JSON object" }),
    };
    let id = case.get("id").cloned().unwrap_or(Json::Null);
    match result_of(&case) {
        Ok((value, ty)) => json!({ "id": id, "value": value, "type": ty.to_string() }),
        Err(message) => json!({ "id": id, "error": message }),
    }
}

fn result_of(case: &Map<String, Json>) -> Result<(Json, Type), String> {
    let sources = SourceMap::default();
    let parsed = |name: &str| -> Result<Option<Expression>, String> {
        let Some(text) = case.get(name).and_then(Json::as_str) else { return Ok(None) };
        let path = Utf8PathBuf::from(format!("<{name}>"));
        let file = sources.add(&path, &path, text);
        let is_template = name == "expr" && case.get("syntax").and_then(Json::as_str) == Some("template");
        let expression =
            if is_template { parse_template(file, text) } else { parse_expression(file, text, 0..text.len()) };
        expression.map(Some).map_err(|error| error.message)
    };
    if let Some(constraint) = parsed("type_expr")? {
        return variable(case, &constraint, parsed("default")?.as_ref());
    }
    let Some(expression) = parsed("expr")? else { return Err("there is no `expr`".to_owned()) };
    let mut variables = BTreeMap::new();
    for (name, typed) in case.get("vars").and_then(Json::as_object).into_iter().flatten() {
        variables.insert(SmolStr::new(name), typed_value(typed)?);
    }
    let base = case.get("base_dir").and_then(Json::as_str).unwrap_or(".");
    let base = Utf8Path::new(base).canonicalize_utf8().map_err(|error| error.to_string())?;
    let files = RepositoryFiles::new(Repository::new(base.clone(), Vec::new()), base);
    let scope = Variables { variables: &variables, files: &files };
    let context = Context::default();
    let value = Evaluator::new(&context, &scope).evaluate(&expression, None).map_err(|error| error.message)?;
    Ok((encode(&value), value.ty()))
}

fn typed_value(typed: &Json) -> Result<Value, String> {
    let ty = typed.get("type").and_then(Json::as_str).unwrap_or("any");
    let ty = Type::parse(ty).map_err(|error| error.to_string())?;
    decode(typed.get("value").unwrap_or(&Json::Null), &ty).map_err(|error| error.to_string())
}

/// What an input variable of a type makes of a value.
fn variable(
    case: &Map<String, Json>,
    constraint: &Expression,
    default: Option<&Expression>,
) -> Result<(Json, Type), String> {
    let constraint = TypeConstraint::parse(constraint).map_err(|error| error.message)?;
    if case.get("parse_only") == Some(&Json::Bool(true)) {
        return Ok((Json::Null, constraint.ty));
    }
    let context = Context::default();
    let default = match default {
        Some(expression) => {
            let value = Evaluator::new(&context, &NoNames).evaluate(expression, None).map_err(|error| error.message)?;
            Some(constraint.apply(&value).map_err(|error| error.to_string())?)
        }
        None => None,
    };
    let input = case.get("input").map(typed_value).transpose()?;
    let nullable = case.get("nullable") != Some(&Json::Bool(false));
    let value = match (input, default) {
        (Some(value), Some(default)) if value.is_null() && !nullable => default,
        (Some(value), None) if value.is_null() && !nullable => return Err("the variable must not be null".to_owned()),
        (Some(value), _) => constraint.apply(&value).map_err(|error| error.to_string())?,
        (None, Some(default)) => default,
        (None, None) => return Err("the variable has no value and no default".to_owned()),
    };
    Ok((encode(&value), value.ty()))
}
