import { Inject, Injectable } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, may, standingOf } from '@redress/domain';
import {
  type AttachmentKey,
  type AttachmentStore,
  ContentBrokenError,
  ContentSealing,
  KeyDestroyedError,
} from '@redress/eventing';
import { createHash } from 'node:crypto';
import { DiskSpace } from '../../limits/disk-space.js';
import { Limits, type Use } from '../../limits/limits.js';
import { askingOf, type Caller } from '../../security/caller.js';
import type { RedressConfig } from '../../service/configuration/redress-config.js';
import { ATTACHMENT_STORE, CONFIG } from '../../service/engines/tokens.js';
import { type Accepted, acceptedOrProblem, CommandAnswer } from '../commands/command-answer.js';
import { type CommandMeta, commandSourceOf } from '../commands/command-meta.js';
import { Problem } from '../problems/problem.js';
import { FilesInHand } from './files-in-hand.js';
import { ATTACHMENT_SCANNER, type AttachmentScanner } from './scanner.js';
import { mediaTypeOf, readContent, type Upload } from './upload.js';

/** An added file, as its event and the answer describe it. */
export interface AddedAttachment {
  readonly attachment: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The answer to adding a file. `events` is empty when the complaint already had the same content. */
export class AttachmentAnswer extends CommandAnswer {
  constructor(
    reference: string,
    outcome: Accepted,
    readonly attachment: AddedAttachment,
  ) {
    super(reference, outcome);
  }
}

/** A file that is being read. */
export interface AttachmentContent {
  readonly mediaType: string;
  /** The file name its sender gave. */
  readonly name?: string;
  readonly content: Buffer;
  /** Frees the file's room; call it once the content has been handed over. May be repeated. */
  readonly release: () => void;
}

const NAME_DIGITS = 32;

/** The files of complaints (ISO 10002:2018, 7.2). Throws `Problem` and the errors of the stores. */
@Injectable()
export class Attachments {
  constructor(
    private readonly complaints: Complaints,
    private readonly sealing: ContentSealing,
    @Inject(ATTACHMENT_STORE) private readonly store: AttachmentStore,
    @Inject(ATTACHMENT_SCANNER) private readonly scanner: AttachmentScanner,
    private readonly inHand: FilesInHand,
    private readonly limits: Limits,
    private readonly disk: DiskSpace,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  /**
   * Adds a file. Refuses any file before reading it when too many are in progress, and an unsuitable one before storing it. The content is
   * durable before the event that names it. If the event is never recorded, the ciphertext left behind has no name anywhere, and its key is
   * destroyed with its person.
   */
  async add(reference: Reference, upload: Upload, meta: CommandMeta): Promise<AttachmentAnswer> {
    await this.disk.requireRoom();
    const { attachmentBytesMax } = this.config;
    // Of a file that claims to be larger, nothing is read.
    const bytes = Math.min(upload.declaredBytes ?? attachmentBytesMax, attachmentBytesMax);
    const release = this.inHand.take(bytes, meta.caller.kind === 'staff' ? undefined : upload.client);
    return this.addCounted(reference, upload, meta, Math.max(1, bytes)).finally(release);
  }

  /** Counts the bytes of a complainant's file against the client's limit, before any is read; staff have none. */
  private async addCounted(
    reference: Reference,
    upload: Upload,
    meta: CommandMeta,
    amount: number,
  ): Promise<AttachmentAnswer> {
    const add = () => this.addRead(reference, upload, meta);
    if (meta.caller.kind === 'staff') return add();
    const uses: readonly Use[] = [{ limit: 'upload-bytes-per-client', of: upload.client, amount }];
    await this.limits.count(uses);
    return this.limits.settle(uses, add, ({ events }) => events.length > 0);
  }

  private async addRead(reference: Reference, upload: Upload, meta: CommandMeta): Promise<AttachmentAnswer> {
    const content = await readContent(upload, this.config.attachmentBytesMax);
    const added = await describe(content);
    await this.refuseUnlessTaken(reference, added, meta.caller);
    if ((await this.scanner.scan(content)) === 'infected') throw new Problem('attachment-infected');
    const key = { subject: reference, name: added.attachment };
    await this.store.put(key, await this.sealed(key, content));
    const data = { ...added, ...(upload.name !== undefined && { name: upload.name }) };
    const outcome = await this.complaints.execute(reference, { type: 'add-attachment', data }, commandSourceOf(meta));
    return new AttachmentAnswer(formatReference(reference), acceptedOrProblem(outcome), added);
  }

  /** Reads a file exactly as it was added. Complainants only get files that a complainant added. */
  async read(reference: Reference, attachment: string, caller: Caller): Promise<AttachmentContent> {
    const event = (await this.complaints.history(reference)).find(
      ({ type, data, metadata }) =>
        type === 'AttachmentAdded' &&
        data['attachment'] === attachment &&
        (caller.kind === 'staff' || metadata.actor.role === 'complainant'),
    );
    if (event === undefined) throw new Problem('attachment-unknown');
    const { mediaType, name, sha256, bytes } = event.data as unknown as AddedAttachment & { readonly name?: unknown };
    const release = this.inHand.take(bytes);
    try {
      const content = await this.opened({ subject: reference, name: attachment });
      if (createHash('sha256').update(content).digest('hex') !== sha256) throw new Problem('attachment-damaged');
      return { mediaType, content, release, ...(typeof name === 'string' && { name }) };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Refuses early, before anything is stored; the binding decision is made when the event is recorded. */
  private async refuseUnlessTaken(
    reference: Reference,
    { attachment }: AddedAttachment,
    caller: Caller,
  ): Promise<void> {
    const { state } = await this.complaints.load(reference);
    const asking = askingOf(caller);
    if (state.status === 'unknown' || !may(asking, 'add-attachment', state)) throw new Problem('complaint-unknown');
    if (state.attachments.includes(attachment)) return;
    const standing = standingOf('add-attachment', state, asking);
    if (typeof standing === 'object') throw Problem.ofRefusal(standing);
  }

  private async sealed(key: AttachmentKey, content: Buffer): Promise<Uint8Array> {
    try {
      return await this.sealing.seal(key, content);
    } catch (error) {
      if (error instanceof KeyDestroyedError)
        throw new Problem(error.subject === key.subject ? 'subject-erased' : 'attachment-erased');
      throw error;
    }
  }

  private async opened(key: AttachmentKey): Promise<Buffer> {
    const sealed = (await this.store.get(key)) ?? (await this.store.get(sweptCopyOf(key)));
    if (sealed === undefined) throw new Problem('attachment-missing');
    try {
      const content = await this.sealing.open(key, sealed);
      if ('erased' in content) throw new Problem('attachment-erased');
      return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    } catch (error) {
      if (error instanceof ContentBrokenError) throw new Problem('attachment-damaged');
      throw error;
    }
  }
}

/** Describes a content for its event. The name within the complaint is a prefix of the hash, so the same file is stored once. */
async function describe(content: Buffer): Promise<AddedAttachment> {
  const mediaType = await mediaTypeOf(content);
  if (mediaType === undefined) throw new Problem('attachment-type-refused');
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { attachment: sha256.slice(0, NAME_DIGITS), mediaType, bytes: content.length, sha256 };
}

const COPY = '-swept';

/**
 * Returns the name under which `redress attachments sweep` keeps a file for a day before deleting it: an upload in progress may have named
 * the file meanwhile, and is then read from the copy. The copy is sealed under the original name, and opens only under that name.
 */
export function sweptCopyOf({ subject, name }: AttachmentKey): AttachmentKey {
  return { subject, name: `${name}${COPY}` };
}

/** Returns the file that a swept copy was made of; undefined for a file that is not a copy. */
export function sweptFrom({ subject, name }: AttachmentKey): AttachmentKey | undefined {
  return name.endsWith(COPY) ? { subject, name: name.slice(0, -COPY.length) } : undefined;
}
