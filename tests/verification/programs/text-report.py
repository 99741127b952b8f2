import os
import shutil
from pathlib import Path
from string import Template
from textwrap import dedent, fill

import pandas as pd

df = pd.read_csv('data.csv')
out = Path('report')
out.mkdir(parents=True, exist_ok=True)
template = Template('Total: $total\nRows: $rows\n')
(out / 'summary.txt').write_text(template.substitute(total=df['amount'].sum(), rows=len(df)), encoding='utf-8')
html = '<h1>{title}</h1><p>{0:.2f} {row[name]} {person.name}</p>'
markdown = dedent(f"""
    # Report
    | column | mean |
    |---|---|
    {df.mean(numeric_only=True).to_markdown() if False else ''}
""")
with open(os.path.join('report', 'report.md'), 'w') as handle:
    handle.write(markdown)
    handle.writelines(fill(line, 80) + os.linesep for line in ['a', 'b'])
df.to_html(out / 'table.html')
df.head(20).to_json(out.joinpath('head.json'), orient='records')
shutil.make_archive('report_archive', 'zip', 'report')
shutil.copy('data.csv', out / 'copy.csv')
for path in sorted(out.rglob('*')):
    print(path.relative_to(Path.cwd()) if path.is_absolute() else path, path.stat().st_size, path.suffix)
os.remove(out / 'copy.csv')
