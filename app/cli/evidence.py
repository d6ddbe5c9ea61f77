"""overexposed evidence: everything about one request in one file, for an authority."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.model.request import RequestId
from app.model.text import say

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("request", metavar="REQUEST", help="its reference, like OX-2026-K7QXRM")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the zip file to write")


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    path = house.evidence.write(RequestId(asked.request), asked.out)
    out.record({"request": asked.request, "file": str(path)})
    out.line(say("The evidence was written to {path}.", path=str(path)))
    return Exit.DONE


COMMAND = Command("evidence", "write what was seen of a request into one file", _arguments, _run)
