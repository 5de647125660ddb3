//! `soc2lint resources`: what would be deployed, as far as source knows.

use camino::Utf8PathBuf;
use serde_json::{Map, Value as Json, json};

use super::CliError;
use super::output::to_stdout;
use super::root::RootInputs;
use crate::lint::ExitStatus;
use crate::model::{Mode, Resource};
use crate::terraform::{Evaluation, evaluate};
use crate::value::{Content, Data, Equality, Marks, Presence, Value, encode, equality};

/// Show what would be deployed, as far as source knows
///
/// Every resource instance with its attributes; what is known only after apply is shown with its cause.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  soc2lint resources\n  soc2lint resources environments/prod\n  soc2lint resources --environment prod"
)]
pub(super) struct Arguments {
    /// The root module's directory; the working directory where it is left out
    #[arg(value_name = "DIR")]
    directory: Option<Utf8PathBuf>,
    #[command(flatten)]
    inputs: RootInputs,
    /// `text`, or `json` in the shape of `terraform show -json`
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let loaded = super::root::load(arguments.directory.as_deref(), &arguments.inputs)?;
    let evaluation = evaluate(&loaded.configuration, &loaded.module);
    match arguments.format {
        Format::Text => to_stdout(|out| {
            for resource in managed(&evaluation) {
                writeln!(out, "{} {}", resource.address, resource.attributes.planned())?;
            }
            Ok(())
        })?,
        Format::Json => {
            let plan = plan(&evaluation);
            to_stdout(|out| writeln!(out, "{plan:#}"))?;
        }
    }
    super::root::complain_of(&loaded, &evaluation);
    Ok(ExitStatus::Clean)
}

fn managed(evaluation: &Evaluation) -> impl Iterator<Item = &Resource> {
    evaluation.resources.managed.values().flatten()
}

/// What `terraform show -json` prints of a plan, as far as source decides it.
fn plan(evaluation: &Evaluation) -> Json {
    let changes: Vec<Json> = managed(evaluation).map(change).collect();
    json!({
        "format_version": "1.2",
        "planned_values": { "root_module": planned_module(evaluation, &crate::model::ModuleAddress::root()) },
        "resource_changes": changes,
    })
}

fn planned_module(evaluation: &Evaluation, address: &crate::model::ModuleAddress) -> Json {
    let resources = managed(evaluation).filter(|resource| resource.address.module == *address).map(|resource| {
        let mut entry = identity(resource);
        entry.insert("values".to_owned(), known(&resource.attributes.planned()).unwrap_or_else(|| json!({})));
        Json::Object(entry)
    });
    let mut module = Map::new();
    module.insert("resources".to_owned(), resources.collect());
    let depth = address.steps().len();
    let mut children: Vec<&crate::model::ModuleAddress> = evaluation
        .resources
        .modules
        .iter()
        .map(|call| &call.address)
        .filter(|child| child.steps().len() == depth + 1 && child.steps().starts_with(address.steps()))
        .collect();
    children.sort();
    children.dedup();
    if !children.is_empty() {
        let children = children.into_iter().map(|child| {
            let mut module = planned_module(evaluation, child);
            module["address"] = Json::String(child.to_string());
            module
        });
        module.insert("child_modules".to_owned(), children.collect());
    }
    if !address.is_root() {
        module.insert("address".to_owned(), Json::String(address.to_string()));
    }
    Json::Object(module)
}

fn identity(resource: &Resource) -> Map<String, Json> {
    let address = &resource.address;
    let mut entry = Map::new();
    entry.insert("address".to_owned(), Json::String(address.to_string()));
    if !address.module.is_root() {
        entry.insert("module_address".to_owned(), Json::String(address.module.to_string()));
    }
    let mode = if address.mode == Mode::Managed { "managed" } else { "data" };
    entry.insert("mode".to_owned(), Json::String(mode.to_owned()));
    entry.insert("type".to_owned(), Json::String(address.resource_type.to_string()));
    entry.insert("name".to_owned(), Json::String(address.name.to_string()));
    match &address.key {
        Some(crate::model::InstanceKey::Index(index)) => {
            entry.insert("index".to_owned(), json!(index));
        }
        Some(crate::model::InstanceKey::Key(key)) => {
            entry.insert("index".to_owned(), Json::String(key.to_string()));
        }
        Some(crate::model::InstanceKey::Unknown) | None => {}
    }
    entry
}

