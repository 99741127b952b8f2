"""Reads the cells of a sheet once, however often pandas is asked to make a table of them."""

MAX_CELLS = 300_000


class SheetCells:
    """Stands between an open pd.ExcelFile and its reader; a pandas that is made in another way reads as often as it is asked."""

    def __init__(self, file):
        reader = getattr(file, '_reader', None)
        self._engine, self._title, self._few, self._sheet, self._kept = file.engine, None, False, None, None
        if hasattr(reader, 'get_sheet_by_name') and hasattr(reader, 'get_sheet_data'):
            self._sheet_of, self._rows_of = reader.get_sheet_by_name, reader.get_sheet_data
            reader.get_sheet_by_name, reader.get_sheet_data = str, self._rows

    def keep(self, title, facts):
        """From now on this is the sheet whose cells are kept, unless they are too many."""
        self._title, self._few, self._kept = title, 0 < facts.area <= MAX_CELLS, None
        self._sheet = facts.calamine_sheet if self._engine == 'calamine' else None

    def _rows(self, title, count=None):
        if title != self._title or not self._few:
            return self._read(title, count)
        if self._kept is None:
            self._kept = self._read(title)
        return [[*row] for row in self._first(count)]  # pandas may change the lists

    def _first(self, count):
        if count is None or count >= len(self._kept):
            return self._kept
        return without_margin(self._kept[:count]) if self._engine == 'openpyxl' else self._kept[:count]

    def _read(self, title, count=None):
        known = title == self._title and self._sheet is not None
        sheet = self._sheet if known else self._sheet_of(title)
        rows = self._rows_of(sheet, count)
        if hasattr(sheet, 'close'):
            sheet.close()
        return rows


def without_margin(rows):
    """Rows as openpyxl gives them when nothing stands below: no empty columns beside them, no empty rows at their end."""
    widths = [next((at for at in range(len(row), 0, -1) if row[at - 1] != ''), 0) for row in rows]
    end = next((at for at in range(len(rows), 0, -1) if widths[at - 1]), 0)
    width = max(widths, default=0)
    return [row[:width] for row in rows[:end]]
