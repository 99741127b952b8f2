import type { Column } from '../contracts/file-description.ts';
import type { AskableTable } from './askable.ts';
import { additiveWords, eventWords, labelWords, rateWords } from './column-words.ts';
import { splitWords, stemWord } from './stem-word.ts';

const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

/** A number that can be calculated with; an id or a year is a name made of digits. */
export function isMeasure(column: Column): boolean {
  return isNumeric(column) && !stems(column).some((word) => labelWords.has(word));
}

export function isNumeric(column: Column): boolean {
  return /^(?:u?int|float)\d+$/i.test(column.dtype);
}

export function isBoolean(column: Column): boolean {
  return /^bool/.test(column.dtype);
}

/** Text as pandas 2 and 3 name it. */
export function isText(column: Column): boolean {
  const isString = ['str', 'string', 'object', 'category'].includes(column.dtype);
  return (
    isString && column.examples.length > 0 && column.examples.every((value) => typeof value === 'string')
  );
}

/** A quantity for which "by region" can only mean the sum. */
export function isAdditive(column: Column): boolean {
  const words = stems(column);
  return (
    isMeasure(column) &&
    words.some((word) => additiveWords.has(word)) &&
    !words.some((word) => rateWords.has(word))
  );
}

/** Every row has its own value. */
export function isUnique(column: Column, table: AskableTable): boolean {
  return column.nullCount === 0 && column.distinctCount === table.rowCount;
}

export function isDate(column: Column): boolean {
  return /^datetime64\[\w+\]$/.test(column.dtype) || isDateText(column);
}

/** The date on which the row's own event happened, so that "in 2024" and "per month" can only mean it. */
export function isEventDate(column: Column, table: AskableTable): boolean {
  return isDate(column) && stems(column).every((word) => eventWords.has(word) || table.rowWords.has(word));
}

/** Text that holds nothing but ISO dates, as far as the examples tell; the program fails on any other. */
export function isDateText(column: Column): boolean {
  return isText(column) && column.examples.every((value) => isoDate.test(String(value)));
}

function stems(column: Column): string[] {
  return splitWords(column.name).map(stemWord);
}
