-- Articles as they were read, and the claims that a stage found in them.
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,        -- in the order of addition
  id TEXT NOT NULL UNIQUE,           -- in reports: the given id, with "@2" and so on for later versions
  given TEXT NOT NULL,               -- the id that the article came with
  version INTEGER NOT NULL,          -- 1, or 2 and more for a changed article with the same given id
  digest BLOB NOT NULL,              -- hash of all that a stage reads of it
  outlet TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published TEXT,                    -- ISO 8601
  day TEXT,                          -- of publication, in UTC
  url TEXT,
  language TEXT NOT NULL,
  copy_of TEXT,                      -- as its input said, if it did
  version_of TEXT,                   -- as its input said, or the version before with the same given id
  added TEXT NOT NULL,               -- when it was added, in UTC
  UNIQUE (given, digest),
  UNIQUE (given, version)
);
CREATE INDEX articles_by_day ON articles (day);
CREATE TABLE claims (
  article INTEGER NOT NULL REFERENCES articles (number),
  stage TEXT NOT NULL,               -- name, library version, hash of models and settings
  count INTEGER NOT NULL,
  records BLOB NOT NULL,             -- JSON of the claims of text and title, packed with zlib
  PRIMARY KEY (article, stage)
);
