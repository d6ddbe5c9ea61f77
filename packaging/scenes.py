"""What the painted screens show: an invented person with accounts in every state, and each screen in each of its own."""

# ruff: noqa: SLF001 - brings screens into states that otherwise only a network or a failure brings about

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from furniture import FACEBOOK, MARA, NOW

from app.model.exposure import score
from app.model.filter import Filter
from app.model.fix import Action, Sight, Where
from app.model.look import SeenPhoto
from app.model.photo import Photo, PhotoId, Skipped
from app.model.problem import Offline, SignInNeeded
from app.model.report import ImportReport
from app.model.setting import Level
from app.model.sign_in import Power
from app.model.stranger import Reach, StrangerView, Verdict
from app.model.text import say, say_count
from app.networks import google
from app.services.house import House
from app.services.news import News
from app.services.remove import RunReport
from app.services.verify import Seen
from app.ui.asks import TheQueue, ToCheck, ToConnect, ToOrder, ToRemove
from app.ui.desk import Screen
from app.ui.screens.checkup import CheckupScreen
from app.ui.screens.connect import ConnectScreen
from app.ui.screens.overview import OverviewScreen
from app.ui.screens.overview.view import Checked
from app.ui.screens.photos import PhotosScreen
from app.ui.screens.remove import RemoveScreen
from app.ui.screens.remove.gathered import Preview, piece
from app.ui.screens.welcome import WelcomeScreen
from app.ui.window import Window
from app.ui.work import Job, Standing

