//! The value itself.

use std::collections::{BTreeMap, btree_map};
use std::ops::Deref;
use std::slice;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Causes, Content, Number, Refinement, Symbol, Type, Unknown};

/// How deep values may be nested in each other: everything that walks over a value needs stack for it. One expression can nest
/// 64 levels, so only values built in many steps come near.
pub const MAX_NESTING: usize = 400;

/// A value: data, who may see it, and what it stands for. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it holds.
    pub data: Data,
    /// Who may see it; elements of collections carry marks of their own.
    pub marks: Marks,
    /// What it is the identity of, if it is one. See [`Symbol`].
    pub symbol: Option<Arc<Symbol>>,
}

/// The content of a value.
#[derive(Clone, Debug)]
pub enum Data {
    /// Null of a type; [`Type::Dynamic`] for a bare `null`.
    Null(Type),
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string in Unicode normal form C.
    String(SmolStr),
    /// A list: elements of one type in order.
    List(Arc<Sequence>),
    /// A set: elements of one type, each once, in cty's order of iteration.
    Set(Arc<Sequence>),
    /// A tuple: elements of any types.
    Tuple(Arc<Contents<Vec<Value>>>),
    /// A map: elements of one type by key.
    Map(Arc<MapValue>),
    /// An object: attributes of any types by name.
    Object(Arc<Contents<BTreeMap<SmolStr, Value>>>),
    /// Not known.
    Unknown(Arc<Unknown>),
}

/// The elements of a list or set.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// The type that all elements have.
    pub element: Type,
    /// The elements.
    pub elements: Contents<Vec<Value>>,
}

/// The elements of a map.
#[derive(Clone, Debug)]
pub struct MapValue {
    /// The type that all elements have.
    pub element: Type,
    /// The elements by key.
    pub entries: Contents<BTreeMap<SmolStr, Value>>,
}

/// Elements, and what holds of all of them at any depth, so that nobody has to walk over them to know.
#[derive(Clone, Debug)]
pub struct Contents<T> {
    elements: T,
    marks: Marks,
    is_wholly_known: bool,
    /// Values in it, at any depth. Those that share their content count as often as they occur.
    size: u64,
    /// Levels of nesting in it.
    depth: u64,
}

impl<T> Deref for Contents<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.elements
    }
}

impl<'a, T> IntoIterator for &'a Contents<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.into_iter()
    }
}

impl<T> Contents<T> {
    fn of(elements: T, each: impl Fn(&T) -> Children<'_>) -> Self {
        let marks = each(&elements).fold(Marks::NONE, |marks, element| marks.union(element.deep_marks()));
        let is_wholly_known = each(&elements).all(Value::is_wholly_known);
        let size = each(&elements).fold(0u64, |size, element| size.saturating_add(element.size()));
        let depth = each(&elements).map(Value::depth).max().unwrap_or_default();
        Self { elements, marks, is_wholly_known, size, depth }
    }
}

impl From<Vec<Value>> for Contents<Vec<Value>> {
    fn from(elements: Vec<Value>) -> Self {
        Self::of(elements, |elements| Children::InRow(elements.iter()))
    }
}

impl From<BTreeMap<SmolStr, Value>> for Contents<BTreeMap<SmolStr, Value>> {
    fn from(elements: BTreeMap<SmolStr, Value>) -> Self {
        Self::of(elements, |elements| Children::Named(elements.values()))
    }
}

/// The elements of a value, from [`Value::children`].
#[derive(Clone, Debug)]
pub enum Children<'a> {
    /// Of a list, set or tuple.
    InRow(slice::Iter<'a, Value>),
    /// Of a map or object.
    Named(btree_map::Values<'a, SmolStr, Value>),
}

impl<'a> Iterator for Children<'a> {
    type Item = &'a Value;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::InRow(elements) => elements.next(),
            Self::Named(elements) => elements.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::InRow(elements) => elements.size_hint(),
            Self::Named(elements) => elements.size_hint(),
        }
    }
}

