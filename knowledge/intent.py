"""What a follower wants: an answer, to complain, a figure, a person, or nothing of ours."""

from typing import Literal

Intent = Literal["faq", "complaint", "calculate", "human", "other"]
