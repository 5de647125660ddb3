//! What is known about a value that is not known: its type, why it is unknown, and what it stands for.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Number, Type, Value};

/// A value that is only known after apply, or never by us.
#[derive(Clone, Debug, Default)]
pub struct Unknown {
    /// Its type, as far as it is known.
    pub ty: Type,
    /// Why it is unknown: the roots, so that a report can say what would decide it.
    pub causes: Causes,
    /// Bounds that every possible value keeps.
    pub refinement: Refinement,
    /// The parts that are known, where the value is built of known and unknown parts.
    pub content: Option<Content>,
}

/// Facts that hold for every value that an unknown can turn out to be (cty: refinements).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refinement {
    /// It will not be null.
    pub not_null: bool,
    /// A string that begins so.
    pub prefix: Option<SmolStr>,
    /// A number not below this; the flag says whether the bound itself is possible.
    pub minimum: Option<(Number, bool)>,
    /// A number not above this; the flag says whether the bound itself is possible.
    pub maximum: Option<(Number, bool)>,
    /// A collection with at least so many elements.
    pub minimum_length: Option<u64>,
    /// A collection with at most so many elements.
    pub maximum_length: Option<u64>,
}

/// The inner structure of a partly unknown value.
#[derive(Clone, Debug)]
pub enum Content {
    /// A string made of known text and unknown strings: `"${aws_s3_bucket.logs.arn}/*"`.
    Template(Arc<[Part]>),
    /// A string that is the JSON text of this partly unknown value: `jsonencode(…)`, a policy document.
    Document(Value),
    /// A string that is the Base64 text of this partly unknown string: `base64encode("…${…}…")`.
    Base64(Value),
    /// A list, set or tuple of which some members are certain and some only possible. Where all are certain, what is open is
    /// their order, or which of them turn out to be the same one.
    Members(Arc<[Member]>),
}

/// A piece of a partly known string.
#[derive(Clone, Debug)]
pub enum Part {
    /// Known text.
    Text(SmolStr),
    /// An unknown string (or number or bool, which is written into the string).
    Value(Value),
}

/// A possible element of a partly known collection.
#[derive(Clone, Debug)]
pub struct Member {
    /// The element.
    pub value: Value,
    /// Whether it is certainly there.
    pub presence: Presence,
}

impl Member {
    /// Whether all are certain, so that neither their places nor their number is known.
    #[must_use]
    pub fn are_unordered(members: &[Self]) -> bool {
        members.iter().all(|member| matches!(member.presence, Presence::Certain))
    }

    /// How many elements a collection of these members has at least.
    #[must_use]
    pub fn at_least(members: &[Self]) -> u64 {
        let certain = members.iter().filter(|member| matches!(member.presence, Presence::Certain)).count();
        if certain == members.len() { certain.min(1) as u64 } else { certain as u64 }
    }
}

/// Whether an element is there.
#[derive(Clone, Debug)]
pub enum Presence {
    /// In every possible outcome.
    Certain,
    /// In some outcomes; the causes would decide it. A possible member may also stand for any number of elements like it.
    Possible(Causes),
}

/// Why a value can't be known before deployment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// An input variable without default and without a value: its address, `var.name` or `module.a.var.name`.
    Variable(SmolStr),
    /// A data source, which is read from the cloud: its address.
    DataSource(SmolStr),
    /// An attribute that the provider sets at apply: the resource's address and the attribute.
    Computed(SmolStr),
    /// A function whose result differs from run to run, or that we do not run: its name.
    Function(SmolStr),
    /// A module whose source is not on disk: the address of the call.
    Module(SmolStr),
    /// A resource or module whose `count` or `for_each` is not known: its address.
    Expansion(SmolStr),
    /// A resource of a type, or an argument, that the schema does not know: address and name.
    Schema(SmolStr),
    /// What the service does and no source that we have tells, in words.
    Undocumented(SmolStr),
    /// We stopped on purpose.
    Budget(Limit),
    /// Evaluation failed there and was reported; the place in words.
    Error(SmolStr),
    /// A place of which the source could not be read or parsed, and was reported.
    Gap(SmolStr),
}

