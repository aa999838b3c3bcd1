import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Complaints, correctedReceipt } from '@redress/complaints';
import type { Language, Reference } from '@redress/contracts';
import { answerDueAt, calendarInForce, formatReference, type Instant, localDate } from '@redress/domain';
import { Allow, Answers, Caller, CONFIG, Problem, type RedressConfig, RouteReference, Reads } from '@redress/platform';
import { Policies } from '@redress/policies';
import { dayWords, filledReply, type FilledReply, greetingName, type ReplyField } from '@redress/texts';
import { filledRepliesSchema, type ReplyTemplate } from './reply-template.js';
import { ReplyTemplates } from './reply-templates.js';

interface Filled extends FilledReply, Pick<ReplyTemplate, 'id' | 'revision' | 'name' | 'command'> {}

/** Templates that are filled in for one complainant. */
export interface FilledReplies {
  readonly language: Language;
  readonly items: readonly Filled[];
}

@Controller('cases/:reference')
export class FilledRepliesController {
  constructor(
    private readonly templates: ReplyTemplates,
    private readonly complaints: Complaints,
    private readonly policies: Policies,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  @Get('reply-templates')
  @Allow('use-reply-templates')
  @Reads('draft')
  @ApiOperation({
    summary: "Templates of replies in the complainant's language, filled in with what the case holds and who asks.",
  })
  @Answers(200, 'Those that are not archived.', filledRepliesSchema)
  async fill(@RouteReference() reference: Reference, @Caller() caller: Caller): Promise<FilledReplies> {
    const receipt = correctedReceipt(await this.complaints.history(reference));
    if (receipt === undefined) throw new Problem('complaint-unknown');
    const { language, complainant, product } = receipt.data;
    const { name: given } = complainant ?? {};
    const { name: handler = caller.actor.id } = caller;
    const name = typeof given === 'string' ? greetingName(given) : undefined;
    const organization = this.config.letterhead?.[0];
    const values: Partial<Record<ReplyField, string>> = {
      ...(name !== undefined && { complainant: name }),
      reference: formatReference(reference),
      handler,
      ...(await this.days(reference, language, receipt.metadata.occurredAt)),
      ...(product !== undefined && { product }),
      ...(organization !== undefined && { organization }),
    };
    const templates = (await this.templates.list()).filter(({ archived }) => !archived);
    const items = templates.map(({ id, revision, name: title, command, texts }) => ({
      id,
      revision,
      name: title,
      command,
      ...filledReply(texts[language], language, values),
    }));
    return { language, items };
  }

  /** The days that a reply can name, as the organization's calendar has them. */
  private async days(
    reference: Reference,
    language: Language,
    receivedAt: Instant,
  ): Promise<Partial<Record<'received' | 'due', string>>> {
    const { state } = await this.complaints.load(reference);
    if (state.status === 'unknown') throw new Problem('complaint-unknown');
    const policy = await this.policies.of(state.policyVersion);
    const calendar = calendarInForce(policy, state.timeline);
    const due = answerDueAt(policy, state);
    const words = (instant: Instant) => dayWords(localDate(calendar, instant), language);
    return { received: words(receivedAt), ...(due !== undefined && { due: words(due) }) };
  }
}
