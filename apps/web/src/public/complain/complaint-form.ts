import type { components } from '@redress/api-client';
import type { CalendarDate, Language } from '@redress/contracts';
import { webText, type WebTextKey } from '@redress/texts/web';
import { type FieldError, typedDay } from '@redress/ui';

/** The questions, one a page, and the page on which all answers are looked through. */
export const steps = ['who', 'what', 'when', 'product', 'outcome', 'person', 'contact', 'check'] as const;
export type FormPage = (typeof steps)[number];

/** Who complains: for themselves, for somebody else, or without saying who they are. */
export const complainers = ['self', 'other', 'anonymous'] as const;

/** The names of the fields, each on the page of its question. */
export const fieldsOf = {
  who: ['who'],
  what: ['what'],
  when: ['day', 'month', 'year'],
  product: ['product'],
  outcome: ['outcome'],
  person: ['personName', 'relationship', 'consent'],
  contact: ['name', 'email', 'phone', 'needs', 'confidential'],
  check: [],
} as const satisfies Readonly<Record<FormPage, readonly string[]>>;

export type Field = (typeof fieldsOf)[FormPage][number];
const allFields: readonly Field[] = steps.flatMap((step) => [...fieldsOf[step]]);

/** What was answered so far, as it was typed. */
export type Answers = Readonly<Partial<Record<Field, string>>>;

/** Most characters of an answer, as the API takes them. */
export const LENGTH_MAX = { what: 20_000, outcome: 4000, needs: 4000, phone: 50, other: 200 } as const;

/** Where somebody is in making a complaint. Nothing of it is kept on the server: it travels in the form. */
export interface ComplaintDraft {
  readonly step: FormPage;
  readonly answers: Answers;
  /** What is wrong with the answers of this page. */
  readonly errors: readonly FieldError[];
  /** Under which the complaint is sent, so that sending it twice lodges one. */
  readonly key: string;
  /** An answer is changed from the last page, which is shown again next. */
  readonly returning: boolean;
}

/** What the button that was pressed asks for. */
export type Wish = 'next' | 'back' | 'send' | `change:${string}`;

/** A draft before the first answer. `key`: a random UUID. */
export function newDraft(key: string): ComplaintDraft {
  return { step: 'who', answers: {}, errors: [], key, returning: false };
}

/** The questions that are asked, which depends on who complains. */
export function askedSteps({ who }: Answers): readonly FormPage[] {
  return steps.filter((step) => {
    if (step === 'person') return who === 'other';
    return step !== 'contact' || who !== 'anonymous';
  });
}

