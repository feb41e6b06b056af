//! Help: every command has an example, the ones that answer with a status say which, and the texts are reviewed.

use crate::world::{Directory, Run};

/// Every command, as typed.
const COMMANDS: [&[&str]; 12] = [
    &[],
    &["check"],
    &["show"],
    &["explain"],
    &["policy", "list"],
    &["policy", "new"],
    &["audit", "init"],
    &["audit", "verify"],
    &["audit", "show"],
    &["audit", "list"],
    &["report"],
    &["init"],
];

fn help(command: &[&str]) -> Run {
    Directory::new().run(&[command, &["--help"]].concat())
}

#[test]
fn every_command_has_help_with_an_example_and_its_statuses() {
    for command in COMMANDS {
        let run = help(command);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{command:?}");
        let name = command.join(" ");
        let example = format!("\n  govern {name}");
        let starts = run.stdout.match_indices(&example).count();
        assert!(starts > 0, "`govern {name} --help` shows no example:\n{}", run.stdout);
        assert!(
            run.stdout.contains("Exit status: "),
            "`govern {name} --help` does not say its statuses:\n{}",
            run.stdout
        );
        for line in run.stdout.lines() {
            assert!(line.chars().count() <= 120, "`govern {name} --help`: {line}");
        }
    }
}

/// Every command that the help lists is tested here.
#[test]
fn no_command_is_forgotten() {
    let listed = |text: &str| -> Vec<String> {
        let commands = text.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
        let names = commands.lines().filter_map(|line| line.split_whitespace().next());
        names.filter(|name| *name != "help").map(str::to_owned).collect()
    };
    let mut found = Vec::new();
    for name in listed(&help(&[]).stdout) {
        let below = listed(&help(&[&name]).stdout);
        if below.is_empty() {
            found.push(name);
        } else {
            found.extend(below.iter().map(|verb| format!("{name} {verb}")));
        }
    }
    found.sort();
    let mut known: Vec<String> = COMMANDS.iter().skip(1).map(|command| command.join(" ")).collect();
    known.sort();
    assert_eq!(found, known);
}

#[test]
fn the_texts_are_reviewed() {
    for command in COMMANDS {
        insta::assert_snapshot!(format!("help {}", command.join(" ")).trim(), help(command).stdout);
    }
}

#[test]
fn mistakes_on_the_command_line_are_status_2_and_say_what_was_meant() {
    for (arguments, expected) in [
        (&[][..], "Usage: govern <COMMAND>"),
        (&["chek", "card.json"], "a similar subcommand exists: 'check'"),
        (&["check"], "<PATH>..."),
        (&["check", "card.json", "--outptu", "json"], "a similar argument exists: '--output'"),
        (
            &["check", "card.json", "--environment", "prod"],
            "`prod` is not one of development, test, staging, production",
        ),
        (&["check", "card.json", "--as-of", "2026-02-30"], "`2026-02-30` is not a date of the form YYYY-MM-DD"),
        (&["check", "card.json", "--as-of", "9999-12-31"], "`9999-12-31` is not between 1970-01-01 and 2261-12-31"),
        (&["check", "card.json", "--org-digest", "12"], "`12` is not a digest"),
        (&["explain", "EUAIA-14-2"], "did you mean `EUAIA-14-02`?"),
        (&["explain", "qualty"], "did you mean `quality`?"),
    ] {
        let run = Directory::new().run(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.stderr.contains(expected), "{arguments:?}: {run:?}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let run = Directory::new().run(&["--version"]);
    assert_eq!((run.status, run.stdout), (0, format!("govern {}\n", env!("CARGO_PKG_VERSION"))));
}
