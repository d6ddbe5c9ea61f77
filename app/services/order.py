"""Say how a person orders their own data from each network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store.export_guides import export_guides

if TYPE_CHECKING:
    from app.model.export_guide import ExportGuide


def guide_to(network: str) -> ExportGuide | None:
    """Return how one network's export is ordered; None where we do not know."""
    return next((one for one in export_guides() if one.network == network), None)


def all_guides() -> tuple[ExportGuide, ...]:
    """Return how the export of each network is ordered, by title."""
    return export_guides()
