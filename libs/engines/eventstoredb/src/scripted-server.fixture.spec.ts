import { EventStoreDBClient } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { prepareAppend } from '@redress/eventing';
import { sealedEvent } from '@redress/testing';
import { Readable } from 'node:stream';
import { eventDataOf } from './event-store/event-format.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type ReadPlace = { getCommitPosition(): string };

/** The owner of an event. The server's own events do not pass a subscription's filter. */
export type Owner = 'ours' | 'foreign' | 'server';

/**
 * The position in a checkpoint behind an event: that of the event, that of the one sent next (KurrentDB 25.0.0), the largest number
 * (EventStoreDB 24.2.0), the beginning, or one between two events, from which the server refuses to resume.
 */
export type CheckpointAt = 'here' | 'next' | 'end-of-numbers' | 'zero' | 'between';

/** The server's behaviour in one subscription. */
export interface SubscriptionScript {
  /** The groups to send after each event considered, in rotation. */
  readonly checkpoints: readonly (readonly CheckpointAt[])[];
  readonly asItGoesLive: readonly CheckpointAt[];
  /** Messages sent at a time. */
  readonly burst: number;
  /** Number of events considered before the subscription ends. */
  readonly lasts: number;
  /** Turns in which it then sends nothing. */
  readonly endsAfterTurns: number;
  /** How it ends. The last two continue with checkpoints: at the last event sent, or at each event no longer sent, as no server should. */
  readonly ending: 'drop' | 'error' | 'silence' | 'checkpoints-alone' | 'passes-over';
}

const CANCELLED = 1;
const UNKNOWN = 2;
const INVALID_ARGUMENT = 3;
const BYTES_PER_EVENT = 10n;
const END_OF_NUMBERS = 2n ** 64n - 1n;
/** The behaviour when no script is left: everything, with checkpoints, endlessly. */
const HEALTHY: SubscriptionScript = {
  checkpoints: [['here'], ['end-of-numbers'], ['here', 'zero']],
  asItGoesLive: ['zero'],
  burst: 7,
  lasts: Infinity,
  endsAfterTurns: 0,
  ending: 'silence',
};

/** A gRPC call as the client sees it. */
class ScriptedCall extends Readable {
  hasEnded = false;

  constructor() {
    super({ objectMode: true, read: () => undefined });
  }

  cancel(): void {
    this.fail(CANCELLED, 'Cancelled on client');
  }

  /** Fails as gRPC does: what was sent before can still be read. */
  fail(code: number, details: string): void {
    if (this.hasEnded) return;
    this.end();
    this.emit('error', Object.assign(new Error(details), { code, details }));
  }

  end(): void {
    this.hasEnded = true;
    this.push(null);
  }
}

/**
 * A server without a network: the official client itself, with its own requests, streams and subscriptions, gets calls that answer from a
 * script. Sends only in `turn`.
 */
export class ScriptedServer {
  readonly client: EventStoreDBClient;
  /** Ids of our events in the log, in order. */
  readonly ours: string[] = [];
  private readonly log: { readonly owner: Owner; readonly message: ReadResp }[] = [];
  private readonly open = new Set<ScriptedSubscription>();
  private subscriptions = 0;

  /** `subscribed` receives, for each subscription, the number of events before its start and which of them are ours. */
  constructor(
    private readonly scripts: readonly SubscriptionScript[],
    private readonly subscribed: (behind: number, ours: readonly string[]) => void,
  ) {
    this.client = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false');
    const calls = { read: (request: ReadReq) => this.read(request), getChannel: () => ({}) };
    Object.assign(this.client, { getGRPCClient: () => Promise.resolve(calls) });
  }

  /** Number of events in the log, ours or not. */
  get size(): number {
    return this.log.length;
  }

  append(owner: Owner): void {
    const { id, message } = recorded(owner, this.log.length);
    this.log.push({ owner, message });
    if (owner === 'ours') this.ours.push(id);
  }

  /** Lets each open subscription send a burst. */
  turn(): void {
    for (const subscription of this.open) if (!subscription.turn()) this.open.delete(subscription);
  }

  private read(request: ReadReq): ScriptedCall {
    const options = request.getOptions()!;
    const call = new ScriptedCall();
    const place = options.getAll()!.getPosition();
    if (!options.hasSubscription()) {
      for (const { message } of this.readable(options, place).slice(0, Number(options.getCount()))) call.push(message);
      call.end();
      return call;
    }
    const behind = place === undefined ? 0n : BigInt(place.getCommitPosition());
    if (behind % BYTES_PER_EVENT !== 0n || indexOf(behind) >= this.log.length) {
      setImmediate(() => call.fail(INVALID_ARGUMENT, 'Invalid position.'));
      return call;
    }
    const from = behind === 0n ? 0 : indexOf(behind) + 1;
    const oursBehind = this.log.slice(0, from).filter(({ owner }) => owner === 'ours').length;
    this.subscribed(from, this.ours.slice(0, oursBehind));
    const script = this.scripts[this.subscriptions] ?? HEALTHY;
    this.subscriptions += 1;
    this.open.add(new ScriptedSubscription(script, this.log, from, call));
    return call;
  }

