//! What identity policies allow: actions, resources, whether conditions narrow it, and what a Deny takes back.

use std::cell::LazyCell;

use super::patterns::{covers_by_beginning, covers_masked, matches_iam_pattern, overlaps, plain_beginning};
use super::public::{is_fixed, is_positive};
use super::tables::{self, Level};
use super::truth::Truth;
use super::view::{Elements, attribute, elements, flattened, is_text, masked, texts};
use crate::value::{Type, Value};

/// What somebody wants to know of: an action, or every action of a level.
enum Wanted<'a> {
    Action(&'a str),
    Level(Level),
}

impl<'a> Wanted<'a> {
    fn parse(text: &'a str) -> Self {
        match text {
            "level:permissions-management" => Self::Level(Level::PermissionsManagement),
            "level:scopable" => Self::Level(Level::Scopable),
            action => Self::Action(action),
        }
    }

    /// Whether `holds` is true of any of the actions.
    fn any(&self, holds: impl Fn(&str) -> Truth) -> Truth {
        match self {
            Self::Action(action) => holds(action),
            Self::Level(level) => Truth::any(tables::actions(*level, "").map(holds)),
        }
    }

    /// Whether `holds` is true of any of the actions that the pattern covers.
    fn any_covered(&self, pattern: &Value, holds: impl Fn(&str) -> Truth) -> Truth {
        let of_covered = |action: &str| match covers_action(pattern, action) {
            Truth::False => Truth::False,
            covered => covered.and(holds(action)),
        };
        match self {
            Self::Action(action) => of_covered(action),
            Self::Level(level) => {
                let beginning = pattern.as_str().map(plain_beginning).unwrap_or_default();
                Truth::any(tables::actions(*level, beginning).map(of_covered))
            }
        }
    }
}

pub(super) fn list_of(statement: &Value, name: &str) -> Elements {
    attribute(statement, name).map(|value| elements(&value)).unwrap_or_default()
}

pub(super) fn allows(statement: &Value) -> Truth {
    if statement.is_null() {
        return Truth::False;
    }
    attribute(statement, "effect").map_or(Truth::False, |effect| is_text(&effect, "Allow"))
}

fn exists(list: &Elements) -> Truth {
    list.any(|_| Truth::True)
}

/// The Deny statements without a condition: those that take an action back whatever the request.
pub(super) struct Denials(Elements);

impl Denials {
    pub(super) fn of(statements: &Value) -> Self {
        let mut denials = Elements::default();
        let all = flattened(statements);
        for (statement, presence) in all.members {
            let denies = attribute(&statement, "effect").map_or(Truth::False, |effect| is_text(&effect, "Deny"));
            if denies == Truth::False {
                continue;
            }
            let denies = denies.and(exists(&list_of(&statement, "conditions")).not()).and(presence);
            if denies != Truth::False {
                denials.push(statement, denies);
            }
        }
        all.more.into_iter().for_each(|causes| denials.push_more(causes));
        Self(denials)
    }

    /// Whether they take back the action on all that `statement` allows it on.
    fn take_back(&self, action: &str, statement: &Value) -> Truth {
        self.0.any(|denial| {
            let except = list_of(denial, "not_actions");
            let others = exists(&except).and(except.any(|pattern| overlaps_action(pattern, action)).not());
            let named = list_of(denial, "actions").any(|pattern| covers_action(pattern, action));
            let denied = list_of(denial, "resources");
            let everything = denied.any(|pattern| reaches(pattern, "*"));
            let its_resources = list_of(statement, "resources");
            let each = exists(&its_resources)
                .and(its_resources.all(|resource| denied.any(|pattern| matches_iam_pattern(pattern, resource))));
            named.or(others).and(everything.or(each))
        })
    }
}

/// Whether the pattern covers the action; `*:*` is every action.
fn covers_action(pattern: &Value, action: &str) -> Truth {
    match pattern.as_str().and_then(|pattern| covers_by_beginning(pattern, action)) {
        Some(covers) => covers.into(),
        None => matches_iam_pattern(pattern, &Value::string(action)),
    }
}

