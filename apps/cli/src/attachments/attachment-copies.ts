import { COMPLAINT_STREAM_PREFIX, referenceOf } from '@redress/complaints';
import type { EventData } from '@redress/contracts';
import type { AttachmentKey, AttachmentStore, RecordedEvent } from '@redress/eventing';
import { sweptCopyOf } from '@redress/platform';

interface AttachmentCopiesOptions {
  /** Without them nothing is copied, and files are only counted. */
  readonly stores?: { readonly from: AttachmentStore; readonly to: AttachmentStore };
  /** Told of each file that is not where it should be. */
  readonly onMissing: (file: AddedFile) => void;
}

/** Takes the files of a log along with its events, one at a time, sealed as they are. */
export class AttachmentCopies {
  /** Files that events name. */
  named = 0;
  missing = 0;

  constructor(private readonly options: AttachmentCopiesOptions) {}

  /** Copies the file that an event names, if it names one, so that it is there before whoever follows the event looks for it. */
  async take(event: RecordedEvent): Promise<void> {
    const file = addedFileIn(event);
    if (file === undefined) return;
    this.named += 1;
    const { stores, onMissing } = this.options;
    if (stores === undefined) return;
    const content = await keptContent(stores.from, file);
    if (content === undefined) {
      this.missing += 1;
      onMissing(file);
    } else await stores.to.put({ subject: file.subject, name: file.name }, content);
  }
}

/** What is kept of a file, sealed, wherever a sweep may have put it. */
export async function keptContent(
  store: AttachmentStore,
  { subject, name }: AddedFile,
): Promise<Uint8Array | undefined> {
  const key = { subject, name };
  return (await store.get(key)) ?? (await store.get(sweptCopyOf(key)));
}

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
