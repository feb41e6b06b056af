//! Which of two answers to one question counts: the worse one.

use serde_json::Value;

use crate::input::schema::{Kind, Shape};
use crate::input::words::higher_is_worse;

/// Two numbers that differ by less are one number, rounded twice.
const ROUNDED: f64 = 0.0005;

/// Do two answers say the same?
#[must_use]
pub(crate) fn agree(left: &Value, right: &Value) -> bool {
    match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => (left - right).abs() <= ROUNDED,
        _ => match (left.as_str(), right.as_str()) {
            (Some(left), Some(right)) => left.trim().eq_ignore_ascii_case(right.trim()),
            _ => left == right,
        },
    }
}

/// Is one of two different answers worse than the other? Not where they are texts, dates or digests.
#[must_use]
pub(crate) fn has_worse(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Boolean | Kind::Integer(_) | Kind::Number(_) | Kind::Word(_))
}

/// Is the new answer worse than the one that is known? Of two texts the first stays.
#[must_use]
pub(crate) fn is_worse(shape: &Shape, new: &Value, known: &Value) -> bool {
    match &shape.kind {
        Kind::Boolean => new != known && new.as_bool() == Some(higher_is_worse(&shape.path)),
        Kind::Integer(_) | Kind::Number(_) => match (new.as_f64(), known.as_f64()) {
            (Some(new), Some(known)) if higher_is_worse(&shape.path) => new > known,
            (Some(new), Some(known)) => new < known,
            _ => false,
        },
        Kind::Word(words) => {
            let rank = |value: &Value| words.iter().position(|word| Some(word.as_str()) == value.as_str());
            // A claim of a low tier asks for less: there the lower word is the worse one.
            if shape.path == "/risk/declared_tier" { rank(new) < rank(known) } else { rank(new) > rank(known) }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::input::schema::shape_at;

    #[test]
    fn the_riskier_answer_is_the_worse_one() {
        for (pointer, worse, better) in [
            ("/data/personal_data", json!(true), json!(false)),
            ("/oversight/override", json!(false), json!(true)),
            ("/risk/declared_tier", json!("limited"), json!("high")),
            ("/purpose/decision/autonomy", json!("autonomous"), json!("advisory")),
            ("/deployment/environment", json!("production"), json!("test")),
            ("/fairness/summary/impact_ratio_min", json!(0.7), json!(0.9)),
            ("/fairness/summary/parity_difference_max", json!(0.2), json!(0.1)),
            ("/monitoring/log_retention_days", json!(30), json!(365)),
        ] {
            let shape = shape_at(pointer).unwrap();
            assert!(is_worse(shape, &worse, &better), "{pointer}");
            assert!(!is_worse(shape, &better, &worse), "{pointer}");
            assert!(!is_worse(shape, &worse, &worse), "{pointer}");
        }
    }

    #[test]
    fn rounding_is_no_disagreement() {
        assert!(agree(&json!(0.9556), &json!(0.956)));
        assert!(!agree(&json!(0.95), &json!(0.91)));
        assert!(agree(&json!("Churn"), &json!("churn")));
    }
}
