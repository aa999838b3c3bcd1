import { describe, expect, it } from '@jest/globals';
import {
  advance,
  type Answers,
  answersIn,
  askedSteps,
  type ComplaintDraft,
  errorsOn,
  happenedOn,
  lodgeBody,
  newDraft,
  refused,
  type FormPage,
} from './complaint-form.js';

const KEY = '3f0c9a52-4f5e-4c19-9d0f-3f2a8f1b7c11';
const at = (step: FormPage, answers: Answers, returning = false): ComplaintDraft => ({
  ...newDraft(KEY),
  step,
  answers,
  returning,
});
const WHOLE: Answers = { who: 'self', what: 'A fee was taken twice.', email: 'robin@example.org' };

describe('The questions', () => {
  it.each([
    [{}, ['who', 'what', 'when', 'product', 'outcome', 'contact', 'check']],
    [{ who: 'other' }, ['who', 'what', 'when', 'product', 'outcome', 'person', 'contact', 'check']],
    [{ who: 'anonymous' }, ['who', 'what', 'when', 'product', 'outcome', 'check']],
  ])('of %j are %j', (answers, asked) => {
    expect(askedSteps(answers)).toEqual(asked);
  });

  it('are asked one after the other, to the page with all answers', () => {
    const seen: FormPage[] = [];
    let draft = at('who', WHOLE);
    while (draft.step !== 'check') {
      seen.push(draft.step);
      draft = advance(draft, 'next', 'en');
    }
    expect(seen).toEqual(askedSteps(WHOLE).slice(0, -1));
  });

  it('stay where an answer has to be mended, and keep what was typed', () => {
    const draft = advance(at('what', { who: 'self', what: '  ' }), 'next', 'en');
    expect(draft).toMatchObject({ step: 'what', answers: { what: '  ' }, errors: [{ field: 'what' }] });
  });

  it('go back without asking for a right answer', () => {
    expect(advance(at('when', { who: 'self', what: 'x', day: '77' }), 'back', 'en')).toMatchObject({ step: 'what' });
    expect(advance(at('who', {}), 'back', 'en')).toMatchObject({ step: 'who' });
  });

  it('return to the last page after an answer was changed there', () => {
    const changing = advance(at('check', WHOLE), 'change:what', 'en');
    expect(changing).toMatchObject({ step: 'what', returning: true });
    expect(advance(changing, 'next', 'en')).toMatchObject({ step: 'check', returning: false });
  });

  it('ask on the way back to the last page what the changed answer makes necessary', () => {
    const anonymous = at('who', { who: 'other', what: 'x' }, true);
    const draft = advance(anonymous, 'next', 'en');
    expect(draft).toMatchObject({ step: 'person', returning: true });
    expect(advance({ ...draft, answers: { ...draft.answers, personName: 'Ann' } }, 'next', 'en')).toMatchObject({
      step: 'contact',
      returning: true,
    });
  });

  it.each(['change:contact', 'change:nowhere', 'change:'] as const)('are not led astray by %s', (wish) => {
    expect(advance(at('check', { who: 'anonymous', what: 'x' }), wish, 'en')).toMatchObject({ step: 'check' });
  });
});

