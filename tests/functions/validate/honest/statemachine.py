from enum import Enum, IntEnum, auto
from typing import Self, assert_never


class State(Enum):
    OPEN = auto()
    PAID = auto()
    CANCELLED = auto()

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls[text.upper()]

    def next(self) -> list["State"]:
        match self:
            case State.OPEN:
                return [State.PAID, State.CANCELLED]
            case State.PAID | State.CANCELLED:
                return []
            case _:
                assert_never(self)


class Level(IntEnum):
    LOW = 1


def statemachine(state: str) -> list[str]:
    return [s.name.lower() for s in State.parse(state).next()] + [str(len(Level.__members__))]
