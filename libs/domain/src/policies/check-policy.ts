import type { Channel, Concern, EscalationRole, RemedyKind } from '@redress/contracts';
import { checkOwnCalendar, date, names, source, versioned } from '../calendars/check-calendar.js';
import { canBothHold } from '../clocks/clock-condition.js';
import {
  checkClockRule,
  checkLimit,
  type ClockRule,
  complexities,
  impacts,
  severities,
  word,
  wordsOf,
} from '../clocks/clock-rule.js';
import { sameContent } from '../complaint/command.js';
import {
  type Check,
  checkedBy,
  everyWord,
  type Fault,
  fault,
  listOf,
  matching,
  members,
  oneOf,
  text,
  whole,
} from '../fault.js';
import type { StaffList } from '../permissions/person.js';
import { referenceFormats } from '../references/reference.js';
import { confidentialityFaults } from './confidentiality.js';
import { type Policy, policyNameOf, requiredSteps, type RootCause } from './policy.js';

// The published words that a policy may use. The domain imports only types from the contracts, so the compiler requires each word.

const channels = everyWord<Channel>({
  web: true,
  email: true,
  phone: true,
  letter: true,
  'in-person': true,
  'social-media': true,
  regulator: true,
  partner: true,
});

const remedyKinds = everyWord<RemedyKind>({
  refund: true,
  replacement: true,
  repair: true,
  rework: true,
  substitute: true,
  'technical-assistance': true,
  information: true,
  referral: true,
  compensation: true,
  apology: true,
  goodwill: true,
  'product-change': true,
  'process-change': true,
  'policy-change': true,
});

const concerns = everyWord<Concern>({
  'product-or-service': true,
  'complaint-handling': true,
  employment: true,
  'external-dispute': true,
});

const escalationRoles = everyWord<EscalationRole>({
  handler: true,
  supervisor: true,
  compliance: true,
  admin: true,
});

/** The shapes of a policy's routes, confidential complaints and causes. */

const ROUTES_MAX = 100;
const CAUSES_MAX = 500;

const checkRoutes: Check = listOf(
  members({
    name: word,
    when: members({
      'severity?': wordsOf(severities),
      'complexity?': wordsOf(complexities),
      'impact?': wordsOf(impacts),
      'safetyImplication?': oneOf([true, false]),
      'product?': listOf(text(200), { min: 1, max: ROUTES_MAX }),
    }),
    team: text(200),
    'person?': text(200),
  }),
  { max: ROUTES_MAX },
);

/** As many as a confidential complaint names. */
const PEOPLE_MAX = 50;

const people = listOf(text(200), { min: 1, max: PEOPLE_MAX });

const checkConfidentiality: Check = members({
  'asked?': people,
  'rules?': listOf(
    members({
      name: word,
      when: members({
        'concern?': wordsOf(concerns),
        'product?': listOf(text(200), { min: 1, max: ROUTES_MAX }),
        'channel?': wordsOf(channels),
      }),
      people,
    }),
    { min: 1, max: ROUTES_MAX },
  ),
});

const checkRootCauses: Check = members({
  version: versioned,
  causes: listOf(members({ code: word, names, 'parent?': word }), { min: 1, max: CAUSES_MAX }),
});

/** Requires unique route names, because the history records which one matched. */
function routeFaults({ routes = [] }: Policy, pointer: string): readonly Fault[] {
  return routes.flatMap(({ name }, index) =>
    routes.findIndex((route) => route.name === name) < index
      ? fault(`${pointer}/routes/${index}/name`, 'Must be unique among routes.')
      : [],
  );
}

/** Requires unique codes, and each cause after its parent, which prevents cycles. */
function causeFaults({ rootCauses }: Policy, pointer: string): readonly Fault[] {
  const causes: readonly RootCause[] = rootCauses?.causes ?? [];
  const places = new Map(causes.map(({ code }, index) => [code, index] as const).reverse());
  return causes.flatMap(({ code, parent }, index) => [
    ...((places.get(code) ?? index) < index
      ? fault(`${pointer}/rootCauses/causes/${index}/code`, 'Must be unique among causes.')
      : []),
    ...(parent !== undefined && (places.get(parent) ?? index) >= index
      ? fault(`${pointer}/rootCauses/causes/${index}/parent`, 'Must be the code of an earlier cause.')
      : []),
  ]);
}

