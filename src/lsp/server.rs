//! One conversation with one client.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProvider, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, HoverParams, HoverProvider, InitializeParams,
    InitializeResult, LogMessageParams, MessageType, PublishDiagnosticsParams, Save, ServerCapabilities, ServerInfo,
    TextDocumentContentChangeEvent, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFolders,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::document::{canonical, path_of, uri_of};
use super::position::Encoding;
use super::session::Session;
use super::{actions, diagnostics, hover};
use crate::lint;
use crate::workspace::{Repository, SourceMap};

/// Why a conversation ended that should have gone on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The client broke the protocol.
    #[error("the client does not speak the language server protocol: {0}")]
    Protocol(#[from] ProtocolError),
    /// A message could not be read or written as JSON.
    #[error("a message is not as the language server protocol has it: {0}")]
    Message(#[from] serde_json::Error),
}

/// Gives the options of a run over the repository with this root, whose spans point into these texts; and what is wrong with its
/// settings, in words.
pub type FindOptions<'a> = &'a dyn Fn(&Utf8Path, &Arc<SourceMap>) -> (lint::Options, Option<String>);

/// Speaks with a client until it says goodbye.
///
/// # Errors
/// When the client breaks the protocol.
pub fn serve(connection: &Connection, find: FindOptions<'_>) -> Result<(), ServeError> {
    let (id, parameters) = connection.initialize_start()?;
    let parameters: InitializeParams = serde_json::from_value(parameters)?;
    let offered = parameters.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
    let encoding = Encoding::negotiate(offered.unwrap_or_default());
    connection.initialize_finish(id, serde_json::to_value(capabilities(encoding))?)?;
    Server { connection, find, encoding, folders: folders(&parameters), sessions: Vec::new() }.run()
}

fn capabilities(encoding: Encoding) -> InitializeResult {
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding.kind()),
            text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Full),
                save: Some(Save::Bool(true)),
                ..TextDocumentSyncOptions::default()
            })),
            hover_provider: Some(HoverProvider::Bool(true)),
            code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QuickFix]),
                ..CodeActionOptions::default()
            })),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "soc2lint".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

/// The canonical paths of the folders that the client has open.
#[expect(deprecated, reason = "older clients name one folder only, and so")]
fn folders(parameters: &InitializeParams) -> Vec<Utf8PathBuf> {
    let folders = match &parameters.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().filter_map(|folder| path_of(&folder.uri)).collect()
        }
        Some(WorkspaceFolders::Null) | None => parameters.root_uri.iter().filter_map(path_of).collect::<Vec<_>>(),
    };
    folders.iter().filter_map(|folder| folder.canonicalize_utf8().ok()).collect()
}

struct Server<'a> {
    connection: &'a Connection,
    find: FindOptions<'a>,
    encoding: Encoding,
    folders: Vec<Utf8PathBuf>,
    sessions: Vec<Session>,
}

