"""Files people choose: their bytes with a key that makes a repeated submit act once."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from core.evidence.service import XLSX, FileContent
from core.settings import settings

GENERATION = "upload.generation."


@dataclass(frozen=True, slots=True)
class Upload:
    """One chosen file; `client_key` stays the same for the same file in the same form."""

    content: FileContent
    client_key: str


def choose(label: str, *, key: str) -> Upload | None:
    """Let somebody choose one workbook."""
    generation = st.session_state.get(GENERATION + key, 0)
    chosen = st.file_uploader(
        label,
        type=["xlsx"],
        key=f"{key}.{generation}",
        help=f"Excel 工作簿（.xlsx），不超过 {settings().max_upload_megabytes} MB",
    )
    if chosen is None:
        return None
    data = chosen.getvalue()
    digest = hashlib.sha256(data + f"{key}.{generation}.{chosen.file_id}".encode()).hexdigest()
    return Upload(FileContent(chosen.name, XLSX, data), digest)


def forget(key: str) -> None:
    """Empty the chooser after its file was taken in."""
    st.session_state[GENERATION + key] = st.session_state.get(GENERATION + key, 0) + 1
