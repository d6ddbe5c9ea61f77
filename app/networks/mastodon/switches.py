"""The privacy switches of the fediverse: what each is called, which value is safe, and where it is changed.

Which of them an account has is seen in what its server answers, never guessed from a version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.model.setting import Value
from app.model.text import Text, say

ON, OFF = "true", "false"
SOURCE: Final = "docs.joinmastodon.org/methods/accounts#update_credentials"
CHECKED_ON: Final = (2026, 11, 23)
PRIVACY_PAGE, POSTING_PAGE, PROFILE_PAGE = (
    "/settings/privacy",
    "/settings/preferences/posting_defaults",
    "/settings/profile",
)

_YES_NO = (Value(key=ON, says=say("On")), Value(key=OFF, says=say("Off")))
_IN_PRIVACY = say("Open your server’s preferences, then Public profile, then Privacy and reach.")
_IN_POSTING = say("Open your server’s preferences, then Posting defaults.")
_IN_SETTINGS = say("Open the settings of your server.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One switch. `field` is its name when it is changed, "" where no API changes it; the rest as in Check."""

    key: str
    field: str
    says: Text
    why: Text
    how: Text
    safe: str
    rank: int
    page: str = PRIVACY_PAGE
    values: tuple[Value, ...] = _YES_NO
    also_safe: tuple[str, ...] = ()
    friends: str | None = None
    asks_only: bool = False
    source: str = SOURCE


