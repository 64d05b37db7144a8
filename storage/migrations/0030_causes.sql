-- What people said of a cause: its name, the cause that it is part of, and the keys of the
-- jobs that have it for a reason of their own, one a line.
CREATE TABLE cause (
  key     TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  part_of TEXT NOT NULL,
  out     TEXT NOT NULL
) WITHOUT ROWID;
