use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use super::*;

/// A directory with files of the given names, and a repository's root.
fn tree(files: &[&str]) -> (TempDir, Utf8PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(directory.path()).unwrap().canonicalize_utf8().unwrap();
    fs::create_dir(root.join(".git")).unwrap();
    for name in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "# text\n").unwrap();
    }
    (directory, root)
}

fn search(root: &Utf8Path, paths: &[&str], excludes: &[&str]) -> Found {
    find(&FindOptions {
        paths: paths.iter().map(|path| root.join(path)).collect(),
        excludes: excludes.iter().map(ToString::to_string).collect(),
    })
    .unwrap()
}

/// The directories with their files, one a line; then the errors.
fn show(found: &Found) -> String {
    let mut lines = Vec::new();
    for directory in &found.directories {
        let mut files: Vec<String> = Vec::new();
        for file in &directory.configuration {
            let mark = if file.is_override { "!" } else { "" };
            files.push(format!("{}{mark}", file.name));
        }
        for file in &directory.variables {
            files.push(format!("{} {:?}", file.name, file.loading));
        }
        lines.push(format!("{}: {}", found.repository.display(&directory.path), files.join(", ")));
    }
    lines.extend(found.errors.iter().map(|error| format!("! {error}")));
    if let Some(named) = &found.files {
        let shown = |path: &Utf8PathBuf| found.repository.display(path);
        let around: Vec<_> = named.surroundings.iter().map(|directory| shown(&directory.path)).collect();
        lines.push(format!("named {:?} in {around:?}", named.files.iter().map(shown).collect::<Vec<_>>()));
    }
    lines.join("\n")
}

#[test]
fn files_are_told_apart_by_name() {
    let (_keep, root) = tree(&[
        "b.tf",
        "a.tf.json",
        "override.tf",
        "x_override.tf.json",
        "soverride.tf",
        ".hidden.tf",
        "c.tf~",
        "#d.tf#",
        ".#e.tf",
        "terraform.tfvars",
        "z.auto.tfvars",
        "a.auto.tfvars.json",
        "prod.tfvars",
        "terraform.tfvars.json",
        "t.tftest.hcl",
        "m.tfmock.hcl",
        "README.md",
        "docs/x.md",
    ]);
    insta::assert_snapshot!(show(&search(&root, &["."], &[])), @".: a.tf.json, b.tf, override.tf!, soverride.tf, x_override.tf.json!, terraform.tfvars Default, terraform.tfvars.json Default, a.auto.tfvars.json Automatic, z.auto.tfvars Automatic, prod.tfvars OnRequest");
}

#[test]
fn tofu_files_win_over_terraform_files_of_the_same_name() {
    let (_keep, root) = tree(&["a.tf", "a.tofu", "b.tf.json", "b.tofu.json", "c.tf", "c.tofu.json", "d_override.tofu"]);
    insta::assert_snapshot!(show(&search(&root, &["."], &[])), @".: a.tofu, b.tofu.json, c.tf, c.tofu.json, d_override.tofu!");
}

