//! What source knows of a value that a plan does not show.
//!
//! A plan shows a text that `jsonencode` makes of an id that is not known yet as one unknown, and so a set of which one element is
//! unknown; source knows the rest of the text and what the unknown refers to. Where the configuration is at hand, both are put together
//! when a rule reads the value:
//!
//! 1. What the plan knows is what counts. Source only refines what the plan does not know, part by part.
//! 2. It does so where it has the very instance, with the values of variables that the plan was made with, and where it is what the plan
//!    was made of: no argument that is written may be known to both and differ ([`Decoder::agrees`]).
//! 3. Elements of a list are the same by their position, those of a set by what the plan knows of them ([`assign`]); where that is not
//!    clear, the plan's unknown stays.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::decode::{Decoder, untyped};
use super::json::Node;
use super::part::Part;
use super::reader::{Plan, Reading};
use super::references::is_of_representative;
use crate::model::Attributes;
use crate::value::{Data, PathStep, Type, Value, convert};

/// Elements of a set that are told apart by what is known of them; in larger ones nothing is refined.
const MAX_ASSIGNED: usize = 256;

/// Which element of source's set each element of the plan's is.
type Assignment = Option<Rc<[usize]>>;

/// A resource as its source has it.
pub(super) struct Written {
    /// What source makes of it.
    pub(super) attributes: Rc<dyn Attributes>,
    /// Whether source knows this very instance, and not only one that stands for all.
    is_exact: bool,
    agrees: OnceCell<bool>,
    assignments: RefCell<HashMap<Vec<PathStep>, Assignment>>,
}

impl Written {
    /// A resource in source: this very instance, or only one that stands for all.
    pub(super) fn new(attributes: Rc<dyn Attributes>, is_exact: bool) -> Self {
        Self { attributes, is_exact, agrees: OnceCell::new(), assignments: RefCell::default() }
    }
}

impl Decoder<'_> {
    /// What source knows of a value that the plan does not show: parts of a text or document, what it refers to.
    pub(super) fn source_value(&self, ty: &Type, path: &[PathStep]) -> Option<Value> {
        if self.reading == Reading::Prior {
            return None;
        }
        let written = self.plan.written.get(&self.at).filter(|written| written.is_exact)?;
        let (PathStep::Attribute(name), rest) = path.split_first()? else { return None };
        let whole = written.attributes.get(name)?;
        let mut value = &whole;
        let mut part = self.plan.part(self.entry, self.reading).child(name);
        for (depth, step) in rest.iter().enumerate() {
            value = match step {
                PathStep::Attribute(name) => value.get(name)?,
                PathStep::Index(index) => {
                    let index = usize::try_from(*index).ok()?;
                    let elements = value.as_elements()?;
                    let around = path.get(..=depth)?;
                    match &value.data {
                        Data::Set(_) => elements.get(*self.assigned(written, part, around, elements)?.get(index)?)?,
                        _ => elements.get(index).filter(|_| elements.len() == part.length())?,
                    }
                }
            };
            part = part.at(step);
        }
        let tells = value.is_known()
            || value.symbol.is_some()
            || value.as_unknown().is_some_and(|unknown| unknown.content.is_some());
        // For other resources only what is written counts, as in the rest of the plan.
        let is_assumed = self.reading == Reading::Planned && written.attributes.is_assumed(path);
        if value.is_null() || !tells || is_assumed || is_of_representative(value) || !self.agrees(written) {
            return None;
        }
        convert(value, ty).ok()
    }

    /// Whether each element of a list or set that is partly unknown has its counterpart in source.
    pub(super) fn has_counterparts(&self, ty: &Type, part: Part<'_>, path: &[PathStep]) -> bool {
        let elements = || (0..part.length()).map(|index| PathStep::element(index).after(path));
        let element = ty.element().cloned().unwrap_or_default();
        let mut unknown = elements().zip(part.elements()).filter(|(_, part)| part.is_unknown()).peekable();
        unknown.peek().is_some() && unknown.all(|(path, _)| self.source_value(&element, &path).is_some())
    }

    /// Whether source may be what the plan was made of: no argument that is written has a value that both know and that differs.
    fn agrees(&self, written: &Written) -> bool {
        *written.agrees.get_or_init(|| {
            let Some(schema) = self.plan.schema_of(self.entry) else { return true };
            let whole = self.plan.part(self.entry, Reading::Planned);
            let arguments = self.plan.expressions(self.entry).into_iter().flat_map(Node::members);
            arguments.filter_map(|member| member.key.as_name()).all(|name| {
                let part = whole.child(&name);
                let path = [PathStep::Attribute(name.clone())];
                let Some(attribute) = schema.attribute(&name).filter(|_| !self.is_digest(part, &path)) else {
                    return true;
                };
                // Collections and documents are what providers write anew.
                let planned = part.value.filter(|node| !node.is_null() && !node.is_array() && !node.is_object());
                let planned = planned.and_then(Node::value).and_then(|value| convert(&value, &attribute.ty).ok());
                match (planned, written.attributes.get(&name)) {
                    (Some(planned), Some(source)) => agree(&planned, &source),
                    (None, _) | (_, None) => true,
                }
            })
        })
    }

    /// Which element of source's set each element of the plan's is.
    fn assigned(&self, written: &Written, part: Part<'_>, path: &[PathStep], source: &[Value]) -> Assignment {
        if let Some(known) = written.assignments.borrow().get(path) {
            return known.clone();
        }
        let elements = part.elements().into_iter().map(|element| untyped(self.entry, element, path));
        let assignment = assign(&elements.collect::<Vec<_>>(), source);
        written.assignments.borrow_mut().insert(path.to_vec(), assignment.clone());
        assignment
    }
}

