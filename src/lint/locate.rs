//! Where a verdict is told: the attribute that decided it, or a block's header; in code that is the user's own.

use super::fingerprint::{call, in_module, without_keys};
use super::told::Concerned;
use crate::model::{Attributes, InstanceKey, ModuleStep, Place, TraceStep};
use crate::value::PathStep;
use crate::workspace::{SourceMap, Span};

/// Something that a verdict can be told at: the target, or a companion of it.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    /// Its address.
    pub(super) address: &'a str,
    /// The module calls that lead to it.
    pub(super) steps: &'a [ModuleStep],
    /// Which instance of its block.
    pub(super) key: Option<&'a InstanceKey>,
    /// Where it stands.
    pub(super) place: &'a Place,
    /// Its attributes.
    pub(super) attributes: &'a dyn Attributes,
}

/// An attribute that decided.
#[derive(Clone, Copy)]
pub(super) struct Blamed<'a> {
    /// Whose attribute.
    pub(super) subject: Subject<'a>,
    /// Its path; empty for the resource as a whole.
    pub(super) path: &'a [PathStep],
}

/// Where a verdict is told, and how its value came there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    /// The deciding attribute, or the block's header.
    pub(super) location: Span,
    /// The whole block.
    pub(super) block: Span,
    /// The block's address in its module; in a plan, which has no modules of its own, the whole address.
    pub(super) subject: String,
    /// The attribute's path; `None` where nothing of it is written.
    pub(super) attribute: Option<String>,
    /// Back to the literals that decided.
    pub(super) trace: Vec<TraceStep>,
    /// Places that belong to it.
    pub(super) related: Vec<TraceStep>,
    /// Whether what decided is assumed.
    pub(super) assumed: bool,
    /// The target, and what it is told at if that is another.
    pub(super) concerned: Vec<Concerned>,
}

impl Subject<'_> {
    fn concerned(&self) -> Concerned {
        Concerned::new(self.place, self.steps, self.key)
    }
}

/// Where what decided is written. `blame` has the target's own attributes first; where none of all is written, the place is
/// the header of the target, or of the companion if only that is blamed.
pub(super) fn locate(target: Subject<'_>, blame: &[Blamed<'_>], sources: &SourceMap) -> Located {
    let mut written = blame
        .iter()
        .filter(|blamed| !blamed.path.is_empty())
        .filter_map(|blamed| Some((blamed, blamed.subject.attributes.place(blamed.path)?)));
    let is_own = |blamed: &Blamed<'_>| blamed.subject.address == target.address;
    let assumed = !blame.is_empty() && blame.iter().all(|blamed| blamed.subject.attributes.is_assumed(blamed.path));
    let (subject, mut located) = match written.next() {
        Some((blamed, span)) => {
            let attribute = Some(display_path(blamed.path));
            let trace = blamed.subject.attributes.trace(blamed.path);
            (
                blamed.subject,
                Located { location: span, attribute, trace, ..header_of(blamed.subject, assumed, sources) },
            )
        }
        None if blame.iter().any(is_own) => (target, header_of(target, assumed, sources)),
        None => {
            let subject = blame.first().map_or(target, |blamed| blamed.subject);
            (subject, header_of(subject, assumed, sources))
        }
    };
    if subject.address != target.address {
        located.concerned.insert(0, target.concerned());
        let message = format!("`{}` is affected", without_keys(target.address));
        located.related.push(TraceStep { span: target.place.header, message });
    }
    if located.attribute.is_none()
        && let Some(call) = subject.place.calls.last()
    {
        // What is missing may be missing in the call.
        located.related.push(TraceStep { span: *call, message: "called from here".to_owned() });
    }
    for (blamed, span) in written {
        let step = TraceStep { span, message: format!("`{}` decides it too", display_path(blamed.path)) };
        if span != located.location && !located.related.contains(&step) {
            located.related.push(step);
        }
    }
    let mut located = in_own_code(located, subject, sources);
    if let Some(span) = subject.place.planned {
        located.related.push(TraceStep { span, message: "planned here".to_owned() });
    }
    located
}

fn header_of(subject: Subject<'_>, assumed: bool, sources: &SourceMap) -> Located {
    let is_configuration = sources.file(subject.place.block.file).is_shown();
    Located {
        subject: if is_configuration { in_module(subject.address) } else { subject.address }.to_owned(),
        location: subject.place.header,
        block: subject.place.block,
        attribute: None,
        trace: Vec::new(),
        related: Vec::new(),
        assumed,
        concerned: vec![subject.concerned()],
    }
}

