//! `core::getresources`: resources that belong together, found by value and by reference.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use smol_str::SmolStr;

use super::target::Target;
use crate::eval::{common, members};
use crate::model::{Address, Change, MissingModule, Resource, ResourceSet};
use crate::value::{
    Cause, Causes, Content, Data, Equality, Member, Part, Presence, Symbol, Type, Value, convert, equality,
};

/// All resources of a run, prepared for being looked up.
pub(super) struct Companions<'a> {
    resources: &'a ResourceSet,
    types: RefCell<BTreeMap<SmolStr, Rc<OfType>>>,
}

/// The resources of one type.
struct OfType {
    resources: Vec<Resource>,
    objects: Vec<OnceCell<Value>>,
    by_key: RefCell<BTreeMap<SmolStr, Rc<ByKey>>>,
}

/// The values of one attribute of all resources of a type, so that a look-up by that attribute need not compare all.
#[derive(Default)]
struct ByKey {
    values: Vec<Option<Value>>,
    /// Known strings that are no identity, by their text.
    plain: BTreeMap<SmolStr, Vec<usize>>,
    /// All of these strings.
    texts: Vec<usize>,
    /// Nulls.
    nulls: Vec<usize>,
    /// Unknown values of which nothing tells what they may be: any of them may be meant by any look-up.
    unresolved: Vec<usize>,
    /// Identities of single instances, by resource type and address.
    identities: BTreeMap<SmolStr, BTreeMap<SmolStr, Vec<usize>>>,
    /// Those identities of which the text is known, by it.
    identity_texts: BTreeMap<SmolStr, Vec<usize>>,
    /// Those identities of which it is not.
    unknown_identities: Vec<usize>,
    /// All other values.
    other: Vec<usize>,
    /// All of them.
    all: Vec<usize>,
    /// What the resources of a kind have in common.
    alike: RefCell<BTreeMap<Alike, Rc<Common>>>,
}

/// Resources of which each may be meant by a look-up, and none can be told from the others by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    /// Where nothing tells what their value may be.
    Unresolved,
    /// Where their value is a text, of which nobody knows whether it is the wanted one.
    Plain,
    /// Where nobody knows whether the text of what they refer to is the wanted one.
    UnknownIdentities,
    /// All, where nothing is known of the wanted value.
    All,
}

/// Of so many resources alike each is judged by itself. More of them are taken together as one member that is possible, which stands
/// for any number of members by definition, with what they have in common: else a plan in which thousands of references are lost
/// would have each of its resources looked at beside each of those thousands.
const MANY: usize = 64;

/// What resources have in common.
struct Common {
    object: Value,
    /// Why it is not known which of them are meant.
    causes: Causes,
}

/// The resources that may match.
struct Candidates {
    each: Vec<usize>,
    together: Vec<Alike>,
}

/// A resource that a look-up found.
pub(super) struct Found {
    /// The resource's address; `None` for what a module whose source is missing may hold.
    pub(super) address: Option<Address>,
    /// Its attributes.
    pub(super) object: Value,
    /// Whether it certainly matches and exists.
    pub(super) presence: Presence,
}

/// What a look-up gives.
pub(super) enum Answer {
    /// These.
    Found(Vec<Found>),
    /// Not even the question is known.
    Unknown(Causes),
}

impl<'a> Companions<'a> {
    pub(super) fn new(resources: &'a ResourceSet) -> Self {
        Self { resources, types: RefCell::default() }
    }

    /// `core::getresources(type, filter)`.
    ///
    /// # Errors
    /// When the arguments are of wrong types.
    pub(super) fn get(&self, arguments: &[Value], target: Option<&Target>) -> Result<Answer, String> {
        let (resource_type, filter) = match arguments {
            [resource_type] => (resource_type, None),
            [resource_type, filter] if filter.is_null() => (resource_type, None),
            [resource_type, filter] => (resource_type, Some(filter)),
            _ => return Err(format!("one or two arguments are required, not {}", arguments.len())),
        };
        let filter = match filter {
            None => None,
            Some(filter) => match (filter.as_entries(), filter.as_unknown()) {
                (Some(entries), _) => Some(entries),
                (None, Some(unknown)) => return Ok(Answer::Unknown(unknown.causes.clone())),
                (None, None) => return Err("the filter must be an object of attributes and their values".to_owned()),
            },
        };
        match (resource_type.as_str(), resource_type.as_unknown()) {
            (Some(name), _) => Ok(Answer::Found(self.find(name, filter.unwrap_or(&BTreeMap::new()), target))),
            (None, Some(unknown)) => Ok(Answer::Unknown(unknown.causes.clone())),
            (None, None) => Err("the first argument must be a resource type".to_owned()),
        }
    }

