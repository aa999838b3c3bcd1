import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, unavailable } from './refusals.js';
import { status } from '@grpc/grpc-js';

/** A member of a cluster as gossip names it. */
export interface GossipMember {
  readonly address: string;
  readonly port: number;
  readonly isLeader: boolean;
}

/** The same as gossip tells of it: under an id that stays. */
export interface KnownMember extends GossipMember {
  readonly instanceId: string;
}

/** What goes wrong from now on, or once. Plain data, so that it can be sent to a process. */
export type EventStoreDbFault =
  /** Ends every subscription that is open now, with or without an error. */
  | { readonly kind: 'drop-subscriptions'; readonly error: boolean }
  /** The next appends get no answer, or an error in its place, after they were written or before. */
  | {
      readonly kind: 'lose-acknowledgements';
      readonly count: number;
      readonly when: 'after-writing' | 'before-writing';
      readonly how: 'error' | 'silence';
    }
  /** Takes requests and answers none; open subscriptions fall silent. */
  | { readonly kind: 'stall' }
  /** Subscriptions fall silent, old ones for ever; everything else works. New ones are silent until `heal`. */
  | { readonly kind: 'silence-subscriptions' }
  /** Answers everything with UNAVAILABLE. */
  | { readonly kind: 'refuse' }
  /** Gossip names these members, whoever they are, and the leader among them; undefined for this server alone, which leads. */
  | { readonly kind: 'gossip'; readonly members: readonly GossipMember[] | undefined }
  /** Waits before each message to a reader, and before each append. */
  | { readonly kind: 'slow-down'; readonly delay_ms: number }
  /** Ends what goes wrong. Requests that were stalled are now handled. */
  | { readonly kind: 'heal' };

type LostAcknowledgement = Extract<EventStoreDbFault, { kind: 'lose-acknowledgements' }>;

/** What is going wrong now, asked by the services before and after each of their steps. */
export class Faults {
  private readonly subscriptions = new Set<(error: Error | undefined) => void>();
  private readonly silenced = new WeakSet<object>();
  private members: readonly KnownMember[] | undefined;
  private refusing = false;
  private subscriptionsSilent = false;
  private delay_ms = 0;
  private lost: LostAcknowledgement | undefined;
  private stalled: PromiseWithResolvers<void> | undefined;

  apply(fault: EventStoreDbFault): void {
    switch (fault.kind) {
      case 'drop-subscriptions': {
        const error = fault.error ? new Refusal(status.CANCELLED, 'Subscription dropped by the server') : undefined;
        for (const drop of [...this.subscriptions]) drop(error);
        return;
      }
      case 'lose-acknowledgements':
        this.lost = fault;
        return;
      case 'stall':
        this.stalled ??= Promise.withResolvers<void>();
        return;
      case 'silence-subscriptions':
        this.subscriptionsSilent = true;
        for (const drop of this.subscriptions) this.silenced.add(drop);
        return;
      case 'refuse':
        this.refusing = true;
        return;
      case 'slow-down':
        this.delay_ms = fault.delay_ms;
        return;
      case 'gossip':
        this.members = fault.members?.map((member) => ({ ...member, instanceId: randomUUID() }));
        return;
      case 'heal':
        this.heal();
    }
  }

  /** Whom gossip is to name. */
  get gossip(): readonly KnownMember[] | undefined {
    return this.members;
  }

  /** Passed by every request before it is handled. Throws a refusal. */
  async admit(): Promise<void> {
    await this.stalled?.promise;
    if (this.refusing) throw unavailable();
    if (this.delay_ms > 0) await pause(this.delay_ms);
  }

  /** Passed before each message to a reader. */
  async beforeMessage(): Promise<void> {
    await this.stalled?.promise;
    if (this.delay_ms > 0) await pause(this.delay_ms);
  }

  /** Passed by each append on either side of writing. Never returns, or throws, when the answer is to be lost there. */
  async acknowledge(when: LostAcknowledgement['when']): Promise<void> {
    if (this.lost?.when !== when) return;
    const { count, how } = this.lost;
    this.lost = count > 1 ? { ...this.lost, count: count - 1 } : undefined;
    if (how === 'error') throw unavailable('Connection lost');
    await new Promise(() => undefined);
  }

  /** Registers an open subscription by what drops it. The function returned forgets it. */
  onDrop(drop: (error: Error | undefined) => void): () => void {
    this.subscriptions.add(drop);
    if (this.subscriptionsSilent) this.silenced.add(drop);
    return () => this.subscriptions.delete(drop);
  }

  isSilent(drop: (error: Error | undefined) => void): boolean {
    return this.silenced.has(drop);
  }

  private heal(): void {
    this.refusing = false;
    this.subscriptionsSilent = false;
    this.delay_ms = 0;
    this.lost = undefined;
    this.stalled?.resolve();
    this.stalled = undefined;
  }
}
