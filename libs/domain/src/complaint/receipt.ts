import type { EventData, OpenedEventData } from '@redress/contracts';
import { caseWork, lodging } from '../permissions/roles.js';
import { refuse } from '../refusal.js';
import { always, ended, isKnown, liesAhead, sameContent, saying, type Command } from './command.js';
import { concernInWords } from './scope.js';
import { atLeast, withDetails, type Case, type Complaint } from './complaint.js';
import { mayStillAdd } from './windows.js';

// Receiving a complaint, its particulars and its complainant: ISO 10002:2018, 7.2 and 7.4.

/** Most files of one complaint: more than any has needed, few enough to review. */
const ATTACHMENTS_MAX = 20;

/** Receives a complaint, also out of scope (clause 1), which is only marked: people decide to refer it. */
export const receive: Command<'receive', Omit<EventData<'ComplaintReceived'>, 'suggestedConcern'>> = {
  type: 'receive',
  // A complaint that does not exist yet has no walls; under a reference that is taken, the next one is tried.
  despiteInterest: () => true,
  by: lodging,
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

/** Acknowledges the complaint; also happens automatically when the acknowledgement is sent. */
export const acknowledge: Command<'acknowledge', EventData<'ComplaintAcknowledged'>, 'ComplaintAcknowledged'> = {
  type: 'acknowledge',
  by: [...caseWork, 'system'],
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
 * Records the consent of the represented person. A complaint on behalf of another is received and investigated without it, but the
 * decision is communicated to the representative only with it.
 */
export const recordConsent: Command<'record-consent', EventData<'ConsentRecorded'>, 'ConsentRecorded'> = {
  type: 'record-consent',
  by: ['intake-agent', ...caseWork],
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

/** Records a file, whose content is stored before the command is decided. */
export const addAttachment: Command<'add-attachment', EventData<'AttachmentAdded'>, 'AttachmentAdded'> = {
  type: 'add-attachment',
  by: ['complainant', 'intake-agent', ...caseWork],
  standing: ({ attachments }) => (attachments.length < ATTACHMENTS_MAX ? 'open' : refuse('too-many-attachments')),
  // The content identifies a file, not its name.
  standingOf: ({ data }, { attachments }) => (attachments.includes(data.attachment) ? 'done' : undefined),
  allowedBy: mayStillAdd,
  decide: ({ data, policy, actor, occurredAt }, complaint) =>
    mayStillAdd(policy, complaint, [actor.role], occurredAt)
      ? [{ type: 'AttachmentAdded', data }]
      : refuse('writing-window-over'),
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
 * Corrects details of the receipt (ISO 10002:2018, clause 4: integrity of information), not later events. A repeat is recognized if each
 * part equals the last correction of that part.
 */
export const correctDetails: Command<'correct-details', EventData<'DetailsCorrected'>, 'DetailsCorrected'> = {
  type: 'correct-details',
  by: ['intake-agent', ...caseWork],
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
 * Records how the complainant wants to be contacted (ISO 10002:2018, clause 4: accessibility, and 7.4). A preference is not a correction:
 * the earlier one was right in its time. The latest statement or correction applies, whoever made it.
 */
export const statePreferences: Command<'state-preferences', EventData<'PreferencesStated'>, 'PreferencesStated'> = {
  type: 'state-preferences',
  by: ['complainant'],
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

/** Converts preferences to particulars, which replace the earlier ones. */
function asDetails({ language, preferredChannel }: EventData<'PreferencesStated'>): Details {
  return {
    ...(language !== undefined && { language }),
    ...(preferredChannel !== undefined && { complainant: { preferredChannel } }),
  };
}

/** Applies corrections to the recipient and language of later messages. */
function corrected(complaint: Complaint, said: Details): Case {
  const { language = complaint.addressee.language, complainant } = said;
  const name = complainant?.name ?? complaint.addressee.name;
  return {
    ...complaint,
    addressee: { language, ...(name !== undefined && { name }) },
    corrected: withDetails(complaint.corrected ?? {}, said),
  };
}
