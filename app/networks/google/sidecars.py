"""Which JSON file (sidecar) beside a photo of a Google Photos export speaks of it: by the names alone.

A wrong match would give a photo another photo's place and people, so whatever is not sure has no sidecar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from app.networks.google import names
from app.networks.google.names import Reading

Readings: TypeAlias = "Callable[[str], list[Reading]]"


def match_sidecars(files: Iterable[str]) -> dict[str, str | None]:
    """Return for each photo and film of one folder the name of its sidecar, None where none is sure.

    `files` are all file names of one folder, over all parts of the export. Names that differ in composed and
    decomposed letters are told apart. The result does not depend on their order.
    """
    every = sorted(set(files))
    sidecars = [name for name in every if names.is_sidecar(name)]
    media = [name for name in every if not names.is_sidecar(name) and not names.is_document(name)]
    folder = _Folder(media, sidecars)
    folder.match_originals()
    folder.match_lone_duplicates()
    folder.match_moving_halves()
    folder.match_edited_copies()
    return {name: folder.found.get(name) for name in media}


def _plain(name: str) -> list[Reading]:
    return names.media_readings(name)


def _cut(name: str) -> list[Reading]:
    """Read a long name; one beyond the length that files have got its brackets after the cut, so they count."""
    readings = names.media_readings(name)
    return names.cuts(readings[1:] if names.units(name) > names.MEDIA_UNITS and readings[1:] else readings)


def _untitled(name: str) -> list[Reading]:
    return names.without_extension([*names.media_readings(name), *names.added_extension(name)])


# From the surest rule to the weakest. A film or photo that one rule matched is out of reach of the next.
_RULES: tuple[Readings, ...] = (_plain, _cut, names.added_extension, _untitled)


class _Folder:
    """The names of one folder, and what was found so far."""

    def __init__(self, media: Sequence[str], sidecars: Sequence[str]) -> None:
        self.found: dict[str, str | None] = {}
        self._media = media
        self._taken: set[str] = set()
        self._by_reading: dict[Reading, list[str]] = defaultdict(list)
        self._by_folded: dict[Reading, list[str]] = defaultdict(list)
        self._by_stem: dict[Reading, list[str]] = defaultdict(list)
        self._odd: set[tuple[Reading, str]] = set()
        self._counters: dict[str, set[str]] = defaultdict(set)
        self._namesakes: dict[str, list[str]] = defaultdict(list)
        self._by_stem_of_file: dict[str, list[str]] = defaultdict(list)
        for name in sidecars:
            self._index(name)
        for name in media:
            self._namesakes[names.folded(name)].append(name)
            self._by_stem_of_file[names.folded(names.split(name)[0])].append(name)

    def _index(self, sidecar: str) -> None:
        for one in names.sidecar_readings(sidecar):
            reading = Reading(one.name, one.counter)
            self._counters[names.folded(one.name)].add(one.counter)
            stem, ending = names.split(names.folded(one.name))
            places = [(self._by_reading, reading), (self._by_folded, reading.folded())]
            if ending and names.extension(ending.join(("x", ""))) in names.PICTURES:
                places.append((self._by_stem, Reading(stem, one.counter)))
            for index, key in places:
                if sidecar not in index[key]:
                    index[key].append(sidecar)
            if one.is_odd:
                self._odd.add((reading, sidecar))

    def match_originals(self) -> None:
        """Give each sidecar to the one photo that it was written for."""
        self._leave_alone_titles_that_begin_alike()
        for rule in _RULES:
            self._apply(rule, self._exactly)
            self._apply(rule, self._in_any_case)

    def _leave_alone_titles_that_begin_alike(self) -> None:
        """Take out long names of which one has a counter among the sidecars that it has not among the photos.

        "xxx.json" and "xxx(1).json" are then of two photos that go on differently, and which is whose nobody knows.
        """
        counters: dict[str, set[str]] = defaultdict(set)
        media: dict[str, list[str]] = defaultdict(list)
        for name in self._media:
            for one in [*_cut(name), *_untitled(name), *_plain(name)]:
                key = names.folded(one.name)
                if names.SIDECAR_UNITS - 1 <= names.units(key) <= names.SIDECAR_UNITS + 1:
                    counters[key].add(one.counter)
                    media[key].append(name)
        for key, here in counters.items():
            told = self._counters.get(key, set())
            if len(told) > 1 and told - here:
                self.found.update(dict.fromkeys(media[key]))

    def _apply(self, rule: Readings, look: Callable[[list[Reading]], list[str]]) -> None:
        offers: dict[str, list[str]] = defaultdict(list)
        for name in self._media:
            if name not in self.found:
                fitting = [one for one in look(rule(name)) if one not in self._taken]
                if len(fitting) == 1:
                    offers[fitting[0]].append(name)
                elif fitting:
                    self.found[name] = None
        for sidecar, claimants in offers.items():
            self._taken.add(sidecar)
            leaders = self._leaders(claimants)
            if len(leaders) == 1:
                self.found[leaders[0]] = sidecar
            else:
                self.found.update(dict.fromkeys(leaders))

    def _exactly(self, readings: list[Reading]) -> list[str]:
        """Return the sidecars of these names; of an old and a new one of the very same name the old, shorter one."""
        fitting: dict[str, None] = {}
        for reading in readings:
            listed = self._by_reading.get(reading, [])
            usual = [one for one in listed if (reading, one) not in self._odd]
            if usual and len(usual) == len(listed):
                fitting[min(usual, key=lambda one: (len(one), one))] = None
            else:
                fitting.update(dict.fromkeys(listed))
        return list(fitting)

    def _in_any_case(self, readings: list[Reading]) -> list[str]:
        return list(
            dict.fromkeys(one for reading in readings for one in self._by_folded.get(reading.folded(), []))
        )

    def _leaders(self, claimants: list[str]) -> list[str]:
        """Return those that want a sidecar for themselves: not moving halves and edited copies of the others."""
        if len(claimants) == 1:
            return claimants
        here = {names.folded(one) for one in claimants}
        stems = {
            names.folded(names.split(one)[0])
            for one in claimants
            if names.extension(one) in names.LIVE_STILLS
        }
        return [
            one
            for one in claimants
            if not (names.may_move(one) and names.folded(names.split(one)[0]) in stems)
            and not any(names.folded(original) in here for original in names.originals(one))
        ]

    def match_lone_duplicates(self) -> None:
        """Give a second photo of a long title the sidecar of the first, where neither the first nor its own is there.

        Exports leave out sidecars of duplicates (seen for titles that were cut); short names like "IMG_1(1)" are
        used by many cameras for many photos, so nothing is told by them.
        """
        sharing: dict[str, list[str]] = defaultdict(list)
        for name in self._media:
            for cut in {names.folded(one.name) for one in _cut(name)}:
                sharing[cut].append(name)
        for cut, media in sharing.items():
            if len(media) == 1 and media[0] not in self.found:
                first = self._by_folded.get(Reading(cut, ""), [])
                if len(first) == 1 and first[0] not in self._taken and self._counters[cut] == {""}:
                    self.found[media[0]] = first[0]
                    self._taken.add(first[0])

    def match_moving_halves(self) -> None:
        """Give the film of a live or motion photo the sidecar of its still picture."""
        halves = {name: self._of_still(name) for name in self._media if self._is_half(name)}
        self.found.update({name: sidecar for name, sidecar in halves.items() if sidecar})

    def _is_half(self, name: str) -> bool:
        return name not in self.found and names.may_move(name)

    def _of_still(self, name: str) -> str | None:
        stills = self._stills(name)
        if stills:
            held = {self.found.get(still) for still in stills}
            return held.pop() if len(held) == 1 else None
        # The still picture itself is not there; its sidecar is.
        return self._lone_still(name)

    def _stills(self, name: str) -> list[str]:
        """Return the pictures that lie beside a film: "a.HEIC" beside "a.MP4" or "a.HEIC.MOV", "a.MP.jpg" beside "a.MP"."""
        beside = [
            *self._namesakes.get(names.folded(names.split(name)[0]), []),
            *self._by_stem_of_file.get(names.folded(name), []),
            *self._by_stem_of_file.get(names.folded(names.split(name)[0]), []),
        ]
        beside += self._with_second_extension(names.folded(names.split(name)[0]))
        return [
            one
            for one in dict.fromkeys(beside)
            if one != name and names.extension(one) in names.LIVE_STILLS and not names.originals(one)
        ]

    def _with_second_extension(self, stem: str) -> list[str]:
        """Return pictures like "a.HEIC.jpg", which the film "a.MP4" belongs to."""
        return [one for ending in (".heic", ".heif") for one in self._by_stem_of_file.get(stem + ending, [])]

    def _lone_still(self, name: str) -> str | None:
        readings = names.media_readings(name)
        readings += names.without_extension(readings)
        listed = {one for reading in readings for one in self._by_stem.get(reading.folded(), [])}
        listed -= self._taken
        return listed.pop() if len(listed) == 1 else None

    def match_edited_copies(self) -> None:
        """Give an edited copy the sidecar of its original, with the same counter."""
        copies = {name: self._of_original(name) for name in self._media if name not in self.found}
        self.found.update(copies)

    def _of_original(self, name: str) -> str | None:
        candidates = names.originals(name)
        for position, original in enumerate(candidates):
            if position and self._has_plain_twin(original, name):
                return None
            namesakes = self._namesakes.get(names.folded(original), [])
            if namesakes:
                exact = [one for one in namesakes if names.composed(one) == original] or namesakes
                return self.found.get(exact[0]) if len(exact) == 1 else None
            found = self._of_absent(original)
            if found is not None:
                return found
        return None

    def _has_plain_twin(self, original: str, copy: str) -> bool:
        """Whether the folder tells that "a-edited(1).jpg" cannot be a copy of "a.jpg": "a.jpg" has other company."""
        stem = names.folded(names.split(original)[0])
        without_counter = names.folded(copy.rpartition("(")[0] + names.split(copy)[1])
        return stem in self._by_stem_of_file or without_counter in self._namesakes

    def _of_absent(self, original: str) -> str | None:
        """Return the sidecar of an original that is not in the folder, or that has another extension than its copy."""
        stem, _ = names.split(original)
        beside = [
            one
            for one in self._by_stem_of_file.get(names.folded(stem), [])
            if names.extension(one) in names.PICTURES
        ] or self._with_second_extension(names.folded(stem))
        if beside:
            return self.found.get(beside[0]) if len(beside) == 1 else None
        for rule in _RULES:
            for look in (self._exactly, self._in_any_case):
                fitting = look(rule(original))
                if fitting:
                    return self._free(fitting)
        return self._lone_still(original) if names.extension(original) in names.PICTURES else None

    def _free(self, fitting: list[str]) -> str | None:
        return fitting[0] if len(fitting) == 1 and fitting[0] not in self._taken else None
