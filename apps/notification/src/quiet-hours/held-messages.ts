import { type DocumentOf, streamName } from '@redress/complaints';
import { closed, fieldsOf, type NotificationFacts, vocabulary } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import {
  ActiveGeneration,
  type DocumentChange,
  DocumentConflictError,
  type EventBatch,
  placeAfter,
  type ReadStore,
  type ViewDefinition,
  type ViewDocument,
  withoutVersion,
  withVersion,
} from '@redress/eventing';
import Type from 'typebox';
import { randomUUID } from 'node:crypto';

/** Sorts after every instant: the message was released. */
const NEVER = '9999';

/** Of a message that its sender gave back. */
const NO_OCCASION = '';

const { messageId, purpose } = fieldsOf('NotificationSent');

/** A held message with the instant at which to check it next. */
const heldDocument = closed({
  messageId,
  purpose,
  stream: streamName(),
  revision: Type.Integer({ minimum: 0 }),
  heldUntil: vocabulary.instant(),
  /** How often the server put it off; absent from one that was never tried. */
  tries: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Whether it is being tried just now: found after a kill, its outcome is unknown. */
  isTrying: Type.Optional(Type.Boolean()),
  dueAt: Type.Union([vocabulary.instant(), Type.Literal(NEVER)]),
});
type HeldDocument = DocumentOf<typeof heldDocument>;

/** A message held until the end of the quiet hours, or until it is tried again, and the event that causes it. */
export type HeldMessage = Omit<HeldDocument, 'dueAt'>;

/** A message that was already sent for one event, although the log has lost the record. */
const toldMessage = closed({
  dueAt: Type.Literal(NEVER),
  facts: closed(fieldsOf('NotificationSent')),
  /** Id of the event, or what else the message is about; {@link NO_OCCASION} once it turned out not to be sent. */
  occasion: Type.String(),
  /** Who sends it, of several processes that want to: random. */
  sender: Type.Optional(Type.String()),
});
type ToldMessage = DocumentOf<typeof toldMessage>;

/** What the store holds, by the kind of its id. */
export const heldDocuments = Type.Union([heldDocument, toldMessage]);

export const HELD_MESSAGES_VIEW: ViewDefinition = {
  name: 'held-messages',
  fields: { dueAt: 'string' },
  indexes: [['dueAt']],
};

/** A prefix that no message id has. */
function toldId(messageId: string): string {
  return `told:${messageId}`;
}

/**
 * Held messages, in the read store so that they survive a kill. Holding and releasing are idempotent: the complaint's own events show what
 * was sent.
 */
export class HeldMessages {
  private readonly active: ActiveGeneration;

  constructor(private readonly readStore: ReadStore) {
    this.active = new ActiveGeneration(readStore, HELD_MESSAGES_VIEW.name);
  }

  start(): Promise<void> {
    return this.readStore.define(HELD_MESSAGES_VIEW);
  }

  /** Records how far the holding process has read the log. */
  seen(batch: EventBatch): Promise<void> {
    return this.active.commit(placeAfter(batch));
  }

  /** Holds a message until its time; again if it was held before and could not be sent before the next quiet hours. */
  async hold(message: HeldMessage): Promise<void> {
    const { messageId: id, heldUntil } = message;
    const before = await this.readStore.get(HELD_MESSAGES_VIEW.name, id);
    if (before !== undefined && heldIn(before).heldUntil === heldUntil) return;
    const [expected, revision] = before === undefined ? (['none', 0] as const) : [before.revision, before.revision + 1];
    await this.write({ id, expected, revision }, { ...message, dueAt: heldUntil });
  }

