-- What people say of claims and relations, laid over the machine's rows. Rows are added, never changed.

-- Documents that several coders judge without seeing one another's judgements.
CREATE TABLE rounds (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    documents TEXT NOT NULL,              -- ids, as JSON
    coders    TEXT NOT NULL,              -- names, as JSON
    opened_by TEXT NOT NULL,
    at        TEXT NOT NULL               -- UTC, ISO 8601
) STRICT;

-- A coder is through with a round, or an editor ends it for all: from then on judgements of it can be seen.
CREATE TABLE round_ends (
    id    INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds,
    coder TEXT,                           -- null where it ends for all
    ended_by TEXT NOT NULL,
    at    TEXT NOT NULL                   -- UTC, ISO 8601
) STRICT;

CREATE TABLE judgements (
    id         INTEGER PRIMARY KEY,
    subject    TEXT NOT NULL,             -- claim or relation id
    document   TEXT,                      -- of a claim; null for a relation
    verdict    TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected', 'merged', 'noted', 'undone')),
    correction TEXT,                      -- JSON: the fields put right; the claim that one is merged into; what is undone
    seen       TEXT NOT NULL,             -- JSON: the row that was judged, by which it is found again after a new run
    judge      TEXT NOT NULL,
    at         TEXT NOT NULL,             -- UTC, ISO 8601
    reason     TEXT NOT NULL,
    round      INTEGER REFERENCES rounds  -- null where it counts for all
) STRICT;
CREATE INDEX judgements_by_subject ON judgements (subject);
CREATE INDEX judgements_by_document ON judgements (document);
