import { describe, expect, it } from '@jest/globals';
import type { Remedy } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { DECISION_TEMPLATE, type DecisionFacts, decisionMessage, decisionOfComplaint } from './decision-message.js';
import type { Complaint, Policy } from '@redress/domain';

const REFUND: Remedy = {
  kind: 'refund',
  amount: { value: '12.50', currency: 'EUR' },
  dueOn: '2026-12-01',
  description: 'On the card that was charged.',
};
const OMBUDSMAN = { names: { en: 'Ombudsman', fa: 'بازرس' }, web: 'https://ombudsman.example/complain' };
const FACTS: DecisionFacts = {
  language: 'en',
  reference: '7K3M-9QXD-41PD',
  name: 'Parisa Example',
  receivedOn: '2026-11-02',
  decision: 'upheld',
  explanation: 'The fee was charged twice.',
  remedies: [REFUND, { kind: 'apology' }],
  nextStage: { names: { en: 'Second stage', fa: 'مرحلهٔ دوم' }, anotherDecider: true },
  outsideBodies: [OMBUDSMAN],
};
const PERSIAN: DecisionFacts = {
  ...FACTS,
  language: 'fa',
  name: 'پریسا نمونه',
  explanation: 'کارمزد دو بار برداشت شده است.',
  remedies: [{ ...REFUND, description: 'به همان کارت.' }, { kind: 'apology' }],
};

function linesOf(facts: DecisionFacts): readonly string[] {
  return decisionMessage(facts).text.split('\n');
}

describe.each([
  ['English', FACTS],
  ['Persian', PERSIAN],
])('A decision told in %s', (_language, facts) => {
  const { nextStage: _next, ...last } = facts;

  it('says by which version of the template, and in which language', () => {
    expect(decisionMessage(facts)).toMatchObject({ template: DECISION_TEMPLATE, language: facts.language });
  });

  it('gives the reference in its subject, on one line, and nothing of the decision', () => {
    const { subject } = decisionMessage(facts);
    expect(subject).toContain(facts.reference);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(decisionMessage({ ...facts, decision: 'not-upheld' }).subject).toBe(subject);
  });

  it('gives the explanation as it was approved', () => {
    expect(linesOf(facts)).toContain(facts.explanation);
  });

  it('says something else for each answer', () => {
    const answers = (['upheld', 'partly-upheld', 'not-upheld'] as const).map(
      (decision) => decisionMessage({ ...facts, decision }).text,
    );
    expect(new Set(answers).size).toBe(3);
  });

  it('offers the next stage while there is one', () => {
    const name = facts.nextStage?.names[facts.language] ?? '';
    expect(linesOf(facts).some((line) => line.replaceAll(/[\u2068\u2069]/g, '').includes(`(${name})`))).toBe(true);
    expect(decisionMessage(last).text).not.toContain(name);
    expect(linesOf(facts).length - linesOf(last).length).toBe(1);
  });

  it('names outside bodies with their address, and is silent where there are none', () => {
    expect(linesOf(facts).filter((line) => line.includes(OMBUDSMAN.web))).toHaveLength(1);
    expect(linesOf(facts).length - linesOf({ ...facts, outsideBodies: [] }).length).toBe(2);
  });

  it('leaves remedies out where none are promised', () => {
    expect(linesOf(facts).length - linesOf({ ...facts, remedies: [] }).length).toBe(5);
  });

  it('greets without a name where none was left', () => {
    const { name: _name, ...anonymous } = facts;
    expect(linesOf(anonymous)[0]).not.toMatch(/undefined|[\u2068\u2069]/);
  });
});

describe('A decision told in English', () => {
  it('lists each remedy with its amount and its day', () => {
    expect(linesOf(FACTS)).toEqual(
      expect.arrayContaining([
        '1. Refund, 12.50 euros, by 1 December 2026',
        '   On the card that was charged.',
        '2. Apology',
      ]),
    );
  });

  it('gives amounts digit by digit, also beyond what a number can hold', () => {
    const amount = { value: '999999999999999.9901', currency: 'IRR' };
    expect(linesOf({ ...FACTS, remedies: [{ kind: 'refund', amount }] })).toContain(
      '1. Refund, 999,999,999,999,999.9901 Iranian rials',
    );
  });

  it('holds no letter of another script', () => {
    expect(decisionMessage(FACTS).text).not.toMatch(/[^\p{Script=Latin}\p{Script=Common}]/u);
  });
});

describe('A decision told in Persian', () => {
  const { subject, text } = decisionMessage(PERSIAN);
  const words = `${subject}\n${text}`;

  it('gives days by the Persian calendar, and amounts in Persian digits and by the name of the currency', () => {
    expect(text).toContain('۱۱ آبان ۱۴۰۵');
    expect(linesOf(PERSIAN)).toContain('۱. بازگرداندن وجه، به مبلغ \u2068۱۲٫۵۰ یورو\u2069، تا تاریخ ۱۰ آذر ۱۴۰۵');
  });

  it('holds no Latin letter and no Latin digit but those of the reference and of addresses', () => {
    const rest = words.replaceAll(PERSIAN.reference, '').replaceAll(OMBUDSMAN.web, '');
    expect(rest).not.toMatch(/[A-Za-z0-9]/);
  });

  it('holds the Persian forms of letters and digits, not the Arabic ones', () => {
    expect(words).not.toMatch(/[\u064A\u0643\u0660-\u0669]/);
  });

  it('isolates reference, addresses and the name, and closes every isolate on its line', () => {
    for (const code of [PERSIAN.reference, OMBUDSMAN.web])
      expect(words.split(code)).toHaveLength(words.split(`\u2068${code}\u2069`).length);
    expect(text).toContain('\u2068پریسا نمونه\u2069');
    for (const line of words.split('\n'))
      expect(line.match(/[\u2066-\u2068]/g)?.length ?? 0).toBe(line.match(/\u2069/g)?.length ?? 0);
  });
});

describe('A decision on a complaint', () => {
  it.each([
    ['iran@1', '3 November 2026'],
    ['generic@1', '2 November 2026'],
  ])('names the day of receipt by the clocks of %s', (calendar, day) => {
    const response = { content: { decision: 'upheld', explanation: 'The fee was charged twice.', remedies: [] } };
    const complaint = {
      addressee: { language: 'en' },
      receivedAt: '2026-11-02T22:30:00.000Z',
      response,
      stage: { number: 1 },
      timeline: [],
    } as unknown as Complaint;
    const policy = { calendar, stages: [], outsideBodies: [] } as unknown as Policy;
    expect(decisionOfComplaint(toReference('7K3M9QXD41PD'), complaint, policy)?.text).toContain(
      `received from you on ${day}`,
    );
  });
});
