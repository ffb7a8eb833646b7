"""What happens to data on other engines."""

from dataclasses import dataclass

from longbien.kernel.event import Event
from longbien.kernel.text import Text

RUN = Text.of(
    vi="Người vận hành truy vấn dữ liệu theo thoả thuận", en="The hub's operators queried data under an agreement"
)


@dataclass(frozen=True)
class DataRun(Event, type="data.run", words=RUN):
    """A statement was run under an agreement from the command line: its digest, where it ran, how many rows it gave,
    or why it was refused."""

    digest: str
    engine: str
    rows: int | None
    refused: str
