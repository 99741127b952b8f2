/** What a piece of a question does; a question is a row of such pieces, which patterns match. */
export const kinds = [
  // What is asked for.
  'aggregate', // "average"
  'superlative', // "highest"
  'count', // "how many"
  'distinct',
  'describe',
  'sort',
  'direction', // "ascending"
  'correlation',
  'periodic', // "monthly"
  'period', // "month"
  'trend', // "over time"
  'chart',
  'compare',
  'every-source', // "across all sheets"
  'missing',
  'duplicates',
  'text-part', // "words", "lines"
  'structure',
  // How it hangs together.
  'rows', // "records"
  'per', // "for each"
  'in',
  'who', // "that have"
  'comparison', // "more than"
  'between',
  'and',
  'which',
  'show',
  // What the files hold.
  'column',
  'value',
  'name', // perhaps a value: "Atlantis"
  'source', // a file or a sheet
  'number',
] as const;

export type Kind = (typeof kinds)[number];

/** Kind, the word that the patterns work with, and the ways people say it. */
type Entry = readonly [kind: Kind, word: string, sayings: string];

export const entries: readonly Entry[] = [
  ['aggregate', 'mean', 'average|mean|avg|the average of|averages'],
  ['aggregate', 'sum', 'total|sum|totals|sum up|total sum|total amount of|overall total'],
  ['aggregate', 'median', 'median|middle value'],
  ['aggregate', 'std', 'standard deviation|std|stddev|standard deviations'],
  ['aggregate', 'min', 'min|minimum'],
  ['aggregate', 'max', 'max|maximum'],
  ['aggregate', 'q0.9', 'p90|90th percentile|90th percentile of'],
  ['aggregate', 'q0.95', 'p95|95th percentile|95th percentile of'],
  ['aggregate', 'q0.99', 'p99|99th percentile|99th percentile of'],
  ['superlative', 'largest', 'highest|largest|top|most|biggest|greatest'],
  ['superlative', 'common', 'most common|most frequent|most often occurring|commonest'],
  ['superlative', 'smallest', 'lowest|smallest|bottom|least|fewest'],
  [
    'count',
    '',
    'how many|number of|count|count of|total number of|total count of|counts|count the number of',
  ],
  ['distinct', '', 'distinct|unique|different'],
  [
    'describe',
    '',
    'describe|summary statistics|descriptive statistics|summary|summarize|summarise|statistics|overview|basic statistics|statistical summary',
  ],
  ['sort', '', 'sort|order|sorted|ordered|arrange'],
  [
    'direction',
    'asc',
    'ascending|ascending order|in ascending order|asc|from lowest to highest|lowest first|from low to high',
  ],
  [
    'direction',
    'desc',
    'descending|descending order|in descending order|desc|from highest to lowest|highest first|from high to low|largest first',
  ],
  [
    'correlation',
    '',
    'correlation|correlate|correlations|correlation matrix|correlated|correlation coefficient|correlation coefficients',
  ],
  ['periodic', 'M', 'monthly'],
  ['periodic', 'Y', 'yearly|annual|annually'],
  ['periodic', 'W', 'weekly'],
  ['periodic', 'Q', 'quarterly'],
  ['period', 'M', 'month|each month'],
  ['period', 'Y', 'year|each year'],
  ['period', 'W', 'week|each week'],
  ['period', 'Q', 'quarter|each quarter'],
  ['trend', '', 'trend|over time|trends|development over time|changes over time|time series'],
  ['chart', 'bar', 'bar chart|bar plot|bar graph|as a bar chart|in a bar chart|bar charts|barplot'],
  ['chart', 'line', 'line chart|line plot|line graph|as a line chart|in a line chart'],
  ['chart', 'histogram', 'histogram|distribution histogram'],
  [
    'chart',
    'any',
    'plot|chart|graph|draw|visualize|visualise|plot a graph|as a chart|in a chart|as a plot|draw a chart|make a chart|create a chart|draw a graph|create a plot',
  ],
  ['compare', '', 'compare|comparison|comparison between'],
  [
    'every-source',
    'sheet',
    'across all sheets|across sheets|across the sheets|between sheets|between the sheets|all sheets|sheets|per sheet|by sheet|for each sheet|in each sheet|in all sheets|each sheet',
  ],
  [
    'every-source',
    'file',
    'across all files|across files|across the files|between files|between the files|all files|files|per file|by file|for each file|in each file|in all files|each file',
  ],
  [
    'missing',
    '',
    'missing values|missing|null values|nulls|nan values|nans|empty values|empty cells|missing data|blank values|missing cells|missing values per column|missing values in each column|missing values by column|null values per column|null values in each column|missing values are in each column|missing values are there per column|missing values are there in each column',
  ],
  [
    'duplicates',
    '',
    'duplicates|duplicate|duplicated|duplicate rows|duplicated rows|duplicate records|repeated rows|duplicate values|duplicate entries',
  ],
  [
    'text-part',
    'frequency',
    'word frequency|word frequencies|word count frequency|frequency of words|frequencies of words|frequency of each word|how often does each word occur|how often each word occurs|word counts|frequent words|common words',
  ],
  ['text-part', 'words', 'words'],
  ['text-part', 'lines', 'lines'],
  ['text-part', 'characters', 'characters'],
  ['structure', '', 'structure|schema|shape|layout'],
  [
    'rows',
    'rows',
    'rows|records|entries|row|record|entry|data|dataset|table|data set|spreadsheet|data frame',
  ],
  [
    'per',
    '',
    'per|by|for each|in each|for every|in every|grouped by|group by|broken down by|within each|of each|by each|per each|in terms of|based on|according to',
  ],
  ['in', '', 'in|for|from|at|within|among'],
  ['who', '', 'who|where|with|that|whose|which have|having'],
  [
    'comparison',
    '>',
    'more than|greater than|above|over|larger than|higher than|exceeding|bigger than|>|is more than',
  ],
  ['comparison', '>=', 'at least|>=|greater than or equal to|no less than|not less than'],
  ['comparison', '<', 'less than|below|under|fewer than|lower than|smaller than|<'],
  ['comparison', '<=', 'at most|<=|up to|less than or equal to|no more than|not more than'],
  ['comparison', '==', '=|==|equal to|equals|exactly'],
  ['between', '', 'between'],
  ['and', '', 'and|&|versus|vs|against|with'],
  ['which', '', 'which|what'],
  ['show', '', 'show|list|display|print|give|show me|find|get|give me'],
];

/** Words that change nothing wherever they stand. */
export const fillers: ReadonlySet<string> = new Set(
  (
    'the a an of is are was were be me please can could you i we us give tell calculate compute find get determine want ' +
    'need know to do does did have has had there their its our my show create make draw what each all ' +
    'values value column columns field overall file sheet workbook using any this these json csv excel'
  ).split(' '),
);

/** Times that people write with a capital letter. */
export const calendarWords: ReadonlySet<string> = new Set(
  (
    'january february march april may june july august september october november december jan feb mar apr jun jul ' +
    'aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 h1 h2'
  ).split(' '),
);
