import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import {
  type CloudEvent,
  cloudEventOfMessage,
  type EventMessage,
  isCloudEvent,
  publishedEventIn,
} from './cloud-event.js';

const sealedText = { iv: 'q83vEjRWeJASNFZ4', ciphertext: 'gC0-8z_x', tag: 'AAECAwQFBgcICQoLDA0ODw' };

const recorded = {
  type: 'NoteAdded',
  version: 1,
  stream: 'complaint-7K3M9QXD41PC',
  revision: 4,
  data: { visibility: 'internal' },
  personal: {
    subject: '7K3M9QXD41PC',
    fields: {
      '/data/text': { field: '/data/text', ...sealedText },
      '/metadata/reason': { field: '/metadata/reason', ...sealedText },
    },
  },
  metadata: {
    recordedAt: '2026-11-03T09:15:00.120Z',
    occurredAt: '2026-11-03T09:10:00.000Z',
    actor: { id: toActorId('u-2417'), role: 'handler' },
    onBehalfOf: { id: toActorId('u-1003'), role: 'supervisor' },
    commandId: '0b9e4c1e-6a50-5a0f-8f0a-2f3c1d7e9a44',
    commandHash: 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE',
    correlationId: 'req-81',
    causationId: '0b9e4c1e-6a50-5a0f-8f0a-2f3c1d7e9a44',
    policyVersion: 'generic@1',
    previousHash: '0'.repeat(64),
    hash: 'ab'.repeat(32),
  },
};

const envelope = {
  specversion: '1.0',
  id: '5d1f0f0c-9a43-5b7e-9d1e-0d6f2a3b4c5d',
  source: '/redress/complaints',
  type: 'redress.NoteAdded.v1',
  subject: 'complaint-7K3M9QXD41PC',
  time: '2026-11-03T09:15:00.120Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:redress:schema:NoteAdded:v1',
  sequence: '1042',
  data: recorded,
};

describe('the envelope of a recorded event', () => {
  it('is a CloudEvent 1.0 in structured JSON', () => {
    expect(isCloudEvent(envelope)).toBe(true);
    expect(isCloudEvent(JSON.parse(JSON.stringify(envelope)))).toBe(true);
  });

  it('may carry what a transport adds', () => {
    expect(isCloudEvent({ ...envelope, partitionkey: 'complaint-7K3M9QXD41PC' })).toBe(true);
  });

  it.each(Object.keys(envelope))('must have %s', (attribute) => {
    expect(isCloudEvent(Object.fromEntries(Object.entries(envelope).filter(([key]) => key !== attribute)))).toBe(false);
  });

  it.each([
    ['in the event', { ...recorded, reason: 'in clear' }],
    ['in the metadata', { ...recorded, metadata: { ...recorded.metadata, reason: 'in clear' } }],
    ['beside the sealed fields', { ...recorded, personal: { ...recorded.personal, name: 'in clear' } }],
    [
      'in a sealed field',
      {
        ...recorded,
        personal: { subject: 's', fields: { '/data/text': { field: '/data/text', ...sealedText, value: 'x' } } },
      },
    ],
    [
      'under a name that is no pointer',
      { ...recorded, personal: { subject: 's', fields: { text: { field: '/data/text', ...sealedText } } } },
    ],
  ])('refuses an unknown field %s', (_, data) => {
    expect(isCloudEvent({ ...envelope, data })).toBe(false);
  });

  it.each([
    ['specversion', '0.3'],
    ['type', 'NoteAdded'],
    ['sequence', 1042],
    ['sequence', '01'],
    ['time', '2026-11-03'],
  ])('refuses %s %j', (attribute, value) => {
    expect(isCloudEvent({ ...envelope, [attribute]: value })).toBe(false);
  });
});

describe('what a message says of history', () => {
  const { data, datacontenttype, ...attributes } = envelope;
  const headers = {
    'content-type': datacontenttype,
    ...Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`ce_${name}`, text])),
  };
  const value = JSON.stringify(data);

  it.each(['true', 'false'])('is its attribute, here %s', (history) => {
    const message = { headers: { ...headers, ce_history: Buffer.from(history) }, value };
    expect(cloudEventOfMessage(message).history).toBe(history);
  });

  it('is nothing where an older relay published it', () => {
    expect(cloudEventOfMessage({ headers, value }).history).toBeUndefined();
  });
});

