import gossip, { type ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { setTimeout as pause } from 'node:timers/promises';
import { OneCallPerAppend } from './client.js';
import { type NodePreference, nodeUrl, type Seeds, seedsOf } from './url.js';

/** Time after which a node named by too few others, or abandoned before, is accepted too: the others may be unreachable from here. */
const LONE_WORD_MS = 2_000;
const ASK_AGAIN_MS = 250;

type NodeState = ReturnType<InstanceType<typeof gossip.MemberInfo>['getState']>;
const { FOLLOWER, LEADER, PREREADONLYREPLICA, READONLYLEADERLESS, READONLYREPLICA } = gossip.MemberInfo.VNodeState;
const REPLICAS: readonly NodeState[] = [READONLYLEADERLESS, PREREADONLYREPLICA, READONLYREPLICA];
/** States of serving nodes, in the official client's terms. */
const SERVING: readonly NodeState[] = [FOLLOWER, LEADER, ...REPLICAS];
const PREFERRED: Readonly<Record<Exclude<NodePreference, 'leader'>, readonly NodeState[]>> = {
  follower: [FOLLOWER],
  readonlyreplica: REPLICAS,
  random: SERVING,
};

/** A node's view of the states of the cluster's members, itself included. */
type View = ReadonlyMap<string, NodeState>;

/**
 * Finds the node of a cluster to connect to. Gossip lags: for a while the others still name a frozen machine as leader, and the official
 * client would believe them. So this asks every known node, concurrently and repeatedly, and chooses only one that answers itself. With the
 * default preference for a leader, it chooses nothing else: a lagging replica would serve a log without what was just written.
 */
export class Discovery {
  private readonly ending = new AbortController();
  /** Nodes heard of so far: a name in the URL may belong to a dead machine. */
  private known: ReadonlySet<string>;
  private avoided: string | undefined;

  private constructor(
    private readonly url: string,
    private readonly seeds: Seeds,
  ) {
    this.known = new Set(seeds.hosts);
  }

  /** Undefined for a URL with a single host and no discovery. */
  static needed(url: string): Discovery | undefined {
    const seeds = seedsOf(url);
    return seeds === undefined ? undefined : new Discovery(url, seeds);
  }

  /** Prefers another node, if there is one, until this one is chosen again. */
  avoid(node: string): void {
    this.avoided = node;
  }

  /** Resolves with `host:port` as soon as a node is found, however long that takes; rejects when closed. */
  readonly find = async (): Promise<string> => {
    this.ending.signal.throwIfAborted();
    const found = new AbortController();
    const signal = AbortSignal.any([this.ending.signal, found.signal]);
    try {
      const { node, members } = await new Round(this.url, this.seeds, this.known, this.avoided, signal).chosen;
      this.avoided = undefined;
      this.known = new Set([...this.seeds.hosts, ...members]);
      return node;
    } finally {
      found.abort();
    }
  };

  close(): void {
    this.ending.abort();
  }
}

interface Chosen {
  readonly node: string;
  /** All members named by any node. */
  readonly members: ReadonlySet<string>;
}

/** One search, from the first request to the choice. */
class Round {
  readonly chosen: Promise<Chosen>;
  private readonly views = new Map<string, View>();
  private readonly asked = new Set<string>();
  private readonly begun_ms = performance.now();
  /** Rejects when the search does. */
  private readonly over: Promise<never>;
  private readonly choice = Promise.withResolvers<Chosen>();

  constructor(
    private readonly url: string,
    private readonly seeds: Seeds,
    known: ReadonlySet<string>,
    private readonly avoided: string | undefined,
    private readonly signal: AbortSignal,
  ) {
    this.chosen = this.choice.promise;
    const { promise, reject } = Promise.withResolvers<never>();
    this.over = promise;
    this.over.catch(() => undefined);
    signal.addEventListener('abort', () => {
      const ended = new Error('The search for a node of EventStoreDB was ended.');
      reject(ended);
      this.choice.reject(ended);
    });
    for (const node of known) this.ask(node);
  }

  private ask(node: string): void {
    if (this.asked.has(node)) return;
    this.asked.add(node);
    void this.keepAsking(node);
  }

  private async keepAsking(node: string): Promise<void> {
    const client = OneCallPerAppend.connect(nodeUrl(this.url, node));
    while (!this.signal.aborted) {
      try {
        const asking = OneCallPerAppend.gossip(client, this.seeds.gossip_ms);
        this.views.set(node, viewIn(await Promise.race([asking, this.over])));
      } catch {
        this.views.delete(node);
      }
      if (this.signal.aborted) break;
      for (const member of this.views.get(node)?.keys() ?? []) this.ask(member);
      this.choose();
      await pause(ASK_AGAIN_MS, undefined, { signal: this.signal }).catch(() => undefined);
    }
    await OneCallPerAppend.close(client);
  }

  private choose(): void {
    const isLate = performance.now() - this.begun_ms > LONE_WORD_MS;
    const { preference } = this.seeds;
    const eligible = preference === 'leader' ? this.leaders(isLate) : this.preferred(PREFERRED[preference], isLate);
    const best = eligible.find((node) => node !== this.avoided) ?? (isLate ? eligible[0] : undefined);
    if (best !== undefined) this.choice.resolve({ node: best, members: this.asked });
  }

  /**
   * Leaders according to most nodes, among those that answer. A leader that wakes up believes it is still the leader until it hears of the
   * new one.
   */
  private leaders(isLoneWordTaken: boolean): string[] {
    const votesOf = (node: string): number =>
      [...this.views.values()].filter((view) => view.get(node) === LEADER).length;
    const members = new Set([...this.views.values()].flatMap((view) => [...view.keys()]));
    const isElected = (votes: number): boolean => votes > members.size / 2 || (isLoneWordTaken && votes > 0);
    return [...this.views.keys()]
      .filter((node) => isElected(votesOf(node)))
      .sort((one, other) => votesOf(other) - votesOf(one));
  }

  /** Nodes in a preferred state, according to themselves. */
  private preferred(states: readonly NodeState[], isAnyTaken: boolean): string[] {
    const serving = [...this.views].map(([node, view]) => ({ node, state: view.get(node) }));
    const first = serving.filter(({ state }) => state !== undefined && states.includes(state));
    const others = isAnyTaken ? serving.filter(({ state }) => state !== undefined && SERVING.includes(state)) : [];
    return [...first, ...others].map(({ node }) => node);
  }
}

/** Members reported as alive. */
function viewIn(info: ClusterInfo): View {
  const alive = info.getMembersList().filter((member) => member.getIsAlive() && member.hasHttpEndPoint());
  return new Map(
    alive.map((member) => {
      const place = member.getHttpEndPoint()!;
      return [`${place.getAddress()}:${place.getPort()}`, member.getState()];
    }),
  );
}
