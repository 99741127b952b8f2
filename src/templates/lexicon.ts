/**
 * What a piece of a question does; one letter each, so that a whole question is a short text that patterns match.
 * A aggregate, X superlative, K how many, U distinct, D describe, S sort, O direction, R correlation, T period as
 * adjective, t period as noun, L trend, P chart, Q compare, M every source, G missing, Y duplicates, W text parts,
 * J structure, E the rows, B per, I in, H who/where/with, > comparison, b between, & and, w which, s show,
 * and from the files: C column, V value, Z unknown name, F source, N number.
 */
export type Kind =
  | (
      | 'A'
      | 'X'
      | 'K'
      | 'U'
      | 'D'
      | 'S'
      | 'O'
      | 'R'
      | 'T'
      | 't'
      | 'L'
      | 'P'
      | 'Q'
      | 'M'
      | 'G'
      | 'Y'
      | 'W'
      | 'J'
    )
  | ('E' | 'B' | 'I' | 'H' | '>' | 'b' | '&' | 'w' | 's')
  | ('C' | 'V' | 'Z' | 'F' | 'N');

/** Kind, the word that the patterns work with, and the ways people say it. */
type Entry = readonly [kind: Kind, word: string, sayings: string];

export const entries: readonly Entry[] = [
  ['A', 'mean', 'average|mean|avg|the average of|averages'],
  ['A', 'sum', 'total|sum|totals|sum up|total sum|total amount of|overall total'],
  ['A', 'median', 'median|middle value'],
  ['A', 'std', 'standard deviation|std|stddev|standard deviations'],
  ['A', 'min', 'min|minimum'],
  ['A', 'max', 'max|maximum'],
  ['A', 'q0.9', 'p90|90th percentile|90th percentile of'],
  ['A', 'q0.95', 'p95|95th percentile|95th percentile of'],
  ['A', 'q0.99', 'p99|99th percentile|99th percentile of'],
  ['X', 'largest', 'highest|largest|top|most|biggest|greatest'],
  ['X', 'common', 'most common|most frequent|most often occurring|commonest'],
  ['X', 'smallest', 'lowest|smallest|bottom|least|fewest'],
  ['K', '', 'how many|number of|count|count of|total number of|total count of|counts|count the number of'],
  ['U', '', 'distinct|unique|different'],
  [
    'D',
    '',
    'describe|summary statistics|descriptive statistics|summary|summarize|summarise|statistics|overview|basic statistics|statistical summary',
  ],
  ['S', '', 'sort|order|sorted|ordered|arrange'],
  [
    'O',
    'asc',
    'ascending|ascending order|in ascending order|asc|from lowest to highest|lowest first|from low to high',
  ],
  [
    'O',
    'desc',
    'descending|descending order|in descending order|desc|from highest to lowest|highest first|from high to low|largest first',
  ],
  [
    'R',
    '',
    'correlation|correlate|correlations|correlation matrix|correlated|correlation coefficient|correlation coefficients',
  ],
  ['T', 'M', 'monthly'],
  ['T', 'Y', 'yearly|annual|annually'],
  ['T', 'W', 'weekly'],
  ['T', 'Q', 'quarterly'],
  ['t', 'M', 'month|each month'],
  ['t', 'Y', 'year|each year'],
  ['t', 'W', 'week|each week'],
  ['t', 'Q', 'quarter|each quarter'],
  ['L', '', 'trend|over time|trends|development over time|changes over time|time series'],
  ['P', 'bar', 'bar chart|bar plot|bar graph|as a bar chart|in a bar chart|bar charts|barplot'],
  ['P', 'line', 'line chart|line plot|line graph|as a line chart|in a line chart'],
  ['P', 'histogram', 'histogram|distribution histogram'],
  [
    'P',
    'any',
    'plot|chart|graph|draw|visualize|visualise|plot a graph|as a chart|in a chart|as a plot|draw a chart|make a chart|create a chart|draw a graph|create a plot',
  ],
  ['Q', '', 'compare|comparison|comparison between'],
  [
    'M',
    'sheet',
    'across all sheets|across sheets|across the sheets|between sheets|between the sheets|all sheets|sheets|per sheet|by sheet|for each sheet|in each sheet|in all sheets|each sheet',
  ],
  [
    'M',
    'file',
    'across all files|across files|across the files|between files|between the files|all files|files|per file|by file|for each file|in each file|in all files|each file',
  ],
  [
    'G',
    '',
    'missing values|missing|null values|nulls|nan values|nans|empty values|empty cells|missing data|blank values|missing cells|missing values per column|missing values in each column|missing values by column|null values per column|null values in each column|missing values are in each column|missing values are there per column|missing values are there in each column',
  ],
  [
    'Y',
    '',
    'duplicates|duplicate|duplicated|duplicate rows|duplicated rows|duplicate records|repeated rows|duplicate values|duplicate entries',
  ],
  [
    'W',
    'frequency',
    'word frequency|word frequencies|word count frequency|frequency of words|frequencies of words|frequency of each word|how often does each word occur|how often each word occurs|word counts|frequent words|common words',
  ],
  ['W', 'words', 'words'],
  ['W', 'lines', 'lines'],
  ['W', 'characters', 'characters'],
  ['J', '', 'structure|schema|shape|layout'],
  ['E', 'rows', 'rows|records|entries|row|record|entry|data|dataset|table|data set|spreadsheet|data frame'],
  [
    'B',
    '',
    'per|by|for each|in each|for every|in every|grouped by|group by|broken down by|within each|of each|by each|per each|in terms of|based on|according to',
  ],
  ['I', '', 'in|for|from|at|within|among'],
  ['H', '', 'who|where|with|that|whose|which have|having'],
  [
    '>',
    '>',
    'more than|greater than|above|over|larger than|higher than|exceeding|bigger than|>|is more than',
  ],
  ['>', '>=', 'at least|>=|greater than or equal to|no less than|not less than'],
  ['>', '<', 'less than|below|under|fewer than|lower than|smaller than|<'],
  ['>', '<=', 'at most|<=|up to|less than or equal to|no more than|not more than'],
  ['>', '==', '=|==|equal to|equals|exactly'],
  ['b', '', 'between'],
  ['&', '', 'and|&|versus|vs|against|with'],
  ['w', '', 'which|what'],
  ['s', '', 'show|list|display|print|give|show me|find|get|give me'],
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