fn overlaps_action(pattern: &Value, action: &str) -> Truth {
    match masked(pattern).map(|text| overlaps(&text, action)) {
        Some(Some(truth)) => truth.into(),
        Some(None) => Truth::unknown_as(pattern),
        None => Truth::False,
    }
}

/// Whether an Allow statement grants the action, and nothing takes it back.
pub(super) fn grants(statement: &Value, denials: &Denials, action: &str) -> Truth {
    let except = list_of(statement, "not_actions");
    let others = exists(&except).and(except.any(|pattern| overlaps_action(pattern, action)).not());
    let granted = list_of(statement, "actions").any(|pattern| covers_action(pattern, action)).or(others);
    match granted {
        Truth::False => Truth::False,
        granted => granted.and(denials.take_back(action, statement).not()),
    }
}

/// The action patterns of an Allow statement, as written, that grant one of the wanted actions.
pub(super) fn granted_actions(statement: &Value, statements: &Value, wanted: &Value) -> Value {
    let allowed = allows(statement);
    let asked = texts(Some(wanted));
    if allowed == Truth::False {
        return Value::list(Type::String, Vec::new());
    }
    if asked.more.is_some() || asked.members.iter().any(|(text, _)| !text.is_known()) {
        return Value::unknown(Type::list(Type::String), wanted.causes());
    }
    let asked: Vec<Wanted<'_>> =
        asked.members.iter().filter_map(|(text, _)| text.as_str()).map(Wanted::parse).collect();
    let denials = LazyCell::new(|| Denials::of(statements));
    let stays = |action: &str| denials.take_back(action, statement).not();
    let mut result = Elements::default();
    let actions = list_of(statement, "actions");
    for (pattern, presence) in actions.members {
        let held = Truth::any(asked.iter().map(|wanted| wanted.any_covered(&pattern, stays)));
        let held = held.and(presence).and(allowed.clone());
        if held != Truth::False {
            result.push(pattern, held);
        }
    }
    actions.more.into_iter().for_each(|causes| result.push_more(causes));
    let except = list_of(statement, "not_actions");
    if except.is_empty() {
        return result.into_list(Type::String);
    }
    let held = exists(&except).and(Truth::any(asked.iter().map(|wanted| {
        wanted.any(|action| match except.any(|pattern| overlaps_action(pattern, action)).not() {
            Truth::False => Truth::False,
            granted => granted.and(stays(action)),
        })
    })));
    let held = held.and(allowed);
    if held != Truth::False {
        let named: Vec<&str> = except.members.iter().filter_map(|(pattern, _)| pattern.as_str()).collect();
        result.push(Value::string(format!("everything but {}", named.join(" and "))), held);
    }
    result.into_list(Type::String)
}

/// Whether a resource pattern covers the one that is asked for. In an ARN that is asked for, the partition is not compared,
/// nor are a region and an account that it leaves empty.
fn reaches(pattern: &Value, asked: &str) -> Truth {
    let Some(text) = masked(pattern) else { return Truth::False };
    let of = |covered: Option<bool>| covered.map_or_else(|| Truth::unknown_as(pattern), Truth::from);
    if !text.starts_with("arn:") && text != "arn" {
        return of(covers_masked(&text, asked));
    }
    let mut parts: Vec<&str> = text.splitn(6, ':').collect();
    // `arn:aws:iam::*` reaches as far as its last star.
    if parts.len() < 6 && parts.last().is_some_and(|last| last.ends_with('*')) {
        parts.resize(6, "*");
    }
    if asked == "*" {
        return of(parts.get(2..).map_or(Some(false), |rest| all(rest.iter().map(|part| covers_masked(part, "*")))));
    }
    let wanted: Vec<&str> = asked.splitn(6, ':').collect();
    if parts.len() != wanted.len() {
        return Truth::False;
    }
    of(all(parts.iter().zip(&wanted).enumerate().filter_map(|(index, (part, wanted))| {
        let is_compared = match index {
            0 | 1 => false,
            3 | 4 => !wanted.is_empty(),
            _ => true,
        };
        is_compared.then(|| covers_masked(part, wanted))
    })))
}

/// One false decides, then one unknown.
fn all(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for truth in truths {
        match truth {
            Some(false) => return Some(false),
            Some(true) => {}
            None => result = None,
        }
    }
    result
}

