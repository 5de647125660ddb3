//! Addresses and references as plans write them.

use smol_str::SmolStr;

use crate::model::{InstanceKey, ModuleAddress, ModuleStep};
use crate::value::{PathStep, from_json};

/// The steps of an address or reference: `module.a["x"].aws_s3_bucket.b[0].arn`; `None` where the text is none.
pub(super) fn steps(text: &str) -> Option<Vec<PathStep>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (step, after) = index(inner)?;
            steps.push(step);
            rest = after;
        } else {
            let named = if steps.is_empty() { rest } else { rest.strip_prefix('.')? };
            let end = named.find(['.', '[']).unwrap_or(named.len());
            let (name, after) = named.split_at(end);
            if name.is_empty() {
                return None;
            }
            steps.push(PathStep::Attribute(SmolStr::new(name)));
            rest = after;
        }
    }
    Some(steps)
}

/// What stands in brackets, and the text behind them.
fn index(inner: &str) -> Option<(PathStep, &str)> {
    if inner.starts_with('"') {
        let mut escaped = false;
        let end = inner.char_indices().skip(1).find_map(|(at, character)| {
            let closes = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            closes.then_some(at)
        })?;
        let (quoted, after) = inner.split_at(end + 1);
        // HCL doubles the marks of templates; other escapes are JSON's.
        let key = from_json(&quoted.replace("$${", "${").replace("%%{", "%{")).ok()?;
        return Some((PathStep::Attribute(SmolStr::new(key.as_str()?)), after.strip_prefix(']')?));
    }
    let (number, after) = inner.split_once(']')?;
    Some((PathStep::Index(number.parse().ok()?), after))
}

/// The instance key that a step in brackets stands for.
pub(super) fn instance_key(step: &PathStep) -> Option<InstanceKey> {
    Some(match step {
        PathStep::Attribute(key) => InstanceKey::Key(key.clone()),
        PathStep::Index(index) => InstanceKey::Index(u64::try_from(*index).ok()?),
    })
}

/// A module instance's address: `module.a["x"].module.b`; the empty text is the root module.
pub(super) fn module(text: &str) -> Option<ModuleAddress> {
    let mut address = ModuleAddress::root();
    let mut rest = text;
    while !rest.is_empty() {
        let call = rest.strip_prefix("module.")?;
        let end = call.find(['.', '[']).unwrap_or(call.len());
        let (name, mut after) = call.split_at(end);
        let mut key = None;
        if let Some(inner) = after.strip_prefix('[') {
            let (step, behind) = index(inner)?;
            key = Some(instance_key(&step)?);
            after = behind;
        }
        address = address.child(ModuleStep { name: SmolStr::new(name), key });
        if after.is_empty() {
            break;
        }
        rest = after.strip_prefix('.')?;
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::{module, steps};

    #[test]
    fn addresses_are_read_as_they_are_printed() {
        for text in ["", "module.a", "module.a[0].module.b", r#"module.a["x.y[\"0\"]"].module.b["\\"]"#] {
            assert_eq!(module(text).unwrap().to_string(), text);
        }
        for text in ["modul.a", "module.a[", "module.a[x]", "module.a.b", "module.a[\"x]"] {
            assert!(module(text).is_none(), "{text}");
        }
    }

    #[test]
    fn references_are_steps() {
        let written = |text: &str| steps(text).map(|all| all.iter().map(ToString::to_string).collect::<String>());
        assert_eq!(written("aws_x.y[0].id").as_deref(), Some(".aws_x.y[0].id"));
        assert_eq!(written(r#"data.t.n["a.b"].c"#).as_deref(), Some(".data.t.n.a.b.c"));
        assert_eq!(written("a..b"), None);
        assert_eq!(written("a[b]"), None);
    }
}
