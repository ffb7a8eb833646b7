"""Themes of data sets: the EU Vocabularies authority table "data theme", which DCAT-AP 3.0.1 names.

Source: https://publications.europa.eu/resource/authority/data-theme (codes and English labels are theirs).
"""

from collections.abc import Mapping

from longbien.kernel.text import Text

AUTHORITY = "http://publications.europa.eu/resource/authority/data-theme/"

THEMES: Mapping[str, Text] = {
    "AGRI": Text.of(vi="Nông nghiệp, thủy sản, lâm nghiệp", en="Agriculture, fisheries, forestry and food"),
    "ECON": Text.of(vi="Kinh tế và tài chính", en="Economy and finance"),
    "EDUC": Text.of(vi="Giáo dục, văn hoá và thể thao", en="Education, culture and sport"),
    "ENER": Text.of(vi="Năng lượng", en="Energy"),
    "ENVI": Text.of(vi="Môi trường", en="Environment"),
    "GOVE": Text.of(vi="Chính quyền và khu vực công", en="Government and public sector"),
    "HEAL": Text.of(vi="Y tế", en="Health"),
    "INTR": Text.of(vi="Vấn đề quốc tế", en="International issues"),
    "JUST": Text.of(vi="Tư pháp và an toàn công cộng", en="Justice, legal system and public safety"),
    "REGI": Text.of(vi="Vùng và đô thị", en="Regions and cities"),
    "SOCI": Text.of(vi="Dân số và xã hội", en="Population and society"),
    "TECH": Text.of(vi="Khoa học và công nghệ", en="Science and technology"),
    "TRAN": Text.of(vi="Giao thông", en="Transport"),
}
