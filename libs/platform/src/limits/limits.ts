import { Inject, Injectable } from '@nestjs/common';
import type { Claim, CounterStore } from '@redress/eventing';
import type { ProblemCode } from '../http/problems/problem-table.js';
import { Problem } from '../http/problems/problem.js';
import { ServerSecrets } from '../security/server-secrets.js';
import type { LimitSettings, RedressConfig } from '../service/configuration/redress-config.js';
import { CONFIG, COUNTER_STORE, SERVER_SECRETS } from '../service/engines/tokens.js';
import { Metrics } from '../service/operations/metrics.js';

interface Limit {
  readonly max: (settings: LimitSettings) => number;
  /** Length of a window. */
  readonly seconds: number;
  /** The refusal beyond it; its texts may name `retryAfterSeconds` and `minutes`. */
  readonly problem: ProblemCode;
}

const QUARTER = 900;
const HOUR = 3_600;
const DAY = 86_400;

/** Everything that people without a staff token are limited in. */
const LIMITS = {
  'lodgings-per-client': {
    max: ({ lodgingsPerClient }) => lodgingsPerClient,
    seconds: HOUR,
    problem: 'too-many-lodgings',
  },
  // Each lodging sends a message to an address that nobody has verified.
  'lodgings-per-contact': {
    max: ({ lodgingsPerContact }) => lodgingsPerContact,
    seconds: DAY,
    problem: 'too-many-lodgings-for-contact',
  },
  'upload-bytes-per-client': {
    max: ({ uploadBytesPerClient }) => uploadBytesPerClient,
    seconds: DAY,
    problem: 'too-many-upload-bytes',
  },
  // Enough for a household or an office, not for a dictionary attack.
  'wrong-codes-per-client': { max: () => 100, seconds: QUARTER, problem: 'rate-limited' },
  // Faster than people type, slower than programs guess; short, since anybody can use up the attempts on another's reference.
  'wrong-codes-per-reference': { max: () => 10, seconds: 10, problem: 'rate-limited' },
  // Enough for somebody who looks for the message; each is an event and a message for good.
  'lost-codes-per-reference': { max: () => 3, seconds: HOUR, problem: 'rate-limited' },
  // Of one account from one client: faster than a person tries, then the longer the more there were, and never for good.
  'sign-ins-in-a-minute': { max: () => 5, seconds: 60, problem: 'rate-limited' },
  'sign-ins-in-an-hour': { max: () => 20, seconds: HOUR, problem: 'rate-limited' },
  'sign-ins-in-a-day': { max: () => 60, seconds: DAY, problem: 'rate-limited' },
  // Of one account from everywhere: strangers lock it for an hour at most, and not for who comes with a link of an administrator.
  'sign-ins-to-account-in-a-minute': { max: () => 20, seconds: 60, problem: 'rate-limited' },
  'sign-ins-to-account-in-an-hour': { max: () => 200, seconds: HOUR, problem: 'rate-limited' },
  // An office behind one address; each attempt costs 64 MiB for a tenth of a second.
  'sign-ins-per-client': { max: () => 100, seconds: QUARTER, problem: 'rate-limited' },
  'wrong-links-per-client': { max: () => 100, seconds: QUARTER, problem: 'rate-limited' },
  'wrong-codes-in-all': { max: () => 10_000, seconds: QUARTER, problem: 'rate-limited' },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof LIMITS;

/** What a request uses of a limit. */
export interface Use {
  readonly limit: LimitName;
  /** Whose limit it is: a client, a contact, a reference. Stored only as a keyed hash. */
  readonly of: string;
  /** Default: 1. */
  readonly amount?: number;
}

const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;

/** Limits what people can do who have not identified themselves, so that nobody fills the disk or floods a mailbox through us. */
@Injectable()
export class Limits {
  private readonly settings: LimitSettings;
  private readonly countRefusal: (limit: string) => void;

  constructor(
    @Inject(COUNTER_STORE) private readonly counters: CounterStore,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
    @Inject(CONFIG) config: RedressConfig,
    metrics: Metrics,
  ) {
    this.settings = config.limits;
    this.countRefusal = metrics.counter(
      'redress_limits_refused_total',
      'Requests refused because a limit on use without a staff token was reached.',
      'limit',
      Object.keys(LIMITS),
    );
  }

  /**
   * Counts all uses, or none. Throws the problem of the first limit that is reached, with the time until it is open again. `isExempt` is
   * asked only then; returns false for what it exempts.
   */
  async count(uses: readonly Use[], isExempt = () => Promise.resolve(false)): Promise<boolean> {
    const counted: Use[] = [];
    for (const use of uses) {
      const leftMs = await this.counters.add(this.claimOf(use));
      if (leftMs !== undefined) {
        await this.takeBack(counted);
        if (await isExempt()) return false;
        throw this.refusalOf(use.limit, leftMs);
      }
      counted.push(use);
    }
    return true;
  }

  /** Takes back uses that came to nothing. */
  async takeBack(uses: readonly Use[]): Promise<void> {
    for (const use of uses) await this.counters.takeBack(this.claimOf(use));
  }

  /** Does what the uses were counted for. Takes them back if it fails, or if its answer does not count, such as that to a repeat. */
  async settle<Answer>(
    counted: readonly Use[],
    act: () => Promise<Answer>,
    counts: (answer: Answer) => boolean,
  ): Promise<Answer> {
    let isKept = false;
    try {
      const answer = await act();
      isKept = counts(answer);
      return answer;
    } finally {
      if (!isKept) await this.takeBack(counted);
    }
  }

  private claimOf({ limit, of, amount = 1 }: Use): Claim {
    const { max, seconds } = LIMITS[limit];
    return { key: `${limit}:${this.secrets.counterKey(of)}`, amount, max: max(this.settings), seconds };
  }

  private refusalOf(limit: LimitName, leftMs: number): Problem {
    this.countRefusal(limit);
    const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / MS_PER_SECOND));
    const minutes = Math.ceil(retryAfterSeconds / SECONDS_PER_MINUTE);
    return new Problem(LIMITS[limit].problem, { retryAfterSeconds, details: { minutes } });
  }
}
