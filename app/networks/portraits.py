"""Profile pictures and banners, which hang open to everybody on most networks."""

from __future__ import annotations

import hashlib
from datetime import datetime
from urllib.parse import urlsplit

from app.model.account import Account
from app.model.audience import Audience, Basis, stated
from app.model.photo import Photo, PhotoKind


def portrait(
    account: Account, kind: PhotoKind, url: str, as_of: datetime | None, *, preview: str = ""
) -> Photo:
    """Return an avatar or banner. Another file is another photo, so the path of the file makes the key."""
    digest = hashlib.sha256(urlsplit(url).path.encode()).hexdigest()[:16]
    return Photo(
        account=account.id,
        network=account.network,
        key=f"{kind}:{digest}",
        kind=kind,
        url=account.url,
        media_url=url,
        preview_url=preview if preview != url else "",
        visibility=stated(Audience.PUBLIC, Basis.NETWORK_RULE, as_of),
    )


def is_portrait(photo: Photo) -> bool:
    """Whether a photo is a profile picture or a banner."""
    return photo.kind in {PhotoKind.AVATAR, PhotoKind.BANNER}
