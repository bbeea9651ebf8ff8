"""Errors of scenario files are sentences that name the key, the value and what would be right."""

import pytest

from politburo.scenario import parse
from politburo.terms.errors import ScenarioError

HEAD = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-12"\n'


def said(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml")
    return str(caught.value)


def event(**keys: str) -> str:
    """A file with one event; keys are given as they are written in TOML."""
    written = {"date": '"2000-05-01"', "kind": '"sanctions"', "label": '"l"', "value": "0.5"} | keys
    return HEAD + "[[events]]\n" + "".join(f"{key} = {value}\n" for key, value in written.items() if value)


def test_more_households_than_people_are_named_with_the_people_and_the_most_there_can_be():
    assert said(HEAD + "[run]\nhouseholds = 2_000_000\n") == (
        "x.toml, line 6: run.households: 2,000,000 are more than one for each of the 1,400,000 people of 'example'; "
        "at most 1,473,684 stand for 0.95 people each, which is about one to one."
    )


def test_a_value_out_of_range_is_shown_with_the_range_and_the_meaning():
    message = said(HEAD + "[levers]\nsurveillance = 1.5\n")
    assert message == "x.toml, line 6: levers.surveillance: 1.5 lies outside 0 to 1 share (reach of surveillance)."
    message = said(HEAD + "[parameters.fear]\nhorizon = 0.5\n")
    assert message == (
        "x.toml, line 6: parameters.fear.horizon: 0.5 lies outside 1 to 10 years "
        "(time horizon over which risk becomes fear)."
    )


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
@pytest.mark.parametrize(
    "place",
    [
        "[levers]\nharvest = {}\n",
        "[parameters.fear]\nhorizon = {}\n",
        '[levers]\nharvest = [{{from = "2000-02", value = {}}}]\n',
    ],
)
def test_what_is_not_a_finite_number_is_out_of_range(number, place):
    assert f"{number} lies outside" in said(HEAD + place.format(number))


def test_infinite_values_of_events_and_scale_are_out_of_range():
    assert "nan lies outside 0 to 1 share (severity of sanctions)" in said(event(value="nan"))
    assert "run.scale: nan lies outside 0.001 to 1.0" in said(HEAD + "[run]\nscale = nan\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[levers]\nsurveilance = 0.5\n", "line 6: levers has no key 'surveilance'; did you mean 'surveillance'?"),
        ("[parameters.fera]\n", "line 5: parameters has no key 'fera'; did you mean 'fear'?"),
        ("[parameters.fear]\nhorizn = 2\n", "line 6: parameters.fear has no key 'horizn'; did you mean 'horizon'?"),
        ("[mechanisms]\nrumor = false\n", "line 6: mechanisms has no key 'rumor'; did you mean 'rumour'?"),
        ("[leader]\nlogics = 'scripted'\n", "line 6: leader has no key 'logics'; did you mean 'logic'?"),
        (
            "[leader]\nlogic = 'stategic'\n",
            "line 6: leader.logic: there is no logic 'stategic'; did you mean 'strategic'?",
        ),
        (
            "[leader]\nchooses = ['surveillance', 'warning']\n",
            "line 6: leader.chooses, entry 2: there is no lever to choose 'warning'; it can be 'purge_intensity', "
            "'market_tolerance', 'surveillance', 'type_blindness', 'loyalty_over_competence'",
        ),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest_valid_one(text, sentence):
    assert said(HEAD + text).removeprefix("x.toml, ").removesuffix(".") == sentence


def test_an_unknown_country_or_kind_of_event_is_answered_with_the_known_ones():
    assert "there is no country 'exampel'; did you mean 'example'?" in said(HEAD.replace("example", "exampel"))
    message = said(event(kind='"sanction"'))
    assert (
        message
        == "x.toml, line 7: events, entry 1, kind: there is no kind of event 'sanction'; did you mean 'sanctions'?"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[run]\nruns = 2.5\n", "line 6: run.runs: 2.5 is not a whole number"),
        ("[run]\nruns = true\n", "line 6: run.runs: true is not a whole number"),
        ("[run]\nruns = 0\n", "line 6: run.runs: 0 lies outside 1 to 1000000"),
        ("[run]\nseed = -1\n", "line 6: run.seed: -1 lies outside 0 to 4294967295"),
        ("[run]\nscale = 1.5\n", "line 6: run.scale: 1.5 lies outside 0.001 to 1.0"),
        ("[run]\nhouseholds = 99\n", "line 6: run.households: 99 lies outside 100 to 25000000"),
        ("[levers]\nsurveillance = '0.5'\n", "line 6: levers.surveillance: '0.5' is not a number"),
        ("[levers]\nsurveillance = true\n", "line 6: levers.surveillance: true is not a number"),
        ("[levers]\nsurveillance = 2000-01-01\n", "line 6: levers.surveillance: 2000-01-01 is not a number"),
        (
            f"[levers]\nrents = 1{'0' * 400}\n",
            "line 6: levers.rents: a whole number of more than 19 digits is too large a number",
        ),
        (
            f"[run]\nseed = 0x{'f' * 5000}\n",
            "line 6: run.seed: a whole number of more than 19 digits lies outside 0 to 4294967295",
        ),
        (
            "[levers]\nrents = 1e999\n",
            "line 6: levers.rents: inf lies outside 0 to 2 ratio (income that posts yield, relative to normal)",
        ),
        ("[mechanisms]\nrumour = 0\n", "line 6: mechanisms.rumour: 0 is not true or false"),
        ("events = 3\n", "line 5: events: 3 is not a list in brackets"),
        ("events = [3]\n", "line 5: events, entry 1: 3 is not a table of keys"),
        ("levers = 3\n", "line 5: levers: 3 is not a table of keys"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_the_right_one(text, sentence):
    assert said(HEAD + text) == f"x.toml, {sentence}."


def test_a_missing_key_is_named():
    assert said(HEAD.replace('title = "t"\n', "")) == "x.toml: the key 'title' is missing."
    assert said(event(label="")) == "x.toml, line 5: events, entry 1 lacks the key 'label'."


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        ('"2000-13"', "start: '2000-13' is not a month between 1900 and 2200; write it like \"2012-01\""),
        ('"200-1"', "start: '200-1' is not a month between 1900 and 2200; write it like \"2012-01\""),
        ("2000", 'start: 2000 is not a month; write it in quotes like "2012-01"'),
    ],
)
def test_a_month_that_does_not_exist_shows_how_to_write_one(month, sentence):
    assert sentence in said(HEAD.replace('"2000-01"', month))


def test_a_scenario_cannot_end_before_it_starts():
    assert said(HEAD.replace("2000-12", "1999-12")) == (
        "x.toml, line 4: end: the scenario ends in 1999-12, before it starts in 2000-01."
    )


@pytest.mark.parametrize(
    "day", ['"2000-02-30"', '"soon"', "2000-05-01T10:00:00", "20000501", '"20000501"', '"2000-W18-1"', '" 2000-05-01"']
)
def test_a_day_that_does_not_exist_shows_how_to_write_one(day):
    assert 'is not a day of the calendar; write it like "2012-01-31"' in said(event(date=day))


def test_steps_and_events_outside_the_scenario_are_errors():
    message = said(HEAD + '[levers]\nrents = [{from = "2001-01", value = 1.0}]\n')
    assert (
        "levers.rents, entry 1, from: 2001-01 lies outside the scenario, which runs from 2000-01 to 2000-12" in message
    )
    assert "2001-05 lies outside the scenario" in said(event(date='"2001-05-01"'))


def test_steps_must_follow_one_another_in_time():
    steps = '[levers]\nrents = [{from = "2000-05", value = 1.0}, {from = "2000-05", value = 1.1}]\n'
    assert "the months must follow one another in time, but 2000-05 comes after 2000-05" in said(HEAD + steps)
    assert "the list is empty" in said(HEAD + "[levers]\nrents = []\n")


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"value": ""}, "an event of kind 'sanctions' needs a value (severity of sanctions)"),
        ({"value": "1.5"}, "1.5 lies outside 0 to 1 share (severity of sanctions)"),
        ({"months": "3"}, "an event of kind 'sanctions' does not say how many months it lasts"),
        ({"kind": '"campaign"'}, "an event of kind 'campaign' needs the number of months that it lasts"),
        ({"kind": '"campaign"', "months": "0"}, "0 lies outside 1 to 120"),
        ({"kind": '"succession"'}, "an event of kind 'succession' has no value"),
        (
            {"kind": '"power lost"', "value": "1.5"},
            "1.5 lies outside 0 to 1 share (share of full power that the leader",
        ),
        ({"kind": '"power gained"', "value": "-0.1"}, "-0.1 lies outside 0 to 1 share (share of full power that the"),
        ({"kind": '"posts abroad withdrawn"', "value": "2.0"}, "2.0 lies outside 0 to 1 share (share of posts abroad"),
        ({"kind": '"posts abroad withdrawn"', "value": ""}, "needs a value (share of posts abroad that is withdrawn)"),
        (
            {"kind": '"war alarm"', "months": "2", "value": "3.0"},
            "3.0 lies outside 0 to 2 ratio (threat from abroad, rel",
        ),
        ({"kind": '"war alarm"'}, "an event of kind 'war alarm' needs the number of months that it lasts"),
        (
            {"kind": '"ally lost"', "levers": "{ assurance = 0.5 }"},
            "'assurance' is changed by an event of kind 'ally lost'",
        ),
        (
            {"kind": '"news from outside"', "value": "-1.0"},
            "value: -1.0 lies outside 0 to 1000 cases (cases of which news",
        ),
        (
            {"kind": '"purge ordered"', "value": ""},
            "'purge ordered' needs a value (share of those meant who are penalised)",
        ),
        (
            {"kind": '"purge ordered"', "value": "1.5"},
            "1.5 lies outside 0 to 1 share (share of those meant who are pen",
        ),
        ({"kind": '"purge ordered"', "months": "2"}, "months only for levers that it changes besides"),
        ({"order": '{ organ = "party" }'}, "entry 1, order: an event of kind 'sanctions' orders no purge"),
        ({"label": '""'}, "label: the text is empty"),
        ({"label": f'"{"a" * 29}"'}, "has 29 characters; 28 is the most that a chart has room for"),
    ],
)
def test_an_event_says_what_its_kind_needs_and_no_more(keys, sentence):
    assert sentence in said(event(**keys))


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ('{ organ = "partei" }', "order.organ: example has no organ 'partei'; it can be 'party', 'military',"),
        (
            '{ rank = "minister" }',
            "order.rank: example has no rank 'minister'; it can be 'top leadership', 'senior/cent",
        ),
        ('{ province = "Plane" }', "order.province: example has no province 'Plane'; did you mean 'Plain'?"),
        (
            '{ generation = "father" }',
            "order.generation: there is no generation 'father'; it can be 'predecessor', 'lea",
        ),
        (
            '{ form = "executions" }',
            "order.form: there is no form of a penalty 'executions'; did you mean 'execution'?",
        ),
        ("{ age_from = -1.0 }", "order.age_from: -1.0 lies outside 0 to 120 years (age from which a cadre is meant)"),
        ("{ age_to = 121.0 }", "order.age_to: 121.0 lies outside 0 to 120 years (age up to which a cadre is meant)"),
        ("{ age_from = 60.0, age_to = 50.0 }", "order.age_to: nobody is from 60 up to 50 years old; age_to lies below"),
        ('{ age_from = "old" }', "order.age_from: 'old' is not a number"),
        ('{ organs = "party" }', "order has no key 'organs'; did you mean 'organ'?"),
        ('"party"', "order: 'party' is not a table of keys"),
    ],
)
def test_an_order_names_what_there_is(order, sentence):
    assert sentence in said(event(kind='"purge ordered"', order=order))


