//! Text that must not stand in a configuration, wherever it is written: what the `literals` of a rule describe.
//!
//! A file is searched as raw text first, and parsed only where something in it could match. What is reported is a string
//! constant of an attribute, never a comment.

use std::sync::Arc;

use regex::Regex;
use smol_str::SmolStr;

use super::Finding;
use crate::policy::{LiteralPattern, Metadata};
use crate::syntax::ast::{
    Attribute, Block, Body, Expression, ExpressionKind, ForResult, Step, StepKind, Syntax, Template, TemplatePart,
};
use crate::syntax::{Strings, parse_body, parse_json_body};
use crate::workspace::{Diagnostic, Level, SourceFile, Span};

/// What kind of file a body is from: names mean different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `.tf`: resources and the like.
    Configuration,
    /// `.tfvars`: attributes are variables.
    Variables,
}

/// What kind of file it is by its name; `None` for what is written in another language.
pub(super) fn role_of(file: &SourceFile) -> Option<Role> {
    let name = file.path.file_name()?;
    let stem = name.strip_suffix(".json").unwrap_or(name);
    if stem.ends_with(".tf") || stem.ends_with(".tofu") {
        Some(Role::Configuration)
    } else {
        stem.ends_with(".tfvars").then_some(Role::Variables)
    }
}

/// A configuration or variable file's body, as far as it parses; `None` for every other file. A large file is worth asking
/// [`Scanner::wants`] first.
pub(super) fn parse(file: &SourceFile) -> Option<(Role, Body)> {
    let role = role_of(file)?;
    let is_json = file.path.extension() == Some("json");
    let (body, _) = match (is_json, role) {
        (false, _) => parse_body(file.id, file.text()),
        (true, Role::Configuration) => parse_json_body(file.id, file.text(), Strings::Templates),
        (true, Role::Variables) => parse_json_body(file.id, file.text(), Strings::Literal),
    };
    Some((role, body))
}

/// The searches of all rules that have some.
pub(super) struct Scanner {
    searches: Vec<Search>,
}

struct Search {
    rule: Arc<Metadata>,
    text: Regex,
    name: Option<Regex>,
    message: Option<String>,
    /// Whether `text` can be asked of the whole text of a file.
    searches_files: bool,
    /// Whether `name` can.
    names_files: bool,
}

/// A string constant that matches.
struct Hit<'a> {
    search: &'a Search,
    span: Span,
    name: Option<SmolStr>,
}

impl Scanner {
    /// The searches of these rules, and what is wrong with those that are no regular expressions.
    pub(super) fn new(rules: &[Arc<Metadata>]) -> (Self, Vec<Diagnostic>) {
        let mut searches = Vec::new();
        let mut diagnostics = Vec::new();
        for rule in rules {
            for pattern in &rule.literals {
                match Search::new(rule, pattern) {
                    Ok(search) => searches.push(search),
                    Err(error) => diagnostics.push(Diagnostic {
                        span: None,
                        level: Level::Error,
                        message: format!("`literals` of rule `{}`: {error}", rule.id),
                    }),
                }
            }
        }
        (Self { searches }, diagnostics)
    }

    /// Whether anything in a file's text could match.
    pub(super) fn wants(&self, text: &str) -> bool {
        let escapes = memchr::memmem::find(text.as_bytes(), b"\\u").is_some();
        escapes || self.searches.iter().any(|search| search.wants(text))
    }

    /// What matches in a file.
    pub(super) fn scan(&self, body: &Body, role: Role) -> Vec<Finding> {
        let mut findings = Vec::new();
        for attribute in &body.attributes {
            match (role, body.syntax) {
                (Role::Variables, _) => {
                    let address = format!("var.{}", attribute.name.name);
                    self.attribute(attribute, Some(&address), attribute.span, None, &mut findings);
                }
                (Role::Configuration, Syntax::Json) => {
                    let kind = attribute.name.name.as_str();
                    self.json_block(kind, &mut Vec::new(), &attribute.expression, attribute.span, &mut findings);
                }
                (Role::Configuration, Syntax::Native) => {
                    self.attribute(attribute, None, attribute.span, None, &mut findings);
                }
            }
        }
        for block in &body.blocks {
            let address = block_address(block);
            let name = (block.block_type.name == "variable").then(|| block.labels.first()).flatten();
            self.block(block, address.as_deref(), block.header, name.map(|label| &label.name), &mut findings);
        }
        findings
    }

