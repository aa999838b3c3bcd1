import { describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { type QueryBus } from '@nestjs/cqrs';
import { parse } from 'csv-parse/sync';
import { type Known, standingOf, storeOf } from '../facts/facts.fixture.spec.js';
import { type RankComplaints, RankComplaintsHandler } from '../figures/pareto.js';
import { MeasureOverTime, MeasureOverTimeHandler } from '../figures/timeseries.js';
import type { ReportDefinition } from './report.js';
import { ReportAnswers } from './report-answers.js';
import { reportCsv } from './report-csv.js';
import { reportPdf } from './report-pdf.js';
import { cellWords, type ReportDocument, ReportWords } from './report-tables.js';

const DEFINITION: ReportDefinition = {
  name: 'Board',
  panels: [{ kind: 'summary' }, { kind: 'timeseries', periods: 2 }, { kind: 'pareto', by: 'product' }],
  filters: { channel: ['web'] },
  period: 'month',
  calendar: 'gregory',
  weekStart: 'monday',
  timeZone: 'UTC',
  hour: 8,
  workingDaysOf: null,
  languages: ['en', 'fa'],
  recipients: [],
  paused: false,
};
const OCTOBER = { from: '2026-10-01T00:00:00.000Z', before: '2026-11-01T00:00:00.000Z' } as const;
const received = (count: number, fact: Known): readonly Known[] => Array.from({ length: count }, () => fact);
const KNOWN: readonly Known[] = [
  ...received(6, { receivedAt: '2026-09-10T09:00:00.000Z' }),
  ...received(7, { receivedAt: '2026-10-10T09:00:00.000Z', product: '=1+1', acknowledgementInTime: 1 }),
  ...received(5, { receivedAt: '2026-10-12T09:00:00.000Z', product: 'loan' }),
  ...received(3, { receivedAt: '2026-10-14T09:00:00.000Z', product: 'rare', decisionInTime: 1 }),
  ...received(9, { receivedAt: '2026-10-14T09:00:00.000Z', channel: 'phone' }),
  ...received(4, { receivedAt: '2026-11-02T09:00:00.000Z' }),
  ...received(2, { receivedAt: '2026-10-15T09:00:00.000Z', walls: { conflicts: [], restrictedTo: ['sara'] } }),
];

async function documentIn(language: Language, known = KNOWN): Promise<ReportDocument> {
  const store = await storeOf(known);
  const standing = standingOf(store);
  const [series, ranking] = [new MeasureOverTimeHandler(store, standing), new RankComplaintsHandler(store, standing)];
  const queries = {
    execute: (query: MeasureOverTime | RankComplaints) =>
      query instanceof MeasureOverTime ? series.execute(query) : ranking.execute(query),
  } as unknown as QueryBus;
  const answers = await new ReportAnswers(queries, store, standing).of(DEFINITION, OCTOBER);
  const words = new ReportWords(language, DEFINITION);
  return {
    language,
    name: 'Board',
    sender: ['Example Bank'],
    timeZone: 'UTC',
    period: words.period(OCTOBER),
    tables: words.tables(answers),
  };
}

/** The cells of the row of a name, in words. */
function rowOf({ tables, language }: ReportDocument, place: number, name: string): readonly string[] | undefined {
  return tables[place]?.rows.find((row) => row.name === name)?.cells.map((cell) => cellWords(cell, language));
}

describe('A report', () => {
  it('tells numerator and denominator of the complaints of its period that pass its filters', async () => {
    const report = await documentIn('en');
    expect(report.period).toBe('October 2026 (1 October 2026 to 31 October 2026)');
    expect(rowOf(report, 0, 'Complaints received')).toEqual(['15', '–', '15']);
    expect(rowOf(report, 0, 'Acknowledged in time')).toEqual(['7', '7', '100%']);
    expect(report.tables[0]?.standing).toMatchObject({ position: '42', asOf: '2026-11-10T09:00:00.000Z' });
  });

  it('looks back as far as a panel asks', async () => {
    const report = await documentIn('en');
    expect(report.tables[1]?.rows.map(({ name }) => name)).toEqual(['September 2026', 'October 2026']);
    expect(rowOf(report, 1, 'September 2026')).toEqual(['6', '–', '6']);
  });

  it('leaves out small cells whoever scheduled it, and what is confidential', async () => {
    const report = await documentIn('en');
    expect(rowOf(report, 0, 'Decided in time')).toEqual(['left out', 'left out', 'left out']);
    expect(report.tables[2]?.rows.map(({ name }) => name)).toEqual(['=1+1', '2 further values']);
  });

  it('is in Persian words, digits and days', async () => {
    const report = await documentIn('fa');
    expect(report.period).toContain('اکتبر ۲۰۲۶');
    expect(report.period).toContain('۹ مهر ۱۴۰۵');
    expect(rowOf(report, 0, 'شکایت‌های دریافت‌شده')).toEqual(['۱۵', '–', '۱۵']);
    expect(rowOf(report, 0, 'اعلام وصول به‌موقع')?.[2]).toMatch(/۱۰۰/);
  });
});

describe('The table of a report', () => {
  it.each(['en', 'fa'] as const)('has one value a line, in plain digits, in %s', async (language) => {
    const csv = Buffer.from(reportCsv(await documentIn(language))).toString();
    const lines = parse(csv, { bom: true }) as readonly (readonly string[])[];
    expect(lines[0]).toHaveLength(7);
    expect(lines[1]?.slice(4)).toEqual(['15', '42', '2026-11-10T09:00:00.000Z']);
  });

  it('holds nothing that a spreadsheet would compute', async () => {
    const csv = Buffer.from(reportCsv(await documentIn('en'))).toString();
    const lines = parse(csv, { bom: true }) as readonly (readonly string[])[];
    expect(lines.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(lines.flat()).toContain("'=1+1");
  });
});

/** Where lines begin on the pages, in points from the left. */
async function placesOf(document: ReportDocument): Promise<readonly number[]> {
  const source = Buffer.from(await reportPdf(document, { compress: false })).toString('latin1');
  return [...source.matchAll(/1 0 0 1 ([\d.]+) [\d.]+ Tm/g)].map(([, x]) => Number(x));
}

describe('The pages of a report', () => {
  it('run from left to right in English, from right to left in Persian', async () => {
    expect((await placesOf(await documentIn('en')))[0]).toBe(50);
    expect((await placesOf(await documentIn('fa')))[0]).toBeGreaterThan(297);
  });

  it('are the same file whenever they are drawn, and as many as are needed', async () => {
    const report = await documentIn('fa');
    expect(await reportPdf(report)).toEqual(await reportPdf(report));
    const rows = Array.from({ length: 90 }, (_, row) => ({ name: `Row ${row}`, cells: [null, null, null] }));
    const long = { ...report, tables: [{ ...report.tables[0]!, rows }] };
    const source = Buffer.from(await reportPdf(long, { compress: false })).toString('latin1');
    expect(/\/Count 3/.test(source)).toBe(true);
  });
});
