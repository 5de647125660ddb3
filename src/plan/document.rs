//! What a text is: a plan, a state, or something that only looks like one.

use serde::de::IgnoredAny;

use super::json::{Document, Node};
use super::outline::{NoOutline, Outline};
use super::text::TextError;

/// The newest minor versions of format 1 that are known. Source: Terraform, "JSON Output Format", and `jsonplan.FormatVersion`.
const KNOWN_MINOR: u64 = 2;

/// Nesting of objects and arrays. Blocks within blocks of a web ACL were seen to have some 60, modules within modules have three each.
const MAX_DEPTH: usize = 256;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `terraform show -json` of a plan.
    Plan,
    /// `terraform show -json` of a state.
    State,
}

/// Why a document can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// No text.
    #[error("{0}")]
    Text(#[from] TextError),
    /// Broken JSON.
    #[error("is no complete JSON: {0}; was the file cut off?")]
    Json(String),
    /// Nested too deep for any plan.
    #[error("is nested deeper than any plan")]
    TooDeep,
    /// JSON, but of something else.
    #[error(
        "is no plan: it has neither `resource_changes` nor `planned_values`; give the output of `terraform show -json`"
    )]
    NotAPlan,
    /// A state file as Terraform keeps it.
    #[error("is a state file; run `terraform show -json FILE > state.json` and give that")]
    StateFile,
    /// The log of `terraform plan -json`.
    #[error(
        "is the log of `terraform plan -json`; run `terraform plan -out=FILE` and `terraform show -json FILE > plan.json`, and give that"
    )]
    Log,
    /// Another major version.
    #[error("has format version {0}, of which only 0 and 1 are known; update soc2lint")]
    Version(String),
    /// A member that must be an array or object is not.
    #[error("is no plan: `{0}` is of a wrong type")]
    WrongType(&'static str),
}

/// Whether the beginning of a text lets it be JSON at all, so that it is worth being read as a plan.
pub(super) fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Whether a text holds one of these words in quotes.
fn names_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| memchr::memmem::find(text.as_bytes(), format!("\"{word}\"").as_bytes()).is_some())
}

/// Whether a text, or the beginning of one, lets it be a plan or state.
pub(super) fn may_be_plan_or_state(text: &str) -> bool {
    looks_like_json(text) && names_one_of(text, &["format_version", "resource_changes"])
}

/// What a text is of which nobody said that it is a plan: `None` where it is something else, and was not meant to be one. It is read
/// in full only if it may be.
pub(super) fn recognise_found(text: &str) -> Option<Result<Recognised, DocumentError>> {
    if !may_be_plan_or_state(text) {
        return None;
    }
    match recognise(text) {
        Ok(found) => {
            let is_one = found.kind == Kind::Plan || found.outline.in_text(text).get("values").is_some();
            is_one.then_some(Ok(found))
        }
        Err(DocumentError::NotAPlan | DocumentError::StateFile | DocumentError::Log) => None,
        // What is cut off must not go unnoticed.
        Err(error) => names_one_of(text, &["planned_values", "resource_changes", "root_module"]).then_some(Err(error)),
    }
}

/// Whether a document is a state that holds nothing: other commands of Terraform write their format version too.
fn is_empty_state(root: Document<'_>) -> bool {
    let of_a_state = ["format_version", "terraform_version", "checks"];
    root.get("format_version").is_some() && root.names().all(|name| of_a_state.contains(&name))
}

/// A plan or state.
#[derive(Debug)]
pub(super) struct Recognised {
    /// Which of them.
    pub(super) kind: Kind,
    /// Where its values are.
    pub(super) outline: Outline,
    /// What to tell about it.
    pub(super) notices: Vec<String>,
}

/// What a text is, and what to tell about it.
///
/// # Errors
/// Where it is neither plan nor state.
pub(super) fn recognise(text: &str) -> Result<Recognised, DocumentError> {
    let outline = Outline::of(text, MAX_DEPTH).map_err(|error| match error {
        NoOutline::TooDeep => DocumentError::TooDeep,
        NoOutline::NotAnObject => problem(text),
    })?;
    let root = outline.in_text(text);
    let has = |name: &str| root.get(name).is_some();
    if has("encrypted_data") {
        return Err(TextError::Encrypted.into());
    }
    if has("@level") {
        return Err(DocumentError::Log);
    }
    let kind = if has("resource_changes") || has("planned_values") {
        Kind::Plan
    } else if has("lineage") || (has("serial") && has("terraform_version")) {
        return Err(DocumentError::StateFile);
    } else if has("values") || is_empty_state(root) {
        Kind::State
    } else {
        return Err(DocumentError::NotAPlan);
    };
    let is_wrong = |name: &str| {
        let is_right = |node: Node<'_>| if name == "resource_changes" { node.is_array() } else { node.is_object() };
        root.get(name).is_some_and(|node| !node.is_null() && !is_right(node))
    };
    for name in ["resource_changes", "planned_values", "configuration", "values", "prior_state"] {
        if is_wrong(name) {
            return Err(DocumentError::WrongType(name));
        }
    }
    let mut notices = Vec::new();
    if let Some(version) = root.name("format_version") {
        let mut numbers = version.split('.').map(|part| part.parse::<u64>().ok());
        match (numbers.next().flatten(), numbers.next().flatten().unwrap_or_default()) {
            (Some(0), _) => {}
            (Some(1), minor) if minor <= KNOWN_MINOR => {}
            (Some(1), _) => notices.push(format!(
                "format version {version} is newer than 1.{KNOWN_MINOR}, which soc2lint knows; what is new in it is not read"
            )),
            _ => return Err(DocumentError::Version(version.to_string())),
        }
    }
    notices.extend(failed_checks(root));
    Ok(Recognised { kind, outline, notices })
}

