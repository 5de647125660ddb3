//! Network ACLs: entries are tried by number, the first that matches decides.

use ipnet::IpNet;

use super::ports::{Known, Ports, number_of, reaches, reaches_all};
use super::ranges::{is_any, is_any_ip, parse, ranges_of};
use super::truth::Truth;
use super::view::{Elements, attribute, flattened, is_text, texts};
use crate::value::{Causes, Data, Type, Value};

/// Whether the whole internet reaches one of `ports`.
pub(super) fn network_acl_opens(entries: &Value, ports: &Value) -> Truth {
    let entries = Entries::read(entries);
    texts(Some(ports)).any(|text| match text.as_str().map(Ports::parse) {
        Some(Some(ports)) => Truth::any(entries.points(ports).into_iter().map(|port| {
            entries.open(|entry| reaches(entry, Ports { protocol: ports.protocol, first: port, last: port }))
        })),
        Some(None) => Truth::False,
        None => Truth::unknown_as(text),
    })
}

/// Whether the whole internet reaches all ports.
pub(super) fn network_acl_opens_all(entries: &Value) -> Truth {
    Entries::read(entries).open(reaches_all)
}

struct Entries {
    /// In order of their numbers.
    sorted: Vec<(Value, Truth)>,
    /// Why the order of the entries is not known, or whether there are more.
    unknown: Option<Causes>,
    /// Whether there may be more entries than these.
    may_have_more: bool,
}

impl Entries {
    fn read(value: &Value) -> Self {
        let Elements { members, more: mut unknown } = flattened(value);
        let may_have_more = unknown.is_some();
        let mut numbered = Vec::new();
        for (entry, presence) in members {
            let is_egress = attribute(&entry, "egress").map_or(Truth::False, |egress| match &egress.data {
                Data::Bool(flag) => (*flag).into(),
                Data::Unknown(_) => Truth::unknown_as(&egress),
                _ => is_text(&egress, "true"),
            });
            let presence = presence.and(is_egress.not());
            if presence == Truth::False || entry.is_null() {
                continue;
            }
            let number = match number_of(&entry, "rule_no") {
                Known::Absent => number_of(&entry, "rule_number"),
                known => known,
            };
            let number = match number {
                Known::Is(number) => number,
                Known::Absent => i64::MAX,
                Known::Not(causes) => {
                    unknown = Some(unknown.unwrap_or_default().union(&causes));
                    i64::MAX
                }
            };
            numbered.push((number, entry, presence));
        }
        numbered.sort_by_key(|(number, ..)| *number);
        Self {
            sorted: numbered.into_iter().map(|(_, entry, presence)| (entry, presence)).collect(),
            unknown,
            may_have_more,
        }
    }

    /// The ports in a range at which any entry begins or ends: between them nothing changes.
    fn points(&self, ports: Ports) -> Vec<i64> {
        let mut points = vec![ports.first];
        for (entry, _) in &self.sorted {
            if let Known::Is(from) = number_of(entry, "from_port") {
                points.push(from);
            }
            if let Known::Is(to) = number_of(entry, "to_port") {
                points.push(to.saturating_add(1));
            }
        }
        points.retain(|port| (ports.first..=ports.last).contains(port));
        points.sort_unstable();
        points.dedup();
        points
    }

    /// Whether the first entry for the whole internet of which `matches` holds allows it.
    fn open(&self, matches: impl Fn(&Value) -> Truth) -> Truth {
        let mut denied: Vec<IpNet> = Vec::new();
        let mut perhaps_denied: Option<Causes> = None;
        let mut result = Truth::False;
        for (entry, presence) in &self.sorted {
            let matched = presence.clone().and(matches(entry));
            if matched == Truth::False {
                continue;
            }
            let action = attribute(entry, "action").or_else(|| attribute(entry, "rule_action"));
            let allows = action.map_or(Truth::False, |action| is_text(&action, "allow"));
            let Elements { members, more } = ranges_of(entry);
            let unknown = more.map(|causes| (Value::unknown(Type::String, causes.clone()), Truth::Unknown(causes)));
            for (range, there) in members.into_iter().chain(unknown) {
                let matched = matched.clone().and(there);
                let opens = matched.clone().and(allows.clone()).and(is_any_ip(&range));
                let net = range.as_str().and_then(parse);
                let covered = net.is_some_and(|net| IpNet::aggregate(&denied).iter().any(|deny| deny.contains(&net)));
                match opens {
                    Truth::False => {}
                    _ if covered && self.unknown.is_none() => {}
                    opens if perhaps_denied.is_none() && self.unknown.is_none() => result = result.or(opens),
                    opens => {
                        let causes = perhaps_denied.iter().chain(&self.unknown);
                        let causes = causes.fold(Causes::default(), |all, causes| all.union(causes));
                        result = result.or(opens.and(Truth::Unknown(causes)));
                    }
                }
                match (matched.and(allows.clone().not()), net) {
                    (Truth::False, _) => {}
                    (Truth::True, Some(net)) => denied.push(net),
                    // A known range that is not the whole internet's can't shield it alone.
                    (Truth::Unknown(_), Some(net)) if !is_any(net) => {}
                    (Truth::Unknown(causes), _) => {
                        perhaps_denied = Some(perhaps_denied.unwrap_or_default().union(&causes));
                    }
                    (Truth::True, None) => {
                        let causes = range.causes();
                        perhaps_denied = Some(perhaps_denied.unwrap_or_default().union(&causes));
                    }
                }
            }
        }
        match (&self.unknown, result) {
            // Entries that are not known may allow it before anything else.
            (Some(causes), Truth::False) if self.may_have_more => Truth::Unknown(causes.clone()),
            (_, result) => result,
        }
    }
}
