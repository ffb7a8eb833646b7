"""What statements say: headings, columns, notes. Plain words: no label of a template that is not to hand."""

from longbien.kernel.text import Text

ACCOUNT = Text.of(vi="Sao kê tài khoản vốn của nhà đầu tư", en="Capital account of an investor")
FUND = Text.of(vi="Báo cáo của quỹ", en="Statement of the fund")

PERIOD = Text.of(vi="Trong kỳ", en="In the period")
SINCE = Text.of(vi="Từ khi thành lập", en="Since inception")
AT_END = Text.of(vi="Cuối kỳ", en="At the end")
AT_START = Text.of(vi="Đầu kỳ", en="At the beginning")
VALUE = Text.of(vi="Giá trị", en="Value")

MOVEMENTS = Text.of(vi="Tài khoản vốn", en="Capital account")
OPENING = Text.of(vi="Giá trị tài sản ròng đầu kỳ", en="Net asset value at the beginning")
CLOSING = Text.of(vi="Giá trị tài sản ròng cuối kỳ", en="Net asset value at the end")
COMMITMENT = Text.of(vi="Cam kết và thanh toán", en="Commitment and payments")
COMMITTED = Text.of(vi="Đã cam kết", en="Committed")
CALLED = Text.of(vi="Đã gọi (trừ phần được hoàn)", en="Called (less what was paid back)")
UNFUNDED = Text.of(vi="Cam kết chưa gọi", en="Unfunded commitment")
PAID_IN = Text.of(vi="Đã nộp bằng tiền (gồm lãi bù)", en="Paid in (equalisation interest included)")
PAID_BACK = Text.of(vi="Đã được hoàn sau đợt đóng (gồm lãi bù)", en="Paid back after closes (interest included)")
PAID_OUT = Text.of(vi="Phần phân chia đã nhận", en="Distributions received")
DUE = Text.of(vi="Còn phải nộp", en="Still to pay in")
REFUND = Text.of(vi="Còn được hoàn", en="Still to be paid back")
PAYABLE = Text.of(vi="Phần phân chia chưa nhận", en="Distributions not yet received")

INTEREST = Text.of(
    vi="Lãi bù giữa các nhà đầu tư: đã trả (được nhận)",
    en="Equalisation interest between investors: paid (received)",
)
GIVEN = Text.of(
    vi="Khoản đã phân chia trước đó, điều hoà khi có người tham gia sau: được tính (nhường lại)",
    en="Earlier distributions, set right when others joined: credited (given up)",
)

BALANCE = Text.of(vi="Tài sản và nguồn vốn", en="Balance")
TOTAL_ASSETS = Text.of(vi="Tổng tài sản", en="Assets in all")
TOTAL_OWED = Text.of(vi="Tổng nợ phải trả", en="Liabilities in all")
NET = Text.of(vi="Tài sản ròng", en="Net assets")
EQUITY = Text.of(vi="Phần của nhà đầu tư", en="The investors' part, in all")
CASH = Text.of(vi="Dòng tiền", en="Cash movements")
CASH_OPENING = Text.of(vi="Tiền đầu kỳ", en="Cash at the beginning")
CASH_CLOSING = Text.of(vi="Tiền cuối kỳ", en="Cash at the end")
FEES = Text.of(vi="Phí quản lý so với điều khoản", en="Management fee beside the clause")
UNTIL = Text.of(vi="Đến ngày (không tính ngày này)", en="Up to (that day not counted)")
ACCRUED = Text.of(vi="Đã ghi nhận", en="Accrued")
BY_CLAUSE = Text.of(vi="Theo điều khoản", en="By the clause")
DIFFERENCE = Text.of(vi="Chênh lệch", en="Difference")
ACCRUAL = Text.of(vi="Lần ghi nhận", en="Accrual")
IN_ALL = Text.of(vi="Tổng cộng", en="In all")
M_CALLED = Text.of(vi="Đã gọi", en="Called")
M_PAID = Text.of(vi="Đã nộp", en="Paid in")
M_UNFUNDED = Text.of(vi="Chưa gọi", en="Unfunded")
M_VALUE = Text.of(vi="Tài sản ròng", en="Net asset value")
MEMBERS = Text.of(vi="Nhà đầu tư", en="Investors")
HOLDINGS = Text.of(vi="Các khoản đầu tư", en="Investments")
INVESTED = Text.of(vi="Đã đầu tư", en="Invested")
COST = Text.of(vi="Giá gốc còn lại", en="Cost still held")
FAIR = Text.of(vi="Giá trị hợp lý", en="Fair value")
RETURNED = Text.of(vi="Đã thu về", en="Returned")
MULTIPLE = Text.of(vi="MOIC", en="MOIC")

PERFORMANCE = Text.of(vi="Kết quả", en="Performance")
IN = Text.of(vi="Nhà đầu tư đã nộp, trừ phần được hoàn", en="Paid in by investors, less what was paid back")
OUT = Text.of(vi="Nhà đầu tư đã nhận", en="Paid out to investors")
LEFT = Text.of(
    vi="Giá trị còn lại (trừ phần chưa nộp, cộng phần chưa nhận)",
    en="Value that is left (without what is still to be paid in, with what is still owed)",
)
IRR = Text.of(vi="IRR mỗi năm, số ngày thực tế trên 365", en="IRR a year, actual days over 365")


