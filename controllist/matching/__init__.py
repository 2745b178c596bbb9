"""A description of goods against an index of provisions: candidates with their evidence."""
