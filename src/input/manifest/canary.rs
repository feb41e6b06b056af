//! The steps of an Argo canary: how much traffic moves at once, and what stands between two steps.

use crate::input::manifest::place::Place;
use crate::input::node::{Node, NodeValue};

/// What the steps of a canary amount to.
#[derive(Debug)]
pub(crate) struct Canary<'a> {
    /// The weights that are set, in order.
    pub(crate) weights: Vec<Place<'a>>,
    /// Largest increase between two weights, from 0 and up to 100, in points.
    pub(crate) max_step: f64,
    /// A step waits for a person.
    pub(crate) manual_gate: bool,
    /// Every increase after the first waits for a person or an analysis.
    pub(crate) gated: bool,
    /// Shortest time between two increases, in seconds; `None` where each waits for a person or an analysis.
    pub(crate) bake_seconds: Option<f64>,
    /// An analysis runs at all.
    pub(crate) analysed: bool,
}

/// What happened since the last increase.
#[derive(Default)]
struct Interval {
    manual: bool,
    analysed: bool,
    seconds: f64,
}

impl<'a> Canary<'a> {
    /// Reads the steps; `None` where no step sets a weight.
    pub(crate) fn read(canary: &Place<'a>) -> Option<Self> {
        let background = background_start(canary.node);
        let mut read = Self {
            weights: Vec::new(),
            max_step: 0.0,
            manual_gate: false,
            gated: true,
            bake_seconds: None,
            analysed: background.is_some(),
        };
        let mut weight = 0.0;
        let mut interval = Interval::default();
        let steps = canary.at(&["steps"])?;
        let count = steps.node.items().len();
        for (index, step) in steps.items().enumerate() {
            // The numbering of Argo's `startingStep` begins at 0.
            let in_background = background.is_some_and(|start| index >= start);
            if let Some(place) = step.at(&["setWeight"]) {
                let next = place.node.to_json().as_f64().unwrap_or(100.0);
                read.increase(weight, next, &interval, in_background);
                (weight, interval) = (next, Interval::default());
                read.weights.push(place);
            } else {
                interval.add(&step);
                read.manual_gate |= interval.manual;
                read.analysed |= interval.analysed;
            }
        }
        // The end of the steps is the promotion of what is left.
        read.increase(weight, 100.0, &interval, background.is_some_and(|start| count >= start));
        (!read.weights.is_empty()).then_some(read)
    }

    fn increase(&mut self, from: f64, to: f64, interval: &Interval, in_background: bool) {
        if to <= from {
            return;
        }
        self.max_step = self.max_step.max(to - from);
        // Nothing can be observed before the first traffic.
        if self.weights.is_empty() {
            return;
        }
        self.gated &= interval.manual || interval.analysed || in_background;
        if !interval.manual && !interval.analysed {
            self.bake_seconds = Some(self.bake_seconds.map_or(interval.seconds, |known| known.min(interval.seconds)));
        }
    }
}

impl Interval {
    fn add(&mut self, step: &Place<'_>) {
        if let Some(pause) = step.node.get("pause") {
            match pause.get("duration").map(seconds_of) {
                None => self.manual = true,
                // A duration that nobody can read is no time at all.
                Some(seconds) => self.seconds += seconds.unwrap_or(0.0),
            }
        }
        let experiment = step.node.at(&["experiment", "analyses"]);
        self.analysed |= step.node.get("analysis").is_some_and(has_templates)
            || experiment.is_some_and(|analyses| !analyses.items().is_empty());
    }
}

/// The step at which an analysis in the background starts; it runs until the end.
fn background_start(canary: &Node) -> Option<usize> {
    let analysis = canary.get("analysis").filter(|analysis| has_templates(analysis))?;
    let start = analysis.get("startingStep").and_then(|step| step.to_json().as_u64()).unwrap_or(0);
    usize::try_from(start).ok()
}

fn has_templates(analysis: &Node) -> bool {
    analysis.get("templates").is_some_and(|templates| !templates.items().is_empty())
}

/// Seconds of a number, a number in a string, or a duration such as `1h30m`.
fn seconds_of(duration: &Node) -> Option<f64> {
    if let NodeValue::Number(number) = &duration.value {
        return number.as_f64();
    }
    let text = duration.text()?;
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(f64::from(seconds));
    }
    let mut total = 0.0;
    let mut digits = String::new();
    for c in text.chars() {
        let unit = match c {
            '0'..='9' | '.' => {
                digits.push(c);
                continue;
            }
            's' => 1.0,
            'm' => 60.0,
            'h' => 3600.0,
            _ => return None,
        };
        total += std::mem::take(&mut digits).parse::<f64>().ok()? * unit;
    }
    digits.is_empty().then_some(total)
}

/// Collects the names under every `templateName` of a strategy.
pub(crate) fn collect_templates(node: &Node, names: &mut Vec<String>) {
    for entry in node.entries() {
        match entry.value.text() {
            Some(name) if entry.key == "templateName" => names.push(name.to_owned()),
            _ => collect_templates(&entry.value, names),
        }
    }
    for item in node.items() {
        collect_templates(item, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::parse::parse_bytes;

    fn with_canary<T>(yaml: &str, check: impl FnOnce(Option<Canary<'_>>) -> T) -> T {
        let documents = parse_bytes("a.yaml", yaml.as_bytes().to_vec()).unwrap();
        check(Canary::read(&Place::root(&documents[0].root)))
    }

    #[test]
    fn an_analysis_in_the_background_gates_the_steps_from_its_start() {
        let steps = "steps: [{setWeight: 10}, {pause: {duration: 60}}, {setWeight: 50}, {pause: {duration: 90s}}]";
        let analysis = |start: &str| format!("{steps}\nanalysis: {{templates: [{{templateName: q}}], {start}}}");
        with_canary(&analysis("startingStep: 2"), |canary| {
            let canary = canary.unwrap();
            assert!(canary.gated && canary.analysed && !canary.manual_gate);
            assert_eq!(canary.bake_seconds, Some(60.0));
        });
        with_canary(&analysis("startingStep: 3"), |canary| assert!(!canary.unwrap().gated));
        with_canary(steps, |canary| assert!(!canary.unwrap().gated));
    }

    #[test]
    fn steps_without_a_pause_do_not_bake() {
        with_canary("steps: [{setWeight: 10}, {setWeight: 100}]", |canary| {
            let canary = canary.unwrap();
            assert_eq!((canary.bake_seconds, canary.max_step), (Some(0.0), 90.0));
        });
    }

    #[test]
    fn every_promotion_may_wait_for_a_person() {
        with_canary("steps: [{setWeight: 10}, {pause: }, {setWeight: 50}, {pause: {}}]", |canary| {
            let canary = canary.unwrap();
            assert!(canary.gated && canary.manual_gate);
            assert_eq!(canary.bake_seconds, None);
        });
    }

    #[test]
    fn a_canary_without_weights_is_none() {
        assert!(with_canary("maxSurge: 1", |canary| canary.is_none()));
        assert!(with_canary("steps: [{pause: {}}]", |canary| canary.is_none()));
    }

    #[test]
    fn durations_as_argo_writes_them() {
        let seconds = |text: &str| seconds_of(&Node { value: NodeValue::Text(text.to_owned()), start: 0, end: 0 });
        assert_eq!(seconds("1h30m"), Some(5400.0));
        assert_eq!(seconds("45"), Some(45.0));
        assert_eq!(seconds("1.5m"), Some(90.0));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("10m5"), None);
    }
}
