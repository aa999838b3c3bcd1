import type { CommandContent } from '@redress/complaints';
import { DESCRIPTION_LENGTH_MAX, TEXT_LENGTH_MAX } from '@redress/contracts';
import { createHash } from 'node:crypto';
import { ACTORS } from './actors.js';
import { answerSteps } from './answer-steps.js';
import type { ComplaintRow } from './complaint-row.js';
import { noteText } from './note-text.js';
import type { Step } from './step.js';

/** The Bureau is one of federal law, and its file says of no row that it falls under another. */
const JURISDICTION = 'US';
const COMPANY_UNNAMED = 'company not named in the source';

/** What the complainant said, as one lodges a complaint. */
export function lodging(
  { values, product, channel }: ComplaintRow,
  description: string,
): CommandContent<'receive'>['data'] {
  const { issue, company, id, state, zip, tags } = values;
  const address = [state, zip].filter((part) => part !== undefined).join(' ');
  return {
    description,
    product,
    channel,
    language: 'en',
    jurisdiction: JURISDICTION,
    // The Bureau takes no others, so no words of a narrative can make it one.
    concern: 'product-or-service',
    // `Older American`, `Servicemember`, or both: the only thing that the file says of who complains.
    ...(tags !== undefined && { complainantType: tags }),
    ...(issue !== undefined && { issue }),
    ...(company !== undefined && { organizationUnit: company }),
    ...(id !== undefined && { externalReference: id }),
    ...(address !== '' && { complainant: { postalAddress: address } }),
  };
}

/** The lodging as it was imported while complaints had neither jurisdiction, kind of complainant nor concern. */
export function lodgingOfOld(content: CommandContent<'receive'>['data']): CommandContent<'receive'>['data'] {
  const { jurisdiction: _jurisdiction, complainantType: _type, concern: _concern, ...old } = content;
  return old;
}

/** A row as the life of a complaint: how it was lodged, and every step after that, in order. */
export function complaintHistory(row: ComplaintRow): {
  readonly lodging: CommandContent<'receive'>['data'];
  readonly steps: readonly Step[];
} {
  const [description = '', ...continued] = piecesOf(row.values.narrative ?? withoutNarrative(row));
  const steps: Step[] = continued.map((text, index) => ({
    key: `add-information:${index}`,
    content: { type: 'add-information', data: { text } },
    actor: ACTORS.complainant,
    occurredAt: row.receivedAt,
    reason: 'The narrative is longer than a description may be: this continues it.',
  }));
  const { company = COMPANY_UNNAMED } = row.values;
  steps.push({
    key: 'send-on',
    content: { type: 'send-on', data: { recipient: company } },
    actor: ACTORS.bureau,
    occurredAt: row.sentAt,
  });
  steps.push(...noteSteps(row), ...answerSteps(row));
  return { lodging: lodging(row, description), steps };
}

/** The key follows the text, so that a later publication of the same complaint with other remarks adds a note of its own. */
function noteSteps(row: ComplaintRow): readonly Step[] {
  const text = noteText(row);
  if (text === undefined) return [];
  const key = `add-note:${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  const content: Step['content'] = { type: 'add-note', data: { text, visibility: 'internal' } };
  return [{ key, content, actor: ACTORS.importer, occurredAt: row.sentAt }];
}

function withoutNarrative({ product, values: { issue, subIssue } }: ComplaintRow): string {
  const said = [issue, subIssue].filter((part) => part !== undefined).join(': ');
  return said === '' ? `A complaint about ${product}. The source has neither issue nor narrative.` : `${said}.`;
}

/** The narrative in pieces that a description, and further information, may hold. Cut between characters, never within one. */
function piecesOf(narrative: string): readonly string[] {
  if (narrative.length <= DESCRIPTION_LENGTH_MAX) return [narrative];
  const characters = [...narrative];
  const pieces = [characters.slice(0, DESCRIPTION_LENGTH_MAX).join('')];
  for (let start = DESCRIPTION_LENGTH_MAX; start < characters.length; start += TEXT_LENGTH_MAX) {
    pieces.push(characters.slice(start, start + TEXT_LENGTH_MAX).join(''));
  }
  return pieces.filter((piece) => piece.trim() !== '');
}
