"""The verbs of prose: words and numbers on values small enough to reckon by hand."""

from __future__ import annotations

import pytest

from lisbook.prose.expressions import ExpressionError, evaluate_expression
from lisbook.prose.phrases import Phrase, phrase_from_json
from tests.prose.made_up import made_up_verbs

SAID = {
    'figure("rate")': "75.0%",
    'figure("rate", area="land")': "71.0%",
    'figure("rate", period="2020")': "72.0%",
    'figure("rate", measure="change", against="2020")': "3.0 percentage points",
    'figure("rate", measure="difference", against="land")': "4.0 percentage points",
    'figure("count")': "80 homes",
    'figure("count", measure="share", against="land")': "8.0%",
    'figure("count", measure="ratio", against="land")': "0.1",
    'figure("count", measure="change", against="2020")': "31.1%",
    'figure("pay", measure="change", against="2020")': "4.5%",
    'figure("share")': "21.8%",
    'figure("pay", area="a", measure="rank")': "highest",
    'trend("rate", since="2020")': "rose by 3.0 percentage points",
    'trend("rate", since="2020", size=False)': "rose",
    'trend("rate", since="2020", area="b")': "showed no clear change",
    'trend("count", since="2020", area="c")': "fell by 16.7%",
    'trend("pay", since="2020")': "fell by 4.5% in real terms",
    'trend("pay", since="2020", relative_to="land")': "fell by 5.5 percentage points relative to the Land",
    'compare("rate", against="land")': "above",
    'compare("rate", against="land", area="b")': "not clearly different from",
    'compare("rate", against="shire", area="b")': "below",
    'claim("rate", "above", against="land")': "above",
    'claim("rate", "rose", since="2020")': "rose",
    'claim("rate", "rose", since="2020", text="climbed")': "climbed",
    'holds("rate", "rose", since="2020")': "yes",
    'holds("rate", "fell", since="2020")': "no",
    'highest("rate")': "Alder (80.0%)",
    'highest("rate", value=False)': "Alder",
    'highest("pay")': "Alder (£720)",
    'gap("pay")': "£170",
    'gap("pay", measure="ratio")': "1.3",
    'count("rate", "above")': "one",
    'count("rate", "below", against="land")': "no",
    'rank("pay", area="b")': "second highest of 3 districts",
    'rank("rate", area="b")': "below Shire",
    'rank("count", area="b")': "second lowest of 3 districts and the Old Town",
    'rank("pay")': "above the Land",  # the only county: nobody to rank it among
    "period('rate')": "2022",
    "name()": "Shire",
    'name("old")': "the Old Town",
    "lead()": "The Shire Board",
    "members()": "three districts and the Old Town",
    'fact("aims")': "three",
}
REFUSED = {
    'figure("rates")': "There is no indicator 'rates'",
    'figure("rate", area="q")': "There is no area 'q'",
    'figure("rate", period="2021")': "There is no value of rate for shire in 2021",
    'figure("rate", measure="median")': "there is no measure 'median'",
    'figure("rate", measure="change")': "the measure change needs `against`",
    'figure("rate", measure="difference")': "the measure difference needs `against`",
    'figure("rate", measure="share", against="land")': "rate is no sum, so has no shares",
    'figure("rate", area="b", measure="rank")': "rate permits no rank for b",
    'fact("aim")': "there is no fact 'aim'",
    'lowest("rate")': "rate: no member of shire is clearly the lowest",
    'claim("rate", "fell", since="2020")': (
        "the claim that rate in shire is 'fell' is untrue: it is 'rose' (75.0% in shire, 72.0% in"
    ),
    'claim("rate", "below", against="land")': (
        "the claim that rate in shire is 'below' is untrue: it is 'above' (75.0% in shire, 71.0% in land)"
    ),
    'claim("rate", "soared", since="2020")': "no claim can say 'soared'",
    'claim("rate", "rose")': "a claim needs either `against` or `since`",
    'claim("rate", "rose", since="2020", against="land")': "a claim needs either `against` or `since`",
    'count("rate", "over")': "count() knows no word 'over'",
    'trend("rate", since="2022")': "",
    'lead("a")': "a has no lead body",
}


@pytest.mark.parametrize("expression", SAID)
def test_a_verb_says_what_the_data_say(expression):
    phrase = evaluate_expression(expression, made_up_verbs().table())
    assert isinstance(phrase, Phrase)
    assert phrase.text == SAID[expression]


@pytest.mark.parametrize("expression", REFUSED)
def test_a_verb_refuses_what_the_data_do_not_support(expression):
    with pytest.raises(ExpressionError) as caught:
        evaluate_expression(expression, made_up_verbs().table())
    assert caught.value.what.startswith(REFUSED[expression])
    assert caught.value.remedy


@pytest.mark.parametrize("expression", SAID)
def test_a_phrase_survives_json_and_keeps_all_it_knows(expression):
    phrase = evaluate_expression(expression, made_up_verbs().table())
    back = phrase_from_json(phrase.to_json())
    assert (back.parts, back.claims, back.reads) == (phrase.parts, phrase.claims, phrase.reads)


@pytest.mark.parametrize(
    "expression", [text for text in SAID if text.split("(")[0] not in {"name", "lead", "members", "fact"}]
)
def test_whatever_stands_on_data_says_which(expression):
    phrase = evaluate_expression(expression, made_up_verbs().table())
    assert phrase.reads
    for figure in phrase.figures:
        assert figure.datasets
        assert figure.codes
        assert figure.period
        assert figure.indicator
        assert figure.value is not None


def test_a_figure_keeps_the_unrounded_value_and_its_origin():
    (figure,) = evaluate_expression('figure("share")', made_up_verbs().table()).figures
    assert figure.value == pytest.approx(100 * 131 / 601)
    assert (figure.id, figure.text, figure.unit, figure.area) == ("fig-share", "21.8%", "percent", "shire")
    assert (figure.period, figure.datasets) == ("2022-01-01/P1Y", ("people",))
    assert figure.codes == ("E99000011", "E99000012", "E99000013", "E99000014")


def test_a_figure_of_another_area_or_period_has_an_address_of_its_own():
    verbs = made_up_verbs()
    assert verbs.figure("rate").figures[0].id == "fig-rate"
    assert verbs.figure("rate", area="shire").figures[0].id == "fig-rate"
    assert verbs.figure("rate", area="land").figures[0].id == "fig-rate-land"
    assert verbs.figure("rate", period="2020").figures[0].id == "fig-rate-2020"
    assert verbs.figure("rate", measure="change", against="2020").figures[0].id == "fig-rate-change-2020"
    assert verbs.fact("aims").figures[0].id == "fig-aims"


def test_a_claim_records_the_values_that_decide_it():
    (claim,) = made_up_verbs().compare("rate", against="land").claims
    assert claim.to_json() == {
        "kind": "compare", "word": "above", "indicator": "rate", "area": "shire", "period": "2022-01-01/P1Y",
        "against": "land", "value": 75.0, "reference": 71.0,
    }  # fmt: skip


def test_holds_is_true_or_false_in_code():
    verbs = made_up_verbs()
    assert verbs.holds("rate", "rose", since="2020")
    assert not verbs.holds("rate", "fell", since="2020")


def test_a_page_about_no_area_must_name_one():
    verbs = made_up_verbs(None)
    with pytest.raises(ExpressionError, match="the page is about no area"):
        verbs.figure("rate")
    assert verbs.figure("rate", area="shire").text == "75.0%"
