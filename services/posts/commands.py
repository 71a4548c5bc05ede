"""Entering who holds a post, and the terms between elections. People decide; here it is only recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from models.branches import Branch
from models.enums.posts import Office, Selection
from models.posts import BranchPost, BranchTerm
from services.access import audit
from services.access.actor import Actor
from services.branches.authority import branch_to_keep
from services.branches.kinds import KIND_LABELS
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.posts import errors, linking
from services.posts.term_rules import TERM_LENGTHS, last_day
from services.posts.warnings import OFFICE_LABELS

_POST = Text("任职记录", "The post")
_TERM = Text("届期", "The term")


@dataclass(frozen=True, slots=True)
class NewPost:
    """A person who takes up a post."""

    office: Office
    person_name: str
    selection: Selection
    from_on: date
    to_on: date | None = None
    document_no: str | None = None
    member_id: UUID | None = None
    """Without it the post is linked to the only member of the branch in this name, if there is just one."""


@dataclass(frozen=True, slots=True)
class NewTerm:
    """An election; `years` and `basis` only where the term is another than usual for the kind."""

    elected_on: date
    years: int | None = None
    basis: str | None = None
    document_no: str | None = None


@dataclass(frozen=True, slots=True)
class Postponement:
    """The approval of the higher organisation to hold the election later."""

    postponed_to: date
    document_no: str
    approved_on: date


async def take_up(session: WriteSession, actor: Actor, branch_id: UUID, new: NewPost) -> BranchPost:
    """Enter a post. Errors: of `branch_to_keep` and `link`, `post.ends_before_it_begins`, `post.secretary_taken`."""
    branch = await branch_to_keep(session, actor, branch_id)
    post = BranchPost(
        branch_id=branch_id,
        office=new.office,
        person_name=new.person_name,
        selection=new.selection,
        from_on=new.from_on,
        to_on=new.to_on,
        document_no=new.document_no,
    )
    await linking.link(session, actor, post, new.member_id)
    await _check_post(session, post)
    session.add(post)
    await session.flush()
    _record(session, actor, "post.take_up", branch, post.id, audit.changed({}, _facts(post)))
    return post


async def amend(
    session: WriteSession, actor: Actor, branch_id: UUID, post_id: UUID, version: int, changes: Mapping[str, Any]
) -> BranchPost:
    """End a post, or correct its record; `changes` by column. Errors: as `take_up`, `not_found`, `stale_version`."""
    branch = await branch_to_keep(session, actor, branch_id)
    post = await session.get(BranchPost, post_id, with_for_update=True, populate_existing=True)
    if post is None or post.branch_id != branch_id:
        raise NOT_FOUND(what=_POST)
    if post.version != version:
        raise STALE(current=post.version, given=version)
    before = _facts(post)
    for name, value in changes.items():
        setattr(post, name, value)
    if not {"member_id", "person_name"}.isdisjoint(changes):
        await linking.link(session, actor, post, changes.get("member_id"), alone="member_id" not in changes)
    await _check_post(session, post)
    await session.flush()
    _record(session, actor, "post.amend", branch, post.id, audit.changed(before, _facts(post)))
    return post


async def begin_term(session: WriteSession, actor: Actor, branch_id: UUID, new: NewTerm, today: date) -> BranchTerm:
    """Enter an election, from which the next one is reckoned.

    Errors: those of `branch_to_keep`, `post.no_election`, `post.elected_in_future`, `post.basis_missing`,
    `post.term_known`.
    """
    branch = await branch_to_keep(session, actor, branch_id)
    usual = TERM_LENGTHS.get(branch.kind)
    label = KIND_LABELS[branch.kind]
    if usual is None:
        raise errors.NO_ELECTION(kind=label)
    if new.elected_on > today:
        raise errors.ELECTED_IN_FUTURE.at("/elected_on")
    years = new.years or usual.years
    if years != usual.years and new.basis is None:
        raise errors.BASIS_MISSING.at("/basis", kind=label, years=usual.years)
    known = select(BranchTerm.id).where(BranchTerm.branch_id == branch_id, BranchTerm.elected_on == new.elected_on)
    if await session.scalar(known) is not None:
        raise errors.TERM_KNOWN.at("/elected_on", elected_on=new.elected_on)
    term = BranchTerm(
        branch_id=branch_id,
        elected_on=new.elected_on,
        years=years,
        basis=new.basis or usual.rule,
        due_on=last_day(new.elected_on, years),
        document_no=new.document_no,
    )
    session.add(term)
    await session.flush()
    _record(session, actor, "term.begin", branch, term.id, audit.changed({}, _term_facts(term)))
    return term


async def postpone(
    session: WriteSession, actor: Actor, branch_id: UUID, term_id: UUID, version: int, given: Postponement
) -> BranchTerm:
    """Enter that an election is put off. More than a year is warned of, not refused: the article says "generally".

    Errors: those of `branch_to_keep`, `not_found`, `stale_version`, `post.term_over`, `post.postponed_backwards`.
    """
    branch = await branch_to_keep(session, actor, branch_id)
    term = await session.get(BranchTerm, term_id, with_for_update=True, populate_existing=True)
    if term is None or term.branch_id != branch_id:
        raise NOT_FOUND(what=_TERM)
    if term.version != version:
        raise STALE(current=term.version, given=version)
    later = select(BranchTerm.id).where(BranchTerm.branch_id == branch_id, BranchTerm.elected_on > term.elected_on)
    if await session.scalar(later.limit(1)) is not None:
        raise errors.TERM_OVER()
    if given.postponed_to <= term.due_on:
        raise errors.POSTPONED_BACKWARDS.at("/postponed_to", due_on=term.due_on)
    before = _term_facts(term)
    term.postponed_to = given.postponed_to
    term.postponement_document_no, term.postponement_approved_on = given.document_no, given.approved_on
    await session.flush()
    _record(session, actor, "term.postpone", branch, term.id, audit.changed(before, _term_facts(term)))
    return term


async def _check_post(session: WriteSession, post: BranchPost) -> None:
    if post.to_on is not None and post.to_on < post.from_on:
        raise errors.ENDS_BEFORE_IT_BEGINS.at("/to_on", from_on=post.from_on)
    if post.office is not Office.SECRETARY:
        return
    overlapping = select(BranchPost).where(
        BranchPost.branch_id == post.branch_id,
        BranchPost.office == Office.SECRETARY,
        or_(BranchPost.to_on.is_(None), BranchPost.to_on >= post.from_on),
    )
    if post.id is not None:
        overlapping = overlapping.where(BranchPost.id != post.id)
    if post.to_on is not None:
        overlapping = overlapping.where(BranchPost.from_on <= post.to_on)
    other = await session.scalar(overlapping.limit(1))
    if other is not None:
        raise errors.SECRETARY_TAKEN.at("/from_on", holder=other.person_name, from_on=other.from_on)


def _facts(post: BranchPost) -> dict[str, Any]:
    return {
        "office": OFFICE_LABELS[post.office].zh,
        "person_name": post.person_name,
        "member_id": post.member_id and str(post.member_id),
        "selection": post.selection.value,
        "from_on": post.from_on,
        "to_on": post.to_on,
        "document_no": post.document_no,
    }


def _term_facts(term: BranchTerm) -> dict[str, Any]:
    return {
        "elected_on": term.elected_on,
        "years": term.years,
        "basis": term.basis,
        "due_on": term.due_on,
        "postponed_to": term.postponed_to,
        "postponement_document_no": term.postponement_document_no,
    }


def _record(
    session: WriteSession, actor: Actor, action: str, branch: Branch, entity_id: UUID, changes: audit.Changes
) -> None:
    audit.record(
        session,
        actor,
        action,
        entity_kind=action.partition(".")[0],
        entity_id=entity_id,
        entity_name=branch.name,
        branch_id=branch.id,
        changes=changes,
    )
