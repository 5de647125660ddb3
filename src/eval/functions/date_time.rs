//! Dates and times: `formatdate`, `plantimestamp`, `timeadd`, `timecmp`, `timestamp`.
//!
//! Times are RFC 3339, read as strictly as cty does. The functions that read the clock give an unknown string.

use std::cmp::Ordering;

use super::arguments::text;
use super::format_date::format_date;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Cause, Refinement, Type, Unknown, Value};

const STRING: Returns = Returns::Is(Kind::String);
const NANOS: i128 = 1_000_000_000;

pub(super) const FUNCTIONS: &[Function] = &[
    // formatdate(format, time): letters stand for parts of the time, quoted text for itself.
    Function::new("formatdate", &[Parameter::string("format"), Parameter::string("time")], STRING, |_, args| {
        let time = parse(args, 1)?;
        format_date(text(args, 0), &time).map(Value::string).map_err(|message| FunctionError::argument(0, message))
    }),
    // plantimestamp(), timestamp(): the clock.
    Function::new("plantimestamp", &[], STRING, |_, _| Ok(clock("plantimestamp"))),
    Function::new("timestamp", &[], STRING, |_, _| Ok(clock("timestamp"))),
    // timeadd(timestamp, duration): the duration as Go writes it, "-1h30m".
    Function::new("timeadd", &[Parameter::string("timestamp"), Parameter::string("duration")], STRING, timeadd),
    // timecmp(timestamp_a, timestamp_b): -1, 0 or 1.
    Function::new(
        "timecmp",
        &[Parameter::string("timestamp_a"), Parameter::string("timestamp_b")],
        Returns::Is(Kind::Number),
        |_, args| {
            Ok(Value::number(match parse(args, 0)?.instant().cmp(&parse(args, 1)?.instant()) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            }))
        },
    ),
];

fn clock(name: &'static str) -> Value {
    Value::unknown_with(Unknown {
        ty: Type::String,
        causes: Cause::Function(name.into()).into(),
        refinement: Refinement::not_null(),
        content: None,
    })
}

