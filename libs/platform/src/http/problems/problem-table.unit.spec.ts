import { describe, expect, it } from '@jest/globals';
import { refusalCodes } from '@redress/domain';
import { catalogues, placeholdersOf } from '@redress/texts';
import { problemDocument } from './problem-answer.js';
import { isProblemCode, type ProblemCode, problemStatuses } from './problem-table.js';
import { Problem } from './problem.js';

const codes = Object.keys(problemStatuses) as ProblemCode[];

/** Returns a value for every placeholder in the texts of a problem. */
function detailsFor(code: ProblemCode): Record<string, number> {
  return Object.fromEntries(placeholdersOf('en', `problem.${code}.detail`).map((name) => [name, 7]));
}

describe('Every refusal of the domain', () => {
  it.each(refusalCodes)('%s is told as a problem in both languages', (code) => {
    expect(isProblemCode(code)).toBe(true);
    const problem = Problem.ofRefusal({ refused: code, details: detailsFor(code) });
    for (const language of ['en', 'fa'] as const) {
      const document = problemDocument(problem, language, 'c-1');
      expect(document).toMatchObject({ type: `urn:redress:problem:${code}`, code });
      expect([404, 409, 422]).toContain(document.status);
    }
  });

  it('that the table does not know is a failure of ours, not a wrong answer', () => {
    expect(() => Problem.ofRefusal({ refused: 'never-written' })).toThrow(TypeError);
  });
});

describe.each(codes)('The problem %s', (code) => {
  it('has a status of an error', () => {
    expect(problemStatuses[code]).toBeGreaterThanOrEqual(400);
    expect(problemStatuses[code]).toBeLessThan(600);
  });

  it('says in English and in Persian what is wrong and what to do', () => {
    const problem = new Problem(code, { details: detailsFor(code), retryAfterSeconds: 7 });
    const [en, fa] = (['en', 'fa'] as const).map((language) => problemDocument(problem, language, 'c-1'));
    for (const { title, detail } of [en!, fa!]) {
      expect(title.length).toBeGreaterThan(3);
      expect(detail.length).toBeGreaterThan(title.length);
      expect(detail.endsWith('.')).toBe(true);
    }
    expect(fa!.title).toMatch(/\p{Script=Arabic}/u);
    expect(fa!.detail).toMatch(/\p{Script=Arabic}/u);
  });
});

describe('The words of problems', () => {
  it('are those of codes that exist', () => {
    const expected = codes.flatMap((code) => [`problem.${code}.detail`, `problem.${code}.title`]).sort();
    expect(
      Object.keys(catalogues.en)
        .filter((key) => key.startsWith('problem.'))
        .sort(),
    ).toEqual(expected);
  });
});

describe('A problem', () => {
  it('points at the field when its code belongs to one', () => {
    const document = problemDocument(Problem.ofRefusal({ refused: 'occurred-in-future' }), 'en', 'c-1');
    expect(document.errors).toEqual([{ pointer: '#/occurredAt', code: 'occurred-in-future', detail: document.detail }]);
  });

  it('puts its details into its words, in the digits of the reader', () => {
    const told = problemDocument(new Problem('revision-mismatch', { details: { actual: 1234 } }), 'en', 'c-1');
    expect(told.detail).toContain('at revision 1234,');
    const later = problemDocument(new Problem('rate-limited', { retryAfterSeconds: 30 }), 'fa', 'c-1');
    expect(later.detail).toContain('۳۰');
  });

  it('tells names in the language of the reader', () => {
    const details = { bodies: { en: 'Ombudsman', fa: 'نهاد داوری' } };
    const problem = Problem.ofRefusal({ refused: 'no-further-stage', details });
    expect(problemDocument(problem, 'en', 'c-1').detail).toContain('Ombudsman');
    expect(problemDocument(problem, 'fa', 'c-1').detail).toContain('\u2068نهاد داوری\u2069');
  });

  it('without a value that its words name is a failure of ours, before anything is answered', () => {
    expect(() => new Problem('revision-mismatch')).toThrow('The problem revision-mismatch lacks the value actual.');
  });
});
