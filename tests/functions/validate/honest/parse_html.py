import html
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup, Tag


def parse_html(document: str, selector: str = "table") -> list[list[str]]:
    soup = BeautifulSoup(document, "html.parser")
    table = soup.select_one(selector)
    if not isinstance(table, Tag):
        root = ET.fromstring(document)
        return [[html.unescape(cell.text or "") for cell in row] for row in root.iter("row")]
    return [[cell.get_text(strip=True) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
