from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.audit import check_chain
from firsthand.formats.audit_logs import csv_lines, jsonl_lines, read_jsonl
from logs_kept import log_of


@given(st.integers(0, 12))
def test_a_log_as_it_was_written_is_whole(count: int) -> None:
    found = check_chain(log_of(count))
    assert (found.is_whole, found.count, found.why) == (True, count, "")


@given(st.integers(1, 8), st.data())
def test_any_change_is_seen_where_it_was_made(count: int, data: st.DataObject) -> None:
    events = log_of(count)
    place = data.draw(st.integers(0, count - 1))
    name = data.draw(st.sampled_from(["verb", "actor_id", "actor_kind", "subject_id", "subject_kind", "reason_digest"]))
    events[place] = replace(events[place], **{name: "something else"})
    assert check_chain(events).first_break == place + 1


@given(st.integers(2, 8), st.data())
def test_a_removed_line_is_seen_unless_it_was_the_last(count: int, data: st.DataObject) -> None:
    events = log_of(count)
    place = data.draw(st.integers(0, count - 2))
    assert check_chain(events[:place] + events[place + 1 :]).first_break == place + 1


def test_a_cut_off_end_is_seen_by_who_noted_the_head() -> None:
    events = log_of(5)
    head = events[-1].head
    assert check_chain(events, head).is_whole
    assert check_chain(events[:4]).is_whole
    assert check_chain(events[:4], head).first_break == 5


def test_a_log_written_anew_with_good_hashes_is_seen_by_who_noted_a_head() -> None:
    head, other = log_of(5)[2].head, log_of(5, "wsp_other")
    assert check_chain(other).is_whole
    assert not check_chain(other, head).is_whole


@given(st.integers(0, 6))
def test_a_file_reads_back_as_the_same_log(count: int) -> None:
    events = log_of(count)
    assert list(read_jsonl("".join(jsonl_lines(events)))) == events
    assert len(list(csv_lines(events))) == count + 1
