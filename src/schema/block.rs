//! The schema of one block: its attributes, its nested blocks and the type that both imply.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use super::defaults::{DefaultLiteral, DefaultValue};
use super::identity::{IdentityScope, SameAs};
use crate::value::{Type, Value};

/// What may stand in one block: a resource, a data source, a provider configuration or a block nested in one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockSchema {
    /// Arguments and exported attributes by name.
    pub attributes: BTreeMap<SmolStr, AttributeSchema>,
    /// Nested block types by name.
    pub blocks: BTreeMap<SmolStr, NestedBlock>,
    /// True where the data is known to be incomplete: a name that is not listed may exist all the same.
    pub open: bool,
    /// True if the provider marks the whole block as deprecated.
    pub deprecated: bool,
    /// What all of it implies.
    pub implied: ImpliedType,
}

/// The object type of a block once somebody has asked for it: a web ACL's rules hold the same few blocks thousands of times, and
/// every value of a plan with fifty thousand resources has a type. It is worked out again for a copy, which may be changed.
#[derive(Debug, Default)]
pub struct ImpliedType(OnceLock<Type>);

impl Clone for ImpliedType {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for ImpliedType {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl BlockSchema {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&AttributeSchema> {
        self.attributes.get(name)
    }

    /// The nested block type of that name.
    pub fn block(&self, name: &str) -> Option<&NestedBlock> {
        self.blocks.get(name)
    }

    /// The attribute at a path of names, through nested blocks: `["versioning", "enabled"]`.
    pub fn attribute_at<'name>(&self, path: impl IntoIterator<Item = &'name str>) -> Option<&AttributeSchema> {
        let mut block = self;
        let mut names = path.into_iter().peekable();
        while let Some(name) = names.next() {
            if names.peek().is_none() {
                return block.attribute(name);
            }
            block = &block.block(name)?.block;
        }
        None
    }

    /// Whether the configuration may set something in it that the provider keeps out of its output.
    pub fn has_sensitive_argument(&self) -> bool {
        self.has_sensitive_argument_outside(&mut HashSet::new())
    }

    /// `seen` are blocks that have none: a web ACL's rules hold the same few blocks thousands of times.
    fn has_sensitive_argument_outside(&self, seen: &mut HashSet<*const Self>) -> bool {
        self.attributes.values().any(|attribute| attribute.sensitive && attribute.presence.is_argument())
            || self.blocks.values().any(|nested| {
                let block: *const Self = &*nested.block;
                seen.insert(block) && nested.block.has_sensitive_argument_outside(seen)
            })
    }

    /// The object type of a whole block as a plan shows it: every attribute, and every nested block type as a collection of objects.
    pub fn object_type(&self) -> Type {
        let implied = || {
            let attributes = self.attributes.iter().map(|(name, attribute)| (name.clone(), attribute.ty.clone()));
            let blocks = self.blocks.iter().map(|(name, nested)| (name.clone(), nested.value_type()));
            Type::object(attributes.chain(blocks).collect::<BTreeMap<SmolStr, Type>>())
        };
        self.implied.0.get_or_init(implied).clone()
    }
}

/// One argument or exported attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeSchema {
    /// The type constraint; [`Type::Dynamic`] where the schema says so or where the inside is not known.
    pub ty: Type,
    /// Whether the configuration, the provider or both may set it.
    pub presence: Presence,
    /// The provider keeps the value out of its output.
    pub sensitive: bool,
    /// The provider warns when it is written.
    pub deprecated: bool,
    /// Sent to the provider and stored nowhere: null in every plan and state.
    pub write_only: bool,
    /// The value in force when the argument is not written (or null) and its block is.
    pub default: Option<DefaultValue>,
    /// The value that the service applies when the enclosing optional block is left out. It often differs from `default`.
    pub when_block_absent: Option<DefaultLiteral>,
    /// What this exported attribute equals after apply.
    pub same_as: Option<SameAs>,
    /// Set if no two objects of the type share the value, and how far that holds.
    pub identity: Option<IdentityScope>,
}

