//! Which type can be converted to which, and the one type that all of several can be converted to.
//!
//! The rules are those of cty's `convert` package: a *safe* conversion can't fail for any value, an *unsafe* one may.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::{ObjectType, Type};

/// Whether conversions that fail for some values count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Only conversions which every value of the type survives.
    Safe,
    /// Also those that depend on the value, such as string to number.
    Unsafe,
}

/// Whether values of one type can be converted to another; conversion to an equal type counts.
#[must_use]
pub fn is_convertible(from: &Type, to: &Type, safety: Safety) -> bool {
    let element_of = |types: &[Type], element: &Type| -> bool {
        if types.is_empty() {
            return true;
        }
        let unified;
        let element = if *element == Type::Dynamic {
            let Some(found) = unify_with(types, safety) else { return false };
            // Elements of different kinds, one of them of a type that is not known yet, have no common type for now.
            if found == Type::Dynamic && types.iter().any(|ty| *ty != Type::Dynamic) {
                return false;
            }
            unified = found;
            &unified
        } else {
            element
        };
        types.iter().all(|ty| is_convertible(ty, element, safety))
    };
    match (from, to) {
        (_, Type::Dynamic) => true,
        (from, to) if from == to => true,
        (Type::Dynamic, _) => safety == Safety::Unsafe,
        (Type::Bool | Type::Number, Type::String) => true,
        (Type::String, Type::Bool | Type::Number) => safety == Safety::Unsafe,
        (Type::Object(from), Type::Object(to)) => {
            to.attributes.iter().all(|(name, wanted)| match from.attributes.get(name) {
                Some(have) => is_convertible(have, wanted, safety),
                None => to.optional.contains(name),
            })
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len() && from.iter().zip(to.iter()).all(|(from, to)| is_convertible(from, to, safety))
        }
        (Type::List(from) | Type::Set(from), Type::List(to))
        | (Type::Set(from), Type::Set(to))
        | (Type::Map(from), Type::Map(to)) => is_convertible(from, to, safety),
        // Order and repetitions get lost.
        (Type::List(from), Type::Set(to)) => safety == Safety::Unsafe && is_convertible(from, to, safety),
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => element_of(from, to),
        (Type::Object(from), Type::Map(to)) => {
            // Unlike for lists, cty lets a map's elements stay of a type that is not known.
            let types: Vec<_> = from.attributes.values().cloned().collect();
            match to.as_ref() {
                Type::Dynamic => types.is_empty() || unify_with(&types, safety).is_some(),
                element => types.iter().all(|ty| is_convertible(ty, element, safety)),
            }
        }
        (Type::Map(from), Type::Object(to)) => {
            safety == Safety::Unsafe
                && to
                    .attributes
                    .iter()
                    .all(|(name, wanted)| to.optional.contains(name) || is_convertible(from, wanted, safety))
        }
        (
            Type::Bool
            | Type::Number
            | Type::String
            | Type::List(_)
            | Type::Set(_)
            | Type::Map(_)
            | Type::Tuple(_)
            | Type::Object(_),
            _,
        ) => false,
    }
}

/// The most general of the types to which all of them can be converted, or a new one made of their parts; conversions
/// that depend on the value count, as in conditionals and in `tolist`.
///
/// `None` if there is no such type, and for no types at all.
#[must_use]
pub fn unify(types: &[Type]) -> Option<Type> {
    unify_with(types, Safety::Unsafe)
}

/// As [`unify`], with the choice of conversions.
#[must_use]
pub fn unify_with(types: &[Type], safety: Safety) -> Option<Type> {
    // Large collections have few different types; only those matter, in the order in which they first occur.
    let mut seen = HashSet::new();
    let types: Vec<&Type> = types.iter().filter(|ty| seen.insert(*ty)).collect();
    if let [only] = types[..] {
        return Some(only.clone());
    }
    if types.is_empty() {
        return None;
    }
    let kinds = Kinds::of(&types);
    if kinds.maps > 0 && kinds.maps + kinds.dynamic == kinds.all {
        return unify_elements(&types, &kinds, Type::map, safety);
    }
    if kinds.maps > 0 && kinds.maps + kinds.objects + kinds.dynamic == kinds.all {
        let found = unify_replacing(&types, |ty| matches!(ty, Type::Object(_)), safety);
        if let Some(map @ Type::Map(_)) = found {
            return Some(map);
        }
    } else if kinds.lists > 0 && kinds.lists + kinds.dynamic == kinds.all {
        return unify_elements(&types, &kinds, Type::list, safety);
    } else if kinds.lists > 0 && kinds.lists + kinds.tuples + kinds.dynamic == kinds.all {
        let found = unify_replacing(&types, |ty| matches!(ty, Type::Tuple(_)), safety);
        if let Some(list @ Type::List(_)) = found {
            return Some(list);
        }
    } else if kinds.sets > 0 && kinds.sets + kinds.dynamic == kinds.all {
        return unify_elements(&types, &kinds, Type::set, safety);
    } else if kinds.objects > 0 && kinds.objects + kinds.dynamic == kinds.all {
        return if kinds.dynamic > 0 { Some(Type::Dynamic) } else { unify_objects(&types, safety) };
    } else if kinds.tuples > 0 && kinds.tuples + kinds.dynamic == kinds.all {
        return if kinds.dynamic > 0 { Some(Type::Dynamic) } else { unify_tuples(&types, safety) };
    } else if kinds.objects > 0 && kinds.tuples > 0 {
        return None;
    }
    by_preference(&types).into_iter().find(|wanted| types.iter().all(|ty| is_convertible(ty, wanted, safety))).cloned()
}

