//! The schemas that are part of the binary.

use std::sync::OnceLock;

use super::block::{AttributeSchema, BlockSchema};
use super::format::{Index, Reader};
use super::identity::SameAs;

/// Written by `examples/generate_schema.rs`; see `schemas/README.md`.
static AWS: &[u8] = include_bytes!("../../schemas/aws.bin");

/// Major version of the AWS provider. Types, arguments and defaults differ between the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProviderMajor {
    /// `~> 5.0`
    V5,
    /// `~> 6.0`, the newest, taken where nothing says which.
    #[default]
    V6,
}

impl ProviderMajor {
    /// Every major version, oldest first.
    pub const ALL: [Self; 2] = [Self::V5, Self::V6];

    /// The number.
    pub fn number(self) -> u64 {
        match self {
            Self::V5 => 5,
            Self::V6 => 6,
        }
    }

    /// The nearest major version that there is a schema for: 4 is read as 5 and 7 as 6.
    pub fn nearest(number: u64) -> Self {
        if number <= 5 { Self::V5 } else { Self::V6 }
    }
}

/// The schema of the AWS provider. Nothing is decoded but the index; each type is decoded when first asked for and then kept.
pub fn aws(major: ProviderMajor) -> &'static ProviderSchema {
    static SCHEMAS: [OnceLock<ProviderSchema>; ProviderMajor::ALL.len()] =
        [const { OnceLock::new() }; ProviderMajor::ALL.len()];
    let slot = match major {
        ProviderMajor::V5 => &SCHEMAS[0],
        ProviderMajor::V6 => &SCHEMAS[1],
    };
    slot.get_or_init(|| {
        Reader::new(AWS)
            .and_then(|reader| ProviderSchema::new(reader, major.number()))
            .expect("the embedded schema is written by our own generator and decoded whole by a test")
    })
}

/// The schema of one version of one provider.
pub struct ProviderSchema {
    reader: Reader<'static>,
    version: &'static str,
    configuration: Decoded,
    resources: Types,
    data_sources: Types,
}

impl ProviderSchema {
    fn new(reader: Reader<'static>, major: u64) -> Result<Self, super::format::FormatError> {
        let contents = reader.provider(major)?;
        Ok(Self {
            version: contents.version,
            configuration: Decoded { block: contents.configuration, schema: OnceLock::new() },
            resources: Types::new(contents.resources),
            data_sources: Types::new(contents.data_sources),
            reader,
        })
    }

    /// The version that the schema was taken from: `6.69.1`.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// What a `provider` block accepts.
    pub fn provider_config(&self) -> &BlockSchema {
        self.configuration.get(&self.reader)
    }

    /// The schema of a resource type, `None` for a type that this version does not have.
    pub fn resource(&self, type_name: &str) -> Option<&BlockSchema> {
        self.resources.get(&self.reader, type_name)
    }

    /// The schema of a data source.
    pub fn data_source(&self, type_name: &str) -> Option<&BlockSchema> {
        self.data_sources.get(&self.reader, type_name)
    }

    /// Names of all resource types, in byte order.
    pub fn resource_types(&self) -> impl ExactSizeIterator<Item = &'static str> + '_ {
        self.resources.index.names(&self.reader)
    }

    /// Names of all data sources, in byte order.
    pub fn data_source_types(&self) -> impl ExactSizeIterator<Item = &'static str> + '_ {
        self.data_sources.index.names(&self.reader)
    }

    /// What an exported attribute of a resource type equals after apply; `None` where nothing is known.
    pub fn same_as(&self, type_name: &str, attribute: &str) -> Option<&SameAs> {
        self.top_level_attribute(type_name, attribute)?.same_as.as_ref()
    }

    /// True if no two objects of the resource type share the value of the attribute; how far that holds is in
    /// [`AttributeSchema::identity`].
    pub fn is_identity(&self, type_name: &str, attribute: &str) -> bool {
        self.top_level_attribute(type_name, attribute).is_some_and(|attribute| attribute.identity.is_some())
    }

    fn top_level_attribute(&self, type_name: &str, attribute: &str) -> Option<&AttributeSchema> {
        self.resource(type_name)?.attribute(attribute)
    }
}

impl std::fmt::Debug for ProviderSchema {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ProviderSchema").field("version", &self.version).finish_non_exhaustive()
    }
}

/// The types of one kind and what has been decoded of them so far.
struct Types {
    index: Index,
    decoded: Box<[OnceLock<Box<BlockSchema>>]>,
}

impl Types {
    fn new(index: Index) -> Self {
        Self { decoded: std::iter::repeat_with(OnceLock::new).take(index.len()).collect(), index }
    }

    fn get(&self, reader: &Reader<'static>, type_name: &str) -> Option<&BlockSchema> {
        let (position, block) = self.index.find(reader, type_name)?;
        Some(self.decoded.get(position)?.get_or_init(|| Box::new(decode(reader, block))))
    }
}

/// One block that is decoded when first asked for.
struct Decoded {
    block: u32,
    schema: OnceLock<BlockSchema>,
}

impl Decoded {
    fn get(&self, reader: &Reader<'static>) -> &BlockSchema {
        self.schema.get_or_init(|| decode(reader, self.block))
    }
}

fn decode(reader: &Reader<'static>, block: u32) -> BlockSchema {
    reader.block(block).expect("every block of the embedded schema is decoded by a test")
}
