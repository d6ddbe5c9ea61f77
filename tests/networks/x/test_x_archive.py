from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account, AccountKind
from app.model.audience import Audience
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped, Tagged
from app.model.setting import Check
from app.networks import NETWORKS
from app.networks.container import open_tree
from app.networks.x import NETWORK
from app.networks.x.archive import recognise
from tests.exports.instagram import Files, picture, write_folder, write_zipped
from tests.exports.mutations import stands_everything
from tests.exports.x import (
    DATE,
    ME,
    OTHER,
    POST,
    archive,
    film,
    js,
    media,
    owner,
    post,
    protect,
    wrapped,
)
from tests.networks.x.reading import DAY, SHELF, everything, of, only, photos


def test_an_archive_of_today_is_read(tmp_path: Path) -> None:
    lake = media("Ab_c-1.jpg", ext_alt_text="A lake")
    words = "Am See &amp; im Wald &lt;3 미나 https://t.co/abc123"
    mention = {"user_mentions": [{"screen_name": "lena_k"}, {"screen_name": "lena_k"}], "media": [lake]}
    files = archive(post(words, lake, entities=mention), more={f"{SHELF}/{POST}-Ab_c-1.jpg": picture(1)})
    items = everything(write_zipped(tmp_path / "whatever.zip", files))
    assert [type(one) for one in items] == [Account, Check, Photo, Photo, Photo]
    (account,) = only(items, Account)
    assert (account.id, account.name, account.kind) == (
        "x:mara_sample",
        "Mara 미나 مارا 🌊",
        AccountKind.IMPORTED,
    )
    assert (account.url, account.remote_id) == ("https://x.com/mara_sample", ME)
    (one,) = photos(items)
    assert (one.key, one.kind, one.media_state) == (f"{POST}/3_9001", PhotoKind.PHOTO, MediaState.PRESENT)
    assert one.source_path == f"{SHELF}/{POST}-Ab_c-1.jpg"
    assert (one.caption, one.alt_text) == ("Am See & im Wald <3 미나", "A lake")
    assert (one.width, one.height, one.posted_at) == (2048, 1536, DAY)
    assert one.url == f"https://x.com/mara_sample/status/{POST}"
    assert one.media_url == "https://pbs.twimg.com/media/Ab_c-1.jpg?name=orig"
    assert one.people == (Tagged(name="lena_k", basis="mention"),)


def test_the_profile_pictures_are_open_and_lie_in_their_own_folder(tmp_path: Path) -> None:
    files = archive() | {f"data/profile_media/{ME}-before.jpg": picture(3)}
    avatar, banner, old = only(of(tmp_path, files), Photo)
    assert (avatar.kind, avatar.source_path) == (PhotoKind.AVATAR, f"data/profile_media/{ME}-me.jpg")
    assert avatar.media_url == "https://pbs.twimg.com/profile_images/12/me.jpg"
    assert (banner.kind, banner.source_path) == (PhotoKind.BANNER, f"data/profile_media/{ME}-1600000000.jpg")
    assert {avatar.visibility.value, banner.visibility.value} == {Audience.PUBLIC}
    assert (old.kind, old.visibility.value) == (PhotoKind.OLD_AVATAR, Audience.UNKNOWN)


@pytest.mark.parametrize("root", ["data/", ""])
@pytest.mark.parametrize("is_wrapped", [True, False])
@pytest.mark.parametrize("name", ["tweets.js", "tweet.js"])
def test_lists_at_the_root_and_bare_posts_of_older_archives_are_read(
    tmp_path: Path, root: str, is_wrapped: bool, name: str
) -> None:
    one = post("x", media("a.jpg"))
    files = owner(root) | {root + name: js("tweet.part0", wrapped(one) if is_wrapped else [one])}
    files |= {f"{root}tweet_media/{POST}-a.jpg": picture(1)}
    (found,) = photos(of(tmp_path, files))
    assert (found.key, found.media_state) == (f"{POST}/3_9001", MediaState.PRESENT)


