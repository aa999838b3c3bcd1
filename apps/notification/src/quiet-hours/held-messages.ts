import type { MessagePurpose, NotificationFacts } from '@redress/contracts';
import {
  ActiveGeneration,
  DocumentConflictError,
  placeAfter,
  type DocumentChange,
  type EventBatch,
  type ReadStore,
  type Revision,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';

/** A message that waits for the end of the quiet hours, and the event that gives occasion to it. */
export interface HeldMessage {
  readonly messageId: string;
  readonly purpose: MessagePurpose;
  readonly stream: string;
  readonly revision: Revision;
  /** ISO 8601 in UTC. */
  readonly heldUntil: string;
}

export const HELD_MESSAGES_VIEW: ViewDefinition = {
  name: 'held-messages',
  fields: { dueAt: 'string' },
  indexes: [['dueAt']],
};

/** A document: the message, and when it is looked at again. */
interface HeldDocument extends HeldMessage {
  readonly dueAt: string;
}

/** Sorts after every instant: it was released. */
const NEVER = '9999';

/** No message id begins like this. */
function toldId(messageId: string): string {
  return `told:${messageId}`;
}

/**
 * Messages that are kept back, in the read store, so that they survive any kill. Holding and releasing twice is harmless: what was sent is known by the
 * complaint's own events.
 */
export class HeldMessages {
  private readonly active: ActiveGeneration;

  constructor(private readonly readStore: ReadStore) {
    this.active = new ActiveGeneration(readStore, HELD_MESSAGES_VIEW.name);
  }

  start(): Promise<void> {
    return this.readStore.define(HELD_MESSAGES_VIEW);
  }

  /** Notes up to where the log was seen by who holds messages back. */
  seen(batch: EventBatch): Promise<void> {
    return this.active.commit(placeAfter(batch));
  }

  /** Keeps a message until its time: anew when it was held before and could not be sent before the next quiet hours began. */
  async hold(message: HeldMessage): Promise<void> {
    const { messageId: id, heldUntil } = message;
    const before = await this.readStore.get(HELD_MESSAGES_VIEW.name, id);
    if (before !== undefined && heldIn(before).heldUntil === heldUntil) return;
    const [expected, revision] = before === undefined ? (['none', 0] as const) : [before.revision, before.revision + 1];
    const body: HeldDocument = { ...message, dueAt: heldUntil };
    await this.write({ id, expected, revision, body: { ...body } });
  }

  /** Until when a message is or was held; undefined for one that never was. */
  async heldUntil(messageId: string): Promise<string | undefined> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, messageId);
    return document && heldIn(document).heldUntil;
  }

  /**
   * Keeps a message back for ever, if it is for exactly this event: it was sent for it already, which the log does not know any more. May be
   * repeated.
   */
  async holdForEver(facts: NotificationFacts, occasion: string): Promise<void> {
    const id = toldId(facts.messageId);
    const before = await this.readStore.get(HELD_MESSAGES_VIEW.name, id);
    const [expected, revision] = before === undefined ? (['none', 0] as const) : [before.revision, before.revision + 1];
    await this.write({ id, expected, revision, body: { dueAt: NEVER, facts, occasion } });
  }

  /** What was sent already for exactly this event, though the log does not know of it; undefined when nothing was. */
  async told(messageId: string, occasion: string): Promise<NotificationFacts | undefined> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, toldId(messageId));
    return document?.body['occasion'] === occasion ? (document.body['facts'] as NotificationFacts) : undefined;
  }

  /** Those whose time has come, the longest waiting first; at most `limit`. */
  async due(now: string, limit: number): Promise<readonly HeldMessage[]> {
    const { documents } = await this.readStore.find(HELD_MESSAGES_VIEW.name, {
      where: [{ field: 'dueAt', is: 'before', value: now }],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit,
    });
    return documents.map(heldIn);
  }

  /** Looks at a message again later. */
  putOff(messageId: string, dueAt: string): Promise<void> {
    return this.lookAgain(messageId, dueAt);
  }

  /** Looks at a message never again, unless its time is another by now than the one to which it was put off. */
  settle(messageId: string, putOffTo: string): Promise<void> {
    return this.lookAgain(messageId, NEVER, putOffTo);
  }

  private async lookAgain(messageId: string, dueAt: string, from?: string): Promise<void> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, messageId);
    if (document === undefined || (from !== undefined && heldIn(document).dueAt !== from)) return;
    const { revision, body } = document;
    await this.write({ id: messageId, expected: revision, revision: revision + 1, body: { ...body, dueAt } });
  }

  private async write(change: DocumentChange): Promise<void> {
    await this.active.commit({ changes: [change] }).catch((error: unknown) => {
      // Another process was faster with the same.
      if (!(error instanceof DocumentConflictError)) throw error;
    });
  }
}

function heldIn({ body }: ViewDocument): HeldDocument {
  return body as unknown as HeldDocument;
}
