//! Hand-made reports for the tests of the formats: an everyday one, a hostile one.

use std::sync::Arc;

use camino::Utf8Path;

use super::{Format, Options, write};
use crate::config::{AppliedSettings, Narrowing};
use crate::lint::{
    BaselineState, Comparison, Counts, Exception, ExceptionRecord, ExceptionState, ExitPolicy, Finding, NotSeen,
    Origin, Pass, Rejected, Report, Resolved, Statistics, Status, Undetermined, exit_status,
};
use crate::model::TraceStep;
use crate::policy::{CriterionMapping, Metadata, Preset, RULES_VERSION, Remediation, RuleId, Severity, Strength};
use crate::value::{Cause, Causes};
use crate::workspace::{Diagnostic, FileId, Gap, GapKind, Level, SourceMap, Span};

/// A report with the texts it points into.
pub(super) struct Sample {
    pub(super) sources: SourceMap,
    pub(super) report: Report,
}

impl Sample {
    /// The report in a format, with the exit status that the default policy gives it.
    pub(super) fn render(&self, format: Format) -> String {
        self.render_with(format, &Options::new(exit_status(&self.report, &ExitPolicy::default())))
    }

    /// The report in a format.
    pub(super) fn render_with(&self, format: Format, options: &Options) -> String {
        let mut bytes = Vec::new();
        write(format, &self.report, &self.sources, options, &mut bytes).unwrap();
        // Golden files must not change with every rule.
        String::from_utf8(bytes).unwrap().replace(RULES_VERSION, "0123456789ab")
    }

    fn file(&self, path: &str, text: &str) -> FileId {
        self.sources.add(Utf8Path::new(path), Utf8Path::new(path), text)
    }

    /// The place of the first `needle`.
    fn span(&self, file: FileId, needle: &str) -> Span {
        let start = self.sources.file(file).text().find(needle).unwrap();
        Span::new(file, u32::try_from(start).unwrap(), u32::try_from(start + needle.len()).unwrap())
    }
}

/// A rule with everything filled in.
pub(super) fn rule(id: &str, title: &str, severity: Severity, criteria: &[(&str, Strength)]) -> Arc<Metadata> {
    Arc::new(Metadata {
        id: RuleId(id.into()),
        title: title.to_owned(),
        severity,
        preset: Preset::Default,
        since: "0.1.0".to_owned(),
        criteria: criteria
            .iter()
            .map(|(id, strength)| CriterionMapping {
                id: id.parse().unwrap(),
                strength: *strength,
                not_shown: "Whether anybody looks at it.".to_owned(),
            })
            .collect(),
        description: "Auditors ask for it every time, because what is not protected here is protected nowhere else; \
                      and because one line of configuration settles it."
            .to_owned(),
        remediation: Remediation {
            text: "Set the argument to `true`.".to_owned(),
            before: Some("resource \"x\" \"y\" {\n}\n".to_owned()),
            after: Some("resource \"x\" \"y\" {\n  safe = true\n}\n".to_owned()),
        },
        references: vec!["https://docs.aws.amazon.com/x".to_owned()],
        deprecated_ids: Vec::new(),
        account_baseline: Vec::new(),
        literals: Vec::new(),
        suppressible: true,
    })
}

