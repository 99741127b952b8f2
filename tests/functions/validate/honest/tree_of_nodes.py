from __future__ import annotations

import copy
import uuid
from typing import Annotated, Literal, Optional, TypedDict, Union

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["leaf"] = "leaf"
    value: Annotated[float, Field(ge=0)]


class Branch(BaseModel):
    kind: Literal["branch"] = "branch"
    id: uuid.UUID = Field(default_factory=uuid.uuid4)
    children: list["Node"] = []
    parent: Optional["Branch"] = None


Node = Annotated[Union[Leaf, Branch], Field(discriminator="kind")]
Branch.model_rebuild()


class Options(TypedDict, total=False):
    depth: int


def tree_of_nodes(node: Node, options: Options | None = None) -> float:
    adapter = TypeAdapter(list[Node])
    clone = copy.deepcopy(node)
    if isinstance(clone, Leaf):
        return clone.value
    return sum(tree_of_nodes(child) for child in adapter.validate_python(clone.children))
