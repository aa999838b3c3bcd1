import { COMPLAINT_STREAM_PREFIX, referenceOf } from '@redress/complaints';
import type { EventData, Reference } from '@redress/contracts';
import type { AttachmentKey, AttachmentStore, RecordedEvent } from '@redress/eventing';
import { sweptCopyOf } from '@redress/platform';

interface AttachmentCopiesOptions {
  /** Without them, files are only counted. */
  readonly stores?: { readonly from: AttachmentStore; readonly to: AttachmentStore };
  /** Called for each missing file. */
  readonly onMissing: (file: AddedFile) => void;
}

/** Copies the files of a log along with its events, one at a time, still sealed. */
export class AttachmentCopies {
  /** Number of files that events name. */
  named = 0;
  missing = 0;

  constructor(private readonly options: AttachmentCopiesOptions) {}

  /** Copies the file that an event names, if any, before a consumer of the event can look for it. */
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

/** Finds the sealed content of a file, even after a sweep has renamed it. */
export async function keptContent(
  store: AttachmentStore,
  { subject, name }: AddedFile,
): Promise<Uint8Array | undefined> {
  const key = { subject, name };
  return (await store.get(key)) ?? (await store.get(sweptCopyOf(key)));
}

/** The clear data of an added file in its event: the file can be found without a key. */
export interface AddedFile extends AttachmentKey {
  readonly subject: Reference;
  /** Hash of the content as sent, before sealing. */
  readonly sha256: string;
  readonly revision: number;
}

/** Returns the file that an event added; undefined for any other event. */
export function addedFileIn({ type, stream, revision, data }: RecordedEvent): AddedFile | undefined {
  if (type !== 'AttachmentAdded' || !stream.startsWith(COMPLAINT_STREAM_PREFIX)) return undefined;
  const { attachment, sha256 } = data as Pick<EventData<'AttachmentAdded'>, 'attachment' | 'sha256'>;
  return { subject: referenceOf(stream), name: attachment, sha256, revision };
}
