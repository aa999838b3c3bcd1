import type { ComplaintEvent, EventData } from '@redress/contracts';
import { hasItem } from '../long-list.js';
import { caseWork } from '../permissions/roles.js';
import { refuse, type RefusalCode } from '../refusal.js';
import { tooLateToAdd, pausedByAsking, resumedByAnswer } from './clocks.js';
import {
  always,
  ended,
  givingTo,
  isBlank,
  liesAhead,
  mayStillSay,
  sameContent,
  saying,
  withEntry,
  type Command,
  type Standing,
} from './command.js';
import {
  atLeast,
  named,
  nextName,
  type Case,
  type Complaint,
  type ComplaintStatus,
  type Named,
  type Task,
} from './complaint.js';

// The investigation: notes, questions, tasks, evidence and findings (ISO 10002:2018, 7.6). Each list has a limit: more than any case has
// needed, few enough to read.

const OPEN_TASKS_MAX = 100;
const OPEN_REQUESTS_MAX = 20;
const EVIDENCE_MAX = 500;
const INTERVIEWS_MAX = 200;

/** Content whose name within the complaint may be left to Redress: the next one is given. */
type MaybeNamed<Data, Name extends keyof Data> = Omit<Data, Name> & { readonly [Field in Name]?: Data[Field] };

export const addNote: Command<'add-note', EventData<'NoteAdded'>, 'NoteAdded'> = {
  type: 'add-note',
  by: [...caseWork, 'system'],
  // A call after closing is noted like any other.
  standing: always,
  decide: ({ data }) => [{ type: 'NoteAdded', data }],
  folds: {
    NoteAdded: (complaint) => ({ ...complaint, notes: complaint.notes + 1 }),
  },
  wordsUnused: true,
  adds: () => true,
  examples: { text: ['Called.', 'بله'], visibility: ['internal', 'complainant'] },
};

/**
 * Makes the text of one message unreadable (ISO 10002:2018, clause 4: confidentiality); its existence stays on record. Only for
 * compliance, because a handler must not remove what speaks against them. Requires a reason, because it cannot be undone.
 */
