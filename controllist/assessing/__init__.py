"""Facts against a provision: met, not met or unknown, and which fact decides.

`verdict.assess` gives the verdict with the tree of reasons, `questions.next_question` the fact that settles most,
`verdict.quick_verdict` the verdict alone for a program that asks thousands of times, `timeline.over_time` the
verdicts of several editions.
"""
