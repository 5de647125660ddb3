//! Documents by their URIs (RFC 8089).

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stays as it is in a path of a URI (RFC 3986: unreserved characters and the separator).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of a file; `None` for documents that are no files on this machine.
pub(super) fn path_of(uri: &Uri) -> Option<Utf8PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let path = rest.get(rest.find('/')?..)?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // On Windows `/c:/x` is `c:/x`.
    let drive = path.strip_prefix('/').filter(|path| cfg!(windows) && path.get(1..2) == Some(":"));
    Some(Utf8PathBuf::from(drive.unwrap_or(&path)))
}

/// The URI of a file with an absolute path.
pub(super) fn uri_of(path: &Utf8Path) -> Uri {
    let path = if cfg!(windows) { format!("/{}", path.as_str().replace('\\', "/")) } else { path.to_string() };
    Uri(format!("file://{}", utf8_percent_encode(&path, KEPT)))
}

/// The canonical path of a file that may not exist yet, in a directory that does.
pub(super) fn canonical(path: &Utf8Path) -> Option<Utf8PathBuf> {
    match path.canonicalize_utf8() {
        Ok(canonical) => Some(canonical),
        Err(_) => Some(path.parent()?.canonicalize_utf8().ok()?.join(path.file_name()?)),
    }
}