/// A time with its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) year: i64,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    nanosecond: u32,
    /// Minutes east of UTC.
    pub(super) offset: i64,
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", `days_from_civil`).
fn days(year: i64, month: u32, day: u32) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days`].
fn civil(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Time {
    /// Nanoseconds since 1970 in UTC.
    fn instant(&self) -> i128 {
        let minutes =
            days(self.year, self.month, self.day) * 24 * 60 + i64::from(self.hour) * 60 + i64::from(self.minute)
                - self.offset;
        (i128::from(minutes) * 60 + i128::from(self.second)) * NANOS + i128::from(self.nanosecond)
    }

    fn at(instant: i128, offset: i64) -> Option<Self> {
        let local = instant + i128::from(offset) * 60 * NANOS;
        let seconds = i64::try_from(local.div_euclid(NANOS)).ok()?;
        let nanosecond = u32::try_from(local.rem_euclid(NANOS)).ok()?;
        let (year, month, day) = civil(seconds.div_euclid(86_400));
        let of_day = u32::try_from(seconds.rem_euclid(86_400)).ok()?;
        Some(Self {
            year,
            month,
            day,
            hour: of_day / 3600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
            nanosecond,
            offset,
        })
    }

    /// 0 for Sunday.
    pub(super) fn weekday(&self) -> usize {
        (days(self.year, self.month, self.day) + 4).rem_euclid(7) as usize
    }

    /// The offset as `+01:00`, with this between hours and minutes.
    pub(super) fn offset_text(&self, separator: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}{separator}{:02}", self.offset.abs() / 60, self.offset.abs() % 60)
    }

    /// `Z` for UTC, else the offset.
    pub(super) fn zone(&self) -> String {
        if self.offset == 0 { "Z".to_owned() } else { self.offset_text(":") }
    }

    /// RFC 3339 without fractions of a second.
    fn text(&self) -> String {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.zone()
        )
    }
}

/// Reads a text from its beginning.
struct Cursor<'a>(&'a str);

impl Cursor<'_> {
    /// A number of so many digits at least and at most.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let count = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        digits.parse().ok()
    }

    fn mark(&mut self, mark: char) -> bool {
        let rest = self.0.strip_prefix(mark);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Nanoseconds from digits after the point; digits beyond the ninth don't count.
    fn fraction(&mut self) -> Option<u32> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return None;
        }
        let digits: String = self.0.bytes().take(9.min(count)).map(char::from).collect();
        self.0 = &self.0[count..];
        format!("{digits:0<9}").parse().ok()
    }
}

fn parse(args: &[Value], index: usize) -> Result<Time, FunctionError> {
    strict(text(args, index))
        .map_err(|problem| FunctionError::argument(index, format!("not a valid RFC3339 timestamp: {problem}")))
}

/// RFC 3339 to the letter: two digits for everything but the year, a colon in the offset, `T` and `Z` in upper case.
fn strict(text: &str) -> Result<Time, String> {
    let mut cursor = Cursor(text);
    let number = |cursor: &mut Cursor<'_>, what: &str, digits: usize, separator: Option<char>, limits: (u32, u32)| {
        let rest = cursor.0.to_owned();
        if let Some(separator) = separator
            && !cursor.mark(separator)
        {
            return Err(match separator {
                'T' => "missing required time introducer 'T'".to_owned(),
                _ if rest.is_empty() => format!("end of string where {separator:?} is expected"),
                _ => format!("found {rest:?} where {separator:?} is expected"),
            });
        }
        let rest = cursor.0.to_owned();
        match cursor.number(digits, digits) {
            Some(number) if (limits.0..=limits.1).contains(&number) => Ok(number),
            _ if rest.is_empty() => Err(format!("end of string before {what}")),
            _ => Err(format!("cannot use {rest:?} as {what}")),
        }
    };
    let year = number(&mut cursor, "year", 4, None, (0, 9999))?;
    let month = number(&mut cursor, "month", 2, Some('-'), (1, 12))?;
    let last_day = days_in_month(i64::from(year), month);
    let day = number(&mut cursor, "day of month", 2, Some('-'), (1, last_day))?;
    let hour = number(&mut cursor, "hour", 2, Some('T'), (0, 23))?;
    let minute = number(&mut cursor, "minute", 2, Some(':'), (0, 59))?;
    let second = number(&mut cursor, "second", 2, Some(':'), (0, 59))?;
    let nanosecond = if cursor.mark('.') { cursor.fraction().ok_or("cannot use fraction of second")? } else { 0 };
    let offset = if cursor.mark('Z') {
        0
    } else {
        let sign = if cursor.mark('+') {
            1
        } else if cursor.mark('-') {
            -1
        } else {
            return Err("end of string before UTC offset".to_owned());
        };
        let hours = number(&mut cursor, "UTC offset", 2, None, (0, 23))?;
        let minutes = number(&mut cursor, "UTC offset", 2, Some(':'), (0, 59))?;
        sign * i64::from(hours * 60 + minutes)
    };
    if !cursor.0.is_empty() {
        return Err(format!("extra text: {:?}", cursor.0));
    }
    Ok(Time { year: i64::from(year), month, day, hour, minute, second, nanosecond, offset })
}

/// A date or time as YAML has them, with one or two digits, written as RFC 3339; `None` for anything else.
pub(super) fn lenient(text: &str) -> Option<String> {
    let mut cursor = Cursor(text);
    let within = |number: u32, low: u32, high: u32| (low..=high).contains(&number).then_some(number);
    let year = cursor.number(4, 4)?;
    cursor.mark('-').then_some(())?;
    let month = within(cursor.number(1, 2)?, 1, 12)?;
    cursor.mark('-').then_some(())?;
    let day = within(cursor.number(1, 2)?, 1, days_in_month(i64::from(year), month))?;
    let mut time = Time { year: i64::from(year), month, day, hour: 0, minute: 0, second: 0, nanosecond: 0, offset: 0 };
    if !cursor.0.is_empty() {
        let has_zone = cursor.mark('T') || cursor.mark('t');
        if !has_zone && !cursor.mark(' ') {
            return None;
        }
        time.hour = within(cursor.number(1, 2)?, 0, 23)?;
        cursor.mark(':').then_some(())?;
        time.minute = within(cursor.number(1, 2)?, 0, 59)?;
        cursor.mark(':').then_some(())?;
        time.second = within(cursor.number(1, 2)?, 0, 59)?;
        if cursor.mark('.') {
            time.nanosecond = cursor.fraction()?;
        }
        if has_zone && !cursor.mark('Z') {
            let sign = if cursor.mark('+') { 1 } else { -1 };
            if sign < 0 {
                cursor.mark('-').then_some(())?;
            }
            let hours = within(cursor.number(2, 2)?, 0, 23)?;
            cursor.mark(':').then_some(())?;
            time.offset = sign * i64::from(hours * 60 + within(cursor.number(2, 2)?, 0, 59)?);
        }
    }
    cursor.0.is_empty().then(|| time.text())
}

fn timeadd(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let time = parse(args, 0)?;
    let duration = duration(text(args, 1)).map_err(|message| FunctionError::argument(1, message))?;
    let moved = time.instant().checked_add(duration).and_then(|instant| Time::at(instant, time.offset));
    let moved = moved.filter(|time| (0..=9999).contains(&time.year));
    moved.map(|time| Value::string(time.text())).ok_or_else(|| FunctionError::new("the result is out of range"))
}

/// Nanoseconds of a duration as Go reads it: `-1.5h`, `1h30m`, `0`.
fn duration(text: &str) -> Result<i128, String> {
    let invalid = || format!("time: invalid duration {text:?}");
    let (negative, mut rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits(rest);
        let (integer, after) = rest.split_at(whole);
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => after.split_at(digits(after)),
            None => ("", after),
        };
        if integer.is_empty() && fraction.is_empty() {
            return Err(invalid());
        }
        let unit_end =
            after.find(|character: char| character == '.' || character.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit_end);
        let size: i128 = match unit {
            "ns" => 1,
            "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
            "ms" => 1_000_000,
            "s" => NANOS,
            "m" => 60 * NANOS,
            "h" => 3600 * NANOS,
            "" => return Err(format!("time: missing unit in duration {text:?}")),
            other => return Err(format!("time: unknown unit {other:?} in duration {text:?}")),
        };
        let part = if integer.is_empty() { 0 } else { integer.parse::<i64>().map_err(|_| invalid())? };
        total = total.checked_add(i128::from(part).checked_mul(size).ok_or_else(invalid)?).ok_or_else(invalid)?;
        if !fraction.is_empty() {
            let digits: String = fraction.chars().take(15).collect();
            let scale = 10i128.pow(digits.len() as u32);
            total += digits.parse::<i128>().map_err(|_| invalid())? * size / scale;
        }
        rest = after;
    }
    // Go's durations are 64-bit.
    i64::try_from(total)
        .map(|total| if negative { -i128::from(total) } else { i128::from(total) })
        .map_err(|_| invalid())
}
