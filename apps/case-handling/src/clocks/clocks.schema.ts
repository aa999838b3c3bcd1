import { instantSchema, listOf, objectSchema, referenceSchema, revisionSchema, textSchema } from '@redress/platform';

const shown = objectSchema({ utc: instantSchema, local: textSchema, jalali: textSchema }, { title: 'ShownInstant' });
const durations = { type: 'object', description: 'grossMs, netMs without pauses, countedMs of the unit.' };

const clock = objectSchema(
  {
    name: textSchema,
    run: { type: 'integer', minimum: 1 },
    state: { enum: ['running', 'paused', 'met', 'missed', 'exempt', 'merged', 'undetermined'] },
    overdue: { type: 'boolean' },
    calendar: textSchema,
    timeZone: textSchema,
    start: shown,
    rule: { type: 'object' },
    limit: { type: 'object' },
    warnings: listOf({ type: 'object' }),
    pauses: listOf({ type: 'object' }),
    changes: listOf({ type: 'object' }),
    ignored: listOf({ type: 'object' }),
    fired: { ...listOf({ type: 'object' }), description: 'What came due, when that was, and when it was recorded.' },
    days: { ...listOf({ type: 'object' }), description: 'Each day counted or skipped, and why.' },
    daysLeftOut: { type: 'integer', minimum: 0 },
    words: { ...listOf(textSchema), description: 'The same in sentences, by Accept-Language.' },
  },
  { title: 'ExplainedClock', optional: { due: shown, stopped: shown, allowed: durations, used: durations } },
);

export const clocksSchema = objectSchema(
  {
    reference: referenceSchema,
    revision: revisionSchema,
    at: instantSchema,
    policy: textSchema,
    clocks: listOf(clock),
  },
  { title: 'Clocks' },
);
