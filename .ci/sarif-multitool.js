// Reads what the SARIF Multitool says of a log and fails on what is not known and accepted.
// Usage: node sarif-multitool.js LOG VERDICT
"use strict";
const fs = require("fs");
const [log, verdict] = process.argv.slice(2).map((path) => JSON.parse(fs.readFileSync(path, "utf8")));

const accepted = {
  SARIF2002: "messages are whole sentences without placeholders",
  SARIF2003: "the version control is the uploader's to tell",
  SARIF2005: "the tool has no address on the web yet",
  SARIF2006: "links can't be tried without a network",
  SARIF2009: "rule ids are words, not numbers",
  SARIF2010: "no source is copied into the log: it may hold secrets",
  SARIF2011: "no source is copied into the log: it may hold secrets",
};
// GitHub wants a place for every result. Results of the full profile that are no violations may have none.
const wantsPlace = ["GH1015", "GH1017", "GH2012"];

function isAccepted(finding) {
  if (finding.ruleId in accepted) return true;
  const index = /^runs\[0\]\.results\[(\d+)\]$/.exec(finding.message.arguments?.[0] ?? "");
  return wantsPlace.includes(finding.ruleId) && index && log.runs[0].results[Number(index[1])].kind !== "fail";
}

const run = verdict.runs[0];
const told = (run.invocations ?? []).flatMap((invocation) => invocation.toolExecutionNotifications ?? []);
const failed = !run.invocations?.every((invocation) => invocation.executionSuccessful) || told.some((one) => one.level === "error");
const refused = (run.results ?? []).filter((finding) => !isAccepted(finding));
for (const finding of refused) {
  const region = finding.locations?.[0]?.physicalLocation?.region;
  console.error(`${finding.ruleId} ${finding.level ?? "warning"} at line ${region?.startLine}: ${finding.message.arguments?.join(", ")}`);
}
for (const one of failed ? told : []) console.error(`the validator failed: ${one.message.text}`);
console.log(`${log.runs[0].results.length} results, ${(run.results ?? []).length} remarks, ${refused.length} not accepted`);
process.exit(failed || refused.length > 0 ? 1 : 0);
