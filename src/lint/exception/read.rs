//! From a file's comments to exceptions as they are written.

use std::sync::Arc;

use super::comment::{self, MARK, MAX_RULES, Malformed, Scope, Terms};
use super::place::Reach;
use crate::model::InstanceKey;
use crate::syntax::ast::{Expression, ExpressionKind, ObjectItem};
use crate::syntax::{Element, RootElement, comments, json_comments};
use crate::workspace::{SourceFile, Span};

/// An exception in a comment, or what is wrong with it.
#[derive(Debug)]
pub(super) struct Written {
    /// The comment, or the part of it that is an exception.
    pub(super) location: Span,
    /// The block at the top level that it is in or above.
    pub(super) root: Option<Arc<RootElement>>,
    /// Where it holds and what it says.
    pub(super) said: Result<(Reach, Terms), Malformed>,
}

/// How a file is written, by its name; `None` for files that hold no configuration.
pub(super) fn is_json(file: &SourceFile) -> Option<bool> {
    let name = file.path.file_name()?;
    let (stem, is_json) = name.strip_suffix(".json").map_or((name, false), |stem| (stem, true));
    [".tf", ".tofu", ".tfvars"].iter().any(|ending| stem.ends_with(ending)).then_some(is_json)
}

/// The exceptions in a file's comments. A file without any is searched for a few bytes, and no more.
pub(super) fn exceptions(file: &SourceFile) -> Vec<Written> {
    let text = file.text();
    // In JSON the colon may stand behind the quote.
    let Some(is_json) = is_json(file) else { return Vec::new() };
    let mark = if is_json { MARK.trim_end_matches(':') } else { MARK };
    if memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_none() {
        return Vec::new();
    }
    if is_json { in_json(file) } else { in_native(file) }
}

fn in_native(file: &SourceFile) -> Vec<Written> {
    let text = file.text();
    let mut all = Vec::new();
    for found in comments(file.id, text, |comment| comment.contains(MARK)) {
        for (range, said) in comment::read(text.get(found.span.range()).unwrap_or_default()) {
            let root =
                [&found.element, &found.next].into_iter().flatten().next().map(|element| Arc::clone(&element.root));
            let root = found.element.as_ref().map_or(root, |element| Some(Arc::clone(&element.root)));
            let said = said.and_then(|(scope, terms)| {
                let element = if scope == Scope::Next { &found.next } else { &found.element };
                reach(file, scope, element.as_ref()).map(|reach| (reach, terms))
            });
            let part = |offset: usize| found.span.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            all.push(Written { location: Span::new(file.id, part(range.start), part(range.end)), root, said });
        }
    }
    all
}

fn reach(file: &SourceFile, scope: Scope, element: Option<&Element>) -> Result<Reach, Malformed> {
    let key = match scope {
        Scope::File => return Ok(Reach::File(file.id)),
        Scope::Here | Scope::Next => None,
        Scope::Instance(key) => Some(key),
    };
    match element {
        Some(element) => Ok(Reach::Element { span: element.span, key }),
        None => Err(Malformed(
            "it stands on nothing; put it directly above a block or attribute, or write `ignore-file`".to_owned(),
        )),
    }
}

/// `"//": { "soc2lint": { "ignore": [{ "rule": …, "reason": …, "until": … }] } }`, or a string as a comment in native syntax.
fn in_json(file: &SourceFile) -> Vec<Written> {
    // What is no JSON is reported where it is read as configuration.
    let found = json_comments(file.id, file.text()).unwrap_or_default();
    let mut all = Vec::new();
    for comment in &found {
        let element = comment.element.as_ref();
        let root = element.map(|element| Arc::clone(&element.root));
        let mut add = |location: Span, said: Result<(Scope, Terms), Malformed>| {
            let said = said.and_then(|(scope, terms)| {
                // A comment of the root object is about the file, there being nothing smaller.
                let scope = if element.is_none() && scope == Scope::Here { Scope::File } else { scope };
                reach(file, scope, element).map(|reach| (reach, terms))
            });
            all.push(Written { location, root: root.clone(), said });
        };
        if let Some(text) = text_of(&comment.value) {
            comment::read(text).into_iter().for_each(|(_, said)| {
                add(
                    comment.value.span,
                    said.and_then(|(scope, terms)| match scope {
                        Scope::Next => {
                            Err(Malformed("nothing is next in JSON; put it into the object itself".to_owned()))
                        }
                        Scope::Here | Scope::Instance(_) | Scope::File => Ok((scope, terms)),
                    }),
                );
            });
        } else if let Some(ours) = property(&comment.value, "soc2lint") {
            match ignore_list(ours) {
                Ok(entries) => entries.iter().for_each(|entry| add(entry.span, json_entry(entry))),
                Err(error) => add(ours.span, Err(error)),
            }
        }
    }
    all
}

