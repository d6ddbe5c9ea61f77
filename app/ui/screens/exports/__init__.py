"""How each network's data export is ordered."""

from app.ui.screens.exports.view import ExportsScreen

__all__ = ["ExportsScreen"]
