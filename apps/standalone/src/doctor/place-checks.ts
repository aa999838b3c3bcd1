import {
  AnotherVersionError,
  type EventStore,
  isInLog,
  type LogPlace,
  type ReadStore,
  relayPlaces,
  requireVersion,
  type ViewDefinition,
} from '@redress/eventing';
import { type RedressConfig, schemeOf } from '@redress/platform';
import { type Follower, followers } from '../followers.js';
import { fail, type Finding, ok, type SayFinding } from './finding.js';

const REBUILD_ALL = 'redress rebuild --all';
const ADOPT_LOG = 'redress adopt-log';

/** The stores that places are compared in, as far as they could be opened. */
interface PlaceStores {
  readonly events?: EventStore;
  readonly views?: ReadStore;
}

/** Whether events travel by a topic, which a relay publishes to. */
export function hasRelay({ eventStream }: RedressConfig): boolean {
  return schemeOf(eventStream) !== 'log';
}

/** Checks that the checkpoint of each view, each process and the relay names an event of this log. Other checks report stores that cannot be opened. */
export async function checkPlaces(
  config: RedressConfig,
  { events, views }: PlaceStores,
  say: SayFinding,
): Promise<readonly Finding[]> {
  if (events === undefined || views === undefined) return [];
  try {
    const places = await views.places();
    const findings: Finding[] = [];
    // Processes first: what they have done is listed from the views, so the views are built anew after that.
    for (const { name, projection, documents } of followers.toSorted(processesFirst)) {
      const place = places.get(name);
      if (place === undefined) continue;
      if (!(await isInLog(events, place)))
        findings.push(
          projection === undefined ? processAstray(`process ${name}`, place, say) : viewAstray(name, place, say),
        );
      if (documents !== undefined)
        findings.push(...(await ofAnotherVersion(views, documents, { isRebuilt: projection !== undefined }, say)));
    }
    for (const [destination, place] of hasRelay(config) ? await relayPlaces(views) : [])
      if (!(await isInLog(events, place))) findings.push(processAstray(`relay to ${destination}`, place, say));
    return findings.length > 0 ? findings : [ok('views', say('doctor.places'))];
  } catch {
    return [];
  }
}

/** A finding when a view holds documents of another version than this program makes. */
async function ofAnotherVersion(
  views: ReadStore,
  view: ViewDefinition,
  kind: { readonly isRebuilt: boolean },
  say: SayFinding,
): Promise<readonly Finding[]> {
  try {
    await views.define(view);
    await requireVersion(views, view, kind);
    return [];
  } catch (error) {
    if (!(error instanceof AnotherVersionError)) throw error;
    return [
      kind.isRebuilt
        ? fail(`view ${view.name}`, error.message, `redress rebuild ${view.name}`)
        : fail(`process ${view.name}`, error.message, say('doctor.place.other-release')),
    ];
  }
}

function processesFirst(one: Follower, other: Follower): number {
  return Number(one.projection !== undefined) - Number(other.projection !== undefined);
}

function processAstray(name: string, { position }: LogPlace, say: SayFinding): Finding {
  return fail(name, say('doctor.place.process-astray', { position: String(position) }), ADOPT_LOG);
}

function viewAstray(view: string, { position }: LogPlace, say: SayFinding): Finding {
  return fail(`view ${view}`, say('doctor.place.view-astray', { position: String(position) }), REBUILD_ALL);
}