impl AttributeSchema {
    /// An attribute of that type and presence and nothing else.
    pub fn new(ty: Type, presence: Presence) -> Self {
        Self {
            ty,
            presence,
            sensitive: false,
            deprecated: false,
            write_only: false,
            default: None,
            when_block_absent: None,
            same_as: None,
            identity: None,
        }
    }
}

/// Who may set an attribute. The four cases exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// The configuration must set it.
    Required,
    /// The configuration may set it; otherwise it is null or has the provider's default.
    Optional,
    /// The configuration may set it; otherwise the provider decides, at the latest when applying.
    OptionalComputed,
    /// Only the provider sets it.
    Computed,
}

impl Presence {
    /// True if the configuration may set the attribute.
    pub fn is_argument(self) -> bool {
        match self {
            Self::Required | Self::Optional | Self::OptionalComputed => true,
            Self::Computed => false,
        }
    }

    /// True if the provider may choose the value.
    pub fn is_computed(self) -> bool {
        match self {
            Self::OptionalComputed | Self::Computed => true,
            Self::Required | Self::Optional => false,
        }
    }
}

/// One nested block type.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedBlock {
    /// How the blocks of this type become a value.
    pub nesting: Nesting,
    /// How many must be written; 0 where the block is optional.
    pub min_items: u32,
    /// How many may be written; `None` where there is no bound.
    pub max_items: Option<u32>,
    /// The provider fills the block in when none is written, so that it is unknown in a plan and not empty.
    ///
    /// Terraform's schema output does not tell this; it is known where a plan has been observed and false elsewhere.
    pub computed: bool,
    /// What stands inside. Equal blocks are shared.
    pub block: Arc<BlockSchema>,
}

impl NestedBlock {
    /// The type of the value that all blocks of this type become together.
    pub fn value_type(&self) -> Type {
        let object = self.block.object_type();
        match self.nesting {
            Nesting::Single | Nesting::Group => object,
            Nesting::List => Type::list(object),
            Nesting::Set => Type::set(object),
            Nesting::Map => Type::map(object),
        }
    }

    /// What the service does when the block is left out, as the block that it amounts to: what is not recorded in it is null.
    /// `None` where nothing is recorded.
    pub fn value_when_absent(&self) -> Option<Value> {
        if !self.has_value_when_absent() {
            return None;
        }
        let attributes = self.block.attributes.iter().map(|(name, attribute)| {
            let value = attribute.when_block_absent.as_ref().and_then(|literal| literal.to_value(&attribute.ty));
            (name.clone(), value.unwrap_or_else(|| Value::null_of(attribute.ty.clone())))
        });
        let blocks = self.block.blocks.iter().map(|(name, nested)| {
            let value = nested.value_when_absent().unwrap_or_else(|| nested.value_of(Vec::new()));
            (name.clone(), value)
        });
        Some(self.value_of(vec![Value::object(attributes.chain(blocks))]))
    }

    /// The value that these objects become together.
    fn value_of(&self, objects: Vec<Value>) -> Value {
        self.nesting.collect(self.block.object_type(), objects)
    }

    /// True if it is recorded what the service does when the block is left out, for at least one attribute inside:
    /// see [`AttributeSchema::when_block_absent`].
    pub fn has_value_when_absent(&self) -> bool {
        self.block.attributes.values().any(|attribute| attribute.when_block_absent.is_some())
            || self.block.blocks.values().any(Self::has_value_when_absent)
    }
}

/// How the blocks of one type become a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nesting {
    /// At most one block, an object; null if there is none.
    Single,
    /// At most one block, an object; an object of nulls if there is none.
    Group,
    /// A list of objects, in the order written.
    List,
    /// A set of objects.
    Set,
    /// A map of objects, by label.
    Map,
}

impl Nesting {
    /// The value that the objects of all blocks of a type become together; a map, which needs labels, takes none.
    #[must_use]
    pub fn collect(self, element: Type, mut objects: Vec<Value>) -> Value {
        match self {
            Self::Single | Self::Group => objects.pop().unwrap_or_else(|| Value::null_of(element)),
            Self::List => Value::list(element, objects),
            Self::Set => Value::set(element, objects),
            Self::Map => Value::map(element, BTreeMap::new()),
        }
    }
}