/// Why a text is no JSON object.
fn problem(text: &str) -> DocumentError {
    match serde_json::from_str::<IgnoredAny>(text) {
        Err(_) if text.trim_start().starts_with("{\"@level\"") => DocumentError::Log,
        Err(error) => DocumentError::Json(error.to_string()),
        Ok(_) => DocumentError::NotAPlan,
    }
}

/// What to tell about checks of the configuration that do not hold: Terraform tells of each, and no rule judges them.
fn failed_checks(root: Document<'_>) -> Option<String> {
    let checks = root.get("checks").into_iter().flat_map(Node::elements);
    let failed = checks.filter(|check| matches!(check.name("status").as_deref(), Some("fail" | "error"))).count();
    match failed {
        0 => None,
        1 => Some(
            "1 check of the configuration fails in this plan; `terraform plan` tells of it, and no rule judges it"
                .to_owned(),
        ),
        _ => Some(format!(
            "{failed} checks of the configuration fail in this plan; `terraform plan` tells of them, and no rule judges them"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentError, Kind, recognise, recognise_found};

    #[test]
    fn a_plan_is_found_among_other_json() {
        for plan in [
            r#"{"format_version":"1.2","resource_changes":[]}"#,
            r#"{"configuration":{},"format_version":"1.2","planned_values":{}}"#,
            r#"{"format_version":"1.0","values":{"root_module":{}}}"#,
            r#"{"format_version":"1.2","planned_values":{"root_module":{"#,
            r#"{"format_version":"9.0","planned_values":{}}"#,
        ] {
            assert!(recognise_found(plan).is_some(), "{plan}");
        }
        for other in [
            r#"{"name":"web","version":"1.0.0"}"#,
            r#"{"format_version":"1.0","valid":true}"#,
            r#"{"format_version":"1.0"}"#,
            r#"{"format_version":"1.0","#,
            r#"["resource_changes"]"#,
            "text about \"resource_changes\"",
        ] {
            assert!(recognise_found(other).is_none(), "{other}");
        }
    }

    #[test]
    fn documents_are_told_apart() {
        let kind = |text: &str| recognise(text).map(|found| (found.kind, found.notices.len()));
        assert_eq!(kind(r#"{"format_version":"1.2","resource_changes":[]}"#), Ok((Kind::Plan, 0)));
        assert_eq!(kind(r#"{"format_version":"0.1","planned_values":{}}"#), Ok((Kind::Plan, 0)));
        assert_eq!(kind(r#"{"format_version":"1.9","planned_values":{}}"#), Ok((Kind::Plan, 1)));
        assert_eq!(kind(r#"{"format_version":"1.0","values":{"root_module":{}}}"#), Ok((Kind::State, 0)));
        assert_eq!(
            kind(r#"{"format_version":"2.0","resource_changes":[]}"#),
            Err(DocumentError::Version("2.0".into()))
        );
        assert_eq!(kind(r#"{"resource_changes":{}}"#), Err(DocumentError::WrongType("resource_changes")));
        assert_eq!(kind(r#"{"format_version":"1.0"}"#), Ok((Kind::State, 0)));
        assert_eq!(kind(r#"{"format_version":"1.0","valid":true}"#), Err(DocumentError::NotAPlan));
        assert_eq!(kind(r#"{"format_version":"1.0","provider_schemas":{}}"#), Err(DocumentError::NotAPlan));
        assert_eq!(kind(r#"{"Resources":{}}"#), Err(DocumentError::NotAPlan));
        assert_eq!(kind("[]"), Err(DocumentError::NotAPlan));
        assert_eq!(kind(r#"{"version":4,"lineage":"x"}"#), Err(DocumentError::StateFile));
        assert_eq!(kind("{\"@level\":\"info\"}\n{\"@level\":\"info\"}"), Err(DocumentError::Log));
        assert!(matches!(kind(r#"{"resource_changes":["#), Err(DocumentError::Json(_))));
        assert_eq!(kind(&"[".repeat(100_000)), Err(DocumentError::TooDeep));
    }
}
