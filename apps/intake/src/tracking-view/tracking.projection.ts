import {
  complaintProjection,
  orNothing,
  promisedRemedy,
  withDelivery,
  type ComplaintChange,
  type ComplaintChanges,
  type DocumentOf,
} from '@redress/complaints';
import { Channel, closed, fieldsOf, Language, personal, vocabulary, type ComplaintEventType } from '@redress/contracts';
import { answerDueAt, complaintStatuses, type ComplaintStatus, type Instant } from '@redress/domain';
import Type from 'typebox';

const { instant } = vocabulary;
const words = () => personal(Type.String());
const { decision, explanation, remedies, responseKind } = fieldsOf('ResponseProposed');
const { attachment, mediaType, bytes, name } = fieldsOf('AttachmentAdded');
const { request, dueOn } = fieldsOf('InformationRequested');
const Status = Type.Enum(complaintStatuses);

/** The decision, and the state of the remedies it promised. */
export const told = closed({
  decision,
  explanation,
  remedies: Type.Array(promisedRemedy),
  communicatedAt: instant(),
  message: fieldsOf('DecisionCommunicated').message,
});

/** The award of an outside body, which explained its reasons to the complainant itself. */
export const awarded = closed({
  by: fieldsOf('AwardRecorded').by,
  remedies: Type.Array(promisedRemedy),
  recordedAt: instant(),
});

/** What complainants may see of their complaint (clause 7.3): never internal notes, names or assessments. */
export const trackingDocument = closed({
  receivedAt: instant(),
  status: Status,
  language: Language,
  preferredChannel: orNothing(Channel),
  dueAt: orNothing(instant()),
  steps: Type.Array(closed({ step: Status, at: instant() })),
  /** The proposed decision, stored but not shown until it is communicated. */
  proposal: orNothing(closed({ decision, explanation, remedies, responseKind })),
  decision: orNothing(told),
  award: orNothing(awarded),
  finalPosition: orNothing(closed({ text: words(), statedAt: instant() })),
  /** The reason is written for the complainant. */
  referral: orNothing(
    closed({ to: fieldsOf('ComplaintReferred').to, reason: Type.Optional(words()), referredAt: instant() }),
  ),
  mergedAt: orNothing(instant()),
  splitInto: Type.Array(closed({ reference: vocabulary.reference(), at: instant() })),
  questions: Type.Array(
    closed({ request, text: words(), dueOn, askedAt: instant(), answeredAt: orNothing(instant()) }),
  ),
  messages: Type.Array(closed({ from: Type.Enum(['organization', 'complainant']), text: words(), at: instant() })),
  /** Only files that the complainant added: those of staff are internal. */
  attachments: Type.Array(closed({ attachment, mediaType, bytes, name, at: instant() })),
});
export type Tracked = DocumentOf<typeof trackingDocument>;

type Change<Type extends ComplaintEventType> = ComplaintChange<Tracked, Type>;
type Message = Tracked['messages'][number];

/** Adds a step when it is reached, and not again while the status stays the same. */
const step =
  <Type extends ComplaintEventType>(change: Change<Type> = () => ({})): Change<Type> =>
  (tracked, event, state) => {
    const changed = change(tracked, event, state);
    const reached = trackedStatus(state.status);
    if (reached === tracked.steps.at(-1)?.step) return changed;
    return { ...changed, steps: [...tracked.steps, { step: reached, at: event.occurredAt }] };
  };

const withMessage = ({ messages }: Tracked, from: Message['from'], text: Message['text'], at: Instant) => ({
  messages: [...messages, { from, text, at }],
});