def test_names_that_the_country_does_not_have_are_told_with_all_else():
    message = said(event(kind='"purge ordered"', value="1.5", order='{ organ = "partei", rank = "county" }'))
    assert "x.toml has 2 errors" in message
    assert "1.5 lies outside" in message
    assert "no organ 'partei'" in message


def test_labels_are_said_once():
    one = '[[events]]\ndate = "2000-05-01"\nkind = "mark"\nlabel = "l"\n'
    assert said(HEAD + one + one) == "x.toml, line 12: events, entry 2, label: 'l' names another event too (line 8)."


def test_labels_differ_by_more_than_blanks():
    one = '[[events]]\ndate = "2000-05-01"\nkind = "mark"\nlabel = "{}"\n'
    assert said(HEAD + one.format("a summit") + one.format(" a  summit")) == (
        "x.toml, line 12: events, entry 2, label: ' a  summit' differs from 'a summit' by blanks alone (line 8)."
    )
    assert "'asummit' differs from 'a\\xa0summit' by blanks alone" in said(
        HEAD + one.format("a\u00a0summit") + one.format("asummit")
    )


@pytest.mark.parametrize("blank", [" ", "  ", "\u00a0\u2003", "\u200b"])
def test_titles_names_and_labels_are_not_blank(blank: str):
    sentence = " is blank; write at least one visible character"
    assert said(HEAD.replace('"t"', f'"{blank}"')).startswith("x.toml, line 1: title: ")
    for text in (HEAD.replace('"t"', f'"{blank}"'), HEAD + f'name = "{blank}"\n', event(label=f'"{blank}"')):
        assert sentence in said(text)


