-- The records of the register and of the review rounds. Plain types and plain
-- SQL on purpose: PostgreSQL and its kin take the same text but for BLOB.
-- "body" is the whole record as JSON; the columns beside it are what lists are
-- searched, sorted and joined by, always written together with it.

CREATE TABLE photo (
  hash  TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
);

CREATE TABLE file (
  hash        TEXT NOT NULL PRIMARY KEY,
  name        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  bytes       BLOB NOT NULL
);

CREATE TABLE cadre (
  id               TEXT NOT NULL PRIMARY KEY,
  version          INTEGER NOT NULL,
  name             TEXT NOT NULL,
  name_pinyin      TEXT NOT NULL,
  id_number        TEXT NOT NULL,
  birth            TEXT NOT NULL,
  branch           TEXT NOT NULL,
  unit             TEXT NOT NULL,
  position         TEXT NOT NULL,
  rank             TEXT NOT NULL,
  probation_start  TEXT NOT NULL,
  probation_months INTEGER NOT NULL,
  probation_end    TEXT NOT NULL,
  probation_formal TEXT NOT NULL,
  search           TEXT NOT NULL,
  photo_hash       TEXT REFERENCES photo (hash),
  body             TEXT NOT NULL
);
CREATE INDEX cadre_id_number ON cadre (id_number);
CREATE INDEX cadre_photo ON cadre (photo_hash);

CREATE TABLE source (
  id        TEXT NOT NULL PRIMARY KEY,
  version   INTEGER NOT NULL,
  cadre_id  TEXT NOT NULL REFERENCES cadre (id),
  kind      TEXT NOT NULL,
  file_hash TEXT NOT NULL REFERENCES file (hash),
  body      TEXT NOT NULL,
  UNIQUE (cadre_id, kind)
);
CREATE INDEX source_file ON source (file_hash);

CREATE TABLE round (
  id      TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  name    TEXT NOT NULL UNIQUE,
  body    TEXT NOT NULL
);

CREATE TABLE branch (
  id       TEXT NOT NULL PRIMARY KEY,
  version  INTEGER NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  name     TEXT NOT NULL,
  ord      INTEGER NOT NULL,
  body     TEXT NOT NULL,
  UNIQUE (round_id, name)
);

CREATE TABLE panel (
  id       TEXT NOT NULL PRIMARY KEY,
  version  INTEGER NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  name     TEXT NOT NULL,
  body     TEXT NOT NULL,
  UNIQUE (round_id, name)
);

CREATE TABLE subject (
  id        TEXT NOT NULL PRIMARY KEY,
  version   INTEGER NOT NULL,
  round_id  TEXT NOT NULL REFERENCES round (id),
  cadre_id  TEXT NOT NULL REFERENCES cadre (id),
  branch_id TEXT REFERENCES branch (id),
  panel_id  TEXT REFERENCES panel (id),
  ord       INTEGER NOT NULL,
  stage     TEXT NOT NULL,
  body      TEXT NOT NULL,
  UNIQUE (round_id, cadre_id)
);
CREATE INDEX subject_cadre ON subject (cadre_id);
CREATE INDEX subject_branch ON subject (branch_id);
CREATE INDEX subject_panel ON subject (panel_id);

CREATE TABLE waiver (
  id       TEXT NOT NULL PRIMARY KEY,
  version  INTEGER NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  body     TEXT NOT NULL
);
CREATE INDEX waiver_round ON waiver (round_id);

CREATE TABLE setting (
  id      TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  body    TEXT NOT NULL
);

-- One row per thing a person did; kind is do, undo or redo, target the action
-- that was undone or redone, undone the action that took this one back (0: it
-- stands).
CREATE TABLE action (
  id      INTEGER NOT NULL PRIMARY KEY,
  at      TEXT NOT NULL,
  by_user TEXT NOT NULL,
  label   TEXT NOT NULL,
  kind    TEXT NOT NULL,
  target  INTEGER NOT NULL,
  undone  INTEGER NOT NULL
);

-- What an action did to each record: the whole record before and after.
CREATE TABLE change (
  action_id   INTEGER NOT NULL REFERENCES action (id),
  seq         INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  entity_id   TEXT NOT NULL,
  before_body TEXT,
  after_body  TEXT,
  PRIMARY KEY (action_id, seq)
);
CREATE INDEX change_entity ON change (kind, entity_id, action_id);

CREATE VIEW audit AS
SELECT a.id AS action_id, c.seq, a.at, a.by_user, a.label, c.kind, c.entity_id,
       CASE WHEN c.before_body IS NULL THEN 'new'
            WHEN c.after_body IS NULL THEN 'deleted'
            ELSE 'changed' END AS what
FROM action a JOIN change c ON c.action_id = a.id;