/// The objects under `ignore`.
fn ignore_list(ours: &Expression) -> Result<Vec<&Expression>, Malformed> {
    let form = || {
        Malformed(
            "write `{ \"ignore\": [{ \"rule\": \"…\", \"reason\": \"…\", \"until\": \"YYYY-MM-DD\" }] }`".to_owned(),
        )
    };
    let ExpressionKind::Object(items) = &ours.kind else { return Err(form()) };
    if items.iter().any(|item| text_of(&item.key) != Some("ignore")) {
        return Err(form());
    }
    match property(ours, "ignore") {
        Some(Expression { kind: ExpressionKind::Tuple(entries), .. }) => Ok(entries.iter().collect()),
        Some(entry) => Ok(vec![entry]),
        None => Err(form()),
    }
}

fn json_entry(entry: &Expression) -> Result<(Scope, Terms), Malformed> {
    let ExpressionKind::Object(items) = &entry.kind else {
        return Err(Malformed(
            "an object is expected here: `{ \"rule\": \"…\", \"reason\": \"…\", \"until\": \"…\" }`".to_owned(),
        ));
    };
    let mut terms = Terms::default();
    let mut scope = Scope::Here;
    for ObjectItem { key, value } in items {
        let name = text_of(key).unwrap_or_default();
        let text = || text_of(value).ok_or_else(|| Malformed(format!("`{name}` has to be a string")));
        match name {
            "rule" | "rules" => terms.rules.extend(rules_of(value)?),
            "reason" | "until" | "ticket" | "by" => comment::set(&mut terms, name, text()?.to_owned())?,
            "scope" if text()? == "file" => scope = Scope::File,
            "scope" => return Err(Malformed("`scope` can only be \"file\"".to_owned())),
            "instance" => scope = Scope::Instance(instance_of(value)?),
            _ => {
                let known = "rule, reason, until, ticket, by, instance or scope";
                return Err(Malformed(format!("a property here is none of {known}")));
            }
        }
    }
    if terms.rules.is_empty() {
        return Err(Malformed("no rule is named; write `\"rule\": \"…\"`".to_owned()));
    }
    if terms.rules.len() > MAX_RULES {
        return Err(Malformed(format!("it names more than {MAX_RULES} rules; name what was decided on")));
    }
    Ok((scope, terms))
}

/// A string, or a list of strings.
fn rules_of(value: &Expression) -> Result<Vec<String>, Malformed> {
    let elements = match &value.kind {
        ExpressionKind::Tuple(elements) => elements.as_slice(),
        _ => std::slice::from_ref(value),
    };
    elements
        .iter()
        .map(|element| {
            let rule = text_of(element).ok_or_else(|| Malformed("`rule` has to be a string".to_owned()))?;
            comment::check_rule(rule.trim()).map(str::to_owned)
        })
        .collect()
}

/// A string is a key of `for_each`, a number an index of `count`.
fn instance_of(value: &Expression) -> Result<InstanceKey, Malformed> {
    let number = || match &value.kind {
        ExpressionKind::Literal(value) => value.as_number()?.to_i64().and_then(|index| u64::try_from(index).ok()),
        _ => None,
    };
    let key = text_of(value).map(|key| InstanceKey::Key(key.into())).or_else(|| number().map(InstanceKey::Index));
    key.ok_or_else(|| Malformed("`instance` has to be a key or an index".to_owned()))
}

fn property<'a>(object: &'a Expression, name: &str) -> Option<&'a Expression> {
    let ExpressionKind::Object(items) = &object.kind else { return None };
    items.iter().rev().find(|item| text_of(&item.key) == Some(name)).map(|item| &item.value)
}

fn text_of(expression: &Expression) -> Option<&str> {
    match &expression.kind {
        ExpressionKind::Literal(value) => value.as_str(),
        _ => None,
    }
}