/// Two findings (one through variables, modules and several instances), one undetermined, one pass, gaps.
pub(super) fn everyday() -> Sample {
    let mut sample = Sample { sources: SourceMap::default(), report: Report::default() };
    let main = sample.file(
        "modules/logs/main.tf",
        "resource \"aws_s3_bucket_public_access_block\" \"logs\" {\n  for_each = var.names\n\n  bucket            = \
         each.value\n  block_public_acls = var.block\n}\n\nresource \"aws_cloudtrail\" \"main\" {\n  name = \"main\"\n}\n",
    );
    let root = sample.file("main.tf", "module \"logs\" {\n  source = \"./modules/logs\"\n  block  = var.block\n}\n");
    let values = sample.file("prod.auto.tfvars", "block = false\n");
    let access = rule(
        "aws-s3-public-access-block",
        "S3 buckets block public access",
        Severity::Critical,
        &[("CC6.1", Strength::Supports), ("CC6.6", Strength::Partial)],
    );
    let validation = rule(
        "aws-cloudtrail-log-file-validation",
        "CloudTrail log file validation is on",
        Severity::Medium,
        &[("CC7.2", Strength::Supports)],
    );
    let root_user = rule("aws-iam-root-mfa", "The root user has MFA", Severity::High, &[("CC6.1", Strength::Partial)]);
    let idle = rule("aws-kms-rotation", "KMS keys rotate", Severity::Low, &[("CC6.1", Strength::Supports)]);

    let block = sample.span(main, "resource \"aws_s3_bucket_public_access_block\" \"logs\" {");
    let trail = sample.span(main, "resource \"aws_cloudtrail\" \"main\"");
    let trail_block = sample.span(main, "resource \"aws_cloudtrail\" \"main\" {\n  name = \"main\"\n}");
    let step = |span, message: &str| TraceStep { span, message: message.to_owned() };
    let names = ["a", "b", "c", "d", "e"];
    let accepted = Arc::new(Exception {
        rules: vec![validation.id.0.to_string()],
        origin: Origin::Settings,
        location: sample.span(main, "name = \"main\""),
        reason: Some("goes away in May".to_owned()),
        until: Some(jiff::civil::date(2027, 5, 31)),
        ticket: Some("SEC-12".to_owned()),
        approved_by: Some("the security lead".to_owned()),
    });
    sample.report.findings = vec![
        Finding {
            rule: Arc::clone(&access),
            resources: names
                .iter()
                .map(|name| format!("module.logs.aws_s3_bucket_public_access_block.logs[\"{name}\"]"))
                .collect(),
            message: "Public ACLs are not blocked; set `block_public_acls = true`.".to_owned(),
            location: sample.span(main, "block_public_acls = var.block"),
            block,
            attribute: Some("block_public_acls".to_owned()),
            trace: vec![
                step(sample.span(root, "block  = var.block"), "argument `block` of `module.logs`"),
                step(sample.span(values, "false"), "value of `var.block`"),
            ],
            related: Vec::new(),
            assumed: false,
            fingerprint: "0123456789abcdef".to_owned(),
            environments: Vec::new(),
            root_modules: vec!["prod".into()],
            baseline: None,
            status: Status::Open,
            rejected: Vec::new(),
            policies: Vec::new(),
        },
        Finding {
            rule: Arc::clone(&validation),
            resources: vec!["module.logs.aws_cloudtrail.main".to_owned()],
            message:
                "Trail `main` does not validate its log files, so nobody could tell whether somebody has changed or \
                      removed them; set `enable_log_file_validation = true`."
                    .to_owned(),
            location: trail,
            block: trail_block,
            attribute: None,
            trace: Vec::new(),
            related: vec![step(block, "its bucket")],
            assumed: true,
            fingerprint: "fedcba9876543210".to_owned(),
            environments: Vec::new(),
            root_modules: vec!["prod".into()],
            baseline: None,
            status: Status::Open,
            rejected: Vec::new(),
            policies: Vec::new(),
        },
        Finding {
            rule: Arc::clone(&validation),
            resources: vec!["aws_cloudtrail.old".to_owned()],
            message: "Trail `old` does not validate its log files.".to_owned(),
            location: sample.span(main, "name = \"main\""),
            block: trail_block,
            attribute: None,
            trace: Vec::new(),
            related: Vec::new(),
            assumed: false,
            fingerprint: "1111111111111111".to_owned(),
            environments: Vec::new(),
            root_modules: vec!["prod".into()],
            baseline: None,
            status: Status::Excepted(Arc::clone(&accepted)),
            rejected: Vec::new(),
            policies: Vec::new(),
        },
    ];
    sample.report.undetermined = vec![Undetermined {
        rule: Arc::clone(&access),
        resources: vec!["aws_s3_bucket.x".to_owned()],
        location: sample.span(root, "var.block"),
        block,
        causes: Causes::one(Cause::Variable("var.block".into())),
        trace: Vec::new(),
        error: None,
        environments: Vec::new(),
        root_modules: vec!["prod".into()],
        status: Status::Open,
    }];
    sample.report.passes =
        vec![Pass { rule: Arc::clone(&access), resources: vec!["aws_s3_bucket.good".to_owned()], location: block }];
    sample.report.judged.insert(access.id.clone(), Counts { pass: 1, fail: 5, undetermined: 1, not_applicable: 0 });
    sample.report.not_seen = vec![NotSeen { rule: Arc::clone(&root_user).into() }];
    sample.report.gaps = vec![Gap {
        span: Some(sample.span(root, "source = \"./modules/logs\"")),
        kind: GapKind::RemoteModule,
        what: "module.vpc".to_owned(),
        why: "`terraform-aws-modules/vpc/aws` is not on disk; run `terraform init` first".to_owned(),
    }];
    sample.report.rules = [validation, root_user, idle, access].map(Into::into).into();
    sample.report.rules.sort_by(|left, right| left.id().cmp(right.id()));
    sample.report.statistics = Statistics { files: 3, bytes: 300, root_modules: 1, module_instances: 2, resources: 7 };
    sample
}

