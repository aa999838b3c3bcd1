import { Injectable, Res } from '@nestjs/common';
import type { Action } from '@redress/domain';
import type { FastifyReply } from 'fastify';
import { Caller, type CallerKind } from '../security/caller.js';
import { CommandMeta } from '../commands/command-meta.js';
import { Reference } from '../commands/reference.js';
import type { AttachmentAnswer } from './attachment-answer.js';
import { AddAttachmentRoute, AttachmentName, ReadAttachmentRoute, sendAttachment } from './attachment-routes.js';
import { Attachments } from './attachments.js';
import { UploadedFile, type Upload } from './upload.js';

/** How files are added to a complaint and read, whoever does. */
export interface AttachmentsController {
  add(reference: string, upload: Upload, meta: CommandMeta): Promise<AttachmentAnswer>;
  read(reference: string, attachment: string, caller: Caller, reply: FastifyReply): Promise<void>;
}

/**
 * What a controller under `.../:reference` extends to have `POST attachments` and `GET attachments/{attachment}`, for one kind of caller;
 * `reading` is what whoever reads a file must be permitted.
 */
export function attachmentsController(
  by: CallerKind,
  reading: Action,
): new (attachments: Attachments) => AttachmentsController {
  // Injectable, so that the parameter of its constructor is known to whoever builds the class that extends it.
  @Injectable()
  class ControllerOfAttachments implements AttachmentsController {
    constructor(private readonly attachments: Attachments) {}

    @AddAttachmentRoute(by)
    add(
      @Reference() reference: string,
      @UploadedFile() upload: Upload,
      @CommandMeta() meta: CommandMeta,
    ): Promise<AttachmentAnswer> {
      return this.attachments.add(reference, upload, meta);
    }

    @ReadAttachmentRoute(reading, by)
    async read(
      @Reference() reference: string,
      @AttachmentName() attachment: string,
      @Caller() caller: Caller,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      sendAttachment(reply, await this.attachments.read(reference, attachment, caller));
    }
  }
  return ControllerOfAttachments;
}
