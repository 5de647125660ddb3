//! `soc2lint completions`: what a shell completes.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::CliError;
use super::output::to_stdout;
use crate::lint::ExitStatus;

/// Write what a shell needs to complete subcommands, options and their values
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  soc2lint completions bash > ~/.local/share/bash-completion/completions/soc2lint
  soc2lint completions zsh > ~/.zfunc/_soc2lint
  soc2lint completions fish > ~/.config/fish/completions/soc2lint.fish")]
pub(super) struct Arguments {
    /// For which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    // A buffer, because the generator takes a closed pipe for a mistake of ours.
    let mut text = Vec::new();
    generate(arguments.shell, &mut super::Arguments::command(), "soc2lint", &mut text);
    to_stdout(|out| out.write_all(&text))?;
    Ok(ExitStatus::Clean)
}
