//! Schema → packed bytes. Used by the generator and by tests; the binary only reads.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use smol_str::SmolStr;

use super::{MAGIC, attribute_flag, block_flag, detail_flag, literal_tag, nested_flag, part_tag, type_tag};
use crate::schema::block::{AttributeSchema, BlockSchema, NestedBlock, Nesting, Presence};
use crate::schema::defaults::{DefaultLiteral, DefaultValue};
use crate::schema::identity::{IdentityScope, SameAs, TemplatePart};
use crate::value::Type;

/// The schema of one version of a provider, as the generator has put it together.
pub struct ProviderSource {
    /// Major version, by which the reader finds it.
    pub major: u64,
    /// Full version.
    pub version: SmolStr,
    /// What a `provider` block accepts.
    pub configuration: BlockSchema,
    /// Resource types by name.
    pub resources: BTreeMap<SmolStr, BlockSchema>,
    /// Data sources by name.
    pub data_sources: BTreeMap<SmolStr, BlockSchema>,
}

/// Packs schemas. The same input gives the same bytes.
#[derive(Default)]
pub struct Writer {
    strings: HashMap<SmolStr, u32>,
    types: Pool,
    blocks: Pool,
    providers: Vec<PackedProvider>,
}

struct PackedProvider {
    major: u32,
    version: u32,
    configuration: u32,
    resources: Vec<(u32, u32)>,
    data_sources: Vec<(u32, u32)>,
}

impl Writer {
    /// Packs the schemas of several versions into one file.
    ///
    /// # Panics
    /// When a count is above `u32::MAX`, which no provider comes near.
    pub fn pack(sources: &[ProviderSource]) -> Vec<u8> {
        let ranked = rank_strings(sources);
        let mut writer = Self::default();
        for (number, string) in ranked.iter().enumerate() {
            writer.strings.insert(string.clone(), to_u32(number));
        }
        for source in sources {
            let provider = PackedProvider {
                major: u32::try_from(source.major).expect("a major version is a small number"),
                version: writer.string(&source.version),
                configuration: writer.block(&source.configuration),
                resources: writer.index(&source.resources),
                data_sources: writer.index(&source.data_sources),
            };
            writer.providers.push(provider);
        }
        writer.assemble(&ranked)
    }

    fn index(&mut self, types: &BTreeMap<SmolStr, BlockSchema>) -> Vec<(u32, u32)> {
        types.iter().map(|(name, block)| (self.string(name), self.block(block))).collect()
    }

    fn assemble(&self, strings: &[SmolStr]) -> Vec<u8> {
        let header_len = MAGIC.len() + 8 * 4;
        let mut body = Vec::new();
        let mut header: Vec<u32> = Vec::new();
        let strings: Vec<&[u8]> = strings.iter().map(|string| string.as_bytes()).collect();
        let types: Vec<&[u8]> = self.types.entries.iter().map(|entry| &**entry).collect();
        let blocks: Vec<&[u8]> = self.blocks.entries.iter().map(|entry| &**entry).collect();
        for pool in [strings, types, blocks] {
            header.extend([to_u32(pool.len()), to_u32(header_len + body.len())]);
            let mut end = 0;
            for entry in &pool {
                end += entry.len();
                body.extend(to_u32(end).to_le_bytes());
            }
            body.extend(pool.concat());
        }
        let mut providers: Vec<u32> = Vec::new();
        for provider in &self.providers {
            providers.extend([provider.major, provider.version, provider.configuration]);
            for index in [&provider.resources, &provider.data_sources] {
                providers.extend([to_u32(index.len()), to_u32(header_len + body.len())]);
                for (name, block) in index {
                    body.extend(name.to_le_bytes());
                    body.extend(block.to_le_bytes());
                }
            }
        }
        header.extend([to_u32(self.providers.len()), to_u32(header_len + body.len())]);
        body.extend(providers.iter().flat_map(|field| field.to_le_bytes()));

        let mut data = MAGIC.to_vec();
        data.extend(header.iter().flat_map(|field| field.to_le_bytes()));
        data.extend(body);
        data
    }

    fn block(&mut self, block: &BlockSchema) -> u32 {
        let mut entry = vec![flag(block.open, block_flag::OPEN) | flag(block.deprecated, block_flag::DEPRECATED)];
        varint(&mut entry, to_u32(block.attributes.len()));
        for (name, attribute) in &block.attributes {
            varint(&mut entry, self.string(name));
            self.attribute(&mut entry, attribute);
        }
        varint(&mut entry, to_u32(block.blocks.len()));
        for (name, nested) in &block.blocks {
            varint(&mut entry, self.string(name));
            self.nested_block(&mut entry, nested);
        }
        self.blocks.add(entry)
    }

