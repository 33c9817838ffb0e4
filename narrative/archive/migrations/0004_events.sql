-- Under which id each article's event was last compared, and which events became one or were parted since.
CREATE TABLE event_articles (
  article TEXT PRIMARY KEY REFERENCES articles (id),
  event TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE event_changes (
  number INTEGER PRIMARY KEY,        -- in the order in which they were found
  kind TEXT NOT NULL,                -- "merge": other is now part of event; "split": other was part of event
  event TEXT NOT NULL,
  other TEXT NOT NULL,
  articles TEXT NOT NULL,            -- JSON: ids of the articles that went along with other
  found TEXT NOT NULL                -- when, in UTC
);
CREATE INDEX event_changes_by_other ON event_changes (other);
