"""Recipients: everybody who can be written to, with what is known of them, and since when."""

from app.ui.screens.recipients.view import RecipientsScreen

__all__ = ["RecipientsScreen"]
