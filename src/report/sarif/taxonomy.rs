//! The Trust Services Criteria as a SARIF taxonomy: the ids that the rules of this report use, each once.

use std::collections::BTreeSet;

use serde_sarif::sarif;

use super::descriptor::text;
use super::result::Rules;
use crate::criteria::{self, CriterionId};

/// The taxonomy's name, by which rules and results refer to it.
const NAME: &str = "SOC2-TSC";

/// The criteria that a report uses, in order.
pub(super) struct Taxonomy {
    ids: Vec<CriterionId>,
}

impl Taxonomy {
    /// The criteria of these rules.
    pub(super) fn of(rules: &Rules<'_>) -> Self {
        let ids: BTreeSet<CriterionId> =
            rules.iter().flat_map(|rule| rule.criteria.iter().map(|criterion| criterion.id.clone())).collect();
        Self { ids: ids.into_iter().collect() }
    }

    /// The taxonomy itself; `None` where no rule has a criterion.
    pub(super) fn component(&self) -> Option<sarif::ToolComponent> {
        if self.ids.is_empty() {
            return None;
        }
        let taxa: Vec<sarif::ReportingDescriptor> = self.ids.iter().map(taxon).collect();
        Some(
            sarif::ToolComponent::builder()
                .name(NAME)
                .organization("AICPA")
                .version("2017-rev2022")
                .short_description(text(
                    "Trust Services Criteria for SOC 2; the descriptions are soc2lint's own words.",
                ))
                .is_comprehensive(false)
                .taxa(taxa)
                .build(),
        )
    }

    /// A reference to the taxonomy.
    pub(super) fn reference() -> sarif::ToolComponentReference {
        sarif::ToolComponentReference::builder().name(NAME).index(0).build()
    }

    /// A reference to one criterion of it; `None` for one that no rule of the report has.
    pub(super) fn taxon(&self, id: &CriterionId) -> Option<sarif::ReportingDescriptorReference> {
        let index = self.ids.binary_search(id).ok()?;
        Some(
            sarif::ReportingDescriptorReference::builder()
                .id(id.to_string())
                .index(i64::try_from(index).ok()?)
                .tool_component(Self::reference())
                .build(),
        )
    }
}

fn taxon(id: &CriterionId) -> sarif::ReportingDescriptor {
    let mut taxon = sarif::ReportingDescriptor::builder().id(id.to_string()).build();
    if let Some(criterion) = criteria::find(id) {
        taxon.name = Some(criterion.group.to_owned());
        taxon.short_description = Some(text(criterion.text));
    }
    taxon
}
