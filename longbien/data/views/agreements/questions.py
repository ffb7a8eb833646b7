"""What the form of an agreement asks."""

from longbien.data.rules.agreement.terms import MASK_WORDS, OPERATOR_WORDS
from longbien.data.rules.contract.contract import Contract
from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Field

MOST = 60


def fields_of(contract: Contract) -> tuple[Field, ...]:
    columns = tuple(Choice(one.name, one.title) for one in contract.columns)
    column = Field("column", "choice", Text.of(vi="Cột", en="Column"), required=True, choices=columns)
    masks = tuple(Choice(kind, words) for kind, words in MASK_WORDS.items())
    operators = tuple(Choice(kind, words) for kind, words in OPERATOR_WORDS.items())
    return (
        Field(
            "organisation", "text", Text.of(vi="Bên nhận", en="Recipient"),
            Text.of(vi="Tên tổ chức như đã đăng ký ở đây.", en="The name of the organisation as registered here."),
            required=True, maximum=200,
        ),
        Field("purpose", "longtext", Text.of(vi="Dùng để làm gì", en="What it is used for"), required=True,
              maximum=2_000),
        Field("until", "date", Text.of(vi="Đến hết ngày", en="Until and including"), required=True),
        Field(
            "territory", "text", Text.of(vi="Nước ngoài được đưa đến hoặc truy cập", en="Countries abroad"),
            Text.of(vi="Mã hai chữ cái, ngăn bằng dấu chấm phẩy, như SG; JP. Bỏ trống: dữ liệu không ra nước ngoài.",
                    en="Two letters each, with semicolons between, such as SG; JP. None: the data stay at home."),
            maximum=200,
        ),
        Field(
            "columns", "group", Text.of(vi="Cột được cấp", en="Columns that are shown"), required=True,
            min_rows=1, max_rows=MOST,
            fields=(
                column,
                Field("mask", "choice", Text.of(vi="Cách hiện", en="How it is shown"), required=True, choices=masks),
                Field(
                    "step", "number", Text.of(vi="Bước, hoặc số ký tự", en="Step, or how many characters"),
                    Text.of(vi="Chỉ khi làm tròn hoặc chỉ còn các ký tự đầu.",
                            en="For rounding and for first characters only."),
                    minimum=1, maximum=1_000_000_000,
                ),
            ),
        ),
        Field(
            "rows", "group", Text.of(vi="Chỉ những dòng", en="Only rows where"),
            Text.of(vi="Bỏ trống: mọi dòng. Nhiều điều kiện: phải đúng tất cả.",
                    en="None: all rows. Several: all of them must hold."),
            max_rows=MOST,
            fields=(
                column,
                Field("operator", "choice", Text.of(vi="So sánh", en="Compared"), required=True, choices=operators),
                Field(
                    "values", "text", Text.of(vi="Giá trị", en="Value"),
                    Text.of(vi="Nhiều giá trị: ngăn bằng dấu chấm phẩy. Ngày viết 2026-03-01.",
                            en="Several: with semicolons between. Days as 2026-03-01."),
                    maximum=2_000,
                ),
            ),
        ),
    )  # fmt: skip
