import { describe, expect, it } from '@jest/globals';
import { acknowledgementMessage, type AcknowledgementFacts } from './acknowledgement.rule.js';

const FACTS: AcknowledgementFacts = {
  language: 'en',
  reference: '7K3M-9QXD-41PC',
  trackingCode: 'ABCDE-12345',
  name: 'Parisa Example',
  receivedOn: '2026-11-02',
  answerDueOn: '2026-12-02',
  outOfScope: false,
};
const PERSIAN: AcknowledgementFacts = { ...FACTS, language: 'fa', name: 'پریسا نمونه' };

function wordsOf(facts: AcknowledgementFacts): string {
  const { subject, text } = acknowledgementMessage(facts);
  return `${subject}\n${text}`;
}

/** Removes the codes, which are the same in every language. */
function withoutCodes(words: string): string {
  return words.replaceAll(FACTS.reference, '').replaceAll(FACTS.trackingCode, '');
}

describe.each([
  ['English', FACTS],
  ['Persian', PERSIAN],
])('The acknowledgement in %s', (_language, facts) => {
  it('says the reference in its subject, and both codes in its text, each on a line of its own', () => {
    const { subject, text } = acknowledgementMessage(facts);
    expect(subject).toContain(facts.reference);
    const lines = text.split('\n');
    expect(lines.filter((line) => line.includes(facts.reference))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(facts.trackingCode))).toHaveLength(1);
  });

  it('never says the tracking code in its subject, which shows on a locked screen', () => {
    expect(acknowledgementMessage(facts).subject).not.toContain(facts.trackingCode);
  });

  it('greets by name in the first line, and without one where none was left', () => {
    const { name = '', ...anonymous } = facts;
    const first = (message: AcknowledgementFacts) => acknowledgementMessage(message).text.split('\n')[0];
    expect(first(facts)).toContain(name);
    expect(first(anonymous)).not.toMatch(/undefined|null|[\u2068\u2069]/);
    expect(first(anonymous)?.trim()).not.toBe('');
  });

  it('has a brief form for text messages, with both codes, on one line', () => {
    const { brief } = acknowledgementMessage(facts);
    expect(brief).toContain(facts.reference);
    expect(brief).toContain(facts.trackingCode);
    expect(brief).not.toMatch(/[\r\n]/);
    expect(Array.from(brief).length).toBeLessThanOrEqual(300);
  });

  it('promises an answer by the last day on which it may come', () => {
    const due = facts.language === 'en' ? '2 December 2026' : '۱۱ آذر ۱۴۰۵';
    const { text, brief } = acknowledgementMessage(facts);
    for (const words of [text, brief]) expect(words).toContain(due);
  });

  it('names no day but that of receipt while nobody can say when, or whether, there will be an answer', () => {
    const { answerDueOn: _due, ...undated } = facts;
    for (const said of [undated, { ...undated, outOfScope: true }, { ...facts, outOfScope: true }]) {
      const { text, brief } = acknowledgementMessage(said);
      expect(text.match(/(?:2026|۱۴۰۵)/g)).toHaveLength(1);
      expect(brief).not.toMatch(/2026|۱۴۰۵/);
    }
  });

  it('speaks of a decision only where one will come', () => {
    const { text } = acknowledgementMessage({ ...facts, outOfScope: true });
    expect(text).not.toMatch(/decision|تصمیم|نتیجه/);
    const { answerDueOn: _due, ...undated } = facts;
    expect(acknowledgementMessage(undated).text).toMatch(/decision|تصمیم/);
  });

  it('has a subject of one line', () => {
    expect(acknowledgementMessage(facts).subject).not.toMatch(/[\r\n]/);
  });
});

describe('The acknowledgement in English', () => {
  it('names the day of receipt and the day of the decision', () => {
    const { text } = acknowledgementMessage(FACTS);
    expect(text).toContain('on 2 November 2026.');
    expect(text).toContain('by 2 December 2026.');
  });

  it('holds no letter of another script', () => {
    expect(wordsOf(FACTS)).not.toMatch(/[^\p{Script=Latin}\p{Script=Common}]/u);
  });
});

describe('The acknowledgement in Persian', () => {
  it('names both days by the Persian calendar and in Persian digits', () => {
    const { text } = acknowledgementMessage(PERSIAN);
    expect(text).toContain('۱۱ آبان ۱۴۰۵');
    expect(text).toContain('۱۱ آذر ۱۴۰۵');
  });

  it('holds no Latin letter and no Latin digit but those of the codes', () => {
    expect(withoutCodes(wordsOf(PERSIAN))).not.toMatch(/[A-Za-z0-9]/);
  });

  it('holds the Persian forms of letters and digits, not the Arabic ones', () => {
    expect(wordsOf(PERSIAN)).not.toMatch(/[\u064A\u0643\u0660-\u0669]/);
  });

  it('isolates each code, so that its groups stay in order inside text from right to left', () => {
    const words = wordsOf(PERSIAN);
    const codes = [FACTS.reference, FACTS.trackingCode];
    for (const code of codes) {
      expect(words.split(code)).toHaveLength(words.split(`\u2068${code}\u2069`).length);
    }
  });

  it('isolates the name, so that one in Latin letters does not turn its line around', () => {
    const { text } = acknowledgementMessage({ ...PERSIAN, name: 'Parisa Example' });
    expect(text).toContain('\u2068Parisa Example\u2069');
  });

  it('closes every isolate that it opens, on the same line', () => {
    for (const line of wordsOf(PERSIAN).split('\n')) {
      expect(line.match(/[\u2066\u2067\u2068]/g)?.length ?? 0).toBe(line.match(/\u2069/g)?.length ?? 0);
    }
  });
});
