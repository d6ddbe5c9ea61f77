"""Check-up: the privacy settings of each account, what is open, what that means, and how to close it."""

from app.ui.screens.checkup.view import CheckupScreen

__all__ = ["CheckupScreen"]
