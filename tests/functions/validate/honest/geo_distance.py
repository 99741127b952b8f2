import math
from typing import NamedTuple, TypeAlias

Degrees: TypeAlias = float


class Point(NamedTuple):
    lat: Degrees
    lon: Degrees


def geo_distance(a: Point, b: Point, unit: str = "km") -> float:
    φ1, φ2 = math.radians(a.lat), math.radians(b.lat)
    Δφ = φ2 - φ1
    Δλ = math.radians(b.lon - a.lon)
    h = math.sin(Δφ / 2) ** 2 + math.cos(φ1) * math.cos(φ2) * math.sin(Δλ / 2) ** 2
    distance = 2 * 6371.0088 * math.asin(math.sqrt(h))
    return distance * {"km": 1, "mi": 0.621371}[unit]