  /** A forward read starts with the event at the place, a backward read with the one before it. */
  private readable(options: ReturnType<ReadReq['getOptions']> & object, place: ReadPlace | undefined) {
    const at = place === undefined ? undefined : indexOf(BigInt(place.getCommitPosition()));
    const isForwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS;
    return isForwards ? this.log.slice(at ?? 0) : this.log.slice(0, at ?? this.log.length).reverse();
  }
}

class ScriptedSubscription {
  private considered = 0;
  private passedOver = 0;
  private isLive = false;
  private turnsLeft: number;

  constructor(
    private readonly script: SubscriptionScript,
    private readonly log: readonly { readonly owner: Owner; readonly message: ReadResp }[],
    private readonly from: number,
    private readonly call: ScriptedCall,
  ) {
    this.turnsLeft = script.endsAfterTurns;
    const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('1');
    call.push(new streams.ReadResp().setConfirmation(confirmation));
  }

  /** False when nothing more will be sent. */
  turn(): boolean {
    const { script, log, from, call } = this;
    for (let sent = 0; sent < script.burst; sent += 1) {
      if (call.hasEnded) return false;
      const index = from + this.considered;
      if (this.considered >= script.lasts) return this.end(index);
      const entry = log[index];
      if (entry === undefined) {
        if (!this.isLive) this.tell(script.asItGoesLive, index - 1);
        this.isLive = true;
        return true;
      }
      if (entry.owner !== 'server') call.push(entry.message);
      this.considered += 1;
      this.tell(script.checkpoints[this.considered % script.checkpoints.length]!, index);
    }
    return true;
  }

  private end(next: number): boolean {
    const { ending } = this.script;
    if (ending === 'checkpoints-alone') {
      this.tell(['here'], next - 1);
      return true;
    }
    if (ending === 'passes-over') {
      if (this.log[next + this.passedOver] === undefined) return true;
      this.tell(['here'], next + this.passedOver);
      this.passedOver += 1;
      return true;
    }
    this.turnsLeft -= 1;
    if (this.turnsLeft > 0) return true;
    if (ending === 'drop') this.call.end();
    if (ending === 'error') this.call.fail(UNKNOWN, 'Subscription dropped');
    return false;
  }

  private tell(checkpoints: readonly CheckpointAt[], index: number): void {
    for (const at of checkpoints) this.checkpoint(at, index);
  }

  private checkpoint(at: CheckpointAt, index: number): void {
    if (index < 0 && at === 'here') return;
    if (at === 'next' && this.log[index + 1] === undefined) return;
    const here = positionAt(index);
    const places = {
      here,
      next: positionAt(index + 1),
      'end-of-numbers': END_OF_NUMBERS,
      zero: 0n,
      between: here - BYTES_PER_EVENT / 2n,
    };
    this.call.push(new streams.ReadResp().setCheckpoint(checkpointAt(places[at])));
  }
}

function positionAt(index: number): bigint {
  return BigInt(index + 1) * BYTES_PER_EVENT;
}

function indexOf(position: bigint): number {
  return Number(position / BYTES_PER_EVENT) - 1;
}

function checkpointAt(place: bigint) {
  return new streams.ReadResp.Checkpoint().setCommitPosition(`${place}`).setPreparePosition(`${place}`);
}

function recorded(owner: Owner, index: number): { readonly id: string; readonly message: ReadResp } {
  const sealed = sealedEvent('complaint-A', index);
  const { data, metadata } = eventDataOf(
    prepareAppend('complaint-A', index === 0 ? 'none' : index - 1, [sealed]).events[0]!,
  );
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(sealed.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from('complaint-A')))
    .setStreamRevision(`${index}`)
    .setCommitPosition(`${positionAt(index)}`)
    .setPreparePosition(`${positionAt(index)}`)
    .setData(Buffer.from(JSON.stringify(data)));
  if (owner === 'ours') event.setCustomMetadata(metadata as Uint8Array);
  event.getMetadataMap().set('type', owner === 'server' ? '$statistics' : sealed.type);
  event.getMetadataMap().set('content-type', 'application/json');
  const read = new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(`${positionAt(index)}`);
  return { id: sealed.id, message: new streams.ReadResp().setEvent(read) };
}
