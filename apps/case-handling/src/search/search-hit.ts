import { formatReference, type Instant } from '@redress/domain';
import type { ViewDocument } from '@redress/eventing';
import { referenceOf } from '@redress/complaints';
import { closed } from '@redress/contracts';
import { answerOf, described } from '@redress/platform';
import Type, { type Static } from 'typebox';
import { queuedCase, queueItem, type QueueItem } from '../work-queue/queue-item.js';
import { searchedFields, type Found } from './matching.js';
import { snippetsOf } from './snippets.js';

const place = Type.Integer({ minimum: 0 });

const shownSnippet = closed({
  field: described(
    'Where it was found: the `principal` is the person for whom somebody else complains, a `note` may be the complainant’s.',
    Type.Enum(['reference', ...searchedFields]),
  ),
  text: described('The text around it, cut at `…`.', Type.String()),
  marks: described('Where in `text`, in UTF-16 code units.', Type.Array(closed({ from: place, to: place }))),
});
type ShownSnippet = Static<typeof shownSnippet>;

/** A case that was found, as the work queue shows it, and where. */
export type SearchHit = QueueItem & { readonly found: readonly ShownSnippet[] };

/** The cases in which something was found, the best first. */
const searchAnswer = closed({
  items: Type.Array(closed({ ...queuedCase.properties, found: Type.Array(shownSnippet) })),
  truncated: described('More cases may fit: type more to find them.', Type.Boolean()),
});

/** Schema of the answer, for the API description. */
export const searchAnswerSchema = { ...answerOf(searchAnswer), title: 'SearchAnswer' };

/** Builds the entry of a case. `named`: the case whose reference was typed. */
export function searchHit(
  document: ViewDocument,
  { texts }: Found,
  now: Instant,
  named: string | undefined,
): SearchHit {
  const reference = formatReference(referenceOf(document.id));
  const own = { field: 'reference', text: reference, marks: [{ from: 0, to: reference.length }] } as const;
  return {
    ...queueItem(document, now),
    found: [...(document.id === named ? [own] : []), ...snippetsOf(texts)].map(({ field, text, marks }) => ({
      field,
      text,
      marks: [...marks],
    })),
  };
}
