//! Security group rules: which ports the whole internet reaches.

use smol_str::SmolStr;

use super::ranges::{are_any_ip, ranges_of};
use super::truth::Truth;
use super::view::{Elements, attribute, elements, is_text, texts};
use crate::value::{Cause, Causes, Data, Type, Value};

const LAST_PORT: i64 = 65_535;

/// Attributes that name a source or destination other than address ranges, whatever the rule's type.
const OTHER_SOURCES: [&str; 6] = [
    "prefix_list_id",
    "prefix_list_ids",
    "referenced_security_group_id",
    "security_groups",
    "self",
    "source_security_group_id",
];

/// A protocol as far as ports matter. Numbers: IANA protocol numbers, and AWS's -1 for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    All,
    Tcp,
    Udp,
    Icmp,
    Other,
}

impl Protocol {
    fn parse(text: &str) -> Self {
        match text.trim().to_ascii_lowercase().as_str() {
            "-1" | "all" => Self::All,
            "6" | "tcp" => Self::Tcp,
            "17" | "udp" => Self::Udp,
            "1" | "58" | "icmp" | "icmpv6" => Self::Icmp,
            _ => Self::Other,
        }
    }
}

/// A port or range of ports of a protocol: `tcp/22`, `udp/137-138`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ports {
    pub(super) protocol: Protocol,
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Ports {
    /// Reads `tcp/22` and `udp/137-138`; a port without protocol is one of tcp.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (protocol, ports) = text.split_once('/').unwrap_or(("tcp", text));
        let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
        let number = |text: &str| text.trim().parse().ok().filter(|port| (0..=LAST_PORT).contains(port));
        Some(Self { protocol: Protocol::parse(protocol), first: number(first)?, last: number(last)? })
    }
}

/// What is known of a scalar argument.
#[derive(Clone, Debug)]
pub(super) enum Known<T> {
    Is(T),
    Not(Causes),
    Absent,
}

/// The protocol of a rule, whatever its type calls it.
pub(super) fn protocol_of(rule: &Value) -> Known<Protocol> {
    let Some(value) = attribute(rule, "protocol").or_else(|| attribute(rule, "ip_protocol")) else {
        return Known::Absent;
    };
    match &value.data {
        Data::String(text) => Known::Is(Protocol::parse(text)),
        Data::Number(number) => Known::Is(Protocol::parse(&number.to_string())),
        Data::Unknown(unknown) => Known::Not(unknown.causes.clone()),
        _ => Known::Absent,
    }
}

/// A whole number argument, which may be written as a string.
pub(super) fn number_of(rule: &Value, name: &str) -> Known<i64> {
    let Some(value) = attribute(rule, name) else { return Known::Absent };
    let number = match &value.data {
        Data::Number(number) => number.to_i64(),
        Data::String(text) => text.trim().parse().ok(),
        Data::Unknown(unknown) => return Known::Not(unknown.causes.clone()),
        _ => None,
    };
    number.map_or(Known::Absent, Known::Is)
}

/// A port of a rule. That of a network ACL has port 0 where it names none: the provider sends what it has.
fn port_of(rule: &Value, name: &str) -> Known<i64> {
    match number_of(rule, name) {
        Known::Absent if attribute(rule, "network_acl_id").is_some() => Known::Is(0),
        port => port,
    }
}

/// The last port of a rule. AWS means every one by -1, which Terraform's documentation repeats for all protocols.
fn last_port_of(rule: &Value) -> Known<i64> {
    match port_of(rule, "to_port") {
        Known::Is(-1) => Known::Is(LAST_PORT),
        other => other,
    }
}

fn compare(number: &Known<i64>, holds: impl Fn(i64) -> bool) -> Truth {
    match number {
        Known::Is(number) => holds(*number).into(),
        Known::Not(causes) => Truth::Unknown(causes.clone()),
        Known::Absent => refused("a rule without ports"),
    }
}

/// What AWS or its provider refuses to make will not be what is written.
fn refused(what: &'static str) -> Truth {
    Truth::Unknown(Cause::Error(SmolStr::new_static(what)).into())
}

/// Whether a rule of all protocols is for every port. As a resource of its own it is, whatever ports it names; inside its group or
/// list the provider refuses to apply it unless both ports are 0 ("must both be 0 to use the 'ALL' "-1" protocol"), so that
/// nothing is there.
fn is_for_every_port(rule: &Value) -> Truth {
    let is_own_resource = ["security_group_id", "network_acl_id"].iter().any(|name| attribute(rule, name).is_some());
    let names_a_port = |name| matches!(number_of(rule, name), Known::Is(port) if port != 0);
    if !is_own_resource && (names_a_port("from_port") || names_a_port("to_port")) {
        return refused("a rule for all protocols with ports other than 0");
    }
    Truth::True
}

/// Whether a rule's protocol and port range have any of `ports`.
pub(super) fn reaches(rule: &Value, ports: Ports) -> Truth {
    match protocol_of(rule) {
        Known::Is(Protocol::All) => is_for_every_port(rule),
        Known::Is(protocol) if protocol == ports.protocol => {
            let from = compare(&port_of(rule, "from_port"), |from| from <= ports.last);
            from.and(compare(&last_port_of(rule), |to| to >= ports.first))
        }
        Known::Is(_) => Truth::False,
        Known::Absent => refused("a rule without protocol"),
        Known::Not(causes) => Truth::Unknown(causes),
    }
}

/// Whether a rule's protocol and port range are all ports.
pub(super) fn reaches_all(rule: &Value) -> Truth {
    match protocol_of(rule) {
        Known::Is(Protocol::All) => is_for_every_port(rule),
        Known::Is(Protocol::Tcp | Protocol::Udp) => {
            let from = compare(&port_of(rule, "from_port"), |from| from <= 1);
            from.and(compare(&last_port_of(rule), |to| to >= LAST_PORT))
        }
        Known::Is(Protocol::Icmp | Protocol::Other) => Truth::False,
        Known::Absent => refused("a rule without protocol"),
        Known::Not(causes) => Truth::Unknown(causes),
    }
}

