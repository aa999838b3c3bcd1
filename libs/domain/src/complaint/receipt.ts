import type { EventData, OpenedEventData } from '@redress/contracts';
import { caseWork, lodging } from '../permissions/roles.js';
import { refuse } from '../refusal.js';
import { always, ended, isKnown, liesAhead, sameContent, saying, type Command } from './command.js';
import { concernInWords } from './scope.js';
import { atLeast, withDetails, type Case, type Complaint } from './complaint.js';

// Receiving a complaint, and what is known of it and of who complains: ISO 10002:2018, 7.2 and 7.4.

/** Files of one complaint: more than any has needed, and few enough to be looked through. */
const ATTACHMENTS_MAX = 20;

/** What is out of scope (clause 1) is received like anything else, and recognized: it is for people to refer it. */
export const receive: Command<'receive', Omit<EventData<'ComplaintReceived'>, 'suggestedConcern'>> = {
  type: 'receive',
  by: lodging,
  despiteInterest: true,
  standing: () => refuse('reference-taken'),
  decide: ({ data, now }) => {
    // What is split off was said when the first was received.
    if (data.splitFrom === undefined && liesAhead(data.happenedOn, now)) return refuse('happened-in-future');
    const suggestedConcern = data.concern === undefined ? concernInWords(data.description) : undefined;
    return [{ type: 'ComplaintReceived', data: { ...data, ...(suggestedConcern && { suggestedConcern }) } }];
  },
  folds: {},
  examples: {
    description: ['I was charged twice.', 'The card was swallowed.'],
    desiredOutcome: [undefined, 'The second charge paid back.'],
    product: [undefined, 'credit-card'],
    issue: [undefined, 'fees'],
    organizationUnit: [undefined, 'branch-12'],
    jurisdiction: [undefined, 'IR'],
    complainantType: [undefined, 'consumer'],
    concern: [undefined, 'product-or-service', 'complaint-handling', 'employment', 'external-dispute'],
    happenedOn: [undefined, '2026-11-01'],
    channel: ['web', 'phone'],
    language: ['en', 'fa'],
    immediateActionTaken: [undefined, 'The card was blocked.'],
    externalReference: [undefined, 'C-1'],
    complainant: [undefined, { name: 'Robin Doe', email: 'robin@example.org' }],
    onBehalfOf: [undefined, undefined, undefined, { consent: true }, { consent: true }, { consent: false }],
    splitFrom: [undefined],
  },
};

/** Also by itself, once the acknowledgement was sent. */
export const acknowledge: Command<'acknowledge', EventData<'ComplaintAcknowledged'>, 'ComplaintAcknowledged'> = {
  type: 'acknowledge',
  by: [...caseWork, 'system'],
  despiteInterest: true,
  standing: (complaint) => ended(complaint) ?? (complaint.acknowledged ? 'done' : 'open'),
  decide: ({ data }) => [{ type: 'ComplaintAcknowledged', data }],
  folds: {
    ComplaintAcknowledged: (complaint, { data }) => ({
      ...complaint,
      ...saying('acknowledge', data, complaint),
      acknowledged: true,
      status: atLeast(complaint, 'acknowledged'),
    }),
  },
  once: { otherwise: 'already-acknowledged', act: () => 'acknowledge' },
  examples: { channel: [undefined, 'email', 'letter'] },
};

/**
 * A complaint on behalf of somebody else is received without their consent, and looked into. Its decision is not told to the representative
 * before they agree.
 */
export const recordConsent: Command<'record-consent', EventData<'ConsentRecorded'>, 'ConsentRecorded'> = {
  type: 'record-consent',
  by: ['intake-agent', ...caseWork],
  despiteInterest: true,
  standing: (complaint) => ended(complaint) ?? (complaint.consent === undefined ? refuse('not-on-behalf') : 'open'),
  decide: ({ data }, complaint) => {
    const isAgain =
      data.given === complaint.consent &&
      isKnown(data, { given: complaint.consent, ...complaint.said['record-consent'] });
    return isAgain ? [] : [{ type: 'ConsentRecorded', data }];
  },
  folds: {
    ConsentRecorded: (complaint, { data }) => ({
      ...complaint,
      ...saying('record-consent', data, complaint),
      consent: data.given,
    }),
  },
  examples: { given: [true, false], evidence: [undefined, 'A signed form.', 'A call.'] },
};

