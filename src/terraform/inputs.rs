//! Values of a root module's input variables, in Terraform's order of precedence.
//!
//! Source: Terraform documentation, "Input Variables", "Variable Definition Precedence": environment, `terraform.tfvars`,
//! `terraform.tfvars.json`, `*.auto.tfvars` and `*.auto.tfvars.json` in order of their names, then what our settings say, then `-var` and `-var-file` in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use super::{Configuration, VariableSetting};
use crate::syntax::ast::{Attribute, Expression};
use crate::syntax::{Strings, parse_body, parse_expression, parse_json_body};
use crate::workspace::{Diagnostic, Gap, GapKind, Level, Span, read_file, variable_files};

/// What a variable is set to, and by what.
#[derive(Clone, Debug)]
pub(super) enum Input {
    /// An argument of a tfvars file.
    File {
        /// The value's expression: literals only.
        expression: Arc<Expression>,
        /// The whole argument.
        span: Span,
    },
    /// `--var` or `TF_VAR_…`: text that is taken as it is for a string variable and as an expression for other types.
    Text {
        /// The text.
        text: String,
        /// What set it, for messages: `--var`, `TF_VAR_name`.
        origin: SmolStr,
    },
}

/// The inputs of one root module.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    /// The winning input of each variable.
    pub values: BTreeMap<SmolStr, Input>,
    /// Files that could not be read.
    pub gaps: Vec<Gap>,
    /// Mistakes in them.
    pub diagnostics: Vec<Diagnostic>,
}

impl Inputs {
    /// Collects what sets variables of the root module in `directory`.
    #[must_use]
    pub(super) fn collect(configuration: &Configuration, directory: &Utf8Path) -> Self {
        let mut inputs = Self::default();
        let options = configuration.options();
        for (name, text) in &options.environment {
            let input = Input::Text { text: text.clone(), origin: smol_str::format_smolstr!("TF_VAR_{name}") };
            inputs.values.insert(name.clone(), input);
        }
        for path in variable_files(configuration.repository(), directory) {
            inputs.read(configuration, &path);
        }
        for setting in &options.settings {
            match setting {
                VariableSetting::File(path) => inputs.read(configuration, path),
                VariableSetting::Value { name, expression } => {
                    let input = Input::File { expression: Arc::clone(expression), span: expression.span };
                    inputs.values.insert(name.clone(), input);
                }
            }
        }
        for path in &options.variable_files {
            inputs.read(configuration, path);
        }
        for (name, text) in &options.variables {
            inputs.values.insert(name.clone(), Input::Text { text: text.clone(), origin: "--var".into() });
        }
        inputs
    }

    fn read(&mut self, configuration: &Configuration, path: &Utf8PathBuf) {
        let file = match read_file(configuration.sources(), configuration.repository(), path) {
            Ok(file) => file,
            Err(gap) => {
                self.gaps.push(gap);
                return;
            }
        };
        let (attributes, errors): (Vec<Attribute>, _) = if path.as_str().ends_with(".json") {
            {
                let (body, errors) = parse_json_body(file.id, file.text(), Strings::Literal);
                (body.attributes, errors)
            }
        } else {
            let (body, errors) = parse_body(file.id, file.text());
            for block in &body.blocks {
                self.diagnostics.push(Diagnostic {
                    span: Some(block.header),
                    level: Level::Warning,
                    message: "a tfvars file can't hold blocks; write `name = value`".to_owned(),
                });
            }
            (body.attributes, errors)
        };
        for error in errors {
            self.gaps.push(Gap {
                span: Some(error.span),
                kind: GapKind::Syntax,
                what: format!("a part of `{}`", file.display_path),
                why: error.message,
            });
        }
        for attribute in attributes {
            let input = Input::File { expression: attribute.expression, span: attribute.span };
            self.values.insert(attribute.name.name, input);
        }
    }
}

/// Parses the text of `--var` or an environment variable as an expression; `None` where it is none.
#[must_use]
pub(super) fn parse_text(configuration: &Configuration, name: &str, text: &str) -> Option<Expression> {
    let path = Utf8PathBuf::from(format!("<value of var.{name}>"));
    let file = configuration.sources().add(&path, &path, text);
    parse_expression(file, text, 0..text.len()).ok()
}
