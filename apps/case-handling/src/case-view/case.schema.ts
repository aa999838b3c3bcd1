import { concerns, linkRelations, outOfScopeConcerns, priorities, taskKinds } from '@redress/contracts';
import { complaintStatuses } from '@redress/domain';
import {
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  referenceSchema,
  revisionSchema,
  textSchema,
} from '@redress/platform';

const clock = {
  type: 'object',
  required: ['name', 'state', 'startedAt', 'dueAt', 'policy', 'overdue'],
  properties: {
    name: textSchema,
    state: textSchema,
    startedAt: instantSchema,
    dueAt: instantSchema,
    policy: textSchema,
  },
};

const remedyStates = ['owed', 'overdue', 'delivered'];

const part = orNull({ type: 'object' });

const task = {
  type: 'object',
  required: ['task', 'kind', 'state', 'overdue', 'assignedBy', 'assignedAt'],
  properties: {
    task: textSchema,
    kind: { enum: taskKinds },
    title: { description: 'A text, or `{ "erased": true }`, or `{ "keyMissing": true }`.' },
    department: textSchema,
    assignee: textSchema,
    dueOn: { type: 'string', format: 'date' },
    state: { enum: ['open', 'done', 'cancelled'] },
    overdue: { type: 'boolean', description: 'Still open after its due date.' },
    assignedBy: textSchema,
    assignedAt: instantSchema,
  },
};

/** A case, for the API's description. Parts that a complaint does not have are null, empty or absent. */
export const caseSchema = {
  ...objectSchema(
    {
      reference: referenceSchema,
      revision: revisionSchema,
      status: { enum: complaintStatuses },
      channel: textSchema,
      language: textSchema,
      receivedAt: instantSchema,
      assessment: part,
      assessments: {
        ...listOf({ type: 'object' }),
        description: 'Every assessment, oldest first; the last is the current one.',
      },
      team: orNull(textSchema),
      route: part,
      conflicts: listOf({ type: 'object' }),
      priority: orNull({ enum: priorities }),
      outOfScope: orNull({
        ...objectSchema({ concern: { enum: outOfScopeConcerns }, basis: { enum: ['declared', 'words'] } }),
        description: 'Why it seems to be out of scope, so that somebody looks and refers it.',
      }),
      assignee: orNull(textSchema),
      dueAt: orNull(instantSchema),
      clocks: listOf(clock),
      tasks: listOf(task),
      questions: {
        ...listOf({ type: 'object' }),
        description: 'What the complainant was asked, and when it was answered.',
      },
      evidence: listOf({ type: 'object' }),
      interviews: listOf({ type: 'object' }),
      findings: listOf({ type: 'object' }),
      response: part,
      decision: part,
      closure: part,
      links: listOf({
        type: 'object',
        required: ['complaint', 'relation', 'linkedBy', 'linkedAt'],
        properties: { complaint: referenceSchema, relation: { enum: linkRelations } },
      }),
      mergedInto: {
        ...orNull(referenceSchema),
        description: 'The earlier complaint within which this one is handled.',
      },
      merges: {
        ...listOf({ type: 'object', required: ['into', 'mergedBy', 'mergedAt'] }),
        description: 'Every merge of this complaint, oldest first; one that was undone says by whom, when and why.',
      },
      absorbed: {
        ...listOf(
          objectSchema({ complaint: referenceSchema, absorbedAt: instantSchema, releasedAt: orNull(instantSchema) }),
        ),
        description: 'Later complaints that are, or were, handled within this one.',
      },
      splitFrom: { ...orNull(referenceSchema), description: 'The complaint off which this one was split.' },
      splitInto: listOf(objectSchema({ complaint: referenceSchema, splitBy: textSchema, splitAt: instantSchema })),
      availableCommands: { ...listOf(textSchema), description: 'What this caller could do now.' },
    },
    {
      title: 'Case',
      optional: {
        warnings: {
          ...listOf({ enum: ['history-incomplete'] }),
          description: 'What is wrong with what is shown: the log no longer has every event that it was made of.',
        },
        product: textSchema,
        jurisdiction: textSchema,
        complainantType: textSchema,
        concern: { enum: concerns },
        immediateActionTaken: {
          description: 'What was done at once: a text, or `{ "erased": true }`, or `{ "keyMissing": true }`.',
        },
        description: { description: 'A text, or `{ "erased": true }`, or `{ "keyMissing": true }`.' },
        desiredOutcome: { description: 'A text, or `{ "erased": true }`, or `{ "keyMissing": true }`.' },
        complainant: { type: 'object' },
        stage: { type: 'object', required: ['number', 'names', 'barred', 'nextStage', 'outsideBodies'] },
        appeals: listOf({ type: 'object' }),
        finalPosition: part,
        earlyResolution: {
          ...part,
          description: 'What settled it before a decision, and the clocks that nothing is owed of any more.',
        },
        referral: part,
        award: part,
        remedies: {
          ...listOf({ type: 'object', required: ['kind', 'state'], properties: { state: { enum: remedyStates } } }),
          description:
            'What the communicated decision promised, or the award in its place, and what became of it by now.',
        },
        notes: listOf({ type: 'object' }),
        redactions: {
          ...listOf({ type: 'object' }),
          description: 'Which messages were made unreadable (`message` is a revision), by whom, when and why.',
        },
        possibleDuplicates: {
          ...listOf(referenceSchema),
          description:
            'Other complaints that may be about the same, when `with` asks for them; why, says their own query. Of the present case only.',
        },
        attachments: listOf({ type: 'object', required: ['attachment', 'mediaType', 'bytes', 'sha256', 'by', 'at'] }),
      },
    },
  ),
  additionalProperties: true,
};
