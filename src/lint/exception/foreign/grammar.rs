//! What comments for other tools say, by the grammars of these tools.
//!
//! ```text
//! checkov   (checkov|bridgecrew|cortex):skip=ID[,ID]…[:reason to the end of the line]
//! trivy     (trivy|tfsec):ignore:ID['['attribute=value,…']'][:exp:YYYY-MM-DD][:ws:workspace], as words among others; ID may have `*`
//! KICS      kics-scan (ignore-line | ignore-block | ignore | disable=ID,…), as the first words
//! ```

use std::ops::Range;

use jiff::civil::Date;

/// What is in every such comment: one of these.
pub(super) const MARKS: [&str; 3] = [":skip=", ":ignore:", "kics-scan"];
/// The longest id that is taken for one, in bytes.
const MAX_ID: usize = 200;
/// More ids than this in one comment are not read.
const MAX_IDS: usize = 100;

/// Another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::lint::exception) enum Tool {
    Checkov,
    Trivy,
    /// What became trivy, which still reads its comments.
    Tfsec,
    Kics,
}

impl Tool {
    /// The name that it is known by.
    pub(in crate::lint::exception) fn name(self) -> &'static str {
        match self {
            Self::Checkov => "checkov",
            Self::Trivy => "trivy",
            Self::Tfsec => "tfsec",
            Self::Kics => "KICS",
        }
    }
}

/// Which checks of a tool a comment switches off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint::exception) enum Checks {
    /// Whatever is found at its place.
    All,
    /// Those with these ids, as they are written.
    Named(Vec<String>),
}

/// What a comment is about, by the tool's own rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint::exception) enum Scope {
    /// The block at the top level on the lines of which it stands.
    TopLevelBlock,
    /// The block or attribute that it stands on.
    Here,
    /// Its line and the next.
    Line,
    /// The block or attribute below.
    Below,
    /// The whole file, where nothing but comments is above.
    File,
}

/// What a line of a comment says to a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint::exception) struct Directive {
    pub(in crate::lint::exception) tool: Tool,
    /// The bytes of the line that it takes.
    pub(in crate::lint::exception) range: Range<usize>,
    pub(in crate::lint::exception) checks: Checks,
    pub(in crate::lint::exception) scope: Scope,
    /// The last day.
    pub(in crate::lint::exception) until: Option<Date>,
    /// Only where these attributes have these values.
    pub(in crate::lint::exception) attributes: Vec<(String, String)>,
    /// Only in this workspace.
    pub(in crate::lint::exception) workspace: Option<String>,
}

/// A line of a comment: what it says to tools, and its other words, which are the reason as far as there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::lint::exception) struct Line {
    pub(in crate::lint::exception) directives: Vec<Directive>,
    pub(in crate::lint::exception) reason: Option<String>,
}

/// Reads one line of a comment, with the comment's markers; nothing where it says nothing to any tool.
pub(in crate::lint::exception) fn read(line: &str) -> Line {
    let mut directives = Vec::new();
    directives.extend(kics(line));
    if directives.is_empty() {
        directives = trivy(line);
        directives.extend(checkov(line));
        directives.sort_by_key(|directive| directive.range.start);
    }
    if directives.is_empty() {
        return Line::default();
    }
    let mut rest = Vec::new();
    let mut end = 0;
    for directive in &directives {
        rest.push(line.get(end..directive.range.start).unwrap_or_default());
        end = directive.range.end;
    }
    rest.push(line.get(end..).unwrap_or_default());
    let is_no_word = |letter: char| letter.is_whitespace() || "#/*:;,-–—".contains(letter);
    let words: Vec<&str> =
        rest.iter().map(|part| part.trim_matches(is_no_word)).filter(|part| !part.is_empty()).collect();
    Line { directives, reason: Some(words.join("; ")).filter(|words| !words.is_empty()) }
}

/// What is behind the marks that begin a comment, and where that is.
fn behind_markers(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches(|letter: char| letter.is_whitespace() || "#/*".contains(letter));
    (line.len() - text.len(), text)
}

/// The first in the line, as checkov reads it.
fn checkov(line: &str) -> Option<Directive> {
    const MARK: &str = ":skip=";
    line.match_indices(MARK).find_map(|(at, _)| {
        let before = line.get(..at)?;
        let name = ["checkov", "bridgecrew", "cortex"].into_iter().find(|name| before.ends_with(name))?;
        let behind = line.get(at + MARK.len()..)?;
        let list = behind.trim_start_matches(' ');
        let is_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let mut ids = Vec::new();
        let mut rest = list;
        loop {
            let (id, behind) = rest.split_at(rest.find(|letter| !is_id(letter)).unwrap_or(rest.len()));
            if id.is_empty() {
                break;
            }
            ids.push(id);
            rest = behind;
            match rest.strip_prefix(',').filter(|next| next.starts_with(is_id)) {
                Some(next) => rest = next,
                None => break,
            }
        }
        Some(Directive {
            tool: Tool::Checkov,
            range: at - name.len()..line.len() - rest.len(),
            checks: named(ids.into_iter())?,
            scope: Scope::TopLevelBlock,
            until: None,
            attributes: Vec::new(),
            workspace: None,
        })
    })
}

