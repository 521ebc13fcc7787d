"""What links say about a query: that it is owned or controlled by listed parties, or tied to them.

Reach for it through `Screener(..., links=...)`. No legal advice: the policies are data with their sources, and
what links don't show they don't exclude.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.normalize import NormalisedIdentifier, normalise_identifier
from sanctionscreen.model import Band, Evidence, Listing, Query
from sanctionscreen.names.fold import fold
from sanctionscreen.ownership.control import Finding
from sanctionscreen.ownership.explain import sentences
from sanctionscreen.ownership.network import LinkNetwork
from sanctionscreen.ownership.parse import key_of
from sanctionscreen.ownership.party_match import PartyMatch
from sanctionscreen.ownership.policies import regime_of
from sanctionscreen.screening.bands import BANDS
from sanctionscreen.screening.link_findings import LinkEdge, LinkFindings

NOT_SHOWN = (
    "Links show ownership; what they don't show they don't exclude. A party may be blocked without being listed (the "
    "government of North Korea and the Workers' Party, under E.O. 13722, for one). This is no legal advice."
)
"""What every output with links says."""

_CAUTION = frozenset(
    """director director_of leader leader_of leadership acting_for acting_on_behalf_of represents controlled_by
    operated_by owned_or_operated_by manager ship_manager officer signatory seniormanagingofficial boardmember
    boardchair trustee acting_for_or_on_behalf_of leader_or_official_of principal_executive_officer
    """.split()
)
"""Ties by which a listed party may act through another: for review. Other ties are low."""


@dataclass(frozen=True, slots=True)
class Node:
    """A party that a query is, and how that is known: by its id or an identifier, or by name alone."""

    party: str
    how: str
    certain: bool


class OwnershipSearch:
    """What hangs on listed parties, found for queries.

    Attributes:
        network: parties, holdings and ties, and which parties are listed.
    """

    def __init__(self, network: LinkNetwork) -> None:
        """Index the parties from which links lead to a listing."""
        self.network = network
        self._policies = list(network.evaluated())
        self._index()

    @property
    def policies(self) -> list[str]:
        """The policies that were applied, each in a line with its source."""
        found = (ownership.policy for ownership, _, _ in self._policies)
        return list(dict.fromkeys(f"{policy.title}; {policy.source}" for policy in found))

    def nodes_of(self, query: Query) -> list[Node]:
        """The parties of the links that a query is."""
        found: dict[str, Node] = {}
        if query.query_id and (root := self._by_id.get(key_of(query.query_id))) is not None:
            found[root] = Node(root, f"its id {query.query_id}", True)
        for identifier in query.identifiers:
            number = normalise_identifier(identifier.type, identifier.value, identifier.country)
            for party, other in self._by_number.get(number.key, ()):
                if (strength := agreement(number, other)) and party not in found:
                    found[party] = Node(party, f"{identifier.type} {identifier.value}", strength == "strong")
        for name in query.all_names():
            for party in self._by_name.get(fold(name), ()):
                if party not in found:
                    found[party] = Node(party, f"its name, {self.network.name_of(party)}, alone", False)
        return list(found.values())

    def findings(self, query: Query) -> dict[int, LinkFindings]:
        """What links say about a query, by the place of each listing that they lead to."""
        nodes = self.nodes_of(query)
        if not nodes:
            return {}
        found: dict[int, LinkFindings] = defaultdict(LinkFindings)
        for node in nodes:
            self._say_identity(node, found)
            self._say_ownership(node, found)
            self._say_links(node, found)
        return dict(found)

    def picture(self, query: Query) -> str:
        """The links that lead to a query, as SVG; empty where none do."""
        from sanctionscreen.ownership.svg import Arrow, Box, Style, draw  # late: few ask for a picture

        edges = list(dict.fromkeys(edge for answer in self.findings(query).values() for edge in answer.edges))
        if not edges:
            return ""
        asked = {node.party for node in self.nodes_of(query)}
        boxes = []
        for party in dict.fromkeys(end for edge in edges for end in (edge.first, edge.second)):
            style: Style = (
                "asked" if party in asked else "listed" if party in self.network.matches else "between"
            )
            where = ", ".join(
                f"{self.network.listings[match.place].list} {self.network.listings[match.place].entity_id}"
                for match in self.network.matches.get(party, ())
            )
            boxes.append(
                Box(
                    party,
                    f"{self.network.name_of(party)} ({where})" if where else self.network.name_of(party),
                    style,
                )
            )
        name = next(iter(query.all_names()), query.query_id)
        arrows = [Arrow(edge.first, edge.second, edge.label) for edge in edges]
        return draw(f"Who holds {name}, on {self.network.date}", boxes, arrows)

    def _leading(self) -> set[str]:
        """The parties from which anything leads to a listing: they are one, hang on one, or border on one."""
        found = set(self.network.matches)
        for ownership, _, _ in self._policies:
            found.update(ownership.parties())
        for party in self.network.matches:
            found.update(
                self.network.root(end)
                for tie in self.network.ties.get(party, ())
                for end in (tie.first, tie.second)
            )
            found.update(holding.owned for holding in self.network.graph.held_by(party))
            found.update(holding.owner for holding in self.network.graph.holders_of(party))
        return found

    def _index(self) -> None:
        """Where to find the parties that lead to a listing; no other query costs more than a look."""
        self._by_id: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_number: dict[str, list[tuple[str, NormalisedIdentifier]]] = defaultdict(list)
        leading = self._leading()
        for id, party in self.network.parties.items():
            root = self.network.root(id)
            if root not in leading:
                continue
            self._by_id[id] = root
            if party.of_list and id not in self.network.same and party.listing:
                continue  # a listing of the lists themselves is found by screening, not by its links
            for name in party.names:
                if root not in (known := self._by_name[fold(name)]):
                    known.append(root)
            for identifier in party.identifiers:
                number = normalise_identifier(identifier.type, identifier.value, identifier.country)
                if not number.placeholder:
                    self._by_number[number.key].append((root, number))

    def _say_identity(self, node: Node, found: dict[int, LinkFindings]) -> None:
        for match in self.network.matches.get(node.party, ()):
            if not (node.certain or match.certain):
                continue  # names on both sides say no more than the query's own name does
            item = self.network.listings[match.place]
            title = f"{item.name} ({item.list} {item.entity_id})"
            name = self.network.name_of(node.party)
            detail = f"known by {node.how}, this is {name} in the links, which is {title} {match.how}"
            band: Band = "match" if match.certain and node.certain else "review"
            found[match.place].add("link", band, [Evidence(feature="link", value=1.0, detail=detail)], ())

    def _say_ownership(self, node: Node, found: dict[int, LinkFindings]) -> None:
        for ownership, regime, measure in self._policies:
            finding = ownership.find(node.party)
            if finding.verdict == "not shown":
                continue
            edges = [
                LinkEdge(holding.owner, holding.owned, holding.share)
                for step in finding.steps
                for holding in step.holdings
            ]
            for source in finding.sources:
                for match in self.network.matches.get(source, ()):
                    if (regime, measure) in self.network.passes_on(self.network.listings[match.place]):
                        evidence = self._ownership_evidence(finding, node, source, match, measure)
                        found[match.place].add("ownership", _band(finding, node, match), evidence, edges)

    def _ownership_evidence(
        self, finding: Finding, node: Node, source: str, match: PartyMatch, measure: str
    ) -> list[Evidence]:
        policy, item, name_of = finding.policy, self.network.listings[match.place], self.network.name_of
        path = "; ".join(sentences(finding, self.network.name_of))
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
                detail=f"{name_of(node.party)} is known by {node.how}; {_told(name_of(source), item, match)}",
            ),
            Evidence(
                feature="ownership_policy",
                value=0.5,
                detail=f"what passes on: {measure}{since}{unnamed}. {policy.note} {policy.source_url}. No legal advice",
            ),
        ]

    def _say_links(self, node: Node, found: dict[int, LinkFindings]) -> None:
        for tie in self.network.ties.get(node.party, ()):
            first, second = self.network.root(tie.first), self.network.root(tie.second)
            other = second if first == node.party else first
            words = tie.role.replace("_", " ")
            said = words if words.endswith(_PREPOSITIONS) else f"{words} of"
            detail = f"{self.network.name_of(first)} is {said} {self.network.name_of(second)} ({tie.place})"
            self._say_link(node, other, detail, LinkEdge(first, second, words), found, tie.role in _CAUTION)
        for holding in (*self.network.graph.holders_of(node.party), *self.network.graph.held_by(node.party)):
            if holding.holds_on(self.network.date):
                owner, owned = self.network.name_of(holding.owner), self.network.name_of(holding.owned)
                words = (
                    f"controls {owned}" if holding.kind == "control" else f"holds {holding.share} of {owned}"
                )
                detail = f"{owner} {words} ({holding.place})"
                other = holding.owned if holding.owner == node.party else holding.owner
                edge = LinkEdge(holding.owner, holding.owned, holding.share)
                self._say_link(node, other, detail, edge, found, holding.kind == "control")

    def _say_link(
        self,
        node: Node,
        other: str,
        detail: str,
        edge: LinkEdge,
        found: dict[int, LinkFindings],
        caution: bool = False,
    ) -> None:
        for match in self.network.matches.get(other, ()):
            answer = found[match.place]
            if edge in answer.edges:
                continue  # the arithmetic of ownership has said it
            item = self.network.listings[match.place]
            text = f"{detail}; {_told(self.network.name_of(other), item, match)}"
            band: Band = "review" if caution and match.certain and node.certain else "low"
            known = f"; {self.network.name_of(node.party)} is known by {node.how}"
            answer.add("link", band, [Evidence(feature="link", value=0.6, detail=text + known)], [edge])


_PREPOSITIONS = (" by", " to", " for", " of", " with", " in")


def _told(name: str, item: Listing, match: PartyMatch) -> str:
    """Which listing a party is, and how that is known."""
    title = f"{item.list} {item.entity_id}"
    return f"{name} is {title if name == item.name else f'{item.name} ({title})'} {match.how}"


def _band(finding: Finding, node: Node, match: PartyMatch) -> Band:
    """Owned, and certain who is who: match. A name alone, or a share that isn't known: one lower each."""
    level = 2 - (finding.verdict == "unknown") - (not (node.certain and match.certain))
    return BANDS[level]
