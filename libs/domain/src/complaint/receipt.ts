import type { Concern, EventData, OpenedEventData, OutOfScopeConcern } from '@redress/contracts';
import type { StaffList } from '../permissions/person.js';
import { caseWork, lodging } from '../permissions/roles.js';
import { scopingIn } from '../policies/choose-policy.js';
import { restrictionAtReceipt } from '../policies/confidentiality.js';
import { refuse } from '../refusal.js';
import { tooLateToAdd } from './clocks.js';
import {
  always,
  ended,
  isKnown,
  liesAhead,
  mayStillSay,
  mayStillSend,
  sameContent,
  saying,
  withEntry,
  withFile,
  type Command,
} from './command.js';
import { atLeast, withDetails, type Case, type Complaint, type OutOfScope } from './complaint.js';

// Receiving a complaint, its particulars and its complainant: ISO 10002:2018, 7.2 and 7.4.

type Received = Omit<EventData<'ComplaintReceived'>, 'suggestedConcern' | 'restriction'>;

/** Who shall know of a complaint from its receipt on. */
export interface Confidence {
  /** The people whom staff name by hand; otherwise the policy says whether it is confidential, and to whom. */
  readonly confidentialTo?: readonly string[];
  /** The complainant asks that few know of it. `otherwise`: the title of a supervisor's task, for a policy that names nobody. */
  readonly confidential?: { readonly otherwise: string };
}

/** The task to decide who may know of a complaint whose complainant asks for confidentiality. */
export const CONFIDENTIALITY_TASK = 'confidentiality';

/**
 * Receives a complaint, also out of scope (clause 1), which is only marked: people decide to refer it. It is confidential from the first moment
 * on to whom `confidentialTo` or else the policy names. A wish for confidentiality that the policy cannot meet becomes a task.
 */
export const receive: Command<'receive', Received & Confidence> = {
  type: 'receive',
  by: lodging,
  names: 'confidentialTo',
  standing: () => refuse('reference-taken'),
  decide: ({ data: { confidentialTo: people, confidential, ...data }, policy, staff, now }) => {
    // What is split off was said when the first was received.
    if (data.splitFrom === undefined && liesAhead(data.happenedOn, now)) return refuse('happened-in-future');
    const suggestedConcern = data.concern === undefined ? concernInWords(data.description) : undefined;
    const restriction = people
      ? ({ people, basis: 'by-hand' } as const)
      : asSpelt(restrictionAtReceipt(policy.confidentiality, data, confidential !== undefined), staff);
    const marks = { ...(suggestedConcern && { suggestedConcern }), ...(restriction && { restriction }) };
    const received = { type: 'ComplaintReceived', data: { ...data, ...marks } } as const;
    if (confidential === undefined || restriction !== undefined) return [received];
    const task = { task: CONFIDENTIALITY_TASK, kind: 'other', title: confidential.otherwise } as const;
    return [received, { type: 'TaskAssigned', data: task }];
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
    confidentialTo: [undefined],
    confidential: [undefined],
  },
};

type Restriction = EventData<'ComplaintReceived'>['restriction'];

/** The people of a policy as the staff list spells them. Whoever left it since stays named, so that the complaint is never opened by that. */
function asSpelt(restriction: Restriction, staff: StaffList | undefined): Restriction {
  if (restriction === undefined) return undefined;
  return { ...restriction, people: restriction.people.map((person) => staff?.find(person) ?? person) };
}

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
  standing: mayStillSend,
  // The content identifies a file, not its name.
  standingOf: ({ data }, { attachments }) => (attachments.includes(data.attachment) ? 'done' : undefined),
  refusedBy: tooLateToAdd,
  decide: ({ data, policy, actor, occurredAt }, complaint) =>
    tooLateToAdd(policy, complaint, [actor.role], occurredAt) ?? [{ type: 'AttachmentAdded', data }],
  folds: {
    AttachmentAdded: (complaint, event) => ({
      ...withFile(complaint, event),
      attachments: [...complaint.attachments, event.data.attachment],
    }),
  },
  wordsUnused: true,
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
export const correctDetails: Command<
  'correct-details',
  Omit<EventData<'DetailsCorrected'>, 'suggestedConcern'>,
  'DetailsCorrected'
