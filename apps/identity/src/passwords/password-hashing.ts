import { Problem, type ServerSecrets } from '@redress/platform';
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify(argon2);

/** Argon2id with the second recommended option of RFC 9106, 4: 64 MiB, three passes, four lanes, 128 bits of salt, 256 of hash. */
const COST: HashCost = { memory: 65_536, passes: 3, parallelism: 4 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Each takes 64 MiB and a processor: the rest of the process goes on with what is left. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 20;
const RETRY_AFTER_SECONDS = 2;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,4}),p=(\d{1,3})\$([\w+/]{11,86})\$([\w+/]{22,86})$/;
/** Of a password that nobody has, for accounts that do not exist: refusing them takes as long. */
const NOBODYS: StoredHash = { ...COST, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) };

/**
 * Hashes passwords, a few at a time. The hash depends on a key of the server too, so that whoever has the log, or an opened export of it,
 * cannot try passwords. Throws `Problem('sign-in-busy')` when too many wait.
 */
export class PasswordHashing {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly secrets: ServerSecrets,
    private readonly cost: HashCost = COST,
  ) {}

  /** The hash of a new password, in the form of a PHC string: with its salt and its cost, so that the cost can be raised later. */
  async hashOf(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hashed = await this.hashed(password, { ...this.cost, salt }, HASH_BYTES);
    const { memory, passes, parallelism } = this.cost;
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${inPhc(salt)}$${inPhc(hashed)}`;
  }

  /** Whether a password has this hash. Without one, no password has it, and finding out takes as long. */
  async matches(password: string, phc: string | undefined): Promise<boolean> {
    const stored = phc === undefined ? undefined : readPhc(phc);
    const { hash: expected, ...cost } = stored ?? NOBODYS;
    const hashed = await this.hashed(password, cost, expected.length);
    return timingSafeEqual(hashed, expected) && stored !== undefined;
  }

  /** Whether a hash was made at another cost than today's, or in another form. */
  isOutdated(phc: string): boolean {
    const stored = readPhc(phc);
    if (stored === undefined) return true;
    const { memory, passes, parallelism, salt, hash: hashed } = stored;
    const isOfToday =
      memory === this.cost.memory && passes === this.cost.passes && parallelism === this.cost.parallelism;
    return !isOfToday || salt.length !== SALT_BYTES || hashed.length !== HASH_BYTES;
  }

  private async hashed(
    password: string,
    { memory, passes, parallelism, salt }: Omit<StoredHash, 'hash'>,
    tagLength: number,
  ): Promise<Buffer> {
    await this.turn();
    try {
      const message = Buffer.from(password.normalize('NFKC'));
      const secret = this.secrets.passwordKey;
      return await hash('argon2id', { message, nonce: salt, parallelism, tagLength, memory, passes, secret });
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= AT_ONCE_MAX) {
      if (this.waiting.length >= WAITING_MAX)
        throw new Problem('sign-in-busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
  }
}

/** What one try costs (RFC 9106, 3.1). */
export interface HashCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

interface StoredHash extends HashCost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function readPhc(phc: string): StoredHash | undefined {
  const [, memory, passes, parallelism, salt, hashed] = PHC.exec(phc) ?? [];
  if (salt === undefined || hashed === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hashed, 'base64'),
  };
}

/** Base64 without padding, as PHC strings have it. */
function inPhc(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
