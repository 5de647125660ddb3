//! IP networks: `cidrcontains`, `cidrhost`, `cidrnetmask`, `cidrsubnet`, `cidrsubnets`.
//!
//! IPv4 and IPv6; octets may have leading zeros, as Terraform keeps accepting. Unknown arguments give an unknown.

use std::net::{Ipv4Addr, Ipv6Addr};

use dashu_int::IBig;

use super::arguments::text;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Number, Type, Value};

const PREFIX: Parameter = Parameter::string("prefix");
const STRING: Returns = Returns::Is(Kind::String);

pub(super) const FUNCTIONS: &[Function] = &[
    // cidrcontains(containing_prefix, contained_ip_or_prefix): whether an address or all of a network is within a network.
    Function::new(
        "cidrcontains",
        &[Parameter::string("containing_prefix"), Parameter::string("contained_ip_or_prefix")],
        Returns::Is(Kind::Bool),
        contains,
    ),
    // cidrhost(prefix, hostnum): the address with that number in the network, from the end if negative.
    Function::new("cidrhost", &[PREFIX, Parameter::number("hostnum")], STRING, host),
    // cidrnetmask(prefix): of an IPv4 network only.
    Function::new("cidrnetmask", &[PREFIX], STRING, netmask),
    // cidrsubnet(prefix, newbits, netnum): the network with that number among those with a prefix so much longer.
    Function::new("cidrsubnet", &[PREFIX, Parameter::number("newbits"), Parameter::number("netnum")], STRING, subnet),
    // cidrsubnets(prefix, newbits...): consecutive networks with prefixes so much longer.
    Function::new("cidrsubnets", &[PREFIX], Returns::Is(Kind::StringList), subnets)
        .variadic(Parameter::number("newbits")),
];

/// A network; the address has no bits beyond the prefix.
#[derive(Clone, Copy)]
struct Network {
    bits: u128,
    prefix: u32,
    width: u32,
}

impl Network {
    fn parse(text: &str, index: usize) -> Result<Self, FunctionError> {
        let fail = || FunctionError::argument(index, format!("invalid CIDR expression: invalid CIDR address: {text}"));
        let (address, prefix) = text.split_once('/').ok_or_else(fail)?;
        let (bits, width) = parse_address(address).ok_or_else(fail)?;
        let is_number = !prefix.is_empty() && prefix.len() <= 3 && prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix = prefix.parse::<u32>().ok().filter(|prefix| is_number && *prefix <= width).ok_or_else(fail)?;
        Ok(Self { bits: bits & !host_mask(width - prefix), prefix, width })
    }

    fn host_bits(self) -> u32 {
        self.width - self.prefix
    }

    fn last(self) -> u128 {
        self.bits | host_mask(self.host_bits())
    }
}

fn host_mask(bits: u32) -> u128 {
    1u128.checked_shl(bits).map_or(u128::MAX, |power| power - 1)
}

/// The address as a number, and how many bits it has.
fn parse_address(text: &str) -> Option<(u128, u32)> {
    if text.contains(':') {
        let address: Ipv6Addr = match text.rsplit_once(':') {
            // An IPv4 address at the end of an IPv6 one, with octets as ours.
            Some((head, tail)) if tail.contains('.') => {
                let (v4, _) = parse_address(tail)?;
                format!("{head}:{}", Ipv4Addr::from(u32::try_from(v4).ok()?)).parse().ok()?
            }
            _ => text.parse().ok()?,
        };
        return Some((u128::from(address), 128));
    }
    let octets: Vec<u8> = text
        .split('.')
        .map(|octet| {
            let is_number = !octet.is_empty() && octet.bytes().all(|byte| byte.is_ascii_digit());
            octet
                .trim_start_matches('0')
                .parse::<u8>()
                .ok()
                .or((is_number && octet.bytes().all(|b| b == b'0')).then_some(0))
                .filter(|_| is_number)
        })
        .collect::<Option<_>>()?;
    let octets: [u8; 4] = octets.try_into().ok()?;
    Some((u128::from(u32::from(Ipv4Addr::from(octets))), 32))
}

