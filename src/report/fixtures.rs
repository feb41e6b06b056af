//! Decisions to render in tests: a denied high-risk model, an ad hoc card that says little, an allowed model, a broken
//! document, and one whose author attacks the reader.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::input::line_and_column;
use crate::model::{
    Accepts, Actor, Basis, Control, ControlKind, Date, Decision, DecisionError, Digest, DocumentRef, Enforcement,
    EngineRef, Environment, ErrorKind, Finding, LeafState, Management, Mode, Outcome, PackRef, PackRun, PackStatus,
    Phase, Position, Provenance, RowTable, Scope, Severity, SourceText, Strength, Subject, SubjectKind, SubjectRef,
    Tier, TierState, Verdict,
};
use crate::report::view::{DecisionView, LoggedView, ReceiptView};

const CREDIT_CARD: &str = r#"{
  "model": {"name": "credit-scoring", "version": "1.4.0", "owner": "TBD"},
  "risk": {"declared_tier": "limited"},
  "purpose": {
    "domain": ["credit.scoring"],
    "jurisdictions": ["EU"],
    "affected_persons": {"scale": "lots"}
  },
  "fairness": {
    "groups": [
      {"group": "male", "n": 4120, "selected": 1985},
      {"group": "female", "n": 3872, "selected": 1138}
    ],
    "impact_ratio": 0.61
  },
  "evaluation": [{"metric": "auc", "value": 0.83}]
}
"#;

const ADHOC_CARD: &str = r#"{
  "model_name": "churn",
  "version": "3",
  "metrics": {"accuracy": 0.95, "auc": 0.97},
  "fairness": {"bias_detected": false}
}
"#;

pub(crate) fn digest(byte: u8) -> Digest {
    Digest::new([byte; 32])
}

fn source(name: &str, text: &str) -> Arc<SourceText> {
    Arc::new(SourceText { name: name.to_owned(), bytes: text.as_bytes().to_vec(), digest: digest(0xd0) })
}

pub(crate) fn position(bytes: &[u8], needle: &str) -> Position {
    let start = bytes.windows(needle.len()).position(|window| window == needle.as_bytes()).unwrap();
    let end = start + needle.len();
    let (line, column) = line_and_column(bytes, start);
    let (end_line, end_column) = line_and_column(bytes, end);
    Position { start, end, line, column, end_line, end_column }
}

/// A subject of one document; each leaf is a pointer, the text to look for, and its state.
pub(crate) fn subject(id: &str, name: &str, text: &str, leaves: &[(&str, &str, LeafState)]) -> SubjectRef {
    let provenance = leaves.iter().map(|(pointer, needle, state)| {
        let provenance = Provenance {
            document: Some(0),
            pointer: (*pointer).to_owned(),
            position: Some(position(text.as_bytes(), needle)),
            raw: needle.trim_matches('"').to_owned(),
            state: *state,
            personal: false,
        };
        ((*pointer).to_owned(), provenance)
    });
    let subject = Subject {
        kind: SubjectKind::Model,
        id: id.to_owned(),
        value: json!({}),
        provenance: provenance.collect(),
        notes: vec![],
        documents: vec![DocumentRef { source: source(name, text), format: "native", part: 0 }],
        raw: json!({"card": serde_json::from_str::<Value>(text).unwrap_or_default(), "manifests": []}),
        artifact: None,
    };
    SubjectRef { subject: Arc::new(subject), digest: digest(0x5b) }
}

pub(crate) fn control(id: &str, pack: &str, title: &str, severity: Severity, citation: &str) -> Control {
    Control {
        id: id.to_owned(),
        pack: pack.to_owned(),
        rule: format!("govern.{}.{}", pack.replace('-', "_"), id.to_lowercase().replace('-', "_")),
        title: title.to_owned(),
        description: format!("{title}."),
        severity: RowTable::One(severity),
        basis: Basis::Law,
        citation: citation.to_owned(),
        remediation: "Say how, and who is responsible for it.".to_owned(),
        effective_from: None,
        effective_until: None,
        needs: vec![],
        accepts: Accepts::One(Strength::Declared),
        kind: ControlKind::Requirement,
        waivable: true,
    }
}

pub(crate) fn finding(control: Control, severity: Severity, outcome: Outcome, message: &str) -> Finding {
    Finding {
        control: Arc::new(control),
        outcome,
        severity,
        message: message.to_owned(),
        at: vec![],
        missing: vec![],
        forecast: None,
        known: None,
        waiver: None,
    }
}

pub(crate) fn pack(id: &str, status: PackStatus, reason: &str, controls: usize) -> PackRun {
    PackRun {
        pack: PackRef { id: id.to_owned(), version: "1.0.0".to_owned(), digest: digest(0xa1) },
        title: format!("Title of {id}"),
        phase: Phase::Decide,
        status,
        reason: reason.to_owned(),
        parameters: Arc::new(json!({"auc_min": 0.7, "gap_max": 0.15})),
        loosened: vec![],
        controls,
    }
}

