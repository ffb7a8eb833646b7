"""Was the licence what the law allowed, and is the plan of the dossier the one that was licensed?"""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.dossier.chain import Parts, Told, of_kind
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.plan import read_plan
from longbien.trials.rules.policy import Policy, check_licence, read_policy, shorten_policy
from longbien.trials.rules.regime import Regime, check_extension, read_regime

ISSUED, EXTENDED = "trials.licence-issued", "trials.licence-extended"


def policy_of(parts: Parts) -> Policy:
    """The policy of the version in force; ValueError and its like when it can't be read."""
    return read_policy(parts["plan"]["versions"][-1]["policy"])


def regime_of(parts: Parts) -> Regime:
    content = parts["regime"]["content"]
    title = content["title"]
    return read_regime(content, tuple(title) if isinstance(title, Mapping) else ("und",))


def check_law(parts: Parts, manifest: Mapping[str, Any]) -> list[Check]:
    return [
        check("plan", PLAN, lambda: _plan(parts)),
        check("plan", WITHIN, lambda: _within(parts)),
        check("regime", REGIME, lambda: _regime(parts)),
        check("licence", LICENCE, lambda: _licence(parts, manifest)),
        check("waivers", WAIVERS, lambda: _waivers(parts)),
    ]


def _plan(parts: Parts) -> Iterator[Text]:
    """Every version's plan and policy have the SHA-256 that the licence's leaf names, and enforce the same."""
    issued = _licensed(parts)
    for version in parts["plan"]["versions"]:
        policy = read_policy(version["policy"])
        leaf = next((one.leaf.open for one in issued if one.leaf.open["plan_version"] == version["number"]), None)
        if leaf is None:
            yield _text(f"v{version['number']}", "không có trong dòng thời gian", "has no entry in the timeline")
            continue
        for name in ("plan", "policy"):
            actual = sha256(canonical(version[name])).hexdigest()
            if not actual == version[f"{name}_sha256"] == leaf[f"{name}_sha256"]:
                yield _text(f"{name} v{version['number']}", "không phải bản đã cấp", "isn't what was licensed")
        if read_plan(version["plan"]) != policy.plan:
            yield _text(f"v{version['number']}", "chính sách không theo phương án", "the policy enforces another plan")


def _licensed(parts: Parts) -> list[Told]:
    """The leaves that licensed a version: the first issued it, every later one extended it."""
    return [*of_kind(parts, ISSUED), *of_kind(parts, EXTENDED)]


def _within(parts: Parts) -> Iterator[Text]:
    """The first version as it was asked for, and every later one as an extension: nothing but a longer term."""
    regime, (first, *others) = regime_of(parts), [read_policy(one["policy"]) for one in parts["plan"]["versions"]]
    for reason in check_licence(first.plan, regime, {site.code: site for site in first.sites}).against:
        yield reason.what
    before = first
    for used, after in enumerate(others):
        months = after.plan.term_months - before.plan.term_months
        if shorten_policy(after, before.plan.term_months) != before:
            yield _text(f"v{used + 2}", "đổi nhiều hơn thời hạn", "changes more than the term")
        for reason in check_extension(before.term, first.plan.start, months, used, regime).against:
            yield reason.what
        before = after


def _regime(parts: Parts) -> Iterator[Text]:
    regime, policy = parts["regime"], policy_of(parts)
    actual = sha256(canonical(regime["content"])).hexdigest()
    if not actual == regime["sha256"] == policy.regime_sha256:
        yield _text(regime["code"], "không phải bản mà giấy phép viện dẫn", "isn't the text that the licence rests on")
    for issued in of_kind(parts, ISSUED):
        if (issued.leaf.open["regime"], issued.leaf.open["regime_version"]) != (regime["code"], regime["number"]):
            yield _text(regime["code"], "không phải bản ghi trong sổ", "isn't the version in the record")


def _licence(parts: Parts, manifest: Mapping[str, Any]) -> Iterator[Text]:
    """Number, holder, case and term as the leaf has them; the term as the plan has it."""
    licence, [issued] = parts["licence"], of_kind(parts, ISSUED)
    said = {**issued.leaf.open, "end": _licensed(parts)[-1].leaf.open["end"]}
    actual = {
        "number": manifest["number"],
        "organisation": licence["holder"]["id"],
        "case": licence["case"],
        "start": licence["term_start"],
        "end": licence["term_end"],
    }
    for name, value in actual.items():
        if said[name] != value:
            yield _text(
                name, f"sổ ghi {said[name]}, hồ sơ ghi {value}", f"the record has {said[name]}, the file {value}"
            )
    term = policy_of(parts).term
    if (term.start, term.end) != tuple(date.fromisoformat(licence[key]) for key in ("term_start", "term_end")):
        yield _text("term", "không theo phương án", "isn't that of the plan")
    if licence["number"] != manifest["number"]:
        yield _text("number", "không trùng bảng kê", "isn't that of the manifest")


def _waivers(parts: Parts) -> Iterator[Text]:
    asked = [{"provision": one.provision, "why": one.why} for one in policy_of(parts).plan.exemptions]
    if parts["waivers"] != asked:
        yield _text("waivers", "không phải các miễn trừ trong phương án", "aren't the exemptions of the plan")


def _text(name: str, vi: str, en: str) -> Text:
    return Text.of(vi=f"{name}: {vi}.", en=f"{name}: {en}.")


PLAN = Text.of(
    vi="Phương án và chính sách mang đúng SHA-256 mà mục cấp phép trong sổ đã ghi",
    en="Plan and policy have the SHA-256 that the licence's entry in the record names",
)
WITHIN = Text.of(
    vi="Phương án nằm trong chế độ pháp lý: thời hạn, hiệu lực, các phần bắt buộc, khu vực (tính lại)",
    en="The plan lies within its regime: term, validity, required parts, areas (recomputed)",
)
REGIME = Text.of(
    vi="Chế độ pháp lý là đúng bản mà giấy phép và sổ viện dẫn (SHA-256)",
    en="The regime is the version that licence and record name (SHA-256)",
)
LICENCE = Text.of(
    vi="Số, chủ thể, hồ sơ và thời hạn giấy phép đúng như sổ và phương án",
    en="Number, holder, case and term of the licence are those of the record and the plan",
)
WAIVERS = Text.of(vi="Các miễn trừ đúng như phương án", en="The waivers are those of the plan")
