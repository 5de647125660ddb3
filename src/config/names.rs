//! Every setting there is: the one list that the reader, `soc2lint init` and the documentation go by.

/// A kind of block that settings stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// The file itself.
    Top,
    /// `rule "id" { … }`.
    Rule,
    /// `environment "name" { … }`.
    Environment,
    /// `exception { … }`.
    Exception,
    /// `budget { … }`.
    Budget,
}

impl Section {
    /// The sections that are blocks, in the order in which they are shown.
    pub const BLOCKS: [Self; 4] = [Self::Rule, Self::Environment, Self::Exception, Self::Budget];

    /// The block's type; empty for the file itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Rule => "rule",
            Self::Environment => "environment",
            Self::Exception => "exception",
            Self::Budget => "budget",
        }
    }

    /// How a block begins, with a label where it has one.
    #[must_use]
    pub fn header(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Rule => "rule \"aws-kms-key-deletion-window\"",
            Self::Environment => "environment \"prod\"",
            Self::Exception => "exception",
            Self::Budget => "budget",
        }
    }

    /// What a label says; `None` where there is none.
    #[must_use]
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::Rule => Some("a rule's id"),
            Self::Environment => Some("the environment's name"),
            Self::Top | Self::Exception | Self::Budget => None,
        }
    }

    /// What the block is for, in one sentence.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Rule => {
                "One rule, or all rules that begin so (\"aws-s3-*\"). Of several blocks for a rule the later one wins."
            }
            Self::Environment => "A root module with its variables. The same root may stand in several environments.",
            Self::Exception => "A documented exception for findings that no comment can stand beside.",
            Self::Budget => {
                "Limits of the evaluation of one root module. A file in the repository can only lower them."
            }
        }
    }
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Where it stands.
    pub section: Section,
    /// Its name.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Its default as it would be written, or an example for what has none.
    pub value: &'static str,
    /// Whether `value` is what holds where nothing is written.
    pub is_default: bool,
}

const fn default(section: Section, name: &'static str, value: &'static str, summary: &'static str) -> Setting {
    Setting { section, name, summary, value, is_default: true }
}

const fn example(section: Section, name: &'static str, value: &'static str, summary: &'static str) -> Setting {
    Setting { section, name, summary, value, is_default: false }
}

/// Every setting, in the order in which it is shown.
#[rustfmt::skip]
pub static SETTINGS: &[Setting] = &[
    default(Section::Top, "paths", "[\".\"]", "What to look at where the command line names no path."),
    default(Section::Top, "exclude", "[]", "Globs of what to leave out; one without a slash matches names at any depth."),
    default(Section::Top, "preset", "\"default\"", "Which rules: default (what the common checklists ask) or strict (every rule)."),
    default(Section::Top, "categories", "[]", "Only rules for these categories: security, availability, processing_integrity, confidentiality, privacy."),
    default(Section::Top, "criteria", "[]", "Only rules for these criteria, and for those of `categories`."),
    default(Section::Top, "policies", "[]", "Directories with further rules, *.policy.hcl."),
    default(Section::Top, "account_baselines", "[]", "Root modules that are the baseline of an account, where account-wide controls have to be declared."),
    default(Section::Top, "variable_files", "[]", "Variables of all root modules, in .tfvars files."),
    default(Section::Top, "variables", "{}", "Variables of all root modules."),
    default(Section::Top, "module_directories", "{}", "Where the modules of remote sources are on disk."),
    default(Section::Top, "fail_on", "\"low\"", "Fail on findings of this severity and worse: critical, high, medium, low, info, never."),
    default(Section::Top, "max_suppression_days", "365", "How many days ahead an exception may end."),
    default(Section::Top, "foreign_suppressions", "\"warn\"", "Comments for checkov, trivy, tfsec and KICS: warn (tell what they would except), honour (they are exceptions), off."),
    default(Section::Rule, "enabled", "true", "Whether the rule runs; true also runs a rule that is not in the preset."),
    example(Section::Rule, "severity", "\"high\"", "How bad a violation is: critical, high, medium, low, info."),
    example(Section::Rule, "inputs", "{ days = 14 }", "The rule's parameters; `soc2lint explain RULE` lists them."),
    example(Section::Environment, "root", "\"envs/prod\"", "The directory of the root module."),
    default(Section::Environment, "variable_files", "[]", "Its variables, in .tfvars files."),
    default(Section::Environment, "variables", "{}", "Its variables."),
    example(Section::Environment, "workspace", "\"prod\"", "The value of terraform.workspace."),
    example(Section::Exception, "rules", "[\"aws-s3-public-access-block\"]", "The rules that it covers: ids, or their beginning with `*`."),
    example(Section::Exception, "address", "\"module.site.aws_s3_bucket.*\"", "Only resources with this address; `*` is any run of characters."),
    example(Section::Exception, "path", "\"vendor/**\"", "Only findings in these files."),
    example(Section::Exception, "instance", "\"eu\"", "Only the instance with this key."),
    example(Section::Exception, "module_call", "\"module.site\"", "Only what this module call brings."),
    example(Section::Exception, "reason", "\"static site behind a CDN, risk R-12\"", "Why it is accepted; an exception without a reason does not count."),
    example(Section::Exception, "until", "\"2027-03-31\"", "The last day on which it counts; an exception without one does not count."),
    example(Section::Exception, "ticket", "\"SEC-88\"", "Where it was decided."),
    example(Section::Exception, "approved_by", "\"alice@example.com\"", "Who decided it."),
    default(Section::Budget, "steps", "50000000", "Expressions that are evaluated; the rules may evaluate as many again, and up to 10000 more for each resource."),
    default(Section::Budget, "depth", "4000", "How deep expressions and references may be nested."),
    default(Section::Budget, "elements", "1000000", "Elements of one collection."),
    default(Section::Budget, "string_bytes", "16777216", "Bytes of one string."),
    default(Section::Budget, "expansion", "50000", "Instances of one count or for_each."),
    default(Section::Budget, "instances", "100000", "Instances of one root module."),
    default(Section::Budget, "module_depth", "64", "Module calls within module calls."),
];

/// The settings of a section, in order.
pub fn settings_of(section: Section) -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(move |setting| setting.section == section)
}
