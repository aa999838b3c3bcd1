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

/** Files of a case: those of the complainant, and what the staff adds (a letter that came, a photograph). */
@Controller('cases/:reference')
export class CaseAttachmentsController {
  constructor(private readonly attachments: Attachments) {}

  @AddAttachmentRoute('staff')
  add(
    @Reference() reference: string,
    @UploadedFile() upload: Upload,
    @CommandMeta() meta: CommandMeta,
  ): Promise<AttachmentAnswer> {
    return this.attachments.add(reference, upload, meta);
  }

  @ReadAttachmentRoute('view-personal-data', 'staff')
  async read(
    @Reference() reference: string,
    @AttachmentName() attachment: string,
    @Caller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendAttachment(reply, await this.attachments.read(reference, attachment, caller));
  }
}