/// Moves a place in a downloaded module to the module call in the user's own code: that is what the user can change.
fn in_own_code(mut located: Located, subject: Subject<'_>, sources: &SourceMap) -> Located {
    let is_own = |span: Span| {
        let file = sources.file(span.file);
        !file.display_path.components().any(|component| component.as_str() == ".terraform")
    };
    if is_own(located.location) {
        return located;
    }
    // Without a call of the user's own the module was named as a path itself.
    let Some(index) = subject.place.calls.iter().rposition(|call| is_own(*call)) else { return located };
    let Some(place) = subject.place.calls.get(index) else { return located };
    located.related.retain(|step| is_own(step.span) && step.span != *place);
    let inside = TraceStep { span: located.location, message: "in the downloaded module".to_owned() };
    located.related.insert(0, inside);
    located.location = *place;
    located.block = *place;
    located.subject = call(subject.address, index).unwrap_or_default();
    located
}

/// A path as a person writes it: `versioning[0].enabled`.
fn display_path(path: &[PathStep]) -> String {
    let text: String = path.iter().map(ToString::to_string).collect();
    text.strip_prefix('.').map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::value::Value;
    use crate::workspace::FileId;

    /// A block of which only `written` is.
    struct Hand {
        file: FileId,
        written: Vec<(&'static str, u32)>,
    }

    impl Attributes for Hand {
        fn get(&self, _: &str) -> Option<Value> {
            None
        }

        fn object(&self) -> Value {
            Value::null()
        }

        fn place(&self, path: &[PathStep]) -> Option<Span> {
            let at = self.written.iter().find(|(name, _)| display_path(path) == *name)?.1;
            Some(Span::new(self.file, at, at + 1))
        }

        fn trace(&self, path: &[PathStep]) -> Vec<TraceStep> {
            let span = Span::new(self.file, 9, 10);
            vec![TraceStep { span, message: format!("of {}", display_path(path)) }]
        }

        fn is_assumed(&self, path: &[PathStep]) -> bool {
            self.place(path).is_none()
        }
    }

    fn path(names: &[&str]) -> Vec<PathStep> {
        names
            .iter()
            .map(|name| name.parse().map_or_else(|_| PathStep::Attribute((*name).into()), PathStep::Index))
            .collect()
    }

    struct Setup {
        sources: SourceMap,
        hand: Hand,
        place: Place,
    }

    impl Setup {
        fn new(module: &str) -> Self {
            let sources = SourceMap::default();
            let add = |path: &str| sources.add(Utf8Path::new(path), Utf8Path::new(path), "0123456789");
            let (root, file) = (add("main.tf"), add(module));
            let hand = Hand { file, written: vec![("versioning[0].enabled", 5), ("acl", 7)] };
            let calls = vec![Span::new(root, 0, 3)];
            let place = Place { header: Span::new(file, 1, 2), block: Span::new(file, 1, 10), calls, planned: None };
            Self { sources, hand, place }
        }

        fn subject<'a>(&'a self, address: &'a str) -> Subject<'a> {
            Subject { address, steps: &[], key: None, place: &self.place, attributes: &self.hand }
        }

        fn locate(&self, blame: &[(&str, Vec<PathStep>)]) -> Located {
            let blame: Vec<Blamed<'_>> =
                blame.iter().map(|(address, path)| Blamed { subject: self.subject(address), path }).collect();
            locate(self.subject("t.a"), &blame, &self.sources)
        }
    }

    #[test]
    fn the_first_written_path_is_the_place() {
        let setup = Setup::new("modules/m/main.tf");
        let located = setup.locate(&[
            ("t.a", path(&["bucket"])),
            ("t.a", path(&["versioning", "0", "enabled"])),
            ("t.a", path(&["acl"])),
        ]);
        assert_eq!(located.attribute.as_deref(), Some("versioning[0].enabled"));
        assert_eq!(located.location, Span::new(setup.hand.file, 5, 6));
        assert_eq!(located.trace[0].message, "of versioning[0].enabled");
        assert_eq!(located.related[0].message, "`acl` decides it too");
        assert!(!located.assumed);
    }

    #[test]
    fn what_is_not_written_is_told_at_the_header() {
        let setup = Setup::new("modules/m/main.tf");
        let located = setup.locate(&[("t.a", path(&["bucket"])), ("t.b", Vec::new())]);
        assert_eq!((located.location, located.attribute, located.assumed), (setup.place.header, None, true));
        assert_eq!(located.related[0].message, "called from here");
        assert!(!setup.locate(&[]).assumed);
    }

    #[test]
    fn a_companion_that_decided_is_the_place() {
        let setup = Setup::new("modules/m/main.tf");
        let located = setup.locate(&[("t.b", path(&["acl"]))]);
        assert_eq!(located.attribute.as_deref(), Some("acl"));
        assert_eq!(located.related[0].message, "`t.a` is affected");
        let whole = setup.locate(&[("t.b", Vec::new())]);
        assert_eq!((whole.attribute, whole.related.len()), (None, 2));
    }

    #[test]
    fn downloaded_code_is_told_at_the_call() {
        let setup = Setup::new(".terraform/modules/m/main.tf");
        let located = setup.locate(&[("t.a", path(&["acl"]))]);
        assert_eq!(located.location, setup.place.calls[0]);
        assert_eq!(located.related[0].span, Span::new(setup.hand.file, 7, 8));
    }
}
