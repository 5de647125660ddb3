//! The criteria themselves. Ids, categories and groups are AICPA's (2017 criteria, revised points of focus 2022);
//! the descriptions are ours, because the wording is AICPA's own.

use std::fmt;
use std::str::FromStr;

use super::{CriterionId, CriterionIdError};

/// Which of the five trust services categories a criterion belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// The common criteria; every SOC 2 report covers them.
    Security,
    /// A series.
    Availability,
    /// PI series.
    ProcessingIntegrity,
    /// C series.
    Confidentiality,
    /// P series.
    Privacy,
}

impl Category {
    /// All categories, in the official order.
    pub const ALL: [Self; 5] =
        [Self::Security, Self::Availability, Self::ProcessingIntegrity, Self::Confidentiality, Self::Privacy];

    /// The name that settings use: `processing_integrity`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::Availability => "availability",
            Self::ProcessingIntegrity => "processing_integrity",
            Self::Confidentiality => "confidentiality",
            Self::Privacy => "privacy",
        }
    }
}

impl FromStr for Category {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.replace('-', "_");
        Self::ALL.into_iter().find(|category| category.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("`{text}` is no category; write one of {names}")
        })
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Security => "security",
            Self::Availability => "availability",
            Self::ProcessingIntegrity => "processing integrity",
            Self::Confidentiality => "confidentiality",
            Self::Privacy => "privacy",
        })
    }
}

/// Whether Terraform can say anything about a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Checkable {
    /// It is a main source of evidence.
    Yes,
    /// It shows a part.
    Partly,
    /// It says nothing: people and procedures do.
    No,
}

/// A criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its id: `CC6.1`.
    pub id: &'static str,
    /// Its category.
    pub category: Category,
    /// The series it stands in.
    pub group: &'static str,
    /// Whether Terraform can say anything about it.
    pub checkable: Checkable,
    /// What it asks, in our words.
    pub text: &'static str,
}

/// A criterion by an id that somebody wrote.
///
/// # Errors
/// When it is no id, or no criterion has it.
pub fn parse(text: &str) -> Result<CriterionId, String> {
    let id: CriterionId = text.parse().map_err(|error: CriterionIdError| error.to_string())?;
    if find(&id).is_some() { Ok(id) } else { Err(format!("there is no criterion `{id}`")) }
}

/// The criterion with that id; `None` for an id that does not exist, such as `P1.8`.
#[must_use]
pub fn find(id: &CriterionId) -> Option<&'static Criterion> {
    let id = id.to_string();
    CRITERIA.iter().find(|criterion| criterion.id == id)
}

const fn criterion(
    id: &'static str,
    category: Category,
    group: &'static str,
    checkable: Checkable,
    text: &'static str,
) -> Criterion {
    Criterion { id, category, group, checkable, text }
}

