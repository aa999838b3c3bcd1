/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Brings one version of one event type to the next. Pure: no clock, no randomness, no look at other events. */
export interface Upcaster {
  readonly type: string;
  /** The version it takes; it gives the one after. */
  readonly from: number;
  /**
   * The data in its next version. It gets stored data, in which personal values are missing (or marked as erased), so it can
   * neither read nor require them. Where they are present it must keep them.
   */
  upcast(data: JsonObject): JsonObject;
  /** Where the personal value at this JSON pointer lies in the next version. Left out when none of them moved. */
  movePointer?(pointer: string): string;
}
