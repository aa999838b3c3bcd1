import { describe, expect, it } from '@jest/globals';
import { toReference } from '@redress/domain';
import { ServerSecrets } from './server-secrets.js';

const secrets = new ServerSecrets(new Uint8Array(32).fill(1));
const others = new ServerSecrets(new Uint8Array(32).fill(2));

describe('The hash of a command', () => {
  it('is the same for the same content in any order, and different for other content', () => {
    expect(secrets.commandHash({ a: 1, b: 'x' })).toBe(secrets.commandHash({ b: 'x', a: 1 }));
    expect(secrets.commandHash({ a: 1, b: 'x' })).not.toBe(secrets.commandHash({ a: 1, b: 'y' }));
  });

  it('cannot be computed without the master key', () => {
    expect(secrets.commandHash({ a: 1 })).not.toBe(others.commandHash({ a: 1 }));
  });
});

describe('The tracking code', () => {
  it('follows from the reference and the master key alone', () => {
    expect(secrets.trackingCode(toReference('7K3M9QXD41PC'))).toMatch(/^[\dA-HJKMNP-TV-Z]{10}$/);
    expect(secrets.trackingCode(toReference('7K3M9QXD41PC'))).toBe(secrets.trackingCode(toReference('7K3M9QXD41PC')));
    expect(secrets.trackingCode(toReference('7K3M9QXD41PC'))).not.toBe(
      others.trackingCode(toReference('7K3M9QXD41PC')),
    );
  });
});

describe('The bytes of a reference', () => {
  it('follow from caller, key and attempt, so that a repeat finds the first', () => {
    const bytes = secrets.referenceBytes('staff:u', 'key', 0);
    expect(secrets.referenceBytes('staff:u', 'key', 0)).toEqual(bytes);
    for (const other of [
      secrets.referenceBytes('staff:u', 'key', 1),
      secrets.referenceBytes('staff:v', 'key', 0),
      secrets.referenceBytes('staff:u', 'yek', 0),
      others.referenceBytes('staff:u', 'key', 0),
    ]) {
      expect(other).not.toEqual(bytes);
    }
  });

  it('are random without a key', () => {
    const bytes = secrets.referenceBytes('anonymous', undefined, 0);
    expect(bytes.length).toBeGreaterThanOrEqual(11);
    expect(secrets.referenceBytes('anonymous', undefined, 0)).not.toEqual(bytes);
  });
});

describe('The keys of different purposes', () => {
  it('have nothing in common', () => {
    expect(Buffer.from(secrets.trackTokenKey)).not.toEqual(Buffer.alloc(32, 1));
    expect(secrets.trackTokenKey).not.toEqual(others.trackTokenKey);
  });
});
