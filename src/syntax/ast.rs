//! The syntax tree that evaluation works on: native syntax and JSON syntax are lowered to the same one.
//!
//! It is ours and not the parser's, so that spans are byte ranges of the file, names are cheap to clone,
//! and everything right of `syntax` is independent of how a file was written.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::value::Value;
use crate::workspace::Span;

/// A name in the source: an identifier, an attribute's name, a block's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// The name as written.
    pub name: SmolStr,
    /// Where it stands.
    pub span: Span,
}

/// How a body was written. In JSON the same text is an attribute or a block, which only the schema can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// HCL native syntax.
    Native,
    /// HCL JSON syntax: properties are all lowered to attributes, and the reader turns those that its schema calls blocks into blocks.
    Json,
}

/// The content of a file or block: attributes and blocks in source order.
#[derive(Clone, Debug)]
pub struct Body {
    /// How the body was written.
    pub syntax: Syntax,
    /// Arguments; in native syntax each name occurs once, in JSON a repeated property occurs as often as it was written.
    pub attributes: Vec<Attribute>,
    /// Nested blocks; always empty in JSON syntax.
    pub blocks: Vec<Block>,
    /// From the first byte inside the body to the last.
    pub span: Span,
}

impl Body {
    /// The attribute of that name; of repeated ones the last.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().rev().find(|attribute| attribute.name.name == name)
    }

    /// The blocks of that type, in source order.
    pub fn blocks_of<'a>(&'a self, block_type: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| block.block_type.name == block_type)
    }
}

/// `name = expression`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The argument's name.
    pub name: Identifier,
    /// What it is set to; shared, because module calls and overrides keep it beyond the body.
    pub expression: Arc<Expression>,
    /// From the name's first byte to the expression's last.
    pub span: Span,
}

/// `type "label" "label" { body }`.
#[derive(Clone, Debug)]
pub struct Block {
    /// The block's type: `resource`, `ingress`, `dynamic`.
    pub block_type: Identifier,
    /// The labels, quoted or bare.
    pub labels: Vec<Identifier>,
    /// What is between the braces.
    pub body: Body,
    /// From the type's first byte to the last label's last: what a report underlines for the whole block.
    pub header: Span,
    /// From the type's first byte to the closing brace.
    pub span: Span,
}

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of an expression; HCL native syntax specification, "Expressions".
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// `null`, `true`, `12.5`, and strings without interpolation.
    Literal(Value),
    /// A string or heredoc with interpolations or directives. Strip markers and flush indentation are already applied.
    Template(Template),
    /// `"${expression}"`: a template that is only one interpolation returns the value itself, whatever its type.
    TemplateWrap(Box<Expression>),
    /// `[a, b]`.
    Tuple(Vec<Expression>),
    /// `{ a = b }`, in source order; of equal keys the last wins.
    Object(Vec<ObjectItem>),
    /// A name and what is looked up in it: `var.a`, `aws_s3_bucket.b[0].id`, `each.value["x"]`.
    Traversal(Traversal),
    /// A lookup in something that is no name: `f(x).a`, `(a)[0]`, `[1, 2][i]`.
    Access {
        /// What is looked into.
        source: Box<Expression>,
        /// What is looked up, in order; never empty.
        steps: Vec<Step>,
    },
    /// `source[*].a[0]` and `source.*.a`.
    Splat(Box<Splat>),
    /// `name(arguments...)`.
    Call(Box<Call>),
    /// `[for …]` and `{for …}`.
    For(Box<For>),
    /// `condition ? a : b`.
    Conditional(Box<Conditional>),
    /// `!a`, `-a`.
    Unary {
        /// Which operator.
        operator: UnaryOperator,
        /// What it applies to.
        operand: Box<Expression>,
    },
    /// `a + b` and the like.
    Binary(Box<Binary>),
    /// `(a)`: kept because it ends a traversal and because an object key in it is an expression.
    Parenthesis(Box<Expression>),
    /// A part that could not be lowered, for instance nested beyond the budget. Evaluates to an unknown whose cause is the gap that was reported.
    Invalid,
}

/// One `key = value` of an object constructor.
#[derive(Clone, Debug)]
pub struct ObjectItem {
    /// The key: a bare identifier is lowered to a string literal, `(expr)` to a parenthesis.
    pub key: Expression,
    /// The value.
    pub value: Expression,
}

