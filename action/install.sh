#!/usr/bin/env bash
# Puts soc2lint on the path: the release of the wanted version, checked against the checksum that is written in `releases`
# beside this script; or, while there is no release, built from the source that the action is part of.
#
# Reads from the environment: WANTED_VERSION (empty: the newest), ACTION_PATH, RELEASES_URL, and GitHub's RUNNER_OS, RUNNER_ARCH,
# RUNNER_TEMP, RUNNER_TOOL_CACHE and GITHUB_PATH.
set -euo pipefail

fail() {
  printf '::error title=soc2lint::%s\n' "$1"
  exit 2
}

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
releases=${RELEASES_FILE:-$here/releases}
wanted=${WANTED_VERSION:-}

case "$RUNNER_OS/$RUNNER_ARCH" in
  Linux/X64) target=x86_64-unknown-linux-musl ;;
  Linux/ARM64) target=aarch64-unknown-linux-musl ;;
  macOS/X64) target=x86_64-apple-darwin ;;
  macOS/ARM64) target=aarch64-apple-darwin ;;
  Windows/X64) target=x86_64-pc-windows-msvc ;;
  *) fail "There is no soc2lint for $RUNNER_OS on $RUNNER_ARCH." ;;
esac
program=soc2lint
[ "$RUNNER_OS" != Windows ] || program=soc2lint.exe

known=$(awk '!/^#/ && NF == 3 { print $1 }' "$releases" | uniq)
if [ -z "$wanted" ]; then
  wanted=$(tail -n 1 <<<"$known")
fi

if [ -z "$wanted" ]; then
  echo "This revision of the action knows no release; soc2lint is built from its source."
  cargo install --locked --quiet --path "$ACTION_PATH" --root "$RUNNER_TEMP/soc2lint"
  printf '%s\n' "$RUNNER_TEMP/soc2lint/bin" >>"$GITHUB_PATH"
  exit 0
fi

checksum=$(awk -v version="$wanted" -v target="$target" '!/^#/ && $1 == version && $2 == target { print $3 }' "$releases")
if [ -z "$checksum" ]; then
  # The wish is told as one line without anything that the runner could take for a command.
  shown=$(printf '%s' "$wanted" | tr -cd 'A-Za-z0-9.+-')
  fail "This revision of the action knows no soc2lint $shown for $target; it knows: $(tr '\n' ' ' <<<"$known")"
fi

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | awk '{ print $1 }'
}

directory=$RUNNER_TOOL_CACHE/soc2lint/$wanted/$RUNNER_ARCH
if [ ! -f "$directory.complete" ] || [ ! -x "$directory/$program" ]; then
  work=$(mktemp -d "$RUNNER_TEMP/soc2lint.XXXXXX")
  trap 'rm -rf -- "$work"' EXIT
  name=soc2lint-$wanted-$target
  url=$RELEASES_URL/v$wanted/$name.tar.gz
  # A mirror inside a company may speak plain HTTP: what counts is the checksum.
  protocols='=https'
  [[ "$url" != http://* ]] || protocols='=http,https'
  curl --fail --silent --show-error --location --proto "$protocols" --retry 3 --max-time 300 --max-filesize 104857600 \
    --output "$work/archive.tar.gz" -- "$url" || fail "soc2lint $wanted could not be downloaded."
  found=$(sha256 "$work/archive.tar.gz")
  if [ "$found" != "$checksum" ]; then
    fail "The archive of soc2lint $wanted has the checksum $found, and not $checksum. It is not used."
  fi
  # One file is taken out of it, so nothing can be written anywhere else.
  names=$(tar -tzf "$work/archive.tar.gz") || fail "The archive of soc2lint $wanted can't be read."
  if grep -Eq '^/|(^|/)\.\.(/|$)' <<<"$names"; then
    fail "The archive of soc2lint $wanted has paths that lead out of it. It is not used."
  fi
  mkdir "$work/unpacked"
  tar -xzf "$work/archive.tar.gz" -C "$work/unpacked" "$name/$program" ||
    fail "The archive of soc2lint $wanted holds no program, or is damaged."
  unpacked=$work/unpacked/$name/$program
  if [ ! -f "$unpacked" ] || [ -L "$unpacked" ]; then
    fail "The archive of soc2lint $wanted holds no program."
  fi
  chmod 755 "$unpacked"
  mkdir -p "$directory"
  mv -f "$unpacked" "$directory/$program"
  touch "$directory.complete"
fi
printf '%s\n' "$directory" >>"$GITHUB_PATH"
"$directory/$program" --version