impl Plan {
    /// The path to the same thing in source: the elements of a set stand there in another order, where the plan shows `""` for null.
    pub(super) fn path_in_source(&self, at: usize, written: &Written, path: &[PathStep]) -> Vec<PathStep> {
        let translate = || {
            let (PathStep::Attribute(name), rest) = path.split_first()? else { return None };
            let (planned, source) = (self.read(at, name, Reading::Judged)?, written.attributes.get(name)?);
            let (mut planned, mut source) = (Some(&planned), Some(&source));
            let mut translated = vec![PathStep::Attribute(name.clone())];
            for step in rest {
                let own = match step {
                    PathStep::Index(index) => {
                        let index = usize::try_from(*index).ok()?;
                        let own = element_in_source(planned, source, index).unwrap_or(index);
                        planned = planned.and_then(|value| value.as_elements()?.get(index));
                        source = source.and_then(|value| value.as_elements()?.get(own));
                        PathStep::element(own)
                    }
                    PathStep::Attribute(name) => {
                        planned = planned.and_then(|value| value.get(name));
                        source = source.and_then(|value| value.get(name));
                        step.clone()
                    }
                };
                translated.push(own);
            }
            Some(translated)
        };
        if path.len() > 1 { translate() } else { None }.unwrap_or_else(|| path.to_vec())
    }
}

/// Where in source's set the element of the plan's set is.
fn element_in_source(planned: Option<&Value>, source: Option<&Value>, index: usize) -> Option<usize> {
    let (planned, source) = (planned?, source?);
    if !matches!(source.data, Data::Set(_)) {
        return None;
    }
    assign(planned.as_elements()?, source.as_elements()?)?.get(index).copied()
}

/// For each element of a plan's set the position of source's element that it is, by what both know of it. `None` where that is not clear,
/// or where there are not as many.
fn assign(planned: &[Value], source: &[Value]) -> Assignment {
    if planned.len() != source.len() || planned.len() > MAX_ASSIGNED {
        return None;
    }
    let mut taken = vec![false; source.len()];
    let mut assigned = vec![None; planned.len()];
    for (element, own) in planned.iter().zip(&mut assigned).filter(|(element, _)| element.is_known()) {
        let mut candidates = source.iter().enumerate().filter(|(_, candidate)| agree(element, candidate));
        let (position, _) = candidates.next()?;
        if candidates.next().is_some() || std::mem::replace(taken.get_mut(position)?, true) {
            return None;
        }
        *own = Some(position);
    }
    // Of elements that are wholly unknown it does not matter which is which.
    let mut left = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(position, _)| position);
    assigned.into_iter().map(|own| own.or_else(|| left.next())).collect::<Option<Vec<_>>>().map(Rc::from)
}

/// Whether a plan may show `planned` for what source evaluates to `source`. What either does not know agrees with everything; for null
/// some providers plan `""`, `[]`, `0` or `false`, and documents are compacted.
fn agree(planned: &Value, source: &Value) -> bool {
    if planned.as_unknown().is_some() || source.as_unknown().is_some() || planned.is_null() {
        return true;
    }
    if source.is_null() {
        return is_zero(planned);
    }
    if let (Some(planned), Some(elements)) = (planned.as_elements(), source.as_elements()) {
        let has_agreeing = |planned: &Value| elements.iter().any(|source| agree(planned, source));
        return planned.len() == elements.len()
            && match source.data {
                Data::Set(_) => planned.iter().all(has_agreeing),
                _ => planned.iter().zip(elements).all(|(planned, source)| agree(planned, source)),
            };
    }
    if let (Some(planned), Some(_)) = (planned.as_entries(), source.as_entries()) {
        return planned.iter().all(|(name, planned)| source.get(name).is_none_or(|source| agree(planned, source)));
    }
    match (convert(planned, &Type::String), convert(source, &Type::String)) {
        (Ok(planned), Ok(source)) => {
            let is_document = planned.as_str().is_some_and(|text| text.trim_start().starts_with(['{', '[']));
            is_document || planned.as_str() == source.as_str()
        }
        _ => false,
    }
}

