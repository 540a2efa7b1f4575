-- The exchange between branch and department. The keys and the log stand
-- outside the history on purpose: undoing a step must neither lose a key that
-- was handed out, nor use a number twice, nor forget a refused file.

CREATE TABLE exchange_key (
  id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  signing TEXT NOT NULL,
  opening TEXT NOT NULL,
  made_at TEXT NOT NULL
);

-- Every parcel that was written, taken or refused; no personal data.
CREATE TABLE parcel_log (
  id       INTEGER NOT NULL PRIMARY KEY,
  at       TEXT NOT NULL,
  by_user  TEXT NOT NULL,
  what     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  round_id TEXT NOT NULL,
  branch   TEXT NOT NULL,
  seq      INTEGER NOT NULL,
  peer     TEXT NOT NULL,
  hash     TEXT NOT NULL,
  file     TEXT NOT NULL,
  note     TEXT NOT NULL
);
CREATE INDEX parcel_log_round ON parcel_log (round_id, kind, what);

-- Keys of others that were compared with paper and registered.
CREATE TABLE peer (
  id      TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  body    TEXT NOT NULL
);

-- Parcels that were taken: what was exchanged last, and its answer.
CREATE TABLE handover (
  id       TEXT NOT NULL PRIMARY KEY,
  version  INTEGER NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  body     TEXT NOT NULL
);
CREATE INDEX handover_round ON handover (round_id);
