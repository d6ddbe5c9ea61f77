"""Requests: the letters on their way, one of them in full, and the editor that writes a new one."""

from app.ui.screens.requests.view import RequestsScreen

__all__ = ["RequestsScreen"]
