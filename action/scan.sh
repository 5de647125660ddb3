#!/usr/bin/env bash
# Runs `soc2lint check` once and keeps how it ended, for the steps that follow.
#
# Reads from the environment: SCAN_PATHS (one a line), SCAN_CONFIG, SCAN_FAIL_ON, SCAN_BASELINE, SCAN_SINCE, SCAN_SARIF_FILE,
# SCAN_CATEGORY, SCAN_ARGS (words, quoted as in a shell where they hold blanks), and GitHub's RUNNER_TEMP, GITHUB_OUTPUT and
# GITHUB_STEP_SUMMARY. Nothing of them is evaluated.
set -euo pipefail

work=$(mktemp -d "$RUNNER_TEMP/soc2lint.XXXXXX")
trap 'rm -rf -- "$work"' EXIT

arguments=(check --format github) # the report with commands switched off around it, and annotations
arguments+=("--output=sarif=$SCAN_SARIF_FILE" "--output=markdown=$work/summary.md")
arguments+=("--output=github-output=$work/outputs")
[ -z "${SCAN_CONFIG:-}" ] || arguments+=("--config=$SCAN_CONFIG")
[ -z "${SCAN_FAIL_ON:-}" ] || arguments+=("--fail-on=$SCAN_FAIL_ON")
[ -z "${SCAN_BASELINE:-}" ] || arguments+=("--baseline=$SCAN_BASELINE")
[ -z "${SCAN_SINCE:-}" ] || arguments+=("--since=$SCAN_SINCE")
[ -z "${SCAN_CATEGORY:-}" ] || arguments+=("--sarif-category=$SCAN_CATEGORY")
if [[ "${SCAN_ARGS:-}" =~ [^[:space:]] ]]; then
  # `xargs` takes words apart as a shell does, and evaluates nothing.
  xargs printf '%s\0' <<<"$SCAN_ARGS" >"$work/arguments"
  while IFS= read -r -d '' argument; do
    arguments+=("$argument")
  done <"$work/arguments"
fi
arguments+=(--)
while IFS= read -r path; do
  path=${path%$'\r'}
  [ -z "$path" ] || arguments+=("$path")
done <<<"${SCAN_PATHS:-}"

rm -f -- "$SCAN_SARIF_FILE"
status=0
soc2lint "${arguments[@]}" || status=$?

[ ! -f "$work/summary.md" ] || cat -- "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"
[ ! -f "$work/outputs" ] || cat -- "$work/outputs" >>"$GITHUB_OUTPUT"
written=false
[ ! -f "$SCAN_SARIF_FILE" ] || written=true
printf 'exit-code=%s\nsarif-written=%s\n' "$status" "$written" >>"$GITHUB_OUTPUT"
