"""Connect: choose a network, bring what it asks for, say yes in the browser; more rights at the moment of a fix."""

from app.ui.screens.connect.view import ConnectScreen

__all__ = ["ConnectScreen"]
