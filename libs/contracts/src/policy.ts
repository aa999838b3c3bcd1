import Type, { type Static, type TSchema } from 'typebox';
import { CONFIDANTS_MAX } from './complaint/access.js';
import { closed, event } from './definition.js';
import {
  Channel,
  CLOCKS_MAX,
  Complexity,
  Concern,
  date,
  EscalationRole,
  Impact,
  money,
  names,
  Priority,
  RemedyKind,
  Severity,
  sha256,
  version,
  word,
} from './vocabulary.js';

// The shape of a policy, the source of the schemas of policy files and of `PolicyDrafted`. The domain checks relations between parts (an
// escalation's clock, an existing stage).

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength });
/** Local time; `24:00` is the end of the day. */
const timeOfDay = () => Type.String({ pattern: '^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$' });
const count = (maximum: number, minimum = 1) => Type.Integer({ minimum, maximum });

/** Moments that start and stop clocks. */
export const Moment = Type.Enum([
  'received',
  'acknowledged',
  'sent-on',
  'escalated',
  'progress-reported',
  'decided',
  'accepted',
  'ended',
  'reopened',
]);
export type Moment = Static<typeof Moment>;

/** The units of a limit. */
const Unit = Type.Enum(['hours', 'calendar-days', 'weeks', 'business-days', 'business-hours', 'business-minutes']);
export type Unit = Static<typeof Unit>;

/**
 * Where a limit ends. `instant`: at the time of day at which the clock started, or once the hours have passed. `end-of-day`: the last
 * millisecond of the last day. `close-of-business`: the end of the last period of the last business day.
 */
const End = Type.Enum(['instant', 'end-of-day', 'close-of-business']);
export type End = Static<typeof End>;

/** The start of a clock. There is no "last changed": work on a case never moves a deadline. */
const Anchor = Type.Enum([
  'received',
  'day-after-receipt',
  'acknowledged',
  'sent-on',
  'stage-escalated',
  'decision-communicated',
]);
export type Anchor = Static<typeof Anchor>;

/**
 * Automatic effects when a running clock falls due. `report-progress`: the complainant gets a progress report (ISO 10002:2018, 7.3),
 * which stops the clock.
 */
const DueEffect = Type.Enum(['report-progress']);
export type DueEffect = Static<typeof DueEffect>;

const moments = (minItems = 0) => Type.Array(Moment, { minItems, maxItems: 9 });
const limit = () => closed({ length: count(249_600), unit: Unit, end: End });
const reasons = () => Type.Array(word(), { minItems: 1, maxItems: 20 });

const clockParts = () => ({
  name: word(),
  anchor: Anchor,
  limit: limit(),
  stops: moments(1),
  stage: Type.Optional(count(9)),
  restartsAt: Type.Optional(moments()),
  survivesReopening: Type.Optional(Type.Boolean()),
  outsideHours: Type.Optional(Type.Enum(['next-opening'])),
  warnings: Type.Optional(
    Type.Array(Type.Union([closed({ percent: count(100) }), closed({ after: limit() })]), { maxItems: 20 }),
  ),
  pause: Type.Optional(closed({ reasons: reasons() })),
  extension: Type.Optional(closed({ length: count(249_600), times: count(9), reasons: reasons() })),
  holding: Type.Optional(closed({ length: count(249_600), reasons: reasons() })),
  atDue: Type.Optional(DueEffect),
  exempt: Type.Optional(closed({ by: Moment, within: limit() })),
});

/** The complaints that a clock is for, by their present assessment. */
const clockCondition = () =>
  closed({
    severity: severalOf(Severity, 4),
    priority: severalOf(Priority, 4),
    complexity: severalOf(Complexity, 3),
    impact: severalOf(Impact, 3),
    safetyImplication: Type.Optional(Type.Boolean()),
    vulnerability: Type.Optional(Type.Boolean()),
  });

const clock = () => closed({ ...clockParts(), when: Type.Optional(clockCondition()) });

/** Until version 3 every clock was for all complaints of a policy. */
const clockV3 = closed(clockParts());

