//! What the provider's own output does not tell: the tables in `schemas/`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use soc2lint::schema::format::ProviderSource;
use soc2lint::schema::{
    AttributeSchema, BlockSchema, DefaultLiteral, DefaultValue, IdentityScope, NestedBlock, Presence, SameAs,
};

use crate::Result;

#[derive(Deserialize)]
struct DefaultRow {
    resource_type: String,
    path: String,
    default: String,
    kind: String,
    when_block_absent: String,
    provider_major: Option<u64>,
}

#[derive(Deserialize)]
struct IdentityRow {
    resource_type: String,
    attribute: String,
    same_as: String,
    identity: String,
}

#[derive(Deserialize)]
struct ComputedBlockRow {
    resource_type: String,
    path: String,
}

#[derive(Deserialize)]
struct IncompleteRow {
    kind: String,
    provider_major: u64,
    resource_type: String,
    path: String,
    same_as: String,
    levels: Option<u32>,
    outermost_only: String,
}

/// Adds the tables to the schemas.
///
/// A row that reaches nothing in any version is an error: it is misspelt, or the provider has renamed something.
pub(crate) fn apply(sources: &mut [ProviderSource], directory: &Path) -> Result<()> {
    complete(sources, &rows::<IncompleteRow>(&directory.join("incomplete.csv"))?)?;
    for row in rows::<ComputedBlockRow>(&directory.join("computed_blocks.csv"))? {
        let reached =
            for_each(sources, None, &row.resource_type, |_, resource| match nested_block_mut(resource, &row.path) {
                Some(nested) => {
                    nested.computed = true;
                    Ok(true)
                }
                None => Ok(false),
            })?;
        expect_reached(reached, "computed_blocks.csv", &row.resource_type, &row.path)?;
    }
    for row in rows::<DefaultRow>(&directory.join("defaults.csv"))? {
        let default =
            default_of(&row).map_err(|error| format!("defaults.csv: {} {}: {error}", row.resource_type, row.path))?;
        let when_block_absent = literal(&row.when_block_absent)?;
        let reached = for_each(sources, row.provider_major, &row.resource_type, |_, resource| {
            let Some(attribute) = attribute_mut(resource, &row.path) else { return Ok(false) };
            attribute.default.clone_from(&default);
            attribute.when_block_absent.clone_from(&when_block_absent);
            Ok(true)
        })?;
        expect_reached(reached, "defaults.csv", &row.resource_type, &row.path)?;
    }
    identities(sources, &rows(&directory.join("identities.csv"))?)
}

fn identities(sources: &mut [ProviderSource], rows: &[IdentityRow]) -> Result<()> {
    let listed: BTreeSet<(&str, &str)> = rows.iter().map(|row| (&*row.resource_type, &*row.attribute)).collect();
    for source in &mut *sources {
        for (name, resource) in &mut source.resources {
            derive_identities(resource, listed.contains(&(name.as_str(), "id")));
        }
        source.data_sources.values_mut().for_each(identities_of_data);
    }
    for row in rows {
        let reached = for_each(sources, None, &row.resource_type, |_, resource| {
            let same_as = match row.same_as.as_str() {
                "" => None,
                text => match SameAs::parse(text, |name| resource.attributes.contains_key(name)) {
                    Some(same_as) => Some(same_as),
                    None => return Ok(false),
                },
            };
            let Some(attribute) = resource.attributes.get_mut(row.attribute.as_str()) else { return Ok(false) };
            attribute.same_as = same_as;
            match row.identity.as_str() {
                "" => {}
                "none" => attribute.identity = None,
                "global" => attribute.identity = Some(IdentityScope::Global),
                "configuration" => attribute.identity = Some(IdentityScope::ProviderConfiguration),
                other => return Err(format!("identities.csv: unknown identity {other}").into()),
            }
            Ok(true)
        })?;
        expect_reached(reached, "identities.csv", &row.resource_type, &row.attribute)?;
    }
    Ok(())
}

/// An ARN that the provider exports names one object. A type that has one is an object of its own and not, say, an attachment,
/// so its id tells its objects apart too, unless the table says what the id is.
fn derive_identities(resource: &mut BlockSchema, id_is_listed: bool) {
    let Some(arn) = resource.attributes.get_mut("arn").filter(|arn| arn.presence == Presence::Computed) else { return };
    arn.identity = Some(IdentityScope::Global);
    if !id_is_listed && let Some(id) = resource.attributes.get_mut("id") {
        id.identity = Some(IdentityScope::ProviderConfiguration);
    }
}

/// What a data source has read has an ARN and an id as well, whatever it was looked up by.
fn identities_of_data(data: &mut BlockSchema) {
    let Some(arn) = data.attributes.get_mut("arn").filter(|arn| arn.presence.is_computed()) else { return };
    arn.identity = Some(IdentityScope::Global);
    if let Some(id) = data.attributes.get_mut("id").filter(|id| id.presence.is_computed()) {
        id.identity = Some(IdentityScope::ProviderConfiguration);
    }
}