impl Server<'_> {
    fn run(mut self) -> Result<(), ServeError> {
        loop {
            // Everything that has arrived is taken in before anything is worked out, so that fast typing costs one run.
            if self.connection.receiver.is_empty() {
                self.publish();
            }
            let Ok(message) = self.connection.receiver.recv() else { return Ok(()) };
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    self.publish();
                    let response = self.answer(request);
                    self.send(Message::Response(response));
                }
                Message::Notification(notification) => self.take(notification),
                Message::Response(_) => {}
            }
        }
    }

    /// A client that is gone needs no message; the next one that it does not send ends the conversation.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }

    fn notify(&self, method: &str, parameters: impl Serialize) {
        if let Ok(parameters) = serde_json::to_value(parameters) {
            self.send(Message::Notification(Notification { method: method.to_owned(), params: parameters }));
        }
    }

    fn take(&mut self, notification: Notification) {
        let method = notification.method.clone();
        match method.as_str() {
            "textDocument/didOpen" => {
                if let Some(parameters) = read::<DidOpenTextDocumentParams>(notification) {
                    self.set_text(path_of(&parameters.text_document.uri), &parameters.text_document.text);
                }
            }
            "textDocument/didChange" => {
                if let Some(parameters) = read::<DidChangeTextDocumentParams>(notification) {
                    let uri = &parameters.text_document.text_document_identifier.uri;
                    // The whole text was agreed on, so the last change is the text.
                    if let Some(TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change)) =
                        parameters.content_changes.last()
                    {
                        self.set_text(path_of(uri), &change.text);
                    }
                }
            }
            "textDocument/didClose" => {
                if let Some(parameters) = read::<DidCloseTextDocumentParams>(notification)
                    && let Some(path) = path_of(&parameters.text_document.uri).and_then(|path| canonical(&path))
                    && let Some(session) = self.sessions.iter_mut().find(|session| session.holds(&path))
                {
                    session.drop_text(&path);
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.sessions.iter_mut().for_each(Session::disk_changed);
            }
            _ => {}
        }
    }

    fn set_text(&mut self, path: Option<Utf8PathBuf>, text: &str) {
        let Some(path) = path.and_then(|path| canonical(&path)) else { return };
        self.session(&path).set_text(&path, text);
    }

    /// The session that a document belongs to: its repository's, else that of the folder that the client opened, else of its
    /// directory.
    fn session(&mut self, path: &Utf8Path) -> &mut Session {
        let index = self.sessions.iter().position(|session| session.holds(path)).unwrap_or_else(|| {
            let directory = path.parent().unwrap_or(path).to_owned();
            let repository = Repository::of(std::slice::from_ref(&directory)).ok();
            let repository = repository.map(|repository| repository.root().to_owned());
            let root = repository.filter(|root| root.join(".git").exists());
            let root = root.or_else(|| self.folders.iter().find(|folder| path.starts_with(folder)).cloned());
            self.sessions.push(Session::new(root.unwrap_or(directory)));
            self.sessions.len() - 1
        });
        &mut self.sessions[index]
    }

    /// Works out and tells what has changed since the last time.
    fn publish(&mut self) {
        let mut published = Vec::new();
        let mut problems = Vec::new();
        for session in self.sessions.iter_mut().filter(|session| session.is_stale()) {
            let all = match session.outcome(self.find) {
                Ok((outcome, problem)) => {
                    problems.extend(problem);
                    diagnostics::of(outcome, self.encoding)
                }
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            let gone = session.published.iter().filter(|path| !all.contains_key(*path));
            published.extend(gone.map(|path| (path.clone(), Vec::new())));
            session.published = all.keys().cloned().collect();
            published.extend(all);
        }
        for (path, diagnostics) in published {
            let parameters = PublishDiagnosticsParams { uri: uri_of(&path), version: None, diagnostics };
            self.notify("textDocument/publishDiagnostics", parameters);
        }
        for message in problems {
            self.notify("window/logMessage", LogMessageParams { kind: MessageType::Error, message });
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        let id = request.id.clone();
        match request.method.as_str() {
            "textDocument/hover" => reply(id, request, |parameters: HoverParams| {
                let place = parameters.text_document_position_params;
                let path = path_of(&place.text_document.uri).and_then(|path| canonical(&path))?;
                let session = self.sessions.iter().find(|session| session.holds(&path))?;
                hover::at(session.last()?, &path, place.position, self.encoding)
            }),
            "textDocument/codeAction" => reply(id, request, |parameters: CodeActionParams| {
                let path = path_of(&parameters.text_document.uri).and_then(|path| canonical(&path))?;
                let session = self.sessions.iter().find(|session| session.holds(&path))?;
                let (outcome, _, _) = session.last()?;
                Some(actions::of(outcome, &path, parameters.range, self.encoding, actions::today()))
            }),
            method => {
                Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("`{method}` is not answered here"))
            }
        }
    }
}

fn read<T: DeserializeOwned>(notification: Notification) -> Option<T> {
    serde_json::from_value(notification.params).ok()
}

fn reply<P: DeserializeOwned, R: Serialize>(
    id: RequestId,
    request: Request,
    answer: impl FnOnce(P) -> Option<R>,
) -> Response {
    match serde_json::from_value(request.params) {
        Ok(parameters) => Response::new_ok(id, answer(parameters)),
        Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}