/// Whether a rule is one for incoming traffic from the whole internet.
fn is_open(rule: &Value) -> Truth {
    if rule.is_null() || !rule.is_known() {
        return is_open_either_way(rule);
    }
    let is_egress = attribute(rule, "type").map_or(Truth::False, |direction| is_text(&direction, "egress"));
    is_egress.not().and(is_open_either_way(rule))
}

/// Whether a rule is one for traffic from or to the whole internet.
fn is_open_either_way(rule: &Value) -> Truth {
    if rule.is_null() {
        return Truth::False;
    }
    if !rule.is_known() {
        return Truth::unknown_as(rule);
    }
    let ranges = ranges_of(rule);
    if ranges.is_empty() && !may_name_others(rule) {
        // `MissingSourceSpecification`
        return refused("a rule without any source or destination");
    }
    are_any_ip(&ranges)
}

/// Whether a rule may be for something else than address ranges: other groups, prefix lists, its own group.
fn may_name_others(rule: &Value) -> bool {
    OTHER_SOURCES.iter().filter_map(|name| attribute(rule, name)).any(|value| {
        let is_off = matches!(&value.data, Data::Bool(false)) || value.as_str() == Some("");
        !is_off && !elements(&value).is_empty()
    })
}

/// Whether the whole internet reaches one of `ports` by this rule.
pub(super) fn opens_ports(rule: &Value, ports: &Value) -> Truth {
    let open = is_open(rule);
    if open == Truth::False {
        return open;
    }
    open.and(texts(Some(ports)).any(|text| reaches_text(rule, text)))
}

fn reaches_text(rule: &Value, text: &Value) -> Truth {
    match text.as_str() {
        Some(text) => Ports::parse(text).map_or(Truth::False, |ports| reaches(rule, ports)),
        None => Truth::unknown_as(text),
    }
}

/// Those of `ports` that the whole internet certainly reaches by this rule.
pub(super) fn opened_ports(rule: &Value, ports: &Value) -> Value {
    let mut opened = Elements::default();
    if is_open(rule) == Truth::True {
        for (text, presence) in texts(Some(ports)).members {
            if presence == Truth::True && reaches_text(rule, &text) == Truth::True {
                opened.push(text, presence);
            }
        }
    }
    opened.into_list(Type::String)
}

/// Whether a rule is for all ports and the whole internet, in its own direction.
pub(super) fn opens_all_ports(rule: &Value) -> Truth {
    let open = is_open_either_way(rule);
    if open == Truth::False { open } else { open.and(reaches_all(rule)) }
}

/// Whether the whole internet reaches more by this rule than exactly one of the ports in `allowed`, or ICMP.
pub(super) fn opens_beyond(rule: &Value, allowed: &Value) -> Truth {
    let open = is_open(rule);
    if open == Truth::False {
        return open;
    }
    let beyond = match protocol_of(rule) {
        Known::Is(Protocol::Icmp) => Truth::False,
        Known::Absent => refused("a rule without protocol"),
        Known::Is(Protocol::All) => is_for_every_port(rule),
        Known::Is(Protocol::Other) => Truth::True,
        Known::Is(protocol @ (Protocol::Tcp | Protocol::Udp)) => is_exactly_one(rule, protocol, allowed).not(),
        Known::Not(causes) => Truth::Unknown(causes),
    };
    open.and(beyond)
}

fn is_exactly_one(rule: &Value, protocol: Protocol, allowed: &Value) -> Truth {
    let (from, to) = (port_of(rule, "from_port"), port_of(rule, "to_port"));
    if let (Known::Is(from), Known::Is(to)) = (&from, &to)
        && from != to
    {
        return Truth::False;
    }
    elements(allowed).any(|text| match text.as_str().map(Ports::parse) {
        Some(Some(ports)) if ports.protocol == protocol && ports.first == ports.last => {
            let is_it = |number: &Known<i64>| compare(number, |number| number == ports.first);
            is_it(&from).and(is_it(&to))
        }
        Some(_) => Truth::False,
        None => Truth::unknown_as(text),
    })
}

/// What a rule covers, as text for messages: `tcp/22`, `all protocols`.
pub(super) fn rule_ports(rule: &Value) -> Value {
    if rule.is_null() {
        return Value::string("");
    }
    let name = match attribute(rule, "protocol").or_else(|| attribute(rule, "ip_protocol")) {
        Some(value) => match &value.data {
            Data::String(text) => text.trim().to_ascii_lowercase(),
            Data::Number(number) => number.to_string(),
            _ => return Value::string("?"),
        },
        None => return Value::string("?"),
    };
    let port = |name| match number_of(rule, name) {
        Known::Is(port) => port.to_string(),
        Known::Not(_) | Known::Absent => "?".to_owned(),
    };
    let ports = |protocol: &str| match (port("from_port"), port("to_port")) {
        (from, to) if from == to => format!("{protocol}/{from}"),
        (from, to) => format!("{protocol}/{from}-{to}"),
    };
    Value::string(match (Protocol::parse(&name), name.as_str()) {
        (Protocol::All, _) => "all protocols".to_owned(),
        (Protocol::Tcp, _) => ports("tcp"),
        (Protocol::Udp, _) => ports("udp"),
        (Protocol::Icmp, "58" | "icmpv6") => "icmpv6".to_owned(),
        (Protocol::Icmp, _) => "icmp".to_owned(),
        (Protocol::Other, number) => format!("protocol {number}"),
    })
}