export const redactMessage: Command<'redact-message', EventData<'MessageRedacted'>, 'MessageRedacted'> = {
  type: 'redact-message',
  by: ['compliance'],
  standing: ({ redactable, redacted }) => {
    if (redactable.length > 0) return 'open';
    return redacted.length > 0 ? 'done' : refuse('message-without-own-key');
  },
  standingOf: ({ data: { message } }, { revision, redactable, redacted }) => {
    if (hasItem(redactable, message)) return 'open';
    if (redacted.includes(message)) return 'done';
    return refuse(message > revision ? 'unknown-message' : 'message-without-own-key');
  },
  decide: ({ data, reason }) => (isBlank(reason) ? refuse('reason-missing') : [{ type: 'MessageRedacted', data }]),
  folds: {
    // Redactable and redacted messages are tracked for every event.
    MessageRedacted: (complaint) => complaint,
  },
  examples: { message: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
};

/** Asks the complainant a question, which pauses clocks where the policy allows it. */
export const requestInformation: Command<
  'request-information',
  MaybeNamed<EventData<'InformationRequested'>, 'request'>,
  'InformationRequested'
> = {
  type: 'request-information',
  by: caseWork,
  standing: (complaint) =>
    ended(complaint) ?? (openOf(complaint.requests) < OPEN_REQUESTS_MAX ? 'open' : refuse('too-many-requests-open')),
  standingOf: ({ data: { request, ...content } }, { requests }) =>
    saidAgain(request, content, requests, 'request-exists'),
  decide: (sent, complaint) => {
    const request = sent.data.request ?? nextName('request', complaint.requests);
    return [{ type: 'InformationRequested', data: { ...sent.data, request } }, ...pausedByAsking(sent, complaint)];
  },
  folds: {
    InformationRequested: (complaint, { data: { request, ...content } }) => ({
      ...complaint,
      requests: { ...complaint.requests, [request]: { content, standing: 'open' } },
    }),
  },
  // What is given no name is another one each time.
  adds: ({ request }) => request === undefined,
  examples: {
    request: [undefined, 'request-1', 'receipt'],
    text: ['Do you have the receipt?', 'بله'],
    dueOn: [undefined, '2026-12-01'],
  },
};

/**
 * Adds information, optionally as the answer to a named question; further answers add to it. The last answer resumes clocks that questions
 * paused. Complainants can still write after closing, within the policy's window: something may go wrong later.
 */
export const addInformation: Command<'add-information', EventData<'InformationAdded'>, 'InformationAdded'> = {
  type: 'add-information',
  by: ['complainant', 'intake-agent', ...caseWork],
  standing: mayStillSay,
  standingOf: ({ data: { request } }, { requests }) =>
    request !== undefined && named(requests, request) === undefined ? refuse('unknown-request') : undefined,
  refusedBy: tooLateToAdd,
  decide: (sent, complaint) => {
    const { data, policy, actor, occurredAt } = sent;
    const tooLate = tooLateToAdd(policy, complaint, [actor.role], occurredAt);
    if (tooLate !== undefined) return tooLate;
    const waiting = Object.entries(complaint.requests).filter(
      ([name, { standing }]) => standing === 'open' && name !== data.request,
    );
    const resumed: readonly ComplaintEvent[] =
      data.request === undefined || waiting.length > 0 ? [] : resumedByAnswer(sent, complaint);
    return [{ type: 'InformationAdded', data }, ...resumed];
  },
  folds: {
    InformationAdded: (complaint, event) => informed(event.data.request, withEntry(complaint, event)),
  },
  wordsUnused: true,
  adds: () => true,
  examples: { text: ['It happened again.', 'بله'], request: [undefined, 'request-1', 'receipt'] },
};

/**
 * Assigns a task. Tasks are possible in every status: after the end of a case, a closing letter may remain to be written, or a remedy to
 * be delivered.
 */
export const assignTask: Command<'assign-task', MaybeNamed<EventData<'TaskAssigned'>, 'task'>, 'TaskAssigned'> = {
  type: 'assign-task',
  by: [...caseWork, 'system'],
  names: 'assignee',
  givesWork: true,
  namesTeam: 'department',
  standing: ({ tasks }) => (openOf(tasks) < OPEN_TASKS_MAX ? 'open' : refuse('too-many-tasks')),
  standingOf: ({ data: { task, ...content } }, complaint) =>
    saidAgain(task, content, complaint.tasks, 'task-exists') ?? givingTo(content.assignee, complaint),
  decide: ({ data }, { tasks }) => [
    { type: 'TaskAssigned', data: { ...data, task: data.task ?? nextName('task', tasks) } },
  ],
  folds: {
    TaskAssigned: (complaint, { data: { task, ...content }, actor }) => ({
      ...complaint,
      tasks: { ...complaint.tasks, [task]: { content, assignedBy: actor.id, standing: 'open' } },
    }),
  },
  // What is given no name is another one each time.
  adds: ({ task }) => task === undefined,
  examples: {
    task: [undefined, 'task-1', 'call-back'],
    kind: ['call', 'investigate', 'provide-information', 'send-letter', 'deliver-remedy', 'other'],
    title: ['Call the branch.', 'بله'],
    department: [undefined, 'Cards'],
    assignee: [undefined, 'handler-1'],
    insteadOf: [undefined],
    dueOn: [undefined, '2026-12-01'],
  },
};

const someTaskOpen = ({ tasks }: Complaint): Standing => (openOf(tasks) > 0 ? 'open' : refuse('unknown-task'));

export const completeTask: Command<'complete-task', EventData<'TaskCompleted'>, 'TaskCompleted'> = {
  type: 'complete-task',
  by: caseWork,
  standing: someTaskOpen,
  standingOf: ({ data }, complaint) => endingTask(data.task, 'done', complaint),
  decide: ({ data }) => [{ type: 'TaskCompleted', data }],
  folds: {
    TaskCompleted: (complaint, { data }) => ({
      ...withTask(data.task, 'done', complaint),
      ...saying(`complete-task ${data.task}`, data, complaint),
    }),
  },
  once: { otherwise: 'task-ended', act: ({ task }) => `complete-task ${task}` },
  examples: { task: ['task-1', 'call-back'], result: [undefined, 'They will look.', 'بله'] },
};

/** Requires a reason, which tells the assignee why the task is no longer needed. */
export const cancelTask: Command<'cancel-task', EventData<'TaskCancelled'>, 'TaskCancelled'> = {
  type: 'cancel-task',
  by: caseWork,
  standing: someTaskOpen,
  standingOf: ({ data }, complaint) => endingTask(data.task, 'cancelled', complaint),
  decide: ({ data, reason }) => (isBlank(reason) ? refuse('reason-missing') : [{ type: 'TaskCancelled', data }]),
  folds: {
    TaskCancelled: (complaint, { data }) => withTask(data.task, 'cancelled', complaint),
  },
  examples: { task: ['task-1', 'call-back'] },
};

/** Requires the file first: evidence that points to a missing file proves nothing later. */
export const addEvidence: Command<
  'add-evidence',
  MaybeNamed<EventData<'EvidenceAdded'>, 'evidence'>,
  'EvidenceAdded'
> = {
  type: 'add-evidence',
  by: caseWork,
  standing: (complaint) =>
    ended(complaint) ?? (Object.keys(complaint.evidence).length < EVIDENCE_MAX ? 'open' : refuse('too-many-entries')),
  standingOf: ({ data: { evidence, ...content } }, complaint) =>
    saidAgain(evidence, content, complaint.evidence, 'evidence-exists'),
  decide: ({ data }, { evidence, attachments }) => {
    const { attachment } = data;
    if (attachment !== undefined && !attachments.includes(attachment)) return refuse('unknown-attachment');
    return [{ type: 'EvidenceAdded', data: { ...data, evidence: data.evidence ?? nextName('evidence', evidence) } }];
  },
  folds: {
    EvidenceAdded: (complaint, { data: { evidence, ...content } }) => ({
      ...complaint,
      evidence: { ...complaint.evidence, [evidence]: { content } },
      status: investigated(complaint),
    }),
  },
  // What is given no name is another one each time.
  adds: ({ evidence }) => evidence === undefined,
  examples: {
    evidence: [undefined, 'evidence-1', 'photo'],
    kind: ['record', 'document', 'photo', 'statement', 'other'],
    description: ['The ledger.', 'بله'],
    source: [undefined, 'A teller'],
    sha256: [undefined, '0'.repeat(64)],
    attachment: [undefined, '0'.repeat(32), '1'.repeat(32)],
  },
};

export const recordInterview: Command<'record-interview', EventData<'InterviewRecorded'>, 'InterviewRecorded'> = {
  type: 'record-interview',
  by: caseWork,
  // The person complained about is heard like everybody else (ISO 10002:2018, clause 4: objectivity).
  despiteInterest: ({ role }) => role === 'staff',
  standing: (complaint) =>
    ended(complaint) ?? (complaint.interviews < INTERVIEWS_MAX ? 'open' : refuse('too-many-entries')),
  decide: ({ data, now }) =>
    liesAhead(data.heldOn, now) ? refuse('interview-in-future') : [{ type: 'InterviewRecorded', data }],
  folds: {
    InterviewRecorded: (complaint) => ({
      ...complaint,
      interviews: complaint.interviews + 1,
      status: investigated(complaint),
    }),
  },
  wordsUnused: true,
  adds: () => true,
  examples: {
    with: ['A teller', 'بله'],
    role: ['staff', 'complainant', 'witness', 'other'],
    heldOn: ['2026-11-01', '2027-11-01'],
    summary: ['Remembers it.', 'بله'],
  },
};

/** If the policy lists causes, a finding names one of them or none, because causes are counted by code. */
export const recordFinding: Command<
  'record-finding',
  Omit<EventData<'FindingRecorded'>, 'taxonomy'>,
  'FindingRecorded'
> = {
  type: 'record-finding',
  by: caseWork,
  standing: (complaint) => ended(complaint) ?? (complaint.assessment === undefined ? refuse('not-assessed') : 'open'),
  decide: ({ data, policy: { rootCauses } }) => {
    if (data.rootCause === undefined || rootCauses === undefined) return [{ type: 'FindingRecorded', data }];
    if (!rootCauses.causes.some(({ code }) => code === data.rootCause)) return refuse('root-cause-unknown');
    return [{ type: 'FindingRecorded', data: { ...data, taxonomy: rootCauses.version } }];
  },
  folds: {
    FindingRecorded: (complaint) => ({
      ...complaint,
      findings: complaint.findings + 1,
      status: atLeast(complaint, 'under-investigation'),
    }),
  },
  wordsUnused: true,
  adds: () => true,
  examples: {
    summary: ['Posted twice.', 'بله'],
    upheld: ['upheld', 'partly-upheld', 'not-upheld'],
    rootCause: [undefined, 'terminal-retry'],
  },
};

/** Undefined for a new name; otherwise a repeat, or a refusal because the name is taken. */
function saidAgain(
  name: string | undefined,
  content: object,
  known: Named<{ readonly content: object }>,
  taken: RefusalCode,
): Standing | undefined {
  const before = name === undefined ? undefined : named(known, name);
  if (before === undefined) return undefined;
  return sameContent(content, before.content) ? 'done' : refuse(taken);
}

function openOf(things: Named<{ readonly standing: string }>): number {
  return Object.values(things).filter(({ standing }) => standing === 'open').length;
}

function endingTask(name: string, verdict: 'done' | 'cancelled', { tasks }: Complaint): Standing {
  const task = named(tasks, name);
  if (task === undefined) return refuse('unknown-task');
  if (task.standing === verdict) return 'done';
  return task.standing === 'open' ? 'open' : refuse('task-ended');
}

function withTask(name: string, standing: Task['standing'], complaint: Complaint): Case {
  const task = named(complaint.tasks, name);
  if (task === undefined) return complaint;
  return { ...complaint, tasks: { ...complaint.tasks, [name]: { ...task, standing } } };
}

function informed(request: string | undefined, complaint: Complaint): Case {
  const informationGiven = complaint.informationGiven + 1;
  const question = request === undefined ? undefined : named(complaint.requests, request);
  if (request === undefined || question === undefined) return { ...complaint, informationGiven };
  const requests = { ...complaint.requests, [request]: { ...question, standing: 'answered' as const } };
  return { ...complaint, informationGiven, requests };
}

/** Does not count work before the assessment as investigation. */
function investigated(complaint: Complaint): ComplaintStatus {
  return complaint.assessment === undefined ? complaint.status : atLeast(complaint, 'under-investigation');
}
