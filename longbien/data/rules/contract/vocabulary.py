"""Words that readers see, and the terms of the EU's authority tables that DCAT-AP 3.0.1 names for them."""

from collections.abc import Mapping

from longbien.data.rules.contract.contract import Access, Class, Kind
from longbien.kernel.text import Text

RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"

ACCESS: Mapping[Access, tuple[Text, str]] = {
    "open": (Text.of(vi="Mở", en="Open"), "PUBLIC"),
    "shared": (Text.of(vi="Chia sẻ theo thoả thuận", en="Shared under an agreement"), "RESTRICTED"),
    "restricted": (Text.of(vi="Hạn chế", en="Restricted"), "NON_PUBLIC"),
}
KIND: Mapping[Kind, Text] = {
    "string": Text.of(vi="chữ", en="text"),
    "integer": Text.of(vi="số nguyên", en="whole number"),
    "number": Text.of(vi="số", en="number"),
    "boolean": Text.of(vi="có hoặc không", en="yes or no"),
    "date": Text.of(vi="ngày", en="day"),
    "timestamp": Text.of(vi="thời điểm", en="instant"),
}
CLASS: Mapping[Class, Text] = {
    "public": Text.of(vi="công khai", en="public"),
    "internal": Text.of(vi="nội bộ", en="internal"),
    "personal": Text.of(vi="dữ liệu cá nhân", en="personal"),
    "sensitive": Text.of(vi="dữ liệu cá nhân nhạy cảm", en="sensitive"),
}
FREQUENCIES: Mapping[str, Text] = {
    "ANNUAL": Text.of(vi="hằng năm", en="every year"),
    "MONTHLY": Text.of(vi="hằng tháng", en="every month"),
    "DAILY": Text.of(vi="hằng ngày", en="every day"),
    "IRREG": Text.of(vi="khi có thay đổi", en="when something changes"),
}
LICENCES: Mapping[str, str | Text] = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://opensource.org/license/mit": "MIT",
    "http://www.w3.org/ns/odrl/2/Agreement": Text.of(vi="Theo thoả thuận", en="Under an agreement"),
}
FORMATS: Mapping[str, str] = {
    "csv": "CSV", "json": "JSON", "parquet": "Parquet", "arrow": "Arrow", "geojson": "GeoJSON (OGC API Features)",
    "sql": "SQL", "delta": "Delta Sharing",
}  # fmt: skip
FRESHNESS: Mapping[str, Text] = {
    "month": Text.of(vi="trong tháng qua", en="within a month"),
    "year": Text.of(vi="trong năm qua", en="within a year"),
    "older": Text.of(vi="lâu hơn một năm", en="over a year ago"),
    "none": Text.of(vi="chưa có dòng nào", en="no rows yet"),
}
