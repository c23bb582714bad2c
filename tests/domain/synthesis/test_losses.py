from __future__ import annotations

from datetime import date

from firsthand.domain.synthesis.losses import Loss, Lost, Thing, loss_sentence, number_lost
from firsthand.domain.synthesis.support import Side

DAY = date(2026, 11, 28)


def test_a_loss_says_how_much_which_side_how_and_when() -> None:
    one = Lost(1, Thing.QUOTE, Side.SUPPORTS, Loss.WITHDRAWN, DAY)
    some = Lost(3, Thing.NOTE, Side.CONTRADICTS, Loss.EXPIRED, DAY)
    assert loss_sentence(one) == "1 quote for this claim was withdrawn on 28 November 2026"
    assert loss_sentence(some) == (
        "3 notes against this claim were removed when their time to be kept was over on 28 November 2026"
    )
    assert number_lost((one, some)) == 4
