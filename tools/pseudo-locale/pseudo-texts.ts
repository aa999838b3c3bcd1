import { shippedCalendars } from '@redress/domain';
import { shippedPolicies } from '@redress/policies';
import { shippedReplyTemplates } from '@redress/texts';
import { join } from 'node:path';

/** Settings by which a process of the system speaks the language that nobody speaks, wherever it would speak English. */
export const SPEAKS_PSEUDO = { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'in-node.mjs')}` };

/** Texts that an organization chooses, each in both languages, and in a trial as they are shipped: policies, calendars, replies. */
const SHIPPED: readonly string[] = [
  ...stringsIn(shippedPolicies()),
  ...stringsIn(shippedCalendars),
  // Their fields are shown as what is typed for them.
  ...stringsIn(shippedReplyTemplates).flatMap((words) => words.split(/(\{[a-z]+\})/)),
];

/** What is data by its form: references, codes for following a complaint, versions, hashes, moments as computers write them. */
const DATA_BY_FORM =
  /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b|\b[0-9A-Z]{5}-[0-9A-Z]{5}\b|\b[a-z0-9-]+@\d+\b|\b[0-9a-f]{12,64}\b|\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00\[UTC\])/g;

/**
 * What of a text has no accents: the longest parts that begin and end with a letter or digit and hold only what a typewriter has, save for
 * what is data by its form.
 */
export function unaccentedIn(words: string): readonly string[] {
  return words
    .replaceAll(DATA_BY_FORM, '…')
    .split(/[^\x20-\x7E]+/)
    .map((part) => /[A-Za-z0-9](?:.*[A-Za-z0-9])?/.exec(part)?.[0] ?? '')
    .filter((part) => /[A-Za-z]/.test(part));
}

/** Finds parts of texts that are from no catalogue and are no data, neither shipped nor of those given. */
export function hardCodedFinder(data: readonly string[]): (words: string) => readonly string[] {
  const known = new Set([...SHIPPED, ...data].flatMap(unaccentedIn));
  return (words) => unaccentedIn(words).filter((part) => !known.has(part));
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
