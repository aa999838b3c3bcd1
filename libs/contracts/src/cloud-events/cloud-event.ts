import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { schemaIdOf, type DataCheck, type DataOf } from '../definition/index.js';
import { instant, NAME_LENGTH_MAX, requiredText } from '../vocabulary/index.js';
import { recordedEvent } from './recorded-event.js';

/** Name and version of the envelope's own schema. */
export const CLOUD_EVENT_SCHEMA_ID = schemaIdOf('CloudEvent', 1);

/**
 * One recorded event as a CloudEvent 1.0 in structured JSON: a line of an export, and what a message on Kafka says in binary mode. Lossless.
 * Attributes that are not listed are allowed, as CloudEvents asks: transports add their own. Within `data` they are refused.
 */
export const cloudEventSchema = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    /** The event's id: a reader that has seen it has seen this event. */
    id: requiredText(NAME_LENGTH_MAX),
    source: Type.Literal('/redress/complaints'),
    /** `redress.ComplaintReceived.v1`. */
    type: Type.String({ pattern: '^redress\\.[A-Z][A-Za-z]*\\.v[1-9]\\d*$' }),
    /** The stream: `complaint-7K3M9QXD41PD`. */
    subject: requiredText(NAME_LENGTH_MAX),
    /** When it was recorded. When it happened is in `data.metadata.occurredAt`. */
    time: instant(),
    datacontenttype: Type.Literal('application/json'),
    /** Which published schema `data.data` follows, its personal values taken out. */
    dataschema: Type.String({ pattern: '^urn:redress:schema:[A-Z][A-Za-z]*:v[1-9]\\d*$' }),
    /** Position in the whole store, as a decimal string: it may exceed what a JSON number holds exactly. */
    sequence: Type.String({ pattern: '^[1-9]\\d*$' }),
    data: recordedEvent,
  },
  {
    $id: CLOUD_EVENT_SCHEMA_ID,
    title: 'CloudEvent v1',
    description: 'One recorded event as a CloudEvent 1.0 in structured JSON.',
  },
);

export type CloudEvent = DataOf<{ readonly schema: typeof cloudEventSchema }>;

const check: DataCheck = Compile(cloudEventSchema as TSchema);

/** Whether this is the envelope of a recorded event. Its `data.data` is for the catalogue to check. */
export function isCloudEvent(value: unknown): value is CloudEvent {
  return check.Check(value);
}
