"""The opportunity tree of a study: a picture that can be edited, the same as an outline, and one page for each node."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import NotFound
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.disguises import disguises
from firsthand.domain.synthesis.opportunities import NodeKind, kinds_below, may_hang
from firsthand.formats.tree_picture import tree_picture
from firsthand.services import opportunities as service
from firsthand.services.board import board
from firsthand.services.opportunities import NodeForm, NodePage, NodeRow, TreePage
from firsthand.services.tree_files import TreeFormat, drawn_nodes, in_short, take_tree
from firsthand.services.tree_places import TreePlace, delete_branch
from firsthand.web.forms import PageForm
from firsthand.web.observation_views import observation_view
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

TYPES = {TreeFormat.SVG: "image/svg+xml", TreeFormat.MARKDOWN: "text/markdown"}


class NodeFields(PageForm):
    """What a member can write about a node."""

    text = forms.CharField(
        label=gettext_lazy("In one sentence"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    observations = forms.MultipleChoiceField(
        label=gettext_lazy("The observations that it rests on"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": service.CITES_NOTHING},
    )

    def offer(self, kind: NodeKind, choices: Sequence[tuple[str, str]], check: str) -> NodeFields:
        """Ask what this kind of node needs; `choices` are the study's observations, `check` looks words through."""
        self.fields["text"].help_text = HINTS[kind]
        if kind is NodeKind.OPPORTUNITY:
            self.choose("observations", choices)
            asks = {"hx-get": check, "hx-trigger": "input delay:400ms", "hx-target": "#disguises"}
            self.fields["text"].widget.attrs |= {**asks, "hx-swap": "outerHTML"}
        else:
            del self.fields["observations"]
        return self

    def filled(self) -> NodeForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return NodeForm(data["text"], data["note"], tuple(data.get("observations", ())))


HINTS = {
    NodeKind.OUTCOME: gettext_lazy("What is to change, and how one would see it: a number that customers move."),
    NodeKind.OPPORTUNITY: gettext_lazy(
        "A need, a pain or a wish in the words of the problem; there is more than one way to answer it."
    ),
    NodeKind.SOLUTION: gettext_lazy("One way to answer the opportunity above it."),
    NodeKind.TEST: gettext_lazy("What must be true for the solution to work, and the smallest way to find out."),
}


@dataclass(frozen=True, slots=True)
class NodeView:
    """One node, ready to print."""

    row: NodeRow
    label: str
    reach: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChosenView:
    """The chosen node with what may be done with it."""

    node: NodeView
    may_add: tuple[tuple[str, str], ...]  # kinds and what they are called
    places: tuple[tuple[str, str], ...]  # what it may be hung below: id and words


@require_safe
def tree(request: HttpRequest, study_id: str) -> HttpResponse:
    """The trees of a study, with one node in hand where one is chosen."""
    page = service.tree(actor(request), study_id)
    chosen = request.GET.get("node", "")
    here = reverse("opportunities", args=[study_id])
    links = {row.id: f"{here}?node={row.id}#node" for row in page.nodes}
    nodes = drawn_nodes(page.nodes)
    svg = tree_picture(nodes, page.study_title, links=links, chosen=chosen) if nodes else ""
    context = {
        "page": page,
        "nodes": [_node_view(row, links[row.id], chosen) for row in page.nodes],
        "picture": _picture(svg),
        "chosen": _chosen(page, chosen, links),
    }
    return render(request, "opportunities/tree.html", context)