/// Marks what is cut in a schema that was not read from the provider itself, and fills in what repeats.
fn complete(sources: &mut [ProviderSource], rows: &[IncompleteRow]) -> Result<()> {
    for row in rows.iter().filter(|row| row.kind != "recursive") {
        let reached = for_each(sources, Some(row.provider_major), &row.resource_type, |_, resource| {
            Ok(nested_block_mut(resource, &row.path)
                .map(|nested| Arc::make_mut(&mut nested.block).open = true)
                .is_some())
        })?;
        expect_reached(reached, "incomplete.csv", &row.resource_type, &row.path)?;
    }
    // Longer paths first: the inner repetitions are part of what the outer ones repeat.
    let mut recursive: Vec<&IncompleteRow> = rows.iter().filter(|row| row.kind == "recursive").collect();
    recursive.sort_by_key(|row| std::cmp::Reverse(row.same_as.len()));
    while let Some(first) = recursive.first() {
        let (group, rest): (Vec<_>, Vec<_>) =
            recursive.iter().partition(|row| row.same_as == first.same_as && row.resource_type == first.resource_type);
        let reached = for_each(sources, Some(first.provider_major), &first.resource_type, |_, resource| {
            let Some(outermost) = nested_block_mut(resource, &first.same_as) else { return Ok(false) };
            repeat(&mut outermost.block, &group)?;
            Ok(true)
        })?;
        expect_reached(reached, "incomplete.csv", &first.resource_type, &first.same_as)?;
        recursive = rest;
    }
    Ok(())
}

/// Nests a block in itself to the depth that the provider allows. The innermost level lacks the blocks that would nest further.
fn repeat(outermost: &mut Arc<BlockSchema>, rows: &[&IncompleteRow]) -> Result<()> {
    let paths: Vec<&str> = rows
        .iter()
        .map(|row| row.path.strip_prefix(&row.same_as).and_then(|rest| rest.strip_prefix('.')))
        .collect::<Option<_>>()
        .ok_or("incomplete.csv: `same_as` is not the beginning of `path`")?;
    let first = rows.first().ok_or("incomplete.csv: no rows")?;

    let mut inner = BlockSchema::clone(outermost);
    for name in first.outermost_only.split(';') {
        inner.blocks.remove(name);
    }
    let mut level = inner.clone();
    for path in &paths {
        level.blocks.remove(path.split('.').next().unwrap_or(path));
    }
    let filled = |template: &BlockSchema, level: &BlockSchema| -> Result<BlockSchema> {
        let mut filled = template.clone();
        for path in &paths {
            let nested =
                nested_block_mut(&mut filled, path).ok_or_else(|| format!("incomplete.csv: no block {path}"))?;
            nested.block = Arc::new(level.clone());
        }
        Ok(filled)
    };
    for _ in 1..first.levels.unwrap_or(1) {
        level = filled(&inner, &level)?;
    }
    *outermost = Arc::new(filled(outermost, &level)?);
    Ok(())
}

fn default_of(row: &DefaultRow) -> Result<Option<DefaultValue>> {
    let literal = literal(&row.default)?;
    match (row.kind.as_str(), literal) {
        ("", None) => Ok(None),
        ("provider", Some(literal)) => Ok(Some(DefaultValue::Provider(literal))),
        ("assumed", Some(literal)) => Ok(Some(DefaultValue::Assumed(literal))),
        ("service", Some(literal)) => Ok(Some(DefaultValue::Service(literal))),
        (kind, literal) => Err(format!("kind `{kind}` does not go with {literal:?}").into()),
    }
}

fn literal(text: &str) -> Result<Option<DefaultLiteral>> {
    if text.is_empty() {
        return Ok(None);
    }
    let json = serde_json::from_str(text).map_err(|error| format!("{text}: {error}"))?;
    Ok(Some(DefaultLiteral::from_json(&json).ok_or_else(|| format!("{text} is no literal"))?))
}

/// Calls `change` with the resource type in each version asked for; true if one of the calls has found what it looked for.
fn for_each(
    sources: &mut [ProviderSource],
    major: Option<u64>,
    resource_type: &str,
    mut change: impl FnMut(u64, &mut BlockSchema) -> Result<bool>,
) -> Result<bool> {
    let mut reached = false;
    for source in sources.iter_mut().filter(|source| major.is_none_or(|major| major == source.major)) {
        let block = match resource_type.strip_prefix("data.") {
            Some(data) => source.data_sources.get_mut(data),
            None => source.resources.get_mut(resource_type),
        };
        if let Some(block) = block {
            reached |= change(source.major, block)?;
        }
    }
    Ok(reached)
}

fn expect_reached(reached: bool, table: &str, resource_type: &str, path: &str) -> Result<()> {
    if reached { Ok(()) } else { Err(format!("{table}: no version of the provider has {resource_type} {path}").into()) }
}

fn nested_block_mut<'block>(block: &'block mut BlockSchema, path: &str) -> Option<&'block mut NestedBlock> {
    match path.split_once('.') {
        None => block.blocks.get_mut(path),
        Some((name, rest)) => nested_block_mut(Arc::make_mut(&mut block.blocks.get_mut(name)?.block), rest),
    }
}

fn attribute_mut<'block>(block: &'block mut BlockSchema, path: &str) -> Option<&'block mut AttributeSchema> {
    match path.rsplit_once('.') {
        None => block.attributes.get_mut(path),
        Some((blocks, name)) => Arc::make_mut(&mut nested_block_mut(block, blocks)?.block).attributes.get_mut(name),
    }
}

fn rows<Row: DeserializeOwned>(path: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = reader.deserialize().collect::<std::result::Result<_, _>>();
    Ok(rows.map_err(|error| format!("{}: {error}", path.display()))?)
}
