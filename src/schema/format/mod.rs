//! How schemas are packed into one file, so that looking up one type costs one binary search and the decoding of that type.
//!
//! All numbers are little-endian; "varint" is LEB128. The header is [`MAGIC`] and then, as `u32`: for each of the three pools
//! its number of entries and its position, then the number of providers and their position.
//!
//! | part | contents |
//! | --- | --- |
//! | pool | one `u32` end per entry, counted from the first byte after the ends; then the entries |
//! | string pool | UTF-8 texts, the most used first, so that most references are one byte |
//! | type pool | a tag, then references to earlier types |
//! | block pool | attributes and nested blocks, with references to strings, types and earlier blocks |
//! | provider | `u32`: major version, string of the version, block of its configuration, then count and position of both indexes |
//! | index | `u32` pairs of name and block, sorted by name |
//!
//! Entries are written once however often they occur: the two majors of the AWS provider have most of their blocks in common.
//! References go backwards only, so that decoding ends whatever the bytes are.

mod reader;
mod writer;

pub use reader::{Index, ProviderContents, Reader};
pub use writer::{ProviderSource, Writer};

const MAGIC: &[u8; 8] = b"S2LSCH\x00\x01";

/// The bytes are not what the writer writes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The first bytes are those of another kind of file or of another version of this one.
    #[error("not a packed schema, or one of another version")]
    Magic,
    /// A position lies behind the end.
    #[error("packed schema ends early")]
    End,
    /// A tag, flag or reference has no meaning.
    #[error("packed schema has an invalid {0}")]
    Invalid(&'static str),
    /// The file has no provider of that major version.
    #[error("packed schema has no provider of major version {0}")]
    Provider(u64),
}

mod type_tag {
    pub(super) const DYNAMIC: u8 = 0;
    pub(super) const BOOL: u8 = 1;
    pub(super) const NUMBER: u8 = 2;
    pub(super) const STRING: u8 = 3;
    pub(super) const LIST: u8 = 4;
    pub(super) const SET: u8 = 5;
    pub(super) const MAP: u8 = 6;
    pub(super) const TUPLE: u8 = 7;
    pub(super) const OBJECT: u8 = 8;
}

mod literal_tag {
    pub(super) const NULL: u8 = 0;
    pub(super) const FALSE: u8 = 1;
    pub(super) const TRUE: u8 = 2;
    pub(super) const NUMBER: u8 = 3;
    pub(super) const STRING: u8 = 4;
    pub(super) const LIST: u8 = 5;
}

mod part_tag {
    pub(super) const LITERAL: u8 = 0;
    pub(super) const ATTRIBUTE: u8 = 1;
    pub(super) const PARTITION: u8 = 2;
    pub(super) const REGION: u8 = 3;
    pub(super) const ACCOUNT_ID: u8 = 4;
    pub(super) const DNS_SUFFIX: u8 = 5;
}

/// Flags of an attribute; the two lowest bits are its presence.
mod attribute_flag {
    pub(super) const PRESENCE: u8 = 0b11;
    pub(super) const SENSITIVE: u8 = 1 << 2;
    pub(super) const DEPRECATED: u8 = 1 << 3;
    pub(super) const WRITE_ONLY: u8 = 1 << 4;
    /// A byte of [`super::detail_flag`]s and what they announce follow the type.
    pub(super) const DETAILS: u8 = 1 << 5;
}

mod detail_flag {
    pub(super) const DEFAULT_OF_PROVIDER: u8 = 1;
    pub(super) const DEFAULT_ASSUMED: u8 = 1 << 1;
    pub(super) const WHEN_BLOCK_ABSENT: u8 = 1 << 2;
    pub(super) const SAME_AS_ATTRIBUTE: u8 = 1 << 3;
    pub(super) const SAME_AS_TEMPLATE: u8 = 1 << 4;
    pub(super) const IDENTITY_GLOBAL: u8 = 1 << 5;
    pub(super) const IDENTITY_OF_CONFIGURATION: u8 = 1 << 6;
    pub(super) const DEFAULT_OF_SERVICE: u8 = 1 << 7;
}

mod block_flag {
    pub(super) const OPEN: u8 = 1;
    pub(super) const DEPRECATED: u8 = 1 << 1;
}

/// Flags of a nested block; the three lowest bits are its nesting.
mod nested_flag {
    pub(super) const NESTING: u8 = 0b111;
    pub(super) const COMPUTED: u8 = 1 << 3;
    pub(super) const MIN_ITEMS: u8 = 1 << 4;
    pub(super) const MAX_ITEMS: u8 = 1 << 5;
}
