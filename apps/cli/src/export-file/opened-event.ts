import { toCloudEvent, type OpenedEvent } from '@redress/eventing';

/** An event with its personal values in place, as an opened export shows it. It has no place in any store: its hash is the sealed one's. */
export function toOpenedCloudEvent({ reason, metadata, ...event }: OpenedEvent): object {
  return {
    ...toCloudEvent({ ...event, metadata: { ...metadata, ...(reason !== undefined && { reason }) } }),
    opened: true,
  };
}

/** Whether a line of an export was opened. */
export function isOpened(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'opened' in value && value.opened === true;
}