fn change(resource: &Resource) -> Json {
    let value = resource.attributes.planned();
    let mut entry = identity(resource);
    entry.insert(
        "change".to_owned(),
        json!({
            "actions": ["create"],
            "before": null,
            "after": known(&value).unwrap_or_else(|| json!({})),
            "after_unknown": unknown(&value).unwrap_or_else(|| json!({})),
            "after_sensitive": sensitive(&value).unwrap_or_else(|| json!({})),
        }),
    );
    Json::Object(entry)
}

/// The members of a collection, if they are all certain.
fn certain_members(value: &Value) -> Option<Vec<&Value>> {
    match value.as_unknown().map(|unknown| &unknown.content) {
        Some(Some(Content::Members(members)))
            if members.iter().all(|member| matches!(member.presence, Presence::Certain)) =>
        {
            Some(members.iter().map(|member| &member.value).collect())
        }
        _ => None,
    }
}

/// The known part; `None` for an unknown, and for a sensitive value, which is not shown.
fn known(value: &Value) -> Option<Json> {
    if is_hidden(value) || may_shrink(value) {
        return None;
    }
    match &value.data {
        Data::Unknown(_) => {
            certain_members(value).map(|all| all.into_iter().map(|value| known(value).unwrap_or(Json::Null)).collect())
        }
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => {
            Some(value.children().map(|element| known(element).unwrap_or(Json::Null)).collect())
        }
        Data::Map(_) | Data::Object(_) => {
            let entries = value.as_entries().into_iter().flatten();
            let entries = entries.filter_map(|(name, value)| Some((name.to_string(), known(value)?)));
            Some(Json::Object(entries.collect()))
        }
        Data::Null(_) | Data::Bool(_) | Data::String(_) => Some(encode(&Value::from(value.data.clone()))),
        Data::Number(number) => {
            Some(serde_json::from_str(&number.to_string()).unwrap_or_else(|_| Json::String(number.to_string())))
        }
    }
}

fn is_hidden(value: &Value) -> bool {
    value.marks.contains(Marks::SENSITIVE) && !value.is_null()
}

/// Whether how many elements a set has hangs on what is not known: two of them may turn out to be one.
fn may_shrink(value: &Value) -> bool {
    let Data::Set(set) = &value.data else { return false };
    let unknown: Vec<&Value> = set.elements.iter().filter(|element| !element.is_wholly_known()).collect();
    let may_be_one = |left: &Value, right: &Value| equality(left, right) != Equality::Different;
    unknown.iter().enumerate().any(|(index, left)| unknown.iter().skip(index + 1).any(|right| may_be_one(left, right)))
}

/// `true` where a value is unknown or not shown, in the shape of the value; `None` where nothing is.
fn unknown(value: &Value) -> Option<Json> {
    marked(value, &|value| {
        is_hidden(value) || may_shrink(value) || (!value.is_known() && certain_members(value).is_none())
    })
}

/// `true` where a value is sensitive, in the shape of the value; `None` where nothing is.
fn sensitive(value: &Value) -> Option<Json> {
    marked(value, &|value| value.marks.contains(Marks::SENSITIVE))
}

fn marked(value: &Value, holds: &dyn Fn(&Value) -> bool) -> Option<Json> {
    if holds(value) {
        return Some(Json::Bool(true));
    }
    let members = certain_members(value);
    let elements: Option<Vec<&Value>> =
        members.or_else(|| value.as_elements().map(|elements| elements.iter().collect()));
    if let Some(elements) = elements {
        let found: Vec<Option<Json>> = elements.into_iter().map(|element| marked(element, holds)).collect();
        return found
            .iter()
            .any(Option::is_some)
            .then(|| found.into_iter().map(|element| element.unwrap_or(Json::Bool(false))).collect());
    }
    let entries = value.as_entries()?.iter();
    let found: Map<String, Json> =
        entries.filter_map(|(name, value)| Some((name.to_string(), marked(value, holds)?))).collect();
    (!found.is_empty()).then_some(Json::Object(found))
}
