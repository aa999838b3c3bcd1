import { NAME_LENGTH_MAX, TEXT_LENGTH_MAX, type Channel } from '@redress/contracts';
import type { Column, Layout } from './layouts.js';
import { answerOf, type CompanyAnswer } from './company-answer.js';

/** A row that makes sense: every value as it stands in the file, and what follows from it. */
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

/** What is wrong with a row, by the title of its column. Never a value: it may be a person's words. */
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
/** A file that does not say how complaints came in still came from the Bureau. */
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

/** Characters as limits count them. Counted only when it may matter: a character is one or two UTF-16 units. */
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

/** A day that no month has, such as 30 February, comes out as another one. */
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
