import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { CHANNEL, CONCERN, type DeskCase, LANGUAGE } from '../words.js';
import type { CommandField, CommandFields, Draft, FieldsOf } from './command-fields.js';

const line = (label: DeskTextKey) => ({ kind: 'line', label }) as const;
const area = (label: DeskTextKey) => ({ kind: 'area', label }) as const;

/** What can be corrected of a complaint as it was received. When it was corrected is now. */
export const correctionFields: FieldsOf<Omit<components['schemas']['CorrectDetailsRequest'], 'occurredAt'>> = {
  description: area('desk.new.description'),
  desiredOutcome: area('desk.fact.desired'),
  product: line('desk.fact.product'),
  issue: line('desk.fact.issue'),
  organizationUnit: line('desk.fact.unit'),
  happenedOn: { kind: 'day', label: 'desk.fact.happened' },
  channel: { kind: 'words', label: 'desk.fact.channel', words: CHANNEL },
  language: { kind: 'words', label: 'desk.fact.language', words: LANGUAGE },
  externalReference: line('desk.fact.external'),
  jurisdiction: line('desk.fact.jurisdiction'),
  complainantType: line('desk.fact.complainant-type'),
  concern: { kind: 'words', label: 'desk.fact.concern', words: CONCERN },
  complainant: {
    kind: 'group',
    label: 'desk.fact.complainant',
    parts: {
      name: line('desk.fact.name'),
      email: line('desk.fact.email'),
      phone: line('desk.fact.phone'),
      postalAddress: area('desk.fact.address'),
      preferredChannel: { kind: 'words', label: 'desk.fact.preferred', words: CHANNEL },
      accessibilityNeeds: area('desk.fact.needs'),
    },
  },
  onBehalfOf: {
    kind: 'group',
    label: 'desk.fact.represented',
    parts: { name: line('desk.fact.name'), relationship: line('desk.fact.relationship') },
  },
  forThemselves: { kind: 'statement', label: 'desk.field.for-themselves' },
  reason: area('desk.field.reason'),
};

/** The details of a case as they are, by their pointers. What was erased has no words to correct. */
export function presentDetails(shown: DeskCase): Draft {
  const present = valuesIn(correctionFields, shown);
  return Object.fromEntries(present);
}

function valuesIn(
  fields: CommandFields,
  values: Readonly<Record<string, unknown>>,
  within = '',
): readonly (readonly [pointer: string, value: string])[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    if (field.kind === 'group')
      return valuesIn(field.parts, (value ?? {}) as Readonly<Record<string, unknown>>, `${within}${name}/`);
    return typeof value === 'string' ? [[`${within}${name}`, value] as const] : [];
  });
}

/** A detail that a draft changes. */
export interface ChangedDetail {
  readonly pointer: string;
  readonly field: CommandField;
  readonly before: string;
  readonly after: string;
}

/** The details that a draft changes, in the order of the form. */
export function changesIn(fields: CommandFields, present: Draft, draft: Draft, within = ''): readonly ChangedDetail[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const pointer = `${within}${name}`;
    if (field.kind === 'group') return changesIn(field.parts, present, draft, `${pointer}/`);
    const [before = '', after = ''] = [present[pointer], draft[pointer]?.trim()];
    return before === after || name === 'reason' ? [] : [{ pointer, field, before, after }];
  });
}

/** What a draft says that is not so already. */
export function withoutPresent(draft: Draft, present: Draft): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([pointer, value]) => present[pointer] !== value.trim()));
}

/** Details that were emptied: a correction puts something in the place of a detail, and takes none away. */
export function emptiedIn(draft: Draft, present: Draft): readonly string[] {
  return Object.keys(present).filter((pointer) => (draft[pointer] ?? '').trim() === '');
}
