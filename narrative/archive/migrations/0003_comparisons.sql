-- What was found within an event, by all that the comparison read. A row is never changed: an event that
-- has grown is another row.
CREATE TABLE comparisons (
  key BLOB PRIMARY KEY,
  event TEXT NOT NULL,
  stage TEXT NOT NULL,
  articles INTEGER NOT NULL,
  relations INTEGER NOT NULL,
  records BLOB NOT NULL,             -- JSON of the event and its relations, packed with zlib
  added TEXT NOT NULL
);
CREATE INDEX comparisons_by_event ON comparisons (event);
