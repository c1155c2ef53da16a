"""One tree of errors. Each class has a machine-readable `code`, an HTTP `status` and a process `exit_code`.

FatuError                       500  internal
  InvalidInput                  422  invalid_input
    InvalidIdentifier           422  invalid_identifier
    InvalidDate                 422  invalid_date
    InvalidCursor               422  invalid_cursor
  NotFound                      404  not_found
  UnreadableSource              422  unreadable_source
  StoreBusy                     503  store_busy
  StoreUnavailable              503  store_unavailable
  IncompatibleData              503  incompatible_data
  ModelUnavailable              503  model_unavailable
"""

from __future__ import annotations

from typing import ClassVar


class FatuError(Exception):
    """Something went wrong that a user should be told about.

    `message` says what was wrong and where; `hint` says what to do.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    title: ClassVar[str] = "Internal error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InvalidInput(FatuError):
    """A parameter, option or body does not have the form it must have."""

    code = "invalid_input"
    status = 422
    exit_code = 2
    title = "Invalid input"


class InvalidIdentifier(InvalidInput):
    """A string is not an identifier of fatu."""

    code = "invalid_identifier"
    title = "Invalid identifier"


class InvalidDate(InvalidInput):
    """A string is not a date of the calendar in the form YYYY-MM-DD."""

    code = "invalid_date"
    title = "Invalid date"


class InvalidCursor(InvalidInput):
    """A paging cursor was not issued by this service, or for another query."""

    code = "invalid_cursor"
    title = "Invalid cursor"


class NotFound(FatuError):
    """The identifier is well formed, but nothing is held under it."""

    code = "not_found"
    status = 404
    exit_code = 3
    title = "Not found"


class UnreadableSource(FatuError):
    """A source file can't be read as a document: quarantined with this reason, the run goes on."""

    code = "unreadable_source"
    status = 422
    title = "Unreadable source"


class StoreBusy(FatuError):
    """Another process holds the one writer's place."""

    code = "store_busy"
    status = 503
    exit_code = 4
    title = "Another writer is at work"


class StoreUnavailable(FatuError):
    """The graph store or the search index can't be reached or opened."""

    code = "store_unavailable"
    status = 503
    exit_code = 4
    title = "Store unavailable"


class IncompatibleData(FatuError):
    """The data directory was written by another model version."""

    code = "incompatible_data"
    status = 503
    exit_code = 4
    title = "Incompatible data"


class ModelUnavailable(FatuError):
    """Search by meaning lacks its model or its libraries, or they are not those expected; search by words goes on."""

    code = "model_unavailable"
    status = 503
    exit_code = 4
    title = "Model unavailable"
