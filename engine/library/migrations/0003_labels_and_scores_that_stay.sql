-- Scores are added and never overwritten; what people say of songs is kept apart from them; panels to compare with.
-- min_compatible: 3
-- (an older program would remove earlier scores when it writes one)

CREATE TABLE culture_scores_kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    track_id INTEGER REFERENCES tracks (id) ON DELETE CASCADE,
    take_id INTEGER REFERENCES takes (id) ON DELETE CASCADE,
    profile TEXT NOT NULL,
    document BLOB NOT NULL, -- JSON of CultureScore
    scored_at TEXT NOT NULL,
    CHECK ((track_id IS NULL) <> (take_id IS NULL))
) STRICT;
INSERT INTO culture_scores_kept (id, track_id, take_id, profile, document, scored_at)
    SELECT id, track_id, take_id, profile, document, scored_at FROM culture_scores ORDER BY id;
DROP TABLE culture_scores;
ALTER TABLE culture_scores_kept RENAME TO culture_scores;
CREATE INDEX culture_scores_track ON culture_scores (track_id);
CREATE INDEX culture_scores_take ON culture_scores (take_id);

CREATE TABLE label_statements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    document BLOB NOT NULL, -- JSON of Statement
    said_at TEXT NOT NULL
) STRICT;
CREATE INDEX label_statements_track ON label_statements (track_id);

CREATE TABLE contests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    marker TEXT NOT NULL,
    document BLOB NOT NULL, -- JSON of Contest
    said_at TEXT NOT NULL
) STRICT;
CREATE INDEX contests_track ON contests (track_id);

CREATE TABLE panels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    document BLOB NOT NULL, -- JSON of Panel
    made_at TEXT NOT NULL
) STRICT;
