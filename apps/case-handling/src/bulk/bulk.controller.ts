import { Body, Controller, Headers, HttpCode, Inject, Post, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint, ApiOperation } from '@nestjs/swagger';
import type { Reference } from '@redress/contracts';
import type { ComplaintCommandType } from '@redress/domain';
import {
  Allow,
  AllowInData,
  Answers,
  CommandMetaOfMany,
  commandAnswerFields,
  type CommandRequest,
  IsReference,
  ListOf,
  listOf,
  ObjectOf,
  objectSchema,
  preferredLanguage,
  Problem,
  problemReference,
  WholeNumber,
} from '@redress/platform';
import { ArrayMinSize, ArrayUnique, IsOptional } from 'class-validator';
import { assessmentRoutes } from '../commands/assessment.routes.js';
import { investigationRoutes, REVISION_MAX } from '../commands/investigation.routes.js';
import { tagRoutes } from '../commands/tags.routes.js';
import { type BulkResult, SendToMany } from './bulk.command.js';

/** Most cases of one request. */
export const BULK_CASES_MAX = 100;

/** The commands that many cases take at once, by their single routes: such as mean the same on each, and decide nobody's complaint. */
const bulkRoutes = {
  assign: assessmentRoutes.assign,
  unassign: assessmentRoutes.unassign,
  route: assessmentRoutes.route,
  'add-note': investigationRoutes['add-note'],
  'add-tag': tagRoutes['add-tag'],
  'remove-tag': tagRoutes['remove-tag'],
} satisfies {
  readonly [type in ComplaintCommandType]?: { readonly request: new () => CommandRequest; readonly send?: never };
};
type BulkType = keyof typeof bulkRoutes;
const bulkTypes = Object.keys(bulkRoutes) as readonly BulkType[];

export class BulkCase {
  /** As it was given, with or without hyphens. */
  @IsReference()
  reference!: Reference;

  /** The revision decided on. A case at any other revision refuses. */
  @IsOptional()
  @WholeNumber(0, REVISION_MAX)
  expectedRevision?: number;
}

interface BulkRequest {
  readonly cases: readonly BulkCase[];
  /** What the single route takes. */
  readonly data: CommandRequest;
}

/** The class of the body for one command, whose `data` is checked as the body of the single route is. */
function bulkRequestOf(type: BulkType): Type<BulkRequest> {
  class ManyCasesRequest {
    cases!: BulkCase[];
    data!: CommandRequest;
  }
  const { prototype } = ManyCasesRequest;
  for (const decorate of [
    ListOf(() => BulkCase, BULK_CASES_MAX),
    ArrayMinSize(1),
    ArrayUnique((one: BulkCase | null) => one?.reference),
  ]) {
    decorate(prototype, 'cases');
  }
  ObjectOf(() => bulkRoutes[type].request)(prototype, 'data');
  const { name } = bulkRoutes[type].request;
  // Schemas of requests in the API description are named after their classes. Two commands may share one.
  Object.defineProperty(ManyCasesRequest, 'name', { value: `Bulk${capitalized(type)}${name}` });
  return ManyCasesRequest;
}

const { reference, revision, events } = commandAnswerFields;
const resultSchema = objectSchema(
  { reference, outcome: { type: 'string', enum: ['accepted', 'refused', 'failed'] } },
  { title: 'BulkResult', optional: { revision, events, problem: problemReference } },
);
/** A result for each case, for the API description. */
export const resultsSchema = objectSchema({ results: listOf(resultSchema) }, { title: 'BulkAnswer' });

/** One command on many cases: `POST /api/cases/bulk/{command}`, with a route for each command of the table. */
function bulkController(): Type<object> {
  class BulkController {
    constructor(@Inject(CommandBus) readonly commands: CommandBus) {}
  }
  const { prototype } = BulkController;
  for (const type of bulkTypes) {
    const handle = async function (
      this: BulkController,
      { cases, data }: BulkRequest,
      meta: CommandMetaOfMany,
      accepted: string | undefined,
    ): Promise<{ readonly results: readonly BulkResult[] }> {
      const sent = new SendToMany(type, cases, data, meta, preferredLanguage(accepted));
      return { results: await this.commands.execute(sent) };
    };
    const method = type.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    Object.defineProperty(handle, 'name', { value: method });
    const descriptor = { value: handle, writable: true, configurable: true };
    Object.defineProperty(prototype, method, descriptor);
    // Type of the first parameter, which the body is validated against.
    Reflect.defineMetadata('design:paramtypes', [bulkRequestOf(type), Object, String], prototype, method);
    Headers('accept-language')(prototype, method, 2);
    CommandMetaOfMany()(prototype, method, 1);
    Body()(prototype, method, 0);
    for (const decorate of [
      Post(type),
      HttpCode(200),
      AllowInData(type),
      ApiOperation({
        summary:
          `\`${type}\` on 1 to ${BULK_CASES_MAX} cases, each decided by itself exactly as by its own route. \`data\` is the body of that ` +
          'route. Each case has its `expectedRevision` instead of an If-Match.',
      }),
      Answers(
        200,
        'A result for each case, in the order asked: accepted, refused for the `problem` that its own route would answer, or failed for now.',
        resultsSchema,
      ),
    ]) {
      decorate(prototype, method, descriptor);
    }
  }
  Controller('cases/bulk')(BulkController);
  return BulkController;
}

export const BulkController = bulkController();

/** Every other command, which would otherwise be taken for one on the case `bulk`. */
@Controller('cases/bulk')
export class NoBulkController {
  @Post(':command')
  @Allow('view-queue')
  @ApiExcludeEndpoint()
  refuse(): never {
    throw new Problem('not-a-bulk-command', { details: { commands: bulkTypes.join(', ') } });
  }
}

function capitalized(type: string): string {
  return type.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
