-- Who may work here. Outside the history: no undo brings an old password back,
-- and no version shows one. What is done to users stands in the log.
CREATE TABLE person_user (
  name     TEXT NOT NULL PRIMARY KEY,
  role     TEXT NOT NULL,
  branch   TEXT NOT NULL,
  password TEXT NOT NULL,
  recovery TEXT NOT NULL,
  failed   INTEGER NOT NULL,
  blocked  TEXT NOT NULL
);
