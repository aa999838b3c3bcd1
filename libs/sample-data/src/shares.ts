import type {
  Channel,
  Complexity,
  ImmediateAction,
  Impact,
  Language,
  PreferredChannel,
  RemedyKind,
  Severity,
  Upheld,
} from '@redress/contracts';
import type { Weights } from './dice.js';

/** What a complaint is about. */
export const products = [
  'washing-machine',
  'refrigerator',
  'kettle',
  'vacuum-cleaner',
  'television',
  'delivery',
  'installation',
  'online-shop',
] as const;
export type Product = (typeof products)[number];

/** What went wrong. */
export const issues = [
  'defective',
  'late',
  'damaged',
  'wrong-item',
  'charged-twice',
  'refund-late',
  'repair-again',
  'unfriendly',
  'unclear-information',
] as const;
export type Issue = (typeof issues)[number];

/** How a complaint goes on once it was assessed. */
export type Course = 'decided' | 'settled-early' | 'withdrawn' | 'out-of-scope' | 'referred';

/** What a complainant says to a decision. */
export type Answer = 'accepts' | 'silent' | 'rejects';

/** Who is given data of a complaint, besides outside bodies. */
export type Recipient = 'processor' | 'complainant' | 'lawyer';

/** How two complaints of one pair belong together. */
export type PairKind = 'duplicate' | 'duplicate-undone' | 'split' | 'linked' | 'unlinked';

const HOUR = 1;
const DAY = 8 * HOUR;

/**
 * The distributions of all that is generated, in one place. They are assumptions about a middle-sized shop for household appliances, and
 * no figures of anybody's. Shares are from 0 to 1; business hours count as its calendar has them, eight a day.
 */
