import type { components, paths } from '@redress/api-client';
import type { Language } from '@redress/contracts';
import type { DeskTextKey } from '@redress/texts/desk';
import type { Colleagues } from '../colleagues.js';
import type { Say } from '../say.js';
import { namesIn } from '../typed-names.js';
import type { DeskCase, StoryEvent, WordList } from '../words.js';

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
  /** As for policies. */
  readonly calendars: readonly components['schemas']['Calendar'][];
  /** What happened, oldest first; none while it is asked for. */
  readonly history: readonly StoryEvent[];
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
/** Several words of a closed list. */
export interface SomeWordsField extends Labelled {
  readonly kind: 'some-words';
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
/** Several days, one below the other. */
export interface DaysFieldOf extends Labelled {
  readonly kind: 'days';
}
/** A statement to agree with; it cannot be denied. */
export interface StatementField extends Labelled {
  readonly kind: 'statement';
}
/** One of the messages of the case, chosen by its words. */
export interface MessageFieldOf extends Labelled {
  readonly kind: 'message';
}
/** What belongs together. */
export interface GroupFieldOf extends Labelled {
  readonly kind: 'group';
  readonly parts: CommandFields;
}
/** Several of the same, each with its parts. */
export interface ListFieldOf extends Labelled {
  readonly kind: 'list';
  readonly parts: CommandFields;
  /** The title of one, by its `number`. */
  readonly item: DeskTextKey;
  readonly add: DeskTextKey;
  /** Takes the last one away. */
  readonly remove: DeskTextKey;
  /** The list is sent even without any. */
  readonly isAlwaysSaid?: boolean;
}

/** Any field of a command's form. */
export type CommandField =
  | WordsField
  | SomeWordsField
  | YesNoField
  | StatementField
  | OfCaseField
  | MessageFieldOf
  | TextFieldOf
  | NamesFieldOf
  | DaysFieldOf
  | GroupFieldOf
  | ListFieldOf;

/** Fields by their names, in the order of the form. */
export interface CommandFields {
  readonly [name: string]: CommandField;
}

/** The kinds of field that can give a value of a type. */
export type FieldFor<Value> = [Value] extends [true]
  ? StatementField
  : [Value] extends [boolean]
    ? YesNoField
    : [Value] extends [readonly (infer Word extends string)[]]
      ? string extends Word
        ? NamesFieldOf | DaysFieldOf
        : Labelled & { readonly kind: 'some-words'; readonly words: WordList<Word> }
      : [Value] extends [readonly (infer Item extends object)[]]
        ? Omit<ListFieldOf, 'parts'> & { readonly parts: FieldsOf<Item> }
        : [Value] extends [number]
          ? OfCaseField | MessageFieldOf
          : string extends Value
            ? TextFieldOf | OfCaseField
            : [Value] extends [string]
              ? Labelled & { readonly kind: 'words'; readonly words: WordList<Value> }
              : [Value] extends [object]
                ? Omit<GroupFieldOf, 'parts'> & { readonly parts: FieldsOf<Value> }
                : TextFieldOf;

/** A field for what a command must say, and for whatever else of it people here may say, in the order of the form. */
export type FieldsOf<Body> = { readonly [Name in keyof Body]: FieldFor<NonNullable<Body[Name]>> };

/** What was typed into a form: texts by the pointer of what they say, as the API names it in a fault: `remedies/0/kind`. */
export type Draft = Readonly<Record<string, string>>;

/** Parts of a list in a form, at most. The API takes more. */
export const LISTED_MAX = 10;

/** How many parts a list has in a draft. */
export function listedIn(draft: Draft, pointer: string): number {
  return Number(draft[`${pointer}/count`] ?? 0);
}

/** What a command will say for a draft. Leaves out what was left empty; the API says which of it is needed. */
export function bodyOf(
  fields: CommandFields,
  draft: Draft,
  colleagues: Colleagues,
  within = '',
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = valueOf(field, `${within}${name}`, draft, colleagues);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function valueOf(field: CommandField, pointer: string, draft: Draft, colleagues: Colleagues): unknown {
  const typed = (draft[pointer] ?? '').trim();
  switch (field.kind) {
    case 'group': {
      const group = bodyOf(field.parts, draft, colleagues, `${pointer}/`);
      return Object.keys(group).length === 0 ? undefined : group;
    }
    case 'list': {
      const list = pointersIn(draft, pointer).map((each) => bodyOf(field.parts, draft, colleagues, `${each}/`));
      return list.length === 0 && field.isAlwaysSaid !== true ? undefined : list;
    }
    case 'days': {
      const days = pointersIn(draft, pointer).flatMap((each) => draft[each] ?? []);
      return days.length === 0 ? undefined : days;
    }
    case 'some-words':
      return typed === '' ? undefined : chosenIn(typed);
    case 'names':
      return typed === '' ? undefined : namesIn(typed).map(colleagues.personOf);
    case 'person':
      return typed === '' ? undefined : colleagues.personOf(typed);
    case 'yes-no':
      return typed === '' ? undefined : typed === 'yes';
    case 'statement':
      return typed === 'yes' || undefined;
    case 'message':
      return typed === '' ? undefined : Number(typed);
    case 'of-case':
      if (typed === '') return undefined;
      return field.isNumber === true ? Number(typed) : typed;
    default:
      return typed === '' ? undefined : typed;
  }
}

/** The words that a draft holds of a choice of several. */
export function chosenIn(typed: string): readonly string[] {
  return typed.split(' ').filter((word) => word !== '');
}

/** The pointers of a list's parts. */
export function pointersIn(draft: Draft, pointer: string): readonly string[] {
  return Array.from({ length: listedIn(draft, pointer) }, (_, index) => `${pointer}/${index}`);
}

/** The field that a pointer is about, within whatever groups and lists: `remedies/0/kind`. */
export function fieldAt(fields: CommandFields, pointer: string): CommandField | undefined {
  const [name = '', ...within] = pointer.split('/');
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined || within.length === 0) return field;
  if (field.kind === 'group') return fieldAt(field.parts, within.join('/'));
  if (field.kind === 'list') return within.length === 1 ? undefined : fieldAt(field.parts, within.slice(1).join('/'));
  return field.kind === 'days' ? field : undefined;
}
