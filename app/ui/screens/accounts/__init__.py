"""Accounts: whose photos are held, when they were looked at last, and what their settings are."""

from app.ui.screens.accounts.view import AccountsScreen

__all__ = ["AccountsScreen"]
