import { describe, expect, it } from '@jest/globals';
import { Problem, ServerSecrets } from '@redress/platform';
import { PasswordHashing } from './password-hashing.js';

const PASSWORD = 'correct horse battery';
const hashingOf = (server: number) => new PasswordHashing(new ServerSecrets(new Uint8Array(32).fill(server)));
const hashing = hashingOf(1);

describe('A password', () => {
  it('has its hash, and no other password has it', async () => {
    const hash = await hashing.hashOf(PASSWORD);
    expect(await hashing.matches(PASSWORD, hash)).toBe(true);
    expect(await hashing.matches(`${PASSWORD} `, hash)).toBe(false);
  });

  it('has another hash each time, none of which shows it', async () => {
    const [one, other] = [await hashing.hashOf(PASSWORD), await hashing.hashOf(PASSWORD)];
    expect(one).not.toBe(other);
    expect(one).not.toContain('horse');
  });

  it('is hashed with the second recommended option of RFC 9106', async () => {
    expect(await hashing.hashOf(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  it('cannot be tried without the key of the server', async () => {
    const hash = await hashing.hashOf(PASSWORD);
    expect(await hashingOf(2).matches(PASSWORD, hash)).toBe(false);
  });

  it('is the same however its letters are composed', async () => {
    const hash = await hashing.hashOf('caf\u00e9 caf\u00e9 caf\u00e9');
    expect(await hashing.matches('cafe\u0301 cafe\u0301 cafe\u0301', hash)).toBe(true);
  });

  it.each([undefined, '', 'plain', '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$', '$2b$12$abc'])(
    'is nobody’s where there is no hash of it: %j',
    async (hash) => {
      expect(await hashing.matches(PASSWORD, hash)).toBe(false);
    },
  );
});

describe('The cost of a hash', () => {
  it('is borne once for each try, also for an account that does not exist', async () => {
    const secrets = new ServerSecrets(new Uint8Array(32).fill(1));
    const { passwordKey } = secrets;
    let hashes = 0;
    Object.defineProperty(secrets, 'passwordKey', {
      get: () => {
        hashes += 1;
        return passwordKey;
      },
    });
    const watched = new PasswordHashing(secrets);
    await watched.matches(PASSWORD, await hashing.hashOf(PASSWORD));
    expect(hashes).toBe(1);
    await watched.matches(PASSWORD, undefined);
    expect(hashes).toBe(2);
  });

  it('is borne for two at once, twenty wait, and the others are refused', async () => {
    const settled = await Promise.allSettled(Array.from({ length: 25 }, () => hashing.matches(PASSWORD, undefined)));
    const refusals = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refusals).toEqual(Array(3).fill(new Problem('sign-in-busy', { retryAfterSeconds: 2 })));
    expect(await hashing.matches(PASSWORD, undefined)).toBe(false);
  });
});
