import { describe, expect, it } from '@jest/globals';
import { informationRequestMessage } from '../information-request/information-request.rule.js';
import { mergedMessage, progressReportMessage, unmergedMessage } from '../progress-report/progress-report.message.js';

const REFERENCE = '7K3M-9QXD-41PC';
const WHEN = {
  receivedOn: '2026-11-02',
  answerDueOn: '2026-12-02',
  nextReportOn: '2026-11-16',
};
const english = { language: 'en', reference: REFERENCE, name: 'Parisa Example' } as const;
const persian = { language: 'fa', reference: REFERENCE, name: 'پریسا نمونه' } as const;

describe.each([
  ['progress report', 'en', progressReportMessage({ ...english, ...WHEN, said: 'The bank has not answered yet.' })],
  ['progress report', 'fa', progressReportMessage({ ...persian, ...WHEN, said: 'بانک هنوز پاسخ نداده است.' })],
  [
    'question',
    'en',
    informationRequestMessage({ ...english, question: 'Do you have the receipt?', dueOn: '2026-11-20' }),
  ],
  ['question', 'fa', informationRequestMessage({ ...persian, question: 'آیا رسید را دارید؟', dueOn: '2026-11-20' })],
  ['notice of a merge', 'en', mergedMessage({ ...english, ...WHEN })],
  ['notice of a merge', 'fa', mergedMessage({ ...persian, ...WHEN })],
  ['notice that a merge was undone', 'en', unmergedMessage({ ...english, ...WHEN })],
  ['notice that a merge was undone', 'fa', unmergedMessage({ ...persian, ...WHEN })],
] as const)('A %s (%s)', (_what, language, { subject, text, brief }) => {
  it('says the reference everywhere, on one line in its subject and its brief form', () => {
    for (const words of [subject, text, brief]) expect(words).toContain(REFERENCE);
    for (const line of [subject, brief]) expect(line).not.toMatch(/[\r\n]/);
    expect(Array.from(brief).length).toBeLessThanOrEqual(300);
  });

  it('greets by name', () => {
    expect(text.split('\n')[0]).toContain(language === 'en' ? 'Dear Parisa Example,' : 'پریسا نمونه');
  });

  it('is wholly in its language, with its own digits and dates', () => {
    const words = [subject, text, brief].join('\n').replaceAll(REFERENCE, '');
    if (language === 'en') expect(words).not.toMatch(/[^\p{Script=Latin}\p{Script=Common}]/u);
    else expect(words).not.toMatch(/[A-Za-z0-9\u064A\u0643\u0660-\u0669]/);
    expect(words).toMatch(
      language === 'en' ? /20 November 2026|2 (?:November|December) 2026/ : /۲۹ آبان ۱۴۰۵|۱۱ (?:آبان|آذر) ۱۴۰۵/,
    );
  });

  it('closes every isolate that it opens, on the same line', () => {
    for (const line of [subject, ...text.split('\n'), brief]) {
      expect(line.match(/[\u2066-\u2068]/g)?.length ?? 0).toBe(line.match(/\u2069/g)?.length ?? 0);
    }
  });
});

describe('A question', () => {
  const ask = (language: 'en' | 'fa', dueOn?: string) =>
    informationRequestMessage({ language, reference: REFERENCE, question: 'x', ...(dueOn && { dueOn }) });

  it.each([
    ['en', 'Please answer by 20 November 2026.', ', and answer by 20 November 2026.'],
    ['fa', 'لطفاً تا ۲۹ آبان ۱۴۰۵ پاسخ دهید.', ' و تا ۲۹ آبان ۱۴۰۵ پاسخ دهید.'],
  ] as const)('says until when, in its text and in its brief form (%s)', (language, inText, atEnd) => {
    const { text, brief } = ask(language, '2026-11-20');
    expect(text.split('\n')).toContain(inText);
    expect(brief.endsWith(atEnd)).toBe(true);
    const undated = ask(language);
    expect(undated.text).toBe(text.replace(`${inText}\n`, ''));
    expect(undated.brief).toBe(`${brief.slice(0, -atEnd.length)}.`);
  });
});

describe('A text message about a question', () => {
  it('does not say what is asked: it shows on a locked screen', () => {
    expect(informationRequestMessage({ ...english, question: 'Do you have the receipt?' }).brief).not.toContain(
      'receipt',
    );
  });
});

describe('A message without what may be missing', () => {
  it('leaves no gap where it was', () => {
    const messages = (['en', 'fa'] as const).flatMap((language) => [
      progressReportMessage({ language, reference: REFERENCE, receivedOn: WHEN.receivedOn }),
      informationRequestMessage({ language, reference: REFERENCE, question: 'x' }),
      mergedMessage({ language, reference: REFERENCE, receivedOn: WHEN.receivedOn }),
      unmergedMessage({ language, reference: REFERENCE, receivedOn: WHEN.receivedOn }),
    ]);
    for (const { subject, text, brief } of messages) {
      for (const words of [subject, text, brief]) expect(words).not.toMatch(/undefined|null|NaN|\n\n\n/);
    }
  });
});
