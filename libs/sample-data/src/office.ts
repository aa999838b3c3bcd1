import type { Language } from '@redress/contracts';
import type { ComplaintPolicies } from '@redress/complaints';
import { choosePolicy, type ClockRule, type OutsideBody, type Policy, type PolicyChoice } from '@redress/domain';
import { type Actor, toActorId } from '@redress/eventing';
import { FALLBACK_POLICY, findShippedPolicy, shippedPolicyOf } from '@redress/policies';
import { vocabularies } from './vocabulary/vocabulary.js';

/** One of the two offices of the invented shop, with its customers' language, its people and its policy. */
export interface Office {
  readonly language: Language;
  readonly policy: Policy;
  readonly jurisdiction: string;
  /** Of its amounts, with the digits of its fraction and the smallest amount that is paid. */
  readonly currency: { readonly code: string; readonly digits: number; readonly factor: number };
  readonly branches: readonly string[];
  readonly handlers: readonly Actor[];
  readonly supervisors: readonly Actor[];
  readonly intake: Actor;
  readonly compliance: Actor;
}

const staff = (role: string, names: readonly string[]): readonly Actor[] =>
  names.map((name) => ({ id: toActorId(`sample-${name}`), role }));

const outsideBody: OutsideBody = {
  names: { en: vocabularies.en.outsideBody, fa: vocabularies.fa.outsideBody },
  web: 'https://board.example.org',
};

const REVIEW = { names: { en: 'Review', fa: 'بازبینی' }, anotherDecider: true } as const;
/** The calendars that ship with Redress know their holidays from this year on. */
const VALID_FROM = '2022-01-01';
/** A pause while the complainant is asked, and two more reasons that a person may give. */
const PAUSE = { reasons: ['information-requested', 'awaiting-carrier', 'force-majeure'] } as const;

/** What a clock of a sample policy has besides the rule of the shipped one. */
const MORE: { readonly [version in SampleVersion]: (rule: ClockRule) => ClockRule } = {
  'sample-shop@1': (rule) =>
    rule.name !== 'decision'
      ? rule
      : {
          ...rule,
          stops: ['decided', 'accepted', 'ended'],
          warnings: [{ percent: 75 }],
          pause: PAUSE,
          extension: { length: 10, times: 1, reasons: ['complex'] },
          exempt: { by: 'accepted', within: { length: 5, unit: 'business-days', end: 'close-of-business' } },
        },
  'sample-shop-iran@1': (rule) => ({
    ...rule,
    stops: ['decided', 'accepted', 'ended'],
    pause: PAUSE,
    holding: { length: 35, reasons: ['complex'] },
    exempt: { by: 'accepted', within: { length: 5, unit: 'business-days', end: 'close-of-business' } },
  }),
};
type SampleVersion = 'sample-shop@1' | 'sample-shop-iran@1';

/** Two policies made of shipped ones, with a second stage, an outside body, teams and everything that clocks can do. */
function samplePolicy(
  version: SampleVersion,
  language: Language,
  from: string,
  own: Pick<Policy, 'names' | 'calendar' | 'scope'>,
): Policy {
  const { products } = vocabularies[language];
  const shipped = shippedPolicyOf(from);
  const { rootCauses } = shippedPolicyOf('generic@3');
  return {
    ...shipped,
    ...own,
    version,
    source: { ...shipped.source, text: 'Invented for a trial. Not legal advice.' },
    validFrom: VALID_FROM,
    clocks: shipped.clocks.map(MORE[version]),
    stages: [...shipped.stages, REVIEW],
    outsideBodies: [outsideBody],
    silence: { after: { length: 30, unit: 'calendar-days', end: 'end-of-day' }, means: 'closed' },
    routes: [
      { name: 'danger', when: { safetyImplication: true }, team: 'Safety' },
      { name: 'goods-on-the-way', when: { product: [products.delivery, products.installation] }, team: 'Logistics' },
      { name: 'orders-and-payments', when: { product: [products['online-shop']] }, team: 'Online' },
    ],
    ...(rootCauses && { rootCauses }),
  };
}

export const offices: { readonly [language in Language]: Office } = {
  en: {
    language: 'en',
    policy: samplePolicy('sample-shop@1', 'en', 'generic@3', {
      names: { en: 'Sample shop', fa: 'فروشگاه نمونه' },
      calendar: 'england@1',
      scope: {},
    }),
    jurisdiction: 'GB',
    currency: { code: 'GBP', digits: 2, factor: 1 },
    branches: ['Northgate', 'Riverside', 'Market Hall'],
    handlers: staff('handler', ['ada', 'ben', 'cora', 'dev', 'ella', 'finn', 'gita', 'hugo']),
    supervisors: staff('supervisor', ['iris', 'jonas']),
    intake: { id: toActorId('sample-kate'), role: 'intake-agent' },
    compliance: { id: toActorId('sample-liam'), role: 'compliance' },
  },
  fa: {
    language: 'fa',
    policy: samplePolicy('sample-shop-iran@1', 'fa', 'ir-20-day@2', {
      names: { en: 'Sample shop, Iran', fa: 'فروشگاه نمونه، ایران' },
      calendar: 'iran@1',
      scope: { jurisdictions: ['IR'] },
    }),
    jurisdiction: 'IR',
    currency: { code: 'IRR', digits: 0, factor: 1_000 },
    branches: ['مرکزی', 'غرب', 'میدان'],
    handlers: staff('handler', ['azar', 'babak', 'elham', 'farid', 'golnaz', 'hamid']),
    supervisors: staff('supervisor', ['jaleh', 'kamran']),
    intake: { id: toActorId('sample-mahsa'), role: 'intake-agent' },
    compliance: { id: toActorId('sample-navid'), role: 'compliance' },
  },
};

/** The policies that an installation with sample data needs, in the order in which they are published. */
export const samplePolicies: readonly Policy[] = [offices.en.policy, offices.fa.policy];

/** The same policies for deciding, without reading them from a log. */
export const samplePolicySource: ComplaintPolicies = {
  snapshot: () => Promise.resolve({ ...choice, referenceFormats: new Set(samplePolicies.map(formatOf)) }),
  of: (version) => {
    const policy = samplePolicies.find((one) => one.version === version) ?? findShippedPolicy(version);
    return policy ? Promise.resolve(policy) : Promise.reject(new RangeError(`There is no policy ${version}.`));
  },
};

const formatOf = ({ referenceFormat }: Policy): Policy['referenceFormat'] => referenceFormat;

const choice: PolicyChoice = {
  choose: (question) => choosePolicy(samplePolicies, question) ?? shippedPolicyOf(FALLBACK_POLICY),
  published: (version) => samplePolicies.find((one) => one.version === version),
};
