/** A table as it would be written without a fault. */
export interface Table {
  name: string;
  header: string[];
  rows: string[][];
}

const written: Record<string, string> = {
  prices: `
article|description|price|in stock
A-1001|Hammer, claw|$12.50|140
A-1002|Screwdriver set|$24.00|38
A-1003|Saw|$18.75|61
B-2001|Paint, white 5 l|$1,039.90|12
B-2002|Brush 2"|$4.20|230
B-2003|Roller|$7.95|95
C-3001|Ladder|$129.00|7
C-3002|Tarpaulin|$15.30|44
C-3003|Gloves|$3.10|410
C-3004|Goggles|$6.60|88`,
  people: `
first name|last name|born|e-mail|children
Ana|Lopes|1984-03-17|ana.lopes@example.org|2
Brian|O'Neill|1979-11-02|brian@example.org|0
Chiara|Rossi|1991-06-30|c.rossi@example.org|1
David|Kim|1988-01-12|david.kim@example.org|3
Eva|Novák|1995-09-25|eva@example.org|0
Farid|Haddad|1972-12-08|farid.h@example.org|4
Grace|Okafor|1986-07-19|grace@example.org|2
Hans|Müller|1969-04-04|hans.mueller@example.org|1
Ingrid|Berg|1990-10-10|ingrid@example.org|0`,
  orders: `
order|date|customer|items|total
00017|03/01/2024|Lime Ltd|3|45.90
00018|15/01/2024|Orange & Sons|1|9.99
00019|16/01/2024|Lime Ltd|12|310.00
00020|28/01/2024|Plum AG|2|18.40
00021|02/02/2024|Fig GmbH|7|99.95
00022|14/02/2024|Plum AG|1|5.00
00023|19/02/2024|Kiwi SA|4|61.20
00024|27/02/2024|Lime Ltd|9|204.10
00025|05/03/2024|Fig GmbH|2|33.30`,
  rivers: `
Fluss|Länge|mündet in|Städte
Rhein|1233|Nordsee|Köln, Basel
Elbe|1094|Nordsee|Dresden, Hamburg
Donau|2857|Schwarzes Meer|Ulm, Wien
Weser|452|Nordsee|Bremen
Oder|866|Ostsee|Breslau
Main|524|Rhein|Würzburg, Frankfurt
Mosel|544|Rhein|Trier
Neckar|367|Rhein|Tübingen`,
  cities: `
都市|人口|面積|創立
東京|13960000|2194.1|1943
大阪|2691000|225.3|1889
京都|1464000|827.8|1889
札幌|1952000|1121.3|1922
福岡|1581000|343.5|1889
神戸|1522000|557.0|1889
広島|1199000|906.7|1889`,
  towns: `
город|население|область|основан
Тула|473622|Тульская|1146
Орёл|303169|Орловская|1566
Калуга|337058|Калужская|1371
Рязань|528599|Рязанская|1095
Псков|193082|Псковская|903
Вологда|313944|Вологодская|1147
Пермь|1034002|Пермский край|1723`,
  islands: `
νησί|έκταση|κάτοικοι|νομός
Κρήτη|8336|634930|Ηράκλειο
Εύβοια|3684|191206|Εύβοια
Λέσβος|1633|86436|Λέσβου
Ρόδος|1401|115490|Δωδεκανήσου
Χίος|842|51390|Χίου
Κέρκυρα|592|102071|Κέρκυρας`,
  reviews: `
product|stars|review
Tent|5|Stood up to a storm, and dried within an hour. We'd buy it again.
Stove|2|Boils water slowly; the knob broke off after a week.
Lamp|4|Bright, light and cheap. The cable is short, though.
Boots|1|They call it "waterproof". It isn't.
Rope|5|Does what a rope should do: hold.
Map|3|Good paper, small print, no index.
Pack|4|Comfortable, even with 20 kg; the zips feel weak.
Flask|5|Keeps tea hot all day, every day.`,
  recipes: `
dish|minutes|ingredients
Pancakes|20|flour; milk; eggs; salt
Lentil soup|45|lentils; carrots; onion; stock
Omelette|10|eggs; butter; chives
Risotto|35|rice; stock; wine; parmesan
Ratatouille|60|aubergine; courgette; tomato; pepper
Tortilla|40|potatoes; eggs; onion; oil
Gazpacho|15|tomato; cucumber; pepper; bread`,
  survey: `
respondent|age|owns a car|satisfied|comment
1|34|yes|agree|
2|51|no|strongly agree|none
3|27|no|disagree|Too slow
4|45|yes|neutral|
5|62|yes|agree|Thank you!
6|39|no|agree|
7|23|no|strongly disagree|See above
8|58|yes|neutral|`,
  constants: `
substance|formula|solubility|melting point
Silver chloride|AgCl|1.77e-10|455
Barium sulfate|BaSO4|1.08e-10|1580
Calcium carbonate|CaCO3|3.36e-9|825
Lead iodide|PbI2|9.8e-9|402
Magnesium hydroxide|Mg(OH)2|5.61e-12|350
Zinc sulfide|ZnS|2e-25|1185`,
  flights: `
flight|from|to|departs|gate|seats
LH 401|JFK|FRA|16:05|B22|279
BA 117|LHR|JFK|08:25|A10|214
AF 006|CDG|JFK|13:30|K41|296
KL 641|AMS|JFK|17:20|E18|268
IB 6253|MAD|JFK|11:45|S12|288
TP 209|LIS|EWR|10:35|N07|168
SK 909|CPH|EWR|12:20|C33|262`,
  books: `
isbn|title|author|year|pages
9780141439518|Pride and Prejudice|Austen, Jane|1813|480
9780142437247|Moby-Dick|Melville, Herman|1851|720
9780141439471|Frankenstein|Shelley, Mary|1818|273
9780140449136|Crime and Punishment|Dostoyevsky, Fyodor|1866|671
9780199232765|War and Peace|Tolstoy, Leo|1869|1392
9780140449266|The Count of Monte Cristo|Dumas, Alexandre|1844|1276`,
  weather: `
day|low|high|rain|wind
2023-05-01|8.1|17.4|0.0|SW
2023-05-02|9.3||2.4|W
2023-05-03|7.7|14.9|11.8|NW
2023-05-04||16.2|0.2|
2023-05-05|6.4|18.8|0.0|S
2023-05-06|10.2|21.5||S
2023-05-07|11.9|22.0|5.1|SE
2023-05-08|9.0|15.3|7.7|NW`,
  places: `
place|latitude|longitude|height
Quito|-0.1807|-78.4678|2850
Nairobi|-1.2921|36.8219|1795
Reykjavik|64.1466|-21.9426|61
Hobart|-42.8821|147.3272|17
Lhasa|29.6520|91.1721|3656
Baku|40.4093|49.8671|-28
Ushuaia|-54.8019|-68.3030|23`,
  ledger: `
date|text|debit|credit
2024-01-02|Opening balance||1500.00
2024-01-05|Rent, January|-700.00|
2024-01-09|Invoice 17||420.50
2024-01-12|Office supplies|-63.20|
2024-01-20|Invoice 18||1010.00
2024-01-25|Insurance|-89.90|
2024-01-31|Interest||0.42`,
};

