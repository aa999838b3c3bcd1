import { isOf } from '@redress/complaints';
import { TEXT_LENGTH_MAX } from '@redress/contracts';
import type { OpenedEvent } from '@redress/eventing';
import { noteSteps, piecesOf, type Step } from '../rows/step.js';
import { type Column, COLUMNS } from './bureau-columns.js';
import { ACTORS, lodging, remark } from './complaint-history.js';
import type { ComplaintRow } from './complaint-row.js';

const AGAIN = 'The Bureau published the complaint again, with this value.';
const LATER = 'The Bureau published the narrative later than the complaint.';

/** Columns that a correction replaces. */
const CORRECTED: readonly Column[] = ['product', 'issue', 'company', 'state', 'zip'];

/**
 * The steps that a complaint lacks after the Bureau published it again with other values: a correction of its details, its narrative, and
 * the rest in a note, word by word. A column that the file lacks says nothing.
 */
export function laterPublication(
  row: ComplaintRow,
  history: readonly OpenedEvent[],
  hasEnded: boolean,
): readonly Step[] {
  const known = knownBy(history);
  const lines = COLUMNS.flatMap((column) => {
    const value = row.values[column];
    const isSaid = column === 'narrative' || CORRECTED.includes(column) || column === 'id';
    return value === undefined || isSaid || known.has(value, remark(column, value)) ? [] : [remark(column, value)];
  });
  const others = row.others.map(([title, value]) => `${title}: ${value}`).filter((line) => !known.has(line));
  return [
    ...correctionOf(row, known),
    ...narrativeSteps(row, known, hasEnded),
    ...noteSteps(ACTORS.importer, 'Published again, word by word:', [...lines, ...others], row.sentAt),
  ];
}

/** What the events of a complaint say. */
interface Known {
  readonly details: { readonly [name: string]: unknown };
  readonly postalAddress: unknown;
  readonly revision: number;
  /** Whether one of these stands in an event as a value of its own, or as a line of a note. */
  has(...texts: readonly string[]): boolean;
}

function knownBy(history: readonly OpenedEvent[]): Known {
  const received = history.find(isOf('ComplaintReceived'))?.data;
  const corrections = history.filter(isOf('DetailsCorrected')).map(({ data }) => data);
  const people = [received, ...corrections].map((data) => data?.complainant as { postalAddress?: unknown } | undefined);
  const said = new Set(history.flatMap(({ data, metadata }) => [...textsIn(data), metadata.occurredAt.slice(0, 10)]));
  for (const { data } of history) if (data['timely'] !== undefined) said.add(data['timely'] === true ? 'Yes' : 'No');
  return {
    details: Object.assign({}, received, ...corrections) as Known['details'],
    postalAddress: people.findLast((person) => person?.postalAddress !== undefined)?.postalAddress,
    revision: history.length,
    has: (...texts) => texts.some((text) => said.has(text)),
  };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split('\n')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function correctionOf(row: ComplaintRow, { details, postalAddress, revision }: Known): readonly Step[] {
  const { product, issue, organizationUnit, complainant } = lodging(row, '');
  const changed = Object.fromEntries(
    Object.entries({ product, issue, organizationUnit }).filter(
      ([name, value]) => value !== undefined && value !== details[name],
    ),
  );
  const address = complainant?.postalAddress;
  const moved = address !== undefined && address !== postalAddress ? { complainant: { postalAddress: address } } : {};
  const data = { ...changed, ...moved };
  if (Object.keys(data).length === 0) return [];
  const content: Step['content'] = { type: 'correct-details', data };
  // The revision: a value may change, change back, and change again.
  return [{ key: `correct-details:${revision}`, content, actor: ACTORS.bureau, occurredAt: row.sentAt, reason: AGAIN }];
}

/** Adds the narrative as further information; to a complaint that has ended in notes, which ask nobody to act. */
function narrativeSteps(
  { values, receivedAt, sentAt }: ComplaintRow,
  known: Known,
  hasEnded: boolean,
): readonly Step[] {
  const pieces = piecesOf(values.narrative ?? '', TEXT_LENGTH_MAX).filter((text) => text !== '' && !known.has(text));
  return pieces.map((text, index) => ({
    key: `narrative:${known.revision}:${index}`,
    reason: LATER,
    ...(hasEnded
      ? {
          content: { type: 'add-note', data: { text, visibility: 'internal' } },
          actor: ACTORS.importer,
          occurredAt: sentAt,
        }
      : { content: { type: 'add-information', data: { text } }, actor: ACTORS.complainant, occurredAt: receivedAt }),
  }));
}