  /** Returns the time until which a message is or was held; undefined if it never was. */
  async heldUntil(messageId: string): Promise<Instant | undefined> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, messageId);
    return document && heldIn(document).heldUntil;
  }

  /** Returns a message that its server put off; undefined for any other. */
  async putOffByServer(messageId: string): Promise<HeldMessage | undefined> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, messageId);
    const message = document && heldIn(document);
    return message?.tries === undefined ? undefined : message;
  }

  /** Marks a message as being tried, until it is held again or its outcome is recorded. */
  async beginTrying(messageId: string): Promise<void> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, messageId);
    if (document === undefined) return;
    await this.write(afterThat(document), { ...heldIn(document), isTrying: true });
  }

  /** Holds a message for ever if it is for exactly this event: it was already sent, although the log has lost the record. Idempotent. */
  async holdForEver(facts: NotificationFacts, occasion: string): Promise<void> {
    const id = toldId(facts.messageId);
    const before = await this.readStore.get(HELD_MESSAGES_VIEW.name, id);
    const [expected, revision] = before === undefined ? (['none', 0] as const) : [before.revision, before.revision + 1];
    await this.write({ id, expected, revision }, { dueAt: NEVER, facts, occasion });
  }

  /**
   * Takes a message of no complaint upon this process, before it is sent: true for one of the processes that want to send it for an occasion, and
   * once. Whoever is killed over it leaves it taken, because it may have been sent.
   */
  async take(facts: NotificationFacts, occasion: string): Promise<boolean> {
    const id = toldId(facts.messageId);
    const before = await this.toldAt(id);
    if (before?.told.occasion === occasion) return false;
    const [expected, revision] = before === undefined ? (['none', 0] as const) : [before.revision, before.revision + 1];
    const sender = randomUUID();
    await this.write({ id, expected, revision }, { dueAt: NEVER, facts, occasion, sender });
    // A read store takes a write of the same revision for a repeat, so both of two racing writers seem to succeed.
    return (await this.toldAt(id))?.told.sender === sender;
  }

  /** Gives a message back that certainly was not sent, so that it is taken and tried again. */
  async giveBack({ messageId }: Pick<NotificationFacts, 'messageId'>): Promise<void> {
    const id = toldId(messageId);
    const before = await this.toldAt(id);
    if (before === undefined) return;
    const { revision, told } = before;
    await this.write({ id, expected: revision, revision: revision + 1 }, { ...told, occasion: NO_OCCASION });
  }

  private async toldAt(id: string): Promise<{ readonly revision: number; readonly told: ToldMessage } | undefined> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, id);
    return document && { revision: document.revision, told: withoutVersion(document.body) as unknown as ToldMessage };
  }

  /** Returns what was already sent for exactly this event although the log has lost the record; undefined when nothing was. */
  async told(messageId: string, occasion: string): Promise<NotificationFacts | undefined> {
    const told = (await this.toldAt(toldId(messageId)))?.told;
    return told?.occasion === occasion ? told.facts : undefined;
  }

  /** Messages whose time has come, longest waiting first; at most `limit`. */
  async due(now: Instant, limit: number): Promise<readonly HeldMessage[]> {
    const { documents } = await this.readStore.find(HELD_MESSAGES_VIEW.name, {
      where: [{ field: 'dueAt', is: 'before', value: now }],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit,
    });
    return documents.map(heldIn);
  }

  /** Checks a message again later. */
  putOff(messageId: string, dueAt: Instant): Promise<void> {
    return this.lookAgain(messageId, dueAt);
  }

  /** Stops checking a message, unless its time has changed since it was postponed to `putOffTo`. */
  settle(messageId: string, putOffTo: Instant): Promise<void> {
    return this.lookAgain(messageId, NEVER, putOffTo);
  }

  private async lookAgain(messageId: string, dueAt: HeldDocument['dueAt'], from?: Instant): Promise<void> {
    const document = await this.readStore.get(HELD_MESSAGES_VIEW.name, messageId);
    if (document === undefined || (from !== undefined && heldIn(document).dueAt !== from)) return;
    await this.write(afterThat(document), { ...heldIn(document), dueAt });
  }

  private async write(change: Omit<DocumentChange, 'body'>, document: HeldDocument | ToldMessage): Promise<void> {
    const body = withVersion(HELD_MESSAGES_VIEW, document);
    await this.active.commit({ changes: [{ ...change, body }] }).catch((error: unknown) => {
      // Another process wrote the same change first.
      if (!(error instanceof DocumentConflictError)) throw error;
    });
  }
}

function heldIn({ body }: ViewDocument): HeldDocument {
  return withoutVersion(body) as unknown as HeldDocument;
}

function afterThat({ id, revision }: ViewDocument): Omit<DocumentChange, 'body'> {
  return { id, expected: revision, revision: revision + 1 };
}
