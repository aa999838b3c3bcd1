import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { Allow } from '../../security/caller.js';
import { startTestApplication, type TestApplication } from '../../test-application/start-test-application.js';
import { CommandMeta, RouteReference } from '../commands/command-meta.js';
import { Refuses } from './route-descriptions.js';
import { CommandRequest } from '../commands/command-request.js';
import { PageQuery } from '../queries.js';
import { IsMoney, type MoneyAmount } from '../validation/field-rules.js';

class RemedyRequest {
  @IsIn(['refund', 'apology'])
  kind!: string;

  @IsOptional()
  @IsMoney()
  amount?: MoneyAmount;
}

class ProposeRequest extends CommandRequest {
  @ValidateNested({ each: true })
  @Type(() => RemedyRequest)
  remedies!: RemedyRequest[];
}

class ListQuery extends PageQuery {
  @IsOptional()
  @IsIn(['open', 'closed'])
  status?: string;
}

@Controller('things')
class ThingsController {
  @Allow('view-queue')
  @Get()
  list(@Query() _: ListQuery): object {
    return {};
  }

  @Allow('propose-response')
  @Refuses(503, 'The printer is busy.')
  @Post(':reference/propose')
  propose(@RouteReference() _: string, @Body() __: ProposeRequest, @CommandMeta() ___: CommandMeta): object {
    return {};
  }
}

interface Described {
  readonly paths: Record<
    string,
    Record<string, { parameters: { name: string; in: string; required: boolean }[]; responses: object }>
  >;
  readonly components: { readonly schemas: Record<string, { properties?: object; required?: string[] }> };
}

let test: TestApplication;
let document: Described;
beforeAll(async () => {
  test = await startTestApplication({ controllers: [ThingsController] });
  document = (await test.app.inject('/api/openapi.json')).json<Described>();
});
afterAll(() => test.close());

describe('The description of the API', () => {
  it('has the parameters of queries, inherited ones too', () => {
    const { parameters = [] } = document.paths['/api/things']?.['get'] ?? {};
    expect(parameters.map(({ name, required }) => [name, required]).sort()).toEqual([
      ['cursor', false],
      ['limit', false],
      ['status', false],
    ]);
  });

  it('has the reference and the headers of commands without any route saying so', () => {
    const { parameters = [] } = document.paths['/api/things/{reference}/propose']?.['post'] ?? {};
    expect(parameters.map((parameter) => [parameter.in, parameter.name, parameter.required]).sort()).toEqual([
      ['header', 'Idempotency-Key', false],
      ['header', 'If-Match', false],
      ['path', 'reference', true],
    ]);
  });

  it('has the rules of bodies, inherited and nested ones too', () => {
    expect(Object.keys(document.components.schemas['ProposeRequest']?.properties ?? {}).sort()).toEqual([
      'occurredAt',
      'reason',
      'remedies',
    ]);
    expect(document.components.schemas['ProposeRequest']?.required).toEqual(['remedies']);
    expect(document.components.schemas['RemedyRequest']?.properties).toMatchObject({
      kind: { type: 'string', enum: ['refund', 'apology'] },
      amount: { type: 'object', required: ['value', 'currency'] },
    });
  });

  it('tells a refusal in the words of its route, where the route has any', () => {
    const described = (path: string, method: string) => document.paths[path]?.[method]?.responses;
    expect(described('/api/things/{reference}/propose', 'post')).toMatchObject({
      409: { description: expect.stringContaining('Refused') },
      503: { description: 'The printer is busy.' },
    });
    expect(described('/api/things', 'get')).toMatchObject({ 503: { description: expect.stringContaining('behind') } });
  });

  it('says of every operation how errors are told, and points at nothing that is not there', () => {
    for (const operations of Object.values(document.paths)) {
      for (const { responses } of Object.values(operations)) expect(responses).toHaveProperty('default');
    }
    const targets = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name ?? '',
    );
    for (const name of targets) expect(Object.keys(document.components.schemas)).toContain(name);
  });
});
