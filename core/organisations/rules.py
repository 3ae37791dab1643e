"""What a unit may be and where it may sit; the check digit of the unified social credit code."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What a unit is; the value is stored, the label is read."""

    CITY = "city"
    AUTHORITY = "authority"
    DEPARTMENT = "department"
    COUNTY = "county"
    COUNTY_UNIT = "county_unit"
    SECTION = "section"
    AFFILIATE = "affiliate"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _LABELS[self]


_LABELS = {
    OrganisationKind.CITY: "市",
    OrganisationKind.AUTHORITY: "主管部门",
    OrganisationKind.DEPARTMENT: "市级部门",
    OrganisationKind.COUNTY: "县市区",
    OrganisationKind.COUNTY_UNIT: "县直部门",
    OrganisationKind.SECTION: "科室",
    OrganisationKind.AFFILIATE: "其他单位",
}


class ChangeKind(StrEnum):
    """What happened to a unit; the value is stored, the label is read."""

    ADDED = "added"
    EDITED = "edited"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    ABSORBED = "absorbed"
    STOPPED = "stopped"
    RESUMED = "resumed"
    DELETED = "deleted"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _CHANGES[self]


_CHANGES = {
    ChangeKind.ADDED: "新增",
    ChangeKind.EDITED: "修改",
    ChangeKind.RENAMED: "更名",
    ChangeKind.MOVED: "移动",
    ChangeKind.MERGED: "并入",
    ChangeKind.ABSORBED: "接收并入",
    ChangeKind.STOPPED: "停用",
    ChangeKind.RESUMED: "启用",
    ChangeKind.DELETED: "删除",
}

_OF_THE_CITY = frozenset({OrganisationKind.CITY})
_PARENTS: dict[OrganisationKind, frozenset[OrganisationKind]] = {
    OrganisationKind.CITY: frozenset(),
    OrganisationKind.AUTHORITY: _OF_THE_CITY,
    OrganisationKind.DEPARTMENT: _OF_THE_CITY,
    OrganisationKind.COUNTY: _OF_THE_CITY,
    OrganisationKind.AFFILIATE: _OF_THE_CITY,
    OrganisationKind.COUNTY_UNIT: frozenset({OrganisationKind.COUNTY}),
    OrganisationKind.SECTION: frozenset(OrganisationKind) - {OrganisationKind.CITY, OrganisationKind.COUNTY},
}

# The bureau assesses departments and counties; what lies below reports to them.
ASSESSABLE = frozenset({OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY})

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC_MODULUS = 31
USCC_LENGTH = 18


def kind_of_label(label: str) -> OrganisationKind | None:
    """The kind a Chinese label names, if any."""
    return next((kind for kind, text in _LABELS.items() if text == label), None)


def may_sit_under(kind: OrganisationKind, parent: OrganisationKind | None) -> bool:
    """Whether a unit of `kind` may have a parent of kind `parent`; only the city stands alone."""
    if parent is None:
        return kind is OrganisationKind.CITY
    return parent in _PARENTS[kind]


def uscc_check_digit(body: str) -> str:
    """The 18th character for the first 17 of a unified social credit code.

    Formula (GB 32100-2015): (31 - sum(value x weight) mod 31) mod 31, as a character of the code's alphabet.
    Raises `ValueError` where `body` is not 17 characters of that alphabet.
    """
    if len(body) != USCC_LENGTH - 1:
        raise ValueError(f"统一社会信用代码本体须为 17 位，现为 {len(body)} 位")
    total = sum(
        USCC_ALPHABET.index(character) * weight for character, weight in zip(body, _USCC_WEIGHTS, strict=True)
    )
    return USCC_ALPHABET[-total % _USCC_MODULUS]


def uscc_fault(code: str) -> str:
    """Which rule a unified social credit code breaks, in Chinese; empty where it breaks none."""
    if len(code) != USCC_LENGTH:
        return f"统一社会信用代码须为 {USCC_LENGTH} 位"
    strange = sorted(set(code) - set(USCC_ALPHABET))
    if strange:
        return f"统一社会信用代码含不允许的字符 {'、'.join(strange)}"
    expected = uscc_check_digit(code[:-1])
    if code[-1] != expected:
        return f"统一社会信用代码校验位错误，按前 17 位应为 {expected}"
    return ""


def group_name(group: str) -> str:
    """A group as people call it: 第一组 for 一, the name itself for 县市区, a dash for none."""
    if not group:
        return "—"
    return f"第{group}组" if len(group) == 1 else group
