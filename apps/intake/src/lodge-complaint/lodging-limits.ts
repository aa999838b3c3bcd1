import { Injectable } from '@nestjs/common';
import { Complaints, type CommandContent, type CommandSource } from '@redress/complaints';
import { reachedBy } from '@redress/domain';
import { clientNetworkOf, Limits, type RevisionAnswer, type Use } from '@redress/platform';

/** A complaint that somebody lodges without a staff token. */
export interface StrangersLodging {
  /** The network address it comes from. */
  readonly address: string;
  readonly data: CommandContent<'receive'>['data'];
  readonly source: CommandSource;
}

/** Limits how many complaints strangers lodge: from one client, and with the contact of one person, who is sent a message for each. */
@Injectable()
export class LodgingLimits {
  constructor(
    private readonly limits: Limits,
    private readonly complaints: Complaints,
  ) {}

  /** Counts what is recorded now: no refused complaint, and no repeat of a recorded one, which is answered even beyond the limit. */
  async within<Answer extends RevisionAnswer>(
    { address, data, source }: StrangersLodging,
    lodge: () => Promise<Answer>,
  ): Promise<Answer> {
    const uses: readonly Use[] = [
      { limit: 'lodgings-per-client', of: clientNetworkOf(address) },
      ...reachedBy(data.complainant ?? {}).map((of) => ({ limit: 'lodgings-per-contact', of }) as const),
    ];
    const isCounted = await this.limits.count(uses, () => this.complaints.wasLodged(source));
    return isCounted ? this.limits.settle(uses, lodge, ({ replayed }) => !replayed) : lodge();
  }
}
