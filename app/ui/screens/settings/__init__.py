"""Settings: language and looks, the person, what is kept and where, who was contacted, and who made what."""

from app.ui.screens.settings.view import SettingsScreen

__all__ = ["SettingsScreen"]
