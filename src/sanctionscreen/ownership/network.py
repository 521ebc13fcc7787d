"""Files of links and lists put together: which parties are listed, who is the same, who holds whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sanctionscreen.errors import UsageError
from sanctionscreen.model import Listing
from sanctionscreen.ownership.control import Ownership
from sanctionscreen.ownership.graph import Holding, HoldingGraph
from sanctionscreen.ownership.list_relations import links_of_lists
from sanctionscreen.ownership.party_match import Listings, PartyMatch, Screen, match_parties
from sanctionscreen.ownership.policies import policy_on, regime_of
from sanctionscreen.ownership.records import Link, LinkFile, Party

WIDEST = "eu"
"""The regime whose policy is applied to lists that no policy names: it finds the most."""


class LinkNetwork:
    """Parties of all files and of the lists, brought together where they are one listing.

    Attributes:
        parties: by id.
        matches: id → the listings that the party is.
        same: id → the id that stands for it.
        graph: holdings between those ids.
        ties: id → other links that hold on the day.
        files: those that were given.
        account: what could not be used when files and lists were put together.
        date: the day for which the answers are.
    """

    def __init__(
        self, files: Sequence[LinkFile], listings: Sequence[Listing], screen: Screen, date: str
    ) -> None:
        """Put files of links and listings together; the lists' own relations are always among them."""
        self.date, self.listings, self.files = date, listings, tuple(files)
        self.account = LinkFile("links", "")
        sources = [links_of_lists(listings), *files]
        self.parties: dict[str, Party] = {}
        for source in sources:
            for party in source.parties.values():
                if party.id in self.parties:
                    self.parties[party.id].merge(party)
                else:
                    self.parties[party.id] = replace(party)
        holdings = [holding for source in sources for holding in source.holdings]
        ties = [tie for source in sources for tie in source.ties]
        self._match(holdings, ties, screen)
        self._join(holdings, ties)

    def name_of(self, party: str) -> str:
        """What to call a party."""
        found = self.parties.get(party)
        if found and self._matcher.refers(found) and (matches := self.matches.get(self.root(party))):
            return self.listings[matches[0].place].name
        return found.name if found else party

    def _match(self, holdings: list[Holding], ties: list[Link], screen: Screen) -> None:
        wanted = {holding.owner for holding in holdings}
        wanted.update(end for tie in ties for end in (tie.first, tie.second))
        parties = [party for id, party in self.parties.items() if id in wanted]
        self._matcher = Listings(self.listings)
        self.matches = match_parties(parties, self._matcher, screen, self.account)

    def _join(self, holdings: list[Holding], ties: list[Link]) -> None:
        """Bring parties together that are the same listing, so that their holdings are one party's."""
        self.same: dict[str, str] = {}
        first: dict[int, str] = {}
        users_first = sorted(self.matches, key=lambda id: self.parties[id].of_list)
        for party in users_first:
            for match in self.matches[party]:
                other = first.setdefault(match.place, party)
                if self.root(other) != self.root(party):
                    self.same[self.root(party)] = self.root(other)
        joined: dict[str, list[PartyMatch]] = defaultdict(list)
        for party in users_first:
            known = joined[self.root(party)]
            for match in self.matches[party]:
                at = next((at for at, other in enumerate(known) if other.place == match.place), None)
                if at is None:
                    known.append(match)
                elif match.certain and not self.parties[party].of_list:
                    known[at] = match
        self.matches = dict(joined)
        self.graph = HoldingGraph(
            _joined_holding(holding, self.root(holding.owner), self.root(holding.owned))
            for holding in holdings
            if self.root(holding.owner) != self.root(holding.owned)
        )
        self.ties: dict[str, list[Link]] = defaultdict(list)
        for tie in ties:
            if not (tie.until and tie.until < self.date) and not (tie.since and tie.since > self.date):
                for end in {self.root(tie.first), self.root(tie.second)}:
                    self.ties[end].append(tie)

    def root(self, party: str) -> str:
        """The id that stands for a party."""
        while party in self.same:
            party = self.same[party]
        return party

    def evaluated(self) -> Iterator[tuple[Ownership, str, str]]:
        """The policy of each regime that a list screened against belongs to, and each measure that it passes on."""
        listed: dict[tuple[str, str], set[str]] = defaultdict(set)
        for party, matches in self.matches.items():
            for match in matches:
                for regime, measure in self.passes_on(self.listings[match.place]):
                    listed[regime, measure].add(party)
        for (regime, measure), parties in sorted(listed.items()):
            yield (
                Ownership(self.graph, parties, policy_on(regime, self.date), date=self.date),
                regime,
                measure,
            )

    def passes_on(self, listing: Listing) -> Iterator[tuple[str, str]]:
        """Regime and measure of all that a listing passes on to what it owns."""
        if listing.status == "listed":
            regime = regime_of(listing.list) or WIDEST
            try:
                policy = policy_on(regime, self.date)
            except UsageError as error:  # a law that came later
                if (reason := (str(error), "nothing passed on")) not in self.account.reasons:
                    self.account.problem(listing.list, *reason)
                return
            for measure in listing.measures or policy.passes_on[:1]:
                if not policy.passes_on or measure in policy.passes_on:
                    yield policy.id, measure


def _joined_holding(holding: Holding, owner: str, owned: str) -> Holding:
    if (owner, owned) == (holding.owner, holding.owned):
        return holding
    return replace(holding, owner=owner, owned=owned)