/** Reads the answers of a form, of unknown fields none. A form that was sent twice under one name counts once. */
export function answersIn(form: Readonly<Record<string, unknown>>): Answers {
  const given = allFields.flatMap((field) => {
    const value = [form[field]].flat()[0];
    return typeof value === 'string' && value !== '' ? [[field, value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** Goes on, back, or to a question; stays where an answer of the page has to be mended. */
export function advance(draft: ComplaintDraft, wish: Wish, language: Language): ComplaintDraft {
  const { step, answers, returning } = draft;
  const asked = askedSteps(answers);
  const at = asked.indexOf(step);
  if (wish === 'back') return { ...draft, step: asked[Math.max(at - 1, 0)] ?? 'who', errors: [], returning: false };
  if (wish.startsWith('change:')) {
    const wanted = asked.find((other) => wish === `change:${other}`);
    return { ...draft, step: wanted ?? step, errors: [], returning: true };
  }
  const errors = errorsOn(step, answers, language);
  if (errors.length > 0 || step === 'check') return { ...draft, errors };
  // Who says that they complain for somebody else is asked for whom, also when they say so late.
  const unanswered = asked.find((other) => errorsOn(other, answers, language).length > 0);
  const next = returning ? (unanswered ?? 'check') : (asked[at + 1] ?? 'check');
  return { ...draft, step: next, errors: [], returning: returning && next !== 'check' };
}

/** What has to be mended on a page before the next one. */
export function errorsOn(step: FormPage, answers: Answers, language: Language): readonly FieldError[] {
  const error = (field: Field, key: WebTextKey, values = {}): FieldError => ({
    field,
    message: webText(language, key, values),
  });
  const tooLong = fieldsOf[step].flatMap((field) => {
    const most = lengthMaxOf(field);
    return (answers[field]?.length ?? 0) > most ? [error(field, 'web.complain.error.too-long', { most })] : [];
  });
  if (tooLong.length > 0) return tooLong;
  switch (step) {
    case 'who':
      return complainers.some((who) => who === answers.who) ? [] : [error('who', 'web.complain.error.who')];
    case 'what':
      return isBlank(answers.what) ? [error('what', 'web.complain.error.what')] : [];
    case 'when':
      return isUnreadableDay(answers) ? [error('day', 'web.complain.error.day')] : [];
    case 'person':
      return isBlank(answers.personName) ? [error('personName', 'web.complain.error.person')] : [];
    case 'contact': {
      const { email, phone } = answers;
      if (!isBlank(email)) return /^\S+@\S+$/.test(email.trim()) ? [] : [error('email', 'web.complain.error.email')];
      return isBlank(phone) ? [error('email', 'web.complain.error.contact')] : [];
    }
    case 'product':
    case 'outcome':
    case 'check':
      return [];
  }
}

function lengthMaxOf(field: Field): number {
  return field in LENGTH_MAX ? LENGTH_MAX[field as keyof typeof LENGTH_MAX] : LENGTH_MAX.other;
}

function isBlank(answer: string | undefined): answer is undefined {
  return answer === undefined || answer.trim() === '';
}

/** Nobody complains of what happened before, or after. */
const YEAR_MIN = 1900;
const YEAR_MAX = 2200;

/**
 * The day that was typed, in either calendar, which its year tells, as the API's Gregorian date; undefined when none was given, or no such
 * day is.
 */
export function happenedOn({ day, month, year }: Answers): CalendarDate | undefined {
  const date = typedDay([year, month, day].map((part = '') => part.trim()).join('/'));
  if (date === undefined) return undefined;
  const gregorianYear = Number(date.slice(0, 4));
  return gregorianYear < YEAR_MIN || gregorianYear > YEAR_MAX ? undefined : date;
}

function isUnreadableDay(answers: Answers): boolean {
  const isGiven = !isBlank(answers.day) || !isBlank(answers.month) || !isBlank(answers.year);
  return isGiven && happenedOn(answers) === undefined;
}

/** What the API is asked to lodge. */
export function lodgeBody(answers: Answers, language: Language): components['schemas']['LodgeComplaintRequest'] {
  const { who, what = '', product, outcome, personName, relationship, consent, name, email, phone, needs } = answers;
  const complainant = present({ name, email, phone, accessibilityNeeds: needs });
  const isNamed = who !== 'anonymous' && Object.keys(complainant).length > 0;
  return {
    description: what.trim(),
    language,
    ...present({ product, desiredOutcome: outcome, happenedOn: happenedOn(answers) }),
    ...(isNamed && { complainant }),
    ...(isNamed && answers.confidential === 'yes' && { confidential: true }),
    ...(who === 'other' && {
      onBehalfOf: { ...present({ name: personName, relationship }), consent: consent === 'yes' },
    }),
  };
}

function present(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (isBlank(value) ? [] : [[name, value.trim()]])),
  );
}

/** The field of the form that a pointer of the API's refusal means. */
const FIELD_AT: Readonly<Record<string, Field>> = {
  '#/description': 'what',
  '#/happenedOn': 'day',
  '#/product': 'product',
  '#/desiredOutcome': 'outcome',
  '#/onBehalfOf/name': 'personName',
  '#/onBehalfOf/relationship': 'relationship',
  '#/complainant/name': 'name',
  '#/complainant/email': 'email',
  '#/complainant/phone': 'phone',
  '#/complainant/accessibilityNeeds': 'needs',
};

/** Why the API did not lodge the complaint (RFC 9457). */
export interface Refusal {
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Shows a refusal where it can be mended: on the page of its first field, or, when it is about none, on the last page. */
export function refused(draft: ComplaintDraft, { detail, errors = [] }: Refusal): ComplaintDraft {
  const faults = errors.flatMap(({ pointer, detail: message }) => {
    const field = FIELD_AT[pointer];
    return field === undefined ? [] : [{ field, message }];
  });
  const [first] = faults;
  if (first === undefined) return { ...draft, step: 'check', errors: [{ field: 'send', message: detail }] };
  const step = steps.find((each) => fieldsOf[each].some((field) => field === first.field)) ?? 'check';
  const here = faults.filter(({ field }) => fieldsOf[step].some((own) => own === field));
  return { ...draft, step, errors: here, returning: true };
}
