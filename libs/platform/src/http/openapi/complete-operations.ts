import type { OpenAPIObject } from '@nestjs/swagger';
import { permissions } from '@redress/domain';
import { type Allowance, ALLOWED_EXTENSION, type CallerKind } from '../../security/caller.js';
import { problemContent } from './route-descriptions.js';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Responses = Operation['responses'];
type Schemas = Readonly<Record<string, object>>;

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

/** What shows that a caller is of a kind: any of these. */
const proofsOf: { readonly [kind in CallerKind]: readonly { readonly [scheme: string]: string[] }[] } = {
  staff: [{ staff: [] }, { session: [] }],
  complainant: [{ complainant: [] }],
  anonymous: [{}],
};

const anyProblem = { description: 'Problem details', content: problemContent };

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** Completes every operation with what follows from its metadata: service, permitted roles, whether a body is required, and refusals. */
export function completeOperations(paths: Paths, schemas: Schemas): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      METHODS.reduce((completed, method) => {
        const operation = item[method];
        return operation ? { ...completed, [method]: complete(path, operation, schemas) } : completed;
      }, item),
    ]),
  );
}

function complete(path: string, operation: Operation, schemas: Schemas): Operation {
  const { [ALLOWED_EXTENSION]: allowed, ...described } = operation as Operation & { [ALLOWED_EXTENSION]?: Allowance };
  return {
    ...described,
    tags: [path.split('/').find((part) => part !== '' && part !== 'api') ?? 'redress'],
    security: allowed ? allowed.kinds.flatMap((kind) => proofsOf[kind]) : [],
    ...(allowed && { 'x-roles': rolesOf(allowed) }),
    ...(operation.requestBody && {
      requestBody: { ...operation.requestBody, required: needsBody(operation, schemas) },
    }),
    // What a route says of its own refusals tells more.
    responses: { ...refusalsOf(operation, allowed), ...operation.responses, default: anyProblem },
  };
}

/** The roles that the permissions table grants this route; `handler (self)` only for actions on themselves. */
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
  return Object.fromEntries(
    statuses.map((status) => [status, { description: refusals[status] ?? '', content: problemContent }]),
  );
}

const text = { type: 'string' } as const;

/** Problem details (RFC 9457), the format of every error. */
export const problemSchema: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']> = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
    properties: {
      type: { ...text, description: 'urn:redress:problem:<code>' },
      title: text,
      status: { type: 'integer' },
      code: { ...text, description: 'Stable: programs may act on it.' },
      detail: { ...text, description: 'What to do instead, in the language of Accept-Language (en, fa).' },
      instance: { ...text, description: 'urn:redress:request:<x-correlation-id>' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: {
            pointer: { ...text, description: 'JSON pointer into the body: #/complainant/email' },
            code: text,
            detail: text,
          },
        },
      },
    },
  },
};
