"""Writes the files of data/samples that the questions in its README are about, the same bytes every time."""

import io
import json
import random
import sys
import textwrap
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import docx
import h5py
import matplotlib
import numpy as np
import pandas as pd
import xarray as xr
from PIL import Image

matplotlib.use('Agg')
from matplotlib import pyplot as plt

folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / 'data/samples')
first_day = datetime(2024, 1, 1)
zip_date = (2024, 1, 1, 0, 0, 0)

contract = """\
SERVICE CONTRACT 2024-0117
between Northwind Traders and Contoso Consulting, signed on 2024-01-15.
1. Contacts
Northwind: Ann Lee, phone 555-1234, e-mail ann.lee@northwind.example
Contoso: Bo Chen, phone (212) 555-0187, e-mail bo.chen@contoso.example
Support: +49 30 9018 2000 on working days, support@contoso.example
2. Fees
The yearly fee is 12,500.00 EUR, due on 2024-02-01, order number 4500017723.
For questions on invoices call 555-9012 or write to ann.lee@northwind.example.
Terms: https://contoso.example/terms
"""


def write_contract():
    figure = plt.figure(figsize=(8.27, 11.69))
    for number, line in enumerate(contract.splitlines()):
        figure.text(0.1, 0.92 - 0.03 * number, line, size=10)
    metadata = {'Creator': None, 'Producer': None, 'CreationDate': None, 'Title': 'Service contract'}
    with plt.rc_context({'pdf.fonttype': 42}):
        figure.savefig(folder / 'contract.pdf', metadata=metadata)
    plt.close(figure)


def write_customers():
    names = ['Ann Lee', 'Bo Chen', 'Cara Diaz', 'Dan Roth', 'Eva Maas', 'Finn Berg', 'Gia Conti', 'Hal Moss']
    cities = ['Berlin', 'Paris', 'Oslo', 'Rome']
    people = [
        {'email': f'{name.split()[0].lower()}@mail.example', 'name': name, 'city': cities[number % 4]}
        for number, name in enumerate(names)
    ]
    for year, chosen in {2022: (0, 1, 2), 2023: (1, 3, 4, 5), 2024: (0, 1, 6, 7)}.items():
        rows = pd.DataFrame([people[index] for index in chosen])
        rows.to_csv(folder / f'customers_{year}.csv', index=False)


def write_api_logs():
    pick = random.Random(5)
    endpoints = {'/orders': 120, '/customers': 60, '/reports': 480}
    requests = []
    for number in range(60):
        endpoint = pick.choice(list(endpoints))
        requests.append(
            {
                'time': (first_day + timedelta(seconds=37 * number)).isoformat(),
                'endpoint': endpoint,
                'status': pick.choice([200, 200, 200, 404, 500]),
                'response_time_ms': endpoints[endpoint] + pick.randrange(0, 90),
            }
        )
    (folder / 'api_logs.json').write_text(json.dumps({'requests': requests}, indent=1) + '\n')


def write_report():
    document = docx.Document()
    document.add_heading('Annual report', level=1)
    document.add_paragraph('This report sums up the year.')
    document.add_heading('Sales', level=2)
    document.add_paragraph('Sales grew in every region.')
    document.add_paragraph('The north grew most.')
    document.add_heading('Costs', level=2)
    document.add_paragraph('Costs stayed flat.')
    document.add_heading('Outlook', level=1)
    document.add_paragraph('We expect a quiet year.')
    document.core_properties.created = document.core_properties.modified = first_day
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(folder / 'report.docx', 'w', zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name, zip_date), made.read(name), zipfile.ZIP_DEFLATED)


def write_config():
    names = ['orders', 'customers', 'archive']
    databases = ''.join(
        f'    <database name="{name}" timeout="{10 * (number + 1)}">\n'
        f'      <connectionString>Server=db{number + 1};Database={name};Port=5432</connectionString>\n'
        '    </database>\n'
        for number, name in enumerate(names)
    )
    (folder / 'config.xml').write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<configuration>\n  <databases>\n'
        f'{databases}  </databases>\n'
        '  <logging level="info"><path>logs/app.log</path></logging>\n</configuration>\n'
    )


def write_events():
    pick = random.Random(8)
    actions = ['view', 'view', 'view', 'search', 'cart', 'purchase']
    events = pd.DataFrame(
        {
            'timestamp': [first_day + timedelta(minutes=11 * number) for number in range(200)],
            'user_id': [pick.randrange(1, 31) for _ in range(200)],
            'action': [pick.choice(actions) for _ in range(200)],
            'seconds': [pick.randrange(1, 120) for _ in range(200)],
        }
    )
    events.to_parquet(folder / 'user_events.parquet', index=False)


