"""The one place that hashes passwords: streamlit-authenticator's bcrypt over a SHA-256 digest.

bcrypt reads 72 bytes at most, which 25 Chinese characters exceed; hashing the digest removes the limit.
"""

import base64
import hashlib
import logging
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any


def hash_password(password: str) -> str:
    """A salted hash of `password`."""
    return str(_hasher().hash(_digest(password)))


def matches(password: str, password_hash: str) -> bool:
    """Whether `password` is the one hashed; takes the same time either way."""
    return bool(_hasher().check_pw(_digest(password), password_hash))


@lru_cache(maxsize=1)
def decoy_hash() -> str:
    """A hash nobody knows the password of; unknown names are checked against it to take equal time."""
    return hash_password(secrets.token_urlsafe(24))


def random_password() -> str:
    """A first password that satisfies the policy and can be read aloud: four groups of four."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
    while True:
        groups = ["".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4)]
        text = "-".join(groups)
        if any(c.isupper() for c in text) and any(c.islower() for c in text) and any(map(str.isdigit, text)):
            return text


@dataclass(frozen=True, slots=True)
class Secret:
    """A new random password and its hash, made before a transaction begins."""

    password: str = field(repr=False)
    password_hash: str = field(repr=False)


def fresh_secret() -> Secret:
    """A first or reset password with its hash."""
    password = random_password()
    return Secret(password, hash_password(password))


def _digest(password: str) -> str:
    normal = unicodedata.normalize("NFC", password)
    return base64.b64encode(hashlib.sha256(normal.encode()).digest()).decode()


@lru_cache(maxsize=1)
def _hasher() -> Any:
    # Imported late: the package pulls Streamlit in, which the command line and the sidecar do without.
    # It warns of every import outside its own server, which tells a reader of the command line nothing.
    logging.disable(logging.WARNING)
    try:
        from streamlit_authenticator.utilities.hasher import Hasher
    finally:
        logging.disable(logging.NOTSET)
    return Hasher
