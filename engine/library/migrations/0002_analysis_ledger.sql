-- Which recordings are to be analysed, are in hand, are done or could not be: what a batch goes on from after a crash.
-- min_compatible: 1

CREATE TABLE analysis_ledger (
    track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'failed')),
    engine TEXT NOT NULL, -- of the analysis that was asked for
    attempts INTEGER NOT NULL DEFAULT 0, -- how often it was begun since it was asked for
    seconds REAL, -- what the last attempt took
    peak_bytes INTEGER, -- the most memory its process ever held
    error BLOB, -- JSON
    owner_pid INTEGER,
    owner_started TEXT,
    sequence INTEGER NOT NULL -- of the last change
) STRICT;
CREATE INDEX analysis_ledger_state ON analysis_ledger (state);
