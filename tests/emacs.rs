//! What Emacs makes of the guides' lines: `compile` with `next-error`, and Eglot with Flymake. Left out where there is none.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail")]
#![expect(clippy::print_stderr, reason = "what is left out is told")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Whether there is an Emacs that can load this library.
fn has(library: &str) -> bool {
    let load = format!("(unless (require '{library} nil t) (kill-emacs 1))");
    // Debian's packages of libraries are found by its start-up file, which `-Q` would leave out.
    let found = Command::new("emacs").args(["-q", "--batch", "--eval", &load]).output();
    let is_there = found.is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("left out, there is no Emacs with `{library}` here");
    }
    is_there
}

/// The blocks of Emacs Lisp of a guide.
fn lisp(guide: &str) -> String {
    let text = fs::read_to_string(Path::new(ROOT).join("docs").join(guide)).unwrap();
    let blocks = text.split("```elisp\n").skip(1).map(|block| block.split("```").next().unwrap());
    blocks.collect::<Vec<_>>().join("\n")
}

/// Runs Emacs Lisp with the program on the path; what it prints.
fn emacs(directory: &Path, lisp: &str) -> String {
    let script = directory.join("script.el");
    fs::write(&script, lisp).unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_soc2lint")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let output = Command::new("emacs")
        .args(["-q", "--batch", "-l"])
        .arg(&script)
        .current_dir(directory)
        .env("HOME", directory)
        .env("LC_ALL", "C.UTF-8")
        .env("PATH", path)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with findings of all three levels; the columns of one stand behind a tab and characters of more than one byte.
fn repository() -> TempDir {
    let directory = TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    fs::create_dir(directory.path().join(".git")).unwrap();
    write("my infra/größe 日本.tf", "resource \"aws_kms_key\" \"k\" {\n\t/* 日本 */ enable_key_rotation = false\n}\n");
    write(
        "stores/main.tf",
        "resource \"aws_db_instance\" \"d\" {\n  publicly_accessible = true\n  copy_tags_to_snapshot = false\n}\n",
    );
    directory
}

/// Compiles, goes from error to error, and prints where that led: `path:line:column type`. Columns are counted in characters here.
const VISIT: &str = r#"
(require 'compile)
(setq compilation-skip-threshold 0)
(let ((here default-directory)
      (buffer (compile (concat "soc2lint check --preset strict --format concise " paths)))
      (kinds nil))
  (while (get-buffer-process buffer) (accept-process-output nil 0.05))
  (with-current-buffer buffer
    (compilation--ensure-parse (point-max))
    (goto-char (point-min))
    (ignore-errors
      (while t
        (compilation-next-error 1)
        (push (compilation--message->type (get-text-property (point) 'compilation-message)) kinds)))
    (goto-char (point-min))
    (setq compilation-current-error nil))
  (dolist (kind (nreverse kinds))
    (set-buffer buffer)
    (next-error)
    (set-buffer (window-buffer (selected-window)))
    (princ (format "%s:%d:%d %s\n" (file-relative-name buffer-file-name here) (line-number-at-pos)
                   (1+ (- (point) (line-beginning-position))) (nth kind '("note" "warning" "error"))))))
"#;

#[test]
fn compile_goes_to_every_place() {
    if !has("compile") {
        return;
    }
    let guide = lisp("editors.md");
    let repository = repository();
    for (from, paths, expected_places) in [
        ("", ".", ["my infra/größe 日本.tf:2:11 ", "stores/main.tf:2:3 "]),
        ("stores", "..", ["../my infra/größe 日本.tf:2:11 ", "main.tf:2:3 "]),
    ] {
        let from = repository.path().join(from);
        let output = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
            .args(["check", "--preset", "strict", "--format", "concise", paths])
            .current_dir(&from)
            .output()
            .unwrap();
        let concise = String::from_utf8(output.stdout).unwrap();
        let mut expected: Vec<String> = Vec::new();
        for line in concise.lines() {
            let (place, rest) = line.split_once(": ").unwrap();
            // What stands at one place is one stop.
            let place = format!("{place} {}", rest.split_once(": ").unwrap().0);
            let stop = place.rsplit_once(' ').unwrap().0;
            if expected.last().is_none_or(|last| last.rsplit_once(' ').unwrap().0 != stop) {
                expected.push(place);
            }
        }
        for level in [" note", " warning", " error"] {
            assert!(expected.iter().any(|place| place.ends_with(level)), "{concise}");
        }
        for place in expected_places {
            assert!(expected.iter().any(|expected| expected.starts_with(place)), "{concise}");
        }
        let visit = format!("(setq paths \"{paths}\")\n{VISIT}");
        // By the guide's own expression, and by those that Emacs has.
        let ours = format!("{guide}\n(setq compilation-error-regexp-alist '(soc2lint))\n{visit}");
        let visited = emacs(&from, &ours);
        assert_eq!(visited.lines().collect::<Vec<_>>(), expected, "{concise}");
        let columns = "(add-hook 'compilation-mode-hook (lambda () (setq-local compilation-error-screen-columns nil)))";
        let visited = emacs(&from, &format!("{columns}\n{visit}"));
        assert_eq!(visited.lines().collect::<Vec<_>>(), expected, "{concise}");
    }
}

/// Opens a file with Eglot, prints what Flymake shows, changes the line, and prints again.
const TYPE: &str = r#"
(require 'eglot)
(require 'flymake)
(defun shown ()
  (mapconcat (lambda (found)
               (format "%d:%d %s" (line-number-at-pos (flymake-diagnostic-beg found))
                       (save-excursion (goto-char (flymake-diagnostic-beg found)) (1+ (current-column)))
                       (car (split-string (flymake-diagnostic-text found) "\n"))))
             (flymake-diagnostics) "\n"))
(defun await (wanted)
  (let ((patience 600))
    (while (and (> patience 0) (not (funcall wanted (shown))))
      (setq patience (1- patience))
      (accept-process-output nil 0.05)
      (flymake-start))))
(setq eglot-sync-connect 30 eglot-send-changes-idle-time 0)
(find-file "main.tf")
(terraform-mode)
(call-interactively 'eglot)
(await (lambda (text) (not (string-empty-p text))))
(princ (concat "first: " (shown) "\n"))
(goto-char (point-min))
(search-forward "false")
(replace-match "true")
(eglot--signal-textDocument/didChange)
(await #'string-empty-p)
(princ (concat "second: " (shown) "\n"))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
"#;

#[test]
fn eglot_shows_what_is_found() {
    if !has("eglot") {
        return;
    }
    let directory = TempDir::new().unwrap();
    fs::create_dir(directory.path().join(".git")).unwrap();
    let text = "resource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"eu-west-1a\"\n  size = 1\n  encrypted = false\n}\n";
    fs::write(directory.path().join("main.tf"), text).unwrap();
    // Users have the mode from a package.
    let mode = "(define-derived-mode terraform-mode prog-mode \"Terraform\")\n(require 'eglot)\n";
    let told = emacs(directory.path(), &format!("{mode}{}{TYPE}", lisp("language-server.md")));
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("first: 4:3 ") && lines[1] == "second: ", "{told}");
}
