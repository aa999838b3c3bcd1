import { Controller } from '@nestjs/common';
import { attachmentsController } from '@redress/platform';

/** Files of a case: those of the complainant, and what the staff adds (a letter that came, a photograph). */
@Controller('cases/:reference')
export class CaseAttachmentsController extends attachmentsController('staff', 'view-personal-data') {}
