import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import type { Actor } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { complainant, compliance, handler, supervisor, type ComplaintOffice } from './complaint-office.mother.spec.js';

/** Occurs in every personal text of {@link liveMarkedLife}, and nowhere else. */
export const MARK = 'zarafe';

const text = (what: string): string => `${MARK} ${what}`;

const assessment = {
  severity: 'high',
  safetyImplication: true,
  complexity: 'standard',
  impact: 'group',
  immediateAction: 'needed',
} as const;
const message = {
  purpose: 'acknowledgement',
  channel: 'email',
  messageId: 'acknowledgement.1@redress',
  template: 'acknowledgement@1',
  language: 'en',
} as const;

/** Lodges a complaint with every field a complainant can set. */
export function lodgeMarked(office: ComplaintOffice): Promise<Reference> {
  return office.lodge({
    description: text('description'),
    desiredOutcome: text('desired outcome'),
    product: 'kettle',
    issue: 'lid',
    organizationUnit: 'branch-12',
    jurisdiction: 'IR',
    complainantType: 'consumer',
    concern: 'product-or-service',
    immediateActionTaken: text('immediate action'),
    happenedOn: '2026-10-30',
    externalReference: 'EXT-7',
    complainant: {
      name: text('name'),
      email: `${MARK}@example.org`,
      phone: text('phone'),
      postalAddress: text('address'),
      preferredChannel: 'email',
      accessibilityNeeds: text('needs'),
    },
    onBehalfOf: { name: text('other name'), relationship: text('relationship'), consent: true },
  });
}

/** A complaint with every event type except those after a reopening, and with every personal field set. */
export async function liveMarkedLife(office: ComplaintOffice): Promise<Reference> {
  const reference = await lodgeMarked(office);
  const remedy = { kind: 'refund', amount: { value: '12.50', currency: 'EUR' }, dueOn: '2026-12-01' } as const;
  const response = (round: string) =>
    ({
      decision: 'upheld',
      explanation: text(`explanation ${round}`),
      remedies: [{ ...remedy, description: text(`remedy ${round}`) }],
      responseKind: 'money-back',
    }) as const;
  await office.does(reference, 'record-notification-attempted', message);
  await office.does(reference, 'record-notification-failed', { ...message, failure: 'smtp-550', uncertain: false });
  await office.does(reference, 'resend', { messageId: 'acknowledgement.1@redress' });
  const second = { ...message, messageId: 'acknowledgement.2@redress' };
  await office.does(reference, 'record-notification-sent', second);
  const toStaff = { ...message, purpose: 'task', messageId: 'task.1@redress', template: 'task@1' } as const;
  const staff = { kind: 'person', name: 'staff-noor' } as const;
  await office.does(reference, 'record-notification-sent', { ...toStaff, staff });
  await office.does(reference, 'assess', { ...assessment, rationale: text('rationale') }, { reason: text('reason') });
  await office.does(reference, 'assign', { assignee: 'staff-hana' }, { by: supervisor });
  await office.does(reference, 'route', { team: 'Kettles', person: 'staff-hana' }, { by: supervisor });
  const conflict = { person: 'staff-noor', nature: text('nature of a conflict') };
  await office.does(reference, 'declare-conflict', conflict, { by: supervisor });
  const why = { by: supervisor, reason: text('reason of confidentiality') };
  await office.does(reference, 'restrict-access', { people: ['staff-hana', 'staff-samir'] }, why);
  await office.does(reference, 'break-glass', {}, { ...why, by: compliance });
  await office.does(reference, 'lift-restriction', {}, why);
  await office.does(reference, 'issue-tracking-code', { toComplainant: true }, { reason: text('how they were known') });
  await office.does(reference, 'send-tracking-code', {}, { by: { id: toActorId('intake'), role: 'system' } });
  await office.does(
    reference,
    'record-contact-verified',
    { kind: 'email' },
    { by: { id: toActorId('intake'), role: 'system' } },
  );
  await office.does(reference, 'record-consent', { given: false, evidence: text('consent') });
  await office.does(reference, 'record-consent', { given: true });
  await office.does(reference, 'send-on', { recipient: 'Kettle Works' });
  await office.does(reference, 'add-tag', { tag: 'Kettle recall' });
  await office.does(reference, 'add-tag', { tag: 'lid' });
  await office.does(reference, 'remove-tag', { tag: 'lid' });
  await office.does(reference, 'add-note', { text: text('internal note'), visibility: 'internal' });
  await office.does(reference, 'add-note', { text: text('open note'), visibility: 'complainant' });
  const question = { request: 'receipt', text: text('question'), dueOn: '2026-11-20' };
  await office.does(reference, 'request-information', question);
  const answer = { text: text('answer to the question'), request: 'receipt' };
  await office.does(reference, 'add-information', answer, { by: complainant });
  await office.does(reference, 'add-information', { text: text('information') }, { by: complainant });
  const file = { mediaType: 'application/pdf', bytes: 7 } as const;
  const ofTheirs = { ...file, attachment: 'a'.repeat(32), sha256: 'a'.repeat(64), name: text('file') };
  await office.does(reference, 'add-attachment', ofTheirs, { by: complainant });
  const ofOurs = { ...file, attachment: 'b'.repeat(32), sha256: 'b'.repeat(64), name: text('file of the staff') };
  await office.does(reference, 'add-attachment', ofOurs);
  const task = { kind: 'investigate', department: 'Quality', assignee: 'staff-mani', dueOn: '2026-11-20' } as const;
  await office.does(reference, 'assign-task', { ...task, task: 'batch-records', title: text('task') });
  await office.does(reference, 'assign-task', { ...task, title: text('other task') });
  await office.does(reference, 'complete-task', { task: 'batch-records', result: text('result') });
  await office.does(reference, 'cancel-task', { task: 'task-2' }, { reason: text('why cancelled') });
  const evidence = { kind: 'photo', description: text('evidence of the lid'), source: text('source') } as const;
  await office.does(reference, 'add-evidence', { ...evidence, sha256: 'ab'.repeat(32), attachment: 'b'.repeat(32) });
  const interview = {
    with: text('interviewee'),
    role: 'witness',
    heldOn: '2026-11-02',
    summary: text('interview'),
  } as const;
  await office.does(reference, 'record-interview', interview);
  const finding = { summary: text('finding'), upheld: 'upheld', rootCause: 'batch-fault' } as const;
  await office.does(reference, 'record-finding', finding);
  await office.does(reference, 'propose-response', response('one'));
  await office.does(reference, 'return-response', { comment: text('return') }, { by: supervisor });
  await office.does(reference, 'propose-response', response('two'));
  await office.does(reference, 'approve-response', { comment: text('approval') }, { by: supervisor });
  const words = { template: 'decision@1', language: 'en', subject: text('subject'), text: text('decision') } as const;
  await office.does(reference, 'communicate-decision', { channel: 'email', timely: true, message: words });
  const told = { ...message, purpose: 'decision', messageId: 'decision.1@redress' } as const;
  await office.does(reference, 'record-notification-failed', { ...told, failure: 'smtp-550', uncertain: false });
  await office.does(reference, 'record-rejection', { comment: text('rejection') }, { by: complainant });
  await office.does(reference, 'record-acceptance', { comment: text('acceptance') }, { by: complainant });
  await office.does(reference, 'deliver-remedy', { remedy: 0, evidence: text('evidence') });
  await office.does(reference, 'close', { outcome: 'resolved', comment: text('closing') });
  await office.does(reference, 'rate-satisfaction', { rating: 2, comment: text('rating') }, { by: complainant });
  return reference;
}