describe('An answer', () => {
  it.each([
    ['who', {}, 'who'],
    ['who', { who: 'everybody' }, 'who'],
    ['what', {}, 'what'],
    ['what', { what: 'x'.repeat(20_001) }, 'what'],
    ['when', { day: '31', month: '2', year: '2026' }, 'day'],
    ['when', { day: '3' }, 'day'],
    ['outcome', { outcome: 'x'.repeat(4001) }, 'outcome'],
    ['person', {}, 'personName'],
    ['contact', { name: 'Robin' }, 'email'],
    ['contact', { email: 'robin' }, 'email'],
    ['contact', { email: 'robin@example.org', phone: '1'.repeat(51) }, 'phone'],
  ] as const)('on the page %s of %j is refused at the field %s in both languages', (step, answers, field) => {
    const [english, persian] = [errorsOn(step, answers, 'en'), errorsOn(step, answers, 'fa')];
    expect([english, persian].map((errors) => errors.map((error) => error.field))).toEqual([[field], [field]]);
    expect(persian[0]?.message).toMatch(/\p{Script=Arabic}/u);
  });

  it.each([
    ['who', { who: 'anonymous' }],
    ['what', { what: 'x'.repeat(20_000) }],
    ['when', {}],
    ['when', { day: '29', month: '2', year: '2028' }],
    ['product', {}],
    ['outcome', {}],
    ['person', { personName: 'Ann' }],
    ['contact', { phone: '+98 21 0000 0000' }],
    ['contact', { email: ' robin@example.org ' }],
    ['check', {}],
  ] as const)('on the page %s of %j is taken', (step, answers) => {
    expect(errorsOn(step, answers, 'en')).toEqual([]);
  });

  it('is read from a form of known fields alone, each once', () => {
    expect(answersIn({ what: ['one', 'two'], who: 'self', step: 'who', __proto__: 'x', email: '', name: 7 })).toEqual({
      what: 'one',
      who: 'self',
    });
  });
});

describe('The day on which it happened', () => {
  it.each([
    ['27', '3', '2026', '2026-03-27'],
    ['27', '3', '1405', '2026-06-17'],
    ['۲۷', '۳', '۱۴۰۵', '2026-06-17'],
    ['٢٧', '٣', '١٤٠٥', '2026-06-17'],
    ['۲۷', '۳', '۲۰۲۶', '2026-03-27'],
    // A leap year of the Solar Hijri calendar has a 30th of Esfand.
    ['30', '12', '1403', '2025-03-20'],
    ['30', '12', '1404', undefined],
    ['29', '2', '2026', undefined],
    ['1', '13', '2026', undefined],
    ['1', '3', '26', undefined],
    ['1', '3', '9999', undefined],
    ['first', '3', '2026', undefined],
    ['', '3', '2026', undefined],
  ] as const)('is read from %s %s %s as %s', (day, month, year, expected) => {
    expect(happenedOn({ day, month, year })).toBe(expected);
  });
});

describe('The complaint that is lodged', () => {
  it('holds what was answered, without what was left empty', () => {
    expect(lodgeBody({ ...WHOLE, product: ' credit card ', outcome: ' ' }, 'en')).toEqual({
      description: 'A fee was taken twice.',
      language: 'en',
      product: 'credit card',
      complainant: { email: 'robin@example.org' },
    });
  });

  it('names for whom it is, and whether they agreed', () => {
    const answers: Answers = { ...WHOLE, who: 'other', personName: 'Ann', confidential: 'yes' };
    expect(lodgeBody(answers, 'fa')).toMatchObject({ onBehalfOf: { name: 'Ann', consent: false }, confidential: true });
    expect(lodgeBody({ ...answers, consent: 'yes' }, 'fa')).toMatchObject({ onBehalfOf: { consent: true } });
  });

  it('names nobody when it is anonymous, whatever was typed before', () => {
    const answers: Answers = { ...WHOLE, who: 'anonymous', confidential: 'yes', personName: 'Ann' };
    expect(lodgeBody(answers, 'en')).toEqual({ description: 'A fee was taken twice.', language: 'en' });
  });
});

describe('A refusal of the API', () => {
  it('is shown on the page of its field', () => {
    const refusal = { detail: 'Invalid.', errors: [{ pointer: '#/complainant/email', detail: 'No address.' }] };
    expect(refused(at('check', WHOLE), refusal)).toMatchObject({
      step: 'contact',
      returning: true,
      errors: [{ field: 'email', message: 'No address.' }],
    });
  });

  it.each([[undefined], [[{ pointer: '#/concern', detail: 'Not asked here.' }]]])(
    'about no field of the form (%j) is shown on the last page',
    (errors) => {
      const draft = refused(at('check', WHOLE), { detail: 'Too many.', ...(errors && { errors }) });
      expect(draft).toMatchObject({ step: 'check', errors: [{ field: 'send', message: 'Too many.' }] });
    },
  );
});
