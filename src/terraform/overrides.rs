//! Override files: their blocks are merged into the blocks of the same name.
//!
//! Source: Terraform documentation, "Override Files", "Merging Behavior".

use crate::syntax::ast::{Block, Body};

/// Merges an override block into its base: arguments replace arguments, nested blocks replace all of their type.
pub(super) fn merge(base: &mut Block, overriding: Block) {
    merge_body(&mut base.body, overriding.body);
}

fn merge_body(base: &mut Body, overriding: Body) {
    for attribute in overriding.attributes {
        base.attributes.retain(|existing| existing.name.name != attribute.name.name);
        base.attributes.push(attribute);
    }
    let (merged, replacing): (Vec<Block>, Vec<Block>) =
        overriding.blocks.into_iter().partition(|block| is_merged(&block.block_type.name));
    let types: Vec<_> = replacing.iter().map(content_type).collect();
    base.blocks.retain(|existing| !types.contains(&content_type(existing)));
    base.blocks.extend(replacing);
    for block in merged {
        match base.blocks.iter_mut().find(|existing| existing.block_type.name == block.block_type.name) {
            Some(existing) => merge_body(&mut existing.body, block.body),
            None => base.blocks.push(block),
        }
    }
}

/// Blocks that are merged argument by argument.
fn is_merged(block_type: &str) -> bool {
    matches!(block_type, "lifecycle" | "required_providers")
}

/// The type of block that a block, or the content of a `dynamic` block, makes.
fn content_type(block: &Block) -> smol_str::SmolStr {
    match block.labels.first() {
        Some(label) if block.block_type.name == "dynamic" => label.name.clone(),
        _ => block.block_type.name.clone(),
    }
}