> = {
  type: 'correct-details',
  by: ['intake-agent', ...caseWork],
  standing: always,
  decide: ({ data, now }, { corrected, concern: declared }) => {
    if (liesAhead(data.happenedOn, now)) return refuse('happened-in-future');
    const { complainant, onBehalfOf, ...rest } = data;
    if (Object.keys({ ...rest, ...complainant, ...onBehalfOf }).length === 0) return refuse('nothing-to-correct');
    if (onBehalfOf !== undefined && data.forThemselves === true) return refuse('for-whom-unclear');
    if (isCorrected(data, corrected)) return [];
    const { description, concern = declared } = data;
    const suggestedConcern =
      description === undefined || concern !== undefined ? undefined : concernInWords(description);
    return [{ type: 'DetailsCorrected', data: { ...data, ...(suggestedConcern && { suggestedConcern }) } }];
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
    description: [undefined, undefined, 'The card was charged twice.', 'I was unfairly dismissed.'],
    desiredOutcome: [undefined, undefined, 'An apology.'],
    jurisdiction: [undefined, 'IR'],
    complainantType: [undefined, 'small-business'],
    concern: [undefined, undefined, 'product-or-service', 'employment'],
    onBehalfOf: [undefined, undefined, undefined, { name: 'Kim Doe' }, { relationship: 'Mother' }],
    forThemselves: [undefined, undefined, undefined, true],
  },
};

/**
 * Records how the complainant wants to be contacted (ISO 10002:2018, clause 4: accessibility, and 7.4). A preference is not a correction:
 * the earlier one was right in its time. The latest statement or correction applies, whoever made it.
 */
export const statePreferences: Command<'state-preferences', EventData<'PreferencesStated'>, 'PreferencesStated'> = {
  type: 'state-preferences',
  by: ['complainant'],
  standing: mayStillSay,
  decide: ({ data }, { corrected }) => {
    if (data.language === undefined && data.preferredChannel === undefined) return refuse('no-preference-stated');
    return isCorrected(asDetails(data), corrected) ? [] : [{ type: 'PreferencesStated', data }];
  },
  folds: {
    PreferencesStated: (complaint, event) => corrected(withEntry(complaint, event), asDetails(event.data)),
  },
  examples: { language: ['fa', undefined, 'en'], preferredChannel: [undefined, 'email', 'phone'] },
};

type Details = OpenedEventData<'DetailsCorrected'>;

/** Whether particulars equal the latest ones, part by part. */
export function isCorrected(said: Details, corrected: Details | undefined): boolean {
  return corrected !== undefined && sameContent(withDetails(corrected, said), corrected);
}

/** Converts preferences to particulars, which replace the earlier ones. */
function asDetails({ language, preferredChannel }: EventData<'PreferencesStated'>): Details {
  return {
    ...(language !== undefined && { language }),
    ...(preferredChannel !== undefined && { complainant: { preferredChannel } }),
  };
}

/** Whether the represented person consents. One of whom nobody knew before has not been asked. */
function consentOf(known: boolean | undefined, onBehalfOf: Details['onBehalfOf']): Pick<Case, 'consent'> {
  if (known !== undefined) return { consent: known };
  return onBehalfOf === undefined ? {} : { consent: false };
}

/** Applies corrections to the recipient and language of later messages, and to what decides on the policy. */
function corrected(complaint: Complaint, said: Details): Case {
  const { language = complaint.addressee.language, complainant, concern, onBehalfOf, forThemselves } = said;
  const name = complainant?.name ?? complaint.addressee.name;
  const { suggestedConcern: _words, ...details } = said;
  const { outOfScope: _scope, consent, emailVerified, ...rest } = complaint;
  return {
    ...rest,
    ...scopeCorrected(complaint, said),
    ...(emailVerified && complainant?.email === undefined && { emailVerified }),
    ...(concern !== undefined && { concern }),
    ...(forThemselves !== true && consentOf(consent, onBehalfOf)),
    addressee: { language, ...(name !== undefined && { name }) },
    corrected: withDetails(complaint.corrected ?? {}, details),
    scoping: { ...complaint.scoping, ...scopingIn(said) },
  };
}