def test_choices_and_labels_to_drop_are_named_once():
    assert said(HEAD + '[leader]\nchooses = ["surveillance", "purge_intensity", "surveillance"]\n') == (
        "x.toml, line 6: leader.chooses, entry 3: 'surveillance' is named twice; name it once."
    )
    dropped = 'extends = "example"\ndrop_events = ["floods", "floods"]\n'
    assert said(dropped) == "x.toml, line 2: drop_events, entry 2: 'floods' is named twice; name it once."


def test_a_month_has_one_recall_home():
    one = '[[events]]\ndate = "2000-{}"\nkind = "recall home"\nvalue = 0.5\nlabel = "{}"\n'
    assert said(HEAD + one.format("03-16", "first") + one.format("04-02", "second")) == (
        "x.toml, line 11: events, entry 2, date: another recall home acts from 2000-04 too (line 5); "
        "a month can have one."
    )
    assert parse(HEAD + one.format("03-15", "first") + one.format("03-16", "second"), "x.toml").levers[3].recall == 0.5


def test_a_month_has_one_succession():
    one = '[[events]]\ndate = "2000-{}"\nkind = "succession"\nlabel = "{}"\n'
    assert said(HEAD + one.format("03-16", "first") + one.format("04-02", "second")) == (
        "x.toml, line 10: events, entry 2, date: another succession acts from 2000-04 too (line 5); "
        "a month can have one."
    )
    text = HEAD + one.format("03-15", "first") + one.format("03-16", "second")
    assert len(parse(text, "x.toml").successions) == 2


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"levers": "{ rent = 1 }"}, "line 10: events, entry 1, levers has no key 'rent'; did you mean 'rents'?"),
        (
            {"levers": "{ rents = 3 }"},
            "line 10: events, entry 1, levers.rents: 3.0 lies outside 0 to 2 ratio "
            "(income that posts yield, relative to normal)",
        ),
        (
            {"levers": "{ sanctions = 1 }"},
            "line 10: events, entry 1, levers: 'sanctions' is changed by an event of kind 'sanctions' as it is; "
            "it cannot stand here",
        ),
        ({"levers": "[1]"}, "line 10: events, entry 1, levers: a list is not a table of keys"),
        (
            {"kind": '"mark"', "value": "", "months": "2"},
            "line 9: events, entry 1, months: an event of kind 'mark' has months only for levers that it changes "
            "besides",
        ),
        ({"kind": '"summit held"', "value": "2.0"}, "line 9: events, entry 1, value: 2.0 lies outside 0 to 1 share"),
        ({"kind": '"border tightened"', "value": ""}, "line 5: events, entry 1, value: an event of kind"),
    ],
)
def test_levers_and_values_of_an_event_are_checked_where_they_stand(keys, sentence):
    assert said(event(**keys)).startswith(f"x.toml, {sentence}")


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("[]", "linear: the list is empty"),
        ('[{from = "2000-02", value = 1.0}]', "linear: a straight line needs two points or more"),
        (
            '[{from = "2000-02", value = 1.0}, {from = "2000-02", value = 1.0}]',
            "linear: the months must follow one another in time, but 2000-02 comes after 2000-02",
        ),
        (
            '[{from = "2000-02", value = 1.0}, {from = "2001-02", value = 1.0}]',
            "linear, entry 2, from: 2001-02 lies outside the scenario, which runs from 2000-01 to 2000-12",
        ),
        ('[{from = "2000-02", vale = 1.0}]', "linear, entry 1 has no key 'vale'; did you mean 'value'?"),
    ],
)
def test_straight_lines_are_checked_point_by_point(points, sentence):
    message = said(HEAD + f"[levers]\nrents = {{ linear = {points} }}\n")
    assert f"line 6: levers.rents.{sentence}" in message


