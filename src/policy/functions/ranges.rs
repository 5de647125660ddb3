//! Address ranges: which are the whole internet, which are wide.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::truth::Truth;
use super::view::{Elements, attribute, last_attribute, texts};
use crate::value::{Content, Data, Part, Symbol, Type, Value};

/// IPv4 ranges up to this prefix are taken as the whole internet: two of `/1` are all of it.
const ANY_IPV4_PREFIX: u8 = 1;
/// IPv6 ranges up to this prefix are: `2000::/3` is all of the global unicast space.
const ANY_IPV6_PREFIX: u8 = 3;

/// IPv4 ranges that are not routed globally. Source: IANA IPv4 Special-Purpose Address Registry and RFC 5771 (multicast).
const NOT_GLOBAL: [(Ipv4Addr, u8); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Attributes of a rule that hold address ranges, whatever the rule's type.
pub(super) const RANGE_ATTRIBUTES: [&str; 6] =
    ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "cidr_block", "ipv6_cidr_block"];

/// Resource types whose `cidr_block` is part of a VPC, which AWS keeps between /16 and /28 (IPv6: /44 and longer).
const VPC_RANGES: [&str; 5] =
    ["aws_default_subnet", "aws_default_vpc", "aws_subnet", "aws_vpc", "aws_vpc_ipv4_cidr_block_association"];

/// The range that a text spells, in any spelling.
pub(super) fn parse(text: &str) -> Option<IpNet> {
    let (address, prefix) = text.trim().split_once('/')?;
    if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let prefix = prefix.parse().ok()?;
    match address.parse().ok()? {
        IpAddr::V4(address) => Ipv4Net::new(address, prefix).ok().map(|range| IpNet::V4(range.trunc())),
        IpAddr::V6(address) => Ipv6Net::new(address, prefix).ok().map(|range| IpNet::V6(range.trunc())),
    }
}

/// Whether a range is the whole internet.
pub(super) fn is_any(range: IpNet) -> bool {
    match range {
        IpNet::V4(range) => range.prefix_len() <= ANY_IPV4_PREFIX,
        IpNet::V6(range) => range.prefix_len() <= ANY_IPV6_PREFIX,
    }
}

/// Whether a value is a range that is the whole internet; what is no range is not.
pub(super) fn is_any_ip(value: &Value) -> Truth {
    match &value.data {
        Data::String(text) => parse(text).is_some_and(is_any).into(),
        Data::Unknown(unknown) => {
            if !matches!(unknown.ty, Type::String | Type::Dynamic) {
                return Truth::False;
            }
            if is_vpc_range(value) {
                return Truth::False;
            }
            match &unknown.content {
                Some(Content::Template(parts)) => match prefix_length(parts) {
                    Some(0) => Truth::True,
                    Some(length) if length > ANY_IPV6_PREFIX => Truth::False,
                    Some(_) | None => Truth::unknown_as(value),
                },
                _ => Truth::unknown_as(value),
            }
        }
        _ => Truth::False,
    }
}

/// The prefix length of a partly known range, where that part is known: `"${var.address}/32"`.
fn prefix_length(parts: &[Part]) -> Option<u8> {
    let Some(Part::Text(end)) = parts.last() else { return None };
    let (_, length) = end.rsplit_once('/')?;
    length.trim().parse().ok()
}

fn is_vpc_range(value: &Value) -> bool {
    match value.symbol.as_deref() {
        Some(Symbol::Attribute { instance, path, .. }) => {
            VPC_RANGES.contains(&instance.resource_type.as_str())
                && last_attribute(path).is_some_and(|name| name == "cidr_block" || name == "ipv6_cidr_block")
        }
        _ => false,
    }
}

/// The address ranges of a rule, whatever its type calls them.
pub(super) fn ranges_of(rule: &Value) -> Elements {
    let mut result = Elements::default();
    if !rule.is_known() {
        result.push_more(rule.causes());
        return result;
    }
    for name in RANGE_ATTRIBUTES {
        let ranges = texts(attribute(rule, name).as_ref()).map(|range| (range.as_str() != Some("")).then_some(range));
        result.extend(ranges);
    }
    result
}