// Whether it is a matter for this procedure: ISO 10002:2018, clause 1.

/** Checks the scope of a receipt; undefined if it seems in scope. */
export function outOfScope(received: {
  readonly concern?: Concern;
  readonly suggestedConcern?: OutOfScopeConcern;
}): OutOfScope | undefined {
  const { concern, suggestedConcern } = received;
  if (concern === 'employment' || concern === 'external-dispute') return { concern, basis: 'declared' };
  return suggestedConcern === undefined ? undefined : { concern: suggestedConcern, basis: 'words' };
}

/** The scope after a correction. A declared kind of matter outweighs the words, whichever was said first. */
export function scopeCorrected(
  known: Pick<Complaint, 'outOfScope' | 'concern'>,
  said: Pick<OpenedEventData<'DetailsCorrected'>, 'concern' | 'description' | 'suggestedConcern'>,
): Pick<Complaint, 'outOfScope'> {
  const { concern = known.concern } = said;
  const isUntouched =
    concern === undefined && (said.description === undefined || known.outOfScope?.basis === 'declared');
  const found = isUntouched ? known.outOfScope : outOfScope(concern === undefined ? said : { concern });
  return found === undefined ? {} : { outOfScope: found };
}

/** Whether it was declared, or its words suggest, that a complaint is no matter for this procedure, and no decision says otherwise. */
export function seemsOutOfScope({ outOfScope: found, decision }: Pick<Complaint, 'outOfScope' | 'decision'>): boolean {
  return found !== undefined && decision === undefined;
}

/**
 * Phrases that rarely occur in other matters. Excludes single words (employer, court, کارفرما), which occur in any complaint. A new
 * phrase does not affect complaints received before.
 */
const PHRASES: { readonly [concern in OutOfScopeConcern]: readonly string[] } = {
  employment: [
    'unfair dismissal',
    'unfairly dismissed',
    'wrongful termination',
    'wrongfully terminated',
    'constructive dismissal',
    'my employment contract',
    'my line manager',
    'as your employee',
    'employee of yours',
    'unpaid overtime',
    'unpaid wages',
    'employment tribunal',
    'اخراج از کار',
    'از کار اخراج',
    'قرارداد کار من',
    'قرارداد کارم',
    'حقوق معوقه',
    'اضافه کاری من',
    'اضافه کاری ام',
    'کارمند شما هستم',
    'کارمند شما بودم',
    'هیات تشخیص',
    'اداره کار شکایت',
  ],
  'external-dispute': [
    'i have sued',
    'i am suing',
    'filed a lawsuit',
    'filed suit',
    'taken you to court',
    'before the court',
    'court proceedings',
    'small claims court',
    'in arbitration',
    'referred to arbitration',
    'complained to the ombudsman',
    'with the ombudsman',
    'در دادگاه مطرح',
    'به دادگاه شکایت',
    'دادخواست داده',
    'دادخواست دادم',
    'شکایت قضایی',
    'پرونده قضایی',
    'شورای حل اختلاف',
    'به داوری ارجاع',
    'دیوان عدالت اداری',
  ],
};

/** The out-of-scope concern that a complaint's text suggests, in English or Persian; undefined if none. */
export function concernInWords(description: string): OutOfScopeConcern | undefined {
  const words = ` ${plain(description)} `;
  const found = (Object.keys(PHRASES) as OutOfScopeConcern[]).filter((concern) =>
    PHRASES[concern].some((phrase) => words.includes(` ${phrase} `)),
  );
  // An employment dispute before a tribunal counts as employment.
  return found[0];
}

/** Normalizes letters (Arabic yeh and kaf, hamza forms of different keyboards), and replaces separators by one space. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[يى]/g, 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ئ', 'ا')
    .replaceAll('أ', 'ا')
    .replaceAll('ۀ', 'ه')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
