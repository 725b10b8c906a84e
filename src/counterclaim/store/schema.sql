-- The ledger. Rows are added, never changed: every table gets triggers that forbid the rest.
-- Every table is described in docs/ledger.md.

CREATE TABLE runs (
    id        INTEGER PRIMARY KEY,
    extractor TEXT NOT NULL,              -- version and digest of the rules, "0.1.0+3f2a9c01be77"
    settings  TEXT NOT NULL,              -- JSON
    started   TEXT NOT NULL               -- UTC, ISO 8601
) STRICT;

CREATE TABLE documents (
    id    TEXT PRIMARY KEY,               -- function of name, address and text
    run   INTEGER NOT NULL REFERENCES runs,
    media TEXT NOT NULL,
    url   TEXT,
    data  BLOB NOT NULL,                  -- the bytes as they came
    text  TEXT NOT NULL                   -- what every offset counts in, in Unicode code points
) STRICT, WITHOUT ROWID;

-- Where a document was met. A file whose text changed is another document, met later at the same source.
CREATE TABLE sightings (
    id       INTEGER PRIMARY KEY,
    run      INTEGER NOT NULL REFERENCES runs,
    source   TEXT NOT NULL,               -- the path, or the record's id
    document TEXT NOT NULL REFERENCES documents
) STRICT;
CREATE INDEX sightings_by_source ON sightings (source);

-- What one run found out about one document.
CREATE TABLE readings (
    id              INTEGER PRIMARY KEY,
    run             INTEGER NOT NULL REFERENCES runs,
    document        TEXT NOT NULL REFERENCES documents,
    title           TEXT,
    language        TEXT,
    declined        TEXT,                 -- why no claims were looked for
    outlet          TEXT,                 -- id
    published       TEXT,                 -- ISO date
    published_basis TEXT NOT NULL,
    dossier         TEXT,
    row             TEXT NOT NULL,        -- everything, as JSON, but for the text
    UNIQUE (document, run)
) STRICT;

CREATE TABLE segments (
    reading  INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    reading       INTEGER NOT NULL REFERENCES readings,
    id            TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('quantity', 'status', 'response')),
    number        TEXT,                   -- the figure's characters; null but for a quantity
    start         INTEGER NOT NULL,       -- of the number, or of the evidence where there is none
    "end"         INTEGER NOT NULL,
    evidence      TEXT NOT NULL,
    low           REAL,
    high          REAL,
    qualifier     TEXT,
    statistic     TEXT,
    unit          TEXT,
    object        TEXT,
    outcome       TEXT,
    party         TEXT,
    actor         TEXT,
    place         TEXT,
    window_kind   TEXT NOT NULL,
    window_start  TEXT,
    window_end    TEXT,
    claimant      TEXT NOT NULL,
    claimant_name TEXT NOT NULL,
    camp          TEXT,                   -- the party the claimant speaks for
    voice         TEXT NOT NULL,
    stance        TEXT NOT NULL,
    segment       TEXT NOT NULL,
    answers       TEXT,                   -- of a response: the claim it answers
    row           TEXT NOT NULL,          -- everything, as JSON (codebook, section 6)
    PRIMARY KEY (reading, id),
    CHECK (kind = 'quantity' OR number IS NULL)
) STRICT;                                 -- with a rowid: without one, rows of this length take a page each
CREATE INDEX claims_by_id ON claims (id);

-- The newest document of each source. A document met at several sources stands once, at the first of them.
CREATE VIEW current_documents AS
SELECT min(s.source) AS source, d.id, d.media, d.url, r.id AS reading, r.run, r.title, r.language, r.declined,
       r.outlet, r.published, r.published_basis, r.dossier, r.row
FROM sightings AS s
JOIN (SELECT max(id) AS id FROM sightings GROUP BY source) AS newest ON newest.id = s.id
JOIN documents AS d ON d.id = s.document
JOIN readings AS r ON r.id = (SELECT max(id) FROM readings WHERE document = d.id)
GROUP BY d.id;

-- What the newest reading of each of them found.
CREATE VIEW current_claims AS
SELECT d.source, d.id AS document, d.outlet, d.published, c.*
FROM current_documents AS d
JOIN claims AS c ON c.reading = d.reading;
