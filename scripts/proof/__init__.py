"""The proof that a digest says what the law says: official text and digest side by side, fact by fact.

`sources` knows the official files, `pairing` finds which line stands for which provision, `facts` compares the two,
`naming` looks for names that went missing, `closeness` for sentences that were taken over, `faults` reads what is
known to be wrong in a source, `exponents` on what raised digits rest, `coherence` checks what needs no official text.
`scripts/check_lists.py` puts them together.
"""
