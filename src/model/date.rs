//! Calendar dates; the law is read at a date, never at a time.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A UTC calendar date, written as RFC 3339 `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The UTC date of an instant.
    #[must_use]
    pub fn of(instant: jiff::Timestamp) -> Self {
        Self(instant.to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// Nanoseconds since the Unix epoch at midnight UTC of this date; what policies see as "now".
    #[must_use]
    pub fn midnight_ns(self) -> i128 {
        self.0.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_nanosecond())
    }

    /// The same date as a `jiff` value.
    #[must_use]
    pub const fn civil(self) -> jiff::civil::Date {
        self.0
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Date {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        jiff::civil::Date::strptime("%Y-%m-%d", text).map(Self)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