    /// The resources of a type that live where the target does.
    pub(super) fn of_same_region(&self, name: &str, target: Option<&Target>) -> Answer {
        let of_type = self.of_type(name);
        let here = target.and_then(|target| target.attributes.location());
        let mut found = self.find(name, &BTreeMap::new(), target);
        found.retain_mut(|found| {
            let other = of_type.resources.iter().find(|resource| Some(&resource.address) == found.address.as_ref());
            let (Some(here), Some(there)) = (&here, other.and_then(|other| other.attributes.location())) else {
                return true;
            };
            for truth in [equality(&here.region, &there.region), equality(&here.account, &there.account)] {
                match truth {
                    Equality::Equal => {}
                    Equality::Different => return false,
                    Equality::Unknown(causes) => found.presence = possible(found.presence.clone(), &causes),
                }
            }
            true
        });
        Answer::Found(found)
    }

    fn find(&self, name: &str, filter: &BTreeMap<SmolStr, Value>, target: Option<&Target>) -> Vec<Found> {
        let of_type = self.of_type(name);
        let candidates = match filter.iter().next() {
            Some((key, wanted)) => of_type.by_key(key).candidates(wanted),
            None => Candidates { each: (0..of_type.resources.len()).collect(), together: Vec::new() },
        };
        let mut found = Vec::new();
        for index in candidates.each {
            let Some(resource) = of_type.resources.get(index) else { continue };
            let Some(mut presence) = of_type.matches(index, filter) else { continue };
            if resource.is_representative && !exists_with(resource, target) {
                let cause = Cause::Expansion(resource.address.without_keys().into());
                presence = possible(presence, &Causes::one(cause));
            }
            found.push(Found { address: Some(resource.address.clone()), object: of_type.object(index), presence });
        }
        found.extend(candidates.together.into_iter().filter_map(|alike| of_type.found_together(alike, filter)));
        for module in self.resources.missing_modules.iter().filter(|module| may_hold(module, filter)) {
            let causes = Causes::one(Cause::Module(module.address.to_string().into()));
            let object = Value::unknown(Type::Dynamic, causes.clone());
            found.push(Found { address: None, object, presence: Presence::Possible(causes) });
        }
        found
    }

    fn of_type(&self, name: &str) -> Rc<OfType> {
        if let Some(known) = self.types.borrow().get(name) {
            return Rc::clone(known);
        }
        let of_type = self.resources.managed.get(name).map_or(&[][..], Vec::as_slice);
        let resources: Vec<Resource> =
            of_type.iter().filter(|resource| resource.change != Some(Change::Delete)).cloned().collect();
        let objects = resources.iter().map(|_| OnceCell::new()).collect();
        let made = Rc::new(OfType { resources, objects, by_key: RefCell::default() });
        self.types.borrow_mut().insert(name.into(), Rc::clone(&made));
        made
    }
}

/// The answer as a list.
pub(super) fn to_value(answer: Answer) -> Value {
    let found = match answer {
        Answer::Unknown(causes) => return Value::unknown(Type::Dynamic, causes),
        Answer::Found(found) => found,
    };
    let causes = found.iter().fold(Causes::default(), |causes, found| match &found.presence {
        Presence::Certain => causes,
        Presence::Possible(why) => causes.union(why),
    });
    if found.iter().all(|found| matches!(found.presence, Presence::Certain)) {
        return Value::tuple(found.into_iter().map(|found| found.object).collect());
    }
    let list = found.into_iter().map(|found| Member { value: found.object, presence: found.presence });
    members(Type::Dynamic, list.collect(), causes)
}

/// Whether a representative exists whenever the target does, because both are made of the same unknown values.
fn exists_with(resource: &Resource, target: Option<&Target>) -> bool {
    let Some(target) = target else { return false };
    !resource.expansions.is_empty() && resource.expansions.iter().all(|expansion| target.expansions.contains(expansion))
}

fn possible(presence: Presence, causes: &Causes) -> Presence {
    match presence {
        Presence::Certain => Presence::Possible(causes.clone()),
        Presence::Possible(before) => Presence::Possible(before.union(causes)),
    }
}

