-- Received files that were destroyed when their time was over: what they were,
-- never what was in them.
CREATE TABLE erased (
  hash     TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  at       TEXT NOT NULL,
  round_id TEXT NOT NULL
);
CREATE INDEX erased_round ON erased (round_id);
