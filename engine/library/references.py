"""A result may arrive after its track was removed: that is a sentence for the user, not a damaged library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.core.errors import LibraryError, UserError

if TYPE_CHECKING:
    import apsw


@contextmanager
def to_existing(**referred: object) -> Iterator[None]:
    """Turn a broken reference inside into ``UserError``. ``referred`` names what is pointed at: ``track_id=3``."""
    import apsw

    try:
        yield
    except LibraryError as error:
        cause = error.__cause__
        if isinstance(cause, apsw.ConstraintError) and _extended_result(cause) == apsw.SQLITE_CONSTRAINT_FOREIGNKEY:
            named = ", ".join(
                f"{name.removesuffix('_id').replace('_', ' ')} {value}" for name, value in referred.items()
            )
            raise UserError(f"There is no {named} in the library (any more)") from error
        raise


def _extended_result(error: apsw.Error) -> int:
    return int(getattr(error, "extendedresult", 0))  # an attribute apsw documents but does not declare
