//! Which of our rules ask what a check of another tool asks: `data/peers.csv`.

use std::sync::LazyLock;

use super::grammar::Tool;

/// Lines of `tool,id,rule` below comments and a header; in order of tools and ids.
const TABLE: &str = include_str!("../../../../data/peers.csv");

/// A check of a tool and a rule of ours. The tables of trivy and tfsec are one.
struct Row {
    tool: &'static str,
    id: &'static str,
    rule: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &'static str| {
        let mut fields = line.split(',');
        Some(Row { tool: fields.next()?, id: fields.next()?, rule: fields.next()? })
    };
    lines.filter_map(row).collect()
});

/// The rules that ask what the check asks, or a part of it; `*` in an id is any run of characters where the tool has it so.
pub(super) fn rules_of(tool: Tool, id: &str) -> Vec<&'static str> {
    let (table, id, has_wildcards) = match tool {
        Tool::Checkov => ("checkov", id, false),
        // `AVD-AWS-0065` is the older name of `AWS-0065`.
        Tool::Trivy | Tool::Tfsec => {
            let is_older = id.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("AVD-"));
            ("trivy", if is_older { id.get(4..).unwrap_or_default() } else { id }, true)
        }
        Tool::Kics => ("kics", id, false),
    };
    let is_meant = |row: &&Row| {
        row.tool == table
            && if has_wildcards { matches(&id.to_ascii_uppercase(), row.id) } else { row.id.eq_ignore_ascii_case(id) }
    };
    let mut rules: Vec<&str> = ROWS.iter().filter(is_meant).map(|row| row.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Whether a text is as the pattern has it, in which `*` is any run of characters.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let (between, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in between.split('*') {
        match text.find(part) {
            Some(at) => text = text.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lint::RuleSet;

    #[test]
    fn every_row_names_a_rule_that_there_is() {
        let known: BTreeSet<String> = RuleSet::embedded().rules().iter().map(|rule| rule.id().to_owned()).collect();
        let mut seen = BTreeSet::new();
        for Row { tool, id, rule } in ROWS.iter() {
            assert!(["checkov", "trivy", "kics"].contains(tool), "{tool}");
            assert!(!id.is_empty() && !id.contains([' ', '*', '"']), "{id}");
            assert!(known.contains(*rule), "{tool} {id}: there is no rule {rule}");
            assert!(seen.insert((*tool, *id, *rule)), "{tool} {id} {rule} stands there twice");
        }
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(ROWS.len(), lines - 1, "every line is a row");
        let head: Vec<&str> = TABLE.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.iter().any(|line| line.contains("Source: ")), "{head:?}");
    }

    #[test]
    fn ids_are_found_under_all_their_names() {
        let rotation = ["aws-kms-key-rotation"];
        assert_eq!(rules_of(Tool::Checkov, "CKV_AWS_7"), rotation);
        for id in ["AWS-0065", "AVD-AWS-0065", "avd-aws-0065", "AWS-0065*", "*-0065", "A*S-*065"] {
            assert_eq!(rules_of(Tool::Trivy, id), rotation, "{id}");
            assert_eq!(rules_of(Tool::Tfsec, id), rotation, "{id}");
        }
        assert!(rules_of(Tool::Trivy, "AWS-010*").len() > 2);
        for id in ["", "AWS-65", "CKV_AWS_7", "aws-kms-auto-rotate-keys-of-nobody", "AVD-", "é", "AWS-0065*5"] {
            assert_eq!(rules_of(Tool::Trivy, id), [""; 0], "{id}");
        }
        assert_eq!(rules_of(Tool::Checkov, "CKV_AWS_*"), [""; 0], "checkov has no wildcards");
        assert_eq!(rules_of(Tool::Kics, "CKV_AWS_7"), [""; 0]);
    }
}
