"""Small graphs as pictures."""

from __future__ import annotations

from lxml import etree

from sanctionscreen.ownership.svg import Arrow, Box, draw


def test_a_picture_is_wellformed_whatever_the_names_hold() -> None:
    boxes = [Box("a", "A & <B> “C”", "listed"), Box("b", "a name that is much too long " * 5, "query")]
    root = etree.fromstring(draw("x < y", boxes, [Arrow("a", "b", "<50 %")]).encode())
    texts = [text for text in root.itertext() if text.strip()]
    assert "A & <B> “C”" in texts
    assert "<50 %" in texts


def test_arrows_between_two_boxes_share_a_line_and_rings_end() -> None:
    boxes = [Box(name, name) for name in "abc"]
    ring = [Arrow("a", "b", "1"), Arrow("a", "b", "2"), Arrow("b", "c"), Arrow("c", "a")]
    picture = draw("ring", boxes, ring)
    assert "1 + 2" in picture
    assert picture.count("marker-end") == 3
    assert picture == draw("ring", boxes, ring)