fn decision(
    subject: SubjectRef,
    tier: Tier,
    verdict: Verdict,
    findings: Vec<Finding>,
    packs: Vec<PackRun>,
) -> Decision {
    Decision {
        subject,
        scope: Scope::Model,
        environment: None,
        as_of: "2026-11-21".parse().unwrap(),
        mode: Mode::default(),
        actor: Actor { name: "ci".to_owned(), source: "GITHUB_ACTOR".to_owned() },
        management: Management { org: Some(digest(0x09)), config: None },
        jurisdictions: vec!["EU".to_owned()],
        jurisdictions_declared: false,
        packs,
        classes: BTreeMap::from([("risk".to_owned(), json!({"tier": tier.word()}))]),
        tier: TierState { established: Some(tier), at_least: tier },
        findings,
        verdict,
        enforcement: Enforcement::All,
        engine: EngineRef { engine: "regorus 0.14.1".to_owned(), program: "0.1.0".to_owned(), semantics: 1 },
        error: None,
    }
}

fn credit_failures() -> Vec<Finding> {
    let mut ratio = control(
        "BIAS-02",
        "bias",
        "Selection rates pass the four-fifths rule",
        Severity::Deny,
        "29 CFR 1607.4(D); Regulation (EU) 2024/1689, Article 10(2)(f)",
    );
    ratio.basis = Basis::Guidance;
    ratio.remediation = "Find what lowers the rate of the group, mitigate it, and measure again; or justify the difference in a signed waiver.".to_owned();
    let mut ratio =
        finding(ratio, Severity::Deny, Outcome::Fail, "impact ratio of `female` against `male` is 0.61, below 0.8");
    ratio.at = vec!["/fairness/summary/impact_ratio_min".to_owned()];
    ratio.known = Some(LeafState::Declared);
    let tier = control(
        "RISK-01",
        "risk-controls",
        "The declared tier is not below the computed one",
        Severity::Deny,
        "SR 26-2, section III",
    );
    let mut tier =
        finding(tier, Severity::Deny, Outcome::Fail, "declared tier `limited` is below the computed tier `high`");
    tier.at = vec!["/risk/declared_tier".to_owned()];
    tier.known = Some(LeafState::Declared);
    let auc = control("QUAL-AUC", "quality", "Discrimination is good enough", Severity::Warn, "SR 26-2, section IV");
    let mut auc = finding(auc, Severity::Warn, Outcome::Fail, "AUC 0.83 is below 0.85");
    auc.at = vec!["/evaluation/0/value".to_owned()];
    auc.known = Some(LeafState::Declared);
    let waived = control(
        "DATA-03",
        "card-completeness",
        "Training data are described",
        Severity::Deny,
        "ISO/IEC 42001:2023, A.7.4",
    );
    let mut waived = finding(waived, Severity::Deny, Outcome::Fail, "no period of the training data");
    waived.waiver = Some("W-2026-014".to_owned());
    let review = control(
        "EUAIA-9-03",
        "eu-high-risk",
        "The risk management system is approved",
        Severity::Deny,
        "Regulation (EU) 2024/1689, Article 9(5)",
    );
    let review = finding(review, Severity::Deny, Outcome::Review, "needs a signed approval by the risk owner");
    vec![ratio, tier, auc, waived, review]
}

