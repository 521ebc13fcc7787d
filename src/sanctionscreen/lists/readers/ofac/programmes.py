"""OFAC programmes: recognition of the list by them, and the measures that they mean."""

from __future__ import annotations

from sanctionscreen.lists.builder import EditionBuilder

NON_SDN_MEASURES: dict[str, tuple[str, ...]] = {
    "UKRAINE-EO13662": ("sectoral",),  # Sectoral Sanctions Identifications
    "RUSSIA-EO14024": ("sectoral",),  # Directives 1a, 2 and 3
    "CAATSA - RUSSIA": ("sectoral",),  # menu-based
    "BURMA-EO14014": ("sectoral",),  # Directive 1: financial services
    "VENEZUELA-EO13850": ("sectoral",),
    "CMIC-EO13959": ("investment ban",),  # Chinese Military-Industrial Complex Companies
    "NS-PLC": ("transaction ban",),  # Palestinian Legislative Council: transactions are rejected, not blocked
    "FSE-IR": ("transaction ban",),  # Foreign Sanctions Evaders
    "FSE-SY": ("transaction ban",),
    "561-Related": ("correspondent account ban",),  # CAPTA, 31 CFR part 561
    "561List": ("correspondent account ban",),
    "IRAN": ("asset freeze",),  # the list of Executive Order 13599: property stays blocked
    "IRAN-CON-ARMS-EO": ("sectoral",),
}
"""Measures of programmes on the consolidated (non-SDN) list:
https://ofac.treasury.gov/consolidated-sanctions-list."""

NON_SDN_ONLY = frozenset({"NS-PLC", "CMIC-EO13959", "FSE-IR", "FSE-SY", "561-Related", "561List"})
"""Programmes of the consolidated list alone: they distinguish its files from the SDN list's."""

SDN_ONLY_UIDS = frozenset({"36", "173", "306", "424", "475", "480", "535", "536", "537", "540"})
"""Parties on the SDN list in every edition since the 1980s (Cuba), which were never on the other."""


def list_by_name(name: str, builder: EditionBuilder) -> str:
    """Which of OFAC's two lists a file's name says; both come in the same formats.

    Raises:
        ListFileError: if the name doesn't say it either.
    """
    for part, list_id in (("cons", "us-ofac-cons"), ("sdn", "us-ofac-sdn")):
        if part in name.lower():
            return list_id
    raise builder.error(
        "both OFAC lists come in this format, and neither content nor name says which this is: name it (--as)"
    )


def measures(list_id: str, programmes: list[str]) -> tuple[list[str], list[str]]:
    """The measures that the programmes mean on this list, and the programmes that the table doesn't know."""
    if list_id != "us-ofac-cons":
        return ["asset freeze"], []
    unknown = [programme for programme in programmes if programme not in NON_SDN_MEASURES]
    result = [measure for programme in programmes for measure in NON_SDN_MEASURES.get(programme, ())]
    return list(dict.fromkeys(result)), unknown
