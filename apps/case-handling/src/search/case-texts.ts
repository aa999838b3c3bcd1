import type { CaseDocument } from '../case-view/case.document.js';
import type { SearchedField, SearchedText } from './matching.js';

/** What of a case is searched, as far as it can be read: nothing that was erased or redacted. */
export function searchedTextsOf(shown: CaseDocument): readonly SearchedText[] {
  const { complainant, onBehalfOf, externalReference, description, desiredOutcome, notes = [], findings } = shown;
  const texts: readonly (readonly [SearchedField, unknown])[] = [
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
  return texts.flatMap(([field, text]) => (typeof text === 'string' ? [{ field, text }] : []));
}
