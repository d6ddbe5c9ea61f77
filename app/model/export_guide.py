"""How a person orders their own data from a network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.model.setting import LinkStatus
from app.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One sentence of a guide; `confirmed` is False where it is recalled and nobody has checked it."""

    says: Text
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportGuide:
    """The way to one network's data export.

    `format` is the one to choose or to expect, `takes` says how long it takes, `notes` what the export tells and what it
    does not. `link` is the page where it is ordered, "" where each server has its own or an app has it; `source` and
    `checked_on` tell where the facts come from.
    """

    network: str
    title: str
    format: str
    steps: tuple[Advice, ...]
    takes: Advice
    notes: tuple[Advice, ...]
    link: str
    link_status: LinkStatus
    source: str
    checked_on: date