/** Continues with the remaining events: reopened, referred, reopened, merged and unmerged, withdrawn. */
export async function liveOn(office: ComplaintOffice, reference: Reference): Promise<void> {
  await office.does(reference, 'reopen', {}, { by: supervisor, reason: text('reopening') });
  const contact = { name: text('right name'), email: `${MARK}@example.net`, phone: text('right phone') };
  const needs = { postalAddress: text('right address'), accessibilityNeeds: text('right needs') };
  const principal = { name: text('right other name'), relationship: text('right relationship') };
  const words = { description: text('right description'), desiredOutcome: text('right outcome') };
  const corrected = { product: 'kettle', complainant: { ...contact, ...needs }, onBehalfOf: principal, ...words };
  await office.does(reference, 'correct-details', corrected);
  const revisions = (await office.types(reference)).flatMap((type, index) => (type === 'NoteAdded' ? [index] : []));
  const reason = text('why redacted');
  await office.does(reference, 'redact-message', { message: revisions[0] ?? 0 }, { by: compliance, reason });
  await office.does(reference, 'state-preferences', { language: 'fa' }, { by: complainant });
  await office.does(reference, 'refer', { to: 'Ombudsman' }, { reason: text('referral') });
  const outcome = { outcome: 'upheld', by: 'Ombudsman', summary: text('outside outcome') } as const;
  await office.does(reference, 'record-referral-outcome', outcome);
  const award = {
    by: 'Court',
    summary: text('award'),
    remedies: [{ kind: 'apology', description: text('awarded') }],
  } as const;
  await office.does(reference, 'record-award', award);
  await office.does(reference, 'deliver-remedy', { remedy: 0, evidence: text('award carried out') });
  await office.does(reference, 'reopen', {}, { by: supervisor, reason: text('second reopening') });
  await relate(office, reference, toReference('2B8TRW5XN6C2'));
  const shown = { channel: 'phone', words: text('withdrawn words') } as const;
  await office.does(reference, 'withdraw', shown, { reason: text('withdrawal') });
  await holdAndErase(office, reference);
}

