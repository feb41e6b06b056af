//! Cards that are a list of questions with answers: `[{"question": …, "required": true, "answer": …}]`.

use crate::input::draft::Draft;
use crate::input::node::Node;
use crate::input::words::fold;

/// Words of a question, all of which must be there, and the leaf that the answer belongs to; the first that fits.
const QUESTIONS: &[(&[&str], &str)] = &[
    (&["out_of_scope"], "/purpose/out_of_scope"),
    (&["not", "be", "used"], "/purpose/out_of_scope"),
    (&["intended", "user"], "/purpose/users"),
    (&["intended"], "/purpose/intended_use"),
    (&["purpose"], "/purpose/intended_use"),
    (&["model", "name"], "/model/name"),
    (&["name", "of", "the"], "/model/name"),
    (&["version"], "/model/version"),
    (&["contact"], "/model/owners"),
    (&["owner"], "/model/owners"),
    (&["responsible"], "/model/owners"),
    (&["license"], "/model/licenses"),
    (&["licence"], "/model/licenses"),
    (&["limitation"], "/limitations"),
    (&["personal", "data"], "/data/personal_data"),
    (&["protected", "attribute"], "/data/protected_attributes"),
    (&["training", "data"], "/data/datasets"),
    (&["train", "data"], "/data/datasets"),
    (&["dataset"], "/data/datasets"),
    (&["bias"], "/fairness/claim"),
    (&["fair"], "/fairness/claim"),
    (&["risk", "level"], "/risk/declared_tier"),
    (&["risk", "class"], "/risk/declared_tier"),
    (&["risk", "tier"], "/risk/declared_tier"),
    (&["oversight"], "/oversight/measures"),
    (&["monitor"], "/monitoring/plan"),
    (&["algorithm"], "/model/architecture"),
    (&["architecture"], "/model/architecture"),
    (&["type", "of", "model"], "/model/architecture"),
    (&["jurisdiction"], "/purpose/jurisdictions"),
    (&["countr"], "/purpose/jurisdictions"),
    (&["explain"], "/explainability/methods"),
    (&["ethical"], "/ethics"),
];

/// Longest question, in characters.
const LONGEST: usize = 200;

/// A list of at least two questions, each with an answer.
pub(crate) fn is_questionnaire(root: &Node) -> bool {
    let answered = root.items().iter().filter(|item| item.get("question").is_some() && item.get("answer").is_some());
    let count = answered.count();
    count >= 2 && count == root.items().len()
}

/// Reads the answers to the questions that the subject asks too.
pub(crate) fn read(root: &Node, draft: &mut Draft) {
    for (index, item) in root.items().iter().enumerate() {
        let (Some(question), Some(answer)) = (item.get("question").and_then(Node::text), item.get("answer")) else {
            continue;
        };
        // A paragraph has words of many questions.
        if question.chars().count() > LONGEST {
            continue;
        }
        let folded = fold(question);
        let asks = |words: &&[&str]| words.iter().all(|word| folded.contains(word));
        if let Some((_, pointer)) = QUESTIONS.iter().find(|(words, _)| asks(words)) {
            draft.set(pointer, answer, &format!("/{index}/answer"));
        }
    }
}
