"""The questions that people, programs and assistants ask, each answered once, with what must be said beside it.

The commands print these answers; `answers` gives them as JSON documents, `assistants` makes tools of those, which
`protocol` offers over standard input and output, `partitions` takes tables beyond one machine through the lists.
"""
