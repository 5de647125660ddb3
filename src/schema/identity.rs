//! Attributes that repeat or are built from others, and attributes that tell objects apart.

use smol_str::SmolStr;

/// What an exported attribute equals once the resource exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SameAs {
    /// Another attribute of the same resource: `aws_s3_bucket.id` is `bucket`.
    Attribute(SmolStr),
    /// A text with other attributes in it: `arn:{partition}:s3:::{bucket}`.
    Template(Vec<TemplatePart>),
}

/// One part of the text that an attribute equals.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TemplatePart {
    /// Text that is always the same.
    Literal(SmolStr),
    /// The value of an attribute of the same resource.
    Attribute(SmolStr),
    /// The AWS partition of the provider configuration: `aws`, `aws-us-gov`, `aws-cn`.
    Partition,
    /// The region of the provider configuration.
    Region,
    /// The account that the provider configuration's credentials belong to.
    AccountId,
    /// The domain of the partition's endpoints: `amazonaws.com`.
    DnsSuffix,
}

impl SameAs {
    /// Reads the form of `schemas/identities.csv`: the name of an attribute, or a template when it has braces.
    ///
    /// `has_attribute` tells whether the resource has an attribute of that name: a region in braces is the resource's own
    /// where it has one, and the provider configuration's otherwise. `None` if a name is unknown or a brace is not closed.
    pub fn parse(text: &str, has_attribute: impl Fn(&str) -> bool) -> Option<Self> {
        if !text.contains('{') {
            return has_attribute(text).then(|| Self::Attribute(text.into()));
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((literal, tail)) = rest.split_once('{') {
            if !literal.is_empty() {
                parts.push(TemplatePart::Literal(literal.into()));
            }
            let (name, tail) = tail.split_once('}')?;
            parts.push(match name {
                name if has_attribute(name) => TemplatePart::Attribute(name.into()),
                "partition" => TemplatePart::Partition,
                "region" => TemplatePart::Region,
                "account_id" => TemplatePart::AccountId,
                "dns_suffix" => TemplatePart::DnsSuffix,
                _ => return None,
            });
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(TemplatePart::Literal(rest.into()));
        }
        Some(Self::Template(parts))
    }
}

/// How far it holds that no two objects of a type have the same value in an attribute.
///
/// It rests on one assumption: two resource blocks never stand for one and the same object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentityScope {
    /// Everywhere: ARNs, bucket names.
    Global,
    /// Among objects with the same provider configuration and, since version 6 of the provider, the same `region` argument:
    /// a log group of another region may have the same name.
    ProviderConfiguration,
}
