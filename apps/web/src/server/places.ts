/**
 * The places of the staff application, which finds its own way below them: each is answered with the same page. A sign-in and the places
 * of administrators are among them, because what somebody may see is decided by the API, never by a page.
 */
export const DESK_PLACES = [
  '/sign-in',
  '/work',
  '/cases',
  '/tasks',
  '/letters',
  '/calls',
  '/failures',
  '/figures',
  '/compliance',
  '/admin',
] as const;
