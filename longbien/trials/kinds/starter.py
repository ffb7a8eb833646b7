"""What a new kind of trial begins with: a small one that is in order, in every language of the hub."""

import json
import re
from collections.abc import Mapping
from string import Template

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
KIND = Template("""\
# A kind of trial. Change what stands right of a colon; keep the spaces at the beginning of a line.
kind: $name
title: $title
summary: $summary
# place: assumed                 # when telemetry says no position: it is inside the first area of the licence
amounts:                         # what is counted only so that others can be counted against it
  sessions: {name: $sessions}    # most: distance (metres) or seconds, when the caps of a plan bound it
measures:                        # what a guardrail may limit, a site-day or a vehicle-day
  incident: {name: $incident, unit: site-day}
  # statistic: betting is meant when nothing is said; rate (in so much of an amount) or failure (a share of tries)
  failed_session: {name: $failed, unit: site-day, statistic: failure, against: sessions}
guardrails:                      # what the hub proposes; no law, so every one says why
  - {measure: incident, limit: 0, per: 1, basis: hub-rule, why: $why_incident}
  - {measure: failed_session, limit: 5, per: 100, basis: hub-rule, why: $why_failed}
telemetry:                       # keys of incoming lines, and which of ours they stand for
  - {key: session_count, measure: sessions}
  - {key: failures, measure: failed_session}
  # - {key: speed_ms, column: speed_kmh, times: 3.6}
caps: [area, hours, devices, participants]      # the limits of a plan that mean something for it
requires:                        # what a plan must have: a part of the form by its key, or a guardrail
  - {guardrail: incident, basis: hub-rule, why: $why_stop}
# disengagements: true            # vehicles that drive themselves: each time somebody takes over is told one by one
# moves: true                     # what is tested moves: fixed sensors beside it are none of its devices
# mds: {mode: delivery-robots, vehicle_type: delivery_robot}      # for mobility, as MDS 2.0 calls it
""")
WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Loại thử nghiệm mới", "New kind of trial"),
    "summary": ("Thử nghiệm cái gì, trong một câu.", "What is tried, in one sentence."),
    "sessions": ("Lượt sử dụng", "Sessions"),
    "incident": ("Sự cố", "Incidents"),
    "failed": ("Lượt không thành", "Failed sessions"),
    "why_incident": ("Một sự cố là đủ để dừng và xem lại.", "One incident is enough to stop and look."),
    "why_failed": ("Không quá năm phần trăm lượt không thành.", "At most five sessions in a hundred fail."),
    "why_stop": ("Sự cố phải làm thử nghiệm dừng.", "An incident has to stop the trial."),
}


def starter(name: str, languages: tuple[str, ...]) -> str:
    """The text of a new kind's file. ValueError for a name that no file and no address can have."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not a good name for a kind: {name!r}")
    return KIND.substitute({"name": name, **{key: _written(key, languages) for key in WORDS}})


def _written(key: str, languages: tuple[str, ...]) -> str:
    vi, en = WORDS[key]
    said = {language: vi if language == "vi" else en for language in languages}
    return "{" + ", ".join(f"{code}: {json.dumps(words, ensure_ascii=False)}" for code, words in said.items()) + "}"