def test_a_way_to_write_a_lever_that_there_is_not_is_answered_with_the_one_there_is():
    message = said(HEAD + "[levers]\nrents = { liner = [] }\n")
    assert "levers.rents has no key 'liner'; did you mean 'linear'?" in message
    message = said(HEAD + "[leader]\nlogic = { linear = [] }\n")
    assert message == "x.toml, line 6: leader.logic: a table is not a text in quotes."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("seed = 2\n", "line 5: there is no key 'seed'; it belongs in [run]"),
        ("surveillance = 0.5\n", "line 5: there is no key 'surveillance'; it belongs in [levers]"),
        ("recall = 0.5\n", "line 5: there is no key 'recall'; it belongs in [levers] or [mechanisms] or "),
        ("[levers]\nrumour = false\n", "line 6: levers has no key 'rumour'; it belongs in [mechanisms]"),
        ("[parameters.hear]\nhorizon = 2.0\n", "it belongs in [parameters.fear]"),
        (
            "[parameters.record]\ndelay_days = 2\n",
            "line 5: parameters has no key 'record'; parameters of the record belong in [record]",
        ),
    ],
)
def test_a_key_in_the_wrong_place_is_answered_with_the_right_one(text, sentence):
    assert sentence in said(HEAD + text)


@pytest.mark.parametrize("sign", ["\\u001b[31m", "\\u0007", "\\u007f", "\\u009b", "\\u202e", "\\u2028", "\\r"])
def test_texts_cannot_hold_what_changes_a_terminal(sign):
    for text in (HEAD.replace('"t"', f'"t{sign}"'), HEAD + f'description = "{sign}"\n', event(label=f'"{sign}"')):
        message = said(text)
        assert "the text holds the control character \\" in message
        assert message.isprintable()


