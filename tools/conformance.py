"""Tell how a conformance suite went, and fail when fewer tests passed than must. Usage: conformance.py SUITE REPORT."""

import json
import pathlib
import sys

# One test of the data model suite states digests of a context that was published anew since.
MUST_PASS = {"vc-data-model-2.0-test-suite": 58, "vc-di-eddsa-test-suite": 57}


def main(suite: str, report: pathlib.Path) -> int:
    if not report.exists():
        print(f"{suite}: ended without a report")
        return 1
    told = json.loads(report.read_text())
    passed, failed, pending = (told["stats"][name] for name in ("passes", "failures", "pending"))
    for test in told["failures"]:
        print(f"{suite}: failed: {test['fullTitle'][:150]}: {test['err'].get('message', '')[:150]}")
    print(f"{suite}: {passed} passed, {failed} failed, {pending} skipped")
    return int(passed < MUST_PASS[suite])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
