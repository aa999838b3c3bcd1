import type { LogPlace } from '@redress/eventing';
import { Readable } from 'node:stream';
import type { StreamBeginning, ToldChange } from './case-changes.js';
import { type ChangeFilter, type ChangeLog, isTold, messageOf, nameOf } from './change-log.js';

/** How long a reader is asked to wait before they connect again. */
const RETRY_MS = 3_000;
/** Less than common proxies let a connection be silent. */
export const HEARTBEAT_MS = 15_000;
/** Heartbeats for which a reader may take nothing. */
const UNREAD_HEARTBEATS_MAX = 2;
const CHANGES_AT_ONCE = 100;
/** What waits in this process for a reader, besides what they missed before they came and what the connection holds. */
const WAITING_BYTES_MAX = 16_384;

/** What a message about a place says. */
export interface PlaceMessage {
  /** Decimal digits. */
  readonly position: string;
}

/** What a message about who has the case open says. */
export interface PresentMessage {
  /** Their ids, without the reader's own. */
  readonly people: readonly string[];
}

/** One message (WHATWG HTML, 9.2.6). The data has no line breaks: JSON without indentation has none. */
function message(type: string, place: LogPlace, data: object): string {
  return `event: ${type}\nid: ${nameOf(place)}\ndata: ${JSON.stringify(data)}\n\n`;
}

function placeMessage(type: 'ready' | 'read-again', place: LogPlace): string {
  const said: PlaceMessage = { position: String(place.position) };
  return message(type, place, said);
}

/**
 * The messages of one reader, made as they take them: nothing waits for a slow one but what the stream's buffer holds. Ends when the reader
 * falls behind what is kept, or takes nothing for half a minute: they resume where they stopped.
 */
export class ReaderStream extends Readable {
  private readonly log: ChangeLog;
  private readonly heart: NodeJS.Timeout;
  private readonly forget: () => void;
  private place: LogPlace;
  private wantsMore = false;
  private unread = 0;
  private hasEnded = false;
  private mustReadAgain = false;
  /** Who else has the case open, while the reader was not told yet. */
  private present: readonly string[] | undefined;

  /** @param filterNow who reads, asked for each time: access that was taken for a while ends while they read. */
  constructor(
    { log, place, missed, isAnew }: StreamBeginning,
    private readonly filterNow: () => ChangeFilter,
  ) {
    super({ highWaterMark: WAITING_BYTES_MAX });
    this.log = log;
    this.place = place;
    this.push(`retry: ${RETRY_MS}\n\n`);
    this.tell(missed);
    // The last of these, since its id says that nothing is missing before it.
    this.push(placeMessage(isAnew ? 'read-again' : 'ready', place));
    this.forget = log.listen((news) => {
      this.mustReadAgain ||= news === 'repaired';
      this.proceed();
    });
    this.heart = setInterval(() => this.beat(), HEARTBEAT_MS).unref();
  }

  /** Tells who else has the case open, once the reader takes it; what they did not take is replaced by what is newer. */
  tellPresent(people: readonly string[]): void {
    this.present = people;
    this.proceed();
  }

  /** Ends the stream after what was handed out. May be repeated. */
  end(): void {
    if (this.hasEnded) return;
    this.stop();
    this.push(null);
  }

  override _read(): void {
    this.wantsMore = true;
    this.unread = 0;
    this.proceed();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.stop();
    callback(error);
  }

  private proceed(): void {
    this.tellWhoIsPresent();
    while (!this.hasEnded) {
      const changes = this.log.after(this.place.position, CHANGES_AT_ONCE);
      if (changes === undefined) return this.end();
      const last = changes.at(-1);
      if (last === undefined) return this.tellToReadAgain();
      if (!this.wantsMore) return;
      this.place = { position: last.position, eventId: last.id };
      this.tell(changes.map((change) => [change, this.log.caseOf(change)]));
    }
  }

  /** Without an id, since it is no place in the log from which somebody could resume. */
  private tellWhoIsPresent(): void {
    if (this.hasEnded || !this.wantsMore || this.present === undefined) return;
    const said: PresentMessage = { people: this.present };
    this.present = undefined;
    this.wantsMore = false;
    this.push(`event: present\ndata: ${JSON.stringify(said)}\n\n`);
  }

  private tellToReadAgain(): void {
    if (!this.mustReadAgain || !this.wantsMore) return;
    this.mustReadAgain = false;
    this.wantsMore = false;
    this.push(placeMessage('read-again', this.place));
  }

  private tell(changes: readonly ToldChange[]): void {
    const filter = this.filterNow();
    for (const [change, known] of changes) {
      if (!isTold(change, known, filter)) continue;
      this.wantsMore = false;
      this.push(message('change', { position: change.position, eventId: change.id }, messageOf(change)));
    }
  }

  /** A comment, which readers ignore, shows both sides that the other is there. */
  private beat(): void {
    if (this.wantsMore) {
      this.wantsMore = false;
      this.push(':\n\n');
      return;
    }
    this.unread += 1;
    if (this.unread >= UNREAD_HEARTBEATS_MAX) this.destroy();
  }

  private stop(): void {
    this.hasEnded = true;
    clearInterval(this.heart);
    this.forget();
  }
}