/// A root name and the steps that follow it.
#[derive(Clone, Debug)]
pub struct Traversal {
    /// The first name: `var`, `local`, `aws_s3_bucket`, a `for` variable.
    pub root: Identifier,
    /// What is looked up in it, in order; may be empty.
    pub steps: Vec<Step>,
}

/// One lookup.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is looked up.
    pub kind: StepKind,
    /// From the `.` or `[` to the end of the step.
    pub span: Span,
}

/// The ways to look something up.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// `.name`.
    Attribute(SmolStr),
    /// `[expression]`.
    Index(Expression),
    /// `.0`: the index syntax of Terraform 0.11.
    LegacyIndex(u64),
    /// A `[*]` within what another `[*]` repeats, as in `a[*].b[*].c`; the steps that follow are looked up in each element of this one.
    /// Occurs only in [`Splat::each`].
    Splat,
}

/// A splat and what is looked up in each element.
#[derive(Clone, Debug)]
pub struct Splat {
    /// What is iterated.
    pub source: Expression,
    /// Looked up in each element. For `.*` only attributes and legacy indexes belong here (HCL applies a later index to the result);
    /// for `[*]` everything that follows, further splats included.
    pub each: Vec<Step>,
    /// Place of the `[*]` or `.*`.
    pub marker: Span,
}

/// A function call.
#[derive(Clone, Debug)]
pub struct Call {
    /// Namespaces and name: `["length"]`, `["core", "length"]`, `["provider", "aws", "arn_parse"]`.
    pub name: Vec<Identifier>,
    /// The arguments.
    pub arguments: Vec<Expression>,
    /// Whether the last argument is followed by `...` and holds further arguments.
    pub expands_last: bool,
}

impl Call {
    /// The name as written: `core::length`.
    #[must_use]
    pub fn full_name(&self) -> String {
        let names: Vec<&str> = self.name.iter().map(|part| part.name.as_str()).collect();
        names.join("::")
    }

    /// Where the name stands.
    #[must_use]
    pub fn name_span(&self) -> Option<Span> {
        Some(self.name.first()?.span.to(self.name.last()?.span))
    }
}

/// A `for` expression.
#[derive(Clone, Debug)]
pub struct For {
    /// The variable for keys or indexes, if it is written.
    pub key_variable: Option<Identifier>,
    /// The variable for values.
    pub value_variable: Identifier,
    /// What is iterated.
    pub collection: Expression,
    /// What is made of each element.
    pub result: ForResult,
    /// The `if`, if there is one.
    pub condition: Option<Expression>,
}

/// What a `for` expression builds.
#[derive(Clone, Debug)]
pub enum ForResult {
    /// `[for … : value]`.
    Tuple(Expression),
    /// `{for … : key => value}`, or with `...` after the value, which collects values of equal keys in tuples.
    Object {
        /// The key of each element.
        key: Expression,
        /// The value of each element.
        value: Expression,
        /// Whether `...` is written.
        grouped: bool,
    },
}

/// `condition ? then : otherwise`.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// Decides.
    pub condition: Expression,
    /// The result where it is true.
    pub then: Expression,
    /// The result where it is false.
    pub otherwise: Expression,
}

/// A binary operation.
#[derive(Clone, Debug)]
pub struct Binary {
    /// Left side.
    pub left: Expression,
    /// Which operator.
    pub operator: BinaryOperator,
    /// Right side.
    pub right: Expression,
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the operator that its name says")]
pub enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// A string template: literal text, interpolations and directives in order.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// The parts in order.
    pub parts: Vec<TemplatePart>,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub enum TemplatePart {
    /// Text with escapes resolved and strip markers applied.
    Literal(SmolStr),
    /// `${ expression }`.
    Interpolation(Expression),
    /// `%{ if } … %{ else } … %{ endif }`.
    If {
        /// Decides.
        condition: Expression,
        /// What is written where it is true.
        then: Template,
        /// What is written where it is false; empty where there is no `else`.
        otherwise: Template,
    },
    /// `%{ for } … %{ endfor }`.
    For {
        /// The variable for keys or indexes, if it is written.
        key_variable: Option<Identifier>,
        /// The variable for values.
        value_variable: Identifier,
        /// What is iterated.
        collection: Expression,
        /// What is written for each element.
        body: Template,
    },
}
