//! `aws_iam_policy_document`: the JSON that the provider makes of statements, source and override documents.
//!
//! Source: AWS provider documentation, data source `aws_iam_policy_document`.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::body::Decoder;
use crate::eval::members;
use crate::value::{Cause, Causes, Content, Limit, Member, Presence, Type, Value, to_json};

/// Statements of one document; IAM takes no document of more than some 30 kB. Documents that include others twice over grow
/// without end.
const MAX_STATEMENTS: usize = 10_000;

/// Bytes of one document.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Statements in order; those that another document may replace are found by their `Sid`.
#[derive(Default)]
struct Statements {
    all: Vec<Member>,
    /// Why there may be more than are listed.
    unknown: Option<Causes>,
    /// Whether there are more than anybody can want.
    is_too_large: bool,
}

/// The document as JSON text, partly known where parts are.
pub(super) fn json(decoder: &Decoder<'_>) -> Value {
    let document = json_of(&|name| decoder.top_level(name).unwrap_or_else(Value::null));
    if document.causes().iter().any(|cause| matches!(cause, Cause::Budget(Limit::CollectionSize))) {
        let _ = decoder.module.run.context.exhaust(Limit::CollectionSize, decoder.body.span);
    }
    document
}

/// The document of a data source of which `read` gives the arguments.
pub(crate) fn json_of(read: &dyn Fn(&str) -> Value) -> Value {
    let mut statements = Statements::default();
    let mut marks = crate::value::Marks::NONE;
    let mut version = None;
    let mut id = None;
    for source in [list(&read("source_json")), elements(&read("source_policy_documents"))].concat() {
        marks = marks.union(source.deep_marks());
        statements.add_document(&source, &mut version, &mut id);
    }
    let own = read("statement");
    marks = marks.union(own.deep_marks());
    statements.add_own(&own);
    for document in [list(&read("override_json")), elements(&read("override_policy_documents"))].concat() {
        marks = marks.union(document.deep_marks());
        statements.add_document(&document, &mut version, &mut id);
    }
    let written = read("version");
    let version = if written.is_null() { version.unwrap_or_else(|| Value::string("2012-10-17")) } else { written };
    let policy_id = read("policy_id");
    let is_too_large = statements.is_too_large;
    let mut document = vec![(SmolStr::new("Version"), version), (SmolStr::new("Statement"), statements.finish())];
    if let Some(id) = if policy_id.is_null() { id } else { Some(policy_id) } {
        document.push((SmolStr::new("Id"), id));
    }
    let document = Value::object(document);
    if is_too_large || document.written_size(MAX_BYTES) > MAX_BYTES {
        return Value::unknown(Type::String, Cause::Budget(Limit::CollectionSize)).marked(marks);
    }
    let text = if document.is_wholly_known() {
        let (plain, _) = document.unmarked_deep();
        to_json(&plain).map_or_else(|_| Value::document(document), Value::string)
    } else {
        Value::document(document)
    };
    text.marked(marks)
}

/// A single value as a list; nothing for null.
fn list(value: &Value) -> Vec<Value> {
    if value.is_null() { Vec::new() } else { vec![value.clone()] }
}

/// The elements of a list; an unknown list as one unknown element.
fn elements(value: &Value) -> Vec<Value> {
    match (value.as_elements(), value.as_unknown()) {
        (Some(elements), _) => elements.to_vec(),
        (None, Some(unknown)) => match &unknown.content {
            Some(Content::Members(members)) => members.iter().map(|member| member.value.clone()).collect(),
            _ => vec![Value::unknown(Type::String, unknown.causes.clone())],
        },
        (None, None) => Vec::new(),
    }
}