def test_an_archive_from_before_2018_names_pictures_without_files(tmp_path: Path) -> None:
    heads = '"tweet_id","in_reply_to_status_id","timestamp","source","text","retweeted_status_id","expanded_urls"\r\n'
    page = "https://twitter.com/mara_sample/status"
    rows = (
        f'"111","","2013-05-01 10:00:00 +0000","web","Two &amp; more","","{page}/111/photo/1,{page}/111/photo/2"\r\n'
        f'"112","","2013-05-02 10:00:00 +0000","web","RT","55","{page}/112/photo/1"\r\n'
        f'"113","","2013-05-03 10:00:00 +0000","web","link","","https://x.example/status/113/photo/1"\r\n'
        f'"{POST}","","2018-03-22 08:15:30 +0000","web","known","","{page}/{POST}/photo/1"\r\n'
    )
    month = b"Grailbird.data.tweets_2018_03 = " + json.dumps(
        [{"id_str": POST, "text": "known", "created_at": "2018-03-22 08:15:30 +0000", "entities": {"media": [media("a.jpg")]}}]
    ).encode()  # fmt: skip
    files = {"tweets.csv": (heads + rows).encode(), "data/js/tweets/2018_03.js": month}
    items = everything(write_zipped(tmp_path / "archive.zip", files))
    first, second, third = photos(items)
    assert (first.key, first.media_url, first.posted_at) == (
        f"{POST}/3_9001",
        "https://pbs.twimg.com/media/a.jpg?name=orig",
        DAY,
    )
    assert [one.key for one in (second, third)] == ["111/photo-1", "111/photo-2"]
    assert (second.caption, second.media_state) == ("Two & more", MediaState.REMOTE)
    assert second.posted_at == datetime(2013, 5, 1, 10, tzinfo=UTC)
    assert only(items, Check)[0].seen is None
    assert all(one.visibility.value is Audience.UNKNOWN for one in photos(items))


def test_all_pictures_of_a_post_are_read_and_not_only_the_first(tmp_path: Path) -> None:
    four = [media(f"{number}.jpg", str(number)) for number in range(4)]
    more = {f"{SHELF}/{POST}-{number}.jpg": picture(number) for number in range(4)}
    found = photos(of(tmp_path, archive(post("x", *four), more=more)))
    assert [one.key for one in found] == [f"{POST}/3_{number}" for number in range(4)]
    assert [one.source_path[-5:] for one in found] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]


def test_a_film_is_joined_by_its_best_quality_and_its_still_stands_for_it(tmp_path: Path) -> None:
    more = {f"{SHELF}/{POST}-best.mp4": b"film", f"{SHELF}/{POST}-low-best.mp4": b"film"}
    items = of(tmp_path / "there", archive(post("x", film("best.mp4")), more=more))
    (still,) = photos(items)
    assert (still.key, still.kind, still.media_state) == (
        f"{POST}/7_9002",
        PhotoKind.VIDEO_STILL,
        MediaState.REMOTE,
    )
    assert still.source_path == f"{SHELF}/{POST}-best.mp4"
    assert still.media_url == "https://pbs.twimg.com/media/still.jpg?name=orig"
    assert [str(one.why) for one in only(items, Skipped)] == ["1 film was not looked at: only pictures are."]
    absent = only(of(tmp_path / "absent", archive(post("x", film("best.mp4")))), Skipped)
    assert absent[0].where == f"{POST}-best.mp4"
    assert "not there" in str(absent[0].why)


def test_a_file_of_another_name_is_taken_only_where_no_other_can_be_meant(tmp_path: Path) -> None:
    two = post("x", media("a.jpg", "1"), media("b.jpg", "2"))
    renamed = {f"{SHELF}/{POST}-renamed.png": picture(1, "PNG")}
    (first, second) = photos(
        of(tmp_path / "1", archive(two, more={**renamed, f"{SHELF}/{POST}-b.jpg": picture(2)}))
    )
    assert (first.source_path, second.source_path) == (f"{SHELF}/{POST}-renamed.png", f"{SHELF}/{POST}-b.jpg")
    doubtful = photos(of(tmp_path / "2", archive(two, more=renamed)))
    assert [one.media_state for one in doubtful] == [MediaState.MISSING] * 2
    assert doubtful[0].source_path == f"{POST}-a.jpg"


def test_what_others_made_and_reposts_are_not_the_persons(tmp_path: Path) -> None:
    numbers = [str(int(POST) + number) for number in range(5)]
    posts = [
        post("theirs", media("a.jpg", source_user_id_str=OTHER), number=numbers[0]),
        post(
            "mine again", media("b.jpg", source_user_id_str=ME, source_status_id_str="1"), number=numbers[1]
        ),
        post("RT @lena_k: look", media("c.jpg"), number=numbers[2]),
        post("about RT @lena_k", media("d.jpg"), number=numbers[3]),
        post("no picture", number=numbers[4]),
    ]
    assert [one.caption for one in photos(of(tmp_path, archive(*posts)))] == [
        "mine again",
        "about RT @lena_k",
    ]


