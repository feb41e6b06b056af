//! Where results go: one renderer for each target, files replaced only when they are complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::audit::Recorded;
use crate::cli::talk::Stop;
use crate::cli::world::World;
use crate::config::{columns, force_colour, no_colour};
use crate::report::{DecisionView, Options, RENDERERS, Renderer, RunSummary, Target, Verbosity, targets};

/// The width of lines where no terminal says otherwise.
const DEFAULT_WIDTH: usize = 100;

/// One target with its renderer.
struct Outlet {
    renderer: Box<dyn Renderer>,
    file: Option<PartialFile>,
}

/// A file that takes its name only when it is complete; without that, nothing stays of it.
struct PartialFile {
    path: PathBuf,
    /// Where it is written; nowhere else for a device or a pipe such as `/dev/stderr`, and once it is complete.
    partial: Option<PathBuf>,
    writer: BufWriter<File>,
}

/// All targets of a run.
pub(crate) struct Outlets {
    outlets: Vec<Outlet>,
}

/// Reads `-o` values into targets; those of govern.toml where the command line has none.
pub(crate) fn parse_targets(given: &[String], configured: &[String]) -> Result<Vec<Target>, Stop> {
    let names: Vec<&'static str> = RENDERERS.iter().map(|format| format.name).collect();
    let values = if given.is_empty() { configured } else { given };
    targets(values, &names).map_err(Stop::could_not_run)
}

/// What is known about the place that people read.
pub(crate) fn options(world: &World<'_>, verbosity: Verbosity, to_terminal: bool) -> Options {
    let colour = !no_colour(&world.variables) && (to_terminal || force_colour(&world.variables));
    let width = columns(&world.variables).or(world.terminal.width).unwrap_or(DEFAULT_WIDTH);
    Options { verbosity, colour, width: width.clamp(40, 120), unicode: true }
}

impl Outlets {
    /// Opens every target; a file that cannot be written is known before anything is decided.
    pub(crate) fn open(targets: &[Target], world: &World<'_>, verbosity: Verbosity) -> Result<Self, Stop> {
        let mut outlets: Vec<Outlet> = Vec::with_capacity(targets.len());
        for target in targets {
            let Some(format) = RENDERERS.iter().find(|format| format.name == target.format) else { continue };
            // `./a` and `a` are one file: their components are the same.
            let path = target.path.as_ref().map(|path| world.cwd.join(path).components().collect::<PathBuf>());
            if outlets.iter().filter_map(|other| other.file.as_ref()).any(|file| Some(&file.path) == path.as_ref()) {
                let place = target.path.as_deref().unwrap_or_else(|| Path::new("-")).display();
                return Err(Stop::usage(format!("two outputs go to `{place}`"), "give each of them a file of its own"));
            }
            let file = path.as_deref().map(PartialFile::create).transpose()?;
            let to_terminal = file.is_none() && world.terminal.stdout;
            outlets.push(Outlet { renderer: (format.make)(options(world, verbosity, to_terminal)), file });
        }
        Ok(Self { outlets })
    }

    /// Writes one recorded decision to every target.
    pub(crate) fn decision(&mut self, recorded: &Recorded, stdout: &mut dyn Write) -> io::Result<()> {
        let view = DecisionView::from(recorded);
        self.each(stdout, |renderer, out| renderer.decision(&view, out))
    }

    /// Writes what follows the last decision, and gives the files their names.
    pub(crate) fn finish(mut self, summary: &RunSummary, stdout: &mut dyn Write) -> io::Result<()> {
        self.each(stdout, |renderer, out| renderer.finish(summary, out))?;
        for outlet in self.outlets {
            if let Some(file) = outlet.file {
                file.complete()?;
            }
        }
        tolerate_closed_pipe(stdout.flush())
    }

    fn each(
        &mut self,
        stdout: &mut dyn Write,
        mut write: impl FnMut(&mut dyn Renderer, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        for outlet in &mut self.outlets {
            let written = match &mut outlet.file {
                Some(file) => write(outlet.renderer.as_mut(), &mut file.writer),
                None => write(outlet.renderer.as_mut(), stdout),
            };
            tolerate_closed_pipe(written)?;
        }
        Ok(())
    }
}

/// Whoever reads our output may stop reading: the run goes on, and its status stays what it is.
pub(crate) fn tolerate_closed_pipe(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

impl PartialFile {
    fn create(path: &Path) -> Result<Self, Stop> {
        if path.is_dir() {
            return Err(Stop::usage(
                format!("`{}` is a directory", path.display()),
                "give the output the name of a file",
            ));
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".partial");
        let is_device = path.exists() && !path.is_file();
        let partial = (!is_device).then(|| path.with_file_name(name));
        let opened = match &partial {
            Some(partial) => File::create(partial),
            None => File::options().write(true).open(path),
        };
        let file = opened.map_err(|error| {
            Stop::usage(
                format!("cannot write `{}`: {error}", path.display()),
                "check the path after `=` and its permissions",
            )
        })?;
        Ok(Self { path: path.to_owned(), partial, writer: BufWriter::new(file) })
    }

    fn complete(mut self) -> io::Result<()> {
        tolerate_closed_pipe(self.writer.flush())?;
        if let Some(partial) = self.partial.take() {
            fs::rename(&partial, &self.path).inspect_err(|_| drop(fs::remove_file(&partial)))?;
        }
        Ok(())
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if let Some(partial) = &self.partial {
            // The run has failed already; a file that cannot be removed changes nothing about that.
            drop(fs::remove_file(partial));
        }
    }
}

/// Writes a whole result to a file or to standard output.
pub(crate) fn write_bytes(target: &Target, bytes: &[u8], world: &mut World<'_>) -> Result<(), Stop> {
    match &target.path {
        None => Ok(tolerate_closed_pipe(world.stdout.write_all(bytes))?),
        Some(path) => {
            let mut file = PartialFile::create(&world.cwd.join(path))?;
            file.writer.write_all(bytes)?;
            Ok(file.complete()?)
        }
    }
}