const changes: ComplaintChanges<Tracked> = {
  ComplaintReceived: (_tracked, { data, occurredAt }) => ({
    receivedAt: occurredAt,
    language: data.language,
    preferredChannel: data.complainant?.preferredChannel ?? null,
    steps: [{ step: 'received', at: occurredAt }],
    questions: [],
    messages: [],
    attachments: [],
  }),
  PreferencesStated: (_tracked, { data }) => data,
  DetailsCorrected: (_tracked, { data: { language, complainant: { preferredChannel } = {} } }) => ({
    ...(language !== undefined && { language }),
    ...(preferredChannel !== undefined && { preferredChannel }),
  }),
  ComplaintAcknowledged: step(),
  ComplaintAssessed: step(),
  EvidenceAdded: step(),
  InterviewRecorded: step(),
  FindingRecorded: step(),
  NoteAdded: (tracked, { data, occurredAt }) =>
    data.visibility === 'complainant' ? withMessage(tracked, 'organization', data.text, occurredAt) : {},
  InformationRequested: ({ questions }, { data, occurredAt }) => ({
    questions: [...questions, { ...data, askedAt: occurredAt, answeredAt: null }],
  }),
  InformationAdded: (tracked, { data, occurredAt }) => ({
    ...withMessage(tracked, 'complainant', data.text, occurredAt),
    questions: tracked.questions.map((question) =>
      question.request === data.request ? { ...question, answeredAt: question.answeredAt ?? occurredAt } : question,
    ),
  }),
  AttachmentAdded: ({ attachments }, { data: { sha256: _content, ...file }, actor, occurredAt }) =>
    actor.role === 'complainant' ? { attachments: [...attachments, { ...file, at: occurredAt }] } : {},
  ResponseProposed: step((_tracked, { data }) => ({ proposal: data })),
  ResponseReturned: step(),
  DecisionCommunicated: step(({ proposal }, { data: { message }, occurredAt }) => {
    if (proposal === null) return {};
    const { responseKind: _internal, ...shown } = proposal;
    return { decision: { ...shown, communicatedAt: occurredAt, ...(message && { message }) } };
  }),
  AppealLodged: step(),
  FinalPositionStated: (_tracked, { data: { text }, occurredAt }) => ({
    finalPosition: { text, statedAt: occurredAt },
  }),
  AwardRecorded: (_tracked, { data: { by, remedies: promised }, occurredAt }) => ({
    award: { by, remedies: promised, recordedAt: occurredAt },
  }),
  RemedyDelivered: ({ award, decision: decided }, { data: { remedy }, occurredAt }) => {
    if (award !== null) return { award: { ...award, remedies: withDelivery(award.remedies, remedy, occurredAt) } };
    if (decided === null) return {};
    return { decision: { ...decided, remedies: withDelivery(decided.remedies, remedy, occurredAt) } };
  },
  DecisionAccepted: step(),
  DecisionRejected: step(),
  ComplaintReferred: step((_tracked, { data: { to }, reason, occurredAt }) => ({
    referral: { to, ...(reason && { reason }), referredAt: occurredAt },
  })),
  ComplaintWithdrawn: step(),
  ComplaintMerged: step((_tracked, { occurredAt }) => ({ mergedAt: occurredAt })),
  ComplaintUnmerged: step(() => ({ mergedAt: null })),
  ComplaintClosed: step(),
  ComplaintReopened: step(() => ({
    proposal: null,
    decision: null,
    referral: null,
    award: null,
    finalPosition: null,
  })),
  ComplaintSplit: ({ splitInto }, { data: { into }, occurredAt }) => ({
    splitInto: [...splitInto, { reference: into, at: occurredAt }],
  }),
};

/** One document per complaint, with what its complainant may see. */
export const trackingProjection = complaintProjection({
  view: { name: 'tracking', fields: {}, indexes: [] },
  document: trackingDocument,
  initial: {
    proposal: null,
    decision: null,
    award: null,
    finalPosition: null,
    referral: null,
    mergedAt: null,
    splitInto: [],
    questions: [],
    messages: [],
    attachments: [],
  },
  on: changes,
  derive: (state, policy) => ({ status: trackedStatus(state.status), dueAt: answerDueAt(policy, state) ?? null }),
});

/** Statuses between assessment and decision, which complainants see as one: proposal and approval stay internal. */
const INSIDE: readonly ComplaintStatus[] = [
  'assessed',
  'under-investigation',
  'response-proposed',
  'response-approved',
];

/** Maps a complaint's status to the one its complainant sees. */
export function trackedStatus(status: ComplaintStatus): ComplaintStatus {
  return INSIDE.includes(status) ? 'under-investigation' : status;
}