/// How many types are of which kind.
#[derive(Default)]
struct Kinds {
    all: usize,
    dynamic: usize,
    lists: usize,
    sets: usize,
    maps: usize,
    tuples: usize,
    objects: usize,
}

impl Kinds {
    fn of(types: &[&Type]) -> Self {
        let mut kinds = Self { all: types.len(), ..Self::default() };
        for ty in types {
            match ty {
                Type::Dynamic => kinds.dynamic += 1,
                Type::List(_) => kinds.lists += 1,
                Type::Set(_) => kinds.sets += 1,
                Type::Map(_) => kinds.maps += 1,
                Type::Tuple(_) => kinds.tuples += 1,
                Type::Object(_) => kinds.objects += 1,
                Type::Bool | Type::Number | Type::String => {}
            }
        }
        kinds
    }
}

/// The type of collections of one kind; where one of the types is not known, nothing about the result is.
fn unify_elements(types: &[&Type], kinds: &Kinds, collection: fn(Type) -> Type, safety: Safety) -> Option<Type> {
    if kinds.dynamic > 0 {
        return Some(Type::Dynamic);
    }
    let elements: Vec<_> = types.iter().filter_map(|ty| ty.element().cloned()).collect();
    unify_with(&elements, safety).map(collection)
}

/// Unifies with the structural types among them replaced by the collection type that they have in common.
fn unify_replacing(types: &[&Type], is_structural: impl Fn(&Type) -> bool, safety: Safety) -> Option<Type> {
    let structural: Vec<_> = types.iter().copied().filter(|ty| is_structural(ty)).collect();
    let common = match structural.first()? {
        Type::Object(_) => objects_as_map(&structural, safety)?,
        _ => tuples_as_list(&structural, safety)?,
    };
    let replaced: Vec<_> =
        types.iter().map(|ty| if is_structural(ty) { common.clone() } else { (*ty).clone() }).collect();
    unify_with(&replaced, safety)
}

fn unify_objects(types: &[&Type], safety: Safety) -> Option<Type> {
    let objects: Vec<&ObjectType> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Object(object) => Some(object.as_ref()),
            _ => None,
        })
        .collect();
    let first = objects.first()?;
    if objects.iter().any(|object| !object.attributes.keys().eq(first.attributes.keys())) {
        return objects_as_map(types, safety);
    }
    let mut attributes = Vec::with_capacity(first.attributes.len());
    for name in first.attributes.keys() {
        let across: Vec<_> = objects.iter().filter_map(|object| object.attributes.get(name).cloned()).collect();
        // If one attribute has no common type then the attributes of all have none either.
        attributes.push((name.clone(), unify_with(&across, safety)?));
    }
    let unified = Type::object(attributes);
    if types.iter().all(|ty| is_convertible(ty, &unified, safety)) {
        Some(unified)
    } else {
        objects_as_map(types, safety)
    }
}

fn objects_as_map(types: &[&Type], safety: Safety) -> Option<Type> {
    let mut across = Vec::new();
    for ty in types {
        if let Type::Object(object) = ty {
            across.extend(object.attributes.values().cloned());
        }
    }
    let map = Type::map(unify_with(&across, safety)?);
    types.iter().all(|ty| is_convertible(ty, &map, safety)).then_some(map)
}

fn unify_tuples(types: &[&Type], safety: Safety) -> Option<Type> {
    let tuples: Vec<&[Type]> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Tuple(elements) => Some(elements.as_ref()),
            _ => None,
        })
        .collect();
    let length = tuples.first()?.len();
    if tuples.iter().any(|tuple| tuple.len() != length) {
        return tuples_as_list(types, safety);
    }
    let mut elements = Vec::with_capacity(length);
    for index in 0..length {
        let across: Vec<_> = tuples.iter().filter_map(|tuple| tuple.get(index).cloned()).collect();
        elements.push(unify_with(&across, safety)?);
    }
    let unified = Type::tuple(elements);
    if types.iter().all(|ty| is_convertible(ty, &unified, safety)) {
        Some(unified)
    } else {
        tuples_as_list(types, safety)
    }
}