impl ExactSizeIterator for Children<'_> {}

/// Who may see a value and where it may go (cty: marks).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Marks(u8);

impl Marks {
    /// Nothing to take care of.
    pub const NONE: Self = Self(0);
    /// Must not be printed.
    pub const SENSITIVE: Self = Self(1);
    /// Must not be stored; Terraform's ephemeral values.
    pub const EPHEMERAL: Self = Self(2);

    /// Both marks together.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These marks without `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all marks of `other` are set.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether no mark is set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl From<Data> for Value {
    fn from(data: Data) -> Self {
        Self { data, marks: Marks::NONE, symbol: None }
    }
}

impl Value {
    /// `null` of no particular type.
    #[must_use]
    pub fn null() -> Self {
        Data::Null(Type::Dynamic).into()
    }

    /// Null of a type.
    #[must_use]
    pub fn null_of(ty: Type) -> Self {
        Data::Null(ty).into()
    }

    /// A bool.
    #[must_use]
    pub fn bool(value: bool) -> Self {
        Data::Bool(value).into()
    }

    /// A number.
    #[must_use]
    pub fn number(value: impl Into<Number>) -> Self {
        Data::Number(value.into()).into()
    }

    /// A string; normalised to NFC as cty does.
    #[must_use]
    pub fn string(value: impl AsRef<str>) -> Self {
        Data::String(normalized(value.as_ref())).into()
    }

    /// A list; the caller has converted all elements to `element`.
    #[must_use]
    pub fn list(element: Type, elements: Vec<Value>) -> Self {
        Data::List(Arc::new(Sequence { element, elements: elements.into() })).into()
    }

    /// A list of strings.
    #[must_use]
    pub fn string_list(elements: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self::list(Type::String, elements.into_iter().map(Self::string).collect())
    }

    /// A tuple.
    #[must_use]
    pub fn tuple(elements: Vec<Value>) -> Self {
        Data::Tuple(Arc::new(elements.into())).into()
    }

    /// A map; the caller has converted all elements to `element`.
    #[must_use]
    pub fn map(element: Type, entries: BTreeMap<SmolStr, Value>) -> Self {
        Data::Map(Arc::new(MapValue { element, entries: entries.into() })).into()
    }

    /// An object.
    #[must_use]
    pub fn object(attributes: impl IntoIterator<Item = (SmolStr, Value)>) -> Self {
        Data::Object(Arc::new(attributes.into_iter().collect::<BTreeMap<_, _>>().into())).into()
    }

    /// An unknown of a type.
    #[must_use]
    pub fn unknown(ty: Type, causes: impl Into<Causes>) -> Self {
        Data::Unknown(Arc::new(Unknown { ty, causes: causes.into(), ..Unknown::default() })).into()
    }

    /// An unknown with everything that is known about it.
    #[must_use]
    pub fn unknown_with(unknown: Unknown) -> Self {
        Data::Unknown(Arc::new(unknown)).into()
    }

    /// A string of which the JSON content is partly known. Wholly known content should be encoded instead.
    #[must_use]
    pub fn document(content: Value) -> Self {
        let causes = content.causes();
        Self::unknown_with(Unknown {
            ty: Type::String,
            causes,
            refinement: Refinement { not_null: true, ..Refinement::default() },
            content: Some(Content::Document(content)),
        })
    }

    /// The same value with these marks added.
    #[must_use]
    pub fn marked(mut self, marks: Marks) -> Self {
        self.marks = self.marks.union(marks);
        self
    }

    /// The same value with this symbol.
    #[must_use]
    pub fn with_symbol(mut self, symbol: Option<Arc<Symbol>>) -> Self {
        self.symbol = symbol;
        self
    }

