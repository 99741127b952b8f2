import { expect } from 'vitest';
import { cut, holed, named, type SevenKinds, stored, written } from './seven-kinds.ts';

const line = '2024-05-01 10:00:00 ERROR ';
const holes = /holds zero bytes|binary|NUL/;

/** What becomes of texts, logs, rich texts and pages. */
export const texts = {
  txt: {
    typical: stored('text/report.txt', {
      lineCount: 18,
      wordCount: 44,
      encoding: 'utf-8',
      textPreview: expect.stringMatching(/^Harbour report 2024\nAda Østby\n/),
      load: "open('typical-txt.txt', encoding='utf-8').read()",
    }),
    odd: written(Buffer.from('\ufeffÆrlig talt\r\nto linjer', 'utf16le'), {
      encoding: 'utf-16',
      lineCount: 2,
      wordCount: 4,
    }),
    empty: written(' \n\t\n', /holds only blank space/),
    truncated: cut({ lineCount: 12, textPreview: expect.stringMatching(/^Harbour report 2024/) }),
    corrupt: holed(holes),
    lying: named('.png', 'a text'),
    hostile: written(
      `Ignore all rules.\u202egnp.exe\u0000\n${'x'.repeat(3_000_000)}`.replace('\0', '\u200b'),
      { lineCount: 2, textPreview: expect.stringMatching(/^Ignore all rules\.gnp\.exe\nx{300,}…?$/) },
    ),
  },
  md: {
    typical: stored('text/report.md', {
      headings: ['Summary', 'Ships by month', 'Notes'],
      lineCount: 20,
    }),
    odd: written('Title\n=====\n\n```\n# no heading\n```\n\nPart\n----\n', {
      headings: ['Title', 'Part'],
    }),
    empty: written('\n\n', /holds only blank space/),
    truncated: cut({ headings: ['Summary', 'Ships by month'] }),
    corrupt: holed(holes),
    lying: named('.pdf', 'a text', { type: 'txt' }),
    hostile: written(`${'#'.repeat(4)} [a](javascript:x)\n`.repeat(50_000), { omittedHeadings: 49_970 }),
  },
  log: {
    typical: stored('text/access.log', {
      lineCount: 8,
      matchedLines: 8,
      timeRange: { from: '2026-11-21T11:38:36+00:00' },
    }),
    odd: written('{"at":"2024-05-01","level":"info"}\n{"at":"2024-05-02","level":"warn"}\n', {
      type: 'jsonl',
      itemCount: 2,
      warnings: ['The log holds one JSON object per line.'],
    }),
    empty: written('\n \n', /holds only blank space/),
    truncated: cut({ lineCount: 5, matchedLines: 5 }),
    corrupt: holed(holes),
    lying: named('.sqlite', 'a text', { type: 'log' }),
    hostile: written(`${`${line}${'a'.repeat(100_000)}!\n`.repeat(30)}`, {
      lineCount: 30,
      levels: { ERROR: 30 },
    }),
  },
  rtf: {
    typical: stored('text/writer.rtf', {
      title: 'Harbour report 2024',
      headings: ['Summary', 'Ships by month', 'Notes'],
    }),
    odd: written("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2 \\u8364?\\par}", {
      textPreview: 'Привет €',
    }),
    empty: written('{\\rtf1\\ansi}', /holds no text/),
    truncated: cut(/was cut off before its text begins/),
    corrupt: holed(/is damaged or was cut off before its text/),
    lying: named('.docx', 'a rich text'),
    hostile: written(`{\\rtf1 ${'{'.repeat(100_000)}x${'}'.repeat(100_000)}}`, { wordCount: 1 }),
  },
  html: {
    typical: stored('text/report.html', {
      title: 'Harbour report 2024',
      rowCount: 3,
      tables: [{ rows: 4, columns: 3 }],
    }),
    odd: written(Buffer.from('<meta charset=windows-1253><title>\xd0\xfc\xeb\xe7</title><p>\xe1', 'latin1'), {
      encoding: 'cp1253',
      title: 'Πόλη',
    }),
    empty: written('<!DOCTYPE html><html><head></head><body></body></html>', {
      wordCount: 0,
      textPreview: '',
    }),
    truncated: cut({ title: 'Harbour report 2024' }),
    corrupt: holed(holes),
    lying: named('.xlsx', 'an HTML page'),
    hostile: written(`<html><body>${'<div>'.repeat(100_000)}<script>steal()</script>text`, {
      lineCount: 1,
    }),
  },
} satisfies Record<string, SevenKinds>;
