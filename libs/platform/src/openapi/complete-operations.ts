import type { OpenAPIObject } from '@nestjs/swagger';
import { permissions } from '@redress/domain';
import { ALLOWED_EXTENSION, type Allowance } from '../security/caller.js';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Responses = Operation['responses'];
type Schemas = Readonly<Record<string, object>>;

const METHODS = ['get', 'post'] as const;

const refusals: Readonly<Record<number, string>> = {
  400: 'Malformed: the JSON, the reference, a header or a cursor.',
  401: 'No token, or a bad one.',
  403: 'The permissions table does not allow it.',
  404: 'Unknown, or not for the caller to know.',
  409: 'Refused for what the complaint is now; `code` says why.',
  412: 'The complaint is not at the revision of If-Match.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is not JSON in UTF-8, or has a Content-Encoding.',
  422: 'A field breaks its rule, there are too many, or the Idempotency-Key was used for something else.',
  503: 'The view is behind, or a store is away.',
};

/** Says of every operation what no route has to say itself: its service, who may use it, whether it needs a body, how it refuses. */
export function completeOperations(paths: Paths, schemas: Schemas): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const completed = METHODS.flatMap((method) => {
        const operation = item[method];
        return operation === undefined ? [] : [[method, complete(path, operation, schemas)] as const];
      });
      return [path, { ...item, ...Object.fromEntries(completed) }];
    }),
  );
}

function complete(path: string, operation: Operation, schemas: Schemas): Operation {
  const { [ALLOWED_EXTENSION]: allowed, ...described } = operation as Operation & { [ALLOWED_EXTENSION]?: Allowance };
  return {
    ...described,
    tags: [path.split('/').find((part) => part !== '' && part !== 'api') ?? 'redress'],
    security: allowed ? allowed.kinds.map((kind) => (kind === 'anonymous' ? {} : { [kind]: [] })) : [],
    ...(allowed && { 'x-roles': rolesOf(allowed) }),
    ...(operation.requestBody && {
      requestBody: { ...operation.requestBody, required: needsBody(operation, schemas) },
    }),
    responses: { ...operation.responses, ...refusalsOf(operation, allowed) },
  };
}

/** The roles that may come in here, as the permissions table has them; `handler (self)` may only with regard to itself. */
function rolesOf({ action, kinds }: Allowance): readonly string[] {
  const roles = permissions[action].filter((grant) =>
    grant === 'complainant' ? kinds.some((kind) => kind !== 'staff') : grant !== 'system' && kinds.includes('staff'),
  );
  return roles.map((grant) => (typeof grant === 'string' ? grant : `${grant.role} (self)`));
}

function needsBody({ requestBody }: Operation, schemas: Schemas): boolean {
  const name = /"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(requestBody))?.[1] ?? '';
  return ((schemas[name] ?? {}) as { required?: readonly string[] }).required !== undefined;
}

function refusalsOf({ parameters = [], requestBody }: Operation, allowed: Allowance | undefined): Responses {
  const names = parameters.map((parameter) => ('name' in parameter ? parameter.name : ''));
  const statuses = [
    ...(allowed ? [401, 403] : []),
    ...(parameters.length > 0 || requestBody ? [400, 422] : []),
    ...(names.includes('reference') ? [404] : []),
    ...(names.includes('If-Match') ? [409, 412] : []),
    ...(requestBody ? [413, 415] : []),
    503,
  ];
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(statuses.map((status) => [status, { description: refusals[status] ?? '', content }]));
}
