#!/bin/sh
# The main job on the shipped lists: two matches, one entry as a tree, the diff of 7 September 2024. No network.
set -eu
controllist=$1
say() { printf '\n$ controllist %s\n' "$*"; }

say match '"TWINSCAN lithography scanner, ArF immersion 193 nm"' --as-of 2024-10-01
"$controllist" match "TWINSCAN lithography scanner, ArF immersion 193 nm" --as-of 2024-10-01 --top 3
say match '"koolstofvezelgaren, treksterkte 4900 MPa"'
"$controllist" match "koolstofvezelgaren, treksterkte 4900 MPa" --top 3
say show 3B501.f
"$controllist" show 3B501.f --list eu-dual-use
say diff nl-semicon@2023-09-01 nl-semicon@2024-09-07
# diff says with exit status 1 that something changed: that is its answer here, not a failure.
"$controllist" diff nl-semicon@2023-09-01 nl-semicon@2024-09-07 || [ $? -eq 1 ]
