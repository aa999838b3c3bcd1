import { orNothing, promisedRemedy, type DocumentOf } from '@redress/complaints';
import {
  closed,
  fieldsOf,
  MessageChannel,
  MessagePurpose,
  OutOfScopeConcern,
  personal,
  Priority,
  vocabulary,
  type ActorId,
} from '@redress/contracts';
import { complaintStatuses } from '@redress/domain';
import { referenceSchema } from '@redress/platform';
import Type from 'typebox';
import { caseTask } from './case-task.js';
import { queueFields } from './queue-fields.js';

const { instant, name } = vocabulary;
/** Another complaint by its displayed reference, in groups of four. */
const otherCase = Type.String({ pattern: referenceSchema.pattern });
/** Id of the person or service that acted. */
const actor = Type.Unsafe<ActorId>(Type.String());
/** The reason given for an action. */
const reason = Type.Optional(personal(Type.String()));

const { splitFrom: _splitFrom, onBehalfOf, restriction, ...received } = fieldsOf('ComplaintReceived');
const consent = fieldsOf('ConsentRecorded');
const { remedies: _awarded, ...award } = fieldsOf('AwardRecorded');
const response = fieldsOf('ResponseProposed');
const { exempted, ...acceptance } = fieldsOf('DecisionAccepted');
const referralOutcome = fieldsOf('ReferralOutcomeRecorded');
const policyReplaced = fieldsOf('PolicyReplaced');

const assessment = closed({ ...fieldsOf('ComplaintAssessed'), assessedBy: actor, assessedAt: instant() });
const money = promisedRemedy.properties.amount;

/**
 * What the case page shows and the work queue filters and sorts by. Lists are in chronological order. Other complaints appear only by
 * reference: readers with permission request those cases.
 */
