import { languages } from '@redress/contracts';
import {
  instantSchema,
  listOf,
  objectSchema,
  ObjectOf,
  orNull,
  revisionSchema,
  sharedWith,
  SharingRequest,
  Text,
  textSchema,
} from '@redress/platform';
import { ArrayMaxSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';
import { queuedCase } from '../work-queue/queue-item.js';
import { ListFilters, SORTS, type QueueSort } from '../work-queue/work-queue.query.js';

const VIEW_NAME_LENGTH_MAX = 80;
/** The fields of a case in the queue. */
const COLUMNS = Object.keys(queuedCase.properties);

/** What a view is called; one language is enough. */
export class ViewName {
  @IsOptional()
  @Text(VIEW_NAME_LENGTH_MAX)
  en?: string;

  @IsOptional()
  @Text(VIEW_NAME_LENGTH_MAX)
  fa?: string;
}

/** A view as somebody saves it. */
export class SavedViewRequest extends SharingRequest {
  @ObjectOf(() => ViewName)
  name!: ViewName;

  /** As the work queue takes them; several values as a list. */
  @ObjectOf(() => ListFilters)
  filters!: ListFilters;

  @IsOptional()
  @IsIn(SORTS)
  sort?: QueueSort;

  /** Fields of a case in the queue, in the order in which they are shown. Default: as the screen shows them. */
  @IsOptional()
  @IsIn(COLUMNS, { each: true })
  @ArrayUnique()
  @ArrayMaxSize(COLUMNS.length)
  columns?: string[];
}

/** What a view shows. */
export interface ViewContent {
  readonly name: ViewName;
  readonly filters: ListFilters;
  readonly sort?: QueueSort;
  readonly columns?: readonly string[];
}

/** The address of what a view shows, behind `/api/cases?`. */
export function queryOf({ filters, sort }: ViewContent): string {
  const query = new URLSearchParams();
  for (const [filter, value] of Object.entries(filters) as readonly (readonly [string, unknown])[]) {
    for (const one of [value].flat()) query.append(filter, String(one));
  }
  if (sort !== undefined) query.append('sort', sort);
  return query.toString();
}

/** What somebody saves, without fields that were not sent. */
export function contentOf({ name, filters, sort, columns }: SavedViewRequest): ViewContent {
  return {
    name: sentIn(name),
    filters: sentIn(filters),
    ...(sort && { sort }),
    ...(columns && { columns }),
  };
}

/** JSON clients differ in how they omit a field. */
function sentIn<Part extends object>(part: Part): Part {
  const sent = Object.entries(part).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(sent) as Part;
}

const named = objectSchema({}, { optional: Object.fromEntries(languages.map((language) => [language, textSchema])) });

/** Schema of a view in an answer, for the API description. */
export const viewSchema = objectSchema(
  {
    id: { ...textSchema, description: 'A UUID, or the word for a built-in view.' },
    kind: { enum: ['built-in', 'own', 'shared'] },
    revision: { ...revisionSchema, description: '0 for a built-in view.' },
    name: named,
    filters: { $ref: '#/components/schemas/ListFilters' },
    sort: orNull({ enum: SORTS }),
    columns: orNull(listOf({ enum: COLUMNS })),
    query: { ...textSchema, description: 'What shows it: `GET /api/cases?<query>`.' },
    sharedWith: { enum: sharedWith },
    team: orNull(textSchema),
    owner: orNull(textSchema),
    changedAt: orNull(instantSchema),
    mayChange: { type: 'boolean' },
    count: orNull({
      type: 'integer',
      minimum: 0,
      description:
        'With `counts=true`: how many cases the reader finds in it. Null for one with `q`, and beyond the first 30.',
    }),
  },
  { title: 'QueueView' },
);