    fn nested_block(&mut self, entry: &mut Vec<u8>, nested: &NestedBlock) {
        let nesting = match nested.nesting {
            Nesting::Single => 0,
            Nesting::Group => 1,
            Nesting::List => 2,
            Nesting::Set => 3,
            Nesting::Map => 4,
        };
        entry.push(
            nesting
                | flag(nested.computed, nested_flag::COMPUTED)
                | flag(nested.min_items > 0, nested_flag::MIN_ITEMS)
                | flag(nested.max_items.is_some(), nested_flag::MAX_ITEMS),
        );
        if nested.min_items > 0 {
            varint(entry, nested.min_items);
        }
        if let Some(max_items) = nested.max_items {
            varint(entry, max_items);
        }
        let block = self.block(&nested.block);
        varint(entry, block);
    }

    fn attribute(&mut self, entry: &mut Vec<u8>, attribute: &AttributeSchema) {
        let presence = match attribute.presence {
            Presence::Required => 0,
            Presence::Optional => 1,
            Presence::OptionalComputed => 2,
            Presence::Computed => 3,
        };
        let details = detail_flags(attribute);
        entry.push(
            presence
                | flag(attribute.sensitive, attribute_flag::SENSITIVE)
                | flag(attribute.deprecated, attribute_flag::DEPRECATED)
                | flag(attribute.write_only, attribute_flag::WRITE_ONLY)
                | flag(details != 0, attribute_flag::DETAILS),
        );
        let ty = self.type_of(&attribute.ty);
        varint(entry, ty);
        if details != 0 {
            entry.push(details);
            self.details(entry, attribute);
        }
    }

    fn details(&mut self, entry: &mut Vec<u8>, attribute: &AttributeSchema) {
        if let Some(default) = &attribute.default {
            self.literal(entry, default.literal());
        }
        if let Some(literal) = &attribute.when_block_absent {
            self.literal(entry, literal);
        }
        match &attribute.same_as {
            Some(SameAs::Attribute(name)) => varint(entry, self.string(name)),
            Some(SameAs::Template(parts)) => {
                varint(entry, to_u32(parts.len()));
                for part in parts {
                    self.template_part(entry, part);
                }
            }
            None => {}
        }
    }

    fn literal(&mut self, entry: &mut Vec<u8>, literal: &DefaultLiteral) {
        match literal {
            DefaultLiteral::Null => entry.push(literal_tag::NULL),
            DefaultLiteral::Bool(false) => entry.push(literal_tag::FALSE),
            DefaultLiteral::Bool(true) => entry.push(literal_tag::TRUE),
            DefaultLiteral::Number(text) => {
                entry.push(literal_tag::NUMBER);
                varint(entry, self.string(text));
            }
            DefaultLiteral::String(text) => {
                entry.push(literal_tag::STRING);
                varint(entry, self.string(text));
            }
            DefaultLiteral::List(items) => {
                entry.push(literal_tag::LIST);
                varint(entry, to_u32(items.len()));
                for item in items {
                    self.literal(entry, item);
                }
            }
        }
    }

    fn template_part(&mut self, entry: &mut Vec<u8>, part: &TemplatePart) {
        match part {
            TemplatePart::Literal(text) => {
                entry.push(part_tag::LITERAL);
                varint(entry, self.string(text));
            }
            TemplatePart::Attribute(name) => {
                entry.push(part_tag::ATTRIBUTE);
                varint(entry, self.string(name));
            }
            TemplatePart::Partition => entry.push(part_tag::PARTITION),
            TemplatePart::Region => entry.push(part_tag::REGION),
            TemplatePart::AccountId => entry.push(part_tag::ACCOUNT_ID),
            TemplatePart::DnsSuffix => entry.push(part_tag::DNS_SUFFIX),
        }
    }

    fn type_of(&mut self, ty: &Type) -> u32 {
        let mut entry = Vec::new();
        match ty {
            Type::Dynamic => entry.push(type_tag::DYNAMIC),
            Type::Bool => entry.push(type_tag::BOOL),
            Type::Number => entry.push(type_tag::NUMBER),
            Type::String => entry.push(type_tag::STRING),
            Type::List(item) => self.collection(&mut entry, type_tag::LIST, item),
            Type::Set(item) => self.collection(&mut entry, type_tag::SET, item),
            Type::Map(item) => self.collection(&mut entry, type_tag::MAP, item),
            Type::Tuple(items) => {
                entry.push(type_tag::TUPLE);
                varint(&mut entry, to_u32(items.len()));
                for item in items.iter() {
                    let item = self.type_of(item);
                    varint(&mut entry, item);
                }
            }
            Type::Object(object) => {
                entry.push(type_tag::OBJECT);
                varint(&mut entry, to_u32(object.attributes.len()));
                for (name, ty) in &object.attributes {
                    varint(&mut entry, self.string(name));
                    let ty = self.type_of(ty);
                    varint(&mut entry, ty << 1 | u32::from(object.optional.contains(name)));
                }
            }
        }
        self.types.add(entry)
    }

    fn collection(&mut self, entry: &mut Vec<u8>, tag: u8, item: &Arc<Type>) {
        entry.push(tag);
        let item = self.type_of(item);
        varint(entry, item);
    }

