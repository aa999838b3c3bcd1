import { describe, expect, it } from '@jest/globals';
import {
  fromCloudEvent,
  fromCloudEventMessage,
  InvalidCloudEventError,
  toCloudEvent,
  toCloudEventMessage,
} from './cloud-events.js';
import { toPosition, type RecordedEvent } from './event.js';
import { logOf, pathsIn } from './integrity/chains.fixture.spec.js';
import { hashOf } from './integrity/hash-chain.js';

const [EVENT] = logOf('complaint-7K3M9QXD41PC') as [RecordedEvent];

function line(event: RecordedEvent): Record<string, unknown> {
  return JSON.parse(JSON.stringify(toCloudEvent(event))) as Record<string, unknown>;
}

describe('An event as a CloudEvent', () => {
  it('has the attributes of CloudEvents 1.0', () => {
    const { data: _, ...attributes } = line(EVENT);
    expect(attributes).toEqual({
      specversion: '1.0',
      id: 'event-0',
      source: '/redress/complaints',
      type: 'redress.LetterReceived.v1',
      subject: 'complaint-7K3M9QXD41PC',
      time: '2026-11-02T08:00:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:redress:schema:LetterReceived:v1',
      sequence: '1',
    });
  });

  it('comes back as it was, through a line of text', () => {
    expect(fromCloudEvent(line(EVENT))).toEqual(EVENT);
    expect(hashOf(fromCloudEvent(line(EVENT)))).toBe(EVENT.metadata.hash);
    const { personal: _, ...plain } = EVENT;
    expect(fromCloudEvent(line(plain))).toEqual(plain);
  });

  it('keeps a position that no number could hold', () => {
    const position = 9_007_199_254_740_993n;
    expect(fromCloudEvent(line({ ...EVENT, position: toPosition(position) })).position).toBe(position);
  });

  it('may carry attributes of others', () => {
    expect(fromCloudEvent({ ...line(EVENT), traceparent: '00-1-1-00', partitionkey: 'p' })).toEqual(EVENT);
  });

  it.each([
    'specversion',
    'id',
    'source',
    'type',
    'subject',
    'time',
    'datacontenttype',
    'dataschema',
    'sequence',
    'data',
  ])('is refused without its %s, and with one that is not its own', (attribute) => {
    const { [attribute]: _, ...without } = line(EVENT);
    expect(() => fromCloudEvent(without)).toThrow(InvalidCloudEventError);
    if (attribute !== 'id')
      expect(() => fromCloudEvent({ ...line(EVENT), [attribute]: 'x' })).toThrow(InvalidCloudEventError);
  });

  it('is refused without anything that every event has', () => {
    const optional = /^(data|personal\.fields)(\.|$)/;
    for (const path of pathsIn(EVENT).filter(
      ([first, second]) => !optional.test(`${first}.${second}`) && first !== 'id' && first !== 'position',
    )) {
      expect(() => fromCloudEvent(without(line(EVENT), ['data', ...path]))).toThrow(InvalidCloudEventError);
    }
  });

  it.each(['version', 'revision'])('is refused with a %s that is no count', (name) => {
    for (const count of [-1, 1.5, 2 ** 53, '1', null]) {
      const { data, ...attributes } = line(EVENT);
      const changed = { ...attributes, data: { ...(data as object), [name]: count } };
      expect(() => fromCloudEvent(changed)).toThrow(new InvalidCloudEventError(`${name} is not a count.`));
    }
  });

  it.each(['recordedAt', 'occurredAt'])('is refused with a time in another form: %s', (name) => {
    for (const time of ['2026-11-02T08:00:00Z', '2026-11-02T11:30:00.000+03:30', 'Parisa Example']) {
      const { data, ...attributes } = line({ ...EVENT, metadata: { ...EVENT.metadata, [name]: time } });
      const changed = { ...attributes, ...(name === 'recordedAt' && { time }), data };
      expect(() => fromCloudEvent(changed)).toThrow(new InvalidCloudEventError(`${name} is not an instant.`));
    }
  });

  it.each([[null], [undefined], ['{}'], [[]], [{}], [{ data: null }]])('is refused as %j', (value) => {
    expect(() => fromCloudEvent(value)).toThrow(InvalidCloudEventError);
  });
});

function without(root: object, [name = '', ...rest]: readonly string[]): object {
  const { [name]: taken, ...others } = root as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [name]: without(taken as object, rest) };
}

describe('An event as a message', () => {
  it('has its attributes as headers, the event as its value, and its stream as its key', () => {
    const { key, headers, value } = toCloudEventMessage(EVENT);
    expect(key).toBe('complaint-7K3M9QXD41PC');
    expect(headers).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: 'event-0',
      ce_source: '/redress/complaints',
      ce_type: 'redress.LetterReceived.v1',
      ce_subject: 'complaint-7K3M9QXD41PC',
      ce_time: '2026-11-02T08:00:00.000Z',
      ce_dataschema: 'urn:redress:schema:LetterReceived:v1',
      ce_sequence: '1',
    });
    const { id: _, position: __, ...data } = EVENT;
    expect(JSON.parse(value)).toEqual(data);
  });

  it.each([true, false])('says whether it is history, where that is known: %s', (isHistory) => {
    const { headers, value } = toCloudEventMessage(EVENT, isHistory);
    expect(headers['ce_history']).toBe(String(isHistory));
    expect(fromCloudEventMessage({ headers, value })).toEqual(EVENT);
  });

  it('comes back as it was, whatever headers others have added', () => {
    const { headers, value } = toCloudEventMessage(EVENT);
    expect(fromCloudEventMessage({ headers: { ...headers, traceparent: '00-1-1-00' }, value })).toEqual(EVENT);
  });

  it('holds positions of any store', () => {
    const position = ((2n ** 63n) << 64n) + 17n;
    expect(fromCloudEventMessage(toCloudEventMessage({ ...EVENT, position: toPosition(position) })).position).toBe(
      position,
    );
  });

  it.each([
    ['no attributes', { headers: {} }],
    ['a value that is not JSON', { value: 'Parisa Example' }],
    ['attributes of another event', { headers: { ...toCloudEventMessage(EVENT).headers, ce_subject: 'complaint-B' } }],
  ])('is refused with %s, without showing what it says', (_, change) => {
    const message = { ...toCloudEventMessage(EVENT), ...change };
    const reading = () => fromCloudEventMessage(message);
    expect(reading).toThrow(InvalidCloudEventError);
    expect(reading).not.toThrow(/Parisa/);
  });
});