describe('what a reader without keys gets', () => {
  const carrying = (type: string, version: number, data: object) =>
    ({ ...envelope, data: { ...recorded, type, version, data } }) as CloudEvent;

  it('is the event without its personal values', () => {
    expect(publishedEventIn(carrying('NoteAdded', 1, { visibility: 'internal' }))).toEqual({
      type: 'NoteAdded',
      data: { visibility: 'internal' },
    });
  });

  it('is of the current version, whatever was stored', () => {
    const assessed = {
      severity: 'low',
      safetyImplication: false,
      complexity: 'simple',
      impact: 'group',
      priority: 'low',
    };
    expect(publishedEventIn(carrying('ComplaintAssessed', 1, { ...assessed, immediateAction: true }))).toEqual({
      type: 'ComplaintAssessed',
      data: { ...assessed, immediateAction: 'needed' },
    });
  });

  it.each([
    ['holds a personal value', 1, { visibility: 'internal', text: 'in clear' }, '/text additionalProperties'],
    ['is of a version not known here', 2, { visibility: 'internal' }, 'unknown-version'],
  ])('is an error when the event %s', (_, version, data, fault) => {
    expect(() => publishedEventIn(carrying('NoteAdded', version, data))).toThrow(fault);
  });
});

const recordedReceipt = {
  type: 'NoteAdded',
  version: 1,
  stream: 'complaint-7K3M9QXD41PC',
  revision: 4,
  data: { visibility: 'internal' },
  metadata: {
    recordedAt: '2026-11-03T09:15:00.120Z',
    occurredAt: '2026-11-03T09:10:00.000Z',
    actor: { id: toActorId('u-2417'), role: 'handler' },
    commandId: '0b9e4c1e-6a50-5a0f-8f0a-2f3c1d7e9a44',
    commandHash: 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE',
    correlationId: 'req-81',
    causationId: '0b9e4c1e-6a50-5a0f-8f0a-2f3c1d7e9a44',
    previousHash: '0'.repeat(64),
    hash: 'ab'.repeat(32),
  },
};

const attributes = {
  specversion: '1.0',
  id: '5d1f0f0c-9a43-5b7e-9d1e-0d6f2a3b4c5d',
  source: '/redress/complaints',
  type: 'redress.NoteAdded.v1',
  subject: 'complaint-7K3M9QXD41PC',
  time: '2026-11-03T09:15:00.120Z',
  dataschema: 'urn:redress:schema:NoteAdded:v1',
  sequence: '340282366920938463463374607431768211455',
};

const headers: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value])),
};

const message = { headers, value: JSON.stringify(recordedReceipt) };

function inBytes({ headers: texts, value }: typeof message): EventMessage {
  const bytes = Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)]);
  return { headers: Object.fromEntries(bytes) as Record<string, Uint8Array>, value: new TextEncoder().encode(value) };
}

describe('The event in a message', () => {
  it('is made of the headers and the value, as texts or as bytes', () => {
    const event = { ...attributes, datacontenttype: 'application/json', data: recordedReceipt };
    expect(cloudEventOfMessage(message)).toEqual(event);
    expect(cloudEventOfMessage(inBytes(message))).toEqual(event);
  });

  it('is the same with what others added to the message', () => {
    const traced = { ...message, headers: { ...headers, traceparent: '00-ab-cd-01', 'x-team': ['a', 'b'] } };
    expect(cloudEventOfMessage(traced)).toEqual(cloudEventOfMessage(message));
  });

  it.each<[string, EventMessage]>([
    ['has no headers', { value: message.value }],
    ['lacks an attribute', { ...message, headers: { ...headers, ce_id: undefined } }],
    ['gives an attribute twice', { ...message, headers: { ...headers, ce_id: ['a', 'b'] } }],
    ['has no value, as a tombstone', { ...message, value: null }],
    ['holds something else than JSON', { ...message, value: 'marked-secret' }],
    ['holds another event', { ...message, value: '{"marked-secret":1}' }],
    ['has another content', { ...message, headers: { ...headers, 'content-type': 'text/plain' } }],
  ])('is none when the message %s, and the error quotes nothing of it', (_, broken) => {
    expect(() => cloudEventOfMessage(broken)).toThrow(new TypeError('The message holds no recorded event of Redress.'));
  });
});
