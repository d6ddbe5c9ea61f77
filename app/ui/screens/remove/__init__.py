"""Hide or delete: looked through first, agreed to in words, done piece by piece, and looked at again afterwards."""

from app.ui.screens.remove.view import RemoveScreen

__all__ = ["RemoveScreen"]
