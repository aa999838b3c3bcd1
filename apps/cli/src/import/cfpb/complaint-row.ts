import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { type Channel, NAME_LENGTH_MAX, type Remedy, TEXT_LENGTH_MAX, type Upheld } from '@redress/contracts';
import type { Column, Layout } from './bureau-file.js';

/** A valid row: every value as in the file, and the values derived from it. */
export interface ComplaintRow {
  /** The Bureau's own number; undefined in the layout without one. */
  readonly id?: string;
  /** Present and not blank. */
  readonly values: { readonly [column in Column]?: string };
  readonly product: string;
  readonly channel: Channel;
  /** Midnight, UTC, of the day. */
  readonly receivedAt: string;
  /** Likewise, and never before `receivedAt`. */
  readonly sentAt: string;
  /** Undefined while the company has not answered. */
  readonly answer?: CompanyAnswer;
  readonly timely?: boolean;
  readonly disputed?: boolean;
}

/** The fault of a row, by the title of its column. Never quotes a value, which may be a person's words. */
export class RowFault extends Error {
  constructor(
    readonly column: string,
    readonly problem: string,
  ) {
    super(`${column}: ${problem}`);
    this.name = 'RowFault';
  }
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

/** Reads the fields of a record. `today` is a date, `2026-11-24`. Throws a `RowFault`. */
export function complaintRow(fields: readonly string[], { columns }: Layout, today: string): ComplaintRow {
  const titles = new Map(columns.map(({ column, title }) => [column, title]));
  const values: { [column in Column]?: string } = {};
  columns.forEach(({ column, title }, index) => {
    const value = fields[index] ?? '';
    if (value.trim() === '') return;
    if (lengthOf(value) > (LENGTHS_MAX[column] ?? Infinity)) {
      throw new RowFault(title, `is longer than ${LENGTHS_MAX[column] ?? 0} characters`);
    }
    values[column] = column === 'narrative' ? value : value.trim();
  });
  const fault = (column: Column, problem: string) => new RowFault(titles.get(column) ?? column, problem);
  const { id, product, response } = values;
  if (product === undefined) throw fault('product', 'is missing');
  if (titles.has('id') && id === undefined) throw fault('id', 'is missing');
  const day = (column: 'received' | 'sent') => dayIn(values[column], today, (problem) => fault(column, problem));
  const received = day('received');
  const sent = day('sent');
  const answer = response === undefined ? undefined : answerOf(response);
  if (answer === 'unknown') throw fault('response', 'is not one of the responses this import knows');
  const timely = yesOrNo(values.timely, () => fault('timely', 'is neither Yes nor No'));
  const disputed = yesOrNo(values.disputed, () => fault('disputed', 'is neither Yes, No nor N/A'));
  return {
    values,
    product,
    channel: channelOf(values.submittedVia, () => fault('submittedVia', 'is not a channel this import knows')),
    receivedAt: `${received}T00:00:00.000Z`,
    sentAt: `${sent < received ? received : sent}T00:00:00.000Z`,
    ...(id !== undefined && { id }),
    ...(answer !== undefined && answer !== 'none' && { answer }),
    ...(timely !== undefined && { timely }),
    ...(disputed !== undefined && { disputed }),
  };
}

/** Counts characters as limits do, only when necessary: a character is one or two UTF-16 units. */
function lengthOf(value: string): number {
  return value.length <= NAME_LENGTH_MAX ? value.length : [...value].length;
}

function dayIn(value: string | undefined, today: string, fault: (problem: string) => RowFault): string {
  if (value === undefined) throw fault('is missing');
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value)) || toDay(value) !== value) {
    throw fault('is not a date like 2023-08-25');
  }
  if (value > today) throw fault('lies in the future');
  return value;
}

/** Normalizes a date: an impossible day, such as 30 February, becomes another one. */
function toDay(value: string): string {
  return new Date(value).toISOString().slice(0, 10);
}

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
