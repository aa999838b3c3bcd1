import { instantSchema, listOf, objectSchema, textSchema } from '@redress/platform';

const count = { type: 'integer', minimum: 0 };
const fault = objectSchema(
  { stream: textSchema, revision: { type: 'integer' }, fault: textSchema, detail: textSchema },
  { title: 'ChainFault', optional: { position: textSchema } },
);

/** What an integrity check has found, for the API's description. */
export const integritySchema = objectSchema(
  {
    state: { enum: ['never-run', 'running', 'passed', 'failed', 'interrupted'] },
    events: count,
    streams: count,
    faultCount: count,
    faults: listOf(fault),
  },
  { title: 'IntegrityState', optional: { startedAt: instantSchema, finishedAt: instantSchema } },
);