const LIST_MAX = 100;
const CLOCKS_MAX = 30;

const money = members({
  value: matching(/^\d{1,15}(?:\.\d{1,4})?$/, 'an amount in quotes and without sign, as in "250.00"'),
  currency: matching(/^[A-Z]{3}$/, 'a currency of three capital letters, as in EUR'),
});
const texts = listOf(text(200), { min: 1, max: LIST_MAX });
const at: Check = (value, pointer) => (value === 'due' ? [] : members({ warning: whole(0, 19) })(value, pointer));

const told = text(2_000);
const publicTexts = members({
  organization: text(200),
  introduction: told,
  ways: listOf(members({ channel: oneOf(channels), at: text(500) }), { min: 1, max: 20 }),
  needed: listOf(text(500), { min: 1, max: 20 }),
  steps: listOf(members({ clock: word, text: text(500) }), { min: 1, max: CLOCKS_MAX }),
  help: told,
});

const shape = members({
  version: versioned,
  names,
  source,
  validFrom: date,
  'validTo?': date,
  scope: members({
    'products?': texts,
    'channels?': listOf(oneOf(channels), { min: 1, max: channels.length }),
    'jurisdictions?': texts,
    'complainantTypes?': texts,
  }),
  calendar: versioned,
  'ownCalendar?': checkOwnCalendar,
  clocks: listOf(checkClockRule, { min: 1, max: CLOCKS_MAX }),
  escalations: listOf(members({ clock: word, at, to: oneOf(escalationRoles) }), { max: LIST_MAX }),
  approvalLimits: listOf(members({ above: money, by: oneOf(['supervisor', 'compliance', 'admin']) }), {
    max: LIST_MAX,
  }),
  requiredSteps: listOf(oneOf(requiredSteps), { max: requiredSteps.length }),
  remedies: listOf(oneOf(remedyKinds), { max: remedyKinds.length }),
  stages: listOf(members({ names, anotherDecider: oneOf([true, false]), 'automatic?': oneOf([true, false]) }), {
    min: 1,
    max: 9,
  }),
  outsideBodies: listOf(
    members({ names, web: matching(/^https:\/\/\S{1,300}$/, 'an address that begins with https://') }),
    {
      max: LIST_MAX,
    },
  ),
  'windows?': members({ 'appeal?': checkLimit, 'writing?': checkLimit }),
  'silence?': members({ after: checkLimit, means: oneOf(['accepted', 'closed']) }),
  retentionYears: whole(1, 100),
  'routes?': checkRoutes,
  'confidentiality?': checkConfidentiality,
  'rootCauses?': checkRootCauses,
  referenceFormat: oneOf(referenceFormats),
  texts: members({ en: publicTexts, fa: publicTexts }),
});

/**
 * Every fault of what should be a {@link Policy}; empty when it is one. `calendars` are the shipped versions; with `staff`, whoever may know
 * of confidential complaints must be in it. Never throws.
 */
export function checkPolicy(value: unknown, calendars: readonly string[], staff?: StaffList): readonly Fault[] {
  const rule = (policy: Policy, pointer: string): readonly Fault[] => [
    ...coherent(policy, pointer, calendars),
    ...(policy.confidentiality === undefined
      ? []
      : confidentialityFaults(policy.confidentiality, `${pointer}/confidentiality`, staff)),
  ];
  return checkedBy<Policy>(shape, rule)(value, '');
}

function coherent(policy: Policy, pointer: string, calendars: readonly string[]): readonly Fault[] {
  const { validFrom, validTo, stages } = policy;
  return [
    ...calendarFaults(policy, pointer, calendars),
    ...(validTo !== undefined && validTo < validFrom
      ? fault(`${pointer}/validTo`, 'Must not be before validFrom.')
      : []),
    ...(stages[0]?.anotherDecider
      ? fault(`${pointer}/stages/0/anotherDecider`, 'Nobody has decided before the first stage.')
      : []),
    ...(stages[0]?.automatic
      ? fault(`${pointer}/stages/0/automatic`, 'Nothing was rejected before the first stage.')
      : []),
    ...clockFaults(policy, pointer),
    ...escalationFaults(policy, pointer),
    ...limitFaults(policy, pointer),
    ...routeFaults(policy, pointer),
    ...causeFaults(policy, pointer),
    ...textFaults(policy, pointer),
  ];
}

