-- What a list of persons shows stands in one narrow column with an index of its
-- own: a list of 100,000 is read without touching the records. The parts are
-- those of store.Brief, joined by ␟; PostgreSQL reads the JSON with ::json ->>.

ALTER TABLE cadre ADD COLUMN brief TEXT NOT NULL DEFAULT '';

UPDATE cadre SET brief =
  id || '␟' || REPLACE(name, '␟', ' ') || '␟' || REPLACE(COALESCE(body ->> '$.sex', ''), '␟', ' ') || '␟' || birth || '␟' ||
  REPLACE(branch, '␟', ' ') || '␟' || REPLACE(unit, '␟', ' ') || '␟' || REPLACE(position, '␟', ' ') || '␟' ||
  REPLACE(rank, '␟', ' ') || '␟' || REPLACE(id_number, '␟', ' ') || '␟' || REPLACE(COALESCE(body ->> '$.staffNo', ''), '␟', ' ') || '␟' ||
  REPLACE(COALESCE(body ->> '$.political', ''), '␟', ' ') || '␟' ||
  probation_start || '␟' || probation_months || '␟' || probation_end || '␟' || probation_formal || '␟' ||
  REPLACE(COALESCE(body ->> '$.probation.result', ''), '␟', ' ');

CREATE INDEX cadre_brief ON cadre (brief);
