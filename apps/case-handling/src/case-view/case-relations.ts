import type { ComplaintChange } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import type { Json, JsonObject } from '@redress/eventing';
import { appended, objectsIn } from './case-parts.js';

/** What a case shows of others. Of them it holds the references alone: who may see them asks for their cases. */

/** By whoever decided it, also when that was on the other one. */
export const linked: ComplaintChange = (complaintCase, { data, actor, onBehalfOf, occurredAt }) => {
  const complaint = shown(data['complaint']);
  const link = {
    complaint,
    relation: data['relation'] ?? null,
    linkedBy: (onBehalfOf ?? actor).id,
    linkedAt: occurredAt,
  };
  return { ...complaintCase, links: [...objectsIn(without(complaintCase['links'], complaint)), link] };
};

export const unlinked: ComplaintChange = (complaintCase, { data }) => ({
  ...complaintCase,
  links: without(complaintCase['links'], shown(data['complaint'])),
});

export const merged: ComplaintChange = (complaintCase, { data, reason, actor, occurredAt }) => ({
  ...complaintCase,
  mergedInto: shown(data['into']),
  merges: appended(complaintCase['merges'], {
    into: shown(data['into']),
    mergedBy: actor.id,
    mergedAt: occurredAt,
    ...(reason && { reason }),
  }),
});

/** `refused`: the other complaint did not take it in. */
export const unmerged: ComplaintChange = (complaintCase, { data, reason, actor, occurredAt }) => {
  const { refused } = data;
  const undone: JsonObject = {
    undoneBy: actor.id,
    undoneAt: occurredAt,
    ...(refused !== undefined && { refused }),
    ...(reason && { undoneFor: reason }),
  };
  const merges = objectsIn(complaintCase['merges']);
  const latest = merges.length - 1;
  return {
    ...complaintCase,
    mergedInto: null,
    merges: merges.map((merge, index) => (index === latest ? { ...merge, ...undone } : merge)),
  };
};

export const absorbed: ComplaintChange = (complaintCase, { data, occurredAt }) => ({
  ...complaintCase,
  absorbed: appended(complaintCase['absorbed'], {
    complaint: shown(data['complaint']),
    absorbedAt: occurredAt,
    releasedAt: null,
  }),
});

export const released: ComplaintChange = (complaintCase, { data, occurredAt }) => ({
  ...complaintCase,
  absorbed: objectsIn(complaintCase['absorbed']).map((one) =>
    one['complaint'] === shown(data['complaint']) && one['releasedAt'] === null
      ? { ...one, releasedAt: occurredAt }
      : one,
  ),
});

export const split: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  splitInto: appended(complaintCase['splitInto'], {
    complaint: shown(data['into']),
    splitBy: actor.id,
    splitAt: occurredAt,
  }),
});

/** Where a complaint came from that was split off, instead of what its receipt says of it. */
export function splitFrom(receipt: JsonObject): JsonObject {
  const from = receipt['splitFrom'] as JsonObject | undefined;
  return from === undefined ? {} : { splitFrom: shown(from['complaint']) };
}

function without(links: Json | undefined, complaint: string): Json {
  return objectsIn(links).filter((link) => link['complaint'] !== complaint);
}

function shown(reference: Json | undefined): string {
  return formatReference(reference as string);
}