export const caseDocument = closed({
  ...received,
  reference: vocabulary.reference(),
  receivedAt: instant(),
  splitFrom: orNothing(otherCase),
  /** Null when it turned out that there is no such person. */
  onBehalfOf: Type.Optional(
    orNothing(
      closed({
        name: onBehalfOf.properties.name,
        relationship: onBehalfOf.properties.relationship,
        consent: consent.given,
      }),
    ),
  ),

  // Fields that queues filter and sort by, derived from the complaint's state.
  status: Type.Enum(complaintStatuses),
  outOfScope: orNothing(closed({ concern: OutOfScopeConcern, basis: Type.Enum(['declared', 'words']) })),
  assignee: orNothing(Type.String()),
  team: orNothing(name()),
  priority: orNothing(Priority),
  priorityRank: Type.Integer({ minimum: 1, maximum: 4 }),
  dueAt: orNothing(instant()),
  /** When anything was last recorded about it. */
  changedAt: instant(),
  /** Whether the complainant said something, or withdrew, since somebody who works on cases last acted on it. */
  answered: Type.Boolean(),

  queue: queueFields,

  corrections: Type.Optional(
    Type.Array(closed({ details: Type.Array(Type.String()), correctedBy: actor, correctedAt: instant(), reason })),
  ),
  policyChanges: Type.Optional(
    Type.Array(
      closed({
        from: policyReplaced.from,
        to: policyReplaced.to,
        fields: policyReplaced.fields,
        because: policyReplaced.because,
        replacedBy: actor,
        replacedAt: instant(),
        reason,
      }),
    ),
  ),
  redactions: Type.Optional(
    Type.Array(closed({ ...fieldsOf('MessageRedacted'), redactedBy: actor, redactedAt: instant(), reason })),
  ),
  /** Legal holds that stand. */
  holds: Type.Array(closed({ ...fieldsOf('LegalHoldPlaced'), placedBy: actor, placedAt: instant(), reason })),
  /** The request for the complainant's erasure that stands, or was carried out. */
  erasure: orNothing(
    closed({
      ...fieldsOf('ErasureRequested'),
      requestedBy: actor,
      requestedAt: instant(),
      reason,
      carriedOutBy: Type.Optional(actor),
      carriedOutAt: Type.Optional(instant()),
    }),
  ),
  /** What was given to somebody outside, without what a referral gave. */
  disclosures: Type.Optional(
    Type.Array(closed({ ...fieldsOf('DisclosureRecorded'), recordedBy: actor, disclosedAt: instant() })),
  ),
  consents: Type.Optional(Type.Array(closed({ ...consent, recordedBy: actor, recordedAt: instant() }))),
  sentOn: Type.Optional(closed({ ...fieldsOf('ComplaintSentOn'), at: instant() })),

  assessment: orNothing(assessment),
  assessments: Type.Array(assessment),
  route: orNothing(closed({ ...fieldsOf('ComplaintRouted'), routedBy: actor, routedAt: instant() })),
  conflicts: Type.Array(
    closed({ ...fieldsOf('ConflictOfInterestDeclared'), declaredBy: actor, declaredAt: instant() }),
  ),

  /** To whom it is confidential. */
  restriction: Type.Optional(
    orNothing(closed({ ...restriction.properties, restrictedBy: actor, restrictedAt: instant(), reason })),
  ),

  /** Who took access to it in an emergency although it is confidential to others. */
  emergencyAccess: Type.Optional(
    Type.Array(closed({ ...fieldsOf('EmergencyAccessTaken'), takenBy: actor, takenAt: instant(), reason })),
  ),

  attachments: Type.Optional(Type.Array(closed({ ...fieldsOf('AttachmentAdded'), by: actor, at: instant() }))),
  questions: Type.Array(
    closed({
      ...fieldsOf('InformationRequested'),
      askedBy: actor,
      askedAt: instant(),
      answeredAt: orNothing(instant()),
    }),
  ),
  tasks: Type.Array(caseTask),
  evidence: Type.Array(closed({ ...fieldsOf('EvidenceAdded'), addedBy: actor, addedAt: instant() })),
  interviews: Type.Array(closed({ ...fieldsOf('InterviewRecorded'), recordedBy: actor, recordedAt: instant() })),
  findings: Type.Array(closed({ ...fieldsOf('FindingRecorded'), foundBy: actor, foundAt: instant() })),

  response: orNothing(
    closed({
      ...response,
      totals: Type.Array(closed(money.properties)),
      proposedBy: actor,
      proposedAt: instant(),
      approvedBy: Type.Optional(actor),
      approvedAt: Type.Optional(instant()),
      approval: Type.Optional(closed(fieldsOf('ResponseApproved'))),
      returnedBy: Type.Optional(actor),
      returnedAt: Type.Optional(instant()),
      return: Type.Optional(closed(fieldsOf('ResponseReturned'))),
    }),
  ),
  decision: orNothing(
    closed({
      ...fieldsOf('DecisionCommunicated'),
      communicatedAt: instant(),
      answer: orNothing(Type.Enum(['accepted', 'rejected'])),
      answeredAt: Type.Optional(instant()),
      comment: acceptance.comment,
      basis: Type.Optional(acceptance.basis),
      silence: acceptance.silence,
    }),
  ),
  remedies: Type.Array(promisedRemedy),
  deliveredRemedies: Type.Optional(Type.Array(closed({ ...fieldsOf('RemedyDelivered'), deliveredAt: instant() }))),
  /** What settled the complaint before a decision, and the clocks that no longer apply to it. */
  earlyResolution: Type.Optional(
    orNothing(closed({ ...acceptance, exempted, acceptedAt: instant(), recordedBy: actor })),
  ),
  appeals: Type.Optional(Type.Array(closed({ ...fieldsOf('AppealLodged'), lodgedBy: actor, lodgedAt: instant() }))),
  finalPosition: Type.Optional(
    orNothing(closed({ ...fieldsOf('FinalPositionStated'), statedBy: actor, statedAt: instant() })),
  ),
  /** An outside body may decide a complaint that was never referred to it: then there is only an outcome. */
  referral: Type.Optional(
    closed({
      to: Type.Optional(fieldsOf('ComplaintReferred').to),
      referredAt: Type.Optional(instant()),
      reason,
      outcome: Type.Optional(referralOutcome.outcome),
      by: Type.Optional(referralOutcome.by),
      summary: Type.Optional(referralOutcome.summary),
      recordedBy: Type.Optional(actor),
      recordedAt: Type.Optional(instant()),
    }),
  ),
  award: Type.Optional(orNothing(closed({ ...award, recordedBy: actor, recordedAt: instant() }))),
  closure: orNothing(closed({ ...fieldsOf('ComplaintClosed'), closedBy: actor, closedAt: instant() })),
  /** How the complainant rated the handling, the last time that it ended and they did. */
  satisfaction: Type.Optional(closed({ ...fieldsOf('SatisfactionRated'), ratedAt: instant() })),
  withdrawal: Type.Optional(closed({ ...fieldsOf('ComplaintWithdrawn'), withdrawnAt: instant(), reason })),
  /** `desk`: the desk it returns to. */
  reopening: Type.Optional(
    closed({ reopenedBy: actor, reopenedAt: instant(), desk: orNothing(Type.String()), reason }),
  ),

  /** Messages to the complainant that did not arrive and were not sent again. */
  undelivered: Type.Array(
    closed({
      messageId: name(),
      purpose: MessagePurpose,
      channel: MessageChannel,
      failure: name(),
      failedAt: instant(),
    }),
  ),
  links: Type.Array(
    closed({
      complaint: otherCase,
      relation: fieldsOf('ComplaintLinked').relation,
      linkedBy: actor,
      linkedAt: instant(),
    }),
  ),
  mergedInto: orNothing(otherCase),
  merges: Type.Array(
    closed({
      into: otherCase,
      mergedBy: actor,
      mergedAt: instant(),
      reason,
      undoneBy: Type.Optional(actor),
      undoneAt: Type.Optional(instant()),
      refused: fieldsOf('ComplaintUnmerged').refused,
      undoneFor: reason,
    }),
  ),
  absorbed: Type.Array(closed({ complaint: otherCase, absorbedAt: instant(), releasedAt: orNothing(instant()) })),
  splitInto: Type.Array(closed({ complaint: otherCase, splitBy: actor, splitAt: instant() })),
});
export type CaseDocument = DocumentOf<typeof caseDocument>;
