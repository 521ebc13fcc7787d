-- The store. Dates are ISO 8601 texts. An edition is never changed once it is stored, but for its state and self-test.

CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    date TEXT,                        -- that the content or the user gives, or null
    valid_from TEXT NOT NULL,         -- that date, else the day it was stored; editions of a list follow each other by it
    sha256 TEXT NOT NULL,             -- of the published bytes, as lists/edition.py has it
    format TEXT NOT NULL,
    origin TEXT NOT NULL,             -- the path or address it was read from
    stored_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'withdrawn')),
    listings INTEGER NOT NULL,
    names INTEGER NOT NULL,
    account TEXT NOT NULL,            -- JSON: what reading it left out
    self_test TEXT,                   -- JSON: how many added listings were screened against themselves, and which failed
    UNIQUE (list, sha256)
);

-- One content of a listing, without its place in the file. Editions that say the same of a party share it.
CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    digest BLOB NOT NULL,
    in_remark INTEGER NOT NULL,       -- 1 for a party that stands in a remark on another one
    content TEXT NOT NULL,            -- the listing as JSON
    source TEXT NOT NULL,             -- JSON: where it stood in the first edition that had it
    UNIQUE (list, entity_id, digest)
);

-- The editions in which a version stood: from `first` to `last`, or to the newest one where `last` is null.
CREATE TABLE stood (
    version INTEGER NOT NULL REFERENCES version (id),
    first INTEGER NOT NULL REFERENCES edition (id),
    last INTEGER REFERENCES edition (id),
    PRIMARY KEY (version, first)
) WITHOUT ROWID;

CREATE INDEX stood_open ON stood (version) WHERE last IS NULL;

-- The published files, which lie beside the database under their hashes.
CREATE TABLE file (
    edition INTEGER NOT NULL REFERENCES edition (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (edition, name)
) WITHOUT ROWID;

-- What is known of the address a list is fetched from: validators of the last answer, and when it last was as stored.
CREATE TABLE fetch (
    list TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    validators TEXT NOT NULL,         -- JSON: ETag, Last-Modified of each file
    checked_at TEXT NOT NULL
);

-- Everything that was done to the store.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    list TEXT NOT NULL,
    detail TEXT NOT NULL
);
