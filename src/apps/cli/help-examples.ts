/** Shown under the help of the program. */
export const helpExamples = `
Examples:
  python-coder "What is the average salary by department?" --file employees.csv
  python-coder "Plot revenue per month" --file sales.xlsx --output-dir charts
  python-coder "Which products sell best?" --file sales.csv --json > answer.json
  echo "Count the words" | python-coder - --file notes.txt
  python-coder describe employees.csv
  python-coder verify script.py
  python-coder doctor
  python-coder approve request.json
  python-coder audit list
  python-coder functions call total --args '{"prices": [1, 2]}'

Exit codes:
  0    answered
  1    no answer: the code was rejected or its run failed
  2    bad arguments, input or configuration
  3    no model and no template for the question, or the model failed
  4    no usable Python or isolation
  5    the program waits for an approval
  70   an internal fault
  75   too many runs wait for their turn
  130  cancelled`;
