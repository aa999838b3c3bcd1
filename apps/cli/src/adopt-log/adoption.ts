import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import type { Instant } from '@redress/domain';
import {
  type CommonPart,
  commonPart,
  type EventStore,
  isInLog,
  LOG_START,
  type LogPlace,
  moveRelayPlace,
  type ParkedStream,
  type Position,
  type ReadStore,
  relayPlaces,
} from '@redress/eventing';
import { DELIVERIES_VIEW, sentMessagesProjection } from '@redress/notification';
import { wrongUsage } from '../exit.js';
import { type Follower, followers } from '@redress/standalone';
import {
  keepFromRepeating,
  lostDeliveries,
  lostMessages,
  lostParked,
  type LostWork,
  parkedWork,
  releaseDeliveries,
  releaseParked,
} from './lost-work.js';

export interface AdoptionSources {
  readonly readStore: ReadStore;
  readonly eventStore: EventStore;
  /** Whether a relay publishes events to a topic. */
  readonly hasRelay: boolean;
  /** Time until which both logs are the same, as given by the operator (ISO 8601 in UTC). */
  readonly until?: Instant;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
  /** Set to publish the whole log to a topic again. */
  readonly replay?: TopicReplay;
}

/** A topic that is to be filled again from the log. */
export interface TopicReplay {
  readonly destination: string;
  /** Makes the consumers of Redress skip what is on the topic now. Rejects while they run. */
  readonly skip: () => Promise<void>;
}

/** A process or relay that is on another log, and the position from which it can continue. */
export interface Adopted {
  /** A process, or `relay to TOPIC`. */
  readonly name: string;
  readonly from: LogPlace;
  readonly to: LogPlace;
}

/** Everything to change so that processes and relays continue from the position where their state and the log agree. */
export interface Adoption {
  readonly adopted: readonly Adopted[];
  readonly lost: readonly LostWork[];
  /** Views that are also on another log; another command rebuilds them. */
  readonly views: readonly string[];
  /** False when the list of messages was already rebuilt, so that sent messages are unknown. */
  readonly knowsMessages: boolean;
  /** Applies the changes. May be repeated after an interruption. Rejects when another process moved a position meanwhile. */
  readonly apply: () => Promise<void>;
}

/** Finds the position up to which each process agrees with the log, and work done for events that the log has lost. Changes nothing. */
export async function planAdoption(sources: AdoptionSources): Promise<Adoption> {
  const { readStore, eventStore } = sources;
  for (const follower of followers) await readStore.define(viewOf(follower));
  const astray = await astrayPlaces(sources);
  const views = followers.filter(({ name, projection }) => projection !== undefined && astray.followers.has(name));
  const finder = new CommonParts(sources, views);
  const processes: ProcessAdoption[] = [];
  for (const { name, projection } of followers) {
    const from = astray.followers.get(name);
    if (projection !== undefined || from === undefined) continue;
    const common = await finder.find(name, from);
    processes.push({ name, from, common, parked: await lostParked(readStore, name, common) });
  }
  const { replay } = sources;
  const replayed = replay === undefined ? [] : [await replayedRelay(sources, replay)];
  const relays: Adopted[] = [];
  for (const [destination, from] of astray.relays) {
    if (destination === replay?.destination) continue;
    const { place: to } = await finder.find(relayName(destination), from);
    relays.push({ name: relayName(destination), from, to });
  }
  const sentFrom = astray.followers.get(sentMessagesProjection.view.name);
  const deliveries = processes.find(({ name }) => name === DELIVERIES_VIEW.name);
  const messages =
    sentFrom === undefined
      ? []
      : await lostMessages(readStore, eventStore, await finder.find(sentMessagesProjection.view.name, sentFrom));
  const lost = [
    ...messages.map(({ work }) => work),
    ...(deliveries === undefined ? [] : await lostDeliveries(readStore, deliveries.common)),
    ...processes.flatMap(({ name, parked }) => parkedWork(name, parked)),
  ];
  return {
    adopted: [...processes.map(({ name, from, common }) => ({ name, from, to: common.place })), ...relays, ...replayed],
    lost,
    views: views.map(({ name }) => name),
    knowsMessages: sentFrom !== undefined,
    apply: async () => {
      await keepFromRepeating(readStore, messages);
      for (const process of processes) await adopt(sources, process);
      for (const { from, to, name } of relays) await adoptRelay(sources, name, from, to);
      if (replay !== undefined) await refill(sources, replay);
    },
  };
}

interface ProcessAdoption {
  readonly name: string;
  readonly from: LogPlace;
  readonly common: CommonPart;
  readonly parked: readonly ParkedStream[];
}

