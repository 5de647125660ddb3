//! The stable identity of a mistake, for baselines and for code scanning.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::Finding;
use crate::policy::RuleId;
use crate::workspace::SourceMap;

/// The identity of a mistake: 32 hexadecimal digits.
///
/// It is made of the rule, the directory of the module that the block stands in, the block's address in that module
/// without instance keys, and the attribute's path. So it survives moved lines, further instances and further callers
/// of the module, and two root modules with the same names in them keep apart.
#[must_use]
pub fn fingerprint(rule: &RuleId, directory: &str, address: &str, attribute: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule.0.as_str(), directory, &without_keys(address), attribute] {
        // Lengths keep neighbouring parts apart.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Gives every finding its fingerprint; findings have to be in their final order.
pub(super) fn assign(findings: &mut [Finding], sources: &SourceMap) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for finding in findings {
        let file = sources.file(finding.block.file);
        let directory = file.display_path.parent().map_or("", |parent| parent.as_str());
        let address = finding.resources.first().map_or("", |address| in_module(address));
        let attribute = finding.attribute.as_deref().unwrap_or_default();
        let base = fingerprint(&finding.rule.id, directory, address, attribute);
        let count = seen.entry(base.clone()).or_default();
        *count += 1;
        // A second mistake at the same attribute (two strings in one list) needs a name of its own.
        finding.fingerprint = if *count == 1 {
            base
        } else {
            fingerprint(&finding.rule.id, directory, address, &format!("{attribute}#{count}"))
        };
    }
}

/// An address without the module calls that lead to it: `aws_s3_bucket.b["x"]` of `module.a["k"].aws_s3_bucket.b["x"]`.
fn in_module(address: &str) -> &str {
    let mut rest = address;
    while let Some(call) = rest.strip_prefix("module.") {
        match end_of_step(call) {
            Some(end) => rest = call.get(end + 1..).unwrap_or_default(),
            None => return rest,
        }
    }
    rest
}

/// Where the dot behind a module call's name and key is; `None` if nothing follows.
fn end_of_step(call: &str) -> Option<usize> {
    let mut in_key = Key::Outside;
    for (at, character) in call.char_indices() {
        in_key = in_key.after(character);
        if character == '.' && in_key == Key::Outside {
            return Some(at);
        }
    }
    None
}

/// An address without any instance keys.
pub(super) fn without_keys(address: &str) -> String {
    let mut in_key = Key::Outside;
    let mut result = String::new();
    for character in address.chars() {
        let before = in_key;
        in_key = in_key.after(character);
        if before == Key::Outside && in_key == Key::Outside {
            result.push(character);
        }
    }
    result
}

/// Where in an address a character is; keys are quoted strings that may hold anything.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Outside,
    Bracket,
    Quoted,
    Escaped,
}

impl Key {
    fn after(self, character: char) -> Self {
        match (self, character) {
            (Self::Outside, '[') | (Self::Quoted, '"') => Self::Bracket,
            (Self::Bracket, ']') => Self::Outside,
            (Self::Bracket, '"') | (Self::Escaped, _) => Self::Quoted,
            (Self::Quoted, '\\') => Self::Escaped,
            (state, _) => state,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_callers_do_not_count() {
        let address = r#"module.a["x.y]\"["].module.b[0].data.aws_s3_bucket.b["k"]"#;
        assert_eq!(in_module(address), r#"data.aws_s3_bucket.b["k"]"#);
        assert_eq!(without_keys(address), "module.a.module.b.data.aws_s3_bucket.b");
        assert_eq!(in_module("module.vpc"), "module.vpc");
        let rule = RuleId("r".into());
        let one = fingerprint(&rule, "d", "aws_s3_bucket.b[0]", "acl");
        assert_eq!(one, fingerprint(&rule, "d", "aws_s3_bucket.b[1]", "acl"));
        assert_ne!(one, fingerprint(&rule, "e", "aws_s3_bucket.b[0]", "acl"));
        assert_ne!(fingerprint(&rule, "ab", "c", ""), fingerprint(&rule, "a", "bc", ""));
        assert_eq!(one.len(), 32);
    }
}