Settle = Callable[[], None]
S = TypeVar("S", bound=Screen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture: its name, the screen's key, and what brings the screen into that state."""

    name: str
    key: str
    show: Callable[[Window, House, Settle], None]


def _made(window: Window, key: str, kind: type[S]) -> S:
    screen = window.made(key)
    if not isinstance(screen, kind):
        raise TypeError(key)
    return screen


def _checkup(window: Window, _house: House, settle: Settle) -> None:
    window.go("checkup", ToCheck(account=MARA))
    settle()


def _checkup_guided(window: Window, _house: House, settle: Settle) -> None:
    window.go("checkup", ToCheck(account=FACEBOOK))
    settle()


def _checkup_problem(window: Window, house: House, settle: Settle) -> None:
    _checkup(window, house, settle)
    needed = SignInNeeded(
        say("The sign-in of {handle} does not allow this yet.", handle="mara.example.social"),
        say("Allow it once in your browser; nothing was changed."),
        "change",
    )
    screen = _made(window, "checkup", CheckupScreen)
    screen._sorry(screen.look, needed)


def _review(window: Window, house: House, settle: Settle) -> None:
    _checkup(window, house, settle)
    _made(window, "checkup", CheckupScreen)._level(Level.HIDDEN)
    settle()


def _by_hand(window: Window, house: House, settle: Settle) -> None:
    _checkup_guided(window, house, settle)
    screen = _made(window, "checkup", CheckupScreen)
    screen._begin_by_hand(house.checkup.plan(FACEBOOK, Level.HIDDEN))
    screen.by_hand._skip()


def _doors(window: Window, _house: House, settle: Settle) -> None:
    window.go("connect", ToConnect(network=""))
    settle()


def _form(window: Window, _house: House, settle: Settle) -> None:
    # It takes money, so it has the longest warning, and the most to fill in.
    window.go("connect", ToConnect(network="x"))
    settle()


def _form_easy(window: Window, _house: House, settle: Settle) -> None:
    window.go("connect", ToConnect(network="bluesky"))
    settle()
    screen = _made(window, "connect", ConnectScreen)
    screen._failed(Offline(say("Nothing answered."), say("Look at your connection, then try again.")))


def _waiting(window: Window, _house: House, settle: Settle) -> None:
    window.go("connect", ToConnect(network=""))
    settle()
    screen = _made(window, "connect", ConnectScreen)
    screen.waiting.begin("Bluesky")
    screen.waiting.show_page(
        "https://pds.example/oauth/authorize?client_id=http%3A%2F%2Flocalhost&request_uri=urn"
    )
    screen._faces.setCurrentWidget(screen.waiting)


def _joined(window: Window, _house: House, settle: Settle) -> None:
    window.go("connect", ToConnect(network=""))
    settle()
    screen = _made(window, "connect", ConnectScreen)
    screen.joined.show_account("mara.example.social", "Bluesky", {Power.READ}, None)
    screen._faces.setCurrentWidget(screen.joined)


def _preview(window: Window, house: House, settle: Settle) -> None:
    window.go("remove", TheQueue())
    settle()
    screen = _made(window, "remove", RemoveScreen)
    ids = [PhotoId(one) for one in house.browser.ids(Filter(account=MARA))]
    others = [PhotoId(one) for one in house.browser.ids(Filter(networks=frozenset({"instagram"})))][:2]
    plan = house.remover.plan(Action.DELETE, [*ids, *others])
    preview = Preview(
        plan=replace(plan, takes=timedelta(hours=3)),
        pieces={photo: piece(house, photo) for photo in (*ids, *others)},
        handles={MARA: "mara.example.social"},
    )
    screen.preview.show_preview(preview, hides=screen.desk.preferences.screen_share)
    screen._faces.setCurrentWidget(screen.preview)
    settle()


def _queue(window: Window, _house: House, settle: Settle) -> None:
    window.go("remove", TheQueue())
    settle()


def _report(window: Window, house: House, settle: Settle) -> None:
    _queue(window, house, settle)
    screen = _made(window, "remove", RemoveScreen)
    needed = SignInNeeded(
        say("The sign-in of {handle} does not allow this yet.", handle="mara.example.social"),
        say("Allow it once in your browser; nothing was changed."),
        "delete",
    )
    screen.queue.show_report(RunReport(done=4, was_gone=1, left=6, problem=needed))
    screen._tell(needed, house.store.catalogue.account(MARA))
    screen.queue.show_seen(
        _seen(house),
        {one: piece(house, one) for one in _ids(house)},
        hides=screen.desk.preferences.screen_share,
    )
    settle()


def _ids(house: House) -> list[PhotoId]:
    return [PhotoId(one) for one in house.browser.ids(Filter(account=MARA))][:3]


def _seen(house: House) -> list[Seen]:
    verdicts = (Verdict.GONE, Verdict.TOO_EARLY, Verdict.STILL_THERE)
    return [
        _look(house.store.catalogue.photo(photo), verdict)
        for photo, verdict in zip(_ids(house), verdicts, strict=True)
    ]


def _look(photo: Photo, verdict: Verdict) -> Seen:
    gone = StrangerView(reach=Reach.GONE, seen_at=NOW, status=404)
    there = StrangerView(reach=Reach.REACHABLE, seen_at=NOW, status=200)
    until = NOW + timedelta(hours=24) if verdict is Verdict.TOO_EARLY else None
    return Seen(
        photo=photo,
        before=photo.stranger,
        now=gone,
        verdict=verdict,
        sights=(
            Sight(where=Where.FILE, url=photo.media_url, view=there, verdict=verdict, until=until),
            Sight(where=Where.PAGE, url=photo.url, view=gone, verdict=Verdict.GONE),
            Sight(where=Where.SIZE, url=photo.media_url, view=gone, verdict=Verdict.GONE),
        ),
        until=until,
    )


def _detail(window: Window, house: House, settle: Settle) -> None:
    window.go("photos", Filter(account=MARA))
    settle()
    screen = _made(window, "photos", PhotosScreen)
    photo = _ids(house)[0]
    screen.detail._seen[photo] = _look(house.store.catalogue.photo(photo), Verdict.TOO_EARLY)
    screen.grid.go_to(photo)
    settle()


def _detail_below(window: Window, house: House, settle: Settle) -> None:
    _detail(window, house, settle)
    _made(window, "photos", PhotosScreen).detail._page.verticalScrollBar().setValue(330)


def _accounts(window: Window, _house: House, settle: Settle) -> None:
    window.go("accounts")
    settle()


def _news(window: Window, _house: House, settle: Settle) -> None:
    window.go("overview")
    settle()
    _made(window, "overview", OverviewScreen)._checked(Checked(reports=(), news=News(photos=3, settings=1)))
    settle()


def _ask(window: Window, house: House, settle: Settle) -> None:
    window.go("remove", ToRemove(action=Action.HIDE, photos=tuple(_ids(house))))
    settle()


def _exports(window: Window, _house: House, settle: Settle) -> None:
    window.go("exports", ToOrder())
    settle()


def _export_guide(window: Window, _house: House, settle: Settle) -> None:
    window.go("exports", ToOrder("instagram"))
    settle()


def _importing(window: Window, house: House, settle: Settle) -> None:
    window.go("welcome")
    settle()
    screen = _made(window, "welcome", WelcomeScreen)
    screen._clear()
    screen.arriving.begin(is_import=True)
    for photo in house.browser.photos(Filter(account=MARA)):
        small = house.browser.thumbnail(photo.id) if photo.id is not None else None
        screen.arriving.add(SeenPhoto(photo=photo, findings=(), score=score(()), thumbnail=small or b""))
    job = Job(lambda _nothing: None, None, None)
    window._follow(job, say("Reading …"))
    window.strip.told(job, Standing(done=8, total=1515, says=say("Looking at each picture …"), left_s=190))
    settle()


def _imported(window: Window, _house: House, settle: Settle) -> None:
    for verb in list(window.strip._verbs):
        window._end(verb.job, None)
    window.go("welcome")
    settle()
    report = ImportReport(
        network="Google Photos",
        accounts=(),
        parts=3,
        parts_missing=("takeout-20260516T230250Z-002.zip",),
        new=1204,
        known=311,
        inspected=1204,
        missing=("Photos from 2020/IMG_2231.jpg", "Photos from 2021/PXL_20210823_184117.jpg"),
        skipped=(
            Skipped(
                where="Photos from 2019/IMG_0001.jpg",
                why=say("The file has the name of a picture, but it is none."),
            ),
            Skipped(
                where="Google Photos",
                why=say_count(
                    "{count} film was not looked at: only pictures are.",
                    "{count} films were not looked at: only pictures are.",
                    7,
                ),
            ),
        ),
        never_told=google.NETWORK.never_told,
    )
    _made(window, "welcome", WelcomeScreen)._read([report])
    settle()


SCENES: tuple[Scene, ...] = (
    Scene(name="checkup-mixed", key="checkup", show=_checkup),
    Scene(name="checkup-guided", key="checkup", show=_checkup_guided),
    Scene(name="checkup-problem", key="checkup", show=_checkup_problem),
    Scene(name="checkup-review", key="checkup", show=_review),
    Scene(name="checkup-by-hand", key="checkup", show=_by_hand),
    Scene(name="connect-doors", key="connect", show=_doors),
    Scene(name="connect-form", key="connect", show=_form),
    Scene(name="connect-problem", key="connect", show=_form_easy),
    Scene(name="connect-waiting", key="connect", show=_waiting),
    Scene(name="connect-joined", key="connect", show=_joined),
    Scene(name="remove-preview", key="remove", show=_preview),
    Scene(name="remove-cannot", key="remove", show=_ask),
    Scene(name="remove-queue", key="remove", show=_queue),
    Scene(name="remove-report", key="remove", show=_report),
    Scene(name="photos-detail", key="photos", show=_detail),
    Scene(name="photos-detail-below", key="photos", show=_detail_below),
    Scene(name="exports-all", key="exports", show=_exports),
    Scene(name="exports-guide", key="exports", show=_export_guide),
    Scene(name="import-running", key="welcome", show=_importing),
    Scene(name="import-report", key="welcome", show=_imported),
    Scene(name="accounts-full", key="accounts", show=_accounts),
    Scene(name="overview-news", key="overview", show=_news),
)
"""Every state that is worth a look, in the order in which a person comes to it."""