#[test]
fn directories_are_walked_in_order_and_some_are_skipped() {
    let (_keep, root) = tree(&[
        "m/b/main.tf",
        "m/a/main.tf",
        "main.tf",
        "z/.terraform/modules/x/main.tf",
        "node_modules/p/main.tf",
        ".terragrunt-cache/main.tf",
        "test/main.tf",
        "examples/deep/main.tf",
        "examples.tf",
    ]);
    insta::assert_snapshot!(show(&search(&root, &["."], &["test", "examples/**"])), @r"
    .: examples.tf, main.tf
    m/a: main.tf
    m/b: main.tf
    ");
    insta::assert_snapshot!(show(&search(&root, &["m"], &["m/a", "*.json", "[", "/z/"])), @r"
    m/b: main.tf
    ! `[` is no valid glob: unclosed character class; missing ']'
    ");
    insta::assert_snapshot!(show(&search(&root, &["m", ".", "m/a"], &["./examples/", "m/*/"])), @r"
    .: examples.tf, main.tf
    m/a: main.tf
    test: main.tf
    ");
    insta::assert_snapshot!(show(&search(&root, &["z/.terraform"], &[])), @"z/.terraform/modules/x: main.tf");
}

#[test]
fn a_file_stands_for_its_module() {
    let (_keep, root) = tree(&["m/a.tf", "m/b.tf", "m/n/c.tf", "README.md", "x/.terraform/modules/y/main.tf"]);
    insta::assert_snapshot!(show(&search(&root, &["m/b.tf", "README.md", "gone"], &[])).replace(root.as_str(), "[root]"), @r#"
    ! `[root]/gone` does not exist; check the path
    named ["README.md", "m/b.tf"] in ["m", "m/n"]
    "#);
    insta::assert_snapshot!(show(&search(&root, &["m/b.tf", "m"], &[])), @r"
    m: a.tf, b.tf
    m/n: c.tf
    ");
    insta::assert_snapshot!(show(&search(&root, &["m/b.tf", "m/n"], &["b.tf"])), @r"
    m/n: c.tf
    named [] in []
    ");
    insta::assert_snapshot!(show(&search(&root, &["x/.terraform/modules/y/main.tf"], &["m"])), @r#"
    named ["x/.terraform/modules/y/main.tf"] in ["x/.terraform/modules/y"]
    "#);
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_inside_and_never_twice() {
    use std::os::unix::fs::symlink;
    let (_keep, root) = tree(&["a/main.tf", "b/main.tf", "other/x.tf"]);
    symlink(root.join("a/main.tf"), root.join("b/linked.tf")).unwrap();
    symlink(root.join("other/x.tf"), root.join("b/outside.tf")).unwrap();
    symlink(root.join("gone.tf"), root.join("b/dangling.tf")).unwrap();
    symlink(root.join("a"), root.join("b/again")).unwrap();
    symlink(root.join("b"), root.join("b/loop")).unwrap();
    let found = search(&root, &["a", "b"], &[]);
    insta::assert_snapshot!(show(&found), @r"
    a: main.tf
    b: linked.tf, main.tf
    ! `b/dangling.tf` does not exist; check the path
    ! `b/outside.tf` is a symbolic link to a place outside of the given paths, which is not followed; give that path too
    ");
    assert_eq!(found.directories[1].configuration[0].path, root.join("a/main.tf"));
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_reported_and_never_opened() {
    let (_keep, root) = tree(&["main.tf"]);
    let made =
        std::process::Command::new("mkfifo").arg(root.join("pipe.tf")).status().is_ok_and(|status| status.success());
    if !made {
        return;
    }
    fs::create_dir(root.join("directory.tf")).unwrap();
    insta::assert_snapshot!(show(&search(&root, &["."], &[])), @r"
    .: main.tf
    ! `pipe.tf` is not a regular file; remove it or exclude it
    ");
    let repository = Repository::new(root.clone(), Vec::new());
    let gap = read_file(&SourceMap::default(), &repository, &root.join("pipe.tf")).unwrap_err();
    assert_eq!(
        (gap.what.as_str(), gap.why.as_str()),
        ("`pipe.tf`", "it is not a regular file; remove it or exclude it")
    );
}

#[test]
fn a_module_directory_can_be_read_alone() {
    let (_keep, root) = tree(&[
        ".terraform/modules/m/main.tf",
        ".terraform/modules/m/sub/main.tf",
        "main.tf",
        "b.auto.tfvars",
        "a.auto.tfvars.json",
        "terraform.tfvars.json",
        "terraform.tfvars",
        "x.tfvars",
        ".c.auto.tfvars",
    ]);
    let repository = Repository::new(root.clone(), Vec::new());
    let files = read_module_directory(&repository, &root.join(".terraform/modules/m")).unwrap();
    assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["main.tf"]);
    assert!(read_module_directory(&repository, &root.join("gone")).is_err());
    let variables: Vec<_> = variable_files(&Repository::new(root.clone(), Vec::new()), &root)
        .iter()
        .filter_map(|path| path.file_name().map(str::to_owned))
        .collect();
    assert_eq!(
        variables,
        ["terraform.tfvars", "terraform.tfvars.json", ".c.auto.tfvars", "a.auto.tfvars.json", "b.auto.tfvars"]
    );
}

#[test]
fn texts_are_checked() {
    let (_keep, root) = tree(&[]);
    let sources = SourceMap::default();
    let repository = Repository::new(root.clone(), Vec::new());
    let read = |name: &str, bytes: &[u8]| {
        let path = root.join(name);
        fs::write(&path, bytes).unwrap();
        read_file(&sources, &repository, &path).map(|file| file.text().to_owned()).map_err(|gap| gap.why)
    };
    assert_eq!(read("plain.tf", b"a = 1\r\n").unwrap(), "a = 1\r\n");
    assert_eq!(read("bom.tf", b"\xef\xbb\xbfa = 1").unwrap(), "a = 1");
    assert_eq!(read("empty.tf", b"").unwrap(), "");
    assert_eq!(read("latin.tf", b"a = \"\xe9\"").unwrap_err(), "it is not UTF-8 at byte 5; save it as UTF-8");
    assert!(read("nul.tf", b"a\0b").unwrap_err().contains("NUL byte at 1"));
    let huge = fs::File::create(root.join("huge.tf")).unwrap();
    huge.set_len(MAX_FILE_BYTES + 1).unwrap();
    let gap = read_file(&sources, &repository, &root.join("huge.tf")).unwrap_err();
    assert!(gap.why.contains("the limit is"), "{}", gap.why);
    let gap = read_file(&sources, &repository, &root.join("gone.tf")).unwrap_err();
    assert_eq!((gap.kind, gap.what.as_str()), (GapKind::Unreadable, "`gone.tf`"));
}

#[test]
fn ids_have_the_order_of_the_list() {
    let names: Vec<String> = (0..200).map(|index| format!("f{index}.tf")).collect();
    let (_keep, root) = tree(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut paths: Vec<Utf8PathBuf> = names.iter().map(|name| root.join(name)).collect();
    paths.push(paths[3].clone());
    paths.push(root.join("gone.tf"));
    let paths: Vec<&Utf8Path> = paths.iter().map(Utf8PathBuf::as_path).collect();
    let sources = SourceMap::default();
    let files = read_all(&sources, &Repository::new(root.clone(), Vec::new()), &paths);
    let ids: Vec<_> = files.iter().map(|file| file.as_ref().ok().map(|file| file.id)).collect();
    assert!(ids[..200].is_sorted());
    assert_eq!((ids[200], ids[201]), (ids[3], None));
    assert_eq!(sources.files().len(), 200);
}

#[test]
fn the_repository_is_the_nearest_one() {
    let (_keep, root) = tree(&["a/b/main.tf"]);
    fs::write(root.join("a/.git"), "gitdir: elsewhere").unwrap();
    assert_eq!(Repository::of(&[root.join("a/b/main.tf")]).unwrap().root(), root.join("a"));
    let repository = Repository::of(&[root.join("gone"), root.clone(), root.join("a")]).unwrap();
    assert_eq!(repository.root(), root);
    assert_eq!(repository.display(&root), ".");
    assert_eq!(repository.display(&root.join("a/b")), "a/b");
    assert_eq!(repository.display("/elsewhere".into()), "/elsewhere");
}

#[test]
fn containment_holds_through_links_and_dots() {
    let (_keep, root) = tree(&["in/file.json", "out/secret"]);
    let within = root.join("in");
    let repository = Repository::new(within.clone(), Vec::new());
    let resolve = |path: &str| repository.resolve(&within.join(path)).ok();
    assert_eq!(resolve("file.json"), Some(within.join("file.json")));
    assert_eq!(resolve("../in/./file.json"), Some(within.join("file.json")));
    for path in ["../out/secret", "../out", "not/../../out/secret", "../in2", "gone"] {
        assert_eq!(resolve(path), None, "{path}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.join("out"), within.join("link")).unwrap();
        std::os::unix::fs::symlink(root.join("out/secret"), within.join("secret.tf")).unwrap();
        assert_eq!(resolve("link/secret"), None);
        let gap = read_file(&SourceMap::default(), &repository, &within.join("secret.tf")).unwrap_err();
        assert_eq!(gap.why, "it is outside the repository, which is not read");
    }
}

#[cfg(unix)]
#[test]
fn links_within_the_repository_are_followed_but_not_in_circles() {
    let (_keep, root) = tree(&["d/a/x.txt", "d/y.txt", "other/z.txt"]);
    let (_keep_outside, outside) = tree(&["secret.txt"]);
    for (link, target) in [
        ("d/link.txt", "a/x.txt"),
        ("d/linked", "../other"),
        ("d/a/back", ".."),
        ("other/back", "../d"),
        ("d/a/gone", "nowhere"),
        ("other/out", outside.as_str()),
    ] {
        std::os::unix::fs::symlink(target, root.join(link)).unwrap();
    }
    let repository = Repository::new(root.clone(), Vec::new());
    let below = repository.files_below(&root.join("d"), 8, 100);
    assert_eq!(below, ["a/x.txt", "link.txt", "linked/z.txt", "y.txt"]);
    let below = repository.files_below(&root.join("d"), 8, 3);
    assert!(below.len() < 3, "{below:?}");
}