def test_wrong_words_and_keys_are_told_without_what_changes_a_terminal():
    for text in (
        HEAD + '"\\u001b[2J" = 1\n',
        HEAD + '[levers]\n"\\u001b[2J" = 1\n',
        HEAD.replace("example", "\\u001b[2J"),
        HEAD.replace("2000-01", "\\u001b[2J"),
        event(kind='"\\u001b[2J"'),
        event(date='"\\u001b[2J"'),
        HEAD + '[leader]\nlogic = "\\u001b[2J"\n',
        HEAD + 'extends = "\\u001b[2J"\n',
        HEAD + 'extends = "\\u001b[2J.toml"\n',
    ):
        message = said(text)
        assert "\\x1b[2J" in message
        assert message.replace("\n", "").isprintable()


def test_a_description_may_have_several_lines():
    assert parse(HEAD + 'description = """\none\n\ttwo\n"""\n', "x.toml").description == "one\n\ttwo\n"


def test_texts_and_runs_have_their_limits():
    assert "has 201 characters; 200 is the most that it may have" in said(HEAD.replace('"t"', f'"{"t" * 201}"'))
    assert "20000 is the most that it may have" in said(HEAD + f'description = "{"t" * 20001}"\n')
    assert said(HEAD.replace("2000-12", "2100-01")) == (
        "x.toml, line 4: end: the scenario has 1201 months; 1200 is the most that it may have."
    )


