//! The program git, asked for objects and nothing else. Neither hooks nor what a repository's configuration would have it run
//! are run, and nothing is fetched.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

/// Paths of one tree; the largest repository known has half a million.
const MAX_PATHS: usize = 4_000_000;

/// Bytes of one path.
const MAX_PATH_BYTES: u64 = 16 * 1024;

/// Why a revision can't be read.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no git.
    #[error("the program `git` is not found; install it, or compare with a file by `--baseline`")]
    NoGit,
    /// There is no repository.
    #[error("`{path}` is not in a git repository; check it out with git, or compare with a file by `--baseline`")]
    NoRepository {
        /// Where it was looked for.
        path: Utf8PathBuf,
    },
    /// What was given can't be a revision.
    #[error("`{name}` is no revision; give a commit, a branch, a tag, or `BRANCH...` for where this branch left it")]
    BadName {
        /// What was given.
        name: String,
    },
    /// There is no such revision.
    #[error("there is no revision `{name}` in this repository; {}", hint(*is_shallow))]
    Unknown {
        /// What was given.
        name: String,
        /// Whether history is cut off.
        is_shallow: bool,
    },
    /// Two revisions have nothing in common.
    #[error("`{name}` and `HEAD` have no common ancestor in this repository; {}", hint(*is_shallow))]
    NoCommonAncestor {
        /// What was given.
        name: String,
        /// Whether history is cut off.
        is_shallow: bool,
    },
    /// Objects are not there.
    #[error(
        "{what} of `{name}` is not in this repository, which was cloned in part; run `git fetch --refetch --no-filter`, or check out \
         without a filter"
    )]
    Incomplete {
        /// What was given.
        name: String,
        /// What is missing.
        what: String,
    },
    /// An object larger than is read.
    #[error("it is {size} bytes long")]
    TooLarge {
        /// Its bytes.
        size: u64,
    },
    /// A tree with more files than anybody has.
    #[error("the revision has more than {MAX_PATHS} files")]
    TooMany,
    /// Git says something else.
    #[error("git could not read the repository: {0}")]
    Failed(String),
}

fn hint(is_shallow: bool) -> &'static str {
    if is_shallow {
        "it is a shallow clone: check out with `fetch-depth: 0`, or run `git fetch --unshallow`"
    } else {
        "fetch it first, and give branches of the remote as `origin/NAME`"
    }
}

impl GitError {
    /// The same of a revision, where git only says that it failed.
    pub(super) fn of(self, name: &str) -> Self {
        match self {
            Self::Incomplete { what, .. } => Self::Incomplete { name: name.to_owned(), what },
            other => other,
        }
    }
}

/// The name of an object: 40 or 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Object(Box<str>);

impl Object {
    fn parse(text: &str) -> Option<Self> {
        let is_name = matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name.then(|| Self(text.into()))
    }
}

/// Something in a tree.
pub(super) enum Listed {
    /// A file.
    File(Object),
    /// A symbolic link; its content is where it leads.
    Link(Object),
    /// Another repository's commit.
    Submodule(Object),
}

/// A repository.
pub(super) struct Git {
    root: Utf8PathBuf,
    is_shallow: bool,
}

impl Git {
    /// The repository whose root is this canonical directory.
    pub(super) fn at(root: &Utf8Path) -> Result<Self, GitError> {
        let git = Self { root: root.to_owned(), is_shallow: false };
        let none = || GitError::NoRepository { path: root.to_owned() };
        let answer = match git.ask(&["rev-parse", "--is-shallow-repository", "--show-prefix"])? {
            Ok(answer) => answer,
            Err(complaint) if complaint.contains("not a git repository") => return Err(none()),
            Err(complaint) => return Err(GitError::Failed(complaint)),
        };
        // Below the root of another repository there is a prefix.
        match answer.lines().collect::<Vec<_>>().as_slice() {
            [is_shallow] | [is_shallow, ""] => Ok(Self { is_shallow: *is_shallow == "true", ..git }),
            _ => Err(none()),
        }
    }

    /// The commit that a name stands for.
    pub(super) fn commit(&self, name: &str) -> Result<Object, GitError> {
        let revision = name.strip_suffix("...").unwrap_or(name);
        let is_bad = |character: char| character.is_control() || character.is_whitespace();
        if revision.is_empty() || revision.starts_with('-') || revision.contains("..") || revision.contains(is_bad) {
            return Err(GitError::BadName { name: name.to_owned() });
        }
        let is_shallow = self.is_shallow;
        let unknown = || GitError::Unknown { name: revision.to_owned(), is_shallow };
        let commit = format!("{revision}^{{commit}}");
        let answer = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let commit = answer.ok().and_then(|answer| Object::parse(answer.trim())).ok_or_else(unknown)?;
        if revision == name {
            return Ok(commit);
        }
        let answer = self.ask(&["merge-base", &commit.0, "HEAD"])?;
        let base = answer.ok().and_then(|answer| Object::parse(answer.lines().next()?.trim()));
        base.ok_or_else(|| GitError::NoCommonAncestor { name: revision.to_owned(), is_shallow })
    }