fn tuples_as_list(types: &[&Type], safety: Safety) -> Option<Type> {
    let mut across = Vec::new();
    for ty in types {
        if let Type::Tuple(elements) = ty {
            across.extend(elements.iter().cloned());
        }
    }
    let list = Type::list(unify_with(&across, safety)?);
    types.iter().all(|ty| is_convertible(ty, &list, safety)).then_some(list)
}

/// The types with more general ones before those that they can stand for, otherwise in the given order.
fn by_preference<'a>(types: &[&'a Type]) -> Vec<&'a Type> {
    let mut better_count = vec![0usize; types.len()];
    let mut worse: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (left, left_type) in types.iter().enumerate() {
        for (right, right_type) in types.iter().enumerate().skip(left + 1) {
            let (better, other) = match generality(left_type, right_type) {
                Ordering::Less => (left, right),
                Ordering::Greater => (right, left),
                Ordering::Equal => continue,
            };
            worse[better].push(other);
            better_count[other] += 1;
        }
    }
    let mut order: Vec<usize> = (0..types.len()).filter(|index| better_count[*index] == 0).collect();
    let mut next = 0;
    while let Some(&index) = order.get(next) {
        next += 1;
        for &other in &worse[index] {
            better_count[other] -= 1;
            if better_count[other] == 0 {
                order.push(other);
            }
        }
    }
    order.into_iter().map(|index| types[index]).collect()
}

/// `Less` if the left type is more general than the right one, `Equal` if neither is.
fn generality(left: &Type, right: &Type) -> Ordering {
    let across = |pairs: &mut dyn Iterator<Item = Ordering>| {
        let (mut less, mut greater) = (false, false);
        for order in pairs {
            less |= order == Ordering::Less;
            greater |= order == Ordering::Greater;
        }
        match (less, greater) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => Ordering::Equal,
        }
    };
    match (left, right) {
        (Type::Dynamic, Type::Dynamic) => Ordering::Equal,
        // Anything could turn out to be what is not known yet.
        (Type::Dynamic, _) => Ordering::Greater,
        (_, Type::Dynamic) => Ordering::Less,
        (Type::String, Type::Bool | Type::Number) => Ordering::Less,
        (Type::Bool | Type::Number, Type::String) => Ordering::Greater,
        (Type::List(left), Type::List(right))
        | (Type::Set(left), Type::Set(right))
        | (Type::Map(left), Type::Map(right)) => generality(left, right),
        (Type::List(_) | Type::Tuple(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Set(_), Type::List(_) | Type::Tuple(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Object(left), Type::Object(right)) if left.attributes.keys().eq(right.attributes.keys()) => {
            across(&mut left.attributes.values().zip(right.attributes.values()).map(|(l, r)| generality(l, r)))
        }
        (Type::Tuple(left), Type::Tuple(right)) if left.len() == right.len() => {
            across(&mut left.iter().zip(right.iter()).map(|(l, r)| generality(l, r)))
        }
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use smol_str::SmolStr;

    use super::{Type, unify};

    fn object(attributes: &[(&str, Type)]) -> Type {
        Type::object(attributes.iter().map(|(name, ty)| (SmolStr::new(name), ty.clone())))
    }

    #[test]
    fn unifies_as_cty() {
        use Type::{Bool, Dynamic, Number, String};
        let list = |ty: Type| Type::list(ty);
        for (types, expected) in [
            (vec![], None),
            (vec![Number, Number], Some(Number)),
            (vec![Number, String], Some(String)),
            (vec![Bool, Number], None),
            (vec![Bool, Number, String], Some(String)),
            (vec![Dynamic, Number], Some(Number)),
            (vec![Dynamic, Dynamic], Some(Dynamic)),
            (vec![list(Number), list(String)], Some(list(String))),
            (vec![list(Number), Type::set(String)], Some(list(Number))),
            (vec![Type::tuple([Number]), Type::tuple([String])], Some(Type::tuple([String]))),
            (vec![Type::tuple([Number]), Type::tuple([String, Bool])], Some(list(String))),
            (vec![Type::tuple([]), Type::tuple([Bool])], Some(list(Bool))),
            (vec![Type::tuple([Number]), list(String)], Some(list(String))),
            (vec![Dynamic, Type::tuple([Number])], Some(Dynamic)),
            (vec![object(&[("a", Number)]), object(&[("a", String)])], Some(object(&[("a", String)]))),
            (vec![object(&[("a", Number)]), object(&[("b", String)])], Some(Type::map(String))),
            (vec![object(&[("a", Bool)]), object(&[("b", Number)])], None),
            (vec![object(&[("a", Number)]), Type::map(String)], Some(Type::map(String))),
            (vec![object(&[]), Type::tuple([])], None),
            (vec![String, list(String)], None),
        ] {
            assert_eq!(unify(&types), expected, "{types:?}");
        }
    }

    #[test]
    fn many_equal_types_are_one() {
        let types: Vec<_> =
            (0..100_000).map(|index| if index % 2 == 0 { Type::Number } else { Type::String }).collect();
        assert_eq!(unify(&types), Some(Type::String));
    }
}