/// One finding and one undetermined result: what the documentation shows.
pub(super) fn small() -> Sample {
    let mut sample = Sample { sources: SourceMap::default(), report: Report::default() };
    let text = "resource \"aws_kms_key\" \"data\" {\n  enable_key_rotation = false\n}\n\nresource \"aws_kms_key\" \"logs\" {\n  \
                enable_key_rotation = var.rotate\n}\n";
    let file = sample.file("envs/prod/main.tf", text);
    let rule = rule("aws-kms-key-rotation", "KMS keys rotate", Severity::Medium, &[("CC6.1", Strength::Supports)]);
    let description = "A key that rotates limits what somebody who got hold of it can read.".to_owned();
    let remediation = Remediation { text: "Set `enable_key_rotation = true`.".to_owned(), ..rule.remediation.clone() };
    let rule = Arc::new(Metadata { description, remediation, ..Metadata::clone(&rule) });
    sample.report.findings = vec![Finding {
        resources: vec!["aws_kms_key.data".to_owned()],
        block: sample.span(file, "resource \"aws_kms_key\" \"data\""),
        attribute: Some("enable_key_rotation".to_owned()),
        fingerprint: "5a0e61b7cf8a2f7f0b7f4d1c8a1f9e02".to_owned(),
        ..Finding::at(
            Arc::clone(&rule),
            "This key never rotates; set `enable_key_rotation = true`.".to_owned(),
            sample.span(file, "enable_key_rotation = false"),
        )
    }];
    sample.report.undetermined = vec![Undetermined {
        rule: Arc::clone(&rule),
        resources: vec!["aws_kms_key.logs".to_owned()],
        location: sample.span(file, "enable_key_rotation = var.rotate"),
        block: sample.span(file, "resource \"aws_kms_key\" \"logs\""),
        causes: Causes::one(Cause::Variable("var.rotate".into())),
        trace: Vec::new(),
        error: None,
        environments: Vec::new(),
        root_modules: vec!["envs/prod".into()],
        status: Status::Open,
    }];
    sample.report.judged.insert(rule.id.clone(), Counts { pass: 0, fail: 1, undetermined: 1, not_applicable: 0 });
    sample.report.rules = vec![rule.into()];
    sample.report.statistics = Statistics { files: 1, bytes: 149, root_modules: 1, module_instances: 1, resources: 2 };
    sample
}

/// The small run with its finding at the first `needle` of another text.
pub(super) fn small_with(text: &str, needle: &str) -> Sample {
    let mut sample = small();
    let file = sample.file("other.tf", text);
    sample.report.findings[0].location = sample.span(file, needle);
    sample
}

