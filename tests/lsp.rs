//! The language server, spoken with over its standard input and output.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "support/server.rs"]
mod server;
mod support;

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Value, json};
use server::Server;
use support::repository;

struct Client {
    server: Server,
    directory: tempfile::TempDir,
}

impl Client {
    /// A server on a repository with these files, after the greetings.
    fn new(files: &[(&str, &str)], capabilities: Value) -> (Self, Value) {
        let mut client = Self { server: Server::start(), directory: repository(files) };
        let parameters = json!({ "processId": null, "rootUri": client.uri(""), "capabilities": capabilities });
        let greeting = client.ask("initialize", parameters);
        client.tell("initialized", json!({}));
        (client, greeting)
    }

    fn root(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.directory.path()).unwrap().canonicalize_utf8().unwrap()
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.root().join(name))
    }

    fn receive(&mut self) -> Value {
        let text = self.server.receive().replace(self.root().as_str(), "ROOT");
        serde_json::from_str(&text).unwrap()
    }

    fn tell(&mut self, method: &str, parameters: Value) {
        self.server.tell(method, parameters);
    }

    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        let id = self.server.ask(method, parameters);
        loop {
            let message = self.receive();
            if message.get("id") == Some(&id) {
                return message;
            }
        }
    }

    fn open(&mut self, name: &str) {
        let text = fs::read_to_string(self.root().join(name)).unwrap();
        self.server.open(&self.uri(name), &text);
    }

    fn change(&mut self, name: &str, text: &str) {
        self.server.change(&self.uri(name), text);
    }

    /// The next diagnostics that the server publishes of a file.
    fn diagnostics(&mut self, name: &str) -> Value {
        loop {
            let message = self.receive();
            let is_wanted = message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"].as_str().unwrap().ends_with(name);
            if is_wanted {
                return message["params"]["diagnostics"].clone();
            }
        }
    }

    fn end(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null)["result"], Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.server.end().success());
    }
}

const MODULE: &str = "variable \"on\" {\n  default = false\n}\n\nresource \"aws_ebs_volume\" \"größe\" {\n  \
                      availability_zone = \"eu-west-1a\"\n  size              = 1\n  /* ü */ encrypted = var.on\n}\n";
const CALL: &str = "module \"disk\" {\n  source = \"../modules/disk\"\n  on     = false\n}\n";

fn files() -> [(&'static str, &'static str); 2] {
    [("prod/main.tf", CALL), ("modules/disk/main.tf", MODULE)]
}

#[test]
fn a_conversation() {
    let (mut client, greeting) =
        Client::new(&files(), json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } }));
    assert_eq!(greeting["result"]["capabilities"]["positionEncoding"], "utf-8");
    let disk = "modules/disk/main.tf";
    client.open(disk);
    let diagnostics = client.diagnostics(disk);
    insta::assert_snapshot!("lsp_diagnostics", serde_json::to_string_pretty(&diagnostics).unwrap());

    let place = json!({ "textDocument": { "uri": client.uri(disk) }, "position": { "line": 7, "character": 12 } });
    let hover = client.ask("textDocument/hover", place);
    insta::assert_snapshot!("lsp_hover", hover["result"]["contents"]["value"].as_str().unwrap());

    let range = json!({ "start": { "line": 7, "character": 0 }, "end": { "line": 7, "character": 30 } });
    let wanted =
        json!({ "textDocument": { "uri": client.uri(disk) }, "range": range, "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", wanted)["result"].clone();
    let edit = &actions[0]["edit"]["changes"][client.uri(disk).replace(client.root().as_str(), "ROOT")][0];
    assert_eq!(edit["range"]["start"], json!({ "line": 7, "character": 0 }));
    let comment = edit["newText"].as_str().unwrap();
    assert!(comment.starts_with("  # soc2lint: ignore[aws-ebs-volume-encrypted] reason=\"\" until=20"), "{comment}");
    client.end();
}

#[test]
fn unsaved_text_counts_and_callers_are_followed() {
    let (mut client, greeting) = Client::new(&files(), json!({}));
    assert_eq!(greeting["result"]["capabilities"]["positionEncoding"], "utf-16");
    let disk = "modules/disk/main.tf";
    client.open(disk);
    let found = client.diagnostics(disk);
    // The comment before the attribute holds one character outside ASCII.
    assert_eq!(found[0]["range"]["start"], json!({ "line": 7, "character": 10 }));
    // The caller decides, in a file that is not saved either.
    client.open("prod/main.tf");
    client.change("prod/main.tf", &CALL.replace("false", "true"));
    while client.diagnostics(disk) != json!([]) {}
    client.change("prod/main.tf", CALL);
    assert_eq!(client.diagnostics(disk).as_array().unwrap().len(), 1);
    // A block that is being written is said to be so, and costs itself only.
    client.change("prod/main.tf", &format!("{CALL}resource \"aws_s3_bucket\" \"x\" {{\n"));
    let broken = loop {
        let found = client.diagnostics("prod/main.tf");
        if found != json!([]) {
            break found;
        }
    };
    assert_eq!(broken[0]["code"], "syntax");
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": client.uri("prod/main.tf") } }));
    while client.diagnostics("prod/main.tf") != json!([]) {}
    client.end();
}

#[test]
fn the_settings_file_counts() {
    let settings = "rule \"aws-ebs-volume-encrypted\" {\n  enabled = false\n}\n";
    let text = "resource \"aws_db_instance\" \"d\" {\n  instance_class = \"db.t3.micro\"\n  backup_retention_period = 7\n  storage_encrypted = true\n  \
                publicly_accessible = true\n}\n";
    let (mut client, _) =
        Client::new(&[("main.tf", text), (".soc2lint.hcl", settings), ("disk.tf", MODULE)], json!({}));
    client.open("main.tf");
    let found = client.diagnostics("main.tf");
    assert_eq!(found[0]["code"], "aws-rds-not-public");
    fs::write(client.root().join(".soc2lint.hcl"), "").unwrap();
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": client.uri(".soc2lint.hcl") } }));
    assert_eq!(client.diagnostics("disk.tf")[0]["code"], "aws-ebs-volume-encrypted");
    client.end();
}

#[test]
fn what_is_not_understood_is_said_so() {
    let (mut client, _) = Client::new(&files(), json!({}));
    assert_eq!(client.ask("textDocument/rename", json!({}))["error"]["code"], -32601);
    assert_eq!(client.ask("textDocument/hover", json!({ "nonsense": 1 }))["error"]["code"], -32602);
    client.tell("textDocument/didOpen", json!({ "nonsense": 1 }));
    let untitled = json!({ "uri": "untitled:1", "languageId": "terraform", "version": 1, "text": "x" });
    client.tell("textDocument/didOpen", json!({ "textDocument": untitled }));
    let place =
        json!({ "textDocument": { "uri": client.uri("gone/x.tf") }, "position": { "line": 9, "character": 9 } });
    assert_eq!(client.ask("textDocument/hover", place)["result"], Value::Null);
    client.end();
}
