import {
  DESCRIPTION_LENGTH_MAX,
  TEXT_LENGTH_MAX,
  concerns,
  linkRelations,
  type Concern,
  type LinkRelation,
  type Reference,
} from '@redress/contracts';
import { CommandRequest, IsReference, MatterRequest, ReasonRequest, Text, type CommandRoutes } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { DecideAboutOther } from '../other-complaint/decide-about-other.command.js';
import { SplitComplaint, splitSchema } from '../splitting/split-complaint.command.js';

export class UnlinkRequest extends CommandRequest {
  /** The reference of the other complaint. */
  @IsReference()
  complaint!: Reference;
}

export class LinkRequest extends UnlinkRequest {
  /** How the two are related; `follow-up`: this one follows the other up, `followed-up`: the other follows this one up. */
  @IsIn(linkRelations)
  relation!: LinkRelation;
}

export class MergeRequest extends CommandRequest {
  /** Reference of a complaint received earlier. Where it is another person's, the reason says why the two are merged. */
  @IsReference()
  into!: Reference;
}

/** Details of the new complaint. Omitted details of the matter are copied from this one. */
export class SplitRequest extends MatterRequest {
  /** What the complainant said about this matter. */
  @Text(DESCRIPTION_LENGTH_MAX)
  description!: string;

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  desiredOutcome?: string;

  @IsOptional()
  @IsIn(concerns)
  concern?: Concern;
}

/** Related complaints: linked, merged, split (ISO 10002:2018, 7.6). */
export const relationRoutes = {
  link: {
    request: LinkRequest,
    summary:
      'Says what another complaint has to do with this one, instead of what was said before. Both cases show it.',
    send: (reference, request, meta) => new DecideAboutOther(reference, 'link', request, meta),
  },
  unlink: {
    request: UnlinkRequest,
    summary: 'Undoes a link, on both cases.',
  },
  merge: {
    request: MergeRequest,
    summary:
      'Handles this complaint within one that was received earlier, whose clocks hold. Both keep their histories; its complainant is told. ' +
      'Of different complainants only with a reason, which confirms it.',
    send: (reference, request, meta) => new DecideAboutOther(reference, 'merge', request, meta),
  },
  unmerge: {
    request: ReasonRequest,
    summary:
      'Undoes a merge: the complaint stands where it stood, and its clocks are as though nothing had stopped them.',
  },
  split: {
    request: SplitRequest,
    summary:
      'Makes one of two matters a complaint of its own: with the same complainant, and received when this one was, so that its clocks ' +
      'count from there.',
    send: (reference, request, meta) => new SplitComplaint(reference, request, meta),
    answer: { description: 'Decided. The new complaint names where it came from.', schema: splitSchema },
  },
} satisfies CommandRoutes;
