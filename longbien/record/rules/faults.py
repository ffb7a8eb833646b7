"""Why a delivery failed, in words: only the name of its error is kept, for its words may hold somebody's data."""

from longbien.kernel.text import Text

LOST = "its worker was lost each time"

AWAY = Text.of(
    vi="Máy chủ bên kia không trả lời. Kiểm tra địa chỉ, mạng và máy chủ đó, rồi làm lại.",
    en="The other server did not answer. Check its address, the network and that server, then try again.",
)
REFUSED = Text.of(
    vi="Máy chủ thư không nhận tên hoặc mật khẩu của ta. Xem lại LONGBIEN_MAIL_URL.",
    en="The mail server took neither our name nor our password. Look at LONGBIEN_MAIL_URL.",
)
NOBODY = Text.of(
    vi="Máy chủ thư không nhận địa chỉ này. Làm lại cũng không giúp được nếu địa chỉ sai.",
    en="The mail server won't take this address. Trying again doesn't help while the address is wrong.",
)
UNFIT = Text.of(
    vi="Một điều mà việc này cần chưa đúng như phải có, hoặc không còn nữa.",
    en="Something that this needs isn't as it should be, or is gone.",
)
UNSTAMPED = Text.of(
    vi="Cơ quan đóng dấu thời gian trả lời điều khác, hoặc chứng thư trong LONGBIEN_TSA_CERTIFICATE không phải của họ.",
    en="The time stamp authority answered something else, or LONGBIEN_TSA_CERTIFICATE isn't theirs.",
)
KILLED = Text.of(
    vi="Bộ xử lý bị dừng giữa chừng cả ba lần. Xem bộ nhớ của máy và nhật ký chạy.",
    en="The worker was ended in the middle of it three times. Look at this machine's memory and at the logs.",
)
OTHERWISE = Text.of(
    vi="Lỗi của chương trình; nhật ký chạy của bộ xử lý nói rõ hơn.",
    en="A fault of the program; the worker's logs say more.",
)

WORDS = {
    **dict.fromkeys(("OSError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError"), AWAY),
    **dict.fromkeys(("TimeoutError", "gaierror", "URLError", "SSLError", "SMTPServerDisconnected"), AWAY),
    **dict.fromkeys(("SMTPConnectError", "SMTPHeloError", "HTTPError", "Unanswered"), AWAY),
    "SMTPAuthenticationError": REFUSED,
    **dict.fromkeys(("SMTPRecipientsRefused", "SMTPSenderRefused", "SMTPDataError"), NOBODY),
    **dict.fromkeys(("Refusal", "LookupError", "KeyError", "DoesNotExist"), UNFIT),
    "BadStamp": UNSTAMPED,
    LOST: KILLED,
}


def why(error: str) -> Text:
    """What the name of an error means to whoever runs the hub, and what to do."""
    return WORDS.get(error, OTHERWISE)
