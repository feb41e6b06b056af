//! How much of a decision is shown: the richest layout that fits a screen is taken.

/// How one finding is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// With the excerpt, remedy and citation.
    Full,
    /// The same without the empty lines of the frame.
    Tight,
    /// One line.
    Short,
    /// The control's id, in a list.
    Listed,
}

/// How much of everything is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Failures that deny.
    pub(crate) deny: Detail,
    /// Failures that deny after the first.
    pub(crate) more_deny: Detail,
    /// Other failures.
    pub(crate) warn: Detail,
    /// Number of those that are shown on a line of their own where the others are listed.
    pub(crate) defects: usize,
    /// Number of missing facts that are listed.
    pub(crate) facts: usize,
    /// Number of facts in the snippet.
    pub(crate) paste: usize,
    /// The packs that ran are named, and not only counted.
    pub(crate) packs: bool,
    /// Names of what passed, what each fact settles, parameters and versions.
    pub(crate) everything: bool,
}

/// `--verbose`.
pub(crate) const EVERYTHING: Layout = Layout {
    deny: Detail::Full,
    more_deny: Detail::Full,
    warn: Detail::Full,
    defects: usize::MAX,
    facts: usize::MAX,
    paste: 12,
    packs: true,
    everything: true,
};

const RICH: Layout = Layout { facts: 5, paste: 4, everything: false, ..EVERYTHING };
const SHORT_WARNINGS: Layout = Layout { warn: Detail::Short, facts: 3, paste: 3, ..RICH };
const TIGHT: Layout = Layout { deny: Detail::Tight, more_deny: Detail::Tight, ..SHORT_WARNINGS };
const LISTED_WARNINGS: Layout = Layout { warn: Detail::Listed, defects: 3, facts: 4, ..TIGHT };
const ONE_EXCERPT: Layout = Layout { more_deny: Detail::Short, ..LISTED_WARNINGS };
const NO_EXCERPT: Layout = Layout { deny: Detail::Short, ..ONE_EXCERPT };
const FEW_FACTS: Layout = Layout { packs: false, facts: 3, paste: 2, ..NO_EXCERPT };
const ONE_DEFECT: Layout = Layout { defects: 1, ..FEW_FACTS };
const FEWER_FACTS: Layout = Layout { facts: 2, ..ONE_DEFECT };
const LEAST: Layout = Layout { defects: 0, facts: 1, paste: 1, ..FEWER_FACTS };

/// From the richest to the tightest.
pub(crate) const LAYOUTS: [Layout; 10] =
    [RICH, SHORT_WARNINGS, TIGHT, LISTED_WARNINGS, ONE_EXCERPT, NO_EXCERPT, FEW_FACTS, ONE_DEFECT, FEWER_FACTS, LEAST];

/// Lines that a decision may take: a screen where little is known about the subject, and room for an excerpt of every
/// denying failure beyond the second.
pub(crate) const fn budget(deny_failures: usize, failures: usize, undecided: usize) -> usize {
    let screen = if undecided > failures { 25 } else { 60 };
    screen + 8 * deny_failures.saturating_sub(2)
}
