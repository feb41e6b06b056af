//! Tables in the prose of Markdown cards: results by metric, and fields with their values.

use crate::input::card::fields::table as names;
use crate::input::card::prose::{Piece, Section};
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::metrics::{named, split_of};
use crate::input::numbers::{NumberText, number_from_text};
use crate::input::words::fold;

/// What heads the column with the names of metrics.
const METRIC_HEADS: [&str; 8] =
    ["metric", "metrics", "metric_name", "measure", "metrica", "metrique", "metrik", "performance_metric"];
/// What heads the only column of values.
const VALUE_HEADS: [&str; 12] = [
    "value",
    "score",
    "result",
    "results",
    "valor",
    "valeur",
    "wert",
    "performance",
    "mean",
    "model",
    "ours",
    "this_model",
];

/// What heads the column with the names of groups.
const GROUP_HEADS: [&str; 9] =
    ["group", "groups", "subgroup", "slice", "segment", "grupo", "groupe", "gruppe", "demographic_group"];

/// Reads the results in the tables of a section, and returns what else stands in them: a label and its text.
pub(crate) fn read<'s>(section: &'s Section, draft: &mut Draft) -> Vec<(&'s Piece, &'s Piece)> {
    let mut fields = Vec::new();
    for rows in &section.tables {
        let Some((head, rows)) = rows.split_first() else { continue };
        let first = head.first().map(|cell| fold(&cell.text)).unwrap_or_default();
        let of_metrics = METRIC_HEADS.contains(&first.as_str());
        let of_groups = GROUP_HEADS.contains(&first.as_str());
        for row in rows {
            match row.as_slice() {
                _ if of_metrics => read_row(head, row, section, draft),
                _ if of_groups => read_group(head, row, section, draft),
                [label, text] => fields.push((label, text)),
                _ => {}
            }
        }
    }
    fields
}

/// One metric. Of several columns only those that are about data are read: the others may be about other models.
fn read_row(head: &[Piece], row: &[Piece], section: &Section, draft: &mut Draft) {
    let Some((name, values)) = row.split_first() else { return };
    let metric = without_synonym(without_marks(&name.text));
    if metric.is_empty() || names().is_beside(&fold(metric)) {
        return;
    }
    for (value, head) in values.iter().zip(head.iter().skip(1)) {
        let split = split_of(&head.text);
        if split.is_some() || VALUE_HEADS.contains(&fold(&head.text).as_str()) {
            let Some(at) = add((metric, name), value, section, draft) else { continue };
            if let Some(split) = split.or_else(|| split_in(&section.title)) {
                draft.derive(&format!("{at}/split"), split.into());
            }
        }
    }
}

/// The results of one group, each in the column of its metric.
fn read_group(head: &[Piece], row: &[Piece], section: &Section, draft: &mut Draft) {
    let Some((group, values)) = row.split_first() else { return };
    for (value, head) in values.iter().zip(head.iter().skip(1)) {
        let metric = without_marks(&head.text);
        if named(metric).metric.is_some()
            && let Some(at) = add((metric, head), value, section, draft)
        {
            let text = without_marks(&group.text);
            draft.set_text(&format!("{at}/group"), text, group.range.clone(), &child("", &section.title));
        }
    }
}

/// Adds a result, if the cell has a number, and returns its pointer.
fn add(metric: (&str, &Piece), value: &Piece, section: &Section, draft: &mut Draft) -> Option<String> {
    let text = without_marks(&value.text);
    let number = number_from_text(text, false)?;
    matches!(number, NumberText::Plain(_) | NumberText::Percent(_)).then_some(())?;
    let (from, at) = (child("", &section.title), format!("/evaluation/{}", draft.next_index("/evaluation")));
    draft.set_text(&format!("{at}/metric"), metric.0, metric.1.range.clone(), &from);
    draft.set_text(&format!("{at}/value"), text, value.range.clone(), &from);
    Some(at)
}

/// The data that a heading speaks of, if it speaks of one: `Results on the test set`.
fn split_in(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let mut found: Vec<&'static str> = folded.split('_').filter_map(split_of).collect();
    found.dedup();
    found.pop().filter(|_| found.is_empty())
}

/// A name without a remark that only says it again: `PR-AUC (average precision)`.
fn without_synonym(metric: &str) -> &str {
    let parts = metric.strip_suffix(')').and_then(|metric| metric.split_once('('));
    let says_it_again = parts.is_some_and(|(bare, remark)| {
        let (bare, remark) = (named(bare), named(remark));
        bare.metric.is_some() && bare.name == remark.name
    });
    parts.filter(|_| says_it_again).map_or(metric, |(bare, _)| bare.trim())
}

/// A cell without what makes all of it bold or code.
pub(crate) fn without_marks(text: &str) -> &str {
    let bare = text.trim_matches(['*', '`', '_', ' ']);
    if bare.contains(['*', '`']) { text.trim() } else { bare }
}
