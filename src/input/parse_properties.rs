//! Properties of parsing: no bytes make it panic, and what it accepts other programs read alike.

use proptest::prelude::*;

use crate::input::parse::parse_bytes;

const NAMES: [&str; 4] = ["a.json", "a.yaml", "README.md", "-"];

const SEEDS: [&str; 3] = [
    "{\"name\": \"ch\\u00fcrn\", \"metrics\": [{\"auc\": 0.91, \"n\": -12e3}, null, true], \"x\": {\"y\": []}}",
    "---\na: &a {k: 1, l: [x, 'y', \"z\\n\"]}\nb:\n  <<: *a\n  c: |\n    text\n  d: >-\n    more\n---\n? k\n: !!str 1\n",
    "---\nlicense: mit\nmodel-index:\n- name: x\n  results: []\n---\n# Model\n",
];

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 0..6);
    (prop::sample::select(&SEEDS[..]), edits).prop_map(|(seed, edits)| {
        let mut bytes = seed.as_bytes().to_vec();
        for (index, byte, kind) in edits {
            let at = index.index(bytes.len().max(1));
            match kind {
                0 if at < bytes.len() => bytes[at] = byte & 0x7f,
                1 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.insert(at.min(bytes.len()), b"{}[]:,-\"'&*\n \t#|\\"[usize::from(byte) % 17]),
            }
        }
        bytes
    })
}

proptest! {
    #[test]
    fn no_bytes_make_parsing_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), name in prop::sample::select(&NAMES[..])) {
        let _ = parse_bytes(name, bytes);
    }

    #[test]
    fn no_edit_makes_parsing_panic_or_misplace(bytes in mutated(), name in prop::sample::select(&NAMES[..])) {
        let length = bytes.len();
        match parse_bytes(name, bytes) {
            Ok(documents) => for document in documents {
                prop_assert!(document.root.start <= document.root.end && document.root.end <= length);
            },
            Err(error) => if let Some(position) = error.position() {
                prop_assert!(position.start <= position.end && position.end <= length.max(1), "{error}");
            },
        }
    }

    #[test]
    fn accepted_json_means_to_others_what_it_means_to_us(bytes in mutated()) {
        if let Ok(documents) = parse_bytes("a.json", bytes.clone()) {
            let others: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(documents[0].root.to_json(), others);
        }
    }
}
