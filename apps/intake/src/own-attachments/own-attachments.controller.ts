import { Controller, Res } from '@nestjs/common';
import {
  AddAttachmentRoute,
  AttachmentName,
  Attachments,
  Caller,
  CommandMeta,
  ReadAttachmentRoute,
  Reference,
  sendAttachment,
  UploadedFile,
  type AttachmentAnswer,
  type Upload,
} from '@redress/platform';
import type { FastifyReply } from 'fastify';

/** What a complainant adds to their own complaint, right after lodging it or later, with the token of `POST /api/track`. */
@Controller('track/:reference')
export class OwnAttachmentsController {
  constructor(private readonly attachments: Attachments) {}

  @AddAttachmentRoute('complainant')
  add(
    @Reference() reference: string,
    @UploadedFile() upload: Upload,
    @CommandMeta() meta: CommandMeta,
  ): Promise<AttachmentAnswer> {
    return this.attachments.add(reference, upload, meta);
  }

  @ReadAttachmentRoute('track-complaint', 'complainant')
  async read(
    @Reference() reference: string,
    @AttachmentName() attachment: string,
    @Caller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendAttachment(reply, await this.attachments.read(reference, attachment, caller));
  }
}
