import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { IsReference } from './field-rules.js';
import { readRequest } from './read-request.js';
import 'reflect-metadata';

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