const publicTexts = () =>
  closed({
    organization: words(200),
    introduction: words(2_000),
    ways: Type.Array(closed({ channel: Channel, at: words(500) }), { minItems: 1, maxItems: 20 }),
    needed: Type.Array(words(500), { minItems: 1, maxItems: 20 }),
    steps: Type.Array(closed({ clock: word(), text: words(500) }), { minItems: 1, maxItems: 30 }),
    help: words(2_000),
  });

const listed = () => Type.Optional(Type.Array(words(200), { minItems: 1, maxItems: 100 }));

const severalOf = (values: TSchema, maxItems: number) => Type.Optional(Type.Array(values, { minItems: 1, maxItems }));

const route = closed({
  name: word(),
  when: closed({
    severity: severalOf(Severity, 4),
    complexity: severalOf(Complexity, 3),
    impact: severalOf(Impact, 3),
    safetyImplication: Type.Optional(Type.Boolean()),
    product: listed(),
  }),
  team: words(200),
  person: Type.Optional(words(200)),
});

const rootCause = closed({ code: word(), names: names(), parent: Type.Optional(word()) });

const period = () => closed({ from: timeOfDay(), to: timeOfDay() });
const day = () => Type.Optional(Type.Array(period(), { maxItems: 24 }));

/** An own calendar: complete, or as differences from a shipped one. */
const ownCalendar = () =>
  closed({
    names: names(),
    basedOn: Type.Optional(version()),
    timeZone: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$' })),
    week: Type.Optional(
      closed({
        monday: day(),
        tuesday: day(),
        wednesday: day(),
        thursday: day(),
        friday: day(),
        saturday: day(),
        sunday: day(),
      }),
    ),
    holidays: Type.Array(closed({ on: date(), names: names() }), { maxItems: 10_000 }),
    worked: Type.Optional(Type.Array(date(), { maxItems: 10_000 })),
    covers: Type.Optional(closed({ from: date(), to: date() })),
    source: closed({ text: words(1_000), on: date() }),
  });

const partsWith = <Clock extends TSchema>(clock: Clock) => ({
  version: version(),
  names: names(),
  source: closed({ text: words(1_000), on: date() }),
  validFrom: date(),
  validTo: Type.Optional(date()),
  scope: closed({
    products: listed(),
    channels: Type.Optional(Type.Array(Channel, { minItems: 1, maxItems: 8 })),
    jurisdictions: listed(),
    complainantTypes: listed(),
  }),
  calendar: version(),
  clocks: Type.Array(clock, { minItems: 1, maxItems: CLOCKS_MAX }),
  escalations: Type.Array(
    closed({
      clock: word(),
      at: Type.Union([Type.Literal('due'), closed({ warning: count(19, 0) })]),
      to: EscalationRole,
    }),
    { maxItems: 100 },
  ),
  approvalLimits: Type.Array(closed({ above: money(), by: Type.Enum(['supervisor', 'compliance', 'admin']) }), {
    maxItems: 100,
  }),
  requiredSteps: Type.Array(Type.Enum(['acknowledgement', 'assessment', 'finding']), { maxItems: 3 }),
  remedies: Type.Array(RemedyKind, { maxItems: 14 }),
  stages: Type.Array(
    closed({ names: names(), anotherDecider: Type.Boolean(), automatic: Type.Optional(Type.Boolean()) }),
    { minItems: 1, maxItems: 9 },
  ),
  outsideBodies: Type.Array(closed({ names: names(), web: Type.String({ pattern: '^https://\\S{1,300}$' }) }), {
    maxItems: 100,
  }),
  silence: Type.Optional(closed({ after: limit(), means: Type.Enum(['accepted', 'closed']) })),
  retentionYears: count(100),
  routes: Type.Optional(Type.Array(route, { maxItems: 100 })),
  rootCauses: Type.Optional(
    closed({ version: version(), causes: Type.Array(rootCause, { minItems: 1, maxItems: 500 }) }),
  ),
  referenceFormat: Type.Enum(['crockford', 'ir-14-digits']),
  texts: closed({ en: publicTexts(), fa: publicTexts() }),
});

/** How long what a complainant may do stays open. Without one, the usual window applies. */
const windows = () =>
  closed({
    /** After a rejection: the complaint is not closed as exhausted before. */
    appeal: Type.Optional(limit()),
    /** After closing: what the complainant writes still reaches a person. */
    writing: Type.Optional(limit()),
  });

