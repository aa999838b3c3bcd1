import type { Language, MessageChannel } from '@redress/contracts';

/** A file that goes with a message. */
export interface MessageFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** A message to one person. Plain text: readable everywhere, and without tracking. */
export interface OutgoingMessage {
  /** RFC 5322 Message-ID without angle brackets; the same for every attempt at the same message. */
  readonly messageId: string;
  /** `address` is what the channel needs: an e-mail address or a telephone number. */
  readonly to: { readonly name?: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** Also the BCP 47 tag for Content-Language. */
  readonly language: Language;
  /** Sent along by e-mail; other channels carry none. */
  readonly files?: readonly MessageFile[];
}

/**
 * Outcome of an attempt. `uncertain` means the message may have been sent: a retry could send it twice. `temporary`: it certainly was not, and
 * the server asks to be tried again later.
 */
export type SendingOutcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly failure: string; readonly uncertain: boolean; readonly temporary?: true };

/** Delivers messages automatically. */
export interface MessageTransport {
  /** Recorded with each message. */
  readonly name: MessageChannel;
  /** True when sending the same message id twice has the effect of once, so that an interrupted attempt may be repeated. */
  readonly repeatable: boolean;
  /** Messages that may be on their way at once. Default: as many as a process manager has, few enough for any server. */
  readonly atOnce?: number;
  /** Startup line that says where messages are sent. Never contains a secret. */
  readonly description: string;
  /** Resolves when messages can be sent now; rejects, having sent nothing, when the server is unreachable. */
  ready(): Promise<void>;
  /** Tries once, for at most 30 s. Returns failures as values; their code never contains personal data. */
  send(message: OutgoingMessage): Promise<SendingOutcome>;
  /** Removes a message that is still kept, if it is there; absent where what was sent is out of reach. */
  remove?(messageId: string): Promise<void>;
  close(): Promise<void>;
}
