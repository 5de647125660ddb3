//! One finding per mistake: what the same rule says at the same place is told once, with all instances it is reached
//! through; and everything in an order that depends on paths, places and rules only.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::Arc;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use super::exception::MAX_REJECTED;
use super::{BaselineState, Finding, Pass, Report, Status, Undetermined, fingerprint};
use crate::policy::RuleId;
use crate::workspace::{FileId, SourceMap, Span};

/// Folds and sorts everything that a report holds, and gives its findings their fingerprints.
pub(super) fn fold(report: &mut Report, sources: &SourceMap) {
    let order = PathOrder::new(sources);
    let mut findings = std::mem::take(&mut report.findings);
    // The environment and the address that come first speak for all, whatever thread was first.
    findings.sort_by(|left, right| {
        left.environments
            .cmp(&right.environments)
            .then_with(|| left.resources.cmp(&right.resources))
            .then_with(|| left.message.cmp(&right.message))
            .then_with(|| order.steps(&left.trace, &right.trace))
    });
    // What one exception covers and what no exception covers are told apart, though it is the same mistake.
    let exception = |status: &Status| match status {
        Status::Open => None,
        Status::Excepted(exception) => Some(Arc::as_ptr(exception)),
    };
    let same_mistake = |finding: &Finding| (finding.rule.id.clone(), finding.location, exception(&finding.status));
    report.findings = merge(findings, same_mistake, |into, from| {
        for policy in from.policies {
            if !into.policies.contains(&policy) {
                into.policies.push(policy);
                // Another policy of the rule has something else to say.
                if !into.message.contains(&from.message) {
                    into.message.push('\n');
                    into.message.push_str(&from.message);
                }
            }
        }
        into.resources.extend(from.resources);
        into.environments.extend(from.environments);
        into.root_modules.extend(from.root_modules);
        into.assumed &= from.assumed;
        into.baseline = newest(into.baseline, from.baseline);
        for rejected in from.rejected {
            if !into.rejected.contains(&rejected) {
                into.rejected.push(rejected);
            }
        }
        for step in from.related {
            if !into.related.contains(&step) {
                into.related.push(step);
            }
        }
    });
    let mut undetermined = std::mem::take(&mut report.undetermined);
    undetermined.sort_by(|left, right| {
        left.environments
            .cmp(&right.environments)
            .then_with(|| left.resources.cmp(&right.resources))
            .then_with(|| order.steps(&left.trace, &right.trace))
    });
    report.undetermined = merge(
        undetermined,
        |entry: &Undetermined| (entry.rule.id.clone(), entry.location, exception(&entry.status)),
        |into, from| {
            into.resources.extend(from.resources);
            into.environments.extend(from.environments);
            into.root_modules.extend(from.root_modules);
            into.causes = into.causes.union(&from.causes);
            into.error = into.error.take().or(from.error);
        },
    );
    fold_passes(&mut report.passes, &order);
    sort(report, &order);
    fingerprint::assign(&mut report.findings, sources);
}

/// Of a plan there may be hundreds of thousands, so they are put together where they stand: in the order in which they are told.
fn fold_passes(passes: &mut Vec<Pass>, order: &PathOrder) {
    passes.sort_by(|left, right| {
        let places = order.spans(left.location, right.location).then(left.location.file.cmp(&right.location.file));
        places.then_with(|| left.rule.id.cmp(&right.rule.id))
    });
    passes.dedup_by(|from, into| {
        let is_same = from.location == into.location && from.rule.id == into.rule.id;
        if is_same {
            into.resources.append(&mut from.resources);
        }
        is_same
    });
}

/// What is new in one of its instances is new.
fn newest(left: Option<BaselineState>, right: Option<BaselineState>) -> Option<BaselineState> {
    match (left, right) {
        (Some(BaselineState::New), _) | (_, Some(BaselineState::New)) => Some(BaselineState::New),
        (state, other) => state.or(other),
    }
}

/// Merges entries with the same key into the first of them.
fn merge<T, K: Eq + Hash>(entries: Vec<T>, key: impl Fn(&T) -> K, mut into: impl FnMut(&mut T, T)) -> Vec<T> {
    let mut merged: Vec<T> = Vec::new();
    let mut places: HashMap<K, usize> = HashMap::new();
    for entry in entries {
        match places.entry(key(&entry)) {
            Entry::Occupied(place) => into(&mut merged[*place.get()], entry),
            Entry::Vacant(place) => {
                place.insert(merged.len());
                merged.push(entry);
            }
        }
    }
    merged
}

