"""Titles that a procedure file may leave out: the usual names of states, actions and tasks in each language."""

from longbien.kernel.text import Text

USUAL: dict[str, dict[str, dict[str, str]]] = {
    "states": {
        "draft": {"vi": "Bản nháp", "en": "Draft"},
        "submitted": {"vi": "Đã nộp", "en": "Submitted"},
        "screening": {"vi": "Đang kiểm tra hồ sơ", "en": "Being checked"},
        "more_info": {"vi": "Chờ bổ sung", "en": "Waiting for more information"},
        "review": {"vi": "Đang thẩm định", "en": "Under review"},
        "decision": {"vi": "Chờ quyết định", "en": "Waiting for a decision"},
        "accepted": {"vi": "Được chấp thuận", "en": "Accepted"},
        "granted": {"vi": "Đã cấp", "en": "Granted"},
        "rejected": {"vi": "Không được chấp thuận", "en": "Not accepted"},
        "refused": {"vi": "Bị từ chối", "en": "Refused"},
        "withdrawn": {"vi": "Đã rút", "en": "Withdrawn"},
        "lapsed": {"vi": "Đã đóng do quá hạn", "en": "Lapsed"},
    },
    "actions": {
        "submit": {"vi": "Nộp hồ sơ", "en": "Submit"},
        "resubmit": {"vi": "Nộp bổ sung", "en": "Submit again"},
        "ask": {"vi": "Yêu cầu bổ sung", "en": "Ask for more information"},
        "pass": {"vi": "Chuyển thẩm định", "en": "Send to review"},
        "approve": {"vi": "Chấp thuận", "en": "Approve"},
        "accept": {"vi": "Chấp thuận", "en": "Accept"},
        "grant": {"vi": "Cấp phép", "en": "Grant"},
        "reject": {"vi": "Không chấp thuận", "en": "Reject"},
        "refuse": {"vi": "Từ chối", "en": "Refuse"},
        "withdraw": {"vi": "Rút hồ sơ", "en": "Withdraw"},
        "lapse": {"vi": "Đóng do quá hạn", "en": "Close as lapsed"},
    },
    "tasks": {
        "review": {"vi": "Thẩm định", "en": "Review"},
    },
}


def has_title(kind: str, name: str, languages: tuple[str, ...]) -> bool:
    """Whether the usual titles hold `name` in every one of `languages`."""
    return set(languages) <= set(USUAL[kind].get(name, {}))


def title_of(kind: str, name: str, languages: tuple[str, ...]) -> Text:
    """The usual title. KeyError when there is none: lint has asked for one by then."""
    return Text(tuple((language, USUAL[kind][name][language]) for language in languages))
