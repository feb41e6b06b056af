//! Large inputs: what reading costs grows with the input, not with its square.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::input::limits::Limits;
use crate::input::load::load;
use crate::input::plan::{ReadRequest, plan};

/// A debug build on a busy machine needs a tenth of this; work that grows with the square needed twice as much.
const PATIENCE: Duration = Duration::from_secs(20);

/// Number of subjects, and leaves of all of them.
fn read(name: &str, text: String) -> (usize, usize) {
    let started = Instant::now();
    let request = ReadRequest {
        paths: &[],
        cwd: Path::new("/"),
        stdin: Some((name.to_owned(), text.into_bytes())),
        input_format: None,
        artifact: None,
        environment: None,
        limits: Limits::default(),
        threads: 2,
    };
    let plan = plan(&request);
    let leaves = plan.groups.iter().map(|group| load(&plan, group).unwrap().provenance.len()).sum();
    assert!(started.elapsed() < PATIENCE, "{name}: {:?}", started.elapsed());
    (plan.groups.len(), leaves)
}

fn list(element: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..5_000).map(element).collect()
}

#[test]
fn many_yaml_documents() {
    let mut text = String::new();
    for number in 0..2_000 {
        write!(text, "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: d{number}}}\n").unwrap();
        text.push_str("spec: {template: {spec: {containers: [{name: c, image: 'x/y:1'}]}}}\n");
    }
    assert_eq!(read("deploy.yaml", text).0, 2_000);
}

#[test]
fn many_groups_of_an_ad_hoc_card() {
    let groups = list(|number| json!({"group_col": "zip", "group_val": number.to_string(), "n": 10, "auc": 0.9}));
    let card = json!({"model_name": "m", "fairness": {"details": groups}});
    assert!(read("model_card.json", card.to_string()).1 > 15_000);
}

#[test]
fn many_texts_and_results() {
    let card = json!({
        "govern": 1,
        "limitations": list(|number| json!(format!("limit {number} of a model"))),
        "evaluation": list(|number| json!({"metric": "auc", "value": 0.9, "attribute": "zip", "group": (number / 2).to_string()})),
        "approvals": list(|number| json!({"role": "risk", "name": format!("n{number}")})),
    });
    assert!(read("model_card.json", card.to_string()).1 > 20_000);
}
