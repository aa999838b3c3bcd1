import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import {
  type Channel,
  NAME_LENGTH_MAX,
  type Remedy,
  TEXT_LENGTH_MAX,
  type Upheld,
  type CalendarDate,
} from '@redress/contracts';
import { type Instant, instantOf } from '@redress/domain';
import { dayOf, type DateOrder } from '../csv/days.js';
import { RowFault } from '../rows/row-import.js';
import { type BureauColumns, type Column, COLUMNS, titleOf } from './bureau-columns.js';

/** A valid row: every value as in the file, and the values derived from it. */
export interface ComplaintRow {
  /** The Bureau's own number; undefined in the layout without one. */
  readonly id?: string;
  /** Present and not blank. Dates are in the form `2024-03-18`. */
  readonly values: { readonly [column in Column]?: string };
  /** What the file has in columns that this import does not know, by their titles. */
  readonly others: readonly (readonly [title: string, value: string])[];
  readonly product: string;
  readonly channel: Channel;
  /** Midnight, UTC, of the day. */
  readonly receivedAt: Instant;
  /** Likewise, and never before `receivedAt`. */
  readonly sentAt: Instant;
  /** Undefined while the company has not answered. */
  readonly answer?: CompanyAnswer;
  readonly timely?: boolean;
  readonly disputed?: boolean;
}

const CHANNELS: { readonly [submittedVia: string]: Channel } = {
  web: 'web',
  'web referral': 'partner',
  phone: 'phone',
  'postal mail': 'letter',
  fax: 'letter',
  email: 'email',
  referral: 'partner',
};
/** The channel of complaints in a file without that column: they came from the Bureau. */
const CHANNEL_UNSAID: Channel = 'regulator';

const LENGTHS_MAX: { readonly [column in Column]?: number } = {
  product: NAME_LENGTH_MAX,
  issue: NAME_LENGTH_MAX,
  company: NAME_LENGTH_MAX,
  id: NAME_LENGTH_MAX,
  response: NAME_LENGTH_MAX,
  publicResponse: TEXT_LENGTH_MAX / 4,
  subProduct: TEXT_LENGTH_MAX / 8,
  subIssue: TEXT_LENGTH_MAX / 8,
  tags: NAME_LENGTH_MAX,
  consent: NAME_LENGTH_MAX,
  state: NAME_LENGTH_MAX,
  zip: NAME_LENGTH_MAX,
};

interface Reading {
  readonly columns: BureauColumns;
  /** Of dates that are only numbers, where the file has such. */
  readonly order?: DateOrder | undefined;
  /** A date, `2026-11-24`. */
  readonly today: string;
}

/** Reads the fields of a record. Throws a `RowFault`. */
export function complaintRow(fields: readonly string[], { columns, order, today }: Reading): ComplaintRow {
  const { known } = columns;
  const values = valuesIn(fields, columns);
  const fault = (column: Column, problem: string) => new RowFault(known.get(column)?.title ?? titleOf(column), problem);
  const { id, product, response } = values;
  if (product === undefined) throw fault('product', 'is missing');
  if (known.has('id') && id === undefined) throw fault('id', 'is missing');
  const day = (column: 'received' | 'sent') =>
    dayIn(values[column], { order, today }, (problem) => fault(column, problem));
  const received = day('received');
  // A file without the column says nothing of the step: the day of receipt stands for it.
  const sent = known.has('sent') ? day('sent') : received;
  const answer = response === undefined ? undefined : answerOf(response);
  if (answer === 'unknown') throw fault('response', 'is not one of the responses this import knows');
  const timely = yesOrNo(values.timely, () => fault('timely', 'is neither Yes nor No'));
  const disputed = yesOrNo(values.disputed, () => fault('disputed', 'is neither Yes, No nor N/A'));
  return {
    values: { ...values, received, ...(known.has('sent') && { sent }) },
    others: columns.others.flatMap(({ title, index }) => {
      const value = fields[index]?.trim() ?? '';
      return value === '' ? [] : [[title, value.slice(0, OTHER_LENGTH_MAX)] as const];
    }),
    product,
    channel: channelOf(values.submittedVia, () => fault('submittedVia', 'is not a channel this import knows')),
    receivedAt: beginningOf(received),
    sentAt: beginningOf(sent < received ? received : sent),
    ...(id !== undefined && { id }),
    ...(answer !== undefined && answer !== 'none' && { answer }),
    ...(timely !== undefined && { timely }),
    ...(disputed !== undefined && { disputed }),
  };
}

/** When a day begins in UTC. */
function beginningOf(day: CalendarDate): Instant {
  return instantOf(Date.parse(day));
}

/** Longest value of a column that this import does not know: it goes into a note. */
const OTHER_LENGTH_MAX = 200;