/// Limits that keep hostile input bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Limit {
    /// Evaluation steps of one root module.
    Steps,
    /// Instances of one `count` or `for_each`, and of one root module.
    Instances,
    /// Bytes of one string.
    StringSize,
    /// Elements of one collection.
    CollectionSize,
    /// Nesting of expressions and of calls.
    Nesting,
    /// Nesting of modules.
    ModuleDepth,
    /// Bytes of one file.
    FileSize,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Steps => "evaluation steps",
            Self::Instances => "instances",
            Self::StringSize => "string size",
            Self::CollectionSize => "collection size",
            Self::Nesting => "nesting",
            Self::ModuleDepth => "module depth",
            Self::FileSize => "file size",
        })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(address) => write!(f, "`{address}` has no value"),
            Self::DataSource(address) => write!(f, "`{address}` is read from the cloud"),
            Self::Computed(address) => write!(f, "`{address}` is known after apply"),
            Self::Function(name) => write!(f, "`{name}` has no result before apply"),
            Self::Module(address) => write!(f, "the source of `{address}` is not on disk"),
            Self::Expansion(address) => write!(f, "the instances of `{address}` are not known"),
            Self::Schema(name) => write!(f, "`{name}` is not in the provider's schema"),
            Self::Budget(limit) => write!(f, "the budget for {limit} is spent"),
            Self::Error(place) => write!(f, "{place} has an error"),
            Self::Gap(what) => write!(f, "{what} could not be read"),
            Self::Undocumented(what) => write!(f, "{what} is not known"),
        }
    }
}

/// So many causes are kept; more help nobody, and what hangs on thousands of unknown values would name them all, again and again.
const MAX_CAUSES: usize = 32;

/// A set of causes, in order and each once; empty where nobody recorded one. Of many only the first are kept, and all that are a spent budget.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Causes(Option<Arc<[Cause]>>);

impl Causes {
    /// A single cause.
    #[must_use]
    pub fn one(cause: Cause) -> Self {
        Self(Some(Arc::new([cause])))
    }

    /// Both sets together.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (None, _) => other.clone(),
            (_, None) => self.clone(),
            (Some(left), Some(right)) if Arc::ptr_eq(left, right) => self.clone(),
            // Much is added to a full set that does not change it.
            (Some(left), Some(right)) if !right.iter().any(|cause| would_change(left, cause)) => self.clone(),
            (Some(left), Some(right)) => {
                let both: BTreeSet<&Cause> = left.iter().chain(right.iter()).collect();
                let mut free = MAX_CAUSES;
                let kept = both.into_iter().filter(|cause| {
                    let is_kept = free > 0 || matches!(cause, Cause::Budget(_));
                    free = free.saturating_sub(1);
                    is_kept
                });
                Self(Some(kept.cloned().collect()))
            }
        }
    }

    /// The causes in order.
    pub fn iter(&self) -> impl Iterator<Item = &Cause> {
        self.0.iter().flat_map(|causes| causes.iter())
    }

    /// Whether none was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// Whether an ordered set that keeps only so many causes would be another with this one.
fn would_change(kept: &[Cause], cause: &Cause) -> bool {
    let is_late = || kept.get(MAX_CAUSES - 1).is_some_and(|last| cause > last);
    kept.binary_search(cause).is_err() && (matches!(cause, Cause::Budget(_)) || !is_late())
}

impl From<Cause> for Causes {
    fn from(cause: Cause) -> Self {
        Self::one(cause)
    }
}

/// The identity of a value: what it is, where its content is not known.
///
/// A known value may carry one too, when it was read directly from an identity attribute (a bucket's literal name),
/// until it is transformed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Symbol {
    /// An attribute of one resource or data source instance, canonical after aliasing.
    Attribute {
        /// Which instance.
        instance: Arc<Instance>,
        /// The attribute and what is looked up in it; never empty.
        path: Arc<[PathStep]>,
        /// Whether the path is unique to the object (an id, an ARN, a name unique in its scope): two instances never share it.
        identity: bool,
    },
    /// An input variable without value, and what is looked up in it.
    Variable {
        /// Its address: `var.name`, `module.a.var.name`.
        address: SmolStr,
        /// What is looked up in it.
        path: Arc<[PathStep]>,
    },
    /// `each.key`, `each.value` or `count.index` of a representative instance.
    Key {
        /// What the instances are made of: the `for_each` or `count` value's own identity.
        expansion: Arc<Expansion>,
        /// `key`, `value` or `index`, and what is looked up in it.
        path: Arc<[PathStep]>,
    },
    /// A pure function of symbols that has no better form: `lower(var.x)`.
    Call {
        /// The function's name.
        name: SmolStr,
        /// Its arguments, written out.
        arguments: Arc<[Argument]>,
    },
}