/** Refuses an own calendar with the name of a shipped one, which is the same everywhere. */
function calendarFaults(
  { calendar, ownCalendar }: Policy,
  pointer: string,
  calendars: readonly string[],
): readonly Fault[] {
  if (ownCalendar === undefined) {
    const known = calendars.includes(calendar);
    return known
      ? []
      : fault(`${pointer}/calendar`, 'Must be the version of a shipped calendar, unless ownCalendar is given.');
  }
  const ships = calendars.some((version) => policyNameOf(version) === policyNameOf(calendar));
  return ships
    ? fault(`${pointer}/calendar`, 'Must not have the name of a shipped calendar when ownCalendar is given.')
    : [];
}

function clockFaults({ clocks, stages }: Policy, pointer: string): readonly Fault[] {
  return clocks.flatMap((clock, index) => [
    ...namesakeFaults(clock, clocks.slice(0, index), `${pointer}/clocks/${index}`),
    ...(clock.stage !== undefined && clock.stage > stages.length
      ? fault(`${pointer}/clocks/${index}/stage`, 'Must be a stage of the policy.')
      : []),
  ]);
}

/** What clocks of one name share: they run for the same stretch of a complaint's life, and only their limits differ. */
const SHARED = [
  'anchor',
  'stage',
  'stops',
  'restartsAt',
  'survivesReopening',
] as const satisfies readonly (keyof ClockRule)[];

/** Requires that of several clocks of one name exactly one applies, and that it can take the place of another at any time. */
function namesakeFaults(clock: ClockRule, before: readonly ClockRule[], pointer: string): readonly Fault[] {
  const namesakes = before.filter(({ name }) => name === clock.name);
  const [first] = namesakes;
  if (first === undefined) return [];
  if (namesakes.some(({ when }) => when === undefined && clock.when === undefined)) {
    return fault(
      `${pointer}/name`,
      'Must be unique among clocks, unless all but one of the name have conditions (when).',
    );
  }
  const rival = clock.when && namesakes.some(({ when }) => when && clock.when && canBothHold(when, clock.when));
  return [
    ...(rival ? fault(`${pointer}/when`, 'Must exclude the conditions of the other clocks of this name.') : []),
    ...SHARED.filter((part) => !sameContent(clock[part], first[part])).flatMap((part) =>
      fault(`${pointer}/${part}`, 'Must be the same for all clocks of this name.'),
    ),
  ];
}

function escalationFaults({ clocks, escalations }: Policy, pointer: string): readonly Fault[] {
  return escalations.flatMap(({ clock: name, at: when }, index) => {
    const named = clocks.filter((candidate) => candidate.name === name);
    if (named.length === 0) return fault(`${pointer}/escalations/${index}/clock`, 'Must be a clock of the policy.');
    return when !== 'due' && named.every(({ warnings = [] }) => when.warning >= warnings.length)
      ? fault(`${pointer}/escalations/${index}/at/warning`, 'Must be the index of a warning of the clock, from 0.')
      : [];
  });
}

function limitFaults({ approvalLimits }: Policy, pointer: string): readonly Fault[] {
  return approvalLimits.flatMap(({ above, by }, index) =>
    approvalLimits.findIndex((other) => other.above.currency === above.currency && other.by === by) < index
      ? fault(
          `${pointer}/approvalLimits/${index}/above/currency`,
          'Must be a currency without an earlier limit for this role.',
        )
      : [],
  );
}

/** Checks that the public page names existing clocks, the same in each language. */
function textFaults({ clocks, texts: { en, fa } }: Policy, pointer: string): readonly Fault[] {
  const unknown = en.steps.flatMap(({ clock }, index) =>
    clocks.some(({ name }) => name === clock)
      ? []
      : fault(`${pointer}/texts/en/steps/${index}/clock`, 'Must be a clock of the policy.'),
  );
  return [
    ...unknown,
    ...(alike(en.steps, fa.steps, ({ clock }) => clock)
      ? []
      : fault(`${pointer}/texts/fa/steps`, 'Must list the same clocks in the same order as in English.')),
    ...(alike(en.ways, fa.ways, ({ channel }) => channel)
      ? []
      : fault(`${pointer}/texts/fa/ways`, 'Must name the same channels in the same order as in English.')),
  ];
}

function alike<Item>(left: readonly Item[], right: readonly Item[], word: (item: Item) => string): boolean {
  return left.map(word).join() === right.map(word).join();
}