function valuesIn(fields: readonly string[], { known }: BureauColumns): { [column in Column]?: string } {
  const values: { [column in Column]?: string } = {};
  for (const [column, { title, index }] of known) {
    const value = fields[index] ?? '';
    if (value.trim() === '') continue;
    if (lengthOf(value) > (LENGTHS_MAX[column] ?? Infinity)) {
      throw new RowFault(title, `is longer than ${LENGTHS_MAX[column] ?? 0} characters`);
    }
    values[column] = column === 'narrative' ? value : value.trim();
  }
  return values;
}

/**
 * The fields of a row without the Bureau's number, in the order of its download and with dates in one form, so that the same complaint has
 * the same key in every file.
 */
export function keyFields(
  { values }: ComplaintRow,
  fields: readonly string[],
  { known }: BureauColumns,
): readonly string[] {
  return COLUMNS.flatMap((column) => {
    const place = known.get(column);
    if (place === undefined) return [];
    const isDay = column === 'received' || column === 'sent';
    return [isDay ? (values[column] ?? '') : (fields[place.index] ?? '')];
  });
}

/** Counts characters as limits do, only when necessary: a character is one or two UTF-16 units. */
function lengthOf(value: string): number {
  return value.length <= NAME_LENGTH_MAX ? value.length : [...value].length;
}

function dayIn(
  value: string | undefined,
  { order, today }: Pick<Reading, 'order' | 'today'>,
  fault: (problem: string) => RowFault,
): string {
  if (value === undefined) throw fault('is missing');
  const day = dayOf(value, order);
  if (day === undefined) throw fault(`is not a date like ${order === undefined ? '2023-08-25' : EXAMPLES[order]}`);
  if (day > today) throw fault('lies in the future');
  return day;
}

const EXAMPLES: { readonly [order in DateOrder]: string } = { ymd: '2023-08-25', mdy: '08/25/2023', dmy: '25/08/2023' };

function yesOrNo(value: string | undefined, fault: () => RowFault): boolean | undefined {
  if (value === undefined || value === 'N/A') return undefined;
  if (value !== 'Yes' && value !== 'No') throw fault();
  return value === 'Yes';
}

function channelOf(value: string | undefined, fault: () => RowFault): Channel {
  const channel = value === undefined ? CHANNEL_UNSAID : CHANNELS[value.toLowerCase()];
  if (channel === undefined) throw fault();
  return channel;
}

/** A company's response in the terms of ISO 10002. */
interface CompanyAnswer {
  readonly decision: Upheld;
  readonly remedies: readonly Remedy[];
}

/** Values that are not responses yet: the complaint stays open. */
const UNANSWERED = ['In progress', 'Untimely response'];

/** The Bureau's categories. It publishes neither amounts nor the degree of agreement, so each maps to its minimum. */
const ANSWERS: { readonly [response: string]: CompanyAnswer } = {
  'Closed with monetary relief': {
    decision: 'upheld',
    remedies: [{ kind: 'compensation', description: 'Monetary relief. The source does not say how much.' }],
  },
  'Closed with non-monetary relief': {
    decision: 'partly-upheld',
    remedies: [{ kind: 'rework', description: 'Non-monetary relief. The source does not say which.' }],
  },
  'Closed with relief': {
    decision: 'upheld',
    remedies: [{ kind: 'goodwill', description: 'Relief. The source does not say which.' }],
  },
  'Closed with explanation': {
    decision: 'not-upheld',
    remedies: [{ kind: 'information', description: 'An explanation. The source does not give its words.' }],
  },
  'Closed without relief': { decision: 'not-upheld', remedies: [] },
  Closed: { decision: 'not-upheld', remedies: [] },
};

/** Maps a response of the Bureau's list to an answer; `none` if the company has not answered. */
function answerOf(response: string): CompanyAnswer | 'none' | 'unknown' {
  if (UNANSWERED.includes(response)) return 'none';
  return Object.hasOwn(ANSWERS, response) ? (ANSWERS[response] as CompanyAnswer) : 'unknown';
}

/**
 * Gives each row a key that is the same in every import of the file: the Bureau's number, or else the content and
 * the number of earlier rows with the same content, so that identical complaints are each imported once.
 * Keeps counts in a temporary database on disk, which SQLite deletes: memory stays flat on a file of any size.
 */
export class RowKeys {
  private readonly counts = new DatabaseSync('');
  private readonly count;

  constructor() {
    this.counts.exec('CREATE TABLE seen (content BLOB PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID');
    this.count = this.counts.prepare(
      'INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET rows = rows + 1 RETURNING rows',
    );
  }

  /** Must be called once for each row, in the file's order. */
  keyOf(id: string | undefined, fields: readonly string[]): string {
    if (id !== undefined) return id;
    const content = createHash('sha256').update(JSON.stringify(fields)).digest();
    const rows = Number(this.count.get(content)?.['rows']);
    return `row:${content.toString('hex')}:${rows}`;
  }

  close(): void {
    this.counts.close();
  }
}
