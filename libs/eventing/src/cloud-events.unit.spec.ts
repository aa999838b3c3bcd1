import { describe, expect, it } from '@jest/globals';
import { fromCloudEvent, InvalidCloudEventError, toCloudEvent } from './cloud-events.js';
import type { RecordedEvent } from './event.js';
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
    expect(fromCloudEvent(line({ ...EVENT, position })).position).toBe(position);
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

  it.each([[null], [undefined], ['{}'], [[]], [{}], [{ data: null }]])('is refused as %j', (value) => {
    expect(() => fromCloudEvent(value)).toThrow(InvalidCloudEventError);
  });
});

function without(root: object, [name = '', ...rest]: readonly string[]): object {
  const { [name]: taken, ...others } = root as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [name]: without(taken as object, rest) };
}
