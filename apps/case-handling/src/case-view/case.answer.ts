import { orNothing, promisedRemedy, referenceOf, remediesOn, stateIn, type DocumentOf } from '@redress/complaints';
import { closed, vocabulary } from '@redress/contracts';
import {
  alternativesOf,
  availableCommands,
  clocksUnder,
  formatReference,
  clockStates,
  isOverdue,
  localDate,
  policyCalendar,
  roles,
  type ClockCondition,
  type Complaint,
  type Policy,
  type Instant,
} from '@redress/domain';
import type { Json, JsonObject, ViewDocument } from '@redress/eventing';
import { answerOf, described, referenceSchema } from '@redress/platform';
import Type from 'typebox';
import { readCase } from '../case-notes/case-notes.js';
import { caseNote } from '../case-notes/note.projection.js';
import { caseDocument } from './case.document.js';
import { caseTask, type CaseTask } from './case-task.js';
import { queueFields } from './queue-fields.js';

const { priorityRank: _rank, queue: _queue, ...document } = caseDocument.properties;
const notes = Type.Optional(Type.Array(caseNote));
const names = closed({ en: Type.String(), fa: Type.String() });
const shownReference = Type.String({ pattern: referenceSchema.pattern });
export const shownTask = closed({
  ...caseTask.properties,
  overdue: described('Still open after its due date.', Type.Boolean()),
});
const shownRemedy = closed({ ...promisedRemedy.properties, state: Type.Enum(['owed', 'overdue', 'delivered']) });
const shownClock = closed({
  name: Type.String(),
  state: Type.Enum([...clockStates]),
  startedAt: vocabulary.instant(),
  dueAt: Type.Optional(vocabulary.instant()),
  stoppedAt: Type.Optional(vocabulary.instant()),
  policy: Type.String(),
  when: Type.Optional(
    described('The complaints that it is for; absent for all.', Type.Unsafe<ClockCondition>({ type: 'object' })),
  ),
  overdue: Type.Boolean(),
});
const appealStage = closed({ names, anotherDecider: Type.Boolean(), automatic: Type.Optional(Type.Boolean()) });

/** A case as the API returns it. Parts that a complaint does not have are null, empty or absent. */
const shownCase = closed({
  ...document,
  reference: shownReference,
  revision: Type.Integer({ minimum: 0 }),
  notes,
  assessments: described('Every assessment, oldest first; the last is the current one.', document.assessments),
  answered: described(
    'Whether the complainant answered, added, accepted, rejected, appealed or withdrew since case workers last acted.',
    document.answered,
  ),
  outOfScope: described('Why it seems to be out of scope, so that somebody looks and refers it.', document.outOfScope),
  tags: described('In the order given.', queueFields.properties.tags.properties.given),
  clocks: Type.Array(shownClock),
  tasks: Type.Array(shownTask),
  questions: described('What the complainant was asked, and when it was answered.', document.questions),
  mergedInto: described('The earlier complaint within which this one is handled.', orNothing(shownReference)),
  merges: described(
    'Every merge of this complaint, oldest first; one that was undone says by whom, when and why.',
    document.merges,
  ),
  absorbed: described(
    'Later complaints that are, or were, handled within this one; of those that are, what was written about them and their files.',
    Type.Array(closed({ ...document.absorbed.items.properties, notes, attachments: document.attachments })),
  ),
  undelivered: described(
    'Messages to the complainant that did not arrive; `resend` sends one again by its `messageId`.',
    document.undelivered,
  ),
  splitFrom: described('The complaint off which this one was split.', orNothing(shownReference)),
  stage: closed({
    number: Type.Integer({ minimum: 1 }),
    names: Type.Union([names, closed({})]),
    appealed: Type.Boolean(),
    barred: Type.Array(Type.String()),
    nextStage: orNothing(appealStage),
    outsideBodies: Type.Array(closed({ names, web: Type.String() })),
  }),
  earlyResolution: described(
    'What settled it before a decision, and the clocks that nothing is owed of any more.',
    document.earlyResolution,
  ),
  remedies: described(
    'What the communicated decision promised, or the award in its place, and what became of it by now.',
    Type.Array(shownRemedy),
  ),
  policy: described(
    'The policy that applies, and since when: receipt, or the last change of policy.',
    closed({ version: Type.String(), names, since: vocabulary.instant() }),
  ),
  policyChanges: described(
    'Every change of policy, oldest first: which corrected details made it after which revision, or who chose it and why.',
    document.policyChanges,
  ),
  redactions: described(
    'Which messages were made unreadable (`message` is a revision), by whom, when and why.',
    document.redactions,
  ),
  availableCommands: described('What this caller could do now.', Type.Array(Type.String())),
  unavailableCommands: described(
    'The other commands of staff, and why this caller cannot send each now: the code of the refusal, `forbidden` with the roles that may, or `already-done`. Of the present case only.',
    Type.Optional(
      Type.Array(
        closed({
          command: Type.String(),
          code: Type.String(),
          reason: described("In the reader's language.", Type.String()),
          roles: Type.Optional(Type.Array(Type.Enum([...roles]))),
        }),
      ),
    ),
  ),
  warnings: described(
    'What is wrong with what is shown: the log no longer has every event that it was made of.',
    Type.Optional(Type.Array(Type.Enum(['history-incomplete']))),
  ),
  possibleDuplicates: described(
    'Other complaints that may be about the same, when `with` asks for them; why, says their own query. Of the present case only.',
    Type.Optional(Type.Array(shownReference)),
  ),
});

