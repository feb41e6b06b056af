//! From the model to the structures of `govern/check/v1`.

use crate::model::{Decision, Enforcement, ErrorKind, Finding, Subject, Verdict};
use crate::report::json::shape::{
    ArtifactShape, CountsShape, DecisionShape, DocumentShape, EngineShape, ErrorShape, FactShape, FailureShape,
    FindingShape, JurisdictionsShape, PackShape, PlaceShape, ReceiptShape, SkippedShape, SubjectShape, SummaryShape,
    TierShape,
};
use crate::report::place::{Place, place_of};
use crate::report::renderer::RunSummary;
use crate::report::standing::{Standing, Tally};
use crate::report::unknowns::missing_facts;
use crate::report::view::{DecisionView, ReceiptView};
use crate::report::wording::{self, basis_word, severity_word};

/// One decision.
pub(crate) fn decision<'a>(view: &DecisionView<'a>) -> DecisionShape<'a> {
    let decision = view.decision;
    let subject = &decision.subject.subject;
    DecisionShape {
        subject: subject_shape(decision),
        verdict: decision.verdict.word(),
        error_kind: match decision.verdict {
            Verdict::Error(ErrorKind::Input) => Some("input"),
            Verdict::Error(ErrorKind::Policy) => Some("policy"),
            _ => None,
        },
        error: decision.error.as_ref().map(|error| ErrorShape {
            code: &error.code,
            message: &error.message,
            line: error.position.map(|at| at.line),
            column: error.position.map(|at| at.column),
            hint: error.hint.as_deref(),
        }),
        reason: wording::reason(decision),
        scope: decision.scope.word(),
        environment: decision.environment.map(|environment| environment.word()),
        as_of: decision.as_of.to_string(),
        what_if: decision.mode.what_if,
        partial: decision.mode.partial,
        enforced: decision.enforcement == Enforcement::All,
        tier: TierShape {
            established: decision.tier.established.map(|tier| tier.word()),
            at_least: decision.tier.at_least.word(),
        },
        jurisdictions: JurisdictionsShape {
            codes: &decision.jurisdictions,
            declared_by_card_only: decision.jurisdictions_declared,
        },
        organisation_policy: decision.management.org.map(|digest| digest.to_string()),
        configuration: decision.management.config.map(|digest| digest.to_string()),
        engine: EngineShape {
            engine: &decision.engine.engine,
            program: &decision.engine.program,
            semantics: decision.engine.semantics,
        },
        classes: &decision.classes,
        packs: packs(decision),
        counts: counts(decision),
        findings: decision.findings.iter().map(|finding| finding_shape(subject, finding)).collect(),
        missing_facts: facts(decision),
        receipt: receipt(view),
    }
}

/// The end of a run.
pub(crate) fn summary(summary: &RunSummary) -> SummaryShape<'_> {
    let failures = summary.failures.iter().map(|failure| FailureShape {
        path: failure.path.as_deref(),
        code: &failure.code,
        message: &failure.message,
        hint: failure.hint.as_deref(),
        line: failure.place.as_ref().map(|(_, at)| at.line),
        column: failure.place.as_ref().map(|(_, at)| at.column),
    });
    let skipped = summary.skipped.iter().map(|file| SkippedShape { path: &file.path, reason: &file.reason });
    SummaryShape {
        exit: summary.exit,
        allow: summary.verdicts.allow,
        deny: summary.verdicts.deny,
        review: summary.verdicts.review,
        error: summary.verdicts.error,
        failures: failures.collect(),
        skipped: skipped.collect(),
    }
}

fn subject_shape(decision: &Decision) -> SubjectShape<'_> {
    let subject = &decision.subject.subject;
    let documents = subject.documents.iter().map(|document| DocumentShape {
        name: &document.source.name,
        format: document.format,
        part: document.part,
        digest: document.source.digest.to_string(),
    });
    let artifact =
        subject.artifact.as_ref().map(|file| ArtifactShape { name: &file.name, digest: file.digest.to_string() });
    SubjectShape {
        id: &subject.id,
        kind: subject.kind.word(),
        digest: decision.subject.digest.to_string(),
        documents: documents.collect(),
        artifact,
    }
}

fn packs(decision: &Decision) -> Vec<PackShape<'_>> {
    let packs = decision.packs.iter().map(|run| PackShape {
        id: &run.pack.id,
        version: &run.pack.version,
        digest: run.pack.digest.to_string(),
        title: &run.title,
        status: run.status.word(),
        reason: &run.reason,
        controls: run.controls,
        loosened: &run.loosened,
    });
    packs.collect()
}

fn counts(decision: &Decision) -> CountsShape {
    let tally = Tally::of(decision);
    CountsShape {
        failed: tally.failed,
        undecided: tally.undecided,
        review: tally.review,
        passed: tally.passed,
        not_applicable: tally.not_applicable,
        waived: tally.waived,
        forecast: tally.forecast,
        broken: tally.broken,
    }
}

fn finding_shape<'a>(subject: &'a Subject, finding: &'a Finding) -> FindingShape<'a> {
    let control = &finding.control;
    FindingShape {
        control: &control.id,
        pack: &control.pack,
        title: &control.title,
        outcome: finding.outcome.word(),
        standing: Standing::of(finding).word(),
        severity: severity_word(finding.severity),
        message: &finding.message,
        citation: &control.citation,
        basis: basis_word(control.basis),
        remediation: &control.remediation,
        at: finding
            .at
            .iter()
            .filter_map(|pointer| place_of(subject, pointer))
            .map(|place| place_shape(&place))
            .collect(),
        missing: &finding.missing,
        applies_from: finding.forecast.map(|date| date.to_string()),
        known: finding.known.map(|state| state.word()),
        waiver: finding.waiver.as_deref(),
    }
}

fn place_shape<'a>(place: &Place<'a>) -> PlaceShape<'a> {
    PlaceShape {
        pointer: place.pointer,
        document: &place.document.source.name,
        line: place.position.map(|at| at.line),
        column: place.position.map(|at| at.column),
        end_line: place.position.map(|at| at.end_line),
        end_column: place.position.map(|at| at.end_column),
        state: place.state().word(),
        // Machine output is stored and forwarded: personal data stay in the document.
        raw: place.leaf.filter(|leaf| !leaf.personal).map(|leaf| leaf.raw.as_str()),
    }
}

fn facts(decision: &Decision) -> Vec<FactShape<'_>> {
    let facts = missing_facts(decision).into_iter().map(|fact| FactShape {
        pointer: fact.pointer,
        name: fact.name,
        state: fact.state.word(),
        settles: fact.findings.iter().map(|finding| finding.control.id.as_str()).collect(),
    });
    facts.collect()
}

fn receipt<'a>(view: &DecisionView<'a>) -> ReceiptShape<'a> {
    let managed = view.decision.management.org.is_some();
    match view.receipt {
        ReceiptView::DryRun => ReceiptShape::DryRun { recorded: false, managed },
        ReceiptView::Logged(logged) => ReceiptShape::Logged {
            recorded: true,
            origin: logged.origin,
            seq: logged.seq,
            time: logged.time.to_string(),
            entry_hash: logged.entry_hash.to_string(),
            key: logged.key_note,
            checkpoint: logged.checkpoint,
            managed,
        },
    }
}
