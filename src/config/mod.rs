//! The settings file, `.soc2lint.hcl`: where it is, what it may say, and what it says.
//!
//! Read [`mod@names`] first: every setting in one list. Then [`mod@settings`], [`mod@parse`] and [`mod@load`].
//! A file that is found in the scanned repository can be written by whoever wrote what is judged, so it narrows and annotates only;
//! [`Settings::narrowings`] is what a report says of that.

mod exception;
mod glob;
mod init;
mod load;
mod names;
mod parse;
mod paths;
mod read;
mod settings;
mod spanned;
#[cfg(test)]
mod tests;

pub use exception::ExceptionBlock;
pub use glob::{GlobError, PathGlob};
pub use init::template;
pub use load::{ConfigError, FILE_NAME, discover, load};
pub use names::{SETTINGS, Section, Setting, settings_of};
pub use settings::{
    AppliedSettings, DEFAULT_SUPPRESSION_DAYS, Entries, EnvironmentBlock, List, Narrowing, PathSetting, RuleSetting,
    Settings, Trust, Variable,
};
pub use spanned::Spanned;