/// A denied high-risk model with failures of each severity, a waiver, a review and forecasts.
pub(crate) fn credit() -> Decision {
    let mut findings = credit_failures();
    let mut scale = finding(
        control(
            "RISK-07",
            "risk-controls",
            "The number of affected persons is known",
            Severity::Warn,
            "SR 26-2, section III",
        ),
        Severity::Warn,
        Outcome::Unknown,
        "`lots` is not in the vocabulary",
    );
    scale.missing = vec!["/purpose/affected_persons/scale".to_owned()];
    let mut owner = finding(
        control(
            "CARD-04",
            "card-completeness",
            "Somebody owns the model",
            Severity::Deny,
            "NIST AI RMF 1.0, GOVERN 2.1",
        ),
        Severity::Deny,
        Outcome::Unknown,
        "`model.owners` is a placeholder",
    );
    owner.missing = vec!["/model/owners".to_owned()];
    findings.extend([scale, owner]);
    for number in 1..=12 {
        let id = format!("EUAIA-14-{number:02}");
        let outcome = if number <= 3 { Outcome::Fail } else { Outcome::Pass };
        let mut later = finding(
            control(
                &id,
                "eu-high-risk",
                "A person can stop the system",
                Severity::Deny,
                "Regulation (EU) 2024/1689, Article 14(4)",
            ),
            Severity::Deny,
            outcome,
            "no human can use: stop_mechanism",
        );
        later.forecast = Some("2027-12-02".parse::<Date>().unwrap());
        findings.push(later);
    }
    findings.extend(fillers("CARD", Outcome::Pass, 9));
    findings.extend(fillers("EUAIA-50", Outcome::NotApplicable, 8));
    let mut quality = pack("quality", PackStatus::Ran, "", 1);
    quality.loosened = vec!["auc_min".to_owned()];
    let packs = vec![
        pack("bias", PackStatus::Ran, "", 12),
        pack("eu-high-risk", PackStatus::Ran, "", 60),
        quality,
        pack("eu-gpai", PackStatus::NotApplicable, "not a general-purpose model", 20),
        pack("deploy", PackStatus::NotRun, "no manifest and no environment was named", 24),
    ];
    let leaves = [
        ("/model/owners/0/name", "\"TBD\"", LeafState::Placeholder),
        ("/risk/declared_tier", "\"limited\"", LeafState::Declared),
        ("/purpose/domain/0", "\"credit.scoring\"", LeafState::Declared),
        ("/purpose/affected_persons/scale", "\"lots\"", LeafState::Malformed),
        ("/fairness/summary/impact_ratio_min", "0.61", LeafState::Declared),
        ("/evaluation/0/value", "0.83", LeafState::Declared),
    ];
    let subject = subject("credit-scoring@1.4.0", "examples/credit-scoring/model_card.json", CREDIT_CARD, &leaves);
    let mut decision = decision(subject, Tier::High, Verdict::Deny, findings, packs);
    decision.scope = Scope::Deployment;
    decision.environment = Some(Environment::Production);
    decision
}

fn fillers(prefix: &str, outcome: Outcome, count: usize) -> impl Iterator<Item = Finding> {
    (1..=count).map(move |number| {
        let severity = if number % 3 == 0 { Severity::Warn } else { Severity::Deny };
        let control = control(
            &format!("{prefix}-{number:03}"),
            "card-completeness",
            "A control",
            severity,
            "NIST AI RMF 1.0, MAP 1.1",
        );
        finding(control, severity, outcome, "does not apply")
    })
}

/// A typical ad hoc card without an organisation policy: 150 undecided controls, two failures and three warnings.
pub(crate) fn adhoc() -> Decision {
    let facts = [
        "/purpose/domain",
        "/purpose/jurisdictions",
        "/oversight/override",
        "/model/owners",
        "/monitoring/plan",
        "/evaluation/*/n",
        "/deployment/environment",
        "/purpose/decision/autonomy",
    ];
    let mut findings: Vec<Finding> = fillers("EUAIA", Outcome::Unknown, 150).collect();
    for (number, finding) in findings.iter_mut().enumerate() {
        finding.message = "a fact is missing".to_owned();
        // Each fact settles about half as many controls as the one before it.
        let fact = (number + 1).trailing_zeros() as usize;
        finding.missing = vec![facts[fact.min(facts.len() - 1)].to_owned()];
    }
    let mut honest = finding(
        control("EH-03", "evidence-honesty", "A claim has numbers behind it", Severity::Deny, "FTC Act, section 5"),
        Severity::Deny,
        Outcome::Fail,
        "`bias_detected: false` is claimed without a single number by group",
    );
    honest.at = vec!["/fairness/claim".to_owned()];
    let mut gap = finding(
        control(
            "EH-04",
            "evidence-honesty",
            "A metric says what it was measured on",
            Severity::Deny,
            "NIST AI RMF 1.0, MEASURE 2.1",
        ),
        Severity::Deny,
        Outcome::Fail,
        "accuracy 0.95 names neither a data set nor a number of examples",
    );
    gap.at = vec!["/evaluation/0/value".to_owned()];
    findings.extend([honest, gap]);
    for id in ["CARD-11", "CARD-12", "QUAL-07"] {
        let mut warning = finding(
            control(id, "quality", "A warning", Severity::Warn, "SR 26-2, section IV"),
            Severity::Warn,
            Outcome::Fail,
            "AUC 0.97 is given without a confidence interval or a number of examples to compute one from",
        );
        warning.at = vec!["/evaluation/1/value".to_owned()];
        findings.push(warning);
    }
    findings.extend(fillers("INTAKE", Outcome::Pass, 11));
    let leaves = [
        ("/fairness/claim", "false", LeafState::Derived),
        ("/evaluation/0/value", "0.95", LeafState::Declared),
        ("/evaluation/1/value", "0.97", LeafState::Declared),
    ];
    let subject = subject("churn@3", "model_card.json", ADHOC_CARD, &leaves);
    let names = [
        "eu-scope",
        "risk",
        "intake",
        "risk-controls",
        "eu-prohibited",
        "eu-high-risk",
        "eu-transparency",
        "card-completeness",
        "evidence-honesty",
        "bias",
        "quality",
    ];
    let mut packs: Vec<PackRun> = names.map(|name| pack(name, PackStatus::Ran, "", 15)).to_vec();
    packs.push(pack("eu-gpai", PackStatus::Unknown, "`gpai.general_purpose` is not known", 14));
    packs.push(pack("deploy", PackStatus::NotRun, "no manifest and no environment was named", 24));
    let mut decision = decision(subject, Tier::Limited, Verdict::Deny, findings, packs);
    decision.tier.established = None;
    decision.management.org = None;
    decision.jurisdictions = vec![];
    decision
}

