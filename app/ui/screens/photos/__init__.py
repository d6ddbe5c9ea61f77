"""The screen of all photos."""

from app.ui.screens.photos.view import PhotosScreen

__all__ = ["PhotosScreen"]
