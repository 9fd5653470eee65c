-- The first schema. Forward only: a released file is never edited; the next change is 0002_<what>.sql.
-- min_compatible: 1

CREATE TABLE format (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    min_compatible INTEGER NOT NULL, -- the oldest program version of the schema that may write this file
    engine TEXT NOT NULL
) STRICT;

-- Order by this, never by a clock.
CREATE TABLE sequence (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    value INTEGER NOT NULL
) STRICT;
INSERT INTO sequence VALUES (1, 0);

CREATE TABLE tracks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE CHECK (fingerprint <> ''),
    info BLOB NOT NULL, -- JSON of AudioInfo
    tags BLOB NOT NULL, -- JSON of Tags
    search_text TEXT NOT NULL,
    licence TEXT NOT NULL,
    may_train INTEGER NOT NULL CHECK (may_train IN (0, 1)),
    proof TEXT NOT NULL,
    last_seen TEXT NOT NULL, -- where the recording was last found, for display
    added_at TEXT NOT NULL
) STRICT;

-- One recording may lie in several places; one place holds one recording.
CREATE TABLE track_locations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE, -- os.fsencode: file names need not be UTF-8
    track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    display TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL
) STRICT;
CREATE INDEX track_locations_track ON track_locations (track_id);

CREATE TABLE import_failures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,
    display TEXT NOT NULL,
    error_type TEXT NOT NULL,
    reason TEXT NOT NULL,
    hint TEXT NOT NULL,
    failed_at TEXT NOT NULL
) STRICT;

CREATE TABLE analyses (
    track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
    schema TEXT NOT NULL,
    engine TEXT NOT NULL,
    tempo_bpm REAL,
    key TEXT,
    document BLOB NOT NULL, -- zlib of the JSON of Analysis
    analysed_at TEXT NOT NULL
) STRICT;

CREATE TABLE artifacts (
    key TEXT PRIMARY KEY CHECK (length(key) = 64),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE artifact_files (
    key TEXT NOT NULL REFERENCES artifacts (key) ON DELETE CASCADE,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (key, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE separations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    parameters BLOB NOT NULL, -- JSON
    artifact_key TEXT NOT NULL REFERENCES artifacts (key) ON DELETE CASCADE,
    separated_at TEXT NOT NULL,
    UNIQUE (track_id, model, parameters)
) STRICT;
CREATE INDEX separations_artifact ON separations (artifact_key);

CREATE TABLE takes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    artifact TEXT NOT NULL,
    document BLOB NOT NULL, -- JSON of Take
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE culture_scores (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    track_id INTEGER REFERENCES tracks (id) ON DELETE CASCADE,
    take_id INTEGER REFERENCES takes (id) ON DELETE CASCADE,
    profile TEXT NOT NULL,
    document BLOB NOT NULL, -- JSON of CultureScore
    scored_at TEXT NOT NULL,
    CHECK ((track_id IS NULL) <> (take_id IS NULL)),
    UNIQUE (track_id, profile),
    UNIQUE (take_id, profile)
) STRICT;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    spec BLOB NOT NULL, -- JSON
    label TEXT NOT NULL,
    resource TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
    queued_sequence INTEGER NOT NULL,
    started_sequence INTEGER,
    finished_sequence INTEGER,
    fraction REAL NOT NULL DEFAULT 0.0,
    stage TEXT NOT NULL DEFAULT '',
    eta REAL,
    error BLOB, -- JSON
    attempts INTEGER NOT NULL DEFAULT 0,
    owner_pid INTEGER,
    owner_started TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT
) STRICT;
CREATE INDEX jobs_state ON jobs (state, queued_sequence);