const people = () => Type.Array(words(200), { minItems: 1, maxItems: CONFIDANTS_MAX });

const confidentialityRule = closed({
  name: word(),
  when: closed({
    concern: severalOf(Concern, 4),
    product: listed(),
    channel: severalOf(Channel, 8),
  }),
  people: people(),
});

/** The members of staff who may know of a complaint that is confidential from its receipt on. */
const confidentiality = () =>
  closed({
    /** Of one whose complainant asks for it. */
    asked: Type.Optional(people()),
    /** Of certain kinds, whoever lodges them; the first that matches applies. */
    rules: Type.Optional(Type.Array(confidentialityRule, { minItems: 1, maxItems: 100 })),
  });

const all = <Clock extends TSchema>(clock: Clock) => ({
  ...partsWith(clock),
  ownCalendar: Type.Optional(ownCalendar()),
  windows: Type.Optional(windows()),
});

/** One version of an organization's rules for complaints. */
export const policyShape = closed({ ...all(clock()), confidentiality: Type.Optional(confidentiality()) });

/** Version 3: no clock had conditions, and no complaint was confidential by a policy. */
const policyShapeV3 = closed(all(clockV3));

/** Version 2: appeals and late words had no window of their own. */
const policyShapeV2 = closed({ ...partsWith(clockV3), ownCalendar: Type.Optional(ownCalendar()) });

/** Version 1: every calendar was a shipped one. */
const policyShapeV1 = closed(partsWith(clockV3));

/** The earlier shapes, oldest first. */
export const earlierPolicyShapes = [policyShapeV1, policyShapeV2, policyShapeV3] as const;

/** A new policy is about to be drafted: the stream `policies` lists the names by which all policies are found. */
export const PolicyNamed = event('PolicyNamed', {
  meaning: 'A policy was entered in the list of policies.',
  data: { name: word() },
});

const PERSON_OF_ROUTE = ['policy', 'routes', '*', 'person'];

/** A version of a policy was drafted, or drafted again. No complaint falls under it yet. */
export const PolicyDrafted = event(
  'PolicyDrafted',
  {
    meaning: 'A version of a policy was drafted.',
    staff: [
      PERSON_OF_ROUTE,
      ['policy', 'confidentiality', 'asked', '*'],
      ['policy', 'confidentiality', 'rules', '*', 'people', '*'],
    ],
    data: { policy: policyShape },
  },
  { data: { policy: policyShapeV1 } },
  { staff: [PERSON_OF_ROUTE], data: { policy: policyShapeV2 } },
  { staff: [PERSON_OF_ROUTE], data: { policy: policyShapeV3 } },
);

/** What a person proposed, or another decided on: a version with exactly one content. */
const proposedContent = () => ({
  version: version(),
  /** SHA-256 of the content's canonical JSON (RFC 8785), */
  contentHash: sha256(),
});

/** Somebody proposed to publish a drafted version, as it was then. A later draft ends the proposal. */
export const PolicyProposed = event('PolicyProposed', {
  meaning: 'A drafted version of a policy was proposed for publication.',
  data: proposedContent(),
});

/** Another person approved what was proposed. `PolicyPublished` follows at once. */
export const PolicyApproved = event('PolicyApproved', {
  meaning: 'A second person approved a proposed version of a policy.',
  data: proposedContent(),
});

/** Another person rejected what was proposed. It stays a draft. */
export const PolicyRejected = event('PolicyRejected', {
  meaning: 'A second person rejected a proposed version of a policy.',
  data: proposedContent(),
});

/** Whoever proposed a version, or wrote it, took the proposal back. It stays a draft. */
export const PolicyProposalWithdrawn = event('PolicyProposalWithdrawn', {
  meaning: 'The proposal to publish a version of a policy was withdrawn.',
  data: { version: version() },
});

/** A version of a policy was published (ISO 10002:2018, clause 5). From now on it never changes. */
export const PolicyPublished = event('PolicyPublished', {
  meaning: 'A drafted version of a policy was published.',
  data: { version: version() },
});

/** A published version is no longer chosen for new complaints. Those under it stay under it. */
export const PolicyRetired = event('PolicyRetired', {
  meaning: 'A published version of a policy was retired.',
  data: { version: version() },
});