/// The everyday run, compared with a revision, in two environments, with a ledger of exceptions and settings that narrow it.
pub(super) fn compared() -> Sample {
    let mut sample = everyday();
    let settings =
        sample.file(".soc2lint.hcl", "exclude = [\"old/**\"]\n\nrule \"aws-kms-rotation\" {\n  enabled = false\n}\n");
    let narrowing =
        |setting, what: &str, needle| Narrowing { setting, what: what.to_owned(), span: sample.span(settings, needle) };
    let narrowings = vec![
        narrowing("exclude", "leaves out old/**", "exclude = [\"old/**\"]"),
        narrowing("rule", "aws-kms-rotation is off", "enabled = false"),
    ];
    sample.report.settings = Some(AppliedSettings { path: ".soc2lint.hcl".into(), narrowings });
    let report = &mut sample.report;
    report.comparison = Some(Comparison::Revision("main".to_owned()));
    report.findings[0].baseline = Some(BaselineState::Unchanged);
    report.findings[0].environments = vec!["production".into(), "staging".into()];
    report.findings[1].baseline = Some(BaselineState::New);
    report.findings[1].root_modules = ["a", "b", "c", "d", "e"].map(|name| format!("live/{name}").into()).to_vec();
    report.findings[2].baseline = Some(BaselineState::Unchanged);
    report.resolved = vec![Resolved {
        rule: RuleId("aws-kms-rotation".into()),
        resources: vec!["aws_kms_key.old".to_owned()],
        message: "Key `old` does not rotate.".to_owned(),
        path: "keys/main.tf".to_owned(),
        line: 7,
        fingerprint: "2222222222222222".to_owned(),
    }];
    let Status::Excepted(accepted) = report.findings[2].status.clone() else { unreachable!("the third is excepted") };
    let expired = Exception {
        rules: vec!["aws-s3-*".to_owned()],
        origin: Origin::Foreign("checkov"),
        until: Some(jiff::civil::date(2025, 1, 31)),
        reason: None,
        ticket: None,
        approved_by: None,
        ..Exception::clone(&accepted)
    };
    let expired = Arc::new(expired);
    report.findings[1].rejected = vec![Rejected { exception: Arc::clone(&expired), state: ExceptionState::Expired }];
    report.exceptions = vec![
        ExceptionRecord {
            exception: accepted,
            state: ExceptionState::Active,
            findings: 1,
            undetermined: 0,
            instances: 1,
        },
        ExceptionRecord {
            exception: expired,
            state: ExceptionState::Expired,
            findings: 0,
            undetermined: 0,
            instances: 0,
        },
    ];
    sample
}

/// As many findings of each of the three levels, of which each has its own line; no gap.
pub(super) fn crowded(of_each: usize) -> Sample {
    let mut sample = Sample { sources: SourceMap::default(), report: Report::default() };
    let blocks = |index: usize| format!("resource \"aws_s3_bucket\" \"bucket_{index}\" {{}}\n");
    let text: String = (0..of_each * 3).map(blocks).collect();
    let file = sample.file("stacks/production/eu-central-1/storage/main.tf", &text);
    let lines = sample.sources.file(file);
    let rules = [Severity::Low, Severity::Critical, Severity::Medium].map(|severity| {
        let id = format!("aws-s3-{severity}-rule");
        rule(&id, "S3 buckets are as they should be", severity, &[("CC6.1", Strength::Supports)])
    });
    for index in 0..of_each * 3 {
        let range = lines.line_range(index).unwrap();
        let (start, end) = (u32::try_from(range.start).unwrap(), u32::try_from(range.end - 1).unwrap());
        let message = format!("Bucket `bucket_{index}` is not as it should be; set `safe = true`.");
        let rule = Arc::clone(&rules[index % 3]);
        sample.report.findings.push(Finding {
            resources: vec![format!("module.storage.aws_s3_bucket.bucket_{index}")],
            fingerprint: format!("{index:032x}"),
            ..Finding::at(rule, message, Span::new(file, start, end))
        });
    }
    sample.report.rules = rules.map(Into::into).into();
    sample.report.statistics = Statistics { files: 1, bytes: 10, root_modules: 1, module_instances: 1, resources: 1 };
    sample
}

