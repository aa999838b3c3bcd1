import type { Names } from '../calendars/calendar.js';

/** One cause that findings may name (ISO 10002:2018, 7.6 and 8.2). `parent` is a wider one of the same list. */
export interface RootCause {
  readonly code: string;
  readonly names: Names;
  readonly parent?: string;
}

/** An organization's list of causes. A finding records the version by which its code is to be read. */
export interface RootCauses {
  /** Name and version of the list: `acme-causes@2`. Several policies may hold the same one. */
  readonly version: string;
  readonly causes: readonly RootCause[];
}
