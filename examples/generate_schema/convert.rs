//! Output of `terraform providers schema -json` → [`ProviderSource`].

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json};
use smol_str::SmolStr;
use soc2lint::schema::format::ProviderSource;
use soc2lint::schema::{AttributeSchema, BlockSchema, NestedBlock, Nesting, Presence};
use soc2lint::value::{ObjectType, Type};

use crate::Result;

/// Reads one version of the provider, gzipped or not. The file must hold exactly one provider.
pub(crate) fn read(version: &str, path: &Path) -> Result<ProviderSource> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let document: Json = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut text)?;
        serde_json::from_slice(&text)?
    } else {
        serde_json::from_slice(&bytes)?
    };
    let providers = object(&document, "provider_schemas")?;
    let [provider] = providers.values().collect::<Vec<_>>()[..] else {
        return Err(
            format!("{}: expected the schema of one provider, found {}", path.display(), providers.len()).into()
        );
    };
    let major = version.split('.').next().unwrap_or(version).parse()?;
    Ok(ProviderSource {
        major,
        version: version.into(),
        configuration: block(&provider["provider"]["block"]).map_err(|error| format!("provider: {error}"))?,
        resources: types(object(provider, "resource_schemas")?)?,
        data_sources: types(object(provider, "data_source_schemas")?)?,
    })
}

fn types(schemas: &Map<String, Json>) -> Result<BTreeMap<SmolStr, BlockSchema>> {
    let types = schemas.iter().map(|(name, schema)| {
        let block = block(&schema["block"]).map_err(|error| format!("{name}: {error}"))?;
        Ok((SmolStr::new(name), block))
    });
    types.collect()
}

fn block(json: &Json) -> Result<BlockSchema> {
    let mut result = BlockSchema { deprecated: flag(json, "deprecated"), ..BlockSchema::default() };
    for (name, attribute) in json.get("attributes").and_then(Json::as_object).into_iter().flatten() {
        result.attributes.insert(name.into(), self::attribute(attribute).map_err(|error| format!("{name}: {error}"))?);
    }
    for (name, nested) in json.get("block_types").and_then(Json::as_object).into_iter().flatten() {
        result.blocks.insert(name.into(), nested_block(nested).map_err(|error| format!("{name}: {error}"))?);
    }
    Ok(result)
}

fn nested_block(json: &Json) -> Result<NestedBlock> {
    let items = |key| json.get(key).and_then(Json::as_u64).map(u32::try_from).transpose();
    Ok(NestedBlock {
        nesting: nesting(json)?,
        min_items: items("min_items")?.unwrap_or(0),
        // Terraform leaves a bound of zero out because it means none.
        max_items: items("max_items")?.filter(|items| *items > 0),
        computed: false,
        block: Arc::new(block(&json["block"])?),
    })
}

fn nesting(json: &Json) -> Result<Nesting> {
    match json["nesting_mode"].as_str() {
        Some("single") => Ok(Nesting::Single),
        Some("group") => Ok(Nesting::Group),
        Some("list") => Ok(Nesting::List),
        Some("set") => Ok(Nesting::Set),
        Some("map") => Ok(Nesting::Map),
        other => Err(format!("unknown nesting {other:?}").into()),
    }
}

fn attribute(json: &Json) -> Result<AttributeSchema> {
    let ty = match json.get("nested_type") {
        Some(nested) => nested_type(nested)?,
        None => type_of(&json["type"])?,
    };
    let mut attribute = AttributeSchema::new(ty, presence(json)?);
    attribute.sensitive = flag(json, "sensitive");
    attribute.deprecated = flag(json, "deprecated");
    attribute.write_only = flag(json, "write_only");
    Ok(attribute)
}

fn presence(json: &Json) -> Result<Presence> {
    match (flag(json, "required"), flag(json, "optional"), flag(json, "computed")) {
        (true, false, false) => Ok(Presence::Required),
        (false, true, false) => Ok(Presence::Optional),
        (false, true, true) => Ok(Presence::OptionalComputed),
        (false, false, true) => Ok(Presence::Computed),
        other => Err(format!("required, optional and computed are {other:?}").into()),
    }
}

/// An attribute with a schema of its own inside becomes the object type that a value of it has; what need not be written is optional.
fn nested_type(json: &Json) -> Result<Type> {
    let mut object = ObjectType { attributes: BTreeMap::new(), optional: BTreeSet::new() };
    for (name, inner) in json.get("attributes").and_then(Json::as_object).into_iter().flatten() {
        let inner = attribute(inner)?;
        if inner.presence != Presence::Required {
            object.optional.insert(name.into());
        }
        object.attributes.insert(name.into(), inner.ty);
    }
    let object = Type::Object(Arc::new(object));
    Ok(match nesting(json)? {
        Nesting::Single | Nesting::Group => object,
        Nesting::List => Type::list(object),
        Nesting::Set => Type::set(object),
        Nesting::Map => Type::map(object),
    })
}

/// A type as cty writes it in JSON: `"string"`, `["list", "string"]`, `["object", {…}, ["optional"]]`.
fn type_of(json: &Json) -> Result<Type> {
    match json {
        Json::String(name) => match name.as_str() {
            "dynamic" => Ok(Type::Dynamic),
            "bool" => Ok(Type::Bool),
            "number" => Ok(Type::Number),
            "string" => Ok(Type::String),
            other => Err(format!("unknown type {other}").into()),
        },
        Json::Array(parts) => match (parts.first().and_then(Json::as_str), parts.get(1)) {
            (Some("list"), Some(item)) => Ok(Type::list(type_of(item)?)),
            (Some("set"), Some(item)) => Ok(Type::set(type_of(item)?)),
            (Some("map"), Some(item)) => Ok(Type::map(type_of(item)?)),
            (Some("tuple"), Some(Json::Array(items))) => {
                Ok(Type::tuple(items.iter().map(type_of).collect::<Result<Vec<_>>>()?))
            }
            (Some("object"), Some(Json::Object(attributes))) => {
                let attributes = attributes
                    .iter()
                    .map(|(name, ty)| Ok((SmolStr::new(name), type_of(ty)?)))
                    .collect::<Result<_>>()?;
                let optional = parts.get(2).and_then(Json::as_array).into_iter().flatten();
                let optional = optional.filter_map(Json::as_str).map(SmolStr::new).collect();
                Ok(Type::Object(Arc::new(ObjectType { attributes, optional })))
            }
            _ => Err(format!("unknown type {json}").into()),
        },
        _ => Err(format!("unknown type {json}").into()),
    }
}

fn object<'json>(json: &'json Json, key: &str) -> Result<&'json Map<String, Json>> {
    json.get(key).and_then(Json::as_object).ok_or_else(|| format!("`{key}` is missing").into())
}

fn flag(json: &Json, key: &str) -> bool {
    json.get(key).and_then(Json::as_bool).unwrap_or(false)
}
