import {
  COMPLAINT_STATE_VERSION,
  COMPLAINT_STREAM_PREFIX,
  type ComplaintView,
  type DocumentOf,
  orNothing,
} from '@redress/complaints';
import { closed, complaintEventTypes, fieldsOf, Moment, vocabulary } from '@redress/contracts';
import { evolveTimeline, pendingFirings, type Policy } from '@redress/domain';
import { type JsonObject, type ProjectedEvent, withoutVersion } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import Type from 'typebox';

/** Policy of a complaint whose first event names none. */
const BEFORE_POLICIES = 'generic@1';

const at = vocabulary.instant();
const pause = fieldsOf('ClockPaused');
const { clock, reason } = fieldsOf('DeadlineExtended');
const { from: _from, ...amendment } = fieldsOf('CalendarChanged');
const { met, begun, ended, paused } = fieldsOf('PolicyReplaced');
const { immediateAction: _action, rationale: _rationale, ...assessed } = fieldsOf('ComplaintAssessed');
const { run, to } = fieldsOf('ComplaintEscalated');
const { warning } = fieldsOf('DeadlineWarned');

/** The domain's `TimelineFact`: the compiler compares them where the projection writes and reads one. */
const timelineFact = Type.Union([
  closed({ fact: Moment, at }),
  closed({ fact: Type.Enum(['merged', 'unmerged', 'rejected', 'heard']), at }),
  closed({
    fact: Type.Literal('paused'),
    at,
    reason: Type.Optional(pause.reason),
    clocks: Type.Optional(pause.clocks),
  }),
  closed({ fact: Type.Literal('resumed'), at, clocks: Type.Optional(pause.clocks) }),
  closed({ fact: Type.Enum(['extended', 'held']), at, clock, reason: Type.Optional(reason) }),
  closed({ fact: Type.Literal('calendar'), at, ...amendment }),
  closed({ fact: Type.Literal('policy'), at, met, begun, ended, paused }),
  closed({ fact: Type.Literal('assessed'), at, ...assessed }),
  closed({
    fact: Type.Enum(['warned', 'missed', 'told']),
    at,
    clock,
    run,
    mark: Type.Union([Type.Literal('due'), warning]),
    to: Type.Optional(to),
  }),
]);

/** The timeline that determines the clocks, and when the first of them falls due. */
const deadlines = closed({
  timeline: Type.Array(timelineFact),
  policyVersion: vocabulary.version(),
  firesAt: orNothing(vocabulary.instant()),
});
type Deadlines = DocumentOf<typeof deadlines>;

/** Reads a stored document. */
function read(body: JsonObject): Deadlines {
  return withoutVersion(body) as unknown as Deadlines;
}

function changed(document: JsonObject, event: ProjectedEvent): JsonObject {
  // The first event finds an empty document.
  const before: Partial<Deadlines> = read(document);
  const timeline = evolveTimeline(before.timeline, event);
  // Most events do not affect clocks, and cost only this comparison.
  if (timeline === before.timeline) return document;
  const policyVersion = event.policyVersion ?? before.policyVersion ?? BEFORE_POLICIES;
  const policy = (event.policy as Policy | undefined) ?? shippedPolicyOf(policyVersion);
  const [next] = pendingFirings(policy, timeline);
  const after: Deadlines = { timeline, policyVersion, firesAt: next?.at ?? null };
  return { ...after };
}

/**
 * When each complaint next falls due, for the timer. A separate view, so that it is built from the start of the log wherever it is missing,
 * and includes complaints received before it existed.
 */
export const deadlinesProjection: ComplaintView<typeof deadlines> = {
  // It stores the timeline from the complaint's state.
  view: {
    name: 'deadlines',
    fields: { firesAt: 'string' },
    indexes: [['firesAt']],
    version: COMPLAINT_STATE_VERSION,
  },
  streamPrefix: COMPLAINT_STREAM_PREFIX,
  initial: {},
  on: Object.fromEntries(complaintEventTypes.map((type) => [type, changed])),
  document: deadlines,
  stored: deadlines,
  read,
};
