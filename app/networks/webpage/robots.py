"""Read a robots.txt by RFC 9309: whom a site asks to stay away from a path. It is a wish; nobody is held to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

# Section 2.5: at least 500 KiB are to be read.
CAP: Final = 512 * 1024
_MOST_LINES: Final = 20_000
_LONGEST_RULE: Final = 1_000

# Collectors for AI that name themselves (their own pages; Mastodon's stored default names most of them). No face search
# is known to name itself.
AI_BOTS: Final = (
    "GPTBot",
    "ClaudeBot",
    "CCBot",
    "Google-Extended",
    "Meta-ExternalAgent",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "PerplexityBot",
)


@dataclass(slots=True)
class _Group:
    """Rules for some robots: whether each allows, and the pattern of its path."""

    names: list[str] = field(default_factory=list[str])
    rules: list[tuple[bool, str]] = field(default_factory=list[tuple[bool, str]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """A robots.txt that was read."""

    groups: tuple[_Group, ...] = ()

    def allows(self, robot: str, path: str) -> bool:
        """Whether a robot of this name may fetch a path with its query: the longest rule counts, an allow in a tie."""
        wanted = unquote(path, errors="replace")[:_LONGEST_RULE]
        best: tuple[int, bool] = (0, True)
        for allow, pattern in self._rules(robot):
            if pattern and _fits(pattern, wanted):
                best = max(best, (len(pattern), allow))
        return best[1]

    def names(self, robot: str) -> bool:
        """Whether there is a group for this robot and not only for everybody."""
        return any(robot.casefold() in group.names for group in self.groups)

    def _rules(self, robot: str) -> list[tuple[bool, str]]:
        """Return the rules of every group of this name, or else those for everybody (section 2.2.1)."""
        name = robot.casefold()
        wanted = name if self.names(robot) else "*"
        return [rule for group in self.groups if wanted in group.names for rule in group.rules]


def read(body: bytes) -> Robots:
    """Read a robots.txt; lines that are none are passed over."""
    groups: list[_Group] = []
    group: _Group | None = None
    for line in body[:CAP].decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:_MOST_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        word, said = key.strip().casefold(), value.strip()[:_LONGEST_RULE]
        if not colon:
            continue
        if word == "user-agent":
            if group is None or group.rules:
                group = _Group()
                groups.append(group)
            group.names.append(said.partition("/")[0].strip().casefold())
        elif word in {"allow", "disallow"} and group is not None:
            # An empty disallow forbids nothing, and still ends the list of names above it.
            group.rules.append((word == "allow", unquote(said, errors="replace")))
    return Robots(groups=tuple(groups))


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins like a pattern; "*" stands for anything, a "$" at the end for the end of the path."""
    is_whole = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in parts[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not parts:
        return not is_whole or at == len(path)
    last = parts[-1]
    return (len(path) - len(last) >= at and path.endswith(last)) if is_whole else path.find(last, at) >= 0
