-- What was decided in a night is found without the history before it.
CREATE INDEX journal_at ON journal (at);
