import {
  channels,
  closingOutcomes,
  disclosedCategories,
  disclosureBases,
  evidenceKinds,
  intervieweeRoles,
  linkRelations,
  noteVisibilities,
  recipientKinds,
  remedyKinds,
  severities,
  taskKinds,
  upheldAnswers,
} from '@redress/contracts';
import { complaintCommands, complaintStatuses, type ComplaintCommandType } from '@redress/domain';
import fc from 'fast-check';
import { ANOTHER, ASSESSMENT, commandRoutes, LATE_HOLIDAY, RESPONSE, type RoutedCommand } from '../command-routes.js';

/** Random steps of a complaint's life over HTTP: any route, any caller, any headers, valid and invalid bodies. */
export interface Step {
  /** Index into the routes, or into those that advance the complaint. */
  readonly choice: number;
  readonly keen: boolean;
  readonly caller: number;
  readonly bodies: readonly Readonly<Record<string, unknown>>[];
  readonly remarks: { readonly reason?: string };
  readonly occurred: 'now' | 'long-ago' | 'in-future';
  readonly key: string | undefined;
  readonly ifMatch: 'none' | 'right' | 'wrong' | 'malformed';
  readonly rubbish: unknown;
  /** Repeats the last request instead. */
  readonly again: boolean;
}

const text = fc.constantFrom('Yes.', 'بله، درست است.', 'e\u0301 👩‍👩‍👧 \u200f');
/** The usual value, except once in `odds`. */
const seldom = <Value>(odds: number, usual: Value, other: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: odds - 1 }, { arbitrary: other, weight: 1 });
const comment = fc.record({ comment: text }, { requiredKeys: [] });
const channel = fc.record({ channel: fc.constantFrom(...channels) }, { requiredKeys: [] });
const upheld = fc.constantFrom(...upheldAnswers);
const request = fc.constantFrom('request-1', 'receipt');
const task = fc.constantFrom('task-1', 'task-2', 'ledger');
const holdBasis = fc.constantFrom('legal-claim', 'investigation');
const remedies = fc.array(fc.record({ kind: fc.constantFrom(...remedyKinds), description: text }), { maxLength: 3 });

/** A command's content from its own examples, chosen field by field. */
function exampleOf(type: ComplaintCommandType): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const examples = Object.entries<readonly unknown[]>(complaintCommands[type].examples);
  return fc.record(Object.fromEntries(examples.map(([field, values]) => [field, fc.constantFrom(...values)])));
}

