import { listOf, objectSchema, orNull, textSchema } from '@redress/platform';
import { DIMENSIONS } from './summary.request.js';

const count = { type: 'integer', minimum: 0 };
const rate = orNull({ type: 'number', minimum: 0, maximum: 1 });
const hours = orNull({ type: 'number' });
const duration = objectSchema({ meanHours: hours, minHours: hours, maxHours: hours });

const row = objectSchema(
  {
    group: { type: 'object' },
    count,
    open: count,
    merged: { ...count, description: 'Of the count, those that are handled within another complaint.' },
    anonymous: count,
    accepted: count,
    disputed: count,
    reopened: count,
    acknowledgedInTimeRate: rate,
    decidedInTimeRate: rate,
    declaredTimelyRate: rate,
    timeToAcknowledgement: duration,
    timeToDecision: duration,
    timeToClosure: duration,
  },
  { title: 'SummaryRow' },
);

/** A summary, for the API's description. */
export const summarySchema = objectSchema(
  {
    position: { ...textSchema, description: 'Where in the log the figures stand.' },
    groupBy: listOf({ enum: DIMENSIONS }),
    total: count,
    rows: listOf(row),
  },
  { title: 'Summary' },
);