def test_parts_are_joined_before_posts_meet_their_files(tmp_path: Path) -> None:
    files = archive(post("x", media("a.jpg")))
    rest = {f"{SHELF}/{POST}-a.jpg": picture(1)}
    first, second = write_zipped(tmp_path / "1.zip", files), write_zipped(tmp_path / "2.zip", rest)
    assert photos(everything(first, second))[0].media_state is MediaState.PRESENT


def test_deleted_posts_circles_and_communities_are_told_apart(tmp_path: Path) -> None:
    numbers = [str(int(POST) + number) for number in range(1, 4)]
    more = {
        "data/deleted-tweets.js": js(
            "deleted_tweets.part0", wrapped(post("gone", media("a.jpg"), number=numbers[0]))
        ),
        "data/twitter-circle-tweet.js": js(
            "x.part0", wrapped(post("few", media("b.jpg"), number=numbers[1]))
        ),
        "data/community-tweet.js": js(
            "community_tweet.part0", wrapped(post("us", media("c.jpg"), number=numbers[2]))
        ),
        f"data/deleted_tweets_media/{numbers[0]}-a.jpg": picture(1),
    }
    found = {
        one.caption: one for one in photos(of(tmp_path, archive(post("all", media("d.jpg")), more=more)))
    }
    assert {key: (one.visibility.value, one.existence) for key, one in found.items()} == {
        "gone": (Audience.ONLY_ME, Existence.TRASHED),
        "few": (Audience.CUSTOM, Existence.LIVE),
        "us": (Audience.UNKNOWN, Existence.LIVE),
        "all": (Audience.PUBLIC, Existence.LIVE),
    }
    assert found["gone"].media_state is MediaState.PRESENT


def test_long_posts_get_their_whole_words_by_second_and_beginning(tmp_path: Path) -> None:
    def note(words: str, at: str = "2018-03-22T08:15:30.000Z") -> dict[str, object]:
        return {"noteTweet": {"noteTweetId": "5", "createdAt": at, "core": {"text": words}}}

    cut = "This is the beginning of a long post that goes on… https://t.co/zzz"
    whole = "This is the beginning of a long post that goes on and on."
    for number, (notes, wanted) in enumerate(
        (
            ([note(whole), note("Another note of this second")], whole),
            ([note(whole, "2018-03-22T08:15:31.000Z")], cut),
            ([note(whole), note(whole + " And once more")], cut),
            ([{}, {"noteTweet": 7}, note("")], cut),
        )
    ):
        more = {"data/note-tweet.js": js("note_tweet.part0", notes)}
        (one,) = photos(of(tmp_path / str(number), archive(post(cut, media("a.jpg")), more=more)))
        assert one.caption == wanted


@pytest.mark.parametrize(
    ("created", "number", "when"),
    [
        (DATE, POST, DAY),
        ("Wed Jan 01 00:00:00 +0000 1997", POST, DAY),
        ("Thu Jan 01 00:00:00 +0000 2099", POST, DAY),
        ("Wed Jan 01 00:00:00 +0000 2003", "20", None),
        ("Sat Jan 05 10:00:00 +0200 2008", "20", datetime(2008, 1, 5, 8, tzinfo=UTC)),
        ("Sat Xyz 05 10:00:00 +0200 2008", "20", None),
        (7, "20", None),
    ],
)
def test_a_broken_date_gives_way_to_the_one_in_the_posts_number(
    tmp_path: Path, created: object, number: str, when: datetime | None
) -> None:
    (one,) = photos(of(tmp_path, archive(post("x", media("a.jpg"), number=number, created_at=created))))
    assert one.posted_at == when


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"geo": {"coordinates": ["52.5", "13.4"]}, "coordinates": {"coordinates": ["1", "2"]}}, (52.5, 13.4, "network")),
        ({"coordinates": {"type": "Point", "coordinates": ["13.4", "52.5"]}}, (52.5, 13.4, "network")),
        ({"geo": {"coordinates": ["0.0", "0.0"]}}, None),
        ({"geo": {"coordinates": ["91", "0"]}}, None),
        ({"place": {"full_name": "Bern", "bounding_box": {"coordinates": [[["7", "46"], ["8", "47"]]]}}},
         (46.5, 7.5, "place_tag")),
        ({"place": {"bounding_box": {"coordinates": [["x"]]}}, "geo": 7}, None),
    ],
)  # fmt: skip
def test_a_place_is_read_in_the_order_of_its_field(
    tmp_path: Path, told: dict[str, object], place: tuple[float, float, str] | None
) -> None:
    (one,) = photos(of(tmp_path, archive({**post("x", media("a.jpg")), **told})))
    assert (one.place and (one.place.lat, one.place.lon, one.place.basis)) == place


