import type { Reference } from '@redress/contracts';
import type { JsonObject, Projection } from '@redress/eventing';
import type { TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import { ComplaintOffice } from './complaint-office.mother.spec.js';
import { liveMarkedAppeal, liveMarkedLife, liveOn } from './marked-life.mother.spec.js';
import { liveTimedLife } from './timed-life.mother.spec.js';

/** A view with a document schema. */
export interface ViewWithSchema extends Projection {
  readonly document: TObject;
  readonly stored: TObject;
  read(body: JsonObject): object;
}

let lives: Promise<readonly (readonly [ComplaintOffice, Reference])[]> | undefined;

/** Complaints that together have every possible event. */
export async function livedThrough(): Promise<readonly (readonly [ComplaintOffice, Reference])[]> {
  const office = new ComplaintOffice();
  const reference = await liveMarkedLife(office);
  await liveOn(office, reference);
  const timed = new ComplaintOffice();
  return [
    [office, reference],
    [office, await liveMarkedAppeal(office)],
    [timed, await liveTimedLife(timed)],
    [office, await office.lodge({ description: 'Unfair dismissal.' })],
  ];
}

/**
 * Finds faults in a view's documents after each event of these complaints: an event type with a path in the document, and each declared
 * field that no document ever has.
 */
export async function documentFaults(view: ViewWithSchema): Promise<readonly string[]> {
  const check = Compile(view.stored);
  const faults = new Set<string>();
  const seen = new Set<string>();
  for (const [office, reference] of await (lives ??= livedThrough())) {
    const bodies = new Map<string, JsonObject>();
    for (const event of await office.projected(reference)) {
      for (const part of view.partsOf?.(event) ?? ['']) {
        const before = bodies.get(part) ?? view.initial;
        const body = JSON.parse(JSON.stringify(view.on[event.type]?.(before, event) ?? before)) as JsonObject;
        bodies.set(part, body);
        const document = view.read(body);
        for (const field of Object.keys(document)) seen.add(field);
        if (check.Check(document)) continue;
        for (const { instancePath, message } of check.Errors(document))
          faults.add(`${event.type} ${instancePath}: ${message}`);
      }
    }
  }
  const never = Object.keys(view.document.properties).filter((field) => !seen.has(field));
  return [...faults, ...never.map((field) => `never: ${field}`)];
}
