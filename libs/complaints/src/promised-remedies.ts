import type { CalendarDate } from '@redress/contracts';
import { remedyStanding } from '@redress/domain';
import type { Json, JsonObject } from '@redress/eventing';

/**
 * The remedies of a communicated decision as views keep them, in the order by which `deliver-remedy` counts them. Each has its own due
 * date, and what became of it is judged on the date on which somebody looks.
 */
export function promisedRemedies(remedies: Json | undefined): readonly JsonObject[] {
  return (remedies ?? []) as readonly JsonObject[];
}

/** The same after one was delivered. */
export function withDelivery(
  remedies: Json | undefined,
  delivered: number,
  deliveredAt: string,
): readonly JsonObject[] {
  return promisedRemedies(remedies).map((remedy, index) => (index === delivered ? { ...remedy, deliveredAt } : remedy));
}

/** The same with what became of each by a date: `owed`, `overdue` or `delivered`. */
export function remediesOn(date: CalendarDate, remedies: Json | undefined): readonly JsonObject[] {
  return promisedRemedies(remedies).map((remedy) => ({ ...remedy, state: remedyStanding(remedy, date) }));
}
