import { isInLog, type LogPlace } from '@redress/eventing';
import { engineFaultsOf, type RedressConfig } from '@redress/platform';
import { services } from '@redress/standalone';
import { existsSync } from 'node:fs';
import { embeddedFile } from '../../session/engine-files.js';
import { openEvents } from '../../session/reading.js';
import { openViews } from '../../session/view-owners.js';
import { fail, ok, type Finding } from '../finding.js';

const REMEDY = 'redress rebuild --all';

/** Each view stands at an event of this log. Stores that cannot be opened are found by other checks. */
export async function checkPlaces(config: RedressConfig): Promise<readonly Finding[]> {
  const files = [config.eventStore, config.readStore].map(embeddedFile);
  const areThere = files.every((file) => file === undefined || existsSync(file));
  if (!areThere || (await engineFaultsOf(config)).length > 0) return [];
  try {
    return await comparePlaces(config);
  } catch {
    return [];
  }
}

async function comparePlaces(config: RedressConfig): Promise<readonly Finding[]> {
  const events = await openEvents(config);
  try {
    const views = await openViews(config);
    try {
      const places = await views.places();
      const findings: Finding[] = [];
      for (const { view } of services.flatMap(({ projections }) => projections)) {
        const place = places.get(view.name);
        if (place !== undefined && !(await isInLog(events, place))) findings.push(astray(view.name, place));
      }
      return findings.length > 0 ? findings : [ok('views', 'all stand in this log')];
    } finally {
      await views.close();
    }
  } finally {
    await events.close();
  }
}

function astray(view: string, { position }: LogPlace): Finding {
  const found =
    `was built from another log: the event that it has seen last, at position ${position}, is not in this one. ` +
    'The log was restored or exchanged. The view is not shown, and does not go on, before it is built anew.';
  return fail(`view ${view}`, found, REMEDY);
}
