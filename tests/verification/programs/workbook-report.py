from datetime import date

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

source = openpyxl.load_workbook('quarterly.xlsx', data_only=True)
report = openpyxl.Workbook()
sheet = report.active
sheet.title = 'Summary'
sheet.append(['Sheet', 'Revenue', 'Date'])
totals = {}
for name in source.sheetnames:
    rows = source[name].iter_rows(min_row=2, values_only=True)
    totals[name] = sum(row[1] for row in rows if isinstance(row[1], (int, float)))
    sheet.append([name, totals[name], date.today()])
for cell in sheet[1]:
    cell.font = Font(bold=True)
    cell.fill = PatternFill('solid', start_color='DDDDDD')
    cell.alignment = Alignment(horizontal='center')
sheet.column_dimensions[get_column_letter(2)].width = 20
sheet.cell(row=sheet.max_row + 1, column=2, value='=SUM(B2:B5)')
chart = BarChart()
chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=5), titles_from_data=True)
sheet.add_chart(chart, 'E2')
report.save('report.xlsx')
print(totals)
