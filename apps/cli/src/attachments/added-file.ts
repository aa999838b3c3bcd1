import { COMPLAINT_STREAM_PREFIX, referenceOf } from '@redress/complaints';
import type { EventData } from '@redress/contracts';
import type { AttachmentKey, RecordedEvent } from '@redress/eventing';

/** What an event says of a file that was added, in clear: who has no key can look for it all the same. */
export interface AddedFile extends AttachmentKey {
  /** Of the content as it was sent, before it was sealed. */
  readonly sha256: string;
  readonly revision: number;
}

/** The file that an event says was added; undefined for any other event. */
export function addedFileIn({ type, stream, revision, data }: RecordedEvent): AddedFile | undefined {
  if (type !== 'AttachmentAdded' || !stream.startsWith(COMPLAINT_STREAM_PREFIX)) return undefined;
  const { attachment, sha256 } = data as Pick<EventData<'AttachmentAdded'>, 'attachment' | 'sha256'>;
  return { subject: referenceOf(stream), name: attachment, sha256, revision };
}
