"""What can not be forged in a dossier, even with the hub's key: a frozen one, changed, made whole, signed again."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from longbien.record.rules.merkle import leaf_hash
from longbien.trials.rules.dossier.file import PARTS, digest, part_lines
from longbien.trials.rules.dossier.verify import verify
from tests.trials.evidence import FROZEN, faults, forged, trusted

FILE = FROZEN.read_bytes()
VERIFIER = trusted(FILE)
STOOD = ("e32", "suspended")


def test_a_dossier_of_an_earlier_day_still_verifies():
    checks = verify(FILE, VERIFIER)
    assert [(check.part, [wrong["en"] for wrong in check.wrong]) for check in checks if not check.passed] == []
    assert faults(forged(FILE, lambda parts: None), VERIFIER) == set()


def leave_out_breach(parts):
    parts["breaches"].pop(3)


def leave_out_breach_and_leaf(parts):
    gone = parts["breaches"].pop(0)
    parts["timeline"] = [
        entry
        for entry in parts["timeline"]
        if (json.loads(entry["leaf"])["type"], json.loads(entry["leaf"])["open"].get("batch"))
        != ("trials.batch-stored/1", gone["batch"])
    ]
    parts["batches"] = [batch for batch in parts["batches"] if batch["number"] != gone["batch"]]
    parts["breaches"] = [row for row in parts["breaches"] if row["batch"] != gone["batch"]]
    del parts["log"]["proofs"][2]


def leave_out_and_renumber(parts):
    """As above, with the chain linked anew, the totals added up anew and the last leaf telling the new numbers."""
    leave_out_breach_and_leaf(parts)
    before, leaves = "", []
    for number, entry in enumerate(parts["timeline"], 1):
        leaf = json.loads(entry["leaf"])
        leaf["chain"] |= {"seq": number, "prev": before}
        if leaf["type"].startswith("trials.dossier-built"):
            leaf["open"] |= {"leaves": number - 1, "batches": len(parts["batches"]), "breaches": len(parts["breaches"])}
            leaf["open"]["parts"] = digest(part_lines({name: parts[name] for name in PARTS[:9]}).values())
        entry["leaf"] = json.dumps(leaf, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        before = leaf_hash(entry["leaf"].encode()).hex()
        leaves.append(entry)


def drop_last_leaf(parts):
    parts["timeline"].pop()
    parts["log"]["proofs"].pop()


def drop_resumption(parts):
    at = next(n for n, entry in enumerate(parts["timeline"]) if "trials.resumed" in entry["leaf"])
    parts["timeline"][at]["openings"].pop("officer")


def change(path, value):
    *way, last = path

    def apply(parts):
        place = parts
        for step in way:
            place = place[step]
        assert place[last] != value
        place[last] = value

    return apply


FORGERIES = {
    "a breach left out": (leave_out_breach, {"breaches", "timeline", "statistics"}),
    "a breach and its leaf left out": (leave_out_breach_and_leaf, {"timeline"}),
    "left out, and all linked anew": (leave_out_and_renumber, {"log"}),
    "the last leaf dropped": (drop_last_leaf, {"timeline"}),
    "a leaf's proof of another leaf": (lambda parts: parts["log"]["proofs"].reverse(), {"log"}),
    "a proof missing": (lambda parts: parts["log"]["proofs"].pop(), {"log"}),
    "a checkpoint of nobody": (change(["log", "checkpoint"], "x\n1\nAA==\n\n— x AAAA\n"), {"log"}),
    "two leaves swapped": (lambda parts: parts["timeline"].insert(2, parts["timeline"].pop(3)), {"timeline"}),
    "a leaf doubled": (lambda parts: parts["timeline"].insert(2, parts["timeline"][2]), {"timeline", "log"}),
    "a leaf that is none": (change(["timeline", 1, "leaf"], "{}"), {"timeline"}),
    "an officer unnamed": (drop_resumption, {"suspensions"}),
    "another reason": (change(["suspensions", 0, "lift_reason"], "Không có gì."), {"suspensions", "timeline"}),
    "another reason, opened": (
        lambda parts: [
            entry["openings"]["reason"].update(value="Không có gì.")
            for entry in parts["timeline"]
            if "reason" in entry["openings"]
        ],
        {"timeline"},
    ),
    "a suspension left out": (lambda parts: parts["suspensions"].pop(0), {"suspensions", "timeline"}),
    "a suspension that began later": (change(["suspensions", 0, "since_us"], 1), {"suspensions"}),
    "a suspension by another rule": (change(["suspensions", 0, "rule"], "speed"), {"suspensions"}),
    "a breach that does not stop": (
        lambda parts: [row.update(stops=False) for row in parts["breaches"]],
        {"breaches", "suspensions"},
    ),
    "a faster robot": (change(["breaches", 0, "speed_kmh"], 3), {"breaches"}),
    "an event told in two ways": (
        lambda parts: next(r for r in parts["breaches"] if r["event"] == "e32").update(lon=105.8451),
        {"breaches"},
    ),
    "a rule more": (
        lambda parts: parts["breaches"].append(parts["breaches"][0] | {"rule": "hours", "stops": False}),
        {"breaches"},
    ),
    "an unborne witness": (
        lambda parts: next(r for r in parts["breaches"] if r["rule"] == "devices").update(witness=[["r1", 1]]),
        {"breaches"},
    ),
    "a smaller total": (
        lambda parts: next(r for r in parts["breaches"] if r["rule"] == "value").update(witness=10),
        {"breaches"},
    ),
    "an operation under suspension left out": (
        lambda parts: parts["breaches"].remove(next(r for r in parts["breaches"] if (r["event"], r["rule"]) == STOOD)),
        {"breaches"},
    ),
    "an operation under suspension that was none": (
        lambda parts: parts["breaches"].append(parts["breaches"][0] | {"rule": "suspended", "stops": False}),
        {"breaches"},
    ),
    "a leaf of another trial": (
        lambda parts: parts["timeline"][1].update(
            leaf=parts["timeline"][1]["leaf"].replace('"of":"trials.trial:', '"of":"trials.trial:0')
        ),
        {"timeline"},
    ),
    "a breach of no batch": (change(["breaches", 0, "batch"], 99), {"breaches"}),
    "a wider plan": (change(["plan", "versions", 0, "plan", "cap_speed_kmh"], 99), {"plan"}),
    "a wider policy": (change(["plan", "versions", 0, "policy", "plan", "cap_speed_kmh"], 99), {"plan", "breaches"}),
    "a longer term": (change(["plan", "versions", 0, "policy", "plan", "term_months"], 48), {"plan", "licence"}),
    "a version nobody licensed": (change(["plan", "versions", 0, "number"], 2), {"plan"}),
    "another law": (change(["regime", "content", "term", "max_months"], 48), {"regime"}),
    "another regime": (change(["regime", "code"], "other"), {"regime"}),
    "another holder": (change(["licence", "holder", "id"], "0"), {"licence"}),
    "a later end": (change(["licence", "term_end"], "2030-01-01"), {"licence"}),
    "another number": (change(["licence", "number"], "X"), {"licence"}),
    "a waiver more": (lambda parts: parts["waivers"].append({"provision": "Y", "why": "Z"}), {"waivers"}),
    "a batch less": (lambda parts: parts["batches"].pop(), {"batches"}),
    "a batch of fewer events": (change(["batches", 0, "counts", "stored"], 1), {"batches", "statistics"}),
    "a batch that came earlier": (change(["batches", 0, "received_at"], "2026-01-01T00:00:00.000000Z"), {"batches"}),
    "a batch of another number": (change(["batches", 0, "number"], 77), {"batches"}),
    "an incident less": (lambda parts: parts["incidents"].pop(), {"incidents"}),
    "better totals": (change(["statistics", "totals", "breaches"], 0), {"statistics"}),
    "better evidence": (change(["statistics", "monitors", 0, "steps", 0, 4], 0.5), {"statistics"}),
    "no alarm": (change(["statistics", "monitors", 0, "alarms"], []), {"statistics", "suspensions"}),
    "another limit": (change(["statistics", "monitors", 0, "limit"], 9), {"statistics"}),
    "no monitor": (change(["statistics", "monitors"], []), {"statistics"}),
    "another key": (change(["keys", "id"], "00000000"), {"keys"}),
    "nothing at all": (lambda parts: parts.update(dict.fromkeys(PARTS)), {"plan", "timeline", "statistics"}),
    "a part of nothing": (change(["breaches"], "many"), {"breaches"}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_what_the_holder_of_the_key_itself_can_not_forge(name):
    forge, parts = FORGERIES[name]
    assert parts <= faults(forged(FILE, forge), VERIFIER)


def test_a_part_left_out_altogether_is_not_passed_over():
    assert "manifest" in faults(forged(FILE, lambda parts: parts.pop("incidents")), VERIFIER)


def test_it_is_rebuilt_under_another_key():
    other = Ed25519PrivateKey.generate()
    assert {"manifest", "signature"} <= faults(forged(FILE, lambda parts: None, key=other), VERIFIER)