/** Twenty small tables of different kinds, in a fixed order. */
export const tables: Table[] = [
  ...Object.entries(written).map(([name, text]) => tableOf(name, text)),
  made(
    'sensors',
    ['time', 'sensor', 'temperature', 'humidity'],
    numbered(24, (row) => [
      `2024-06-01 ${String(row).padStart(2, '0')}:00:00`,
      `S${1 + (row % 3)}`,
      (14 + ((row * 7) % 90) / 10).toFixed(1),
      String(40 + ((row * 5) % 31)),
    ]),
  ),
  made(
    'stocks',
    ['date', 'open', 'high', 'low', 'close', 'volume'],
    numbered(20, (row) => [
      `2022-03-${String(row + 1).padStart(2, '0')}`,
      ...[100, 104, 97, 101].map((start) => (start + ((row * 37) % 50) / 4).toFixed(2)),
      String(120_000 + row * 3571),
    ]),
  ),
  made(
    'wide',
    ['station', ...numbered(40, (at) => `m${at + 1}`)],
    numbered(12, (row) => [`station ${row + 1}`, ...numbered(40, (at) => String((row * 31 + at * 17) % 97))]),
  ),
  made(
    'words',
    ['word', 'count'],
    numbered(60, (row) => [
      `${['river', 'stone', 'light', 'moss', 'ember'][row % 5]}${'abcdefghijkl'[Math.floor(row / 5)]}`,
      String(1 + ((row * 53) % 400)),
    ]),
  ),
];

function tableOf(name: string, text: string): Table {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|'));
  return { name, header, rows };
}

function made(name: string, header: string[], rows: string[][]): Table {
  return { name, header, rows };
}

function numbered<Item>(count: number, item: (at: number) => Item): Item[] {
  return Array.from({ length: count }, (_, at) => item(at));
}
