//! Large plans, made of a real one: what Terraform planned for `main.tf` beside this file, with the parts of it that are named
//! after one of four kinds written as many times as wanted. The same size gives the same bytes.

use std::io::{self, Write};

use serde_json::Value;

/// The plan that is multiplied.
const PLAN: &str = include_str!("plan.json");

/// How often each kind is repeated.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    /// Blocks of their own: 11 resources, 2 data sources.
    pub(crate) blocks: usize,
    /// Instances of the same blocks: 7 resources.
    pub(crate) instances: usize,
    /// Module calls: 18 resources.
    pub(crate) modules: usize,
    /// Resources whose references a plan does not show: 5 resources.
    pub(crate) unresolved: usize,
}

/// The name in the plan and the managed resources of one of each kind.
const KINDS: [(&str, usize); 4] =
    [("block_000000", 11), ("instance_000000", 7), ("module_000000", 18), ("unresolved_000000", 5)];

impl Size {
    fn counts(self) -> [usize; 4] {
        [self.blocks, self.instances, self.modules, self.unresolved]
    }

    /// About as many resources, of which so many in a hundred are instances of the same blocks, in modules, and with references
    /// that a plan does not show; the rest are blocks of their own.
    pub(crate) fn of_resources(resources: usize, instances: usize, modules: usize, unresolved: usize) -> Self {
        let share = |percent: usize, of_one: usize| (resources * percent / 100).div_ceil(of_one);
        let rest = 100_usize.saturating_sub(instances + modules + unresolved);
        Self {
            blocks: share(rest, KINDS[0].1),
            instances: share(instances, KINDS[1].1),
            modules: share(modules, KINDS[2].1),
            unresolved: share(unresolved, KINDS[3].1),
        }
    }

    /// Managed resources.
    pub(crate) fn resources(self) -> usize {
        self.counts().iter().zip(KINDS).map(|(count, (_, of_one))| count * of_one).sum()
    }
}

/// Writes the plan of that size as `terraform show -json` does: in one line.
pub(crate) fn write(size: Size, to: &mut dyn Write) -> io::Result<()> {
    let plan: Value = serde_json::from_str(PLAN)?;
    put(&plan, size, to)?;
    to.write_all(b"\n")
}

/// A value, with those elements and members in it that are named after a kind repeated.
fn put(value: &Value, size: Size, to: &mut dyn Write) -> io::Result<()> {
    match value {
        Value::Array(elements) => {
            to.write_all(b"[")?;
            let mut separator: &[u8] = b"";
            for element in elements {
                let text = element.to_string();
                match kind(&text) {
                    Some(kind) => repeat(&text, kind, size, &mut separator, to)?,
                    None => {
                        to.write_all(separator)?;
                        put(element, size, to)?;
                        separator = b",";
                    }
                }
            }
            to.write_all(b"]")
        }
        Value::Object(members) => {
            to.write_all(b"{")?;
            let mut separator: &[u8] = b"";
            for (key, member) in members {
                match kind(key) {
                    Some(kind) => {
                        let text = format!("{}:{member}", Value::from(key.as_str()));
                        repeat(&text, kind, size, &mut separator, to)?;
                    }
                    None => {
                        to.write_all(separator)?;
                        write!(to, "{}:", Value::from(key.as_str()))?;
                        put(member, size, to)?;
                        separator = b",";
                    }
                }
            }
            to.write_all(b"}")
        }
        scalar => write!(to, "{scalar}"),
    }
}

/// The kind that a text is named after, as a place among [`KINDS`].
fn kind(text: &str) -> Option<usize> {
    KINDS.iter().position(|(name, _)| text.contains(name))
}

fn repeat(text: &str, kind: usize, size: Size, separator: &mut &[u8], to: &mut dyn Write) -> io::Result<()> {
    let name = KINDS[kind].0;
    let pieces: Vec<&str> = text.split(name).collect();
    let stem = name.trim_end_matches('0');
    for number in 0..size.counts()[kind] {
        to.write_all(separator)?;
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 {
                write!(to, "{stem}{number:06}")?;
            }
            to.write_all(piece.as_bytes())?;
        }
        *separator = b",";
    }
    Ok(())
}
