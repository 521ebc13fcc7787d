"""Link network: files of links and the lists' own relations, joined where parties are the same listing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sanctionscreen.errors import UsageError
from sanctionscreen.model import Listing
from sanctionscreen.ownership.control import OwnershipAnalysis
from sanctionscreen.ownership.graph import Holding, HoldingGraph
from sanctionscreen.ownership.list_relations import links_of_lists
from sanctionscreen.ownership.party_match import ListingReferences, PartyMatch, ScreenQueries, match_parties
from sanctionscreen.ownership.policies import policy_on, regime_of
from sanctionscreen.ownership.records import Link, LinkFile, Party

WIDEST = "eu"
"""The regime whose policy is applied to lists that no policy names: it finds the most."""


class LinkNetwork:
    """Parties of all files and of the lists, joined where they are one listing.

    Attributes:
        parties: by id.
        matches: id → the listings that the party is.
        same: id → the id that it is joined with.
        graph: holdings between joined parties.
        links: id → other links that hold on the day.
        files: those that were given.
        report: what could not be used when files and lists were joined.
        date: the day for which the answers are.
    """

    def __init__(
        self, files: Sequence[LinkFile], listings: Sequence[Listing], screen: ScreenQueries, date: str
    ) -> None:
        """Join files of links, the lists' own relations and the listings."""
        self.date, self.listings, self.files = date, listings, tuple(files)
        self.report = LinkFile("links", "")
        sources = [links_of_lists(listings), *files]
        self.parties: dict[str, Party] = {}
        for source in sources:
            for party in source.parties.values():
                if party.id in self.parties:
                    self.parties[party.id].merge(party)
                else:
                    self.parties[party.id] = replace(party)
        holdings = [holding for source in sources for holding in source.holdings]
        links = [link for source in sources for link in source.links]
        self._references = ListingReferences(listings)
        ends = {holding.owner for holding in holdings}
        ends.update(end for link in links for end in (link.first, link.second))
        parties = [party for id, party in self.parties.items() if id in ends]
        self.matches = match_parties(parties, self._references, screen, self.report)
        self._join(holdings, links)

    def name_of(self, id: str) -> str:
        """The name to show for a party."""
        party = self.parties.get(id)
        if party is None:
            return id
        if self._references.reference_of(party) and (matches := self.matches.get(self.root(id))):
            return self.listings[matches[0].listing].name
        return party.name

    def _join(self, holdings: list[Holding], links: list[Link]) -> None:
        """Join parties that are the same listing, so that their holdings are one party's."""
        self.same: dict[str, str] = {}
        first: dict[int, str] = {}
        users_first = sorted(self.matches, key=lambda id: self.parties[id].of_list)
        for party in users_first:
            for match in self.matches[party]:
                other = first.setdefault(match.listing, party)
                if self.root(other) != self.root(party):
                    self.same[self.root(party)] = self.root(other)
        joined: dict[str, dict[int, PartyMatch]] = defaultdict(dict)
        for party in users_first:
            by_listing = joined[self.root(party)]
            for match in self.matches[party]:
                if match.listing not in by_listing or (match.certain and not self.parties[party].of_list):
                    by_listing[match.listing] = match
        self.matches = {party: list(by_listing.values()) for party, by_listing in joined.items()}
        self.graph = HoldingGraph(
            _between(holding, self.root(holding.owner), self.root(holding.owned))
            for holding in holdings
            if self.root(holding.owner) != self.root(holding.owned)
        )
        self.links: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            if not (link.until and link.until < self.date) and not (link.since and link.since > self.date):
                for end in {self.root(link.first), self.root(link.second)}:
                    self.links[end].append(link)

    def root(self, party: str) -> str:
        """The id that a party is joined under."""
        while party in self.same:
            party = self.same[party]
        return party

    def analyses(self) -> Iterator[tuple[OwnershipAnalysis, str, str]]:
        """An analysis for each regime of the lists and each measure that its policy passes on, with the two."""
        listed: dict[tuple[str, str], set[str]] = defaultdict(set)
        for party, matches in self.matches.items():
            for match in matches:
                for regime, measure in self.passes_on(self.listings[match.listing]):
                    listed[regime, measure].add(party)
        for (regime, measure), parties in sorted(listed.items()):
            policy = policy_on(regime, self.date)
            yield OwnershipAnalysis(self.graph, parties, policy, date=self.date), regime, measure

    def passes_on(self, listing: Listing) -> Iterator[tuple[str, str]]:
        """Regime and measure of all that a listing passes on to what it owns."""
        if listing.status == "listed":
            regime = regime_of(listing.list) or WIDEST
            try:
                policy = policy_on(regime, self.date)
            except UsageError as error:  # a law that came later
                if (reason := (str(error), "nothing passed on")) not in self.report.reasons:
                    self.report.add_problem(listing.list, *reason)
                return
            for measure in listing.measures or policy.passes_on[:1]:
                if not policy.passes_on or measure in policy.passes_on:
                    yield policy.id, measure


def _between(holding: Holding, owner: str, owned: str) -> Holding:
    if (owner, owned) == (holding.owner, holding.owned):
        return holding
    return replace(holding, owner=owner, owned=owned)
