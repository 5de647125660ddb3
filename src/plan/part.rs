//! One place in everything that a plan says of a resource.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::json::Node;
use crate::value::{Marks, PathStep};

/// The same place in everything that a plan says of a resource.
#[derive(Clone, Copy, Default)]
pub(super) struct Part<'a> {
    /// The value.
    pub(super) value: Option<Node<'a>>,
    /// What of it is unknown.
    pub(super) unknown: Option<Node<'a>>,
    /// What of it is sensitive.
    pub(super) sensitive: Option<Node<'a>>,
    /// What it is written with.
    pub(super) expression: Option<Node<'a>>,
}

impl<'a> Part<'a> {
    /// The attribute or map element of that name.
    pub(super) fn child(self, name: &str) -> Self {
        let at = |node: Option<Node<'a>>| node.and_then(|node| node.get(name));
        Self {
            value: at(self.value),
            unknown: at(self.unknown),
            sensitive: at(self.sensitive),
            // A block that is written once stands in an array too.
            expression: self.expression.and_then(|node| node.get(name)),
        }
    }

    /// All elements, in one pass.
    pub(super) fn elements(self) -> Vec<Self> {
        let all = |node: Option<Node<'a>>| node.into_iter().flat_map(Node::elements);
        let (mut unknown, mut sensitive) = (all(self.unknown), all(self.sensitive));
        let mut expressions = all(self.expression.filter(|node| node.is_array()));
        let mut only = self.expression.filter(|node| !node.is_array());
        let elements = all(self.value).map(|value| Self {
            value: Some(value),
            unknown: unknown.next(),
            sensitive: sensitive.next(),
            expression: expressions.next().or_else(|| only.take()),
        });
        elements.collect()
    }

    /// All attributes or map elements by name, known or unknown, in one pass.
    pub(super) fn children(self) -> BTreeMap<SmolStr, Self> {
        let members = |node: Option<Node<'a>>| {
            let members = node.into_iter().flat_map(Node::members);
            members.filter_map(|member| Some((member.key.as_name()?, member.value)))
        };
        let mut children: BTreeMap<SmolStr, Self> = BTreeMap::new();
        // Of a name that stands there twice the first counts, as where it is looked up.
        for (name, value) in members(self.value) {
            children.entry(name).or_insert(Self { value: Some(value), ..Self::default() });
        }
        for (name, unknown) in members(self.unknown) {
            match children.get_mut(&name) {
                Some(child) => child.unknown = child.unknown.or(Some(unknown)),
                None if unknown.is_true() => {
                    children.insert(name, Self { unknown: Some(unknown), ..Self::default() });
                }
                None => {}
            }
        }
        for (name, sensitive) in members(self.sensitive) {
            children.entry(name).and_modify(|child| child.sensitive = child.sensitive.or(Some(sensitive)));
        }
        for (name, expression) in members(self.expression) {
            children.entry(name).and_modify(|child| child.expression = child.expression.or(Some(expression)));
        }
        children
    }

    /// The element at an index.
    pub(super) fn element(self, index: usize) -> Self {
        let at = |node: Option<Node<'a>>| node.and_then(|node| node.elements().nth(index));
        Self {
            value: at(self.value),
            unknown: at(self.unknown),
            sensitive: at(self.sensitive),
            expression: self.expression.and_then(|node| match node.is_array() {
                true => node.elements().nth(index),
                false => Some(node).filter(|_| index == 0),
            }),
        }
    }

    /// What is looked up in it.
    pub(super) fn at(self, step: &PathStep) -> Self {
        match step {
            PathStep::Attribute(name) => self.child(name),
            PathStep::Index(index) => usize::try_from(*index).map(|index| self.element(index)).unwrap_or_default(),
        }
    }

    /// Whether all of it is unknown.
    pub(super) fn is_unknown(self) -> bool {
        self.unknown.is_some_and(Node::is_true)
    }

    pub(super) fn is_null(self) -> bool {
        self.value.is_none_or(Node::is_null)
    }

    pub(super) fn marks(self) -> Marks {
        if self.sensitive.is_some_and(Node::is_true) { Marks::SENSITIVE } else { Marks::NONE }
    }

    pub(super) fn length(self) -> usize {
        self.value.map_or(0, |node| node.elements().count())
    }
}
