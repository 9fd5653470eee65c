"""Which recordings a batch has still to analyse, has in hand, has done, or could not do. It survives ``kill -9``.

One row per track. A row is leased before its song is begun and closed in the same transaction that keeps the analysis;
so after a crash every song is in exactly one state, and whoever comes next goes on with those that wait and with the
leases of processes that are gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from engine.core.track import TrackId
from engine.library.database import Database, Row
from engine.library.owner import Owner
from engine.library.references import to_existing

_COLUMNS = "track_id, state, engine, attempts, seconds, peak_bytes, error, owner_pid, owner_started"


class AnalysisState(StrEnum):
    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """How it stands with a track's analysis.

    ``attempts``: how often it was begun since it was asked for. ``seconds`` and ``peak_bytes``: what the last attempt
    took. ``error_json``: why it failed. ``owner``: the process that has it in hand.
    """

    track_id: TrackId
    state: AnalysisState
    engine: str
    attempts: int
    seconds: float | None
    peak_bytes: int | None
    error_json: bytes | None
    owner: Owner | None

    @property
    def is_open(self) -> bool:
        """Whether it is to be done: it waits, or whoever had it in hand is gone."""
        is_abandoned = self.state is AnalysisState.LEASED and (self.owner is None or not self.owner.is_alive())
        return self.state is AnalysisState.WAITING or is_abandoned


class AnalysisLedger:
    """The table of analyses to do and done. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, tracks: Iterable[TrackId], engine: str) -> None:
        """Have these analysed (again) by ``engine``; those in the hands of a living process stay there.

        Raises:
            UserError: If there is no such track (any more).
        """
        with self._database.transaction():
            for track_id in tracks:
                entry = self.get(track_id)
                if entry is not None and entry.state is AnalysisState.LEASED and not entry.is_open:
                    continue
                with to_existing(track_id=track_id):
                    self._database.rows(
                        "INSERT OR REPLACE INTO analysis_ledger (track_id, state, engine, sequence)"
                        " VALUES (?, 'waiting', ?, ?)",
                        (track_id, engine, self._database.next_sequence()),
                    )

    def lease(self, track_id: TrackId) -> bool:
        """Note that this process begins with a track; False if another living process has it or it is gone.

        Call it in the process that will also close the entry.
        """
        owner = Owner.current()
        with self._database.transaction():
            entry = self.get(track_id)
            if entry is None:
                return False
            is_mine = entry.owner == owner
            if entry.state is AnalysisState.LEASED and not (is_mine or entry.is_open):
                return False
            self._database.rows(
                "UPDATE analysis_ledger SET state = 'leased', attempts = attempts + 1, error = NULL, seconds = NULL,"
                " owner_pid = ?, owner_started = ?, sequence = ? WHERE track_id = ?",
                (owner.pid, owner.started, self._database.next_sequence(), track_id),
            )
            return True

    def close(
        self, track_id: TrackId, *, seconds: float, peak_bytes: int | None = None, error_json: bytes | None = None
    ) -> None:
        """Note that a track is done, or with ``error_json`` that it could not be."""
        state = AnalysisState.DONE if error_json is None else AnalysisState.FAILED
        with self._database.transaction():
            self._database.rows(
                "UPDATE analysis_ledger SET state = ?, seconds = ?, peak_bytes = ?, error = ?, owner_pid = NULL,"
                " owner_started = NULL, sequence = ? WHERE track_id = ?",
                (state.value, seconds, peak_bytes, error_json, self._database.next_sequence(), track_id),
            )

    def release(self) -> None:
        """What this process has in hand waits again."""
        owner = Owner.current()
        with self._database.transaction():
            self._database.rows(
                "UPDATE analysis_ledger SET state = 'waiting', owner_pid = NULL, owner_started = NULL"
                " WHERE state = 'leased' AND owner_pid = ? AND owner_started = ?",
                (owner.pid, owner.started),
            )

    def get(self, track_id: TrackId) -> LedgerEntry | None:
        row = self._database.row(f"SELECT {_COLUMNS} FROM analysis_ledger WHERE track_id = ?", (track_id,))
        return self._entry(row) if row else None

    def counts(self) -> dict[AnalysisState, int]:
        """How many tracks are in each state."""
        found: dict[str, int] = dict(self._database.rows("SELECT state, count(*) FROM analysis_ledger GROUP BY state"))
        return {state: int(found.get(state.value, 0)) for state in AnalysisState}

    def all(self) -> dict[TrackId, LedgerEntry]:
        """Every entry, in the order of the tracks."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM analysis_ledger ORDER BY track_id")
        return {row[0]: self._entry(row) for row in rows}

    def _entry(self, row: Row) -> LedgerEntry:
        track_id, state, engine, attempts, seconds, peak_bytes, error, pid, started = row
        with self._database.decoding(f"the analysis ledger of track {track_id}"):
            owner = None if pid is None else Owner(pid, started)
            return LedgerEntry(
                TrackId(track_id), AnalysisState(state), engine, attempts, seconds, peak_bytes, error, owner
            )
