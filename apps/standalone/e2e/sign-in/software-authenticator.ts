import { isoCBOR } from '@simplewebauthn/server/helpers';
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** Flags of authenticator data (WebAuthn Level 3, 6.1). */
const [USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL] = [0x01, 0x04, 0x40];
const CREDENTIAL_BYTES = 16;
/** COSE (RFC 9053): an EC2 key for ES256 on P-256. */
const COSE = { kty: 1, alg: 3, crv: -1, x: -2, y: -3, ec2: 2, es256: -7, p256: 1 } as const;

/** What an authenticator is made to do differently from what it should. */
export interface Doings {
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
  readonly isVerified?: boolean;
}

/** What a server's options say that an authenticator needs. */
interface Asked {
  readonly challenge: string;
  readonly rpId: string;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');
const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** An authenticator and the browser in front of it, with one passkey for ES256, in the form in which our pages send its answers. */
export class SoftwareAuthenticator {
  readonly credential = randomBytes(CREDENTIAL_BYTES).toString('base64url');
  private readonly keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  private userHandle = '';

  constructor(private readonly origin: string) {
    this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** The answer to options for a new passkey. */
  make(
    options: Readonly<Record<string, unknown>>,
    name: string,
    doings: Doings = {},
  ): Readonly<Record<string, string>> {
    const { challenge, rp, user } = options as {
      readonly challenge: string;
      readonly rp: { readonly id: string };
      readonly user: { readonly id: string };
    };
    this.userHandle = user.id;
    const id = bytesOf(this.credential);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.coseKey()]);
    const authData = Buffer.concat([this.data({ challenge, rpId: rp.id }, doings, HAS_CREDENTIAL), attested]);
    const attestation = isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map<string, string>()],
        ['authData', new Uint8Array(authData)],
      ]),
    );
    return {
      name,
      credential: this.credential,
      clientData: this.clientData('webauthn.create', challenge, doings),
      attestation: Buffer.from(attestation).toString('base64url'),
    };
  }

  /** The answer to options for signing in. */
  show(options: Readonly<Record<string, unknown>>, doings: Doings = {}): Readonly<Record<string, string>> {
    const asked = options as unknown as Asked;
    const data = this.data(asked, doings, 0);
    const clientData = this.clientData('webauthn.get', asked.challenge, doings);
    const signed = createSign('sha256')
      .update(data)
      .update(sha256(bytesOf(clientData)));
    return {
      credential: this.credential,
      clientData,
      authenticatorData: data.toString('base64url'),
      signature: signed.sign(this.keys.privateKey).toString('base64url'),
      userHandle: this.userHandle,
    };
  }

  private data({ rpId }: Asked, doings: Doings, more: number): Buffer {
    const flags = USER_PRESENT | (doings.isVerified === false ? 0 : USER_VERIFIED) | more;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(doings.counter ?? 0);
    return Buffer.concat([sha256(doings.rpId ?? rpId), Buffer.from([flags]), counter]);
  }

  private clientData(type: string, challenge: string, { origin = this.origin }: Doings): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url');
  }

  private coseKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const key = new Map<number, number | Uint8Array>([
      [COSE.kty, COSE.ec2],
      [COSE.alg, COSE.es256],
      [COSE.crv, COSE.p256],
      [COSE.x, new Uint8Array(bytesOf(x))],
      [COSE.y, new Uint8Array(bytesOf(y))],
    ]);
    return Buffer.from(isoCBOR.encode(key));
  }
}
