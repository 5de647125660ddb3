//! `exception` blocks: documented exceptions for what nobody can write a comment into, such as vendored code and plans.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{PathGlob, Spanned};
use crate::lint::Exception;
use crate::model::InstanceKey;
use crate::workspace::Span;

/// An `exception` block. What it covers is what all of the given places have in common; without any it covers its rules everywhere.
///
/// Whether it counts (a reason, a date that is not over, rules that exist) is decided where exceptions are applied, as for comments.
#[derive(Clone, Debug)]
pub struct ExceptionBlock {
    /// What it says, as every exception does; its location is the block's header.
    pub exception: Arc<Exception>,
    /// The whole block.
    pub block: Span,
    /// `address`: a resource instance's address, `*` is any run of characters.
    pub address: Option<Spanned<SmolStr>>,
    /// `path`: the file that the finding is in.
    pub path: Option<Spanned<PathGlob>>,
    /// `instance`: the key of the resource's instance, `0` or `"eu"`.
    pub instance: Option<Spanned<InstanceKey>>,
    /// `module_call`: only what comes from this call, `module.site` or `module.site.module.inner`; instance keys are left out.
    pub module_call: Option<Spanned<SmolStr>>,
}