fn address_text(bits: u128, width: u32) -> String {
    if width == 32 { Ipv4Addr::from(bits as u32).to_string() } else { v6_or_mapped_text(Ipv6Addr::from(bits)) }
}

/// Go writes IPv4-mapped addresses as IPv4.
fn v6_or_mapped_text(address: Ipv6Addr) -> String {
    address.to_ipv4_mapped().map_or_else(|| v6_text(address), |v4| v4.to_string())
}

/// The network as text; an IPv4-mapped one as the IPv4 network that it stands for.
fn network_text(bits: u128, width: u32, prefix: u32) -> String {
    let is_mapped = width == 128 && prefix >= 96 && Ipv6Addr::from(bits).to_ipv4_mapped().is_some();
    format!("{}/{}", address_text(bits, width), if is_mapped { prefix - 96 } else { prefix })
}

/// As Go writes it: always groups of hexadecimal digits, where Rust writes some addresses with an IPv4 tail.
fn v6_text(address: Ipv6Addr) -> String {
    let groups = address.segments();
    let (mut best, mut best_length) = (0, 1);
    let mut start = 0;
    while start < groups.len() {
        let length = groups.iter().skip(start).take_while(|group| **group == 0).count();
        if length > best_length {
            (best, best_length) = (start, length);
        }
        start += length.max(1);
    }
    let hex = |groups: &[u16]| groups.iter().map(|group| format!("{group:x}")).collect::<Vec<_>>().join(":");
    if best_length < 2 {
        return hex(&groups);
    }
    format!(
        "{}::{}",
        hex(groups.get(..best).unwrap_or_default()),
        hex(groups.get(best + best_length..).unwrap_or_default())
    )
}

fn contains(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let outer = Network::parse(text(args, 0), 0)?;
    let inner_text = text(args, 1);
    let (first, last, width) = if inner_text.contains('/') {
        let inner = Network::parse(inner_text, 1)?;
        (inner.bits, inner.last(), inner.width)
    } else {
        let (bits, width) = parse_address(inner_text)
            .ok_or_else(|| FunctionError::argument(1, format!("invalid IP address or prefix: {inner_text}")))?;
        (bits, bits, width)
    };
    if width != outer.width {
        return Err(FunctionError::new(format!("address family mismatch: {} vs. {}", text(args, 0), inner_text)));
    }
    Ok(Value::bool(outer.bits <= first && last <= outer.last()))
}

/// A whole number of any size.
fn big(args: &[Value], index: usize) -> Result<IBig, FunctionError> {
    args.get(index)
        .and_then(Value::as_number)
        .and_then(Number::to_integer)
        .ok_or_else(|| FunctionError::argument(index, "a whole number is required"))
}

/// The address with a number put into it so many bits above its end, as the reference does it: with all bits that the number has, a
/// negative one's in two's complement, and without the sign of the result.
fn with_number(network: Network, number: IBig, shift: u32, index: usize) -> Result<u128, FunctionError> {
    let address = IBig::from(network.bits) | (number << shift as usize);
    let address = if address < IBig::ZERO { -address } else { address };
    let limit = IBig::ONE << network.width as usize;
    u128::try_from(address)
        .ok()
        .filter(|address| IBig::from(*address) < limit)
        .ok_or_else(|| FunctionError::argument(index, "the number does not fit into an address"))
}

/// The last 64 bits of the number's size, which is what the reference compares.
fn low_bits(number: &IBig) -> u64 {
    let size = if *number < IBig::ZERO { -number } else { number.clone() };
    u64::try_from(size & IBig::from(u64::MAX)).unwrap_or(u64::MAX)
}

