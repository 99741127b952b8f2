import csv
import io


def parse_csv_text(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    rows = [{k.strip().lower(): (v or "").strip() for k, v in row.items() if k} for row in reader]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=rows[0].keys() if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return rows
