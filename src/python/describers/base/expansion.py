"""What a packed file may unpack to before it is taken for a decompression bomb."""

from dataclasses import dataclass

from describers.base.problem import FileProblem


@dataclass(frozen=True)
class Bound:
    """How many times its packed size a file may unpack to."""

    ratio: int
    counts_from: int
    """Bytes up to which any ratio is fine."""
    advice: str

    def check(self, unpacked: int, packed: int) -> None:
        """Refuses what unpacks to so many bytes from so few."""
        if unpacked > self.counts_from and unpacked > self.ratio * packed:
            raise FileProblem(
                f'unpacks to more than {self.ratio} times its size, as decompression bombs do; {self.advice}'
            )


ARCHIVE = Bound(250, 16 << 20, 'give the files themselves')
# Sheets of a million equal rows were measured at 11 to 18 times with their cell references, at 260 times and 175 MiB without.
OFFICE = Bound(100, 200 << 20, 'save the part you need as a smaller file')
