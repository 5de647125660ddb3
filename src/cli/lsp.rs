//! `soc2lint lsp`: the language server on standard input and output.

use lsp_server::Connection;

use super::CliError;
use crate::lint::ExitStatus;
use crate::lsp;

pub(super) fn run() -> Result<ExitStatus, CliError> {
    let (connection, threads) = Connection::stdio();
    let served = lsp::serve(&connection, &|root, sources| super::check::options_of(root, sources));
    // The writing thread ends when nobody can write any more.
    drop(connection);
    let _ = threads.join();
    served.map(|()| ExitStatus::Clean).map_err(|error| CliError::Usage(error.to_string()))
}
