import { complaintProcess, referenceOf, type Complaints } from '@redress/complaints';
import type { ProcessManager } from '@redress/eventing';
import type { Channels } from '../channels/channels.js';

/** Name under which the process stores its position. */
export const ERASED_MESSAGES_PROCESS = 'erased-messages';

/**
 * Removes what was written to a person who was erased, where it is still in reach: an outbox keeps it in a folder. What a mail server took has
 * left the system.
 */
export function erasedMessages(
  complaints: Pick<Complaints, 'history'>,
  channels: Pick<Channels, 'all'>,
): ProcessManager {
  return complaintProcess(ERASED_MESSAGES_PROCESS, {
    ComplainantErased: async ({ stream }) => {
      const keeping = channels.all.filter((channel) => 'remove' in channel);
      if (keeping.length === 0) return;
      for (const { type, data } of await complaints.history(referenceOf(stream))) {
        const messageId =
          type === 'NotificationAttempted' || type === 'NotificationSent' ? data['messageId'] : undefined;
        if (typeof messageId === 'string') for (const channel of keeping) await channel.remove?.(messageId);
      }
    },
  });
}
