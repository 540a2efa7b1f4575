-- The log becomes a chain: each entry is sealed with its content and the seal
-- before it, so that a changed, removed, added or reordered entry shows.
-- "source" names the files an action took its data from, "detail" is JSON of
-- entries that are not changes of records: exports, revealed numbers, logins.
ALTER TABLE action ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN detail TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN prev TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN hash TEXT NOT NULL DEFAULT '';

-- The end of the chain, without which entries cut off at the end would not be
-- missed.
CREATE TABLE chain (
  id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  head    TEXT NOT NULL,
  entries INTEGER NOT NULL
);
INSERT INTO chain (id, head, entries) VALUES (1, '', 0);