/// An allowed model, in a what-if run whose jurisdictions only the card names.
pub(crate) fn allowed() -> Decision {
    let findings = fillers("CARD", Outcome::Pass, 40).chain(fillers("EUAIA", Outcome::NotApplicable, 70)).collect();
    let subject = subject("churn-model@2.3.0", "models/churn.json", "{\"model\": {\"name\": \"churn-model\"}}\n", &[]);
    let mut decision = decision(
        subject,
        Tier::Limited,
        Verdict::Allow,
        findings,
        vec![pack("card-completeness", PackStatus::Ran, "", 40)],
    );
    decision.jurisdictions_declared = true;
    decision.mode.what_if = true;
    decision
}

/// A document that could not be read.
pub(crate) fn unreadable() -> Decision {
    let subject = subject("models/broken.json", "models/broken.json", "{\"a\": 1, \"a\": 2}\n", &[]);
    let mut decision = decision(subject, Tier::Minimal, Verdict::Error(ErrorKind::Input), vec![], vec![]);
    decision.tier.established = None;
    decision.error = Some(DecisionError {
        code: "input/duplicate-key".to_owned(),
        message: "`models/broken.json`, line 1, column 10: key `a` occurs twice".to_owned(),
        brief: "key `a` occurs twice".to_owned(),
        position: Some(Position { start: 9, end: 12, line: 1, column: 10, end_line: 1, end_column: 13 }),
        hint: Some("keep one of the two".to_owned()),
    });
    decision
}

/// Text that tries to steer terminals, CI systems, Markdown and HTML.
pub(crate) const HOSTILE: &str =
    "evil\u{1b}[2J\u{1b}]0;owned\u{7}\r\n::error::pwned\u{202e}|<script>alert(1)</script>@everyone `x` ]]> \u{0} end";

/// A failing decision in which every text that a card's author controls is hostile.
pub(crate) fn hostile() -> Decision {
    let text = format!("{{\"name\": \"{HOSTILE}\"}}");
    let mut finding = finding(
        control("EH-99", "evidence-honesty", HOSTILE, Severity::Deny, HOSTILE),
        Severity::Deny,
        Outcome::Fail,
        HOSTILE,
    );
    finding.at = vec!["/model/name".to_owned()];
    let mut unknown = finding.clone();
    unknown.outcome = Outcome::Unknown;
    unknown.missing = vec!["/model/name".to_owned()];
    let subject = subject(HOSTILE, &format!("{HOSTILE}.json"), &text, &[("/model/name", "evil", LeafState::Declared)]);
    let mut decision = decision(
        subject,
        Tier::High,
        Verdict::Deny,
        vec![finding, unknown],
        vec![pack("eu-gpai", PackStatus::NotRun, HOSTILE, 1)],
    );
    decision.jurisdictions = vec![HOSTILE.to_owned()];
    decision.jurisdictions_declared = true;
    decision.error = Some(DecisionError {
        code: "input/x".to_owned(),
        message: HOSTILE.to_owned(),
        brief: HOSTILE.to_owned(),
        position: None,
        hint: Some(HOSTILE.to_owned()),
    });
    decision
}

const CHECKPOINT: &str =
    "govern.local/3f2a91c0\n18\nk3Jd0ZC0pVQhYt1mCqkXb2n7v1yEwq3o7s0q5w1bT2Y=\n\n— govern.local/3f2a91c0 AbCdEf==\n";

/// The view of a decision, recorded as entry 17.
pub(crate) fn logged(decision: &Decision) -> DecisionView<'_> {
    let receipt = ReceiptView::Logged(LoggedView {
        origin: "govern.local/3f2a91c0",
        seq: 17,
        time: "2026-11-21T09:30:00.123Z".parse().unwrap(),
        entry_hash: digest(0x4f),
        envelope: br#"{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]}"#,
        checkpoint: CHECKPOINT,
        key_note: "local, unanchored",
    });
    DecisionView { decision, receipt }
}