/// Control characters, workflow commands, links, quotes, wide characters, CRLF, a path to be encoded.
pub(super) fn hostile() -> Sample {
    let mut sample = Sample { sources: SourceMap::default(), report: Report::default() };
    let file = sample.file(
        "::error file=a b/größe#1.tf",
        "# \u{1b}]0;pwned\u{7} ##[error]log \u{202e}txet\r\nresource \"aws_s3_bucket\" \"日本\" {\r\n\tacl = \"\u{9b}31m\
         public\u{0}\" # ::warning::x\r\n}\r\n",
    );
    let nasty = rule("aws-s3-nasty", "Nasty \u{1b}[31m title\n::error::x", Severity::High, &[]);
    sample.report.findings = vec![Finding {
        rule: Arc::clone(&nasty),
        resources: vec!["aws_s3_bucket.日本[\"a\\\"b\u{1b}[2J\"]".to_owned()],
        message: "bucket \"x\u{7}\" is [click](https://evil.example) public\n::error file=x::injected ##[group]y"
            .to_owned(),
        location: sample.span(file, "acl = \"\u{9b}31mpublic\u{0}\""),
        block: sample.span(file, "resource \"aws_s3_bucket\" \"日本\""),
        attribute: Some("acl".to_owned()),
        trace: vec![TraceStep {
            span: sample.span(file, "\"日本\""),
            message: "::error::from a \u{1b}[1mlabel".to_owned(),
        }],
        related: Vec::new(),
        assumed: false,
        fingerprint: "00".to_owned(),
        environments: Vec::new(),
        root_modules: vec!["envs/prod".into()],
        baseline: None,
        status: Status::Open,
        rejected: Vec::new(),
        policies: Vec::new(),
    }];
    sample.report.findings[0].environments = vec!["::error::prod|<b>".into()];
    sample.report.findings[0].root_modules = vec!["=live|`<b>\u{1b}[2J".into(), "::error::[x](y)\n##[group]".into()];
    sample.report.findings[0].baseline = Some(BaselineState::New);
    sample.report.comparison = Some(Comparison::Baseline("=x|`<b>\u{1b}[m.json".to_owned()));
    sample.report.resolved = vec![Resolved {
        rule: RuleId("=aws-gone|`x".into()),
        resources: vec!["=cmd|' /C calc'!A0".to_owned()],
        message: "@everyone <img src=x onerror=alert(1)> ![x](https://evil.example/x.png) \u{1b}[m".to_owned(),
        path: "::warning file=a,b.tf".to_owned(),
        line: 1,
        fingerprint: "]]>".to_owned(),
    }];
    let exception = Arc::new(Exception {
        rules: vec!["aws-*|<script>".to_owned()],
        origin: Origin::Comment,
        location: sample.span(file, "# \u{1b}]0;pwned"),
        reason: Some("@security said \u{202e}ok]]>\n::stop-commands::x\n##vso[task.complete]<b> | x".to_owned()),
        until: None,
        ticket: Some("+SEC-1".to_owned()),
        approved_by: Some("-bob\u{0}".to_owned()),
    });
    sample.report.findings[0].rejected =
        vec![Rejected { exception: Arc::clone(&exception), state: ExceptionState::Incomplete }];
    sample.report.exceptions = vec![ExceptionRecord {
        exception,
        state: ExceptionState::Incomplete,
        findings: 1,
        undetermined: 0,
        instances: 1,
    }];
    sample.report.diagnostics = vec![Diagnostic {
        span: Some(sample.span(file, "# \u{1b}]0;pwned")),
        level: Level::Error,
        message: "unexpected `\u{1b}`\n::error::x".to_owned(),
    }];
    sample.report.gaps = vec![Gap {
        span: None,
        kind: GapKind::Syntax,
        what: "::error::what".to_owned(),
        why: "broken \u{202e}".to_owned(),
    }];
    sample.report.rules = vec![nasty.into()];
    sample.report.statistics = Statistics { files: 1, bytes: 10, root_modules: 1, module_instances: 1, resources: 1 };
    sample
}
