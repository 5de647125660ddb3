//! Addresses as Terraform prints them.

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

/// Which instance of a block with `count` or `for_each`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InstanceKey {
    /// `[0]`, of `count`.
    Index(u64),
    /// `["key"]`, of `for_each`.
    Key(SmolStr),
    /// `[*]`: the representative of a `count` or `for_each` that is not known.
    Unknown,
}

/// One module call on the way to a module instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleStep {
    /// The name of the call.
    pub name: SmolStr,
    /// Which of its instances; `None` without `count` and `for_each`.
    pub key: Option<InstanceKey>,
}

/// The address of a module instance; empty for the root module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleAddress(Arc<[ModuleStep]>);

impl ModuleAddress {
    /// The root module.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The module instance that `step` calls from this one.
    #[must_use]
    pub fn child(&self, step: ModuleStep) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// The module that calls this one; `None` for the root module.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.split_last().map(|(_, callers)| Self(callers.into()))
    }

    /// The calls, outermost first.
    #[must_use]
    pub fn steps(&self) -> &[ModuleStep] {
        &self.0
    }

    /// Whether it is the root module.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The address without instance keys, `module.a.module.b`; empty for the root module.
    #[must_use]
    pub fn without_keys(&self) -> String {
        let names: Vec<String> = self.0.iter().map(|step| format!("module.{}", step.name)).collect();
        names.join(".")
    }

    /// The address of something in this module: `module.a["x"].` and then `name`.
    #[must_use]
    pub fn qualify(&self, name: &str) -> SmolStr {
        if self.is_root() { SmolStr::new(name) } else { smol_str::format_smolstr!("{self}.{name}") }
    }
}

/// Managed by Terraform, or only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// A `resource` block.
    Managed,
    /// A `data` block.
    Data,
}

/// The address of a resource instance, `module.net["eu"].aws_security_group.db[0]`; totally ordered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// The module instance that it stands in.
    pub module: ModuleAddress,
    /// Managed or data.
    pub mode: Mode,
    /// The resource type.
    pub resource_type: SmolStr,
    /// The block's name.
    pub name: SmolStr,
    /// Which instance; `None` without `count` and `for_each`.
    pub key: Option<InstanceKey>,
}

impl Address {
    /// The address without any instance key: what the block is called.
    #[must_use]
    pub fn without_keys(&self) -> String {
        let module = self.module.without_keys();
        let dot = if module.is_empty() { "" } else { "." };
        let data = if self.mode == Mode::Data { "data." } else { "" };
        format!("{module}{dot}{data}{}.{}", self.resource_type, self.name)
    }
}

impl fmt::Display for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => {
                f.write_str("[\"")?;
                for character in key.chars() {
                    match character {
                        '"' => f.write_str("\\\"")?,
                        '\\' => f.write_str("\\\\")?,
                        '\n' => f.write_str("\\n")?,
                        '\r' => f.write_str("\\r")?,
                        '\t' => f.write_str("\\t")?,
                        other => write!(f, "{other}")?,
                    }
                }
                f.write_str("\"]")
            }
            Self::Unknown => f.write_str("[*]"),
        }
    }
}

impl fmt::Display for ModuleAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            write!(f, "{}module.{}", if index == 0 { "" } else { "." }, step.name)?;
            if let Some(key) = &step.key {
                write!(f, "{key}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_root() {
            write!(f, "{}.", self.module)?;
        }
        if self.mode == Mode::Data {
            f.write_str("data.")?;
        }
        write!(f, "{}.{}", self.resource_type, self.name)?;
        self.key.as_ref().map_or(Ok(()), |key| write!(f, "{key}"))
    }
}
