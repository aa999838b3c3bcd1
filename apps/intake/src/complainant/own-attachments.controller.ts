import { Controller } from '@nestjs/common';
import { attachmentsController } from '@redress/platform';

/** What a complainant adds to their own complaint, right after lodging it or later, with the token of `POST /api/track`. */
@Controller('track/:reference')
export class OwnAttachmentsController extends attachmentsController('complainant', 'track-complaint') {}
