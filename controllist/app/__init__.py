"""Each question to the lists as one function, with a frozen result that carries its cautions and what it rests on.

`selection` decides which editions answer and what a typed code means in them, `questions` answers, `documents` gives
answers as JSON for programs. The command line, the Python functions, the assistant and the clusters call these.
"""
