"""What links say about a query: that it is owned or controlled by listed parties, or tied to them.

Reach for it through `Screener(..., links=...)`. No legal advice: the policies are data with their sources, and
what links don't show they don't exclude.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sanctionscreen.links.graph import Holding, HoldingGraph
from sanctionscreen.links.listed import links_of_lists
from sanctionscreen.links.ownership import Finding, Ownership
from sanctionscreen.links.policies import Policy, policy_on, regime_of
from sanctionscreen.links.records import LinkFile, Party, Tie
from sanctionscreen.links.values import key_of
from sanctionscreen.links.words import sentences
from sanctionscreen.model import Band, Evidence, Listing, Query
from sanctionscreen.names.fold import fold
from sanctionscreen.screening.bands import BANDS
from sanctionscreen.screening.identifier_index import agreement
from sanctionscreen.screening.identifiers import NormalisedIdentifier, normalise_identifier
from sanctionscreen.screening.link_answer import Edge, LinkAnswer
from sanctionscreen.screening.party_match import Listings, PartyMatch, Screen, match_parties

WIDEST = "eu"
"""The regime whose policy is applied to lists that no policy names: it finds the most."""

NOT_SHOWN = (
    "Links show ownership; what they don't show they don't exclude. A party may be blocked without being listed (the "
    "government of North Korea and the Workers' Party, under E.O. 13722, for one). This is no legal advice."
)
"""What every output with links says."""

_CAUTION = frozenset(
    """director director_of leader leader_of leadership acting_for acting_on_behalf_of represents controlled_by
    operated_by owned_or_operated_by manager ship_manager officer signatory seniormanagingofficial boardmember
    boardchair trustee
    """.split()
)
"""Ties by which a listed party may act through another: for review. Other ties are low."""


@dataclass(frozen=True, slots=True)
class Node:
    """A party that a query is, and how that is known: by its id or an identifier, or by name alone."""

    party: str
    how: str
    certain: bool


class Linked:
    """Links and listings put together: which parties are listed, and who hangs on them.

    Attributes:
        parties: by id, those of all files and of the lists.
        matches: id → the listings that the party is.
        graph: holdings, between parties brought together where they are one listing.
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
                    self.parties[party.id] = _copy(party)
        holdings = [holding for source in sources for holding in source.holdings]
        ties = [tie for source in sources for tie in source.ties]
        self._match(holdings, ties, screen)
        self._join(holdings, ties)
        self._index()
        self._policies = list(self._evaluated())

    @property
    def policies(self) -> list[str]:
        """The policies that were applied, each in a line with its source."""
        found = (ownership.policy for ownership, _, _ in self._policies)
        return list(dict.fromkeys(f"{policy.title}; {policy.source}" for policy in found))

    def name_of(self, party: str) -> str:
        """What to call a party."""
        found = self.parties.get(party)
        if found and self._matcher.refers(found) and (matches := self.matches.get(self._root(party))):
            return self.listings[matches[0].place].name
        return found.name if found else party

    def nodes_of(self, query: Query) -> list[Node]:
        """The parties of the links that a query is."""
        found: dict[str, Node] = {}
        key = key_of(query.query_id) if query.query_id else ""
        if key in self.parties:
            found[self._root(key)] = Node(self._root(key), f"its id {query.query_id}", True)
        for identifier in query.identifiers:
            number = normalise_identifier(identifier.type, identifier.value, identifier.country)
            for party, other in self._by_number.get(number.key, ()):
                if (strength := agreement(number, other)) and party not in found:
                    found[party] = Node(party, f"{identifier.type} {identifier.value}", strength == "strong")
        for name in query.all_names():
            for party in self._by_name.get(fold(name), ()):
                if party not in found:
                    found[party] = Node(party, f"its name, {self.name_of(party)}, alone", False)
        return list(found.values())

    def answers(self, query: Query) -> dict[int, LinkAnswer]:
        """What links say about a query, by the place of each listing that they lead to."""
        nodes = self.nodes_of(query)
        if not nodes:
            return {}
        found: dict[int, LinkAnswer] = defaultdict(LinkAnswer)
        for node in nodes:
            self._say_identity(node, found)
            self._say_ownership(node, found)
            self._say_links(node, found)
        return dict(found)

    def _match(self, holdings: list[Holding], ties: list[Tie], screen: Screen) -> None:
        wanted = {holding.owner for holding in holdings}
        wanted.update(end for tie in ties for end in (tie.first, tie.second))
        parties = [party for id, party in self.parties.items() if id in wanted]
        self._matcher = Listings(self.listings)
        self.matches = match_parties(parties, self._matcher, screen, self.account)

    def _join(self, holdings: list[Holding], ties: list[Tie]) -> None:
        """Bring parties together that are the same listing, so that their holdings are one party's."""
        self._same: dict[str, str] = {}
        first: dict[int, str] = {}
        users_first = sorted(self.matches, key=lambda id: self.parties[id].of_list)
        for party in users_first:
            for match in self.matches[party]:
                other = first.setdefault(match.place, party)
                if self._root(other) != self._root(party):
                    self._same[self._root(party)] = self._root(other)
        joined: dict[str, list[PartyMatch]] = defaultdict(list)
        for party in users_first:
            known = joined[self._root(party)]
            for match in self.matches[party]:
                at = next((at for at, other in enumerate(known) if other.place == match.place), None)
                if at is None:
                    known.append(match)
                elif match.certain and not self.parties[party].of_list:
                    known[at] = match
        self.matches = dict(joined)
        self.graph = HoldingGraph(
            _joined_holding(holding, self._root(holding.owner), self._root(holding.owned))
            for holding in holdings
            if self._root(holding.owner) != self._root(holding.owned)
        )
        self._ties: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            if not (tie.until and tie.until < self.date) and not (tie.since and tie.since > self.date):
                for end in {self._root(tie.first), self._root(tie.second)}:
                    self._ties[end].append(tie)

    def _root(self, party: str) -> str:
        while party in self._same:
            party = self._same[party]
        return party

    def _index(self) -> None:
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_number: dict[str, list[tuple[str, NormalisedIdentifier]]] = defaultdict(list)
        for id, party in self.parties.items():
            root = self._root(id)
            if party.of_list and id not in self._same:
                continue  # a listing of the lists themselves is found by screening, not by its links
            for name in party.names:
                if root not in (known := self._by_name[fold(name)]):
                    known.append(root)
            for identifier in party.identifiers:
                number = normalise_identifier(identifier.type, identifier.value, identifier.country)
                if not number.placeholder:
                    self._by_number[number.key].append((root, number))

    def _evaluated(self) -> Iterator[tuple[Ownership, str, str]]:
        """The policy of each regime that a list screened against belongs to, and each measure that it passes on."""
        listed: dict[tuple[str, str], set[str]] = defaultdict(set)
        for party, matches in self.matches.items():
            for match in matches:
                for regime, measure in self._regimes(self.listings[match.place]):
                    listed[regime, measure].add(party)
        for (regime, measure), parties in sorted(listed.items()):
            yield (
                Ownership(self.graph, parties, policy_on(regime, self.date), date=self.date),
                regime,
                measure,
            )

    def _regimes(self, listing: Listing) -> Iterator[tuple[str, str]]:
        if listing.status == "listed":
            policy = _policy_of(listing.list, self.date)
            for measure in listing.measures or policy.passes_on[:1]:
                if not policy.passes_on or measure in policy.passes_on:
                    yield policy.id, measure

    def _say_identity(self, node: Node, found: dict[int, LinkAnswer]) -> None:
        for match in self.matches.get(node.party, ()):
            item = self.listings[match.place]
            title = f"{item.name} ({item.list} {item.entity_id})"
            name = self.name_of(node.party)
            detail = f"known by {node.how}, this is {name} in the links, which is {title} {match.how}"
            band: Band = "match" if match.certain and node.certain else "review"
            found[match.place].add("link", band, [Evidence(feature="link", value=1.0, detail=detail)], ())

    def _say_ownership(self, node: Node, found: dict[int, LinkAnswer]) -> None:
        for ownership, regime, measure in self._policies:
            finding = ownership.find(node.party)
            if finding.verdict == "not shown":
                continue
            edges = [
                Edge(holding.owner, holding.owned, holding.share)
                for step in finding.steps
                for holding in step.holdings
            ]
            for source in finding.sources:
                for match in self.matches.get(source, ()):
                    if (regime, measure) in self._regimes(self.listings[match.place]):
                        evidence = self._ownership_evidence(finding, node, source, match, measure)
                        found[match.place].add("ownership", _band(finding, node, match), evidence, edges)

    def _ownership_evidence(
        self, finding: Finding, node: Node, source: str, match: PartyMatch, measure: str
    ) -> list[Evidence]:
        policy, item = finding.policy, self.listings[match.place]
        path = "; ".join(sentences(finding, self.name_of))
        value = 0.5 if finding.verdict == "unknown" else 1.0
        unnamed = (
            "" if regime_of(item.list) else f"; no policy is known for {item.list}, and this is the widest"
        )
        since = f", in force since {policy.since}" if policy.since else ""
        return [
            Evidence(feature="ownership", value=value, detail=path),
            Evidence(
                feature="ownership_parties",
                value=1.0 if node.certain and match.certain else 0.7,
                detail=f"{self.name_of(node.party)} is known by {node.how}; {self.name_of(source)} is {item.name} "
                f"({item.list} {item.entity_id}) {match.how}",
            ),
            Evidence(
                feature="ownership_policy",
                value=0.5,
                detail=f"what passes on: {measure}{since}{unnamed}. {policy.note} {policy.source_url}. No legal advice",
            ),
        ]

    def _say_links(self, node: Node, found: dict[int, LinkAnswer]) -> None:
        for tie in self._ties.get(node.party, ()):
            first, second = self._root(tie.first), self._root(tie.second)
            other = second if first == node.party else first
            words = tie.role.replace("_", " ")
            said = words if words.endswith(_PREPOSITIONS) else f"{words} of"
            detail = f"{self.name_of(first)} is {said} {self.name_of(second)} ({tie.place})"
            self._say_link(node, other, detail, Edge(first, second, words), found, tie.role in _CAUTION)
        for holding in (*self.graph.holders_of(node.party), *self.graph.held_by(node.party)):
            if holding.holds_on(self.date):
                owner, owned = self.name_of(holding.owner), self.name_of(holding.owned)
                words = (
                    f"controls {owned}" if holding.kind == "control" else f"holds {holding.share} of {owned}"
                )
                detail = f"{owner} {words} ({holding.place})"
                other = holding.owned if holding.owner == node.party else holding.owner
                self._say_link(node, other, detail, Edge(holding.owner, holding.owned, holding.share), found)

    def _say_link(
        self,
        node: Node,
        other: str,
        detail: str,
        edge: Edge,
        found: dict[int, LinkAnswer],
        caution: bool = False,
    ) -> None:
        for match in self.matches.get(other, ()):
            answer = found[match.place]
            if edge in answer.edges:
                continue  # the arithmetic of ownership has said it
            item = self.listings[match.place]
            text = (
                f"{detail}; {self.name_of(other)} is {item.name} ({item.list} {item.entity_id}) {match.how}"
            )
            band: Band = "review" if caution and match.certain and node.certain else "low"
            known = f"; {self.name_of(node.party)} is known by {node.how}"
            answer.add("link", band, [Evidence(feature="link", value=0.6, detail=text + known)], [edge])


_PREPOSITIONS = (" by", " to", " for", " of", " with", " in")


def _band(finding: Finding, node: Node, match: PartyMatch) -> Band:
    """Owned, and certain who is who: match. A name alone, or a share that isn't known: one lower each."""
    level = 2 - (finding.verdict == "unknown") - (not (node.certain and match.certain))
    return BANDS[level]


def _policy_of(list_id: str, date: str) -> Policy:
    return policy_on(regime_of(list_id) or WIDEST, date)


def _copy(party: Party) -> Party:
    return replace(party)


def _joined_holding(holding: Holding, owner: str, owned: str) -> Holding:
    if (owner, owned) == (holding.owner, holding.owned):
        return holding
    return replace(holding, owner=owner, owned=owned)