/** Bodies for routes where the examples alone would seldom lead anywhere, or whose body is not the command's content. */
const bodyOf: Readonly<Record<string, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  acknowledge: channel,
  assess: fc.constantFrom(...severities).map((severity) => ({ ...ASSESSMENT, severity })),
  assign: fc.record(
    { assignee: fc.constantFrom('hana', 'hugo', 'sara', 'me'), from: fc.constantFrom('hana', 'hugo') },
    { requiredKeys: ['assignee'] },
  ),
  unassign: fc.record({ assignee: fc.constantFrom('hana', 'hugo', 'sara', 'me') }),
  route: fc.record(
    { team: fc.constantFrom('Cards', 'Loans'), person: fc.constantFrom('hana', 'hugo') },
    { requiredKeys: ['team'] },
  ),
  'declare-conflict': fc.record({ person: fc.constantFrom('hana', 'hugo', 'sara'), nature: text }),
  'restrict-access': fc.record({
    people: fc.subarray(['hana', 'hugo', 'cyrus']).map((some) => [...some, 'sara']),
    reason: text,
  }),
  'lift-restriction': fc.record({ reason: text }),
  'break-glass': fc.record({ reason: text }),
  'record-consent': fc.record({ given: fc.boolean(), evidence: text }, { requiredKeys: ['given'] }),
  'send-on': fc.record({ recipient: fc.constantFrom('Bank A', 'Bank B') }),
  'add-note': fc.record({ text, visibility: fc.constantFrom(...noteVisibilities) }),
  'assign-task': fc.record(
    { task, kind: fc.constantFrom(...taskKinds), title: text, assignee: fc.constantFrom('hana', 'hugo') },
    { requiredKeys: ['kind', 'title'] },
  ),
  'complete-task': fc.record({ task, result: text }, { requiredKeys: ['task'] }),
  'cancel-task': fc.record({ task, reason: text }),
  'record-finding': fc.record({ summary: text, upheld }),
  'propose-response': fc.oneof(fc.constant(RESPONSE), fc.record({ decision: upheld, explanation: text, remedies })),
  'approve-response': comment,
  'return-response': fc.record({ comment: text }),
  'communicate-decision': channel,
  'record-acceptance': comment,
  'record-rejection': comment,
  'lodge-appeal': fc.record({ grounds: text }),
  'state-final-position': fc.record({ text }),
  'deliver-remedy': fc.record({ remedy: fc.nat(3) }),
  close: fc.record({ outcome: fc.constantFrom(...closingOutcomes), comment: text }, { requiredKeys: ['outcome'] }),
  'state-preferences': fc.record({ language: fc.constantFrom('en', 'fa') }),
  'correct-details': fc.record({ product: fc.constantFrom('card', 'loan') }),
  'choose-policy': fc.record({ policy: fc.constant('unpublished@1'), reason: text }, { requiredKeys: ['policy'] }),
  'redact-message': fc.record({ message: fc.nat(20) }),
  'place-legal-hold': fc.record({
    basis: holdBasis,
    reviewOn: fc.constantFrom('2099-01-31', '2020-01-31'),
    reason: text,
  }),
  'lift-legal-hold': fc.record({ basis: holdBasis, reason: text }),
  // On grounds that wait for years: the model does not know what can no longer be said of somebody who is erased.
  'request-erasure': fc.record({
    request: fc.constantFrom('dsr-1', 'dsr-2'),
    ground: fc.constantFrom('no-longer-needed', 'objection'),
    reason: text,
  }),
  'decline-erasure': fc.record({ reason: text }),
  'carry-out-erasure': fc.record({ reason: text }),
  'record-disclosure': fc.record(
    {
      recipientKind: fc.constantFrom(...recipientKinds),
      recipient: fc.constantFrom('The ombudsman', 'The court'),
      given: fc.subarray([...disclosedCategories], { minLength: 1 }),
      basis: fc.constantFrom(...disclosureBases),
      purpose: text,
    },
    { requiredKeys: ['recipientKind', 'given', 'basis', 'purpose'] },
  ),
  'issue-tracking-code': fc.record({ reason: text }),
  reopen: fc.record({ reason: text }),
  refer: fc.record({ to: fc.constantFrom('The ombudsman', 'The court'), reason: text }),
  'report-progress': fc.record({ text }, { requiredKeys: [] }),
  'pause-clock': fc.record({ grounds: fc.constantFrom('awaiting-complainant', 'holidays') }),
  'resume-clock': fc.constantFrom({}, { clocks: ['decision'] }),
  'extend-deadline': fc.record({ clock: fc.constantFrom('decision', 'overall'), grounds: fc.constant('complex') }),
  'send-holding-reply': fc.record({ clock: fc.constant('decision'), grounds: fc.constant('beyond-control') }),
  'change-calendar': fc.constantFrom(LATE_HOLIDAY, { calendar: 'iran@2' }),
  'request-information': fc.record({ request, text }, { requiredKeys: ['text'] }),
  'add-information': fc.record({ text, request }, { requiredKeys: ['text'] }),
  'add-evidence': fc.record(
    { evidence: fc.constantFrom('evidence-1', 'photo'), kind: fc.constantFrom(...evidenceKinds), description: text },
    { requiredKeys: ['kind', 'description'] },
  ),
  'record-interview': fc.record({
    with: text,
    role: fc.constantFrom(...intervieweeRoles),
    heldOn: fc.constantFrom('2026-11-01', '2999-11-01'),
    summary: text,
  }),
  link: fc.record({ complaint: fc.constant(ANOTHER), relation: fc.constantFrom(...linkRelations) }),
  unlink: fc.constant({ complaint: ANOTHER }),
  merge: fc.constant({ into: ANOTHER }),
  unmerge: fc.record({ reason: text }),
  split: fc.record({ description: text, product: fc.constantFrom('card', 'loan') }, { requiredKeys: ['description'] }),
  'accept-decision': comment,
  'reject-decision': comment,
};
const withdrawals = {
  cases: fc.record(
    { channel: fc.constantFrom(...channels), words: text, reason: text },
    { requiredKeys: ['channel', 'reason'] },
  ),
  track: fc.record({ reason: text }, { requiredKeys: [] }),
};
const bodyFor = ({ side, name, type }: RoutedCommand) =>
  bodyOf[name] ?? (type === 'withdraw' ? withdrawals[side] : exampleOf(type));

/** Bodies that every route refuses. */
const rubbish = fc.constantFrom<unknown>(
  [],
  'text',
  7,
  { colour: 'red' },
  { toString: 'x' },
  { occurredAt: 'yesterday' },
  { reason: 12 },
  { reason: '\ud800' },
  { occurredAt: complaintStatuses },
);

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    choice: fc.nat(1_000_000),
    keen: seldom(3, true, fc.constant(false)),
    caller: fc.nat(1_000_000),
    bodies: fc.tuple(...commandRoutes.map(bodyFor)),
    remarks: seldom(3, {}, fc.record({ reason: text })),
    occurred: seldom<Step['occurred']>(12, 'now', fc.constantFrom('long-ago', 'in-future')),
    key: seldom<Step['key']>(2, undefined, fc.constantFrom('key-1', 'key-2', 'key-3', 'key-4', 'key-5', 'key-6')),
    ifMatch: seldom<Step['ifMatch']>(5, 'none', fc.constantFrom('right', 'right', 'right', 'wrong', 'malformed')),
    rubbish: seldom<unknown>(15, undefined, rubbish),
    again: seldom(6, false, fc.constant(true)),
  }),
  { minLength: 5, maxLength: 40, size: 'max' },
);
