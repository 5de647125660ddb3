//! A language server that has seen many edits says what one says that has seen none: of unsaved texts, of files that others wrote,
//! came and went, and of settings.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "support/server.rs"]
mod server;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use server::Server;
use support::repository;

/// What a client has on its screen: diagnostics by document.
type Screen = BTreeMap<String, Vec<String>>;

struct Client {
    server: Server,
    root: String,
    screen: Screen,
}

impl Client {
    fn new(directory: &Path) -> Self {
        let root = format!("file://{}", directory.canonicalize().unwrap().display());
        let mut client = Self { server: Server::start(), root, screen: Screen::new() };
        client.ask("initialize", json!({ "processId": null, "rootUri": client.root, "capabilities": {} }));
        client.server.tell("initialized", json!({}));
        client
    }

    /// Asks, and takes in what is published until the answer is there.
    fn ask(&mut self, method: &str, parameters: Value) {
        let id = self.server.ask(method, parameters);
        loop {
            let message: Value = serde_json::from_str(&self.server.receive()).unwrap();
            if message.get("id") == Some(&id) {
                return;
            }
            if message["method"] == "textDocument/publishDiagnostics" {
                let uri = message["params"]["uri"].as_str().unwrap().to_owned();
                let of: Vec<String> =
                    message["params"]["diagnostics"].as_array().unwrap().iter().map(ToString::to_string).collect();
                self.screen.insert(uri, of);
            }
        }
    }

    fn uri(&self, name: &str) -> String {
        format!("{}/{name}", self.root)
    }

    fn open(&mut self, name: &str, text: &str) {
        self.server.open(&self.uri(name), text);
    }

    fn change(&mut self, name: &str, text: &str) {
        self.server.change(&self.uri(name), text);
    }

    /// What is on the screen when everything that was told is worked out; documents without diagnostics are left out.
    fn screen(&mut self) -> Screen {
        let place =
            json!({ "textDocument": { "uri": self.uri("main.tf") }, "position": { "line": 0, "character": 0 } });
        self.ask("textDocument/hover", place);
        self.screen.iter().filter(|(_, of)| !of.is_empty()).map(|(uri, of)| (uri.clone(), of.clone())).collect()
    }
}

const KEY: &str = "variable \"rotate\" {\n  default = false\n}\n\nresource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = var.rotate\n}\n";
const CALL: &str = "module \"key\" {\n  source = \"../modules/key\"\n  rotate = true\n}\n";
const POLICY: &str = "resource \"aws_iam_policy\" \"p\" {\n  for_each = fileset(path.module, \"policies/*.json\")\n  policy   = file(\"${path.module}/${each.key}\")\n}\n";
const ADMIN: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#;
const DISK: &str = "variable \"on\" {}\n\nresource \"aws_ebs_volume\" \"v\" {\n  encrypted = var.on\n}\n";

