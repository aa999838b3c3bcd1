import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, unavailable } from './refusals.js';
import { status } from '@grpc/grpc-js';

/** A member of a cluster, as in gossip. */
export interface GossipMember {
  readonly address: string;
  readonly port: number;
  readonly isLeader: boolean;
}

/** A member with its stable id. */
export interface KnownMember extends GossipMember {
  readonly instanceId: string;
}

/** A fault, permanent or once. Plain data, so that it can be sent to a process. */
export type EventStoreDbFault =
  /** Ends every open subscription, with or without an error. */
  | { readonly kind: 'drop-subscriptions'; readonly error: boolean }
  /** The next appends get no answer, or an error, before or after writing. */
  | {
      readonly kind: 'lose-acknowledgements';
      readonly count: number;
      readonly when: 'after-writing' | 'before-writing';
      readonly how: 'error' | 'silence';
    }
  /** Accepts requests and answers none; open subscriptions fall silent. */
  | { readonly kind: 'stall' }
  /** Subscriptions fall silent, open ones for good; everything else works. New ones stay silent until `heal`. */
  | { readonly kind: 'silence-subscriptions' }
  /** Answers everything with UNAVAILABLE. */
  | { readonly kind: 'refuse' }
  /** Is starting: tells so in gossip, and answers everything else with UNAVAILABLE. */
  | { readonly kind: 'not-ready' }
  /** Gossip names these members and their leader; undefined for this server alone, as leader. */
  | { readonly kind: 'gossip'; readonly members: readonly GossipMember[] | undefined }
  /** Waits before each message to a reader, and before each append. */
  | { readonly kind: 'slow-down'; readonly delay_ms: number }
  /** Ends all faults. Stalled requests are then handled. */
  | { readonly kind: 'heal' };

type LostAcknowledgement = Extract<EventStoreDbFault, { kind: 'lose-acknowledgements' }>;

/** The current faults, checked by the services before and after each step. */
export class Faults {
  private readonly subscriptions = new Set<(error: Error | undefined) => void>();
  private readonly silenced = new WeakSet<object>();
  private members: readonly KnownMember[] | undefined;
  private refusing = false;
  private starting = false;
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
      case 'not-ready':
        this.starting = true;
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

  /** The members for gossip. */
  get gossip(): readonly KnownMember[] | undefined {
    return this.members;
  }

  get isReady(): boolean {
    return !this.starting;
  }

  /** Called before gossip is told. Throws a refusal. */
  async admitGossip(): Promise<void> {
    await this.stalled?.promise;
    if (this.refusing) throw unavailable('Connection refused');
  }

  /** Called for every other request before it is handled. Throws a refusal. */
  async admit(): Promise<void> {
    await this.admitGossip();
    if (this.starting) throw unavailable();
    if (this.delay_ms > 0) await pause(this.delay_ms);
  }

  /** Called before each message to a reader. */
  async beforeMessage(): Promise<void> {
    await this.stalled?.promise;
    if (this.delay_ms > 0) await pause(this.delay_ms);
  }

  /** Called for each append before and after writing. Never returns, or throws, if the answer is to be lost there. */
  async acknowledge(when: LostAcknowledgement['when']): Promise<void> {
    if (this.lost?.when !== when) return;
    const { count, how } = this.lost;
    this.lost = count > 1 ? { ...this.lost, count: count - 1 } : undefined;
    if (how === 'error') throw unavailable('Connection lost');
    await new Promise(() => undefined);
  }

  /** Registers an open subscription by the function that drops it. The returned function unregisters it. */
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
    this.starting = false;
    this.subscriptionsSilent = false;
    this.delay_ms = 0;
    this.lost = undefined;
    this.stalled?.resolve();
    this.stalled = undefined;
  }
}
