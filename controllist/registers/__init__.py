"""Tables of articles in and out: csv, xlsx and JSON lines, never changing the input."""
