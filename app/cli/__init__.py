"""The terminal door: every verb without a window, with JSON for those who script it."""

from __future__ import annotations

from app.cli import (
    analyse,
    bring_in,
    evidence,
    findings,
    forget,
    inspect,
    keep,
    laws,
    letter,
    look,
    photos,
    recipients,
    requests,
    self_test,
    sync,
    verify,
)
from app.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    look.COMMAND,
    bring_in.COMMAND,
    sync.COMMAND,
    analyse.COMMAND,
    inspect.COMMAND,
    photos.MANY,
    photos.ONE,
    findings.FINDINGS,
    findings.SCORE,
    keep.COMMAND,
    laws.COMMAND,
    recipients.COMMAND,
    letter.COMMAND,
    requests.MANY,
    requests.ONE,
    verify.COMMAND,
    evidence.COMMAND,
    forget.COMMAND,
    self_test.COMMAND,
)
