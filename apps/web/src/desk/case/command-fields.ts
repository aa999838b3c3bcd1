import type { components, paths } from '@redress/api-client';
import type { Language } from '@redress/contracts';
import type { DeskTextKey } from '@redress/texts/desk';
import type { Colleagues } from '../colleagues.js';
import type { Say } from '../say.js';
import { namesIn } from '../typed-names.js';
import type { DeskCase, WordList } from '../words.js';

type Policy = components['schemas']['Policy'];

/** Commands on a case, by the last part of their address. */
export type CaseCommand = keyof paths extends infer Path
  ? Path extends `/api/cases/{reference}/${infer Command}`
    ? Command
    : never
  : never;

/** Commands on a case that are sent with a form; a file is sent otherwise. */
export type FormCommand = {
  [Command in CaseCommand]: paths[`/api/cases/{reference}/${Command}`] extends {
    post: { requestBody?: { content: { 'application/json': object } } };
  }
    ? Command
    : never;
}[CaseCommand];

/** What a command says. */
export type BodyOf<Command extends CaseCommand> = paths[`/api/cases/{reference}/${Command}`] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** What the choices of a form are taken from, and the words for them. */
export interface CaseFacts {
  readonly language: Language;
  readonly colleagues: Colleagues;
  readonly shown: DeskCase;
  /** Unknown while it is asked for. */
  readonly policy: Policy | undefined;
  /** Those among which one can be chosen; none while they are asked for, and for commands that choose none. */
  readonly policies: readonly components['schemas']['PolicySummary'][];
}

/** One value to choose. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Labelled {
  readonly label: DeskTextKey;
  readonly hint?: DeskTextKey;
}

export interface WordsField extends Labelled {
  readonly kind: 'words';
  readonly words: WordList<string>;
}
export interface YesNoField extends Labelled {
  readonly kind: 'yes-no';
}
/** Chosen from what the case or its policy holds. */
export interface OfCaseField extends Labelled {
  readonly kind: 'of-case';
  readonly options: (facts: CaseFacts, say: Say) => readonly Option[];
  /** The value is sent as a number. */
  readonly isNumber?: boolean;
  /** What nothing is offered for is typed. */
  readonly orTyped?: boolean;
}
export interface TextFieldOf extends Labelled {
  readonly kind: 'line' | 'area' | 'day' | 'person';
}
/** Several members of staff in one line, separated by commas. */
export interface NamesFieldOf extends Labelled {
  readonly kind: 'names';
}
export interface RemediesFieldOf extends Labelled {
  readonly kind: 'remedies';
}

/** Any field of a command's form. */
export type CommandField = WordsField | YesNoField | OfCaseField | TextFieldOf | NamesFieldOf | RemediesFieldOf;

/** The kinds of field that can give a value of a type. */
export type FieldFor<Value> = [Value] extends [boolean]
  ? YesNoField
  : [Value] extends [readonly string[]]
    ? NamesFieldOf
    : [Value] extends [readonly object[]]
      ? RemediesFieldOf
      : [Value] extends [number]
        ? OfCaseField
        : string extends Value
          ? TextFieldOf | OfCaseField
          : [Value] extends [string]
            ? Labelled & { readonly kind: 'words'; readonly words: WordList<Value> }
            : TextFieldOf;

/** A field for what a command must say, and for whatever else of it people here may say, in the order of the form. */
export type FieldsOf<Body> = { readonly [Name in keyof Body]: FieldFor<NonNullable<Body[Name]>> };

/** What was typed into a form: texts by the pointer of what they say, as the API names it in a fault: `remedies/0/kind`. */
export type Draft = Readonly<Record<string, string>>;

/** Remedies in a form, at most. The API takes more. */
export const REMEDIES_SHOWN_MAX = 5;

/** How many remedies a draft has. */
export function remediesIn(draft: Draft, name: string): number {
  return Number(draft[`${name}/count`] ?? 0);
}

/** What a command will say for a draft. Leaves out what was left empty; the API says which of it is needed. */
export function bodyOf(
  fields: Readonly<Record<string, CommandField>>,
  draft: Draft,
  colleagues: Colleagues,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = valueOf(field, name, draft, colleagues);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function valueOf(field: CommandField, name: string, draft: Draft, { personOf }: Colleagues): unknown {
  const typed = (draft[name] ?? '').trim();
  if (field.kind === 'remedies') return remediesOf(name, draft);
  if (typed === '') return undefined;
  if (field.kind === 'names') return namesIn(typed).map(personOf);
  if (field.kind === 'person') return personOf(typed);
  if (field.kind === 'yes-no') return typed === 'yes';
  return field.kind === 'of-case' && field.isNumber === true ? Number(typed) : typed;
}

function remediesOf(name: string, draft: Draft): readonly unknown[] {
  return Array.from({ length: remediesIn(draft, name) }, (_, index) => {
    const part = (last: string): string => (draft[`${name}/${index}/${last}`] ?? '').trim();
    const [kind, value, currency, description, dueOn] = [
      'kind',
      'amount/value',
      'amount/currency',
      'description',
      'dueOn',
    ].map(part);
    return {
      ...(kind !== '' && { kind }),
      ...(value !== '' && { amount: { value, currency } }),
      ...(description !== '' && { description }),
      ...(dueOn !== '' && { dueOn }),
    };
  });
}