/// Whether a statement is about the resource, or all resources of that pattern: `NotResource` is about everything else.
pub(super) fn covers_resource(statement: &Value, resource: &Value) -> Truth {
    if statement.is_null() {
        return Truth::False;
    }
    let Some(asked) = resource.as_str() else {
        return if resource.is_known() { Truth::False } else { Truth::unknown_as(resource) };
    };
    let except = list_of(statement, "not_resources");
    let others = exists(&except).and(except.any(|pattern| reaches(pattern, asked)).not());
    list_of(statement, "resources").any(|pattern| reaches(pattern, asked)).or(others)
}

/// Whether a condition narrows by whom, from where or on what: MFA, TLS and the time of day do not.
pub(super) fn is_narrowed(statement: &Value) -> Truth {
    if statement.is_null() {
        return Truth::False;
    }
    list_of(statement, "conditions").any(|condition| {
        let (Some(operator), Some(key), Some(values)) =
            (attribute(condition, "operator"), attribute(condition, "key"), attribute(condition, "values"))
        else {
            return Truth::False;
        };
        let (Some(operator), Some(key)) = (operator.as_str(), key.as_str()) else {
            return Truth::unknown_as(condition);
        };
        if tables::list("unscoped-condition-keys").iter().any(|known| known.eq_ignore_ascii_case(key)) {
            return Truth::False;
        }
        let is_pattern =
            operator.to_ascii_lowercase().contains("like") && !operator.to_ascii_lowercase().contains("not");
        if is_pattern { elements(&values).all(is_fixed) } else { Truth::True }
    })
}

/// Whether a condition holds one of the keys to fixed values, so that a request without the key is refused.
pub(super) fn requires_condition(statement: &Value, keys: &Value) -> Truth {
    if statement.is_null() {
        return Truth::False;
    }
    let keys = flattened(keys);
    list_of(statement, "conditions").any(|condition| {
        let (Some(operator), Some(key), Some(values)) =
            (attribute(condition, "operator"), attribute(condition, "key"), attribute(condition, "values"))
        else {
            return Truth::False;
        };
        let is_key = keys.any(|pattern| matches_iam_pattern(pattern, &key));
        let Some(operator) = operator.as_str() else { return is_key.and(Truth::unknown_as(condition)) };
        let bare = operator.split_once(':').map_or(operator, |(_, bare)| bare);
        let values = elements(&values);
        let holds = if bare.eq_ignore_ascii_case("Bool") {
            values.all(|value| is_text(value, "true"))
        } else if is_positive(operator, false) || is_positive(operator, true) {
            values.all(is_fixed)
        } else {
            Truth::False
        };
        is_key.and(holds)
    })
}

/// The published paths to more rights that the statements of one principal open together, as text.
pub(super) fn privilege_escalations(statements: &Value) -> Value {
    let all = flattened(statements);
    let denials = Denials::of(statements);
    let open = |(statement, presence): &(Value, Truth)| {
        let open = presence.clone().and(allows(statement)).and(is_narrowed(statement).not());
        (open != Truth::False).then(|| (statement.clone(), open))
    };
    let wide = Elements { members: all.members.iter().filter_map(open).collect(), more: all.more };
    let mut result = Elements::default();
    for path in tables::escalation_paths() {
        let mut opened = Truth::True;
        for (action, resource) in &path.steps {
            let resource = Value::string(resource);
            opened = opened.and(wide.any(|statement| match covers_resource(statement, &resource) {
                Truth::False => Truth::False,
                covered => covered.and(grants(statement, &denials, action)),
            }));
            if opened == Truth::False {
                break;
            }
        }
        if opened != Truth::False {
            let actions: Vec<&str> = path.steps.iter().map(|(action, _)| *action).collect();
            result.push(Value::string(actions.join(" with ")), opened);
        }
    }
    result.into_list(Type::String)
}

/// A list of `data/iam/lists.csv`.
pub(super) fn iam_list(name: &Value) -> Value {
    match name.as_str() {
        Some(name) => Value::string_list(tables::list(name)),
        None if name.is_known() => Value::list(Type::String, Vec::new()),
        None => Value::unknown(Type::list(Type::String), name.causes()),
    }
}