def annualised(rate: Text, days: int) -> Text:
    """The name of a rate a year that fewer days than a year stand behind."""
    return Text.of(
        vi=f"{rate['vi']} (quy ra năm: mới có {days} ngày, chưa chắc cả năm như vậy)",
        en=f"{rate['en']} (annualised: {days} {'day' if days == 1 else 'days'} so far, which may not go on so)",
    )


DPI = Text.of(vi="DPI (đã nhận / đã nộp)", en="DPI (paid out / paid in)")
TVPI = Text.of(vi="TVPI (đã nhận và còn lại / đã nộp)", en="TVPI (paid out and left / paid in)")
MOIC = Text.of(
    vi="MOIC của các khoản đầu tư (thu về và giá trị / đã đầu tư)",
    en="MOIC of the investments (returned and worth / invested)",
)
PME = Text.of(vi="PME Kaplan–Schoar so với chỉ số", en="Kaplan–Schoar PME beside the index")
ALPHA = Text.of(vi="Direct Alpha mỗi năm, số ngày thực tế trên 365", en="Direct Alpha a year, actual days over 365")
INDEX = Text.of(vi="Chỉ số thị trường", en="Market index")

TAKEN_OVER = Text.of(
    vi="Nhận lại khi mua phần vốn công (giá trị tài sản ròng)", en="Taken over in the buy-out (net asset value)"
)
HANDED_OVER = Text.of(
    vi="Chuyển giao khi phần vốn công được mua lại (giá trị tài sản ròng)",
    en="Handed over in the buy-out (net asset value)",
)
TAKEN = Text.of(
    vi="Cam kết chưa gọi nhận lại (chuyển giao) khi mua lại phần vốn công",
    en="Unfunded commitment taken over (handed over) in the buy-out",
)
PRICE = Text.of(vi="Giá mua lại phần vốn công: đã nhận (đã trả)", en="Price of the buy-out: received (paid)")
BOUGHT_OUT = Text.of(
    vi="Đến ngày mua lại phần vốn công, khoản chung được chia theo cam kết trước đó; từ ngày ấy, theo cam kết sau đó. "
    "Giá mua lại đi thẳng giữa các nhà đầu tư, không qua tiền của quỹ; nó tính vào số đã nộp của bên mua và số đã nhận "
    "của bên bán.",
    en="Until the buy-out of the public share what is common is split by the commitments before it, then by those "
    "after it. Its price goes from investor to investor, past the fund's money; it counts as paid in by the buyer, as "
    "paid out to the seller.",
)

SHARED = Text.of(
    vi="Phí, thu nhập, lãi lỗ và carry của cả quỹ được chia theo cam kết của mọi nhà đầu tư tại ngày này; ai vào sau "
    "được tính như có mặt từ đợt đóng đầu.",
    en="The fund's fee, income, gains and carry are split by all commitments of this day; who joined later counts as "
    "present from the first close.",
)
CAPITAL_FIRST = Text.of(
    vi="Phần phân chia là hoàn vốn cho đến khi vốn đã gọi được hoàn đủ, sau đó là lợi nhuận.",
    en="A distribution is a return of capital until all that was called has come back, a gain from then on.",
)
COUNTED = Text.of(
    vi="Phân chia trước khi có người tham gia sau, tính lại theo cam kết",
    en="Distributions made before others joined, counted by commitments",
)
JOINED_LATER = Text.of(
    vi="Phần còn lại của quỹ được chia theo cam kết, kể cả cho người tham gia sau một lần phân chia; vì vậy phần đã "
    "phân chia trước đó cũng được tính lại cho mọi người theo cam kết.",
    en="What is left of the fund is shared by commitments, also with whoever joined after a distribution; so what was "
    "distributed before counts for everybody by commitments too.",
)
INTEREST_ASIDE = Text.of(
    vi="Lãi bù đi từ nhà đầu tư vào sau tới nhà đầu tư vào trước; nó không đổi giá trị tài sản ròng.",
    en="Equalisation interest goes from late investors to earlier ones; it doesn't change net asset value.",
)
NO_TEMPLATE = Text.of(
    vi="Mẫu báo cáo chính thức của ILPA không có sẵn ở đây: báo cáo dùng từ thường, không dùng tên dòng của mẫu ấy.",
    en="The official reporting template of ILPA is not to hand here: this statement uses plain words, not its labels.",
)
UNAUDITED = Text.of(
    vi="Lập từ các bút toán sổ cái có ngày tính đến ngày trên và đã ghi đến thời điểm trên; chưa kiểm toán.",
    en="Made of the ledger's entries that count by the day above and were written by the moment above; not audited.",
)
NO_INDEX = Text.of(
    vi="Không có chỉ số thị trường kèm nguồn nên không tính PME và Direct Alpha.",
    en="No market index with a source was given, so PME and Direct Alpha are not told.",
)
