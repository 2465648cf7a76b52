"""Signs heads with Ed25519 and checks such signatures; needs the `signing` extra (cryptography)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import TYPE_CHECKING

from redletter.errors import FeedError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_VARIABLE = "REDLETTER_SIGNING_KEY"  # the 32 secret bytes in Base64
_KEY_BYTES = 32


class Signer:
    """A secret key that signs heads."""

    def __init__(self, secret: str) -> None:
        """`secret` is Base64 of 32 bytes. Raises FeedError where it is not, or without the extra."""
        self._key: Ed25519PrivateKey = _private(_decoded(secret, "signing-key"))

    @property
    def public_key(self) -> str:
        """The public key, in Base64, as discovery names it."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    def sign(self, raw: bytes) -> bytes:
        """The signature file of a head's bytes: Base64, one line. The same input gives the same bytes."""
        return base64.b64encode(self._key.sign(raw)) + b"\n"


def from_environment(environment: Mapping[str, str]) -> Signer | None:
    """The signer whose key stands in REDLETTER_SIGNING_KEY; None where there is none."""
    secret = environment.get(KEY_VARIABLE, "").strip()
    return Signer(secret) if secret else None


def generate() -> tuple[str, str]:
    """A new pair of keys, secret and public, in Base64."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as missing:
        raise FeedError("signing-extra-missing") from missing
    secret = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    return secret, Signer(secret).public_key


def holds(signature: bytes, raw: bytes, public_key: str) -> bool:
    """Whether a signature file is that of a head's bytes under a public key (Base64)."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as missing:
        raise FeedError("signing-extra-missing") from missing
    key = Ed25519PublicKey.from_public_bytes(_decoded(public_key, "public-key"))
    # One spelling only: else a flipped bit in the file could pass for the same signature.
    try:
        bare = base64.b64decode(signature.strip(), validate=True)
    except binascii.Error:
        return False
    if base64.b64encode(bare) + b"\n" != signature:
        return False
    try:
        key.verify(bare, raw)
    except InvalidSignature:
        return False
    return True


def _decoded(text: str, error: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as broken:
        raise FeedError(error) from broken
    if len(raw) != _KEY_BYTES:
        raise FeedError(error)
    return raw


def _private(raw: bytes) -> Ed25519PrivateKey:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as missing:
        raise FeedError("signing-extra-missing") from missing
    return Ed25519PrivateKey.from_private_bytes(raw)
