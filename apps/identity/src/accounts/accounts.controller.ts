import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import {
  type Language,
  languages,
  NAME_LENGTH_MAX,
  PERSON_PATTERN,
  type StaffRole,
  staffRoles,
  TEAMS_MAX,
} from '@redress/contracts';
import type { StaffCommand } from '@redress/domain';
import {
  acceptedOrProblem,
  Allow,
  Answers,
  type AnswerSchema,
  CommandMeta,
  commandSourceOf,
  IsPerson,
  listOf,
  ListOfTexts,
  objectSchema,
  type Page,
  pageOf,
  PageQuery,
  Problem,
  Refuses,
  revisionHeaders,
  revisionSchema,
  StaffAccounts,
  Text,
  textSchema,
} from '@redress/platform';
import { ArrayMinSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';
import { AccountAnswer, accountAnswerSchema, linkAnswerSchema } from './account-answer.js';
import { Accounts, type KnownPerson, type LinkOutcome } from './accounts.js';
import { LocalSignIn, OwnAccounts } from './sign-in-place.guards.js';

/** What a member of staff may do, and for whom. */
export class AccessRequest {
  @IsIn(staffRoles, { each: true })
  @ArrayUnique()
  @ArrayMinSize(1)
  roles!: StaffRole[];

  /** Teams and organization units, `*` for all. Default: none. */
  @IsOptional()
  @ListOfTexts(TEAMS_MAX, NAME_LENGTH_MAX)
  teams?: string[];
}

export class InviteRequest extends AccessRequest {
  /** What the person signs in with. It never changes, and nobody else gets it. */
  @IsPerson(NAME_LENGTH_MAX)
  username!: string;

  /** How others see the person; they can change it with the link. */
  @Text(NAME_LENGTH_MAX)
  name!: string;

  @IsOptional()
  @IsIn(languages)
  language?: Language;
}

const standings = ['invited', 'active', 'disabled'] as const;

const accountSchema = objectSchema(
  {
    person: textSchema,
    roles: listOf({ enum: staffRoles }),
    standing: { enum: standings },
    revision: revisionSchema,
  },
  {
    title: 'Account',
    optional: { username: textSchema, name: textSchema, teams: listOf(textSchema), language: { enum: languages } },
  },
);

interface AccountItem {
  readonly person: string;
  /** Absent, as the name, where it was erased or its key is missing. */
  readonly username?: string;
  readonly name?: string;
  readonly roles: readonly StaffRole[];
  readonly teams?: readonly string[];
  readonly language?: Language;
  readonly standing: (typeof standings)[number];
  readonly revision: number;
}

const colleagueSchema = objectSchema(
  { person: textSchema, standing: { enum: standings } },
  { title: 'Colleague', optional: { name: textSchema } },
);

const IS_PERSON = new RegExp(PERSON_PATTERN);

/** The accounts of members of staff, for administrators, and their names, for all of them. */
@Controller('accounts')
@UseGuards(OwnAccounts)
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly known: StaffAccounts,
  ) {}

  @Get()
  @Allow('manage-accounts')
  @ApiOperation({ summary: 'Every account, in the order in which they were opened.' })
  @Answers(200, 'The accounts.', pageOf(accountSchema))
  @Refuses(409, 'Another issuer signs staff in.')
  list(@Query() query: PageQuery): Promise<Page<AccountItem>> {
    return this.pageOf(query, (known) => this.itemOf(known));
  }

  @Get('names')
  @Allow('view-colleagues')
  @ApiOperation({
    summary: 'Who has, or had, an account: what events and cases call `person`, and the name that people know them by.',
  })
  @Answers(200, 'The colleagues, in the order in which their accounts were opened.', pageOf(colleagueSchema))
  @Refuses(409, 'Another issuer signs staff in.')
  names(@Query() query: PageQuery): Promise<Page<Pick<AccountItem, 'person' | 'name' | 'standing'>>> {
    return this.pageOf(query, async (known) => {
      const { person, name, standing } = await this.itemOf(known);
      return { person, ...(name !== undefined && { name }), standing };
    });
  }

  @Post()
  @UseGuards(LocalSignIn)
  @Allow('manage-accounts')
  @ApiOperation({
    summary: 'Opens an account. Its person sets a password with the link of the answer, once, within 24 hours.',
  })
  @Answers(201, 'Opened.', linkAnswerSchema, revisionHeaders)
  @Refuses(409, 'The username is taken, there are too many accounts, or another issuer signs staff in.')
  async invite(@Body() request: InviteRequest, @CommandMeta() meta: CommandMeta): Promise<AccountAnswer> {
    const { username, name, roles, teams, language } = request;
    const optional = { ...(teams && { teams }), ...(language && { language }) };
    return linkAnswer(await this.accounts.invite({ username, name, roles, ...optional }, commandSourceOf(meta)));
  }

  @AccountRoute(
    'issue-link',
    'Issues a link for setting a password, once, within 24 hours. Earlier ones end.',
    linkAnswerSchema,
  )
  @UseGuards(LocalSignIn)
  async issueLink(@Param('username') username: string, @CommandMeta() meta: CommandMeta): Promise<AccountAnswer> {
    return linkAnswer(await this.accounts.issueLink(await this.personOf(username), commandSourceOf(meta)));
  }

  @AccountRoute('change-roles', 'Changes what a person may do, from their next request on.')
  async changeRoles(
    @Param('username') username: string,
    @Body() { roles, teams }: AccessRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<AccountAnswer> {
    const person = await this.personOf(username);
    if (!roles.includes('admin')) await this.keepAdministrator(person);
    return this.decide(person, { type: 'change-roles', data: { roles, ...(teams && { teams }) } }, meta);
  }

  @AccountRoute('disable', 'Ends all sessions and links of a person, who cannot sign in any more.')
  async disable(@Param('username') username: string, @CommandMeta() meta: CommandMeta): Promise<AccountAnswer> {
    const person = await this.personOf(username);
    await this.keepAdministrator(person);
    return this.decide(person, { type: 'disable' }, meta);
  }

  @AccountRoute('enable', 'Lets a person sign in again, with the password that they had.')
  async enable(@Param('username') username: string, @CommandMeta() meta: CommandMeta): Promise<AccountAnswer> {
    return this.decide(await this.personOf(username), { type: 'enable' }, meta);
  }

  private async decide(person: string, command: StaffCommand, meta: CommandMeta): Promise<AccountAnswer> {
    const outcome = await this.accounts.decide(person, command, commandSourceOf(meta));
    return new AccountAnswer(person, acceptedOrProblem(outcome));
  }

  /** The person whom an address names by username, or by the id that keeps the username out of proxies' logs. */
  private async personOf(name: string): Promise<string> {
    if (IS_PERSON.test(name) && (await this.known.of(name)) !== undefined) return name;
    return this.known.personOf(name);
  }

  private async keepAdministrator(person: string): Promise<void> {
    if (await this.accounts.isLastAdministrator(person)) throw new Problem('last-administrator');
  }

  private async pageOf<Item>(
    { limit, cursor = '0' }: PageQuery,
    itemOf: (known: KnownPerson) => Promise<Item>,
  ): Promise<Page<Item>> {
    if (!/^\d{1,6}$/.test(cursor)) throw new Problem('invalid-cursor');
    const start = Number(cursor);
    const all = await this.accounts.all();
    const items = await Promise.all(all.slice(start, start + limit).map(itemOf));
    return { items, next: start + limit < all.length ? String(start + limit) : null };
  }

  private async itemOf(known: KnownPerson): Promise<AccountItem> {
    const { person, account, revision } = known;
    const { roles, teams, language, isDisabled, password } = account;
    const { username, name } = await this.known.holderOf(known);
    return {
      person,
      ...(username !== undefined && { username }),
      ...(name !== undefined && { name }),
      roles,
      ...(teams && { teams }),
      ...(language && { language }),
      standing: isDisabled ? 'disabled' : password === undefined ? 'invited' : 'active',
      revision,
    };
  }
}

function linkAnswer({ person, outcome, issued }: LinkOutcome): AccountAnswer {
  return new AccountAnswer(person, acceptedOrProblem(outcome), issued);
}

function AccountRoute(name: string, summary: string, schema: AnswerSchema = accountAnswerSchema): MethodDecorator {
  return applyDecorators(
    Post(`:username/${name}`),
    HttpCode(200),
    Allow('manage-accounts'),
    ApiOperation({ summary }),
    ApiParam({ name: 'username', type: String, description: 'The username, or `person` of the list.' }),
    Answers(200, 'Decided. `events` is empty when nothing had to be changed.', schema, revisionHeaders),
    Refuses(404, 'There is no such account.'),
  );
}