export const SHARES = {
  /** More customers write in English than in Persian, and there are enough of both to fill every page in each. */
  language: { en: 60, fa: 40 } satisfies Weights<Language>,
  /** Most use the form; letters and visits are for those who cannot; few come by way of an authority or a partner. */
  channel: {
    web: 46,
    email: 20,
    phone: 18,
    'in-person': 6,
    letter: 4,
    'social-media': 3,
    regulator: 1,
    partner: 2,
  } satisfies Weights<Channel>,
  /** What is delivered breaks on the way more often than what is used breaks at home. */
  product: {
    delivery: 24,
    'washing-machine': 15,
    'online-shop': 14,
    refrigerator: 13,
    television: 11,
    'vacuum-cleaner': 9,
    installation: 9,
    kettle: 5,
  } satisfies Weights<Product>,
  issue: {
    late: 20,
    defective: 20,
    damaged: 14,
    'refund-late': 12,
    'charged-twice': 9,
    'repair-again': 9,
    'unclear-information': 7,
    'wrong-item': 5,
    unfriendly: 4,
  } satisfies Weights<Issue>,
  /** Few want no name on record, and then nobody can write to them. */
  anonymous: 0.07,
  /** Besides a name: almost everybody online gives an e-mail address, every second person a telephone number. */
  email: 0.86,
  phone: 0.5,
  postalAddress: 0.15,
  /** Whoever says how they want to be reached mostly wants e-mail. */
  saysPreferredChannel: 0.3,
  preferredChannel: { email: 70, phone: 20, letter: 10 } satisfies Weights<PreferredChannel>,
  /** Children and neighbours complain for people who cannot; a few have not been asked yet. */
  onBehalf: 0.04,
  consentAtOnce: 0.7,
  accessibilityNeeds: 0.02,
  /** Many say what they want, unasked. */
  desiredOutcome: 0.55,
  /** Half are short, most others fit on a screen, and one in ten tells everything. In sentences. */
  sentences: { short: [1, 3], medium: [4, 9], long: [12, 40] } as const,
  length: { short: 52, medium: 38, long: 10 } satisfies Weights<'short' | 'medium' | 'long'>,
  /** Mostly annoyance, sometimes loss, rarely danger. */
  severity: { low: 38, medium: 44, high: 15, critical: 3 } satisfies Weights<Severity>,
  complexity: { simple: 50, standard: 40, complex: 10 } satisfies Weights<Complexity>,
  impact: { individual: 88, group: 10, public: 2 } satisfies Weights<Impact>,
  immediateAction: { none: 76, possible: 18, needed: 6 } satisfies Weights<ImmediateAction>,
  safety: 0.04,
  /** Said only where somebody noticed. */
  vulnerable: 0.06,
  /** Assessed again, when more is known. */
  reassessed: 0.04,

  /** What becomes of it. More than half are put right within days, as shops do that answer at all; few are no matter for this procedure. */
  course: {
    'settled-early': 54,
    decided: 36,
    withdrawn: 4,
    'out-of-scope': 3,
    referred: 3,
  } satisfies Weights<Course>,
  /** Until a person has looked at it, and until it has somebody. Business hours. */
  hoursUntilAssessed: { median: 5 * HOUR, spread: 0.9 },
  hoursUntilAssigned: { median: 2 * HOUR, spread: 0.8 },
  /** From there to the answer: half within five working days, one in twelve beyond the limit of either policy. */
  hoursOfInvestigation: { median: 5 * DAY, spread: 0.8 },
  hoursUntilApproved: { median: 6 * HOUR, spread: 0.8 },
  hoursUntilTold: { median: 1 * HOUR, spread: 0.6 },
  hoursUntilSettled: { median: 5 * HOUR, spread: 0.6 },
  hoursUntilDelivered: { median: 3 * DAY, spread: 0.7 },

  /** Parts of an investigation. */
  notes: { none: 45, one: 35, two: 15, three: 5 } satisfies Weights<'none' | 'one' | 'two' | 'three'>,
  noteShown: 0.15,
  question: 0.18,
  /** A question mostly has an answer; sometimes nobody hears from the complainant again. */
  answered: 0.85,
  daysUntilAnswer: { median: 3, spread: 0.8 },
  addsInformation: 0.12,
  task: 0.14,
  taskCancelled: 0.12,
  evidence: 0.1,
  interview: 0.04,
  finding: 0.7,
  /** Few answer a question that helps only others, and rather those who were satisfied or not at all. */
  rated: 0.3,
  rating: { 1: 12, 2: 8, 3: 14, 4: 34, 5: 32 } satisfies Weights<'1' | '2' | '3' | '4' | '5'>,
  hoursUntilRated: { median: 30 * HOUR, spread: 0.9 },
  tagged: 0.1,
  untagged: 0.15,
  progressReport: 0.06,
  extension: 0.04,
  holdingReply: 0.05,
  pause: 0.03,
  /** Sent on to the maker or the carrier, who must answer. */
  sentOn: 0.03,
  detailsCorrected: 0.04,
  anotherPolicy: 0.01,
  preferenceStated: 0.02,
  conflict: 0.01,
  reassigned: 0.05,
  returnedToQueue: 0.02,
  rerouted: 0.04,
  confidential: 0.008,
  emergencyAccess: 0.25,
  restrictionLifted: 0.4,
  codeIssued: 0.008,
  // Of those that were withdrawn.
  held: 0.2,
  holdLifted: 0.6,
  erasureRequested: 0.25,
  erasureDeclined: 0.3,
  codeRequested: 0.015,
  redacted: 0.004,
  /** The manufacturer or the carrier most often; people seldom ask for their file. */
  disclosed: 0.06,
  recipient: { processor: 60, complainant: 25, lawyer: 15 } satisfies Weights<Recipient>,

  /** Whoever complains is more often right than not. */
  upheld: { upheld: 48, 'partly-upheld': 24, 'not-upheld': 28 } satisfies Weights<Upheld>,
  remedy: {
    refund: 30,
    replacement: 18,
    repair: 16,
    apology: 14,
    compensation: 8,
    goodwill: 6,
    information: 4,
    'process-change': 4,
  } satisfies Weights<
    Extract<
      RemedyKind,
      'refund' | 'replacement' | 'repair' | 'apology' | 'compensation' | 'goodwill' | 'information' | 'process-change'
    >
  >,
  /** In minor units: pence for one office, thousands of rials for the other. */
  amount: { median: 6_500, spread: 0.9 },
  secondRemedy: 0.15,
  /** Sent back by whoever approves. */
  returned: 0.07,

  /** Silence is the usual answer to a decision that helps; who was refused says so. */
  answer: {
    upheld: { accepts: 60, silent: 37, rejects: 3 },
    'partly-upheld': { accepts: 42, silent: 38, rejects: 20 },
    'not-upheld': { accepts: 18, silent: 40, rejects: 42 },
  } satisfies { readonly [decision in Upheld]: Weights<Answer> },
  daysUntilReaction: { median: 4, spread: 0.8 },
  /** Every third rejection becomes an appeal; after it the matter is exhausted, or an outside body hears of it. */
  appeal: 0.35,
  afterRejection: { 'closed-exhausted': 62, referred: 38 } satisfies Weights<'closed-exhausted' | 'referred'>,
  /** What the outside body did by now. It mostly agrees with the decision. */
  outsideOutcome: { none: 35, outcome: 45, award: 20 } satisfies Weights<'none' | 'outcome' | 'award'>,
  daysUntilOutsideOutcome: { median: 70, spread: 0.4 },
  /** Closed cases that come back, because what was promised did not happen. */
  reopened: 0.025,
  withdrawnByStaff: 0.4,

  /** Messages that are on record: those to people with an e-mail address. */
  mailFails: 0.02,
  emailVerified: 0.35,

  /** One complaint in fifty has a second one: the same matter again, or two matters in one. In turn, so that a few hundred show each. */
  pairEvery: 50,
  pairs: ['duplicate', 'split', 'linked', 'duplicate-undone', 'duplicate', 'unlinked'] satisfies PairKind[],

  /** Which months, weekdays and hours people complain in: more after the sales of winter and before holidays, fewer in summer. */
  months: [1.25, 1.1, 1, 0.95, 0.9, 0.85, 0.8, 0.8, 0.95, 1, 1.2, 1.3] as const,
  /** On a day on which the office is closed, people still use the form, less. */
  closedDay: 0.45,
  /** How many times as many arrive in a day at the end of two years as at their beginning. */
  growth: 1.6,
  /** By local hour, online: nobody at four, most late in the morning and again in the evening. */
  hours: [2, 1, 1, 0.5, 0.5, 0.7, 1.5, 3, 5, 7, 8, 8, 7, 6, 6, 6, 6, 6, 6, 7, 8, 8, 6, 4] as const,
} as const;
