"""The prefilter of identifiers rejects nothing that a lookup finds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.identifiers import index as index_module
from sanctionscreen.identifiers.index import IdentifierIndex, IdentifierMatch
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.identifiers.prefilter import IdentifierPrefilter
from sanctionscreen.identifiers.registry import IDENTIFIER_TYPES
from sanctionscreen.lists import Edition
from sanctionscreen.model import Identifier, ListedName, Listing, Query
from sanctionscreen.screening import Screener
from sanctionscreen.workers import usable_workers

TYPE_NAMES = [item.name for item in IDENTIFIER_TYPES]
VALUES = [
    "8405270", "1790183", "15411", "BOELKPPY", "BOELKPPYABC", "7707083893", "0105066004", "500100732259",
    "1027700132195", "213800WAVVOPS85N2205", "00EHHQ2ZHDCFXJCPCL46", "A1084010", "00123456", "572469210", "HMYR7",
    "4321", "someone@example.com", "https://www.example.com/x", "facebook.com/someparty", "+98 21 8852 6300",
    "021-88526300", "(030) 1234 5678", "381 4431/4432", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B", "0xab5801a7d398351b8be11c439e05c5b3259aec9b", "unknown", "000000000",
]  # fmt: skip
"""Of every type, some broken by its rule, some that stand for none."""

WAYS = st.sampled_from(
    [
        str.lower, str.upper, "IMO {}".format, "IMO No. {}".format, "No. {}".format, "0{}".format, "00{}".format,
        "{} (former)".format, "mailto:{}".format, "bitcoincash:{}".format, "{}XXX".format, " {} ".format, "+{}".format,
        lambda text: text.lstrip("0"), lambda text: f"{text[:3]} {text[3:]}", lambda text: f"{text[:3]}-{text[3:]}",
        lambda text: text[:-1], lambda text: text[:8],
        lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ]
)  # fmt: skip
TYPES = st.sampled_from([*TYPE_NAMES, "House Number", "lei", "bic", ""])
COUNTRIES = st.sampled_from(["", "", "Iran", "RU", "DE"])


@st.composite
def with_typo(draw: st.DrawFn) -> str:
    """A value with one sign put in the place of another, or two neighbours exchanged."""
    value = draw(st.sampled_from(VALUES))
    place = draw(st.integers(0, len(value) - 2))
    if draw(st.booleans()):
        return value[:place] + value[place + 1] + value[place] + value[place + 2 :]
    return value[:place] + draw(st.sampled_from("0123456789AZaz")) + value[place + 1 :]


WRITTEN = st.one_of(
    st.sampled_from(VALUES),
    st.builds(lambda text, way: way(text), st.sampled_from(VALUES), WAYS),
    st.builds(lambda text, way: way(text), with_typo(), WAYS),
    with_typo(),
    st.from_regex(r"[0-9]{4,15}", fullmatch=True),
    st.text(max_size=24),
)
IDENTIFIERS = st.builds(Identifier, TYPES, WRITTEN, COUNTRIES)


def listing(entity_id: str, *identifiers: Identifier) -> Listing:
    return Listing(
        list="l", entity_id=entity_id, names=(ListedName(f"Party {entity_id}"),), identifiers=identifiers
    )


@given(st.lists(IDENTIFIERS, max_size=6), st.lists(IDENTIFIERS, min_size=1, max_size=40), st.booleans())
def test_a_lookup_with_prefilter_finds_what_one_without_finds(
    listed: list[Identifier], asked: list[Identifier], near: bool
) -> None:
    """Whatever is listed, and however what is asked for is written: agreements and typos."""
    listings = [listing(str(place), item) for place, item in enumerate(listed)]
    plain, filtered = IdentifierIndex(listings), IdentifierIndex(listings)
    filtered.prepare()
    for item in (*listed, *asked):
        assert filtered.lookup([item], near=near) == plain.lookup([item], near=near)
    assert filtered.lookup(asked, near=near) == plain.lookup(asked, near=near)


@pytest.mark.parametrize("type_", [*TYPE_NAMES, "House Number"])
def test_every_value_and_every_typo_of_it_passes(type_: str) -> None:
    """Each value, listed under one type, found as before under each other."""
    asked = [Identifier(other, value) for other in TYPE_NAMES for value in VALUES]
    asked += [
        Identifier(type_, value[:place] + sign + value[place + 1 :])
        for value in VALUES for place in range(0, len(value), 2) for sign in "7Q"
    ]  # fmt: skip
    index = IdentifierIndex(
        [listing(str(place), Identifier(type_, value)) for place, value in enumerate(VALUES)]
    )
    before = [index.lookup([item], near=True) for item in asked]
    index.prepare()
    assert [index.lookup([item], near=True) for item in asked] == before
    assert any(before)


PREFIXES = st.sampled_from(
    [
        "",
        "0",
        "00",
        "+",
        "+49",
        "0049",
        "+49 0",
        "+49 (0)",
        "+1 ",
        "8",
        "+7 8",
        "+54 9 ",
        "0 11 15 ",
        "+55 0 15 ",
    ]
)
SIGNS = st.sampled_from(["", " ", "-", ".", "/", " ext. ", " x"])
FIRST, SECOND = (st.from_regex(rf"[0-9]{{1,{most}}}", fullmatch=True) for most in (6, 8))
DIALLED = st.builds("{}{}{}{}".format, PREFIXES, FIRST, SIGNS, SECOND)


@given(
    st.lists(st.tuples(DIALLED, st.sampled_from(["", "DE", "AR", "BR", "RU", "AE", "IT", "US"])), max_size=60)
)
def test_a_telephone_number_passes_a_prefilter_of_it_alone(numbers: list[tuple[str, str]]) -> None:
    """The digits looked at survive all that is put before a number or taken from it."""
    for written, country in numbers:
        key = normalise_identifier("phone", written, country).key
        assert IdentifierPrefilter([key]).passes(Identifier("phone", written), near=False)


def test_what_nobody_holds_is_rejected() -> None:
    """Else it would be of no use: valid numbers, broken ones, and all other types."""
    prefilter = IdentifierPrefilter(
        normalise_identifier("imo", value).key for value in ("8405270", "9339337")
    )
    asked = [
        ("imo", "9187629"), ("lei", "213800WAVVOPS85N2205"), ("lei", "213800WAVVOPS85N2206"), ("id", "556012-5790"),
        ("passport", "A1084010"), ("bic", "BOELKPPY"), ("phone", "+98 21 8852 6300"), ("email", "someone@example.com"),
        ("website", "www.example.com"), ("wallet", "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B"),
    ]  # fmt: skip
    assert [item for item in asked if prefilter.passes(Identifier(*item), near=True)] == []
    assert prefilter.passes(Identifier("imo", "IMO 8405270"), near=False)
    assert prefilter.passes(Identifier("imo", "8405272"), near=True)
    assert not prefilter.passes(Identifier("imo", "8405272"), near=False)


def test_an_index_makes_one_once_many_have_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single check doesn't pay for it, and a file of customers does so once."""
    made: list[IdentifierPrefilter] = []

    def counted(*keys: object) -> IdentifierPrefilter:
        made.append(IdentifierPrefilter(["imo:8405270"]))
        return made[-1]

    monkeypatch.setattr(index_module, "IdentifierPrefilter", counted)
    monkeypatch.setattr(index_module, "_MANY", 3)
    item = Identifier("imo", "8405270")
    index = IdentifierIndex([listing("1", item)])
    answers: list[list[IdentifierMatch]] = []
    counts = []
    for _ in range(5):
        answers.append(index.lookup([item]))
        counts.append(len(made))
    assert counts == [0, 0, 1, 1, 1]
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.skipif(usable_workers(2) == 1, reason="processes are not forked here")
def test_processes_share_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made before the first is forked, for queries with identifiers alone."""
    made: list[IdentifierPrefilter] = []

    def counted(keys: Iterable[str]) -> IdentifierPrefilter:
        made.append(IdentifierPrefilter(keys))
        return made[-1]

    monkeypatch.setattr(index_module, "IdentifierPrefilter", counted)
    item = Identifier("imo", "8405270")
    screener = Screener([Edition("l", None, "", "house", "", [listing("1", item)])])
    assert len(list(screener.screen_many([Query(name="Hui Chon")] * 3, workers=2))) == 3
    assert made == []
    answers = list(screener.screen_many([Query(name="Hui Chon", identifiers=(item,))] * 3, workers=2))
    assert [len(answer.hits) for answer in answers] == [1, 1, 1]
    assert len(made) == 1
