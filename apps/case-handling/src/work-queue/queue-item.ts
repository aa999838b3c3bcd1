import { referenceOf, stateIn, orNothing, type DocumentOf } from '@redress/complaints';
import { closed, Priority, Severity, vocabulary } from '@redress/contracts';
import { formatReference, type Instant, isAfter } from '@redress/domain';
import type { ViewDocument } from '@redress/eventing';
import { answerOf, described, referenceSchema } from '@redress/platform';
import Type from 'typebox';
import { caseDocument } from '../case-view/case.document.js';
import { caseProjection } from '../case-view/case.projection.js';
import { queueFields } from '../case-view/queue-fields.js';

const { properties: shown } = caseDocument;
const { properties: queue } = queueFields;

/** A case in the work queue: what it is sorted and filtered by, nothing personal, and little, because a page has up to 200. */
export const queuedCase = closed({
  reference: Type.String({ pattern: referenceSchema.pattern }),
  revision: Type.Integer({ minimum: 0 }),
  status: shown.status,
  stage: described('The stage of the policy, the first decision being 1.', Type.Integer({ minimum: 1 })),
  priority: orNothing(Priority),
  severity: orNothing(Severity),
  assignee: shown.assignee,
  team: shown.team,
  product: orNothing(Type.String()),
  organizationUnit: orNothing(Type.String()),
  jurisdiction: orNothing(Type.String()),
  channel: shown.channel,
  language: shown.language,
  externalReference: orNothing(Type.String()),
  receivedAt: vocabulary.instant(),
  changedAt: vocabulary.instant(),
  dueAt: described('When the next of its running clocks is due.', shown.dueAt),
  overdue: described('One of them is past its due date.', Type.Boolean()),
  warned: described('One of them has reached a warning.', Type.Boolean()),
  breached: described('One of its clocks was missed, whatever became of it later.', queue.breached),
  answered: described(
    'Whether the complainant answered, added, accepted, rejected, appealed or withdrew since case workers last acted.',
    shown.answered,
  ),
  answeredAt: described('When they last did, if so.', queue.answeredAt),
  waitingFor: described(
    'Whose turn it is: the `complainant` has a question or a decision to answer, a proposed response waits for `approval`, somebody has an ' +
      'open `task`; otherwise the `handler`. Null when it is ended.',
    queue.waitingFor,
  ),
  confidential: queue.confidential,
  tags: queue.tags.properties.given,
});

/** A case as the work queue shows it. */
export type QueueItem = DocumentOf<typeof queuedCase>;

/** Schema of a case in the work queue, for the API description. */
export const queueItemSchema = { ...answerOf(queuedCase), title: 'QueueItem' };

/** Builds the entry of a case. `now` is the instant at which running clocks are evaluated. */
export function queueItem({ id, revision, body }: ViewDocument, now: Instant): QueueItem {
  const known = caseProjection.read(body);
  const { dueAt, queue: derived } = known;
  return {
    reference: formatReference(referenceOf(id)),
    revision,
    status: known.status,
    stage: stateIn(body).stage.number,
    priority: known.priority,
    severity: known.assessment?.severity ?? null,
    assignee: known.assignee,
    team: known.team,
    product: known.product ?? null,
    organizationUnit: known.organizationUnit ?? null,
    jurisdiction: known.jurisdiction ?? null,
    channel: known.channel,
    language: known.language,
    externalReference: known.externalReference ?? null,
    receivedAt: known.receivedAt,
    changedAt: known.changedAt,
    dueAt,
    overdue: isPast(dueAt, now),
    warned: isPast(derived.warnAt, now),
    breached: derived.breached,
    answered: known.answered,
    answeredAt: derived.answeredAt,
    waitingFor: derived.waitingFor,
    confidential: derived.confidential,
    tags: derived.tags.given,
  };
}

/** Whether an instant is past at another, as the filters of the queue compare them. */
export function isPast(instant: Instant | null, now: Instant): boolean {
  return instant !== null && isAfter(now, instant);
}