/** A case as one reader sees it; personal values are omitted for a reader who may not see the complainant and their words. */
export type CaseAnswer = DocumentOf<typeof shownCase>;

/** Schema of a case, for the API description. */
export const caseSchema = { ...answerOf(shownCase, { mayLackPersonal: true }), title: 'Case' };

/** A case with its notes, and with warnings about what the log has lost. */
export interface ShownCase extends ViewDocument {
  /** `history-incomplete`: the log no longer has every event that this view of the case was made of. */
  readonly warnings?: readonly 'history-incomplete'[];
  /** The documents of the complaints handled within this one, by their reference as people read it. */
  readonly within?: ReadonlyMap<string, JsonObject>;
}

export interface CaseReader {
  readonly actor: { readonly id: string };
  readonly roles: readonly string[];
  /** The instant at which running clocks are evaluated. */
  readonly at: Instant;
  /** The policy that applies to the case. */
  readonly policy: Policy;
}

/**
 * Builds a case for one reader (http-api.md, "The case"). The document's personal values are already opened for a reader who may see them;
 * values that are still sealed are omitted.
 */
export function caseAnswer({ id, revision, body, warnings, within }: ShownCase, reader: CaseReader): CaseAnswer {
  const state = stateIn(body);
  // What queues sort and filter by is internal.
  const { priorityRank: _rank, queue, ...shown } = readCase(leaveOutSealed(body));
  const today = localDate(policyCalendar(reader.policy), reader.at);
  const clocks = clocksUnder(reader.policy, state.timeline);
  return {
    ...shown,
    ...(warnings && { warnings }),
    reference: formatReference(referenceOf(id)),
    revision,
    tags: queue.tags.given,
    absorbed: shown.absorbed.map((one) => ({ ...one, ...saidIn(within?.get(one.complaint)) })),
    policy: { version: reader.policy.version, names: { ...reader.policy.names }, since: state.policyChoice.at },
    tasks: tasksOn(today, shown.tasks),
    stage: stageOf(state, reader.policy),
    remedies: remediesOn(today, shown.remedies),
    clocks: clocks.map((clock) => ({ ...clock, overdue: isOverdue(clock, reader.at) })),
    availableCommands: availableCommands(state, { id: reader.actor.id, roles: reader.roles }, reader.policy, reader.at),
  };
}

/** What was written about a complaint handled within this one, and its files: whoever works on the case reads them here. */
function saidIn(body: JsonObject | undefined): Partial<CaseAnswer['absorbed'][number]> {
  if (body === undefined) return {};
  const { notes: written, attachments } = readCase(leaveOutSealed(body));
  return { ...(written && { notes: written }), ...(attachments && { attachments }) };
}

/** Returns the tasks on a date: an open task is overdue from the day after it was due. */
function tasksOn(date: string, tasks: readonly CaseTask[]): CaseAnswer['tasks'] {
  return tasks.map((task) => {
    const { state, dueOn } = task;
    return { ...task, overdue: state === 'open' && dueOn !== undefined && dueOn < date };
  });
}

/** Returns the case's place in the policy's stages, who may not decide in it, and the complainant's alternatives. */
function stageOf(complaint: Complaint, policy: Policy): CaseAnswer['stage'] {
  const { number, appealed, barred } = complaint.stage;
  const { nextStage, outsideBodies } = alternativesOf(complaint, policy);
  return {
    number,
    names: { ...policy.stages[number - 1]?.names },
    appealed,
    barred,
    nextStage: nextStage === undefined ? null : { ...nextStage, names: { ...nextStage.names } },
    outsideBodies: outsideBodies.map(({ names: known, web }) => ({ names: { ...known }, web })),
  };
}

/** Removes sealed values at every depth: the contracts alone define what is personal, so no list is kept here. */
function leaveOutSealed(body: JsonObject): JsonObject {
  const open = Object.entries(body).filter(([, value]) => !isSealed(value));
  return Object.fromEntries(open.map(([name, value]) => [name, within(value)]));
}

function within(value: Json): Json {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === 'object' && value !== null ? leaveOutSealed(value as JsonObject) : value;
}

function isSealed(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$sealed');
}
