import type { Holiday } from '@redress/domain';
import { LineCounter, parseDocument, type Node, type YAMLSeq } from 'yaml';
import { readPolicyFile, type FileFault } from './policy-file.js';

/** A policy file with more holidays and how many of them were new, or why there is none. */
export type HolidaysAdded =
  | { readonly text: string; readonly added: number }
  | { readonly faults: readonly FileFault[] }
  | { readonly faults: 'no-own-calendar' };

/**
 * Writes holidays into the own calendar of a policy file, YAML or JSON. Everything else in it stays as it was written, comments and order
 * too, and so does a date that it has already. What comes out is checked as a whole. Never throws.
 */
export function addHolidays(text: string, holidays: readonly Holiday[]): HolidaysAdded {
  const before = readPolicyFile(text);
  if ('faults' in before) return before;
  const { ownCalendar } = before.policy;
  if (ownCalendar === undefined) return { faults: 'no-own-calendar' };
  const fresh = holidays.filter(({ on }) => !ownCalendar.holidays.some((known) => known.on === on));
  if (fresh.length === 0) return { text, added: 0 };
  const after = withItems(text, fresh.map(itemOf));
  const read = readPolicyFile(after);
  return 'faults' in read ? read : { text: after, added: fresh.length };
}

/** One holiday in one line that YAML and JSON both read. */
function itemOf({ on, names: { en, fa } }: Holiday): string {
  return `{ "on": "${on}", "names": { "en": ${JSON.stringify(en)}, "fa": ${JSON.stringify(fa)} } }`;
}

function withItems(text: string, items: readonly string[]): string {
  const lines = new LineCounter();
  const list = parseDocument(text, { lineCounter: lines }).getIn(['ownCalendar', 'holidays']) as YAMLSeq<Node>;
  const [from = 0] = list.range ?? [];
  const last = list.items.at(-1)?.range;
  // A list in brackets goes on after its last item; so does the empty one, which has no dash to follow.
  if (list.flow === true) {
    const at = last?.[1] ?? from + 1;
    return `${text.slice(0, at)}${last === undefined ? '' : ', '}${items.join(', ')}${text.slice(at)}`;
  }
  const indent = ' '.repeat(lines.linePos(from).col - 1);
  const above = text.slice(0, last?.[2]);
  const added = items.map((item) => `${indent}- ${item}\n`).join('');
  return `${above}${above.endsWith('\n') ? '' : '\n'}${added}${text.slice(above.length)}`;
}
