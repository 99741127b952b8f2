const rows = `name,department,salary,started
Ada Okafor,Engineering,6400,2019-03-01
Bruno Keller,Engineering,5900,2021-09-15
Chiara Rossi,Engineering,7100,2017-06-01
Deniz Aydin,Engineering,5200,2023-02-01
Elif Sahin,Marketing,4300,2020-01-15
Farid Haddad,Marketing,4700,2018-11-01
Greta Lind,Marketing,3900,2022-05-01
Hana Sato,Sales,4100,2021-04-01
Ivan Petrov,Sales,5300,2016-08-15
Jonas Weber,Sales,3800,2023-07-01
Kim Nguyen,Sales,4600,2019-10-01
Lena Fischer,Support,3600,2022-01-01
Marta Silva,Support,3400,2023-03-15
Noah Brown,Support,3900,2020-06-01
`;

/** A small table for people who have none at hand. */
export function sampleFile(): File {
  return new File([rows], 'salaries.csv', { type: 'text/csv' });
}

export const sampleQuestions = [
  'What is the average salary by department?',
  'Plot the average salary by department as a bar chart',
  'Who has the highest salary?',
];