# GoToSocial 0.17 and later; docs/user_guide/settings: with "none" the logged-out page is empty, old posts included.
WEB = Switch(
    key="gts.web",
    field="web_visibility",
    says=say("Which of your posts your web page shows to everybody"),
    why=say(
        "With “none”, your page is empty for strangers at once, old photos included. Other servers still get them."
    ),
    how=_IN_SETTINGS,
    safe="none",
    rank=10,
    page="/settings",
    values=(
        Value(key="none", says=say("None")),
        Value(key="public", says=say("Public posts")),
        Value(key="unlisted", says=say("Public and unlisted posts")),
    ),
    source="GoToSocial docs/user_guide/settings.md and internal/api/model/source.go",
)
LOCKED = Switch(
    key="mast.locked",
    field="locked",
    says=say("You decide who follows you"),
    why=say("While anybody may follow you, a scraper can follow you too and read what only followers see."),
    how=_IN_PRIVACY,
    safe=ON,
    rank=20,
)
PRIVACY = Switch(
    key="mast.privacy",
    field="source[privacy]",
    says=say("Who sees your new posts"),
    why=say("A public or unlisted photo can be fetched by anybody, with no account at all."),
    how=_IN_POSTING,
    safe="private",
    rank=30,
    page=POSTING_PAGE,
    values=(
        Value(key="private", says=say("Followers only")),
        Value(key="unlisted", says=say("Everybody, but not in public lists")),
        Value(key="public", says=say("Everybody")),
    ),
    # "mutuals_only" is GoToSocial's: followers whom you follow too.
    also_safe=("direct", "mutuals_only"),
)
MEDIA = Switch(
    key="mast.show_media",
    field="show_media",
    says=say("Your profile has a page of all your photos"),
    why=say("That page is a ready-made album for anybody who collects faces."),
    how=say("Open your profile, choose Edit profile, and turn the Media tab off."),
    safe=OFF,
    rank=40,
    page=PROFILE_PAGE,
    source="docs.joinmastodon.org/methods/profile",
)
MEDIA_REPLIES = Switch(
    key="mast.show_media_replies",
    field="show_media_replies",
    says=say("That page also shows the photos of your replies"),
    why=say("Photos that you sent as an answer are easily forgotten; there they are shown to everybody."),
    how=say("Open your profile, choose Edit profile, and turn the replies of the Media tab off."),
    safe=OFF,
    rank=45,
    page=PROFILE_PAGE,
    source="docs.joinmastodon.org/methods/profile",
)
RSS = Switch(
    key="gts.rss",
    field="enable_rss",
    says=say("A feed of your public posts for everybody"),
    why=say("The feed hands your newest photos to anybody, with no account at all."),
    how=_IN_SETTINGS,
    safe=OFF,
    rank=50,
    page="/settings",
    source="GoToSocial internal/api/model/account.go",
)
INDEXABLE = Switch(
    key="mast.indexable",
    field="indexable",
    says=say("Your public posts can be found by full-text search"),
    why=say("Whoever searches for your name, your town or your work finds the photos that go with it."),
    how=_IN_PRIVACY,
    safe=OFF,
    rank=60,
)
DISCOVERABLE = Switch(
    key="mast.discoverable",
    field="discoverable",
    says=say("Your account is suggested to strangers and listed in the directory"),
    why=say("A directory is where collecting accounts begins."),
    how=_IN_PRIVACY,
    safe=OFF,
    rank=70,
)
COLLECTIONS = Switch(
    key="mast.hide_collections",
    field="hide_collections",
    says=say("Whom you follow, and who follows you, is hidden"),
    why=say("The people around you help to put a name to your face."),
    how=_IN_PRIVACY,
    safe=ON,
    rank=80,
)
QUOTE = Switch(
    key="mast.quote",
    field="source[quote_policy]",
    says=say("Who may quote your new posts"),
    why=say("A quote shows your photo again, in a place that you do not choose."),
    how=_IN_POSTING,
    safe="nobody",
    also_safe=("followers",),
    friends="followers",
    rank=90,
    page=POSTING_PAGE,
    values=(
        Value(key="nobody", says=say("Only you")),
        Value(key="followers", says=say("Followers")),
        Value(key="public", says=say("Everybody")),
    ),
)
NOINDEX = Switch(
    key="mast.noindex",
    field="",
    says=say("Search engines are asked to leave your posts out"),
    why=say(
        "What a search engine shows, a face search engine finds. It is a polite request; not everybody obeys."
    ),
    how=say(
        "Open your server’s preferences, then Public profile, then Privacy and reach, and turn off that search engines "
        "may show your posts."
    ),
    safe=ON,
    asks_only=True,
    rank=100,
    source="docs.joinmastodon.org/entities/Account#noindex",
)
CRAWL = Switch(
    key="pix.crawl",
    field="crawlable",
    says=say("Search engines may show your profile"),
    why=say(
        "What a search engine shows, a face search engine finds. It is a polite request; not everybody obeys."
    ),
    how=say("Open the settings of Pixelfed, then Privacy."),
    safe=OFF,
    asks_only=True,
    rank=60,
    source="Pixelfed ApiV1Controller accountUpdateCredentials (2024-03)",
)
EMBED = Switch(
    key="pix.embed",
    field="disable_embeds",
    says=say("Your posts cannot be shown inside other sites"),
    why=say("Each site that shows your photo is one more place from which it is copied."),
    how=say("Open the settings of Pixelfed, then Privacy."),
    safe=ON,
    rank=70,
    source="Pixelfed ApiV1Controller accountUpdateCredentials (2024-03)",
)
ROBOTS = Switch(
    key="mast.robots",
    field="",
    says=say("Your server asks the collectors of AI companies to stay away"),
    why=say(
        "It is a polite request for the whole server, and not everybody obeys. No face search engine is named in it."
    ),
    how=say("Only those who run the server can change this. Write to them, or move to a server that asks."),
    safe=ON,
    asks_only=True,
    rank=200,
    page="/about",
    source="Mastodon's own robots.txt, read in its code",
)
ALL: Final[Mapping[str, Switch]] = MappingProxyType(
    {
        one.key: one
        for one in (
            WEB,
            LOCKED,
            PRIVACY,
            MEDIA,
            MEDIA_REPLIES,
            RSS,
            INDEXABLE,
            DISCOVERABLE,
            COLLECTIONS,
            QUOTE,
            NOINDEX,
            CRAWL,
            EMBED,
            ROBOTS,
        )
    }
)