def _picture(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  (formats.tree_picture escapes)


def _node_view(row: NodeRow, url: str, chosen: str) -> NodeView:
    is_opportunity = row.kind is NodeKind.OPPORTUNITY
    return NodeView(row, kind_label(row.kind), in_short(row.coverage) if is_opportunity else "", url, row.id == chosen)


def _chosen(page: TreePage, node_id: str, links: dict[str, str]) -> ChosenView | None:
    row = next((one for one in page.nodes if one.id == node_id), None)
    if row is None:
        return None
    kinds = tuple((kind.value, add_label(kind)) for kind in kinds_below(row.kind))
    return ChosenView(_node_view(row, links[row.id], node_id), kinds, _places(page.nodes, row))


def _places(rows: Iterable[NodeRow], row: NodeRow) -> tuple[tuple[str, str], ...]:
    """What a node may be hung below: not itself, nothing of its own branch."""
    inside, places = {row.id}, []
    for one in rows:
        if one.parent_id in inside:
            inside.add(one.id)
        elif one.id not in inside and may_hang(row.kind, one.kind):
            places.append((one.id, f"{kind_label(one.kind)}: {one.text}"))
    return tuple(places)


@require_safe
def node(request: HttpRequest, study_id: str, node_id: str) -> HttpResponse:
    """One node with what it rests on."""
    page = _page(actor(request), study_id, node_id)
    context = {
        "page": page,
        "label": kind_label(page.row.kind),
        "reach": in_short(page.row.coverage),
        "segments": ", ".join(page.row.coverage.segments),
        "observations": [observation_view(row) for row in page.observations],
        "above": [(row, kind_label(row.kind)) for row in page.above],
        "below": [(row, kind_label(row.kind)) for row in page.below],
        "may_add": [(kind.value, add_label(kind)) for kind in page.may_add],
        "is_opportunity": page.row.kind is NodeKind.OPPORTUNITY,
    }
    return render(request, "opportunities/node.html", context)


def _page(who: Actor, study_id: str, node_id: str) -> NodePage:
    page = service.node_page(who, node_id)
    if page.study_id != study_id:
        raise NotFound(_("There is nothing here, or nothing that you may see."))
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def new_node(request: HttpRequest, study_id: str) -> HttpResponse:
    """Write a node down below another one, or an outcome at the top."""
    who = changer(request)
    kind, parent = _kind(request.GET.get("kind", "")), request.GET.get("below", "")
    cited = request.GET.getlist("observation")
    form = NodeFields(request.POST or None, initial={"observations": cited}).offer(kind, *_offers(who, study_id))
    if request.method == "POST" and form.is_valid():
        is_saved, node_id = form.attempt(lambda: service.new_node(who, study_id, kind, form.filled(), parent))
        if is_saved:
            return _written(request, study_id, node_id or "", kind, form.cleaned_data["text"])
    return _form(request, form, study_id, kind, add_label(kind))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, study_id: str, node_id: str) -> HttpResponse:
    """Change what a node says and rests on."""
    who = changer(request)
    page = _page(who, study_id, node_id)
    row = page.row
    initial = {"text": row.text, "note": row.note, "observations": row.observation_ids, "version": row.version}
    form = NodeFields(request.POST or None, initial=initial).offer(row.kind, *_offers(who, study_id))
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(
            lambda: service.edit_node(who, node_id, form.filled(), form.cleaned_data["version"])
        )
        if is_saved:
            return _written(request, study_id, node_id, row.kind, form.cleaned_data["text"])
    return _form(request, form, study_id, row.kind, kind_label(row.kind))


@require_POST
def rename(request: HttpRequest, study_id: str, node_id: str) -> HttpResponse:
    """Change the words of a node in its place."""
    who = changer(request)
    page, text = _page(who, study_id, node_id), request.POST.get("text", "")
    service.rename_node(who, node_id, text, _version(request))
    return _written(request, study_id, node_id, page.row.kind, text)


@require_POST
def move(request: HttpRequest, study_id: str, node_id: str) -> HttpResponse:
    """Hang a node below another one, or put it before or behind a sibling."""
    who = changer(request)
    page = service.tree(who, study_id)
    row = next((one for one in page.nodes if one.id == node_id), None)
    if row is None:
        raise NotFound(_("There is nothing here, or nothing that you may see."))
    place = _step(page.nodes, row, request.POST.get("step", "")) or TreePlace(request.POST.get("below", ""))
    service.move_node(who, node_id, place, _version(request))
    say(request, _("Moved."))
    return redirect(_back(study_id, node_id))


