#!/usr/bin/env bash
# Ends the action as the scan ended. Reads EXIT_CODE and UPLOAD (how the upload of the report went).
set -euo pipefail

if [ "${UPLOAD:-}" = failure ]; then
  printf '::warning title=soc2lint::%s\n' \
    "The report was not uploaded to code scanning: it needs \`security-events: write\`, and in private repositories GitHub Code Security. The annotations and the summary hold the findings."
fi
case "${EXIT_CODE:-}" in
  0) ;;
  1) echo "soc2lint has findings." ;;
  2) printf '::error title=soc2lint::%s\n' "The whole job could not be done; the log says why." ;;
  3) printf '::error title=soc2lint::%s\n' "There is no Terraform in the given paths." ;;
  *)
    printf '::error title=soc2lint::%s\n' "soc2lint did not run."
    EXIT_CODE=2
    ;;
esac
exit "$EXIT_CODE"
