//! The ways in which cards write dates, read without guessing.

use jiff::Timestamp;
use jiff::civil;

use crate::model::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date or a time stamp; `None` where the text is none, or could be read in two ways (`03/04/2025`).
///
/// A time stamp with an offset gives its UTC date. A year that no document of ours can come from is no date.
pub(crate) fn date_from_text(text: &str) -> Option<Date> {
    read_text(text.trim()).filter(is_plausible)
}

/// Policies compute with nanoseconds since 1970 in 64 bits, which end in 2262.
fn is_plausible(date: &Date) -> bool {
    (1900..=2261).contains(&date.civil().year())
}

fn read_text(text: &str) -> Option<Date> {
    if text.len() > 64 {
        return None;
    }
    if let Some((day, time)) = text.split_once(['T', ' ']).filter(|(day, _)| day.len() == 10) {
        return date_of_time_stamp(text, day, time);
    }
    numeric_date(text).or_else(|| written_date(text))
}

/// Reads `20260131`, or seconds or milliseconds since the Unix epoch.
pub(crate) fn date_from_number(number: i64) -> Option<Date> {
    read_number(number).filter(is_plausible)
}

fn read_number(number: i64) -> Option<Date> {
    match number {
        19_000_101..=99_991_231 => civil_date(number / 10_000, number / 100 % 100, number % 100),
        1_000_000_000..=99_999_999_999 => Timestamp::from_second(number).ok().map(Date::of),
        100_000_000_000..=99_999_999_999_999 => Timestamp::from_millisecond(number).ok().map(Date::of),
        _ => None,
    }
}

fn date_of_time_stamp(text: &str, day: &str, time: &str) -> Option<Date> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(Date::of(instant));
    }
    let is_time = time.starts_with(|first: char| first.is_ascii_digit())
        && time
            .chars()
            .all(|character| character.is_ascii_digit() || matches!(character, ':' | '.' | ' ' | 'U' | 'T' | 'C'));
    numeric_date(day).filter(|_| is_time)
}

/// `2026-01-31`, `2020/02/02`, `31.01.2026`, and `08/28/2020` where only one reading is possible.
fn numeric_date(text: &str) -> Option<Date> {
    let separator = text.chars().find(|character| matches!(character, '-' | '/' | '.'))?;
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [first, second, third].iter().any(|part| !is_digits(part)) {
        return None;
    }
    let number = |part: &str| part.parse::<i64>().ok();
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    match (first.len(), third.len(), separator) {
        (4, 1 | 2, _) => civil_date(a, b, c),
        (1 | 2, 4, '.') => civil_date(c, b, a),
        (1 | 2, 4, _) if a == b || b > 12 => civil_date(c, a, b),
        (1 | 2, 4, _) if a > 12 => civil_date(c, b, a),
        _ => None,
    }
}

/// `28 August 2020`, `Aug 28, 2020`, `28-Aug-2020`.
fn written_date(text: &str) -> Option<Date> {
    let mut parts = text.split([' ', ',', '-', '.']).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || third.len() != 4 || !is_digits(third) {
        return None;
    }
    let (day, month) = if is_digits(first) { (first, second) } else { (second, first) };
    let month = month.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| {
        name.starts_with(&month) && (month.len() == 3 || month.len() == name.len() || month == "sept")
    })?;
    let day = day.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    civil_date(third.parse().ok()?, i64::try_from(month + 1).ok()?, day.parse().ok()?)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn civil_date(year: i64, month: i64, day: i64) -> Option<Date> {
    let date = civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some(Date::from(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        date_from_text(text).map(|date| date.to_string())
    }

    #[test]
    fn styles_of_dates() {
        for (text, date) in [
            ("2026-01-31", "2026-01-31"),
            (" 2020/02/02 ", "2020-02-02"),
            ("08/28/2020", "2020-08-28"),
            ("28/08/2020", "2020-08-28"),
            ("05/05/2025", "2025-05-05"),
            ("31.01.2026", "2026-01-31"),
            ("2026-01-31T23:30:00Z", "2026-01-31"),
            ("2026-01-31T23:30:00-05:00", "2026-02-01"),
            ("2022-09-14 10:11:12.345678", "2022-09-14"),
            ("2022-09-14T10:11:12", "2022-09-14"),
            ("Aug 28, 2020", "2020-08-28"),
            ("28 August 2020", "2020-08-28"),
            ("28-Aug-2020", "2020-08-28"),
            ("August 3rd, 2020", "2020-08-03"),
        ] {
            assert_eq!(read(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_dates_or_none_is_none() {
        for text in [
            "03/04/2025",
            "2025",
            "2025-13-01",
            "2025-02-30",
            "Q3 2024",
            "yesterday",
            "2024-05",
            "2026-01-31 maybe",
            "Marching 3 2020",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_as_dates() {
        assert_eq!(date_from_number(1_767_225_600_000).unwrap().to_string(), "2026-01-01");
        assert_eq!(date_from_number(1_767_225_600).unwrap().to_string(), "2026-01-01");
        assert_eq!(date_from_number(20_260_131).unwrap().to_string(), "2026-01-31");
        assert!(date_from_number(42).is_none());
        assert!(date_from_number(20_261_331).is_none());
    }
}
