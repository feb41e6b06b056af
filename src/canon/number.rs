//! Numbers in signed JSON: what is not an integer becomes a string.

use serde_json::{Number, Value};

use crate::canon::json::MAX_SAFE_INTEGER;

/// The same value, with every number that is not an integer within ±(2^53 - 1) as a string: the shortest decimal that
/// reads back as the same double. A whole number written with a point (`3.0`) becomes the integer.
#[must_use]
pub fn numbers_as_text(value: &Value) -> Value {
    match value {
        Value::Number(number) => as_integer(number).unwrap_or_else(|| Value::String(number.to_string())),
        Value::Array(items) => Value::Array(items.iter().map(numbers_as_text).collect()),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, member)| (key.clone(), numbers_as_text(member))).collect())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

fn as_integer(number: &Number) -> Option<Value> {
    let integer = number.as_i64().or_else(|| whole(number.as_f64()?))?;
    (integer.unsigned_abs() <= MAX_SAFE_INTEGER).then(|| Value::from(integer))
}

/// Doubles print without a fraction or exponent exactly where they are whole, so reading the print back is lossless.
fn whole(double: f64) -> Option<i64> {
    format!("{double}").parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_integers_stay_numbers() {
        let value = json!({"auc": 0.85, "n": 1200, "share": [1.0, -0.0, 1e-7, 9_007_199_254_740_993_u64, 1e300]});
        assert_eq!(
            numbers_as_text(&value),
            json!({"auc": "0.85", "n": 1200, "share": [1, 0, "1e-7", "9007199254740993", "1e+300"]})
        );
    }

    proptest! {
        #[test]
        fn the_text_reads_back_as_the_same_double(double in any::<f64>().prop_filter("finite", |d| d.is_finite())) {
            let read: f64 = match numbers_as_text(&json!(double)) {
                Value::String(text) => text.parse().unwrap(),
                Value::Number(number) => number.as_f64().unwrap(),
                other => panic!("{other}"),
            };
            prop_assert!(read.total_cmp(&(double + 0.0)).is_eq());
        }
    }
}
