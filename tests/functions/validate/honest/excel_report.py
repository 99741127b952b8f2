from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

OUTPUT = Path("report.xlsx")


def excel_report(frame: pd.DataFrame, title: str = "Report") -> str:
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        frame.to_excel(writer, sheet_name=title[:31], index=False)
    workbook = openpyxl.load_workbook(buffer)
    sheet = workbook.active
    for index, column in enumerate(frame.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = max(10, len(str(column)) + 2)
        sheet.cell(row=1, column=index).font = Font(bold=True)
    workbook.save(OUTPUT)
    return OUTPUT.name
