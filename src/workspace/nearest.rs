//! The known name that a misspelt one may have meant.

/// A name longer than this many bytes is no misspelling of ours, and comparing it costs.
const MAX_NAME: usize = 128;

/// The name with the fewest edits from `text`, if they are few for its length; of equals the first.
#[must_use]
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if text.len() > MAX_NAME {
        return None;
    }
    let limit = text.chars().count() / 3 + 1;
    let names = names.into_iter().filter(|name| name.len() <= MAX_NAME);
    let near =
        names.map(|name| (strsim::levenshtein(text, name), name)).filter(|(edits, _)| (1..=limit).contains(edits));
    near.min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

/// ``; did you mean `x` `` for the nearest of the names, or nothing.
#[must_use]
pub fn did_you_mean<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(text, names).map(|name| format!("; did you mean `{name}`")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_find_their_neighbour() {
        let names = ["aws-s3-public-access-block", "aws-s3-encryption", "CC6.1"];
        assert_eq!(nearest("aws-s3-public-acces-block", names), Some("aws-s3-public-access-block"));
        assert_eq!(nearest("CC6.12", names), Some("CC6.1"));
        assert_eq!(nearest("nothing-like-it", names), None);
        assert_eq!(nearest("CC6.1", ["CC6.1"]), None, "what is known is not misspelt");
        assert_eq!(nearest(&"CC6.1".repeat(1000), names), None);
        assert_eq!(did_you_mean("CC6.2", names), "; did you mean `CC6.1`");
        assert_eq!(did_you_mean("x", names), "");
    }
}
