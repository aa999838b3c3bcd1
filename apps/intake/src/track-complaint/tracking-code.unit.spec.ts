import { describe, expect, it } from '@jest/globals';
import { TRACKING_CODES_MAX, type Reference } from '@redress/contracts';
import { formatReference, formatTrackingCode, referenceFromSymbols, toReference } from '@redress/domain';
import { ServerSecrets } from '@redress/platform';
import { givenCode } from './tracking-code.js';

const REFERENCE = referenceFromSymbols('7K3M9QXD41P');
const OTHER = referenceFromSymbols('00000000001');

/** Records the references for which a code was computed. */
class CountingSecrets extends ServerSecrets {
  readonly asked: string[] = [];

  constructor() {
    super(new Uint8Array(32).fill(9));
  }

  override trackingCode(reference: Reference, version?: number): string {
    this.asked.push(reference);
    return super.trackingCode(reference, version);
  }
}

describe('A reference with a tracking code', () => {
  const code = new CountingSecrets().trackingCode(REFERENCE);

  it.each([
    ['as they are stored', REFERENCE, code],
    ['as people are shown them', formatReference(REFERENCE), formatTrackingCode(code)],
    ['in small letters', REFERENCE.toLowerCase(), code.toLowerCase()],
  ])('is proven %s', (_how, reference, given) => {
    expect(givenCode(reference, given, new CountingSecrets())).toEqual({ reference: REFERENCE, version: 1 });
  });

  it.each([
    ['the code of another complaint', REFERENCE, new CountingSecrets().trackingCode(OTHER)],
    ['another reference', OTHER, code],
    ['a reference with a slip in it', `${REFERENCE.slice(0, -1)}${REFERENCE.endsWith('0') ? '1' : '0'}`, code],
    ['no reference at all', 'nothing', code],
    ['no code at all', REFERENCE, ''],
    ['a code that is too short', REFERENCE, code.slice(1)],
    [
      'the stand-in for no reference, with its own code',
      '000000000000x',
      new CountingSecrets().trackingCode(toReference('000000000000')),
    ],
  ])('is not proven by %s, at the price of every version of one complaint', (_what, reference, given) => {
    const secrets = new CountingSecrets();
    expect(givenCode(reference, given, secrets)).toBeUndefined();
    expect(secrets.asked).toHaveLength(TRACKING_CODES_MAX);
  });

  it('is that of a later version, which has another code', () => {
    const second = new CountingSecrets().trackingCode(REFERENCE, 2);
    expect(second).not.toBe(code);
    expect(givenCode(REFERENCE, second, new CountingSecrets())).toEqual({ reference: REFERENCE, version: 2 });
  });

  it('costs as much when it is right', () => {
    const secrets = new CountingSecrets();
    givenCode(REFERENCE, code, secrets);
    expect(secrets.asked).toEqual(Array(TRACKING_CODES_MAX).fill(REFERENCE));
  });

  it('is proven under the server’s own key alone', () => {
    const foreign = new ServerSecrets(new Uint8Array(32).fill(8)).trackingCode(REFERENCE);
    expect(givenCode(REFERENCE, foreign, new CountingSecrets())).toBeUndefined();
  });
});
