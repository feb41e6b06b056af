//! Canonical JSON: RFC 8785 for values whose numbers are integers below 2^53.

use serde::Serialize;
use serde_json::{Number, Value};

use crate::canon::error::CanonError;

/// The largest integer that every JSON reader keeps exactly (RFC 8785 appendix D): 2^53 - 1.
pub(crate) const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// The canonical bytes of any value.
///
/// # Errors
/// A number that is not an integer within ±(2^53 - 1), or a value without a JSON form.
pub fn to_bytes<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonError> {
    let value = serde_json::to_value(value).map_err(|error| CanonError::NoJson { reason: error.to_string() })?;
    value_to_bytes(&value)
}

/// The canonical bytes of a JSON value.
///
/// # Errors
/// A number that is not an integer within ±(2^53 - 1).
pub fn value_to_bytes(value: &Value) -> Result<Vec<u8>, CanonError> {
    let mut bytes = Vec::with_capacity(256);
    write(value, &mut bytes)?;
    Ok(bytes)
}

/// True where the bytes are exactly the canonical form of `value`, which was parsed from them: no duplicate key, no
/// spare white space, no second spelling of a string, nothing behind the end.
#[must_use]
pub fn is_canonical(bytes: &[u8], value: &Value) -> bool {
    value_to_bytes(value).is_ok_and(|canonical| canonical == bytes)
}

fn write(value: &Value, bytes: &mut Vec<u8>) -> Result<(), CanonError> {
    match value {
        Value::Null => bytes.extend_from_slice(b"null"),
        Value::Bool(true) => bytes.extend_from_slice(b"true"),
        Value::Bool(false) => bytes.extend_from_slice(b"false"),
        Value::Number(number) => write_integer(number, bytes)?,
        Value::String(text) => write_string(text, bytes),
        Value::Array(items) => {
            bytes.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                write(item, bytes)?;
            }
            bytes.push(b']');
        }
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            // RFC 8785 3.2.3 sorts by UTF-16 code units; for ASCII keys that is the order of the bytes.
            if members.iter().any(|(key, _)| !key.is_ascii()) {
                members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            }
            bytes.push(b'{');
            for (index, (key, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                write_string(key, bytes);
                bytes.push(b':');
                write(member, bytes)?;
            }
            bytes.push(b'}');
        }
    }
    Ok(())
}

fn write_integer(number: &Number, bytes: &mut Vec<u8>) -> Result<(), CanonError> {
    let magnitude = match (number.as_u64(), number.as_i64()) {
        (Some(positive), _) => positive,
        (None, Some(negative)) => negative.unsigned_abs(),
        (None, None) => return Err(CanonError::NotAnInteger { number: number.to_string() }),
    };
    if magnitude > MAX_SAFE_INTEGER {
        return Err(CanonError::IntegerTooLarge { number: number.to_string() });
    }
    bytes.extend_from_slice(number.to_string().as_bytes());
    Ok(())
}

/// RFC 8785 3.2.2.2: the short escapes where JSON has them, `\u00xx` for other control characters, all else as it is.
fn write_string(text: &str, bytes: &mut Vec<u8>) {
    let escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    bytes.push(b'"');
    // Nearly every string goes as it is, in one piece.
    if !text.bytes().any(escaped) {
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(b'"');
        return;
    }
    for &byte in text.as_bytes() {
        match byte {
            b'"' => bytes.extend_from_slice(b"\\\""),
            b'\\' => bytes.extend_from_slice(b"\\\\"),
            0x08 => bytes.extend_from_slice(b"\\b"),
            0x09 => bytes.extend_from_slice(b"\\t"),
            0x0a => bytes.extend_from_slice(b"\\n"),
            0x0c => bytes.extend_from_slice(b"\\f"),
            0x0d => bytes.extend_from_slice(b"\\r"),
            0x00..=0x1f => bytes.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => bytes.push(byte),
        }
    }
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            any::<String>().prop_map(Value::String),
        ];
        leaf.prop_recursive(4, 48, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn agrees_with_another_implementation_of_rfc_8785(value in any_value()) {
            let ours = value_to_bytes(&value).unwrap();
            let theirs = serde_json_canonicalizer::to_vec(&value).unwrap();
            prop_assert_eq!(&ours, &theirs);
            prop_assert!(is_canonical(&ours, &serde_json::from_slice(&ours).unwrap()));
        }
    }

    #[test]
    fn keys_are_sorted_by_utf16_code_units() {
        // U+1F600 is written with surrogates (D83D …), which sort before U+FB33 although its code point is larger.
        let value = json!({"\u{fb33}": 1, "\u{1f600}": 2, "b": 3, "a": 4});
        assert_eq!(
            String::from_utf8(value_to_bytes(&value).unwrap()).unwrap(),
            "{\"a\":4,\"b\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}"
        );
    }

    #[test]
    fn refuses_what_readers_would_print_or_round_differently() {
        assert_eq!(value_to_bytes(&json!({"auc": 0.85})), Err(CanonError::NotAnInteger { number: "0.85".to_owned() }));
        assert!(matches!(to_bytes(&9_007_199_254_740_992_u64), Err(CanonError::IntegerTooLarge { .. })));
        assert!(matches!(to_bytes(&-9_007_199_254_740_992_i64), Err(CanonError::IntegerTooLarge { .. })));
        assert_eq!(to_bytes(&-9_007_199_254_740_991_i64).unwrap(), b"-9007199254740991");
        assert!(matches!(value_to_bytes(&json!(1.0)), Err(CanonError::NotAnInteger { .. })));
    }

    #[test]
    fn a_second_spelling_is_not_canonical() {
        for text in [r#"{"a":1,"a":1}"#, r#"{"a": 1}"#, r#"{"b":1,"a":1}"#, "\"\\u0041\"", "1 "] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert!(!is_canonical(text.as_bytes(), &value), "{text}");
        }
    }
}