impl Statements {
    fn add_document(&mut self, text: &Value, version: &mut Option<Value>, id: &mut Option<Value>) {
        if text.is_null() || text.as_str().is_some_and(|text| text.trim().is_empty()) {
            return;
        }
        let Some(document) = text.json_content().ok().flatten() else {
            let causes = text.causes();
            self.unknown = Some(self.unknown.take().unwrap_or_default().union(&causes));
            return;
        };
        if let Some(value) = document.get("Version") {
            *version = Some(value.clone());
        }
        if let Some(value) = document.get("Id") {
            *id = Some(value.clone());
        }
        let Some(found) = document.get("Statement") else { return };
        match (found.as_elements(), found.as_unknown()) {
            (Some(elements), _) => {
                for statement in elements {
                    self.add(Member { value: statement.clone(), presence: Presence::Certain });
                }
            }
            (None, Some(unknown)) => match &unknown.content {
                Some(Content::Members(members)) => members.iter().for_each(|member| self.add(member.clone())),
                _ => self.unknown = Some(self.unknown.take().unwrap_or_default().union(&unknown.causes)),
            },
            (None, None) => self.add(Member { value: found.clone(), presence: Presence::Certain }),
        }
    }

    fn add_own(&mut self, blocks: &Value) {
        match (blocks.as_elements(), blocks.as_unknown()) {
            (Some(elements), _) => {
                for block in elements {
                    self.add(Member { value: statement(block), presence: Presence::Certain });
                }
            }
            (None, Some(unknown)) => match &unknown.content {
                Some(Content::Members(members)) => {
                    for member in members.iter() {
                        self.add(Member { value: statement(&member.value), presence: member.presence.clone() });
                    }
                }
                _ => self.unknown = Some(self.unknown.take().unwrap_or_default().union(&unknown.causes)),
            },
            (None, None) => {}
        }
    }

    /// Adds a statement; one with the same `Sid` as an earlier one takes its place.
    fn add(&mut self, member: Member) {
        if self.all.len() >= MAX_STATEMENTS {
            self.is_too_large = true;
            return;
        }
        let sid = member.value.get("Sid").and_then(Value::as_str).filter(|sid| !sid.is_empty());
        let same = sid.and_then(|sid| {
            self.all.iter().position(|other| other.value.get("Sid").and_then(Value::as_str) == Some(sid))
        });
        match (same, &member.presence) {
            (Some(index), Presence::Certain) => self.all[index] = member,
            // The earlier one counts unless the possible one is there.
            (Some(index), Presence::Possible(causes)) => {
                self.all[index].presence = Presence::Possible(causes.clone());
                self.all.push(member);
            }
            (None, _) => self.all.push(member),
        }
    }

    fn finish(self) -> Value {
        let possible = self.all.iter().fold(Causes::default(), |causes, member| match &member.presence {
            Presence::Certain => causes,
            Presence::Possible(more) => causes.union(more),
        });
        let mut all = self.all;
        let causes = match self.unknown {
            Some(unknown) => {
                let value = Value::unknown(Type::Dynamic, unknown.clone());
                all.push(Member { value, presence: Presence::Possible(unknown.clone()) });
                possible.union(&unknown)
            }
            None => possible,
        };
        if all.iter().all(|member| matches!(member.presence, Presence::Certain)) {
            return Value::tuple(all.into_iter().map(|member| member.value).collect());
        }
        members(Type::Dynamic, all, causes)
    }
}

/// A `statement` block as the policy language writes it.
fn statement(block: &Value) -> Value {
    if !block.is_known() {
        return Value::unknown(Type::Dynamic, block.causes());
    }
    let get = |name: &str| block.get(name).cloned().unwrap_or_else(Value::null);
    let mut attributes: BTreeMap<SmolStr, Value> = BTreeMap::new();
    let mut put = |name: &'static str, value: Option<Value>| {
        if let Some(value) = value {
            attributes.insert(SmolStr::new_static(name), value);
        }
    };
    let sid = get("sid");
    put("Sid", (!sid.is_null() && sid.as_str() != Some("")).then_some(sid));
    let effect = get("effect");
    put("Effect", Some(if effect.is_null() { Value::string("Allow") } else { effect }));
    put("Action", strings(&get("actions")));
    put("NotAction", strings(&get("not_actions")));
    put("Resource", strings(&get("resources")));
    put("NotResource", strings(&get("not_resources")));
    put("Principal", principals(&get("principals")));
    put("NotPrincipal", principals(&get("not_principals")));
    put("Condition", conditions(&get("condition")));
    Value::object(attributes)
}

