//! `primaryLocationLineHash`, the one fingerprint that GitHub code scanning reads.
//!
//! The action that uploads a report computes it too and warns where the file has another value, so it has to be exactly
//! this one. Source: `github/codeql-action`, `src/fingerprints.ts`.

use std::collections::HashMap;

/// How many units a line's hash covers: its own first ones, and those of the next lines where it is shorter.
const WINDOW: usize = 100;
/// The base of the rolling hash.
const BASE: u64 = 37;
/// `BASE` to the power of `WINDOW`, modulo 2^64: the weight of the unit that leaves the window.
const LEAVING: u64 = power(BASE, WINDOW);
/// Stands for the end of the file.
const END: u16 = u16::MAX;

const fn power(base: u64, exponent: usize) -> u64 {
    let mut result: u64 = 1;
    let mut count = 0;
    while count < exponent {
        result = result.wrapping_mul(base);
        count += 1;
    }
    result
}

/// The fingerprint of every line of a text, from line 1.
pub(super) fn line_hashes(text: &str) -> Vec<String> {
    let mut state = State::default();
    for unit in text.encode_utf16() {
        state.read(unit);
    }
    state.read(END);
    for _ in 0..WINDOW {
        state.finish_line();
        state.roll(0);
    }
    state.hashes
}

struct State {
    window: [u16; WINDOW],
    /// For each place in the window whether a line starts there.
    starts: [bool; WINDOW],
    index: usize,
    hash: u64,
    at_line_start: bool,
    after_carriage_return: bool,
    hashes: Vec<String>,
    seen: HashMap<u64, u32>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            window: [0; WINDOW],
            starts: [false; WINDOW],
            index: 0,
            hash: 0,
            at_line_start: true,
            after_carriage_return: false,
            hashes: Vec::new(),
            seen: HashMap::new(),
        }
    }
}

impl State {
    fn read(&mut self, unit: u16) {
        const SPACE: u16 = b' ' as u16;
        const TAB: u16 = b'\t' as u16;
        const LINE_FEED: u16 = b'\n' as u16;
        const CARRIAGE_RETURN: u16 = b'\r' as u16;
        if unit == SPACE || unit == TAB || (self.after_carriage_return && unit == LINE_FEED) {
            self.after_carriage_return = false;
            return;
        }
        self.after_carriage_return = unit == CARRIAGE_RETURN;
        let unit = if unit == CARRIAGE_RETURN { LINE_FEED } else { unit };
        self.finish_line();
        if self.at_line_start {
            self.starts[self.index] = true;
        }
        self.at_line_start = unit == LINE_FEED;
        self.roll(unit);
    }

    /// Writes the hash of the line that started a whole window ago, if one did.
    fn finish_line(&mut self) {
        if std::mem::take(&mut self.starts[self.index]) {
            let count = self.seen.entry(self.hash).or_default();
            *count += 1;
            self.hashes.push(format!("{:x}:{count}", self.hash));
        }
    }

    fn roll(&mut self, unit: u16) {
        let leaving = std::mem::replace(&mut self.window[self.index], unit);
        self.hash = BASE
            .wrapping_mul(self.hash)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(LEAVING.wrapping_mul(u64::from(leaving)));
        self.index = (self.index + 1) % WINDOW;
    }
}

#[cfg(test)]
mod tests {
    use super::line_hashes;

    #[test]
    fn agrees_with_the_action_that_uploads() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        let expected = [
            "e54938cc54b302f1:1",
            "bb609acbe9138d60:1",
            "1131fd5871777f34:1",
            "5c482a0f8b35ea28:1",
            "54517377da7028d2:1",
            "2c644846cb18d53e:1",
            "f1b89f20de0d133:1",
            "c129715d7a2bc9a3:1",
        ];
        assert_eq!(line_hashes("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n"), expected);
        assert_eq!(line_hashes("x = 2\r\nx = 1\r\nprint(x)\r\nx = 3\r\nprint(x)\r\nx = 4\r\nprint(x)\r\n"), expected);
        assert_eq!(line_hashes("  x = 2\rx\t=1\rprint(x)\rx = 3\rprint(x)\rx = 4\rprint(x)\r"), expected);
    }

    #[test]
    fn counts_lines_that_look_the_same() {
        let hashes = line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        let repeated: Vec<String> = (1..=6).map(|count| format!("a7f2ff13bc495cf2:{count}")).collect();
        assert_eq!(hashes[..6], repeated);
        assert_eq!(hashes[6], "a7f2ff1481e87703:1");
        assert_eq!(hashes.len(), 11);
    }
}
