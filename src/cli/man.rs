//! `soc2lint man`: the manual pages.

use std::io::Write;

use camino::Utf8PathBuf;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::CliError;
use super::output::{to_file, to_stdout};
use crate::lint::ExitStatus;

/// Write the manual page of the program, or those of all its subcommands to a directory
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  soc2lint man | man -l -
  soc2lint man --directory ~/.local/share/man/man1")]
pub(super) struct Arguments {
    /// Write all pages to this directory, which has to exist
    #[arg(long, value_name = "DIR")]
    directory: Option<Utf8PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let mut program = super::Arguments::command();
    program.build();
    match &arguments.directory {
        None => to_stdout(|out| render(&program, "soc2lint", out))?,
        Some(directory) => {
            for command in std::iter::once(&program).chain(program.get_subcommands()) {
                let name = match command.get_name() {
                    "soc2lint" => "soc2lint".to_owned(),
                    subcommand => format!("soc2lint-{subcommand}"),
                };
                to_file(&directory.join(format!("{name}.1")), |out| render(command, &name, out))?;
            }
        }
    }
    Ok(ExitStatus::Clean)
}

fn render(command: &Command, name: &str, mut out: &mut dyn Write) -> std::io::Result<()> {
    Man::new(command.clone().display_name(name.to_owned())).title(name).render(&mut out)
}
