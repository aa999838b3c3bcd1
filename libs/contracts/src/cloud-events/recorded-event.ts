import Type from 'typebox';
import { closed, type JsonObject } from '../definition/index.js';
import { instant, NAME_LENGTH_MAX, requiredText } from '../vocabulary/index.js';

const identifier = () => requiredText(NAME_LENGTH_MAX);
const uuid = () => Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const sha256 = () => Type.String({ pattern: '^[0-9a-f]{64}$' });
const base64url = () => Type.String({ pattern: '^[A-Za-z0-9_-]*$' });

const actor = () => closed({ id: identifier(), role: identifier() });

/** AES-256-GCM. Additional data: UTF-8 of the JSON array `[event id, type, field]`. */
const sealedField = closed({
  /** The pointer under which the value was sealed when it was written, whatever an upcast calls it now. */
  field: Type.String({ pattern: '^/' }),
  iv: base64url(),
  ciphertext: base64url(),
  tag: base64url(),
});

/** Keys are JSON pointers into the event: `/data/description`, `/metadata/reason`. */
const sealed = closed({
  subject: identifier(),
  fields: Type.Record(Type.String({ pattern: '^/' }), sealedField, { additionalProperties: false }),
});

const metadata = closed({
  recordedAt: instant(),
  /** When it happened in the world. Clocks count from it. */
  occurredAt: instant(),
  actor: actor(),
  onBehalfOf: Type.Optional(actor()),
  commandId: uuid(),
  commandHash: base64url(),
  correlationId: identifier(),
  causationId: identifier(),
  traceparent: Type.Optional(identifier()),
  policyVersion: Type.Optional(identifier()),
  /** 64 zeros for the first of its stream. */
  previousHash: sha256(),
  /** SHA-256 of the RFC 8785 canonical JSON of the event without `position` and `hash`. */
  hash: sha256(),
});

/** A recorded event without `id` and `position`, which the envelope around it carries. */
export const recordedEvent = closed({
  type: identifier(),
  version: Type.Integer({ minimum: 1 }),
  stream: identifier(),
  revision: Type.Integer({ minimum: 0 }),
  /** As the schema of this type and version describes it, its personal values taken out. */
  data: Type.Unsafe<JsonObject>(Type.Record(Type.String(), Type.Unknown())),
  personal: Type.Optional(sealed),
  metadata,
});