/// What some providers plan for null.
fn is_zero(value: &Value) -> bool {
    match &value.data {
        Data::Bool(value) => !*value,
        Data::String(text) => text.is_empty(),
        Data::Number(number) => number.to_i64() == Some(0),
        _ => value.children().next().is_none() && value.is_known(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::{agree, assign};
    use crate::value::{Type, Value, from_json};

    /// A value as a plan has it; `"?"` is unknown.
    fn value(json: &Json) -> Value {
        match json {
            Json::String(text) if text == "?" => Value::unknown(Type::String, crate::value::Causes::default()),
            Json::Array(elements) => Value::tuple(elements.iter().map(value).collect()),
            Json::Object(members) => Value::object(members.iter().map(|(name, json)| (name.into(), value(json)))),
            scalar => from_json(&scalar.to_string()).unwrap(),
        }
    }

    fn values(json: &Json) -> Vec<Value> {
        json.as_array().unwrap().iter().map(value).collect()
    }

    #[test]
    fn a_plan_may_show_less_or_emptier_than_source_and_nothing_else() {
        let rule = json!({ "port": 22, "from": ["10.0.0.0/8"], "groups": null, "self": null });
        for (planned, source, expected) in [
            (json!("a"), json!("a"), true),
            (json!("a"), json!("b"), false),
            (json!("?"), json!("b"), true),
            (json!("a"), json!("?"), true),
            (json!("8080"), json!(8080), true),
            (json!(""), json!(null), true),
            (json!("a"), json!(null), false),
            (json!(null), json!("a"), true),
            (json!("{\"a\":1}"), json!("{ \"a\": 1 }"), true),
            (json!(["a", "?"]), json!(["a", "b"]), true),
            (json!(["b", "?"]), json!(["a", "b"]), false),
            (json!(["a"]), json!(["a", "b"]), false),
            (json!({ "port": 22, "from": ["10.0.0.0/8"], "groups": [], "self": false }), rule.clone(), true),
            (json!({ "port": 23, "from": ["10.0.0.0/8"], "groups": [], "self": false }), rule.clone(), false),
            (json!({ "port": 22, "from": ["10.0.0.0/8"], "groups": ["?"], "self": false }), rule, false),
        ] {
            assert_eq!(agree(&value(&planned), &value(&source)), expected, "{planned} for {source}");
        }
    }

    #[test]
    fn elements_of_sets_are_matched_by_what_is_known() {
        for (planned, source, expected) in [
            (json!(["a", "?"]), json!(["b", "a"]), Some(vec![1, 0])),
            (json!(["?", "?"]), json!(["b", "a"]), Some(vec![0, 1])),
            (
                json!([{ "port": 1, "key": "?" }, { "port": 2, "key": "?" }]),
                json!([{ "port": 2, "key": "x" }, { "port": 1, "key": "y" }]),
                Some(vec![1, 0]),
            ),
            // Either could be either.
            (json!([{ "key": "?" }, { "key": "?" }]), json!([{ "key": "x" }, { "key": "y" }]), None),
            // Another number of them, and one that source does not have.
            (json!(["a", "?"]), json!(["a"]), None),
            (json!(["c", "?"]), json!(["a", "b"]), None),
        ] {
            let assigned = assign(&values(&planned), &values(&source)).map(|assigned| assigned.to_vec());
            assert_eq!(assigned, expected, "{planned} for {source}");
        }
    }

    proptest! {
        /// Whatever a plan hides of a set, each of its elements is matched with one that says the same, or none is.
        #[test]
        fn what_is_matched_agrees(
            source in proptest::collection::vec((0u8..4, 0u8..4), 0..6),
            order in any::<prop::sample::Index>(),
            hidden in proptest::collection::vec(0u8..3, 6),
        ) {
            let element = |(port, key): &(u8, u8)| json!({ "port": port, "key": key.to_string() });
            let elements: Vec<Json> = source.iter().map(element).collect();
            let mut planned = elements.clone();
            if !planned.is_empty() {
                planned.rotate_left(order.index(elements.len()));
            }
            for (element, hidden) in planned.iter_mut().zip(hidden) {
                match hidden {
                    0 => element["key"] = json!("?"),
                    1 => *element = json!("?"),
                    _ => {}
                }
            }
            let (planned, source) = (values(&json!(planned)), values(&json!(elements)));
            if let Some(assigned) = assign(&planned, &source) {
                let mut positions = assigned.to_vec();
                positions.sort_unstable();
                prop_assert_eq!(positions, (0..source.len()).collect::<Vec<_>>());
                for (planned, position) in planned.iter().zip(assigned.iter()) {
                    prop_assert!(agree(planned, &source[*position]));
                }
            }
        }
    }
}
