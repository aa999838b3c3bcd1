import { setTimeout as pause } from 'node:timers/promises';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OneCallPerAppend } from './client.js';
import { Discovery } from './discovery.js';

type State = 'LEADER' | 'FOLLOWER' | 'CATCHINGUP' | 'dead';
/** A node's view of the members, itself included. */
type Word = Readonly<Record<string, State>>;

const URL = 'esdb://a:1,b:1,c:1?tls=false';
/** Rounds of requests in which a wrong choice would have been made. */
const SOME_ROUNDS_MS = 700;
const SILENT_MS = 10;
const UNHEARD = 'none';

/** Nodes that answer as scripted, or not at all, and the clients that ask them. */
class ScriptedCluster {
  private readonly words = new Map<string, Word>();
  readonly asking: string[] = [];

  constructor() {
    jest.spyOn(OneCallPerAppend, 'connect').mockImplementation((url) => {
      const node = /esdb:\/\/([^?]+)/.exec(url)![1]!;
      this.asking.push(node);
      return { node } as unknown as OneCallPerAppend;
    });
    jest.spyOn(OneCallPerAppend, 'gossip').mockImplementation(async (client) => {
      const word = this.words.get(nodeOf(client));
      if (word !== undefined) return clusterInfo(word);
      await pause(SILENT_MS);
      throw new Error('deadline exceeded');
    });
    jest.spyOn(OneCallPerAppend, 'close').mockImplementation(async (client) => {
      this.asking.splice(this.asking.indexOf(nodeOf(client)), 1);
    });
  }

  say(word: Word, ...nodes: readonly string[]): void {
    for (const node of nodes) this.words.set(`${node}:1`, word);
  }

  freeze(...nodes: readonly string[]): void {
    for (const node of nodes) this.words.delete(`${node}:1`);
  }

  async closedAll(): Promise<void> {
    while (this.asking.length > 0) await pause(1);
  }
}

function nodeOf(client: OneCallPerAppend): string {
  return (client as unknown as { node: string }).node;
}

function clusterInfo(word: Word) {
  const info = new gossip.ClusterInfo();
  for (const [address, state] of Object.entries(word)) {
    const member = new gossip.MemberInfo();
    const place = new gossip.EndPoint();
    place.setAddress(address);
    place.setPort(1);
    member.setHttpEndPoint(place);
    member.setIsAlive(state !== 'dead');
    member.setState(gossip.MemberInfo.VNodeState[state === 'dead' ? 'LEADER' : state]);
    member.setInstanceId(new shared.UUID());
    info.addMembers(member);
  }
  return info;
}

describe('The search for a node', () => {
  let cluster: ScriptedCluster;
  let discovery: Discovery;
  const led = (leader: string, others: Word = {}): Word => ({
    a: 'FOLLOWER',
    b: 'FOLLOWER',
    c: 'FOLLOWER',
    [leader]: 'LEADER',
    ...others,
  });
  /** The node found within a few rounds. */
  const soon = (search: Promise<string>) => Promise.race([search, pause(SOME_ROUNDS_MS, UNHEARD)]);
  const search = (url = URL) => {
    discovery = Discovery.needed(url)!;
    const found = discovery.find();
    found.catch(() => undefined);
    return found;
  };
  const letOthersBeLate = (): void => {
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + 2_000);
  };
  beforeEach(() => {
    cluster = new ScriptedCluster();
  });
  afterEach(async () => {
    discovery.close();
    await cluster.closedAll();
    jest.restoreAllMocks();
  });

  it('ends at the leader whom most speak of, and leaves no question open', async () => {
    cluster.say(led('b'), 'a', 'b');
    // Woke up from a pause during which another was elected, and has not heard of it.
    cluster.say(led('c'), 'c');
    expect(await search()).toBe('b:1');
    await cluster.closedAll();
  });

  it('ends at none of whom the others only say that it leads', async () => {
    cluster.say(led('a'), 'b', 'c');
    const found = search();
    expect(await soon(found)).toBe(UNHEARD);
    cluster.say(led('c', { a: 'dead' }), 'b', 'c');
    expect(await found).toBe('c:1');
  });

  it('ends at a leader that was silent, as soon as it answers', async () => {
    cluster.say(led('a'), 'b', 'c');
    const found = search();
    await pause(SILENT_MS);
    cluster.say(led('a'), 'a');
    expect(await found).toBe('a:1');
  });

  it('goes on while all are silent', async () => {
    const found = search();
    expect(await soon(found)).toBe(UNHEARD);
    cluster.say(led('a'), 'a', 'b', 'c');
    expect(await found).toBe('a:1');
  });

  it('takes a leader that it alone speaks of only when it has waited for others', async () => {
    cluster.say(led('a'), 'a');
    const found = search();
    expect(await soon(found)).toBe(UNHEARD);
    letOthersBeLate();
    expect(await found).toBe('a:1');
  });

  it('prefers another node to the one that was left, which is taken when no other has answered in time', async () => {
    const word: Word = { a: 'FOLLOWER', b: 'FOLLOWER', c: 'LEADER' };
    cluster.say(word, 'a', 'b', 'c');
    const first = await search(`${URL}&nodePreference=follower`);
    const other = first === 'a:1' ? 'b:1' : 'a:1';
    discovery.avoid(first);
    expect(await discovery.find()).toBe(other);
    discovery.avoid(first);
    cluster.freeze(other.charAt(0), 'c');
    const found = discovery.find();
    expect(await soon(found)).toBe(UNHEARD);
    letOthersBeLate();
    expect(await found).toBe(first);
  });

  it('asks those it has heard of, when the one that the URL names is gone', async () => {
    cluster.say(led('a'), 'a', 'b', 'c');
    await search('esdb+discover://a:1?tls=false');
    cluster.freeze('a');
    cluster.say(led('b', { a: 'dead' }), 'b', 'c');
    expect(await discovery.find()).toBe('b:1');
  });

  it('ends with the store that is closed, and does not begin after that', async () => {
    const found = search();
    await pause(SILENT_MS);
    discovery.close();
    await expect(found).rejects.toThrow('ended');
    await expect(discovery.find()).rejects.toThrow();
    await cluster.closedAll();
  });
});
