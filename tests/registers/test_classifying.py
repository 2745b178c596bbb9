"""One row of a register against the lists."""

from __future__ import annotations

import json
import pickle

from attrs import asdict

from controllist.codes import ControlCode
from controllist.index import build_index
from controllist.model import Edition, Provision
from controllist.registers.classifying import Classifier, Plan, from_plain
from controllist.registers.tables import Goods


def test_candidates_with_the_words_that_speak_for_them(classifier: Classifier) -> None:
    found = classifier.classify(Goods(2, "7", "klep van fluorpolymeer", "2B350.g"))
    assert (found.verdict, found.candidates[0].code, found.own, found.problem) == ("candidates", "2B350", "found", "")
    assert "klep" in found.candidates[0].evidence


def test_none_says_nothing_more(classifier: Classifier) -> None:
    found = classifier.classify(Goods(2, "7", "zitbank", ""))
    assert (found.verdict, found.candidates, found.own) == ("none", (), "")


def test_a_row_that_is_odd_is_doubtful_and_still_matched(classifier: Classifier) -> None:
    found = classifier.classify(Goods(2, "7", "valve", doubts=("3 cells under 2 column names",)))
    assert (found.verdict, found.problem) == ("doubtful", "3 cells under 2 column names")
    assert found.candidates[0].code == "2B350"


def test_what_cannot_be_matched_says_why(classifier: Classifier) -> None:
    for description, problem in (("", "no description"), ("…", "expected words"), ("x" * 30_000, "more than 20000")):
        found = classifier.classify(Goods(2, "7", description))
        assert found.verdict == "doubtful"
        assert problem in found.problem


def test_facts_of_the_row_decide(classifier: Classifier) -> None:
    for power, fails in (("2 W", True), ("50 W", False)):
        found = classifier.classify(Goods(2, "7", "laser", facts=(("average output power", power),)))
        assert (found.candidates[0].assessment == "not-met") is fails


def test_facts_that_contradict_each_other_are_told(classifier: Classifier) -> None:
    found = classifier.classify(Goods(2, "7", "laser", facts=(("power", "2 W"), ("Power", "3 W"))))
    assert "one value for power" in found.problem
    assert found.candidates


def test_numbers_of_other_lists_are_named(classifier: Classifier) -> None:
    assert classifier.classify(Goods(2, "7", "valve", "EAR99")).own == "no number of these lists"
    assert classifier.classify(Goods(2, "7", "valve", "6A005")).own == "not found"


def test_an_own_number_is_found_where_one_code_contains_the_other() -> None:
    items = [
        Provision(ControlCode("1C350"), "entry", text="chemicals", requirement="list"),
        Provision(ControlCode("1C350.1"), "item", ControlCode("1C350"), text="thiodiglycol"),
        Provision(ControlCode("1C350.46"), "item", ControlCode("1C350"), text="diethylaminoethanol"),
    ]
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", tuple(items))
    chemicals = Classifier(Plan((), (edition,)), build_index([edition], []))

    def own(classification: str) -> str:
        found = chemicals.classify(Goods(2, "7", "diethylaminoethanol", classification))
        assert [c.code for c in found.candidates] == ["1C350.46"]
        return found.own

    assert [own(c) for c in ("1C350.46", "1C350", "1C350.46.a")] == ["found"] * 3
    assert [own(c) for c in ("1C350.1", "1C350.4")] == ["same entry, other item"] * 2


def test_a_row_survives_json_and_pickle(classifier: Classifier) -> None:
    found = classifier.classify(Goods(2, "7", "valve, laser 5 W"))
    assert from_plain(json.loads(json.dumps(asdict(found)))) == found
    assert pickle.loads(pickle.dumps(found)) == found
