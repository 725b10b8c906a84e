-- What pages are made from without waiting: derived from the other rows, and made anew when they change.

CREATE TABLE desk (
    name TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The sentences of claims, to be searched; its rowids are those of claims.
CREATE VIRTUAL TABLE sentences USING fts5 (evidence, content = 'claims', content_rowid = 'rowid', tokenize = 'unicode61');