    /// Lists everything in the tree of a commit, with paths relative to its root. What has a path that is not UTF-8 is left out:
    /// Terraform reads nothing of that name.
    pub(super) fn list(&self, commit: &Object, mut each: impl FnMut(&Utf8Path, Listed)) -> Result<(), GitError> {
        let incomplete = || GitError::Incomplete { name: String::new(), what: "the list of files".to_owned() };
        let mut child = self.start(self.command().args(["ls-tree", "-r", "-z", "--full-tree", &commit.0]))?;
        let out = child.stdout.take().ok_or_else(incomplete)?;
        let result = read_list(BufReader::new(out), &mut each);
        if result.is_err() {
            let _ = child.kill();
        }
        let status = child.wait().map_err(|error| GitError::Failed(error.to_string()))?;
        result?;
        if status.success() { Ok(()) } else { Err(incomplete()) }
    }

    /// Starts to read contents.
    pub(super) fn blobs(&self) -> Result<Blobs, GitError> {
        let mut child = self.start(self.command().args(["cat-file", "--batch"]).stdin(Stdio::piped()))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(questions), Some(answers)) => Ok(Blobs { child, questions, answers: BufReader::new(answers) }),
            _ => Err(GitError::Failed("it can't be talked to".to_owned())),
        }
    }

    fn start(&self, command: &mut Command) -> Result<Child, GitError> {
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|error| not_started(&error))
    }

    /// What git answers, or what it complains of.
    fn ask(&self, arguments: &[&str]) -> Result<Result<String, String>, GitError> {
        let output = self.command().args(arguments).output().map_err(|error| not_started(&error))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if output.status.success() {
            return Ok(Ok(text(&output.stdout)));
        }
        let complaint = text(&output.stderr);
        let first = complaint.lines().find(|line| !line.trim().is_empty()).unwrap_or("it gives no reason");
        Ok(Err(first.trim_start_matches("fatal: ").to_owned()))
    }

    /// Git in the repository, with nothing that its configuration or the environment could make it do.
    fn command(&self) -> Command {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os() {
            // A hook sets these for its own repository and index.
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
        command
            .stdin(Stdio::null())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", null)
            .env("GIT_CONFIG_SYSTEM", null)
            .env("GIT_ATTR_NOSYSTEM", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            // An empty list: no way of fetching is allowed, whatever the repository's configuration says.
            .env("GIT_ALLOW_PROTOCOL", "")
            .env("LC_ALL", "C")
            .args(["--no-pager", "--no-replace-objects", "--literal-pathspecs", "-C", self.root.as_str()])
            .args(["-c", "core.fsmonitor=false", "-c", "protocol.allow=never"])
            .args(["-c", &format!("core.hooksPath={null}")])
            // Whoever owns the files: nothing of theirs is run. Containers check out as another user than they run as.
            .args(["-c", "safe.directory=*"]);
        if let Some(parent) = self.root.parent() {
            command.env("GIT_CEILING_DIRECTORIES", parent);
        }
        command
    }
}

fn not_started(error: &io::Error) -> GitError {
    match error.kind() {
        io::ErrorKind::NotFound => GitError::NoGit,
        _ => GitError::Failed(error.to_string()),
    }
}

/// Reads what `git ls-tree -r -z` writes: `mode SP type SP object TAB path NUL`.
fn read_list(mut out: impl BufRead, each: &mut impl FnMut(&Utf8Path, Listed)) -> Result<(), GitError> {
    let failed = |why: String| GitError::Failed(why);
    let mut entry = Vec::new();
    for _ in 0..MAX_PATHS {
        entry.clear();
        out.by_ref().take(MAX_PATH_BYTES).read_until(0, &mut entry).map_err(|error| failed(error.to_string()))?;
        if entry.is_empty() {
            return Ok(());
        }
        if entry.pop() != Some(0) {
            return Err(failed("its list of files is cut off".to_owned()));
        }
        let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else {
            return Err(failed("its list of files can't be read".to_owned()));
        };
        let (head, path) = (entry.get(..tab).unwrap_or_default(), entry.get(tab + 1..).unwrap_or_default());
        let (Ok(head), Ok(path)) = (std::str::from_utf8(head), std::str::from_utf8(path)) else { continue };
        let mut words = head.split(' ');
        let (Some(mode), Some(_), Some(object)) = (words.next(), words.next(), words.next()) else { continue };
        let Some(object) = Object::parse(object) else { continue };
        let path = Utf8Path::new(path);
        match mode {
            "120000" => each(path, Listed::Link(object)),
            "160000" => each(path, Listed::Submodule(object)),
            mode if mode.starts_with("100") => each(path, Listed::File(object)),
            _ => {}
        }
    }
    Err(GitError::TooMany)
}

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(super) struct Blobs {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    /// The content of an object, if it is no longer than `limit`.
    pub(super) fn read(&mut self, object: &Object, limit: u64) -> Result<Vec<u8>, GitError> {
        self.answer(object, limit).map_err(|error| GitError::Failed(error.to_string()))?
    }

    fn answer(&mut self, object: &Object, limit: u64) -> io::Result<Result<Vec<u8>, GitError>> {
        writeln!(self.questions, "{}", object.0)?;
        self.questions.flush()?;
        let mut header = String::new();
        self.answers.by_ref().take(MAX_PATH_BYTES).read_line(&mut header)?;
        // `object SP type SP size`, or `object SP missing`.
        let Some(size) = header.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<u64>().ok()) else {
            return Ok(Err(GitError::Failed("the object is missing".to_owned())));
        };
        let result = if size > limit {
            io::copy(&mut self.answers.by_ref().take(size), &mut io::sink())?;
            Err(GitError::TooLarge { size })
        } else {
            let mut content = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
            self.answers.by_ref().take(size).read_to_end(&mut content)?;
            Ok(content)
        };
        let mut end = [0];
        self.answers.read_exact(&mut end)?;
        Ok(result)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