@pytest.mark.parametrize(
    ("words", "caption"),
    [
        ("&#" + "9" * 5000 + "; so", "\ufffd; so"),
        ("&lt;b&gt; &amp;amp;\nnext line", "<b> &amp;\nnext line"),
        ("&#xD83D; &#7; \u202eevil", "\ufffd  evil"),
        (" " * 60_000 + "x" + " " * 5000, "x"),
        ("… " * 10_000 + "https://t.co/x" * 1000 + "!", None),
    ],
    ids=["absurd number", "once", "halves", "spaces", "dots and links"],
)
def test_odd_references_and_long_runs_in_words_do_no_harm(
    tmp_path: Path, words: str, caption: str | None
) -> None:
    note = {"noteTweet": {"createdAt": "2018-03-22T08:15:30.000Z", "core": {"text": "Something else"}}}
    more = {"data/note-tweet.js": js("note_tweet.part0", [note])}
    (one,) = photos(of(tmp_path, archive(post(words, media("a.jpg")), more=more)))
    assert caption is None or one.caption.replace(";", "").split() == caption.replace(";", "").split()


def test_messages_are_only_counted(tmp_path: Path) -> None:
    more = {f"data/direct_messages_media/{number}-a.jpg": picture(1) for number in range(3)}
    more |= {
        "data/direct-messages.js": js(
            "direct_messages.part0", [{"dmConversation": {"messages": [{"text": "x"}]}}]
        )
    }
    items = of(tmp_path, archive(more=more))
    assert photos(items) == []
    assert [str(one.why) for one in only(items, Skipped)] == [
        "3 pictures and films in messages were left alone: messages are private."
    ]


def test_one_bad_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    posts: list[object] = [
        None,
        {"tweet": post("a", media("a.jpg"))},
        "words",
        {"tweet": 7},
        {"tweet": post("b", media("b.jpg"), number="x/../y")},
        {
            "tweet": post(
                "c", {"type": "hologram", "media_url_https": "https://pbs.twimg.com/c.jpg"}, number="31"
            )
        },
        {"tweet": post("d", media("d.jpg", media_url_https="javascript:x", media_url=None), number="32")},
        {"tweet": {"id_str": "33", "extended_entities": [], "entities": None}},
    ]
    files = archive() | {"data/tweets.js": js("tweets.part0", posts), "data/manifest.js": b"window.x = ["}
    items = of(tmp_path, files)
    assert [one.caption for one in photos(items)] == ["a"]
    where = [one.where for one in only(items, Skipped)]
    assert where == [*(f"data/tweets.js, {number}" for number in (1, 3, 5, 6, 7)), "data/manifest.js"]


@pytest.mark.parametrize(
    "files",
    [
        {"data/tweets.js": b"module.exports = [1]"},
        {"src/account.js": b"import x from 'y'"},
        {"tweets.csv": b"id,name\n1,x\n"},
        {"Takeout/Google Photos/a.jpg": picture()},
    ],
)
def test_other_things_are_not_taken_for_an_archive(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path / "e", files)]) as tree:
        assert not recognise(tree)


def test_no_other_network_takes_an_archive_for_its_own(tmp_path: Path) -> None:
    with open_tree([write_folder(tmp_path, archive(post("x", media("a.jpg"))))]) as tree:
        takers = [one.key for one in NETWORKS if one.recognise and one.recognise(tree)]
    assert takers[0] == "x"


def test_the_network_says_what_its_archive_never_tells() -> None:
    assert len(NETWORK.never_told) == 3


def test_whatever_an_archive_holds_only_photos_checks_and_reasons_come_out() -> None:
    note = {"noteTweet": {"createdAt": "2018-03-22T08:15:30.000Z", "core": {"text": "x"}}}
    place: dict[str, object] = {
        "geo": {"coordinates": ["1", "2"]},
        "place": {"bounding_box": {"coordinates": [[["7", "46"]]]}},
    }
    more = {
        "data/note-tweet.js": js("note_tweet.part0", [note]),
        "data/deleted-tweets.js": js("deleted_tweets.part0", wrapped(post("x", film("a.mp4"), number="99"))),
        "tweets.csv": b"tweet_id,timestamp,text,expanded_urls\n1,2013,x,https://twitter.com/a/status/1/photo/1\n",
        f"{SHELF}/{POST}-a.jpg": picture(1),
    }
    files = archive({**post("x", media("a.jpg"), media("b.jpg")), **place}, more=more)
    files |= owner(protection=[protect("Protect", "2021-05-03T09:00:00.000Z")])
    stands_everything(NETWORK, files, cases=100)
