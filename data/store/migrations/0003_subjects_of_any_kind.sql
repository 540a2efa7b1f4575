-- Subjects of any kind: units, party members and teams stand in a round by their
-- name, without a record in the register of cadres.

CREATE TABLE subject_next (
  id        TEXT NOT NULL PRIMARY KEY,
  version   INTEGER NOT NULL,
  round_id  TEXT NOT NULL REFERENCES round (id),
  cadre_id  TEXT REFERENCES cadre (id),
  name      TEXT NOT NULL,
  branch_id TEXT REFERENCES branch (id),
  panel_id  TEXT REFERENCES panel (id),
  ord       INTEGER NOT NULL,
  stage     TEXT NOT NULL,
  body      TEXT NOT NULL,
  UNIQUE (round_id, cadre_id)
);

INSERT INTO subject_next (id, version, round_id, cadre_id, name, branch_id, panel_id, ord, stage, body)
SELECT id, version, round_id, cadre_id, '', branch_id, panel_id, ord, stage, body FROM subject;

DROP TABLE subject;
ALTER TABLE subject_next RENAME TO subject;

CREATE INDEX subject_cadre ON subject (cadre_id);
CREATE INDEX subject_branch ON subject (branch_id);
CREATE INDEX subject_panel ON subject (panel_id);
CREATE INDEX subject_name ON subject (round_id, name);