    /// The value's own type.
    #[must_use]
    pub fn ty(&self) -> Type {
        match &self.data {
            Data::Null(ty) => ty.clone(),
            Data::Bool(_) => Type::Bool,
            Data::Number(_) => Type::Number,
            Data::String(_) => Type::String,
            Data::List(list) => Type::list(list.element.clone()),
            Data::Set(set) => Type::set(set.element.clone()),
            Data::Tuple(elements) => Type::tuple(elements.iter().map(Self::ty)),
            Data::Map(map) => Type::map(map.element.clone()),
            Data::Object(attributes) => Type::object(attributes.iter().map(|(name, value)| (name.clone(), value.ty()))),
            Data::Unknown(unknown) => unknown.ty.clone(),
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null(_))
    }

    /// Whether the value itself is known; its elements may still be unknown.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self.data, Data::Unknown(_))
    }

    /// Whether nothing in it is unknown, at any depth.
    #[must_use]
    pub fn is_wholly_known(&self) -> bool {
        match &self.data {
            Data::List(sequence) | Data::Set(sequence) => sequence.elements.is_wholly_known,
            Data::Tuple(elements) => elements.is_wholly_known,
            Data::Map(map) => map.entries.is_wholly_known,
            Data::Object(attributes) => attributes.is_wholly_known,
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) => true,
            Data::Unknown(_) => false,
        }
    }

    /// Why it, or anything in it, is unknown; empty for a wholly known value.
    #[must_use]
    pub fn causes(&self) -> Causes {
        match &self.data {
            Data::Unknown(unknown) => unknown.causes.clone(),
            _ if self.is_wholly_known() => Causes::default(),
            _ => self.children().fold(Causes::default(), |causes, child| causes.union(&child.causes())),
        }
    }

    /// The marks of the value and of everything in it.
    #[must_use]
    pub fn deep_marks(&self) -> Marks {
        self.marks.union(match &self.data {
            Data::List(sequence) | Data::Set(sequence) => sequence.elements.marks,
            Data::Tuple(elements) => elements.marks,
            Data::Map(map) => map.entries.marks,
            Data::Object(attributes) => attributes.marks,
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Unknown(_) => Marks::NONE,
        })
    }

    /// The elements of a known collection, tuple or object, in order; nothing for other values.
    #[must_use]
    pub fn children(&self) -> Children<'_> {
        match &self.data {
            Data::List(sequence) | Data::Set(sequence) => Children::InRow(sequence.elements.iter()),
            Data::Tuple(elements) => Children::InRow(elements.iter()),
            Data::Map(map) => Children::Named(map.entries.values()),
            Data::Object(attributes) => Children::Named(attributes.values()),
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Unknown(_) => {
                Children::InRow([].iter())
            }
        }
    }

    /// How many values there are in it, itself included. Values that share their content count as often as they occur, as they do
    /// for everything that walks over them.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.summed_up().map_or(1, |(size, _)| size.saturating_add(1))
    }

    /// How many values are nested in each other, itself included.
    fn depth(&self) -> u64 {
        self.summed_up().map_or(1, |(_, depth)| depth + 1)
    }

    /// The size and the depth of what is in it, if it is a collection.
    fn summed_up(&self) -> Option<(u64, u64)> {
        match &self.data {
            Data::List(sequence) | Data::Set(sequence) => Some((sequence.elements.size, sequence.elements.depth)),
            Data::Tuple(elements) => Some((elements.size, elements.depth)),
            Data::Map(map) => Some((map.entries.size, map.entries.depth)),
            Data::Object(attributes) => Some((attributes.size, attributes.depth)),
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Unknown(_) => None,
        }
    }

    /// How many values in it nobody else holds: what making it took.
    #[must_use]
    pub fn own_elements(&self) -> u64 {
        let is_own = match &self.data {
            Data::List(sequence) | Data::Set(sequence) => Arc::strong_count(sequence) == 1,
            Data::Tuple(elements) => Arc::strong_count(elements) == 1,
            Data::Map(map) => Arc::strong_count(map) == 1,
            Data::Object(attributes) => Arc::strong_count(attributes) == 1,
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Unknown(_) => false,
        };
        if is_own { self.children().fold(0, |count, child| count + 1 + child.own_elements()) } else { 0 }
    }

    /// Whether there are more than `limit` values in it, itself included, or it is nested deeper than [`MAX_NESTING`].
    #[must_use]
    pub fn exceeds(&self, limit: usize) -> bool {
        self.size() > limit as u64 || self.depth() > MAX_NESTING as u64
    }

    /// At least how many bytes the value takes when it is written out, counted no further than the limit. Values share
    /// their parts, so that a small configuration can stand for a text without end.
    #[must_use]
    pub fn written_size(&self, limit: usize) -> usize {
        let mut size = 0usize;
        let mut open: Vec<&Value> = vec![self];
        while let Some(value) = open.pop() {
            size += 1 + value.as_str().map_or(0, str::len);
            if size > limit {
                return size;
            }
            open.extend(value.children());
        }
        size
    }

    /// The value without marks, at any depth, and the marks that were taken off.
    #[must_use]
    pub fn unmarked_deep(&self) -> (Value, Marks) {
        let marks = self.deep_marks();
        if marks.is_empty() { (self.clone(), marks) } else { (self.map_marks(&|_| Marks::NONE), marks) }
    }

    /// The value with its marks and those of everything in it replaced.
    #[must_use]
    pub fn map_marks(&self, replace: &dyn Fn(Marks) -> Marks) -> Value {
        let all = |elements: &[Value]| elements.iter().map(|element| element.map_marks(replace)).collect::<Vec<_>>();
        let named = |elements: &BTreeMap<SmolStr, Value>| -> BTreeMap<SmolStr, Value> {
            elements.iter().map(|(name, value)| (name.clone(), value.map_marks(replace))).collect()
        };
        let data = match &self.data {
            Data::List(list) => {
                Data::List(Arc::new(Sequence { element: list.element.clone(), elements: all(&list.elements).into() }))
            }
            Data::Set(set) => {
                Data::Set(Arc::new(Sequence { element: set.element.clone(), elements: all(&set.elements).into() }))
            }
            Data::Tuple(elements) => Data::Tuple(Arc::new(all(elements).into())),
            Data::Map(map) => {
                Data::Map(Arc::new(MapValue { element: map.element.clone(), entries: named(&map.entries).into() }))
            }
            Data::Object(attributes) => Data::Object(Arc::new(named(attributes).into())),
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::String(_) | Data::Unknown(_) => self.data.clone(),
        };
        Value { data, marks: replace(self.marks), symbol: self.symbol.clone() }
    }

    /// The bool, if it is a known one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.data {
            Data::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The string, if it is a known one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is a known one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match &self.data {
            Data::Number(value) => Some(value),
            _ => None,
        }
    }

    /// What is known of an unknown value.
    #[must_use]
    pub fn as_unknown(&self) -> Option<&Unknown> {
        match &self.data {
            Data::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The elements of a known list, set or tuple.
    #[must_use]
    pub fn as_elements(&self) -> Option<&[Value]> {
        match &self.data {
            Data::List(sequence) | Data::Set(sequence) => Some(&sequence.elements),
            Data::Tuple(elements) => Some(elements),
            _ => None,
        }
    }

    /// The entries of a known map or object.
    #[must_use]
    pub fn as_entries(&self) -> Option<&BTreeMap<SmolStr, Value>> {
        match &self.data {
            Data::Map(map) => Some(&map.entries),
            Data::Object(attributes) => Some(attributes),
            _ => None,
        }
    }

    /// The attribute or map element of that name, if the value is a known map or object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_entries()?.get(name)
    }
}

/// The text in Unicode normal form C, in which cty keeps strings, map keys and attribute names.
#[must_use]
pub fn normalized(text: &str) -> SmolStr {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        SmolStr::new(text)
    } else {
        text.nfc().collect()
    }
}
