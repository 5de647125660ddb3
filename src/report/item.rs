//! What a run has to tell, one thing after the other, for the formats that are lists: findings, mistakes in files, and what
//! was not analysed.

use std::borrow::Cow;

use camino::Utf8PathBuf;

use super::words::{level, non_empty};
use crate::lint::{Finding, Report};
use crate::policy::{Metadata, Severity};
use crate::workspace::{Level, Span};

/// One thing to tell.
pub(super) struct Item<'a> {
    /// How much it weighs, in the words that others know.
    pub(super) level: Level,
    /// How much it weighs, in ours.
    pub(super) severity: Severity,
    /// The rule's id, `diagnostic`, `gap/<kind>`, or `settings/<setting>`.
    pub(super) code: Cow<'a, str>,
    /// What it is about, in a few words.
    pub(super) title: &'a str,
    /// What is wrong.
    pub(super) message: Cow<'a, str>,
    /// Where.
    pub(super) span: Option<Span>,
    /// The finding that it tells, if it does.
    pub(super) finding: Option<&'a Finding>,
}

/// The findings that are asked for, then diagnostics, then gaps, each in the report's order.
pub(super) fn items<'a>(report: &'a Report, is_told: impl Fn(&Finding) -> bool) -> Vec<Item<'a>> {
    let findings = report.findings.iter().filter(|finding| is_told(finding)).map(|finding| Item {
        level: level(finding.rule.severity),
        severity: finding.rule.severity,
        code: Cow::Borrowed(&finding.rule.id.0),
        title: &finding.rule.title,
        message: Cow::Borrowed(non_empty(&finding.message, &finding.rule.title)),
        span: Some(finding.location),
        finding: Some(finding),
    });
    let diagnostics = report.diagnostics.iter().map(|diagnostic| Item {
        level: diagnostic.level,
        severity: match diagnostic.level {
            Level::Error => Severity::High,
            Level::Warning => Severity::Medium,
            Level::Note => Severity::Info,
        },
        code: Cow::Borrowed("diagnostic"),
        title: "mistake in a file",
        message: Cow::Borrowed(&diagnostic.message),
        span: diagnostic.span,
        finding: None,
    });
    let gaps = report.gaps.iter().map(|gap| {
        let is_failure = gap.kind.is_failure();
        Item {
            level: if is_failure { Level::Error } else { Level::Warning },
            severity: if is_failure { Severity::High } else { Severity::Medium },
            code: Cow::Owned(format!("gap/{}", gap.kind.name())),
            title: "not analysed",
            message: Cow::Owned(format!("not analysed: {}: {}", gap.what, gap.why)),
            span: gap.span,
            finding: None,
        }
    });
    findings.chain(diagnostics).chain(gaps).collect()
}

/// What the settings leave out or make milder, for the formats that hold nothing else that tells of it.
pub(super) fn narrowings(report: &Report) -> impl Iterator<Item = Item<'_>> {
    let narrowings = report.settings.iter().flat_map(|settings| &settings.narrowings);
    narrowings.map(|narrowing| Item {
        level: Level::Note,
        severity: Severity::Info,
        code: Cow::Owned(format!("settings/{}", narrowing.setting)),
        title: "the settings narrow this run",
        message: Cow::Owned(format!("the settings narrow this run: {}", narrowing.what)),
        span: Some(narrowing.span),
        finding: None,
    })
}

/// The worst first; what is equally bad stays in order.
pub(super) fn worst_first(items: &mut [Item<'_>]) {
    items.sort_by_key(|item| (item.level, std::cmp::Reverse(item.severity)));
}

impl Item<'_> {
    /// The message and, each on a line of its own, what else a reader wants to know of a finding.
    pub(super) fn details(&self) -> String {
        let mut text = self.message.to_string();
        if let Some(finding) = self.finding {
            for (name, value) in [
                ("in", addresses(&finding.resources)),
                ("environments", finding.environments.join(", ")),
                ("root modules", root_modules(&finding.root_modules, MAX_ROOT_MODULES)),
                ("criteria", criteria(&finding.rule)),
            ] {
                if !value.is_empty() {
                    text.push_str(&format!("\n{name}: {value}"));
                }
            }
        }
        text
    }
}

/// The addresses, folded where they are many.
pub(super) fn addresses(resources: &[String]) -> String {
    const MOST: usize = 4;
    let mut text = resources.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    if resources.len() > MOST {
        text.push_str(&format!(" and {} more", resources.len() - MOST));
    }
    text
}

/// Root modules beyond these are counted, not listed, unless somebody asks for all.
pub(super) const MAX_ROOT_MODULES: usize = 3;

/// Where something holds in several root modules: how many, and the first of them.
pub(super) fn root_modules(paths: &[Utf8PathBuf], most: usize) -> String {
    if paths.len() < 2 {
        return String::new();
    }
    let listed: Vec<&str> = paths.iter().take(most).map(|path| path.as_str()).collect();
    let rest = paths.len().saturating_sub(most);
    let more = if rest > 0 { format!(", {rest} more") } else { String::new() };
    format!("{}: {}{more}", paths.len(), listed.join(", "))
}

/// The ids of the criteria that a rule speaks for, the primary one first.
pub(super) fn criteria(rule: &Metadata) -> String {
    rule.criteria.iter().map(|criterion| criterion.id.to_string()).collect::<Vec<_>>().join(", ")
}
