import { Controller } from '@nestjs/common';
import { attachmentsController } from '@redress/platform';

/** Files that complainants add to their own complaint, after lodging it or later, with the token from `POST /api/track`. */
@Controller('track/:reference')
export class OwnAttachmentsController extends attachmentsController('complainant', 'track-complaint') {}