/// An argument of a symbolic call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Argument {
    /// A known value, as JSON text.
    Known(SmolStr),
    /// An unknown with its symbol.
    Symbol(Arc<Symbol>),
}

/// One resource instance or data source instance, as far as equality needs it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instance {
    /// The resource type: `aws_s3_bucket`.
    pub resource_type: SmolStr,
    /// The full address, `module.a["x"].aws_s3_bucket.b[0]`; a representative has `[*]` for the unknown key.
    pub address: SmolStr,
    /// What the instances of a representative are made of, outermost module first; empty for a certain single instance.
    pub expansions: Arc<[Arc<Expansion>]>,
    /// Whether it is a data source, of which two instances can be the same object.
    pub is_data: bool,
}

impl Instance {
    /// What of the instance only its provider knows: the value at a path, which is known once it is applied or read.
    #[must_use]
    pub fn computed(self: &Arc<Self>, ty: Type, path: &[PathStep]) -> Value {
        let cause = match self.is_data {
            true => Cause::DataSource(self.address.clone()),
            false => {
                let steps: Vec<String> = path.iter().map(ToString::to_string).collect();
                Cause::Computed(smol_str::format_smolstr!("{}{}", self.address, steps.concat()))
            }
        };
        let symbol = Symbol::Attribute { instance: Arc::clone(self), path: path.into(), identity: false };
        Value::unknown(ty, cause).with_symbol((!path.is_empty()).then(|| Arc::new(symbol)))
    }
}

/// What an unknown `count` or `for_each` iterates: equal expansions have the same keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Expansion {
    /// The value of `count` or `for_each` has this identity.
    Of(Arc<Symbol>),
    /// The value has none: only the block itself has these keys. Holds the block's address.
    Block(SmolStr),
}

/// A lookup in a symbol's value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PathStep {
    /// An attribute, or a map's key.
    Attribute(SmolStr),
    /// An index.
    Index(i64),
}

impl Symbol {
    /// The symbol of what is looked up in this one's value; `None` where that has no identity of its own.
    #[must_use]
    pub fn at(&self, step: PathStep) -> Option<Self> {
        let longer =
            |path: &Arc<[PathStep]>| -> Arc<[PathStep]> { path.iter().cloned().chain([step.clone()]).collect() };
        match self {
            Self::Attribute { instance, path, identity: _ } => {
                Some(Self::Attribute { instance: Arc::clone(instance), path: longer(path), identity: false })
            }
            Self::Variable { address, path } => Some(Self::Variable { address: address.clone(), path: longer(path) }),
            Self::Key { expansion, path } => Some(Self::Key { expansion: Arc::clone(expansion), path: longer(path) }),
            Self::Call { .. } => None,
        }
    }
}

impl PathStep {
    /// The path with this step at its end.
    #[must_use]
    pub fn after(self, path: &[Self]) -> Vec<Self> {
        path.iter().cloned().chain([self]).collect()
    }

    /// The step to an element by its position.
    #[must_use]
    pub fn element(position: usize) -> Self {
        Self::Index(i64::try_from(position).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for PathStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(name) => write!(f, ".{name}"),
            Self::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// The symbol as a person would write it in Terraform.
impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps =
            |f: &mut fmt::Formatter<'_>, path: &[PathStep]| path.iter().try_for_each(|step| write!(f, "{step}"));
        match self {
            Self::Attribute { instance, path, .. } => {
                f.write_str(&instance.address)?;
                steps(f, path)
            }
            Self::Variable { address, path } => {
                f.write_str(address)?;
                steps(f, path)
            }
            Self::Key { expansion, path } => {
                f.write_str("each")?;
                steps(f, path)?;
                match expansion.as_ref() {
                    Expansion::Of(symbol) => write!(f, " of {symbol}"),
                    Expansion::Block(address) => write!(f, " of {address}"),
                }
            }
            Self::Call { name, arguments } => {
                write!(f, "{name}(")?;
                for (index, argument) in arguments.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    match argument {
                        Argument::Known(text) => f.write_str(text)?,
                        Argument::Symbol(symbol) => write!(f, "{symbol}")?,
                    }
                }
                f.write_str(")")
            }
        }
    }
}