fn host(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let given = big(args, 1)?;
    let network = Network::parse(text(args, 0), 0)?;
    let last = (IBig::ONE << network.host_bits() as usize) - IBig::ONE;
    // From the end, if it is negative.
    let (compared, number) = if given < IBig::ZERO {
        let from_end = -&given - IBig::ONE;
        (from_end.clone(), &last - from_end)
    } else {
        (IBig::from(low_bits(&given) as i64), given.clone())
    };
    if compared > last {
        return Err(FunctionError::argument(
            1,
            format!("prefix of {} does not accommodate a host numbered {given}", network.prefix),
        ));
    }
    // An IPv4 address that is written as an IPv6 one is counted as if it had 32 bits.
    let is_mapped = network.width == 128 && Ipv6Addr::from(network.bits).to_ipv4_mapped().is_some();
    let address = with_number(network, number, if is_mapped { 96 } else { 0 }, 1)?;
    Ok(Value::string(address_text(address, network.width)))
}

fn netmask(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let network = Network::parse(text(args, 0), 0)?;
    if network.width != 32 {
        return Err(FunctionError::argument(0, "IPv6 addresses cannot have a netmask: only IPv4 is supported"));
    }
    let mask = !host_mask(network.host_bits()) as u32;
    Ok(Value::string(Ipv4Addr::from(mask).to_string()))
}

fn subnet(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let (new_bits, number) = (super::arguments::whole(args, 1)?, big(args, 2)?);
    let network = Network::parse(text(args, 0), 0)?;
    let prefix = i64::from(network.prefix) + new_bits;
    if prefix > i64::from(network.width) {
        return Err(FunctionError::argument(
            1,
            format!("insufficient address space to extend prefix of {} by {new_bits}", network.prefix),
        ));
    }
    let prefix = u32::try_from(prefix)
        .map_err(|_| FunctionError::argument(1, format!("a prefix of {} has no {new_bits} bits", network.prefix)))?;
    // A prefix that becomes shorter has no numbers, and any is taken.
    let last = u32::try_from(new_bits).ok().and_then(|bits| 1u64.checked_shl(bits)).map_or(u64::MAX, |size| size - 1);
    if low_bits(&number) > last {
        return Err(FunctionError::argument(
            2,
            format!("prefix extension of {new_bits} does not accommodate a subnet numbered {number}"),
        ));
    }
    let bits = with_number(network, number, network.width - prefix, 2)?;
    Ok(Value::string(network_text(bits, network.width, prefix)))
}

fn subnets(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let network = Network::parse(text(args, 0), 0)?;
    let mut results = Vec::new();
    // The reference looks for the first network after the one before it, and there is none before the first address.
    if args.len() > 1 && network.bits == 0 {
        return Err(FunctionError::argument(0, "not enough remaining address space before the first address"));
    }
    // Where the next network may start; none when the address space is used up.
    let mut free = Some(network.bits);
    for index in 1..args.len() {
        let error = |message: String| FunctionError::argument(index, message);
        let new_bits = super::arguments::whole(args, index)?;
        let Some(new_bits) = u32::try_from(new_bits).ok().filter(|bits| *bits > 0) else {
            return Err(error("must extend prefix by at least one bit".to_owned()));
        };
        if new_bits > 32 {
            return Err(error("may not extend prefix by more than 32 bits".to_owned()));
        }
        if new_bits > network.host_bits() {
            return Err(error(format!(
                "would extend prefix to {} bits, which is too long for this address family",
                i64::from(network.prefix) + i64::from(new_bits)
            )));
        }
        let prefix = network.prefix + new_bits;
        let mask = host_mask(network.width - prefix);
        let exhausted = || {
            error(format!(
                "not enough remaining address space for a subnet with a prefix of {prefix} bits after the previous ones"
            ))
        };
        // Networks start at a multiple of their size.
        let start = free.and_then(|free| free.checked_add(mask)).map(|start| start & !mask).ok_or_else(exhausted)?;
        let last = start | mask;
        if last > network.last() {
            return Err(exhausted());
        }
        results.push(Value::string(network_text(start, network.width, prefix)));
        free = last.checked_add(1);
    }
    Ok(Value::list(Type::String, results))
}
