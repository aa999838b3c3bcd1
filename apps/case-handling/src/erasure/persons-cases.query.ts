import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, referenceOf, stateIn } from '@redress/complaints';
import { closed, erasureGrounds, type ErasureGround, type Language, type Reference } from '@redress/contracts';
import { formatReference, sameContact, type Contact } from '@redress/domain';
import { answerOf, described, IsReference, Problem, Text, ViewReader } from '@redress/platform';
import { Policies } from '@redress/policies';
import { IsIn, IsOptional } from 'class-validator';
import Type from 'typebox';
import { caseProjection } from '../case-view/case.projection.js';
import { isVisible } from '../case-view/visible-cases.js';
import { provenContact, type ComparedCase } from '../possible-duplicates/duplicates.js';
import { searchProjection } from '../search/search.projection.js';
import { phoneForms } from '../search/telephone.js';
import { emailToken, phoneToken, type Token } from '../search/tokens.js';
import type { QueueReader } from '../work-queue/queue-filters.js';
import { erasableCase, standingOfCase, type ErasableCase } from './erasable-case.js';

const CONTACT_LENGTH_MAX = 254;
const CASES = caseProjection.view.name;
/** Cases that are read for each contact: far more than one person has. */
const READ_MAX = 200;

/** What a request for erasure proves. In a body, because it is personal: addresses of requests are written to logs. */
export class PersonsCasesRequest {
  /** One of the person's complaints, with or without hyphens. */
  @IsReference()
  reference!: Reference;

  /** The e-mail address or telephone number from which the request came, to be compared with that of the complaint. */
  @IsOptional()
  @Text(CONTACT_LENGTH_MAX)
  contact?: string;

  /** On which ground the erasure is asked for; whether the policy's retention stands against it depends on that. */
  @IsIn(erasureGrounds)
  ground!: ErasureGround;
}

const personsCases = closed({
  items: Type.Array(
    closed({
      ...erasableCase.properties,
      isProven: described(
        'It is the case that was named, or what staff took down or the complainant confirmed shows that it is of the same person.',
        Type.Boolean(),
      ),
    }),
  ),
  truncated: described('There may be more cases than were read.', Type.Boolean()),
});

/** Schema of the answer, for the API description. */
export const personsCasesSchema = { ...answerOf(personsCases), title: 'PersonsCases' };

/** One case of the person. */
export interface PersonsCase extends ErasableCase {
  /** It is the case that was named, or names a contact that is known to be the person's: anybody can type the address of somebody else. */
  readonly isProven: boolean;
}

/** Everything of one person. */
export interface PersonsCases {
  /** The case that was named first, then the newest. */
  readonly items: readonly PersonsCase[];
  /** There may be more than were read. */
  readonly truncated: boolean;
}

/** Finds all cases of the complainant of one case, and what stands against erasing them in each. */
export class FindPersonsCases extends Query<PersonsCases> {
  constructor(
    readonly request: PersonsCasesRequest,
    readonly reader: QueueReader,
    readonly language: Language,
  ) {
    super();
  }
}

@QueryHandler(FindPersonsCases)
export class FindPersonsCasesHandler implements IQueryHandler<FindPersonsCases> {
  constructor(
    private readonly views: ViewReader,
    private readonly policies: Policies,
  ) {}

  /** Throws `Problem('complaint-unknown')`, and `Problem('contact-differs')` when the case does not have the contact. */
  async execute({ request, reader, language }: FindPersonsCases): Promise<PersonsCases> {
    const id = complaintStream(request.reference);
    const named = await this.views.get(CASES, id);
    if (named === undefined || !isVisible(named, reader.asking)) throw new Problem('complaint-unknown');
    const own = comparedCase(named.body);
    const contact: Contact = own.shown.complainant ?? {};
    if (request.contact !== undefined && sameContact(contact, contactIn(request.contact)) !== true) {
      throw new Problem('contact-differs', { pointer: '#/contact' });
    }
    const found = await Promise.all(tokensOfContact(contact).map((tokens) => this.found(tokens)));
    const ids = [...new Set(found.flatMap((one) => one.ids))].filter((other) => other !== id);
    const others = await this.others(ids, contact, reader);
    const items = [{ ...own, id }, ...others].map(async (one): Promise<PersonsCase> => {
      const policy = await this.policies.of(one.state.policyVersion);
      const question = { policy, ground: request.ground, now: reader.now, language };
      return {
        ...standingOfCase(formatReference(referenceOf(one.id)), one.state, question),
        isProven: one.id === id || sameContact(contact, provenContact(one)) === true,
      };
    });
    return {
      items: await Promise.all(items),
      truncated: found.some(({ isCut }) => isCut),
    };
  }

  private async others(ids: readonly string[], contact: Contact, { asking }: QueueReader) {
    if (ids.length === 0) return [];
    const sealed = await this.views.manySealed(CASES, ids);
    const visible = ids.flatMap((id) => sealed.get(id) ?? []).filter((document) => isVisible(document, asking));
    return (await this.views.opened(visible))
      .map(({ id, body }) => ({ id, ...comparedCase(body) }))
      .filter(({ shown }) => sameContact(contact, shown.complainant ?? {}) === true)
      .sort((one, other) => (one.shown.receivedAt < other.shown.receivedAt ? 1 : -1));
  }

  /** The newest complaints in which the index finds one of the tokens. */
  private async found(tokens: readonly Token[]): Promise<{ readonly ids: readonly string[]; readonly isCut: boolean }> {
    const pages = this.views.idsByTokens(searchProjection.view.name, {
      field: 'terms',
      tokens: [tokens],
      sort: { field: 'receivedAt', direction: 'descending' },
      limit: READ_MAX,
    });
    for await (const page of pages) return { ids: page, isCut: page.length === READ_MAX };
    return { ids: [], isCut: false };
  }
}

function comparedCase(body: Parameters<typeof stateIn>[0]): ComparedCase {
  return { shown: caseProjection.read(body), state: stateIn(body) };
}

/** What somebody typed, as either kind of contact. */
function contactIn(typed: string): Contact {
  return typed.includes('@') ? { email: typed } : { phone: typed };
}

/** For each contact that can be read, the tokens that a case with it has one of. */
function tokensOfContact({ email, phone }: Contact): readonly (readonly Token[])[] {
  const forms = typeof phone === 'string' ? phoneForms(phone) : [];
  return [
    ...(typeof email === 'string' ? [[emailToken(email)]] : []),
    ...(forms.length > 0 ? [forms.map(phoneToken)] : []),
  ];
}