/// Whether the ranges let the whole internet in, each alone or all together.
pub(super) fn are_any_ip(ranges: &Elements) -> Truth {
    let known = ranges.members.iter().filter(|(_, presence)| *presence == Truth::True);
    let together: Vec<IpNet> = known.filter_map(|(value, _)| parse(value.as_str()?)).collect();
    if IpNet::aggregate(&together).into_iter().any(is_any) {
        return Truth::True;
    }
    ranges.any(is_any_ip)
}

/// Whether an IPv4 range is at least partly routed globally and its prefix is from 1 to `prefix` - 1.
pub(super) fn is_wide_public_range(cidr: &Value, prefix: &Value) -> Truth {
    if prefix.is_null() || cidr.is_null() {
        return Truth::False;
    }
    match &cidr.data {
        Data::String(text) => {
            let Some(IpNet::V4(range)) = parse(text) else { return Truth::False };
            let inside = |(address, length): &(Ipv4Addr, u8)| {
                Ipv4Net::new(*address, *length).is_ok_and(|special| special.contains(&range))
            };
            if range.prefix_len() == 0 || NOT_GLOBAL.iter().any(inside) {
                return Truth::False;
            }
            match prefix.as_number().and_then(crate::value::Number::to_i64) {
                Some(limit) => (i64::from(range.prefix_len()) < limit).into(),
                None if prefix.is_known() => Truth::False,
                None => Truth::unknown_as(prefix),
            }
        }
        Data::Unknown(unknown) => {
            if let (Some(Content::Template(parts)), Some(limit)) =
                (&unknown.content, prefix.as_number().and_then(crate::value::Number::to_i64))
                && prefix_length(parts).is_some_and(|length| length == 0 || i64::from(length) >= limit)
            {
                return Truth::False;
            }
            Truth::unknown_as(cidr)
        }
        _ => Truth::False,
    }
}

/// Whether an attribute of that name holds address ranges of a rule.
pub(in crate::policy) fn is_range_attribute(name: &str) -> bool {
    RANGE_ATTRIBUTES.contains(&name)
}

/// The attribute of a rule that lets the whole internet in, or if none certainly does, that may.
pub(in crate::policy) fn deciding_range(rule: &Value) -> Option<&'static str> {
    let entries = rule.as_entries()?;
    let judged = RANGE_ATTRIBUTES.iter().filter_map(|name| {
        let ranges = texts(Some(entries.get(*name)?));
        Some((*name, are_any_ip(&ranges)))
    });
    let judged: Vec<(&'static str, Truth)> = judged.collect();
    let certain = judged.iter().find(|(_, truth)| *truth == Truth::True);
    certain.or_else(|| judged.iter().find(|(_, truth)| matches!(truth, Truth::Unknown(_)))).map(|(name, _)| *name)
}

/// `public_ranges`: those of a rule's ranges that are the whole internet, for a message; all of them where only together
/// they are.
pub(super) fn public_ranges(rule: &Value) -> Value {
    if rule.is_null() {
        return Value::list(Type::String, Vec::new());
    }
    let all = ranges_of(rule);
    let mut public = Elements { members: Vec::new(), more: all.more.clone() };
    for (range, presence) in &all.members {
        let is_public = presence.clone().and(is_any_ip(range));
        if is_public != Truth::False {
            public.push(range.clone(), is_public);
        }
    }
    let found = public.members.iter().any(|(_, presence)| *presence == Truth::True);
    if found { public } else { all }.into_list(Type::String)
}

/// `rule_ranges`: the address ranges of a rule as a list of strings.
pub(super) fn rule_ranges(rule: &Value) -> Value {
    if rule.is_null() {
        return Value::list(Type::String, Vec::new());
    }
    ranges_of(rule).into_list(Type::String)
}
