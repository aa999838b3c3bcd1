/** Says until when nobody whose complaint is at home in a time zone may be disturbed now; undefined when everybody may. */
export const QUIET_UNTIL = Symbol('QUIET_UNTIL');

/** The rounds in which held messages are released. */
export const HELD_ROUNDS = Symbol('HELD_ROUNDS');
