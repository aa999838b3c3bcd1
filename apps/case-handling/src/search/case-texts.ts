import type { JsonObject } from '@redress/eventing';
import type { CaseWithNotes } from '../case-notes/case-notes.js';
import type { SearchedField, SearchedText } from './matching.js';

/** Characters of one case that are searched: so much takes some ten milliseconds. */
const CHARACTERS_MAX = 60_000;

/** Fields of a case in which something is found, and when it was received. */
const SEARCHED = [
  'complainant',
  'onBehalfOf',
  'externalReference',
  'description',
  'desiredOutcome',
  'notes',
  'findings',
  'receivedAt',
] as const satisfies readonly (keyof CaseWithNotes)[];

/** These parts of a document alone: what nobody searches need not be opened. */
export function searchedPartsOf(body: JsonObject): JsonObject {
  return Object.fromEntries(SEARCHED.flatMap((field) => (field in body ? [[field, body[field]!]] : [])));
}

/** What of a case is searched, as far as it can be read: nothing that was erased or redacted. */
export function searchedTextsOf(shown: Pick<CaseWithNotes, (typeof SEARCHED)[number]>): readonly SearchedText[] {
  const { complainant, onBehalfOf, externalReference, description, desiredOutcome, notes = [], findings } = shown;
  const all: readonly (readonly [SearchedField, unknown])[] = [
    ['externalReference', externalReference],
    ['name', complainant?.name],
    ['principal', onBehalfOf?.name],
    ['email', complainant?.email],
    ['phone', complainant?.phone],
    ['description', description],
    ['desiredOutcome', desiredOutcome],
    ...notes.map(({ text }) => ['note', text] as const),
    ...findings.map(({ summary }) => ['finding', summary] as const),
  ];
  let room = CHARACTERS_MAX;
  return all.flatMap(([field, said]): readonly SearchedText[] => {
    if (typeof said !== 'string' || room <= 0) return [];
    const text = said.slice(0, room);
    room -= text.length;
    return [{ field, text }];
  });
}