    fn block(
        &self,
        block: &Block,
        address: Option<&str>,
        header: Span,
        variable: Option<&SmolStr>,
        findings: &mut Vec<Finding>,
    ) {
        for attribute in &block.body.attributes {
            let local = (block.block_type.name == "locals").then(|| format!("local.{}", attribute.name.name));
            self.attribute(attribute, local.as_deref().or(address), header, variable, findings);
        }
        for nested in &block.body.blocks {
            self.block(nested, address, header, variable, findings);
        }
    }

    /// Searches an attribute. `variable` is the name that a `default` is assigned to.
    fn attribute(
        &self,
        attribute: &Attribute,
        address: Option<&str>,
        header: Span,
        variable: Option<&SmolStr>,
        findings: &mut Vec<Finding>,
    ) {
        let name = match variable {
            Some(variable) if attribute.name.name == "default" => variable,
            _ => &attribute.name.name,
        };
        let mut hits = Vec::new();
        self.expression(&attribute.expression, Some(name), &mut hits);
        for hit in hits {
            findings.push(hit.into_finding(address, header));
        }
    }

    /// Searches a top-level property of JSON syntax: objects of labels down to the block's own body.
    fn json_block(
        &self,
        kind: &str,
        labels: &mut Vec<SmolStr>,
        expression: &Expression,
        header: Span,
        findings: &mut Vec<Finding>,
    ) {
        let wanted = match kind {
            "resource" | "data" | "ephemeral" => 2,
            "terraform" => 0,
            _ => 1,
        };
        match &expression.kind {
            ExpressionKind::Tuple(elements) => {
                for element in elements {
                    self.json_block(kind, labels, element, header, findings);
                }
            }
            ExpressionKind::Object(items) if labels.len() < wanted => {
                for item in items {
                    let Some(label) = constant(&item.key) else { continue };
                    labels.push(label);
                    self.json_block(kind, labels, &item.value, item.key.span, findings);
                    labels.pop();
                }
            }
            _ => {
                let address = address(kind, labels);
                let mut hits = Vec::new();
                match &expression.kind {
                    ExpressionKind::Object(items) if kind == "variable" => {
                        for item in items {
                            let key = constant(&item.key);
                            let name = if key.as_deref() == Some("default") { labels.last().cloned() } else { key };
                            self.expression(&item.value, name.as_ref(), &mut hits);
                        }
                    }
                    _ => self.expression(expression, labels.last(), &mut hits),
                }
                findings.extend(hits.into_iter().map(|hit| hit.into_finding(address.as_deref(), header)));
            }
        }
    }

    fn text<'a>(&'a self, text: &str, span: Span, name: Option<&SmolStr>, hits: &mut Vec<Hit<'a>>) {
        for search in &self.searches {
            let named = search.name.as_ref().is_none_or(|wanted| name.is_some_and(|name| wanted.is_match(name)));
            if named && search.text.is_match(text) {
                hits.push(Hit { search, span, name: name.cloned() });
            }
        }
    }

    fn expression<'a>(&'a self, expression: &Expression, name: Option<&SmolStr>, hits: &mut Vec<Hit<'a>>) {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || match &expression.kind {
            ExpressionKind::Literal(value) => {
                if let Some(text) = value.as_str() {
                    self.text(text, expression.span, name, hits);
                }
            }
            ExpressionKind::Template(template) => self.template(template, expression.span, name, hits),
            ExpressionKind::Object(items) => {
                for item in items {
                    let key = constant(&item.key);
                    // A property of that name is a comment in JSON syntax.
                    if key.as_deref() == Some("//") {
                        continue;
                    }
                    self.expression(&item.key, None, hits);
                    self.expression(&item.value, key.as_ref().or(name), hits);
                }
            }
            ExpressionKind::Tuple(elements) => self.all(elements, name, hits),
            ExpressionKind::Call(call) => self.all(&call.arguments, name, hits),
            ExpressionKind::TemplateWrap(inner) | ExpressionKind::Parenthesis(inner) => {
                self.expression(inner, name, hits);
            }
            ExpressionKind::Unary { operand, .. } => self.expression(operand, name, hits),
            ExpressionKind::Binary(binary) => {
                self.expression(&binary.left, name, hits);
                self.expression(&binary.right, name, hits);
            }
            ExpressionKind::Conditional(conditional) => {
                self.expression(&conditional.condition, None, hits);
                self.expression(&conditional.then, name, hits);
                self.expression(&conditional.otherwise, name, hits);
            }
            ExpressionKind::For(for_) => {
                self.expression(&for_.collection, name, hits);
                match &for_.result {
                    ForResult::Tuple(value) => self.expression(value, name, hits),
                    ForResult::Object { key, value, .. } => {
                        self.expression(key, None, hits);
                        self.expression(value, name, hits);
                    }
                }
                if let Some(condition) = &for_.condition {
                    self.expression(condition, None, hits);
                }
            }
            ExpressionKind::Access { source, steps } => {
                self.expression(source, name, hits);
                self.steps(steps, hits);
            }
            ExpressionKind::Splat(splat) => {
                self.expression(&splat.source, name, hits);
                self.steps(&splat.each, hits);
            }
            ExpressionKind::Traversal(traversal) => self.steps(&traversal.steps, hits),
            ExpressionKind::Invalid => {}
        });
    }

    fn all<'a>(&'a self, expressions: &[Expression], name: Option<&SmolStr>, hits: &mut Vec<Hit<'a>>) {
        expressions.iter().for_each(|expression| self.expression(expression, name, hits));
    }

    fn steps<'a>(&'a self, steps: &[Step], hits: &mut Vec<Hit<'a>>) {
        for step in steps {
            match &step.kind {
                StepKind::Index(index) => self.expression(index, None, hits),
                StepKind::Attribute(_) | StepKind::LegacyIndex(_) | StepKind::Splat => {}
            }
        }
    }

    fn template<'a>(&'a self, template: &Template, span: Span, name: Option<&SmolStr>, hits: &mut Vec<Hit<'a>>) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(text) => self.text(text, span, name, hits),
                TemplatePart::Interpolation(inner) => self.expression(inner, name, hits),
                TemplatePart::If { condition, then, otherwise } => {
                    self.expression(condition, None, hits);
                    self.template(then, span, name, hits);
                    self.template(otherwise, span, name, hits);
                }
                TemplatePart::For { collection, body, .. } => {
                    self.expression(collection, name, hits);
                    self.template(body, span, name, hits);
                }
            }
        }
    }
}

