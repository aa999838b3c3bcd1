import type { Upcaster } from './upcaster.js';

/** Version 2 knows more purposes and channels, and what was said of the first ones still holds. */
export const notificationsFromV1: readonly Upcaster[] = [
  'NotificationAttempted',
  'NotificationSent',
  'NotificationFailed',
].map((type) => ({ type, from: 1, upcast: (data) => data }));
