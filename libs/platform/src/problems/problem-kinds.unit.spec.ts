import { describe, expect, it } from '@jest/globals';
import { refusalCodes } from '@redress/domain';
import { isProblemCode, problemKinds } from './kinds.js';
import { Problem } from './problem.js';
import { problemDocument } from './problem-document.js';

describe('Every refusal of the domain', () => {
  it.each(refusalCodes)('%s is told as a problem in both languages', (code) => {
    expect(isProblemCode(code)).toBe(true);
    const problem = Problem.ofRefusal({ refused: code });
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

describe.each(Object.entries(problemKinds))('The problem %s', (_, kind) => {
  it('has a status of an error', () => {
    expect(kind.status).toBeGreaterThanOrEqual(400);
    expect(kind.status).toBeLessThan(600);
  });

  it('says in English and in Persian what is wrong and what to do', () => {
    for (const { title, detail } of [kind.en, kind.fa]) {
      expect(title.length).toBeGreaterThan(3);
      expect(detail.length).toBeGreaterThan(title.length);
      expect(detail.endsWith('.')).toBe(true);
    }
    expect(kind.fa.title).toMatch(/\p{Script=Arabic}/u);
    expect(kind.fa.detail).toMatch(/\p{Script=Arabic}/u);
  });
});

describe('A problem', () => {
  it('points at the field when its code belongs to one', () => {
    const document = problemDocument(Problem.ofRefusal({ refused: 'occurred-in-future' }), 'en', 'c-1');
    expect(document.errors).toEqual([{ pointer: '#/occurredAt', code: 'occurred-in-future', detail: document.detail }]);
  });

  it('puts its details into its words and leaves no placeholder behind', () => {
    const told = problemDocument(new Problem('revision-mismatch', { details: { actual: 4 } }), 'en', 'c-1');
    expect(told.detail).toContain('at revision 4,');
    expect(problemDocument(new Problem('rate-limited', { retryAfterSeconds: 30 }), 'fa', 'c-1').detail).toContain('30');
    expect(problemDocument(new Problem('revision-mismatch'), 'en', 'c-1').detail).not.toMatch(/[{}]/);
  });
});
