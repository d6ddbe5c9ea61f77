"""Which version this is, under which licence, and whose work it stands on."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

from app import __version__
from app.model.text import say
from app.resources import resource
from app.ui.tokens import Role
from app.ui.widgets.card import Card
from app.ui.widgets.label import Heading, Label


class AboutCard(Card):
    """About this app; `listed` is title and licence of what it carries, read in a thread of its own."""

    def __init__(self, listed: Sequence[tuple[str, str]]) -> None:
        super().__init__(gap=6)
        self.box.addWidget(Heading(say("About Overexposed {version}", version=__version__)))
        self.box.addWidget(
            Label(
                say(
                    "Free software under the GNU General Public License, version 3 or later. It comes without warranty."
                ),
                wraps=True,
            )
        )
        self.box.addSpacing(6)
        self.box.addWidget(Label(say("It carries the work of others, with thanks:"), Role.STRONG))
        for title, licence in listed:
            self.box.addWidget(
                Label(say("{title} ({licence})", title=title, licence=licence), Role.SMALL, wraps=True)
            )


def sources() -> list[tuple[str, str]]:
    """Return title and licence of everything in resources/ that others made."""
    listed = tomllib.loads(resource("SOURCES.toml").read_text(encoding="utf-8"))
    return [(str(one["title"]), str(one["licence"])) for one in listed["source"]]
