import { describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import { toReference } from '@redress/domain';
import { DecideOnComplaint } from '@redress/platform';
import { BulkController } from './bulk/bulk.controller.js';
import { caseHandling } from './index.js';

const REQUEST = { occurredAt: '2026-11-02T08:00:00.000Z', reason: 'As asked.', field: 'value' } as const;
const META = { marked: 'meta' };

/** Routes whose command does not follow from the request alone, a query with a body, and documents that are no complaint's. */
const OTHERS = [
  'carry-out-erasure',
  'communicate-decision',
  'declare-conflict',
  'erasures',
  'erasures/check',
  'erasures/:request/carry-out',
  'erasures/:request/decline',
  'issue-tracking-code',
  'link',
  'merge',
  'redact-message',
  'reply-templates',
  'restrict-access',
  'search',
  'split',
  'unmerge',
  'views',
  ':command',
  ':name/apply',
  ':name/approve',
  ':name/draft',
  ':name/propose',
  ':name/publish',
  ':name/reject',
  ':name/retire',
  ':name/withdraw-proposal',
  ':person/reassign',
];

interface Route {
  readonly controller: Type;
  readonly method: string;
  readonly path: string;
}

const { controllers = [] } = caseHandling.module;
/** Without those to many cases, which send what these send. */
const routes = controllers
  .filter((one) => one !== BulkController)
  .flatMap((controller): readonly Route[] =>
    Object.getOwnPropertyNames(controller.prototype).flatMap((method) => {
      const handler = (controller.prototype as Record<string, object>)[method] as object;
      const verb = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
      return verb === RequestMethod.POST
        ? [{ controller, method, path: String(Reflect.getMetadata('path', handler)) }]
        : [];
    }),
  );
const plain = routes.filter(({ path }) => !OTHERS.includes(path));

/** Returns what a route's handler dispatches to the bus. */
function dispatched({ controller: Controller, method }: Route): unknown {
  const bus = { execute: (command: unknown) => command };
  const controller = new Controller(bus) as Record<string, (...parameters: readonly unknown[]) => unknown>;
  return controller[method]?.('7K3M9QXD41PC', REQUEST, META);
}

describe('A step on a case', () => {
  it.each(plain.map((route) => [route.path, route] as const))(
    '%s becomes the command of its name, with all that was asked',
    (path, route) => {
      const { occurredAt, reason, ...data } = REQUEST;
      expect(dispatched(route)).toEqual(
        new DecideOnComplaint(toReference('7K3M9QXD41PC'), path as 'assess', data as never, META as never, {
          occurredAt,
          reason,
        }),
      );
    },
  );

  it('is one of these, or made of more than its request', () => {
    const others = routes.filter((route) => !plain.includes(route)).map(({ path }) => path);
    expect(others.sort()).toEqual([...OTHERS].sort());
    expect(plain.length).toBeGreaterThan(OTHERS.length);
  });
});