def test_what_politburo_alone_writes_is_refused_elsewhere():
    assert "line 5: parent: only a complete file keeps its parent's name" in said(HEAD + 'parent = "example"\n')
    text = HEAD + 'complete = true\nextends = "example"\n'
    assert said(text) == ("x.toml, line 6: extends: a complete file extends nothing; all that it needs is in it.")


def test_of_very_many_errors_the_first_are_told():
    message = said(HEAD + "[levers]\n" + "".join(f"wrong{number} = 1\n" for number in range(70)))
    assert message.startswith("x.toml has 70 errors:\n  - line 6: ")
    assert message.endswith("\n  - and 20 more")
    assert len(message.splitlines()) == 52


def test_errors_are_told_one_by_one_as_data_too():
    with pytest.raises(ScenarioError) as caught:
        parse(HEAD + "[levers]\nwarning = 2\n[[events]]\ndate = 3\nkind = 'mark'\nlabel = 'l'\n", "x.toml")
    warning, day = caught.value.problems
    assert (warning.file, warning.line, warning.key) == ("x.toml", 6, "levers.warning")
    assert warning.message == (
        "levers.warning: 2.0 lies outside 0 to 1 share (purges announced in advance (1) or overnight (0))"
    )
    assert (day.line, day.key) == (8, "events, entry 1, date")


def test_all_errors_of_a_file_are_told_at_once_in_the_order_of_their_lines():
    text = HEAD.replace("example", "atlantis") + "[levers]\nwarning = 2\nwarnin = 1\n[parameters.fear]\nhorizon = 99\n"
    text += "[mechanisms]\nrumor = false\n[[events]]\ndate = '2003-01-01'\nkind = 'mrk'\nlabel = 'l'\n"
    assert said(text) == (
        "x.toml has 7 errors:\n"
        "  - line 2: country: there is no country 'atlantis'; it can be 'example', 'north-korea', 'soviet-union'\n"
        "  - line 6: levers.warning: 2.0 lies outside 0 to 1 share (purges announced in advance (1) or overnight (0))\n"
        "  - line 7: levers has no key 'warnin'; did you mean 'warning'?\n"
        "  - line 9: parameters.fear.horizon: 99.0 lies outside 1 to 10 years "
        "(time horizon over which risk becomes fear)\n"
        "  - line 11: mechanisms has no key 'rumor'; did you mean 'rumour'?\n"
        "  - line 13: events, entry 1, date: 2003-01 lies outside the scenario, which runs from 2000-01 to 2000-12\n"
        "  - line 14: events, entry 1, kind: there is no kind of event 'mrk'; did you mean 'mark'?"
    )
