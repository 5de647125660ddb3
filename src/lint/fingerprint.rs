//! The stable identity of a mistake, for baselines and for code scanning.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{Finding, Status};
use crate::policy::RuleId;
use crate::workspace::{SourceMap, Span};

/// The identity of a mistake: 32 hexadecimal digits.
///
/// It is made of the rule, the directory of the module that the block stands in, the block's address in that module
/// without instance keys, and the attribute's path without indices. So it survives moved lines, renamed files, further
/// instances, further callers and further blocks of the same kind, and two root modules with the same names in them keep apart.
#[must_use]
pub fn fingerprint(rule: &RuleId, directory: &str, address: &str, attribute: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule.0.as_str(), directory, &without_keys(address), &without_keys(attribute)] {
        // Lengths keep neighbouring parts apart.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The fingerprint of a finding in a block that is called `subject` in its module.
pub(super) fn of(rule: &RuleId, block: Span, subject: &str, attribute: Option<&str>, sources: &SourceMap) -> String {
    let file = sources.file(block.file);
    let directory = file.display_path.parent().map_or("", |parent| parent.as_str());
    fingerprint(rule, directory, subject, attribute.unwrap_or_default())
}

/// Gives a fingerprint to every finding that has none, and tells those with the same apart by a number: two strings in one
/// list are two mistakes. Findings have to be in their final order.
pub(super) fn assign(findings: &mut [Finding], sources: &SourceMap) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut mistake = None;
    let mut parts = 0;
    for finding in findings {
        if finding.fingerprint.is_empty() {
            let subject = finding.resources.first().map_or("", |address| in_module(address));
            let attribute = finding.attribute.as_deref();
            finding.fingerprint = of(&finding.rule.id, finding.block, subject, attribute, sources);
        }
        // A mistake of which exceptions cover some instances is told in parts. The first keeps its name, which is the part
        // that is open if there is one, and no other mistake changes its name because of that.
        let this = Some((finding.rule.id.clone(), finding.location));
        let is_part = this == mistake && finding.status != Status::Open;
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        if is_part {
            parts += 1;
            finding.fingerprint = format!("{}-{count}e{parts}", finding.fingerprint);
            continue;
        }
        (parts, mistake) = (0, this);
        *count += 1;
        if *count > 1 {
            finding.fingerprint = format!("{}-{count}", finding.fingerprint);
        }
    }
}

/// What the fingerprints of mistakes have in common that only their number tells apart.
pub(super) fn family(fingerprint: &str) -> &str {
    fingerprint.split_once('-').map_or(fingerprint, |(family, _)| family)
}

/// The name of the module call that is the `index`th of those that an address leads through, as an address: `module.network`.
pub(super) fn call(address: &str, index: usize) -> Option<String> {
    let mut rest = address;
    for _ in 0..index {
        rest = after_call(rest)?;
    }
    let name = rest.strip_prefix("module.")?;
    let end = end_of_step(name).unwrap_or(name.len());
    name.get(..end).map(|step| format!("module.{}", without_keys(step)))
}

/// An address without the module calls that lead to it: `aws_s3_bucket.b["x"]` of `module.a["k"].aws_s3_bucket.b["x"]`.
pub(super) fn in_module(address: &str) -> &str {
    let mut rest = address;
    while let Some(inner) = after_call(rest) {
        rest = inner;
    }
    rest
}

/// An address without the first module call that leads to it; `None` where there is none.
fn after_call(address: &str) -> Option<&str> {
    let call = address.strip_prefix("module.")?;
    call.get(end_of_step(call)? + 1..)
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
        assert_eq!(call(address, 0).as_deref(), Some("module.a"));
        assert_eq!(call(address, 1).as_deref(), Some("module.b"));
        assert_eq!(call(address, 2), None);
        assert_eq!(call("module.vpc[0]", 0).as_deref(), Some("module.vpc"));
        let rule = RuleId("r".into());
        let one = fingerprint(&rule, "d", "aws_s3_bucket.b[0]", "acl");
        assert_eq!(one, fingerprint(&rule, "d", "aws_s3_bucket.b[1]", "acl"));
        let nested = |index| fingerprint(&rule, "d", "aws_security_group.g", &format!("ingress[{index}].cidr_blocks"));
        assert_eq!(nested(0), nested(1));
        assert_eq!((family(&one), family("ab-12")), (one.as_str(), "ab"));
        assert_ne!(one, fingerprint(&rule, "e", "aws_s3_bucket.b[0]", "acl"));
        assert_ne!(fingerprint(&rule, "ab", "c", ""), fingerprint(&rule, "a", "bc", ""));
        assert_eq!(one.len(), 32);
    }
}
