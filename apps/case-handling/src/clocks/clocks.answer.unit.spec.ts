import { beforeAll, describe, expect, it } from '@jest/globals';
import { ComplaintOffice, liveTimedLife } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { DeadlinePolicy } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import { clocksAnswer } from './clocks.answer.js';
import { ExplainClocks, ExplainClocksHandler } from './explain-clocks.js';
import type { CaseMoment } from '../show-case/show-case.query.js';

const office = new ComplaintOffice();
let reference: Reference;

beforeAll(async () => {
  reference = await liveTimedLife(office);
});

async function asked(moment: CaseMoment = { kind: 'now' }, language: 'en' | 'fa' = 'en'): Promise<JsonObject> {
  const handler = new ExplainClocksHandler(office.eventStore, office.codec, office.policies);
  const at = moment.kind === 'instant' ? moment.instant : office.now;
  return clocksAnswer(reference, await handler.execute(new ExplainClocks(reference, moment)), at, language);
}

function decisionIn(answer: JsonObject): JsonObject {
  const clocks = answer['clocks'] as readonly JsonObject[];
  return clocks.find(({ name }) => name === 'decision') ?? {};
}

describe('The clocks of a case', () => {
  it('are told in numbers: what changed them, what fired, and when that was recorded', async () => {
    expect(decisionIn(await asked())).toMatchObject({
      run: 1,
      state: 'running',
      overdue: true,
      calendar: 'generic@2',
      timeZone: 'UTC',
      start: { utc: '2026-11-02T09:00:00.000Z', jalali: '1405-08-11' },
      due: { utc: '2026-11-03T07:00:00.000Z', jalali: '1405-08-12' },
      pauses: [{ from: '2026-11-02T09:00:00.000Z', to: '2026-11-02T11:00:00.000Z', reason: 'awaiting-complainant' }],
      changes: [{ fact: 'extended' }, { fact: 'held' }],
      fired: [
        {
          what: 'warned',
          warning: 0,
          due: { utc: '2026-11-02T21:00:00.000Z' },
          recordedAt: '2026-11-03T08:00:00.000Z',
        },
        { what: 'missed', due: { utc: '2026-11-03T07:00:00.000Z' }, recordedAt: '2026-11-03T08:00:00.000Z' },
        { what: 'told', to: 'supervisor', recordedAt: '2026-11-03T08:00:00.000Z' },
      ],
    });
  });

  it('are told in English sentences', async () => {
    expect(decisionIn(await asked())['words']).toEqual(
      expect.arrayContaining([
        'The policy gives 10 hours, to the exact instant, by the calendar generic@2 in UTC.',
        'It was paused from 2026-11-02T09:00:00.000Z to 2026-11-02T11:00:00.000Z (awaiting-complainant).',
        'A holding reply was sent at 2026-11-02T11:00:00.000Z (beyond-control): 20 hours in all.',
        'It is running, and overdue.',
      ]),
    );
  });

  it('are told in Persian sentences', async () => {
    const words = decisionIn(await asked({ kind: 'now' }, 'fa'))['words'] as readonly string[];
    expect(words).toContain('در جریان است و زمان آن گذشته است.');
    for (const sentence of words) expect(sentence).toMatch(/[\u0600-\u06ff]/);
    // Persian calendar and digits; Latin text is a code, isolated from the text around it.
    expect(words.join('\n')).toContain('۱۱ آبان ۱۴۰۵');
    expect(words.join('\n').replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, '')).not.toMatch(/[0-9a-z]/i);
  });

  it('are told as they were known at an instant, and at a revision', async () => {
    const early = decisionIn(await asked({ kind: 'instant', instant: '2026-11-02T10:00:00.000Z' }));
    expect(early).toMatchObject({ state: 'paused', overdue: false, fired: [], calendar: 'generic@1' });
    expect(early['due']).toBeUndefined();
    const first = decisionIn(await asked({ kind: 'revision', revision: 0 }));
    expect(first).toMatchObject({ state: 'running', due: { utc: '2026-11-02T19:00:00.000Z' } });
  });

  it('say for which complaints they are, where that is not all', async () => {
    const timeline = [
      { fact: 'received', at: '2026-11-02T09:00:00.000Z' },
      {
        fact: 'assessed',
        at: '2026-11-02T10:00:00.000Z',
        severity: 'high',
        priority: 'high',
        complexity: 'simple',
        impact: 'individual',
        safetyImplication: true,
      },
    ] as const;
    const rule = { name: 'decision', anchor: 'received', stops: ['decided'] } as const;
    const policy: DeadlinePolicy = {
      version: 'safety@1',
      calendar: 'generic@1',
      clocks: [
        { ...rule, limit: { length: 30, unit: 'calendar-days', end: 'end-of-day' } },
        {
          ...rule,
          when: { safetyImplication: true, severity: ['high', 'critical'] },
          limit: { length: 24, unit: 'hours', end: 'instant' },
        },
      ],
    };
    const known = { revision: 1, timeline, recordedAt: [], policy, policySince: office.now };
    const clocks = (language: 'en' | 'fa') =>
      clocksAnswer(reference, known, office.now, language)['clocks'] as readonly JsonObject[];
    expect(clocks('en').map(({ state, words }) => [state, (words as readonly string[]).slice(1, 2)])).toEqual([
      ['lifted', ['The policy gives 30 calendar days, to the end of the last day, by the calendar generic@1 in UTC.']],
      [
        'running',
        ['It is for complaints whose assessment says that safety is affected, and the severity is high or critical.'],
      ],
    ]);
    const [, said = ''] = clocks('fa')[1]?.['words'] as readonly string[];
    expect(said).toContain('شدت');
  });

  it('are unknown for what was not received, or not yet', async () => {
    await expect(asked({ kind: 'instant', instant: '2026-11-01T10:00:00.000Z' })).rejects.toMatchObject({
      code: 'complaint-unknown',
    });
    await expect(asked({ kind: 'revision', revision: 99 })).rejects.toMatchObject({ code: 'revision-unknown' });
  });
});
