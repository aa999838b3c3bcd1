import {
  disclosedCategories,
  type DisclosedCategory,
  disclosureBases,
  type DisclosureBasis,
  NAME_LENGTH_MAX,
  recipientKinds,
  type DisclosureRecipientKind,
  TEXT_LENGTH_MAX,
} from '@redress/contracts';
import { CommandRequest, IsSha256, Text, type CommandRoutes } from '@redress/platform';
import { ArrayMinSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';

export class RecordDisclosureRequest extends CommandRequest {
  /** Who was given the data: `complainant` for the person themselves, on request. */
  @IsIn(recipientKinds)
  recipientKind!: DisclosureRecipientKind;

  /** The organization that was given it. Stored in the clear and never erased, so it must not name a person. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  recipient?: string;

  /** The person who was given it, there or in their own right. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  recipientPerson?: string;

  /** What was given. */
  @IsIn(disclosedCategories, { each: true })
  @ArrayMinSize(1)
  @ArrayUnique()
  given!: DisclosedCategory[];

  /** SHA-256 of what was given, such as a bundle of evidence or an export. */
  @IsOptional()
  @IsSha256()
  sha256?: string;

  /** What makes it lawful. */
  @IsIn(disclosureBases)
  basis!: DisclosureBasis;

  @Text(TEXT_LENGTH_MAX)
  purpose!: string;

  /** Id of the member of staff who approved it, where somebody had to. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  approvedBy?: string;
}

/** Who was given personal data of the complaint (ISO 10002:2018, clause 4: confidentiality). */
export const disclosureRoutes = {
  'record-disclosure': {
    request: RecordDisclosureRequest,
    summary:
      'Records that personal data of the complaint was given to somebody outside: to whom, what, why and on which basis in law. `occurredAt` says ' +
      'when. What `refer` gave to an outside body is in the register by itself.',
  },
} satisfies CommandRoutes;