/// What is done to the repository.
enum Step {
    /// A document is changed and not saved.
    Type(&'static str, String),
    /// Somebody else writes a file.
    Write(&'static str, String),
    /// Somebody else removes one.
    Remove(&'static str),
    /// The client drops what it has of a document.
    Close(&'static str),
}

#[test]
fn what_is_said_after_an_edit_is_what_is_said_at_once() {
    let files = [
        ("main.tf", POLICY),
        ("modules/key/main.tf", KEY),
        ("prod/main.tf", CALL),
        ("test/main.tf", CALL),
        ("disk/main.tf", DISK),
        ("disk/terraform.tfvars", "on = true\n"),
    ];
    let directory = repository(&files);
    let mut old = Client::new(directory.path());
    let mut unsaved: BTreeMap<&str, String> = BTreeMap::new();
    old.open("main.tf", POLICY);
    unsaved.insert("main.tf", POLICY.to_owned());
    let rule = |text: &str| format!("rule \"aws-kms-key-rotation\" {{\n  {text}\n}}\n");
    use Step::{Close, Remove, Type, Write};
    let steps = [
        // Values, through a module and in two root modules.
        Type("prod/main.tf", CALL.replace("true", "false")),
        Type("prod/main.tf", format!("# above\n\n{}", CALL.replace("true", "false"))),
        Type("modules/key/main.tf", format!("# above\n{KEY}")),
        Type("modules/key/main.tf", KEY.replace("= var.rotate", "= true")),
        Type("modules/key/main.tf", KEY.replace("default = false", "")),
        Type("test/main.tf", CALL.replace("  rotate = true\n", "")),
        // What is half written.
        Type("test/main.tf", format!("{CALL}resource \"aws_kms_key\" \"")),
        Type("test/main.tf", CALL.to_owned()),
        Type("modules/key/main.tf", KEY.to_owned()),
        // An exception, typed.
        Type(
            "modules/key/main.tf",
            format!(
                "# soc2lint: ignore[aws-kms-key-rotation] reason=\"imported key material\" until=2020-01-01\n{KEY}"
            ),
        ),
        // Variables, on disk and typed.
        Write("disk/terraform.tfvars", "on = false\n".to_owned()),
        Type("disk/terraform.tfvars", "\n\non = true\n".to_owned()),
        Close("disk/terraform.tfvars"),
        Remove("disk/terraform.tfvars"),
        Write("disk/x.auto.tfvars", "on = false\n".to_owned()),
        // Files that functions read and list.
        Write("policies/admin.json", ADMIN.to_owned()),
        Write("policies/admin.json", ADMIN.replace("\"Allow\"", "\"Deny\"")),
        Write("policies/b.json", ADMIN.to_owned()),
        Remove("policies/b.json"),
        // A literal in a file that comes and goes.
        Write("keys/main.tf", format!("locals {{\n  k = \"{}{}\"\n}}\n", "AKIA", "Z7QJ4TRW2NPLXG5B")),
        Remove("keys/main.tf"),
        // What a root module calls is one no more.
        Write("prod/more.tf", "module \"disk\" {\n  source = \"../disk\"\n  on = false\n}\n".to_owned()),
        Remove("prod/more.tf"),
        // Settings, on disk and typed, and the provider that was chosen.
        Write(".soc2lint.hcl", rule("severity = \"high\"")),
        Type(".soc2lint.hcl", rule("enabled = false")),
        Type(".soc2lint.hcl", rule("enabled = ")),
        Type(".soc2lint.hcl", "exclude = [\"disk\"]\n".to_owned()),
        Close(".soc2lint.hcl"),
        Remove(".soc2lint.hcl"),
        Write(
            "disk/.terraform.lock.hcl",
            "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"5.0.0\"\n}\n".to_owned(),
        ),
        Close("modules/key/main.tf"),
    ];
    let mut different = 0;
    let mut last = Screen::new();
    for (number, step) in steps.into_iter().enumerate() {
        let write = |name: &str, text: &str| {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        match step {
            Step::Type(name, text) => {
                if !unsaved.contains_key(name) {
                    old.open(name, "");
                }
                old.change(name, &text);
                unsaved.insert(name, text);
            }
            Step::Write(name, text) => {
                write(name, &text);
                old.server.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
            }
            Step::Remove(name) => {
                fs::remove_file(directory.path().join(name)).unwrap();
                old.server.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
            }
            Step::Close(name) => {
                unsaved.remove(name);
                let uri = old.uri(name);
                old.server.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
            }
        }
        let said = old.screen();
        let mut new = Client::new(directory.path());
        for (name, text) in &unsaved {
            new.open(name, text);
        }
        assert_eq!(said, new.screen(), "after step {number}");
        different += usize::from(said != last);
        last = said;
    }
    assert!(different > 20, "only {different} steps changed what is said");
    old.ask("shutdown", Value::Null);
    old.server.tell("exit", Value::Null);
    assert!(old.server.end().success());
}