/** Fixes a process's state first and its position last: after an interruption it is still on the other log, and everything is repeated. */
async function adopt(
  { readStore, now }: AdoptionSources,
  { name, from, common, parked }: ProcessAdoption,
): Promise<void> {
  if (name === DELIVERIES_VIEW.name) await releaseDeliveries(readStore, common, now);
  await releaseParked(readStore, name, parked);
  if (!(await readStore.movePlace(name, from, common.place))) throw movedMeanwhile(name);
}

async function adoptRelay({ readStore }: AdoptionSources, name: string, from: LogPlace, to: LogPlace): Promise<void> {
  const destination = destinationOf(name);
  const now = (await relayPlaces(readStore)).get(destination);
  if (now?.position !== from.position || now.eventId !== from.eventId) throw movedMeanwhile(name);
  await moveRelayPlace(readStore, destination, to);
}

/** Publishes the log again, wherever the relay is: it may be at work. What it publishes from then on is not skipped. */
async function refill({ readStore }: AdoptionSources, { destination, skip }: TopicReplay): Promise<void> {
  await skip();
  await moveRelayPlace(readStore, destination, { position: LOG_START }, {});
}

async function replayedRelay({ readStore }: AdoptionSources, { destination }: TopicReplay): Promise<Adopted> {
  const from = (await relayPlaces(readStore)).get(destination);
  if (from === undefined)
    throw wrongUsage(`No relay has published to ${destination} yet: it begins with the whole log.`);
  return { name: relayName(destination), from, to: { position: LOG_START } };
}

const RELAY = 'relay to ';

function relayName(destination: string): string {
  return `${RELAY}${destination}`;
}

function destinationOf(name: string): string {
  return name.slice(RELAY.length);
}

function movedMeanwhile(name: string): Error {
  return new Error(`${name} was moved by somebody else meanwhile. Run redress adopt-log again.`);
}

interface AstrayPlaces {
  readonly followers: ReadonlyMap<string, LogPlace>;
  /** By destination. */
  readonly relays: ReadonlyMap<string, LogPlace>;
}

async function astrayPlaces({ readStore, eventStore, hasRelay }: AdoptionSources): Promise<AstrayPlaces> {
  const places = await readStore.places();
  const relays = hasRelay ? await relayPlaces(readStore) : new Map<string, LogPlace>();
  const astrayAmong = async (some: ReadonlyMap<string, LogPlace>): Promise<ReadonlyMap<string, LogPlace>> => {
    const astray = new Map<string, LogPlace>();
    for (const [name, place] of some) if (!(await isInLog(eventStore, place))) astray.set(name, place);
    return astray;
  };
  const ofFollowers = new Map([...places].filter(([name]) => followers.some((follower) => follower.name === name)));
  return { followers: await astrayAmong(ofFollowers), relays: await astrayAmong(relays) };
}

function viewOf({ name, documents }: Follower) {
  return documents ?? { name, fields: {}, indexes: [] };
}

const NOTHING: CommonPart = { place: { position: LOG_START }, revisions: new Map() };
const ASKED_AT_ONCE = 1_000;

/** Finds the common part of both logs for each position, reading the log once for all processes at the same position. */
class CommonParts {
  private readonly found = new Map<string, Promise<CommonPart>>();

  constructor(
    private readonly sources: AdoptionSources,
    /** Views built from the other log. */
    private readonly views: readonly Follower[],
  ) {}

  find(name: string, { position, recordedAt }: LogPlace): Promise<CommonPart> {
    const until = this.sources.until ?? recordedAt;
    if (until === undefined) {
      throw wrongUsage(
        `${name} stood at position ${position}, and it was not kept when the event there was recorded. Give --until, the instant when the backup of the log was taken.`,
      );
    }
    const key = `${position} ${until}`;
    const part = this.found.get(key) ?? this.search(position, until);
    this.found.set(key, part);
    return part;
  }

  private async search(position: Position, until: Instant): Promise<CommonPart> {
    const part = await commonPart(this.sources.eventStore, position, until);
    return (await this.isOfOneOrigin(part)) ? part : NOTHING;
  }

  /**
   * Another system's log has old events too, but none of the complaints known here. Rebuilt views know nothing of the other log, so they
   * are not used.
   */
  private async isOfOneOrigin({ revisions }: CommonPart): Promise<boolean> {
    const streams = [...revisions.keys()].filter((stream) => stream.startsWith(COMPLAINT_STREAM_PREFIX));
    if (streams.length === 0 || this.views.length === 0 || this.sources.until !== undefined) return true;
    for (let from = 0; from < streams.length; from += ASKED_AT_ONCE) {
      const some = streams.slice(from, from + ASKED_AT_ONCE);
      for (const { name } of this.views) if ((await this.sources.readStore.getMany(name, some)).size > 0) return true;
    }
    return false;
  }
}
