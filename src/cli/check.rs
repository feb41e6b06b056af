//! `govern check`: read, decide, record, explain.

use std::io::Read as _;
use std::path::PathBuf;

use clap::Args;

use crate::audit::Blob;
use crate::cli::dates;
use crate::cli::exit::ExitStatus;
use crate::cli::output::{Outlets, parse_targets};
use crate::cli::packs::{PackArgs, policy_set};
use crate::cli::session;
use crate::cli::talk::Stop;
use crate::cli::world::World;
use crate::config::{Flags, Settings, actor};
use crate::gate::{Case, Circumstances, EnforcementTable, GateError, Sink, Surroundings, run};
use crate::input::{self, Group, Plan, ReadRequest};
use crate::model::{Date, Digest, Enforcement, Environment, Explain as _, Mode};
use crate::policy::{Evaluator, PolicySet};
use crate::report::{Failure, RunSummary, SkippedFile, Verbosity};

/// Decide whether models and deployments pass, record the decisions, and explain them.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern check model_card.json
  govern check models/ deploy/*.yaml -o text -o sarif=govern.sarif
  govern check - --stdin-filename card.json < card.json
  govern check --environment production --artifact model.onnx card.json
  govern check --as-of 2027-12-02 card.json          # what will the law say then?
  govern check --control EUAIA-14-02 card.json       # one control, while you work on it

Exit status: 0 allowed, 1 denied, 2 could not run, 3 review needed or evidence insufficient,
4 a policy failed, 5 decided but not recorded.")]
pub(crate) struct CheckArgs {
    /// Model cards, manifests, and directories to search; `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Output: text, json, sarif, junit, github, gitlab, markdown or dsse; with `=PATH` to a file; may be repeated
    /// [default: text].
    #[arg(short, long = "output", value_name = "FORMAT[=PATH]")]
    output: Vec<String>,
    #[command(flatten)]
    packs: PackArgs,
    /// Read the law at this date; another date than today never exits 0.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = dates::parse)]
    as_of: Option<Date>,
    /// Decide without recording; never exits 0.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    configuration: ConfigurationArgs,
    /// One line for each decision.
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Everything, also what passed.
    #[arg(short, long)]
    verbose: bool,
}

/// How inputs are read.
#[derive(Args, Debug, Default)]
pub(crate) struct InputArgs {
    /// Environment that is deployed to: development, test, staging or production; the strictest that anybody names
    /// counts.
    #[arg(long, value_name = "NAME", value_parser = parse_environment)]
    pub(crate) environment: Option<Environment>,
    /// File or directory of the model itself: it is hashed, and the decision is bound to it.
    #[arg(long, value_name = "PATH")]
    artifact: Option<PathBuf>,
    /// Name of standard input, for its format and for messages.
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: String,
    /// Read every named file as this format, such as native, huggingface or cyclonedx; found out otherwise.
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<String>,
}

/// Where configuration and log are.
#[derive(Args, Debug, Default)]
pub(crate) struct ConfigurationArgs {
    /// Organisation policy; also GOVERN_ORG.
    #[arg(long, value_name = "FILE")]
    org: Option<PathBuf>,
    /// Digest that the organisation policy must have.
    #[arg(long, value_name = "sha256:HEX", value_parser = parse_digest)]
    org_digest: Option<Digest>,
    /// Audit log; it must be there already.
    #[arg(long, value_name = "PATH")]
    log: Option<PathBuf>,
    /// Configuration file [default: govern.toml here or above].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl ConfigurationArgs {
    /// Reads the configuration.
    pub(crate) fn settings(&self, world: &World<'_>) -> Result<Settings, Stop> {
        let flags = Flags {
            organisation: self.org.clone(),
            organisation_digest: self.org_digest,
            log: self.log.clone(),
            config: self.config.clone(),
        };
        Settings::read(&flags, &world.variables, &world.cwd).map_err(Stop::could_not_run)
    }
}

fn parse_environment(text: &str) -> Result<Environment, String> {
    Environment::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = Environment::ALL.into_iter().map(Environment::word).collect();
        format!("`{text}` is not one of {}", words.join(", "))
    })
}

fn parse_digest(text: &str) -> Result<Digest, String> {
    text.parse().map_err(|error: crate::model::DigestError| error.to_string())
}

/// Runs `govern check`.
pub(crate) fn check(args: &CheckArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let settings = args.configuration.settings(world)?;
    settings.require_own_log().map_err(Stop::could_not_run)?;
    let configured = settings.project.as_ref().map(|project| project.file.output.clone()).unwrap_or_default();
    let targets = parse_targets(&args.output, &configured)?;
    let today = Date::of(world.now);
    let as_of = args.as_of.unwrap_or(today);
    let policies = std::thread::scope(|scope| {
        scope.spawn(input::prepare);
        policy_set(&args.packs, &settings, as_of, &world.cwd)
    })?;
    let plan = read_plan(&args.paths, &args.input, &settings, world)?;
    refuse_unhashed_artifact(&plan)?;
    let cases = cases(&plan);
    let verbosity = match (args.quiet, args.verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Normal,
    };
    let mut outlets = Outlets::open(&targets, world, verbosity)?;
    // A run that has nothing to record makes no log; one that has something opens it before anything is decided.
    let unrecorded = args.dry_run || cases.is_empty();
    let mut log = if unrecorded { None } else { Some(session::open(&settings.log, world)?) };
    let circumstances = circumstances(args, &settings, &policies, world);
    let mut summary = summary_of(&plan);
    if cases.is_empty() && summary.failures.is_empty() {
        summary.failures.push(nothing_decided());
    }
    let mut status = if summary.failures.is_empty() { ExitStatus::Yes } else { ExitStatus::CouldNotRun };
    let mut sink = log.as_mut().map_or(Sink::DryRun, Sink::Log);
    let mut surroundings = Surroundings { now: world.now, random: &mut *world.random, kept: kept(&settings) };
    let stdout = &mut *world.stdout;
    let read = |case: &Pending<'_>| case.read(&plan);
    let mut evaluators: Vec<Evaluator<'_>> = (0..world.threads.max(1)).map(|_| Evaluator::new(&policies)).collect();
    let work = (cases.as_slice(), &read, evaluators.as_mut_slice());
    let outcome = run(&circumstances, &mut sink, &mut surroundings, work, &mut |recorded| {
        summary.verdicts.add(recorded.decision().verdict);
        status = status.worse(ExitStatus::of(recorded.decision()));
        outlets.decision(&recorded, stdout).map_err(|source| GateError::Output { source })
    });
    // The process ends here: taking the syntax trees apart node by node would only cost the user time.
    std::mem::forget(evaluators);
    match outcome {
        Ok(()) => {
            summary.exit = status.code();
            outlets.finish(&summary, stdout)?;
            Ok(status)
        }
        Err(error @ GateError::NotRecorded { .. }) => Err(Stop::with(ExitStatus::NotRecorded, error)),
        Err(error) => Err(Stop::could_not_run(error)),
    }
}

/// Finds and recognises what a run reads.
pub(crate) fn read_plan(
    paths: &[PathBuf],
    args: &InputArgs,
    settings: &Settings,
    world: &mut World<'_>,
) -> Result<Plan, Stop> {
    let mut limits = input::Limits::default();
    if let Some(bytes) = settings.project.as_ref().and_then(|project| project.file.limits.input_bytes) {
        limits.file_bytes = bytes.get();
    }
    let from_stdin = paths.iter().any(|path| path.as_os_str() == "-");
    let stdin = if from_stdin {
        let mut bytes = Vec::new();
        world
            .stdin
            .take(limits.file_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| Stop::usage(format!("cannot read standard input: {error}"), "pipe a card into it"))?;
        Some((args.stdin_filename.clone(), bytes))
    } else {
        None
    };
    let paths: Vec<PathBuf> = paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect();
    let request = ReadRequest {
        paths: &paths,
        cwd: &world.cwd,
        stdin,
        input_format: args.input_format.as_deref(),
        artifact: args.artifact.as_deref(),
        environment: args.environment,
        limits,
        threads: world.threads,
    };
    Ok(input::plan(&request))
}

fn circumstances<'a>(
    args: &CheckArgs,
    settings: &Settings,
    policies: &'a PolicySet,
    world: &World<'_>,
) -> Circumstances<'a> {
    let today = Date::of(world.now);
    let organisation = settings.organisation.as_ref();
    let recorded_only = Environment::ALL
        .into_iter()
        .filter(|environment| organisation.is_some_and(|org| org.enforcement(Some(*environment)) == Enforcement::None))
        .collect();
    Circumstances {
        policies,
        organisation: organisation.map(crate::config::Organisation::facts),
        jurisdictions: organisation.map(|org| org.file.jurisdictions.clone()).unwrap_or_default(),
        environment: args.input.environment,
        today,
        mode: Mode { what_if: args.dry_run || policies.as_of != today, partial: policies.partial },
        actor: actor(&world.variables),
        management: settings.management(),
        enforcement: EnforcementTable { recorded_only },
        program: concat!("govern ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// Configuration and organisation policy, kept in the log by digest.
fn kept(settings: &Settings) -> Vec<Blob> {
    let project = settings.project.as_ref().map(|project| project.text.as_str());
    let organisation = settings.organisation.as_ref().map(|organisation| organisation.text.as_str());
    [project, organisation].into_iter().flatten().map(|text| Blob::of(text.as_bytes())).collect()
}

/// What a run decides about: the subjects, then the inputs that name one and cannot be read.
enum Pending<'p> {
    Group(&'p Group),
    Failure(&'p input::Failure),
}

impl Pending<'_> {
    fn read(&self, plan: &Plan) -> Case {
        match self {
            Self::Group(group) => match input::load(plan, group) {
                Ok(subject) => Case::Subject(subject),
                Err(failure) => Case::Unreadable(failure),
            },
            Self::Failure(failure) => Case::Unreadable((*failure).clone()),
        }
    }
}

fn cases(plan: &Plan) -> Vec<Pending<'_>> {
    let failures = plan.failures.iter().filter(|failure| failure.names_a_subject);
    plan.groups.iter().map(Pending::Group).chain(failures.map(Pending::Failure)).collect()
}

/// A decision that was to be bound to an artefact is not made without it.
fn refuse_unhashed_artifact(plan: &Plan) -> Result<(), Stop> {
    plan.artifact_error.clone().map_or(Ok(()), |error| Err(Stop::could_not_run(error)))
}

fn summary_of(plan: &Plan) -> RunSummary {
    let skipped = plan.skipped.iter();
    let skipped = skipped.map(|one| SkippedFile { path: one.path.clone(), reason: one.reason.clone() }).collect();
    let mut summary = RunSummary { skipped, ..RunSummary::default() };
    for failure in plan.failures.iter().filter(|failure| !failure.names_a_subject) {
        summary.failures.push(Failure {
            path: Some(failure.error.place.file.clone()),
            code: failure.error.code().to_owned(),
            message: failure.error.problem.to_string(),
            hint: failure.error.hint(),
            place: failure.source.clone().zip(failure.error.place.position),
        });
    }
    summary
}

/// Nothing to decide about is no yes: a gate that looks at the wrong files must not open.
fn nothing_decided() -> Failure {
    Failure {
        path: None,
        code: "cli/nothing-decided".to_owned(),
        message: "nothing was decided: there is neither a model card nor a workload".to_owned(),
        hint: Some("name the card; templates and services alone are nothing to decide about".to_owned()),
        place: None,
    }
}
