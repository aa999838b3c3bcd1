import type { Upcaster } from './upcaster.js';

const TYPES = ['NotificationAttempted', 'NotificationSent', 'NotificationFailed'];

/**
 * Version 2 knows more purposes and channels, and version 3 messages to members of staff; what was said of the earlier ones still holds.
 */
export const notificationUpcasters: readonly Upcaster[] = TYPES.flatMap((type) =>
  [1, 2].map((from): Upcaster => ({ type, from, upcast: (data) => data })),
);