def _step(rows: Sequence[NodeRow], row: NodeRow, step: str) -> TreePlace | None:
    """The place one earlier or later among the siblings; None for another kind of move."""
    if step not in ("earlier", "later"):
        return None
    order = [one.id for one in rows if one.parent_id == row.parent_id]
    at, parent = order.index(row.id), row.parent_id or ""
    if step == "earlier":
        return TreePlace(parent, before=order[at - 1] if at else order[min(1, len(order) - 1)])
    return TreePlace(parent, after=order[min(at + 1, len(order) - 1)])


@require_POST
def delete(request: HttpRequest, study_id: str, node_id: str) -> HttpResponse:
    """Take a node away with its branch."""
    undo_id = delete_branch(changer(request), node_id)
    say(request, _("Deleted, with what hung below it."), undo=undo_id)
    return redirect("opportunities", study_id)


@require_safe
def file(request: HttpRequest, study_id: str, wanted: str) -> HttpResponse:
    """The tree as a file to take away."""
    if wanted not in set(TreeFormat):
        raise NotFound(_("There is nothing here, or nothing that you may see."))
    taken = take_tree(actor(request), study_id, TreeFormat(wanted))
    answer = HttpResponse(taken.content, content_type=f"{TYPES[TreeFormat(wanted)]}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer


@require_safe
def check(request: HttpRequest, study_id: str) -> HttpResponse:
    """Whether words are a solution in disguise, as somebody types."""
    service.tree(changer(request), study_id)  # of a study that is there for whoever asks
    return render(request, "opportunities/disguises.html", {"found": disguises(request.GET.get("text", "")[:500])})


def kind_label(kind: NodeKind) -> str:
    """What a kind of node is called."""
    return {
        NodeKind.OUTCOME: _("Outcome"),
        NodeKind.OPPORTUNITY: _("Opportunity"),
        NodeKind.SOLUTION: _("Solution"),
        NodeKind.TEST: _("Assumption test"),
    }[kind]


def add_label(kind: NodeKind) -> str:
    """What adding one is called."""
    return {
        NodeKind.OUTCOME: _("Add an outcome"),
        NodeKind.OPPORTUNITY: _("Add an opportunity"),
        NodeKind.SOLUTION: _("Add a solution"),
        NodeKind.TEST: _("Add an assumption test"),
    }[kind]


def _kind(value: str) -> NodeKind:
    return NodeKind(value) if value in set(NodeKind) else NodeKind.OUTCOME


def _version(request: HttpRequest) -> int | None:
    sent = request.POST.get("version", "")[:9]
    return int(sent) if sent.isascii() and sent.isdecimal() else None


def _offers(who: Actor, study_id: str) -> tuple[list[tuple[str, str]], str]:
    """The study's observations in the order of the board, each with its theme; and where words are looked through."""
    page = board(who, study_id)
    lying = [(card, theme.name) for theme in page.themes for card in theme.cards]
    lying += [(card, "") for card in page.side]
    choices = [
        (card.id, f"{card.text} ({theme})" if theme else card.text)
        for card, theme in lying
        if not card.is_quote and card.text
    ]
    return choices, reverse("check_opportunity", args=[study_id])


def _written(request: HttpRequest, study_id: str, node_id: str, kind: NodeKind, text: str) -> HttpResponse:
    found = disguises(text) if kind is NodeKind.OPPORTUNITY else ()
    say(request, _("Saved. It reads like a solution; look at the remark beside it.") if found else _("Saved."))
    return redirect(_back(study_id, node_id))


def _back(study_id: str, node_id: str) -> str:
    return f"{reverse('opportunities', args=[study_id])}?node={node_id}#node"


def _form(request: HttpRequest, form: NodeFields, study_id: str, kind: NodeKind, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "study_id": study_id,
        "is_opportunity": kind is NodeKind.OPPORTUNITY,
        "found": disguises(form["text"].value() or "") if kind is NodeKind.OPPORTUNITY else (),
    }
    return render(request, "opportunities/form.html", context, status=400 if form.errors else 200)
