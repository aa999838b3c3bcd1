import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/domain';
import { IsOptional, validateSync } from 'class-validator';
import { IsInstant, IsReference } from './field-rules.js';
import { readRequest } from './read-request.js';
import 'reflect-metadata';

class NoteRequest {
  @IsOptional()
  @IsInstant()
  occurredAt?: Instant;
}

class MergeRequest {
  @IsReference()
  into!: string;
}

function read(into: unknown): { readonly into: unknown; readonly faults: number } {
  const request = readRequest(MergeRequest, { into }) as MergeRequest;
  return { into: request.into, faults: validateSync(request).length };
}

describe('A reference in a body', () => {
  it.each(['7K3M9QXD41PD', '7K3M-9QXD-41PD', '7k3m 9qxd 4ipd', '۷K۳M-۹QXD-۴۱PD'])(
    'is read as people write it: %s',
    (text) => {
      expect(read(text)).toEqual({ into: '7K3M9QXD41PD', faults: 0 });
    },
  );

  it.each(['7K3M9QXD41PE', '7K3M', '', 7, null, undefined, {}, ['7K3M9QXD41PD'], { notAReference: 1 }])(
    'is refused when it is none: %j',
    (value) => {
      expect(read(value).faults).toBe(1);
    },
  );
});

describe('An instant in a body', () => {
  const given = (occurredAt: unknown) => {
    const request = readRequest(NoteRequest, { occurredAt }) as NoteRequest;
    return { occurredAt: request.occurredAt, faults: validateSync(request).length };
  };

  it.each(['2026-11-02T08:00:00.000Z', '2026-11-02T08:00Z', '2026-11-02T11:30:00+03:30'])(
    'is read in UTC with milliseconds: %s',
    (text) => {
      expect(given(text)).toEqual({ occurredAt: '2026-11-02T08:00:00.000Z', faults: 0 });
    },
  );

  it.each([null, undefined])('may be missing where it is optional: %j', (value) => {
    expect(given(value).faults).toBe(0);
  });

  it.each(['2026-11-02', '2026-11-02T08:00:00', '2026-02-30T08:00:00Z', '', 7, true, {}, ['2026-11-02T08:00:00Z']])(
    'is refused when it is none: %j',
    (value) => {
      expect(given(value).faults).toBe(1);
    },
  );
});
