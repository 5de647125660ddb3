//! The tables of `data/iam/`, parsed when a function first asks for them.
//!
//! `data/iam/README.md` says where each comes from and how old it is.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// Actions that change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Those that say who may do what.
    PermissionsManagement,
    /// Those of which a policy can name the resource, whatever else they are.
    Scopable,
}

/// Actions of one access level of one service.
#[derive(Debug)]
struct Group {
    manages_permissions: bool,
    names_resource: bool,
    /// Their names without the service, with a blank between them.
    names: &'static str,
    /// Their names, when somebody has asked for them.
    actions: OnceLock<Vec<String>>,
}

impl Group {
    /// Those of its actions that begin so; `beginning` is in lower case.
    fn of(&'static self, service: &str, beginning: &str) -> &'static [String] {
        let actions = self.actions.get_or_init(|| {
            let mut actions: Vec<String> = self.names.split(' ').map(|name| format!("{service}:{name}")).collect();
            actions.sort_by_cached_key(|action| action.to_ascii_lowercase());
            actions
        });
        let order = |action: &String| {
            let lowered = action.bytes().map(|byte| byte.to_ascii_lowercase());
            lowered.take(beginning.len()).cmp(beginning.bytes())
        };
        let start = actions.partition_point(|action| order(action).is_lt());
        let rest = &actions[start..];
        &rest[..rest.partition_point(|action| order(action).is_eq())]
    }
}

/// A set of actions with which a principal gives itself more rights.
#[derive(Debug)]
pub(super) struct EscalationPath {
    /// Each action with the kind of resource that it must reach.
    pub(super) steps: Vec<(&'static str, &'static str)>,
}

/// The rows of a table of two columns, without its header. None of the fields is quoted.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().skip(1).filter_map(|line| line.split_once(','))
}

static ACTIONS: LazyLock<BTreeMap<&'static str, Vec<Group>>> = LazyLock::new(|| {
    let mut services: BTreeMap<&str, Vec<Group>> = BTreeMap::new();
    for (service, rest) in rows(include_str!("../../../data/iam/actions.csv")) {
        let mut fields = rest.splitn(3, ',');
        if let (Some(level), Some(resource), Some(names)) = (fields.next(), fields.next(), fields.next()) {
            services.entry(service).or_default().push(Group {
                manages_permissions: level == "Permissions management",
                names_resource: resource == "yes",
                names,
                actions: OnceLock::new(),
            });
        }
    }
    services
});

static LISTS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../data/iam/lists.csv"));
    rows.map(|(name, values)| (name, values.split(' ').collect())).collect()
});

static ESCALATION_PATHS: LazyLock<Vec<EscalationPath>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../data/iam/escalation_paths.csv"));
    rows.map(|(actions, resources)| EscalationPath { steps: actions.split(' ').zip(resources.split(' ')).collect() })
        .collect()
});

/// The actions of that level that begin so, in whatever letter case.
pub(super) fn actions(level: Level, beginning: &str) -> impl Iterator<Item = &'static str> {
    let beginning = beginning.to_ascii_lowercase();
    let service = beginning.split_once(':').map(|(service, _)| service);
    let of_one = service.and_then(|service| ACTIONS.get_key_value(service));
    let of_all = service.is_none().then(|| ACTIONS.iter());
    let groups = of_one.into_iter().chain(of_all.into_iter().flatten());
    let groups = groups.flat_map(|(service, groups)| groups.iter().map(move |group| (*service, group)));
    let is_asked_for = move |group: &Group| match level {
        Level::PermissionsManagement => group.manages_permissions,
        Level::Scopable => group.names_resource,
    };
    let wanted = groups.filter(move |(_, group)| is_asked_for(group));
    wanted.flat_map(move |(service, group)| group.of(service, &beginning)).map(String::as_str)
}

/// A list of `lists.csv`; empty for a name that it does not have.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// The published ways to more rights.
pub(super) fn escalation_paths() -> &'static [EscalationPath] {
    &ESCALATION_PATHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_what_their_readers_expect() {
        let managing: Vec<&str> = actions(Level::PermissionsManagement, "s3:").collect();
        assert!(managing.contains(&"s3:PutBucketPolicy") && !managing.contains(&"s3:PutObject"));
        assert!(actions(Level::Scopable, "s3:").any(|action| action == "s3:PutObject"));
        assert!(actions(Level::Scopable, "").count() > 5000);
        assert_eq!(actions(Level::Scopable, "nosuch:").count(), 0);
        let putting: Vec<&str> = actions(Level::Scopable, "S3:putobj").collect();
        assert!(putting.contains(&"s3:PutObject") && putting.iter().all(|action| action.starts_with("s3:PutObj")));
        for beginning in ["", "s", "s3:", "ec2:Describe", "iam:*", "kms:createg", "a2c:StartDeploymentJob", "z"] {
            let found: Vec<&str> = actions(Level::Scopable, beginning).collect();
            let begins = |action: &&str| action.to_ascii_lowercase().starts_with(&beginning.to_ascii_lowercase());
            assert_eq!(found, actions(Level::Scopable, "").filter(begins).collect::<Vec<_>>(), "{beginning}");
        }
        assert!(list("credential-actions").contains(&"sts:AssumeRole"));
        assert!(list("nosuch").is_empty());
        for path in escalation_paths() {
            for (action, resource) in &path.steps {
                assert!(action.contains(':') && (*resource == "*" || resource.split(':').count() >= 6), "{path:?}");
            }
        }
        let text = include_str!("../../../data/iam/escalation_paths.csv");
        for (actions, resources) in rows(text) {
            assert_eq!(actions.split(' ').count(), resources.split(' ').count(), "{actions}");
        }
    }
}
