"""Classification records: what was asked, what was found, who decided what and why; kept so that it can be replayed.

`making` puts a question to the editions it names, `reading` takes a question from a kept record, `comparing` says how
two records differ, `exports` and `declarations` put a record into forms of others.
"""
