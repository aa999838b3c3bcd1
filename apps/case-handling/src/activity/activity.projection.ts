import { referenceOf, statelessProjection, type ProjectedComplaintEvent } from '@redress/complaints';
import { closed, complaintEventTypes, vocabulary, type ActorId } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import { positionText, type Position } from '@redress/eventing';
import Type from 'typebox';

const actor = () => closed({ id: Type.Unsafe<ActorId>(Type.String()), role: Type.String() });

/** One event without its words: what happened on which case, when, and who acted. */
export const activityDocument = closed({
  reference: vocabulary.reference(),
  revision: Type.Integer({ minimum: 0 }),
  type: Type.Enum(complaintEventTypes),
  recordedAt: vocabulary.instant(),
  occurredAt: vocabulary.instant(),
  actor: actor(),
  onBehalfOf: Type.Optional(actor()),
  /** By which events are sorted: see {@link momentOf}. */
  moment: Type.String(),
});

/**
 * Text that sorts by when an event was recorded and then by its place in the log, so that it is unique. It begins with the instant, so that an
 * instant alone sorts before every event of that instant.
 */
export function momentOf(recordedAt: Instant, position: Position): string {
  return `${recordedAt} ${positionText(position)}`;
}

/** What a document holds of an event of any type. */
function activity(_document: unknown, event: ProjectedComplaintEvent) {
  const { stream, revision, type, recordedAt, occurredAt, actor: by, onBehalfOf, position } = event;
  return {
    reference: referenceOf(stream),
    revision,
    type,
    recordedAt,
    occurredAt,
    actor: { id: by.id, role: by.role },
    ...(onBehalfOf && { onBehalfOf: { id: onBehalfOf.id, role: onBehalfOf.role } }),
    moment: momentOf(recordedAt, position),
  };
}

/** One document per event, so that what happened is read across cases, newest first. */
export const activityProjection = statelessProjection({
  view: {
    name: 'case-activity',
    fields: { moment: 'string', reference: 'string', 'actor.id': 'string' },
    indexes: [],
    wideIndexes: [['moment'], ['actor.id', 'moment'], ['reference', 'moment']],
  },
  document: activityDocument,
  initial: {},
  partsOf: ({ revision }) => [String(revision)],
  on: Object.fromEntries(complaintEventTypes.map((type) => [type, activity])),
});
