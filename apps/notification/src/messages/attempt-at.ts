import type { NotificationFacts } from '@redress/contracts';
import type { OpenedEvent } from '@redress/eventing';

/** What was recorded of a message when its sending was begun; undefined when it never was. */
export function attemptAt(messageId: string, history: readonly OpenedEvent[]): NotificationFacts | undefined {
  const attempt = history.find(({ type, data }) => type === 'NotificationAttempted' && data['messageId'] === messageId);
  return attempt?.data as NotificationFacts | undefined;
}
