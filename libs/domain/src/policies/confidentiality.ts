import type { Channel, Concern, OpenedEventData } from '@redress/contracts';
import { type Fault, fault } from '../fault.js';
import { isPersonName, secondSpellingIn, type StaffList } from '../permissions/person.js';
import { within } from './choose-policy.js';

/** Who may know of a complaint that is confidential from its receipt on (ISO 10002:2018, clause 4: confidentiality). */
export interface Confidentiality {
  /** The people to whom it is confidential when its complainant asks for that. */
  readonly asked?: readonly string[];
  /** The kinds of complaints that are confidential whoever lodges them; the first that matches applies. */
  readonly rules?: readonly ConfidentialityRule[];
}

/** One kind of complaints. An absent condition matches all; of several values one suffices. The history records `name`. */
export interface ConfidentialityRule {
  readonly name: string;
  readonly when: {
    readonly concern?: readonly Concern[];
    readonly product?: readonly string[];
    readonly channel?: readonly Channel[];
  };
  readonly people: readonly string[];
}

type Receipt = Pick<OpenedEventData<'ComplaintReceived'>, 'concern' | 'product' | 'channel'>;
type Restriction = NonNullable<OpenedEventData<'ComplaintReceived'>['restriction']>;

/**
 * The people to whom a policy makes a complaint confidential at its receipt; undefined for nobody, which leaves it open. Those of a matching rule
 * come before those for whoever asks, because they were chosen for this kind of complaint. Only the declared concern counts: a suggested
 * one is for people to check.
 */
export function restrictionAtReceipt(
  { asked, rules = [] }: Confidentiality = {},
  complaint: Receipt,
  isAsked: boolean,
): Restriction | undefined {
  const { concern, product, channel } = complaint;
  const rule = rules.find(
    ({ when }) => within(when.concern, concern) && within(when.product, product) && within(when.channel, channel),
  );
  const people = rule?.people ?? (isAsked ? asked : undefined);
  if (people === undefined) return undefined;
  return { people: [...people], basis: isAsked ? 'asked' : 'rule', ...(rule && { rule: rule.name }) };
}

/** The faults of what a policy says of confidential complaints. With a staff list, everybody named must be in it. */
export function confidentialityFaults(
  { asked, rules }: Confidentiality,
  pointer: string,
  staff: StaffList | undefined,
): readonly Fault[] {
  if (asked === undefined && rules === undefined) return fault(pointer, 'Must name people, in asked, rules or both.');
  const ofRules = (rules ?? []).flatMap(({ name, people }, index) => [
    ...((rules ?? []).findIndex((rule) => rule.name === name) < index
      ? fault(`${pointer}/rules/${index}/name`, 'Must be unique among rules.')
      : []),
    ...peopleFaults(people, `${pointer}/rules/${index}/people`, staff),
  ]);
  return [...peopleFaults(asked ?? [], `${pointer}/asked`, staff), ...ofRules];
}

function peopleFaults(people: readonly string[], pointer: string, staff: StaffList | undefined): readonly Fault[] {
  const second = secondSpellingIn(people);
  return [
    ...people.flatMap((person, index) => personFaults(person, `${pointer}/${index}`, staff)),
    ...(second === undefined
      ? []
      : fault(`${pointer}/${people.lastIndexOf(second)}`, 'Must be another person than those before.')),
  ];
}

function personFaults(person: string, pointer: string, staff: StaffList | undefined): readonly Fault[] {
  if (!isPersonName(person)) return fault(pointer, 'Must consist of letters that can be seen, all of one script.');
  if (staff === undefined || staff.find(person) !== undefined) return [];
  const meant = staff.meant(person);
  const hint = meant.length === 0 ? '' : ` Did you mean ${meant.join(' or ')}?`;
  return fault(pointer, `Must be somebody in the staff directory.${hint}`);
}
