import type { AttachmentStore } from '@redress/eventing';
import { ATTACHMENT_STORES, openEngine, type RedressConfig } from '@redress/platform';

/** The files of the system. A folder that is not there is not made, since an empty one would only hide a wrong path. The URL has been checked. */
export function openAttachments({ attachments }: RedressConfig): Promise<AttachmentStore> {
  return openEngine(ATTACHMENT_STORES, attachments, { make: false });
}
