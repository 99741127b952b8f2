import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../src/coder/record/compare-texts.ts';

describe('two outputs are the same to 12 digits', () => {
  it.each([
    ['a correlation on two processors', '-0.2422142909473224', '-0.24221429094732247'],
    ['a fraction and its nearest float', '0.1', '0.10000000000000001'],
    ['noise across a digit', '0.12345678901249999', '0.1234567890125'],
    ['noise across a power of ten', '0.9999999999999999', '1.0'],
    ['a whole float and noise', '1234567890.0', '1234567890.0000002'],
    ['what the first twelve digits say', '0.1234567890121', '0.1234567890129'],
    ['tiny numbers', '8.842634813911177e-28', '8.842634813911275e-28'],
    ['huge floats', '1.2345678901234567e+19', '1.2345678901234568e+19'],
    ['one of many numbers in JSON', '{"a": [1, 0.30000000000000004]}', '{"a": [1, 0.3]}'],
    ['numbers in sentences', 'The mean is 2.0000000000000004.\n', 'The mean is 2.0.\n'],
    [
      'numbers with units and commas',
      '€1,234.5678901234567 (12.345678901234567%)',
      '€1,234.5678901234569 (12.345678901234569%)',
    ],
  ])('for %s', (_, recorded, replayed) => {
    expect(compareTexts(recorded, replayed)).toBe('same-to-12-digits');
    expect(compareTexts(replayed, recorded)).toBe('same-to-12-digits');
  });
});

describe('two outputs are different', () => {
  it.each([
    ['another type', '1.0', '1'],
    ['another type with noise', '1', '1.0000000000000002'],
    ['a big integer', '12345678901234567890', '12345678901234567891'],
    ['an integer float', '1234567890123456.0', '1234567890123457.0'],
    ['the twelfth digit', '0.123456789012', '0.123456789013'],
    ['the twelfth digit of a longer number', '0.12345678901234', '0.12345678901334'],
    ['another sign', '-0.1234567890123456', '0.1234567890123456'],
    ['another exponent', '1.2345678901234567e-05', '1.2345678901234567e-06'],
    ['noise around zero', '1.3877787807814457e-17', '0.0'],
    ['other zeros', '0.0000000000000', '0.00000000000000'],
    ['numbers beyond all floats', '1.2345678901234567e+400', '1.2345678901234568e+400'],
    ['another way to write', '1.5', '1.50'],
    ['another way to write an exponent', '7e10', '70e9'],
    ['a text that holds the number', '0.1234567890123456', '"0.1234567890123456"'],
    ['more numbers', '[0.1234567890123456]', '[0.1234567890123456, 0.1234567890123456]'],
    ['another word beside', 'a 0.1234567890123456', 'b 0.1234567890123457'],
    ['an integer beside', '1 0.1234567890123456', '2 0.1234567890123457'],
    ['a version', '1.26.40000000000001', '1.26.40000000000002'],
    ['a hash', 'a0.1234567890123456', 'a0.1234567890123457'],
    ['a moment', '2026-01-01T00:00:00.1234567890123Z', '2026-01-01T00:00:00.1234567890124Z'],
    ['no number', '0.1234567890123456', 'nan'],
    ['nothing', '0.1234567890123456', ''],
  ])('for %s', (_, recorded, replayed) => {
    expect(compareTexts(recorded, replayed)).toBe('different');
    expect(compareTexts(replayed, recorded)).toBe('different');
  });

  it('and compares many digits in a time that grows with their number only', () => {
    const long = '1'.repeat(2_000_000);
    expect(compareTexts(`${long} .5`, `${long}x`)).toBe('different');
    expect(compareTexts('1.'.repeat(1_000_000), '1.'.repeat(1_000_001))).toBe('different');
  });
});
