"""The wording of the letters: one file per law and language, made of named blocks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.resources import resource

# Where the block of a law is not its own: the British law is the European one with some differences. So is a complaint
# that goes to the recipient first one of the letters that follow.
_SISTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"uk-gdpr": ("uk-gdpr", "eu-gdpr"), "complaint_first": ("complaint_first", "followup")}
)
# Laws with wording of their own; every other law takes the blocks that fit any law, right by right.
_OWN = frozenset({"eu-gdpr", "us-ca-ccpa", "us-il-bipa", "us-take-it-down", "followup", "uploader"})


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    """Return the sandbox; a gap that nothing fills is an error, never an empty place in a letter.

    Nothing is escaped here: a letter is plain text, and `as_html` escapes the whole of it.
    """
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resource("letters")),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
    )


@cache
def places(language: str) -> Mapping[str, str]:
    """Return how a letter says where somebody lives: "DE" -> "in Germany"."""
    return tomllib.loads(resource("letters", language, "places.toml").read_text(encoding="utf-8"))


def render(language: str, law: str, block: str, values: Mapping[str, object], *, first: str = "") -> str:
    """Return one block as one line, from the law's own file or from what all letters share.

    `first` names a file whose blocks go before those of the law, such as that for search engines. Values are filled in
    as they are and never read as a template. Raises KeyError where no file has the block.
    """
    for name in (*((first,) if first else ()), *_names(law), "common"):
        template = _environment().get_template(f"{language}/{name}.txt")
        if block in template.blocks:
            return "".join(template.blocks[block](template.new_context(dict(values)))).strip()
    raise KeyError(f"no block {block!r} for {law} in {language}")


def has(language: str, law: str, block: str) -> bool:
    """Whether there is wording for a block."""
    names = (*_names(law), "common")
    return any(block in _environment().get_template(f"{language}/{name}.txt").blocks for name in names)


def _names(law: str) -> Sequence[str]:
    return _SISTERS.get(law) or ((law,) if law in _OWN else ("any",))
