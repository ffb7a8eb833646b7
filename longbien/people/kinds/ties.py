"""Kinds of interest by name, and in plain words why someone is recused."""

from collections.abc import Mapping
from uuid import UUID

from longbien.kernel.text import Text
from longbien.people.rules.ties import Tie

INTERESTS = {
    "member": Text.of(vi="Thành viên", en="Member"),
    "family": Text.of(vi="Người nhà", en="Family"),
    "employee": Text.of(vi="Người làm việc", en="Employee"),
    "supplier": Text.of(vi="Nhà cung cấp", en="Supplier"),
    "investor": Text.of(vi="Nhà đầu tư", en="Investor"),
    "adviser": Text.of(vi="Cố vấn", en="Adviser"),
    "founder": Text.of(vi="Nhà sáng lập", en="Founder"),
    "other": Text.of(vi="Liên hệ khác", en="Other tie"),
}
# How a tie is said in a sentence, before the name of the organisation.
SAID = {
    "member": Text.of(vi="thành viên của", en="a member of"),
    "seat": Text.of(vi="người giữ ghế trong hội đồng nhân danh", en="the holder of a seat in the name of"),
    "family": Text.of(vi="người nhà của người thuộc", en="family of someone at"),
    "employee": Text.of(vi="người làm việc cho", en="an employee of"),
    "supplier": Text.of(vi="nhà cung cấp của", en="a supplier of"),
    "investor": Text.of(vi="nhà đầu tư vào", en="an investor in"),
    "adviser": Text.of(vi="cố vấn của", en="an adviser of"),
    "founder": Text.of(vi="nhà sáng lập của", en="a founder of"),
    "other": Text.of(vi="người có liên hệ với", en="someone tied to"),
}


def why(tie: Tie, names: Mapping[UUID, str], *, about: str = "") -> Text:
    """The sentence for someone who may not decide, or `about` them; `names` holds every organisation and person that
    the tie names."""
    near = names[tie.through or tie.organisation_id]
    vi_who, en_who = (about, f"{about} is") if about else ("bạn", "you are")
    if tie.acting_for:
        name, acts = names[tie.acting_for], f"{about} acts" if about else "you act"
        vi_who, en_who = f"{name}, người {about or 'bạn'} làm thay,", f"{name}, for whom {acts}, is"
    vi, en = f"{vi_who} là {SAID[tie.kind]['vi']} {near}", f"{en_who} {SAID[tie.kind]['en']} {near}"
    if not about:
        vi, en = f"Bạn không quyết định được ở đây: {vi}", f"You can't decide here: {en}"
    if tie.through:
        there, link = names[tie.organisation_id], INTERESTS[tie.link]
        vi += f", mà {near} có quan hệ đã khai với {there} ({link['vi'].lower()})"
        en += f", and {near} has a declared tie to {there} ({link['en'].lower()})"
    return Text.of(vi=f"{vi}.", en=f"{en}.")
