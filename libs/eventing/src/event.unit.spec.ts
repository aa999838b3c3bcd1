import { describe, expect, it } from '@jest/globals';
import { LOG_START, toActorId, toPosition, toStreamName } from './event.js';

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
