import type { OnApplicationShutdown } from '@nestjs/common';
import type { Language, MessageChannel as ChannelName } from '@redress/contracts';
import type { Way } from './choose-way.js';

/** A message to one person. Plain text: it must be readable everywhere, and it carries no tracking. */
export interface OutgoingMessage {
  /** RFC 5322 Message-ID without angle brackets; the same for every attempt at the same message. */
  readonly messageId: string;
  /** `address` is what the channel writes to: an e-mail address, a telephone number. */
  readonly to: { readonly name?: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** Also the BCP 47 tag for Content-Language. */
  readonly language: Language;
}

/** What became of an attempt. `uncertain` means the message may have left: sending it again could send it twice. */
export type SendingOutcome =
  { readonly sent: true } | { readonly sent: false; readonly failure: string; readonly uncertain: boolean };

/** Takes messages away by itself, without a person's help. */
export interface MessageChannel {
  /** As recorded with each message. */
  readonly name: ChannelName;
  /** True when sending the same message id twice has the effect of once, so that an attempt cut short may simply be repeated. */
  readonly repeatable: boolean;
  /** One line for the start-up: where messages go. Never a secret. */
  readonly description: string;
  /** Resolves when messages can be taken now; rejects, having sent nothing, when the server is out of reach. */
  ready(): Promise<void>;
  /** Tries once, at most 30 s. Failures are values; their code never holds personal data. */
  send(message: OutgoingMessage): Promise<SendingOutcome>;
  close(): Promise<void>;
}

/** People who print, post and call are everywhere. */
const BY_HAND: readonly Way[] = ['letter', 'call'];

/** The ways out of this installation. */
export class Channels implements OnApplicationShutdown {
  readonly ways: ReadonlySet<Way>;

  constructor(private readonly channels: ReadonlyMap<Way, MessageChannel>) {
    this.ways = new Set([...channels.keys(), ...BY_HAND]);
  }

  of(way: Way): MessageChannel | undefined {
    return this.channels.get(way);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.channels.values()].map((channel) => channel.close()));
  }
}