fn named<'a>(ids: impl Iterator<Item = &'a str>) -> Option<Checks> {
    let ids = ids.filter(|id| !id.is_empty() && id.len() <= MAX_ID);
    let ids: Vec<String> = ids.take(MAX_IDS).map(str::to_owned).collect();
    (!ids.is_empty()).then_some(Checks::Named(ids))
}

/// The words of a line that trivy and tfsec read.
fn trivy(line: &str) -> Vec<Directive> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        let said = word.trim_end();
        let said = said.strip_suffix("*/").unwrap_or(said);
        let (skipped, section) = behind_markers(said);
        let tools = [("trivy:", Tool::Trivy), ("tfsec:", Tool::Tfsec)];
        let directive = tools.into_iter().find_map(|(prefix, tool)| Some((tool, section.strip_prefix(prefix)?)));
        if let Some(mut directive) = directive.and_then(|(tool, section)| trivy_section(tool, section)) {
            directive.range = start + skipped..start + said.len();
            found.push(directive);
        }
        start += word.len();
    }
    found
}

/// Pairs of a key and a value. What trivy can't read hides nothing there, and nothing here.
fn trivy_section(tool: Tool, section: &str) -> Option<Directive> {
    let parts: Vec<&str> = section.split(':').take(MAX_IDS).collect();
    let mut directive = Directive {
        tool,
        range: 0..0,
        checks: Checks::All,
        scope: Scope::Here,
        until: None,
        attributes: Vec::new(),
        workspace: None,
    };
    let mut is_named = false;
    for pair in parts.chunks_exact(2) {
        let [key, value] = pair else { continue };
        match *key {
            "ignore" => {
                let (id, attributes) = value.split_once('[').unwrap_or((value, ""));
                directive.checks = if id == "*" { Checks::All } else { named(std::iter::once(id))? };
                for attribute in attributes.trim_end_matches(']').split(',').filter(|text| !text.is_empty()) {
                    let (name, value) = attribute.split_once('=')?;
                    directive.attributes.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                is_named = true;
            }
            "exp" => directive.until = Some(value.parse().ok().filter(|_| value.len() == 10)?),
            "ws" => directive.workspace = Some((*value).to_owned()),
            _ => {}
        }
    }
    is_named.then_some(directive)
}

fn kics(line: &str) -> Option<Directive> {
    let (start, text) = behind_markers(line);
    let command = text.strip_prefix("kics-scan")?.trim_start();
    let word = command.split_whitespace().next()?.trim_end_matches("*/");
    let (checks, scope) = match word.split_once('=') {
        None => match word {
            "ignore-line" => (Checks::All, Scope::Line),
            "ignore-block" => (Checks::All, Scope::Below),
            "ignore" => (Checks::All, Scope::File),
            _ => return None,
        },
        Some(("disable", ids)) => (named(ids.split(','))?, Scope::File),
        Some(_) => return None,
    };
    let end = line.len() - command.len() + word.len();
    Some(Directive {
        tool: Tool::Kics,
        range: start..end,
        checks,
        scope,
        until: None,
        attributes: Vec::new(),
        workspace: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Vec<String> {
        let Line { directives, reason } = read(line);
        let told = directives.iter().map(|directive| {
            let Directive { tool, range, checks, scope, until, attributes, workspace } = directive;
            let checks = match checks {
                Checks::All => "all".to_owned(),
                Checks::Named(ids) => ids.join(" "),
            };
            let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
            let only: String = attributes.iter().map(|(name, value)| format!(" if {name} is {value}")).collect();
            let workspace = workspace.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
            let said = &line[range.clone()];
            format!("{} {checks} {scope:?}{until}{only}{workspace} <{said}>", tool.name())
        });
        told.chain(reason.map(|reason| format!("because {reason}"))).collect()
    }

    #[test]
    fn checkov_is_read_as_checkov_reads_it() {
        let said = "checkov CKV_AWS_7 TopLevelBlock";
        for (line, expected) in [
            ("#checkov:skip=CKV_AWS_7", vec![format!("{said} <checkov:skip=CKV_AWS_7>")]),
            (
                "# checkov:skip=CKV_AWS_7:imported: by hand",
                vec![format!("{said} <checkov:skip=CKV_AWS_7>"), "because imported: by hand".to_owned()],
            ),
            (
                "// bridgecrew:skip= CKV_AWS_7 : x",
                vec![format!("{said} <bridgecrew:skip= CKV_AWS_7>"), "because x".to_owned()],
            ),
            ("/* cortex:skip=CKV_AWS_7 */", vec![format!("{said} <cortex:skip=CKV_AWS_7>")]),
            (
                "# see R-7 checkov:skip=A,B:both",
                vec!["checkov A B TopLevelBlock <checkov:skip=A,B>".to_owned(), "because see R-7; both".to_owned()],
            ),
            (
                "# checkov:skip=A, B",
                vec!["checkov A TopLevelBlock <checkov:skip=A>".to_owned(), "because B".to_owned()],
            ),
            (
                "# checkov:skip=A:x trivy:ignore:B y",
                vec![
                    "checkov A TopLevelBlock <checkov:skip=A>".to_owned(),
                    "trivy B Here <trivy:ignore:B>".to_owned(),
                    "because x; y".to_owned(),
                ],
            ),
            ("# checkov:skip=", vec![]),
            ("# checkov:skip", vec![]),
            ("# checkof:skip=A", vec![]),
            ("# a:skip=B", vec![]),
        ] {
            assert_eq!(told(line), expected, "{line}");
        }
    }

    #[test]
    fn trivy_and_tfsec_are_read_as_trivy_reads_them() {
        for (line, expected) in [
            ("#trivy:ignore:AWS-0065", vec!["trivy AWS-0065 Here <trivy:ignore:AWS-0065>"]),
            (
                "# tfsec:ignore:AWS-0065:exp:2027-03-31 imported",
                vec!["tfsec AWS-0065 Here until 2027-03-31 <tfsec:ignore:AWS-0065:exp:2027-03-31>", "because imported"],
            ),
            ("//trivy:exp:2027-03-31:ignore:A", vec!["trivy A Here until 2027-03-31 <trivy:exp:2027-03-31:ignore:A>"]),
            ("#trivy:ignore:*", vec!["trivy all Here <trivy:ignore:*>"]),
            ("#trivy:ignore:aws-kms-*", vec!["trivy aws-kms-* Here <trivy:ignore:aws-kms-*>"]),
            ("/*trivy:ignore:A*/", vec!["trivy A Here <trivy:ignore:A>"]),
            (
                "#trivy:ignore:A[port=3306,kind=a b]",
                vec!["trivy A Here if port is 3306 if kind is a <trivy:ignore:A[port=3306,kind=a>", "because b]"],
            ),
            ("#trivy:ignore:A:ws:prod", vec!["trivy A Here in prod <trivy:ignore:A:ws:prod>"]),
            (
                "# trivy:ignore:A tfsec:ignore:B why not",
                vec!["trivy A Here <trivy:ignore:A>", "tfsec B Here <tfsec:ignore:B>", "because why not"],
            ),
            ("#trivy:ignore", vec![]),
            ("#trivy:ignore:", vec![]),
            ("#trivy:ignore:A:exp:soon", vec![]),
            ("#trivy:ignore:A[port]", vec![]),
            ("#trivyignore:A", vec![]),
            ("# see trivy: ignore:A", vec![]),
        ] {
            assert_eq!(told(line), expected, "{line}");
        }
    }

    #[test]
    fn kics_is_read_as_kics_reads_it() {
        for (line, expected) in [
            ("# kics-scan ignore-line", vec!["KICS all Line <kics-scan ignore-line>"]),
            ("// kics-scan ignore-block why", vec!["KICS all Below <kics-scan ignore-block>", "because why"]),
            ("#kics-scan ignore", vec!["KICS all File <kics-scan ignore>"]),
            ("/* kics-scan ignore*/", vec!["KICS all File <kics-scan ignore>"]),
            ("# kics-scan disable=a-1,b-2", vec!["KICS a-1 b-2 File <kics-scan disable=a-1,b-2>"]),
            ("# kics-scan enable=a-1", vec![]),
            ("# kics-scan disable=", vec![]),
            ("# kics-scan", vec![]),
            ("# use kics-scan ignore-line", vec![]),
        ] {
            assert_eq!(told(line), expected, "{line}");
        }
    }

    #[test]
    fn hostile_lines_cost_little() {
        let long = "x".repeat(1_000_000);
        for (line, most) in [
            (format!("# checkov:skip={long}"), 0),
            (format!("# checkov:skip={}", "A,".repeat(500_000)), 1),
            (format!("# {}", "checkov:skip= ".repeat(100_000)), 1),
            (format!("# trivy:ignore:{long}"), 0),
            (format!("# trivy:{}", "ignore:A:".repeat(100_000)), 1),
            (format!("# {}", "trivy:ignore:A ".repeat(50_000)), 50_000),
            (format!("# kics-scan disable={}", "a,".repeat(500_000)), 1),
            (format!("# kics-scan {long}"), 0),
        ] {
            let Line { directives, .. } = read(&line);
            assert_eq!(directives.len(), most, "{}", &line[..60]);
            let ids = directives.iter().map(|directive| match &directive.checks {
                Checks::All => 0,
                Checks::Named(ids) => ids.len(),
            });
            assert!(ids.max().unwrap_or_default() <= MAX_IDS);
        }
    }
}
