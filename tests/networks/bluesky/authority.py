"""An invented server that signs people in, in canned answers, and an independent look at the proofs it is sent."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qsl

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from requests import PreparedRequest

from app.model.account import Account, AccountKind
from app.model.sign_in import Grant, Power
from app.networks.bluesky import NETWORK
from app.networks.bluesky.dpop import ProofKey
from app.networks.session import Errand, Session, Wish
from app.networks.web import Web
from tests.networks.bluesky.net import DID, HANDLE, NOW, PDS, network, opened
from tests.networks.bluesky.signing import Shelf
from tests.networks.replay import Answering, Canned, Replay, canned

AUTH = "https://auth.example"
BACK = "http://127.0.0.1:49152/callback"
SCOPE = (
    "atproto repo:app.bsky.actor.profile?action=create&action=update "
    "repo:app.bsky.actor.contentVisibilityDeclaration?action=create&action=update "
    "repo:app.bsky.feed.post?action=delete"
)
WISH = Wish(handle=HANDLE, powers=frozenset(Power))

PROTECTED = f"{PDS}/.well-known/oauth-protected-resource"
METADATA = f"{AUTH}/.well-known/oauth-authorization-server"
PAR, TOKEN, REVOKE = f"POST {AUTH}/oauth/par", f"POST {AUTH}/oauth/token", f"POST {AUTH}/oauth/revoke"
PUSHED = canned({"request_uri": "urn:ietf:params:oauth:request_uri:req-1", "expires_in": 299}, 201)


def metadata(**instead: object) -> dict[str, object]:
    return {
        "issuer": AUTH,
        "scopes_supported": ["atproto", "transition:generic"],
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": ["ES256", "RS256"],
        "authorization_response_iss_parameter_supported": True,
        "pushed_authorization_request_endpoint": f"{AUTH}/oauth/par",
        "authorization_endpoint": f"{AUTH}/oauth/authorize",
        "token_endpoint": f"{AUTH}/oauth/token",
        "revocation_endpoint": f"{AUTH}/oauth/revoke",
        **instead,
    }


def token(**instead: object) -> dict[str, object]:
    return {
        "access_token": "acc.e.ss",
        "refresh_token": "ref-1",
        "token_type": "DPoP",
        "expires_in": 3599,
        "sub": DID,
        "scope": SCOPE,
        **instead,
    }


def answers(**instead: Answering) -> dict[str, Answering]:
    """Return a network whose account can sign in; `instead` replaces an answer by its name."""
    told: dict[str, Answering] = {
        "protected": canned({"resource": PDS, "authorization_servers": [AUTH]}),
        "metadata": canned(metadata()),
        "par": PUSHED,
        "token": canned(token()),
        "revoke": canned({}),
        **instead,
    }
    names = {"protected": PROTECTED, "metadata": METADATA, "par": PAR, "token": TOKEN, "revoke": REVOKE}
    return network() | {names.get(name, name): answer for name, answer in told.items()}


def begun(given: Mapping[str, Answering], wish: Wish = WISH) -> tuple[Errand, Replay]:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.begin
    web, replay = opened(given)
    return NETWORK.sign_in.begin(web, wish, BACK), replay


def answered(errand: Errand, **instead: str) -> dict[str, str]:
    """Return what an honest browser brings back."""
    return {"code": "cod-1", "state": errand.proof[1], "iss": AUTH, **instead}


def session(
    given: Mapping[str, Answering], powers: frozenset[Power] = frozenset(Power), **secrets: str
) -> tuple[Session, Shelf, Replay]:
    """Return a session signed in in the browser an hour before its token ends; `secrets` replaces what is kept."""
    kept = {
        "access": "acc.e.ss",
        "refresh": "ref-1",
        "key": ProofKey.fresh().secret(),
        "client": "http://localhost?scope=atproto",
        "issuer": AUTH,
        "resource": PDS,
        **secrets,
    }
    grant = Grant(secrets=kept, powers=powers, expires_at=NOW + timedelta(hours=1))
    return shelved(given, grant)


def by_app_password(given: Mapping[str, Answering], resource: str = PDS) -> tuple[Session, Shelf, Replay]:
    secrets = {"access": "a.a.a", "refresh": "r.r.r", "resource": resource}
    return shelved(given, Grant(secrets=secrets, powers=frozenset(Power)))


def shelved(given: Mapping[str, Answering], grant: Grant) -> tuple[Session, Shelf, Replay]:
    web, replay = opened(given)
    shelf = Shelf(grant)
    return Session(web=web, account=account(), grant=grant, shelf=shelf), shelf, replay


def account() -> Account:
    assert NETWORK.find
    target = NETWORK.understand and NETWORK.understand(HANDLE)
    assert target
    found = NETWORK.find(opened(network())[0], target)
    return Account(
        id=found.id,
        network=found.network,
        kind=AccountKind.CONNECTED,
        handle=found.handle,
        remote_id=found.remote_id,
        server=found.server,
        url=found.url,
    )


def form_of(request: PreparedRequest) -> dict[str, str]:
    body = request.body
    assert isinstance(body, str)
    return dict(parse_qsl(body))


def proof_of(request: PreparedRequest) -> dict[str, object]:
    """Return what a proof claims, after checking its signature, its form and that it belongs to this very request."""
    head, claims, signature = str(request.headers["DPoP"]).split(".")
    told, claimed = json.loads(_bytes(head)), json.loads(_bytes(claims))
    assert set(told) == {"typ", "alg", "jwk"}
    assert (told["typ"], told["alg"]) == ("dpop+jwt", "ES256")
    jwk = told["jwk"]
    assert set(jwk) == {"kty", "crv", "x", "y"}
    x, y = (int.from_bytes(_bytes(jwk[name]), "big") for name in ("x", "y"))
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    raw = _bytes(signature)
    assert len(raw) == 64
    both = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.verify(both, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert claimed["htm"] == request.method
    assert claimed["htu"] == str(request.url).partition("?")[0]
    assert claimed["iat"] == int(NOW.timestamp())
    assert len(claimed["jti"]) >= 16
    given = str(request.headers.get("Authorization", ""))
    if given:
        digest = hashlib.sha256(given.removeprefix("DPoP ").encode()).digest()
        assert _bytes(claimed["ath"]) == digest
    else:
        assert "ath" not in claimed
    return claimed


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def nonce(value: str, status: int = 400) -> Canned:
    """Return the refusal of a server that first wants its nonce in the proof."""
    return canned({"error": "use_dpop_nonce", "error_description": "…"}, status, DPoP_Nonce=value)


def web_of(given: Mapping[str, Answering]) -> Web:
    return opened(given)[0]