fn sort(report: &mut Report, order: &PathOrder) {
    let unique = |resources: &mut Vec<String>| {
        resources.sort_by(|left, right| natural(left, right));
        resources.dedup();
    };
    let where_it_holds = |environments: &mut Vec<SmolStr>, root_modules: &mut Vec<Utf8PathBuf>| {
        environments.sort();
        environments.dedup();
        root_modules.sort_by(|left, right| natural(left.as_str(), right.as_str()));
        root_modules.dedup();
    };
    for finding in &mut report.findings {
        unique(&mut finding.resources);
        where_it_holds(&mut finding.environments, &mut finding.root_modules);
        finding.rejected.sort_by(|left, right| order.spans(left.exception.location, right.exception.location));
        finding.rejected.truncate(MAX_REJECTED);
    }
    for entry in &mut report.undetermined {
        unique(&mut entry.resources);
        where_it_holds(&mut entry.environments, &mut entry.root_modules);
    }
    report.passes.iter_mut().for_each(|pass| unique(&mut pass.resources));

    let by =
        |left: (&RuleId, Span), right: (&RuleId, Span)| order.spans(left.1, right.1).then_with(|| left.0.cmp(right.0));
    let written_at = |status: &Status| match status {
        Status::Open => None,
        Status::Excepted(exception) => Some(order.key(exception.location)),
    };
    report.findings.sort_by(|left, right| {
        by((&left.rule.id, left.location), (&right.rule.id, right.location))
            .then_with(|| written_at(&left.status).cmp(&written_at(&right.status)))
    });
    report.exceptions.sort_by(|left, right| order.spans(left.exception.location, right.exception.location));
    report.undetermined.sort_by(|left, right| {
        by((&left.rule.id, left.location), (&right.rule.id, right.location))
            .then_with(|| written_at(&left.status).cmp(&written_at(&right.status)))
    });
    report.rules.sort_by(|left, right| left.id().cmp(right.id()));
    report.not_seen.sort_by(|left, right| left.rule.id().cmp(right.rule.id()));
    report.diagnostics.sort_by(|left, right| {
        order
            .optional_spans(left.span, right.span)
            .then_with(|| (left.level, &left.message).cmp(&(right.level, &right.message)))
    });
    report.diagnostics.dedup();
    report.gaps.sort_by(|left, right| {
        order
            .optional_spans(left.span, right.span)
            .then_with(|| (left.kind, &left.what, &left.why).cmp(&(right.kind, &right.what, &right.why)))
    });
    report.gaps.dedup();
}