def write_photos():
    places = [
        ('photo1.jpg', 'Canon EOS R6', '2024:01:15 09:30:00', (37, 46, 29.64), 'N', (122, 25, 9.84), 'W'),
        ('photo2.jpg', 'Canon EOS R6', '2024:01:16 18:05:10', (48, 51, 29.6), 'N', (2, 17, 40.2), 'E'),
        ('photo3.jpg', 'Pixel 8', '2024:02:03 12:00:00', None, None, None, None),
    ]
    for number, (name, camera, taken, latitude, north, longitude, east) in enumerate(places):
        image = Image.new('RGB', (64, 48), (60 * number, 120, 200 - 60 * number))
        exif = Image.Exif()
        exif[0x010F] = camera.split()[0]
        exif[0x0110] = camera
        exif.get_ifd(0x8769)[0x9003] = taken
        if latitude:
            exif.get_ifd(0x8825).update({1: north, 2: latitude, 3: east, 4: longitude})
        image.save(folder / name, exif=exif, quality=80)


def write_backup():
    tables = {'orders.csv': 25, 'customers.csv': 12, '2023/returns.csv': 7}
    with zipfile.ZipFile(folder / 'data_backup.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            text = io.StringIO()
            pd.DataFrame({'id': range(1, rows + 1), 'amount': [10 * row + 5 for row in range(rows)]}).to_csv(
                text, index=False
            )
            archive.writestr(zipfile.ZipInfo(name, zip_date), text.getvalue())
        archive.writestr(zipfile.ZipInfo('notes.txt', zip_date), 'Backup of the shop.\n')


def write_climate():
    with h5py.File(folder / 'climate_data.h5', 'w') as store:
        station = np.arange(3)[:, None]
        temperature = 10 + station * 2 + np.arange(12)[None, :] * 0.5
        temperature[2, 11] = np.nan
        measured = store.create_dataset('measurements/temperature', data=temperature, track_times=False)
        measured.attrs['units'] = 'Celsius'
        humidity = store.create_dataset('measurements/humidity', data=temperature * 4, track_times=False)
        humidity.attrs['units'] = 'percent'
        names = np.array(['Berlin', 'Oslo', 'Rome'], dtype='S8')
        stations = store.create_dataset('measurements/station', data=names, track_times=False)
        months = store.create_dataset('measurements/month', data=np.arange(1, 13), track_times=False)
        for scale, name in ((stations, 'station'), (months, 'month')):
            scale.make_scale(name)
        for dataset in (measured, humidity):
            dataset.dims[0].attach_scale(stations)
            dataset.dims[1].attach_scale(months)
        store.attrs['title'] = 'Monthly climate of three stations'


def write_weather():
    temperature = np.array([[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]])
    xr.Dataset(
        {'temperature': (('city', 'time'), temperature, {'units': 'degC'})},
        coords={'city': [1, 2], 'time': pd.date_range('2024-01-01', periods=3)},
    ).to_netcdf(folder / 'weather.nc', format='NETCDF3_CLASSIC', engine='scipy')


def write_foreign_text():
    text = textwrap.dedent("""\
        Der Fluß fließt über die Brücke, und die Brücke führt über den Fluß.
        Müde Männer hören schöne Lieder; die Männer träumen von Köln.
        Über Köln scheint die Sonne – die Straße führt zum Café.
    """)
    (folder / 'foreign_text.txt').write_bytes(text.encode('cp1252'))
    cities = 'Stadt;Land;Einwohner\nKöln;Deutschland;1084000\nZürich;Schweiz;436000\n'
    cities += 'München;Deutschland;1512000\n'
    (folder / 'cities_unknown.csv').write_bytes(cities.encode('latin-1'))


def write_compose():
    (folder / 'docker-compose.yml').write_text(
        textwrap.dedent("""\
        services:
          web:
            image: shop/web:2.1
            ports: ["8080:80"]
            environment:
              DB_HOST: database
              API_KEY: example-key
              PORT: 8080
          worker:
            image: shop/worker:2.1
            environment:
              - DB_HOST=database
              - QUEUE=orders
          database:
            image: postgres:16
        """)
    )


def write_advertising():
    pick = random.Random(14)
    rows = []
    for _ in range(40):
        tv, radio = pick.randrange(10, 300), pick.randrange(1, 50)
        sales = round(3 + 0.045 * tv + 0.19 * radio + pick.gauss(0, 1), 2)
        rows.append({'tv': tv, 'radio': radio, 'sales': sales})
    pd.DataFrame(rows).to_csv(folder / 'advertising.csv', index=False)


def write_reviews():
    reviews = [
        ('lamp', 5, 'Excellent lamp, wonderful warm light. Great battery life.'),
        ('lamp', 1, 'Terrible lamp. It was broken and the support was awful.'),
        ('desk', 4, 'A good desk, very happy with it.'),
        ('desk', 3, 'The desk has four legs and a drawer.'),
        ('chair', 2, 'Bad chair, uncomfortable and disappointing.'),
        ('chair', 5, 'Beautiful chair, great price, great battery life of the massage motor.'),
        ('lamp', 4, 'Nice lamp, good battery life.'),
        ('desk', 1, 'Horrible quality, the worst desk.'),
    ]
    pd.DataFrame(reviews, columns=['product', 'stars', 'review']).to_csv(folder / 'reviews.csv', index=False)


for write in (
    write_contract,
    write_customers,
    write_api_logs,
    write_report,
    write_config,
    write_events,
    write_photos,
    write_backup,
    write_climate,
    write_weather,
    write_foreign_text,
    write_compose,
    write_advertising,
    write_reviews,
):
    write()