/** Its content is stored before the command is decided. */
export const addAttachment: Command<'add-attachment', EventData<'AttachmentAdded'>, 'AttachmentAdded'> = {
  type: 'add-attachment',
  by: ['complainant', 'intake-agent', ...caseWork],
  despiteInterest: true,
  standing: ({ status, attachments }) => {
    if (status === 'closed') return refuse('complaint-closed');
    return attachments.length < ATTACHMENTS_MAX ? 'open' : refuse('too-many-attachments');
  },
  // A file is what its content is, whatever its sender calls it.
  standingOf: ({ data }, { attachments }) => (attachments.includes(data.attachment) ? 'done' : undefined),
  decide: ({ data }) => [{ type: 'AttachmentAdded', data }],
  folds: {
    AttachmentAdded: (complaint, { data }) => ({
      ...complaint,
      attachments: [...complaint.attachments, data.attachment],
    }),
  },
  examples: {
    attachment: ['0'.repeat(32), ...[...'123456789abcdef'].map((digit) => digit.repeat(32))],
    mediaType: ['application/pdf'],
    bytes: [1_000],
    sha256: ['0'.repeat(64)],
    name: [undefined, 'receipt.pdf'],
  },
};

/**
 * Puts right what was written down wrongly at receipt (ISO 10002:2018, clause 4: integrity of information). What happened is not corrected.
 * Says nothing anew when each part of it was the last correction of that part.
 */
export const correctDetails: Command<'correct-details', EventData<'DetailsCorrected'>, 'DetailsCorrected'> = {
  type: 'correct-details',
  by: ['intake-agent', ...caseWork],
  despiteInterest: true,
  standing: always,
  decide: ({ data, now }, { corrected }) => {
    if (liesAhead(data.happenedOn, now)) return refuse('happened-in-future');
    const { complainant, ...rest } = data;
    if (Object.keys({ ...rest, ...complainant }).length === 0) return refuse('nothing-to-correct');
    return isCorrected(data, corrected) ? [] : [{ type: 'DetailsCorrected', data }];
  },
  folds: {
    DetailsCorrected: (complaint, { data }) => corrected(complaint, data),
  },
  examples: {
    product: ['card', undefined, 'loan'],
    issue: [undefined, 'fees'],
    organizationUnit: [undefined, 'branch-12'],
    happenedOn: [undefined, '2026-11-01'],
    channel: [undefined, 'letter'],
    language: [undefined, 'fa'],
    externalReference: [undefined, 'C-2'],
    complainant: [undefined, { name: 'Robin Doe' }, { name: 'رابین' }],
  },
};

/**
 * How a complainant wants to be written to (ISO 10002:2018, clause 4: accessibility, and 7.4). A wish is no correction: what was said before
 * was right in its time. What was stated last holds, by whomever it was stated or corrected.
 */
export const statePreferences: Command<'state-preferences', EventData<'PreferencesStated'>, 'PreferencesStated'> = {
  type: 'state-preferences',
  by: ['complainant'],
  despiteInterest: true,
  standing: always,
  decide: ({ data }, { corrected }) => {
    if (data.language === undefined && data.preferredChannel === undefined) return refuse('no-preference-stated');
    return isCorrected(asDetails(data), corrected) ? [] : [{ type: 'PreferencesStated', data }];
  },
  folds: {
    PreferencesStated: (complaint, { data }) => corrected(complaint, asDetails(data)),
  },
  examples: { language: ['fa', undefined, 'en'], preferredChannel: [undefined, 'email', 'phone'] },
};

type Details = OpenedEventData<'DetailsCorrected'>;

function isCorrected(said: Details, corrected: Details | undefined): boolean {
  return corrected !== undefined && sameContent(withDetails(corrected, said), corrected);
}

/** The particulars in whose place the wishes stand from now on. */
function asDetails({ language, preferredChannel }: EventData<'PreferencesStated'>): Details {
  return {
    ...(language !== undefined && { language }),
    ...(preferredChannel !== undefined && { complainant: { preferredChannel } }),
  };
}

/** Later messages go to whom, and in the language, that the correction says. */
function corrected(complaint: Complaint, said: Details): Case {
  const { language = complaint.addressee.language, complainant } = said;
  const name = complainant?.name ?? complaint.addressee.name;
  return {
    ...complaint,
    addressee: { language, ...(name !== undefined && { name }) },
    corrected: withDetails(complaint.corrected ?? {}, said),
  };
}
