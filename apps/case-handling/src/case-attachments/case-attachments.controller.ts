import { Controller } from '@nestjs/common';
import { attachmentsController } from '@redress/platform';

/** Files of a case: those of the complainant, and those that staff add (a letter received, a photograph). */
@Controller('cases/:reference')
export class CaseAttachmentsController extends attachmentsController('staff', 'view-personal-data') {}
