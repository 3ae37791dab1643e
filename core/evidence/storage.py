"""Where bytes lie: a local folder by default, any fsspec address (S3-compatible stores) by setting."""

import hashlib
import secrets
from functools import lru_cache
from typing import Any

import fsspec

from core.errors import Unavailable
from core.settings import settings


def put(data: bytes) -> tuple[str, str]:
    """Keep `data`; returns (sha256, object key). The same bytes are kept once."""
    digest = hashlib.sha256(data).hexdigest()
    key = f"{digest[:2]}/{digest}"
    system, root = _store()
    path = f"{root}/{key}"
    # The same bytes are kept once; an object that is no longer what it was is replaced by them.
    if not system.exists(path) or system.cat_file(path) != data:
        system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        # A reader must never see half a file: write aside, then move.
        aside = f"{path}.{secrets.token_hex(8)}.part"
        with system.open(aside, "wb") as file:
            file.write(data)
        system.mv(aside, path)
    return digest, key


def get(key: str, sha256: str) -> bytes:
    """The bytes under `key`; raises `Unavailable` when they are gone or no longer what they were."""
    system, root = _store()
    try:
        with system.open(f"{root}/{key}", "rb") as file:
            data = bytes(file.read())
    except (FileNotFoundError, OSError) as error:
        raise Unavailable("文件在存储中找不到", remedy="请联系系统管理员核对佐证存储") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unavailable("文件内容与登记的校验值不一致，已停止下载", remedy="请联系系统管理员核查存储")
    return data


def _store() -> tuple[Any, str]:
    return _opened(settings().evidence_url or f"file://{settings().data_dir / 'evidence'}")


@lru_cache(maxsize=4)
def _opened(url: str) -> tuple[Any, str]:
    system, root = fsspec.core.url_to_fs(url)
    return system, str(root).rstrip("/")
