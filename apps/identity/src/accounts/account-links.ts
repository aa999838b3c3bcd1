import { epochMsOf, type Instant, instantOf } from '@redress/domain';
import type { ServerSecrets } from '@redress/platform';
import { timingSafeEqual } from 'node:crypto';

/** Hours for which a link sets a password. */
const LINK_HOURS = 24;

const HOUR_MS = 3_600_000;
const MS_PER_SECOND = 1_000;
const PROOF = '([\\w-]{43})';
const OF_ACCOUNT = new RegExp(`^([0-9a-hjkmnp-tv-z]{12})\\.${PROOF}$`);
const FIRST = new RegExp(`^first\\.([0-9a-z]{1,9})\\.${PROOF}$`);

/** What a link says that it is for. True only if {@link AccountLinks.proves} holds. */
export type ReadLink =
  | { readonly for: 'first'; readonly until: number; readonly proof: string }
  | { readonly for: 'account'; readonly person: string; readonly proof: string };

/**
 * The secrets of the links that set a password. They follow from the log and a key of the server, as tracking codes do: nothing of them is
 * stored, and a repeated command is answered with the same link.
 */
export class AccountLinks {
  constructor(private readonly secrets: Pick<ServerSecrets, 'accountLinkProof'>) {}

  /** When a link ends that is issued now. */
  static endOf(now: Instant): Instant {
    return instantOf(epochMsOf(now) + LINK_HOURS * HOUR_MS);
  }

  /** The link that was issued to a person by a command. */
  ofAccount(person: string, commandId: string): string {
    return `${person}.${this.secrets.accountLinkProof('account', person, commandId)}`;
  }

  /** The link for the first administrator. It needs no account, and none of its kind works once there is one. */
  first(now: Instant): string {
    const until = Math.floor(epochMsOf(AccountLinks.endOf(now)) / MS_PER_SECOND).toString(36);
    return `first.${until}.${this.secrets.accountLinkProof('first', until)}`;
  }

  /** Parses a link; undefined for anything else. */
  read(link: string): ReadLink | undefined {
    const [, until, firstProof] = FIRST.exec(link) ?? [];
    if (until !== undefined && firstProof !== undefined) {
      return { for: 'first', until: Number.parseInt(until, 36), proof: firstProof };
    }
    const [, person, proof] = OF_ACCOUNT.exec(link) ?? [];
    return person === undefined || proof === undefined ? undefined : { for: 'account', person, proof };
  }

  /** Whether a link for the first administrator was issued here and has not ended. */
  provesFirst({ until, proof }: Extract<ReadLink, { readonly for: 'first' }>, now: Instant): boolean {
    const isRight = isSame(proof, this.secrets.accountLinkProof('first', until.toString(36)));
    return isRight && epochMsOf(now) <= until * MS_PER_SECOND;
  }

  /** Whether a link is the one that this command issued to the person. */
  proves({ person, proof }: Extract<ReadLink, { readonly for: 'account' }>, commandId: string): boolean {
    return isSame(proof, this.secrets.accountLinkProof('account', person, commandId));
  }
}

/** Compares in constant time. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
