"""A file that goes on answering after its post was deleted is dated evidence for a letter to the server's admin."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

from app.model.audience import Audience
from app.model.filter import Filter
from app.model.fix import Action, Where
from app.model.recipient import RecipientId
from app.model.sign_in import Power
from app.model.stranger import Reach, Verdict
from app.services.ask import Wish
from app.services.house import House
from tests.networks.member_server import MemberServer
from tests.services.test_ask_and_follow import GERMAN
from tests.services.test_queue import Clock

ADMIN = RecipientId("mastodon-server")


def test_a_followers_only_file_is_deleted_seen_again_and_named_in_the_letter(house: House) -> None:
    clock = Clock(house)
    with MemberServer(keeps_files=True) as server:
        powers = frozenset({Power.READ, Power.DELETE})
        house.connector.connect("mastodon", server=server.url, keys={"token": server.token()}, powers=powers)
        house.syncer.sync()
        closed = [one for one in house.browser.photos(Filter()) if one.visibility.value is Audience.FOLLOWERS]
        (photo,) = closed
        assert photo.id is not None
        # Only followers should see it, and a stranger got the file all the same.
        assert photo.stranger is not None
        assert photo.stranger.reach is Reach.REACHABLE
        house.remover.start(house.remover.plan(Action.DELETE, [photo.id]), copies=False)
        assert house.remover.run().done == 1
        assert "904" not in {one["id"] for one in server.posts}
        (early,) = house.verifier.verify([photo.id])
        assert early.verdict is Verdict.TOO_EARLY
        clock.at += timedelta(days=3)
        (seen,) = house.verifier.verify([photo.id])
        assert seen.verdict is Verdict.STILL_THERE
        file = next(sight for sight in seen.sights if sight.where is Where.FILE)
        assert (file.url, file.view.status) == (photo.media_url, 200)
        draft = house.asker.draft(
            Wish(
                recipient=ADMIN,
                person=GERMAN,
                language="en",
                photos=Filter(audiences=frozenset({Audience.FOLLOWERS})),
            )
        )
        address = photo.media_url
    assert address in draft.request.body
    assert "26 November 2026" in draft.request.body
    house.asker.keep(draft)
    packed = zipfile.ZipFile(io.BytesIO(house.evidence.packed(draft.request.id)))
    (told,) = json.loads(packed.read("seen.json"))
    assert (told["stranger"]["address"], told["stranger"]["status"]) == (address, 200)
    assert str(told["stranger"]["seen_at"]).startswith("2026-11-26")
    assert len(str(told["stranger"]["sha256"])) == 64
