//! The format of `formatdate`.

use std::fmt::Write;

use super::date_time::Time;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// Writes a time: runs of a letter stand for its parts, `'quoted'` text and other characters for themselves.
///
/// # Errors
/// For a letter or a length of a run that stands for nothing, and for a quote that does not end.
pub(super) fn format_date(format: &str, time: &Time) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            rest = quoted(&rest[1..], &mut out)?;
        } else if first.is_ascii_alphabetic() {
            let length = rest.chars().take_while(|character| *character == first).count();
            let (verb, after) = rest.split_at(length);
            write_verb(verb, first, time, &mut out)?;
            rest = after;
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    Ok(out)
}

/// After a quote: a second one at once is a quote itself, otherwise the text up to the closing one is written. Returns
/// what follows.
fn quoted<'a>(text: &'a str, out: &mut String) -> Result<&'a str, String> {
    if let Some(rest) = text.strip_prefix('\'') {
        out.push('\'');
        return Ok(rest);
    }
    let mut rest = text;
    loop {
        let end = rest.find('\'').ok_or("unterminated literal '")?;
        out.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('\'') {
            Some(after) => {
                out.push('\'');
                rest = after;
            }
            None => return Ok(rest),
        }
    }
}

fn write_verb(verb: &str, letter: char, time: &Time, out: &mut String) -> Result<(), String> {
    let fail = |hint: &str| Err(format!("invalid date format verb {verb:?}{hint}"));
    let month = MONTHS.get(time.month.saturating_sub(1) as usize).copied().unwrap_or("");
    let weekday = WEEKDAYS.get(time.weekday()).copied().unwrap_or("");
    let short = |name: &'static str| name.get(..3).unwrap_or(name);
    let hour12 = if time.hour.is_multiple_of(12) { 12 } else { time.hour % 12 };
    let half = if time.hour < 12 { "AM" } else { "PM" };
    let _ = match verb {
        "YY" => write!(out, "{:02}", time.year % 100),
        "YYYY" => write!(out, "{:04}", time.year),
        "M" => write!(out, "{}", time.month),
        "MM" => write!(out, "{:02}", time.month),
        "MMM" => write!(out, "{}", short(month)),
        "MMMM" => write!(out, "{month}"),
        "D" => write!(out, "{}", time.day),
        "DD" => write!(out, "{:02}", time.day),
        "EEE" => write!(out, "{}", short(weekday)),
        "EEEE" => write!(out, "{weekday}"),
        "h" => write!(out, "{}", time.hour),
        "hh" => write!(out, "{:02}", time.hour),
        "H" => write!(out, "{hour12}"),
        "HH" => write!(out, "{hour12:02}"),
        "AA" => write!(out, "{half}"),
        "aa" => write!(out, "{}", half.to_ascii_lowercase()),
        "m" => write!(out, "{}", time.minute),
        "mm" => write!(out, "{:02}", time.minute),
        "s" => write!(out, "{}", time.second),
        "ss" => write!(out, "{:02}", time.second),
        "Z" => write!(out, "{}", time.zone()),
        "ZZZ" if time.offset == 0 => write!(out, "UTC"),
        "ZZZ" | "ZZZZ" => write!(out, "{}", time.offset_text("")),
        "ZZZZZ" => write!(out, "{}", time.offset_text(":")),
        _ => {
            return match letter {
                'Y' => fail(": year must either be \"YY\" or \"YYYY\""),
                'M' => fail(": month must be \"M\", \"MM\", \"MMM\", or \"MMMM\""),
                'D' => fail(": day of month must either be \"D\" or \"DD\""),
                'E' => fail(": day of week must either be \"EEE\" or \"EEEE\""),
                'h' => fail(": 24-hour must either be \"h\" or \"hh\""),
                'H' => fail(": 12-hour must either be \"H\" or \"HH\""),
                'A' | 'a' => fail(": must be two letters"),
                'm' => fail(": minute must either be \"m\" or \"mm\""),
                's' => fail(": second must either be \"s\" or \"ss\""),
                'Z' => fail(": timezone must be Z, ZZZZ, or ZZZZZ"),
                _ => fail(""),
            };
        }
    };
    Ok(())
}
