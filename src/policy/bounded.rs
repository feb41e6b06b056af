//! Built-in functions whose result can be far larger than what they are given, with a bound on that result.
//!
//! The engine makes room for the whole result before it looks at any limit: a range of ten million million numbers ends
//! the process, and with it the record. A bound gives the same error on every machine.

use crate::policy::error::PolicyError;
use crate::policy::value::Rego;

/// Most numbers that a range may have.
const RANGE: u64 = 1_000_000;

/// Longest text that `concat` may make, in bytes.
const TEXT: usize = 64 * 1024 * 1024;

/// A function with a bound on its result.
pub(crate) type Bounded = fn(&[Rego]) -> Result<Rego, PolicyError>;

/// The bounded functions, with their numbers of arguments.
pub(crate) const BOUNDED: &[(&str, u8, Bounded)] =
    &[("numbers.range", 2, range), ("numbers.range_step", 3, range_step), ("concat", 2, concat)];

fn range(arguments: &[Rego]) -> Result<Rego, PolicyError> {
    match arguments {
        [from, to] => numbers("numbers.range", (from, to), 1),
        _ => Err(refused("numbers.range", "takes two numbers".to_owned())),
    }
}

fn range_step(arguments: &[Rego]) -> Result<Rego, PolicyError> {
    let name = "numbers.range_step";
    let [from, to, step] = arguments else { return Err(refused(name, "takes three numbers".to_owned())) };
    match whole(name, step)? {
        step if step > 0 => numbers(name, (from, to), step),
        _ => Err(refused(name, "the step must be a positive integer".to_owned())),
    }
}

fn numbers(name: &str, (from, to): (&Rego, &Rego), step: i64) -> Result<Rego, PolicyError> {
    let (from, to) = (whole(name, from)?, whole(name, to)?);
    let more = from.abs_diff(to) / step.unsigned_abs();
    if more >= RANGE {
        return Err(refused(name, format!("more than {RANGE} numbers from {from} to {to}")));
    }
    // The distance between two numbers of 64 bits may need one more.
    let (from, step) = (i128::from(from), if from <= to { i128::from(step) } else { -i128::from(step) });
    let number = |index: u64| i64::try_from(from + step * i128::from(index)).ok().map(Rego::from);
    Ok(Rego::from((0..=more).filter_map(number).collect::<Vec<_>>()))
}

fn whole(name: &str, value: &Rego) -> Result<i64, PolicyError> {
    value.as_i64().map_err(|_| refused(name, "takes integers of 64 bits".to_owned()))
}

fn concat(arguments: &[Rego]) -> Result<Rego, PolicyError> {
    let name = "concat";
    let wrong = || refused(name, "takes a text, and a list or a set of texts".to_owned());
    let [Rego::String(delimiter), collection] = arguments else { return Err(wrong()) };
    let text = |item: &'_ Rego| match item {
        Rego::String(text) => Some(text.clone()),
        _ => None,
    };
    let parts: Option<Vec<_>> = match collection {
        Rego::Array(items) => items.iter().map(text).collect(),
        Rego::Set(items) => items.iter().map(text).collect(),
        _ => None,
    };
    let parts = parts.ok_or_else(wrong)?;
    let length = parts.iter().fold(0_usize, |sum, part| sum.saturating_add(part.len()).saturating_add(delimiter.len()));
    if length > TEXT {
        return Err(refused(name, format!("a text of more than {TEXT} bytes")));
    }
    Ok(Rego::from(parts.join(&**delimiter)))
}

fn refused(name: &str, reason: String) -> PolicyError {
    PolicyError::Evaluation { what: name.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::policy::engine::value_of;
    use crate::policy::value::{to_json, to_rego};

    fn bounded(name: &str, arguments: &[Value]) -> Result<Value, PolicyError> {
        let (_, arity, function) = BOUNDED.iter().find(|(other, ..)| *other == name).expect("it is in the table");
        assert_eq!(usize::from(*arity), arguments.len());
        let arguments: Vec<Rego> = arguments.iter().map(|value| to_rego(value).expect("held")).collect();
        function(&arguments).map(|value| to_json(&value).expect("defined"))
    }

    #[test]
    fn within_the_bound_they_answer_as_the_engine_does() {
        let calls: &[(&str, Value)] = &[
            ("numbers.range", json!([1, 5])),
            ("numbers.range", json!([5, 1])),
            ("numbers.range", json!([-2, -2])),
            ("numbers.range", json!([3.0, 4.0])),
            ("numbers.range_step", json!([0, 10, 3])),
            ("numbers.range_step", json!([10, 1, 3])),
            ("numbers.range_step", json!([4, 4, 7])),
            ("concat", json!([", ", ["a", "b", "c"]])),
            ("concat", json!(["", []])),
        ];
        for (name, arguments) in calls {
            let arguments = arguments.as_array().expect("a list");
            let written: Vec<String> = arguments.iter().map(Value::to_string).collect();
            let theirs = value_of(&format!("package a\nx := {name}({})", written.join(", "))).expect("it answers");
            assert_eq!(bounded(name, arguments), Ok(theirs), "{name}({})", written.join(", "));
        }
    }

    #[test]
    fn what_the_engine_refuses_is_refused() {
        let calls: &[(&str, Value)] = &[
            ("numbers.range", json!([1.5, 5])),
            ("numbers.range", json!(["1", 5])),
            ("numbers.range_step", json!([1, 5, 0])),
            ("numbers.range_step", json!([1, 5, -1])),
            ("concat", json!([", ", ["a", 1]])),
            ("concat", json!([1, ["a"]])),
            ("concat", json!([",", "a"])),
        ];
        for (name, arguments) in calls {
            let arguments = arguments.as_array().expect("a list");
            assert!(bounded(name, arguments).is_err(), "{name}({arguments:?})");
        }
    }

    #[test]
    fn beyond_the_bound_they_are_errors() {
        assert!(bounded("numbers.range", &[json!(1), json!(1_000_000)]).is_ok());
        let error = bounded("numbers.range", &[json!(1), json!(1_000_001)]).expect_err("too many");
        assert_eq!(
            error.to_string(),
            "evaluation of `numbers.range` failed: more than 1000000 numbers from 1 to 1000001"
        );
        assert!(bounded("numbers.range", &[json!(i64::MIN), json!(i64::MAX)]).is_err());
        assert!(bounded("numbers.range_step", &[json!(i64::MIN), json!(i64::MAX), json!(1_u64 << 50)]).is_ok());
        let megabyte = "a".repeat(1024 * 1024);
        assert!(bounded("concat", &[json!(""), json!(vec![megabyte.clone(); 64])]).is_ok());
        assert!(bounded("concat", &[json!(""), json!(vec![megabyte; 65])]).is_err());
    }
}
