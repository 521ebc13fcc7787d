"""Ownership hits: queries that are owned or controlled by listed parties, or linked to them.

`Screener(..., links=...)` uses it. No legal advice: the policies are data with their sources, and what links don't show
they don't exclude.
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
from sanctionscreen.ownership.parse import party_key
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
"""Roles by which a listed party may act through another: band `review`. Other links are `low`."""


@dataclass(frozen=True, slots=True)
class LinkedParty:
    """A party of the links that a query is.

    Attributes:
        id: of the party.
        how: how that is known: by its id or an identifier, or by name alone.
        certain: whether it is more than a name.
    """

    id: str
    how: str
    certain: bool


class OwnershipSearch:
    """Finds what links to listed parties say about a query.

    Attributes:
        network: parties, holdings and links, and which parties are listed.
    """

    def __init__(self, network: LinkNetwork) -> None:
        """Index the parties from which links lead to a listing."""
        self.network = network
        self._analyses = list(network.analyses())
        self._by_id: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_number: dict[str, list[tuple[str, NormalisedIdentifier]]] = defaultdict(list)
        self._index()

    @property
    def policies(self) -> list[str]:
        """The policies that were applied, each in a line with its source."""
        policies = (analysis.policy for analysis, _, _ in self._analyses)
        return list(dict.fromkeys(f"{policy.title}; {policy.source}" for policy in policies))

    def parties_of(self, query: Query) -> list[LinkedParty]:
        """The parties of the links that a query is."""
        parties: dict[str, LinkedParty] = {}
        if query.query_id and (root := self._by_id.get(party_key(query.query_id))) is not None:
            parties[root] = LinkedParty(root, f"its id {query.query_id}", True)
        for identifier in query.identifiers:
            number = normalise_identifier(identifier.type, identifier.value, identifier.country)
            for id, other in self._by_number.get(number.key, ()):
                if (strength := agreement(number, other)) and id not in parties:
                    how = f"{identifier.type} {identifier.value}"
                    parties[id] = LinkedParty(id, how, strength == "strong")
        for name in query.all_names():
            for id in self._by_name.get(fold(name), ()):
                if id not in parties:
                    how = f"its name, {self.network.name_of(id)}, alone"
                    parties[id] = LinkedParty(id, how, False)
        return list(parties.values())

    def findings(self, query: Query) -> dict[int, LinkFindings]:
        """What links say about a query, by the position of each listing that they lead to."""
        findings: dict[int, LinkFindings] = defaultdict(LinkFindings)
        for party in self.parties_of(query):
            self._add_identity(party, findings)
            self._add_ownership(party, findings)
            self._add_links(party, findings)
        return dict(findings)

    def picture(self, query: Query) -> str:
        """The links that lead to a query, as SVG; empty if none do."""
        from sanctionscreen.ownership.svg import Arrow, Box, Style, draw  # late: few ask for a picture

        edges = list(dict.fromkeys(edge for item in self.findings(query).values() for edge in item.edges))
        if not edges:
            return ""
        network = self.network
        own = {party.id for party in self.parties_of(query)}
        boxes = []
        for id in dict.fromkeys(end for edge in edges for end in (edge.first, edge.second)):
            style: Style = "query" if id in own else "listed" if id in network.matches else "between"
            listings = [network.listings[match.listing] for match in network.matches.get(id, ())]
            ids = ", ".join(f"{listing.list} {listing.entity_id}" for listing in listings)
            boxes.append(Box(id, f"{network.name_of(id)} ({ids})" if ids else network.name_of(id), style))
        name = next(iter(query.all_names()), query.query_id)
        arrows = [Arrow(edge.first, edge.second, edge.label) for edge in edges]
        return draw(f"Who holds {name}, on {network.date}", boxes, arrows)

    def _leading(self) -> set[str]:
        """The parties from which anything leads to a listing: they are one, are owned by one, or are linked to one."""
        network = self.network
        leading = set(network.matches)
        for analysis, _, _ in self._analyses:
            leading.update(analysis.parties())
        for party in network.matches:
            links = network.links.get(party, ())
            leading.update(network.root(end) for link in links for end in (link.first, link.second))
            leading.update(holding.owned for holding in network.graph.held_by(party))
            leading.update(holding.owner for holding in network.graph.holders_of(party))
        return leading

    def _index(self) -> None:
        """Index the parties that lead to a listing, so that other queries cost no more than a lookup."""
        leading = self._leading()
        for id, party in self.network.parties.items():
            root = self.network.root(id)
            if root not in leading:
                continue
            self._by_id[id] = root
            if party.of_list and id not in self.network.same and party.listing:
                continue  # a listing of the lists themselves is found by screening, not by its links
            for name in party.names:
                if root not in (roots := self._by_name[fold(name)]):
                    roots.append(root)
            for identifier in party.identifiers:
                number = normalise_identifier(identifier.type, identifier.value, identifier.country)
                if not number.placeholder:
                    self._by_number[number.key].append((root, number))

    def _add_identity(self, party: LinkedParty, findings: dict[int, LinkFindings]) -> None:
        for match in self.network.matches.get(party.id, ()):
            if not (party.certain or match.certain):
                continue  # names on both sides say no more than the query's own name does
            listing = self.network.listings[match.listing]
            title = f"{listing.name} ({listing.list} {listing.entity_id})"
            name = self.network.name_of(party.id)
            detail = f"known by {party.how}, this is {name} in the links, which is {title} {match.how}"
            band: Band = "match" if match.certain and party.certain else "review"
            findings[match.listing].add("link", band, [Evidence(feature="link", value=1.0, detail=detail)])

    def _add_ownership(self, party: LinkedParty, findings: dict[int, LinkFindings]) -> None:
        for analysis, regime, measure in self._analyses:
            finding = analysis.find(party.id)
            if finding.verdict == "not shown":
                continue
            holdings = [holding for step in finding.steps for holding in step.holdings]
            edges = [LinkEdge(holding.owner, holding.owned, holding.share) for holding in holdings]
            for source in finding.sources:
                for match in self.network.matches.get(source, ()):
                    if (regime, measure) in self.network.passes_on(self.network.listings[match.listing]):
                        evidence = self._ownership_evidence(finding, party, source, match, measure)
                        band = _ownership_band(finding, party, match)
                        findings[match.listing].add("ownership", band, evidence, edges)

    def _ownership_evidence(
        self, finding: Finding, party: LinkedParty, source: str, match: PartyMatch, measure: str
    ) -> list[Evidence]:
        policy, listing, name_of = finding.policy, self.network.listings[match.listing], self.network.name_of
        widest = f"; no policy is known for {listing.list}, and this is the widest"
        unnamed = "" if regime_of(listing.list) else widest
        since = f", in force since {policy.since}" if policy.since else ""
        return [
            Evidence(
                feature="ownership",
                value=0.5 if finding.verdict == "unknown" else 1.0,
                detail="; ".join(sentences(finding, name_of)),
            ),
            Evidence(
                feature="ownership_parties",
                value=1.0 if party.certain and match.certain else 0.7,
                detail=f"{name_of(party.id)} is known by {party.how}; {_identified(name_of(source), listing, match)}",
            ),
            Evidence(
                feature="ownership_policy",
                value=0.5,
                detail=f"what passes on: {measure}{since}{unnamed}. {policy.note} {policy.source_url}. No legal advice",
            ),
        ]

    def _add_links(self, party: LinkedParty, findings: dict[int, LinkFindings]) -> None:
        name_of, graph = self.network.name_of, self.network.graph
        for link in self.network.links.get(party.id, ()):
            first, second = self.network.root(link.first), self.network.root(link.second)
            role = link.role.replace("_", " ")
            verb = role if role.endswith(_PREPOSITIONS) else f"{role} of"
            detail = f"{name_of(first)} is {verb} {name_of(second)} ({link.location})"
            other = second if first == party.id else first
            edge = LinkEdge(first, second, role)
            self._add_link(party, other, detail, edge, findings, caution=link.role in _CAUTION)
        for holding in (*graph.holders_of(party.id), *graph.held_by(party.id)):
            if holding.holds_on(self.network.date):
                controls = holding.kind == "control"
                verb = "controls" if controls else f"holds {holding.share} of"
                detail = f"{name_of(holding.owner)} {verb} {name_of(holding.owned)} ({holding.location})"
                other = holding.owned if holding.owner == party.id else holding.owner
                edge = LinkEdge(holding.owner, holding.owned, holding.share)
                self._add_link(party, other, detail, edge, findings, caution=controls)

    def _add_link(
        self,
        party: LinkedParty,
        other: str,
        detail: str,
        edge: LinkEdge,
        findings: dict[int, LinkFindings],
        *,
        caution: bool,
    ) -> None:
        for match in self.network.matches.get(other, ()):
            of_listing = findings[match.listing]
            if edge in of_listing.edges:
                continue  # the arithmetic of ownership has said it
            listing, name_of = self.network.listings[match.listing], self.network.name_of
            identified = _identified(name_of(other), listing, match)
            text = f"{detail}; {identified}; {name_of(party.id)} is known by {party.how}"
            band: Band = "review" if caution and match.certain and party.certain else "low"
            of_listing.add("link", band, [Evidence(feature="link", value=0.6, detail=text)], [edge])


_PREPOSITIONS = (" by", " to", " for", " of", " with", " in")


def _identified(name: str, listing: Listing, match: PartyMatch) -> str:
    """Which listing a party is, and how that is known."""
    title = f"{listing.list} {listing.entity_id}"
    return f"{name} is {title if name == listing.name else f'{listing.name} ({title})'} {match.how}"


def _ownership_band(finding: Finding, party: LinkedParty, match: PartyMatch) -> Band:
    """`match` if owned and both parties are certain; one lower each for a name alone and for an unknown share."""
    level = 2 - (finding.verdict == "unknown") - (not (party.certain and match.certain))
    return BANDS[level]
