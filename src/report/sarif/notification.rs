//! What was not analysed, mistakes in files, and what the settings leave out, as notifications of the run.
//!
//! By the specification a notification of level `error` means that the run failed and that the results are not complete;
//! so it is used exactly where the run ends as incomplete.

use serde_json::json;
use serde_sarif::sarif;

use super::descriptor::text;
use super::location::Locations;
use crate::config::Narrowing;
use crate::lint::{ExitStatus, Report};
use crate::report::words::level_name;
use crate::workspace::{Diagnostic, Gap, GapKind, Level, Span};

/// What to do about what is incomplete.
const MEND: &str = "Mend what the message names, or allow incomplete runs with `--allow-incomplete`.";

/// Notifications and the descriptors that they refer to.
#[derive(Default)]
pub(super) struct Notifications {
    /// Each kind that occurs, once.
    pub(super) descriptors: Vec<sarif::ReportingDescriptor>,
    /// About what was analysed.
    pub(super) execution: Vec<sarif::Notification>,
    /// About rules and settings.
    pub(super) configuration: Vec<sarif::Notification>,
}

impl Notifications {
    /// What a run that ends so has to tell.
    pub(super) fn of(report: &Report, exit: ExitStatus, locations: &mut Locations<'_>) -> Self {
        let mut notifications = Self::default();
        let failed = exit == ExitStatus::Incomplete;
        for gap in &report.gaps {
            notifications.push_gap(gap, failed, locations);
        }
        for diagnostic in &report.diagnostics {
            notifications.push_diagnostic(diagnostic, failed, locations);
        }
        for narrowing in report.settings.iter().flat_map(|settings| &settings.narrowings) {
            notifications.push_narrowing(narrowing, locations);
        }
        notifications
    }

    fn push_gap(&mut self, gap: &Gap, failed: bool, locations: &mut Locations<'_>) {
        let level = if failed && gap.kind.is_failure() { Level::Error } else { Level::Warning };
        let id = format!("gap/{}", gap.kind.name());
        let descriptor = self.descriptor(&id, name(gap.kind), meaning(gap.kind), MEND);
        let message = format!("Not analysed: {}: {}", gap.what, gap.why);
        let notification = notification(descriptor, level, message, gap.span, locations);
        match gap.kind {
            GapKind::Policy => self.configuration.push(notification),
            GapKind::Unreadable
            | GapKind::Syntax
            | GapKind::LocalModule
            | GapKind::RemoteModule
            | GapKind::ModuleCycle
            | GapKind::Budget
            | GapKind::Plan
            | GapKind::Internal => self.execution.push(notification),
        }
    }

    fn push_diagnostic(&mut self, diagnostic: &Diagnostic, failed: bool, locations: &mut Locations<'_>) {
        let level = if failed { diagnostic.level } else { diagnostic.level.max(Level::Warning) };
        let descriptor =
            self.descriptor("diagnostic", "MistakeInFile", "A mistake in the files that were analysed.", MEND);
        let message = diagnostic.message.clone();
        self.execution.push(notification(descriptor, level, message, diagnostic.span, locations));
    }

    fn push_narrowing(&mut self, narrowing: &Narrowing, locations: &mut Locations<'_>) {
        let meaning = "Something that the settings file leaves out or makes milder.";
        let help = "`--isolated` runs without the settings file.";
        let descriptor = self.descriptor("settings", "NarrowingSetting", meaning, help);
        let message = format!("The settings narrow this run: {}: {}", narrowing.setting, narrowing.what);
        self.configuration.push(notification(descriptor, Level::Note, message, Some(narrowing.span), locations));
    }

    /// A reference to the descriptor of that id, which is added where it is new.
    fn descriptor(&mut self, id: &str, name: &str, meaning: &str, help: &str) -> sarif::ReportingDescriptorReference {
        let index = self.descriptors.iter().position(|descriptor| descriptor.id == id).unwrap_or_else(|| {
            self.descriptors.push(
                sarif::ReportingDescriptor::builder()
                    .id(id)
                    .name(name)
                    .short_description(text(meaning))
                    .full_description(text(meaning))
                    .help(text(help))
                    .build(),
            );
            self.descriptors.len() - 1
        });
        let index = i64::try_from(index).unwrap_or(-1);
        sarif::ReportingDescriptorReference::builder().id(id).index(index).build()
    }
}

fn notification(
    descriptor: sarif::ReportingDescriptorReference,
    level: Level,
    message: String,
    span: Option<Span>,
    locations: &mut Locations<'_>,
) -> sarif::Notification {
    let mut notification = sarif::Notification::builder()
        .descriptor(descriptor)
        .level(json!(level_name(level)))
        .message(sarif::Message::from(&message))
        .build();
    notification.locations = span.map(|span| vec![locations.whole(span)]);
    notification
}

fn name(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Unreadable => "Unreadable",
        GapKind::Syntax => "SyntaxError",
        GapKind::LocalModule => "MissingLocalModule",
        GapKind::RemoteModule => "MissingRemoteModule",
        GapKind::ModuleCycle => "ModuleCycle",
        GapKind::Budget => "BudgetSpent",
        GapKind::Plan => "UnreadablePlan",
        GapKind::Policy => "UnusableRule",
        GapKind::Internal => "InternalError",
    }
}

fn meaning(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Unreadable => "A path that could not be read.",
        GapKind::Syntax => "A file or block that does not parse.",
        GapKind::LocalModule => "A module call whose local source is missing or outside the repository.",
        GapKind::RemoteModule => "A module call whose remote source is not on disk.",
        GapKind::ModuleCycle => "A module that calls itself.",
        GapKind::Budget => "Work that was stopped because a budget was spent.",
        GapKind::Plan => "A plan that could not be read.",
        GapKind::Policy => "A rule that could not be loaded or failed to run.",
        GapKind::Internal => "A mistake of soc2lint itself.",
    }
}
