//! Packed bytes → schema.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use smol_str::SmolStr;

use super::{
    FormatError, MAGIC, attribute_flag, block_flag, detail_flag, literal_tag, nested_flag, part_tag, type_tag,
};
use crate::schema::block::{AttributeSchema, BlockSchema, NestedBlock, Nesting, Presence};
use crate::schema::defaults::{DefaultLiteral, DefaultValue};
use crate::schema::identity::{IdentityScope, SameAs, TemplatePart};
use crate::value::{ObjectType, Type};

type Result<T> = std::result::Result<T, FormatError>;

/// Gives access to packed schemas. Making one reads the header and nothing else.
#[derive(Clone, Copy)]
pub struct Reader<'data> {
    data: &'data [u8],
    strings: Pool<'data>,
    types: Pool<'data>,
    blocks: Pool<'data>,
    provider_count: u32,
    providers_position: u32,
}

/// What the file holds about one provider.
pub struct ProviderContents {
    /// The full version: `6.69.1`.
    pub version: &'static str,
    /// The block that a `provider` block is.
    pub configuration: u32,
    /// The resource types.
    pub resources: Index,
    /// The data sources.
    pub data_sources: Index,
}

/// A sorted table from names to blocks.
#[derive(Clone, Copy)]
pub struct Index {
    entries: &'static [u8],
}

const INDEX_ENTRY: usize = 8;
const PROVIDER_ENTRY: usize = 28;

impl Reader<'static> {
    /// Checks the header.
    ///
    /// # Errors
    /// [`FormatError`] when the bytes are not a packed schema of this version.
    pub fn new(data: &'static [u8]) -> Result<Self> {
        if data.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(FormatError::Magic);
        }
        let header = |field: usize| u32_at(data, MAGIC.len() + 4 * field);
        let pool = |field: usize| Pool::new(data, header(field)?, header(field + 1)?);
        Ok(Self {
            data,
            strings: pool(0)?,
            types: pool(2)?,
            blocks: pool(4)?,
            provider_count: header(6)?,
            providers_position: header(7)?,
        })
    }

    /// What the file holds about the provider of a major version.
    ///
    /// # Errors
    /// [`FormatError::Provider`] when it holds nothing.
    pub fn provider(&self, major: u64) -> Result<ProviderContents> {
        for number in 0..self.provider_count as usize {
            let position = self.providers_position as usize + number * PROVIDER_ENTRY;
            let field = |field: usize| u32_at(self.data, position + 4 * field);
            if u64::from(field(0)?) == major {
                return Ok(ProviderContents {
                    version: self.string(field(1)?)?,
                    configuration: field(2)?,
                    resources: Index::new(self.data, field(3)?, field(4)?)?,
                    data_sources: Index::new(self.data, field(5)?, field(6)?)?,
                });
            }
        }
        Err(FormatError::Provider(major))
    }

    /// Decodes one block with everything inside. Blocks and types that occur more than once inside are shared.
    ///
    /// # Errors
    /// [`FormatError`] when the bytes are damaged.
    pub fn block(&self, reference: u32) -> Result<BlockSchema> {
        let mut decoder = Decoder { reader: self, types: HashMap::new(), blocks: HashMap::new() };
        decoder.block(reference)
    }

    fn string(&self, reference: u32) -> Result<&'static str> {
        std::str::from_utf8(self.strings.entry(reference)?).map_err(|_| FormatError::Invalid("string"))
    }
}

impl Index {
    fn new(data: &'static [u8], count: u32, position: u32) -> Result<Self> {
        let start = position as usize;
        let end = start + count as usize * INDEX_ENTRY;
        Ok(Self { entries: data.get(start..end).ok_or(FormatError::End)? })
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.entries.len() / INDEX_ENTRY
    }

    /// True if there is no name.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Position in the index and block of a name.
    pub fn find(&self, reader: &Reader<'static>, name: &str) -> Option<(usize, u32)> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let (entry, block) = self.entry(reader, middle)?;
            match entry.cmp(name) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some((middle, block)),
            }
        }
        None
    }

    /// All names, sorted.
    pub fn names(self, reader: &Reader<'static>) -> impl ExactSizeIterator<Item = &'static str> + use<> {
        let reader = *reader;
        (0..self.len()).map(move |position| self.entry(&reader, position).map_or("", |(name, _)| name))
    }

    fn entry(&self, reader: &Reader<'static>, position: usize) -> Option<(&'static str, u32)> {
        let name = u32_at(self.entries, position * INDEX_ENTRY).ok()?;
        let block = u32_at(self.entries, position * INDEX_ENTRY + 4).ok()?;
        Some((reader.string(name).ok()?, block))
    }
}

/// Entries of any length, found by number.
#[derive(Clone, Copy)]
struct Pool<'data> {
    ends: &'data [u8],
    entries: &'data [u8],
}

