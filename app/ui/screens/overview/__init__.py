"""The overview: one score, one sentence, one button; what to fix first, requests on their way, places given away."""

from app.ui.screens.overview.view import OverviewScreen

__all__ = ["OverviewScreen"]
