import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mostSilent, ServerSilence } from './server-in-use.js';

describe('The silence of a server', () => {
  let silence: ServerSilence;
  beforeEach(() => {
    jest.useFakeTimers();
    silence = new ServerSilence();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is none while nothing was asked, and after everything was answered', () => {
    expect(silence.ms).toBe(0);
    const heard = silence.asked();
    jest.advanceTimersByTime(400);
    heard(true);
    expect(silence.ms).toBe(0);
  });

  it('counts from the first question without an answer', () => {
    silence.asked();
    jest.advanceTimersByTime(300);
    silence.asked();
    jest.advanceTimersByTime(200);
    expect(silence.ms).toBe(500);
  });

  it('counts from the last answer to anything, and not from a question that was given up', () => {
    silence.asked();
    const [answered, givenUp] = [silence.asked(), silence.asked()];
    jest.advanceTimersByTime(300);
    answered(true);
    jest.advanceTimersByTime(100);
    givenUp(false);
    jest.advanceTimersByTime(100);
    expect(silence.ms).toBe(200);
  });

  it('begins only when an answer that takes its time is overdue, while one due before counts', () => {
    silence.asked(1_000);
    jest.advanceTimersByTime(900);
    expect(silence.ms).toBe(0);
    jest.advanceTimersByTime(150);
    expect(silence.ms).toBe(50);
    const other = new ServerSilence();
    other.asked(1_000);
    other.asked();
    jest.advanceTimersByTime(30);
    expect(other.ms).toBe(30);
  });
});

describe('Of several servers', () => {
  it('the one silent longest is told; none where none is in use', () => {
    const a = { server: 'a:1', silent_ms: 10 };
    const b = { server: 'b:1', silent_ms: 40 };
    expect(mostSilent([a, undefined, b, a])).toBe(b);
    expect(mostSilent([a])).toBe(a);
    expect(mostSilent([undefined])).toBeUndefined();
  });
});
