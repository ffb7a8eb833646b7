"""The names of kinds of organisation and of roles in one."""

from longbien.kernel.text import Text

KINDS = {
    "team": Text.of(vi="Nhóm", en="Team"),
    "company": Text.of(vi="Doanh nghiệp", en="Company"),
    "university": Text.of(vi="Trường đại học", en="University"),
    "institute": Text.of(vi="Viện nghiên cứu", en="Institute"),
    "department": Text.of(vi="Sở, ngành", en="Department"),
    "authority": Text.of(vi="Cơ quan có thẩm quyền", en="Authority"),
}
MEMBER_ROLES = {
    "lead": Text.of(vi="Trưởng nhóm", en="Lead"),
    "member": Text.of(vi="Thành viên", en="Member"),
}