/// A set of strings as JSON has it: one alone is no list. `None` if there is none.
fn strings(value: &Value) -> Option<Value> {
    match value.as_elements() {
        Some([]) => None,
        Some([one]) => Some(resolved(one)),
        Some(all) => Some(Value::tuple(all.iter().map(resolved).collect())),
        None if value.is_null() => None,
        None => Some(value.clone()),
    }
}

/// `&{aws:username}` stands for the policy variable `${aws:username}`.
fn resolved(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if text.contains("&{") => Value::string(text.replace("&{", "${")).marked(value.marks),
        _ => value.clone(),
    }
}

fn unknown_of(value: &Value) -> Value {
    Value::unknown(Type::Dynamic, value.causes())
}

/// Identifiers grouped by the type of principal; `"*"` for everyone.
fn principals(blocks: &Value) -> Option<Value> {
    let Some(blocks) = blocks.as_elements() else {
        return (!blocks.is_null()).then(|| unknown_of(blocks));
    };
    if blocks.is_empty() {
        return None;
    }
    let mut by_type: BTreeMap<SmolStr, Vec<Value>> = BTreeMap::new();
    for block in blocks {
        let Some(principal_type) = block.get("type").and_then(Value::as_str).map(SmolStr::new) else {
            return Some(unknown_of(block));
        };
        let Some(identifiers) = block.get("identifiers") else { continue };
        match identifiers.as_elements() {
            Some(elements) => by_type.entry(principal_type).or_default().extend(elements.iter().map(resolved)),
            None => by_type.entry(principal_type).or_default().push(unknown_of(identifiers)),
        }
    }
    let is_everyone = |values: &[Value]| matches!(values, [one] if one.as_str() == Some("*"));
    if let Some(values) = by_type.get("*").filter(|values| by_type.len() == 1 && is_everyone(values)) {
        return values.first().cloned();
    }
    Some(Value::object(by_type.into_iter().map(|(principal_type, mut values)| {
        let value = if values.len() == 1 { values.pop().unwrap_or_else(Value::null) } else { Value::tuple(values) };
        (principal_type, value)
    })))
}

/// Conditions grouped by operator and key.
fn conditions(blocks: &Value) -> Option<Value> {
    let Some(blocks) = blocks.as_elements() else {
        return (!blocks.is_null()).then(|| unknown_of(blocks));
    };
    if blocks.is_empty() {
        return None;
    }
    let mut by_operator: BTreeMap<SmolStr, BTreeMap<SmolStr, Vec<Value>>> = BTreeMap::new();
    for block in blocks {
        let text = |name: &str| block.get(name).and_then(Value::as_str).map(SmolStr::new);
        let (Some(operator), Some(key)) = (text("test"), text("variable")) else { return Some(unknown_of(block)) };
        let values = by_operator.entry(operator).or_default().entry(key).or_default();
        match block.get("values").map(|value| (value, value.as_elements())) {
            Some((_, Some(elements))) => values.extend(elements.iter().map(resolved)),
            Some((value, None)) if !value.is_null() => values.push(unknown_of(value)),
            _ => {}
        }
    }
    Some(Value::object(by_operator.into_iter().map(|(operator, keys)| {
        let keys = keys.into_iter().map(|(key, mut values)| {
            let value = if values.len() == 1 { values.pop().unwrap_or_else(Value::null) } else { Value::tuple(values) };
            (key, value)
        });
        (operator, Value::object(keys))
    })))
}
