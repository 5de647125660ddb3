//! Criterion ids.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

/// The id of a criterion, `CC6.1`. Orders by category and number, so that `CC6.10` would follow `CC6.9`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CriterionId {
    category: SmolStr,
    group: u8,
    number: u8,
}

/// A text that is no criterion id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no criterion id; write one like `CC6.1`")]
pub struct CriterionIdError(pub String);

impl FromStr for CriterionId {
    type Err = CriterionIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || CriterionIdError(text.to_owned());
        let digits = text.find(|character: char| character.is_ascii_digit()).ok_or_else(error)?;
        let (category, numbers) = text.split_at(digits);
        if !matches!(category, "CC" | "A" | "C" | "PI" | "P") {
            return Err(error());
        }
        let (group, number) = numbers.split_once('.').ok_or_else(error)?;
        Ok(Self {
            category: SmolStr::new(category),
            group: group.parse().map_err(|_| error())?,
            number: number.parse().map_err(|_| error())?,
        })
    }
}

impl fmt::Display for CriterionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}.{}", self.category, self.group, self.number)
    }
}