/// Compares texts so that `[2]` comes before `[10]`.
fn natural(left: &str, right: &str) -> Ordering {
    let (mut left_rest, mut right_rest) = (left.as_bytes(), right.as_bytes());
    // Addresses share much of their beginning. A number that they share in part is compared whole.
    let shared = left_rest.iter().zip(right_rest).take_while(|(left, right)| left == right).count();
    let shared = shared - left_rest[..shared].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (left_rest, right_rest) = (&left_rest[shared..], &right_rest[shared..]);
    loop {
        let (left_number, right_number) = (digits(left_rest), digits(right_rest));
        if left_number > 0 && right_number > 0 {
            let (left_digits, right_digits) = (&left_rest[..left_number], &right_rest[..right_number]);
            let by_length = left_number.cmp(&right_number);
            let by_value = by_length.then_with(|| left_digits.cmp(right_digits));
            if by_value != Ordering::Equal {
                return by_value;
            }
            left_rest = &left_rest[left_number..];
            right_rest = &right_rest[right_number..];
            continue;
        }
        match (left_rest.split_first(), right_rest.split_first()) {
            (Some((left_byte, left_tail)), Some((right_byte, right_tail))) if left_byte == right_byte => {
                left_rest = left_tail;
                right_rest = right_tail;
            }
            (left_byte, right_byte) => {
                let bytes = left_byte.map(|(byte, _)| byte).cmp(&right_byte.map(|(byte, _)| byte));
                return bytes.then_with(|| left.cmp(right));
            }
        }
    }
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// File ids depend on which thread read first; paths do not.
struct PathOrder {
    ranks: HashMap<FileId, usize>,
}

impl PathOrder {
    fn new(sources: &SourceMap) -> Self {
        let mut files = sources.files();
        files.sort_by(|left, right| (&left.display_path, &left.path).cmp(&(&right.display_path, &right.path)));
        Self { ranks: files.iter().enumerate().map(|(rank, file)| (file.id, rank)).collect() }
    }

    fn key(&self, span: Span) -> (Option<&usize>, u32, u32) {
        (self.ranks.get(&span.file), span.start, span.end)
    }

    fn spans(&self, left: Span, right: Span) -> Ordering {
        self.key(left).cmp(&self.key(right))
    }

    fn optional_spans(&self, left: Option<Span>, right: Option<Span>) -> Ordering {
        left.map(|span| self.key(span)).cmp(&right.map(|span| self.key(span)))
    }

    fn steps(&self, left: &[crate::model::TraceStep], right: &[crate::model::TraceStep]) -> Ordering {
        left.iter()
            .map(|step| (self.key(step.span), &step.message))
            .cmp(right.iter().map(|step| (self.key(step.span), &step.message)))
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::policy::{Metadata, Preset, Remediation, Severity};

    fn rule(id: &str) -> Arc<Metadata> {
        Arc::new(Metadata {
            id: RuleId(id.into()),
            title: String::new(),
            severity: Severity::Low,
            preset: Preset::Default,
            since: String::new(),
            criteria: Vec::new(),
            description: String::new(),
            remediation: Remediation::default(),
            references: Vec::new(),
            deprecated_ids: Vec::new(),
            account_baseline: Vec::new(),
            literals: Vec::new(),
            suppressible: true,
        })
    }

    fn finding(rule: &Arc<Metadata>, resource: &str, location: Span) -> Finding {
        Finding {
            resources: vec![resource.to_owned()],
            ..Finding::at(Arc::clone(rule), format!("wrong at {resource}"), location)
        }
    }

    #[test]
    fn one_mistake_is_one_finding_in_the_order_of_paths() {
        let sources = SourceMap::default();
        let add = |path: &str| sources.add(Utf8Path::new(path), Utf8Path::new(path), "0123456789");
        let (second, first) = (add("b.tf"), add("a.tf"));
        let (x, y) = (rule("x"), rule("y"));
        let at = |file, start| Span::new(file, start, start + 1);
        let all = vec![
            finding(&y, "t.a", at(second, 1)),
            finding(&x, "t.b[10]", at(second, 1)),
            finding(&x, "t.b[2]", at(second, 1)),
            finding(&x, "t.b[2]", at(second, 1)),
            finding(&x, "t.c", at(first, 5)),
            finding(&x, "t.c", at(first, 1)),
        ];
        let summary = |findings: Vec<Finding>| {
            let mut report = Report { findings, ..Report::default() };
            fold(&mut report, &sources);
            let line = |finding: &Finding| {
                format!("{} {} {:?}", sources.place(finding.location), finding.rule.id, finding.resources)
            };
            let prints: std::collections::BTreeSet<String> =
                report.findings.iter().map(|finding| finding.fingerprint.clone()).collect();
            assert_eq!(prints.len(), report.findings.len());
            report.findings.iter().map(|finding| format!("{} {}", line(finding), finding.message)).collect::<Vec<_>>()
        };
        let expected = [
            r#"a.tf:1:2 x ["t.c"] wrong at t.c"#,
            r#"a.tf:1:6 x ["t.c"] wrong at t.c"#,
            r#"b.tf:1:2 x ["t.b[2]", "t.b[10]"] wrong at t.b[10]"#,
            r#"b.tf:1:2 y ["t.a"] wrong at t.a"#,
        ];
        assert_eq!(summary(all.clone()), expected);
        assert_eq!(summary(all.into_iter().rev().collect()), expected);
    }

    #[test]
    fn numbers_order_by_value() {
        let mut addresses = vec!["b[10]", "b[9]", "a", "b[9].x", "b[\"10\"]", "b[010]"];
        addresses.sort_by(|left, right| natural(left, right));
        assert_eq!(addresses, ["a", "b[\"10\"]", "b[9]", "b[9].x", "b[10]", "b[010]"]);
    }
}