/** Holds an ended complaint, and erases its complainant: what is sealed stays readable until somebody destroys the key. */
async function holdAndErase(office: ComplaintOffice, reference: Reference): Promise<void> {
  const why = (about: string) => ({ by: compliance, reason: text(about) });
  await office.does(reference, 'place-legal-hold', { basis: 'legal-claim', reviewOn: '2099-01-31' }, why('hold'));
  await office.does(reference, 'lift-legal-hold', { basis: 'legal-claim' }, why('lifted hold'));
  const given = { recipientKind: 'lawyer', given: ['complaint'], basis: 'legitimate-interests' } as const;
  const named = { recipient: 'Example & Partners', recipientPerson: text('lawyer'), purpose: text('purpose') };
  await office.does(reference, 'record-disclosure', { ...given, ...named, sha256: 'cd'.repeat(32) });
  const request = { request: 'dsr-2026-014', ground: 'legal-obligation' } as const;
  await office.does(reference, 'request-erasure', request, why('request for erasure'));
  await office.does(reference, 'decline-erasure', {}, why('declined erasure'));
  await office.does(reference, 'request-erasure', request, why('second request for erasure'));
  await office.does(reference, 'carry-out-erasure', {}, { by: supervisor, reason: text('erasure') });
}

/** Makes every possible decision about it and another complaint. */
async function relate(office: ComplaintOffice, reference: Reference, complaint: Reference): Promise<void> {
  const other = { status: 'assessed', receivedAt: '2026-10-01T09:00:00.000Z' } as const;
  await office.does(reference, 'link', { complaint, relation: 'duplicate', other }, { reason: text('linking') });
  await office.does(reference, 'unlink', { complaint }, { reason: text('unlinking') });
  await office.does(reference, 'merge', { into: complaint, other }, { reason: text('merging') });
  await office.does(reference, 'unmerge', {}, { by: supervisor, reason: text('unmerging') });
  const part = { description: text('split description'), desiredOutcome: text('split outcome') };
  await office.does(reference, 'split', { into: toReference('5QV0HJ4ZM8S0'), ...part }, { reason: text('splitting') });
  await office.does(reference, 'absorb', { complaint, turn: 1 });
  await office.does(reference, 'release', { complaint, turn: 2 });
}

const ADMIN = { caller: 'staff:ada', actor: { id: toActorId('ada'), role: 'admin' } };
const reviewer = { id: toActorId('staff-rana'), role: 'handler' };
const head = { id: toActorId('staff-hedi'), role: 'supervisor' };

/**
 * Another complaint, under a policy with a review by a second person: appealed, decided again, ended with a final position, and put under
 * another policy.
 */
export async function liveMarkedAppeal(office: ComplaintOffice): Promise<Reference> {
  const policy = { ...shippedPolicyOf('uk-housing@1'), version: 'reviewed@1', scope: { products: ['reviewed'] } };
  const other = { ...policy, version: 'other@1', scope: { products: ['other'] } };
  for (const one of [policy, other]) {
    await office.policies.draft(one, ADMIN);
    await office.policies.publish(one.version, ADMIN);
  }
  const reference = await office.lodge({ description: text('appealed description'), product: 'reviewed' });
  const decide = async (proposer: Actor, approver: Actor): Promise<void> => {
    const response = { decision: 'not-upheld', explanation: text('appealed explanation'), remedies: [] } as const;
    await office.does(reference, 'propose-response', response, { by: proposer });
    await office.does(reference, 'approve-response', {}, { by: approver });
    await office.does(reference, 'communicate-decision', {});
  };
  await office.does(reference, 'acknowledge', {});
  await office.does(reference, 'assess', { ...assessment, rationale: text('appealed rationale') });
  await decide(handler, supervisor);
  await office.does(reference, 'lodge-appeal', { grounds: text('grounds') }, { by: complainant });
  await office.does(reference, 'acknowledge', {});
  await decide(reviewer, head);
  await office.does(reference, 'record-rejection', {}, { by: complainant });
  await office.does(reference, 'state-final-position', { text: text('final position') });
  const reason = text('why another policy');
  await office.does(reference, 'choose-policy', { policy: other.version }, { by: supervisor, reason });
  return reference;
}