impl Search {
    fn new(rule: &Arc<Metadata>, pattern: &LiteralPattern) -> Result<Self, regex::Error> {
        // An anchor means the constant's end, which in the file's text is a quote and no end.
        let searches_files =
            |pattern: &str| !pattern.contains(['^', '$']) && !pattern.contains("\\A") && !pattern.contains("\\z");
        Ok(Self {
            rule: Arc::clone(rule),
            searches_files: searches_files(&pattern.pattern),
            names_files: pattern.name.as_deref().is_some_and(searches_files),
            text: Regex::new(&pattern.pattern)?,
            name: pattern.name.as_deref().map(Regex::new).transpose()?,
            message: pattern.message.clone(),
        })
    }

    /// Whether anything in a file's text could match.
    fn wants(&self, text: &str) -> bool {
        let has_name = || self.name.as_ref().is_none_or(|name| !self.names_files || name.is_match(text));
        (!self.searches_files || self.text.is_match(text)) && has_name()
    }
}

impl Hit<'_> {
    /// The message names where the text stands and never the text: it may be a secret.
    fn into_finding(self, address: Option<&str>, block: Span) -> Finding {
        let place = self.name.as_ref().map_or_else(|| "a key".to_owned(), |name| format!("`{name}`"));
        let what = self.search.message.as_deref().unwrap_or("holds text that must not be written here.");
        let message = format!("{place} {what}");
        Finding {
            resources: address.map(str::to_owned).into_iter().collect(),
            block,
            attribute: self.name.map(String::from),
            ..Finding::at(Arc::clone(&self.search.rule), message, self.span)
        }
    }
}

/// What a top-level block is called elsewhere in the configuration; `None` for `locals`, whose attributes have names of their own.
fn block_address(block: &Block) -> Option<String> {
    let labels: Vec<SmolStr> = block.labels.iter().map(|label| label.name.clone()).collect();
    if block.block_type.name == "locals" { None } else { address(&block.block_type.name, &labels) }
}

/// The address of a block of that kind; of one `locals` entry where there is a label.
fn address(kind: &str, labels: &[SmolStr]) -> Option<String> {
    let labels = labels.join(".");
    match kind {
        "resource" => Some(labels),
        "variable" => Some(format!("var.{labels}")),
        "locals" => Some(format!("local.{labels}")),
        _ if labels.is_empty() => Some(kind.to_owned()),
        _ => Some(format!("{kind}.{labels}")),
    }
}