impl OfType {
    fn object(&self, index: usize) -> Value {
        match (self.objects.get(index), self.resources.get(index)) {
            (Some(object), Some(resource)) => object.get_or_init(|| resource.attributes.object()).clone(),
            _ => Value::null(),
        }
    }

    fn by_key(&self, key: &SmolStr) -> Rc<ByKey> {
        if let Some(known) = self.by_key.borrow().get(key) {
            return Rc::clone(known);
        }
        let mut made = ByKey::default();
        for (index, resource) in self.resources.iter().enumerate() {
            let value = resource.attributes.get(key);
            if let Some(value) = &value {
                made.add(index, value);
            }
            made.values.push(value);
        }
        let made = Rc::new(made);
        self.by_key.borrow_mut().insert(key.clone(), Rc::clone(&made));
        made
    }

    /// What the resources that are alike have in common in the value at `key`, and otherwise.
    fn common(&self, key: &SmolStr, alike: Alike) -> Option<Rc<Common>> {
        let by_key = self.by_key(key);
        if let Some(known) = by_key.alike.borrow().get(&alike) {
            return Some(Rc::clone(known));
        }
        let indexes = by_key.alike(alike);
        let values = indexes.iter().filter_map(|index| by_key.values.get(*index)?.as_ref());
        let causes = values.fold(Causes::default(), |causes, value| causes.union(&value.causes()));
        // Nobody else looks at them one by one, so they are not kept.
        let objects = indexes.iter().filter_map(|index| match self.objects.get(*index)?.get() {
            Some(known) => Some(known.clone()),
            None => Some(self.resources.get(*index)?.attributes.object()),
        });
        let object = objects.reduce(|left, right| common(&causes, &left, &right))?;
        let made = Rc::new(Common { object, causes });
        by_key.alike.borrow_mut().insert(alike, Rc::clone(&made));
        Some(made)
    }

    /// What stands for all resources that are alike in the first attribute of a filter; `None` if certainly none of them matches the
    /// others.
    fn found_together(&self, alike: Alike, filter: &BTreeMap<SmolStr, Value>) -> Option<Found> {
        let mut keys = filter.iter();
        let (first, wanted) = keys.next()?;
        let common = self.common(first, alike)?;
        let mut causes = common.causes.union(&wanted.causes());
        for (key, wanted) in keys {
            let value = match common.object.get(key) {
                Some(value) => value,
                None if common.object.is_known() => return None,
                // Of another provider's resources nobody knows which attributes all of them have.
                None => continue,
            };
            match equality(value, &in_type_of(wanted, value)) {
                Equality::Equal => {}
                Equality::Different => return None,
                Equality::Unknown(why) => causes = causes.union(&why),
            }
        }
        Some(Found { address: None, object: common.object.clone(), presence: Presence::Possible(causes) })
    }

    /// Whether the resource at `index` matches; `None` if it certainly does not.
    fn matches(&self, index: usize, filter: &BTreeMap<SmolStr, Value>) -> Option<Presence> {
        let mut presence = Presence::Certain;
        for (key, wanted) in filter {
            let by_key = self.by_key(key);
            // A key that is no attribute of the type matches nothing.
            let value = by_key.values.get(index)?.as_ref()?;
            match equality(value, &in_type_of(wanted, value)) {
                Equality::Equal => {}
                Equality::Different => return None,
                Equality::Unknown(causes) => presence = possible(presence, &causes),
            }
        }
        Some(presence)
    }
}

/// A literal object or tuple in the type of the attribute that it is compared with, if all of it fits: a conversion leaves out
/// attributes that the type does not have.
fn in_type_of(wanted: &Value, value: &Value) -> Value {
    let converted = match wanted.data {
        Data::Object(_) | Data::Tuple(_) => convert(wanted, &value.ty()).ok(),
        _ => None,
    };
    let keeps_all = |converted: &Value| matches!(converted.data, Data::Set(_)) || converted.size() == wanted.size();
    converted.filter(keeps_all).unwrap_or_else(|| wanted.clone())
}

/// The resource type and address of a single instance that a value is the identity of.
fn identity(value: &Value) -> Option<(&SmolStr, &SmolStr)> {
    match value.symbol.as_deref() {
        Some(Symbol::Attribute { instance, identity: true, .. })
            if !instance.is_data && instance.expansions.is_empty() =>
        {
            Some((&instance.resource_type, &instance.address))
        }
        _ => None,
    }
}

