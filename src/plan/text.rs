//! From the bytes of a file to the text of a plan.

use std::io::{BufRead, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;

use crate::workspace::without_byte_order_mark;

/// Bytes of one plan, unpacked. Plans of 50 000 resources were seen to have some 100 MB.
pub(super) const MAX_PLAN_BYTES: u64 = 512 * 1024 * 1024;

/// Bytes of what is larger that are looked at to tell what it is.
const MAX_BEGINNING: u64 = 16 * 1024 * 1024;

/// What a packed file begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Why there is no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// What `terraform plan -out` writes.
    #[error(
        "is a binary plan file; run `terraform show -json FILE > plan.json` where it was made (or `tofu show -json`), and give that"
    )]
    BinaryPlan,
    /// A plan that OpenTofu has encrypted.
    #[error("is an encrypted plan or state; run `tofu show -json FILE > plan.json` where the key is, and give that")]
    Encrypted,
    /// Too many bytes, maybe only once unpacked.
    #[error("is larger than {MAX_PLAN_BYTES} bytes, which is the limit")]
    TooLarge,
    /// Gzip that does not unpack.
    #[error("is gzip that can't be unpacked: {0}")]
    Gzip(String),
    /// No text in UTF-8 or UTF-16.
    #[error("is neither UTF-8 nor UTF-16 text at byte {0}")]
    Encoding(usize),
}

/// The text, unpacked and decoded, without byte order mark; `limit` is how many bytes it may be, unpacked.
///
/// # Errors
/// Where the bytes are no text, or too many.
pub(super) fn decode(bytes: Vec<u8>, limit: u64) -> Result<String, TextError> {
    if bytes.len() as u64 > limit {
        return Err(TextError::TooLarge);
    }
    let bytes = if bytes.starts_with(&GZIP) { unpack(&bytes, limit)? } else { bytes };
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"tfplan") {
        return Err(TextError::BinaryPlan);
    }
    let utf16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(UTF_16LE),
        Some([0xfe, 0xff]) => Some(UTF_16BE),
        // JSON begins with an ASCII character.
        Some([0, second]) if *second != 0 => Some(UTF_16BE),
        Some([first, 0]) if *first != 0 => Some(UTF_16LE),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let (text, _, has_errors) = encoding.decode(&bytes);
        return if has_errors { Err(TextError::Encoding(0)) } else { Ok(text.into_owned()) };
    }
    let text = String::from_utf8(bytes).map_err(|error| TextError::Encoding(error.utf8_error().valid_up_to()))?;
    Ok(without_byte_order_mark(text))
}

/// The beginning of what a file holds, unpacked: some megabytes of it at most; what is no text is replaced.
pub(super) fn beginning(file: std::fs::File) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    let mut file = std::io::BufReader::new(file);
    let is_packed = file.fill_buf()?.starts_with(&GZIP);
    let limited: &mut dyn Read = if is_packed { &mut MultiGzDecoder::new(file) } else { &mut file };
    limited.take(MAX_BEGINNING).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn unpack(bytes: &[u8], limit: u64) -> Result<Vec<u8>, TextError> {
    let mut unpacked = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(limit + 1);
    reader.read_to_end(&mut unpacked).map_err(|error| TextError::Gzip(error.to_string()))?;
    if unpacked.len() as u64 > limit { Err(TextError::TooLarge) } else { Ok(unpacked) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{MAX_PLAN_BYTES, TextError, unpack};

    fn decode(bytes: Vec<u8>) -> Result<String, TextError> {
        super::decode(bytes, MAX_PLAN_BYTES)
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_unpacked_to_the_end() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&vec![b' '; 100_000]).unwrap();
        let packed = gzip.finish().unwrap();
        assert_eq!(unpack(&packed, 99_999), Err(TextError::TooLarge));
        assert_eq!(unpack(&packed, 100_000).map(|bytes| bytes.len()), Ok(100_000));
        // Members one after the other are one text.
        assert_eq!(unpack(&packed.repeat(3), 250_000), Err(TextError::TooLarge));
    }

    #[test]
    fn every_way_that_a_shell_writes_text() {
        let text = "{\"ä\": 1}";
        let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        for bytes in [
            text.as_bytes().to_vec(),
            with(b"\xef\xbb\xbf", text.as_bytes()),
            with(b"\xff\xfe", &utf16(u16::to_le_bytes)),
            with(b"\xfe\xff", &utf16(u16::to_be_bytes)),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            gzip.finish().unwrap(),
        ] {
            assert_eq!(decode(bytes).unwrap(), text);
        }
        assert_eq!(decode(b"PK\x03\x04...".to_vec()), Err(TextError::BinaryPlan));
        assert_eq!(decode(b"{\xff}".to_vec()), Err(TextError::Encoding(1)));
        assert!(matches!(decode(b"\x1f\x8b\x08".to_vec()), Err(TextError::Gzip(_))));
    }
}
