-- How the claims of a ledger stand to one another. Unlike the rest of it these tables hold nothing that came from
-- outside: all of it follows from the claims, and is put in the place of what stood there when they change.

-- How far linking has come: up to which sighting, reading and judgement, and by which rules.
CREATE TABLE linkings (
    id       INTEGER PRIMARY KEY,
    linker   TEXT NOT NULL,               -- version and digest of the rules
    sighting INTEGER NOT NULL,
    reading  INTEGER NOT NULL,
    judgement INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Each quantity of a current document as it is compared, and the block that holds what it could be related to.
CREATE TABLE statements (
    claim    TEXT NOT NULL,
    document TEXT NOT NULL,
    block    TEXT,                        -- null where another claim of its document stands for it
    body     BLOB NOT NULL,               -- link.Statement as MessagePack
    party    TEXT,                        -- what is counted (account.Quantity): empty where it is not told,
    object   TEXT,                        -- null where another claim stands for it
    outcome  TEXT,
    place    TEXT,
    camp     TEXT                         -- the party that the claimant speaks for
) STRICT;
CREATE INDEX statements_by_claim ON statements (claim);
CREATE INDEX statements_by_block ON statements (block);
CREATE INDEX statements_by_document ON statements (document);
CREATE INDEX statements_by_quantity ON statements (party, object, outcome, place, camp) WHERE party IS NOT NULL;

-- What there are statements of, counted.
CREATE TABLE quantities (
    party   TEXT NOT NULL,                -- as in statements
    object  TEXT NOT NULL,
    outcome TEXT NOT NULL,
    place   TEXT NOT NULL,
    claims  INTEGER NOT NULL,
    camps   INTEGER NOT NULL,             -- those of no camp are one more
    PRIMARY KEY (party, object, outcome, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE relations (
    scope  TEXT NOT NULL,                 -- the document or block that it was found in
    id     TEXT NOT NULL,
    type   TEXT NOT NULL,
    source TEXT NOT NULL,                 -- claim id
    target TEXT NOT NULL,                 -- claim id
    basis  TEXT NOT NULL,                 -- the field that coincides or differs, or the rule
    why    TEXT NOT NULL
) STRICT;
CREATE INDEX relations_by_scope ON relations (scope);
CREATE INDEX relations_by_source ON relations (source);
CREATE INDEX relations_by_target ON relations (target);

-- Claims that give one figure of one thing, of two or more reports.
CREATE TABLE clusters (
    scope    TEXT NOT NULL,
    id       TEXT NOT NULL,               -- that of its first claim
    figure   TEXT NOT NULL,               -- as worded first
    claims   TEXT NOT NULL,               -- ids, as JSON
    outlets  INTEGER NOT NULL,
    voices   INTEGER NOT NULL,            -- independent claimants
    camps    INTEGER NOT NULL
) STRICT;
CREATE INDEX clusters_by_scope ON clusters (scope);

-- Documents that have text in common, where they give one figure.
CREATE TABLE copies (
    scope     TEXT NOT NULL,
    first     TEXT NOT NULL,
    second    TEXT NOT NULL,
    of_first  REAL NOT NULL,              -- share of its fingerprints; 0 for both where it is one sentence
    of_second REAL NOT NULL
) STRICT;
CREATE INDEX copies_by_scope ON copies (scope);
CREATE INDEX copies_by_first ON copies (first);
CREATE INDEX copies_by_second ON copies (second);

-- By which copies are found: fingerprints of documents, 32 bits each.
CREATE TABLE sketches (
    document TEXT PRIMARY KEY,
    marks    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS sightings_by_document ON sightings (document);