impl ByKey {
    fn add(&mut self, index: usize, value: &Value) {
        self.all.push(index);
        match (identity(value), value.as_str()) {
            (Some((resource_type, address)), text) => {
                let of_type = self.identities.entry(resource_type.clone()).or_default();
                of_type.entry(address.clone()).or_default().push(index);
                match text {
                    Some(text) => self.identity_texts.entry(text.into()).or_default().push(index),
                    None => self.unknown_identities.push(index),
                }
            }
            (None, Some(text)) => {
                self.plain.entry(text.into()).or_default().push(index);
                self.texts.push(index);
            }
            (None, None) if value.is_null() => self.nulls.push(index),
            (None, None) if is_unresolved(value) => self.unresolved.push(index),
            (None, None) => self.other.push(index),
        }
    }

    /// The resources that are alike, in order.
    fn alike(&self, alike: Alike) -> &[usize] {
        match alike {
            Alike::Unresolved => &self.unresolved,
            Alike::Plain => &self.texts,
            Alike::UnknownIdentities => &self.unknown_identities,
            Alike::All => &self.all,
        }
    }

    /// The resources that may match, in order: what is left out is certainly different.
    fn candidates(&self, wanted: &Value) -> Candidates {
        let mut candidates = Candidates { each: self.other.clone(), together: Vec::new() };
        let each = &mut candidates.each;
        let mut add = |alike: Alike, each: &mut Vec<usize>| match self.alike(alike) {
            many if many.len() > MANY => candidates.together.push(alike),
            few => each.extend(few),
        };
        let of_text = |texts: &BTreeMap<SmolStr, Vec<usize>>, text: &str| texts.get(text).cloned().unwrap_or_default();
        match (identity(wanted), wanted.as_str()) {
            (Some((resource_type, address)), text) => {
                for (other_type, by_address) in &self.identities {
                    if other_type == resource_type {
                        each.extend(by_address.get(address).into_iter().flatten());
                    } else {
                        by_address.values().for_each(|indexes| each.extend(indexes));
                    }
                }
                match text {
                    Some(text) => each.extend(of_text(&self.plain, text)),
                    None => add(Alike::Plain, each),
                }
                add(Alike::Unresolved, each);
            }
            (None, Some(text)) => {
                each.extend(of_text(&self.plain, text));
                each.extend(of_text(&self.identity_texts, text));
                add(Alike::UnknownIdentities, each);
                add(Alike::Unresolved, each);
            }
            (None, None) if is_unresolved(wanted) => {
                each.clear();
                add(Alike::All, each);
            }
            (None, None) => each.clone_from(&self.all),
        }
        if !wanted.is_never_null() && !is_unresolved(wanted) && !wanted.is_null() {
            each.extend(&self.nulls);
        }
        each.sort_unstable();
        each.dedup();
        candidates
    }
}

/// Whether nothing is known of a value but its type, and what bounds it.
fn is_unresolved(value: &Value) -> bool {
    value.symbol.is_none() && value.as_unknown().is_some_and(|unknown| unknown.content.is_none())
}

/// Whether a module whose source is missing could hold a resource that matches: it would have to be told of what the
/// filter asks for, unless that is a plain value.
fn may_hold(module: &MissingModule, filter: &BTreeMap<SmolStr, Value>) -> bool {
    let symbols: Vec<&Symbol> = filter.values().filter_map(|value| value.symbol.as_deref()).collect();
    symbols.is_empty() || {
        let arguments = module.attributes.object();
        symbols.into_iter().all(|symbol| mentions(&arguments, symbol))
    }
}

/// Whether a value holds the symbol, or an attribute of the same instance.
fn mentions(value: &Value, symbol: &Symbol) -> bool {
    let is_it = match (value.symbol.as_deref(), symbol) {
        (Some(Symbol::Attribute { instance: left, .. }), Symbol::Attribute { instance: right, .. }) => left == right,
        (Some(other), symbol) => other == symbol,
        (None, _) => false,
    };
    is_it
        || value.children().any(|child| mentions(child, symbol))
        || match value.as_unknown().and_then(|unknown| unknown.content.as_ref()) {
            Some(Content::Template(parts)) => {
                parts.iter().any(|part| matches!(part, Part::Value(value) if mentions(value, symbol)))
            }
            Some(Content::Document(inner) | Content::Base64(inner)) => mentions(inner, symbol),
            Some(Content::Members(list)) => list.iter().any(|member| mentions(&member.value, symbol)),
            None => false,
        }
}
