import { describe, expect, it } from '@jest/globals';
import { LOG_START, isInstant, toActorId, toInstant, toPosition, toStreamName } from './event.js';

describe('A position in the log', () => {
  it('is a number from 0, which stands before the first event', () => {
    expect([toPosition(0n), toPosition(2n ** 128n - 1n)]).toEqual([LOG_START, 2n ** 128n - 1n]);
  });

  it('is never negative', () => {
    expect(() => toPosition(-1n)).toThrow(RangeError);
  });
});

describe('The name of a stream', () => {
  it('is any text but an empty one: an engine may hold streams that other programs named', () => {
    expect([toStreamName('complaint-7K3M9QXD41PD'), toStreamName('policies')]).toEqual([
      'complaint-7K3M9QXD41PD',
      'policies',
    ]);
    expect(() => toStreamName('')).toThrow(TypeError);
  });
});

describe('The id of whoever acts', () => {
  it('is any text in which something stands', () => {
    expect(['staff-noor', 'complainant', 'نور'].map(toActorId)).toEqual(['staff-noor', 'complainant', 'نور']);
  });

  it.each(['', ' ', '\u00A0\n'])('is never blank: "%s"', (text) => {
    expect(() => toActorId(text)).toThrow(TypeError);
  });
});

describe('An instant', () => {
  it.each(['2026-11-02T08:00:00.000Z', '0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])('is %s', (text) => {
    expect([isInstant(text), toInstant(text)]).toEqual([true, text]);
  });

  it.each([
    '',
    '2026-11-02',
    '2026-11-02T08:00:00Z',
    '2026-11-02T11:30:00.000+03:30',
    '2026-13-02T08:00:00.000Z',
    '2026-11-32T08:00:00.000Z',
    '2026-11-02T24:00:00.000Z',
    '2026-11-02T08:60:00.000Z',
    '2026-11-02T08:00:60.000Z',
    ' 2026-11-02T08:00:00.000Z',
    '2026-11-02T08:00:00.000Z\n',
    '+012026-11-02T08:00:00.000Z',
  ])('is not %j', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => toInstant(text)).toThrow(RangeError);
  });
});
