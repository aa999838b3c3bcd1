import { describe, expect, it } from '@jest/globals';
import { fromCloudEventMessage, toCloudEventMessage } from './cloud-event-message.js';
import { InvalidCloudEventError } from './cloud-events.js';
import type { RecordedEvent } from './event.js';
import { logOf } from './integrity/chains.fixture.spec.js';

const [EVENT] = logOf('complaint-7K3M9QXD41PC') as [RecordedEvent];

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

  it('comes back as it was, whatever headers others have added', () => {
    const { headers, value } = toCloudEventMessage(EVENT);
    expect(fromCloudEventMessage({ headers: { ...headers, traceparent: '00-1-1-00' }, value })).toEqual(EVENT);
  });

  it('holds positions of any store', () => {
    const position = ((2n ** 63n) << 64n) + 17n;
    expect(fromCloudEventMessage(toCloudEventMessage({ ...EVENT, position })).position).toBe(position);
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
