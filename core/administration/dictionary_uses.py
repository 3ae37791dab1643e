"""Where values of code lists are stored, so that none still used is deleted."""

from sqlmodel import Session, func, select

from core.store.base import Base

# List -> (table, column, what its rows are called).
USES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "edition_kind": (("result_editions", "kind", "个结果版次"),),
    "organisation_group": (
        ("organisations", "group_name", "个机构"),
        ("project_organisations", "group_name", "个考核对象"),
    ),
    "organisation_kind": (
        ("organisations", "kind", "个机构"),
        ("project_organisations", "kind", "个考核对象"),
    ),
}


def uses_of(session: Session, type_code: str, value: str) -> list[str]:
    """What still holds a value, each as “3 个机构”."""
    found = []
    for name, column, words in USES.get(type_code, ()):
        table = Base.metadata.tables[name]
        query = select(func.count()).select_from(table).where(table.columns[column] == value)
        number = session.scalar(query)
        if number:
            found.append(f"{number:,} {words}")
    return found