/// Every criterion, in the official order.
#[rustfmt::skip]
pub static CRITERIA: &[Criterion] = &[
    criterion("CC1.1", Category::Security, "Control environment", Checkable::No, "Leaders and staff are held to integrity and ethical values."),
    criterion("CC1.2", Category::Security, "Control environment", Checkable::No, "A board that is independent of management watches over internal control."),
    criterion("CC1.3", Category::Security, "Control environment", Checkable::Partly, "Reporting lines and structures give authority to the right roles."),
    criterion("CC1.4", Category::Security, "Control environment", Checkable::No, "Competent people are hired, trained and kept."),
    criterion("CC1.5", Category::Security, "Control environment", Checkable::No, "Everyone answers for the control duties they have."),
    criterion("CC2.1", Category::Security, "Communication and information", Checkable::Partly, "Internal control works on information that is relevant and of good quality."),
    criterion("CC2.2", Category::Security, "Communication and information", Checkable::No, "Staff know the control objectives and their part in them."),
    criterion("CC2.3", Category::Security, "Communication and information", Checkable::No, "Customers, vendors and others hear about matters that affect control."),
    criterion("CC3.1", Category::Security, "Risk assessment", Checkable::Partly, "Objectives are stated clearly enough to tell which risks threaten them."),
    criterion("CC3.2", Category::Security, "Risk assessment", Checkable::Partly, "Risks are found, weighed and given a response."),
    criterion("CC3.3", Category::Security, "Risk assessment", Checkable::Partly, "The chance of fraud is part of the risk assessment."),
    criterion("CC3.4", Category::Security, "Risk assessment", Checkable::Partly, "Changes that could upset internal control are spotted and weighed."),
    criterion("CC4.1", Category::Security, "Monitoring activities", Checkable::Partly, "Ongoing and separate checks show whether controls exist and work."),
    criterion("CC4.2", Category::Security, "Monitoring activities", Checkable::Partly, "Weaknesses found are told in time to those who have to mend them."),
    criterion("CC5.1", Category::Security, "Control activities", Checkable::No, "Controls are picked so that risk falls to an accepted level."),
    criterion("CC5.2", Category::Security, "Control activities", Checkable::Partly, "General controls over technology are picked and built."),
    criterion("CC5.3", Category::Security, "Control activities", Checkable::No, "Policies say what is expected and procedures put it into practice."),
    criterion("CC6.1", Category::Security, "Logical and physical access", Checkable::Yes, "Access software and architecture protect information assets: identities, authentication, network segments, encryption, keys."),
    criterion("CC6.2", Category::Security, "Logical and physical access", Checkable::Partly, "Accounts are issued after registration and approval, and withdrawn when no longer needed."),
    criterion("CC6.3", Category::Security, "Logical and physical access", Checkable::Yes, "Rights follow roles, stay minimal and keep conflicting duties apart."),
    criterion("CC6.4", Category::Security, "Logical and physical access", Checkable::No, "Only authorized people get into facilities and at media."),
    criterion("CC6.5", Category::Security, "Logical and physical access", Checkable::No, "Devices and media leave protection only after their data is beyond recovery."),
    criterion("CC6.6", Category::Security, "Logical and physical access", Checkable::Yes, "What comes from outside the system's boundary is held off."),
    criterion("CC6.7", Category::Security, "Logical and physical access", Checkable::Yes, "Information that is sent, moved or carried away is protected and goes to authorized parties only."),
    criterion("CC6.8", Category::Security, "Logical and physical access", Checkable::Partly, "Unwanted and malicious software is kept out, or noticed and dealt with."),
    criterion("CC7.1", Category::Security, "System operations", Checkable::Yes, "Weak configurations and new vulnerabilities are noticed."),
    criterion("CC7.2", Category::Security, "System operations", Checkable::Yes, "Systems are watched for anomalies that could be security events."),
    criterion("CC7.3", Category::Security, "System operations", Checkable::Partly, "Security events are looked into, and real incidents are acted on."),
    criterion("CC7.4", Category::Security, "System operations", Checkable::Partly, "A defined programme handles incidents from containment to communication."),
    criterion("CC7.5", Category::Security, "System operations", Checkable::Partly, "Normal service is restored after an incident, and the cause is dealt with."),
    criterion("CC8.1", Category::Security, "Change management", Checkable::Partly, "Changes are approved, designed, tested and documented before they go live."),
    criterion("CC9.1", Category::Security, "Risk mitigation", Checkable::No, "Plans reduce the harm that business disruptions could do."),
    criterion("CC9.2", Category::Security, "Risk mitigation", Checkable::No, "Risks that vendors and partners bring are managed."),
    criterion("A1.1", Category::Availability, "Availability", Checkable::Partly, "Capacity is measured and planned to meet demand."),
    criterion("A1.2", Category::Availability, "Availability", Checkable::Yes, "Backups, redundant infrastructure and environmental protection are in place."),
    criterion("A1.3", Category::Availability, "Availability", Checkable::Partly, "Recovery procedures are tried out."),
    criterion("PI1.1", Category::ProcessingIntegrity, "Processing integrity", Checkable::No, "Users have the definitions and information they need to judge processing."),
    criterion("PI1.2", Category::ProcessingIntegrity, "Processing integrity", Checkable::Partly, "What enters the system is complete and accurate."),
    criterion("PI1.3", Category::ProcessingIntegrity, "Processing integrity", Checkable::Partly, "Processing does what was specified, completely, accurately and on time."),
    criterion("PI1.4", Category::ProcessingIntegrity, "Processing integrity", Checkable::Partly, "Results are complete, accurate and delivered to those they are meant for."),
    criterion("PI1.5", Category::ProcessingIntegrity, "Processing integrity", Checkable::Partly, "Inputs, intermediate items and results are stored completely and safe from tampering."),
    criterion("C1.1", Category::Confidentiality, "Confidentiality", Checkable::Partly, "Confidential information is known as such and protected while it is held."),
    criterion("C1.2", Category::Confidentiality, "Confidentiality", Checkable::Partly, "Confidential information is destroyed once it is no longer needed."),
    criterion("P1.1", Category::Privacy, "Notice", Checkable::No, "People are informed of privacy practices."),
    criterion("P2.1", Category::Privacy, "Choice and consent", Checkable::No, "People are offered choices about their data, and their consent is on record."),
    criterion("P3.1", Category::Privacy, "Collection", Checkable::No, "Only personal data that the stated objectives need is collected."),
    criterion("P3.2", Category::Privacy, "Collection", Checkable::No, "Where consent must be explicit, it is obtained first."),
    criterion("P4.1", Category::Privacy, "Use, retention and disposal", Checkable::No, "Personal data serves only the purposes that were named."),
    criterion("P4.2", Category::Privacy, "Use, retention and disposal", Checkable::Partly, "Personal data is kept for as long as stated and no longer."),
    criterion("P4.3", Category::Privacy, "Use, retention and disposal", Checkable::Partly, "Personal data is disposed of securely."),
    criterion("P5.1", Category::Privacy, "Access", Checkable::No, "People can look at the data held about them."),
    criterion("P5.2", Category::Privacy, "Access", Checkable::No, "People can have wrong data about them put right."),
    criterion("P6.1", Category::Privacy, "Disclosure and notification", Checkable::No, "Third parties get personal data only with consent."),
    criterion("P6.2", Category::Privacy, "Disclosure and notification", Checkable::No, "A record is kept of authorized disclosures."),
    criterion("P6.3", Category::Privacy, "Disclosure and notification", Checkable::No, "A record is kept of unauthorized disclosures."),
    criterion("P6.4", Category::Privacy, "Disclosure and notification", Checkable::No, "Vendors that handle personal data commit themselves to privacy."),
    criterion("P6.5", Category::Privacy, "Disclosure and notification", Checkable::No, "Vendors commit themselves to report unauthorized disclosures."),
    criterion("P6.6", Category::Privacy, "Disclosure and notification", Checkable::No, "Breaches are notified to those affected and to regulators."),
    criterion("P6.7", Category::Privacy, "Disclosure and notification", Checkable::No, "People can have an account of what is held about them and to whom it went."),
    criterion("P7.1", Category::Privacy, "Quality", Checkable::No, "Personal data is kept accurate, current, complete and relevant."),
    criterion("P8.1", Category::Privacy, "Monitoring and enforcement", Checkable::No, "Privacy complaints are handled, and compliance is monitored."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_one() {
        assert_eq!(CRITERIA.len(), 61);
        for criterion in CRITERIA {
            let id: CriterionId = criterion.id.parse().unwrap();
            assert_eq!(find(&id), Some(criterion));
        }
        assert_eq!(find(&"P1.8".parse().unwrap()), None);
    }
}
