//! The known name that a misspelt one may have meant.

/// The name with the fewest edits from `text`, if they are few for its length; of equals the first.
#[must_use]
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (text.chars().count() / 3).max(2);
    let near = names.into_iter().map(|name| (distance(text, name), name)).filter(|(edits, _)| *edits <= limit);
    near.min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

/// Insertions, deletions and replacements of characters (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(&right) {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = *cell;
            *cell = replaced.min(diagonal + 1).min(before + 1);
            before = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_find_their_neighbour() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        let names = ["aws-s3-public-access-block", "aws-s3-encryption", "CC6.1"];
        assert_eq!(nearest("aws-s3-public-acces-block", names), Some("aws-s3-public-access-block"));
        assert_eq!(nearest("CC6.12", names), Some("CC6.1"));
        assert_eq!(nearest("nothing-like-it", names), None);
    }
}
