import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, type DocumentOf } from '@redress/complaints';
import {
  closed,
  disclosureBases,
  type DisclosureBasis,
  recipientKinds,
  type DisclosureRecipientKind,
  type Reference,
} from '@redress/contracts';
import { formatReference, type Instant } from '@redress/domain';
import type { Actor, Comparison, FindQuery, ViewDocument } from '@redress/eventing';
import {
  AccessLog,
  answerOf,
  csvTable,
  eachListed,
  eachPage,
  fullPage,
  IsInstant,
  IsReference,
  type Page,
  PageQuery,
  referenceSchema,
  SomeOfInQuery,
  ViewReader,
} from '@redress/platform';
import { IsOptional } from 'class-validator';
import type { Readable } from 'node:stream';
import Type from 'typebox';
import { caseProjection } from '../case-view/case.projection.js';
import { isVisible } from '../case-view/visible-cases.js';
import { oneOf, type QueueReader } from '../work-queue/queue-filters.js';
import { disclosureDocument, disclosureProjection } from './disclosure.projection.js';

/** Which disclosures to list: one has to fit all filters, and of several values of one filter one. */
export class DisclosuresRequest extends PageQuery {
  /** Of this complaint alone. */
  @IsOptional()
  @IsReference()
  reference?: Reference;

  /** To whom. */
  @IsOptional()
  @SomeOfInQuery(recipientKinds)
  recipientKind?: DisclosureRecipientKind[];

  /** On which basis in law. Referrals state none. */
  @IsOptional()
  @SomeOfInQuery(disclosureBases)
  basis?: DisclosureBasis[];

  /** Given at this instant or later. */
  @IsOptional()
  @IsInstant()
  from?: Instant;

  /** Given before this instant. */
  @IsOptional()
  @IsInstant()
  before?: Instant;
}

const disclosure = closed({
  ...disclosureDocument.properties,
  reference: Type.String({ pattern: referenceSchema.pattern }),
});
export type Disclosure = DocumentOf<typeof disclosure>;

/** Schema of an entry of the register, for the API description. */
export const disclosureSchema = { ...answerOf(disclosure, { mayLackPersonal: true }), title: 'Disclosure' };

/** One page of what was given to whom, the newest first, of the cases that the reader may know of. */
export class BrowseDisclosures extends Query<Page<Disclosure>> {
  constructor(
    readonly request: DisclosuresRequest,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

/** All of them as CSV. Each complaint is noted in the access log as its page is read. */
export class ExportDisclosures extends Query<Readable> {
  constructor(
    readonly request: DisclosuresRequest,
    readonly reader: QueueReader,
    /** Who is noted in the access log. */
    readonly actor: Pick<Actor, 'id' | 'role'>,
  ) {
    super();
  }
}

/** Reads the register as one reader may know it. */
@QueryHandler(BrowseDisclosures)
export class BrowseDisclosuresHandler implements IQueryHandler<BrowseDisclosures> {
  constructor(private readonly views: ViewReader) {}

  execute({ request, reader }: BrowseDisclosures): Promise<Page<Disclosure>> {
    return pageOfDisclosures(this.views, request, reader);
  }
}

const columns = [
  'disclosedAt',
  'reference',
  'source',
  'recipientKind',
  'recipient',
  'recipientPerson',
  'given',
  'sha256',
  'basis',
  'purpose',
  'approvedBy',
  'recordedBy',
] as const satisfies readonly (keyof Disclosure)[];

type Row = { readonly [column in (typeof columns)[number]]: string };

@QueryHandler(ExportDisclosures)
export class ExportDisclosuresHandler implements IQueryHandler<ExportDisclosures> {
  constructor(
    private readonly views: ViewReader,
    private readonly log: AccessLog,
  ) {}

  execute(query: ExportDisclosures): Promise<Readable> {
    return Promise.resolve(csvTable(columns, this.rows(query)));
  }

  /** A page at a time, as the client takes them: their number has no bound. */
  private async *rows({ request, reader, actor }: ExportDisclosures): AsyncGenerator<Row> {
    const pages = eachPage((page) => {
      this.log.requireRoom();
      return pageOfDisclosures(this.views, { ...request, ...page }, reader);
    });
    for await (const page of pages) {
      for (const reference of eachListed(page)) this.log.note({ kind: 'disclosure', actor, reference });
      yield* page.items.map(rowOf);
    }
  }
}

/** Texts whose key is destroyed are empty. */
function rowOf(entry: Disclosure): Row {
  const cell = (value: unknown): string => (typeof value === 'string' ? value : '');
  const cells = Object.fromEntries(columns.map((column) => [column, cell(entry[column])])) as Row;
  return { ...cells, given: entry.given?.join(' ') ?? '' };
}

function pageOfDisclosures(
  views: ViewReader,
  { limit, cursor, ...filters }: DisclosuresRequest,
  { asking }: QueueReader,
): Promise<Page<Disclosure>> {
  const query: FindQuery = {
    where: comparisonsOf(filters),
    sort: { field: 'disclosedAt', direction: 'descending' },
    limit,
    ...(cursor !== undefined && { cursor }),
  };
  const streamOf = ({ body }: ViewDocument) => complaintStream(disclosureProjection.read(body).reference);
  return fullPage(query, {
    fetch: (asked) => views.findSealed(disclosureProjection.view.name, asked),
    seen: async (documents) => {
      const cases = await views.manySealed(caseProjection.view.name, [...new Set(documents.map(streamOf))]);
      const visible = documents.filter((document) => {
        const known = cases.get(streamOf(document));
        return known !== undefined && isVisible(known, asking);
      });
      return (await views.opened(visible)).map(disclosureIn);
    },
  });
}

function disclosureIn({ body }: ViewDocument): Disclosure {
  const { reference, ...entry } = disclosureProjection.read(body);
  return { reference: formatReference(reference), ...entry };
}

function comparisonsOf({
  reference,
  recipientKind,
  basis,
  from,
  before,
}: Omit<DisclosuresRequest, 'limit' | 'cursor'>): readonly Comparison[] {
  return [
    ...(reference === undefined ? [] : [{ field: 'reference', is: 'equal', value: reference } as const]),
    ...(recipientKind === undefined ? [] : [oneOf('recipientKind', recipientKind)]),
    ...(basis === undefined ? [] : [oneOf('basis', basis)]),
    // Every disclosure has an instant; what keeps the place in a complaint has none.
    { field: 'disclosedAt', is: 'from', value: from ?? '' },
    ...(before === undefined ? [] : [{ field: 'disclosedAt', is: 'before', value: before } as const]),
  ];
}
