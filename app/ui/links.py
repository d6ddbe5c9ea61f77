"""Pages of the web, opened in the person's own browser: encrypted ones, and Telegram's own links; and letters in their mail program."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def can_open(address: str) -> bool:
    """Whether an address is one that we hand to the system: https with a host and no name or password in it, or tg."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.userInfo():
        return False
    return url.scheme() == "tg" or (url.scheme() == "https" and bool(url.host()))


def open_page(address: str) -> bool:
    """Open a page in the person's browser; False where it is no address that we open, or nothing opens it."""
    return can_open(address) and QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def open_mail(address: str) -> bool:
    """Open a letter in the person's mail program, where they send it themselves; False where nothing opens it."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.scheme() == "mailto" and QDesktopServices.openUrl(url)
