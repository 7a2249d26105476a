"""Roadmaps: overview, strands, what concerns a region, and where the items stand."""

from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup

from bot.domain.actions import Ask
from bot.domain.exchange import Button, Rows
from bot.domain.messages import RoadmapAnswer, RoadmapList
from bot.domain.roadmap import Item, Roadmap, Strand
from bot.render.context import Context, Draft, lines, rows
from bot.render.regions import heading as region_heading
from bot.render.roadmap_said import said


def answer(message: RoadmapAnswer, context: Context) -> Draft:
    """What the roadmaps that the reader may see say on the topic."""
    match message.topic:
        case "overview":
            return _overview(message, context)
        case "strand":
            return _strand(message, context)
        case "region":
            return _region(message.target, context)
        case "status":
            return _status(message, context)
        case _:
            assert_never(message.topic)


def roadmap_list(_message: RoadmapList, context: Context) -> Draft:
    """The roadmaps, one button each."""
    words = context.words
    roadmaps = context.pack.roadmaps
    if not roadmaps:
        return Draft((words.html("roadmaps.none"), context.way_in()), (context.menu(),))
    names = (Markup("• {}").format(words.safe(context.title(roadmap.title))) for roadmap in roadmaps)
    return Draft(
        (lines(words.html("roadmaps.title"), *names), context.sources(*(roadmap.source for roadmap in roadmaps))),
        rows((_overview_button(roadmap, context) for roadmap in roadmaps), width=1),
    )


def find_strand(target: str, context: Context) -> tuple[Roadmap, Strand] | None:
    """A strand by its id, with the roadmap that it is part of."""
    for roadmap in context.pack.roadmaps:
        for strand in roadmap.strands:
            if strand.id == target:
                return roadmap, strand
    return None


def _overview(message: RoadmapAnswer, context: Context) -> Draft:
    roadmap = _roadmap(message.target, context)
    if roadmap is None:
        return context.gone()
    words = context.words
    strands = (Markup("• {}").format(words.safe(context.title(strand.title))) for strand in roadmap.strands)
    return Draft(
        (
            lines(_heading(roadmap, context), _period(roadmap, context)),
            context.body(roadmap.summary) if roadmap.summary else Markup(),
            lines(words.html("roadmap.strands"), *strands) if roadmap.strands else Markup(),
            *said(message.said, context),
            context.sources(roadmap.source),
        ),
        (*_strand_buttons(roadmap.strands, context), (_status_button(roadmap.id, context),)),
    )


def _strand(message: RoadmapAnswer, context: Context) -> Draft:
    found = find_strand(message.target, context)
    if found is None:
        return context.gone()
    roadmap, strand = found
    items = [item for item in roadmap.items if item.strand == strand.id]
    if strand.description:
        about = context.body(strand.description)
    else:
        about = Markup() if items else context.words.html("roadmap.strand.nothing")
    return Draft(
        (
            lines(_strand_heading(strand, context), _part_of(roadmap, context)),
            about,
            _items(items, context),
            *said(message.said, context),
            context.sources(roadmap.source),
        ),
        (
            *context.when_lacking("roadmap.strand", strand.id),
            *rows((_status_button(strand.id, context), _overview_button(roadmap, context))),
        ),
    )


def _region(target: str, context: Context) -> Draft:
    region = context.pack.region(target)
    roadmaps = context.pack.roadmaps
    if region is None or not roadmaps:
        return context.gone()
    parts: list[Markup] = []
    for roadmap in roadmaps:
        items = [item for item in roadmap.items if target in item.regions]
        if items:
            parts += [_heading(roadmap, context), _items(items, context), context.sources(roadmap.source)]
    if not parts:
        nothing = context.words.html("roadmap.region.nothing")
        parts = [nothing, context.sources(*(roadmap.source for roadmap in roadmaps))]
    return Draft(
        (region_heading(region, context), *parts),
        (
            *context.when_lacking("roadmap.region", region.id),
            *rows(
                (
                    *(_overview_button(roadmap, context) for roadmap in roadmaps[:3]),
                    context.button("button.region.secretariat", Ask("region.secretariat", region.id)),
                )
            ),
        ),
    )


def _status(message: RoadmapAnswer, context: Context) -> Draft:
    target = message.target
    roadmap = _roadmap(target, context)
    strand = find_strand(target, context)
    region = context.pack.region(target)
    own = [(of, item) for of in context.pack.roadmaps for item in of.items if item.id == target]
    if roadmap is not None:
        head, items, of = _heading(roadmap, context), list(roadmap.items), [roadmap]
    elif strand is not None:
        head = lines(_strand_heading(strand[1], context), _part_of(strand[0], context))
        items, of = [item for item in strand[0].items if item.strand == target], [strand[0]]
    elif region is not None:
        of = list(context.pack.roadmaps)
        head = region_heading(region, context)
        items = [item for roadmap in of for item in roadmap.items if target in item.regions]
    elif own:
        of, items, head = [own[0][0]], [own[0][1]], _heading(own[0][0], context)
    else:
        return context.gone()
    listed = _items(items, context) if items else context.words.html("roadmap.status.nothing")
    return Draft(
        (head, listed, *said(message.said, context), context.sources(*(roadmap.source for roadmap in of))),
        (
            *context.when_lacking("roadmap.status", target),
            *rows(_overview_button(roadmap, context) for roadmap in of[:3]),
        ),
    )


def _items(items: Iterable[Item], context: Context) -> Markup:
    """Items, each with its status, day and owner as far as they are known."""
    return Markup("\n\n").join(_item(item, context) for item in items)


def _item(item: Item, context: Context) -> Markup:
    words = context.words
    return lines(
        Markup("• <b>{}</b>").format(words.safe(context.title(item.title))),
        context.body(item.description) if item.description else Markup(),
        words.html(f"roadmap.item.{item.status}"),
        words.html("roadmap.due", date=context.dates.day(item.due)) if item.due else Markup(),
        words.html("roadmap.owner", owner=context.title(item.owner)) if item.owner else Markup(),
    )


def _roadmap(target: str, context: Context) -> Roadmap | None:
    return next((roadmap for roadmap in context.pack.roadmaps if roadmap.id == target), None)


def _heading(roadmap: Roadmap, context: Context) -> Markup:
    return Markup("<b>{}</b>").format(context.words.safe(context.title(roadmap.title)))


def _strand_heading(strand: Strand, context: Context) -> Markup:
    return Markup("<b>{}</b>").format(context.words.safe(context.title(strand.title)))


def _part_of(roadmap: Roadmap, context: Context) -> Markup:
    return context.words.html("roadmap.part_of", roadmap=context.title(roadmap.title))


def _period(roadmap: Roadmap, context: Context) -> Markup:
    if roadmap.period is None:
        return Markup()
    first, last = roadmap.period
    return context.words.html("roadmap.period", first=first, last=last)


def _strand_buttons(strands: Iterable[Strand], context: Context) -> Rows:
    """A button a strand, one a row: their titles are long."""
    return rows(
        (
            context.labelled(context.words.value(context.title(strand.title)), Ask("roadmap.strand", strand.id))
            for strand in strands
        ),
        width=1,
    )


def _status_button(target: str, context: Context) -> Button:
    return context.button("button.roadmap.status", Ask("roadmap.status", target))


def _overview_button(roadmap: Roadmap, context: Context) -> Button:
    return context.labelled(context.words.value(context.title(roadmap.title)), Ask("roadmap.overview", roadmap.id))
