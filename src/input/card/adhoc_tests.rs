//! What ad hoc cards must not be taken to say: goals as results, other models as this one, classes as the whole.

use serde_json::{Value, json};

use crate::input::{Draft, DraftParts, FORMATS, parse_bytes};

fn read(name: &str, text: &str) -> DraftParts {
    let document = parse_bytes(name, text.as_bytes().to_vec()).unwrap().remove(0);
    let format = FORMATS.iter().find(|format| (format.detects)(&document)).expect("a format");
    assert_eq!(format.name, "adhoc");
    let mut draft = Draft::new(&document, 0);
    (format.read)(&document, &mut draft);
    draft.finish()
}

fn read_fixture(name: &str) -> DraftParts {
    let path = format!("{}/tests/fixtures/cards/adhoc/{name}", env!("CARGO_MANIFEST_DIR"));
    read(name, &std::fs::read_to_string(path).unwrap())
}

/// `metric split attribute=group value n`, one line for each result.
fn results(parts: &DraftParts) -> Vec<String> {
    let text = |result: &Value, key: &str| result[key].as_str().unwrap_or_default().to_owned();
    let line = |result: &Value| {
        let n = if result["n"].is_null() { String::new() } else { format!(" n={}", result["n"]) };
        let [metric, split, attribute, group] = ["metric", "split", "attribute", "group"].map(|key| text(result, key));
        format!("{metric} {split} {attribute}={group} {}{n}", result["value"])
    };
    parts.value["evaluation"].as_array().into_iter().flatten().map(line).collect()
}

#[test]
fn goals_baselines_and_counts_are_no_results() {
    let parts = read_fixture("goals-and-baselines.json");
    assert_eq!(
        results(&parts),
        [
            "auc test overall=all 0.71 n=1800",
            "accuracy test overall=all 0.83",
            "disparate_impact_ratio unspecified sex=gender_f_to_m 0.62",
            "equal_opportunity_difference unspecified overall=all 0.07",
        ]
    );
    assert_eq!(
        parts.value["fairness"]["summary"],
        json!({"impact_ratio_min": 0.62, "equal_opportunity_difference_max": 0.07})
    );
}

#[test]
fn a_card_of_goals_alone_has_no_results() {
    for section in
        ["minimum_performance", "acceptance_criteria", "kpis", "slo", "baseline_model", "sota", "release_gate"]
    {
        let text = format!(r#"{{"model_name": "x", "version": "1", "{section}": {{"auc": 0.99, "accuracy": 0.99}}}}"#);
        assert_eq!(results(&read("model_card.json", &text)), Vec::<String>::new(), "{section}");
    }
}

#[test]
fn of_compared_models_the_chosen_one_counts() {
    let parts = read_fixture("compared-models.json");
    assert_eq!(
        results(&parts),
        [
            "mae test overall=all 1.5",
            "r2 test overall=all 0.87",
            "auc test overall=all 0.91",
            "auc unspecified overall=all 0.66",
        ]
    );
    assert_eq!(parts.value["evaluation"][2]["ci_low"], json!(0.89));
    assert_eq!(parts.value["evaluation"][2]["ci_high"], json!(0.93));
    assert_eq!(parts.value["model"]["name"], json!("Seed sorting"));
    let nobody =
        r#"{"name": "x", "metrics": [{"model": "a", "auc": 0.9}, {"model": "b", "auc": 0.4}], "limitations": ["-"]}"#;
    assert_eq!(results(&read("card.json", nobody)).len(), 2, "nothing says which one is meant");
}

#[test]
fn results_of_one_class_are_not_those_of_the_model() {
    let parts = read_fixture("class-report.json");
    let lines = results(&parts);
    let overall: Vec<&str> = lines.iter().filter(|line| line.contains("overall")).map(String::as_str).collect();
    assert_eq!(
        overall,
        [
            "accuracy test overall=all 0.88 n=120",
            "precision_macro test overall=all 0.5 n=120",
            "recall_macro test overall=all 0.5 n=120",
            "f1_macro test overall=all 0.49 n=120",
            "precision_weighted test overall=all 0.57 n=120",
            "recall_weighted test overall=all 0.55 n=120",
            "f1_weighted test overall=all 0.55 n=120",
            "mean_average_precision unspecified overall=all null",
            "f2 unspecified overall=all null",
        ]
    );
    assert!(lines.contains(&"f1 test class=rye 0.13 n=50".to_owned()), "{lines:?}");
    assert!(lines.contains(&"f1 test class=oats 0.4 n=10".to_owned()), "{lines:?}");
}

#[test]
fn what_a_model_leaves_out_is_none_of_its_features() {
    let parts = read_fixture("what-is-left-out.json");
    assert_eq!(
        parts.value["data"],
        json!({
            "features": ["rent", "city", "marital_status"],
            "protected_attributes": ["marital_status"]
        })
    );
    assert_eq!(parts.value["model"], json!({"name": "tenant-screen", "version": "1"}));
    assert_eq!(parts.value.get("purpose"), None);
    assert_eq!(parts.value.get("limitations"), None);
    assert_eq!(parts.value["robustness"]["tests"], json!(["noise_accuracy: 0.71"]));
    assert_eq!(parts.value["ethics"], json!([{"name": "no names are stored"}, {"name": "no bias was found"}]));
    assert_eq!(parts.value["fairness"]["claim"], json!("no bias was found"));
}

#[test]
fn features_may_be_described_under_their_names() {
    let text = r#"{"model_name": "x", "features": {"age": "in years", "income": "in euros", "numeric": ["tenure"]}}"#;
    let parts = read("model_card.json", text);
    assert_eq!(parts.value["data"]["features"], json!(["age", "income", "tenure"]));
    let counted = read("model_card.json", r#"{"model_name": "x", "features": 30}"#);
    assert_eq!(counted.value.get("data"), None);
}

#[test]
fn the_row_of_all_groups_is_the_overall_result() {
    let text = r#"{"model": "triage", "subgroups": [
        {"split": "clinic A (test)", "factor": "overall", "group": "all", "auroc": 0.8, "auroc_lo": 0.7, "n_visits": 90},
        {"split": "clinic A (test)", "factor": "sex", "group": "female", "auroc": 0.7, "specificity": 0.6}
    ]}"#;
    let parts = read("model_card.json", text);
    assert_eq!(results(&parts), ["auc test overall=all 0.8", "specificity test sex=female 0.6"]);
    assert_eq!(
        parts.value["fairness"]["attributes"],
        json!([{"name": "sex", "groups": [{"group": "female", "auc": 0.7}]}])
    );
}

#[test]
fn a_file_called_model_card_is_a_card_whatever_it_says() {
    for text in [r#"{"artifacts": ["model.bin"], "metrics_withheld": true}"#, r#"{"steps": 4, "rules": []}"#] {
        read("reports/model_card.json", text);
    }
    let kubernetes = parse_bytes("model_card.yaml", b"apiVersion: v1\nkind: ConfigMap\n".to_vec()).unwrap().remove(0);
    assert!(FORMATS.iter().all(|format| !(format.detects)(&kubernetes)));
}