/// The text of an expression that is a string constant.
fn constant(expression: &Expression) -> Option<SmolStr> {
    match &expression.kind {
        ExpressionKind::Literal(value) => value.as_str().map(SmolStr::new),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::policy::{Preset, Remediation, RuleId, Severity};
    use crate::syntax::parse_body;
    use crate::workspace::SourceMap;

    fn rule() -> Arc<Metadata> {
        let pattern = |pattern: &str, name: Option<&str>| LiteralPattern {
            pattern: pattern.to_owned(),
            name: name.map(str::to_owned),
            message: name.map(|_| "holds a secret key; use a role.".to_owned()),
        };
        Arc::new(Metadata {
            id: RuleId("aws-secrets-no-access-key-literal".into()),
            title: String::new(),
            severity: Severity::Critical,
            preset: Preset::Default,
            since: String::new(),
            criteria: Vec::new(),
            description: String::new(),
            remediation: Remediation { text: "Use a role.".to_owned(), before: None, after: None },
            references: Vec::new(),
            deprecated_ids: Vec::new(),
            account_baseline: Vec::new(),
            literals: vec![
                pattern("(AKIA|ASIA)[A-Z2-7]{16}", None),
                pattern("^[A-Za-z0-9/+]{40}$", Some("(?i)secret_?(access_)?key")),
            ],
            suppressible: true,
        })
    }

    fn scan(path: &str, text: &str) -> Vec<String> {
        let sources = SourceMap::default();
        let file = sources.add(Utf8Path::new(path), Utf8Path::new(path), text);
        let (body, errors) = parse_body(file, text);
        assert!(errors.is_empty(), "{errors:?}");
        let (scanner, diagnostics) = Scanner::new(&[rule()]);
        assert!(diagnostics.is_empty());
        let role = if path.ends_with(".tfvars") { Role::Variables } else { Role::Configuration };
        let findings = scanner.scan(&body, role);
        assert!(findings.is_empty() || scanner.wants(text));
        let secret = ["AKIA", "wJalr"];
        assert!(findings.iter().all(|finding| secret.iter().all(|secret| !finding.message.contains(secret))));
        findings
            .iter()
            .map(|finding| {
                let name = finding.attribute.as_deref().unwrap_or("-");
                format!("{} {} {name}", sources.place(finding.location), finding.resources.join(","))
            })
            .collect()
    }

    #[test]
    fn string_constants_are_found_wherever_they_stand() {
        let text = r#"
# AKIAIOSFODNN7EXAMPLE is only a comment
provider "aws" {
  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region     = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}
resource "aws_instance" "web" {
  user_data = <<-EOT
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE ${var.x}
  EOT
  nested {
    env = { KEY = true ? lower("AKIAIOSFODNN7EXAMPLE") : null, (var.k) = ["x", "AKIAIOSFODNN7EXAMPLE"] }
  }
}
variable "secret_key" {
  default = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}
locals {
  key = "AKIAIOSFODNN7EXAMPLE"
}
"#;
        let expected = [
            "main.tf:4:16 provider.aws access_key",
            "main.tf:5:16 provider.aws secret_key",
            "main.tf:9:15 aws_instance.web user_data",
            "main.tf:13:32 aws_instance.web KEY",
            "main.tf:13:80 aws_instance.web env",
            "main.tf:17:13 var.secret_key secret_key",
            "main.tf:20:9 local.key key",
        ];
        assert_eq!(scan("main.tf", text), expected);
    }

    #[test]
    fn a_finding_says_what_it_is() {
        let sources = SourceMap::default();
        let text = "access_key = \"AKIAIOSFODNN7EXAMPLE\"\nsecret_key = \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"\n";
        let file = sources.add(Utf8Path::new("a.tfvars"), Utf8Path::new("a.tfvars"), text);
        let findings = Scanner::new(&[rule()]).0.scan(&parse_body(file, text).0, Role::Variables);
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        let expected =
            ["`access_key` holds text that must not be written here.", "`secret_key` holds a secret key; use a role."];
        assert_eq!(messages, expected);
    }

    #[test]
    fn variable_files_assign_to_variables() {
        let found = scan("prod.tfvars", "secret_key = \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"\nother = 1\n");
        assert_eq!(found, ["prod.tfvars:1:14 var.secret_key secret_key"]);
    }

    #[test]
    fn a_file_without_a_match_need_not_be_parsed() {
        let mut rule = Metadata::clone(&rule());
        rule.literals.truncate(1);
        let (scanner, _) = Scanner::new(&[Arc::new(rule.clone())]);
        assert!(!scanner.wants("resource \"a\" \"b\" {}"));
        assert!(scanner.wants("# AKIAIOSFODNN7EXAMPLE"));
        assert!(scanner.wants(r#"x = "\u0041KIA""#), "escapes can hide anything");
        rule.literals[0].pattern = "(".to_owned();
        let (scanner, diagnostics) = Scanner::new(&[Arc::new(rule)]);
        assert!(!scanner.wants("x") && diagnostics[0].message.contains("aws-secrets"));
    }
}
