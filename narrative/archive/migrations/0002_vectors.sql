-- Sentence vectors: one float16 blob a batch, and where in it the vector of a text lies.
CREATE TABLE vector_batches (
  number INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  day TEXT,                          -- of the articles whose texts these are, where they have one
  dimension INTEGER NOT NULL,
  count INTEGER NOT NULL,
  data BLOB NOT NULL                 -- count x dimension, float16, little-endian
);
CREATE TABLE vector_rows (
  model TEXT NOT NULL,
  text BLOB NOT NULL,                -- hash of the text
  batch INTEGER NOT NULL REFERENCES vector_batches (number),
  place INTEGER NOT NULL,            -- row in the batch
  PRIMARY KEY (model, text)
) WITHOUT ROWID;
