import { orNothing, type DocumentOf, type ProjectedComplaintEvent } from '@redress/complaints';
import { closed, fieldsOf, vocabulary } from '@redress/contracts';
import { isForAnswer, isOngoing, type ClockSummary, type Complaint, type Instant } from '@redress/domain';
import Type from 'typebox';
import { isTheirAct } from './answered.js';

/**
 * Whose turn it is: the `complainant`'s, to answer a question or a decision; somebody's who approves the proposed response (`approval`);
 * of whoever has an open `task`; otherwise the `handler`'s.
 */
export const awaited = ['handler', 'complainant', 'approval', 'task'] as const;
export type Awaited = (typeof awaited)[number];

/** What the work queue filters by and no other field of a case says. */
export const queueFields = closed({
  /** It is still worked on. */
  open: Type.Boolean(),
  /** There is somebody of the staff who may not know of it, besides those of other teams. */
  walled: Type.Boolean(),
  /** Only people named may know of it. */
  confidential: Type.Boolean(),
  /** A message to the complainant did not arrive, and was not sent again since. */
  undelivered: Type.Boolean(),
  /** When a running clock reaches, or reached, its first warning. */
  warnAt: orNothing(vocabulary.instant()),
  /** Any of its clocks was missed, whatever became of it later. */
  breached: Type.Boolean(),
  /** The clock of the acknowledgement was. */
  acknowledgementBreached: Type.Boolean(),
  /** The clock of the answer was. */
  answerBreached: Type.Boolean(),
  waitingFor: orNothing(Type.Enum(awaited)),
  /** Its tags, in the form of terms. */
  tags: closed({ given: Type.Array(fieldsOf('ComplaintTagged').tag) }),
  /** When the first of its legal holds is to be reviewed. */
  holdReviewOn: orNothing(vocabulary.date()),
  /** When the complainant last said or did something that nobody who works on cases has acted on. */
  answeredAt: orNothing(vocabulary.instant()),
});
export type QueueFields = DocumentOf<typeof queueFields>;

/** A case of which no event was applied with these fields yet. */
export const noQueueFields: QueueFields = {
  open: false,
  walled: false,
  confidential: false,
  undelivered: false,
  warnAt: null,
  breached: false,
  acknowledgementBreached: false,
  answerBreached: false,
  waitingFor: null,
  tags: { given: [] },
  holdReviewOn: null,
  answeredAt: null,
};

/** The fields after an event. `answered`: the complainant's words wait for somebody who works on cases. */
export function queueFieldsAfter(
  before: QueueFields,
  event: Pick<ProjectedComplaintEvent, 'type' | 'actor' | 'recordedAt'>,
  complaint: Complaint,
  { warnAt, missed }: ClockSummary,
  answered: boolean,
): QueueFields {
  return {
    open: isOngoing(complaint),
    walled: complaint.conflicts.length > 0 || complaint.restrictedTo !== undefined,
    confidential: complaint.restrictedTo !== undefined,
    undelivered: complaint.undelivered.length > 0,
    warnAt: warnAt ?? null,
    breached: missed.length > 0,
    acknowledgementBreached: missed.some(({ stops }) => stops.includes('acknowledged')),
    answerBreached: missed.some(isForAnswer),
    waitingFor: awaitedIn(complaint, answered),
    tags: { given: [...complaint.tags] },
    holdReviewOn: complaint.holds.map(({ reviewOn }) => reviewOn).sort()[0] ?? null,
    answeredAt: answeredAtAfter(before.answeredAt, event, answered),
  };
}

function answeredAtAfter(
  before: Instant | null,
  event: Pick<ProjectedComplaintEvent, 'type' | 'actor' | 'recordedAt'>,
  answered: boolean,
): Instant | null {
  if (!answered) return null;
  return isTheirAct(event) ? event.recordedAt : before;
}

/** What a complainant said comes before everything else: somebody has to read it. */
function awaitedIn(complaint: Complaint, answered: boolean): Awaited | null {
  if (!isOngoing(complaint)) return null;
  if (answered) return 'handler';
  if (complaint.response?.standing === 'proposed') return 'approval';
  if (Object.values(complaint.requests).some(({ standing }) => standing === 'open')) return 'complainant';
  if (complaint.status === 'decision-communicated' && complaint.decision?.undelivered !== true) return 'complainant';
  return Object.values(complaint.tasks).some(({ standing }) => standing === 'open') ? 'task' : 'handler';
}
