"""What labels bring: draw, answer from a truth, train and put in force in one go, for `scv evaluate --labels`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scv.database import Place
from scv.governance.registry import Promotion, promote
from scv.governance.training import train_candidate
from scv.labels.questions import draw_sample
from scv.labels.session import answer_from_truth
from scv.labels.store import LabelStore
from scv.workbench import now

if TYPE_CHECKING:
    import duckdb


def learn_from_truth(place: Place, connection: duckdb.DuckDBPyConnection, count: int, seed: int) -> int:
    """Answer so many drawn pairs from the table `truth`, train with them, put the model in force; give the labels.

    There is no rehearsal: the PINs of a scratch database are nobody's.
    """
    sample = draw_sample(place, count, seed)
    given = answer_from_truth(sample.questions, LabelStore(place, sample.sample_id, "truth"), connection)
    model_id = train_candidate(place, "scv evaluate", f"{given.total():,} labels")
    promote(place, Promotion(model_id, "promotion", now(), "scv evaluate", "trained with labels", None, 0, 0, False))
    return given.total()