impl<'data> Pool<'data> {
    fn new(data: &'data [u8], count: u32, position: u32) -> Result<Self> {
        let rest = data.get(position as usize..).ok_or(FormatError::End)?;
        let (ends, entries) = rest.split_at_checked(4 * count as usize).ok_or(FormatError::End)?;
        Ok(Self { ends, entries })
    }

    fn entry(&self, reference: u32) -> Result<&'data [u8]> {
        let number = reference as usize;
        let start = if number == 0 { 0 } else { u32_at(self.ends, 4 * (number - 1))? };
        let end = u32_at(self.ends, 4 * number)?;
        self.entries.get(start as usize..end as usize).ok_or(FormatError::End)
    }
}

/// Decodes one block and remembers what it has decoded on the way.
struct Decoder<'reader> {
    reader: &'reader Reader<'static>,
    types: HashMap<u32, Type>,
    blocks: HashMap<u32, Arc<BlockSchema>>,
}

impl Decoder<'_> {
    fn block(&mut self, reference: u32) -> Result<BlockSchema> {
        let mut input = Input(self.reader.blocks.entry(reference)?);
        let flags = input.byte()?;
        let mut attributes = BTreeMap::new();
        for _ in 0..input.varint()? {
            let name = self.name(&mut input)?;
            attributes.insert(name, self.attribute(&mut input)?);
        }
        let mut blocks = BTreeMap::new();
        for _ in 0..input.varint()? {
            let name = self.name(&mut input)?;
            blocks.insert(name, self.nested_block(&mut input, reference)?);
        }
        Ok(BlockSchema {
            attributes,
            blocks,
            open: flags & block_flag::OPEN != 0,
            deprecated: flags & block_flag::DEPRECATED != 0,
            ..BlockSchema::default()
        })
    }

    fn nested_block(&mut self, input: &mut Input<'static>, parent: u32) -> Result<NestedBlock> {
        let flags = input.byte()?;
        let nesting = match flags & nested_flag::NESTING {
            0 => Nesting::Single,
            1 => Nesting::Group,
            2 => Nesting::List,
            3 => Nesting::Set,
            4 => Nesting::Map,
            _ => return Err(FormatError::Invalid("nesting")),
        };
        let min_items = if flags & nested_flag::MIN_ITEMS != 0 { input.varint()? } else { 0 };
        let max_items = if flags & nested_flag::MAX_ITEMS != 0 { Some(input.varint()?) } else { None };
        let reference = earlier(input.varint()?, parent)?;
        let block = match self.blocks.get(&reference) {
            Some(block) => Arc::clone(block),
            None => {
                let block = Arc::new(self.block(reference)?);
                self.blocks.insert(reference, Arc::clone(&block));
                block
            }
        };
        Ok(NestedBlock { nesting, min_items, max_items, computed: flags & nested_flag::COMPUTED != 0, block })
    }

    fn attribute(&mut self, input: &mut Input<'static>) -> Result<AttributeSchema> {
        let flags = input.byte()?;
        let presence = match flags & attribute_flag::PRESENCE {
            0 => Presence::Required,
            1 => Presence::Optional,
            2 => Presence::OptionalComputed,
            _ => Presence::Computed,
        };
        let ty = self.type_of(input.varint()?)?;
        let mut attribute = AttributeSchema::new(ty, presence);
        attribute.sensitive = flags & attribute_flag::SENSITIVE != 0;
        attribute.deprecated = flags & attribute_flag::DEPRECATED != 0;
        attribute.write_only = flags & attribute_flag::WRITE_ONLY != 0;
        if flags & attribute_flag::DETAILS != 0 {
            self.details(input, &mut attribute)?;
        }
        Ok(attribute)
    }

    fn details(&mut self, input: &mut Input<'static>, attribute: &mut AttributeSchema) -> Result<()> {
        let details = input.byte()?;
        if details & detail_flag::DEFAULT_OF_PROVIDER != 0 {
            attribute.default = Some(DefaultValue::Provider(self.literal(input)?));
        }
        if details & detail_flag::DEFAULT_ASSUMED != 0 {
            attribute.default = Some(DefaultValue::Assumed(self.literal(input)?));
        }
        if details & detail_flag::DEFAULT_OF_SERVICE != 0 {
            attribute.default = Some(DefaultValue::Service(self.literal(input)?));
        }
        if details & detail_flag::WHEN_BLOCK_ABSENT != 0 {
            attribute.when_block_absent = Some(self.literal(input)?);
        }
        if details & detail_flag::SAME_AS_ATTRIBUTE != 0 {
            attribute.same_as = Some(SameAs::Attribute(self.name(input)?));
        }
        if details & detail_flag::SAME_AS_TEMPLATE != 0 {
            let count = input.varint()?;
            let parts = (0..count).map(|_| self.template_part(input)).collect::<Result<_>>()?;
            attribute.same_as = Some(SameAs::Template(parts));
        }
        if details & detail_flag::IDENTITY_GLOBAL != 0 {
            attribute.identity = Some(IdentityScope::Global);
        }
        if details & detail_flag::IDENTITY_OF_CONFIGURATION != 0 {
            attribute.identity = Some(IdentityScope::ProviderConfiguration);
        }
        Ok(())
    }

    fn literal(&mut self, input: &mut Input<'static>) -> Result<DefaultLiteral> {
        Ok(match input.byte()? {
            literal_tag::NULL => DefaultLiteral::Null,
            literal_tag::FALSE => DefaultLiteral::Bool(false),
            literal_tag::TRUE => DefaultLiteral::Bool(true),
            literal_tag::NUMBER => DefaultLiteral::Number(self.name(input)?),
            literal_tag::STRING => DefaultLiteral::String(self.name(input)?),
            literal_tag::LIST => {
                let count = input.varint()?;
                DefaultLiteral::List((0..count).map(|_| self.literal(input)).collect::<Result<_>>()?)
            }
            _ => return Err(FormatError::Invalid("literal")),
        })
    }

    fn template_part(&mut self, input: &mut Input<'static>) -> Result<TemplatePart> {
        Ok(match input.byte()? {
            part_tag::LITERAL => TemplatePart::Literal(self.name(input)?),
            part_tag::ATTRIBUTE => TemplatePart::Attribute(self.name(input)?),
            part_tag::PARTITION => TemplatePart::Partition,
            part_tag::REGION => TemplatePart::Region,
            part_tag::ACCOUNT_ID => TemplatePart::AccountId,
            part_tag::DNS_SUFFIX => TemplatePart::DnsSuffix,
            _ => return Err(FormatError::Invalid("template part")),
        })
    }

    fn type_of(&mut self, reference: u32) -> Result<Type> {
        if let Some(ty) = self.types.get(&reference) {
            return Ok(ty.clone());
        }
        let mut input = Input(self.reader.types.entry(reference)?);
        let ty = match input.byte()? {
            type_tag::DYNAMIC => Type::Dynamic,
            type_tag::BOOL => Type::Bool,
            type_tag::NUMBER => Type::Number,
            type_tag::STRING => Type::String,
            type_tag::LIST => Type::List(Arc::new(self.type_of(earlier(input.varint()?, reference)?)?)),
            type_tag::SET => Type::Set(Arc::new(self.type_of(earlier(input.varint()?, reference)?)?)),
            type_tag::MAP => Type::Map(Arc::new(self.type_of(earlier(input.varint()?, reference)?)?)),
            type_tag::TUPLE => {
                let count = input.varint()?;
                let items = (0..count).map(|_| self.type_of(earlier(input.varint()?, reference)?));
                Type::Tuple(items.collect::<Result<Arc<[Type]>>>()?)
            }
            type_tag::OBJECT => {
                let (mut attributes, mut optional) = (BTreeMap::new(), BTreeSet::new());
                for _ in 0..input.varint()? {
                    let name = self.name(&mut input)?;
                    let tagged = input.varint()?;
                    if tagged & 1 != 0 {
                        optional.insert(name.clone());
                    }
                    attributes.insert(name, self.type_of(earlier(tagged >> 1, reference)?)?);
                }
                Type::Object(Arc::new(ObjectType { attributes, optional }))
            }
            _ => return Err(FormatError::Invalid("type")),
        };
        self.types.insert(reference, ty.clone());
        Ok(ty)
    }

    fn name(&self, input: &mut Input<'static>) -> Result<SmolStr> {
        Ok(SmolStr::new_static(self.reader.string(input.varint()?)?))
    }
}

/// References go backwards only, otherwise damaged bytes could make decoding endless.
fn earlier(reference: u32, than: u32) -> Result<u32> {
    if reference < than { Ok(reference) } else { Err(FormatError::Invalid("reference")) }
}

/// What is left of one entry.
struct Input<'data>(&'data [u8]);

impl Input<'_> {
    fn byte(&mut self) -> Result<u8> {
        let (byte, rest) = self.0.split_first().ok_or(FormatError::End)?;
        self.0 = rest;
        Ok(*byte)
    }

    fn varint(&mut self) -> Result<u32> {
        let mut value = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(FormatError::Invalid("number"))
    }
}

fn u32_at(data: &[u8], position: usize) -> Result<u32> {
    let bytes = data.get(position..).and_then(<[u8]>::first_chunk::<4>).ok_or(FormatError::End)?;
    Ok(u32::from_le_bytes(*bytes))
}
