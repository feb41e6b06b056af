//! The geometry of the charts; the template draws them as inline SVG.

use serde::Serialize;

use crate::report::compliance::shape::{Counts, Status};

/// Width of a bar, in units of its drawing.
const WIDTH: usize = 1000;

/// One coloured part of a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Segment {
    /// Class of its colour.
    pub(crate) class: &'static str,
    /// What it stands for.
    pub(crate) words: &'static str,
    /// Number of answers.
    pub(crate) number: usize,
    /// Left edge.
    pub(crate) x: usize,
    /// Width.
    pub(crate) width: usize,
}

/// The parts of a bar over everything that applies; what does not apply is left out.
pub(crate) fn bar(counts: &Counts) -> Vec<Segment> {
    let shown: Vec<Status> = ORDER.into_iter().filter(|status| counts.of(*status) > 0).collect();
    let total: usize = shown.iter().map(|status| counts.of(*status)).sum();
    let (mut segments, mut before) = (Vec::new(), 0);
    for status in shown {
        let number = counts.of(status);
        let x = before * WIDTH / total.max(1);
        before += number;
        let width = before * WIDTH / total.max(1) - x;
        segments.push(Segment { class: class(status), words: status.words(), number, x, width });
    }
    segments
}

/// Share of the applicable answers that are satisfied, in whole percent; `None` where nothing applies.
pub(crate) fn coverage(counts: &Counts) -> Option<usize> {
    let applicable: usize = ORDER.into_iter().map(|status| counts.of(status)).sum();
    (counts.satisfied * 100).checked_div(applicable)
}

const ORDER: [Status; 5] =
    [Status::Satisfied, Status::Waived, Status::Forecast, Status::Undecided, Status::NotSatisfied];

/// Name of a status in the style sheet.
pub(crate) const fn class(status: Status) -> &'static str {
    match status {
        Status::NotSatisfied => "bad",
        Status::Undecided => "open",
        Status::Waived => "waived",
        Status::Forecast => "later",
        Status::Satisfied => "good",
        Status::NotApplicable => "none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let counts = Counts { satisfied: 1, undecided: 1, not_satisfied: 1, not_applicable: 50, ..Counts::default() };
        let bar = bar(&counts);
        assert_eq!(bar.iter().map(|segment| segment.width).sum::<usize>(), WIDTH);
        assert_eq!(coverage(&counts), Some(33));
        assert_eq!(coverage(&Counts::default()), None);
    }
}
