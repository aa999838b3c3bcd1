import { Inject, Injectable } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { formatReference, standingOf } from '@redress/domain';
import {
  ContentBrokenError,
  ContentSealing,
  KeyDestroyedError,
  type AttachmentKey,
  type AttachmentStore,
} from '@redress/eventing';
import { createHash } from 'node:crypto';
import type { Caller } from '../security/caller.js';
import { acceptedOrProblem } from '../commands/command-answer.js';
import { commandSourceOf, type CommandMeta } from '../commands/command-meta.js';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { ATTACHMENT_STORE, CONFIG } from '../service/engines/tokens.js';
import { Problem } from '../problems/problem.js';
import { AttachmentAnswer, type AddedAttachment } from './attachment-answer.js';
import { FilesInHand } from './files-in-hand.js';
import { mediaTypeOf } from './media-type.js';
import { readContent } from './read-content.js';
import { ATTACHMENT_SCANNER, type AttachmentScanner } from './scanning/attachment-scanner.js';
import { sweptCopyOf } from './swept-copy.js';
import type { Upload } from './upload.js';

export interface AttachmentContent {
  readonly mediaType: string;
  /** As its sender called it. */
  readonly name?: string;
  readonly content: Buffer;
  /** To be called when it has been handed over: until then it takes up room. May be repeated. */
  readonly release: () => void;
}

const NAME_DIGITS = 32;

/** The files of complaints (ISO 10002:2018, 7.2). Throws `Problem`, and what stores throw. */
@Injectable()
export class Attachments {
  constructor(
    private readonly complaints: Complaints,
    private readonly sealing: ContentSealing,
    @Inject(ATTACHMENT_STORE) private readonly store: AttachmentStore,
    @Inject(ATTACHMENT_SCANNER) private readonly scanner: AttachmentScanner,
    private readonly inHand: FilesInHand,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  /**
   * Adds a file. What cannot be added is refused before it is kept, and when too many are under way, before it is read. The content is durable before the event says that it is there; when
   * the event is never recorded, what is left behind is ciphertext that nothing names, under a key that goes with its person.
   */
  async add(reference: string, upload: Upload, meta: CommandMeta): Promise<AttachmentAnswer> {
    const release = this.inHand.take(upload.declaredBytes ?? this.config.attachmentBytesMax);
    return this.addRead(reference, upload, meta).finally(release);
  }

  private async addRead(reference: string, upload: Upload, meta: CommandMeta): Promise<AttachmentAnswer> {
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

  /** A file as it was added; a complainant gets what is theirs, and not what the staff added. */
  async read(reference: string, attachment: string, caller: Caller): Promise<AttachmentContent> {
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

  /** Looked at before anything is kept; decided once more, for good, when the event is recorded. */
  private async refuseUnlessTaken(
    reference: string,
    { attachment }: AddedAttachment,
    { actor }: Caller,
  ): Promise<void> {
    const { state } = await this.complaints.load(reference);
    if (state.status !== 'unknown' && state.attachments.includes(attachment)) return;
    const standing = standingOf('add-attachment', state, actor.id);
    if (typeof standing === 'object') throw Problem.ofRefusal(standing);
  }

  private async sealed(key: AttachmentKey, content: Buffer): Promise<Uint8Array> {
    try {
      return await this.sealing.seal(key, content);
    } catch (error) {
      if (error instanceof KeyDestroyedError) throw new Problem('subject-erased');
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

/** What the event will say of a content. Its name within the complaint is the beginning of its hash: the same file is there once. */
async function describe(content: Buffer): Promise<AddedAttachment> {
  const mediaType = await mediaTypeOf(content);
  if (mediaType === undefined) throw new Problem('attachment-type-refused');
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { attachment: sha256.slice(0, NAME_DIGITS), mediaType, bytes: content.length, sha256 };
}
