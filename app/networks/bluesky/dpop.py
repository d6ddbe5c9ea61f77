"""Prove with each request that it comes from who signed in: a key of our own beside the token (RFC 9449, DPoP)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from app.networks.ask import origin
from app.networks.bluesky.xrpc import error_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

    from app.networks.ask import Outgoing
    from app.networks.web import Answer

Notes: TypeAlias = "dict[str, str]"

_SIDE = 32
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_NONCE = re.compile(r"[\x21-\x7e]{1,500}")
_AUTHORIZATION, _RESOURCE = "authorization", "resource"


@dataclass(frozen=True, slots=True)
class ProofKey:
    """A key pair of the curve P-256 (algorithm ES256), made for one sign-in and kept with its tokens."""

    _private: EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def fresh(cls) -> ProofKey:
        """Make a key pair."""
        # It costs the start of the window 8 ms, and most people never sign in here.
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - when first needed

        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def kept(cls, secret: str) -> ProofKey:
        """Return the key pair that `secret` gave; raises ValueError where that is none."""
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - when first needed

        number = int.from_bytes(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4)), "big")
        if not 0 < number < _ORDER:
            raise ValueError("no private key of P-256")
        return cls(ec.derive_private_key(number, ec.SECP256R1()))

    def secret(self) -> str:
        """Return the private key as 43 characters, for the keyring alone."""
        return _b64(self._private.private_numbers().private_value.to_bytes(_SIDE, "big"))

    def proof(self, method: str, url: str, *, at: datetime, nonce: str = "", token: str = "") -> str:
        """Return a proof (a JWT) for one request: its method, its address without a query, this moment, the token.

        `nonce` is the word that the server asked for last. No proof is good twice.
        """
        parts = urlsplit(url)
        claims: dict[str, str | int] = {
            "jti": secrets.token_urlsafe(16),
            "htm": method,
            "htu": f"{parts.scheme}://{parts.netloc}{parts.path}",
            "iat": int(at.timestamp()),
        }
        if nonce:
            claims["nonce"] = nonce
        if token:
            claims["ath"] = _b64(hashlib.sha256(token.encode()).digest())
        head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": self._public()}
        signed = ".".join(_b64(json.dumps(one, separators=(",", ":")).encode()) for one in (head, claims))
        return f"{signed}.{_b64(_signature(self._private, signed.encode()))}"

    def _public(self) -> dict[str, str]:
        point = self._private.public_key().public_numbers()
        x, y = (_b64(one.to_bytes(_SIDE, "big")) for one in (point.x, point.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs requests to one server as they go out; each gets a proof of its own, also where it is sent again.

    `token` is the access token for a data server, "" towards the server that hands out tokens. The two keep nonces of
    their own even where they are one program, so `notes` holds them apart.
    """

    key: ProofKey = field(repr=False)
    notes: Notes = field(repr=False)
    now: Callable[[], datetime] = field(repr=False)
    token: str = field(default="", repr=False)

    def __call__(self, request: Outgoing) -> Outgoing:
        """Add the proof, and the token that it belongs to."""
        method, url = request.method or "", request.url or ""
        nonce = self.notes.get(self._note(url), "")
        request.headers["DPoP"] = self.key.proof(method, url, at=self.now(), nonce=nonce, token=self.token)
        if self.token:
            request.headers["Authorization"] = f"DPoP {self.token}"
        return request

    def asked(self, url: str, send: Callable[[], Answer]) -> Answer:
        """Return what `send` brings, sent once more where the server first names the nonce that it wants."""
        answer = send()
        if self._wants_again(url, answer):
            answer = send()
            self._wants_again(url, answer)
        return answer

    def _wants_again(self, url: str, answer: Answer) -> bool:
        """Note the nonce that an answer brings; True where the request was refused for want of that very nonce."""
        nonce = answer.headers.get("dpop-nonce", "")
        if not _NONCE.fullmatch(nonce):
            return False
        self.notes[self._note(url)] = nonce
        return answer.status in {400, 401} and error_of(answer) == "use_dpop_nonce"

    def _note(self, url: str) -> str:
        scheme, host, port = origin(url)
        return f"nonce {_RESOURCE if self.token else _AUTHORIZATION} {scheme}://{host}:{port}"


def _signature(private: EllipticCurvePrivateKey, data: bytes) -> bytes:
    """Sign with ES256; RFC 7518 section 3.4 wants the two numbers one after the other, not the form of certificates."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - when first needed
    from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415 - when first needed

    r, s = utils.decode_dss_signature(private.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(_SIDE, "big") + s.to_bytes(_SIDE, "big")


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
