import { applyDecorators, Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import {
  type Action,
  type Instant,
  isActionOverdue,
  isSamePerson,
  may,
  refusalOfUnknown,
  type SystemicProblemCommand,
} from '@redress/domain';
import {
  acceptedOrProblem,
  Allow,
  Answers,
  askingOf,
  Caller,
  CommandMeta,
  commandSourceOf,
  CONFIG,
  type Page,
  pageOf,
  Problem,
  type RedressConfig,
  Refuses,
  revisionHeaders,
  staffListIn,
  TIME_SOURCE,
  type TimeSource,
  withRevision,
} from '@redress/platform';
import { SYSTEMIC_PROBLEM_PATTERN, type GroupFigures } from '@redress/contracts';
import type { FastifyReply } from 'fastify';
import { spanOfDays } from '../figures/periods.js';
import { daysOf, questionOf } from '../figures/question.js';
import { GroupFiguresReader } from './group-figures.js';
import {
  listedProblem,
  listedProblemSchema,
  type ListedProblem,
  ProblemAnswer,
  problemAnswerSchema,
  shownProblem,
  shownProblemSchema,
  type ShownProblem,
} from './problem-answers.js';
import {
  CancelActionRequest,
  CompleteActionRequest,
  ConfirmRequest,
  type DecisionRangeRequest,
  DismissRequest,
  ListProblemsRequest,
  PlanActionRequest,
  ProposalsRequest,
  ReopenProblemRequest,
  VerifyEffectRequest,
} from './problem-requests.js';
import { ProblemProposals, proposalsSchema, type Proposals } from './proposals.js';
import { inOrder, type KnownProblem, problemIdOf, SystemicProblems } from './systemic-problems.js';

const IS_PROBLEM = new RegExp(SYSTEMIC_PROBLEM_PATTERN);

/** The register of systemic problems, and the corrective actions against them (ISO 10002:2018, 8.2 and 8.7). */
@Controller('analytics/systemic-problems')
export class SystemicProblemsController {
  constructor(
    private readonly problems: SystemicProblems,
    private readonly figures: GroupFiguresReader,
    private readonly proposed: ProblemProposals,
    @Inject(CONFIG) private readonly config: RedressConfig,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get()
  @Allow('view-systemic-problems')
  @ApiOperation({ summary: 'The groups of complaints about which somebody decided, the last entered first.' })
  @Answers(200, 'The entries.', pageOf(listedProblemSchema))
  async list(@Query() query: ListProblemsRequest, @Caller() caller: Caller): Promise<Page<ListedProblem>> {
    const at = this.clock.now();
    const { found, next } = await this.page(query, at);
    const words = await this.problems.wordsOf(found);
    const reader = askingOf(caller);
    const items = found.flatMap((known) => listedProblem(known, words.get(known.id)?.name, reader, at) ?? []);
    return { items, next };
  }

  @Get('proposals')
  @Allow('view-systemic-problems')
  @ApiOperation({
    summary:
      'The groups that the figures show to be systemic, without those that were confirmed, or dismissed or resolved and have not grown.',
  })
  @Answers(200, 'The groups, by how many complaints they have.', proposalsSchema)
  proposals(@Query() request: ProposalsRequest, @Caller() caller: Caller): Promise<Proposals> {
    const { by, bucket, recent } = request;
    return this.proposed.of(this.problems, {
      question: questionOf(request, caller),
      ...(by && { by }),
      ...(bucket && { bucket }),
      ...(recent !== undefined && { recent }),
    });
  }

  @Get(':problem')
  @Allow('view-systemic-problems')
  @ApiOperation({ summary: 'One entry, with all decisions about it, and its corrective actions.' })
  @ApiParam({ name: 'problem', type: String })
  @Answers(200, 'The entry, its revision as ETag.', shownProblemSchema)
  @Refuses(404, 'There is no such entry.')
  async show(
    @Param('problem') id: string,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShownProblem> {
    const [at, reader, known] = [this.clock.now(), askingOf(caller), await this.known(id)];
    const words = (await this.problems.wordsOf([known])).get(id);
    const listed = listedProblem(known, words?.name, reader, at);
    if (listed === undefined) throw new Problem('systemic-problem-unknown');
    const entries = await this.problems.entriesOf(id);
    return withRevision(shownProblem(listed, words?.description, known, entries, reader, at), reply);
  }

  @GroupRoute('confirm', 'Confirms that the complaints of a group have one problem behind them, and names it.')
  async confirm(@Body() request: ConfirmRequest, @CommandMeta() meta: CommandMeta): Promise<ProblemAnswer> {
    const { name, description } = request;
    const group = inOrder(request.group);
    const said = { group, name, ...(description != null && { description }) };
    const figures = await this.figuresOf(group, request);
    return this.decideOnGroup({ type: 'confirm', data: { ...said, figures } }, said, undefined, meta);
  }

  @GroupRoute(
    'dismiss',
    'Records that a group of complaints is no systemic problem. It is not proposed again until it grows.',
  )
  async dismiss(@Body() request: DismissRequest, @CommandMeta() meta: CommandMeta): Promise<ProblemAnswer> {
    const said = { group: inOrder(request.group) };
    const figures = await this.figuresOf(said.group, request);
    return this.decideOnGroup({ type: 'dismiss', data: { ...said, figures } }, said, request.reason, meta);
  }

  @ProblemRoute('plan-corrective-action', 'Plans an action against the cause, with who sees to it and until when.')
  planAction(
    @Param('problem') id: string,
    @Body() { what, owner, dueOn }: PlanActionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<ProblemAnswer> {
    const data = { what, owner: this.owner(owner), dueOn };
    return this.decide(id, { type: 'plan-corrective-action', data, at: this.clock.now() }, data, undefined, meta);
  }

  @ProblemRoute(
    'complete-corrective-action',
    'Records that an action was taken: by its owner, or by a supervisor.',
    'complete-corrective-action',
  )
  completeAction(
    @Param('problem') id: string,
    @Body() { action, result }: CompleteActionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<ProblemAnswer> {
    const data = { action, ...(result != null && { result }) };
    const { caller } = meta;
    const ownOnly = may(askingOf(caller), 'manage-systemic-problems') ? {} : { ownOnly: caller.actor.id };
    return this.decide(id, { type: 'complete-corrective-action', data, ...ownOnly }, data, undefined, meta);
  }

  @ProblemRoute('cancel-corrective-action', 'Records that an action is not taken, and why.')
  cancelAction(
    @Param('problem') id: string,
    @Body() { action, reason }: CancelActionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<ProblemAnswer> {
    return this.decide(id, { type: 'cancel-corrective-action', data: { action } }, { action }, reason, meta);
  }

  @ProblemRoute('verify-effect', 'Records whether the actions helped. If they did, the problem is resolved.')
  async verifyEffect(
    @Param('problem') id: string,
    @Body() request: VerifyEffectRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<ProblemAnswer> {
    const { outcome, comment } = request;
    const said = { outcome, ...(comment != null && { comment }) };
    const figures = await this.figuresOf((await this.known(id)).problem.group, request);
    return this.decide(id, { type: 'verify-effect', data: { ...said, figures } }, said, undefined, meta);
  }

  @ProblemRoute('reopen', 'Takes up a resolved problem again, and says why.')
  async reopen(
    @Param('problem') id: string,
    @Body() request: ReopenProblemRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<ProblemAnswer> {
    const figures = await this.figuresOf((await this.known(id)).problem.group, request);
    return this.decide(id, { type: 'reopen', data: { figures } }, {}, request.reason, meta);
  }

  /** The last entered first; the cursor is the place in the register before which the next page begins, which never changes. */
  private async page({ limit, cursor, ...filters }: ListProblemsRequest, at: Instant) {
    const ids = await this.problems.ids();
    if (cursor !== undefined && !/^\d{1,6}$/.test(cursor)) throw new Problem('invalid-cursor');
    const found: KnownProblem[] = [];
    let place = Math.min(cursor === undefined ? ids.length : Number(cursor), ids.length);
    for (; place > 0 && found.length < limit; place -= 1) {
      const known = await this.problems.find(ids[place - 1]!);
      if (known !== undefined && matches(known, filters, at)) found.push(known);
    }
    return { found, next: place > 0 ? String(place) : null };
  }

  private async known(id: string): Promise<KnownProblem> {
    const known = IS_PROBLEM.test(id) ? await this.problems.find(id) : undefined;
    if (known === undefined) throw new Problem('systemic-problem-unknown');
    return known;
  }

  private figuresOf(group: KnownProblem['problem']['group'], request: DecisionRangeRequest): Promise<GroupFigures> {
    const { from, to, bucket, recent } = request;
    const days = daysOf(request);
    return this.figures.of(group, {
      span: spanOfDays(days, from, to),
      days,
      ...(bucket && { bucket }),
      ...(recent != null && { recent }),
    });
  }

  /** The person in the spelling of the directory. Throws `Problem('person-unknown')` or `person-misspelt` for somebody whom it lacks. */
  private owner(name: string): string {
    const staff = staffListIn(this.config);
    if (staff === undefined) return name;
    const found = staff.find(name);
    if (found === undefined) throw Problem.ofRefusal({ ...refusalOfUnknown(name, staff, 'person'), field: 'owner' });
    return found;
  }

  private async decideOnGroup(
    command: Extract<SystemicProblemCommand, { readonly type: 'confirm' | 'dismiss' }>,
    said: object,
    reason: string | undefined,
    meta: CommandMeta,
  ): Promise<ProblemAnswer> {
    const problem = problemIdOf(command.data.group);
    const sent = { problem, command, said, ...(reason !== undefined && { reason }) };
    return new ProblemAnswer(
      problem,
      acceptedOrProblem(await this.problems.decideOnGroup(sent, commandSourceOf(meta))),
    );
  }

  private async decide(
    problem: string,
    command: SystemicProblemCommand,
    said: object,
    reason: string | undefined,
    meta: CommandMeta,
  ): Promise<ProblemAnswer> {
    // Nothing is asked of a stream that no entry can have.
    if (!IS_PROBLEM.test(problem)) throw new Problem('systemic-problem-unknown');
    const sent = { problem, command, said, ...(reason !== undefined && { reason }) };
    return new ProblemAnswer(problem, acceptedOrProblem(await this.problems.decide(sent, commandSourceOf(meta))));
  }
}

function matches(
  { problem: { standing, actions } }: KnownProblem,
  wanted: Pick<ListProblemsRequest, 'standing' | 'overdue' | 'owner'>,
  at: Instant,
): boolean {
  const { owner } = wanted;
  const isOverdue = actions.some((action) => isActionOverdue(action, at));
  const owns = (name: string) => actions.some((one) => one.standing === 'planned' && isSamePerson(one.owner, name));
  return (
    standing !== undefined &&
    (wanted.standing?.includes(standing) ?? true) &&
    (wanted.overdue === undefined || isOverdue === (wanted.overdue === 'true')) &&
    (owner === undefined || owns(owner))
  );
}

function GroupRoute(name: 'confirm' | 'dismiss', summary: string): MethodDecorator {
  return applyDecorators(
    Post(name),
    HttpCode(200),
    Allow('manage-systemic-problems'),
    ApiOperation({ summary }),
    Answers(200, 'Decided, on the figures of now.', problemAnswerSchema, revisionHeaders),
  );
}

function ProblemRoute(name: string, summary: string, action: Action = 'manage-systemic-problems'): MethodDecorator {
  return applyDecorators(
    Post(`:problem/${name}`),
    HttpCode(200),
    Allow(action),
    ApiOperation({ summary }),
    ApiParam({ name: 'problem', type: String }),
    Answers(200, 'Decided.', problemAnswerSchema, revisionHeaders),
    Refuses(404, 'There is no such entry.'),
  );
}
