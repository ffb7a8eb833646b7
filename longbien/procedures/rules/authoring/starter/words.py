"""What a new service says before its clerk says it otherwise, in Vietnamese and English."""

import json
from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Dịch vụ mới", "New service"),
    "summary": ("Dịch vụ này giúp gì, trong một câu.", "What this service is for, in one sentence."),
    "who": ("Ai được nộp hồ sơ.", "Who may apply."),
    "draft": ("Bản nháp", "Draft"),
    "draft_next": ("Điền mẫu và nộp.", "Fill in the form and submit it."),
    "unpaid": ("Chờ nộp phí", "Waiting for the fee"),
    "unpaid_next": (
        "Bạn chuyển khoản theo hướng dẫn trên trang của hồ sơ.",
        "You transfer the fee as the page of the case says.",
    ),
    "checking": ("Đang kiểm tra", "Being checked"),
    "checking_next": ("Cán bộ kiểm tra hồ sơ.", "An officer checks it."),
    "deciding": ("Chờ quyết định", "Waiting for a decision"),
    "deciding_next": ("Một cán bộ khác quyết định.", "A second officer decides."),
    "more_info": ("Chờ bổ sung", "Waiting for more information"),
    "more_info_next": ("Bạn bổ sung điều được hỏi.", "You add what was asked for."),
    "done": ("Đã chấp thuận", "Accepted"),
    "refused": ("Đã từ chối", "Refused"),
    "lapsed": ("Hết hạn", "Lapsed"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "submit": ("Nộp hồ sơ", "Submit"),
    "go_on": ("Đã nhận phí", "The fee has come in"),
    "ask": ("Yêu cầu bổ sung", "Ask for more information"),
    "resubmit": ("Nộp bổ sung", "Submit again"),
    "check": ("Đã kiểm tra, trình quyết định", "Checked: hand it to a second officer"),
    "accept": ("Chấp thuận", "Accept"),
    "refuse": ("Từ chối", "Refuse"),
    "reopen": ("Mở lại sau khiếu nại", "Open again after an appeal"),
    "withdraw": ("Rút hồ sơ", "Withdraw"),
    "lapse": ("Đóng do quá hạn", "Close as lapsed"),
    "question": ("Bạn đề nghị điều gì?", "What do you ask for?"),
    "hint": ("Viết như nói, vài câu là đủ.", "Plain words; a few sentences are enough."),
    "amount": ("Bao nhiêu người tham gia?", "How many people take part?"),
    "granted": ("Hồ sơ được chấp thuận", "A case that is accepted"),
    "turned_down": ("Hồ sơ bị từ chối", "A case that is refused"),
    "appealed": ("Khiếu nại đúng, hồ sơ được mở lại", "A refusal is appealed, and the case opened again"),
    "taken_back": ("Hồ sơ được rút", "A case that is withdrawn"),
    "asked": ("Hồ sơ phải bổ sung rồi quá hạn", "A case that waits for more and lapses"),
    "not_paid": ("Phí không được nộp", "The fee is not paid"),
}
# A letter's own words; `$name` is filled in by its template.
LETTER: Mapping[str, tuple[str, str]] = {
    "number": ("Số", "No."),
    "to": ("Kính gửi", "To"),
    "case": ("Hồ sơ", "Case"),
    "asked": ("Đề nghị", "Request"),
    "people": ("Số người", "People"),
    "reason": ("Lý do", "Reason"),
    "basis": ("Căn cứ", "Basis"),
    "appeal": ("Có thể khiếu nại từ trang của hồ sơ đến hết", "An appeal can be made from the page of the case until"),
    "decided": ("Người quyết định", "Decided by"),
}


def said(key: str, languages: tuple[str, ...], words: Mapping[str, tuple[str, str]] = WORDS) -> dict[str, str]:
    """The words in each language of the hub; one that the house does not speak gets the English ones to translate."""
    vi, en = words[key]
    return {language: vi if language == "vi" else en for language in languages}


def written(said_: Mapping[str, str]) -> str:
    """A text as a line of YAML: `{vi: "…", en: "…"}`."""
    return "{" + ", ".join(f"{code}: {json.dumps(one, ensure_ascii=False)}" for code, one in said_.items()) + "}"
