import { describe, expect, it } from '@jest/globals';
import { formatReference, formatTrackingCode, referenceFromSymbols } from '@redress/domain';
import { ServerSecrets } from '@redress/platform';
import { provenReference } from './tracking-code.js';

const REFERENCE = referenceFromSymbols('7K3M9QXD41P');
const OTHER = referenceFromSymbols('00000000001');

/** Records the references for which a code was computed. */
class CountingSecrets extends ServerSecrets {
  readonly asked: string[] = [];

  constructor() {
    super(new Uint8Array(32).fill(9));
  }

  override trackingCode(reference: string): string {
    this.asked.push(reference);
    return super.trackingCode(reference);
  }
}

describe('A reference with a tracking code', () => {
  const code = new CountingSecrets().trackingCode(REFERENCE);

  it.each([
    ['as they are stored', REFERENCE, code],
    ['as people are shown them', formatReference(REFERENCE), formatTrackingCode(code)],
    ['in small letters', REFERENCE.toLowerCase(), code.toLowerCase()],
  ])('is proven %s', (_how, reference, given) => {
    expect(provenReference(reference, given, new CountingSecrets())).toBe(REFERENCE);
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
      new CountingSecrets().trackingCode('000000000000'),
    ],
  ])('is not proven by %s, at the price of one code', (_what, reference, given) => {
    const secrets = new CountingSecrets();
    expect(provenReference(reference, given, secrets)).toBeUndefined();
    expect(secrets.asked).toHaveLength(1);
  });

  it('costs one code when it is right, too', () => {
    const secrets = new CountingSecrets();
    provenReference(REFERENCE, code, secrets);
    expect(secrets.asked).toEqual([REFERENCE]);
  });

  it('is proven under the server’s own key alone', () => {
    const foreign = new ServerSecrets(new Uint8Array(32).fill(8)).trackingCode(REFERENCE);
    expect(provenReference(REFERENCE, foreign, new CountingSecrets())).toBeUndefined();
  });
});