    fn string(&self, string: &str) -> u32 {
        *self.strings.get(string).expect("every string was counted before the first entry was written")
    }
}

/// Entries in the order of their first occurrence, each once.
#[derive(Default)]
struct Pool {
    entries: Vec<Arc<[u8]>>,
    known: HashMap<Arc<[u8]>, u32>,
}

impl Pool {
    fn add(&mut self, entry: Vec<u8>) -> u32 {
        let entry: Arc<[u8]> = entry.into();
        if let Some(known) = self.known.get(&entry) {
            return *known;
        }
        let number = to_u32(self.entries.len());
        self.entries.push(Arc::clone(&entry));
        self.known.insert(entry, number);
        number
    }
}

/// All strings, the most used first; ties in byte order, so that the bytes depend on the input only.
fn rank_strings(sources: &[ProviderSource]) -> Vec<SmolStr> {
    let mut uses = Uses::default();
    for source in sources {
        uses.count(&source.version);
        uses.block(&source.configuration);
        for (name, block) in source.resources.iter().chain(&source.data_sources) {
            uses.count(name);
            uses.block(block);
        }
    }
    let mut ranked: Vec<(u64, SmolStr)> = uses.0.into_iter().map(|(string, count)| (count, string)).collect();
    ranked
        .sort_by(|(left_count, left), (right_count, right)| right_count.cmp(left_count).then_with(|| left.cmp(right)));
    ranked.into_iter().map(|(_, string)| string).collect()
}

#[derive(Default)]
struct Uses(BTreeMap<SmolStr, u64>);

impl Uses {
    fn count(&mut self, string: &SmolStr) {
        *self.0.entry(string.clone()).or_default() += 1;
    }

    fn block(&mut self, block: &BlockSchema) {
        for (name, attribute) in &block.attributes {
            self.count(name);
            self.type_of(&attribute.ty);
            if let Some(default) = &attribute.default {
                self.literal(default.literal());
            }
            if let Some(literal) = &attribute.when_block_absent {
                self.literal(literal);
            }
            match &attribute.same_as {
                Some(SameAs::Attribute(name)) => self.count(name),
                Some(SameAs::Template(parts)) => parts.iter().for_each(|part| self.template_part(part)),
                None => {}
            }
        }
        for (name, nested) in &block.blocks {
            self.count(name);
            self.block(&nested.block);
        }
    }

    fn template_part(&mut self, part: &TemplatePart) {
        match part {
            TemplatePart::Literal(text) | TemplatePart::Attribute(text) => self.count(text),
            TemplatePart::Partition | TemplatePart::Region | TemplatePart::AccountId | TemplatePart::DnsSuffix => {}
        }
    }

    fn literal(&mut self, literal: &DefaultLiteral) {
        match literal {
            DefaultLiteral::Null | DefaultLiteral::Bool(_) => {}
            DefaultLiteral::Number(text) | DefaultLiteral::String(text) => self.count(text),
            DefaultLiteral::List(items) => items.iter().for_each(|item| self.literal(item)),
        }
    }

    fn type_of(&mut self, ty: &Type) {
        match ty {
            Type::Dynamic | Type::Bool | Type::Number | Type::String => {}
            Type::List(item) | Type::Set(item) | Type::Map(item) => self.type_of(item),
            Type::Tuple(items) => items.iter().for_each(|item| self.type_of(item)),
            Type::Object(object) => {
                for (name, ty) in &object.attributes {
                    self.count(name);
                    self.type_of(ty);
                }
            }
        }
    }
}

fn detail_flags(attribute: &AttributeSchema) -> u8 {
    let default = match attribute.default {
        Some(DefaultValue::Provider(_)) => detail_flag::DEFAULT_OF_PROVIDER,
        Some(DefaultValue::Assumed(_)) => detail_flag::DEFAULT_ASSUMED,
        Some(DefaultValue::Service(_)) => detail_flag::DEFAULT_OF_SERVICE,
        None => 0,
    };
    let same_as = match attribute.same_as {
        Some(SameAs::Attribute(_)) => detail_flag::SAME_AS_ATTRIBUTE,
        Some(SameAs::Template(_)) => detail_flag::SAME_AS_TEMPLATE,
        None => 0,
    };
    let identity = match attribute.identity {
        Some(IdentityScope::Global) => detail_flag::IDENTITY_GLOBAL,
        Some(IdentityScope::ProviderConfiguration) => detail_flag::IDENTITY_OF_CONFIGURATION,
        None => 0,
    };
    default | same_as | identity | flag(attribute.when_block_absent.is_some(), detail_flag::WHEN_BLOCK_ABSENT)
}

fn flag(set: bool, bit: u8) -> u8 {
    if set { bit } else { 0 }
}

fn varint(entry: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        entry.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    entry.push(value as u8);
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).expect("a packed schema is far below four gigabytes")
}
