"""The welcome: one field for a handle, and what a stranger gets of it."""

from app.ui.screens.welcome.view import WelcomeScreen

__all__ = ["WelcomeScreen"]
