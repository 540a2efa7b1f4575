-- What was given to a branch, and keys of this database that are no longer used:
-- outside the history, since no undo takes back a file that was handed out.

-- The records of each invitation and submission that was written, by the hash of
-- its manifest: the base of the merge of what answers it. records names a stored
-- file.
CREATE TABLE parcel_base (
  hash      TEXT NOT NULL PRIMARY KEY,
  round_id  TEXT NOT NULL,
  branch_id TEXT NOT NULL,
  records   TEXT NOT NULL
);

-- Files that were encrypted for a key before it was replaced still open.
CREATE TABLE exchange_key_old (
  public      TEXT NOT NULL PRIMARY KEY,
  signing     TEXT NOT NULL,
  opening     TEXT NOT NULL,
  replaced_at TEXT NOT NULL,
  why         TEXT NOT NULL
);
