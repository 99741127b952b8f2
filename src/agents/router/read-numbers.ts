/** The numbers of a query as far as they hint at a calculation. */
export interface Numbers {
  /** Numbers that are no years, dates or numbers of a list's items. */
  quantities: number;
  dates: number;
  isArithmetic: boolean;
  isPercentOf: boolean;
}

const datePattern = /\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})\b/g;
const itemNumber = /^\s*\d{1,2}[.)]\s/gm;
const numberPattern = /(?<![\p{L}\d_])\d+(?:[.,]\d+)*(?!\d)/gu;
const yearPattern = /^(?:1[0-9]|20)\d\d$/;
const arithmeticPattern = /\d\s*[-+*/×÷^]\s*\(?\s*\d|\b(?:sqrt|log|sin|cos|tan|exp)\s*\(/iu;
const percentPattern = /\d\s?(?:%|％|percent\b|prozent\b|por ciento\b|pour cent\b)/iu;

export function readNumbers(text: string): Numbers {
  const dates = text.match(datePattern)?.length ?? 0;
  const rest = text.normalize('NFKC').replace(datePattern, ' ').replace(itemNumber, ' ');
  const numbers = rest.match(numberPattern) ?? [];
  const quantities = numbers.filter((number) => !yearPattern.test(number)).length;
  return {
    quantities,
    dates,
    isArithmetic: arithmeticPattern.test(rest),
    isPercentOf: percentPattern.test(rest) && numbers.length >= 2,
  };
}
